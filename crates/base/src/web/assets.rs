//! The stylesheets and scripts of the site and of the desk: compiled in, compressed once at the best level, and
//! addressed with a hash of their content, so that a browser requests each version once.

#[cfg(test)]
mod classes;

use std::sync::LazyLock;

use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, web};

use crate::app::App;
use crate::cache::Entry;
use crate::config::accent::Accent;
use crate::error::Error;
use crate::web::error::Answer;
use crate::web::page;

/// A year, the conventional lifetime of content that never changes.
const IMMUTABLE: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// The script in the head of every page: a reader's choice of light or dark pages, before anything is shown. It
/// is in the page itself, because a file would hold up the page; the policy in [`super::headers`] has its hash.
pub const THEME: &str =
    "try{document.documentElement.dataset.theme=localStorage.getItem('theme')||''}catch{}";

struct Asset {
    name: &'static str,
    href: String,
    entry: Entry,
}

static CSS: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new("rejoinder.css", "text/css; charset=utf-8", include_str!("assets/rejoinder.css"))
});
static PAGES_CSS: LazyLock<Asset> = LazyLock::new(|| {
    let content = concat!(include_str!("assets/plain.css"), include_str!("assets/lists.css"));
    Asset::new("pages.css", "text/css; charset=utf-8", content)
});
static JS: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new(
        "rejoinder.js",
        "text/javascript; charset=utf-8",
        include_str!("assets/rejoinder.js"),
    )
});

static DESK_CSS: LazyLock<Asset> = LazyLock::new(|| {
    let content = concat!(include_str!("assets/plain.css"), include_str!("assets/desk.css"));
    Asset::new("desk.css", "text/css; charset=utf-8", content)
});
static DESK_JS: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new("desk.js", "text/javascript; charset=utf-8", include_str!("assets/desk.js"))
});

static EDITOR_JS: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new("editor.js", "text/javascript; charset=utf-8", include_str!("assets/editor.js"))
});

static RULE_JS: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new("rule.js", "text/javascript; charset=utf-8", include_str!("assets/rule.js"))
});

static ICON: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("icon.svg", "image/svg+xml", include_str!("assets/icon.svg")));

/// Path of the site's icon with its version, for the layout.
pub fn icon_href() -> &'static str {
    &ICON.href
}

/// Path of the stylesheet with its version, for the layout.
pub fn css_href() -> &'static str {
    &CSS.href
}

/// Path of the stylesheet of pages besides articles with its version. It follows that of the layout.
pub fn pages_css_href() -> &'static str {
    &PAGES_CSS.href
}

/// Path of the script with its version, for the layout.
pub fn js_href() -> &'static str {
    &JS.href
}

/// Path of the desk's stylesheet with its version, for the desk's layout.
pub fn desk_css_href() -> &'static str {
    &DESK_CSS.href
}

/// Path of the desk's script with its version, for the desk's layout.
pub fn desk_js_href() -> &'static str {
    &DESK_JS.href
}

/// Path of the stylesheet with this accent colour. The colour is in the path, so that the style
/// changes with it.
pub fn accent_href(accent: Accent) -> String {
    format!("/assets/accent-{}.css", accent.digits())
}

/// The colour in the name of an accent's stylesheet.
fn accent_in(name: &str) -> Option<Accent> {
    let digits = name.strip_prefix("accent-")?.strip_suffix(".css")?;
    Accent::parse(&format!("#{digits}")).ok().filter(|accent| accent.digits() == digits)
}

/// Path of the editor's script with its version, for the page of an article.
pub fn editor_js_href() -> &'static str {
    &EDITOR_JS.href
}

/// Path of the script with its version, for the page of a rule.
pub fn rule_js_href() -> &'static str {
    &RULE_JS.href
}

/// `GET /assets/{name}`.
pub async fn asset(request: HttpRequest, name: web::Path<String>) -> Answer {
    if let Some(accent) = accent_in(&name) {
        let entry = page::whole("text/css; charset=utf-8", accent.stylesheet().into());
        let mut answer = page::answer(&request, &entry, None);
        answer.headers_mut().insert(header::CACHE_CONTROL, IMMUTABLE);
        return Ok(answer);
    }
    let asset = [&*CSS, &*PAGES_CSS, &*JS, &*DESK_CSS, &*DESK_JS, &*EDITOR_JS, &*RULE_JS, &*ICON]
        .into_iter()
        .find(|asset| asset.name == *name)
        .ok_or(Error::NotFound)?;
    if asset.entry.compressed.smallest.get().is_none() {
        web::block(|| page::compress_well(&asset.entry)).await.map_err(Error::internal)?;
    }
    let mut answer: HttpResponse = page::answer(&request, &asset.entry, None);
    let newest = request.uri().path_and_query().is_some_and(|asked| asked.as_str() == asset.href);
    if newest {
        answer.headers_mut().insert(header::CACHE_CONTROL, IMMUTABLE);
    }
    Ok(answer)
}

