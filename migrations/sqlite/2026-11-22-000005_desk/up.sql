-- Where the article's section is, so that a section's queue is one walk along an index. A trigger follows the article.
ALTER TABLE comments ADD COLUMN section_id BIGINT REFERENCES sections (id);
-- How much it looks like spam to the filter when it came: 0 to 1. NULL: there was no filter to ask.
ALTER TABLE comments ADD COLUMN score DOUBLE PRECISION;
-- ISO 639-3, if the text is long enough to tell.
ALTER TABLE comments ADD COLUMN language TEXT;
-- Two texts that differ in few words differ in few bits.
ALTER TABLE comments ADD COLUMN simhash BIGINT;
-- The first of the comments that say nearly the same; NULL while there is only one.
ALTER TABLE comments ADD COLUMN group_id BIGINT;
ALTER TABLE comments ADD COLUMN pinned_at BIGINT;
ALTER TABLE comments ADD COLUMN featured_at BIGINT;
-- Who of the staff wrote it; outlives the account. NULL: a reader did.
ALTER TABLE comments ADD COLUMN staff_id BIGINT;
-- The former text rendered, so that bringing it back renders nothing. NULL: an older program kept it.
ALTER TABLE comment_revisions ADD COLUMN html TEXT;
-- When the address was last proven by a link in a mail; NULL: only typed.
ALTER TABLE readers ADD COLUMN proven_at BIGINT;

UPDATE comments SET section_id = (SELECT section_id FROM articles WHERE articles.id = comments.article_id);

CREATE INDEX comments_section ON comments (section_id, status, id) WHERE section_id IS NOT NULL;
-- Each comment is in one of the two. PostgreSQL knows no order within "section_id IS NULL".
CREATE INDEX comments_no_section ON comments (status, id) WHERE section_id IS NULL;
CREATE INDEX comments_score ON comments (status, score, id);
CREATE INDEX comments_prefix ON comments (network_prefix, id) WHERE network_prefix IS NOT NULL;
CREATE INDEX comments_group ON comments (group_id, id) WHERE group_id IS NOT NULL;
CREATE INDEX comments_pinned ON comments (article_id, pinned_at) WHERE pinned_at IS NOT NULL;
-- For the desk's lists of what is first or worth reading, which is little among much.
CREATE INDEX comments_first ON comments (id) WHERE pinned_at IS NOT NULL;
CREATE INDEX comments_featured ON comments (id) WHERE featured_at IS NOT NULL;

-- How many comments stand where. Only the triggers below write here, in the transaction that changes the comments.
-- On PostgreSQL each connection adds to a slot of its own, so that no post waits for another; the sum counts.
CREATE TABLE comment_counts (
    -- 0: articles without a section.
    section_id BIGINT NOT NULL,
    status SMALLINT NOT NULL CHECK (status BETWEEN 0 AND 4),
    slot SMALLINT NOT NULL,
    n BIGINT NOT NULL,
    PRIMARY KEY (section_id, status, slot)
);
INSERT INTO comment_counts (section_id, status, slot, n)
SELECT COALESCE(section_id, 0), status, 0, COUNT(*) FROM comments GROUP BY COALESCE(section_id, 0), status;

-- Why a comment was held or refused, by code, to list by: links, honeypot, rule:12. Policies are not listed.
CREATE TABLE comment_reasons (
    code TEXT NOT NULL,
    comment_id BIGINT NOT NULL REFERENCES comments (id),
    PRIMARY KEY (code, comment_id)
);

-- The four quarters of a SimHash: texts that say nearly the same share at least one.
CREATE TABLE comment_bands (
    band BIGINT NOT NULL,
    comment_id BIGINT NOT NULL REFERENCES comments (id),
    PRIMARY KEY (band, comment_id)
);

