//! Comments over HTTP: the article's page with its thread ([`article`]), the form ([`form`]), the
//! readers' JSON ([`api`]), and the cookie of a browser in which an address was verified
//! ([`browser`]); [`protected`] has the form for an article's password.

pub mod api;
pub mod article;
pub mod browser;
pub mod card;
pub mod form;
pub mod preview;
pub mod protected;
mod rendering;

use crate::accounts::web::Caller;
use crate::articles;
use crate::articles::model::Article;
use crate::comments::submission::Sender;
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::ids::{ArticleId, CommentId};

fn sender(staff: Caller) -> Sender {
    match staff {
        Caller::Anonymous => Sender::Reader,
        Caller::Token => Sender::Exempt,
        Caller::Session(account) => Sender::Staff(account),
    }
}

fn public_article(conn: &mut Connection, id: ArticleId) -> Result<Article> {
    Some(articles::by_id(conn, id)?).filter(Article::is_public).ok_or(Error::NotFound)
}

/// A reference that a reader can quote when writing about a comment.
pub fn reference(id: CommentId) -> String {
    format!("C-{id}")
}

/// The comment that a text names by its reference: `C-30`, `c-30`, `#30`, `30`. None for any other
/// text.
pub fn parse_reference(text: &str) -> Option<CommentId> {
    let text = text.trim();
    let number = ["C-", "c-", "#"].iter().find_map(|start| text.strip_prefix(start));
    let number = number.unwrap_or(text);
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    number.parse().ok().filter(|_| is_number)
}
