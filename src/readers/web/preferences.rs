//! The page behind the link in each mail to a reader: what the reader gets mail about, and what is
//! stored, to export or erase it. The link is
//! secret and needs no cookie; its holder is treated as the owner of the address.

use actix_web::http::{StatusCode, header};
use actix_web::{HttpResponse, web};
use askama::Template;

use crate::app::App;
use crate::articles;
use crate::comments::life::erasing::Texts;
use crate::error::{Error, FieldError, Result};
use crate::i18n::Message;
use crate::ids::{ArticleId, ReaderId};
use crate::notify::readers as mails;
use crate::readers::erasing;
use crate::readers::export::{Held, export};
use crate::readers::preferences::{self, Chosen};
use crate::readers::view::{DataPage, ErasedPage, FollowedView, PreferencesPage};
use crate::readers::web::notice;
use crate::subscriptions::model::{Frequency, Notify};
use crate::web::error::Answer;
use crate::web::page::{html, see_other};

/// The one-click request of RFC 8058.
const ONE_CLICK: (&str, &str) = ("List-Unsubscribe", "One-Click");

/// A form that was sent to the page: names and values.
pub(super) struct Sent(Vec<(String, String)>);

impl Sent {
    /// Parses the body of a form. What is no form has no fields.
    pub(super) fn parse(body: &[u8]) -> Sent {
        Sent(serde_urlencoded::from_bytes(body).unwrap_or_default())
    }

    fn value(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    fn chosen(&self) -> Result<Chosen> {
        let unknown = |field| Error::invalid(field, "unknown", Message::fault_notify());
        let frequency = self.value("frequency").and_then(Frequency::parse);
        let mut articles = Vec::new();
        for (name, value) in &self.0 {
            let id = name.strip_prefix("article-").and_then(|id| id.parse().ok());
            let Some(id) = id.map(ArticleId) else { continue };
            let notify = Notify::parse(value).ok_or_else(|| unknown("article"))?;
            articles.push((id, notify.scope()));
        }
        Ok(Chosen {
            frequency: frequency.ok_or_else(|| unknown("frequency"))?,
            decisions: self.value("decisions").is_some(),
            corrections: self.value("corrections").is_some(),
            articles,
        })
    }
}

/// What the last form has done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Done {
    Saved,
    Resumed,
}

impl Done {
    const ALL: [Done; 2] = [Done::Saved, Done::Resumed];

    fn query(self) -> &'static str {
        match self {
            Done::Saved => "done=saved",
            Done::Resumed => "done=resumed",
        }
    }

    fn message(self) -> Message {
        match self {
            Done::Saved => Message::preferences_saved(),
            Done::Resumed => Message::preferences_resumed(),
        }
    }
}

/// What is shown beside the present state of the page.
#[derive(Default)]
struct Shown {
    done: Option<Message>,
    remove: bool,
    errors: Vec<FieldError>,
}

/// Shows the page, or what is stored about the reader. Changes nothing.
pub(super) async fn show(
    app: &web::Data<App>,
    path: &str,
    reader: ReaderId,
    query: &str,
) -> Answer {
    match query {
        "view=data" => return data(app, path, reader).await,
        "view=json" => return json(app, reader).await,
        _ => {}
    }
    let done = Done::ALL.into_iter().find(|done| done.query() == query).map(Done::message);
    page(app, path, reader, StatusCode::OK, Shown { done, ..Shown::default() }).await
}

async fn page(app: &App, path: &str, reader: ReaderId, status: StatusCode, shown: Shown) -> Answer {
    let config = app.settings();
    let found = app.db.read(move |conn| {
        let site = articles::site(conn, &config)?;
        match preferences::preferences(conn, reader) {
            Ok(preferences) => Ok((site, Some(preferences))),
            Err(Error::NotFound) => Ok((site, None)),
            Err(error) => Err(error),
        }
    });
    let (site, Some(preferences)) = found.await? else { return gone(app).await };
    let (email_index, email_sealed) = &preferences.address;
    let address = app.vault.reader_address(email_index, email_sealed)?.masked();
    let articles = preferences.articles.into_iter().map(|followed| FollowedView {
        id: followed.id.0,
        title: followed.title,
        scope: followed.scope,
        is_confirmed: followed.is_confirmed,
    });
    let view = PreferencesPage {
        site: &site,
        action: path.to_owned(),
        address,
        articles: articles.collect(),
        frequency: preferences.frequency,
        decisions: preferences.decisions,
        corrections: preferences.corrections,
        is_stopped: preferences.is_stopped,
        remove: shown.remove,
        errors: shown.errors,
        done: shown.done,
    };
    Ok(html(status, view.render().map_err(Error::internal)?))
}

