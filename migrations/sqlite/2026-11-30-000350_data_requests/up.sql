-- People who asked what is stored about their address. Only keyed hashes are stored, of addresses that are known here and of
-- others, so that a request does the same for both.
CREATE TABLE data_requests (
    id INTEGER PRIMARY KEY NOT NULL,
    email_index BLOB NOT NULL,
    inbox_index BLOB NOT NULL,
    -- Of the network that asked, for its limit.
    network BLOB NOT NULL,
    requested_at BIGINT NOT NULL,
    -- When the mail was planned; at most one a day for an inbox.
    mailed_at BIGINT
);
CREATE INDEX data_requests_by_inbox ON data_requests (inbox_index, mailed_at);
CREATE INDEX data_requests_by_network ON data_requests (network, requested_at);
