//! Every kind of mail in every language.

use std::path::Path;

use crate::config::Config;
use crate::config::reasons::ReasonCode;
use crate::i18n::{Language, Words};
use crate::ids::ArticleId;
use crate::moderation::LastDecision;
use crate::notify::facts::{NewsItem, Note, RenderedMail};
use crate::notify::follower_mails;
use crate::notify::mails::{self, Subject};
use crate::notify::reader_links::Links;
use crate::notify::reader_mails;
use crate::notify::samples::{self, comment, item};
use crate::status::Status;

fn config(language: &str) -> Config {
    let text = format!(
        "[server]\nbase_url = \"https://news.example\"\n[site]\ntitle = \"The Quay\"\n\
         language = \"{language}\"\ntimezone = \"Europe/Berlin\"\n[moderation]\ntarget_minutes = 150\n"
    );
    Config::from_toml(&text).expect("a good configuration")
}

/// Each kind with its name; some in several forms.
fn all_kinds(language: Language) -> Vec<(&'static str, RenderedMail)> {
    let words = Words::of(language.name());
    samples::all(&config(language.name()), &words).expect("the mails")
}

#[test]
fn every_kind_of_mail_is_in_every_language() {
    for language in Language::ALL {
        let mut shown = String::new();
        for (kind, RenderedMail { subject, text, .. }) in all_kinds(language) {
            shown.push_str(&format!("=== {kind}\nSubject: {subject}\n\n{text}\n"));
        }
        insta::assert_snapshot!(format!("mails_in_{}", language.name()), shown);
    }
}

#[test]
fn mails_in_html_have_their_language_and_direction() {
    for language in [Language::English, Language::German, Language::Arabic] {
        let mut shown = String::new();
        for (kind, RenderedMail { html, .. }) in all_kinds(language) {
            shown.push_str(&format!("=== {kind}\n{html}\n"));
        }
        insta::assert_snapshot!(format!("html_mails_in_{}", language.name()), shown);
    }
    for language in Language::ALL {
        let (name, direction) = (language.name(), crate::i18n::direction(language.name()));
        for (kind, RenderedMail { html, .. }) in all_kinds(language) {
            let attributes = format!("lang=\"{name}\" dir=\"{direction}\"");
            // Once on the document, once on the table, which mail programs keep.
            assert_eq!(html.matches(&attributes).count(), 2, "{kind}: {html}");
            let side = if direction == "rtl" { "right" } else { "left" };
            assert!(html.contains(&format!("<td align=\"{side}\"")), "{kind}: {html}");
        }
    }
}

#[test]
fn a_long_digest_counts_what_it_leaves_out() {
    let (config, words) = (config("en"), Words::of("en"));
    let links = Links {
        confirm: String::new(),
        comment: String::new(),
        private: String::new(),
        preferences: String::new(),
        stop: String::new(),
    };
    let many: Vec<NewsItem> = (0..25).map(|number| item(30 + number, 12)).collect();
    let mail = follower_mails::news(&config, &words, &many, &links).render().expect("a mail");
    assert_eq!(mail.text.matches("> I think.").count(), 20);
    assert!(mail.text.contains("5 more new comments are not listed here."), "{}", mail.text);
}

/// The English texts of two words or more: the part before the first argument.
fn english_texts() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales/en");
    let mut texts = Vec::new();
    for file in ["mails.ftl", "outbox.ftl", "reasons.ftl", "pages.ftl"] {
        let file = std::fs::read_to_string(folder.join(file)).expect("the English texts");
        for line in file.lines().filter(|line| !line.starts_with('#')) {
            let text = line.split_once(" = ").or_else(|| line.split_once("] "));
            let text = text.map_or("", |(_, text)| text.split(['{', '<']).next().unwrap_or(""));
            if text.split_whitespace().count() > 1 {
                texts.push(text.trim().to_owned());
            }
        }
    }
    texts
}

#[test]
fn no_english_is_left_in_the_mails_of_other_languages() {
    let texts = english_texts();
    let left_in = |RenderedMail { subject, text, html }: &RenderedMail| {
        let shown = format!("{subject}\n{text}\n{html}");
        texts.iter().filter(|text| shown.contains(*text)).cloned().collect::<Vec<_>>()
    };
    // What this test would find.
    for (kind, mail) in all_kinds(Language::English) {
        assert!(!left_in(&mail).is_empty(), "{kind}");
    }
    for language in Language::ALL.into_iter().filter(|language| *language != Language::English) {
        for (kind, mail) in all_kinds(language) {
            assert_eq!(left_in(&mail), Vec::<String>::new(), "{kind} in {language:?}");
        }
    }
}

#[test]
fn times_are_in_the_zone_of_the_site() {
    let mails = all_kinds(Language::German);
    assert!(mails[0].1.text.contains("22. November 2026 um 10:30 CET"), "{}", mails[0].1.text);
}

#[test]
fn one_waiting_comment_is_not_plural() {
    let (config, words) = (config("en"), Words::of("en"));
    for (count, sentence) in [
        (0, "No other comments are pending."),
        (1, "No other comments are pending."),
        (2, "One more comment is pending."),
        (3, "2 more comments are pending."),
    ] {
        let comment = comment(Status::Pending, None);
        let mail = mails::write(&config, &words, Subject::Late, &comment, count, Vec::new())
            .expect("a mail");
        assert!(mail.text.contains(sentence), "{}", mail.text);
        assert!(mail.html.contains(sentence), "{}", mail.html);
    }
}

