//! Pictures of the library, their fields and permissions. No I/O.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::accounts::model::{Role, Staff};
use crate::clock::Time;
use crate::error::{Error, FieldError, Result};
use crate::i18n::Message;
use crate::ids::{AccountId, ArticleId, MediaId};
use crate::pictures::Kind;
use crate::stored_enum;
use crate::text::{self, FieldFault};

/// Longest description, in characters.
pub const ALT: usize = 500;
/// Longest caption, in characters.
pub const CAPTION: usize = 1_000;
/// Longest credit, in characters.
pub const CREDIT: usize = 200;
/// Longest name of a file, in characters; a longer one is cut.
const NAME: usize = 200;

/// A picture of the library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Media {
    /// Its number.
    pub id: MediaId,
    /// The folder of its files: 32 hexadecimal digits.
    pub key: String,
    /// The name of the file that was uploaded.
    pub name: String,
    /// What it shows, for readers who cannot see it; may be empty.
    pub alt: String,
    /// The line under it; may be empty.
    pub caption: String,
    /// Who made it or owns it; may be empty.
    pub credit: String,
    /// What must stay visible where it is cropped; its middle if not set.
    pub focal_point: Option<FocalPoint>,
    /// The width of the largest file.
    pub width: u32,
    /// The height of the largest file.
    pub height: u32,
    /// Its mean colour, `#8899aa`; `None` if one can look through it.
    pub colour: Option<String>,
    /// Its files, the smallest first.
    pub files: Vec<StoredFile>,
    /// Who uploaded it, and their name. `None` for the command line, and for an account that is gone.
    pub by: Option<(AccountId, String)>,
    /// When it was uploaded.
    pub created_at: Time,
}

/// A file of a picture. Stored as JSON: fields are added, never renamed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredFile {
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
    /// Its format.
    pub kind: Kind,
    /// Its length.
    pub bytes: u64,
}

impl StoredFile {
    /// The name within the folder of its picture: `640.webp`.
    pub fn name(&self) -> String {
        format!("{}.{}", self.width, self.kind.extension())
    }
}

/// The largest of a picture's files that every browser and every program shows; `files` are in the order of
/// their widths.
pub fn shown_file(files: &[StoredFile]) -> Option<&StoredFile> {
    files.iter().rev().find(|file| file.kind != Kind::WebP).or(files.last())
}

/// A point of a picture, from its upper left corner, in thousandths of its width and of its height.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FocalPoint {
    /// To the right, 0 to 1000.
    pub x: i16,
    /// Downwards, 0 to 1000.
    pub y: i16,
}

impl FocalPoint {
    /// The point at these parts of width and height.
    ///
    /// # Errors
    /// Code `out_of_range` outside 0 to 1.
    pub fn at(x: f64, y: f64) -> Result<FocalPoint, FieldFault> {
        if !(0.0..=1.0).contains(&x) || !(0.0..=1.0).contains(&y) {
            let detail = "Give the parts of width and height, from 0 to 1";
            return Err(FieldFault::new("out_of_range", detail));
        }
        #[allow(clippy::cast_possible_truncation, reason = "0 to 1000")]
        let thousandths = |part: f64| (part * 1_000.0).round() as i16;
        Ok(FocalPoint { x: thousandths(x), y: thousandths(y) })
    }

    /// The parts of width and height, 0 to 1.
    pub fn parts(self) -> (f64, f64) {
        (f64::from(self.x) / 1_000.0, f64::from(self.y) / 1_000.0)
    }
}

stored_enum! {
    /// Where an article uses a picture. A SMALLINT in the database.
    #[schema(as = MediaPlace)]
    pub enum Place {
        /// In its text.
        Body = 0 => "body",
        /// Above it and in lists.
        Lead = 1 => "lead",
    }
}

/// An article that uses a picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = MediaUse)]
#[allow(missing_docs, reason = "the names say all")]
pub struct Use {
    pub article: ArticleId,
    pub title: String,
    pub path: String,
    /// Where.
    pub place: Place,
}

/// A picture as articles name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(untagged)]
#[allow(missing_docs, reason = "the names say all")]
pub enum MediaName {
    Id(MediaId),
    /// The path of one of its files: `/media/…/640.jpg`.
    Path(String),
}

impl MediaName {
    /// A number, or else a path.
    pub fn parse(text: &str) -> MediaName {
        text.parse().map_or_else(|_| MediaName::Path(text.to_owned()), MediaName::Id)
    }

    /// Whether it names `media`.
    pub fn names(&self, media: &Media) -> bool {
        match self {
            MediaName::Id(id) => *id == media.id,
            MediaName::Path(path) => key_in(path) == Some(&media.key),
        }
    }
}

/// The fields that people write, as they were sent; `None` for those that were not.
#[derive(Clone, Debug, Default)]
pub struct Submitted {
    /// What the picture shows.
    pub alt: Option<String>,
    /// The line under it.
    pub caption: Option<String>,
    /// Who made it.
    pub credit: Option<String>,
    /// What must stay visible, in parts of width and height; `Some(None)` for the middle.
    pub focal_point: Option<Option<(f64, f64)>>,
}

/// The checked fields. `None` leaves a field as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Description {
    pub(super) alt: Option<String>,
    pub(super) caption: Option<String>,
    pub(super) credit: Option<String>,
    pub(super) focal_point: Option<Option<FocalPoint>>,
}

