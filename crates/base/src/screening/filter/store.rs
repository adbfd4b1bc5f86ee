//! All of the filter's queries.

use diesel::prelude::*;

use crate::audit::model::Act;
use crate::clock::Time;
use crate::db::schema::{
    audit_log, comment_bands, comments, filter_evidence, filter_lessons, filter_models, readers,
};
use crate::db::{Connection, dialect};
use crate::error::{Error, Result};
use crate::ids::{AccountId, AuditId, CommentId};
use crate::markup::Visible;
use crate::on;
use crate::screening::filter::label::Label;
use crate::screening::filter::near::{self, Signature};
use crate::screening::filter::rates::Rates;
use crate::settings;
use crate::status::Status;

/// The setting with the last line of the log that was learned from.
const CURSOR: &str = "filter_cursor";

/// Takes the lock under which lessons and models are written.
pub fn lock_lessons(conn: &mut Connection) -> Result<()> {
    dialect::serialize_on(conn, b"lessons!")
}

/// A stored lesson: a training example and its effect on the weights.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = filter_lessons)]
pub struct Lesson {
    /// Its ascending id.
    pub id: i64,
    /// The comment.
    pub comment_id: CommentId,
    /// 1 is spam.
    pub label: i16,
    /// The margin before the lesson.
    pub margin: f64,
    /// The coefficient by which the features were added to the weights.
    pub coefficient: i64,
    /// A hash of the features.
    pub fingerprint: i64,
    /// The features, until a stored model includes the lesson.
    pub features: Option<Vec<u8>>,
    /// The lesson that this one reverses.
    pub undoes_id: Option<i64>,
    /// 1 if its words are counted too. Lessons of older versions changed only the weights.
    pub counted: i16,
}

impl Lesson {
    /// The label.
    pub fn label(&self) -> Label {
        if self.label == 1 { Label::Spam } else { Label::Fine }
    }
}

/// A new lesson.
#[derive(Clone, Debug, Insertable)]
#[diesel(table_name = filter_lessons)]
pub struct NewLesson {
    /// The comment.
    pub comment_id: CommentId,
    /// 1 is spam.
    pub label: i16,
    /// The margin before the lesson.
    pub margin: f64,
    /// The coefficient by which the features are added to the weights.
    pub coefficient: i64,
    /// A hash of the features.
    pub fingerprint: i64,
    /// The features.
    pub features: Option<Vec<u8>>,
    /// The lesson that this one reverses.
    pub undoes_id: Option<i64>,
    /// 1 if its words are counted too.
    pub counted: i16,
    /// When it was learned.
    pub created_at: Time,
}

/// The newest model's number.
pub fn newest_model(conn: &mut Connection) -> Result<Option<i64>> {
    Ok(on!(conn, |c| filter_models::table.select(diesel::dsl::max(filter_models::id)).first(c))?)
}

/// A model: the last lesson in it, and its bytes.
pub fn model(conn: &mut Connection, id: i64) -> Result<(i64, Vec<u8>)> {
    Ok(on!(conn, |c| filter_models::table
        .find(id)
        .select((filter_models::lessons_until, filter_models::body))
        .first(c))?)
}

/// The last lesson in a model.
pub fn model_until(conn: &mut Connection, id: i64) -> Result<i64> {
    Ok(on!(conn, |c| filter_models::table.find(id).select(filter_models::lessons_until).first(c))?)
}

/// Up to `limit` lessons after a lesson.
pub fn lessons_after(conn: &mut Connection, after: i64, limit: i64) -> Result<Vec<Lesson>> {
    Ok(on!(conn, |c| filter_lessons::table
        .filter(filter_lessons::id.gt(after))
        .order(filter_lessons::id)
        .limit(limit)
        .select(Lesson::as_select())
        .load(c))?)
}

/// The number of the last lesson; 0 before the first.
pub fn last_lesson(conn: &mut Connection) -> Result<i64> {
    let last: Option<i64> =
        on!(conn, |c| filter_lessons::table.select(diesel::dsl::max(filter_lessons::id)).first(c))?;
    Ok(last.unwrap_or(0))
}

