//! Reads the data of one screen in one transaction.

use std::collections::HashMap;

use crate::accounts::model::{Role, Staff};
use crate::articles;
use crate::clock::Time;
use crate::comments::life::state;
use crate::comments::web::parse_reference;
use crate::db::Connection;
use crate::desk::item::pane::PaneContext;
use crate::desk::queue::query::Listing;
use crate::desk::queue::query::PAGE;
use crate::desk::{surges as guards, words as desk_words};
use crate::error::{Error, Result, optional};
use crate::i18n::{Message, Words};
use crate::ids::CommentId;
use crate::moderation::model::list::Filter;
use crate::moderation::model::workload::{Load, SectionName};
use crate::moderation::model::{Claim, Context, Item};
use crate::moderation::saved_view::View;
use crate::moderation::{self, claims, views};
use crate::reviews::model::OpenCounts;
use crate::screening::surge::model::Surge;
use crate::status::Status;

/// The data of one screen.
pub(super) struct Loaded {
    pub(super) overview: Load,
    pub(super) sections: Vec<SectionName>,
    pub(super) newest: CommentId,
    pub(super) items: Vec<Item>,
    pub(super) names: HashMap<CommentId, String>,
    pub(super) context: Option<Context>,
    /// The number of pending near-duplicates of the open comment.
    pub(super) alike: i64,
    /// The claims on them.
    pub(super) claims: HashMap<CommentId, Claim>,
    pub(super) views: Vec<View>,
    /// Articles under the surge guard.
    pub(super) surges: Vec<Surge>,
    /// Some sections have moderators of their own.
    pub(super) desks: bool,
    /// The names of articles and rules in the conditions: condition and name.
    pub(super) filter_names: Vec<(&'static str, Message)>,
    /// Open reviews by section.
    pub(super) open_reviews: Vec<OpenCounts>,
    /// The comment whose reference was searched for.
    pub(super) referenced: Option<Item>,
    /// Other statuses in which comments match, if none matches in the list's own.
    pub(super) elsewhere: Vec<Status>,
    /// The comment that the last action was about, and its version since.
    pub(super) undoable: Option<(CommentId, i64)>,
}

impl Loaded {
    /// The context of the pane of the open comment.
    pub(super) fn pane_context(
        &self,
        words: &Words,
        open: &Context,
        staff: &Staff,
        now: Time,
    ) -> PaneContext {
        let surge = self.surges.iter().find(|surge| surge.article == open.item.article.id);
        pane_context(words, self.claims.get(&open.item.id), self.alike, surge, staff, now)
    }
}

/// Reads a screen: the rows of `listing`, the context of the comment `open` or of the first row, and the
/// version of the comment `was`, which the last action was about.
pub(super) fn load(
    conn: &mut Connection,
    listing: Option<&Listing>,
    open: Option<CommentId>,
    was: Option<CommentId>,
    staff_member: &Staff,
    now: Time,
) -> Result<Loaded> {
    let items = match listing {
        None => Vec::new(),
        Some(Listing { filter, order, after }) => moderation::list(
            conn,
            filter,
            *order,
            *after,
            i64::try_from(PAGE).map_err(Error::internal)? + 1,
        )?,
    };
    let names = moderation::parent_names(conn, &items)?;
    let words = listing.and_then(|listing| listing.filter.words.as_deref());
    let referenced = words
        .and_then(parse_reference)
        .map(|id| optional(moderation::item(conn, id)))
        .transpose()?
        .flatten();
    let elsewhere = match listing {
        Some(listing) if items.is_empty() => other_statuses(conn, &listing.filter)?,
        _ => Vec::new(),
    };
    let found = referenced.as_ref().map(|item| item.id);
    let shown = open.or_else(|| items.first().map(|first| first.id)).or(found);
    let context = shown.map(|id| moderation::context(conn, id)).transpose()?;
    let alike = context.as_ref().map_or(Ok(0), |context| count_alike(conn, &context.item))?;
    let undoable = match was {
        None => None,
        Some(id) => match state::present(conn, id) {
            Ok(present) => Some((id, present.version)),
            Err(Error::NotFound) => None,
            Err(error) => return Err(error),
        },
    };
    let mut shown_ids: Vec<CommentId> = items.iter().map(|item| item.id).collect();
    shown_ids.extend(shown);
    Ok(Loaded {
        claims: claims::of(conn, &shown_ids, now)?,
        views: views::list(conn, staff_member)?,
        surges: guards::all(conn)?,
        desks: moderation::listing::sections(
            conn,
            &Filter { sections_of_moderator: Some(staff_member.id), ..Filter::default() },
        )?
        .is_some(),
        filter_names: listing
            .map_or(Ok(Vec::new()), |listing| filter_names(conn, &listing.filter, now))?,
        open_reviews: crate::reviews::open_counts(conn)?,
        overview: moderation::overview(conn)?,
        sections: moderation::sections(conn)?,
        newest: moderation::newest(conn)?,
        items,
        names,
        context,
        alike,
        referenced,
        elsewhere,
        undoable,
    })
}

/// The other statuses in which a comment matches the filter; none for a filter by nothing but the
/// status.
fn other_statuses(conn: &mut Connection, filter: &Filter) -> Result<Vec<Status>> {
    let Some(own) = filter.status else { return Ok(Vec::new()) };
    if *filter == (Filter { status: Some(own), ..Filter::default() }) {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for status in Status::ALL.into_iter().filter(|status| *status != own) {
        let same = Filter { status: Some(status), ..filter.clone() };
        if !moderation::list(conn, &same, same.default_order(), None, 1)?.is_empty() {
            found.push(status);
        }
    }
    Ok(found)
}

/// Reads the names of the article and the rule in a filter; a removed one has none.
fn filter_names(
    conn: &mut Connection,
    filter: &Filter,
    now: Time,
) -> Result<Vec<(&'static str, Message)>> {
    let article =
        filter.article.map(|id| articles::by_id(conn, id)).map(optional).transpose()?.flatten();
    let rule = filter
        .rule
        .map(|id| crate::rules::find(conn, id, now))
        .map(optional)
        .transpose()?
        .flatten();
    let article =
        article.map(|article| ("article", Message::condition_article_named(article.title)));
    let rule = rule.map(|found| ("rule", Message::condition_rule_named(found.rule.content.name)));
    Ok(article.into_iter().chain(rule).collect())
}

/// The data that the pane shows besides the comment's context.
pub(super) fn pane_context(
    words: &Words,
    claim: Option<&Claim>,
    alike: i64,
    surge: Option<&Surge>,
    staff: &Staff,
    now: Time,
) -> PaneContext {
    PaneContext {
        looking: claim.and_then(|claim| colleague(words, claim, staff)),
        claimed: claim.is_some_and(|claim| claim.by.id == staff.id),
        alike,
        guard: surge.map(|surge| guards::shown(surge, staff, now)),
        may_ban_networks: staff.role >= Role::Editor,
        live_links: false,
    }
}

/// The name of the colleague who has claimed a comment; none if that is `staff`.
pub(super) fn colleague(words: &Words, claim: &Claim, staff: &Staff) -> Option<String> {
    (claim.by.id != staff.id).then(|| desk_words::colleague(words, Some(&claim.by)))
}

/// Counts the pending near-duplicates of `item`.
pub(super) fn count_alike(conn: &mut Connection, item: &Item) -> Result<i64> {
    let Some(group) = item.group_id else { return Ok(0) };
    let waiting = Filter { status: Some(Status::Pending), group: Some(group), ..Filter::default() };
    let count = moderation::listing::count(conn, &waiting)?;
    Ok(count - i64::from(item.status == Status::Pending))
}
