//! Post-processing of new comments, a moment after they are stored: language, near-duplicates, and
//! the words of the desk's search.
//!
//! A trigger lists each new comment in `comment_arrivals`. The worker processes the list in parts,
//! oldest first, and removes each part in the transaction that stores its results; so every comment
//! is processed once, even if a worker dies or several run. While other tasks wait for the
//! database, post-processing uses a tenth of the time and may fall behind.

mod store;

use crate::db::{Connection, Db};
use crate::error::Result;
use crate::ids::CommentId;
use crate::markup::Visible;
use crate::post_processing::store::Processed;
use crate::screening::filter;
use crate::screening::filter::near::Signature;
use crate::status::Status;
use crate::text::words;

/// Comments of one transaction, during which posts wait on SQLite: some 4 ms.
const PART: i64 = 40;

/// The pause after a part, as a multiple of the time that it took: while no other task waits for
/// the database, and while some do.
const PAUSES: [u32; 2] = [1, 9];

/// The pause after a part, as a multiple of the time that it took, while `waiting` tasks wait for
/// the database.
pub fn pause_factor(waiting: usize) -> u32 {
    PAUSES[usize::from(waiting > 0)]
}

/// Detects the language of a text, as an ISO 639-3 code; None if the text is too short. This takes
/// some 0.1 ms.
pub fn language(text: &str) -> Option<&'static str> {
    whatlang::detect(text).filter(whatlang::Info::is_reliable).map(|found| found.lang().code())
}

/// Processes the next comments on the list, and returns how many; 0 when the list is empty.
///
/// # Errors
/// Those of the database; comments that were not processed stay on the list.
pub async fn process_part(db: &Db) -> Result<usize> {
    let listed = db.read(|conn| store::listed(conn, PART)).await?;
    if listed.is_empty() {
        return Ok(0);
    }
    let processed: Vec<Processed> = listed.into_iter().map(process).collect();
    let count = processed.len();
    db.write_low_priority(move |conn| store_results(conn, &processed)).await?;
    Ok(count)
}

fn process(comment: store::UnprocessedComment) -> Processed {
    let store::UnprocessedComment {
        id,
        version,
        status,
        staff,
        html,
        name,
        language: known,
        simhash,
    } = comment;
    let visible = Visible::of(&html);
    // A comment that is deleted already has no text, and comments by staff are not compared. One
    // that was edited already may have been compared.
    let near = (simhash.is_none() && status != Status::Deleted && !staff)
        .then(|| Signature::of(visible.whole()));
    let (is_known, bits) = (known.is_some(), near.as_ref().map(|near| near.bits).or(simhash));
    let language = known.or_else(|| language(visible.words()).map(str::to_owned));
    let changed = bits != simhash || !is_known && language.is_some();
    let words = words::words(&format!("{name}\n{}", visible.whole())).join(" ");
    Processed { id, version, language, bits, near, changed, words }
}

/// Stores the results. Comments that another worker has processed meanwhile are skipped; those that
/// were edited meanwhile stay on the list.
fn store_results(conn: &mut Connection, processed: &[Processed]) -> Result<()> {
    let versions: Vec<(CommentId, i64)> =
        processed.iter().map(|comment| (comment.id, comment.version)).collect();
    let removed = store::remove_listed(conn, &versions)?;
    let own: Vec<&Processed> =
        processed.iter().filter(|comment| removed.contains(&comment.id)).collect();
    let changed: Vec<&Processed> = own.iter().copied().filter(|comment| comment.changed).collect();
    if !changed.is_empty() {
        store::set_language_and_simhash(conn, &changed)?;
    }
    for comment in &own {
        if let Some(near) = &comment.near {
            filter::group(conn, comment.id, near)?;
        }
    }
    let words: Vec<_> = own.iter().map(|comment| (comment.id, comment.words.clone())).collect();
    store::enter_words(conn, &words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_of_a_long_enough_text_is_detected() {
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
