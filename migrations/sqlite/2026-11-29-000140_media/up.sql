-- Pictures. The files themselves are in the folder or the bucket of the media settings, as KEY/WIDTH.jpg, .png and .webp.
CREATE TABLE media (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    -- The first 32 hexadecimal digits of a SHA-256 of what was uploaded: the same picture is stored once, and a path
    -- never gets another content.
    key TEXT NOT NULL UNIQUE,
    -- The name of the file that was uploaded, to find it again.
    name TEXT NOT NULL,
    -- What it shows, for readers who cannot see it; empty if nobody has described it.
    alt TEXT NOT NULL,
    caption TEXT NOT NULL,
    credit TEXT NOT NULL,
    -- name, alt, caption and credit in lower case, for the search: engines disagree about letters beyond ASCII.
    folded TEXT NOT NULL,
    -- What must stay visible where a picture is cropped, in thousandths of its width and height. NULL: its middle.
    focal_x SMALLINT CHECK (focal_x BETWEEN 0 AND 1000),
    focal_y SMALLINT CHECK (focal_y BETWEEN 0 AND 1000),
    -- The size of the largest file.
    width BIGINT NOT NULL,
    height BIGINT NOT NULL,
    -- The mean colour as RRGGBB, shown until the picture has loaded. NULL if one can look through it.
    colour TEXT,
    -- JSON: width, height, format and bytes of each file, the smallest first.
    files TEXT NOT NULL,
    -- Who may change it, besides editors. NULL: the command line, or an account that is gone.
    account_id BIGINT REFERENCES accounts (id) ON DELETE SET NULL,
    created_at BIGINT NOT NULL
);
-- Where pictures are used. One that is in use cannot be deleted.
CREATE TABLE media_uses (
    media_id BIGINT NOT NULL REFERENCES media (id),
    article_id BIGINT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    -- 0: in the text; 1: the lead picture.
    place SMALLINT NOT NULL CHECK (place IN (0, 1)),
    PRIMARY KEY (article_id, media_id, place)
);
CREATE INDEX media_uses_media ON media_uses (media_id);
