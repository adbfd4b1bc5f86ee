//! The library and one picture of it.

#![allow(missing_docs, reason = "most fields say all by their names")]

use askama::Template;
use serde::Deserialize;

use crate::desk::layout::{Staff, Tab};
use crate::error::FieldError;
use crate::media::view::Thumb;
use crate::web::view::{Moment, Problem, Site};

/// A part of the library.
#[derive(Clone, Debug, Template)]
#[template(path = "desk/media/library.html")]
pub struct LibraryPage<'a> {
    pub site: &'a Site,
    pub staff: Staff,
    /// The parts: all, one's own, unused, without a description.
    pub tabs: Vec<Tab>,
    /// The present part; empty for all.
    pub show: String,
    /// Words to search for.
    pub q: String,
    /// The same part without them.
    pub all_href: String,
    pub pictures: Vec<PictureCard>,
    /// The address of the first page, from a later one.
    pub newest: Option<String>,
    /// The address of the next page.
    pub older: Option<String>,
    /// The form for an upload is shown open.
    pub is_open: bool,
    /// The most megabytes of a file.
    pub limit_mb: usize,
    /// The most files of one upload.
    pub files: usize,
    /// The refused form.
    pub draft: UploadDraft,
    /// The outcome of each file of an upload that had faults.
    pub results: Vec<UploadResult>,
    /// The notice about the last action.
    pub done: Option<String>,
    /// Faults of fields.
    pub errors: Vec<FieldError>,
    /// The problem of the whole form.
    pub problem: Option<Problem>,
}

/// A picture in a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PictureCard {
    pub id: i64,
    /// Its page.
    pub href: String,
    /// A small file of it.
    pub thumb: Thumb,
    /// Its description, or what it is called without one.
    pub label: String,
    pub is_described: bool,
    /// The name of the file that was uploaded.
    pub name: String,
    /// Width and height.
    pub size: String,
    /// How often articles use it.
    pub uses: usize,
}

/// The fields of the form for an upload.
#[derive(Clone, Debug, Default)]
pub struct UploadDraft {
    /// The description.
    pub alt: String,
    /// The line under them.
    pub caption: String,
    pub credit: String,
}

/// The outcome of a file.
#[derive(Clone, Debug)]
pub struct UploadResult {
    /// The name of the file.
    pub name: String,
    /// The picture's page, if it was added.
    pub href: Option<String>,
    /// The outcome.
    pub says: String,
    /// The code of its fault; empty without one.
    pub code: &'static str,
}

/// `GET /desk/media/{id}`.
#[derive(Clone, Debug, Template)]
#[template(path = "desk/media/picture.html")]
pub struct PicturePage<'a> {
    pub site: &'a Site,
    pub staff: Staff,
    pub id: i64,
    /// The address of the form.
    pub action: String,
    /// The name.
    pub title: String,
    /// The name of the file that was uploaded.
    pub name: String,
    /// The picture as HTML.
    pub picture: String,
    pub width: u32,
    pub height: u32,
    pub sizes: Vec<SizeLine>,
    /// The Markdown that shows it in an article.
    pub markdown: String,
    pub uploaded: Moment,
    /// The account that uploaded it.
    pub by: Option<String>,
    /// The signed-in member may change and delete it.
    pub may_change: bool,
    /// Its description, caption and credit.
    pub form: DescriptionForm,
    /// The thirds of the picture to choose from, row by row.
    pub cells: Vec<FocusCell>,
    /// The articles that use it.
    pub uses: Vec<UseLine>,
    /// The notice about the last action.
    pub done: Option<String>,
    /// Faults of fields.
    pub errors: Vec<FieldError>,
    /// The problem of the whole form.
    pub problem: Option<Problem>,
}

/// The fields of a picture as they were sent, and as the page had shown them.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DescriptionForm {
    pub alt: String,
    /// The line under it.
    pub caption: String,
    pub credit: String,
    /// The third that stays visible: `column-row`, from 0.
    pub focus: String,
    pub shown_alt: String,
    /// The line before.
    pub shown_caption: String,
    pub shown_credit: String,
    /// The third before.
    pub shown_focus: String,
}

/// A third of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FocusCell {
    /// The value of the field.
    pub value: String,
    /// Where it is.
    pub label: String,
    /// It stays visible where the picture is cropped.
    pub is_chosen: bool,
}

/// A file of a picture.
#[derive(Clone, Debug)]
pub struct SizeLine {
    /// Its address.
    pub href: String,
    /// Width and height.
    pub size: String,
    /// Its format.
    pub kind: String,
    /// Its length.
    pub bytes: String,
}

/// An article that uses a picture.
#[derive(Clone, Debug)]
pub struct UseLine {
    /// The article in the editor, for those who may open it there.
    pub href: Option<String>,
    pub title: String,
    /// Where in the article.
    pub place: String,
}
