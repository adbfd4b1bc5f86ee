//! A page of another site: its title and what it links to.
//!
//! Only the tokenizer of html5ever reads it: a page need not be well formed, and time grows with its length alone,
//! however deep its elements are nested.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

/// What a page has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Page {
    /// The words of its first title; empty without one.
    pub(super) title: String,
    /// In the order of the page.
    pub(super) links: Vec<Link>,
}

/// An address in a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Link {
    /// The element that has it: `a`, `link`, `img`.
    pub(super) element: String,
    /// The value of `href` or `src`, which may be relative.
    pub(super) address: String,
    /// The value of `rel`; empty without one.
    pub(super) relations: String,
}

/// Reads HTML.
pub(super) fn read(html: &str) -> Page {
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from(html));
    let reader = Tokenizer::new(Reader::default(), TokenizerOpts::default());
    // No script is run, so the tokenizer never waits for one.
    let _ = reader.feed(&queue);
    reader.end();
    reader.sink.0.into_inner().page
}

#[derive(Default)]
struct Reader(RefCell<State>);

#[derive(Default)]
struct State {
    page: Page,
    titles: usize,
    is_in_title: bool,
}

impl TokenSink for Reader {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut state = self.0.borrow_mut();
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => return state.begin(&tag),
            Token::TagToken(tag) if &*tag.name == "title" => state.is_in_title = false,
            Token::CharacterTokens(words) if state.is_in_title => {
                state.page.title.push_str(&words);
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl State {
    /// Notes the addresses of an element. Returns how its content is read: in these nothing is an element.
    fn begin(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let attribute = |name: &str| {
            let found = tag.attrs.iter().find(|attribute| &*attribute.name.local == name);
            found.map(|attribute| attribute.value.to_string())
        };
        for address in ["href", "src"].into_iter().filter_map(attribute) {
            let relations = attribute("rel").unwrap_or_default();
            self.page.links.push(Link { element: tag.name.to_string(), address, relations });
        }
        match &*tag.name {
            "title" => {
                self.titles += 1;
                self.is_in_title = self.titles == 1;
                TokenSinkResult::RawData(RawKind::Rcdata)
            }
            "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
            "script" => TokenSinkResult::RawData(RawKind::ScriptData),
            "iframe" | "noembed" | "noframes" | "style" | "xmp" => {
                TokenSinkResult::RawData(RawKind::Rawtext)
            }
            _ => TokenSinkResult::Continue,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_and_addresses_are_read_and_comments_and_scripts_are_not() {
        let page = read(
            "<head><TITLE lang=en>Mud &amp; <b>money</b></TITLE><LINK href='/wm?a=1&amp;b' REL=\"me webmention\">\
             <!-- <a href=/no>x</a> --><script>'<a href=/no>'</script><style><a href=/no></style>\
             <p title=\"a>b\"><a href=\"\">x</a><svg><title>Icon</title></svg><img src=b.png><a name=top>",
        );
        assert_eq!(page.title, "Mud & <b>money</b>");
        let link = |element: &str, address: &str, relations: &str| Link {
            element: element.into(),
            address: address.into(),
            relations: relations.into(),
        };
        let expected = [
            link("link", "/wm?a=1&b", "me webmention"),
            link("a", "", ""),
            link("img", "b.png", ""),
        ];
        assert_eq!(page.links, expected);
        assert_eq!(read("<p>none"), Page::default());
    }

    #[test]
    fn a_page_that_nests_without_end_is_read_to_its_end() {
        let page = read(&format!("{}<a href=/x>", "<div><script></script>".repeat(40_000)));
        assert_eq!(page.links.len(), 1);
    }
}