-- Who did what, why, when, and on which version of a text. Rows are only ever added.
CREATE TABLE audit_log (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    -- What was done; the numbers are those of audit::model::Act. Below 10: a new version of a comment.
    act SMALLINT NOT NULL,
    -- NULL: the site itself, by its policy, a rule or a guard.
    actor_id BIGINT,
    comment_id BIGINT REFERENCES comments (id),
    from_status SMALLINT CHECK (from_status BETWEEN 0 AND 4),
    to_status SMALLINT CHECK (to_status BETWEEN 0 AND 4),
    -- The comment's version after it.
    version BIGINT,
    -- A code or a word: off_topic.
    reason TEXT,
    -- A sentence.
    note TEXT,
    -- JSON: whatever else there is to tell about this kind of act.
    detail TEXT,
    batch_id BIGINT,
    -- The row that this one takes back.
    undoes_id BIGINT,
    created_at BIGINT NOT NULL,
    -- A random number and a keyed hash of this row: only the program can have written it. NULL: older than the log.
    mac BLOB
);
CREATE INDEX audit_log_comment ON audit_log (comment_id, id);
CREATE UNIQUE INDEX audit_log_version ON audit_log (comment_id, version) WHERE act < 10;
CREATE INDEX audit_log_staff ON audit_log (created_at, id) WHERE actor_id IS NOT NULL;
CREATE INDEX audit_log_actor ON audit_log (actor_id, id) WHERE actor_id IS NOT NULL;
CREATE INDEX audit_log_act ON audit_log (act, id) WHERE act >= 10;
CREATE INDEX audit_log_batch ON audit_log (batch_id, id) WHERE batch_id IS NOT NULL;
INSERT INTO audit_log (id, act, actor_id, comment_id, from_status, to_status, version, reason, note, created_at)
SELECT id, decision, actor_id, comment_id, from_status, to_status, version, reason, note, created_at FROM decisions ORDER BY id;
DROP TABLE decisions;
CREATE TRIGGER audit_log_keep BEFORE UPDATE ON audit_log
BEGIN SELECT RAISE(ABORT, 'the log is only ever added to'); END;
CREATE TRIGGER audit_log_stay BEFORE DELETE ON audit_log
BEGIN SELECT RAISE(ABORT, 'the log is only ever added to'); END;

-- The chain: each hash covers the one before it and one row of the log. Rows are sealed within seconds of their commit,
-- so that on PostgreSQL no transaction waits for the chain.
CREATE TABLE audit_seals (
    seq BIGINT PRIMARY KEY NOT NULL,
    entry_id BIGINT NOT NULL UNIQUE REFERENCES audit_log (id),
    hash BLOB NOT NULL
);

-- What a deleted comment said, and who wrote it, until the deletion can no longer be taken back. The comment itself
-- has lost all of it at once, so that nothing else has to think of it.
CREATE TABLE deleted_comments (
    comment_id BIGINT PRIMARY KEY NOT NULL REFERENCES comments (id),
    reader_id BIGINT REFERENCES readers (id),
    name TEXT NOT NULL,
    website TEXT,
    text TEXT NOT NULL,
    html TEXT NOT NULL,
    avatar BIGINT NOT NULL,
    network_hash BLOB,
    network_prefix TEXT,
    notify BOOLEAN NOT NULL,
    -- JSON: the former texts, by their row.
    revisions TEXT NOT NULL,
    -- When it is destroyed.
    erase_at BIGINT NOT NULL
);
CREATE INDEX deleted_comments_due ON deleted_comments (erase_at);
CREATE INDEX deleted_comments_reader ON deleted_comments (reader_id);

