-- PostgreSQL only: the words of a comment leave its row. Here they were never in it.
SELECT 1;