impl Description {
    /// Checks the fields.
    ///
    /// # Errors
    /// [`Error::Invalid`] with every fault.
    pub fn parse(submitted: Submitted) -> Result<Description> {
        let mut faults: Vec<FieldError> = Vec::new();
        let mut line = |field: &'static str, raw: Option<String>, most: usize| {
            let parsed = raw.map(|raw| text::line_up_to(most, &raw)).transpose();
            parsed.map_err(|fault| faults.push(fault.of(field))).ok().flatten()
        };
        let alt = line("alt", submitted.alt, ALT);
        let caption = line("caption", submitted.caption, CAPTION);
        let credit = line("credit", submitted.credit, CREDIT);
        let focal_point = submitted.focal_point.map(|point| match point {
            None => Ok(None),
            Some((x, y)) => FocalPoint::at(x, y).map(Some),
        });
        let focal_point = match focal_point.transpose() {
            Ok(point) => point,
            Err(fault) => {
                faults.push(fault.of("focal_point"));
                None
            }
        };
        if !faults.is_empty() {
            return Err(Error::Invalid(faults));
        }
        Ok(Description { alt, caption, credit, focal_point })
    }

    /// The names of the fields that it sets.
    pub(super) fn fields(&self) -> Vec<&'static str> {
        let fields = [
            ("alt", self.alt.is_some()),
            ("caption", self.caption.is_some()),
            ("credit", self.credit.is_some()),
            ("focal_point", self.focal_point.is_some()),
        ];
        fields.into_iter().filter(|(_, is_set)| *is_set).map(|(name, _)| name).collect()
    }
}

impl Media {
    /// The path of its largest file that every browser shows, with the leading slash.
    pub fn path(&self) -> String {
        self.path_of(self.shown_file())
    }

    /// Its largest file that every browser and every program shows.
    pub fn shown_file(&self) -> Option<&StoredFile> {
        shown_file(&self.files)
    }

    /// The path of one of its files.
    pub fn path_of(&self, file: Option<&StoredFile>) -> String {
        format!("/media/{}/{}", self.key, file.map(StoredFile::name).unwrap_or_default())
    }

    /// The Markdown that shows it in an article, with what the library says of it.
    pub fn markdown(&self) -> String {
        let mut alt = String::with_capacity(self.alt.len());
        for c in self.alt.chars() {
            if matches!(c, '[' | ']' | '\\' | '*' | '_' | '`' | '<' | '&' | '!' | '~') {
                alt.push('\\');
            }
            alt.push(c);
        }
        format!("![{alt}]({})", self.path())
    }

    /// Whether `staff` may change it and delete it: editors all, others their own.
    pub fn may_change(&self, staff: &Staff) -> bool {
        staff.role >= Role::Editor || self.by.as_ref().is_some_and(|(id, _)| *id == staff.id)
    }

    /// # Errors
    /// [`Error::Forbidden`] `role`.
    pub(super) fn check_owner(&self, staff: &Staff) -> Result<()> {
        if self.may_change(staff) {
            return Ok(());
        }
        Err(Error::forbidden("role", Message::fault_picture_not_own()))
    }
}

/// The name of an uploaded file as it is kept: its last part, on one line.
pub fn file_name(raw: &str) -> String {
    let last = raw.rsplit(['/', '\\']).next().unwrap_or_default();
    let visible: String = last.chars().filter(|c| !c.is_control()).take(NAME).collect();
    text::line(&visible).unwrap_or_default()
}

/// The key in a path of a picture: that of `/media/KEY/640.webp` and of `/media/KEY`.
pub fn key_in(path: &str) -> Option<&str> {
    let key = path.strip_prefix("/media/")?.split(['/', '?', '#']).next()?;
    crate::storage::is_group(key).then_some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_names_its_picture() {
        let key = "0123456789abcdef0123456789abcdef";
        for path in [format!("/media/{key}/640.webp"), format!("/media/{key}")] {
            assert_eq!(key_in(&path), Some(key));
        }
        for path in
            ["/media/cat.png", "/media/", "media/x", "/assets/0123456789abcdef0123456789abcdef"]
        {
            assert_eq!(key_in(path), None, "{path}");
        }
    }

    #[test]
    fn all_faults_of_a_description_are_reported() {
        let submitted = Submitted {
            alt: Some("x".repeat(ALT + 1)),
            caption: Some("two\nlines".into()),
            credit: Some("Ann".into()),
            focal_point: Some(Some((1.5, f64::NAN))),
        };
        let Err(Error::Invalid(faults)) = Description::parse(submitted) else { panic!("accepted") };
        let faults: Vec<_> = faults.iter().map(|fault| (fault.field, fault.code)).collect();
        assert_eq!(
            faults,
            [
                ("alt", "too_long"),
                ("caption", "forbidden_characters"),
                ("focal_point", "out_of_range")
            ]
        );
    }

    #[test]
    fn a_file_keeps_the_last_part_of_its_name() {
        assert_eq!(file_name("C:\\photos\\mud.jpg"), "mud.jpg");
        assert_eq!(file_name("../../etc/passwd"), "passwd");
        assert_eq!(file_name("a\u{0}b\nc.png"), "abc.png");
        assert_eq!(file_name(&"x".repeat(500)).len(), NAME);
    }
}
