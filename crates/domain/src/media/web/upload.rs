//! Reads the form of an upload, for the API and for the desk.

use actix_multipart::Multipart;
use actix_web::http::StatusCode;
use actix_web::{HttpMessage as _, HttpRequest, web};
use tokio::sync::SemaphorePermit;
use url::form_urlencoded;

use crate::accounts::web::Uploader;
use crate::app::App;
use crate::error::{Error, FieldError, Result};
use crate::i18n::Message;
use crate::ids::MediaId;
use crate::media::model::{Description, Submitted};
use crate::media::{Added, Upload};
use crate::pictures::Refusal;
use crate::web::error::Failure;
use crate::web::extract;
use crate::web::multipart::{self, MultipartForm, Parts};
use crate::web::refused_form::RefusedForm;

/// Bytes of a form beside its file.
const BESIDE: usize = 128 * 1024;
/// Most files of one form of the desk. They are read, cut and stored one after the other.
pub const FILES: usize = 20;
/// The longest field of a form of the desk, in bytes: a text that is several times too long is read, so
/// that the page with the fault can show it.
const FIELD: usize = 1024 * 1024;

/// The fields of the API's form, and the desk's hidden one.
const FIELDS: [&str; 5] = ["file", "alt", "caption", "credit", "csrf"];

/// A form that has arrived. It holds the memory of one upload.
#[derive(Debug)]
pub struct Received<'a> {
    /// Its fields and its file.
    pub form: MultipartForm,
    permit: SemaphorePermit<'a>,
}

/// A checked upload. It holds the memory until it is dropped.
#[derive(Debug)]
pub struct Checked<'a> {
    /// What to add.
    pub upload: Upload,
    _permit: SemaphorePermit<'a>,
}

/// Reads the form of a member of the staff, and checks its CSRF token.
///
/// # Errors
/// Those of [`multipart::read`]; 403 `csrf`; 503 if too many uploads arrive at once.
pub async fn receive<'a>(
    app: &'a App,
    uploader: &Uploader,
    request: &HttpRequest,
    parts: Multipart,
) -> Result<Received<'a>, Failure> {
    let permit = app.pictures.admit().await?;
    let limit = app.config.media.max_bytes;
    let too_large = Message::fault_picture_large(limit / 1_048_576);
    let form = multipart::read(request, parts, limit + BESIDE, &too_large).await?;
    uploader.check_form(app, form.field("csrf"))?;
    let is_large = form.file("file").is_some_and(|file| file.bytes.len() > limit);
    if is_large {
        return Err(Failure::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", too_large));
    }
    Ok(Received { form, permit })
}

impl<'a> Received<'a> {
    /// The upload that the form describes.
    ///
    /// # Errors
    /// [`Error::Invalid`] with every fault, unknown fields among them.
    pub fn into_upload(self) -> Result<Checked<'a>> {
        let Received { form, permit } = self;
        let unknown = form.names().filter(|name| !FIELDS.contains(name)).map(|name| {
            let name: String = name.chars().take(100).collect();
            let pointer = format!("/{}", name.replace('~', "~0").replace('/', "~1"));
            FieldError::at(&pointer, "unknown_field", "There is no such field")
        });
        let mut faults: Vec<FieldError> = unknown.collect();
        let text = |name: &str| form.field(name).map(str::to_owned);
        let submitted = Submitted {
            alt: text("alt"),
            caption: text("caption"),
            credit: text("credit"),
            focal_point: None,
        };
        let description = Description::parse(submitted).unwrap_or_else(|error| {
            if let Error::Invalid(others) = error {
                faults.extend(others);
            }
            Description::default()
        });
        let file = form.file("file").filter(|file| !file.bytes.is_empty());
        match file {
            Some(file) if faults.is_empty() => {
                let (file, name) = (file.bytes.clone(), file.name.clone());
                Ok(Checked { upload: Upload { file, name, description }, _permit: permit })
            }
            Some(_) => Err(Error::Invalid(faults)),
            None => {
                let empty = Refusal::Empty;
                faults.push(FieldError::new("file", empty.code(), empty.message()));
                Err(Error::Invalid(faults))
            }
        }
    }
}

/// A form of the desk with any number of files, which have been added to the library.
#[derive(Debug, Default)]
pub struct ReceivedForm {
    /// Its fields without the CSRF token, in their order.
    pub fields: Vec<(String, String)>,
    /// What became of its files, in their order. Those that were left empty are missing.
    pub files: Vec<ReceivedFile>,
}

