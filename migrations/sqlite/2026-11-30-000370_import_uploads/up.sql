-- Files that admins have uploaded at the desk to be imported: first planned, then applied.
CREATE TABLE import_uploads (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    -- Who uploaded them.
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    system TEXT NOT NULL,
    -- JSON: the names of the files, as they were called, and those they have in the data folder.
    files TEXT NOT NULL,
    -- What is done with the comments of pages that are no articles here.
    unmatched TEXT NOT NULL,
    -- New addresses of pages, as they were written; may be empty.
    map TEXT NOT NULL,
    -- Whether the filter learns.
    teach SMALLINT NOT NULL CHECK (teach IN (0, 1)),
    -- 0 it is being planned, 1 planned, 2 it is being applied, 3 done, 4 failed
    state SMALLINT NOT NULL CHECK (state BETWEEN 0 AND 4),
    -- How far that is: items, and all of them; 0 of 0 while the files are read.
    done BIGINT NOT NULL,
    total BIGINT NOT NULL,
    -- JSON: the plan, or what was made; empty before.
    report TEXT NOT NULL,
    -- Why it failed; empty otherwise.
    fault TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    -- When the state last changed: files that nobody applies are removed some time after.
    changed_at BIGINT NOT NULL
);
CREATE INDEX import_uploads_account ON import_uploads (account_id);
