DROP TABLE article_bylines;
DROP TABLE author_slugs;
DROP TABLE authors;
