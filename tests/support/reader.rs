//! A reader with a browser and no account.

use std::time::Duration;

use reqwest::Method;
use reqwest::header::HeaderValue;

use crate::support::answer::Answer;
use crate::support::app::World;
use crate::support::builders::Article;

/// The time between opening a page and sending its form: longer than any limit on speed.
const READING: Duration = Duration::from_secs(30);

/// A reader with an address and a network of their own.
#[derive(Clone)]
pub struct Reader {
    world: World,
    /// As in the form.
    pub name: String,
    /// As in the form.
    pub email: String,
    network: String,
}

/// A page's form with its fields, to be filled in and sent, perhaps twice.
#[derive(Clone, Debug)]
pub struct Form {
    /// Where it goes.
    pub action: String,
    /// Name and value, hidden ones included.
    pub fields: Vec<(String, String)>,
}

/// A stored comment.
#[derive(Clone, Debug)]
pub struct Posted {
    /// Its number.
    pub id: i64,
    /// The redirect's target.
    pub location: String,
}

impl Reader {
    pub(super) fn new(world: World, number: u32) -> Reader {
        Reader {
            world,
            name: format!("Reader {number}"),
            email: format!("reader-{number}@mail.test"),
            network: format!("10.{}.{}.7", number / 250 + 1, number % 250),
        }
    }

    /// The same reader with another name.
    pub fn named(self, name: &str) -> Reader {
        Reader { name: name.to_owned(), ..self }
    }

    /// The same reader with another e-mail address.
    pub fn with_email(self, email: &str) -> Reader {
        Reader { email: email.to_owned(), ..self }
    }

    /// The same reader from another network address.
    pub fn at(self, network: &str) -> Reader {
        Reader { network: network.to_owned(), ..self }
    }

    /// Fetches a page.
    pub async fn see(&self, path: &str) -> Answer {
        let request =
            self.world.request(Method::GET, path).header("x-forwarded-for", &self.network);
        Answer::to(request.header("accept", "text/html")).await
    }

    /// Fetches a page with a cookie, as a browser that has one.
    pub async fn see_with(&self, path: &str, cookie: &str) -> Answer {
        let request =
            self.world.request(Method::GET, path).header("x-forwarded-for", &self.network);
        let request = request.header("accept", "text/html").header("cookie", cookie);
        Answer::to(request).await
    }

    /// Sends a JSON body to any path.
    pub async fn send_json(&self, path: &str, body: &serde_json::Value) -> Answer {
        let request =
            self.world.request(Method::POST, path).header("x-forwarded-for", &self.network);
        Answer::to(request.json(body)).await
    }

    /// Flags a comment.
    pub async fn flag(&self, id: i64, reason: &str) -> Answer {
        let flag = serde_json::json!({ "reason": reason });
        self.send_json(&format!("/api/v1/comments/{id}/flags"), &flag).await
    }

    /// Sends a form with these fields.
    pub async fn press(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let fields =
            fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        self.send(&Form { action: path.to_owned(), fields }).await
    }

    /// Fetches an article's page.
    pub async fn open(&self, article: &Article) -> Answer {
        self.see(&article.path).await.expect(200)
    }

    /// Opens an article and fills name and address into its form.
    pub async fn form(&self, article: &Article) -> Form {
        self.form_on(&self.open(article).await, article)
    }

    /// Opens the form for a reply to a comment and fills in name and address.
    pub async fn reply_form(&self, article: &Article, parent: i64) -> Form {
        let page = self.see(&format!("{}?reply={parent}", article.path)).await.expect(200);
        self.form_on(&page, article)
    }

    /// The form on a page, filled in with name and address.
    pub fn form_on(&self, page: &Answer, article: &Article) -> Form {
        let action = article.action();
        let fields = page.hidden_fields(&action);
        Form { action, fields }
            .with("name", &self.name)
            .with("email", &self.email)
            .with("website", "")
            .with("homepage2", "")
    }

