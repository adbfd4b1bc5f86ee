//! Blocks between the paragraphs of a text when it is shown: boxes that lead to other stories, cards for
//! what other sites host, advertisements, and the fold of a long story. Pure.
//!
//! The stored HTML has their places only ([`crate::markup::blocks`]). It was sanitized, so that a tag with a quoted
//! attribute never is part of a text or of an attribute.

use url::Url;

use crate::config::Ads;
use crate::i18n::{Html, Message, Words};
use crate::markup::blocks::{AdSlot, NO_ADS, READ_MORE};
use crate::web::view::Link;

/// Stories in a box that the page fills by itself.
pub const IN_BOX: usize = 2;
const BOX_END: &str = "</aside>";
const LINK: &str = "<p><a href=\"";
const LINK_END: &str = "</a></p>";
/// Longest address that a card shows, in characters.
const ADDRESS: usize = 60;

/// The paths that the boxes of a stored text name, each once.
pub fn named_paths(html: &str) -> Vec<String> {
    let mut paths: Vec<String> = Vec::new();
    let mut rest = html;
    while let Some((_, inner, after)) = next_box(rest) {
        for (_, words) in links(inner) {
            let path = unescape(words);
            if path.starts_with('/') && !paths.contains(&path) {
                paths.push(path);
            }
        }
        rest = after;
    }
    paths
}

/// Whether a box is left to the page.
pub fn has_open_box(html: &str) -> bool {
    html.contains(&format!("{READ_MORE}{BOX_END}"))
}

/// The text with the headlines of the stories that its boxes name. Those that are not public are left out,
/// and so is a box without any.
pub fn with_named(html: &str, named: &[(String, Link)]) -> String {
    replace_boxes(html, |inner| {
        let found: Vec<(&str, &str)> = links(inner).collect();
        if found.is_empty() {
            return Some(inner.to_owned());
        }
        let shown = found.into_iter().filter_map(|(href, words)| {
            let path = unescape(words);
            if !path.starts_with('/') {
                return Some(format!("<a href=\"{href}\">{words}</a>"));
            }
            named.iter().find(|(known, _)| *known == path).map(|(_, link)| link.html().0)
        });
        let shown: Vec<String> = shown.collect();
        (!shown.is_empty()).then(|| shown.join(" "))
    })
}

/// The text with `words` in each box that is left to the page, for a preview, which has no stories for it.
pub fn with_open_boxes_saying(html: &str, words: &str) -> String {
    let said = Html::element("span", words).0;
    replace_boxes(html, |inner| {
        Some(if inner.is_empty() { said.clone() } else { inner.to_owned() })
    })
}

/// The text without what only a page of this site shows: advertisements, and boxes that the page fills.
pub fn without_places(html: &str) -> String {
    let mut html = replace_boxes(html, |inner| (!inner.is_empty()).then(|| inner.to_owned()));
    for element in AdSlot::ALL.map(AdSlot::element).into_iter().chain([NO_ADS]) {
        if html.contains(element) {
            html = html.replace(element, "");
        }
    }
    html
}

/// The content for the places of a text.
pub struct Filling<'a> {
    /// The words, in the language of the article.
    pub words: &'a Words,
    /// Hosts whose addresses become cards.
    pub embeds: &'a [String],
    /// Advertisements; none on pages such as About.
    pub ads: Option<&'a Ads>,
    /// Other stories on the subject, for boxes that name none.
    pub related: &'a [Link],
    /// Words after which a long text is folded; 0 for never.
    pub fold_words: usize,
}

/// A text as a page shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filled {
    /// The text, or its beginning.
    pub html: String,
    /// The rest of a long text, behind "Continue Reading".
    pub rest: String,
    /// The part after both.
    pub after: String,
}

