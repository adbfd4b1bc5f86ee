-- The Argon2id hash of the password that readers need for the article; NULL: none.
ALTER TABLE articles ADD COLUMN password_hash TEXT;