    /// Sends a form at once.
    pub async fn send(&self, form: &Form) -> Answer {
        self.send_with(form, &[]).await
    }

    /// Sends a form with further headers.
    pub async fn send_with(&self, form: &Form, headers: &[(&'static str, &str)]) -> Answer {
        let mut request =
            self.world.request(Method::POST, &form.action).header("x-forwarded-for", &self.network);
        for (name, value) in headers {
            request = request.header(*name, HeaderValue::from_str(value).expect("a header"));
        }
        let request = request.header("accept", "text/html").form(&form.fields);
        Answer::to(request).await
    }

    /// Opens an article, writes a comment and sends it.
    pub async fn try_post(&self, article: &Article, text: &str) -> Answer {
        let form = self.form(article).await.with("text", text);
        self.world.clock.advance(READING);
        self.send(&form).await
    }

    /// Posts a comment that is accepted.
    pub async fn post(&self, article: &Article, text: &str) -> Posted {
        let answer = self.try_post(article, text).await.expect(303);
        self.posted(&answer).await
    }

    /// Posts a reply that is accepted.
    pub async fn reply(&self, article: &Article, parent: i64, text: &str) -> Posted {
        let form = self.reply_form(article, parent).await.with("text", text);
        self.world.clock.advance(READING);
        let answer = self.send(&form).await.expect(303);
        self.posted(&answer).await
    }

    /// Reads the comment's number from the 303: from the public comment's address, or from the status
    /// page.
    pub async fn posted(&self, answer: &Answer) -> Posted {
        let location = answer.location().to_owned();
        let id = match location.split_once("#comment-") {
            Some((_, id)) => id.parse().expect("a number"),
            None => {
                let page = self.see(&location).await.expect(200).text();
                let (_, reference) = page.split_once("<code>C-").expect("a reference");
                reference.split('<').next().and_then(|id| id.parse().ok()).expect("a number")
            }
        };
        // On PostgreSQL the address says which comment the page must show; tests/replicas.rs is about that.
        let says = format!("posted={id}");
        let location = ["?", "&"]
            .iter()
            .fold(location, |place, mark| place.replace(&format!("{mark}{says}#"), "#"));
        Posted { id, location }
    }

    /// Posts by the JSON endpoint a minute later. Returns the comment's number and the URL of its status
    /// page, which the form's answer has only for held comments.
    pub async fn post_by_api(&self, article: &Article, text: &str) -> (i64, String) {
        self.world.clock.advance(Duration::from_secs(60));
        let body = serde_json::json!({ "text": text, "name": self.name, "email": self.email });
        let answer = self.post_json(article, &body).await;
        // Public at once, or held.
        assert!([201, 202].contains(&answer.status), "{}", answer.text());
        let posted = answer.json();
        let page = posted["status_url"].as_str().expect("a URL").to_owned();
        (posted["id"].as_i64().expect("a number"), page)
    }

    /// Posts by the JSON endpoint.
    pub async fn post_json(&self, article: &Article, body: &serde_json::Value) -> Answer {
        self.post_json_with(article, body, &[]).await
    }

    /// Posts by the JSON endpoint with further headers.
    pub async fn post_json_with(
        &self,
        article: &Article,
        body: &serde_json::Value,
        headers: &[(&'static str, &str)],
    ) -> Answer {
        let path = format!("/api/v1/articles/{}/comments", article.id);
        let mut request =
            self.world.request(Method::POST, &path).header("x-forwarded-for", &self.network);
        for (name, value) in headers {
            request = request.header(*name, HeaderValue::from_str(value).expect("a header"));
        }
        Answer::to(request.json(body)).await
    }
}

impl Form {
    /// The same with this value in this field.
    pub fn with(mut self, name: &str, value: &str) -> Form {
        self.fields.retain(|(field, _)| field != name);
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }

    /// A field's value.
    pub fn value(&self, name: &str) -> &str {
        self.fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value)
    }
}
