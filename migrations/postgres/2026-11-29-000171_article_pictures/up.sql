-- The lead picture of an article. Its texts are NULL where those of the picture itself are shown.
ALTER TABLE articles ADD COLUMN lead_media_id BIGINT REFERENCES media (id);
ALTER TABLE articles ADD COLUMN lead_alt TEXT;
ALTER TABLE articles ADD COLUMN lead_caption TEXT;
ALTER TABLE articles ADD COLUMN lead_credit TEXT;
