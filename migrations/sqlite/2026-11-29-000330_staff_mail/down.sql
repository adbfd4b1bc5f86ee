ALTER TABLE deliveries DROP COLUMN sealed_at;
DROP TABLE staff_news;
DROP TABLE staff_digests;
DROP TABLE staff_mail_sections;
DROP TABLE staff_mail;
