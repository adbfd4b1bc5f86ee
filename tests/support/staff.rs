//! Members of the staff: with a token for the API, and with a password for the desk.

use rejoinder::accounts::model::{Name, NewAccount, NewToken, Role};
use rejoinder::accounts::{self, tokens};
use rejoinder::address::EmailAddress;
use reqwest::header::HeaderMap;
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

use crate::support::answer::Answer;
use crate::support::app::{TestApp, World};
use crate::support::builders::Article;
use crate::support::pictures::with_files;

/// A member of the staff and their API token.
pub struct Staff {
    /// The account.
    pub id: i64,
    /// What one signs in with.
    pub email: String,
    /// The name that colleagues see.
    pub name: String,
    /// Good for the desk.
    pub password: String,
    /// Good for the API, with every scope that the role has.
    pub token: String,
    world: World,
}

/// A browser at the desk. It keeps the cookie that the server sets.
pub struct Desk {
    world: World,
    /// The cookie as it is sent; empty without one.
    pub cookie: String,
    /// The token of the page that was opened last.
    pub csrf: String,
}

impl Staff {
    /// A new account, as an admin would have created it.
    pub(super) async fn join(app: &TestApp, role: Role, number: u32) -> Staff {
        let (email, name) =
            (format!("{}-{number}@desk.test", role.name()), format!("{} {number}", role.name()));
        let password = format!("seven grey gulls {number}");
        let new = NewAccount {
            email: EmailAddress::parse(&email).expect("an address"),
            name: Name::parse(&name).expect("a name"),
            role,
        };
        let now = app.now();
        let hash = app.core.passwords.hash(password.clone().into()).await.expect("a hash");
        let row = accounts::prepare(&app.core.vault, &new, hash, now).expect("a sealed address");
        let token = tokens::secret().expect("a secret");
        let secret = token.clone();
        let days = std::time::Duration::from_secs(90 * 86_400);
        let new = NewToken {
            name: "scenes".to_owned(),
            scopes: role.scopes(),
            expires_at: now.plus(days),
        };
        let joined = app.core.db.write(move |conn| {
            let account = accounts::add(conn, &row)?;
            tokens::create(conn, account.id, &new, &secret, now)?;
            Ok(account.id)
        });
        let id = joined.await.expect("an account").0;
        Staff { id, email, name, password, token, world: app.world().clone() }
    }

    /// The same person with another token.
    pub fn with_token(&self, token: &str) -> Staff {
        Staff {
            token: token.to_owned(),
            email: self.email.clone(),
            name: self.name.clone(),
            password: self.password.clone(),
            world: self.world.clone(),
            id: self.id,
        }
    }

    /// A request with the token.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.world.request(method, path).bearer_auth(&self.token)
    }

    /// GET.
    pub async fn get(&self, path: &str) -> Answer {
        Answer::to(self.request(Method::GET, path)).await
    }

    /// POST with a JSON body.
    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        Answer::to(self.request(Method::POST, path).json(body)).await
    }

    /// PUT with a JSON body.
    pub async fn put(&self, path: &str, body: &Value) -> Answer {
        Answer::to(self.request(Method::PUT, path).json(body)).await
    }

    /// PATCH with a JSON body.
    pub async fn patch(&self, path: &str, body: &Value) -> Answer {
        Answer::to(self.request(Method::PATCH, path).json(body)).await
    }

    /// DELETE.
    pub async fn remove(&self, path: &str) -> Answer {
        Answer::to(self.request(Method::DELETE, path)).await
    }

    /// Changes the present version of an article.
    pub async fn change_article(&self, article: &Article, mut fields: Value) -> Answer {
        let present = self.get(&article.api()).await.expect(200).json();
        fields["version"] = present["version"].clone();
        self.patch(&article.api(), &fields).await
    }

    /// A comment as moderators see it.
    pub async fn comment(&self, id: i64) -> Value {
        self.get(&format!("/api/v1/comments/{id}")).await.expect(200).json()
    }

    /// A comment's status.
    pub async fn status_of(&self, id: i64) -> String {
        self.comment(id).await["status"].as_str().expect("a status").to_owned()
    }

    /// The codes of the reasons for a comment's status, from screening.
    pub async fn reasons_of(&self, id: i64) -> Vec<String> {
        let comment = self.comment(id).await;
        let reasons = comment["reasons"].as_array().expect("reasons");
        reasons.iter().map(|reason| reason["code"].as_str().expect("a code").to_owned()).collect()
    }

    /// Makes a comment public, as it is now.
    pub async fn approve(&self, id: i64) -> Answer {
        self.decide(id, "approve").await
    }

    /// Keeps a comment out, as it is now.
    pub async fn reject(&self, id: i64) -> Answer {
        self.decide(id, "reject").await
    }

    /// Destroys a comment, as it is now.
    pub async fn delete(&self, id: i64) -> Answer {
        self.decide(id, "delete").await
    }

    /// Reads a comment's version and decides about it.
    pub async fn decide(&self, id: i64, decision: &str) -> Answer {
        let version = self.comment(id).await["version"].clone();
        self.decide_about(id, decision, version.as_i64().expect("a version")).await.expect(200)
    }

    /// Decides about a version that was read before.
    pub async fn decide_about(&self, id: i64, decision: &str, version: i64) -> Answer {
        let body = json!({ "decision": decision, "version": version });
        self.post(&format!("/api/v1/comments/{id}/decisions"), &body).await
    }

    /// Undoes the last decision about a comment.
    pub async fn undo(&self, id: i64) -> Answer {
        let version = self.comment(id).await["version"].as_i64().expect("a version");
        self.undo_version(id, version).await.expect(200)
    }

    /// Undoes the decision that made this version of a comment.
    pub async fn undo_version(&self, id: i64, version: i64) -> Answer {
        self.post(&format!("/api/v1/comments/{id}/undo"), &json!({ "version": version })).await
    }

    /// A browser that has opened the sign-in page.
    pub async fn at_sign_in(&self) -> Desk {
        let mut desk =
            Desk { world: self.world.clone(), cookie: String::new(), csrf: String::new() };
        desk.see("/desk/login").await.expect(200);
        desk
    }

    /// A browser that has signed in.
    pub async fn signed_in(&self) -> Desk {
        let mut desk = self.at_sign_in().await;
        desk.sign_in(&self.email, &self.password).await.expect(303);
        desk.see("/desk/account").await.expect(200);
        desk
    }
}