#[test]
fn a_set_sentence_is_said_in_every_language() {
    let set = format!("{}[reasons]\nabuse = \"Be kind.\"\n", "[site]\nlanguage = \"ar\"\n");
    let config = Config::from_toml(&set).expect("a good configuration");
    let links = Links {
        confirm: String::new(),
        comment: String::new(),
        private: String::new(),
        preferences: String::new(),
        stop: String::new(),
    };
    let mut decision = LastDecision {
        status: Status::Rejected,
        version: 2,
        reason: Some(ReasonCode::Abuse),
        to_author: None,
    };
    let words = Words::of(config.site.tag_for(None));
    let comment = comment(Status::Rejected, None);
    let text = |decision: &LastDecision| {
        let letter =
            reader_mails::decided(&config, &words, &comment, (Some(decision), &[]), &links);
        letter.render().expect("a mail").text
    };
    assert!(text(&decision).contains("\n\nBe kind.\n\n"), "{}", text(&decision));
    decision.reason = Some(ReasonCode::Spam);
    assert!(text(&decision).contains("\n\nيبدو التعليق إعلانًا.\n\n"), "{}", text(&decision));
}

#[test]
fn mails_are_in_one_language_and_the_sites_region_decides_about_dates() {
    let tag = |site: &str, chosen: Option<Language>| {
        let config = Config::from_toml(&format!("[site]\nlanguage = \"{site}\"\n"));
        config.expect("a good configuration").site.tag_for(chosen).to_owned()
    };
    assert_eq!(tag("de-AT", None), "de-AT");
    assert_eq!(tag("de-AT", Some(Language::German)), "de-AT");
    assert_eq!(tag("de-AT", Some(Language::French)), "fr");
    assert_eq!(tag("nl", None), "en");
    assert_eq!(tag("nl", Some(Language::Arabic)), "ar");
}

#[test]
fn a_mention_names_the_colleague_and_the_article_in_every_language() {
    let note = Note {
        article: ArticleId(12),
        title: "The harbour".into(),
        by: Some("Bo Lind".into()),
        text: "@Ines, who says\nthat the city pays?".into(),
    };
    for language in Language::ALL {
        let (config, words) = (config(language.name()), Words::of(language.name()));
        let mail = mails::write_mention(&config, &words, &note).expect("a mail");
        for part in [&mail.subject, &mail.text] {
            assert!(part.contains("Bo Lind") && part.contains("The harbour"), "{part}");
        }
        assert!(mail.text.contains("that the city pays?"), "{}", mail.text);
        assert!(mail.text.contains("https://news.example/desk/articles/12"), "{}", mail.text);
    }
}

#[test]
fn a_theme_has_its_own_frame_and_words_for_mails_and_a_broken_one_costs_no_mail() {
    let mail = |template: &str| {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(folder.path().join("locales")).expect("a folder");
        std::fs::write(folder.path().join("mail.html"), template).expect("a file");
        let words = "mail_held_subject = At the gate: { $name }, { $article }\n";
        std::fs::write(folder.path().join("locales/en.ftl"), words).expect("a file");
        let theme = crate::theme::Theme::read(folder.path()).expect("a theme");
        let mut config = config("en");
        config.startup.theme = Some(std::sync::Arc::new(theme));
        let mut mails = samples::previews(&config, Some(Language::English)).expect("rendered");
        (mails.remove(0), config.theme.as_ref().map_or(0, |theme| theme.failures().len()))
    };
    let (framed, failures) =
        mail("<main>{{ subject }}|{{ site.title }}|{{ body }}{{ end }}</main>");
    assert_eq!(failures, 0);
    assert_eq!(framed.subject, "At the gate: Ines (Lisboa), The harbour");
    assert!(framed.html.starts_with("<main>At the gate: Ines (Lisboa), The harbour|"));
    assert!(framed.html.contains("<blockquote") && framed.html.ends_with("</p></main>"));
    // Its text is untouched by a frame of the HTML.
    assert!(framed.text.contains("\n-- \n"));
    // It must have body and end.
    let (whole, failures) = mail("<main>{{ body }}</main>");
    assert_eq!(failures, 1);
    assert!(whole.html.starts_with("<!doctype html>") && whole.html.contains("<blockquote"));
}

#[test]
fn a_theme_has_its_own_frame_for_the_text_of_mails_too() {
    let mails = |template: &str| {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("mail.txt"), template).expect("a file");
        let theme = crate::theme::Theme::read(folder.path()).expect("a theme");
        let mut config = config("en");
        config.site.title = "Quay & <Co>".to_owned();
        config.startup.theme = Some(std::sync::Arc::new(theme));
        let mails = samples::previews(&config, Some(Language::English)).expect("rendered");
        (mails, config.theme.as_ref().map_or(0, |theme| theme.failures().len()))
    };
    let (framed, failures) = mails("* {{ site.title }} *\n\n{{ body }}\n\n~~\n{{ end }}\n");
    assert_eq!(failures, 0);
    let (built_in, _) = mails("{{ nothing.at.all }}");
    for (framed, built_in) in framed.iter().zip(&built_in) {
        let text = &framed.text;
        assert!(text.starts_with("* Quay & <Co> *\n\n") && text.ends_with('\n'), "{text}");
        assert!(!text.contains("\n-- \n") && text.contains("\n\n~~\n"), "{text}");
        // The built-in frame is there where the theme's fails, and both have the same words.
        let (body, end) = built_in.text.split_once("\n\n-- \n").expect("the built-in frame");
        let end = end.strip_prefix("Quay & <Co>\n").expect("the title");
        assert_eq!(*text, format!("* Quay & <Co> *\n\n{body}\n\n~~\n{}", end), "{text}");
        assert_eq!(framed.html, built_in.html);
    }
    let (_, failures) = mails("{{ body }}");
    assert_eq!(failures, 1, "a frame must print the end, where one can stop the mail");
}
