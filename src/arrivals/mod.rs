//! What is worked out about a comment a moment after it was stored, because nobody waits for it:
//! its language, which other comments say nearly the same, and its words for the desk's search.
//!
//! A trigger notes each comment that comes in `comment_arrivals`. The worker reads them in parts,
//! in the order in which they came, and takes each part off that list in the transaction that
//! stores what it found; so nothing is left out or read twice, whoever dies or helps. While others
//! wait for the database this takes a tenth of the time and falls behind.

mod store;

use crate::db::{Connection, Db};
use crate::error::Result;
use crate::ids::CommentId;
use crate::screening::filter;
use crate::screening::filter::near::Signature;
use crate::status::Status;

/// Comments read in one transaction, for which posts wait on SQLite: some 4 ms.
const PART: i64 = 40;

/// How long to rest after a part, in times what it took: while nobody waits for the database, and
/// while somebody does.
const RESTS: [u32; 2] = [1, 9];

/// The same, for a database for which so many wait.
pub fn rest(waiting: usize) -> u32 {
    RESTS[usize::from(waiting > 0)]
}

/// The language of a text by its ISO 639-3 code, if the text is long enough to tell. Takes some 0.1
/// ms, because the text is compared with every language there is.
pub fn language(text: &str) -> Option<&'static str> {
    whatlang::detect(text).filter(whatlang::Info::is_reliable).map(|found| found.lang().code())
}

/// What was found out about one comment.
pub(crate) struct Found {
    pub(crate) id: CommentId,
    version: i64,
    pub(crate) language: Option<String>,
    /// None where there is nothing to compare, or it was compared before.
    near: Option<Signature>,
    /// The column `comments.simhash`.
    pub(crate) bits: Option<i64>,
}

/// Reads the next comments that arrived, and returns how many; 0 when there is none left.
///
/// # Errors
/// Those of the database; what was not read stays on the list.
pub async fn read_some(db: &Db) -> Result<usize> {
    let arrived = db.read(|conn| store::arrived(conn, PART)).await?;
    if arrived.is_empty() {
        return Ok(0);
    }
    let found: Vec<Found> = arrived.into_iter().map(look).collect();
    let count = found.len();
    db.write_low_priority(move |conn| note(conn, &found)).await?;
    Ok(count)
}

fn look(comment: store::Arrived) -> Found {
    let store::Arrived { id, version, status, staff, text, language: told, simhash } = comment;
    // A comment that was deleted at once has no words any more, and what staff write is nobody's
    // likeness. One that was edited at once may have been compared.
    let near =
        (simhash.is_none() && status != Status::Deleted && !staff).then(|| Signature::of(&text));
    let language = told.or_else(|| language(&text).map(str::to_owned));
    Found { id, version, language, bits: near.as_ref().map(|near| near.bits).or(simhash), near }
}

/// Stores what was found. What another worker has taken off the list meanwhile is its affair, and
/// what was changed meanwhile is read again.
fn note(conn: &mut Connection, found: &[Found]) -> Result<()> {
    let read: Vec<(CommentId, i64)> = found.iter().map(|found| (found.id, found.version)).collect();
    let taken = store::take(conn, &read)?;
    let mine: Vec<&Found> = found.iter().filter(|found| taken.contains(&found.id)).collect();
    store::set(conn, &mine)?;
    for found in &mine {
        if let Some(near) = &found.near {
            filter::group(conn, found.id, near)?;
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