/// `GET /assets/theme/{name}`: a file of the theme.
pub async fn theme_file(
    request: HttpRequest,
    app: web::Data<App>,
    name: web::Path<String>,
) -> Answer {
    let file = app.config.theme.as_ref().and_then(|theme| theme.file(&name));
    let file = file.ok_or(Error::NotFound)?;
    let entry = page::whole(file.mime, file.content.clone());
    let mut answer = page::answer(&request, &entry, None);
    let newest = request.uri().path_and_query().is_some_and(|asked| asked.as_str() == file.href);
    if newest {
        answer.headers_mut().insert(header::CACHE_CONTROL, IMMUTABLE);
    }
    Ok(answer)
}

impl Asset {
    fn new(name: &'static str, mime: &'static str, content: &'static str) -> Asset {
        let content =
            if mime.starts_with("text/css") { compact(content) } else { content.to_owned() };
        let entry = page::whole(mime, content.into());
        // The ETag is a hash in quotes, in characters that need no escaping in a query.
        let version: String = entry.etags[0]
            .iter()
            .copied()
            .filter(|byte| *byte != b'"')
            .map(char::from)
            .take(12)
            .collect();
        Asset { name, href: format!("/assets/{name}?v={version}"), entry }
    }
}

/// A stylesheet without comments and without the spaces that mean nothing, which take a seventh of it on the wire.
fn compact(css: &str) -> String {
    let mut made = String::with_capacity(css.len());
    let mut quote = None;
    let mut rest = css;
    while let Some(c) = rest.chars().next() {
        if quote.is_none() && rest.starts_with("/*") {
            rest = rest.split_once("*/").map_or("", |(_, after)| after);
            continue;
        }
        rest = &rest[c.len_utf8()..];
        match (quote, c) {
            (Some(open), c) => {
                made.push(c);
                if c == open {
                    quote = None;
                }
            }
            (None, '"' | '\'') => {
                made.push(c);
                quote = Some(c);
            }
            (None, c) if c.is_ascii_whitespace() => {
                // One before `:` belongs to a selector.
                let is_joint = |c: char| matches!(c, '{' | '}' | ';' | ',');
                let next = rest.trim_ascii_start().chars().next();
                let is_needless = made.is_empty() || made.ends_with([' ', '{', '}', ';', ',', ':']);
                if !is_needless && !next.is_none_or(is_joint) {
                    made.push(' ');
                }
            }
            (None, c) => made.push(c),
        }
    }
    made
}

#[cfg(test)]
mod tests {
    use actix_web::{App, test};

    use super::*;

    #[actix_web::test]
    async fn only_the_version_that_was_asked_for_is_kept_for_good() {
        let app =
            test::init_service(App::new().route("/assets/{name}", web::get().to(asset))).await;
        let control = |path: &str| {
            let request = test::TestRequest::get().uri(path).to_request();
            let answer = test::call_service(&app, request);
            async { answer.await.headers().get(header::CACHE_CONTROL).cloned() }
        };
        assert_eq!(control(css_href()).await, Some(IMMUTABLE));
        assert_ne!(control("/assets/rejoinder.css").await, Some(IMMUTABLE));
        assert_ne!(control("/assets/rejoinder.js?v=old").await, Some(IMMUTABLE));
        assert_eq!(control("/assets/none.css").await, None);
        assert_eq!(control(icon_href()).await, Some(IMMUTABLE));
        assert_eq!(control("/assets/accent-1a4b8c.css").await, Some(IMMUTABLE));
        for wrong in ["ffcc00", "1A4B8C", "red"] {
            assert_eq!(control(&format!("/assets/accent-{wrong}.css")).await, None, "{wrong}");
        }
    }

    /// The sides that are wrong where a page is read from right to left.
    #[::core::prelude::v1::test]
    fn stylesheets_name_no_left_and_no_right() {
        for (name, sheet) in [
            ("rejoinder.css", include_str!("assets/rejoinder.css")),
            ("plain.css", include_str!("assets/plain.css")),
            ("lists.css", include_str!("assets/lists.css")),
            ("desk.css", include_str!("assets/desk.css")),
        ] {
            let declarations = sheet.split(['{', '}', ';']).map(str::trim);
            let wrong: Vec<&str> = declarations
                .filter_map(|declaration| {
                    declaration.split_once(':').map(|pair| (declaration, pair))
                })
                .filter(|(_, (property, value))| {
                    let value = value.trim().trim_end_matches("!important").trim_end();
                    let property = property.trim();
                    let is_side = |part: &str| matches!(part, "left" | "right");
                    // A function with several arguments is one value.
                    let values: Vec<&str> = match value.contains('(') {
                        true => Vec::new(),
                        false => value.split_whitespace().collect(),
                    };
                    property.split('-').any(is_side)
                        || property == "text-align" && is_side(value)
                        || matches!(property, "margin" | "padding")
                            && matches!(values.as_slice(), [_, right, _, left] if right != left)
                })
                .map(|(declaration, _)| declaration)
                .collect();
            assert!(wrong.is_empty(), "{name}: use inline-start and inline-end for {wrong:?}");
        }
    }
}
