DROP INDEX comments_recent;
