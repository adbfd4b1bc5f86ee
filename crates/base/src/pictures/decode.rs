//! Decodes a file that was inspected into pixels: the first frame, upright, eight bits of sRGB.

use std::io::Cursor;
use std::time::Instant;

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, ImageReader};
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

use super::encode::LARGEST;
use super::inspect::Found;
use super::shrink::{Pixels, shrink};
use super::{MEMORY, Refusal, check};

/// # Errors
/// [`Refusal::Damaged`], [`Refusal::Incomplete`], [`Refusal::Slow`].
pub(super) fn decode(file: &[u8], found: &Found, deadline: Instant) -> Result<Pixels, Refusal> {
    let mut reader = ImageReader::with_format(Cursor::new(file), found.format);
    let mut limits = image::Limits::default();
    limits.max_image_width = Some(found.width);
    limits.max_image_height = Some(found.height);
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(refusal)?;
    // A decoder that reads other numbers than `inspect` would allocate other memory.
    if decoder.dimensions() != (found.width, found.height) {
        return Err(Refusal::Damaged);
    }
    // A picture without an orientation or a profile, or with a broken one, is shown as it is.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().ok().flatten();
    let image = DynamicImage::from_decoder(decoder).map_err(refusal)?;
    check(deadline)?;
    let pixels = if image.color().has_alpha() {
        Pixels::rgba(image.width(), image.height(), image.into_rgba8().into_raw())
    } else {
        Pixels::rgb(image.width(), image.height(), image.into_rgb8().into_raw())
    };
    check(deadline)?;
    // What follows costs less on the smaller picture.
    let mut pixels = reduced(pixels, turns(orientation));
    if let Some(profile) = profile {
        to_srgb(&mut pixels, &profile);
    }
    check(deadline)?;
    turn(pixels, orientation).ok_or(Refusal::Damaged)
}

/// The picture at the size that is kept. Its sides are still to be exchanged if it `turns`.
fn reduced(pixels: Pixels, turns: bool) -> Pixels {
    match largest(pixels.width, pixels.height, turns) {
        Some((width, height)) => shrink(&pixels, width, height),
        None => pixels,
    }
}

/// The most pixels that WebP has in a column.
const TALLEST: u32 = 16_383;

/// The size to which a picture is reduced, if it is larger than what is kept.
fn largest(width: u32, height: u32, turns: bool) -> Option<(u32, u32)> {
    let (shown, length) = if turns { (height, width) } else { (width, height) };
    let pixels = u64::from(width) * u64::from(height);
    // A very tall picture is reduced by its pixels, so that none of its sizes is huge.
    let most = u64::from(LARGEST) * u64::from(LARGEST) * 2;
    if shown <= LARGEST && length <= TALLEST && pixels <= most {
        return None;
    }
    let by_width = f64::from(LARGEST) / f64::from(shown);
    #[allow(clippy::cast_precision_loss, reason = "a ratio of some megapixels")]
    let by_pixels = (most as f64 / pixels as f64).sqrt();
    let by_height = f64::from(TALLEST) / f64::from(length);
    let factor = by_width.min(by_height).min(by_pixels).min(1.0);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "below the width")]
    let scaled = |side: u32| ((f64::from(side) * factor).round() as u32).max(1);
    Some((scaled(width), scaled(height)))
}

fn turns(orientation: Orientation) -> bool {
    matches!(
        orientation,
        Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH
    )
}

/// The picture as the camera was held. `None` if the bytes are not those of its size.
fn turn(pixels: Pixels, orientation: Orientation) -> Option<Pixels> {
    if orientation == Orientation::NoTransforms {
        return Some(pixels);
    }
    let Pixels { width, height, channels, bytes } = pixels;
    let mut image = match channels {
        3 => DynamicImage::ImageRgb8(image::RgbImage::from_raw(width, height, bytes)?),
        _ => DynamicImage::ImageRgba8(image::RgbaImage::from_raw(width, height, bytes)?),
    };
    image.apply_orientation(orientation);
    let (width, height) = (image.width(), image.height());
    Some(Pixels { width, height, channels, bytes: image.into_bytes() })
}

/// Converts the colours of a picture with an RGB profile to sRGB. Another profile (such as one of a
/// printer, whose colours the decoder has converted already) is ignored, as browsers do.
fn to_srgb(pixels: &mut Pixels, profile: &[u8]) {
    let Ok(profile) = ColorProfile::new_from_slice(profile) else { return };
    if profile.color_space != DataColorSpace::Rgb {
        return;
    }
    let layout = if pixels.channels == 3 { Layout::Rgb } else { Layout::Rgba };
    let srgb = ColorProfile::new_srgb();
    let transform =
        profile.create_transform_8bit(layout, &srgb, layout, TransformOptions::default());
    let Ok(transform) = transform else { return };
    let row = pixels.width as usize * pixels.channels;
    let mut converted = vec![0; row];
    for line in pixels.bytes.chunks_exact_mut(row) {
        if transform.transform(line, &mut converted).is_err() {
            return;
        }
        line.copy_from_slice(&converted);
    }
}

fn refusal(cause: ImageError) -> Refusal {
    match cause {
        ImageError::IoError(cause) if cause.kind() == std::io::ErrorKind::UnexpectedEof => {
            Refusal::Incomplete
        }
        _ => Refusal::Damaged,
    }
}
