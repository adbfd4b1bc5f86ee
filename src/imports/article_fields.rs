//! The fields of an imported article: its text with pictures, headline, section and tags, as an editor would send them.

use std::collections::HashMap;

use percent_encoding::percent_decode_str;
use secrecy::SecretString;
use url::Url;

use crate::articles::choices::SubmittedChoices;
use crate::articles::content::{SUMMARY, Submitted, SubmittedCorrection, TAGS, TITLE};
use crate::articles::labels::LABEL;
use crate::articles::lead_image::SubmittedLead;
use crate::articles::model::Status;
use crate::articles::path;
use crate::clock::Time;
use crate::error::{Error, Result};
use crate::i18n::Message;
use crate::markup::tree::{Element, Node};
use crate::markup::{self, from_html, tree};
use crate::media::model::MediaName;
use crate::text;

use super::folder::Uploads;
use super::items::{Article, Attachment, Format, Kind, OwnFields, Place};
use super::labels::{Labels, line, without_address};
use super::running::Run;
use super::store::staging::{self, Staging};
use super::texts;
use super::texts::site::{Files, NoFiles, Site};
use super::uploads;

/// Stands in the text of an article that has none; it shows nothing.
const NO_TEXT: &str = "<!-- The imported article has no text. -->";

/// An article as the report names it, and where it stands.
type Item<'a> = (&'a Message, &'a Place);

/// The fields of an article, and its headline. Reports what was changed in them.
pub(super) async fn submitted(
    run: &mut Run<'_>,
    mut article: Article,
    labels: &Labels,
    uploads: &mut Option<Uploads>,
    item: Item<'_>,
) -> Result<(Submitted, String)> {
    let (what, place) = item;
    let text = convert(run, &article, uploads, item).await?;
    let (body, html) = body(run, &article, &text, item);
    let is_empty = body.trim().is_empty();
    let title = headline(run, &article, &html, item);
    let (section, tags) = section_and_tags(run, &article, labels, item);
    let bylines = article
        .authors
        .iter()
        .map(|key| {
            labels.authors.get(key).cloned().unwrap_or_else(|| line(&without_address(key).0, 200))
        })
        .filter(|name| !name.is_empty());
    if is_empty && !article.is_stand_in {
        run.report.repair(what.clone(), place, Message::import_why_no_text());
    }
    if article.state == "private" {
        run.report.repair(what.clone(), place, Message::import_why_private());
    }
    let mut submitted = Submitted {
        title: Some(title.clone()),
        summary: Some(line(&article.summary, SUMMARY)),
        lead_image: text.lead_image,
        body: Some(if is_empty { NO_TEXT.to_owned() } else { body }),
        bylines: Some(bylines.collect()),
        section,
        tags: Some(tags),
        path: kept_path(&article.link),
        published_at: article.published_at.map(Ok),
        status: Some(first_status(&article, run.now).name().to_owned()),
        ..Submitted::default()
    };
    let mut own = article.own.take().map(|own| *own).unwrap_or_default();
    let corrections: Vec<SubmittedCorrection> = std::mem::take(&mut own.corrections)
        .into_iter()
        .map(|(text, at)| SubmittedCorrection { at: Some(Ok(at)), text })
        .collect();
    submitted.corrections = Some(corrections).filter(|all| !all.is_empty());
    submitted.choices = choices(&article, own);
    submitted.password = given(article.password).map(SecretString::from);
    Ok((submitted, title))
}

/// The converted text of an article.
struct Text {
    nodes: Vec<Node>,
    /// Whether the first node is the lead picture, which stays on another site.
    has_lead: bool,
    /// The lead picture, if it is in the library.
    lead_image: Option<SubmittedLead>,
}

/// The files of the source for the text of a post.
struct Staged<'a> {
    staging: &'a mut Staging,
    post: &'a str,
    failed: Option<Error>,
}

