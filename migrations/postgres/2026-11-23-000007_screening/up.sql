-- What Akismet was last told, or said itself, of a comment it was asked about. Only a decision that differs from this is
-- reported to it. Without a row it was never asked, and does not hear of the comment.
CREATE TABLE akismet_verdicts (
    comment_id BIGINT PRIMARY KEY NOT NULL REFERENCES comments (id),
    -- 1 is spam
    label SMALLINT NOT NULL CHECK (label BETWEEN 0 AND 1)
);
