//! The automatic paragraphs of WordPress's classic editor. Pure.

use std::sync::LazyLock;

use regex::Regex;

use crate::imports::patterns::pattern;
use crate::markup::tree;

static BARE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?m)^[ \t]*(https?://[^\s<>\[\]]+)[ \t]*$"));

/// The automatic paragraphs of the classic editor: an empty line ends a paragraph, a line feed is a break,
/// and what is a block already stays as it is.
pub fn paragraphs(text: &str) -> String {
    let mut writer = Paragraphs::default();
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        writer.words(&rest[..start]);
        rest = &rest[start..];
        let is_tag =
            rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
        let end = if is_tag { tag_end(rest) } else { None };
        let Some(end) = end else {
            writer.words("&lt;");
            rest = &rest[1..];
            continue;
        };
        let tag = &rest[..end];
        rest = &rest[end..];
        let name: String = tag
            .trim_start_matches(['<', '/'])
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect::<String>()
            .to_ascii_lowercase();
        if matches!(name.as_str(), "pre" | "script" | "style" | "svg" | "textarea")
            && !tag.starts_with("</")
        {
            let close = format!("</{name}");
            let found = rest.to_ascii_lowercase().find(&close);
            let length =
                found.and_then(|at| tag_end(&rest[at..]).map(|end| at + end)).unwrap_or(rest.len());
            writer.end_run();
            writer.html.push_str(tag);
            writer.html.push_str(&rest[..length]);
            rest = &rest[length..];
        } else {
            writer.tag(&name, tag);
        }
    }
    writer.words(rest);
    writer.end_run();
    writer.html
}

fn tag_end(html: &str) -> Option<usize> {
    if html.starts_with("<!--") {
        return html.find("-->").map(|at| at + 3);
    }
    let mut quote = None;
    for (at, byte) in html.bytes().enumerate() {
        match (byte, quote) {
            (b'"' | b'\'', None) => quote = Some(byte),
            (byte, Some(open)) if byte == open => quote = None,
            (b'>', None) => return Some(at + 1),
            _ => {}
        }
    }
    html.find('>').map(|at| at + 1)
}

#[derive(Default)]
struct Paragraphs {
    html: String,
    run: String,
    open: Vec<String>,
}

impl Paragraphs {
    fn words(&mut self, words: &str) {
        self.run.push_str(words);
    }

    fn tag(&mut self, name: &str, tag: &str) {
        let is_block = tree::is_block(name)
            || matches!(
                name,
                "article"
                    | "header"
                    | "footer"
                    | "main"
                    | "nav"
                    | "center"
                    | "form"
                    | "address"
                    | "iframe"
                    | "video"
                    | "audio"
                    | "object"
                    | "fieldset"
                    | "colgroup"
                    | "col"
                    | "blockquote"
            );
        if !is_block {
            self.run.push_str(tag);
            return;
        }
        self.end_run();
        self.html.push_str(tag);
        if tree::is_void(name) || tag.ends_with("/>") || name == "col" {
            return;
        }
        if tag.starts_with("</") {
            if let Some(at) = self.open.iter().rposition(|open| open == name) {
                self.open.truncate(at);
            }
        } else {
            self.open.push(name.to_owned());
        }
    }

    fn end_run(&mut self) {
        let run = std::mem::take(&mut self.run);
        if run.trim().is_empty() {
            return;
        }
        let makes_paragraphs = self.open.last().is_none_or(|name| {
            matches!(
                name.as_str(),
                "div"
                    | "blockquote"
                    | "section"
                    | "article"
                    | "main"
                    | "details"
                    | "center"
                    | "form"
            )
        });
        if !makes_paragraphs {
            self.html.push_str(&run.trim().replace('\n', "<br>\n"));
            return;
        }
        static GAP: LazyLock<Regex> = LazyLock::new(|| pattern(r"\n[ \t]*(?:\n[ \t]*)+"));
        // An address alone in its line is what WordPress embeds.
        let run = BARE.replace_all(&run, "\n\n$1\n\n");
        for part in GAP.split(&run).map(str::trim).filter(|part| !part.is_empty()) {
            let part =
                part.replace("<br />\n", "\n").replace("<br/>\n", "\n").replace("<br>\n", "\n");
            self.html.push_str(&format!("<p>{}</p>\n", part.trim().replace('\n', "<br>\n")));
        }
    }
}

/// How many elements are open at most, apart from those that end by themselves.
pub(super) fn open_tags(html: &str) -> usize {
    let (mut open, mut worst) = (0_usize, 0);
    for piece in html.split('<').skip(1) {
        let closes = piece.starts_with('/');
        let name = piece.trim_start_matches('/');
        let name: String = name.chars().take_while(char::is_ascii_alphanumeric).collect();
        let name = name.to_ascii_lowercase();
        if name.is_empty()
            || tree::is_void(&name)
            || matches!(
                name.as_str(),
                "p" | "li"
                    | "dt"
                    | "dd"
                    | "td"
                    | "th"
                    | "tr"
                    | "option"
                    | "input"
                    | "col"
                    | "meta"
                    | "link"
            )
        {
            continue;
        }
        if closes {
            open = open.saturating_sub(1);
        } else {
            open += 1;
            worst = worst.max(open);
        }
    }
    worst
}
