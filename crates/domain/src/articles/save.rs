//! Storing a new article and the changes of one: its status, its path, and the outdated pages.

use crate::accounts::model::Staff;
use crate::cache::Scope;
use crate::clock::Time;
use crate::config::permalink::Permalink;
use crate::db::{Connection, dialect};
use crate::error::{Error, Result};
use crate::i18n::Message;
use crate::ids::{AccountId, ArticleId};
use crate::invalidation;
use crate::queue::{self, Job};

use super::body::Body;
use super::choices::{Choices, ChoicesEdit, Kind};
use super::content::{Edit, NewArticle, PathChoice};
use super::model::{Article, ArticleSection, Correction, Saved, Tag};
use super::store::paths::Owner;
use super::workflow::{self, Step};
use super::{authors, corrections, labels, log, names, path, pictures, sections, store};

/// The lock under which articles get their paths (eight bytes, see [`dialect::serialize_on`]).
const PATHS: &[u8; 8] = b"artpaths";
/// Most articles with the same headline in the same month.
const SAME_HEADLINE: u32 = 1_000;

/// The account that changes an article, the time, and the pattern of paths.
#[derive(Clone, Copy, Debug)]
pub struct Editing<'a> {
    /// The member of the staff, who is checked for permission; `None` for the command line and for
    /// a time that has come.
    pub by: Option<&'a Staff>,
    /// The pattern of paths.
    pub permalink: &'a Permalink,
    /// The present time.
    pub now: Time,
}

/// Stores a new article of `author`.
pub(super) fn create(
    conn: &mut Connection,
    new: &NewArticle,
    author: Option<AccountId>,
    editing: Editing<'_>,
) -> Result<Saved> {
    let (rest, now) = (&new.rest, editing.now);
    let step = Step::first(rest, now)?;
    if let Some(staff) = editing.by {
        step.check_new(rest, staff)?;
    }
    let Step { status, published_at } = step;
    let began = published_at.unwrap_or(now);
    let corrections = corrections::after(&[], rest, now);
    if rest.correction.is_some() || (!status.was_public() && !corrections.is_empty()) {
        return Err(corrections::nothing_to_correct());
    }
    let section = section_after(conn, None, rest, editing)?;
    let choices = Choices::first(&rest.choices);
    let naming = Naming {
        title: &new.title,
        section: section.as_ref(),
        at: began,
        own: None,
        kind: choices.kind,
    };
    let path = free_path(conn, rest, naming, editing.permalink)?;
    let written = store::ArticleColumns {
        path: &path,
        title: &new.title,
        summary: rest.summary.as_deref().unwrap_or_default(),
        body: &new.body.markdown,
        body_html: &new.body.html,
        byline: "",
        section_id: section.map(|section| section.id),
        status,
        review_note: rest.note.as_deref().unwrap_or_default(),
        published_at,
        // An article with a date of its own counts as not updated since.
        updated_at: corrections.last().map_or(began, |last| last.at.max(began)),
        version: 1,
        password_hash: rest.password_after(None)?,
        choices: (&choices).into(),
    };
    let id = store::insert(conn, &written, author, now)?;
    authors::set(conn, id, rest.bylines.as_deref().unwrap_or_default())?;
    let lead = rest.lead_image.as_ref().map(|lead| pictures::resolve(conn, lead)).transpose()?;
    let lead = lead.flatten();
    if lead.is_some() {
        store::set_lead(conn, id, lead.as_ref())?;
    }
    pictures::set(conn, id, &new.body, lead.as_ref())?;
    names::set::<Tag>(conn, id, rest.tags.as_deref().unwrap_or_default())?;
    store::corrections::set(conn, id, &corrections)?;
    let article = store::load(conn, id)?;
    let changed = article.is_public().then_some(Scope::Site);
    finish(conn, None, &article, rest, editing, changed)?;
    Ok(Saved { article, changed })
}

