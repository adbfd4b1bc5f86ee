//! The pictures that a Markdown text names, with their lines, and other addresses in their place.

use comrak::nodes::NodeValue;
use comrak::{Arena, parse_document};

use super::render::ARTICLE;

/// A picture in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The first line of it, from 1.
    pub line: usize,
    /// The last line of it.
    last_line: usize,
    /// Its address, as it is written but for escapes.
    pub url: String,
    /// Its description.
    pub alt: String,
}

/// The pictures of a text in their order, those of raw HTML too.
pub fn sources(markdown: &str) -> Vec<Source> {
    let arena = Arena::new();
    let root = parse_document(&arena, markdown, &ARTICLE);
    let mut found = Vec::new();
    for node in root.descendants() {
        let data = node.data();
        let place = data.sourcepos;
        let source = |url: &str, alt: String| Source {
            line: place.start.line.max(1),
            last_line: place.end.line.max(place.start.line),
            url: url.to_owned(),
            alt,
        };
        match &data.value {
            NodeValue::Image(link) => found.push(source(&link.url, node.collect_text())),
            NodeValue::HtmlBlock(block) => {
                found.extend(in_html(&block.literal).map(|url| source(url, String::new())));
            }
            NodeValue::HtmlInline(html) => {
                found.extend(in_html(html).map(|url| source(url, String::new())));
            }
            _ => {}
        }
    }
    found
}

/// The addresses of pictures in raw HTML.
fn in_html(html: &str) -> impl Iterator<Item = &str> {
    html.split("<img").skip(1).filter_map(|rest| {
        let (_, value) = rest.split_once("src=")?;
        let quote = value.chars().next().filter(|c| *c == '"' || *c == '\'')?;
        value[1..].split(quote).next()
    })
}

/// The text with `new` as the address of `source` instead of its own. `None` if it is not found, because
/// it is written with escapes.
pub fn with_address(markdown: &str, source: &Source, new: &str) -> Option<String> {
    let old = source.url.as_str();
    let mut lines: Vec<String> = markdown.split_inclusive('\n').map(str::to_owned).collect();
    let forms = [
        (format!("]({old})"), format!("]({new})")),
        (format!("]({old} "), format!("]({new} ")),
        (format!("](<{old}>"), format!("](<{new}>")),
        (format!("src=\"{old}\""), format!("src=\"{new}\"")),
        (format!("src='{old}'"), format!("src='{new}'")),
    ];
    let range = source.line - 1..source.last_line.min(lines.len());
    let mut is_found = replace(lines.get_mut(range)?, &forms, |_| true);
    if !is_found {
        // `![alt][name]` with `[name]: address` elsewhere.
        let forms = [
            (format!("]: {old}\n"), format!("]: {new}\n")),
            (format!("]: {old} "), format!("]: {new} ")),
            (format!("]: <{old}>"), format!("]: <{new}>")),
        ];
        if let Some(last) = lines.last_mut().filter(|last| !last.ends_with('\n')) {
            last.push('\n');
        }
        is_found = replace(&mut lines, &forms, |line| line.trim_start().starts_with('['));
        if !markdown.ends_with('\n')
            && let Some(last) = lines.last_mut()
        {
            last.pop();
        }
    }
    is_found.then(|| lines.concat())
}

fn replace(
    lines: &mut [String],
    forms: &[(String, String)],
    is_meant: impl Fn(&str) -> bool,
) -> bool {
    let mut is_found = false;
    for line in lines.iter_mut().filter(|line| is_meant(line)) {
        for (old, new) in forms.iter().filter(|(old, new)| old != new) {
            if line.contains(old.as_str()) {
                *line = line.replace(old, new);
                is_found = true;
            }
        }
    }
    is_found
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "First.\n\n![A crane](photos/crane.jpg \"Old\") and\n![mud](<my mud.png>)\n\n> ![q][quay]\n\n\
        <figure><img alt=\"x\" src=\"plan.gif\"></figure>\n\n`![no](photos/crane.jpg)`\n\n[quay]: quay.webp";

    #[test]
    fn every_picture_is_found_with_its_line() {
        let found = sources(TEXT);
        let found: Vec<_> =
            found.iter().map(|s| (s.line, s.url.as_str(), s.alt.as_str())).collect();
        assert_eq!(
            found,
            [
                (3, "photos/crane.jpg", "A crane"),
                (4, "my mud.png", "mud"),
                (6, "quay.webp", "q"),
                (8, "plan.gif", ""),
            ]
        );
    }

    #[test]
    fn addresses_are_replaced_where_they_are_those_of_pictures() {
        let mut text = TEXT.to_owned();
        for (n, source) in sources(TEXT).iter().enumerate() {
            text = with_address(&text, source, &format!("/media/{n}")).expect("found");
        }
        let expected = TEXT
            .replace("](photos/crane.jpg \"", "](/media/0 \"")
            .replace("my mud.png", "/media/1")
            .replace("quay.webp", "/media/2")
            .replace("plan.gif", "/media/3");
        assert_eq!(text, expected);
        assert!(sources(&text).iter().all(|source| source.url.starts_with("/media/")));
    }
}