impl Desk {
    /// Another browser with the same cookie, as after a theft.
    pub fn copy(&self) -> Desk {
        Desk { world: self.world.clone(), cookie: self.cookie.clone(), csrf: self.csrf.clone() }
    }

    /// Opens a page and remembers the token of its forms.
    pub async fn see(&mut self, path: &str) -> Answer {
        let request = self.request(Method::GET, path).header("sec-fetch-site", "same-origin");
        let answer = self.exchange(request).await;
        // A link may lead to a picture or to a feed.
        let is_page = answer.header("content-type").starts_with("text/html");
        if let Some(csrf) = is_page.then(|| answer.input("csrf")).flatten() {
            self.csrf = csrf;
        }
        answer
    }

    /// Sends the sign-in form.
    pub async fn sign_in(&mut self, email: &str, password: &str) -> Answer {
        self.send("/desk/login", &[("email", email), ("password", password), ("next", "/desk")])
            .await
    }

    /// Sends a form of the last page, as a browser does.
    pub async fn send(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.send_from(path, fields, "same-origin").await
    }

    /// Sends the form of `page` with the values that these of its fields have there, or that `changed` gives them.
    pub async fn send_changed(
        &mut self,
        path: &str,
        page: &Answer,
        names: &[&str],
        changed: &[(&str, &str)],
    ) -> Answer {
        let is_kept = |name: &&&str| changed.iter().all(|(given, _)| given != *name);
        let value = |name: &str| page.input(name).or_else(|| page.textarea(name));
        let kept: Vec<(&str, String)> =
            names.iter().filter(is_kept).filter_map(|name| Some((*name, value(name)?))).collect();
        let mut fields: Vec<(&str, &str)> =
            kept.iter().map(|(name, value)| (*name, value.as_str())).collect();
        fields.extend_from_slice(changed);
        self.send(path, &fields).await
    }

    /// Sends a form whose fields have names that were made.
    pub async fn send_owned(&mut self, path: &str, fields: &[(String, String)]) -> Answer {
        let fields: Vec<(&str, &str)> =
            fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        self.send(path, &fields).await
    }

    /// Sends a form with this `Sec-Fetch-Site`.
    pub async fn send_from(&mut self, path: &str, fields: &[(&str, &str)], site: &str) -> Answer {
        let mut fields = fields.to_vec();
        let csrf = self.csrf.clone();
        fields.push(("csrf", &csrf));
        let request = self.request(Method::POST, path).header("sec-fetch-site", site).form(&fields);
        self.exchange(request).await
    }

    /// Sends a form with files of the last page: the token first, then the fields, then the files, each
    /// with its field, its name and its content.
    pub async fn send_files(
        &mut self,
        path: &str,
        fields: &[(&str, &str)],
        files: &[(&str, &str, &[u8])],
    ) -> Answer {
        let csrf = self.csrf.clone();
        let fields = [&[("csrf", csrf.as_str())], fields].concat();
        let request = self.request(Method::POST, path).header("sec-fetch-site", "same-origin");
        self.exchange(with_files(request, &fields, files)).await
    }

    /// A request with the cookie and nothing else.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.world.request(method, path).header("accept", "text/html");
        if self.cookie.is_empty() { request } else { request.header("cookie", &self.cookie) }
    }

    /// Sends a request and keeps the cookie that the answer sets.
    async fn exchange(&mut self, request: RequestBuilder) -> Answer {
        let answer = Answer::to(request).await;
        self.keep_cookie(&answer.headers);
        answer
    }

    fn keep_cookie(&mut self, headers: &HeaderMap) {
        for cookie in headers.get_all("set-cookie") {
            let cookie = cookie.to_str().expect("a cookie in ASCII");
            let pair = cookie.split(';').next().unwrap_or_default();
            self.cookie = if pair.ends_with('=') { String::new() } else { pair.to_owned() };
        }
    }
}
