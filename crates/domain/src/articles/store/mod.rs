//! All queries of articles: this file has those about one article; corrections, lists, sections,
//! tags, authors, slugs, paths, and revisions have files of their own.

pub(super) mod authors;
pub(super) mod choices;
pub(super) mod corrections;
pub(super) mod files;
pub(super) mod listing;
pub(super) mod locks;
pub(super) mod names;
pub(super) mod notes;
pub(super) mod paths;
pub(super) mod related;
pub(super) mod revisions;
pub(super) mod search;
pub(super) mod section_rules;
pub(super) mod sections;
pub(super) mod slugs;
pub(super) mod working_copies;

use diesel::prelude::*;

use crate::clock::Time;
use crate::db::Connection;
use crate::db::schema::{self, article_bylines, article_tags, articles, comments};
use crate::error::{Error, Result};
use crate::ids::{AccountId, ArticleId, MediaId, SectionId};
use crate::media;
use crate::media::model::Place;
use crate::on;
use crate::web::view::Link;

use super::lead_image::LeadImage;
use super::model::{Article, ArticleSection, Label, Status};
use super::tree::Tree;
use super::{blocks, path};
use choices::{ChoicesRow, RulesRow};

#[derive(Queryable, Selectable)]
#[diesel(table_name = articles)]
struct ArticleRow {
    id: ArticleId,
    path: String,
    title: String,
    summary: String,
    body: String,
    body_html: String,
    byline: String,
    author_id: Option<AccountId>,
    status: Status,
    review_note: String,
    published_at: Option<Time>,
    updated_at: Time,
    version: i64,
    lead_media_id: Option<MediaId>,
    lead_alt: Option<String>,
    lead_caption: Option<String>,
    lead_credit: Option<String>,
    password_hash: Option<String>,
    #[diesel(embed)]
    choices: ChoicesRow,
}

/// The columns of an article to write.
#[derive(AsChangeset, Insertable)]
#[diesel(table_name = articles, treat_none_as_null = true)]
pub(super) struct ArticleColumns<'a> {
    pub(super) path: &'a str,
    pub(super) title: &'a str,
    pub(super) summary: &'a str,
    pub(super) body: &'a str,
    pub(super) body_html: &'a str,
    pub(super) byline: &'a str,
    pub(super) section_id: Option<SectionId>,
    pub(super) status: Status,
    pub(super) review_note: &'a str,
    pub(super) published_at: Option<Time>,
    pub(super) updated_at: Time,
    pub(super) version: i64,
    pub(super) password_hash: Option<&'a str>,
    #[diesel(embed)]
    pub(super) choices: ChoicesRow,
}

/// The columns of a section that make an article's section, without the names above it.
type SectionRow = (SectionId, String, String, Option<SectionId>);

pub(super) fn by_id(conn: &mut Connection, id: ArticleId) -> Result<Option<Article>> {
    use schema::sections;
    let columns = (sections::id, sections::slug, sections::name, sections::parent_id);
    let rules = (sections::comments_mode, sections::comments_days, sections::comments_message);
    let found: Option<(ArticleRow, Option<SectionRow>, Option<RulesRow>)> =
        on!(conn, |c| articles::table
            .left_join(sections::table)
            .filter(articles::id.eq(id))
            .select((ArticleRow::as_select(), columns.nullable(), rules.nullable()))
            .first(c)
            .optional())?;
    found.map(|(row, section, rules)| complete(conn, row, section, rules)).transpose()
}

/// The article with this number.
///
/// # Errors
/// [`Error::NotFound`].
pub(super) fn load(conn: &mut Connection, id: ArticleId) -> Result<Article> {
    by_id(conn, id)?.ok_or(Error::NotFound)
}

