//! Comments of an import, thread by thread: each after the one that it replies to.

use std::collections::{HashMap, HashSet};

use crate::address::EmailAddress;
use crate::cache::Scope;
use crate::clock::Time;
use crate::comments::draft::{DisplayName, MAX_NAME, Website};
use crate::comments::importing::{ImportedComment, SealedAddress};
use crate::db::Connection;
use crate::error::Result;
use crate::i18n::Message;
use crate::ids::{ArticleId, CommentId};
use crate::invalidation;
use crate::markup;
use crate::markup::tree;
use crate::mentions;
use crate::mentions::model::{Imported, State, plain_title};
use crate::status::Status;

use super::batches::{Batches, Ready};
use super::items::{Comment, Kind, Person, Place};
use super::labels::{line, without_address};
use super::model::System;
use super::running::Run;
use super::store::ledger::{self, InThread};
use super::store::staging::Position;
use super::texts;

/// Comments that are made ready before it is asked whether a transaction is full: so many, or of so many bytes.
const PART: usize = 200;
const PART_BYTES: usize = 1_000_000;
/// Authors kept in memory.
const PEOPLE: usize = 5_000;

/// Stores what is missing.
pub(super) async fn apply(run: &mut Run<'_>, articles: &HashMap<String, ArticleId>) -> Result<()> {
    let mut batches = Batches::new();
    match store_threads(run, articles, &mut batches).await {
        Ok(()) => batches.finish(run).await,
        Err(cause) => {
            batches.abandon(run).await;
            Err(cause)
        }
    }
}

async fn store_threads(
    run: &mut Run<'_>,
    articles: &HashMap<String, ArticleId>,
    batches: &mut Batches,
) -> Result<()> {
    let mut people = People::new();
    let is_own = run.system == System::Jsonl.name();
    let mut by_key = match run.source {
        Some(source) if is_own && run.has_comments => {
            let has_such = move |conn: &mut Connection| ledger::has_comments_by_key(conn, source);
            run.app.db.read(has_such).await?.then(HashSet::new)
        }
        _ => None,
    };
    for thread in run.staging.threads()? {
        let positions = run.staging.thread(&thread)?;
        if run.left_out.contains(&thread) {
            run.step(positions.len() as u64);
            continue;
        }
        let Some(article) = articles.get(&thread) else {
            for position in positions {
                let row = run.staging.row(position.seq)?;
                let place = run.staging.place(&row);
                let what = Message::import_what_comment(&position.source);
                let why = match thread.as_str() {
                    "" => Message::import_why_names_no_article(),
                    named => Message::import_why_article_left_out(named),
                };
                run.report.skip(what, &place, why);
                run.step(1);
            }
            continue;
        };
        let ordered = in_order(positions, |position, fault| {
            let row = run.staging.row(position.seq)?;
            let place = run.staging.place(&row);
            let why = match fault {
                Fault::Circle => Message::import_why_parent_circle(),
                Fault::Missing => match run.staging.find(Kind::Comment, &position.parent)? {
                    Some(_) => Message::import_why_parent_elsewhere(),
                    None => Message::import_why_parent_missing(),
                },
            };
            run.report.repair(Message::import_what_comment(&position.source), &place, why);
            Ok(())
        })?;
        let mut rest = &ordered[..];
        while !rest.is_empty() {
            let part = open_part(run, rest)?;
            rest = rest.get(part.len()..).unwrap_or_default();
            prepare_part(run, *article, part, &mut by_key, &mut people, batches).await?;
            batches.store_if_full(run).await?;
        }
        batches.end_thread(run).await?;
    }
    Ok(())
}

/// Why a comment does not reply to the one that it names.
enum Fault {
    /// That is not in its thread.
    Missing,
    /// It replies to this one.
    Circle,
}

