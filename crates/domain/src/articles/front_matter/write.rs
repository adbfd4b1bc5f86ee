//! Writes an article as a Markdown file with front matter, which the reader beside it reads back to
//! the same article, byte by byte. Pure.

use crate::articles::choices::{Kind, Menu};
use crate::articles::model::Article;
use crate::config::comment_mode::CommentMode;

/// The file. Values are bare where every reader of YAML reads them as the same text, and in double
/// quotes elsewhere.
pub fn article(article: &Article) -> String {
    let mut file = format!("---\nid: {}\n", article.id);
    let mut line = |key: &str, value: &str| {
        if !value.is_empty() {
            file.push_str(&format!("{key}: {value}\n"));
        }
    };
    line("title", &scalar(&article.title));
    line("summary", &optional(&article.summary));
    line("section", &article.section.as_ref().map_or(String::new(), |label| optional(&label.path)));
    let tags: Vec<String> = article.tags.iter().map(|tag| entry_in_brackets(&tag.name)).collect();
    if !tags.is_empty() {
        line("tags", &format!("[{}]", tags.join(", ")));
    }
    let authors: Vec<String> =
        article.bylines.iter().map(|author| entry_in_brackets(&author.name)).collect();
    match authors.as_slice() {
        [] => {}
        [only] => line("byline", only),
        several => line("bylines", &format!("[{}]", several.join(", "))),
    }
    line("status", article.status.name());
    line("published_at", &article.published_at.map(|time| time.to_string()).unwrap_or_default());
    line("path", &format!("/{}", article.path));
    let choices = &article.choices;
    line("kind", if choices.kind == Kind::Article { "" } else { choices.kind.name() });
    line("language", &optional(&choices.language));
    line("featured", if choices.featured { "true" } else { "" });
    line("sticky", if choices.sticky { "true" } else { "" });
    line("menu", if choices.menu == Menu::Footer { "" } else { choices.menu.name() });
    line("menu_order", &number(choices.menu_order));
    let is_usual = match choices.kind {
        Kind::Article => choices.comments == CommentMode::Open,
        Kind::Page => choices.comments == CommentMode::Closed,
    };
    line("comments", if is_usual { "" } else { choices.comments.name() });
    line("comments_days", &number(choices.comments_days.map_or(0, i64::from)));
    line("comments_message", &optional(&choices.comments_message));
    line("guidelines", &optional(&choices.guidelines));
    if let Some(lead) = &article.lead_image {
        file.push_str(&format!("lead_image:\n  media: {}\n", lead.media.path()));
        for (key, text) in
            [("alt", &lead.alt), ("caption", &lead.caption), ("credit", &lead.credit)]
        {
            if let Some(text) = text {
                file.push_str(&format!("  {key}: {}\n", scalar(text)));
            }
        }
    }
    if !article.corrections.is_empty() {
        file.push_str("corrections:\n");
        for correction in &article.corrections {
            let entry = format!("{} {}", correction.at, correction.text);
            file.push_str(&format!("  - {}\n", scalar(&entry)));
        }
    }
    format!("{file}---\n\n{}\n", article.body)
}

fn number(value: i64) -> String {
    if value == 0 { String::new() } else { value.to_string() }
}

fn optional(value: &str) -> String {
    if value.is_empty() { String::new() } else { scalar(value) }
}

/// `value`, in quotes unless it is plain words.
fn scalar(value: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || " .’–—…()/-_?!;+%,".contains(c);
    let is_word = !["null", "true", "false", "yes", "no", "on", "off", "y", "n"]
        .contains(&value.to_lowercase().as_str());
    let is_bare = value.starts_with(char::is_alphabetic)
        && !value.ends_with(' ')
        && value.chars().all(is_plain)
        && is_word;
    if is_bare { value.to_owned() } else { quoted(value) }
}

/// The same in a list in brackets, where a comma ends an entry.
fn entry_in_brackets(value: &str) -> String {
    if value.contains(',') { quoted(value) } else { scalar(value) }
}

fn quoted(value: &str) -> String {
    serde_json::Value::from(value).to_string()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::articles::choices::Choices;
    use crate::articles::content::Edit;
    use crate::articles::front_matter::read;
    use crate::articles::model::{ArticleSection, Correction, Label, Status};
    use crate::clock::{Time, Zone};
    use crate::ids::{ArticleId, SectionId};

    fn sample() -> Article {
        let at = Time::parse("2026-11-22T09:30:00.5Z").expect("an instant");
        let label = |name: &str| Label { slug: "x".into(), name: name.into() };
        let section = ArticleSection {
            id: SectionId(2),
            slug: "town-hall".into(),
            name: "Town Hall".into(),
            path: "City/Town Hall".into(),
            above: Vec::new(),
        };
        Article {
            id: ArticleId(12),
            path: "2026/11/müd".into(),
            title: "What it costs: mud & \"silt\"".into(),
            summary: "Who pays?".into(),
            body: "The **mud**.\n\n---\n\nMore.".into(),
            body_html: String::new(),
            bylines: vec![label("Ines Almeida, Bo"), label("dpa/AFP")],
            byline: "Ines Almeida, Bo, dpa/AFP".into(),
            lead_image: None,
            pictures: Vec::new(),
            named: Vec::new(),
            section: Some(section),
            tags: vec![label("mud"), label("a, b"), label("C#"), label("2026")],
            published_at: Some(at),
            updated_at: at,
            corrections: vec![Correction { at, text: "Five: not \"four\"".into() }],
            author_id: None,
            status: Status::Published,
            review_note: String::new(),
            choices: Choices {
                kind: Kind::Page,
                language: "pt-BR".into(),
                featured: true,
                sticky: true,
                menu: Menu::None,
                menu_order: -3,
                comments: CommentMode::HoldAll,
                comments_days: Some(7),
                comments_message: "Later, \"please\".".into(),
                guidelines: "Be **kind**.\n\n* One\n* Two".into(),
            },
            section_comments: Vec::new(),
            password_hash: None,
            version: 3,
        }
    }

    #[test]
    fn a_file_is_read_back_to_the_same_article() {
        let article = sample();
        let file = super::article(&article);
        assert!(
            file.starts_with(
                "---\nid: 12\ntitle: \"What it costs: mud & \\\"silt\\\"\"\nsummary: Who pays?\n"
            ),
            "{file}"
        );
        assert!(file.contains("\ntags: [mud, \"a, b\", \"C#\", \"2026\"]\n"), "{file}");
        let read = read(&file, &Zone::UTC).expect("good front matter");
        assert_eq!(read.id, Some(article.id));
        let later = article.updated_at.plus(std::time::Duration::from_secs(60));
        let edit = Edit::parse(read.article, later).expect("a good article");
        assert!(edit.without_unchanged(&article).is_empty(), "{file}");
    }

    proptest! {
        #[test]
        fn every_headline_and_every_tag_is_read_back(title in "\\PC{1,40}", tag in "[a-zA-Z0-9 ,#:'\"\\[\\]-]{1,20}") {
            let mut article = sample();
            article.title = title;
            article.tags = vec![Label { slug: "x".into(), name: tag }];
            let read = read(&super::article(&article), &Zone::UTC).expect("good front matter").article;
            prop_assert_eq!(read.title.as_deref(), Some(article.title.as_str()));
            prop_assert_eq!(read.tags.as_deref(), Some(&[article.tags[0].name.clone()][..]));
        }
    }
}
