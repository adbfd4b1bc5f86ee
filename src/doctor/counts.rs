//! The checks that are one count of faulty rows.

pub(super) const REPAIR: &str = "Run: rejoinder doctor --repair";

/// A check that counts faulty rows. Zero means that there is no fault. In the SQL, `:now` is the time in microseconds.
pub(super) struct RowCount {
    pub(super) name: &'static str,
    pub(super) sql: &'static str,
    pub(super) good: &'static str,
    pub(super) bad: &'static str,
    pub(super) remedy: &'static str,
}

/// Counts by section and status that differ from the comments'.
pub(super) const COUNTS: RowCount = RowCount {
    name: "counts",
    sql: "SELECT COUNT(*) AS n FROM (\
            SELECT section_id, status, SUM(n) AS n FROM (\
                SELECT section_id, status, n FROM comment_counts \
                UNION ALL \
                SELECT COALESCE(section_id, 0), status, -COUNT(*) FROM comments GROUP BY COALESCE(section_id, 0), status\
            ) AS both_sides GROUP BY section_id, status HAVING SUM(n) <> 0\
          ) AS wrong",
    good: "The counts of the queue match the comments",
    bad: "counts of the queue do not match the comments",
    remedy: REPAIR,
};

/// Counts of public threads, with the changes noted since, that differ from the
/// comments.
pub(super) const THREADS: RowCount = RowCount {
    name: "threads",
    sql: "SELECT COUNT(*) AS n FROM (\
            SELECT article_id, height, block FROM (\
                SELECT article_id, height, block, threads, comments FROM thread_counts \
                UNION ALL \
                SELECT article_id, 0, block, threads, comments FROM thread_count_changes \
                UNION ALL \
                SELECT article_id, 1, block / 128, threads, comments FROM thread_count_changes \
                UNION ALL \
                SELECT article_id, 0, thread_id / 128, -COUNT(DISTINCT thread_id), -COUNT(*) \
                FROM public_comments GROUP BY article_id, thread_id / 128 \
                UNION ALL \
                SELECT article_id, 1, thread_id / 16384, -COUNT(DISTINCT thread_id), -COUNT(*) \
                FROM public_comments GROUP BY article_id, thread_id / 16384\
            ) AS both_sides GROUP BY article_id, height, block HAVING SUM(threads) <> 0 OR SUM(comments) <> 0\
          ) AS wrong",
    good: "The counts of public threads match the comments",
    bad: "counts of public threads do not match the comments",
    remedy: REPAIR,
};

pub(super) const SECTIONS: RowCount = RowCount {
    name: "sections",
    sql: "SELECT COUNT(*) AS n FROM comments INNER JOIN articles ON articles.id = comments.article_id \
          WHERE COALESCE(comments.section_id, 0) <> COALESCE(articles.section_id, 0)",
    good: "Every comment is in the section of its article",
    bad: "comments are not in the section of their article",
    remedy: REPAIR,
};

/// The status of a comment must be that of the log line with its version, and no line may
/// have a later version. An imported comment that nobody has decided about has no line.
pub(super) const DECISIONS: RowCount = RowCount {
    name: "decisions",
    sql: "SELECT COUNT(*) AS n FROM comments \
          LEFT JOIN audit_log ON audit_log.comment_id = comments.id AND audit_log.version = comments.version \
              AND audit_log.act < 10 \
          WHERE (audit_log.id IS NULL AND NOT (comments.version = 1 AND EXISTS (\
              SELECT 1 FROM import_items WHERE import_items.kind = 4 AND import_items.target_id = comments.id))) \
          OR audit_log.to_status <> comments.status OR EXISTS (\
              SELECT 1 FROM audit_log AS later WHERE later.comment_id = comments.id AND later.act < 10 \
              AND later.version > comments.version)",
    good: "The status of every comment matches the log",
    bad: "comments have a status that does not match the log",
    remedy: "They were changed outside the program; compare them with a backup and decide them again",
};

pub(super) const REVIEWS: RowCount = RowCount {
    name: "reviews",
    sql: "SELECT COUNT(*) AS n FROM reviews WHERE \
          (kind = 0 AND state = 0 AND NOT EXISTS (SELECT 1 FROM flags WHERE flags.review_id = reviews.id)) \
          OR EXISTS (SELECT 1 FROM flags WHERE flags.review_id = reviews.id AND flags.comment_id <> reviews.comment_id) \
          OR (state = 0) <> (closed_at IS NULL)",
    good: "Every open review has its flags",
    bad: "reviews do not match their flags",
    remedy: "Close them at the desk; each only asks for another review of a comment",
};

pub(super) const JOBS: RowCount = RowCount {
    name: "jobs",
    sql: "SELECT COUNT(*) AS n FROM jobs WHERE state = 1",
    good: "No job was given up",
    bad: "jobs were given up",
    remedy: "See last_error in the table jobs; set state = 0 to run a job again, or delete it",
};

