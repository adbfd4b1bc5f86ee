-- The words that the search knows, read from its index: which begin as somebody has typed.
CREATE VIRTUAL TABLE comment_search_words USING fts5vocab (comment_search, row);