pub(super) fn by_path(conn: &mut Connection, path: &str) -> Result<Option<Article>> {
    use schema::sections;
    let columns = (sections::id, sections::slug, sections::name, sections::parent_id);
    let rules = (sections::comments_mode, sections::comments_days, sections::comments_message);
    let found: Option<(ArticleRow, Option<SectionRow>, Option<RulesRow>)> =
        on!(conn, |c| articles::table
            .left_join(sections::table)
            .filter(articles::path.eq(path))
            .select((ArticleRow::as_select(), columns.nullable(), rules.nullable()))
            .first(c)
            .optional())?;
    found.map(|(row, section, rules)| complete(conn, row, section, rules)).transpose()
}

/// The authors of a row. `text` is the byline of one from before there were authors.
fn bylines_of(authors: Vec<(String, String)>, text: &str) -> Vec<Label> {
    if authors.is_empty() && !text.is_empty() {
        return vec![Label { slug: String::new(), name: text.to_owned() }];
    }
    authors.into_iter().map(|(slug, name)| Label { slug, name }).collect()
}

/// The section of a row. Only one below another section needs the tree.
fn section_of(row: SectionRow, tree: Option<&Tree>) -> ArticleSection {
    let (id, slug, name, _) = row;
    let path = tree.map_or_else(|| name.clone(), |tree| tree.path(id));
    let above = tree.map(|tree| tree.labels_above(id)).unwrap_or_default();
    ArticleSection { id, slug, name, path, above }
}

/// The article of a row, with its tags and corrections.
fn complete(
    conn: &mut Connection,
    row: ArticleRow,
    section: Option<SectionRow>,
    rules: Option<RulesRow>,
) -> Result<Article> {
    use schema::tags;
    // A list of one number would be compiled anew by SQLite each time.
    let tags: Vec<(String, String)> = on!(conn, |c| article_tags::table
        .inner_join(tags::table)
        .filter(article_tags::article_id.eq(row.id))
        .order(article_tags::position)
        .select((tags::slug, tags::name))
        .load(c))?;
    let tags = tags.into_iter().map(|(slug, name)| Label { slug, name }).collect();
    let bylines: Vec<(String, String)> = on!(conn, |c| article_bylines::table
        .inner_join(schema::authors::table)
        .filter(article_bylines::article_id.eq(row.id))
        .order(article_bylines::position)
        .select((schema::authors::slug, schema::authors::name))
        .load(c))?;
    let corrections = corrections::of(conn, row.id)?;
    let is_below = section.as_ref().is_some_and(|(.., parent)| parent.is_some());
    let tree = if is_below { Some(sections::tree(conn)?) } else { None };
    let section_comments = match &section {
        Some((id, ..)) if is_below => section_rules::with_above(conn, *id)?,
        _ => rules.map(choices::comment_rules).into_iter().collect(),
    };
    let (mut lead, mut pictures) = (None, Vec::new());
    for (place, picture) in media::used_by(conn, row.id)? {
        match place {
            Place::Lead => lead = Some(picture),
            Place::Body => pictures.push(picture),
        }
    }
    let lead_image = lead.filter(|media| Some(media.id) == row.lead_media_id).map(|media| {
        let (alt, caption, credit) = (row.lead_alt, row.lead_caption, row.lead_credit);
        LeadImage { media, alt, caption, credit }
    });
    let mut named = Vec::new();
    for path in blocks::named_paths(&row.body_html) {
        if let Some((present, title)) = related::public_at(conn, path.trim_matches('/'))? {
            named.push((path, Link::new(title, path::href(&present))));
        }
    }
    Ok(Article {
        id: row.id,
        path: row.path,
        title: row.title,
        summary: row.summary,
        body: row.body,
        body_html: row.body_html,
        bylines: bylines_of(bylines, &row.byline),
        byline: row.byline,
        lead_image,
        pictures,
        named,
        section: section.map(|row| section_of(row, tree.as_ref())),
        tags,
        published_at: row.published_at,
        updated_at: row.updated_at,
        corrections,
        author_id: row.author_id,
        status: row.status,
        review_note: row.review_note,
        choices: row.choices.into(),
        section_comments,
        password_hash: row.password_hash,
        version: row.version,
    })
}

