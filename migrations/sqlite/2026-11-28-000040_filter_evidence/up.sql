-- What the filter's thresholds rest on: the margins of the newest public comments and of the newest marked spam. One
-- process draws them anew as the filter learns; every process reads the newest row and so has the same thresholds.
CREATE TABLE filter_evidence (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    -- The last lesson in the model that gave the margins.
    lessons_until BIGINT NOT NULL,
    -- The newest public comment then.
    newest_comment BIGINT NOT NULL,
    body BLOB NOT NULL,
    created_at BIGINT NOT NULL
);

-- Whether the lesson's words are counted in the model as well. Older lessons are in the weights alone.
ALTER TABLE filter_lessons ADD COLUMN counted SMALLINT NOT NULL DEFAULT 0 CHECK (counted BETWEEN 0 AND 1);

-- For the newest spam lessons, which are few among many on most sites.
CREATE INDEX filter_lessons_marked ON filter_lessons (id) WHERE label = 1 AND undoes_id IS NULL;