impl Staged<'_> {
    fn opened(&mut self, rows: Result<Vec<staging::Row>>) -> Vec<Attachment> {
        let open = |row: &staging::Row| self.staging.open::<Attachment>(row).map(|(file, _)| file);
        let files = rows.and_then(|rows| rows.iter().map(open).collect::<Result<Vec<_>>>());
        files.unwrap_or_else(|cause| {
            self.failed = Some(cause);
            Vec::new()
        })
    }
}

impl Files for Staged<'_> {
    fn file(&mut self, id: &str) -> Option<Attachment> {
        let row = self.staging.find(Kind::Attachment, id);
        self.opened(row.map(|row| row.into_iter().collect())).pop()
    }

    fn of_post(&mut self, post: Option<&str>) -> Vec<Attachment> {
        let rows = self.staging.files_of(post.unwrap_or(self.post));
        self.opened(rows)
    }
}

/// Converts the text of an article and copies its pictures into the library.
async fn convert(
    run: &mut Run<'_>,
    article: &Article,
    uploads: &mut Option<Uploads>,
    (what, place): Item<'_>,
) -> Result<Text> {
    let site = run.site.clone();
    let mut files = Staged { staging: &mut run.staging, post: &article.key, failed: None };
    let lead = if article.lead.is_empty() { None } else { files.file(&article.lead) };
    let mut converted = texts::article(
        article.format,
        &article.body,
        &mut Site { address: &site, files: &mut files },
    );
    if let Some(cause) = files.failed {
        return Err(cause);
    }
    let mut lead_image = None;
    if let Some(uploads) = uploads {
        let mut copies = HashMap::new();
        for (address, alt) in uploads::addresses(&converted.nodes) {
            let said = uploads::details(&alt, "");
            let copied = uploads::copy(run, uploads, &address, said, (what, place)).await?;
            copies.extend(copied.map(|copied| (address, copied)));
        }
        uploads::rewrite(&mut converted.nodes, &copies);
        if let Some(file) = &lead {
            let said = uploads::details(&file.alt, &file.caption);
            let copied = uploads::copy(run, uploads, &file.url, said, (what, place)).await?;
            lead_image = copied.map(|copied| SubmittedLead {
                media: Some(MediaName::Id(copied.id)),
                alt: Some(line(&file.alt, 300)).filter(|alt| !alt.is_empty()),
                ..SubmittedLead::default()
            });
        }
    }
    // A picture of another site cannot be the lead picture, so it stands above the text.
    let lead = lead.filter(|_| lead_image.is_none());
    let above = lead.and_then(|lead| lead_block(&site, &lead, &converted.nodes));
    let has_lead = above.is_some();
    if let Some(block) = above {
        converted.nodes.insert(0, block);
    }
    for remark in converted.remarks {
        run.report.repair(what.clone(), place, remark);
    }
    Ok(Text { nodes: converted.nodes, has_lead, lead_image })
}

/// A lead picture as the first block of the text, unless the text shows it already.
fn lead_block(site: &str, lead: &Attachment, text: &[Node]) -> Option<Node> {
    let file = lead.url.rsplit('/').next().unwrap_or_default();
    if file.is_empty() || tree::write(text).contains(file) {
        return None;
    }
    let html = format!("<figure><img src=\"{}\"></figure>", tree::escape(&lead.url));
    let mut here = Site { address: site, files: &mut NoFiles };
    let mut block = texts::article(Format::Html, &html, &mut here).nodes.into_iter().next()?;
    if let Node::Element(element) = &mut block {
        describe(element, &lead.alt);
    }
    Some(block)
}

fn describe(block: &mut Element, alt: &str) {
    for child in &mut block.children {
        if let Node::Element(child) = child {
            if child.name == "img" {
                child.set("alt", alt);
            }
            describe(child, alt);
        }
    }
}