/// A file of a form, which is stored in the library already unless it was refused.
#[derive(Debug)]
pub struct ReceivedFile {
    /// The name of the field.
    pub field: String,
    /// The name of the file, as the sender gives it.
    pub name: String,
    /// The picture, or why it was refused.
    pub added: Result<Added, FieldError>,
}

impl ReceivedForm {
    /// The first value of a field; empty if it was not sent.
    pub fn field(&self, name: &str) -> &str {
        let found = self.fields.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value.as_str())
    }

    /// The pictures that are new, by the field of their file.
    pub fn new_pictures(&self, field: &str) -> Vec<MediaId> {
        let of_field = self.files.iter().filter(|file| file.field == field);
        let new = of_field.filter_map(|file| match &file.added {
            Ok(Added::New { media, .. }) => Some(media.id),
            _ => None,
        });
        new.collect()
    }
}

/// Reads a form of the desk and adds its files to the library as they arrive. A file that is refused
/// does not keep the others from being added. What is said about the pictures may follow them in the
/// form, so the caller adds it by [`crate::media::describe_new`]. A form without files may also be
/// form-encoded, as the page that shows a refused form sends it again.
///
/// The request keeps the fields, for the page of a failure.
///
/// # Errors
/// Those of [`multipart::Parts`]; 403 `csrf` without a valid token before the first file; 503 if too many
/// uploads arrive at once.
pub async fn receive_form(
    app: &App,
    uploader: &Uploader,
    request: &HttpRequest,
    payload: web::Payload,
) -> Result<ReceivedForm, Failure> {
    if extract::is_form(request) {
        let body = extract::form_body(request, &mut payload.into_inner()).await?;
        let fields: Vec<(String, String)> = form_urlencoded::parse(&body).into_owned().collect();
        let csrf = fields.iter().find(|(name, _)| name == "csrf").map(|(_, token)| token.clone());
        uploader.check_form(app, csrf.as_deref())?;
        let fields = fields.into_iter().filter(|(name, _)| name != "csrf").collect();
        return Ok(ReceivedForm { fields, files: Vec::new() });
    }
    let mut form = ReceivedForm::default();
    let received = receive_parts(app, uploader, request, payload, &mut form).await;
    if let Some(kept) = RefusedForm::of_fields(request.path(), form.fields.clone()) {
        request.extensions_mut().insert(kept);
    }
    received.map(|()| form)
}

async fn receive_parts(
    app: &App,
    uploader: &Uploader,
    request: &HttpRequest,
    payload: web::Payload,
    form: &mut ReceivedForm,
) -> Result<(), Failure> {
    let parts = Multipart::new(request.headers(), payload);
    let limit = app.config.media.max_bytes;
    let too_large = Message::fault_picture_large(limit / 1_048_576);
    let mut parts = Parts::of(request, parts, FILES * limit + 2 * FIELD, &too_large)?;
    let (mut csrf, mut permit) = (None, None);
    while let Some(part) = parts.next().await? {
        let field = part.field.clone();
        let Some(name) = part.file.clone() else {
            let text = parts.text(part, FIELD).await?;
            if field == "csrf" {
                csrf = Some(text);
            } else {
                form.fields.push((field, text));
            }
            continue;
        };
        // A field in which no file was chosen is sent, too.
        if name.is_empty() || uploader.check_form(app, csrf.as_deref()).is_err() {
            parts.content(part, 0).await?;
            continue;
        }
        if permit.is_none() {
            permit = Some(app.pictures.admit().await?);
        }
        let added = match parts.content(part, limit).await? {
            None => Err(FieldError::new("file", "too_large", too_large.clone())),
            Some(file) if file.is_empty() => {
                Err(FieldError::new("file", Refusal::Empty.code(), Refusal::Empty.message()))
            }
            Some(file) => {
                let description = Description::default();
                let upload = Upload { file, name: name.clone(), description };
                match crate::media::add(app, upload, Some(uploader.staff.id)).await {
                    Ok(added) => Ok(added),
                    Err(Error::Invalid(faults)) => {
                        let first = faults.into_iter().next();
                        Err(first.ok_or_else(|| Error::internal("a fault without a field"))?)
                    }
                    Err(error) => return Err(error.into()),
                }
            }
        };
        form.files.push(ReceivedFile { field, name, added });
    }
    Ok(uploader.check_form(app, csrf.as_deref())?)
}
