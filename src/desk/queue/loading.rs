//! Reads the data of one screen in one transaction.

use std::collections::{HashMap, HashSet};

use crate::accounts::model::{Role, Staff};
use crate::articles;
use crate::clock::Time;
use crate::comments::life::state;
use crate::comments::web::parse_reference;
use crate::db::Connection;
use crate::desk::item::pane::PaneContext;
use crate::desk::queue::query::{Listing, PAGE};
use crate::desk::{surges as guards, words as desk_words};
use crate::error::{Error, Result, optional};
use crate::i18n::{Message, Words};
use crate::ids::{ArticleId, CommentId};
use crate::moderation::model::list::{Cursor, Filter};
use crate::moderation::model::workload::{Load, SectionName};
use crate::moderation::model::{Claim, Context, Item};
use crate::moderation::saved_view::View;
use crate::moderation::{self, claims, views};
use crate::reviews;
use crate::reviews::model::OpenCounts;
use crate::rules;
use crate::screening::surge::model::Surge;
use crate::status::Status;

/// What a screen needs from the database.
pub(super) struct Wanted {
    /// None if the conditions in the address have faults: the list is then empty.
    pub(super) listing: Option<Listing>,
    /// The comment to open; by default the first of the list, or the one whose reference was searched for.
    pub(super) open: Option<CommentId>,
    /// The comment that the last action was about.
    pub(super) was: Option<CommentId>,
}

/// The data of one screen.
pub(super) struct Loaded {
    pub(super) part: ListPart,
    pub(super) open: Option<OpenComment>,
    pub(super) overview: Load,
    pub(super) sections: Vec<SectionName>,
    pub(super) newest: CommentId,
    pub(super) views: Vec<View>,
    /// Articles under the surge guard.
    pub(super) surges: Vec<Surge>,
    /// Some sections have moderators of their own.
    pub(super) sections_have_moderators: bool,
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

/// Reads a screen for `member`.
pub(super) fn load(
    conn: &mut Connection,
    wanted: &Wanted,
    member: &Staff,
    now: Time,
) -> Result<Loaded> {
    let filter = wanted.listing.as_ref().map(|listing| &listing.filter);
    let surges = guards::all(conn)?;
    let part = match &wanted.listing {
        Some(listing) => ListPart::load(conn, listing, &surges, now)?,
        None => ListPart::default(),
    };
    let referenced = match filter {
        Some(filter) => referenced(conn, filter)?,
        None => None,
    };
    let open = wanted.open.or(part.first()).or(referenced.as_ref().map(|item| item.id));
    Ok(Loaded {
        open: open.map(|id| OpenComment::load(conn, id, now)).transpose()?,
        overview: moderation::overview(conn)?,
        sections: moderation::sections(conn)?,
        newest: moderation::newest(conn)?,
        views: views::list(conn, member)?,
        surges,
        sections_have_moderators: sections_have_moderators(conn, member)?,
        filter_names: match filter {
            Some(filter) => filter_names(conn, filter, now)?,
            None => Vec::new(),
        },
        open_reviews: reviews::open_counts(conn)?,
        elsewhere: match filter {
            Some(filter) if part.items.is_empty() => other_statuses(conn, filter)?,
            _ => Vec::new(),
        },
        undoable: match wanted.was {
            Some(id) => optional(state::present(conn, id))?.map(|present| (id, present.version)),
            None => None,
        },
        part,
        referenced,
    })
}

/// A part of a list, and what its rows show besides the comments.
#[derive(Default)]
pub(super) struct ListPart {
    pub(super) items: Vec<Item>,
    /// Where the next part begins, if there is one.
    pub(super) next: Option<Cursor>,
    /// The names of the authors of the comments that are replied to.
    pub(super) parent_names: HashMap<CommentId, String>,
    pub(super) claims: HashMap<CommentId, Claim>,
    /// The articles under the surge guard.
    pub(super) guarded: HashSet<ArticleId>,
}

impl ListPart {
    /// Reads the part of a list that begins where `listing` says.
    pub(super) fn load(
        conn: &mut Connection,
        listing: &Listing,
        surges: &[Surge],
        now: Time,
    ) -> Result<ListPart> {
        let Listing { filter, order, after } = listing;
        let limit = i64::try_from(PAGE).map_err(Error::internal)? + 1;
        let mut items = moderation::list(conn, filter, *order, *after, limit)?;
        let more = items.len() > PAGE;
        items.truncate(PAGE);
        let ids: Vec<CommentId> = items.iter().map(|item| item.id).collect();
        Ok(ListPart {
            next: items.last().filter(|_| more).map(|last| Cursor::of(last, *order)),
            parent_names: moderation::parent_names(conn, &items)?,
            claims: claims::of(conn, &ids, now)?,
            guarded: surges.iter().map(|surge| surge.article).collect(),
            items,
        })
    }