/// Fills the places of a text.
pub fn filled(html: &str, filling: &Filling<'_>) -> Filled {
    let html = replace_boxes(html, |inner| {
        let links = match inner.is_empty() {
            false => inner.to_owned(),
            true => {
                let links = filling.related.iter().take(IN_BOX).map(|link| link.html().0);
                links.collect::<Vec<_>>().join(" ")
            }
        };
        let label = Html::element("b", &filling.words.read_more());
        (!links.is_empty()).then(|| format!("{} {links}", label.0))
    });
    let html = with_notes(with_sides(with_cards(&html, filling)));
    let at = fold(&html, filling.fold_words).unwrap_or(html.len());
    let (first, rest) = html.split_at(at);
    let mut shown =
        Filled { html: first.to_owned(), rest: rest.trim().to_owned(), after: String::new() };
    let ads = filling.ads.filter(|_| !html.contains(NO_ADS));
    for slot in AdSlot::ALL {
        let filled = ads.map(|ads| own(ads, slot)).filter(|own| !own.is_empty()).map(|own| {
            let label = Html::element("p", &filling.words.advertisement());
            format!("<div class=\"ad\">{}{own}</div>", label.0)
        });
        let filled = filled.unwrap_or_default();
        let is_placed = html.contains(slot.element());
        match slot {
            AdSlot::Top if !is_placed => shown.html.insert_str(0, &filled),
            AdSlot::Bottom if !is_placed => shown.after = filled,
            AdSlot::Top | AdSlot::Middle | AdSlot::Bottom => {
                shown.html = shown.html.replace(slot.element(), &filled);
                shown.rest = shown.rest.replace(slot.element(), &filled);
            }
        }
    }
    shown.html = shown.html.replace(NO_ADS, "");
    shown.rest = shown.rest.replace(NO_ADS, "");
    shown
}

/// The operator's HTML for a slot; empty for none.
fn own(ads: &Ads, slot: AdSlot) -> &str {
    match slot {
        AdSlot::Top => &ads.top,
        AdSlot::Middle => &ads.middle,
        AdSlot::Bottom => &ads.bottom,
    }
}

/// The text before the next box, what is in it, and the text after it.
fn next_box(html: &str) -> Option<(&str, &str, &str)> {
    let (before, from) = html.split_once(READ_MORE)?;
    let (inner, after) = from.split_once(BOX_END)?;
    Some((before, inner, after))
}

/// The text with other content in its boxes; `None` removes a box.
fn replace_boxes(html: &str, content: impl Fn(&str) -> Option<String>) -> String {
    let mut made = String::with_capacity(html.len() + 64);
    let mut rest = html;
    while let Some((before, inner, after)) = next_box(rest) {
        made.push_str(before);
        if let Some(content) = content(inner) {
            made.push_str(READ_MORE);
            made.push_str(&content);
            made.push_str(BOX_END);
        }
        rest = after;
    }
    made.push_str(rest);
    made
}

/// Address and words of each link, both escaped.
fn links(html: &str) -> impl Iterator<Item = (&str, &str)> {
    html.split("<a href=\"").skip(1).filter_map(|rest| {
        let (href, rest) = rest.split_once('"')?;
        let (_, rest) = rest.split_once('>')?;
        let (words, _) = rest.split_once("</a>")?;
        Some((href, words))
    })
}

fn unescape(text: &str) -> String {
    text.replace("&nbsp;", "\u{A0}")
        .replace("&quot;", "\"")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

/// The kind of content at a host.
#[derive(Clone, Copy)]
enum Found {
    Video,
    Sound,
    Post,
}

/// Names of hosts that many know, with what one finds there.
const KNOWN: [(&str, &str, Found); 18] = [
    ("youtube.com", "YouTube", Found::Video),
    ("youtu.be", "YouTube", Found::Video),
    ("vimeo.com", "Vimeo", Found::Video),
    ("dailymotion.com", "Dailymotion", Found::Video),
    ("tiktok.com", "TikTok", Found::Video),
    ("twitch.tv", "Twitch", Found::Video),
    ("ted.com", "TED", Found::Video),
    ("soundcloud.com", "SoundCloud", Found::Sound),
    ("spotify.com", "Spotify", Found::Sound),
    ("podcasts.apple.com", "Apple Podcasts", Found::Sound),
    ("mixcloud.com", "Mixcloud", Found::Sound),
    ("bsky.app", "Bluesky", Found::Post),
    ("x.com", "X", Found::Post),
    ("twitter.com", "X", Found::Post),
    ("instagram.com", "Instagram", Found::Post),
    ("facebook.com", "Facebook", Found::Post),
    ("threads.net", "Threads", Found::Post),
    ("reddit.com", "Reddit", Found::Post),
];

/// Whether `host` is `known` or below it.
fn is_at(host: &str, known: &str) -> bool {
    host.strip_suffix(known).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// The text with a card in place of each paragraph that is nothing but a link to one of the hosts. Nothing is
/// loaded from there: the card is a link.
fn with_cards(html: &str, filling: &Filling<'_>) -> String {
    let mut made = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, from)) = rest.split_once(LINK) {
        made.push_str(before);
        rest = from;
        match card(from, filling) {
            Some((card, after)) => {
                made.push_str(&card);
                rest = after;
            }
            None => made.push_str(LINK),
        }
    }
    made.push_str(rest);
    made
}

