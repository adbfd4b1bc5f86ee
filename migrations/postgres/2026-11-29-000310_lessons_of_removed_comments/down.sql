DELETE FROM filter_lessons WHERE comment_id NOT IN (SELECT id FROM comments);
ALTER TABLE filter_lessons ADD CONSTRAINT filter_lessons_comment_id_fkey FOREIGN KEY (comment_id) REFERENCES comments (id);