    fn first(&self) -> Option<CommentId> {
        self.items.first().map(|item| item.id)
    }
}

/// The comment in the pane, and what the pane shows besides its context.
pub(super) struct OpenComment {
    pub(super) context: Context,
    /// The number of pending near-duplicates.
    alike: i64,
    claim: Option<Claim>,
    /// The surge guard on its article.
    surge: Option<Surge>,
}

impl OpenComment {
    /// Reads a comment. A missing one is `NotFound`.
    pub(super) fn load(conn: &mut Connection, id: CommentId, now: Time) -> Result<OpenComment> {
        let context = moderation::context(conn, id)?;
        Ok(OpenComment {
            alike: count_alike(conn, &context.item)?,
            claim: claims::of(conn, &[id], now)?.remove(&id),
            surge: guards::of(conn, context.item.article.id)?,
            context,
        })
    }

    /// What the pane shows to `staff` besides the comment's context.
    pub(super) fn pane_context(&self, words: &Words, staff: &Staff, now: Time) -> PaneContext {
        let claim = self.claim.as_ref();
        PaneContext {
            looking: claim.and_then(|claim| colleague(words, claim, staff)),
            claimed: claim.is_some_and(|claim| claim.by.id == staff.id),
            alike: self.alike,
            guard: self.surge.as_ref().map(|surge| guards::shown(surge, staff, now)),
            may_ban_networks: staff.role >= Role::Editor,
            live_links: false,
        }
    }
}

/// The comment whose reference the filter searches for.
fn referenced(conn: &mut Connection, filter: &Filter) -> Result<Option<Item>> {
    match filter.words.as_deref().and_then(parse_reference) {
        Some(id) => optional(moderation::item(conn, id)),
        None => Ok(None),
    }
}

fn sections_have_moderators(conn: &mut Connection, member: &Staff) -> Result<bool> {
    let own = Filter { sections_of_moderator: Some(member.id), ..Filter::default() };
    Ok(moderation::listing::sections(conn, &own)?.is_some())
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
    let rule =
        filter.rule.map(|id| rules::find(conn, id, now)).map(optional).transpose()?.flatten();
    let article =
        article.map(|article| ("article", Message::condition_article_named(article.title)));
    let rule = rule.map(|found| ("rule", Message::condition_rule_named(found.rule.content.name)));
    Ok(article.into_iter().chain(rule).collect())
}

/// The name of the colleague who has claimed a comment; none if that is `staff`.
pub(super) fn colleague(words: &Words, claim: &Claim, staff: &Staff) -> Option<String> {
    (claim.by.id != staff.id).then(|| desk_words::colleague(words, Some(&claim.by)))
}

/// Counts the pending near-duplicates of `item`.
fn count_alike(conn: &mut Connection, item: &Item) -> Result<i64> {
    let Some(group) = item.group_id else { return Ok(0) };
    let waiting = Filter { status: Some(Status::Pending), group: Some(group), ..Filter::default() };
    let count = moderation::listing::count(conn, &waiting)?;
    Ok(count - i64::from(item.status == Status::Pending))
}
