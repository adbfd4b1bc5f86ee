//! Builders of the data with which a scene starts.

use rejoinder::articles;
use rejoinder::articles::content::NewArticle;
use rejoinder::articles::save::Editing;
use rejoinder::articles::web::shapes::ArticleFields;
use rejoinder::clock::Time;
use rejoinder::config::{Surge, SurgeMode};
use rejoinder::ids::AccountId;
use rejoinder::screening::surge;
use serde_json::{Value, json};

use crate::support::app::TestApp;
use crate::support::staff::Staff;

/// A stored article.
#[derive(Clone, Debug)]
pub struct Article {
    /// Its number.
    pub id: i64,
    /// The path of its page.
    pub path: String,
    /// Its version when it was created.
    pub version: i64,
}

/// An article that is about to be created.
pub struct ArticleBuilder<'a> {
    app: &'a TestApp,
    by: Option<&'a Staff>,
    fields: Value,
}

impl Article {
    /// The action of its comment form.
    pub fn action(&self) -> String {
        format!("/articles/{}/comments", self.id)
    }

    /// Where the API shows it.
    pub fn api(&self) -> String {
        format!("/api/v1/articles/{}", self.id)
    }

    /// The article in an API's answer.
    pub fn of(json: &Value) -> Article {
        Article {
            id: json["id"].as_i64().expect("a number"),
            path: json["path"].as_str().expect("a path").to_owned(),
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

    /// With another status than published.
    pub fn status(self, status: &str) -> Self {
        self.with("status", status)
    }

    /// Published then.
    pub fn published_at(self, at: Time) -> Self {
        self.with("published_at", at.to_string())
    }

    /// Closed for comments.
    pub fn closed(self) -> Self {
        self.with("comments_open", false)
    }

    /// Any other field of the API.
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.fields[name] = value.into();
        self
    }

    /// With another author than [`TestApp::house_author`].
    pub fn by(self, staff: &'a Staff) -> Self {
        ArticleBuilder { by: Some(staff), ..self }
    }

    /// Stores it as the command line does, so that an author can have a published article.
    pub async fn create(self) -> Article {
        let author = match self.by {
            Some(author) => author,
            None => self.app.house_author().await,
        };
        let (author, now) = (AccountId(author.id), self.app.now());
        let fields: ArticleFields = serde_json::from_value(self.fields).expect("fields of the API");
        let new = NewArticle::parse(fields.into(), now).expect("a good article");
        let permalink = self.app.core.settings().articles.permalink.clone();
        let stored = self.app.core.db.write(move |conn| {
            let editing = Editing { by: None, permalink: &permalink, now };
            articles::create(conn, &new, Some(author), editing)
        });
        let saved = stored.await.expect("the article is stored");
        if let Some(scope) = saved.changed {
            self.app.core.cache.drop(scope);
        }
        let article = saved.article;
        Article { id: article.id.0, path: article.href(), version: article.version }
    }
}

impl TestApp {
    /// Opens a surge on an article: a reader posts, and the guard checks with limits of one comment. An
    /// article with a comment in the last five minutes gets one, too.
    pub async fn open_surge(&self, article: &Article, mode: SurgeMode) {
        self.reader().post_by_api(article, "One of many.").await;
        let settings = Surge {
            mode: Some(mode),
            comments: 1,
            factor: 1,
            ..self.core.settings().surge.clone()
        };
        let opened = surge::check(&self.core.db, &settings, self.now()).await.expect("checked");
        assert!(opened, "the guard has opened no surge");
    }
}