/// Every lesson on these comments, in order.
pub fn lessons_on(conn: &mut Connection, ids: &[CommentId]) -> Result<Vec<Lesson>> {
    Ok(on!(conn, |c| filter_lessons::table
        .filter(filter_lessons::comment_id.eq_any(ids))
        .order(filter_lessons::id)
        .select(Lesson::as_select())
        .load(c))?)
}

/// The comments that were marked as spam last and still are, at most `limit`, the newest first.
pub fn marked(conn: &mut Connection, limit: i64) -> Result<Vec<CommentId>> {
    let undoing = diesel::alias!(filter_lessons as undoing);
    Ok(on!(conn, |c| filter_lessons::table
        .filter(filter_lessons::label.eq(1).and(filter_lessons::undoes_id.is_null()))
        .filter(diesel::dsl::not(diesel::dsl::exists(
            undoing
                .filter(undoing.field(filter_lessons::comment_id).eq(filter_lessons::comment_id))
                .filter(undoing.field(filter_lessons::undoes_id).eq(filter_lessons::id.nullable()))
        )))
        .order(filter_lessons::id.desc())
        .limit(limit)
        .select(filter_lessons::comment_id)
        .load(c))?)
}

/// How many comments from `first` on are marked as spam.
pub fn marked_since(conn: &mut Connection, first: CommentId) -> Result<i64> {
    let undoing = diesel::alias!(filter_lessons as undoing);
    Ok(on!(conn, |c| filter_lessons::table
        .filter(filter_lessons::label.eq(1).and(filter_lessons::undoes_id.is_null()))
        .filter(filter_lessons::comment_id.ge(first))
        .filter(diesel::dsl::not(diesel::dsl::exists(
            undoing
                .filter(undoing.field(filter_lessons::comment_id).eq(filter_lessons::comment_id))
                .filter(undoing.field(filter_lessons::undoes_id).eq(filter_lessons::id.nullable()))
        )))
        .count()
        .get_result(c))?)
}

/// The newest public comments that readers wrote, at most `limit`, the newest first.
pub fn public_comments(conn: &mut Connection, limit: i64) -> Result<Vec<CommentId>> {
    Ok(on!(conn, |c| comments::table
        .filter(comments::status.eq(Status::Approved).and(comments::staff_id.is_null()))
        .order(comments::id.desc())
        .limit(limit)
        .select(comments::id)
        .load(c))?)
}

/// The evidence for thresholds, without the margins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Queryable)]
pub struct EvidenceRow {
    /// Its ascending id.
    pub id: i64,
    /// The last lesson in the model that computed the margins.
    pub lessons_until: i64,
    /// The newest public comment then.
    pub newest_comment: CommentId,
    /// When it was computed.
    pub created_at: Time,
}

/// The newest evidence.
pub fn newest_evidence(conn: &mut Connection) -> Result<Option<EvidenceRow>> {
    Ok(on!(conn, |c| filter_evidence::table
        .order(filter_evidence::id.desc())
        .select((
            filter_evidence::id,
            filter_evidence::lessons_until,
            filter_evidence::newest_comment,
            filter_evidence::created_at,
        ))
        .first(c)
        .optional())?)
}

/// The packed margins of an evidence; None if it was replaced meanwhile.
pub fn evidence(conn: &mut Connection, id: i64) -> Result<Option<Vec<u8>>> {
    Ok(on!(conn, |c| filter_evidence::table
        .find(id)
        .select(filter_evidence::body)
        .first(c)
        .optional())?)
}

/// Replaces the evidence.
pub fn replace_evidence(
    conn: &mut Connection,
    lessons_until: i64,
    newest_comment: CommentId,
    body: &[u8],
    now: Time,
) -> Result<()> {
    let id: i64 = on!(conn, |c| diesel::insert_into(filter_evidence::table)
        .values((
            filter_evidence::lessons_until.eq(lessons_until),
            filter_evidence::newest_comment.eq(newest_comment),
            filter_evidence::body.eq(body),
            filter_evidence::created_at.eq(now),
        ))
        .returning(filter_evidence::id)
        .get_result(c))?;
    on!(conn, |c| diesel::delete(filter_evidence::table.filter(filter_evidence::id.lt(id)))
        .execute(c))?;
    Ok(())
}

