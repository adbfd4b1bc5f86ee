//! The files of synchronised folders and the articles that they have become.

use diesel::prelude::*;

use crate::articles::model::KnownFile;
use crate::db::Connection;
use crate::db::schema::article_files;
use crate::error::Result;
use crate::ids::ArticleId;
use crate::on;

/// All files of a source, in the order of their paths.
pub(in crate::articles) fn known(conn: &mut Connection, source: &str) -> Result<Vec<KnownFile>> {
    let rows: Vec<(String, ArticleId, Vec<u8>)> = on!(conn, |c| article_files::table
        .filter(article_files::source.eq(source))
        .order(article_files::file)
        .select((article_files::file, article_files::article_id, article_files::hash))
        .load(c))?;
    Ok(rows.into_iter().map(|(file, article, hash)| KnownFile { file, article, hash }).collect())
}

/// Stores what became of a file.
pub(in crate::articles) fn remember(
    conn: &mut Connection,
    source: &str,
    file: &KnownFile,
) -> Result<()> {
    let written = (article_files::article_id.eq(file.article), article_files::hash.eq(&file.hash));
    on!(conn, |c| diesel::insert_into(article_files::table)
        .values((article_files::source.eq(source), article_files::file.eq(&file.file), written))
        .on_conflict((article_files::source, article_files::file))
        .do_update()
        .set(written)
        .execute(c))?;
    Ok(())
}

pub(in crate::articles) fn forget(conn: &mut Connection, source: &str, file: &str) -> Result<()> {
    on!(conn, |c| diesel::delete(article_files::table.find((source, file))).execute(c))?;
    Ok(())
}