-- What colleagues tell each other about a comment.
CREATE TABLE notes (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    comment_id BIGINT NOT NULL REFERENCES comments (id),
    account_id BIGINT REFERENCES accounts (id) ON DELETE SET NULL,
    text TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX notes_comment ON notes (comment_id, id);

-- Who is looking at a comment now. A claim ends by itself.
CREATE TABLE claims (
    comment_id BIGINT PRIMARY KEY NOT NULL REFERENCES comments (id),
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    until BIGINT NOT NULL
);
CREATE INDEX claims_until ON claims (until);

-- Whose desk a section's comments go to; a section without rows is everybody's.
CREATE TABLE section_moderators (
    section_id BIGINT NOT NULL REFERENCES sections (id) ON DELETE CASCADE,
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    PRIMARY KEY (section_id, account_id)
);

-- Filters of the queue under a name.
CREATE TABLE views (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    -- NULL: everybody's.
    account_id BIGINT REFERENCES accounts (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    -- JSON, as in the query of GET /api/v1/comments.
    filter TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX views_account ON views (account_id, name);

-- Readers, address domains and networks that may not write, or whose comments are always held.
CREATE TABLE bans (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    -- 0 reader, 1 address domain, 2 network prefix
    kind SMALLINT NOT NULL CHECK (kind BETWEEN 0 AND 2),
    -- The reader's blind index, which outlives the reader's row.
    email_index BLOB,
    -- The domain or the prefix.
    value TEXT,
    -- 0 reject, 1 hold always
    effect SMALLINT NOT NULL CHECK (effect BETWEEN 0 AND 1),
    reason TEXT NOT NULL,
    created_by BIGINT REFERENCES accounts (id) ON DELETE SET NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT,
    lifted_at BIGINT,
    lifted_by BIGINT REFERENCES accounts (id) ON DELETE SET NULL
);
CREATE INDEX bans_reader ON bans (email_index) WHERE email_index IS NOT NULL;
CREATE INDEX bans_value ON bans (kind, value) WHERE value IS NOT NULL;

-- One decision about many comments, worked off by a job.
CREATE TABLE batches (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    actor_id BIGINT REFERENCES accounts (id) ON DELETE SET NULL,
    -- 0 approve, 1 reject, 2 spam, 3 delete, 4 hold
    decision SMALLINT NOT NULL CHECK (decision BETWEEN 0 AND 4),
    reason TEXT,
    note TEXT,
    -- Words to the authors.
    to_author TEXT,
    -- JSON: a filter or a list of ids.
    target TEXT NOT NULL,
    expected BIGINT NOT NULL,
    -- 0 waiting, 1 running, 2 done, 3 failed
    state SMALLINT NOT NULL CHECK (state BETWEEN 0 AND 3),
    done BIGINT NOT NULL,
    -- Somebody else was faster, or there was nothing to decide.
    skipped BIGINT NOT NULL,
    -- The last comment that was dealt with, and the last that belongs to the batch.
    after_id BIGINT NOT NULL,
    until_id BIGINT NOT NULL,
    -- The batch that this one takes back.
    undoes_id BIGINT REFERENCES batches (id),
    last_error TEXT,
    created_at BIGINT NOT NULL,
    finished_at BIGINT
);
CREATE INDEX batches_state ON batches (state, id);

-- Screening rules as they are now.
CREATE TABLE rules (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    version BIGINT NOT NULL,
    name TEXT NOT NULL,
    -- JSON: field, operator, value.
    condition TEXT NOT NULL,
    -- 0 hold, 1 reject, 2 spam, 3 publish, 4 flag
    action SMALLINT NOT NULL CHECK (action BETWEEN 0 AND 4),
    -- Shown to moderators, and to the author where the comment is refused.
    reason TEXT NOT NULL,
    enabled BOOLEAN NOT NULL,
    author_id BIGINT REFERENCES accounts (id) ON DELETE SET NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    -- A rule that was removed stays for the comments it has hit.
    removed_at BIGINT
);
CREATE TABLE rule_versions (
    rule_id BIGINT NOT NULL REFERENCES rules (id),
    version BIGINT NOT NULL,
    name TEXT NOT NULL,
    condition TEXT NOT NULL,
    action SMALLINT NOT NULL CHECK (action BETWEEN 0 AND 4),
    reason TEXT NOT NULL,
    enabled BOOLEAN NOT NULL,
    changed_by BIGINT REFERENCES accounts (id) ON DELETE SET NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (rule_id, version)
);

-- What becomes of a comment where nothing else speaks. The configuration holds for whatever has no row.
CREATE TABLE policies (
    -- 0 the site, 1 a section, 2 an article
    scope SMALLINT NOT NULL CHECK (scope BETWEEN 0 AND 2),
    -- 0 for the site.
    scope_id BIGINT NOT NULL,
    policy TEXT NOT NULL,
    PRIMARY KEY (scope, scope_id)
);

-- Articles on which the guard has stepped in, until it steps back.
CREATE TABLE surges (
    article_id BIGINT PRIMARY KEY NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    -- 0 hold all, 1 slow mode
    mode SMALLINT NOT NULL CHECK (mode BETWEEN 0 AND 1),
    -- JSON: what jumped, from what to what.
    cause TEXT NOT NULL,
    since BIGINT NOT NULL,
    until BIGINT NOT NULL
);

-- What asks for a decision about a comment that has one: flags, an appeal, an author's edit.
CREATE TABLE reviews (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    comment_id BIGINT NOT NULL REFERENCES comments (id),
    section_id BIGINT REFERENCES sections (id),
    -- 0 flags, 1 appeal, 2 revision
    kind SMALLINT NOT NULL CHECK (kind BETWEEN 0 AND 2),
    -- 0 open, 1 upheld, 2 dismissed, 3 withdrawn
    state SMALLINT NOT NULL CHECK (state BETWEEN 0 AND 3),
    -- The sum of the flags' weights.
    weight DOUBLE PRECISION NOT NULL,
    -- The author's words, or the text of the edit with its HTML.
    text TEXT,
    html TEXT,
    -- JSON: what screening found in the edit.
    reasons TEXT,
    -- The comment's version that it is about.
    version BIGINT NOT NULL,
    opened_at BIGINT NOT NULL,
    closed_at BIGINT,
    closed_by BIGINT REFERENCES accounts (id) ON DELETE SET NULL,
    -- The comment's version that closing it made; undoing that decision opens it again.
    closed_version BIGINT
);
CREATE UNIQUE INDEX reviews_open ON reviews (comment_id, kind) WHERE state = 0;
CREATE INDEX reviews_queue ON reviews (state, kind, id);
CREATE INDEX reviews_comment ON reviews (comment_id, id);

CREATE TABLE flags (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    review_id BIGINT NOT NULL REFERENCES reviews (id),
    comment_id BIGINT NOT NULL REFERENCES comments (id),
    -- Keyed hash of who flagged; one flag each.
    flagger BLOB NOT NULL,
    -- 0 spam, 1 abuse, 2 off topic, 3 personal data, 4 other
    reason SMALLINT NOT NULL CHECK (reason BETWEEN 0 AND 4),
    words TEXT,
    weight DOUBLE PRECISION NOT NULL,
    -- It came after its review was dismissed, about the same version and for the same reason.
    late BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (comment_id, flagger)
);
CREATE INDEX flags_review ON flags (review_id, id);
-- How many flags came from one place lately.
CREATE INDEX flags_flagger ON flags (flagger, created_at);
-- How often a reader was written to lately, and all mails of a reader who goes.
CREATE INDEX deliveries_reader ON deliveries (reader_id, id) WHERE reader_id IS NOT NULL;

-- How often a flagger was right.
CREATE TABLE flaggers (
    flagger BLOB PRIMARY KEY NOT NULL,
    upheld BIGINT NOT NULL,
    dismissed BIGINT NOT NULL,
    last_at BIGINT NOT NULL
);
CREATE INDEX flaggers_age ON flaggers (last_at);

-- The spam filter's weights as of a lesson, and the lessons since.
CREATE TABLE filter_models (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    lessons_until BIGINT NOT NULL,
    note TEXT NOT NULL,
    body BLOB NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE TABLE filter_lessons (
    -- Written under one lock, so that a higher number is never visible before a lower one.
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    comment_id BIGINT NOT NULL REFERENCES comments (id),
    -- 1 is spam
    label SMALLINT NOT NULL CHECK (label BETWEEN 0 AND 1),
    -- The logarithm of the odds that the filter gave before it learned this.
    margin DOUBLE PRECISION NOT NULL,
    -- By how much the features' weights moved, in units of the model; the reverse where a lesson is taken back.
    coefficient BIGINT NOT NULL,
    -- By this number the features are known again when they are worked out anew from the text.
    fingerprint BIGINT NOT NULL,
    -- The hashed features, until a model holds the lesson. They outlive an edited text, not a deleted one.
    features BLOB,
    -- The lesson that this one takes back.
    undoes_id BIGINT,
    created_at BIGINT NOT NULL
);
CREATE INDEX filter_lessons_comment ON filter_lessons (comment_id, id);

CREATE TRIGGER comment_counts_added AFTER INSERT ON comments BEGIN
    INSERT INTO comment_counts (section_id, status, slot, n) VALUES (COALESCE(NEW.section_id, 0), NEW.status, 0, 1)
    ON CONFLICT (section_id, status, slot) DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER comment_counts_changed AFTER UPDATE OF status, section_id ON comments
WHEN OLD.status <> NEW.status OR OLD.section_id IS NOT NEW.section_id BEGIN
    UPDATE comment_counts SET n = n - 1
    WHERE section_id = COALESCE(OLD.section_id, 0) AND status = OLD.status AND slot = 0;
    INSERT INTO comment_counts (section_id, status, slot, n) VALUES (COALESCE(NEW.section_id, 0), NEW.status, 0, 1)
    ON CONFLICT (section_id, status, slot) DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER comment_counts_removed AFTER DELETE ON comments BEGIN
    UPDATE comment_counts SET n = n - 1
    WHERE section_id = COALESCE(OLD.section_id, 0) AND status = OLD.status AND slot = 0;
END;

CREATE TRIGGER comments_follow_section AFTER UPDATE OF section_id ON articles
WHEN OLD.section_id IS NOT NEW.section_id BEGIN
    UPDATE comments SET section_id = NEW.section_id WHERE article_id = NEW.id;
    UPDATE reviews SET section_id = NEW.section_id
    WHERE comment_id IN (SELECT id FROM comments WHERE article_id = NEW.id);
END;

-- The words of every comment, for the desk's search.
CREATE VIRTUAL TABLE comment_search USING fts5 (
    name, text, content = 'comments', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
INSERT INTO comment_search (comment_search) VALUES ('rebuild');
CREATE TRIGGER comment_search_added AFTER INSERT ON comments BEGIN
    INSERT INTO comment_search (rowid, name, text) VALUES (NEW.id, NEW.name, NEW.text);
END;
CREATE TRIGGER comment_search_changed AFTER UPDATE OF name, text ON comments BEGIN
    INSERT INTO comment_search (comment_search, rowid, name, text) VALUES ('delete', OLD.id, OLD.name, OLD.text);
    INSERT INTO comment_search (rowid, name, text) VALUES (NEW.id, NEW.name, NEW.text);
END;
CREATE TRIGGER comment_search_removed AFTER DELETE ON comments BEGIN
    INSERT INTO comment_search (comment_search, rowid, name, text) VALUES ('delete', OLD.id, OLD.name, OLD.text);
END;
