//! An HTTP answer, read to its end, with the checks that scenes make.

use std::io::Read as _;

use flate2::read::GzDecoder;
use reqwest::header::HeaderMap;
use reqwest::{RequestBuilder, Response};
use serde_json::Value;

use crate::support::app::BASE_URL;

/// Status, headers and the whole body.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// Every header.
    pub headers: HeaderMap,
    /// The body as received, perhaps compressed.
    pub body: Vec<u8>,
    /// The requested URL, for messages.
    url: String,
}

impl Answer {
    /// Sends a request and reads the answer.
    pub async fn to(request: RequestBuilder) -> Answer {
        Answer::of(request.send().await.expect("an answer")).await
    }

    /// Reads `response` to its end.
    pub async fn of(response: Response) -> Answer {
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let url = response.url().to_string();
        let body = response.bytes().await.expect("the answer's body arrives").to_vec();
        Answer { status, headers, body, url }
    }

    /// The same answer if it has this status; otherwise the test fails and prints the body.
    #[track_caller]
    pub fn expect(self, status: u16) -> Answer {
        assert_eq!(self.status, status, "{}\n{}", self.url, self.text());
        self
    }

    /// A header, empty if there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("a header in ASCII"))
    }

    /// The `Location`.
    #[track_caller]
    pub fn location(&self) -> &str {
        let location = self.header("location");
        assert!(!location.is_empty(), "no Location: {} {}", self.status, self.url);
        location
    }

    /// The body as text, decompressed if it was compressed.
    pub fn text(&self) -> String {
        let mut bytes = Vec::new();
        match self.header("content-encoding") {
            "gzip" => GzDecoder::new(&*self.body).read_to_end(&mut bytes),
            "br" => brotli::Decompressor::new(&*self.body, 4096).read_to_end(&mut bytes),
            _ => (&*self.body).read_to_end(&mut bytes),
        }
        .expect("a sound body");
        String::from_utf8(bytes).expect("UTF-8")
    }

    /// The body as JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|_| panic!("no JSON: {} {}", self.url, self.text()))
    }

    /// The `code` of a problem.
    #[track_caller]
    pub fn code(&self) -> String {
        assert_eq!(self.header("content-type"), "application/problem+json", "{}", self.text());
        self.json()["code"].as_str().expect("a code").to_owned()
    }

    /// The elements of a list of the API.
    #[track_caller]
    pub fn items(&self) -> Vec<Value> {
        self.json()["items"].as_array().expect("items").clone()
    }

    /// The numbers of the elements of a list of the API.
    #[track_caller]
    pub fn item_ids(&self) -> Vec<i64> {
        self.items().iter().map(|item| item["id"].as_i64().expect("an id")).collect()
    }

    /// The next part of a list of the API: the path in `Link: <…>; rel="next"`, if there is one.
    pub fn next_part(&self) -> Option<String> {
        let link = self.header("link");
        let (address, rel) = link.split_once('>')?;
        assert!(rel.contains("rel=\"next\""), "{link}");
        let address = address.trim_start_matches('<');
        Some(address.strip_prefix(BASE_URL).unwrap_or(address).to_owned())
    }

    /// The next page of a list at the desk: the first link with `rel="next"`, if there is one.
    pub fn next_page(&self) -> Option<String> {
        values_of(&self.text(), "rel=\"next\" href=\"").first().map(|address| unescaped(address))
    }

    /// Pointer and code of each fault in a problem, in their order.
    #[track_caller]
    pub fn faults(&self) -> Vec<(String, String)> {
        let problem = self.json();
        let word = |fault: &Value, name: &str| fault[name].as_str().expect("a text").to_owned();
        let faults = problem["errors"].as_array().cloned().unwrap_or_default();
        faults.iter().map(|fault| (word(fault, "pointer"), word(fault, "code"))).collect()
    }

    /// The code of each fault in the answer's order: a page's `data-code`, or the API's `errors`.
    pub fn codes(&self) -> Vec<String> {
        if self.header("content-type").starts_with("application/problem+json") {
            return self.faults().into_iter().map(|(_, code)| code).collect();
        }
        values_of(&self.text(), "data-code=\"")
    }

    /// Whether the body contains these words.
    #[track_caller]
    pub fn shows(&self, words: &str) -> bool {
        self.text().contains(words)
    }

    /// Fails unless the body contains these words.
    #[track_caller]
    pub fn assert_shows(&self, words: &str) {
        assert!(self.shows(words), "{words:?} is not in {}:\n{}", self.url, self.text());
    }

    /// Fails if the body contains these words.
    #[track_caller]
    pub fn assert_hides(&self, words: &str) {
        assert!(!self.shows(words), "{words:?} is in {}:\n{}", self.url, self.text());
    }

    /// The start tag of the element with this `id`, or nothing.
    pub fn tag(&self, id: &str) -> Option<String> {
        let text = self.text();
        let at = text.find(&format!(" id=\"{id}\""))?;
        let from = text[..at].rfind('<')?;
        let end = from + text[from..].find('>')?;
        Some(text[from..=end].to_owned())
    }

    /// The text within the textarea with this `id`, unescaped.
    pub fn textarea(&self, id: &str) -> Option<String> {
        let (text, tag) = (self.text(), self.tag(id)?);
        let (_, after) = text.split_once(&tag)?;
        let (inside, _) = after.split_once("</textarea>")?;
        // HTML drops one line feed right after the start tag.
        Some(unescaped(inside.strip_prefix('\n').unwrap_or(inside)))
    }

    /// The value of the first input with this name, unescaped.
    pub fn input(&self, name: &str) -> Option<String> {
        let text = self.text();
        let at = text.find(&format!(" name=\"{name}\""))?;
        let from = text[..at].rfind('<')?;
        let end = from + text[from..].find('>')?;
        attribute(&text[from..=end], "value")
    }

    /// Name and value of each hidden input of the form that posts to `action`.
    pub fn hidden_fields(&self, action: &str) -> Vec<(String, String)> {
        let text = self.text();
        let form = text.split("<form ").find(|form| form.contains(&format!("action=\"{action}\"")));
        let form = form.unwrap_or_else(|| panic!("no form to {action} in {}:\n{text}", self.url));
        let form = form.split("</form>").next().unwrap_or(form);
        let tags = form
            .split('<')
            .filter(|tag| tag.starts_with("input ") && tag.contains("type=\"hidden\""));
        tags.map(|tag| {
            (attribute(tag, "name").expect("a name"), attribute(tag, "value").unwrap_or_default())
        })
        .collect()
    }

    /// The numbers of the comments on the page, in its order.
    pub fn comments(&self) -> Vec<i64> {
        values_of(&self.text(), "id=\"comment-")
            .iter()
            .map(|id| id.parse().expect("a number"))
            .collect()
    }

    /// The HTML of one comment on the page.
    #[track_caller]
    pub fn comment(&self, id: i64) -> String {
        let text = self.text();
        let start = format!("id=\"comment-{id}\"");
        let (_, after) = text
            .split_once(&start)
            .unwrap_or_else(|| panic!("no comment {id} in {}:\n{text}", self.url));
        after.split("</article>").next().unwrap_or(after).to_owned()
    }
}

/// The texts between each `start` and the next quote.
fn values_of(text: &str, start: &str) -> Vec<String> {
    text.split(start).skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    Some(unescaped(rest.split('"').next()?))
}

/// Replaces the character references that the templates write.
pub fn unescaped(text: &str) -> String {
    let mut text = text.to_owned();
    for (reference, character) in [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&#x27;", "'"),
        ("&#60;", "<"),
        ("&#62;", ">"),
        ("&#38;", "&"),
        ("&amp;", "&"),
    ] {
        text = text.replace(reference, character);
    }
    text
}
