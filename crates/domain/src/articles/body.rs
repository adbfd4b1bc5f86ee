//! The text of an article: checked, and rendered with it.

use crate::i18n::Message;
use crate::markup;
use crate::text::{self, FieldFault};

/// Longest text, in bytes of Markdown. A JSON body may have 256 KiB.
pub const BODY: usize = 200_000;

/// The Markdown with its HTML. It is rendered here, so that no transaction waits for it.
#[derive(Clone, Debug)]
pub(super) struct Body {
    pub(super) markdown: String,
    pub(super) html: String,
}

impl Body {
    /// Checks and renders a text.
    pub(super) fn parse(raw: &str) -> Result<Body, FieldFault> {
        let markdown = text::lines(raw)?;
        if markdown.is_empty() {
            return Err(FieldFault::new("required", Message::fault_article_text()));
        }
        if markdown.len() > BODY {
            return Err(FieldFault::new("too_long", Message::fault_article_large(BODY / 1_000)));
        }
        if let Some((line, fault)) = markup::wrong_directive(&markdown) {
            return Err(FieldFault::new("unknown_form", Message::fault_text_line(line, fault)));
        }
        let rendered = markup::article(&markdown);
        match rendered.forbidden {
            Some(c) => Err(text::named_character(c)),
            None => match unloadable_image(&rendered.html) {
                Some(source) => Err(FieldFault::new(
                    "image_source",
                    Message::fault_text_line(
                        line_of(&markdown, source),
                        Message::fault_picture_never_shows(source),
                    ),
                )),
                None => Ok(Body { html: rendered.html, markdown }),
            },
        }
    }
}

/// The line of `markdown`, from 1, in which `part` occurs first; the first line if it is written in
/// another way there.
pub(super) fn line_of(markdown: &str, part: &str) -> usize {
    markdown.lines().position(|line| line.contains(part)).map_or(1, |line| line + 1)
}

/// The source of the first picture in sanitized `html` that no page can show: pages load pictures
/// by https only, and a relative path would lead elsewhere on each page that shows it.
fn unloadable_image(html: &str) -> Option<&str> {
    html.split("<img ").skip(1).find_map(|rest| {
        let (_, source) = rest.split('>').next()?.split_once("src=\"")?;
        let source = source.split('"').next()?;
        let is_https =
            source.get(..8).is_some_and(|scheme| scheme.eq_ignore_ascii_case("https://"));
        let is_here = source.starts_with('/') && !source.starts_with("//");
        (!is_https && !is_here).then_some(source)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_that_could_never_show_is_refused_by_its_address() {
        let fault = |body: &str| Body::parse(body).err().map(|fault| (fault.code, fault.detail));
        for source in ["cat.png", "../cat.png", "http://a.example/cat.png", "//a.example/cat.png"] {
            for body in [format!("![A cat]({source})"), format!("<img alt=\"A\" src=\"{source}\">")]
            {
                let (code, detail) = fault(&body).unwrap_or_else(|| panic!("{body} was accepted"));
                assert_eq!(code, "image_source", "{body}");
                assert!(detail.in_english().contains(&format!("“{source}”")), "{detail:?}");
            }
        }
        for body in
            ["![A cat](https://a.example/cat.png)", "![A cat](/media/cat.png)", "`<img src=x>`"]
        {
            assert_eq!(fault(body), None, "{body}");
        }
    }
}