/// The card of the link whose address begins here, and what follows its paragraph.
fn card<'a>(from: &'a str, filling: &Filling<'_>) -> Option<(String, &'a str)> {
    let (paragraph, after) = from.split_once(LINK_END)?;
    let (href, words) = paragraph.split_once("\">")?;
    if href.contains('"') || words.contains('<') {
        return None;
    }
    let url =
        Url::parse(&unescape(href)).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    let host = url.host_str()?.trim_start_matches("www.").to_owned();
    if !filling.embeds.iter().any(|allowed| is_at(&host, allowed)) {
        return None;
    }
    let known = KNOWN.iter().find(|(known, ..)| is_at(&host, known));
    let (name, found) =
        known.map_or((host.as_str(), Found::Post), |(_, name, found)| (name, *found));
    let way = match found {
        Found::Video => Message::embed_video(name),
        Found::Sound => Message::embed_sound(name),
        Found::Post => Message::embed_post(name),
    };
    let way = filling.words.say(&way);
    let shown = unescape(words);
    let is_titled = !shown.contains("://") && !shown.starts_with("www.");
    let address: String = format!("{host}{}", url.path().trim_end_matches('/'));
    let address = match address.char_indices().nth(ADDRESS) {
        Some((end, _)) => format!("{}…", &address[..end]),
        None => address,
    };
    let (first, second) = match is_titled {
        true => (shown.as_str(), way.as_ref()),
        false => (way.as_ref(), address.as_str()),
    };
    let sign = match found {
        Found::Video => "<path d=\"M5 3v10l8-5z\"/>",
        Found::Sound => "<path d=\"M3 6v4h2l4 3V3L5 6zM11 5q2 3 0 6M13 3q4 5 0 10\"/>",
        Found::Post => "<path d=\"M2 3h12v8H7l-3 3v-3H2z\"/>",
    };
    let card = format!(
        "<p class=\"embed\"><a href=\"{href}\" rel=\"noopener\"><svg viewBox=\"0 0 16 16\" aria-hidden=\"true\">{sign}</svg>{} {}</a></p>",
        Html::element("b", first).0,
        Html::element("small", second).0,
    );
    Some((card, after))
}

/// Where a text of many more than `words` words is folded: after a whole block, and not after a heading.
fn fold(html: &str, words: usize) -> Option<usize> {
    if words == 0 || html.len() < words {
        return None;
    }
    let (mut depth, mut counted, mut at) = (0_usize, 0_usize, 0_usize);
    let mut block_start = 0;
    let mut found = None;
    while let Some(start) = html[at..].find('<').map(|start| at + start) {
        counted += html[at..start].split_whitespace().count();
        let end = start + tag_end(&html[start..])?;
        let tag = &html[start + 1..end - 1];
        let name = tag.trim_start_matches('/');
        let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        let is_void = tag.ends_with('/')
            || matches!(name, "img" | "br" | "hr" | "wbr" | "source" | "rect" | "path" | "input");
        if tag.starts_with('/') {
            depth = depth.saturating_sub(1);
        } else if !is_void {
            if depth == 0 {
                block_start = start;
            }
            depth += 1;
        }
        at = end;
        if depth == 0 && found.is_none() && counted >= words {
            let is_heading = html[block_start..].starts_with("<h");
            found = Some((if is_heading { block_start } else { end }, counted));
        }
    }
    counted += html[at..].split_whitespace().count();
    // Hardly anything behind a fold would be worse than none.
    found.filter(|(_, before)| counted - before >= words / 2).map(|(at, _)| at)
}

