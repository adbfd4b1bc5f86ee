//! `/desk/media`: the library of pictures. It is searched and filtered by its address, and files are
//! uploaded by a plain form; each picture has a page of its own ([`one`]).

pub mod one;
pub mod view;

use std::collections::HashMap;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use serde::{Deserialize, Serialize};

use crate::accounts::model::Staff;
use crate::accounts::web::{Author, Uploader};
use crate::app::App;
use crate::db::Connection;
use crate::desk::form::Feedback;
use crate::desk::layout::{NavEntry, Tab, head};
use crate::error::{Error, Result};
use crate::i18n::{Message, Words};
use crate::ids::MediaId;
use crate::media::model::{self, Description, Media, Submitted};
use crate::media::view::Thumb;
use crate::media::web::shapes::SEARCH;
use crate::media::web::upload::{self, ReceivedForm};
use crate::media::{self, Added, Filter};
use crate::web::error::Answer;
use crate::web::form_errors::FormErrors;
use crate::web::list::{self, Query};
use crate::web::page::{see_other, show};
use crate::web::view::Site;

use view::{LibraryPage, PictureCard, UploadDraft, UploadResult};

/// Pictures on one page: whole rows of two, three, four and six.
const PAGE: list::Size = list::Size::fixed(48);

/// The parts of the library, by the parameter `show`.
const PARTS: [&str; 4] = ["", "mine", "unused", "undescribed"];

/// The parameters of a list. Absent and empty ones mean the same.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct LibraryQuery {
    #[serde(skip_serializing_if = "String::is_empty")]
    show: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    q: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    after: String,
    #[serde(skip_serializing)]
    done: String,
    #[serde(skip_serializing)]
    count: String,
}

impl LibraryQuery {
    fn href(&self) -> String {
        let query = serde_urlencoded::to_string(self).unwrap_or_default();
        if query.is_empty() { "/desk/media".to_owned() } else { format!("/desk/media?{query}") }
    }

    /// The filter of the list for `staff`.
    ///
    /// # Errors
    /// `NotFound` for a part that there is not, `Invalid` in `q`.
    fn filter(&self, staff: &Staff, show: &str) -> Result<Filter> {
        if !PARTS.contains(&show) {
            return Err(Error::NotFound);
        }
        if self.q.contains('\0') || self.q.len() > SEARCH {
            return Err(Error::invalid("q", "too_long", Message::media_search_long(SEARCH)));
        }
        Ok(Filter {
            text: self.q.clone(),
            by: (show == "mine").then_some(staff.id),
            unused: show == "unused",
            undescribed: show == "undescribed",
        })
    }

    /// The notice about the last action.
    fn notice(&self, words: &Words) -> Option<String> {
        let notice = match self.done.as_str() {
            "removed" => words.media_done_removed(),
            "added" => words.media_done_added(self.count.parse::<u32>().ok()?),
            _ => return None,
        };
        Some(notice.into_owned())
    }
}

/// `GET /desk/media`: the library, or a part of it, the latest first.
pub async fn list(
    app: web::Data<App>,
    request: HttpRequest,
    Author(staff): Author,
    Query(query): Query<LibraryQuery>,
) -> Answer {
    show_library(&app, &request, &staff, query, Shown::default()).await
}

/// The refused form of an upload, and the outcome of its files.
#[derive(Default)]
struct Shown {
    draft: UploadDraft,
    results: Vec<UploadResult>,
    feedback: Feedback,
}

async fn show_library(
    app: &App,
    request: &HttpRequest,
    staff: &Staff,
    query: LibraryQuery,
    shown: Shown,
) -> Answer {
    let Shown { draft, results, mut feedback } = shown;
    let after = list::after::<MediaId>(
        Some(&query.after).filter(|after| !after.is_empty()).map(String::as_str),
    )?;
    let present = match query.filter(staff, &query.show) {
        Ok(present) => Some(present),
        Err(Error::Invalid(faults)) => {
            feedback.status = StatusCode::UNPROCESSABLE_ENTITY;
            feedback.errors.extend(faults);
            None
        }
        Err(error) => return Err(error.into()),
    };
    // The words are good now, and the parts are those of the list.
    let filters: Vec<Filter> =
        PARTS.iter().filter_map(|part| query.filter(staff, part).ok()).collect();
    let read = move |conn: &mut Connection| {
        let Some(present) = &present else {
            return Ok((Vec::new(), HashMap::new(), vec![0; PARTS.len()]));
        };
        let found = media::list(conn, present, after, PAGE.query_limit())?;
        let ids: Vec<MediaId> = found.iter().map(|media| media.id).collect();
        let counts: Result<Vec<i64>> =
            filters.iter().map(|filter| media::count(conn, filter)).collect();
        Ok((found, media::uses(conn, &ids)?, counts?))
    };
    let (found, uses, counts) = app.db.read(read).await?;
    let (found, next) = PAGE.take_page(found, |last| last.id);
    let site = Site::for_member(&app.settings(), staff.language);
    let words = &site.words;
    let here = LibraryQuery { after: String::new(), ..query.clone() };
    let view = LibraryPage {
        staff: head(app, request, staff, NavEntry::Media).await?,
        tabs: tabs(&here, &counts, words),
        show: query.show.clone(),
        q: query.q.clone(),
        all_href: LibraryQuery { q: String::new(), ..here.clone() }.href(),
        pictures: found
            .iter()
            .map(|media| card(media, uses.get(&media.id).map_or(0, Vec::len), words))
            .collect(),
        newest: (!query.after.is_empty()).then(|| here.href()),
        older: next.map(|after| LibraryQuery { after, ..here.clone() }.href()),
        is_open: !results.is_empty() || !feedback.errors.is_empty() && query.q.len() <= SEARCH,
        limit_mb: app.config.media.max_bytes / 1_048_576,
        files: upload::FILES,
        draft,
        results,
        done: feedback.done.or_else(|| query.notice(words)),
        errors: feedback.errors,
        problem: feedback.problem,
        site: &site,
    };
    show(feedback.status, &view)
}

