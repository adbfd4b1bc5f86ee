-- SQLite only: its search needs to be asked for words that begin alike. PostgreSQL's index knows them in order.
SELECT 1;
