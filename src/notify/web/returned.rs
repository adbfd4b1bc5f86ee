//! `POST /mail/returned/{service}`: what mail services report about mails that came back. Off until the service's
//! key is configured.

use actix_web::http::StatusCode;
use actix_web::http::header::HeaderMap;
use actix_web::{HttpRequest, HttpResponse, web};
use reqwest::{Method, Request};
use secrecy::ExposeSecret;

use crate::app::App;
use crate::clock::Time;
use crate::error::{Error, Result};
use crate::mail::webhooks::ses::{self, Envelope, Said};
use crate::mail::webhooks::{Refused, Reported, Service, mailgun, sendgrid};
use crate::notify::bounces::{self, Effect};
use crate::web::error::{Answer, Failure};
use crate::web::extract;

/// Receives the report of a service: 204 when it is stored, 403 for one that the service has not signed, 404 for a
/// service that is not configured.
pub async fn receive(
    app: web::Data<App>,
    request: HttpRequest,
    service: web::Path<String>,
    payload: web::Payload,
) -> Answer {
    let service = Service::parse(&service).ok_or(Error::NotFound)?;
    let mail = &app.config.mail;
    let is_configured = match service {
        Service::Ses => mail.ses_topic.is_some(),
        Service::Mailgun => mail.mailgun_key.is_some(),
        Service::Sendgrid => mail.sendgrid_key.is_some(),
    };
    if !is_configured {
        return Err(Error::NotFound.into());
    }
    let body = extract::bytes(&request, &mut payload.into_inner()).await?;
    let reported = read(&app, service, request.headers(), &body, app.clock.now()).await?;
    let (parts, now) = (app.clone(), app.clock.now());
    let stored = app.db.write(move |conn| {
        let effects = reported.iter().map(|one| bounces::reported(conn, &parts.vault, one, now));
        effects.collect::<Result<Vec<_>>>()
    });
    for effect in stored.await? {
        if let Effect::Suppressed(delivery) = effect {
            tracing::info!(%delivery, service = service.name(), "a mail came back; its address gets no more mail");
        }
    }
    Ok(HttpResponse::NoContent().finish())
}

async fn read(
    app: &App,
    service: Service,
    headers: &HeaderMap,
    body: &[u8],
    now: Time,
) -> Result<Vec<Reported>, Failure> {
    let mail = &app.config.mail;
    match service {
        Service::Ses => from_ses(app, body, now).await,
        Service::Mailgun => {
            let key = mail.mailgun_key.as_ref().ok_or(Error::NotFound)?;
            let read = mailgun::read(body, key.expose_secret().as_bytes(), now);
            Ok(read.map_err(refused)?.into_iter().collect())
        }
        Service::Sendgrid => {
            let key = mail.sendgrid_key.as_deref().ok_or(Error::NotFound)?;
            let key = sendgrid::Key::parse(key)
                .ok_or_else(|| Error::internal("mail.sendgrid_key is no key"))?;
            let header = |name| headers.get(name).and_then(|value| value.to_str().ok());
            let signed = (
                header(sendgrid::SIGNATURE).unwrap_or_default(),
                header(sendgrid::TIMESTAMP).unwrap_or_default(),
            );
            sendgrid::read(body, signed, &key, now).map_err(refused)
        }
    }
}

/// Verifies a request of Amazon SNS by the certificate that it names, and answers its question whether we want its
/// messages.
async fn from_ses(app: &App, body: &[u8], now: Time) -> Result<Vec<Reported>, Failure> {
    let topic = app.config.mail.ses_topic.as_deref().ok_or(Error::NotFound)?;
    let (envelope, url) = Envelope::read(body, topic).map_err(refused)?;
    let known = app.mailer.sns_certificate.lock().await.clone();
    let certificate = match known.filter(|(at, _)| *at == url) {
        Some((_, certificate)) => certificate,
        None => {
            let request = Request::new(Method::GET, url.clone());
            let answer = app.outbound.send(request, ses::CERTIFICATE).await;
            let answer = answer.ok().filter(|answer| answer.status.is_success());
            answer.ok_or_else(unreachable)?.body
        }
    };
    let said = envelope.verify(&certificate, now).map_err(refused)?;
    // Only one that has verified a request is kept, so that strangers do not replace it.
    *app.mailer.sns_certificate.lock().await = Some((url, certificate));
    match said {
        Said::Reported(reported) => Ok(vec![reported]),
        Said::Nothing => Ok(Vec::new()),
        Said::Confirm(url) => {
            let asked = app.outbound.send(Request::new(Method::GET, url), ses::CERTIFICATE).await;
            asked.ok().filter(|answer| answer.status.is_success()).ok_or_else(unreachable)?;
            tracing::info!("the topic of Amazon SNS in mail.ses_topic is confirmed");
            Ok(Vec::new())
        }
    }
}

fn refused(why: Refused) -> Failure {
    match why {
        Refused::Unsigned => Failure::new(
            StatusCode::FORBIDDEN,
            "signature",
            "The request is not signed by the configured mail service.",
        ),
        Refused::Malformed => Failure::bare(StatusCode::BAD_REQUEST),
    }
}

/// The service sends the request again.
fn unreachable() -> Failure {
    Failure::new(
        StatusCode::SERVICE_UNAVAILABLE,
        "unavailable",
        "Amazon SNS cannot be reached now; send the request again later.",
    )
}
