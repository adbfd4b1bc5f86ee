//! Renders links of comments that are not public as text, so that no moderator opens a spammer's page
//! by mistake.

/// Replaces the links in `html` by their text, followed by the address if that differs; returns their
/// number too. The HTML is our renderer's, which writes `href` first and closes every link.
pub fn as_text(html: &str) -> (String, usize) {
    let mut out = String::with_capacity(html.len());
    let (mut rest, mut count) = (html, 0);
    while let Some(at) = rest.find("<a ") {
        let (before, link) = rest.split_at(at);
        out.push_str(before);
        let Some((words, after, address)) = parts(link) else {
            // Anything unexpected is cut off rather than shown as a link.
            rest = "";
            break;
        };
        count += 1;
        out.push_str("<span class=\"link\">");
        out.push_str(words);
        if words != address {
            out.push_str(" <span class=\"to\">(");
            out.push_str(address);
            out.push_str(")</span>");
        }
        out.push_str("</span>");
        rest = after;
    }
    out.push_str(rest);
    (out, count)
}

/// The words of the link that `html` begins with, what comes after it, and its address.
fn parts(html: &str) -> Option<(&str, &str, &str)> {
    let (tag, inside) = html.split_once('>')?;
    let (words, after) = inside.split_once("</a>")?;
    let address = tag.split_once("href=\"")?.1.split('"').next()?;
    Some((words, after, address))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup;

    #[test]
    fn links_of_every_form_become_text() {
        let typed = "See [here](https://win.test/?a=1&b=2), https://x.test and **[*bold*](https://y.test/)**.";
        let html = markup::comment(typed).html;
        assert_eq!(html.matches("<a ").count(), 3, "{html}");
        let (text, count) = as_text(&html);
        assert_eq!(count, 3);
        assert!(
            !text.contains("<a ") && !text.contains("</a>") && !text.contains("href"),
            "{text}"
        );
        assert!(
            text.contains("here <span class=\"to\">(https://win.test/?a=1&amp;b=2)</span>"),
            "{text}"
        );
        assert!(text.contains("<span class=\"link\">https://x.test</span>"), "{text}");
        assert!(
            text.contains("<em>bold</em> <span class=\"to\">(https://y.test/)</span>"),
            "{text}"
        );
    }

    #[test]
    fn what_is_no_link_stays() {
        for html in ["", "<p>a</p>", "<p>a &lt;a href=&quot;x&quot;&gt; b</p>"] {
            assert_eq!(as_text(html), (html.to_owned(), 0));
        }
    }
}
