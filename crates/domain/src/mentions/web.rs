//! `POST /webmention`: a site reports that one of its pages links to an article.

use actix_web::http::StatusCode;
use actix_web::http::header;
use actix_web::{HttpResponse, web};
use serde::Deserialize;

use crate::app::App;
use crate::config::Config;
use crate::error::Error;
use crate::mentions;
use crate::web::error::{Answer, Failure};
use crate::web::extract::{Client, Form};

/// The path of the endpoint.
pub const ENDPOINT: &str = "/webmention";

/// What is sent.
#[derive(Debug, Deserialize)]
pub struct Notice {
    #[serde(default)]
    source: String,
    #[serde(default)]
    target: String,
}

/// The endpoint for a `Link` header and a `<link>`, if notices are taken.
pub fn endpoint(config: &Config) -> Option<String> {
    let is_on = config.discovery.receive_webmentions;
    is_on.then(|| format!("{}{ENDPOINT}", config.server.base_url))
}

/// Answers 202, because the page is looked at later; 400 for what is no notice about an article of this site; 429 for too
/// many notices, from one network or together; 404 where notices are not taken.
pub async fn receive(app: web::Data<App>, client: Client, Form(notice): Form<Notice>) -> Answer {
    if !app.settings().discovery.receive_webmentions {
        return Err(Error::NotFound.into());
    }
    let (base_url, now) = (app.config.server.base_url.clone(), app.clock.now());
    let Notice { source, target } = notice;
    let network = app.vault.network_hash(client.address, now);
    let network = app.vault.sign("webmention network", &[&network]);
    let take =
        move |conn: &mut _| mentions::receive(conn, (&source, &target), &base_url, &network, now);
    if let Err(error) = app.db.write(take).await {
        // The Recommendation wants 400 for what others answer with 422.
        let is_invalid = matches!(error, Error::Invalid(_));
        let failure = Failure::from(error);
        return Err(match is_invalid {
            true => Failure { status: StatusCode::BAD_REQUEST, ..failure },
            false => failure,
        });
    }
    app.worker_wakeup.notify_one();
    Ok(HttpResponse::Accepted()
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .content_type("text/plain; charset=utf-8")
        .body("Thank you. The page is looked at, and then by an editor.\n"))
}
