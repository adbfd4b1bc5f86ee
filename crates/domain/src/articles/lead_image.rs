//! The picture above an article and in lists: as it was sent, checked, and as it is shown.

use crate::i18n::Message;
use crate::media::model::{self as media, Media, MediaName};
use crate::media::view::{Figure, Picture, Slot};
use crate::text::{self, FieldFault};

/// A lead picture as it was sent. Without `media` the article has none any more.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say all")]
pub struct SubmittedLead {
    /// The picture.
    pub media: Option<MediaName>,
    /// The description; empty if it only decorates.
    pub alt: Option<String>,
    /// The line under it.
    pub caption: Option<String>,
    pub credit: Option<String>,
}

/// A checked lead picture. Whether it is in the library is found when the article is saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Lead {
    pub(super) media: MediaName,
    pub(super) alt: Option<String>,
    pub(super) caption: Option<String>,
    pub(super) credit: Option<String>,
}

/// Checks what was sent; `None` is no lead picture.
pub(super) fn parse(sent: SubmittedLead) -> Result<Option<Lead>, FieldFault> {
    let text = |text: Option<String>, most: usize| {
        text.map(|text| text::line_up_to(most, &text)).transpose()
    };
    let (alt, caption, credit) = (
        text(sent.alt, media::ALT)?,
        text(sent.caption, media::CAPTION)?,
        text(sent.credit, media::CREDIT)?,
    );
    let Some(media) = sent.media.filter(|name| *name != MediaName::Path(String::new())) else {
        return Ok(None);
    };
    if let MediaName::Path(path) = &media
        && media::key_in(path).is_none()
    {
        return Err(FieldFault::new("picture_unknown", Message::fault_lead_path()));
    }
    Ok(Some(Lead { media, alt, caption, credit }))
}

/// Whether `given` is the lead picture that the article has.
pub(super) fn is_same(given: Option<&Lead>, present: Option<&LeadImage>) -> bool {
    match (given, present) {
        (Some(given), Some(present)) => {
            given.media.names(&present.media)
                && (&given.alt, &given.caption, &given.credit)
                    == (&present.alt, &present.caption, &present.credit)
        }
        (None, None) => true,
        _ => false,
    }
}

/// The picture above an article, with the article's own texts about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeadImage {
    /// The picture.
    pub media: Media,
    /// The description. None: that of the library; empty: it only decorates.
    pub alt: Option<String>,
    /// The line under it. None: what the library says.
    pub caption: Option<String>,
    /// The credit. None: that of the library.
    pub credit: Option<String>,
}

impl LeadImage {
    /// The description.
    pub fn alt(&self) -> &str {
        self.alt.as_deref().unwrap_or(&self.media.alt)
    }

    /// The line under it.
    pub fn caption(&self) -> &str {
        self.caption.as_deref().unwrap_or(&self.media.caption)
    }

    /// The article's own credit, or that of the library.
    pub fn credit(&self) -> &str {
        self.credit.as_deref().unwrap_or(&self.media.credit)
    }

    /// The picture as it is shown in `slot`.
    pub fn picture(&self, slot: Slot) -> Picture {
        Picture::new(&self.media, self.alt(), slot)
    }

    /// The figure above the text.
    pub fn figure(&self) -> Figure {
        Figure {
            class: "lead",
            picture: self.picture(Slot::Lead),
            caption: self.caption().to_owned(),
            credit: self.credit().to_owned(),
        }
    }
}
