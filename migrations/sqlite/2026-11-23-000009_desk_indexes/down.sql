DROP TABLE comment_search_words;
