//! Reads the form of an upload, for the API and for the desk.

use actix_multipart::Multipart;
use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use tokio::sync::SemaphorePermit;

use crate::accounts::web::Uploader;
use crate::app::App;
use crate::error::{Error, FieldError, Result};
use crate::i18n::Message;
use crate::media::Upload;
use crate::media::model::{Description, Submitted};
use crate::pictures::Refusal;
use crate::web::error::Failure;
use crate::web::multipart::{self, MultipartForm};

/// Bytes of a form beside its file.
const BESIDE: usize = 128 * 1024;

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
