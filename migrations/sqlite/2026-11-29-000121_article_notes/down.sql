DROP TABLE article_locks;
DROP TABLE article_note_mentions;
DROP TABLE article_notes;
