-- Whether an article accepts comments: 0 open, 1 every comment is held, 2 closed. In place of a switch without the second.
ALTER TABLE articles ADD COLUMN comments_mode SMALLINT NOT NULL DEFAULT 0 CHECK (comments_mode BETWEEN 0 AND 2);
UPDATE articles SET comments_mode = 2 WHERE NOT comments_open;
ALTER TABLE articles DROP COLUMN comments_open;
-- For how many days after publication; NULL: no limit of its own. The site and the section may have others.
ALTER TABLE articles ADD COLUMN comments_days BIGINT;
-- What readers read in place of the form while comments are closed; empty for the program's own words.
ALTER TABLE articles ADD COLUMN comments_message TEXT NOT NULL DEFAULT '';
-- What commenters read above the form, in Markdown.
ALTER TABLE articles ADD COLUMN guidelines TEXT NOT NULL DEFAULT '';
-- The BCP 47 tag of the text; empty for the language of the site.
ALTER TABLE articles ADD COLUMN language TEXT NOT NULL DEFAULT '';
-- 0 article, 1 page: About, Contact. Pages are in no list; menus lead to them.
ALTER TABLE articles ADD COLUMN kind SMALLINT NOT NULL DEFAULT 0 CHECK (kind BETWEEN 0 AND 1);
-- Where the link to a page is: 0 footer, 1 navigation, 2 nowhere; smaller numbers come first.
ALTER TABLE articles ADD COLUMN menu SMALLINT NOT NULL DEFAULT 0 CHECK (menu BETWEEN 0 AND 2);
ALTER TABLE articles ADD COLUMN menu_order BIGINT NOT NULL DEFAULT 0;
-- On the front page: shown larger; before all others.
ALTER TABLE articles ADD COLUMN featured BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE articles ADD COLUMN sticky BOOLEAN NOT NULL DEFAULT FALSE;
-- Lists show articles of one kind, the front page sticky ones first.
DROP INDEX articles_front;
CREATE INDEX articles_front ON articles (status, kind, published_at, id);
CREATE INDEX articles_sticky ON articles (status, kind, sticky, published_at, id);

-- The same for all articles of a section.
ALTER TABLE sections ADD COLUMN comments_mode SMALLINT NOT NULL DEFAULT 0 CHECK (comments_mode BETWEEN 0 AND 2);
ALTER TABLE sections ADD COLUMN comments_days BIGINT;
ALTER TABLE sections ADD COLUMN comments_message TEXT NOT NULL DEFAULT '';
