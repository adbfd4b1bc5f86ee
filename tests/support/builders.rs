//! Worlds that a scene finds ready.

use rejoinder::clock::Time;
use serde_json::{Value, json};

use crate::support::app::TestApp;
use crate::support::staff::Staff;

/// An article as readers find it.
#[derive(Clone, Debug)]
pub struct Article {
    /// Its number.
    pub id: i64,
    /// Where its page is.
    pub path: String,
    /// The headline.
    pub title: String,
    /// For changes.
    pub version: i64,
}

/// An article that is about to be written by the API.
pub struct ArticleBuilder<'a> {
    app: &'a TestApp,
    by: Option<&'a Staff>,
    fields: Value,
}

impl Article {
    /// Where its comment form goes.
    pub fn action(&self) -> String {
        format!("/articles/{}/comments", self.id)
    }

    /// The article in an API's answer.
    pub fn of(json: &Value) -> Article {
        Article {
            id: json["id"].as_i64().expect("a number"),
            path: json["path"].as_str().expect("a path").to_owned(),
            title: json["title"].as_str().expect("a title").to_owned(),
            version: json["version"].as_i64().expect("a version"),
        }
    }
}

impl<'a> ArticleBuilder<'a> {
    pub(super) fn new(app: &'a TestApp, number: u32) -> ArticleBuilder<'a> {
        let fields = json!({
            "title": format!("The harbour, part {number}"),
            "body": "The dredger comes **twice a year** now.",
            "status": "published",
        });
        ArticleBuilder { app, by: None, fields }
    }

    /// Another headline.
    pub fn title(self, title: &str) -> Self {
        self.with("title", title)
    }

    /// Another text, in Markdown.
    pub fn body(self, body: &str) -> Self {
        self.with("body", body)
    }

    /// In this section.
    pub fn section(self, section: &str) -> Self {
        self.with("section", section)
    }

    /// Not yet, or no longer, public.
    pub fn status(self, status: &str) -> Self {
        self.with("status", status)
    }

    /// Published then.
    pub fn published_at(self, at: Time) -> Self {
        self.with("published_at", at.to_string())
    }

    /// Takes no comments.
    pub fn closed(self) -> Self {
        self.with("comments_open", false)
    }

    /// Any other field of the API.
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.fields[name] = value.into();
        self
    }

    /// Written by somebody else than the house's author.
    pub fn by(self, staff: &'a Staff) -> Self {
        ArticleBuilder { by: Some(staff), ..self }
    }

    /// Sends it to the API.
    pub async fn create(self) -> Article {
        let author = match self.by {
            Some(author) => author,
            None => self.app.house_author().await,
        };
        let answer = author.post("/api/v1/articles", &self.fields).await.expect(201);
        Article::of(&answer.json())
    }
}
