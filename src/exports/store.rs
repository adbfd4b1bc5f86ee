//! The queries of exports: only what readers can see.

pub(super) mod isso;

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;

use crate::articles::choices::{Kind, Menu};
use crate::articles::model::Status as ArticleStatus;
use crate::clock::Time;
use crate::config::comment_mode::CommentMode;
use crate::db::Connection;
use crate::db::schema::{
    article_bylines, article_corrections, article_tags, articles, authors, comments, media,
    sections, tags,
};
use crate::error::{Error, Result};
use crate::imports::own::{Article, Correction, Picture};
use crate::media::model::{StoredFile, shown_file};
use crate::on;
use crate::status::Status;

/// Articles read at once; each may have 200 kB of text, and its HTML.
const ARTICLES: i64 = 20;
/// Comments read at once.
const COMMENTS: i64 = 500;

/// Slug, name and text.
type Label = (String, String, String);

/// The authors of articles that readers can see.
pub(super) fn authors(conn: &mut Connection) -> Result<Vec<Label>> {
    Ok(on!(conn, |c| authors::table
        .filter(
            authors::id.eq_any(
                article_bylines::table
                    .inner_join(articles::table.on(articles::id.eq(article_bylines::article_id)))
                    .filter(articles::status.eq(ArticleStatus::Published))
                    .filter(articles::password_hash.is_null())
                    .select(article_bylines::author_id)
            )
        )
        .order(authors::id)
        .select((authors::slug, authors::name, authors::biography))
        .load(c))?)
}

/// The tags of public articles without a password.
pub(super) fn tags(conn: &mut Connection) -> Result<Vec<Label>> {
    Ok(on!(conn, |c| tags::table
        .filter(
            tags::id.eq_any(
                article_tags::table
                    .inner_join(articles::table.on(articles::id.eq(article_tags::article_id)))
                    .filter(articles::status.eq(ArticleStatus::Published))
                    .filter(articles::password_hash.is_null())
                    .select(article_tags::tag_id)
            )
        )
        .order(tags::id)
        .select((tags::slug, tags::name, tags::description))
        .load(c))?)
}

#[derive(Queryable)]
pub(super) struct SectionRow {
    pub(super) id: i64,
    pub(super) parent_id: Option<i64>,
    pub(super) slug: String,
    pub(super) name: String,
    pub(super) description: String,
}

/// All sections, in the order of the menu.
pub(super) fn sections(conn: &mut Connection) -> Result<Vec<SectionRow>> {
    Ok(on!(conn, |c| sections::table
        .order((sections::position, sections::id))
        .select((
            sections::id,
            sections::parent_id,
            sections::slug,
            sections::name,
            sections::description,
        ))
        .load(c))?)
}

#[derive(Queryable)]
pub(super) struct ArticleRow {
    pub(super) id: i64,
    path: String,
    title: String,
    summary: String,
    body: String,
    pub(super) body_html: String,
    section_id: Option<i64>,
    published_at: Option<Time>,
    created_at: Time,
    language: String,
    kind: Kind,
    menu: Menu,
    menu_order: i64,
    featured: bool,
    sticky: bool,
    comments_mode: CommentMode,
    lead: (Option<i64>, Option<String>, Option<String>, Option<String>),
}

/// The next published articles that need no password, by their time.
pub(super) fn articles(
    conn: &mut Connection,
    after: Option<(Time, i64)>,
) -> Result<Vec<ArticleRow>> {
    let (time, id) = after.unwrap_or((Time::from_micros(i64::MIN / 4), 0));
    // Published articles have a time.
    Ok(on!(conn, |c| articles::table
        .filter(articles::status.eq(ArticleStatus::Published))
        .filter(articles::password_hash.is_null())
        .filter(
            articles::published_at
                .assume_not_null()
                .gt(time)
                .or(articles::published_at.assume_not_null().eq(time).and(articles::id.gt(id)))
        )
        .order((articles::published_at, articles::id))
        .limit(ARTICLES)
        .select((
            articles::id,
            articles::path,
            articles::title,
            articles::summary,
            articles::body,
            articles::body_html,
            articles::section_id,
            articles::published_at,
            articles::created_at,
            articles::language,
            articles::kind,
            articles::menu,
            articles::menu_order,
            articles::featured,
            articles::sticky,
            articles::comments_mode,
            (
                articles::lead_media_id,
                articles::lead_alt,
                articles::lead_caption,
                articles::lead_credit,
            ),
        ))
        .load(c))?)
}

impl ArticleRow {
    /// When it was published.
    pub(super) fn at(&self) -> Time {
        self.published_at.unwrap_or(self.created_at)
    }

