ALTER TABLE deliveries DROP COLUMN data_at;
