//! Tries a theme: every template is rendered with sample pages in every language.

use askama::Template;

use crate::app::App;
use crate::articles::view::MissingPage;
use crate::comments::article_view::ArticlePage;
use crate::comments::view::{CommentForm, ReplyTarget, Thread};
use crate::config::Config;
use crate::db::Connection;
use crate::error::{Error, FieldError, Result};
use crate::i18n::{Language, Message};
use crate::notify::samples as mails;
use crate::settings;
use crate::site::samples;
use crate::site::view::{ArrangedFront, FrontPage};
use crate::theme::Failure;
use crate::web::assets;
use crate::web::page::PLACEHOLDER;
use crate::web::view::{ErrorPage, Link, Problem, Site};

/// What is wrong with the theme of `config`, each fault once; empty without a theme. That its files can be read
/// was found out when the configuration was.
pub fn check(config: &Config) -> Vec<String> {
    let mut faults: Vec<String> = Vec::new();
    if config.theme.is_none() {
        return faults;
    }
    for language in Language::ALL {
        let site = site(config, language);
        for (name, html) in pages(&site) {
            for fault in faults_of(&html) {
                let fault = format!("the page \"{name}\": {fault}");
                if !faults.contains(&fault) {
                    faults.push(fault);
                }
            }
        }
    }
    for language in Language::ALL {
        for fault in faults_of_mails(config, language) {
            if !faults.contains(&fault) {
                faults.push(fault);
            }
        }
    }
    let failures = config.theme.iter().flat_map(|theme| theme.failures());
    // A template that fails stands before what follows from that.
    failures.map(|failure| failure.last.to_string()).chain(faults).collect()
}

/// The publication in `language`, with as many links as it may have.
fn site(config: &Config, language: Language) -> Site {
    let mut site = Site::of(config).in_language(language.name());
    site.sections = samples::sections();
    site.footer_pages = samples::footer_pages();
    site.tagline = "News from the quay and the hills behind it".to_owned();
    site
}

/// Every page that a theme can change, in its states.
fn pages(site: &Site) -> Vec<(&'static str, String)> {
    let form = || CommentForm { hidden: PLACEHOLDER.to_owned(), ..samples::form() };
    let article = |thread, form| samples::article(site, thread, form);
    let full = article(samples::thread(), form());
    let refused = CommentForm {
        hidden: "<input type=\"hidden\" name=\"stamp\" value=\"s\">".to_owned(),
        reply_to: Some(ReplyTarget { id: 104, name: "T. Okafor".to_owned() }),
        text: "My words".to_owned(),
        errors: vec![FieldError::new("name", "required", Message::from("Enter your name"))],
        problem: Some(Problem::new("too_fast", "Please wait 12 seconds.")),
        ..samples::form()
    };
    let none = Thread {
        path: "/2026/11/mud".to_owned(),
        open: true,
        page: 1,
        pages: 1,
        ..Thread::default()
    };
    let bare = ArticlePage {
        summary: String::new(),
        section: None,
        sections_above: Vec::new(),
        bylines: Vec::new(),
        lead: None,
        published: None,
        corrections: Vec::new(),
        related: Vec::new(),
        previous: None,
        next: None,
        tags: Vec::new(),
        ..article(none.clone(), form())
    };
    let about = ArticlePage { is_page: true, ..bare.clone() };
    let closed = article(
        Thread { open: false, ..samples::thread() },
        CommentForm { open: false, ..CommentForm::default() },
    );
    let printed =
        ArticlePage { is_whole: true, ..article(samples::thread(), CommentForm::default()) };
    let front = FrontPage {
        site,
        list: None,
        path: "/".to_owned(),
        front: Some(samples::arranged()),
        articles: Vec::new(),
        newer: None,
        older: Some("/?page=2".to_owned()),
    };
    let empty_front =
        FrontPage { front: Some(ArrangedFront::default()), older: None, ..front.clone() };
    let second = FrontPage {
        front: None,
        path: "/?page=2".to_owned(),
        articles: (0..5).map(samples::teaser).collect(),
        newer: Some("/".to_owned()),
        ..front.clone()
    };
    let list = FrontPage {
        list: Some(samples::list()),
        path: "/sections/harbour".to_owned(),
        ..second.clone()
    };
    let empty_list = FrontPage { articles: Vec::new(), newer: None, older: None, ..list.clone() };
    let missing = MissingPage { site, newest: vec![Link::new("Fog", "/2026/11/fog")] };
    let error = ErrorPage {
        site,
        status: 500,
        heading: "Something went wrong".to_owned(),
        advice: "Try again in a minute.".to_owned(),
        kept: None,
        reference: Some("4f18b8e0".to_owned()),
    };
    vec![
        ("article", rendered(&full)),
        ("article with a refused form", rendered(&article(samples::thread(), refused))),
        ("article without anything but a text", rendered(&bare)),
        ("closed article", rendered(&closed)),
        ("article to be printed", rendered(&printed)),
        ("page", rendered(&about)),
        ("front page", rendered(&front)),
        ("empty front page", rendered(&empty_front)),
        ("second page of the front page", rendered(&second)),
        ("section", rendered(&list)),
        ("empty section", rendered(&empty_list)),
        ("missing page", rendered(&missing)),
        ("error", rendered(&error)),
    ]
}

fn rendered(page: &impl Template) -> String {
    page.render().unwrap_or_default()
}

