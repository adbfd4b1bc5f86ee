//! `/desk/media/{id}`: one picture with its sizes, what is said about it, and where it is used.

use std::str::FromStr;

use actix_web::{HttpRequest, web};
use serde::Deserialize;

use super::view::{DescriptionForm, FocusCell, PicturePage, SizeLine, UseLine};
use super::{href, label};
use crate::accounts::model::Staff;
use crate::accounts::web::Author;
use crate::app::App;
use crate::articles;
use crate::db::Connection;
use crate::desk::form::{DeskForm, Feedback};
use crate::desk::layout::{NavEntry, head};
use crate::error::{Error, Result, optional};
use crate::i18n::Words;
use crate::ids::MediaId;
use crate::media;
use crate::media::model::{Description, FocalPoint, Media, Place, Submitted, Use};
use crate::media::view::{Picture, Slot};
use crate::web::error::Answer;
use crate::web::form_errors::FormErrors;
use crate::web::list::Query;
use crate::web::page::{see_other, show};
use crate::web::view::Site;

/// The last action.
#[derive(Debug, Default, Deserialize)]
pub struct PictureQuery {
    done: Option<String>,
}

/// `GET /desk/media/{id}`.
pub async fn show_one(
    app: web::Data<App>,
    request: HttpRequest,
    Author(staff): Author,
    id: web::Path<String>,
    Query(query): Query<PictureQuery>,
) -> Answer {
    let site = Site::for_member(&app.settings(), staff.language);
    let done = query.done.and_then(|done| notice(&done, &site.words));
    let feedback = Feedback { done, ..Feedback::default() };
    show_picture(&app, &request, &staff, number(&id)?, None, feedback).await
}

fn notice(done: &str, words: &Words) -> Option<String> {
    let notice = match done {
        "added" => words.media_done_added(1),
        "present" => words.media_done_present(),
        "first_frame" => words.media_done_first_frame(),
        "saved" => words.done_saved(),
        _ => return None,
    };
    Some(notice.into_owned())
}

/// `POST /desk/media/{id}`: changes what is said about it. Fields that were not touched are left as they
/// are, so that two members who write at once do not undo each other's work in another field.
pub async fn change(
    app: web::Data<App>,
    request: HttpRequest,
    Author(staff): Author,
    id: web::Path<String>,
    DeskForm(form): DeskForm<DescriptionForm>,
) -> Answer {
    let (id, now) = (number(&id)?, app.clock.now());
    let stored = match Description::parse(form.submitted()) {
        Ok(to) => {
            let by = staff.clone();
            app.db.write(move |conn| media::change(conn, id, &to, &by, now)).await
        }
        Err(error) => Err(error),
    };
    match stored {
        Ok((_, outdated)) => {
            if let Some(scope) = outdated {
                app.cache.drop(scope);
            }
            Ok(see_other(&format!("{}?done=saved", href(id))))
        }
        Err(error) => {
            let feedback = FormErrors::of(error)?.into();
            show_picture(&app, &request, &staff, id, Some(form), feedback).await
        }
    }
}

/// `POST /desk/media/{id}/remove`: deletes it, unless an article uses it.
pub async fn remove(
    app: web::Data<App>,
    request: HttpRequest,
    Author(staff): Author,
    id: web::Path<String>,
    _: DeskForm<Vec<(String, String)>>,
) -> Answer {
    let (id, now, by) = (number(&id)?, app.clock.now(), staff.clone());
    let settings = app.settings();
    match app.db.write(move |conn| media::delete(conn, id, &settings.site, &by, now)).await {
        Ok(media) => {
            media::remove_files(&app, &media).await;
            Ok(see_other("/desk/media?done=removed"))
        }
        Err(error) => {
            let feedback = FormErrors::of(error)?.into();
            show_picture(&app, &request, &staff, id, None, feedback).await
        }
    }
}

async fn show_picture(
    app: &App,
    request: &HttpRequest,
    staff: &Staff,
    id: MediaId,
    written: Option<DescriptionForm>,
    feedback: Feedback,
) -> Answer {
    let by = staff.clone();
    let read = move |conn: &mut Connection| {
        let media = media::by_id(conn, id)?;
        let uses = media::uses(conn, &[id])?.remove(&id).unwrap_or_default();
        let uses: Result<Vec<(Use, bool)>> =
            uses.into_iter().map(|used| may_open(conn, used, &by)).collect();
        Ok((media, uses?))
    };
    let (media, uses) = app.db.read(read).await?;
    let site = Site::for_member(&app.settings(), staff.language);
    let words = &site.words;
    let form = written.unwrap_or_else(|| DescriptionForm::of(&media));
    let view = PicturePage {
        staff: head(app, request, staff, NavEntry::Media).await?,
        id: media.id.0,
        action: href(id),
        title: label(&media, words),
        name: media.name.clone(),
        picture: Picture::new(&media, &media.alt, Slot::Text).to_string(),
        width: media.width,
        height: media.height,
        sizes: sizes(&media, words),
        markdown: media.markdown(),
        uploaded: media.created_at.into(),
        by: media.by.as_ref().map(|(_, name)| name.clone()),
        cells: cells(&form.focus, words),
        may_change: media.may_change(staff),
        uses: uses.into_iter().map(|(used, opens)| use_line(used, opens, words)).collect(),
        form,
        done: feedback.done,
        errors: feedback.errors,
        problem: feedback.problem,
        site: &site,
    };
    show(feedback.status, &view)
}