/// Applies `edit` to `article`.
pub(super) fn save(
    conn: &mut Connection,
    article: Article,
    edit: &Edit,
    editing: Editing<'_>,
) -> Result<Saved> {
    if edit.is_empty() {
        return Ok(Saved { article, changed: None });
    }
    let now = editing.now;
    let step = Step::after(&article, edit, now)?;
    if let Some(staff) = editing.by {
        step.check_change(&article, edit, staff)?;
    }
    let Step { status, published_at } = step;
    let corrections = corrections::after(&article.corrections, edit, now);
    if !article.status.was_public() && (edit.updated || !corrections.is_empty()) {
        return Err(corrections::nothing_to_correct());
    }
    let title = edit.title.as_ref().unwrap_or(&article.title);
    let section = section_after(conn, Some(&article), edit, editing)?;
    let at = published_at.unwrap_or(now);
    let choices = edit.choices.apply(&article.choices);
    let naming =
        Naming { title, section: section.as_ref(), at, own: Some(article.id), kind: choices.kind };
    let path = path_after(conn, &article, edit, naming, editing.permalink)?;
    let written = store::ArticleColumns {
        path: &path,
        title,
        summary: edit.summary.as_ref().unwrap_or(&article.summary),
        body: edit.body.as_ref().map_or(&article.body, |body| &body.markdown),
        body_html: edit.body.as_ref().map_or(&article.body_html, |body| &body.html),
        byline: &article.byline,
        section_id: section.map(|section| section.id),
        status,
        review_note: workflow::note_after(&article, edit, step),
        published_at,
        updated_at: match published_at {
            // A change before the publication is not an update.
            Some(published) if !article.status.was_public() => published,
            _ => corrections::last_told(&article, edit, &corrections, now),
        },
        version: article.version + 1,
        password_hash: edit.password_after(article.password_hash.as_deref())?,
        choices: (&choices).into(),
    };
    if !store::update(conn, article.id, &written)? {
        return Err(store::load(conn, article.id)?.stale());
    }
    if path != article.path && article.status.was_public() {
        store::paths::remember(conn, &article.path, article.id)?;
    }
    save_bylines(conn, &article, edit)?;
    save_pictures(conn, &article, edit)?;
    if let Some(tags) = &edit.tags {
        names::set::<Tag>(conn, article.id, tags)?;
    }
    if corrections != article.corrections {
        store::corrections::set(conn, article.id, &corrections)?;
        notify_readers(conn, &article, &corrections, now)?;
    }
    let after = store::load(conn, article.id)?;
    let changed = outdated_pages(&article, &after);
    finish(conn, Some(&article), &after, edit, editing, changed)?;
    Ok(Saved { article: after, changed })
}

fn save_bylines(conn: &mut Connection, article: &Article, edit: &Edit) -> Result<()> {
    // A byline from before there were authors becomes one with the first change.
    let is_text = article.bylines.iter().any(|author| author.slug.is_empty());
    // The text of several names, sent back as it was read, is no change.
    let given = edit.bylines.as_ref().filter(|_| edit.byline.as_ref() != Some(&article.byline));
    match given.or(is_text.then_some(&article.bylines)) {
        Some(bylines) => authors::set(conn, article.id, &labels::with_author_slugs(bylines)),
        None => Ok(()),
    }
}

/// Saves the lead picture, and which pictures the article uses.
fn save_pictures(conn: &mut Connection, article: &Article, edit: &Edit) -> Result<()> {
    if edit.body.is_none() && edit.lead_image.is_none() {
        return Ok(());
    }
    let lead = match &edit.lead_image {
        None => article.lead_image.clone(),
        Some(lead) => {
            let lead = pictures::resolve(conn, lead)?;
            store::set_lead(conn, article.id, lead.as_ref())?;
            lead
        }
    };
    let present = || Body { markdown: article.body.clone(), html: article.body_html.clone() };
    let body = edit.body.clone().unwrap_or_else(present);
    pictures::set(conn, article.id, &body, lead.as_ref())
}

/// Queues the mail about a correction that is new. Those of an import or of former years are not.
fn notify_readers(
    conn: &mut Connection,
    article: &Article,
    corrections: &[Correction],
    now: Time,
) -> Result<()> {
    for correction in corrections.iter().filter(|correction| correction.at == now) {
        if !article.corrections.contains(correction) {
            let at = correction.at.micros();
            queue::enqueue(conn, Job::Correction { article: article.id, at }, now)?;
        }
    }
    Ok(())
}

/// Records every change: its revision, its line in the log, and the event by which other
/// processes learn which pages are outdated.
fn finish(
    conn: &mut Connection,
    before: Option<&Article>,
    after: &Article,
    edit: &Edit,
    editing: Editing<'_>,
    changed: Option<Scope>,
) -> Result<()> {
    let now = editing.now;
    if let Some(before) = before {
        // Articles that were saved before there were revisions have none of their last version.
        store::revisions::keep(conn, before, None, before.updated_at)?;
    }
    store::revisions::keep(conn, after, editing.by.map(|staff| staff.id), now)?;
    log::record(conn, before, after, edit, editing.by.map(|staff| staff.id), now)?;
    changed.map_or(Ok(()), |scope| invalidation::record(conn, scope, now))
}

