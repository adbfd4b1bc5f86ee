//! Mentions: pages of other sites that link to an article. They come as pingbacks and trackbacks of an import, or as
//! Webmentions (a W3C Recommendation) of other sites, whose pages are fetched to see whether they do link. Readers
//! see those that staff have approved, in a list of their own under the thread.

pub mod checking;
pub mod model;
mod page;
pub mod sending;
mod store;
pub mod web;

use std::time::Duration;

use url::Url;

use crate::accounts;
use crate::accounts::model::Staff;
use crate::articles;
use crate::articles::model::PathLookup;
use crate::audit;
use crate::audit::model::{Act, Entry};
use crate::cache::Scope;
use crate::clock::{HOUR, Time};
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::i18n::Message;
use crate::ids::{ArticleId, ImportId, MentionId};
use crate::invalidation;
use crate::mentions::model::{Imported, Kind, Mention, Sent, State};
use crate::queue::{self, Job};

/// Pages that wait to be checked. Further notices are refused for a while, so that nobody can have this site
/// fetch thousands of pages.
const MOST_UNCHECKED: i64 = 200;
/// How long notices about a page that was noticed just now change nothing.
const BETWEEN_NOTICES: Duration = HOUR;
/// The longest address.
const ADDRESS: usize = 2_000;

/// Takes the notice that `source` links to `target`, and has the page checked. A later notice about the same pair has it
/// looked at again, at most once an hour. `network` is a keyed hash of the network that it comes from.
///
/// # Errors
/// [`Error::Invalid`] `source`, `target`; [`Error::TooFast`] if too many wait or come from one network.
pub fn receive(
    conn: &mut Connection,
    (source, target): (&str, &str),
    base_url: &str,
    network: &[u8],
    now: Time,
) -> Result<()> {
    let source = address("source", source)?;
    let target = address("target", target)?;
    let wrong = || Error::invalid("target", "not_here", Message::fault_mention_target());
    let own = Url::parse(base_url).map_err(Error::internal)?;
    if target.origin() != own.origin() || source.origin() == own.origin() {
        return Err(wrong());
    }
    let path = percent_encoding::percent_decode_str(target.path()).decode_utf8();
    let path = path.map_err(|_| wrong())?;
    let article = match articles::by_path(conn, &path)? {
        PathLookup::Article(article) if article.is_public() && !article.is_protected() => article,
        _ => return Err(wrong()),
    };
    accounts::count_request(conn, network, now)?;
    if store::count(conn, State::Unchecked)? >= MOST_UNCHECKED {
        return Err(Error::TooFast { retry_after: HOUR });
    }
    let host = source.host_str().unwrap_or_default().to_owned();
    let mention = store::insert(
        conn,
        &store::NewRow {
            article_id: article.id,
            kind: Kind::Webmention,
            source: source.as_str(),
            title: &host,
            state: State::Unchecked,
            import_id: 0,
            created_at: now,
            noticed_at: now,
        },
    )?;
    // A mention that is known is looked at again, as the page may have changed, but not for each who asks: every time
    // another site's page is fetched.
    let mention = match mention {
        Some(id) => Some(id),
        None => {
            let since = now.minus(BETWEEN_NOTICES);
            store::notice(conn, (article.id, source.as_str()), since, now)?
        }
    };
    if let Some(mention) = mention {
        queue::enqueue(conn, Job::CheckMention { mention }, now)?;
    }
    Ok(())
}

/// An address of the web without user and password, and without a place on the page.
fn address(field: &'static str, text: &str) -> Result<Url> {
    let wrong = || Error::invalid(field, "url_format", Message::fault_mention_address(field));
    if text.len() > ADDRESS {
        return Err(wrong());
    }
    let mut url = Url::parse(text.trim()).map_err(|_| wrong())?;
    let is_web = matches!(url.scheme(), "http" | "https") && url.host_str().is_some();
    if !is_web || !url.username().is_empty() || url.password().is_some() {
        return Err(wrong());
    }
    url.set_fragment(None);
    Ok(url)
}

/// The approved mentions of an article, the first one first.
pub fn shown(conn: &mut Connection, article: ArticleId) -> Result<Vec<Mention>> {
    store::of_article(conn, article, State::Approved)
}

/// The mentions in a state with the headlines of their articles, the newest first, up to `limit` before `before`.
pub fn list(
    conn: &mut Connection,
    state: State,
    before: Option<MentionId>,
    limit: i64,
) -> Result<Vec<(Mention, String)>> {
    store::list(conn, state, before, limit)
}

/// How many wait for staff.
pub fn waiting(conn: &mut Connection) -> Result<i64> {
    store::count(conn, State::Held)
}

/// Approves or rejects a mention. Returns the pages that this changes.
///
/// # Errors
/// [`Error::NotFound`].
pub fn decide(
    conn: &mut Connection,
    id: MentionId,
    to: State,
    by: &Staff,
    now: Time,
) -> Result<Option<Scope>> {
    let mention = store::by_id(conn, id)?.ok_or(Error::NotFound)?;
    if mention.state == to {
        return Ok(None);
    }
    store::set_state(conn, id, to)?;
    let act = if to == State::Approved { Act::ApproveMention } else { Act::RejectMention };
    let detail = serde_json::json!({ "mention": id, "article": mention.article_id });
    let detail = Some(detail);
    audit::append(conn, &Entry { detail, ..Entry::by(by.id, act) }, now)?;
    changed(conn, mention.article_id, now).map(Some)
}

fn changed(conn: &mut Connection, article: ArticleId, now: Time) -> Result<Scope> {
    let scope = Scope::Article(article);
    invalidation::record(conn, scope, now)?;
    Ok(scope)
}

/// Stores a mention of an import. False if it is there already.
pub fn import(
    conn: &mut Connection,
    article: ArticleId,
    import: ImportId,
    mention: &Imported,
) -> Result<bool> {
    let row = store::NewRow {
        article_id: article,
        kind: mention.kind,
        source: &mention.source,
        title: &mention.title,
        state: mention.state,
        import_id: import.0,
        created_at: mention.at,
        noticed_at: mention.at,
    };
    Ok(store::insert(conn, &row)?.is_some())
}

/// Whether an article has this mention.
pub fn is_known(conn: &mut Connection, article: ArticleId, source: &str) -> Result<bool> {
    Ok(store::find(conn, article, source)?.is_some())
}

/// Removes what an import made. Returns how many there were.
pub fn remove_imported(conn: &mut Connection, import: ImportId) -> Result<usize> {
    store::remove_of_import(conn, import)
}

/// The notifications of other sites, the latest first.
pub fn sent(conn: &mut Connection, limit: i64) -> Result<Vec<Sent>> {
    store::list_sent(conn, limit)
}
