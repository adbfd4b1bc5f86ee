-- Which article each file of a synchronised folder has become, so that a file needs neither id nor path.
CREATE TABLE article_files (
    -- The name of the folder, or the one that `--source` gives: two folders do not share files.
    source TEXT NOT NULL,
    -- The path of the file in the folder, with slashes.
    file TEXT NOT NULL,
    article_id BIGINT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    -- SHA-256 of the file when it was last applied: the same file again changes nothing. Empty: the file disappeared and
    -- its article was withdrawn, so that a file that comes back is applied again.
    hash BYTEA NOT NULL,
    PRIMARY KEY (source, file)
);
CREATE INDEX article_files_article ON article_files (article_id);
