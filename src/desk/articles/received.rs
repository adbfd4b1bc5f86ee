//! The editor's form as it arrives: with files, which are added to the library and to the text, or
//! without, as the script sends it.

use actix_web::{HttpRequest, web};
use url::form_urlencoded;

use super::form::{ArticleForm, Step};
use crate::accounts::web::Uploader;
use crate::app::App;
use crate::db::Connection;
use crate::desk::media::describe;
use crate::error::{Error, FieldError, Result};
use crate::i18n::Message;
use crate::ids::MediaId;
use crate::media;
use crate::media::model::{self, Submitted};
use crate::media::web::upload::{self, ReceivedForm};
use crate::web::error::Failure;

/// A form whose pictures are in the library.
pub(super) struct Received {
    /// The form, in which the pictures have their places.
    pub(super) form: ArticleForm,
    /// Faults of files. The step is not done then, and the page is shown again with everything else.
    pub(super) errors: Vec<FieldError>,
}

/// Reads the form of a member and checks its CSRF token.
///
/// # Errors
/// 403 `csrf`; 400 for a body that is not of this form; those of [`upload::receive_form`].
pub(super) async fn receive(
    app: &App,
    uploader: &Uploader,
    request: &HttpRequest,
    payload: web::Payload,
) -> Result<Received, Failure> {
    let received = upload::receive_form(app, uploader, request, payload).await?;
    let form = read(&received.fields)?;
    placed(app, form, &received).await
}

fn read(fields: &[(String, String)]) -> Result<ArticleForm, Failure> {
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    serde_urlencoded::from_str(&body).map_err(|_| {
        Failure::new(
            actix_web::http::StatusCode::BAD_REQUEST,
            "malformed",
            Message::fault_form_unreadable(),
        )
    })
}

/// Puts the pictures that have arrived where they belong.
async fn placed(
    app: &App,
    mut form: ArticleForm,
    received: &ReceivedForm,
) -> Result<Received, Failure> {
    let mut errors = Vec::new();
    let mut describing = async |field: &str, to: Submitted| match describe(app, received, field, to)
        .await
    {
        Ok(()) => Ok(true),
        Err(Error::Invalid(faults)) => {
            let named = if field == "lead_file" { "lead_image" } else { "text_file" };
            errors.extend(
                faults.into_iter().map(|fault| FieldError::new(named, fault.code, fault.detail)),
            );
            Ok(false)
        }
        Err(error) => Err(error),
    };
    // Without files nothing is to be described, and what is wrong is found when the article is saved.
    let has = |field: &str| received.files.iter().any(|file| file.field == field);
    let is_described = has("lead_file") && describing("lead_file", form.lead_description()).await?;
    if has("text_file") {
        let alt = Some(form.text_alt.clone());
        describing("text_file", Submitted { alt, ..Submitted::default() }).await?;
    }
    let mut in_text: Vec<MediaId> = Vec::new();
    for file in &received.files {
        let field = if file.field == "lead_file" { "lead_file" } else { "text_file" };
        match &file.added {
            Err(fault) => {
                let name = model::file_name(&file.name);
                let detail = Message::media_file_fault(name, &fault.detail);
                errors.push(FieldError::new(field, fault.code, detail));
            }
            Ok(added) if field == "lead_file" => {
                let is_new = matches!(added, media::Added::New { .. });
                form = form.with_lead(added.media());
                if is_new && is_described {
                    form = form.without_lead_texts();
                }
            }
            Ok(added) => in_text.push(added.media().id),
        }
    }
    if !in_text.is_empty() {
        let ids = in_text.clone();
        let found = app.db.read(move |conn: &mut Connection| media::by_ids(conn, &ids)).await?;
        for media in in_text.iter().filter_map(|id| found.get(id)) {
            form.body = format!("{}\n\n{}", form.body.trim_end(), media.markdown());
        }
        form.text_alt.clear();
    }
    let missing = match form.step() {
        Some(Step::LeadPicture) if !has("lead_file") => Some("lead_file"),
        Some(Step::Picture) if !has("text_file") => Some("text_file"),
        _ => None,
    };
    errors.extend(missing.map(|field| FieldError::new(field, "required", Message::media_choose())));
    Ok(Received { form, errors })
}
