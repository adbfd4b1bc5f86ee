//! The text of an article as a feed carries it: plain elements that every feed reader shows, with
//! addresses that hold outside this site. Pure.

use ammonia::{Builder, UrlRelative};
use url::Url;

use crate::media::view::Figure;

/// The HTML with absolute addresses, relative ones being those of the page at `page`. What only a page of
/// this site can use is removed: other sizes of pictures, classes, ids.
pub fn absolute(html: &str, page: &Url) -> String {
    Builder::default()
        .add_tags(["section", "tfoot"])
        .add_generic_attributes(["dir"])
        .add_tag_attributes("th", ["scope"])
        .add_tag_attributes("time", ["datetime"])
        .url_schemes(["http", "https", "mailto"].into())
        .url_relative(UrlRelative::RewriteWithBase(page.clone()))
        .link_rel(None)
        .clean(html)
        .to_string()
}

/// The figure above the text, for feed readers that show only the text.
pub fn with_lead(lead: Option<&Figure>, html: &str) -> String {
    match lead {
        Some(lead) => format!("{lead}\n{html}"),
        None => html.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_is_absolute_and_pictures_have_one_file() {
        let page = Url::parse("https://news.test/2026/11/mud").expect("a URL");
        let html = "<h2 id=\"h-who\">Who</h2><p><a href=\"/about\" rel=\"x\">a</a> <a href=\"#h-who\">b</a> \
            <a href=\"https://b.test/?a=1&amp;b\">c</a> <a href=\"mailto:a@b.test\">d</a></p>\
            <figure class=\"figure\"><span class=\"picture\"><svg aria-hidden=\"true\"><rect fill=\"#888\"/></svg>\
            <picture><source type=\"image/webp\" srcset=\"/media/k/1.webp 1w\"><img src=\"/media/k/2.jpg\" \
            srcset=\"/media/k/1.jpg 1w\" sizes=\"1px\" width=\"2\" height=\"1\" alt=\"Mud\" loading=\"lazy\"></picture>\
            </span><figcaption>Mud</figcaption></figure>";
        assert_eq!(
            absolute(html, &page),
            "<h2>Who</h2><p><a href=\"https://news.test/about\">a</a> \
             <a href=\"https://news.test/2026/11/mud#h-who\">b</a> <a href=\"https://b.test/?a=1&amp;b\">c</a> \
             <a href=\"mailto:a@b.test\">d</a></p><figure><span><img src=\"https://news.test/media/k/2.jpg\" \
             width=\"2\" height=\"1\" alt=\"Mud\"></span><figcaption>Mud</figcaption></figure>"
        );
    }
}
