-- When an attempt began to hand the message to the relay (SMTP: before DATA), until its outcome is stored. If it is set when the
-- mail is tried again, the relay may still be about to accept the mail.
ALTER TABLE deliveries ADD COLUMN data_at BIGINT;
