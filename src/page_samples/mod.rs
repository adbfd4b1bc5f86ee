//! Every page rendered once with samples. The tests check the markup that readers of assistive
//! technology, the script and the tests of the running program rely on.
//!
//! `REJOINDER_WRITE_PAGES=DIR cargo test --lib page_samples` also writes the pages and the assets that
//! they link to DIR, to be looked at in a browser.

mod accounts;
mod articles;
mod desk;
mod mails;
mod media;
mod newsroom;
mod people;
mod readers;
mod reviews;
mod staff;
mod staff_links;

use askama::Template;

use crate::accounts::model::Role;
use crate::clock::Zone;
use crate::desk::layout::{NavEntry, Staff};
use crate::i18n::Words;
use crate::site::samples::{self, moment};
use crate::web::assets;
use crate::web::view::Site;

fn site() -> Site {
    Site {
        title: "The Harbour Gazette".into(),
        tagline: "News from the quay and the hills behind it".into(),
        language: "en".into(),
        own_language: "en".into(),
        words: Words::default(),
        zone: Zone::UTC,
        base_url: "https://gazette.example".into(),
        copyright: "© 2026 The Harbour Gazette".into(),
        social: vec![
            ("Mastodon".into(), "https://social.example/@gazette".into()),
            ("Bluesky".into(), "https://sky.example/gazette".into()),
        ],
        logo: None,
        icon: None,
        css_href: assets::css_href().into(),
        pages_href: Some(assets::pages_css_href().into()),
        js_href: assets::js_href().into(),
        accent_href: None,
        theme_href: None,
        theme: None,
        webmention: None,
        sections: samples::sections(),
        pages: Vec::new(),
        footer_pages: samples::footer_pages(),
    }
}

/// Renders a page, writes it where the environment says, and checks what holds for all of them.
#[expect(clippy::disallowed_methods, reason = "a switch of these tests, not a setting")]
fn rendered(name: &str, page: &impl Template) -> String {
    let html = page.render().expect("a page of plain data renders");
    if let Some(folder) = std::env::var_os("REJOINDER_WRITE_PAGES") {
        let folder = std::path::PathBuf::from(folder);
        std::fs::create_dir_all(&folder).expect("the folder can be made");
        let mut page = html.clone();
        for (href, content) in [
            (assets::css_href(), include_str!("../../crates/base/src/web/assets/rejoinder.css")),
            (
                assets::pages_css_href(),
                concat!(
                    include_str!("../../crates/base/src/web/assets/plain.css"),
                    include_str!("../../crates/base/src/web/assets/lists.css")
                ),
            ),
            (assets::js_href(), include_str!("../../crates/base/src/web/assets/rejoinder.js")),
            (
                assets::desk_css_href(),
                concat!(
                    include_str!("../../crates/base/src/web/assets/plain.css"),
                    include_str!("../../crates/base/src/web/assets/desk.css")
                ),
            ),
            (assets::desk_js_href(), include_str!("../../crates/base/src/web/assets/desk.js")),
            (assets::editor_js_href(), include_str!("../../crates/base/src/web/assets/editor.js")),
            (assets::rule_js_href(), include_str!("../../crates/base/src/web/assets/rule.js")),
            (assets::icon_href(), include_str!("../../crates/base/src/web/assets/icon.svg")),
        ] {
            // A browser finds a file beside the page. The version would make a name of its own.
            let file = href.rsplit('/').next().and_then(|file| file.split('?').next());
            let file = file.expect("a name");
            page = page.replace(href, file);
            std::fs::write(folder.join(file), content).expect("an asset can be written");
        }
        // The files of the example theme.
        page = page.replace("/assets/theme/theme.css", "theme.css");
        page = page.replace("/assets/theme/ornament.svg", "ornament.svg");
        for (file, content) in [
            ("theme.css", include_str!("../../themes/example/assets/theme.css")),
            ("ornament.svg", include_str!("../../themes/example/assets/ornament.svg")),
        ] {
            std::fs::write(folder.join(file), content).expect("an asset can be written");
        }
        std::fs::write(folder.join(format!("{name}.html")), page).expect("the page can be written");
    }
    assert!(!html.contains(" style="), "{name}: the policy refuses style attributes");
    assert!(!html.contains("<style"), "{name}: the policy refuses inline sheets");
    let allowed = format!("<script>{}</script>", assets::THEME);
    assert!(
        !html.contains(" onclick=")
            && html.matches("<script>").count() == html.matches(&allowed).count(),
        "{name}: the policy refuses inline script"
    );
    assert_eq!(html.matches("<h1").count(), 1, "{name}: one main heading");
    assert_eq!(html.matches("<main").count(), 1, "{name}: one main region");
    for list in ["ol", "ul", "li", "article", "section", "form", "div"] {
        let opened =
            html.matches(&format!("<{list}>")).count() + html.matches(&format!("<{list} ")).count();
        assert_eq!(
            opened,
            html.matches(&format!("</{list}>")).count(),
            "{name}: {list} is closed as often as opened"
        );
    }
    check_directions(name, &html);
    let mut ids: Vec<&str> =
        html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    ids.sort_unstable();
    assert!(ids.windows(2).all(|pair| pair[0] != pair[1]), "{name}: an id stands twice");
    html
}

/// Every field for text has a direction of its own, so that a page from right to left does not reorder what is
/// written in it. The browser lays out numbers, dates and times itself; the trap for programs is never seen.
fn check_directions(name: &str, html: &str) {
    let fields =
        html.split('<').filter(|tag| tag.starts_with("input ") || tag.starts_with("textarea "));
    for tag in fields.filter_map(|tag| tag.split('>').next()) {
        let kind = tag
            .split_once(" type=\"")
            .map_or("text", |(_, rest)| rest.split('"').next().expect("a quoted attribute"));
        let has = |direction: &str| tag.contains(&format!(" dir=\"{direction}\""));
        let good = match kind {
            "email" | "url" | "password" => has("ltr"),
            "text" | "search" => has("ltr") || has("auto") || tag.contains("id=\"homepage2\""),
            _ => true,
        };
        assert!(good, "{name}: a field for text has no direction: <{tag}>");
    }
}

fn staff(here: NavEntry) -> Staff {
    Staff {
        name: "Maren Holt".into(),
        role: Role::Admin,
        csrf: "csrf-token".into(),
        waiting: 4,
        reviews: [2, 0, 1],
        submitted: 3,
        refused: Vec::new(),
        relay: None,
        here,
    }
}
