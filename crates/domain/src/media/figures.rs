//! Pictures in the HTML of an article: which ones it names, and the figures in their place. Pure.
//!
//! The stored HTML has plain `<img src="/media/…">`. Figures are put in when it is shown, so that a
//! credit that is corrected in the library is corrected on every page.

use std::borrow::Cow;

use crate::i18n::Html;

use super::model::{Media, key_in};
use super::view::{Figure, Picture, Slot};

/// The paths below `/media/` that the pictures of sanitized `html` have, each once.
pub fn paths_in(html: &str) -> Vec<String> {
    let mut paths: Vec<String> = Vec::new();
    let mut rest = html;
    while let Some((_, tag, after)) = next_tag(rest) {
        if let Some(path) = source(tag).filter(|path| !paths.iter().any(|known| known == path)) {
            paths.push(path.into_owned());
        }
        rest = after;
    }
    paths
}

/// The path of a picture of this site, if `tag` is one.
fn source(tag: &str) -> Option<Cow<'_, str>> {
    let path = tag.starts_with("<img ").then(|| attribute(tag, "src")).flatten()?;
    path.starts_with("/media/").then_some(path)
}

/// Sanitized `html` with figures for those of `pictures` that stand alone in a paragraph. In a line of
/// text a picture stays in the line. Both get their sizes. A picture of another site becomes a figure if it
/// has a caption.
pub fn with_figures(html: &str, pictures: &[Media]) -> String {
    let mut shown = String::with_capacity(html.len() + pictures.len() * 1_024);
    let mut rest = html;
    while let Some((before, tag, after)) = next_tag(rest) {
        shown.push_str(before);
        rest = after;
        let picture = source(tag).and_then(|path| {
            let key = key_in(&path)?.to_owned();
            pictures.iter().find(|media| media.key == key)
        });
        let Some(media) = picture else {
            let caption = tag.starts_with("<img ").then(|| attribute(tag, "title")).flatten();
            match (caption.filter(|caption| !caption.is_empty()), alone(&shown, rest)) {
                (Some(caption), Some(after)) => {
                    shown.truncate(shown.len() - "<p>".len());
                    rest = after;
                    let caption = Html::element("figcaption", &caption);
                    shown
                        .push_str(&format!("<figure class=\"figure\">{tag}{}</figure>", caption.0));
                }
                _ => shown.push_str(tag),
            }
            continue;
        };
        let alt = attribute(tag, "alt").filter(|alt| !alt.is_empty());
        let alt = alt.as_deref().unwrap_or(&media.alt);
        let picture = Picture::new(media, alt, Slot::Text);
        match alone(&shown, rest) {
            Some(after) => {
                shown.truncate(shown.len() - "<p>".len());
                rest = after;
                let caption = attribute(tag, "title").unwrap_or(Cow::Borrowed(&media.caption));
                let figure = Figure {
                    class: "figure",
                    picture,
                    caption: caption.into_owned(),
                    credit: media.credit.clone(),
                };
                shown.push_str(&figure.to_string());
            }
            None => shown.push_str(&picture.to_string()),
        }
    }
    shown.push_str(rest);
    shown
}

/// What follows the paragraph of a tag, if nothing else is in the paragraph.
fn alone<'a>(before: &str, after: &'a str) -> Option<&'a str> {
    before.ends_with("<p>").then(|| after.strip_prefix("</p>")).flatten()
}

/// The text before the next tag, the tag, and what follows. In sanitized HTML a `<` in a text is
/// escaped, but a `>` in an attribute need not be.
fn next_tag(html: &str) -> Option<(&str, &str, &str)> {
    let start = html.find('<')?;
    let mut is_quoted = false;
    let end = html[start..].bytes().position(|byte| {
        is_quoted ^= byte == b'"';
        byte == b'>' && !is_quoted
    })?;
    let end = start + end + 1;
    Some((&html[..start], &html[start..end], &html[end..]))
}

/// The value of an attribute of `tag`.
fn attribute<'a>(tag: &'a str, wanted: &str) -> Option<Cow<'a, str>> {
    let mut rest = tag.split_once(' ')?.1;
    loop {
        let (name, after) = rest.split_once("=\"")?;
        let (value, after) = after.split_once('"')?;
        if name.trim() == wanted {
            return Some(unescape(value));
        }
        rest = after;
    }
}

