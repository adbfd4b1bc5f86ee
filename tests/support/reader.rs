//! A reader with a browser and no account.

use std::time::Duration;

use reqwest::Method;
use reqwest::header::HeaderValue;

use crate::support::answer::Answer;
use crate::support::app::World;
use crate::support::builders::Article;

/// How long a reader of these scenes looks at a page before answering: longer than any limit on
/// speed.
const READING: Duration = Duration::from_secs(30);

/// Somebody who reads and may want to say something.
#[derive(Clone)]
pub struct Reader {
    world: World,
    /// As in the form.
    pub name: String,
    /// As in the form.
    pub email: String,
    network: String,
}

/// The comment form as it was found on a page, to be filled in and sent, perhaps twice.
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
    /// Where the reader was led.
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

    /// The same person, called so.
    pub fn named(self, name: &str) -> Reader {
        Reader { name: name.to_owned(), ..self }
    }

    /// The same person with this address.
    pub fn with_email(self, email: &str) -> Reader {
        Reader { email: email.to_owned(), ..self }
    }

    /// The same person, asking from this network address.
    pub fn at(self, network: &str) -> Reader {
        Reader { network: network.to_owned(), ..self }
    }

    /// Fetches a page.
    pub async fn see(&self, path: &str) -> Answer {
        let request =
            self.world.request(Method::GET, path).header("x-forwarded-for", &self.network);
        Answer::of(request.header("accept", "text/html").send().await.expect("an answer")).await
    }

    /// Fetches a page with a cookie, as a browser that has one.
    pub async fn see_with(&self, path: &str, cookie: &str) -> Answer {
        let request =
            self.world.request(Method::GET, path).header("x-forwarded-for", &self.network);
        let request = request.header("accept", "text/html").header("cookie", cookie);
        Answer::of(request.send().await.expect("an answer")).await
    }

    /// Sends a JSON body to any path.
    pub async fn send_json(&self, path: &str, body: &serde_json::Value) -> Answer {
        let request =
            self.world.request(Method::POST, path).header("x-forwarded-for", &self.network);
        Answer::of(request.json(body).send().await.expect("an answer")).await
    }

    /// Presses the button of a form with these fields.
    pub async fn press(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let fields =
            fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        self.send(&Form { action: path.to_owned(), fields }).await
    }

    /// Fetches an article's page.
    pub async fn open(&self, article: &Article) -> Answer {
        self.see(&article.path).await.expect(200)
    }

    /// Opens an article and takes its form, filled in with name and address.
    pub async fn form(&self, article: &Article) -> Form {
        self.form_on(&self.open(article).await, article)
    }

    /// Follows the link to answer a comment and takes the form, filled in with name and address.
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

    /// Sends a form at this very moment.
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
        Answer::of(request.send().await.expect("an answer")).await
    }

    /// Reads, writes and posts.
    pub async fn try_post(&self, article: &Article, text: &str) -> Answer {
        let form = self.form(article).await.with("text", text);
        self.world.clock.advance(READING);
        self.send(&form).await
    }

    /// Reads, writes and posts a comment that is taken.
    pub async fn post(&self, article: &Article, text: &str) -> Posted {
        let answer = self.try_post(article, text).await.expect(303);
        self.posted(&answer).await
    }

    /// Answers a comment; the answer is taken.
    pub async fn reply(&self, article: &Article, parent: i64, text: &str) -> Posted {
        let form = self.reply_form(article, parent).await.with("text", text);
        self.world.clock.advance(READING);
        let answer = self.send(&form).await.expect(303);
        self.posted(&answer).await
    }

    /// Looks where a 303 leads: at the comment in public, or at its private page, which names its
    /// number.
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
        Posted { id, location }
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
        Answer::of(request.json(body).send().await.expect("an answer")).await
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
