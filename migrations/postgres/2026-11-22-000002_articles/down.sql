DROP TABLE changes;
DROP TABLE article_paths;
DROP TABLE article_tags;
DROP TABLE articles;
DROP TABLE tags;
DROP TABLE sections;
