//! Comments of an import, thread by thread: each after the one that it replies to.

use std::collections::{HashMap, HashSet};

use crate::address::EmailAddress;
use crate::comments::draft::{DisplayName, MAX_NAME, Website};
use crate::comments::importing::{self, ImportedComment, SealedAddress};
use crate::db::Connection;
use crate::error::Result;
use crate::ids::{ArticleId, CommentId};
use crate::invalidation;
use crate::markup::from_html;

use super::labels::line;
use super::model::{Comment, Kind, Place};
use super::running::Run;
use super::store::ledger;
use super::store::staging::Position;
use super::wordpress::content;

/// Comments of one transaction.
const PART: usize = 60;

/// A comment that is ready to be stored, with the id of its parent in the source.
#[derive(Clone)]
struct Ready {
    new: ImportedComment,
    parent: String,
    entry: ledger::Entry,
}

/// Comments that are stored, with the beginnings of their threads, by their ids in the source.
type Stored = HashMap<String, (CommentId, CommentId)>;

/// Stores what is missing.
pub(super) async fn apply(run: &mut Run<'_>, articles: &HashMap<String, ArticleId>) -> Result<()> {
    for thread in run.staging.threads()? {
        let positions = run.staging.thread(&thread)?;
        let Some(article) = articles.get(&thread) else {
            for position in positions {
                let row = run.staging.row(position.seq)?;
                let place = run.staging.place(&row);
                let what = format!("comment {}", position.source);
                run.report.skip(what, &place, format!("its article {thread} was not imported"));
                run.step(1);
            }
            continue;
        };
        let ordered = in_order(positions, |position, why| {
            let row = run.staging.row(position.seq)?;
            let place = run.staging.place(&row);
            run.report.repair(format!("comment {}", position.source), &place, why);
            Ok(())
        })?;
        let mut stored = Stored::new();
        for part in ordered.chunks(PART) {
            apply_part(run, *article, part, &mut stored).await?;
        }
    }
    Ok(())
}

/// The comments so that each stands after its parent. A parent that is missing, and one in a circle, is no parent
/// any more.
fn in_order(
    mut positions: Vec<Position>,
    mut repaired: impl FnMut(&Position, &'static str) -> Result<()>,
) -> Result<Vec<Position>> {
    let known: HashSet<String> = positions.iter().map(|position| position.source.clone()).collect();
    for position in &mut positions {
        if !position.parent.is_empty() && !known.contains(&position.parent) {
            repaired(
                position,
                "the comment that it replies to is not in the files; it begins a thread",
            )?;
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
                repaired(
                    &positions[at],
                    "the comments that it replies to form a circle, which was opened",
                )?;
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

async fn apply_part(
    run: &mut Run<'_>,
    article: ArticleId,
    part: &[Position],
    stored: &mut Stored,
) -> Result<()> {
    let mut ready: Vec<Ready> = Vec::new();
    for position in part {
        run.step(1);
        if let Some(known) = run.known(Kind::Comment, &position.source).await? {
            let id = CommentId(known.target);
            let root = stored.get(&position.parent).map_or(id, |(_, root)| *root);
            stored.insert(position.source.clone(), (id, root));
            run.report.add_matched(Kind::Comment.name());
            continue;
        }
        let row = run.staging.row(position.seq)?;
        let place = run.staging.place(&row);
        let (comment, hash): (Comment, Vec<u8>) = run.staging.open(&row)?;
        run.report.add_state(&format!("comment {}", comment.state), comment.status.name());
        let Some(new) = prepared(run, article, &comment, &place)? else { continue };
        match run.entry(Kind::Comment, &comment.key, hash) {
            None => run.report.add_made(Kind::Comment.name()),
            Some(entry) => ready.push(Ready { new, parent: position.parent.clone(), entry }),
        }
    }
    if ready.is_empty() {
        return Ok(());
    }
    let (before, now) = (stored.clone(), run.now);
    let count = ready.len();
    let before: Stored = {
        let wanted: HashSet<&str> = ready.iter().map(|item| item.parent.as_str()).collect();
        before.into_iter().filter(|(key, _)| wanted.contains(key.as_str())).collect()
    };
    let work = move |conn: &mut Connection| {
        let mut made = before.clone();
        for Ready { new, parent, entry } in &ready {
            let parent = made.get(parent).copied();
            let new = ImportedComment { parent, ..new.clone() };
            let Some(id) = importing::insert(conn, &new, now)? else { continue };
            made.insert(entry.source.clone(), (id, parent.map_or(id, |(_, root)| root)));
            ledger::add(conn, &ledger::Entry { target_id: id.0, version: 1, ..entry.clone() })?;
        }
        invalidation::record(conn, crate::cache::Scope::Article(article), now)?;
        Ok(made)
    };
    stored.extend(run.app.db.write_low_priority(work).await?);
    for _ in 0..count {
        run.report.add_made(Kind::Comment.name());
    }
    Ok(())
}

/// The comment as it is stored; `None` if it shows nothing.
fn prepared(
    run: &mut Run<'_>,
    article: ArticleId,
    comment: &Comment,
    place: &Place,
) -> Result<Option<ImportedComment>> {
    let what = format!("comment {}", comment.key);
    let (text, html) = from_html::comment(&content::comment(&comment.text));
    let text = crate::text::without_forbidden(&text);
    if html.trim().is_empty() {
        run.report.skip(what, place, "it shows no words");
        return Ok(None);
    }
    let mut name = line(&comment.name, MAX_NAME);
    if name.is_empty() {
        name = "Anonymous".into();
        run.report.repair(what.clone(), place, "it has no name");
    }
    let name = match DisplayName::parse(&name) {
        Ok(name) => name,
        Err(_) => {
            run.report.skip(what, place, "its name cannot be read");
            return Ok(None);
        }
    };
    let website = match comment.website.as_str() {
        "" | "http://" | "https://" => None,
        given => match Website::parse(given) {
            Ok(website) => website,
            Err(_) => {
                run.report.repair(
                    what.clone(),
                    place,
                    "its website is no address of the web and was left out",
                );
                None
            }
        },
    };
    let address = match comment.email.as_str() {
        "" => None,
        given => match EmailAddress::parse(given) {
            Ok(address) => Some(SealedAddress::new(&run.app.vault, &address)?),
            Err(_) => {
                run.report.repair(what, place, "its e-mail address is none and was left out");
                None
            }
        },
    };
    let parts: [&[u8]; 2] = [run.site.as_bytes(), comment.key.as_bytes()];
    Ok(Some(ImportedComment {
        article,
        parent: None,
        status: comment.status,
        name,
        website,
        address,
        text,
        html,
        at: comment.at,
        fingerprint: run.app.vault.sign("imported comment", &parts).to_vec(),
    }))
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