/// The text of an attribute. The sanitizer writes no other references.
fn unescape(value: &str) -> Cow<'_, str> {
    if !value.contains('&') {
        return Cow::Borrowed(value);
    }
    let text = value
        .replace("&nbsp;", "\u{A0}")
        .replace("&quot;", "\"")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
    Cow::Owned(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Time;
    use crate::ids::MediaId;
    use crate::markup;
    use crate::media::model::{FocalPoint, StoredFile};
    use crate::pictures::Kind;

    const KEY: &str = "0123456789abcdef0123456789abcdef";

    fn media() -> Media {
        let file = |width, kind| StoredFile { width, height: width / 2, kind, bytes: 9 };
        Media {
            id: MediaId(5),
            key: KEY.into(),
            name: "mud.jpg".into(),
            alt: "Mud".into(),
            caption: "From the library".into(),
            credit: "Ines & Bo".into(),
            focal_point: Some(FocalPoint { x: 250, y: 1_000 }),
            width: 640,
            height: 320,
            colour: Some("#8899aa".into()),
            files: vec![
                file(320, Kind::Jpeg),
                file(320, Kind::WebP),
                file(640, Kind::Jpeg),
                file(640, Kind::WebP),
            ],
            by: None,
            created_at: Time::from_micros(0),
        }
    }

    fn shown(markdown: &str) -> String {
        let rendered = markup::article(&markdown.replace("KEY", KEY));
        with_figures(&rendered.html, &[media()]).replace(KEY, "KEY")
    }

    #[test]
    fn a_picture_alone_in_its_paragraph_is_a_figure() {
        let html = shown(
            "Before.\n\n![The \"old\" crane > the new](/media/KEY/640.jpg \"Cranes & <b>mud</b>\")\n\nAfter.",
        );
        let start = "<p>Before.</p>\n<figure class=\"figure\"><span class=\"picture fx3 fy10\"><svg aria-hidden=\"true\"";
        assert!(html.starts_with(start), "{html}");
        for part in [
            "fill=\"#8899aa\"/></svg><picture><source type=\"image/webp\" srcset=\"/media/KEY/320.webp 320w, /media/KEY/640.webp 640w\"",
            "<img src=\"/media/KEY/640.jpg\" srcset=\"/media/KEY/320.jpg 320w, /media/KEY/640.jpg 640w\"",
            "width=\"640\" height=\"320\" alt=\"The &#34;old&#34; crane &#62; the new\" loading=\"lazy\"",
            "<figcaption>Cranes &#38; &#60;b&#62;mud&#60;/b&#62; <span class=\"credit\">Ines &#38; Bo</span></figcaption></figure>",
        ] {
            assert!(html.contains(part), "{part} is not in {html}");
        }
        assert!(html.trim_end().ends_with("<p>After.</p>"), "{html}");
    }

    #[test]
    fn the_library_says_what_the_article_does_not() {
        let html = shown("![](/media/KEY/640.jpg)");
        assert!(
            html.contains("alt=\"Mud\"") && html.contains("<figcaption>From the library "),
            "{html}"
        );
        assert!(html.contains("<span class=\"credit\">Ines &#38; Bo</span>"), "{html}");
    }

    #[test]
    fn a_picture_in_a_line_stays_in_it() {
        let html =
            shown("Look: ![a crane](/media/KEY) here. [![x](/media/KEY)](https://a.example)");
        assert!(
            !html.contains("<figure")
                && html.matches("srcset=\"/media/KEY/320.jpg 320w").count() == 2,
            "{html}"
        );
        assert!(html.starts_with("<p>Look: <span class=\"picture fx3 fy10\">"), "{html}");
    }

    #[test]
    fn a_picture_of_another_site_has_its_caption() {
        let html = shown("![a](https://a.example/b.png \"Mud & <b>\")");
        assert!(
            html.starts_with("<figure class=\"figure\"><img src=\"https://a.example/b.png\""),
            "{html}"
        );
        assert!(
            html.trim_end().ends_with("<figcaption>Mud &#38; &#60;b&#62;</figcaption></figure>"),
            "{html}"
        );
    }

    #[test]
    fn what_is_no_picture_of_the_library_stays_as_it_is() {
        for markdown in [
            "![a](https://a.example/b.png)",
            "![a](/media/ffffffffffffffffffffffffffffffff/640.jpg)",
            "`<img src=\"/media/KEY/640.jpg\">` and 1 < 2 > 0",
            "<b title=\"<img src=x>\">bold</b>",
        ] {
            let html = markup::article(&markdown.replace("KEY", KEY)).html;
            assert_eq!(with_figures(&html, &[media()]), html, "{markdown}");
        }
    }

    #[test]
    fn the_paths_of_pictures_are_found_once() {
        let html = markup::article(
            "![a](/media/x) ![b](/media/y?z&w) ![c](/media/x) ![d](/other)\n\n`/media/z`",
        )
        .html;
        assert_eq!(paths_in(&html), ["/media/x", "/media/y?z&w"]);
    }
}
