ALTER TABLE articles DROP COLUMN lead_credit;
ALTER TABLE articles DROP COLUMN lead_caption;
ALTER TABLE articles DROP COLUMN lead_alt;
ALTER TABLE articles DROP COLUMN lead_media_id;