/// Stores lessons, in order.
pub fn insert_lessons(conn: &mut Connection, lessons: &[NewLesson]) -> Result<()> {
    for lesson in lessons {
        on!(conn, |c| diesel::insert_into(filter_lessons::table).values(lesson).execute(c))?;
    }
    Ok(())
}

/// Stores a model that includes all lessons up to `until`, and keeps the newest `keep` models.
pub fn insert_model(
    conn: &mut Connection,
    until: i64,
    note: &str,
    body: &[u8],
    keep: i64,
    now: Time,
) -> Result<()> {
    on!(conn, |c| diesel::insert_into(filter_models::table)
        .values((
            filter_models::lessons_until.eq(until),
            filter_models::note.eq(note),
            filter_models::body.eq(body),
            filter_models::created_at.eq(now),
        ))
        .execute(c))?;
    let oldest_kept: Option<i64> = on!(conn, |c| filter_models::table
        .order(filter_models::id.desc())
        .offset(keep - 1)
        .select(filter_models::id)
        .first(c)
        .optional())?;
    if let Some(oldest) = oldest_kept {
        on!(conn, |c| diesel::delete(filter_models::table.filter(filter_models::id.lt(oldest)))
            .execute(c))?;
    }
    Ok(())
}

/// Deletes the features of lessons that a model includes, if they are older than `old` or the comment is
/// deleted.
pub fn delete_features(conn: &mut Connection, until: i64, old: Time) -> Result<usize> {
    let held = filter_lessons::features.is_not_null().and(filter_lessons::id.le(until));
    let none = filter_lessons::features.eq(None::<Vec<u8>>);
    let aged = filter_lessons::created_at.lt(old);
    let by_age = on!(conn, |c| diesel::update(filter_lessons::table.filter(held).filter(aged))
        .set(none.clone())
        .execute(c))?;
    let deleted = on!(conn, |c| {
        let gone =
            comments::table.filter(comments::status.eq(Status::Deleted)).select(comments::id);
        diesel::update(
            filter_lessons::table.filter(held).filter(filter_lessons::comment_id.eq_any(gone)),
        )
        .set(none)
        .execute(c)
    })?;
    Ok(by_age + deleted)
}

/// The last line of the log that was learned from.
pub fn cursor(conn: &mut Connection) -> Result<AuditId> {
    let number = settings::get(conn, CURSOR)?
        .map(|value| value.parse::<i64>())
        .transpose()
        .map_err(Error::internal)?;
    Ok(AuditId(number.unwrap_or(0)))
}

/// Stores the last line of the log that was learned from.
pub fn set_cursor(conn: &mut Connection, cursor: AuditId) -> Result<()> {
    settings::set(conn, CURSOR, &cursor.to_string())
}

/// Lines of the log after `after` and older than `until`: their ids, and the comments that may be training
/// examples because of them. The first line of a comment is the decision of screening, from which nothing
/// is learned.
pub fn lines_after(
    conn: &mut Connection,
    after: AuditId,
    until: Time,
    limit: i64,
) -> Result<Vec<(AuditId, Option<CommentId>)>> {
    let lines: Vec<(AuditId, Option<CommentId>, Option<i64>)> = on!(conn, |c| audit_log::table
        .filter(audit_log::id.gt(after).and(audit_log::created_at.le(until)))
        .order(audit_log::id)
        .limit(limit)
        .select((audit_log::id, audit_log::comment_id, audit_log::version))
        .load(c))?;
    Ok(lines
        .into_iter()
        .map(|(id, comment, version)| (id, comment.filter(|_| version != Some(1))))
        .collect())
}

/// The columns of a line of the log that training reads.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = audit_log)]
pub struct Line {
    /// Its number.
    pub id: AuditId,
    /// The comment.
    pub comment_id: Option<CommentId>,
    /// The act.
    pub act: Act,
    /// The actor; None for screening.
    pub actor_id: Option<AccountId>,
    /// The status before.
    pub from_status: Option<Status>,
    /// The status after.
    pub to_status: Option<Status>,
    /// The code of the reason.
    pub reason: Option<String>,
    /// The line that this one undoes.
    pub undoes_id: Option<AuditId>,
}

