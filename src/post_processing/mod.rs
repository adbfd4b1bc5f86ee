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
use crate::post_processing::store::Processed;
use crate::screening::filter;
use crate::screening::filter::near::Signature;
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
    let store::Listed { id, version, status, staff, text, language: known, simhash } = comment;
    // A comment that was deleted at once has no words any more, and staff's own are compared with
    // nothing. One that was edited at once may have been compared.
    let near =
        (simhash.is_none() && status != Status::Deleted && !staff).then(|| Signature::of(&text));
    let language = known.or_else(|| language(&text).map(str::to_owned));
    Processed { id, version, language, bits: near.as_ref().map(|near| near.bits).or(simhash), near }
}

/// Stores the results. Comments that another worker has taken off the list meanwhile are skipped, and
/// those that were changed meanwhile are processed again.
fn store_results(conn: &mut Connection, processed: &[Processed]) -> Result<()> {
    let read: Vec<(CommentId, i64)> = processed.iter().map(|one| (one.id, one.version)).collect();
    let taken = store::take(conn, &read)?;
    let mine: Vec<&Processed> = processed.iter().filter(|one| taken.contains(&one.id)).collect();
    store::set(conn, &mine)?;
    for one in &mine {
        if let Some(near) = &one.near {
            filter::group(conn, one.id, near)?;
        }
    }
    store::enter_words(conn, &taken)
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
