//! Whether the files of every picture are there.

use futures_util::{StreamExt as _, stream};

use crate::app::App;
use crate::db::Connection;
use crate::error::Result;

use super::{Filter, Media, store};

/// Pictures read with one query.
const AT_A_TIME: i64 = 500;
/// Files asked for at once: a bucket answers each after some milliseconds.
const AT_ONCE: usize = 8;

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Examined {
    /// Files that are there.
    pub good: u64,
    /// Files that are missing, or have another length.
    pub bad: u64,
    /// The first bad one, by its path on the site.
    pub first: Option<String>,
}

/// Compares the files of all pictures with what the library says of them: that they are there, and how long they are.
///
/// # Errors
/// If the place of the files or the database cannot be reached.
pub async fn examine(app: &App) -> Result<Examined> {
    let (mut found, mut after) = (Examined::default(), None);
    loop {
        let read =
            move |conn: &mut Connection| store::list(conn, &Filter::default(), after, AT_A_TIME);
        let pictures = app.db.read(read).await?;
        let Some(last) = pictures.last() else { return Ok(found) };
        after = Some(last.id);
        let files = pictures.iter().flat_map(|picture: &Media| {
            picture.files.iter().map(move |file| (picture.key.clone(), file.name(), file.bytes))
        });
        let sizes = stream::iter(files).map(|(key, name, bytes)| async move {
            let is_there = app.storage.size(&key, &name).await?.is_some_and(|size| size == bytes);
            Ok::<_, crate::error::Error>((format!("/media/{key}/{name}"), is_there))
        });
        let mut sizes = sizes.buffered(AT_ONCE);
        while let Some(size) = sizes.next().await {
            match size? {
                (_, true) => found.good += 1,
                (path, false) => {
                    found.bad += 1;
                    found.first.get_or_insert(path);
                }
            }
        }
    }
}