/// The footnotes, which the renderer puts at the end, as a division: a section would need a heading.
fn with_notes(html: String) -> String {
    const SECTION: &str = "<section class=\"footnotes\">";
    const END: &str = "</section>";
    let (Some(start), Some(end)) = (html.rfind(SECTION), html.rfind(END)) else { return html };
    let (inner, after) = (start + SECTION.len(), end + END.len());
    if inner > end {
        return html;
    }
    format!(
        "{}<div class=\"footnotes\">{}</div>{}",
        &html[..start],
        &html[inner..end],
        &html[after..]
    )
}

/// The sides of a table's columns as classes: the attribute for them is obsolete, and the policy allows no styles.
fn with_sides(html: String) -> String {
    if !html.contains(" align=\"") {
        return html;
    }
    let mut made = String::with_capacity(html.len());
    let mut rest = html.as_str();
    while let Some(start) = rest.find('<') {
        let Some(end) = tag_end(&rest[start..]).map(|length| start + length) else { break };
        made.push_str(&rest[..start]);
        let tag = &rest[start..end];
        if tag.starts_with("<td ") || tag.starts_with("<th ") {
            made.push_str(
                &tag.replace(" align=\"right\"", " class=\"to-end\"")
                    .replace(" align=\"center\"", " class=\"to-centre\"")
                    .replace(" align=\"left\"", " class=\"to-start\""),
            );
        } else {
            made.push_str(tag);
        }
        rest = &rest[end..];
    }
    made.push_str(rest);
    made
}

