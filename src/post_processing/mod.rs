//! Post-processing of new comments, a moment after they were stored, because nobody waits for it:
//! language, near-duplicates, and the entry in the desk's search.
//!
//! A trigger lists each new comment in `comment_arrivals`. The worker reads them in parts, oldest
//! first, and takes each part off that list in the transaction that stores the results; so none is
//! left out or read twice, even if a worker dies or several run. While others wait for the database
//! this takes a tenth of the time and falls behind.

mod store;

use crate::db::{Connection, Db};
use crate::error::Result;
use crate::ids::CommentId;
use crate::markup::Visible;
use crate::post_processing::store::Processed;
use crate::screening::filter;
use crate::screening::filter::near::Signature;
use crate::screening::rules::fold;
use crate::status::Status;

/// Comments read in one transaction, for which posts wait on SQLite: some 4 ms.
const PART: i64 = 40;

/// How long to rest after a part, as a multiple of the time it took: while nobody waits for the
/// database, and while somebody does.
const RESTS: [u32; 2] = [1, 9];

/// How long to rest after a part, as a multiple of the time it took, while `waiting` tasks wait for
/// the database.
pub fn rest(waiting: usize) -> u32 {
    RESTS[usize::from(waiting > 0)]
}

/// The language of a text by its ISO 639-3 code, if the text is long enough to detect it. Takes some 0.1
/// ms, because the text is compared with every language there is.
pub fn language(text: &str) -> Option<&'static str> {
    whatlang::detect(text).filter(whatlang::Info::is_reliable).map(|found| found.lang().code())
}

/// Processes the next comments on the list, and returns how many; 0 when there is none left.
///
/// # Errors
/// Those of the database; comments that were not processed stay on the list.
pub async fn process_some(db: &Db) -> Result<usize> {
    let listed = db.read(|conn| store::listed(conn, PART)).await?;
    if listed.is_empty() {
        return Ok(0);
    }
    let processed: Vec<Processed> = listed.into_iter().map(process).collect();
    let count = processed.len();
    db.write_low_priority(move |conn| store_results(conn, &processed)).await?;
    Ok(count)
}

fn process(comment: store::Listed) -> Processed {
    let store::Listed { id, version, status, staff, html, name, language: known, simhash } =
        comment;
    let visible = Visible::of(&html);
    // A comment that was deleted at once has no words any more, and staff's own are compared with
    // nothing. One that was edited at once may have been compared.
    let near = (simhash.is_none() && status != Status::Deleted && !staff)
        .then(|| Signature::of(visible.whole()));
    let (is_known, bits) = (known.is_some(), near.as_ref().map(|near| near.bits).or(simhash));
    let language = known.or_else(|| language(visible.words()).map(str::to_owned));
    let changed = bits != simhash || !is_known && language.is_some();
    let words = fold::words(&format!("{name}\n{}", visible.whole())).join(" ");
    Processed { id, version, language, bits, near, changed, words }
}

/// Stores the results. Comments that another worker has taken off the list meanwhile are skipped, and
/// those that were changed meanwhile are processed again.
fn store_results(conn: &mut Connection, processed: &[Processed]) -> Result<()> {
    let read: Vec<(CommentId, i64)> = processed.iter().map(|one| (one.id, one.version)).collect();
    let taken = store::take(conn, &read)?;
    let mine: Vec<&Processed> = processed.iter().filter(|one| taken.contains(&one.id)).collect();
    let changed: Vec<&Processed> = mine.iter().copied().filter(|one| one.changed).collect();
    if !changed.is_empty() {
        store::set(conn, &changed)?;
    }
    for one in &mine {
        if let Some(near) = &one.near {
            filter::group(conn, one.id, near)?;
        }
    }
    let words: Vec<_> = mine.iter().map(|one| (one.id, one.words.clone())).collect();
    store::enter_words(conn, &words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_must_be_long_enough_to_tell_its_language() {
        assert_eq!(
            language("The ferry was late again, and nobody on the quay could say why it was"),
            Some("eng")
        );
        assert_eq!(
            language("Die Fähre kam wieder zu spät, und niemand am Kai konnte sagen, warum"),
            Some("deu")
        );
        assert_eq!(language("ok"), None);
    }
}
