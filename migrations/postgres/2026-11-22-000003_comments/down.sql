DROP TABLE decisions;
DROP TABLE comment_revisions;
DROP TABLE comments;
DROP TABLE readers;
DROP FUNCTION decisions_only_added();
