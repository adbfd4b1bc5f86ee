-- Why a mail waits or was not sent: a code and, if the SMTP conversation failed, its phase (numbers of src/mail/causes.rs), and
-- what the other side said. Pages matched the English text in last_error and reason by its words. That text is still written,
-- because the version before reads it; rows without a code get theirs by the hourly maintenance.
ALTER TABLE deliveries ADD COLUMN cause SMALLINT;
ALTER TABLE deliveries ADD COLUMN cause_phase SMALLINT;
ALTER TABLE deliveries ADD COLUMN cause_detail TEXT;
ALTER TABLE suppressions ADD COLUMN cause SMALLINT;
ALTER TABLE suppressions ADD COLUMN cause_phase SMALLINT;
ALTER TABLE suppressions ADD COLUMN cause_detail TEXT;
