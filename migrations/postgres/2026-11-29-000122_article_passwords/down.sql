ALTER TABLE articles DROP COLUMN password_hash;
