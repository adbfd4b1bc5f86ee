//! Pictures, and the forms that carry them.

use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, ImageEncoder as _, Rgb, RgbImage};
use reqwest::RequestBuilder;

const BOUNDARY: &str = "a-boundary-that-occurs-in-no-picture";

/// A photograph of this size as JPEG. Another `seed` gives another picture.
pub fn photo(width: u32, height: u32, seed: u32) -> Vec<u8> {
    let image = RgbImage::from_fn(width, height, |x, y| {
        let noise = (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503)) >> 20;
        let part = |n: u32| u8::try_from(n % 256).unwrap_or(0);
        Rgb([part(x * 255 / width + seed), part(y * 255 / height), part(noise + seed * 7)])
    });
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 85)
        .write_image(&image, width, height, ExtendedColorType::Rgb8)
        .expect("a JPEG");
    bytes
}

/// The request with a form of these fields and a file, as a browser sends it.
pub fn with_form(
    request: RequestBuilder,
    fields: &[(&str, &str)],
    name: &str,
    file: &[u8],
) -> RequestBuilder {
    with_files(request, fields, &[("file", name, file)])
}

/// The request with a form of these fields, and files with the names of their fields and their own.
pub fn with_files(
    request: RequestBuilder,
    fields: &[(&str, &str)],
    files: &[(&str, &str, &[u8])],
) -> RequestBuilder {
    let mut body = Vec::new();
    for (field, value) in fields {
        let part = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n"
        );
        body.extend_from_slice(part.as_bytes());
    }
    for (field, name, file) in files {
        let head = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(file);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    request.header("content-type", kind).body(body)
}
