DROP TABLE proven_comments;
