-- What members of the staff have chosen about their mail. No row: the defaults.
CREATE TABLE staff_mail (
    account_id BIGINT PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
    -- How often mails about the same topic are sent: 0 as the site says, 1 hourly, 2 daily.
    frequency SMALLINT NOT NULL CHECK (frequency BETWEEN 0 AND 2),
    -- The names of the topics that are switched off, joined by commas.
    topics_off TEXT NOT NULL,
    -- The beginning and the end of the quiet hours, in minutes since midnight; both or neither.
    quiet_from SMALLINT CHECK (quiet_from BETWEEN 0 AND 1439),
    quiet_until SMALLINT CHECK (quiet_until BETWEEN 0 AND 1439),
    -- The IANA name of the zone of the quiet hours. NULL: the site's zone.
    timezone TEXT,
    CHECK ((quiet_from IS NULL) = (quiet_until IS NULL))
);

-- Sections about whose comments a member wants no mail.
CREATE TABLE staff_mail_sections (
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    section_id BIGINT NOT NULL REFERENCES sections (id) ON DELETE CASCADE,
    PRIMARY KEY (account_id, section_id)
);

-- The newest mail to an account that joins news about one topic.
CREATE TABLE staff_digests (
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    topic SMALLINT NOT NULL,
    -- Distinguishes the mails about a topic; it only grows.
    number BIGINT NOT NULL,
    delivery_id BIGINT NOT NULL REFERENCES deliveries (id) ON DELETE CASCADE,
    due_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, topic)
);

-- What a joined mail is about. Each piece of news belongs to one mail, so it is neither lost nor told twice.
CREATE TABLE staff_news (
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    topic SMALLINT NOT NULL,
    -- The comment, or the review.
    object BIGINT NOT NULL,
    comment_id BIGINT NOT NULL REFERENCES comments (id) ON DELETE CASCADE,
    delivery_id BIGINT NOT NULL REFERENCES deliveries (id) ON DELETE CASCADE,
    PRIMARY KEY (account_id, topic, object)
);
CREATE INDEX staff_news_delivery ON staff_news (delivery_id, object);
CREATE INDEX staff_news_comment ON staff_news (comment_id);

-- When an attempt to send the mail took its news, so that later news go into another mail. NULL again if the relay did
-- not get the mail.
ALTER TABLE deliveries ADD COLUMN sealed_at BIGINT;
