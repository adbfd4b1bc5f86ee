-- Comments that their author has written for sure: they came from a browser in which the address was proven, or
-- the link that was mailed for this very comment was followed. Anybody can type anybody's address, so that a
-- reader's own proof says nothing of other comments under it. Only these bring mail to the author.
CREATE TABLE proven_comments (
    comment_id BIGINT PRIMARY KEY NOT NULL REFERENCES comments (id)
);