/// Every line about these comments, in order.
pub fn lines_about(conn: &mut Connection, ids: &[CommentId]) -> Result<Vec<Line>> {
    Ok(on!(conn, |c| audit_log::table
        .filter(audit_log::comment_id.eq_any(ids.iter().map(|id| Some(*id))))
        .order(audit_log::id)
        .select(Line::as_select())
        .load(c))?)
}

/// Those of these comments that are approved or spam and that nobody has changed since they were imported.
pub fn imported_labels(
    conn: &mut Connection,
    ids: &[CommentId],
) -> Result<Vec<(CommentId, Label)>> {
    let found: Vec<(CommentId, Status)> = on!(conn, |c| comments::table
        .filter(comments::id.eq_any(ids).and(comments::version.eq(1)))
        .filter(comments::status.eq_any([Status::Approved, Status::Spam]))
        .order(comments::id)
        .select((comments::id, comments::status))
        .load(c))?;
    let label = |status| if status == Status::Spam { Label::Spam } else { Label::Fine };
    Ok(found.into_iter().map(|(id, status)| (id, label(status))).collect())
}

/// The columns of a comment that the filter reads.
#[derive(Clone, Debug, Queryable)]
pub struct Text {
    /// Its number.
    pub id: CommentId,
    /// The text as readers see it, with the targets of its links; empty once deleted.
    pub text: String,
    /// The name of its author.
    pub name: String,
    /// Its website.
    pub website: Option<String>,
    /// How long the form was open, in milliseconds.
    pub form_age: Option<i64>,
    /// The reader's address: its blind index and the sealed address.
    pub reader: Option<(Vec<u8>, Vec<u8>)>,
}

/// These comments.
pub fn texts(conn: &mut Connection, ids: &[CommentId]) -> Result<Vec<Text>> {
    let mut found: Vec<Text> = on!(conn, |c| comments::table
        .left_join(readers::table.on(comments::reader_id.eq(readers::id.nullable())))
        .filter(comments::id.eq_any(ids))
        .select((
            comments::id,
            comments::html,
            comments::name,
            comments::website,
            comments::form_age,
            (readers::email_index, readers::email_sealed).nullable(),
        ))
        .load(c))?;
    for comment in &mut found {
        comment.text = Visible::of(&comment.text).whole().to_owned();
    }
    Ok(found)
}

/// Candidates per band. If thousands share a band without being near (a spammer's template, half of it
/// changed each time), the oldest are as good as any.
const CANDIDATES: i64 = 16;

/// The first comment of the group of near-duplicates of `signature`. One query per band, because for all
/// bands at once PostgreSQL would collect every comment that shares one.
pub fn first_near_duplicate(
    conn: &mut Connection,
    signature: &Signature,
) -> Result<Option<CommentId>> {
    for band in signature.bands {
        let found: Vec<(CommentId, Option<i64>)> = on!(&mut *conn, |c| comment_bands::table
            .inner_join(comments::table.on(comment_bands::comment_id.eq(comments::id)))
            .filter(comment_bands::band.eq(band))
            .filter(comments::status.ne(Status::Deleted))
            .order(comment_bands::comment_id)
            .limit(CANDIDATES)
            .select((comments::id, comments::simhash))
            .load(c))?;
        let is_near = |(_, bits): &(CommentId, Option<i64>)| {
            bits.is_some_and(|bits| near::is_near(bits, signature.bits))
        };
        if let Some((first, _)) = found.into_iter().find(is_near) {
            return Ok(Some(first));
        }
    }
    Ok(None)
}

/// Puts a comment into the group of its near-duplicate `first`. Only the first comment of a group is a
/// candidate, so that a group does not drift away from its first text, and a thousand copies are one
/// candidate.
pub fn add_to_group(conn: &mut Connection, id: CommentId, first: CommentId) -> Result<()> {
    // A group begins with its second comment.
    let these = comments::id.eq(id).or(comments::id.eq(first));
    on!(conn, |c| diesel::update(
        comments::table.filter(these).filter(comments::group_id.is_null())
    )
    .set(comments::group_id.eq(Some(first)))
    .execute(c))?;
    Ok(())
}

