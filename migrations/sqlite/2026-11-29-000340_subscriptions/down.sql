ALTER TABLE readers DROP COLUMN mail_corrections;
ALTER TABLE readers DROP COLUMN mail_decisions;
ALTER TABLE readers DROP COLUMN frequency;
DROP TABLE notices;
DROP TABLE subscriptions;
