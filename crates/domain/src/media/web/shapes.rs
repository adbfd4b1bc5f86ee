//! The JSON of pictures.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::clock::Time;
use crate::ids::{AccountId, MediaId};
use crate::media::model::{Media, Submitted, Use};

/// Longest text to search for, in bytes.
pub const SEARCH: usize = 200;

/// The form of an upload.
#[derive(Debug, ToSchema)]
#[schema(example = json!({
    "file": "(the picture)", "alt": "A dredger in front of the old crane", "caption": "The dredger comes twice a year.",
    "credit": "Ines Almeida"
}))]
#[allow(dead_code, reason = "describes the form, which is read field by field")]
pub struct UploadForm {
    /// The picture: JPEG, PNG, WebP or GIF.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
    /// What it shows, for readers who cannot see it; at most 500 characters.
    #[schema(max_length = 500)]
    alt: Option<String>,
    /// The line under it; at most 1,000 characters.
    #[schema(max_length = 1000)]
    caption: Option<String>,
    /// Who made it or owns it; at most 200 characters.
    #[schema(max_length = 200)]
    credit: Option<String>,
}

/// A change of what is said about a picture; fields that are missing or null stay as they are.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "alt": "A dredger in front of the old crane", "focal_point": { "x": 0.3, "y": 0.5 } }))]
pub struct MediaChange {
    /// What it shows, for readers who cannot see it.
    #[schema(max_length = 500)]
    alt: Option<String>,
    /// The line under it; empty for none.
    #[schema(max_length = 1000)]
    caption: Option<String>,
    /// Who made it or owns it; empty for nobody.
    #[schema(max_length = 200)]
    credit: Option<String>,
    /// What must stay visible where it is cropped. The middle is `{"x": 0.5, "y": 0.5}`.
    focal_point: Option<FocalPointJson>,
}

impl From<MediaChange> for Submitted {
    fn from(change: MediaChange) -> Submitted {
        Submitted {
            alt: change.alt,
            caption: change.caption,
            credit: change.credit,
            focal_point: change.focal_point.map(|point| Some((point.x, point.y))),
        }
    }
}

/// A picture.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "id": 5,
    "url": "https://news.example/media/3f8a0c1d2e4b5a69788796a5b4c3d2e1/2160.jpg",
    "path": "/media/3f8a0c1d2e4b5a69788796a5b4c3d2e1/2160.jpg",
    "name": "dredger.jpg",
    "alt": "A dredger in front of the old crane",
    "caption": "The dredger comes twice a year.",
    "credit": "Ines Almeida",
    "focal_point": { "x": 0.3, "y": 0.5 },
    "width": 2160,
    "height": 1440,
    "colour": "#7c8a91",
    "sizes": [{
        "url": "https://news.example/media/3f8a0c1d2e4b5a69788796a5b4c3d2e1/640.webp",
        "width": 640, "height": 427, "type": "image/webp", "bytes": 41210
    }],
    "uploaded_by": { "id": 3, "name": "Ines" },
    "created_at": "2026-11-22T09:30:00Z",
    "used_in": [{ "article": 12, "title": "What it costs", "path": "/2026/11/what-it-costs", "place": "lead" }]
}))]
pub struct MediaOut {
    id: MediaId,
    /// Its largest file that every program shows.
    #[schema(format = "uri")]
    url: String,
    /// The same without scheme and host, for Markdown and for `lead_image`.
    path: String,
    /// The name of the file that was uploaded.
    name: String,
    alt: String,
    caption: String,
    credit: String,
    /// What must stay visible where it is cropped; null for the middle.
    focal_point: Option<FocalPointJson>,
    width: u32,
    height: u32,
    /// Its mean colour, to show until it has loaded; null if one can look through it.
    colour: Option<String>,
    /// Its files, the smallest first, each size in two formats.
    sizes: Vec<SizeOut>,
    /// Null for the command line, and for an account that is gone.
    uploaded_by: Option<UploaderOut>,
    #[schema(value_type = String, format = DateTime)]
    created_at: Time,
    /// The articles that use it, also those that are not public; the latest first.
    used_in: Vec<Use>,
    /// True if it was an animation, of which the first frame was kept; only in the answer to the upload.
    #[serde(skip_serializing_if = "Option::is_none")]
    first_frame_only: Option<bool>,
}

impl MediaOut {
    /// The answer to an upload.
    pub(super) fn after_upload(self, first_frame_only: Option<bool>) -> MediaOut {
        MediaOut { first_frame_only, ..self }
    }
}

/// A point of a picture, from its upper left corner: 0 to 1 of its width and of its height.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = FocalPoint, example = json!({ "x": 0.5, "y": 0.3 }))]
pub struct FocalPointJson {
    /// To the right.
    #[schema(minimum = 0, maximum = 1)]
    x: f64,
    /// Downwards.
    #[schema(minimum = 0, maximum = 1)]
    y: f64,
}

/// A file of a picture.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MediaSize)]
pub struct SizeOut {
    #[schema(format = "uri")]
    url: String,
    width: u32,
    height: u32,
    /// The content type.
    #[serde(rename = "type")]
    mime: &'static str,
    /// Its length.
    bytes: u64,
}

/// Who uploaded a picture.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MediaUploader)]
pub struct UploaderOut {
    id: AccountId,
    name: String,
}

/// A part of the library.
#[derive(Debug, Serialize, ToSchema)]
pub struct MediaList {
    /// The pictures, the latest first.
    pub(super) items: Vec<MediaOut>,
    /// What to send as `after` for the next part; absent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) next: Option<String>,
}

/// The conditions of the list of pictures.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct MediaQuery {
    /// Words that must all occur in name, description, caption or credit.
    #[param(max_length = 200)]
    pub(super) q: Option<String>,
    /// True for the pictures that the caller uploaded.
    pub(super) mine: Option<bool>,
    /// True for pictures that no article uses.
    pub(super) unused: Option<bool>,
    /// True for pictures without `alt`.
    pub(super) undescribed: Option<bool>,
    /// How many at most; 20 if not given.
    #[param(minimum = 1, maximum = 100)]
    pub(super) limit: Option<usize>,
    /// `next` of the previous answer.
    pub(super) after: Option<String>,
}

/// The picture with its uses. `base` is the site's address.
pub fn full(media: &Media, used_in: Vec<Use>, base: &str) -> MediaOut {
    let path = media.path();
    let sizes = media.files.iter().map(|file| SizeOut {
        url: format!("{base}{}", media.path_of(Some(file))),
        width: file.width,
        height: file.height,
        mime: file.kind.mime(),
        bytes: file.bytes,
    });
    MediaOut {
        id: media.id,
        url: format!("{base}{path}"),
        path,
        name: media.name.clone(),
        alt: media.alt.clone(),
        caption: media.caption.clone(),
        credit: media.credit.clone(),
        focal_point: media.focal_point.map(|point| {
            let (x, y) = point.parts();
            FocalPointJson { x, y }
        }),
        width: media.width,
        height: media.height,
        colour: media.colour.clone(),
        sizes: sizes.collect(),
        uploaded_by: media.by.clone().map(|(id, name)| UploaderOut { id, name }),
        created_at: media.created_at,
        used_in,
        first_frame_only: None,
    }
}
