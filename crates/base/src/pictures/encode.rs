//! Cuts pixels to sizes and encodes them.
//!
//! Photographs are JPEG and lossy WebP. Drawings, which have few colours, and what one can look
//! through are PNG and WebP: lossless, because JPEG blurs text and lines, and often smaller.

use std::collections::HashSet;
use std::time::Instant;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder};
use webp::{PixelLayout, WebPConfig};

use super::shrink::{Pixels, shrink};
use super::{Cut, File, Refusal, check};
use crate::stored_enum;

/// The widest size: a picture as wide as the text column and its margins, on a screen with two pixels
/// to the point.
pub(super) const LARGEST: u32 = 2_160;
/// The other sizes, from a phone's column to a large window.
const WIDTHS: [u32; 4] = [320, 640, 960, 1_440];
/// A size is left out if the next larger one has not at least so many times its width.
const STEP: f64 = 1.2;
/// Colours up to which a picture counts as drawn.
const DRAWN: usize = 1_024;
/// Shades of grey that most of a drawing has.
const PAPER_AND_INK: usize = 8;
/// Qualities of 100. A choice: no difference at arm's length, and a third of the bytes of 95.
const JPEG_QUALITY: u8 = 82;
const WEBP_QUALITY: f32 = 78.0;
/// libwebp's effort, 0 to 6: 2 takes half the time of its default, 4, for 3 % more bytes.
const WEBP_EFFORT: i32 = 2;

stored_enum! {
    /// The format of a stored file.
    #[schema(as = MediaFormat)]
    pub enum Kind {
        /// A photograph.
        Jpeg = 0 => "jpeg",
        /// Something drawn or translucent.
        Png = 1 => "png",
        /// Either, smaller; browsers choose it.
        WebP = 2 => "webp",
    }
}

impl Kind {
    /// The ending of file names.
    pub fn extension(self) -> &'static str {
        match self {
            Kind::Jpeg => "jpg",
            Kind::Png => "png",
            Kind::WebP => "webp",
        }
    }

    /// The content type.
    pub fn mime(self) -> &'static str {
        match self {
            Kind::Jpeg => "image/jpeg",
            Kind::Png => "image/png",
            Kind::WebP => "image/webp",
        }
    }

    /// The format with this ending.
    pub fn of_extension(extension: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.extension() == extension)
    }
}

/// # Errors
/// [`Refusal::Slow`]; [`Refusal::Damaged`] if an encoder fails, which none does with good pixels.
pub(super) fn encode(
    pixels: Pixels,
    was_animated: bool,
    deadline: Instant,
) -> Result<Cut, Refusal> {
    let is_translucent = pixels.is_translucent();
    let pixels = if is_translucent { pixels } else { pixels.opaque() };
    let is_drawn = is_drawing(&pixels);
    let (width, height) = (pixels.width, pixels.height);
    let mut files = Vec::new();
    let mut present = pixels;
    // From the largest to the smallest, each from the one before.
    for size in widths(width).into_iter().rev() {
        if size < present.width {
            let scaled = u64::from(height) * u64::from(size) / u64::from(width);
            present = shrink(&present, size, u32::try_from(scaled).unwrap_or(1).max(1));
        }
        let fallback = if is_translucent || is_drawn { Kind::Png } else { Kind::Jpeg };
        for kind in [Kind::WebP, fallback] {
            check(deadline)?;
            let bytes = match kind {
                Kind::Jpeg => jpeg(&present)?,
                Kind::Png => png(&present)?,
                Kind::WebP => webp(&present, is_drawn)?,
            };
            let (width, height) = (present.width, present.height);
            files.push(File { width, height, kind, bytes: bytes.into() });
        }
    }
    files.reverse();
    let colour = (!is_translucent).then(|| present.mean());
    Ok(Cut { width, height, colour, was_animated, files })
}

/// The widths of a picture that is `width` wide, the smallest first.
fn widths(width: u32) -> Vec<u32> {
    let smaller = WIDTHS.into_iter().filter(|size| f64::from(*size) * STEP <= f64::from(width));
    smaller.chain([width]).collect()
}

/// Whether the picture is drawn: a photograph of any size has more colours. One in black and white has at most 256, but
/// few of its pixels have the same, while most of a drawing or a page of text is paper and ink.
fn is_drawing(pixels: &Pixels) -> bool {
    let mut seen = HashSet::with_capacity(DRAWN + 1);
    let (mut shades, mut coloured) = ([0_usize; 256], 0_usize);
    for pixel in pixels.bytes.chunks_exact(pixels.channels) {
        let colour = [pixel[0], pixel[1], pixel[2]];
        seen.insert(colour);
        if seen.len() > DRAWN {
            return false;
        }
        match colour {
            [red, green, blue] if red == green && green == blue => shades[usize::from(red)] += 1,
            _ => coloured += 1,
        }
    }
    shades.sort_unstable_by(|a, b| b.cmp(a));
    let (all, commonest): (usize, usize) =
        (shades.iter().sum(), shades[..PAPER_AND_INK].iter().sum());
    coloured > 0 || 2 * commonest >= all
}

fn colour_type(pixels: &Pixels) -> ExtendedColorType {
    if pixels.channels == 4 { ExtendedColorType::Rgba8 } else { ExtendedColorType::Rgb8 }
}

fn jpeg(pixels: &Pixels) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY)
        .write_image(&pixels.bytes, pixels.width, pixels.height, colour_type(pixels))
        .map_err(|cause| failed(&cause))?;
    Ok(bytes)
}

fn png(pixels: &Pixels) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    PngEncoder::new_with_quality(&mut bytes, CompressionType::Default, FilterType::Adaptive)
        .write_image(&pixels.bytes, pixels.width, pixels.height, colour_type(pixels))
        .map_err(|cause| failed(&cause))?;
    Ok(bytes)
}

fn webp(pixels: &Pixels, lossless: bool) -> Result<Vec<u8>, Refusal> {
    let layout = if pixels.channels == 4 { PixelLayout::Rgba } else { PixelLayout::Rgb };
    let encoder = webp::Encoder::new(&pixels.bytes, layout, pixels.width, pixels.height);
    let mut config = WebPConfig::new().map_err(|()| failed(&"libwebp has another version"))?;
    config.lossless = i32::from(lossless);
    config.quality = if lossless { 50.0 } else { WEBP_QUALITY };
    config.method = WEBP_EFFORT;
    config.alpha_compression = 1;
    let encoded =
        encoder.encode_advanced(&config).map_err(|cause| failed(&format!("{cause:?}")))?;
    Ok(encoded.to_vec())
}

/// An encoder that refuses good pixels is a fault of ours; the sender can only try another picture.
fn failed(cause: &dyn std::fmt::Display) -> Refusal {
    tracing::error!(%cause, "a picture could not be encoded");
    Refusal::Damaged
}