/// `None` if there is no such article.
pub(super) fn password_hash(
    conn: &mut Connection,
    id: ArticleId,
) -> Result<Option<Option<String>>> {
    Ok(on!(conn, |c| articles::table.find(id).select(articles::password_hash).first(c).optional())?)
}

pub(super) fn insert(
    conn: &mut Connection,
    written: &ArticleColumns<'_>,
    author: Option<AccountId>,
    now: Time,
) -> Result<ArticleId> {
    Ok(on!(conn, |c| diesel::insert_into(articles::table)
        .values((written, articles::author_id.eq(author), articles::created_at.eq(now)))
        .returning(articles::id)
        .get_result(c))?)
}

/// Updates an article by compare-and-set on its version. Returns false if it has changed.
pub(super) fn update(
    conn: &mut Connection,
    id: ArticleId,
    written: &ArticleColumns<'_>,
) -> Result<bool> {
    let target = articles::table
        .filter(articles::id.eq(id))
        .filter(articles::version.eq(written.version - 1));
    Ok(on!(conn, |c| diesel::update(target).set(written).execute(c))? == 1)
}

/// Sets or removes the lead picture.
pub(super) fn set_lead(
    conn: &mut Connection,
    id: ArticleId,
    lead: Option<&LeadImage>,
) -> Result<()> {
    let text =
        |text: fn(&LeadImage) -> &Option<String>| lead.and_then(|lead| text(lead).as_deref());
    let columns = (
        articles::lead_media_id.eq(lead.map(|lead| lead.media.id)),
        articles::lead_alt.eq(text(|lead| &lead.alt)),
        articles::lead_caption.eq(text(|lead| &lead.caption)),
        articles::lead_credit.eq(text(|lead| &lead.credit)),
    );
    on!(conn, |c| diesel::update(articles::table.filter(articles::id.eq(id)))
        .set(columns)
        .execute(c))?;
    Ok(())
}

/// Deletes an article that still has `version`. Returns false if it has changed.
pub(super) fn delete(conn: &mut Connection, id: ArticleId, version: i64) -> Result<bool> {
    let target = articles::table.filter(articles::id.eq(id)).filter(articles::version.eq(version));
    Ok(on!(conn, |c| diesel::delete(target).execute(c))? == 1)
}

/// Most articles that are published in one round.
const DUE: i64 = 100;

/// Scheduled articles whose time has come, those that are due longest first.
pub(super) fn due(conn: &mut Connection, now: Time) -> Result<Vec<ArticleId>> {
    Ok(on!(conn, |c| articles::table
        .filter(articles::status.eq(Status::Scheduled).and(articles::published_at.le(now)))
        .order((articles::published_at, articles::id))
        .limit(DUE)
        .select(articles::id)
        .load(c))?)
}

/// When the next scheduled article after `now` is due.
pub(super) fn next_scheduled(conn: &mut Connection, now: Time) -> Result<Option<Time>> {
    Ok(on!(conn, |c| articles::table
        .filter(articles::status.eq(Status::Scheduled).and(articles::published_at.gt(now)))
        .select(diesel::dsl::min(articles::published_at))
        .get_result(c))?)
}

pub(super) fn has_comments(conn: &mut Connection, id: ArticleId) -> Result<bool> {
    let any = diesel::dsl::exists(comments::table.filter(comments::article_id.eq(id)));
    Ok(on!(conn, |c| diesel::select(any).get_result(c))?)
}

pub(super) fn any(conn: &mut Connection) -> Result<bool> {
    Ok(on!(conn, |c| diesel::select(diesel::dsl::exists(articles::table.select(articles::id)))
        .get_result(c))?)
}

pub(super) fn submitted(conn: &mut Connection) -> Result<i64> {
    Ok(on!(conn, |c| articles::table
        .filter(articles::status.eq(Status::Submitted))
        .count()
        .get_result(c))?)
}
