//! Rows that a scene needs and no request can make: thousands of comments at once, scores that do not
//! depend on the filter's weights, models of an earlier version, times in the past.
//!
//! They are written through the tables of `rejoinder::db::schema`, on a connection of their own, so
//! that the compiler reports a column that has changed, and scenes need no SQL.

use std::ops::Range;

use diesel::prelude::*;
use rejoinder::clock::Time;
use rejoinder::db::schema::{
    articles, comments, filter_evidence, filter_lessons, filter_models, jobs,
};
use rejoinder::ids::{ArticleId, CommentId, SectionId};
use rejoinder::status::Status;

use crate::support::database::TestDatabase;
use crate::support::process::until;

/// Runs a query on a new connection to either engine.
macro_rules! on_database {
    ($database:expr, |$conn:ident| $body:expr) => {
        match $database {
            TestDatabase::Sqlite(_) => {
                let $conn = &mut $database.file();
                $body
            }
            TestDatabase::Postgres { .. } => {
                let $conn = &mut $database.server();
                $body
            }
        }
    };
}

/// Many comments on one article, pending unless said otherwise. To post them would take minutes.
pub struct ManyComments {
    article: i64,
    numbers: Range<i64>,
    created_at: Time,
    text: &'static str,
    status: Status,
    score: fn(i64) -> Option<f64>,
}

#[derive(Insertable)]
#[diesel(table_name = comments, treat_none_as_default_value = false)]
struct CommentRow {
    article_id: ArticleId,
    section_id: Option<SectionId>,
    status: Status,
    first_status: Status,
    reasons: &'static str,
    version: i64,
    name: &'static str,
    text: String,
    html: String,
    avatar: i64,
    fingerprint: Vec<u8>,
    form_id: Vec<u8>,
    notify: bool,
    created_at: Time,
    score: Option<f64>,
}

impl ManyComments {
    /// One comment for each number, created a microsecond apart from `start` on. Numbers may not
    /// repeat within an article.
    pub fn on(article: i64, numbers: Range<i64>, start: Time) -> ManyComments {
        let (text, status) = ("Many", Status::Pending);
        ManyComments { article, numbers, created_at: start, text, status, score: |_| None }
    }

    /// The text before each number.
    pub fn text(self, text: &'static str) -> Self {
        ManyComments { text, ..self }
    }

    /// Their first and present status.
    pub fn status(self, status: Status) -> Self {
        ManyComments { status, ..self }
    }

    /// The score of the comment with this number.
    pub fn score(self, score: fn(i64) -> Option<f64>) -> Self {
        ManyComments { score, ..self }
    }

    /// Stores them in one transaction.
    pub fn insert(self, database: &TestDatabase) {
        let article = ArticleId(self.article);
        on_database!(database, |conn| {
            let section: Option<SectionId> = articles::table
                .find(article)
                .select(articles::section_id)
                .first(conn)
                .expect("the article");
            let rows: Vec<CommentRow> =
                self.numbers.clone().map(|number| self.row(number, section)).collect();
            conn.transaction(|conn| {
                // One statement may have 32,766 parameters on SQLite.
                for part in rows.chunks(1_000) {
                    diesel::insert_into(comments::table).values(part).execute(conn)?;
                }
                diesel::QueryResult::Ok(())
            })
            .expect("the comments are stored");
        });
    }

    fn row(&self, number: i64, section_id: Option<SectionId>) -> CommentRow {
        let text = format!("{} {number}", self.text);
        let micros = u64::try_from(number).expect("numbers are not negative");
        CommentRow {
            article_id: ArticleId(self.article),
            section_id,
            status: self.status,
            first_status: self.status,
            reasons: "[]",
            version: 1,
            name: "Ann",
            html: format!("<p>{text}</p>"),
            text,
            avatar: 7,
            fingerprint: format!("{} {number}", self.article).into_bytes(),
            form_id: format!("form {number}").into_bytes(),
            notify: false,
            created_at: self.created_at.plus(std::time::Duration::from_micros(micros)),
            score: (self.score)(number),
        }
    }
}

