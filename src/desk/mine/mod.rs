//! `/desk/mine`: what the signed-in moderator has decided today, in the site's time zone.

use std::collections::{HashMap, HashSet};

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use askama::Template;

use crate::accounts::model::Staff as Member;
use crate::accounts::web::Moderator;
use crate::app::App;
use crate::audit;
use crate::audit::model::{Act, LogFilter, LogLine};
use crate::audit::store::undone::undone_of;
use crate::clock::{Time, Zone};
use crate::db::Connection;
use crate::desk::item::pane::href;
use crate::desk::layout::{NavEntry, Staff, head};
use crate::desk::words::{history, named, reason_in_words};
use crate::error::{Error, Result};
use crate::i18n::{Html, Words};
use crate::ids::{AuditId, CommentId};
use crate::markup;
use crate::moderation;
use crate::moderation::model::Item;
use crate::status::Status;
use crate::web::error::Answer;
use crate::web::page::show;
use crate::web::view::{Moment, Site};

/// Lines on the page at most, the latest first.
const MOST: i64 = 500;
/// Characters of a comment.
const EXCERPT: usize = 140;

/// A decision of today.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "the names say all")]
pub struct MineRow {
    pub at: Moment,
    /// The act: "You rejected it".
    pub what: Html,
    /// Why, and the note.
    pub because: String,
    /// The comment's page.
    pub href: String,
    pub name: String,
    /// Its first words.
    pub excerpt: String,
    /// The headline of its article.
    pub article_title: String,
    /// Its status now.
    pub status: &'static str,
    /// The decision was undone.
    pub is_undone: bool,
    /// The comment's number and version, where the decision can be undone here.
    pub undo: Option<(i64, i64)>,
}

/// `GET /desk/mine`: the member's own decisions of today.
#[derive(Clone, Debug, Template)]
#[template(path = "desk/mine/mine.html")]
pub struct MinePage<'a> {
    /// The publication.
    pub site: &'a Site,
    /// The signed-in member of the staff.
    pub staff: Staff,
    /// The numbers of decisions in force: "7 approved".
    pub totals: Vec<String>,
    /// Today's decisions, the latest first.
    pub rows: Vec<MineRow>,
    /// Whether there are more than are shown.
    pub is_cut: bool,
}

/// `GET /desk/mine`.
pub async fn mine(
    app: web::Data<App>,
    request: HttpRequest,
    Moderator(staff): Moderator,
) -> Answer {
    let since = midnight(&app.settings().site.timezone, app.clock.now())?;
    let member = staff.clone();
    let (lines, undone, items) = app.db.read(move |conn| load(conn, &member, since)).await?;
    let is_cut = lines.len() == usize::try_from(MOST).map_err(Error::internal)?;
    let decisions: Vec<LogLine> = lines.into_iter().filter(|line| is_shown(line.act)).collect();
    let site = Site::for_member(&app.settings(), staff.language);
    let words = &site.words;
    let view = MinePage {
        site: &site,
        staff: head(&app, &request, &staff, NavEntry::Dashboard).await?,
        totals: totals(words, &decisions, &undone),
        rows: decisions.iter().filter_map(|line| row(words, line, &undone, &items)).collect(),
        is_cut,
    };
    show(StatusCode::OK, &view)
}

/// The first moment of the day.
fn midnight(zone: &Zone, now: Time) -> Result<Time> {
    zone.parse(&zone.at(now).date().to_string())
        .map_err(|fault| Error::internal(format!("no midnight: {fault:?}")))
}

type Loaded = (Vec<LogLine>, HashSet<AuditId>, HashMap<CommentId, Item>);

fn load(conn: &mut Connection, member: &Member, since: Time) -> Result<Loaded> {
    let filter = LogFilter { actor: Some(member.id), since: Some(since), ..LogFilter::default() };
    let lines = audit::list(conn, &filter, MOST)?;
    let mut ids: Vec<CommentId> = lines.iter().filter_map(|line| line.comment_id).collect();
    ids.sort_unstable();
    ids.dedup();
    let undone = undone_of(conn, &ids)?;
    let items = moderation::items(conn, &ids)?.into_iter().map(|item| (item.id, item)).collect();
    Ok((lines, undone, items))
}

/// Whether a line is a decision about a comment or the answer to a review.
fn is_shown(act: Act) -> bool {
    is_decision(act)
        || matches!(
            act,
            Act::Edit | Act::Revise | Act::DismissFlags | Act::DismissAppeal | Act::RefuseRevision
        )
}

fn is_decision(act: Act) -> bool {
    matches!(act, Act::Approve | Act::Reject | Act::Spam | Act::Delete | Act::Hold)
}

/// Counts the decisions in force by kind, in the order of the kinds.
fn totals(words: &Words, lines: &[LogLine], undone: &HashSet<AuditId>) -> Vec<String> {
    let kinds = [Act::Approve, Act::Reject, Act::Spam, Act::Delete, Act::Hold];
    let said = |act, count| match act {
        Act::Approve => words.mine_approved(count),
        Act::Reject => words.mine_rejected(count),
        Act::Spam => words.mine_spam(count),
        Act::Delete => words.mine_deleted(count),
        _ => words.mine_held(count),
    };
    let count =
        |act| lines.iter().filter(|line| line.act == act && !undone.contains(&line.id)).count();
    kinds
        .into_iter()
        .map(|act| (count(act), act))
        .filter(|(count, _)| *count > 0)
        .map(|(count, act)| said(act, count).into_owned())
        .collect()
}

fn row(
    words: &Words,
    line: &LogLine,
    undone: &HashSet<AuditId>,
    items: &HashMap<CommentId, Item>,
) -> Option<MineRow> {
    let item = items.get(&line.comment_id?)?;
    let is_undone = undone.contains(&line.id);
    let reason = line.reason.as_deref().map(|code| reason_in_words(words, code));
    let is_last = line.version == Some(item.version) && line.from_status.is_some();
    let can_undo = is_last && !is_undone && is_decision(line.act) && item.status != Status::Deleted;
    Some(MineRow {
        at: line.at.into(),
        what: history(words, line.act, &Html::element("b", &words.mine_you())),
        because: [reason, line.note.clone()].into_iter().flatten().collect::<Vec<_>>().join(": "),
        href: href(item.id),
        name: named(words, item.name.clone()),
        excerpt: markup::first_words(&item.html, EXCERPT),
        article_title: item.article.title.clone(),
        status: item.status.name(),
        is_undone,
        undo: can_undo.then_some((item.id.0, item.version)),
    })
}
