CREATE TABLE filter_lessons_rebuilt (
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
    created_at BIGINT NOT NULL,
    -- 1 if its words are counted too.
    counted SMALLINT NOT NULL DEFAULT 0 CHECK (counted BETWEEN 0 AND 1)
);
INSERT INTO filter_lessons_rebuilt (id, comment_id, label, margin, coefficient, fingerprint, features, undoes_id, created_at, counted)
SELECT id, comment_id, label, margin, coefficient, fingerprint, features, undoes_id, created_at, counted FROM filter_lessons
WHERE comment_id IN (SELECT id FROM comments);
DROP TABLE filter_lessons;
ALTER TABLE filter_lessons_rebuilt RENAME TO filter_lessons;
CREATE INDEX filter_lessons_comment ON filter_lessons (comment_id, id);
CREATE INDEX filter_lessons_marked ON filter_lessons (id) WHERE label = 1 AND undoes_id IS NULL;
