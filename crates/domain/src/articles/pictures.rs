//! The pictures of an article: which ones it names, and that they are in the library.

use crate::db::Connection;
use crate::error::{Error, FieldError, Result};
use crate::i18n::Message;
use crate::ids::ArticleId;
use crate::media;
use crate::media::figures;
use crate::media::model::MediaName;
use crate::web::view::Link;

use super::body::{Body, line_of};
use super::lead_image::{Lead, LeadImage};
use super::{blocks, path, store};

/// The lead picture with the picture of the library that it names.
///
/// # Errors
/// [`Error::Invalid`] `lead_image`: `picture_unknown`, or `alt_required` if neither the article nor the
/// library describes it.
pub(super) fn resolve(conn: &mut Connection, lead: &Option<Lead>) -> Result<Option<LeadImage>> {
    let Some(Lead { media, alt, caption, credit }) = lead else { return Ok(None) };
    let fault = |code, detail: Message| Error::invalid("lead_image", code, detail);
    let Some(found) = media::named(conn, media)? else {
        return Err(fault("picture_unknown", Message::fault_lead_unknown()));
    };
    if alt.is_none() && found.alt.is_empty() {
        return Err(fault("alt_required", Message::fault_lead_alt()));
    }
    Ok(Some(LeadImage {
        media: found,
        alt: alt.clone(),
        caption: caption.clone(),
        credit: credit.clone(),
    }))
}

/// Records the pictures that the article uses now.
///
/// # Errors
/// [`Error::Invalid`] `body` `picture_unknown` with the line of a picture that is not in the library.
pub(super) fn set(
    conn: &mut Connection,
    article: ArticleId,
    body: &Body,
    lead: Option<&LeadImage>,
) -> Result<()> {
    let paths = figures::paths_in(&body.html);
    let lead = lead.map(|lead| lead.media.id);
    let Some(unknown) = media::set_uses(conn, article, &paths, lead)? else { return Ok(()) };
    let line = line_of(&body.markdown, &unknown);
    let detail = Message::fault_text_line(line, Message::fault_picture_not_here(&unknown));
    Err(Error::Invalid(vec![FieldError::new("body", "picture_unknown", detail)]))
}

/// The HTML of a text that may not be saved, with its pictures of the library as figures and the headlines of
/// the stories that it names, as [`Article::page_html`](super::model::Article::page_html) has it.
pub fn shown(conn: &mut Connection, html: &str) -> Result<String> {
    let mut found = Vec::new();
    for path in figures::paths_in(html) {
        found.extend(media::named(conn, &MediaName::Path(path))?);
    }
    let mut named = Vec::new();
    for path in blocks::named_paths(html) {
        if let Some((present, title)) = store::related::public_at(conn, path.trim_matches('/'))? {
            named.push((path, Link::new(title, path::href(&present))));
        }
    }
    Ok(blocks::with_named(&figures::with_figures(html, &found), &named))
}
