//! The text of a WordPress post as HTML: blocks, shortcodes, automatic paragraphs, and what of it an article
//! here can have. Pure.

use std::sync::LazyLock;

use regex::Regex;

use crate::i18n::Message;
use crate::imports::patterns::pattern;
use crate::markup::tree::{self, Node};

use super::paragraphs::{open_tags, paragraphs};
use super::site::Site;
use super::{shortcodes, shown};

/// Longest text that is converted, in bytes; an article may have a quarter of it.
pub(super) const LONGEST: usize = 1 << 20;
/// Most elements that may be open in it.
pub(super) const OPEN: usize = 300;

/// A converted text.
#[derive(Debug, Default)]
pub struct Converted {
    /// The text.
    pub nodes: Vec<Node>,
    /// What could not be shown as it was.
    pub remarks: Vec<Message>,
}

static BLOCK: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"<!--\s*(/?)wp:([a-z0-9/_-]+)(?s:.*?)(/?)-->"));
/// A cover of older exports, whose picture is in its style only.
static COVER: LazyLock<Regex> = LazyLock::new(|| {
    let address = r"url\((?:&quot;|['\s])*([^)'&\s]+)[^)]*\)";
    pattern(&format!(
        r#"<(?:div|section)[^<>]*wp-block-cover[^<>]*background-image:\s*{address}[^<>]*>"#
    ))
});
static COMMENTS: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?s)<!--.*?-->"));

/// Converts the text of a post.
pub fn convert(raw: &str, site: &mut Site<'_>) -> Converted {
    let mut remarks = Vec::new();
    let raw = raw.replace("\r\n", "\n").replace('\r', "\n");
    let raw = if raw.len() > LONGEST {
        remarks.push(Message::import_why_text_long());
        String::new()
    } else {
        raw
    };
    let has_blocks = raw.contains("<!-- wp:");
    let mut lost: Vec<&str> = Vec::new();
    for block in BLOCK.captures_iter(&raw).filter(|block| !block[3].is_empty()) {
        let name = block.get(2).map_or("", |name| name.as_str());
        if !matches!(name, "more" | "nextpage" | "spacer" | "separator") && !lost.contains(&name) {
            lost.push(name);
        }
    }
    if !lost.is_empty() {
        remarks.push(Message::import_why_blocks_empty(lost.join(", ")));
    }
    let html = shortcodes::replaced(&raw, site, &mut remarks);
    let html = COVER.replace_all(&html, "$0<p><img src=\"$1\" alt=\"\"></p>").into_owned();
    let html = if has_blocks { freeform(&html) } else { html };
    let html = COMMENTS.replace_all(&html, "\n\n");
    let html = if has_blocks { html.into_owned() } else { paragraphs(&html) };
    let html = if open_tags(&html) > OPEN {
        remarks.push(Message::import_why_nested());
        format!("<p>{}</p>", tree::escape(&html))
    } else {
        html
    };
    let (nodes, pictures) = shown::shown(tree::read(&html), site.address);
    remarks.extend(pictures);
    Converted { nodes, remarks }
}