/// The use, and whether `staff` may open the article in the editor.
fn may_open(conn: &mut Connection, used: Use, staff: &Staff) -> Result<(Use, bool)> {
    let article = optional(articles::by_id(conn, used.article))?;
    let may = article.is_some_and(|article| article.may_edit(staff));
    Ok((used, may))
}

fn use_line(used: Use, opens: bool, words: &Words) -> UseLine {
    let place = match used.place {
        Place::Lead => words.media_use_lead(),
        Place::Body => words.media_use_body(),
    };
    UseLine {
        href: opens.then(|| format!("/desk/articles/{}", used.article)),
        title: used.title,
        place: place.into_owned(),
    }
}

fn sizes(media: &Media, words: &Words) -> Vec<SizeLine> {
    let line = |file: &crate::media::model::StoredFile| SizeLine {
        href: media.path_of(Some(file)),
        size: format!("{} × {}", file.width, file.height),
        kind: file.kind.extension().to_uppercase(),
        bytes: words.media_kilobytes(file.bytes.div_ceil(1_000)).into_owned(),
    };
    media.files.iter().map(line).collect()
}

/// The thirds of a picture, row by row.
fn cells(focus: &str, words: &Words) -> Vec<FocusCell> {
    let names = [
        words.media_upper_left(),
        words.media_upper_middle(),
        words.media_upper_right(),
        words.media_middle_left(),
        words.media_middle(),
        words.media_middle_right(),
        words.media_lower_left(),
        words.media_lower_middle(),
        words.media_lower_right(),
    ];
    let cell = |(at, name): (usize, std::borrow::Cow<'_, str>)| {
        let value = format!("{}-{}", at % 3, at / 3);
        FocusCell { is_chosen: value == focus, value, label: name.into_owned() }
    };
    names.into_iter().enumerate().map(cell).collect()
}

impl DescriptionForm {
    /// The present fields of a picture.
    fn of(media: &Media) -> DescriptionForm {
        let focus = third(media.focal_point);
        DescriptionForm {
            alt: media.alt.clone(),
            caption: media.caption.clone(),
            credit: media.credit.clone(),
            shown_alt: media.alt.clone(),
            shown_caption: media.caption.clone(),
            shown_credit: media.credit.clone(),
            shown_focus: focus.clone(),
            focus,
        }
    }

    /// The fields that differ from what was shown.
    fn submitted(&self) -> Submitted {
        let changed = |now: &String, shown: &String| {
            Some(now.clone()).filter(|now| now.trim() != shown.trim())
        };
        Submitted {
            alt: changed(&self.alt, &self.shown_alt),
            caption: changed(&self.caption, &self.shown_caption),
            credit: changed(&self.credit, &self.shown_credit),
            focal_point: changed(&self.focus, &self.shown_focus).map(|focus| Some(middle(&focus))),
        }
    }
}

/// The third of a picture in which a point is: column and row. Without a point, the middle.
fn third(point: Option<FocalPoint>) -> String {
    let of = |thousandths: i16| (thousandths.clamp(0, 999) * 3) / 1_000;
    point.map_or("1-1".to_owned(), |point| format!("{}-{}", of(point.x), of(point.y)))
}

/// The middle of a third, in parts of width and height; what names no third is outside the picture.
fn middle(third: &str) -> (f64, f64) {
    let part = |digit: &str| match digit {
        "0" => 1.0 / 6.0,
        "1" => 0.5,
        "2" => 5.0 / 6.0,
        _ => f64::NAN,
    };
    third.split_once('-').map_or((f64::NAN, f64::NAN), |(x, y)| (part(x), part(y)))
}

fn number(text: &str) -> Result<MediaId> {
    MediaId::from_str(text).map_err(|_| Error::NotFound)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_is_in_a_third_whose_middle_is_in_it() {
        for (x, y) in [(0, 0), (1, 0), (2, 2), (1, 1), (0, 2)] {
            let name = format!("{x}-{y}");
            let (across, down) = middle(&name);
            let point = FocalPoint::at(across, down).expect("within the picture");
            assert_eq!(third(Some(point)), name);
        }
        let corner = FocalPoint::at(1.0, 0.0).expect("a corner");
        assert_eq!((third(Some(corner)), third(None)), ("2-0".to_owned(), "1-1".to_owned()));
        for wrong in ["", "1", "3-1", "a-b", "1-1-1"] {
            let (x, y) = middle(wrong);
            assert!(FocalPoint::at(x, y).is_err(), "{wrong}");
        }
    }

    #[test]
    fn only_what_was_touched_is_changed() {
        let shown = DescriptionForm {
            alt: "Mud".into(),
            shown_alt: "Mud".into(),
            caption: "New".into(),
            shown_caption: "Old".into(),
            focus: "0-0".into(),
            shown_focus: "0-0".into(),
            ..DescriptionForm::default()
        };
        let sent = shown.submitted();
        assert_eq!((sent.alt, sent.caption.as_deref(), sent.credit), (None, Some("New"), None));
        assert_eq!(sent.focal_point, None);
    }
}
