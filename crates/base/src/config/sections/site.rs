//! The section `site`.

use serde::Deserialize;

use crate::clock::Zone;
use crate::config::accent::Accent;
use crate::config::layers::Layers;
use crate::config::urls::{self, Refusal, refuse};
use crate::config::values::{line, paragraphs, visible_line};
use crate::i18n::{self, Language};

/// The publication.
#[derive(Clone, Debug)]
pub struct Site {
    /// The name in the head of every page, in feeds and mails.
    pub title: String,
    /// One line under the title; may be empty.
    pub tagline: String,
    /// The BCP 47 tag of its language, for `<html lang>`.
    pub language: String,
    /// The zone in which people write and read times.
    pub timezone: Zone,
    /// The line at the foot of every page; may be empty.
    pub copyright: String,
    /// Links to the publication's profiles elsewhere.
    pub social: Vec<SocialLink>,
    /// The colour of labels and buttons; without one, the built-in red.
    pub accent: Option<Accent>,
    /// The path of the picture in place of the name in the head of pages.
    pub logo: Option<String>,
    /// The path of the picture for tabs and bookmarks.
    pub icon: Option<String>,
    /// What commenters read above the form, in Markdown; may be empty. An article may have its own.
    pub guidelines: String,
    /// Whether `/transparency` publishes figures about moderation.
    pub transparency: bool,
}

impl Site {
    /// The tag of the words for a member of the staff who has chosen `language`, or for anybody
    /// else if none was chosen. `en` where neither has a translation, so that nothing is in two
    /// languages.
    pub fn tag_for(&self, language: Option<Language>) -> &str {
        match language {
            // The site's own tag may name a region, which decides how dates are written.
            Some(chosen) if Language::of(&self.language) != Some(chosen) => chosen.name(),
            _ => i18n::translated(&self.language),
        }
    }
}

/// A link to a profile of the publication elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SocialLink {
    /// The text of the link.
    pub label: String,
    /// The target, http or https.
    pub url: String,
}

pub(in crate::config) fn read(layers: &mut Layers) -> Option<Site> {
    let title = layers.text_of("site.title", visible_line);
    let tagline = layers.text_of("site.tagline", line);
    let language = layers.text_of("site.language", |text| match i18n::is_tag(text) {
        true => Ok(text.to_owned()),
        false => refuse("this is not a language tag", "Write a tag such as en, de or pt-BR"),
    });
    let timezone = layers.text_of("site.timezone", |name| match Zone::named(name) {
        Some(zone) => Ok(zone),
        None => refuse(
            "there is no such time zone",
            "Write a name of the IANA database, such as Europe/Berlin, or UTC",
        ),
    });
    let copyright = layers.text_of("site.copyright", line);
    let form = "Write [{ label = \"Mastodon\", url = \"https://…\" }], each url http or https";
    let social = layers.list::<SocialLink>("site.social", form);
    if let Some(link) = social
        .iter()
        .flatten()
        .find(|link| !urls::is_web(&link.url) || visible_line(&link.label).is_err())
    {
        layers.refuse(
            "site.social",
            (format!("the link {:?} cannot be used", link.label), form.to_owned()),
        );
    }
    let accent = layers.optional("site.accent", Accent::parse);
    let logo = layers.optional("site.logo", media_path);
    let icon = layers.optional("site.icon", media_path);
    let guidelines = layers.text_of("site.guidelines", paragraphs);
    let transparency = layers.switch("site.transparency");
    Some(Site {
        title: title?,
        tagline: tagline?,
        language: language?,
        timezone: timezone?,
        copyright: copyright?,
        social: social?,
        accent: accent?,
        logo: logo?.flatten(),
        icon: icon?.flatten(),
        guidelines: guidelines?,
        transparency: transparency?,
    })
}

/// The path of a file of the library; empty for none.
fn media_path(text: &str) -> Result<Option<String>, Refusal> {
    let text = text.trim();
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-._".contains(&byte);
    match text {
        "" => Ok(None),
        text if text.starts_with("/media/")
            && text.bytes().all(is_plain)
            && !text.contains("..") =>
        {
            Ok(Some(text.to_owned()))
        }
        _ => refuse(
            "this is not the path of a picture of the library",
            "Copy the path from the page of the picture; it begins with /media/",
        ),
    }
}