/// The length of the tag at the beginning. A `>` in an attribute does not end it.
fn tag_end(html: &str) -> Option<usize> {
    let mut is_quoted = false;
    html.bytes()
        .position(|byte| {
            is_quoted ^= byte == b'"';
            byte == b'>' && !is_quoted
        })
        .map(|end| end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup;

    fn filling<'a>(words: &'a Words, embeds: &'a [String], ads: &'a Ads) -> Filling<'a> {
        Filling { words, embeds, ads: Some(ads), related: &[], fold_words: 0 }
    }

    fn html(markdown: &str) -> String {
        markup::article(markdown).html
    }

    #[test]
    fn a_box_names_public_stories_by_their_headlines() {
        let text = html("{{more /2026/11/mud /gone}}\n\n{{more /gone}}\n\n{{more}}");
        assert_eq!(named_paths(&text), ["/2026/11/mud", "/gone"]);
        assert!(has_open_box(&text));
        let named = [("/2026/11/mud".to_owned(), Link::new("Mud <again>", "/2026/12/mud"))];
        let shown = with_named(&text, &named);
        assert_eq!(
            shown.trim(),
            "<aside class=\"read-more\"><a href=\"/2026/12/mud\">Mud &#60;again&#62;</a></aside>\n\n\
             <aside class=\"read-more\"></aside>"
        );
        assert!(with_open_boxes_saying(&shown, "By <tags>").ends_with(
            "</a></aside>\n\n<aside class=\"read-more\"><span>By &#60;tags&#62;</span></aside>\n"
        ));
        assert!(!without_places(&shown).contains("</aside>\n\n<aside"));
        let (words, ads) = (Words::default(), Ads::default());
        let related = [Link::new("Silt", "/silt"), Link::new("Ice", "/ice"), Link::new("C", "/c")];
        let filled = filled(&shown, &Filling { related: &related, ..filling(&words, &[], &ads) });
        assert!(
            filled.html.contains(
                "<b>Read more</b> <a href=\"/silt\">Silt</a> <a href=\"/ice\">Ice</a></aside>"
            ),
            "{filled:?}"
        );
    }

    #[test]
    fn an_address_alone_is_a_card_if_its_host_is_allowed() {
        let (words, ads) = (Words::default(), Ads::default());
        let embeds = ["youtube.com".to_owned(), "social.example".to_owned()];
        let shown = |markdown: &str| filled(&html(markdown), &filling(&words, &embeds, &ads)).html;
        let card = shown("https://www.youtube.com/watch?v=1&t=2");
        assert!(card.starts_with("<p class=\"embed\"><a href=\"https://www.youtube.com/watch?v=1&amp;t=2\" rel=\"noopener\">"), "{card}");
        assert!(
            card.contains("<b>Watch on YouTube</b> <small>youtube.com/watch</small>"),
            "{card}"
        );
        let titled = shown("[The *storm*](https://m.youtube.com/x)");
        assert!(!titled.contains("embed"), "{titled}");
        let titled = shown("[The storm & more](https://m.youtube.com/x)");
        assert!(
            titled.contains("<b>The storm &#38; more</b> <small>Watch on YouTube</small>"),
            "{titled}"
        );
        assert!(shown("https://social.example/@a/1").contains("See the post on social.example"));
        for plain in
            ["https://notyoutube.com/x", "See https://youtube.com/x", "<https://a.example>"]
        {
            assert!(!shown(plain).contains("embed"), "{plain}");
        }
    }

    #[test]
    fn footnotes_are_no_section_without_a_heading() {
        let (words, ads) = (Words::default(), Ads::default());
        let text = html("Mud[^1].\n\n[^1]: Of the second survey.");
        let shown = filled(&text, &filling(&words, &[], &ads)).html;
        assert!(shown.contains("<div class=\"footnotes\">\n<ol>"), "{shown}");
        assert!(shown.trim_end().ends_with("</ol>\n</div>"), "{shown}");
        assert!(!shown.contains("section"), "{shown}");
    }

    #[test]
    fn advertisements_stand_where_the_text_says() {
        let words = Words::default();
        let ads = Ads { top: "<i>T</i>".into(), middle: "<i>M</i>".into(), ..Ads::default() };
        let shown = |markdown: &str| filled(&html(markdown), &filling(&words, &[], &ads));
        let all = shown("One.\n\n{{ad middle}}\n\nTwo.\n\n{{ad bottom}}");
        let order: Vec<usize> = ["<i>T</i>", "One.", "<i>M</i>", "Two."]
            .map(|part| all.html.find(part).unwrap_or_else(|| panic!("{part}: {}", all.html)))
            .into();
        assert!(order.is_sorted() && all.after.is_empty() && !all.html.contains("ad-bottom"));
        let none = shown("One.\n\n{{ad middle}}\n\n{{ad none}}");
        assert!(!none.html.contains("<i>") && !none.html.contains("ad-"), "{}", none.html);
        assert_eq!(shown("One.").html.matches("Advertisement").count(), 1);
    }

    #[test]
    fn columns_keep_their_sides() {
        let (words, ads) = (Words::default(), Ads::default());
        let table = "| a | b |\n| :-: | --: |\n| ` align=\"right\"` | 2 |";
        let shown = filled(&html(table), &filling(&words, &[], &ads)).html;
        assert!(
            !shown.contains("<td align") && shown.contains("<td class=\"to-end\">2</td>"),
            "{shown}"
        );
        assert!(
            shown.contains("<code> align=\"right\"</code>")
                || shown.contains("align=\"right\"</code>")
        );
    }

    #[test]
    fn a_long_text_is_folded_after_a_block() {
        let words = Words::default();
        let ads = Ads::default();
        let paragraph = "word ".repeat(10);
        let fold = |text: &str, fold_words| {
            let filling = Filling { fold_words, ..filling(&words, &[], &ads) };
            let Filled { html, rest, .. } = filled(&html(text), &filling);
            (html, rest)
        };
        let text = format!("{paragraph}\n\n> {paragraph}\n\n## Head\n\n{paragraph}\n\n{paragraph}");
        let (first, rest) = fold(&text, 15);
        assert!(
            first.trim_end().ends_with("</blockquote>") && rest.starts_with("<h2"),
            "{first}|{rest}"
        );
        assert_eq!(fold(&text, 21).1.matches("<p>").count(), 2);
        assert!(fold(&text, 21).1.starts_with("<h2"), "a heading stays with its text");
        assert_eq!(fold(&text, 0).1, "");
        assert_eq!(fold(&text, 35).1, "");
    }
}
