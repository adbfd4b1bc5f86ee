//! What browsers would refuse of an advertisement, and what would change the page around it. Pure.
//!
//! An advertisement is HTML of the operator, who is trusted; these are mistakes, not attacks. Only the
//! tokenizer reads it, as in a page: a script that it loads may load more, which cannot be known here.

use std::cell::RefCell;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use sha2::{Digest as _, Sha256};
use url::Url;

use crate::config::AdSource;
use crate::i18n::Message;

/// What is wrong with an advertisement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AdFault {
    /// It loads what no source allows; the missing sources, as they are written in `ads.sources`.
    Undeclared(Vec<String>),
    /// It loads this address without encryption.
    Insecure(String),
    /// An element or an attribute that the policy of the pages never allows.
    Refused(String),
    /// The beginning or the end of an element, without the other.
    Unbalanced(String),
}

impl AdFault {
    /// The fault and its remedy.
    pub fn message(&self) -> Message {
        match self {
            AdFault::Undeclared(lines) => Message::fault_ad_sources(lines.join(", ")),
            AdFault::Insecure(address) => Message::fault_ad_insecure(address),
            AdFault::Refused(name) => Message::fault_ad_refused(name),
            AdFault::Unbalanced(element) => Message::fault_ad_unbalanced(element),
        }
    }
}

/// Elements without an end.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];
/// Elements whose end may be left out.
const OPEN_ENDED: [&str; 14] = [
    "p", "li", "dt", "dd", "option", "optgroup", "tr", "td", "th", "thead", "tbody", "tfoot", "rp",
    "rt",
];

/// Every fault of the HTML of a slot, with the sources that are declared.
pub fn faults(html: &str, declared: &[AdSource]) -> Vec<AdFault> {
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from(html));
    let reader = Tokenizer::new(Reader::default(), TokenizerOpts::default());
    // No script is run, so the tokenizer never waits for one.
    let _ = reader.feed(&queue);
    reader.end();
    let State { needed, mut faults, open, .. } = reader.sink.0.into_inner();
    let allowed = |need: &AdSource| declared.iter().any(|source| covers(source, need));
    let mut missing: Vec<String> = Vec::new();
    for need in needed.iter().filter(|need| !allowed(need)) {
        let line = format!("{} {}", need.directive, origin(&need.source));
        if !missing.contains(&line) {
            missing.push(line);
        }
    }
    if !missing.is_empty() {
        faults.push(AdFault::Undeclared(missing));
    }
    let forgotten = open.into_iter().filter(|name| !OPEN_ENDED.contains(&name.as_str()));
    faults.extend(forgotten.map(|name| AdFault::Unbalanced(format!("<{name}>"))));
    // A tag or a comment that does not end takes what follows on the page.
    if ends_inside(html) {
        faults.push(AdFault::Unbalanced("<".to_owned()));
    }
    faults
}

/// Whether the text ends within a tag or a comment.
fn ends_inside(html: &str) -> bool {
    let after = |opening: &str, closing: &str| match (html.rfind(opening), html.rfind(closing)) {
        (Some(opened), closed) => closed.is_none_or(|closed| closed < opened),
        (None, _) => false,
    };
    after("<", ">") || after("<!--", "-->")
}

/// The source to declare for an address: its origin; a hash is one already.
fn origin(source: &str) -> String {
    match Url::parse(source) {
        Ok(url) if url.has_host() => url.origin().ascii_serialization(),
        _ => source.to_owned(),
    }
}

/// Whether a declared source allows what is needed, as browsers match them.
fn covers(source: &AdSource, need: &AdSource) -> bool {
    if source.directive != need.directive {
        return false;
    }
    if source.source == need.source {
        return true;
    }
    let Some(rest) = source.source.strip_prefix("https://") else { return false };
    let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let (host, port) = host.split_once(':').unwrap_or((host, "443"));
    let Ok(url) = Url::parse(&need.source) else { return false };
    let Some(own) = url.host_str() else { return false };
    let is_host = match host.strip_prefix("*.") {
        Some(domain) => own.strip_suffix(domain).is_some_and(|rest| rest.ends_with('.')),
        None => own.eq_ignore_ascii_case(host),
    };
    let is_path = path.is_empty()
        || url.path() == path
        || (path.ends_with('/') && url.path().starts_with(path));
    let is_port = port.parse().ok() == url.port_or_known_default();
    is_host && is_port && is_path
}

