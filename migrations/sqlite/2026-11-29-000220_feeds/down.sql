DROP TABLE installation;
DROP INDEX comments_latest;
