//! `/privacy`: what is stored about readers, from the configuration in force.

use std::time::Duration;

use actix_web::{HttpRequest, web};
use askama::Template;

use crate::app::App;
use crate::articles;
use crate::cache::Scope;
use crate::clock::DAY;
use crate::comments::email_verification::COOKIE_LIFETIME;
use crate::config::{Akismet, Config, SentField};
use crate::error::Error;
use crate::i18n::{Message, Words};
use crate::readers::view::{PrivacyPage, Stored};
use crate::web::error::Answer;
use crate::web::page;

/// For how long the keyed hash of a network address is kept.
const NETWORK_HASH: Duration = DAY.saturating_mul(2);

/// `GET /privacy`.
pub async fn show(app: web::Data<App>, request: HttpRequest) -> Answer {
    let make = async {
        let config = app.settings();
        let shared = config.clone();
        let site = app.read_public(Scope::Site, move |conn| articles::site(conn, &shared)).await?;
        let stored = stored(&config, app.config.akismet.as_ref(), &site.words);
        let view = PrivacyPage { site: &site, stored };
        page::finish(view.render().map_err(Error::internal)?)
    };
    let entry = app.cache.get(Scope::Site, "privacy", make).await?;
    Ok(page::answer(&request, &entry, None))
}

fn days(days: u32) -> Message {
    Message::duration(DAY * days)
}

fn stored(config: &Config, akismet: Option<&Akismet>, words: &Words) -> Vec<Stored> {
    let refused = config.retention.refused_days;
    let mut all = vec![
        Stored {
            what: Message::privacy_comment(),
            why: Message::privacy_comment_why(),
            how_long: match refused {
                0 => Message::privacy_comment_kept(),
                refused => Message::privacy_comment_long(days(refused)),
            },
            who: Message::privacy_comment_who(),
        },
        Stored {
            what: Message::privacy_address(),
            why: Message::privacy_address_why(),
            how_long: Message::privacy_address_long(),
            who: Message::privacy_address_who(),
        },
        Stored {
            what: Message::privacy_follow(),
            why: Message::privacy_follow_why(),
            how_long: Message::privacy_follow_long(days(config.retention.unconfirmed_days)),
            who: Message::privacy_follow_who(),
        },
        Stored {
            what: Message::privacy_network(),
            why: Message::privacy_network_why(),
            how_long: Message::privacy_network_long(
                days(config.comments.network_days),
                Message::duration(NETWORK_HASH),
            ),
            who: Message::privacy_network_who(),
        },
        Stored {
            what: Message::privacy_cookie(),
            why: Message::privacy_cookie_why(),
            how_long: Message::privacy_cookie_long(Message::duration(COOKIE_LIFETIME)),
            who: Message::privacy_cookie_who(),
        },
    ];
    let settings = &config.comments;
    if !settings.consent.is_empty() {
        all.push(Stored {
            what: Message::privacy_consent(),
            why: Message::privacy_consent_why(
                settings.consent.clone(),
                settings.consent_version.clone(),
            ),
            how_long: Message::privacy_consent_long(),
            who: Message::privacy_consent_who(),
        });
    }
    if let Some(akismet) = akismet {
        let label = |field: &SentField| match field {
            SentField::Name => Some(words.data_name()),
            SentField::Website => Some(words.data_website()),
            SentField::Email => Some(words.data_address()),
            // The truncated address is sent in any case.
            SentField::Ip => None,
        };
        let fields: Vec<_> = [words.data_network()]
            .into_iter()
            .chain(akismet.send.iter().filter_map(label))
            .collect();
        all.push(Stored {
            what: Message::privacy_akismet(),
            why: Message::privacy_akismet_why(fields.join(", ")),
            how_long: Message::privacy_akismet_long(),
            who: Message::privacy_akismet_who(),
        });
    }
    all
}
