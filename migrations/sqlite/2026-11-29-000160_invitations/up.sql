-- Accounts that an admin has offered and nobody has accepted yet. The link in the mail is signed, so no
-- secret is stored; a row is deleted when the invitation is accepted or revoked.
CREATE TABLE invitations (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    -- The blind index of the address: one invitation per address.
    email_index BLOB NOT NULL UNIQUE,
    -- Sealed as an account's address, because it becomes one.
    email_sealed BLOB NOT NULL,
    name TEXT NOT NULL,
    -- 0 author, 1 moderator, 2 editor, 3 admin
    role SMALLINT NOT NULL CHECK (role BETWEEN 0 AND 3),
    invited_by BIGINT REFERENCES accounts (id) ON DELETE SET NULL,
    created_at BIGINT NOT NULL,
    -- When its link was last sent. Part of the link, so that sending a new one ends the older one.
    sent_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);

-- Requests for a new password: one row per address, whether it has an account or not, so that both cases
-- do the same.
CREATE TABLE password_resets (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    email_index BLOB NOT NULL UNIQUE,
    -- When a link was last requested: at most one mail in fifteen minutes. Part of the link.
    requested_at BIGINT NOT NULL
);

-- When the account last signed in, which is not in sessions once they have ended.
ALTER TABLE accounts ADD COLUMN signed_in_at BIGINT;
UPDATE accounts SET signed_in_at = (SELECT MAX(created_at) FROM audit_log WHERE act = 50 AND actor_id = accounts.id);