/// Stores the bands of a comment without near-duplicates.
pub fn insert_bands(conn: &mut Connection, id: CommentId, signature: &Signature) -> Result<()> {
    let mut bands = signature.bands.to_vec();
    bands.sort_unstable();
    bands.dedup();
    let row = |band| (comment_bands::band.eq(band), comment_bands::comment_id.eq(id));
    let rows: Vec<_> = bands.into_iter().map(row).collect();
    on!(conn, |c| diesel::insert_into(comment_bands::table).values(&rows).execute(c))?;
    Ok(())
}

/// Whether a comment is compared to others at all.
pub fn is_compared(conn: &mut Connection, id: CommentId) -> Result<bool> {
    let bits: Option<Option<i64>> =
        on!(conn, |c| comments::table.find(id).select(comments::simhash).first(c).optional())?;
    Ok(bits.flatten().is_some())
}

/// Removes a comment from its group and from the bands. If it was the first of a group, the next comment
/// becomes the first: the group gets its id and the bands of its text.
pub fn remove_from_group(conn: &mut Connection, id: CommentId, was: &Signature) -> Result<()> {
    let group: Option<Option<CommentId>> =
        on!(conn, |c| comments::table.find(id).select(comments::group_id).first(c).optional())?;
    let found_by = comment_bands::table.filter(comment_bands::comment_id.eq(id));
    on!(conn, |c| diesel::delete(found_by.filter(comment_bands::band.eq_any(was.bands)))
        .execute(c))?;
    let Some(group) = group.flatten() else { return Ok(()) };
    on!(conn, |c| diesel::update(comments::table.find(id))
        .set(comments::group_id.eq(None::<CommentId>))
        .execute(c))?;
    let others = comments::table.filter(comments::group_id.eq(group));
    if group == id {
        let next: Option<(CommentId, String)> = on!(conn, |c| others
            .filter(comments::status.ne(Status::Deleted))
            .order(comments::id)
            .select((comments::id, comments::html))
            .first(c)
            .optional())?;
        let heir = next.as_ref().map(|(next, _)| *next);
        on!(conn, |c| diesel::update(others).set(comments::group_id.eq(heir)).execute(c))?;
        return match next {
            None => Ok(()),
            Some((next, html)) => {
                insert_bands(conn, next, &Signature::of(Visible::of(&html).whole()))?;
                leave_single_groups(conn, next)
            }
        };
    }
    leave_single_groups(conn, group)
}

/// A comment that is alone in its group leaves it.
fn leave_single_groups(conn: &mut Connection, group: CommentId) -> Result<()> {
    let members = comments::table.filter(comments::group_id.eq(group));
    let two: Vec<CommentId> = on!(conn, |c| members.select(comments::id).limit(2).load(c))?;
    if two == [group] {
        on!(conn, |c| diesel::update(members)
            .set(comments::group_id.eq(None::<CommentId>))
            .execute(c))?;
    }
    Ok(())
}

/// Stores the bits of a comment's signature.
pub fn set_bits(conn: &mut Connection, id: CommentId, bits: i64) -> Result<()> {
    on!(conn, |c| diesel::update(comments::table.find(id))
        .set(comments::simhash.eq(bits))
        .execute(c))?;
    Ok(())
}

/// The setting with the target rates, as JSON.
const RATES: &str = "filter_rates";

/// The rates that an editor has set, if one has.
pub fn rates(conn: &mut Connection) -> Result<Option<Rates>> {
    let value = settings::get(conn, RATES)?;
    value.map(|value| serde_json::from_str(&value)).transpose().map_err(Error::internal)
}

/// Stores the rates.
pub fn set_rates(conn: &mut Connection, rates: Rates) -> Result<()> {
    settings::set(conn, RATES, &serde_json::to_string(&rates).map_err(Error::internal)?)
}

/// Deletes the rates.
pub fn clear_rates(conn: &mut Connection) -> Result<()> {
    settings::remove(conn, RATES)
}