fn tabs(query: &LibraryQuery, counts: &[i64], words: &Words) -> Vec<Tab> {
    let labels =
        [words.media_all(), words.media_mine(), words.media_unused(), words.media_undescribed()];
    let tabs = PARTS.iter().zip(labels).zip(counts).map(|((part, label), count)| Tab {
        key: "",
        label: label.into_owned(),
        count: *count,
        href: LibraryQuery { show: (*part).to_owned(), ..query.clone() }.href(),
        current: query.show == *part,
    });
    tabs.collect()
}

/// A picture of the library in a list of staff.
pub(super) fn card(media: &Media, uses: usize, words: &Words) -> PictureCard {
    PictureCard {
        id: media.id.0,
        href: href(media.id),
        thumb: Thumb::of(media),
        label: label(media, words),
        is_described: !media.alt.is_empty(),
        name: media.name.clone(),
        size: format!("{} × {}", media.width, media.height),
        uses,
    }
}

/// The name of a picture: its description, or else the name of its file, or else its number.
pub(super) fn label(media: &Media, words: &Words) -> String {
    match (media.alt.as_str(), media.name.as_str()) {
        ("", "") => words.media_number(media.id.to_string()).into_owned(),
        ("", name) => name.to_owned(),
        (alt, _) => alt.to_owned(),
    }
}

/// The page of a picture.
pub(super) fn href(id: MediaId) -> String {
    format!("/desk/media/{id}")
}

/// `POST /desk/media`: uploads the files of the form. Those that are good are added whatever becomes of
/// the others, which are named with their faults.
pub async fn upload(
    app: web::Data<App>,
    uploader: Uploader,
    request: HttpRequest,
    payload: web::Payload,
) -> Answer {
    let form = upload::receive_form(&app, &uploader, &request, payload).await?;
    let draft = UploadDraft {
        alt: form.field("alt").to_owned(),
        caption: form.field("caption").to_owned(),
        credit: form.field("credit").to_owned(),
    };
    let described = describe(&app, &form, "file", draft.submitted()).await;
    let site = Site::for_member(&app.settings(), uploader.staff.language);
    let mut shown = Shown { draft, ..Shown::default() };
    if let Err(error) = described {
        shown.feedback = FormErrors::of(error)?.into();
    }
    if form.files.is_empty() {
        let missing = Error::invalid("file", "required", Message::media_choose());
        let FormErrors { errors, status, .. } = FormErrors::of(missing)?;
        shown.feedback.errors.extend(errors);
        shown.feedback.status = status;
    }
    if shown.feedback.errors.is_empty() && form.files.iter().all(|file| file.added.is_ok()) {
        return Ok(see_other(&after_upload(&form)));
    }
    if form.files.iter().any(|file| file.added.is_err()) {
        shown.feedback.status = StatusCode::UNPROCESSABLE_ENTITY;
    }
    shown.results = form.files.iter().map(|file| result(file, &site.words)).collect();
    show_library(&app, &request, &uploader.staff, LibraryQuery::default(), shown).await
}

impl UploadDraft {
    /// The fields, to be checked.
    fn submitted(&self) -> Submitted {
        Submitted {
            alt: Some(self.alt.clone()),
            caption: Some(self.caption.clone()),
            credit: Some(self.credit.clone()),
            focal_point: None,
        }
    }
}

/// Says of the new pictures of a field what was written in the form.
///
/// # Errors
/// `Invalid` with every fault; the pictures stay without a description then.
pub(super) async fn describe(
    app: &App,
    form: &ReceivedForm,
    field: &str,
    submitted: Submitted,
) -> Result<()> {
    let to = Description::parse(submitted)?;
    let new = form.new_pictures(field);
    if new.is_empty() {
        return Ok(());
    }
    app.db.write(move |conn| media::describe_new(conn, &new, &to)).await
}

/// Where an upload without faults leads.
fn after_upload(form: &ReceivedForm) -> String {
    match form.files.as_slice() {
        [only] => {
            let done = match &only.added {
                Ok(Added::New { was_animated: true, .. }) => "first_frame",
                Ok(Added::New { .. }) => "added",
                _ => "present",
            };
            let id = only.added.as_ref().map(|added| added.media().id);
            id.map_or("/desk/media".to_owned(), |id| format!("{}?done={done}", href(id)))
        }
        several => format!("/desk/media?done=added&count={}", several.len()),
    }
}

/// The outcome of a file, for the page that reports the faults.
fn result(file: &upload::ReceivedFile, words: &Words) -> UploadResult {
    let name = model::file_name(&file.name);
    match &file.added {
        Ok(added) => {
            let media = added.media();
            let words = match added {
                Added::New { .. } => words.media_file_added(),
                Added::Present(_) => words.media_file_present(),
            };
            UploadResult { name, href: Some(href(media.id)), says: words.into_owned(), code: "" }
        }
        Err(fault) => UploadResult {
            name,
            href: None,
            says: words.say(&fault.detail).into_owned(),
            code: fault.code,
        },
    }
}
