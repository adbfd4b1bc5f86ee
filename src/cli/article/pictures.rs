//! The pictures beside a Markdown file: uploaded, and their paths in the library put into the text.
//!
//! A picture is stored once however often its file is read, so the same file twice is one change.

use std::path::{Path, PathBuf};

use bytes::Bytes;
use percent_encoding::percent_decode_str;

use crate::app::App;
use crate::articles::front_matter::File;
use crate::cli::block_on;
use crate::error::{Error, FieldError, Result};
use crate::markup::pictures::{self, Source};
use crate::media;
use crate::media::Upload;
use crate::media::model::{Description, MediaName, Submitted};

/// Whether the pictures of a file are uploaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    Upload,
    /// Only the addresses that they would have are written into the text.
    DryRun,
}

/// Uploads the pictures that the text and `lead_image` of `file` name by a path relative to its folder, and writes
/// their addresses in place of these paths.
///
/// # Errors
/// [`Error::Invalid`] with the line of each picture that is missing or that browsers do not show.
pub(super) fn upload(app: &App, path: &Path, file: &mut File, mode: Mode) -> Result<()> {
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut faults = Vec::new();
    let first_line = file.line_of("body");
    if let Some(body) = file.article.body.take() {
        let mut text = body.clone();
        for source in pictures::sources(&body).iter().filter(|source| is_relative(&source.url)) {
            let line = format!("line {}", first_line + source.line - 1);
            let added = add(app, folder, &source.url, &source.alt, mode);
            let named = added.and_then(|new| {
                pictures::with_address(&text, source, &new).ok_or_else(|| escaped(source))
            });
            match named {
                Ok(with_address) => text = with_address,
                Err(cause) => faults.extend(in_line(cause, &line)?),
            }
        }
        file.article.body = Some(text);
    }
    if let Some(lead) = &mut file.article.lead_image
        && let Some(MediaName::Path(source)) = &lead.media
        && is_relative(source)
    {
        match add(app, folder, source, lead.alt.as_deref().unwrap_or_default(), mode) {
            Ok(path) => lead.media = Some(MediaName::Path(path)),
            Err(cause) => faults.extend(in_line(cause, "lead_image")?),
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(Error::Invalid(faults)) }
}

/// Whether an address is a path that begins at the file's folder.
fn is_relative(source: &str) -> bool {
    let first = source.split('/').next().unwrap_or_default();
    !source.is_empty() && !source.starts_with(['/', '#', '?']) && !first.contains(':')
}

/// The files of the pictures that `file` names by a path relative to its folder, in the order of the text.
/// Those that are missing are left out.
pub(super) fn files(path: &Path, file: &File) -> Vec<PathBuf> {
    let folder = path.parent().unwrap_or(Path::new(""));
    let body = file.article.body.as_deref().unwrap_or_default();
    let mut sources: Vec<String> =
        pictures::sources(body).into_iter().map(|source| source.url).collect();
    if let Some(lead) = &file.article.lead_image
        && let Some(MediaName::Path(source)) = &lead.media
    {
        sources.push(source.clone());
    }
    let relative = sources.iter().filter(|source| is_relative(source));
    relative.filter_map(|source| find(folder, source).ok()).collect()
}

/// The file that `source` names.
fn find(folder: &Path, source: &str) -> Result<PathBuf> {
    let decoded = percent_decode_str(source).decode_utf8_lossy();
    // A file may have a name with `%`; an address may not.
    let names = [source, decoded.as_ref()].map(|name| folder.join(name));
    names.iter().find(|file| file.is_file()).cloned().ok_or_else(|| {
        let detail =
            format!("there is no file {}; correct the path, or add the file", names[1].display());
        Error::invalid("file", "picture_missing", detail)
    })
}

/// The path in the library of the picture that `source` names.
fn add(app: &App, folder: &Path, source: &str, alt: &str, mode: Mode) -> Result<String> {
    let file = find(folder, source)?;
    let bytes = read(app, &file)?;
    if mode == Mode::DryRun {
        return Ok(format!("/media/{}/1.jpg", media::key_of(&bytes)));
    }
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    // What the article says about it is a start for the library; a text that is too long is not.
    let alt = Some(alt.to_owned()).filter(|alt| !alt.is_empty());
    let description =
        Description::parse(Submitted { alt, ..Submitted::default() }).unwrap_or_default();
    let added = block_on(media::add(app, Upload { file: bytes, name, description }, None));
    added.map(|added| added.media().path()).map_err(|cause| {
        let Error::Invalid(mut faults) = cause else { return cause };
        for fault in &mut faults {
            fault.detail = format!("{source}: {}", fault.detail.in_english()).into();
        }
        Error::Invalid(faults)
    })
}

/// The content of a picture within the limit of uploads.
///
/// # Errors
/// [`Error::Invalid`] `file`.
pub(in crate::cli) fn read(app: &App, file: &Path) -> Result<Bytes> {
    let limit = app.config.media.max_bytes;
    let unreadable = |cause: std::io::Error| {
        let detail = format!("{} cannot be read: {cause}", file.display());
        Error::invalid("file", "unreadable", detail)
    };
    let length = std::fs::metadata(file).map_err(unreadable)?.len();
    if length > limit as u64 {
        let detail =
            format!("{} is larger than {} MB; reduce the picture", file.display(), limit >> 20);
        return Err(Error::invalid("file", "too_large", detail));
    }
    Ok(std::fs::read(file).map_err(unreadable)?.into())
}

fn escaped(source: &Source) -> Error {
    let detail = format!("write the path {:?} without escapes, in <> if it has spaces", source.url);
    Error::invalid("file", "image_source", detail)
}

/// The faults with their place in front; any other error ends the command.
fn in_line(cause: Error, place: &str) -> Result<Vec<FieldError>> {
    let Error::Invalid(mut faults) = cause else { return Err(cause) };
    for fault in &mut faults {
        fault.detail = format!("{place}: {}", fault.detail.in_english()).into();
    }
    Ok(faults)
}

#[cfg(test)]
mod tests {
    use super::is_relative;

    #[test]
    fn only_paths_below_the_file_are_read() {
        for source in ["a.jpg", "photos/a.jpg", "../a.jpg", "./a b.jpg", "a?b.jpg"] {
            assert!(is_relative(source), "{source}");
        }
        for source in
            ["", "/media/x", "//a.example/x", "https://a.example/x", "data:image/png;x", "#a"]
        {
            assert!(!is_relative(source), "{source}");
        }
    }
}
