-- What readers see of the conversations. thread_id is the comment that begins the thread; a thread is public while any
-- comment in it is. Held, rejected and deleted comments are not in the index, so that they cost no reader anything.
CREATE INDEX comments_public ON comments (article_id, COALESCE(root_id, id), id, root_id) WHERE status = 1;
CREATE VIEW public_comments AS
SELECT id, article_id, COALESCE(root_id, id) AS thread_id, parent_id, status, name, website, html, avatar, created_at,
    edited_at, pinned_at, featured_at, staff_id
FROM comments WHERE status = 1;
-- Answers to one comment stand together, however long their thread is.
CREATE INDEX comments_replies ON comments (parent_id, id) WHERE parent_id IS NOT NULL;

-- How many public threads and comments an article has, by the numbers of the threads: 128 numbers make a block of height 0,
-- and 128 such blocks one of height 1. With them neither a page of a long thread nor the place of one comment needs to
-- count what comes before it. The worker writes them (comments::thread_counts).
CREATE TABLE thread_counts (
    article_id BIGINT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    height SMALLINT NOT NULL CHECK (height BETWEEN 0 AND 1),
    block BIGINT NOT NULL,
    threads BIGINT NOT NULL,
    comments BIGINT NOT NULL,
    PRIMARY KEY (article_id, height, block)
);
INSERT INTO thread_counts (article_id, height, block, threads, comments)
SELECT article_id, 0, thread_id / 128, COUNT(DISTINCT thread_id), COUNT(*)
FROM public_comments GROUP BY article_id, thread_id / 128;
INSERT INTO thread_counts (article_id, height, block, threads, comments)
SELECT article_id, 1, block / 128, SUM(threads), SUM(comments)
FROM thread_counts WHERE height = 0 GROUP BY article_id, block / 128;

-- Blocks of height 0 in which a comment has become public, or ceased to be, since they were counted. Rows are only added
-- by whoever changes comments, so that nobody waits for anybody; the worker counts the block again and takes them out.
CREATE TABLE stale_thread_counts (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    article_id BIGINT NOT NULL,
    block BIGINT NOT NULL
);
CREATE INDEX stale_thread_counts_block ON stale_thread_counts (article_id, block);

CREATE TRIGGER thread_counts_added AFTER INSERT ON comments WHEN NEW.status = 1 BEGIN
    INSERT INTO stale_thread_counts (article_id, block)
    SELECT NEW.article_id, COALESCE(NEW.root_id, NEW.id) / 128 WHERE NOT EXISTS (
        SELECT 1 FROM stale_thread_counts
        WHERE article_id = NEW.article_id AND block = COALESCE(NEW.root_id, NEW.id) / 128);
END;
CREATE TRIGGER thread_counts_changed AFTER UPDATE OF status ON comments
WHEN OLD.status <> NEW.status AND 1 IN (OLD.status, NEW.status) BEGIN
    INSERT INTO stale_thread_counts (article_id, block)
    SELECT NEW.article_id, COALESCE(NEW.root_id, NEW.id) / 128 WHERE NOT EXISTS (
        SELECT 1 FROM stale_thread_counts
        WHERE article_id = NEW.article_id AND block = COALESCE(NEW.root_id, NEW.id) / 128);
END;
CREATE TRIGGER thread_counts_removed AFTER DELETE ON comments WHEN OLD.status = 1 BEGIN
    INSERT INTO stale_thread_counts (article_id, block) VALUES (OLD.article_id, COALESCE(OLD.root_id, OLD.id) / 128);
END;

-- What must be added to thread_counts meanwhile: the stale blocks as they are now, less what is stored of them.
CREATE VIEW thread_count_changes AS
SELECT stale.article_id AS article_id, stale.block AS block,
    (SELECT COUNT(DISTINCT p.thread_id) FROM public_comments AS p WHERE p.article_id = stale.article_id
     AND p.thread_id >= stale.block * 128 AND p.thread_id < stale.block * 128 + 128)
    - COALESCE((SELECT counted.threads FROM thread_counts AS counted
     WHERE counted.article_id = stale.article_id AND counted.height = 0 AND counted.block = stale.block), 0) AS threads,
    (SELECT COUNT(*) FROM public_comments AS p WHERE p.article_id = stale.article_id
     AND p.thread_id >= stale.block * 128 AND p.thread_id < stale.block * 128 + 128)
    - COALESCE((SELECT counted.comments FROM thread_counts AS counted
     WHERE counted.article_id = stale.article_id AND counted.height = 0 AND counted.block = stale.block), 0) AS comments
FROM (SELECT DISTINCT article_id, block FROM stale_thread_counts) AS stale;
