DROP TRIGGER comment_search_removed;
DROP TRIGGER comment_search_changed;
DROP TRIGGER comment_search_added;
DROP TABLE comment_search;
DROP TRIGGER comments_follow_section;
DROP TRIGGER comment_counts_removed;
DROP TRIGGER comment_counts_changed;
DROP TRIGGER comment_counts_added;
DROP TABLE filter_lessons;
DROP TABLE filter_models;
DROP TABLE flaggers;
DROP INDEX deliveries_reader;
DROP TABLE flags;
DROP TABLE reviews;
DROP TABLE surges;
DROP TABLE policies;
DROP TABLE rule_versions;
DROP TABLE rules;
DROP TABLE batches;
DROP TABLE bans;
DROP TABLE views;
DROP TABLE section_moderators;
DROP TABLE claims;
DROP TABLE notes;
DROP TABLE deleted_comments;
DROP TABLE audit_seals;

-- Who decided what. Rows are only ever added; the triggers below see to it.
CREATE TABLE decisions (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    comment_id BIGINT NOT NULL REFERENCES comments (id),
    -- NULL: the site's policy decided, at the moment the comment arrived.
    actor_id BIGINT,
    -- 0 approve, 1 reject, 2 spam, 3 delete, 4 hold, 5 edit
    decision SMALLINT NOT NULL CHECK (decision BETWEEN 0 AND 5),
    -- NULL for the first status.
    from_status SMALLINT CHECK (from_status BETWEEN 0 AND 4),
    to_status SMALLINT NOT NULL CHECK (to_status BETWEEN 0 AND 4),
    -- The comment's version after this decision.
    version BIGINT NOT NULL,
    reason TEXT,
    note TEXT,
    created_at BIGINT NOT NULL
);
CREATE INDEX decisions_comment ON decisions (comment_id, id);
CREATE UNIQUE INDEX decisions_version ON decisions (comment_id, version);

CREATE TRIGGER decisions_keep BEFORE UPDATE ON decisions
BEGIN SELECT RAISE(ABORT, 'decisions are only ever added'); END;
CREATE TRIGGER decisions_stay BEFORE DELETE ON decisions
BEGIN SELECT RAISE(ABORT, 'decisions are only ever added'); END;
INSERT INTO decisions (id, comment_id, actor_id, decision, from_status, to_status, version, reason, note, created_at)
SELECT id, comment_id, actor_id, act, from_status, to_status, version, reason, note, created_at
FROM audit_log WHERE act <= 5 ORDER BY id;
DROP TABLE audit_log;
DROP TABLE comment_bands;
DROP TABLE comment_reasons;
DROP TABLE comment_counts;
DROP INDEX comments_featured;
DROP INDEX comments_first;
DROP INDEX comments_pinned;
DROP INDEX comments_group;
DROP INDEX comments_prefix;
DROP INDEX comments_score;
DROP INDEX comments_no_section;
DROP INDEX comments_section;
ALTER TABLE readers DROP COLUMN proven_at;
ALTER TABLE comment_revisions DROP COLUMN html;
ALTER TABLE comments DROP COLUMN staff_id;
ALTER TABLE comments DROP COLUMN featured_at;
ALTER TABLE comments DROP COLUMN pinned_at;
ALTER TABLE comments DROP COLUMN group_id;
ALTER TABLE comments DROP COLUMN simhash;
ALTER TABLE comments DROP COLUMN language;
ALTER TABLE comments DROP COLUMN score;
ALTER TABLE comments DROP COLUMN section_id;
