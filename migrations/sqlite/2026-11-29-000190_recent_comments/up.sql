-- The comments of the last days by article, for the most discussed on the front page, which is made anew with each comment.
CREATE INDEX comments_recent ON comments (created_at, article_id) WHERE status = 1;
