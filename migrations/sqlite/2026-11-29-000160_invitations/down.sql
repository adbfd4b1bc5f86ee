ALTER TABLE accounts DROP COLUMN signed_in_at;
DROP TABLE password_resets;
DROP TABLE invitations;