#[derive(Default)]
struct Reader(RefCell<State>);

#[derive(Default)]
struct State {
    needed: Vec<AdSource>,
    faults: Vec<AdFault>,
    /// Elements that have begun and not ended.
    open: Vec<String>,
    /// The directive and the text of a script or a style sheet that stands in the HTML.
    inline: Option<(&'static str, String)>,
}

impl TokenSink for Reader {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut state = self.0.borrow_mut();
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => return state.begin(&tag),
            Token::TagToken(tag) => state.end(&tag.name),
            Token::CharacterTokens(words) => {
                if let Some((_, text)) = &mut state.inline {
                    text.push_str(&words);
                }
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl State {
    /// Notes an element. Returns how its content is read: in scripts nothing is an element.
    fn begin(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let name = &*tag.name;
        let attribute = |wanted: &str| {
            let found = tag.attrs.iter().find(|attribute| &*attribute.name.local == wanted);
            found.map(|attribute| attribute.value.to_string())
        };
        for attribute in &tag.attrs {
            let attribute = &*attribute.name.local;
            if attribute == "style" || attribute.starts_with("on") {
                self.refuse(attribute);
            }
        }
        match name {
            "script" => match attribute("src") {
                Some(address) => self.loads("script-src", &address),
                None if is_javascript(attribute("type").as_deref()) => {
                    self.inline = Some(("script-src", String::new()));
                }
                None => {}
            },
            "style" => self.inline = Some(("style-src", String::new())),
            "iframe" => self.loads_from("frame-src", attribute("src")),
            "img" => self.loads_from("img-src", attribute("src")),
            "video" | "audio" | "track" => self.loads_from("media-src", attribute("src")),
            "source" => self.loads_from("media-src", attribute("src")),
            "link" if attribute("rel").is_some_and(|rel| rel.contains("stylesheet")) => {
                self.loads_from("style-src", attribute("href"));
            }
            "object" | "embed" | "applet" => self.refuse(&format!("<{name}>")),
            _ => {}
        }
        // The slash in `<path/>` ends an element of a drawing, and of nothing else.
        let is_drawn = self.open.iter().any(|open| matches!(open.as_str(), "svg" | "math"));
        let has_no_end = VOID.contains(&name) || (tag.self_closing && is_drawn);
        if !has_no_end {
            self.open.push(name.to_owned());
        }
        match name {
            "script" => TokenSinkResult::RawData(RawKind::ScriptData),
            "style" | "iframe" | "noembed" | "noframes" => {
                TokenSinkResult::RawData(RawKind::Rawtext)
            }
            "textarea" | "title" => TokenSinkResult::RawData(RawKind::Rcdata),
            _ => TokenSinkResult::Continue,
        }
    }

    fn end(&mut self, name: &str) {
        if let Some((directive, text)) = self.inline.take_if(|_| matches!(name, "script" | "style"))
        {
            let hash = STANDARD.encode(Sha256::digest(text.as_bytes()));
            self.need(directive, format!("'sha256-{hash}'"));
        }
        let begun = self.open.iter().rposition(|open| open == name);
        // Only elements whose end may be left out are closed along with another one.
        let is_nested =
            |at: &usize| self.open[at + 1..].iter().all(|open| OPEN_ENDED.contains(&open.as_str()));
        match begun.filter(is_nested) {
            Some(at) => self.open.truncate(at),
            None if VOID.contains(&name) || OPEN_ENDED.contains(&name) => {}
            None => self.faults.push(AdFault::Unbalanced(format!("</{name}>"))),
        }
    }

    fn loads_from(&mut self, directive: &'static str, address: Option<String>) {
        if let Some(address) = address {
            self.loads(directive, &address);
        }
    }

    /// Notes an address that the browser loads. Those of this site need no source.
    fn loads(&mut self, directive: &'static str, address: &str) {
        let address = address.trim();
        let address = match address.strip_prefix("//") {
            Some(rest) => format!("https://{rest}"),
            None => address.to_owned(),
        };
        match Url::parse(&address) {
            Ok(url) if url.scheme() == "http" => self.faults.push(AdFault::Insecure(address)),
            // Pages may show pictures of every site.
            Ok(url) if url.scheme() == "https" && directive != "img-src" => {
                self.need(directive, address);
            }
            _ => {}
        }
    }

    fn need(&mut self, directive: &'static str, source: String) {
        self.needed.push(AdSource { directive: directive.to_owned(), source });
    }

    fn refuse(&mut self, what: &str) {
        let fault = AdFault::Refused(what.to_owned());
        if !self.faults.contains(&fault) {
            self.faults.push(fault);
        }
    }
}

/// Whether a script of this type is run.
fn is_javascript(kind: Option<&str>) -> bool {
    match kind.map(|kind| kind.trim().to_ascii_lowercase()) {
        None => true,
        Some(kind) => {
            matches!(kind.as_str(), "" | "module" | "text/javascript" | "application/javascript")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(html: &str, sources: &[&str]) -> Vec<AdFault> {
        let source = |text: &&str| {
            let (directive, source) = text.split_once(' ').expect("a directive and a source");
            AdSource { directive: directive.to_owned(), source: source.to_owned() }
        };
        faults(html, &sources.iter().map(source).collect::<Vec<_>>())
    }

    #[test]
    fn what_an_advertisement_loads_must_be_declared() {
        let html = "<script async src=\"//ads.example/x.js\"></script>\n\
            <iframe src=https://frames.ads.example:444/a></iframe><img src=\"https://any.example/a.png\" alt>";
        let undeclared = |lines: &[&str]| {
            vec![AdFault::Undeclared(lines.iter().map(|line| (*line).to_owned()).collect())]
        };
        assert_eq!(
            of(html, &[]),
            undeclared(&[
                "script-src https://ads.example",
                "frame-src https://frames.ads.example:444"
            ])
        );
        let all = ["script-src https://ads.example/x.js", "frame-src https://*.ads.example:444"];
        assert_eq!(of(html, &all), []);
        let other = ["script-src https://ads.example/y/", "frame-src https://*.ads.example:444"];
        assert_eq!(of(html, &other), undeclared(&["script-src https://ads.example"]));
        // A wildcard is for hosts below the domain.
        let below = ["script-src https://*.ads.example", "frame-src https://*.ads.example:444"];
        assert_eq!(of(html, &below), undeclared(&["script-src https://ads.example"]));
    }

    #[test]
    fn a_script_in_the_html_is_declared_by_its_hash() {
        let html = "<script>alert(1 < 2)</script><script type=\"application/json\">{}</script>";
        let Some(AdFault::Undeclared(lines)) = of(html, &[]).pop() else {
            panic!("it has no hash")
        };
        assert_eq!(lines, ["script-src 'sha256-sNrEwoN+m2QWFx3xSWF5tXbMBCa9HAFJjjrCn0gRwZg='"]);
        assert_eq!(of(html, &[&lines[0]]), []);
    }

    #[test]
    fn what_browsers_refuse_or_what_breaks_the_page_is_named() {
        let refused = |what: &str| vec![AdFault::Refused(what.to_owned())];
        assert_eq!(
            of("<a href=\"https://a.example\" onclick=\"x()\">A</a>", &[]),
            refused("onclick")
        );
        assert_eq!(of("<p style=\"color:red\">A", &[]), refused("style"));
        assert_eq!(of("<embed src=\"https://a.example/a.swf\">", &[]), refused("<embed>"));
        let insecure = "http://a.example/a.png";
        assert_eq!(
            of(&format!("<img src=\"{insecure}\">"), &[]),
            [AdFault::Insecure(insecure.to_owned())]
        );
        let unbalanced = |what: &str| vec![AdFault::Unbalanced(what.to_owned())];
        assert_eq!(of("<b>Sale", &[]), unbalanced("<b>"));
        assert_eq!(of("Sale</div>", &[]), unbalanced("</div>"));
        assert_eq!(of("<!-- Sale > now", &[]), unbalanced("<"));
        assert_eq!(of("Sale <a href=\"https://a.example", &[]), unbalanced("<"));
        assert_eq!(of("<ul><li>One<li>Two</ul><p>Three<br/><table><tr><td>4</table>", &[]), []);
        assert_eq!(of("<svg viewBox=\"0 0 1 1\"><path d=\"M0 0\"/></svg>", &[]), []);
        assert_eq!(of("", &[]), []);
    }
}
