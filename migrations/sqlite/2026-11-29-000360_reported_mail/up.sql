-- Mail services name a mail that came back by its Message-ID.
CREATE INDEX deliveries_message_id ON deliveries (message_id);