/// The section of an article after `edit`, which is added if it is new and the editor may do that.
fn section_after(
    conn: &mut Connection,
    article: Option<&Article>,
    edit: &Edit,
    editing: Editing<'_>,
) -> Result<Option<ArticleSection>> {
    match &edit.section {
        None => Ok(article.and_then(|article| article.section.clone())),
        Some(None) => Ok(None),
        Some(Some(written)) => {
            sections::of_article(conn, written, editing.by, editing.now).map(Some)
        }
    }
}

/// The parts of a default path.
#[derive(Clone, Copy)]
struct Naming<'a> {
    title: &'a str,
    section: Option<&'a ArticleSection>,
    at: Time,
    /// The article that gets the path, unless it is new.
    own: Option<ArticleId>,
    kind: Kind,
}

/// The article's path after `edit`. The default path of an article that was never public follows its
/// headline, section and month; the path of another changes only if the edit sets it.
fn path_after(
    conn: &mut Connection,
    article: &Article,
    edit: &Edit,
    naming: Naming<'_>,
    permalink: &Permalink,
) -> Result<String> {
    let follows = !article.status.was_public()
        && match article.choices.kind {
            Kind::Article => path::is_default_for(permalink, &article.path, &article.title),
            Kind::Page => {
                path::is_default_for(&Permalink::of_pages(), &article.path, &article.title)
            }
        };
    match &edit.path {
        None if !follows => Ok(article.path.clone()),
        Some(PathChoice::Custom(path)) if *path == article.path => Ok(article.path.clone()),
        _ => free_path(conn, edit, naming, permalink),
    }
}

/// Returns the chosen path, or a free default path. No other transaction can use it before this one
/// ends.
fn free_path(
    conn: &mut Connection,
    edit: &Edit,
    naming: Naming<'_>,
    permalink: &Permalink,
) -> Result<String> {
    dialect::serialize_on(conn, PATHS)?;
    match &edit.path {
        Some(PathChoice::Custom(path)) => {
            take_path(conn, path, naming.own, edit.replace_redirect)?;
            Ok(path.clone())
        }
        Some(PathChoice::Default) | None => free_default_path(conn, naming, permalink),
    }
}

/// Checks that `own` may have `path`. A redirect of the article itself ends, and one of another
/// article if `replaces` says so.
fn take_path(
    conn: &mut Connection,
    path: &str,
    own: Option<ArticleId>,
    replaces: bool,
) -> Result<()> {
    match store::paths::owner(conn, path)? {
        None => Ok(()),
        Some(Owner::Present(owner)) if Some(owner) == own => Ok(()),
        Some(Owner::Former(owner)) if Some(owner) == own || replaces => {
            store::paths::forget(conn, path)
        }
        Some(Owner::Present(owner)) => Err(taken(owner, Message::fault_path_taken())),
        Some(Owner::Former(owner)) => Err(taken(owner, Message::fault_path_was_anothers())),
    }
}

fn taken(owner: ArticleId, detail: Message) -> Error {
    Error::Conflict {
        code: "path_taken",
        detail,
        present: Some(Box::new(serde_json::json!({ "article": owner }))),
    }
}

fn free_default_path(
    conn: &mut Connection,
    naming: Naming<'_>,
    permalink: &Permalink,
) -> Result<String> {
    let section = naming.section.map(|section| section.slug.as_str());
    let of_pages = Permalink::of_pages();
    let permalink = match naming.kind {
        Kind::Article => permalink,
        Kind::Page => &of_pages,
    };
    for number in 1..=SAME_HEADLINE {
        let path = path::default(permalink, naming.title, section, naming.at, number);
        match store::paths::owner(conn, &path)? {
            None => return Ok(path),
            Some(Owner::Present(owner)) if Some(owner) == naming.own => return Ok(path),
            Some(Owner::Former(owner)) if Some(owner) == naming.own => {
                store::paths::forget(conn, &path)?;
                return Ok(path);
            }
            Some(_) => {}
        }
    }
    Err(Error::conflict("path_taken", Message::fault_headlines_many()))
}

/// The pages that a change outdates. A change of status or section can change the navigation of
/// every page, and a change of path the cached paths; other changes affect the article and lists.
fn outdated_pages(before: &Article, after: &Article) -> Option<Scope> {
    if !before.is_public() && !after.is_public() {
        return None;
    }
    let moved = before.path != after.path
        || before.section != after.section
        || before.password_hash != after.password_hash
        || ChoicesEdit::moves(&before.choices, &after.choices);
    let whole_site = moved || before.is_public() != after.is_public();
    Some(if whole_site { Scope::Site } else { Scope::Article(after.id) })
}
