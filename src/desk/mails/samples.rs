//! `/desk/mail/samples`: every mail with sample data, in each language, as text and as HTML; for admins.

use actix_web::http::header::{self, ContentType};
use actix_web::{HttpRequest, HttpResponse, web};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::accounts::web::Admin;
use crate::app::App;
use crate::desk::layout::{NavEntry, head};
use crate::desk::mails::view::{SampleRow, SamplesPage};
use crate::error::{Error, Result};
use crate::i18n::Language;
use crate::notify::samples::{self, Preview};
use crate::web::error::Answer;
use crate::web::list::Query;
use crate::web::page::show;
use crate::web::view::Site;

/// Which mail, and in which language.
#[derive(Debug, Deserialize)]
pub struct SamplesQuery {
    name: Option<String>,
    language: Option<String>,
}

/// `GET /desk/mail/samples`.
pub async fn list(
    app: web::Data<App>,
    request: HttpRequest,
    Admin(staff): Admin,
    Query(query): Query<SamplesQuery>,
) -> Answer {
    let config = app.settings();
    let site = Site::for_member(&config, staff.language);
    let language = language(query.language.as_deref())?
        .or_else(|| Language::of(config.site.tag_for(None)))
        .unwrap_or(Language::English);
    let mails = samples::previews(&config, Some(language))?;
    let shown = match &query.name {
        Some(name) => mails.iter().find(|mail| mail.name == *name).ok_or(Error::NotFound)?,
        None => mails.first().ok_or(Error::NotFound)?,
    };
    let row = |mail: &Preview| SampleRow {
        subject: mail.subject.clone(),
        is_shown: mail.name == shown.name,
        name: mail.name.clone(),
    };
    let page = SamplesPage {
        site: &site,
        staff: head(&app, &request, &staff, NavEntry::Mails).await?,
        language: language.name(),
        languages: Language::ALL
            .into_iter()
            .map(|of| (of.own_name(), of.name(), of == language))
            .collect(),
        mails: mails.iter().map(row).collect(),
        subject: &shown.subject,
        text: &shown.text,
        html: format!("/desk/mail/samples/{}/{}", shown.name, language.name()),
    };
    show(actix_web::http::StatusCode::OK, &page)
}

/// `GET /desk/mail/samples/{name}/{language}`: the HTML of a mail as a page.
pub async fn html(
    app: web::Data<App>,
    Admin(_): Admin,
    path: web::Path<(String, String)>,
) -> Answer {
    let (name, tag) = path.into_inner();
    let language = language(Some(&tag))?;
    let mails = samples::previews(&app.settings(), language)?;
    let mail = mails.into_iter().find(|mail| mail.name == name).ok_or(Error::NotFound)?;
    let (page, style) = with_one_stylesheet(&mail.html);
    let hash = STANDARD.encode(Sha256::digest(style));
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{hash}'; form-action 'none'; base-uri 'none'; \
         frame-ancestors 'none'; sandbox"
    );
    Ok(HttpResponse::Ok()
        .content_type(ContentType::html())
        .insert_header((header::CONTENT_SECURITY_POLICY, policy))
        .body(page))
}

fn language(tag: Option<&str>) -> Result<Option<Language>> {
    match tag {
        None | Some("") => Ok(None),
        Some(tag) => Language::parse(tag).map(Some).ok_or(Error::NotFound),
    }
}

/// The mail with the styles of its elements moved into its stylesheet, which is returned, too. Mail programs need
/// them at the elements; a browser needs them here, to show them under a policy that allows no others.
fn with_one_stylesheet(mail: &str) -> (String, String) {
    const BEGIN: &str = " style=\"";
    let (mut page, mut rules, mut rest, mut number) = (String::new(), String::new(), mail, 0);
    while let Some(at) = rest.find(BEGIN) {
        let (before, after) = (&rest[..at], &rest[at + BEGIN.len()..]);
        let Some(end) = after.find('"') else { break };
        page.push_str(before);
        page.push_str(&format!(" data-style=\"{number}\""));
        let declarations = after[..end].replace("&#39;", "'");
        rules.push_str(&format!("[data-style=\"{number}\"]{{{declarations}}}"));
        rest = &after[end + 1..];
        number += 1;
    }
    page.push_str(rest);
    let (Some(begin), Some(end)) = (page.find("<style>"), page.find("</style>")) else {
        return (page, String::new());
    };
    let own = &page[begin + "<style>".len()..end];
    let style = format!("{own}{rules}");
    let page = format!("{}<style>{style}{}", &page[..begin], &page[end..]);
    (page, style)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_style_is_left_at_an_element() {
        let mail = "<style>.a{b:c!important}</style><p class=\"a\" style=\"margin:0\">one <a style=\"d:e\">two</a></p>";
        let (page, style) = with_one_stylesheet(mail);
        assert_eq!(
            page,
            format!(
                "<style>{style}</style><p class=\"a\" data-style=\"0\">one <a data-style=\"1\">two</a></p>"
            )
        );
        assert_eq!(style, ".a{b:c!important}[data-style=\"0\"]{margin:0}[data-style=\"1\"]{d:e}");
        assert_eq!(with_one_stylesheet("<p>").0, "<p>");
    }
}