/// The results of the filter and of post-processing for a comment; `None` leaves a column as it is.
/// Real ones depend on the filter's weights and on the words, and a scene about lists needs known
/// ones.
#[derive(AsChangeset, Default)]
#[diesel(table_name = comments)]
pub struct Results {
    /// Score, 0 to 1; `Some(None)` removes it.
    pub score: Option<Option<f64>>,
    /// ISO 639-3.
    pub language: Option<&'static str>,
    /// The first comment of the group of near-duplicates.
    pub group_id: Option<CommentId>,
}

/// A lesson of the filter as an earlier version stored it: without the column `counted`.
#[derive(Insertable)]
#[diesel(table_name = filter_lessons)]
pub struct OldLesson {
    /// The comment that was decided.
    pub comment_id: i64,
    /// 0 for a fine comment, 1 for spam.
    pub label: i16,
    /// The filter's margin before the lesson.
    pub margin: f64,
    /// What the lesson added to each weight.
    pub coefficient: i64,
    /// Of the features.
    pub fingerprint: i64,
    /// The packed features, if the lesson can be unlearned.
    pub features: Option<Vec<u8>>,
    /// When it was learned.
    pub created_at: Time,
}

impl TestDatabase {
    /// Stores results for these comments.
    pub fn set_results(&self, ids: &[i64], results: &Results) {
        let rows = comments::table.filter(comments::id.eq_any(ids.to_vec()));
        on_database!(self, |conn| diesel::update(rows).set(results).execute(conn))
            .expect("the results are stored");
    }

    /// Moves all comments to another time, because the clock of a scene does not run backwards.
    pub fn move_comments_to(&self, time: Time) {
        let change = diesel::update(comments::table).set(comments::created_at.eq(time));
        on_database!(self, |conn| change.execute(conn)).expect("the comments are moved");
    }

    /// Stores the bytes of a filter's model, which may be damaged or of an earlier version.
    pub fn store_filter_model(&self, body: &[u8]) {
        let row = (
            filter_models::lessons_until.eq(0_i64),
            filter_models::note.eq("a scene's"),
            filter_models::body.eq(body),
            filter_models::created_at.eq(1_i64),
        );
        let insert = diesel::insert_into(filter_models::table).values(row);
        on_database!(self, |conn| insert.execute(conn)).expect("the model is stored");
    }

    /// Stores lessons of the filter. To learn as many takes as many decisions.
    pub fn store_lessons(&self, lessons: &[OldLesson]) {
        on_database!(self, |conn| conn.transaction(|conn| {
            for lesson in lessons {
                diesel::insert_into(filter_lessons::table).values(lesson).execute(conn)?;
            }
            diesel::QueryResult::Ok(())
        }))
        .expect("the lessons are stored");
    }

    /// Stores the margins on which the filter's thresholds rest.
    pub fn store_evidence(&self, body: &[u8], lessons_until: i64, newest_comment: i64) {
        let row = (
            filter_evidence::lessons_until.eq(lessons_until),
            filter_evidence::newest_comment.eq(newest_comment),
            filter_evidence::body.eq(body),
            filter_evidence::created_at.eq(1_i64),
        );
        let insert = diesel::insert_into(filter_evidence::table).values(row);
        on_database!(self, |conn| insert.execute(conn)).expect("the margins are stored");
    }

    /// Ends the leases of a killed process. They would last a minute of real time, for which no scene
    /// waits.
    pub async fn expire_leases(&self) {
        // What a killed program had sent to PostgreSQL is still carried out, and may be a lease.
        let of_program = "pg_stat_activity WHERE datname = current_database() AND application_name = 'rejoinder'";
        until("its connections end", async || !self.is_postgres() || self.count(of_program) == 0)
            .await;
        let leased = jobs::table.filter(jobs::leased_until.is_not_null());
        on_database!(self, |conn| diesel::update(leased)
            .set(jobs::leased_until.eq(0_i64))
            .execute(conn))
        .expect("the leases end");
    }
}