/// The comments so that each stands after its parent. A parent that is missing, and one in a circle, is no parent
/// any more.
fn in_order(
    mut positions: Vec<Position>,
    mut repaired: impl FnMut(&Position, Fault) -> Result<()>,
) -> Result<Vec<Position>> {
    let known: HashSet<String> = positions.iter().map(|position| position.source.clone()).collect();
    for position in &mut positions {
        if !position.parent.is_empty() && !known.contains(&position.parent) {
            repaired(position, Fault::Missing)?;
            position.parent.clear();
        }
    }
    let mut ordered: Vec<Position> = Vec::with_capacity(positions.len());
    let mut done: HashSet<String> = HashSet::new();
    let by_source: HashMap<String, usize> =
        positions.iter().enumerate().map(|(at, position)| (position.source.clone(), at)).collect();
    for start in 0..positions.len() {
        // The way up to a comment that is placed already, and then down again.
        let mut way: Vec<usize> = Vec::new();
        let mut on_way: HashSet<usize> = HashSet::new();
        let mut at = start;
        loop {
            if done.contains(&positions[at].source) {
                break;
            }
            way.push(at);
            on_way.insert(at);
            let Some(next) = by_source.get(&positions[at].parent).copied() else { break };
            if on_way.contains(&next) {
                repaired(&positions[at], Fault::Circle)?;
                positions[at].parent.clear();
                break;
            }
            at = next;
        }
        for at in way.into_iter().rev() {
            done.insert(positions[at].source.clone());
            ordered.push(positions[at].clone());
        }
    }
    Ok(ordered)
}

/// A comment as the source has it, with its place in its thread, its hash and its place in the files.
type Opened<'a> = (&'a Position, Comment, Vec<u8>, Place);

/// Opens the first comments of a thread's rest, at least one.
fn open_part<'a>(run: &mut Run<'_>, rest: &'a [Position]) -> Result<Vec<Opened<'a>>> {
    let (mut opened, mut bytes) = (Vec::new(), 0);
    for position in rest.iter().take(PART) {
        let row = run.staging.row(position.seq)?;
        let place = run.staging.place(&row);
        let (comment, hash): (Comment, Vec<u8>) = run.staging.open(&row)?;
        bytes += comment.text.len();
        opened.push((position, comment, hash, place));
        if bytes >= PART_BYTES {
            break;
        }
    }
    Ok(opened)
}

/// Makes comments ready that are not here yet.
async fn prepare_part(
    run: &mut Run<'_>,
    article: ArticleId,
    opened: Vec<Opened<'_>>,
    by_key: &mut Option<HashSet<CommentId>>,
    people: &mut People,
    batches: &mut Batches,
) -> Result<()> {
    let keys = opened.iter().map(|(_, comment, ..)| comment.ledger_key().to_owned()).collect();
    let mut known = run.known_comments(keys).await?;
    if let Some(taken) = by_key {
        let comments: Vec<&Comment> = opened.iter().map(|(_, comment, ..)| comment).collect();
        known_by_key(run, article, &comments, &mut known, taken).await?;
    }
    for ((position, mut comment, hash, place), known) in opened.into_iter().zip(known) {
        run.step(1);
        if let Some(kind) = comment.mention {
            mention(run, article, kind, &comment, &place).await?;
            continue;
        }
        if let Some(known) = known {
            batches.add_known(&position.source, known);
            run.report.add_matched(Kind::Comment.name());
            continue;
        }
        people.complete(run, &mut comment, &place)?;
        let Some(new) = prepared(run, article, &comment, &place)? else { continue };
        if batches.is_elsewhere(&position.parent, article) {
            let what = Message::import_what_comment(&position.source);
            run.report.repair(what, &place, Message::import_why_parent_elsewhere());
        }
        run.report.add_state(&format!("comment {}", comment.state), new.status.name());
        match run.entry(Kind::Comment, comment.ledger_key(), hash) {
            None => run.report.add_made(Kind::Comment.name()),
            Some(entry) => {
                let (key, parent) = (position.source.clone(), position.parent.clone());
                batches.add(Ready { new, key, parent, entry });
            }
        }
    }
    Ok(())
}