/// Everything that is stored, for reading.
async fn data(app: &web::Data<App>, path: &str, reader: ReaderId) -> Answer {
    let config = app.settings();
    let site = app.db.read(move |conn| articles::site(conn, &config)).await?;
    let held = match export(&app.clone().into_inner(), reader).await {
        Err(Error::NotFound) => return gone(app).await,
        held => held?,
    };
    let view = DataPage { site: &site, path: path.to_owned(), held };
    Ok(html(StatusCode::OK, view.render().map_err(Error::internal)?))
}

/// The same for programs, as a file.
async fn json(app: &web::Data<App>, reader: ReaderId) -> Answer {
    match export(&app.clone().into_inner(), reader).await {
        Err(Error::NotFound) => gone(app).await,
        held => Ok(as_file(&held?)),
    }
}

/// What is stored about a reader, as a file that no cache keeps.
pub fn as_file(held: &Held) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::CONTENT_DISPOSITION, "attachment; filename=\"data.json\""))
        .json(held)
}

/// Does what a form of the page asks for.
pub(super) async fn act(app: &App, path: &str, reader: ReaderId, sent: &Sent) -> Answer {
    let now = app.clock.now();
    let asked = sent.value("do").unwrap_or_default();
    if asked == "stop" || sent.value(ONE_CLICK.0) == Some(ONE_CLICK.1) {
        app.db.write(move |conn| mails::stop(conn, reader, now)).await?;
        return stopped(app, path).await;
    }
    let done = match asked {
        "erase" => return erase(app, path, reader, sent).await,
        "resume" => {
            app.db.write(move |conn| mails::resume(conn, reader)).await?;
            Done::Resumed
        }
        _ => {
            let chosen = sent.chosen()?;
            let saving = app.db.write(move |conn| preferences::save(conn, reader, &chosen, now));
            match saving.await {
                Err(Error::NotFound) => return gone(app).await,
                saved => saved?,
            }
            Done::Saved
        }
    };
    Ok(see_other(&format!("{path}?{}", done.query())))
}

/// Erases the reader, if the box is ticked, and shows the receipt.
async fn erase(app: &App, path: &str, reader: ReaderId, sent: &Sent) -> Answer {
    let texts = sent.value("texts").and_then(Texts::parse).unwrap_or(Texts::Keep);
    if sent.value("sure").is_none() {
        let errors = vec![FieldError::new("sure", "required", Message::fault_erase_sure())];
        let shown = Shown { remove: texts == Texts::Remove, errors, ..Shown::default() };
        return page(app, path, reader, StatusCode::UNPROCESSABLE_ENTITY, shown).await;
    }
    let receipt = match erasing::erase(app, reader, texts, None).await {
        Err(Error::NotFound) => return gone(app).await,
        receipt => receipt?,
    };
    let config = app.settings();
    let site = app.db.read(move |conn| articles::site(conn, &config)).await?;
    let view = ErasedPage {
        site: &site,
        at: receipt.at.into(),
        comments: receipt.comments,
        removed: receipt.texts == Texts::Remove,
    };
    Ok(html(StatusCode::OK, view.render().map_err(Error::internal)?))
}

/// Reports that all mail has ended, with a way back to the page at `preferences`.
pub(super) async fn stopped(app: &App, preferences: &str) -> Answer {
    let onward = Some((preferences.to_owned(), Message::stop_choose()));
    notice(app, StatusCode::OK, Message::stop_title(), Message::stopped_text(), onward).await
}

async fn gone(app: &App) -> Answer {
    let (heading, words) = (Message::preferences_gone_heading(), Message::preferences_gone_text());
    notice(app, StatusCode::OK, heading, words, None).await
}