    /// The article with what stands in other tables.
    pub(super) fn article(
        self,
        conn: &mut Connection,
        sections: &HashMap<i64, String>,
        base: &str,
    ) -> Result<Article> {
        let id = self.id;
        let authors = on!(conn, |c| article_bylines::table
            .inner_join(authors::table)
            .filter(article_bylines::article_id.eq(id))
            .order(article_bylines::position)
            .select(authors::slug)
            .load(c))?;
        let tags = on!(conn, |c| article_tags::table
            .inner_join(tags::table)
            .filter(article_tags::article_id.eq(id))
            .order(article_tags::position)
            .select(tags::name)
            .load(c))?;
        let corrections: Vec<(String, Time)> = on!(conn, |c| article_corrections::table
            .filter(article_corrections::article_id.eq(id))
            .order((article_corrections::corrected_at, article_corrections::id))
            .select((article_corrections::text, article_corrections::corrected_at))
            .load(c))?;
        let is_page = self.kind == Kind::Page;
        // Stored without the slash that begins it.
        let path = format!("/{}", self.path);
        Ok(Article {
            key: path.clone(),
            path,
            kind: self.kind.name().to_owned(),
            title: self.title,
            summary: self.summary,
            body: self.body,
            authors,
            section: self.section_id.and_then(|id| sections.get(&id)).cloned().unwrap_or_default(),
            tags,
            published_at: self.published_at,
            language: self.language,
            featured: self.featured,
            sticky: self.sticky,
            menu: if is_page { self.menu.name().to_owned() } else { String::new() },
            menu_order: if is_page { self.menu_order } else { 0 },
            comments: self.comments_mode.name().to_owned(),
            lead_image: lead_image(conn, self.lead, base)?,
            corrections: corrections
                .into_iter()
                .map(|(text, at)| Correction { text, at })
                .collect(),
        })
    }
}

fn lead_image(
    conn: &mut Connection,
    (id, alt, caption, credit): (Option<i64>, Option<String>, Option<String>, Option<String>),
    base: &str,
) -> Result<Option<Picture>> {
    let Some(id) = id else { return Ok(None) };
    let row: Option<(String, String, String, String, String)> = on!(conn, |c| media::table
        .find(id)
        .select((media::key, media::files, media::alt, media::caption, media::credit))
        .first(c)
        .optional())?;
    let Some((key, files, own_alt, own_caption, own_credit)) = row else { return Ok(None) };
    let files: Vec<StoredFile> = serde_json::from_str(&files).map_err(Error::internal)?;
    Ok(shown_file(&files).map(|file| Picture {
        url: format!("{base}/media/{key}/{}", file.name()),
        alt: alt.unwrap_or(own_alt),
        caption: caption.unwrap_or(own_caption),
        credit: credit.unwrap_or(own_credit),
    }))
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = comments)]
pub(super) struct CommentRow {
    pub(super) id: i64,
    pub(super) parent_id: Option<i64>,
    pub(super) root_id: Option<i64>,
    pub(super) name: String,
    pub(super) website: Option<String>,
    pub(super) text: String,
    pub(super) html: String,
    pub(super) created_at: Time,
}

/// The next approved comments of an article, by their time.
pub(super) fn comments(
    conn: &mut Connection,
    article: i64,
    after: Option<(Time, i64)>,
) -> Result<Vec<CommentRow>> {
    let (time, id) = after.unwrap_or((Time::from_micros(i64::MIN / 4), 0));
    Ok(on!(conn, |c| comments::table
        .filter(comments::article_id.eq(article))
        .filter(comments::status.eq(Status::Approved))
        .filter(
            comments::created_at
                .gt(time)
                .or(comments::created_at.eq(time).and(comments::id.gt(id)))
        )
        .order((comments::created_at, comments::id))
        .limit(COMMENTS)
        .select(CommentRow::as_select())
        .load(c))?)
}

/// Those of these comments that readers can see under the article.
pub(super) fn approved(conn: &mut Connection, article: i64, ids: &[i64]) -> Result<HashSet<i64>> {
    if ids.is_empty() {
        return Ok(HashSet::new());
    }
    let found: Vec<i64> = on!(conn, |c| comments::table
        .filter(comments::article_id.eq(article).and(comments::id.eq_any(ids)))
        .filter(comments::status.eq(Status::Approved))
        .select(comments::id)
        .load(c))?;
    Ok(found.into_iter().collect())
}

/// The comment that one replies to, and the beginning of its thread.
pub(super) fn above(conn: &mut Connection, id: i64) -> Result<[Option<i64>; 2]> {
    let (parent, root) = on!(conn, |c| comments::table
        .find(id)
        .select((comments::parent_id, comments::root_id))
        .first(c))?;
    Ok([parent, root])
}

/// One comment.
pub(super) fn comment(conn: &mut Connection, id: i64) -> Result<CommentRow> {
    Ok(on!(conn, |c| comments::table.find(id).select(CommentRow::as_select()).first(c))?)
}
