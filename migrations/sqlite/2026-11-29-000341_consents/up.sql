-- The words beside the box on the comment form, each version that was ever agreed to.
CREATE TABLE consent_words (
    id INTEGER PRIMARY KEY NOT NULL,
    version TEXT NOT NULL,
    words TEXT NOT NULL,
    UNIQUE (version, words)
);

-- That the author of a comment agreed to them, and when.
CREATE TABLE consents (
    comment_id BIGINT PRIMARY KEY NOT NULL REFERENCES comments (id) ON DELETE CASCADE,
    words_id BIGINT NOT NULL REFERENCES consent_words (id),
    given_at BIGINT NOT NULL
);