/// Finds those that an earlier version of the program imported from our own format, when the ledger had the keys of its files:
/// they have the time of a comment of that article. `taken` has those that were found.
async fn known_by_key(
    run: &Run<'_>,
    article: ArticleId,
    comments: &[&Comment],
    known: &mut [Option<InThread>],
    taken: &mut HashSet<CommentId>,
) -> Result<()> {
    let times: Vec<Time> = comments.iter().map(|comment| comment.at).collect();
    let Some(source) = run.source else { return Ok(()) };
    let find = move |conn: &mut Connection| ledger::comments_by_key(conn, source, article, &times);
    let found = run.app.db.read(find).await?;
    for (comment, known) in comments.iter().zip(known).filter(|(_, known)| known.is_none()) {
        let same = found.iter().find(|(at, it)| *at == comment.at && !taken.contains(&it.id));
        if let Some((_, same)) = same {
            taken.insert(same.id);
            *known = Some(*same);
        }
    }
    Ok(())
}

/// Stores a page of another site that links to the article. It has no line in the ledger: an article has it once.
async fn mention(
    run: &mut Run<'_>,
    article: ArticleId,
    kind: mentions::model::Kind,
    found: &Comment,
    place: &Place,
) -> Result<()> {
    const COUNTED_AS: &str = "mentions";
    let what = format!("{} {}", kind.name(), found.key);
    let Ok(Some(website)) = Website::parse(&found.website) else {
        run.report.skip(what, place, Message::import_why_no_page());
        return Ok(());
    };
    let source = website.as_str().to_owned();
    let state = match found.status {
        Status::Approved => State::Approved,
        Status::Pending => State::Held,
        Status::Rejected | Status::Spam | Status::Deleted => State::Rejected,
    };
    let title = plain_title(&markup::first_words(&found.name, 300), &source);
    let new = Imported { kind, source, title, state, at: found.at };
    let made = match run.import {
        None => {
            let known = move |conn: &mut Connection| mentions::is_known(conn, article, &new.source);
            !run.app.db.read(known).await?
        }
        Some(import) => {
            let now = run.app.clock.now();
            let store = move |conn: &mut Connection| {
                ledger::go_on(conn, import)?;
                let made = mentions::import(conn, article, import, &new)?;
                if made {
                    invalidation::record(conn, Scope::Article(article), now)?;
                }
                Ok(made)
            };
            run.app.db.write_low_priority(store).await?
        }
    };
    if made {
        run.report.add_made(COUNTED_AS);
        run.report.add_state(&format!("{} {}", kind.name(), found.state), state.name());
    } else {
        run.report.add_matched(COUNTED_AS);
    }
    Ok(())
}

/// Authors that a source keeps apart from their comments.
struct People {
    known: HashMap<String, Option<Person>>,
}

impl People {
    fn new() -> People {
        People { known: HashMap::new() }
    }

    /// Fills in what a comment says only by the id of its author.
    fn complete(&mut self, run: &mut Run<'_>, comment: &mut Comment, place: &Place) -> Result<()> {
        if comment.author.is_empty() {
            return Ok(());
        }
        if !self.known.contains_key(&comment.author) {
            if self.known.len() >= PEOPLE {
                self.known.clear();
            }
            let key = run.staging.hidden(&comment.author);
            let found = run.staging.find(Kind::Person, &key)?;
            let found = found.map(|row| run.staging.open::<Person>(&row)).transpose()?;
            self.known.insert(comment.author.clone(), found.map(|(person, _)| person));
        }
        match self.known.get(&comment.author) {
            Some(Some(person)) => {
                for (field, value) in [
                    (&mut comment.name, &person.name),
                    (&mut comment.email, &person.email),
                    (&mut comment.website, &person.website),
                ] {
                    if field.is_empty() {
                        value.clone_into(field);
                    }
                }
            }
            _ if comment.name.is_empty() && comment.status != Status::Deleted => run.report.repair(
                Message::import_what_comment(&comment.key),
                place,
                Message::import_why_no_author(),
            ),
            _ => {}
        }
        Ok(())
    }
}

