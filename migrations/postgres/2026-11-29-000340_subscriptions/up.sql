-- What readers want mail about: one row for each comment with which mail was asked for.
CREATE TABLE subscriptions (
    comment_id BIGINT PRIMARY KEY NOT NULL REFERENCES comments (id) ON DELETE CASCADE,
    reader_id BIGINT NOT NULL REFERENCES readers (id) ON DELETE CASCADE,
    article_id BIGINT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    -- 1 replies to the comment, 2 every new comment on the article
    scope SMALLINT NOT NULL CHECK (scope BETWEEN 1 AND 2),
    created_at BIGINT NOT NULL,
    -- When the owner of the address confirmed it; NULL: not yet, so no mail is sent for it.
    confirmed_at BIGINT
);
CREATE INDEX subscriptions_article ON subscriptions (article_id, scope);
CREATE INDEX subscriptions_reader ON subscriptions (reader_id);
CREATE INDEX subscriptions_unconfirmed ON subscriptions (created_at) WHERE confirmed_at IS NULL;

-- A public comment of which a follower is to be told. The delivery that tells of it takes it when it is sent.
CREATE TABLE notices (
    reader_id BIGINT NOT NULL REFERENCES readers (id) ON DELETE CASCADE,
    comment_id BIGINT NOT NULL REFERENCES comments (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL,
    delivery_id BIGINT REFERENCES deliveries (id) ON DELETE SET NULL,
    PRIMARY KEY (reader_id, comment_id)
);
CREATE INDEX notices_delivery ON notices (delivery_id) WHERE delivery_id IS NOT NULL;

-- How often the reader gets mail about new comments: 0 at once, 1 every hour, 2 every day.
ALTER TABLE readers ADD COLUMN frequency SMALLINT NOT NULL DEFAULT 0 CHECK (frequency BETWEEN 0 AND 2);
-- Whether the reader gets mail about decisions on own comments, and about corrections of articles under which they stand.
ALTER TABLE readers ADD COLUMN mail_decisions BOOLEAN NOT NULL DEFAULT TRUE;
ALTER TABLE readers ADD COLUMN mail_corrections BOOLEAN NOT NULL DEFAULT TRUE;
