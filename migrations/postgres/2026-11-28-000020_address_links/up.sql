-- When a link that proves an address was last mailed to an inbox. An inbox has any number of addresses
-- (ann+1@, ann+2@), and each of them is a reader of its own, so that readers' rows cannot limit what
-- one inbox gets. Kept for two days.
CREATE TABLE address_links (
    -- Keyed hash of the inbox.
    inbox BYTEA NOT NULL,
    sent_at BIGINT NOT NULL,
    PRIMARY KEY (inbox, sent_at)
);