/// The Markdown of an article, and its HTML. Our own format has Markdown, which is kept as it is.
fn body(
    run: &mut Run<'_>,
    article: &Article,
    text: &Text,
    (what, place): Item<'_>,
) -> (String, String) {
    let body = match &article.own {
        Some(_) if text.has_lead => {
            format!("{}\n\n{}", from_html::article(&text.nodes[..1]), article.body)
        }
        Some(_) => article.body.clone(),
        None => from_html::article(&text.nodes),
    };
    let rendered = markup::article(&body);
    let body = match rendered.forbidden {
        None => text::without_forbidden(&body),
        Some(_) => {
            run.report.repair(what.clone(), place, Message::import_why_invisible());
            text::without_forbidden(&rendered.html)
        }
    };
    (body, rendered.html)
}

/// The headline; if there is none, the first words of the text.
fn headline(run: &mut Run<'_>, article: &Article, html: &str, (what, place): Item<'_>) -> String {
    if article.title.chars().count() > TITLE {
        run.report.repair(what.clone(), place, Message::import_why_headline_cut(TITLE));
    }
    let mut title = line(&article.title, TITLE);
    if title.is_empty() {
        title = markup::first_words(html, 60);
        if title.is_empty() {
            title = format!("Untitled {}", article.key);
        }
        run.report.repair(what.clone(), place, Message::import_why_no_headline(&title));
    }
    title
}

/// The section and the tags. An article has one section here; its other sections become tags.
fn section_and_tags(
    run: &mut Run<'_>,
    article: &Article,
    labels: &Labels,
    (what, place): Item<'_>,
) -> (Option<String>, Vec<String>) {
    let missing = article.sections.iter().filter(|key| !labels.sections.contains_key(*key));
    for key in missing {
        run.report.repair(what.clone(), place, Message::import_why_section_missing(key));
    }
    let mut sections = article.sections.iter().filter_map(|key| labels.sections.get(key)).cloned();
    let section = sections.next();
    let others = sections.filter_map(|path| path.rsplit('/').next().map(str::to_owned));
    let tags = article.tags.iter().map(|tag| line(tag, LABEL).replace('/', "-")).chain(others);
    let mut kept: Vec<String> = Vec::new();
    for tag in tags.filter(|tag| !path::slug(tag).is_empty()) {
        if kept.iter().all(|other| !path::is_same_name(other, &tag)) {
            kept.push(tag);
        }
    }
    if kept.len() > TAGS {
        let why = Message::import_why_tags(TAGS, kept[TAGS..].join(", "));
        run.report.repair(what.clone(), place, why);
        kept.truncate(TAGS);
    }
    (section, kept)
}

/// The status that it is stored with. A withdrawn article is published first.
fn first_status(article: &Article, now: Time) -> Status {
    let is_past = article.published_at.is_none_or(|at| at <= now);
    match article.status.unwrap_or(Status::Draft) {
        Status::Withdrawn => Status::Published,
        // Its time came after the export was made.
        Status::Scheduled if is_past => Status::Published,
        other => other,
    }
}

fn choices(article: &Article, own: OwnFields) -> SubmittedChoices {
    let menu = given(own.menu);
    let comments = if article.is_open { "open" } else { "closed" };
    SubmittedChoices {
        kind: Some(if article.is_page { "page" } else { "article" }.to_owned()),
        sticky: Some(article.is_sticky),
        language: given(article.language.clone()),
        featured: Some(own.featured),
        menu: article.is_page.then(|| menu.unwrap_or_else(|| "none".to_owned())),
        menu_order: article.is_page.then(|| article.menu_order.clamp(-10_000, 10_000)),
        comments: given(own.comments).or_else(|| Some(comments.to_owned())),
        ..SubmittedChoices::default()
    }
}

/// A text that the source has; `None` for an empty one.
fn given(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}

/// The path of an address, if an article here can have it.
fn kept_path(link: &str) -> Option<String> {
    let url = match link.strip_prefix('/') {
        // A converter's, without the site.
        Some(path) => {
            Url::parse("https://site/").ok()?.join(&format!("/{}", path.trim_start_matches('/')))
        }
        None => Url::parse(link),
    };
    let url = url.ok()?;
    if url.query().is_some() {
        return None;
    }
    let decoded = percent_decode_str(url.path()).decode_utf8().ok()?;
    path::parse(&decoded).ok()
}