/// What the markup of a page lacks.
fn faults_of(html: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let mut expect_one = |what: &str, found: usize| {
        if found != 1 {
            faults.push(format!("it must have one {what} and has {found}"));
        }
    };
    expect_one("<h1>", html.matches("<h1").count());
    expect_one("<main>", html.matches("<main").count());
    // The head has one that the policy knows.
    let allowed = format!("<script>{}</script>", assets::THEME);
    if html.matches("<script>").count() > html.matches(&allowed).count() {
        faults.push(
            "the policy refuses script in a page; link a file of assets/ with src and defer"
                .to_owned(),
        );
    }
    for attribute in [" style=\"", " onclick=\"", " onload=\"", " onerror=\""] {
        if html.contains(attribute) {
            faults.push(format!(
                "the policy refuses the attribute{}",
                attribute.trim_end_matches("=\"")
            ));
        }
    }
    if html.contains("<style") {
        faults.push(
            "the policy refuses styles in a page; write them into assets/theme.css".to_owned(),
        );
    }
    let mut ids: Vec<&str> =
        html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    ids.sort_unstable();
    if let Some(pair) = ids.windows(2).find(|pair| pair[0] == pair[1]) {
        faults.push(format!("the id {} stands twice", pair[0]));
    }
    faults
}

/// What the theme makes wrong in mails, which load nothing and run nothing.
fn faults_of_mails(config: &Config, language: Language) -> Vec<String> {
    let mails = match mails::previews(config, Some(language)) {
        Ok(mails) => mails,
        Err(error) => return vec![format!("the mails: {error}")],
    };
    let mut faults = Vec::new();
    for part in ["<script", "<link", "<img", "<iframe", "url(", "@import", "background=\""] {
        let found = mails.iter().find(|mail| mail.html.contains(part));
        faults.extend(found.map(|mail| {
            format!("the mail \"{}\": a mail loads nothing, and {part:?} would", mail.name)
        }));
    }
    faults
}

/// The name under which [`crate::settings`] has the failures of templates.
const FAILURES: &str = "theme.failures";

/// Stores which templates failed in this process, for `rejoinder doctor`, which is another one. `stored` is what
/// was stored before; none at the start, which forgets the failures of an earlier one.
pub async fn store_failures(app: &App, stored: &mut Option<u64>) -> Result<()> {
    let Some(theme) = &app.config.theme else { return Ok(()) };
    let failures = theme.failures();
    let times: u64 = failures.iter().map(|failure| failure.times).sum();
    if *stored == Some(times) {
        return Ok(());
    }
    let text = serde_json::to_string(&failures).map_err(Error::internal)?;
    app.db
        .write(move |conn| match failures.is_empty() {
            true => settings::remove(conn, FAILURES),
            false => settings::set(conn, FAILURES, &text),
        })
        .await?;
    *stored = Some(times);
    Ok(())
}

/// The failures that a running program has stored since its start.
pub fn stored_failures(conn: &mut Connection) -> Result<Vec<Failure>> {
    let text = settings::get(conn, FAILURES)?;
    // What an earlier version wrote differently is of no interest any more.
    Ok(text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(folder: &std::path::Path) -> Config {
        let text = format!("[theme]\nfolder = {:?}", folder.display().to_string());
        Config::from_toml(&text).expect("a theme without a fault in its files")
    }

    fn themed(files: &[(&str, &str)]) -> (tempfile::TempDir, Config) {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, content) in files {
            std::fs::write(folder.path().join(name), content).expect("a file");
        }
        let config = config(folder.path());
        (folder, config)
    }

    #[test]
    fn the_example_has_no_fault() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/example");
        let config = config(&folder);
        assert_eq!(check(&config), [""; 0]);
        let site = site(&config, Language::German);
        let pages = pages(&site);
        let page = |name: &str| &pages.iter().find(|(known, _)| *known == name).expect("a page").1;
        let article = page("article");
        assert!(
            article.contains("<header class=\"mast\">") && !article.contains("class=\"masthead\"")
        );
        assert!(
            article.contains("Schreiben Sie uns</h2>") && article.contains(">Abschicken</button>")
        );
        assert!(
            article.contains("application/ld+json")
                && article.contains("/assets/theme/theme.css?v=")
        );
        assert_eq!(article.matches(PLACEHOLDER).count(), 1);
        assert!(page("front page").contains("class=\"opening\""));
    }

    #[test]
    fn what_fails_is_named_and_the_built_in_part_is_shown() {
        let (_folder, config) = themed(&[
            ("form.html", "<form>\n</form>"),
            ("comment.html", "<article {{ comment.anchor }}>\n{{ comment.nom.x }}</article>"),
            ("frame.html", "<h1>{{ site.title }}</h1>{{ main }}"),
            ("page.html", "<p style=\"color: red\">{{ article.body }}{{ thread }}{{ form }}</p>"),
        ]);
        let faults = check(&config);
        let named =
            |part: &str| assert!(faults.iter().any(|it| it.contains(part)), "{part}: {faults:#?}");
        named("form.html: the template must print {{ form.hidden }}, and does not");
        named("comment.html:2: undefined value");
        named("the page \"article\": it must have one <h1> and has 2");
        named("the page \"page\": the policy refuses the attribute style");
        let site = site(&config, Language::English);
        let html = &pages(&site)[0].1;
        assert!(html.contains(PLACEHOLDER) && html.contains("id=\"comment-101\""), "{html}");
        assert!(html.contains("name=\"homepage2\""));
    }

    #[test]
    fn without_a_theme_there_is_nothing_to_check() {
        let config = Config::from_toml("").expect("the defaults");
        assert!(check(&config).is_empty() && Site::of(&config).frame().is_none());
    }
}
