DROP TABLE sent_mentions;
