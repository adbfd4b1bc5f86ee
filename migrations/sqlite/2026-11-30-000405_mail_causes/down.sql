ALTER TABLE suppressions DROP COLUMN cause_detail;
ALTER TABLE suppressions DROP COLUMN cause_phase;
ALTER TABLE suppressions DROP COLUMN cause;
ALTER TABLE deliveries DROP COLUMN cause_detail;
ALTER TABLE deliveries DROP COLUMN cause_phase;
ALTER TABLE deliveries DROP COLUMN cause;
