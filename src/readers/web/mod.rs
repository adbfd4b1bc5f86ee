//! Over HTTP: reporting a comment ([`flag`], and [`api`] in JSON), its private page ([`status`]), and
//! the links in mails to readers ([`mail`]).

pub mod api;
pub mod flag;
pub mod mail;
pub mod status;

use actix_web::HttpResponse;
use actix_web::http::{StatusCode, header};
use askama::Template;

use crate::app::App;
use crate::articles;
use crate::clock::Time;
use crate::comments::web::browser::Known;
use crate::error::{Error, FieldError, Result};
use crate::ids::{CommentId, ReaderId};
use crate::notify::readers;
use crate::readers::view::NoticePage;
use crate::web::error::{Answer, Failure};
use crate::web::extract::Client;
use crate::web::page;
use crate::web::view::Problem;

/// Who flags, without saying who it is: the browser in which an address was proven, or else the
/// network for the day.
fn flagger(app: &App, Known(browser): Known, client: Client, now: Time) -> Vec<u8> {
    let who = match browser {
        Some(browser) => app.vault.sign("flagger", &[b"browser", browser.key()]),
        None => {
            app.vault.sign("flagger", &[b"network", &app.vault.network_hash(client.address, now)])
        }
    };
    who.to_vec()
}

fn see_other(location: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((header::LOCATION, location)).finish()
}

/// Mails the author of a comment the link to its private page.
async fn mail_link(app: &App, comment: CommentId, reader: ReaderId, now: Time) -> Result<()> {
    readers::request_link(app, comment, reader, now).await
}

/// A page that says what was done, or why not.
async fn notice(
    app: &App,
    status: StatusCode,
    heading: &str,
    words: &str,
    onward: Option<(String, String)>,
) -> Answer {
    let config = app.config.clone();
    let site = app.db.read(move |conn| articles::site(conn, &config)).await?;
    let page =
        NoticePage { site: &site, heading: heading.to_owned(), words: words.to_owned(), onward };
    Ok(page::html(status, page.render().map_err(Error::internal)?))
}

/// What a page reports of a failure: faults beside the fields, everything else above them.
fn report(failure: &Failure) -> (Vec<FieldError>, Option<Problem>) {
    if failure.status == StatusCode::UNPROCESSABLE_ENTITY {
        return (failure.errors.clone(), None);
    }
    let detail = match failure.retry_after {
        Some(wait) if failure.status == StatusCode::TOO_MANY_REQUESTS => {
            format!("That was too often. Try again in {}.", in_words(wait.as_secs().max(1)))
        }
        _ => failure.detail.clone(),
    };
    (Vec::new(), Some(Problem::new(failure.code, detail)))
}

/// A span of time in the largest unit that is not wrong by much: "15 minutes".
fn in_words(seconds: u64) -> String {
    let (n, unit) = match seconds {
        0..=119 => (seconds, "second"),
        120..=7_199 => (seconds.div_ceil(60), "minute"),
        7_200..=172_799 => (seconds.div_ceil(3_600), "hour"),
        _ => (seconds.div_ceil(86_400), "day"),
    };
    format!("{n} {unit}{}", if n == 1 { "" } else { "s" })
}

/// Adds `Retry-After` where the failure has one.
fn with_wait(mut answer: HttpResponse, failure: &Failure) -> HttpResponse {
    if let Some(wait) = failure.retry_after {
        answer
            .headers_mut()
            .insert(header::RETRY_AFTER, header::HeaderValue::from(wait.as_secs().max(1)));
    }
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_has_a_unit_that_people_use() {
        assert_eq!(in_words(1), "1 second");
        assert_eq!(in_words(900), "15 minutes");
        assert_eq!(in_words(7_201), "3 hours");
        assert_eq!(in_words(172_800), "2 days");
    }
}