/// The comment as it is stored; `None` if it shows nothing.
fn prepared(
    run: &mut Run<'_>,
    article: ArticleId,
    comment: &Comment,
    place: &Place,
) -> Result<Option<ImportedComment>> {
    let what = Message::import_what_comment(&comment.key);
    let empty = ImportedComment {
        article,
        parent: None,
        status: comment.status,
        name: None,
        website: None,
        address: None,
        text: String::new(),
        html: String::new(),
        at: comment.at,
        fingerprint: fingerprint(run, comment),
    };
    if comment.status == Status::Deleted {
        // It keeps its place; what it said and who said it was deleted there.
        return Ok(Some(empty));
    }
    let (text, html) = texts::comment(comment.format, &comment.text);
    let shows = crate::text::is_visible(&tree::text_of(&tree::read(&html)));
    if !shows && !html.contains("<img") {
        run.report.skip(what, place, Message::import_why_no_words());
        return Ok(None);
    }
    let (given, was_address) = without_address(&comment.name);
    if was_address {
        run.report.repair(what.clone(), place, Message::import_why_name_address());
    }
    let mut name = line(&given, MAX_NAME);
    if name.is_empty() {
        name = "Anonymous".into();
        run.report.repair(what.clone(), place, Message::import_why_no_name());
    }
    let name = match DisplayName::parse(&name) {
        Ok(name) => name,
        Err(_) => {
            run.report.skip(what, place, Message::import_why_name_unreadable());
            return Ok(None);
        }
    };
    let website = website(run, comment, place);
    let address = address(run, comment, place)?;
    Ok(Some(ImportedComment { name: Some(name), website, address, text, html, ..empty }))
}

/// Identifies a comment among all. Those of a thread begin alike, so that they stand together in the index: a transaction
/// then changes a few pages of it instead of one for each comment.
fn fingerprint(run: &Run<'_>, comment: &Comment) -> Vec<u8> {
    /// Bytes of 32 that the comments of a thread share; the others are as good as unique.
    const OF_THREAD: usize = 8;
    let (system, site) = (run.system.as_bytes(), run.site.as_bytes());
    let thread = [system, site, comment.article.as_bytes()];
    let own = [system, site, comment.ledger_key().as_bytes()];
    let mut fingerprint = run.app.vault.sign("imported comment", &own).to_vec();
    let thread = run.app.vault.sign("imported thread", &thread);
    fingerprint[..OF_THREAD].copy_from_slice(&thread[..OF_THREAD]);
    fingerprint
}

/// The website of a comment, if there is a valid one; the report says if there is an invalid one.
fn website(run: &mut Run<'_>, comment: &Comment, place: &Place) -> Option<Website> {
    let given = comment.website.trim();
    if matches!(given, "" | "http://" | "https://") {
        return None;
    }
    Website::parse(given).unwrap_or_else(|_| {
        let what = Message::import_what_comment(&comment.key);
        run.report.repair(what, place, Message::import_why_website());
        None
    })
}

/// The sealed address of a comment, if there is a valid one; the report says if there is an invalid one.
fn address(run: &mut Run<'_>, comment: &Comment, place: &Place) -> Result<Option<SealedAddress>> {
    match comment.email.trim() {
        "" => Ok(None),
        given => match EmailAddress::parse(given) {
            Ok(address) => SealedAddress::new(&run.app.vault, &address).map(Some),
            Err(_) => {
                let what = Message::import_what_comment(&comment.key);
                run.report.repair(what, place, Message::import_why_email());
                Ok(None)
            }
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(pairs: &[(&str, &str)]) -> (Vec<String>, usize) {
        let positions = pairs.iter().zip(1..).map(|((source, parent), seq)| Position {
            seq,
            source: (*source).to_owned(),
            parent: (*parent).to_owned(),
        });
        let mut repairs = 0;
        let ordered = in_order(positions.collect(), |_, _| {
            repairs += 1;
            Ok(())
        });
        let ordered = ordered.expect("ordered");
        (ordered.iter().map(|p| format!("{}<{}", p.source, p.parent)).collect(), repairs)
    }

    #[test]
    fn parents_come_first_circles_open_and_orphans_rise() {
        assert_eq!(order(&[("2", "1"), ("1", "")]), (vec!["1<".into(), "2<1".into()], 0));
        assert_eq!(order(&[("1", "9")]), (vec!["1<".into()], 1));
        let (circle, repairs) = order(&[("1", "2"), ("2", "3"), ("3", "1")]);
        assert_eq!((circle.len(), repairs), (3, 1));
        assert_eq!(circle.first().map(String::as_str), Some("3<"));
        assert_eq!(order(&[("1", "1")]), (vec!["1<".into()], 1));
    }
}
