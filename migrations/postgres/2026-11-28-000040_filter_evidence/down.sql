DROP INDEX filter_lessons_marked;
ALTER TABLE filter_lessons DROP COLUMN counted;
DROP TABLE filter_evidence;