pub(super) const DELIVERIES: RowCount = RowCount {
    name: "deliveries",
    sql: "SELECT COUNT(*) AS n FROM deliveries WHERE state = 4",
    good: "No mail was given up",
    bad: "mails were given up",
    remedy: "See GET /api/v1/deliveries?state=dead; send them again by POST /api/v1/deliveries/{id}/retry",
};

pub(super) const STAFF_MAIL: RowCount = RowCount {
    name: "staff_mail",
    sql: "SELECT COUNT(*) AS n FROM suppressions INNER JOIN accounts \
          ON accounts.email_index = suppressions.email_index WHERE accounts.disabled_at IS NULL",
    good: "No address of the staff is suppressed",
    bad: "members of the staff get no mail, because the mail relay refuses their address",
    remedy: "Correct the address or the relay; then see GET /api/v1/suppressions, and lift it by \
             DELETE /api/v1/suppressions/{id} or the button at the desk",
};

/// A reply is younger than what it answers, so a number that is not larger closes a circle.
pub(super) const REPLIES: RowCount = RowCount {
    name: "replies",
    sql: "SELECT COUNT(*) AS n FROM comments LEFT JOIN comments AS parents ON parents.id = comments.parent_id \
          WHERE (comments.parent_id IS NULL AND comments.root_id IS NOT NULL) \
          OR (comments.parent_id IS NOT NULL AND (parents.id >= comments.id \
              OR parents.article_id <> comments.article_id OR comments.root_id IS NULL \
              OR comments.root_id <> COALESCE(parents.root_id, parents.id)))",
    good: "Every reply belongs to a comment on the same article",
    bad: "replies belong to a comment on another article, to one that came later, or to another thread",
    remedy: "They were changed outside the program; compare parent_id and root_id with a backup",
};

/// Any worker publishes an article within seconds of its time.
pub(super) const SCHEDULED: RowCount = RowCount {
    name: "scheduled",
    sql: "SELECT COUNT(*) AS n FROM articles WHERE status = 4 AND published_at < :now - 600000000",
    good: "Every scheduled article has appeared in time",
    bad: "scheduled articles have not appeared ten minutes after their time",
    remedy: "See that a worker runs (rejoinder serve with server.run_worker, or rejoinder worker), and what its log says",
};

/// Work of the program itself is due for a quarter of an hour, or mail for six hours, although the relay works. Mail
/// may wait for the limits per minute and hour.
pub(super) const OVERDUE_JOBS: RowCount = RowCount {
    name: "worker",
    sql: "SELECT COUNT(*) AS n FROM jobs WHERE state = 0 \
          AND (leased_until IS NULL OR leased_until < :now - 900000000) \
          AND ((lane = 0 AND run_at < :now - 900000000) OR (lane = 1 AND run_at < :now - 21600000000 \
              AND NOT EXISTS (SELECT 1 FROM settings WHERE name = 'mail_relay_fault')))",
    good: "No job waits for a worker",
    bad: "jobs were due long ago and no worker has finished them",
    remedy: "See that a worker runs (rejoinder serve with server.run_worker, or rejoinder worker), and what its log says",
};

/// A mail that waits has a job that sends it.
pub(super) const ORPHANED_DELIVERIES: RowCount = RowCount {
    name: "outbox",
    sql: "SELECT COUNT(*) AS n FROM deliveries LEFT JOIN jobs ON jobs.kind = 'deliver' AND jobs.state = 0 \
              AND jobs.payload = '{\"kind\":\"deliver\",\"delivery\":' || deliveries.id || '}' \
          WHERE deliveries.state = 0 AND jobs.id IS NULL",
    good: "Every mail that waits has a job that sends it",
    bad: "mails wait without a job that sends them",
    remedy: "Cancel them at the desk (Mail), or by POST /api/v1/deliveries/{id}/cancel; what they tell is at the desk",
};

/// The log has the time of everything that was done.
pub(super) const CLOCK: RowCount = RowCount {
    name: "clock",
    sql: "SELECT COUNT(*) AS n FROM audit_log WHERE created_at > :now + 3600000000",
    good: "The clock is right: nothing in the log is later than now",
    bad: "lines of the log are more than an hour in the future",
    remedy: "Correct the clock of this machine, or of the one that wrote them; they stay as they are",
};

/// An import that works stores its progress, and ends in hours.
pub(super) const IMPORTS: RowCount = RowCount {
    name: "imports",
    sql: "SELECT COUNT(*) AS n FROM imports WHERE state = 0 AND created_at < :now - 86400000000",
    good: "No import was interrupted",
    bad: "imports were interrupted more than a day ago",
    remedy: "Run the same import again, which goes on where it was; or rejoinder import undo ID",
};
