//! Pictures on pages: the files for each width of a window, the place that they will take, and their
//! colour until they have loaded. Plain data.

use std::fmt::Write as _;

use askama::Template;

use super::model::{FocalPoint, Media};
use crate::pictures::Kind;

/// Where a picture stands, which decides how wide it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// In the text of an article.
    Text,
    /// Above the text of an article, wider than it.
    Lead,
    /// With the first article of the front page.
    FirstTeaser,
    /// With another story of the front page.
    Card,
    /// With any other article of a list.
    Teaser,
}

impl Slot {
    /// The width for each window, as `sizes` has it; the measures are those of the stylesheet.
    fn sizes(self) -> &'static str {
        match self {
            Slot::Text => "(min-width: 46rem) 40rem, 92vw",
            Slot::Lead => "(min-width: 76rem) 60rem, 92vw",
            Slot::FirstTeaser => "(min-width: 76rem) 42rem, (min-width: 56rem) 56vw, 92vw",
            Slot::Card => "(min-width: 56rem) 17rem, 6rem",
            Slot::Teaser => "(min-width: 41rem) 13rem, 32vw",
        }
    }

    /// Whether it is among the first that a reader sees.
    fn is_first(self) -> bool {
        matches!(self, Slot::Lead | Slot::FirstTeaser)
    }
}

/// A picture. Its template stands alone, because pictures in texts have no page around them.
#[derive(Clone, Debug, PartialEq, Eq, Template)]
#[template(path = "media/picture.html")]
pub struct Picture {
    /// The path of the largest file that every browser shows.
    pub src: String,
    /// The files in that format.
    pub srcset: String,
    /// The same in WebP.
    pub webp: String,
    /// How wide it is shown.
    pub sizes: &'static str,
    /// The width of the largest file.
    pub width: u32,
    /// The height of the largest file.
    pub height: u32,
    /// What it shows; empty if it only decorates.
    pub alt: String,
    /// Its mean colour.
    pub colour: Option<String>,
    /// Classes for the point that stays visible where it is cropped, each with a space before it. The
    /// content security policy allows no `style`.
    pub focus: String,
    /// Whether it is loaded at once.
    pub is_first: bool,
}

impl Picture {
    /// A picture of the library, described as `alt`.
    pub fn new(media: &Media, alt: &str, slot: Slot) -> Picture {
        Picture {
            src: media.path(),
            srcset: srcset(media, |kind| kind != Kind::WebP),
            webp: srcset(media, |kind| kind == Kind::WebP),
            sizes: slot.sizes(),
            width: media.width,
            height: media.height,
            alt: alt.to_owned(),
            colour: media.colour.clone(),
            focus: media.focal_point.map(focus).unwrap_or_default(),
            is_first: slot.is_first(),
        }
    }
}

/// A picture with what stands under it.
#[derive(Clone, Debug, PartialEq, Eq, Template)]
#[template(path = "media/figure.html")]
#[allow(missing_docs, reason = "the names say all")]
pub struct Figure {
    /// Its class: `lead` or `figure`.
    pub class: &'static str,
    pub picture: Picture,
    /// What it shows and what that means; may be empty.
    pub caption: String,
    /// Who made it; may be empty.
    pub credit: String,
}

/// A picture of the library as lists of staff show it: one small file, whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say all")]
pub struct Thumb {
    /// The path of the smallest file that every browser shows.
    pub src: String,
    pub width: u32,
    pub height: u32,
}

impl Thumb {
    /// That of a picture.
    pub fn of(media: &Media) -> Thumb {
        let small = media.files.iter().find(|file| file.kind != Kind::WebP);
        let file = small.or_else(|| media.files.first());
        let (width, height) = file.map_or((0, 0), |file| (file.width, file.height));
        Thumb { src: media.path_of(file), width, height }
    }
}

/// The WebP files of a picture, or the others: `/media/…/320.webp 320w, …`.
fn srcset(media: &Media, takes: impl Fn(Kind) -> bool) -> String {
    let mut set = String::new();
    for file in media.files.iter().filter(|file| takes(file.kind)) {
        let separator = if set.is_empty() { "" } else { ", " };
        // Writing into a String cannot fail.
        let _ = write!(set, "{separator}{} {}w", media.path_of(Some(file)), file.width);
    }
    set
}

/// The nearest classes of the stylesheet, which has one for each tenth.
fn focus(point: FocalPoint) -> String {
    let tenth = |thousandths: i16| (thousandths.clamp(0, 1_000) + 50) / 100;
    format!(" fx{} fy{}", tenth(point.x), tenth(point.y))
}