/// Marks text outside of blocks, which the classic editor wrote, as paragraphs.
fn freeform(html: &str) -> String {
    let (mut made, mut depth, mut from) = (String::new(), 0_usize, 0);
    for block in BLOCK.captures_iter(html) {
        let Some(whole) = block.get(0) else { continue };
        let between = &html[from..whole.start()];
        made.push_str(&if depth == 0 { paragraphs(between) } else { between.to_owned() });
        // The end of a block ends a run of words.
        made.push_str("<!-- -->");
        if block.get(2).is_some_and(|name| name.as_str() == "freeform") {
            depth = 0;
        } else if !block[1].is_empty() {
            depth = depth.saturating_sub(1);
        } else if block[3].is_empty() {
            depth += 1;
        }
        from = whole.end();
    }
    let rest = &html[from..];
    made.push_str(&if depth == 0 { paragraphs(rest) } else { rest.to_owned() });
    made
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::imports::items::Attachment;
    use crate::imports::texts::site::Files;
    use crate::markup::from_html;

    struct Library;

    impl Files for Library {
        fn file(&mut self, id: &str) -> Option<Attachment> {
            (id != "404").then(|| Attachment {
                key: id.to_owned(),
                url: format!("http://old.example/wp-content/uploads/{id}.jpg"),
                alt: format!("Picture {id}"),
                caption: String::new(),
                parent: String::new(),
                order: 0,
            })
        }

        fn of_post(&mut self, _: Option<&str>) -> Vec<Attachment> {
            Vec::new()
        }
    }

    fn markdown(raw: &str) -> String {
        let mut site = Site { address: "old.example/blog", files: &mut Library };
        from_html::article(&convert(raw, &mut site).nodes)
    }

    #[test]
    fn classic_text_gets_its_paragraphs() {
        for (raw, expected) in [
            ("One\ntwo\n\nThree", "One\\\ntwo\n\nThree"),
            (
                "<h3>Head</h3>\nText <b>bold</b>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>\nEnd",
                "### Head\n\nText <b>bold</b>\n\n- a\n- b\n\nEnd",
            ),
            ("<blockquote>Quoted\n\ntwice</blockquote>", "> Quoted\n>\n> twice"),
            ("1 < 2 and <!--more-->3", "1 < 2 and\n\n3"),
        ] {
            assert_eq!(markdown(raw), expected, "{raw}");
        }
    }

    #[test]
    fn blocks_and_shortcodes_show_what_they_mean() {
        for (raw, expected) in [
            (
                "<!-- wp:paragraph {\"dropCap\":true} -->\n<p class=\"x\">Hi.</p>\n<!-- /wp:paragraph -->\n\n<!-- wp:latest-posts /-->",
                "Hi.",
            ),
            (
                "<!-- wp:columns --><div class=\"wp-block-columns\"><!-- wp:column --><div><!-- wp:paragraph --><p>a</p><!-- /wp:paragraph --></div><!-- /wp:column --></div><!-- /wp:columns -->",
                "a",
            ),
            (
                "<!-- wp:embed {\"url\":\"https://v.example/1\"} --><figure class=\"wp-block-embed\"><div class=\"wp-block-embed__wrapper\">\nhttps://v.example/1\n</div></figure><!-- /wp:embed -->",
                "<https://v.example/1>",
            ),
            (
                "[gallery ids=\"7,404\"]",
                "![Picture 7](https://old.example/wp-content/uploads/7.jpg)",
            ),
            (
                "[gallery ids=\"7,8\"]",
                "![Picture 7](https://old.example/wp-content/uploads/7.jpg)\n![Picture 8](https://old.example/wp-content/uploads/8.jpg)",
            ),
            (
                "<!-- wp:gallery --><figure class=\"wp-block-gallery\"><ul class=\"blocks-gallery-grid\"><li class=\"blocks-gallery-item\"><figure><img src=\"/a.jpg\" alt=\"A\"/><figcaption>One *a*</figcaption></figure></li><li class=\"blocks-gallery-item\"><figure><a href=\"/b.jpg\"><img src=\"/b.jpg\" alt=\"B\"/></a></figure></li></ul><figcaption>Both.</figcaption></figure><!-- /wp:gallery -->",
                "![A](https://old.example/a.jpg \"One *a*\")\n![B](https://old.example/b.jpg)\n\nBoth.",
            ),
            (
                "<!-- wp:pullquote --><figure class=\"wp-block-pullquote\"><blockquote><p>Never.</p><cite>Ines</cite></blockquote></figure><!-- /wp:pullquote -->",
                "> [!pull]\n> Never.\n>\n> Ines",
            ),
            ("https://v.example/2", "<https://v.example/2>"),
            (
                "<pre>\nhttps://v.example/3\n</pre>\n[code]\nhttps://v.example/4\n[/code]",
                "<pre>https://v.example/3\n<!-- --></pre>\n\n```\nhttps://v.example/4\n```",
            ),
            (
                "<!-- wp:file --><div class=\"wp-block-file\"><a href=\"/f.pdf\">Report</a><a href=\"/f.pdf\" class=\"wp-block-file__button\" download>Download</a></div><!-- /wp:file -->",
                "[Report](/f.pdf)",
            ),
            (
                "<!-- wp:button --><div class=\"wp-block-button\"><a class=\"wp-block-button__link\">No link</a></div><!-- /wp:button -->",
                "No link",
            ),
            (
                "<!-- wp:cover --><div class=\"wp-block-cover\" style=\"background-image:url(https://old.example/c.jpg)\"><p>Over it</p></div><!-- /wp:cover -->",
                "![](https://old.example/c.jpg)\n\nOver it",
            ),
            ("[audio src=\"http://a.example/s.mp3\"]", "[s.mp3](https://a.example/s.mp3)"),
            ("<a href=\"http://old.example/2012/01/x/\">x</a>", "[x](/2012/01/x/)"),
        ] {
            let made = markdown(raw);
            assert_eq!(made.replace("<figure>", "").replace("</figure>", ""), made, "{raw}");
            assert_eq!(made, expected, "{raw}");
        }
        let figure = markdown("[caption id=\"a\"]<img src=\"/p.jpg\" alt=\"P\" /> Words[/caption]");
        assert!(figure.starts_with("<figure><img src=\"https://old.example/p.jpg\""), "{figure}");
        assert!(figure.contains("<figcaption>Words</figcaption>"), "{figure}");
    }

    #[test]
    fn hostile_text_ends_soon() {
        let deep = "<b>".repeat(100_000);
        assert!(markdown(&deep).len() < 1_000_000);
        assert_eq!(markdown("<script>x</script><style>y</style>ok"), "ok");
        assert_eq!(markdown("<img src=\"javascript:alert(1)\">"), "");
    }
}
