DROP TABLE reader_notes;
DELETE FROM bans WHERE effect = 2;
ALTER TABLE bans DROP CONSTRAINT bans_effect_check;
ALTER TABLE bans ADD CONSTRAINT bans_effect_check CHECK (effect BETWEEN 0 AND 1);
