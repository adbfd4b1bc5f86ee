//! The picture of a headline: what other sites show of an article that has no picture. Pure.

use std::io::Cursor;
use std::sync::LazyLock;

use ab_glyph::{Font as _, FontRef, PxScale, ScaleFont as _, point};
use image::{ImageFormat, Rgb, RgbImage};

use crate::error::{Error, Result};

/// The size that other sites ask for, in pixels.
pub const WIDTH: u32 = 1_200;
/// Its height.
pub const HEIGHT: u32 = 630;

const PAPER: [u8; 3] = [0xfd, 0xfc, 0xf9];
const INK: [u8; 3] = [0x1d, 0x1b, 0x18];
const SOFT: [u8; 3] = [0x5f, 0x5b, 0x54];
/// The colour of labels if the publication has chosen none.
const ACCENT: [u8; 3] = [0x96, 0x20, 0x1c];

/// The distance from the edges.
const MARGIN: f32 = 84.0;
/// The height of the bar at the top.
const BAR: u32 = 14;
/// The sizes of letters in a headline, of which the first is taken with which it fits.
const SIZES: [f32; 5] = [96.0, 84.0, 72.0, 62.0, 54.0];
/// The size of the publication's name.
const NAME: f32 = 36.0;
/// The distance of lines, in sizes.
const LEADING: f32 = 1.14;

/// Latin, Greek and Cyrillic letters. Scripts whose letters join, and those with thousands of signs, would need more.
static FONT: LazyLock<Option<FontRef<'static>>> =
    LazyLock::new(|| FontRef::try_from_slice(include_bytes!("headline.ttf")).ok());

/// Whether every sign of `text` can be drawn.
pub fn can_draw(text: &str) -> bool {
    FONT.as_ref().is_some_and(|font| {
        text.chars().all(|c| c.is_whitespace() || font.glyph_id(c).0 != 0)
            && !text.trim().is_empty()
    })
}

/// Draws `title` and, below it, the name of the publication, as PNG.
///
/// # Errors
/// [`Error::NotFound`] if [`can_draw`] says no.
pub fn draw(title: &str, name: &str, accent: Option<[u8; 3]>) -> Result<Vec<u8>> {
    let font = FONT.as_ref().filter(|_| can_draw(title)).ok_or(Error::NotFound)?;
    let mut picture = RgbImage::from_pixel(WIDTH, HEIGHT, Rgb(PAPER));
    let accent = accent.unwrap_or(ACCENT);
    for (x, y) in (0..WIDTH).flat_map(|x| (0..BAR).map(move |y| (x, y))) {
        picture.put_pixel(x, y, Rgb(accent));
    }
    let (width, height) = (WIDTH as f32 - 2.0 * MARGIN, HEIGHT as f32 - 2.0 * MARGIN - 2.0 * NAME);
    let (size, lines) = fitting(font, title, width, height);
    let mut baseline = MARGIN + size;
    for line in &lines {
        write(&mut picture, font, line, size, baseline, INK);
        baseline += size * LEADING;
    }
    let name = if can_draw(name) { name } else { "" };
    let name = lines_of(font, name, NAME, width).into_iter().next().unwrap_or_default();
    write(&mut picture, font, &name, NAME, HEIGHT as f32 - MARGIN + 0.3 * NAME, SOFT);
    let mut png = Cursor::new(Vec::new());
    picture.write_to(&mut png, ImageFormat::Png).map_err(Error::internal)?;
    Ok(png.into_inner())
}

/// The largest size with which the headline fits, and its lines. One that is too long for all of them is cut.
fn fitting(font: &FontRef<'_>, title: &str, width: f32, height: f32) -> (f32, Vec<String>) {
    let mut last = (NAME, Vec::new());
    for size in SIZES {
        let lines = lines_of(font, title, size, width);
        let most = (height / (size * LEADING)).max(1.0) as usize;
        let fits = lines.len() <= most;
        last = (size, lines);
        if fits {
            return last;
        }
        last.1.truncate(most);
    }
    if let Some(end) = last.1.last_mut() {
        end.truncate(end.trim_end_matches(|c: char| !c.is_alphanumeric()).len());
        end.push('…');
    }
    last
}

/// The words in lines of at most `width` pixels. A word that is wider stands alone.
fn lines_of(font: &FontRef<'_>, text: &str, size: f32, width: f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if width_of(font, &format!("{line} {word}"), size) <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

fn width_of(font: &FontRef<'_>, text: &str, size: f32) -> f32 {
    let scaled = font.as_scaled(PxScale::from(size));
    text.chars().map(|c| scaled.h_advance(font.glyph_id(c))).sum()
}

/// Writes a line; what does not fit is cut off at the edge.
fn write(
    picture: &mut RgbImage,
    font: &FontRef<'_>,
    line: &str,
    size: f32,
    baseline: f32,
    ink: [u8; 3],
) {
    let scale = PxScale::from(size);
    let scaled = font.as_scaled(scale);
    let mut x = MARGIN;
    for c in line.chars() {
        let id = font.glyph_id(c);
        let glyph = id.with_scale_and_position(scale, point(x, baseline));
        x += scaled.h_advance(id);
        let Some(outline) = font.outline_glyph(glyph) else { continue };
        let corner = outline.px_bounds().min;
        outline.draw(|dx, dy, covered| {
            let at = (corner.x + dx as f32, corner.y + dy as f32);
            if at.0 < 0.0 || at.1 < 0.0 || at.0 >= WIDTH as f32 || at.1 >= HEIGHT as f32 {
                return;
            }
            let pixel = picture.get_pixel_mut(at.0 as u32, at.1 as u32);
            for (part, ink) in pixel.0.iter_mut().zip(ink) {
                let (from, to) = (f32::from(*part), f32::from(ink));
                *part = (from + (to - from) * covered.clamp(0.0, 1.0)).round() as u8;
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_headline_is_drawn_within_the_picture() {
        let long = "What it costs to keep the harbour deep enough for the ferry ".repeat(6);
        for title in ["Ψ", "Mud", "Über die Brücke – Що коштує гавань?", long.trim()]
        {
            let png = draw(title, "The Quay", Some([0, 0, 255])).expect("drawn");
            let picture = image::load_from_memory(&png).expect("a PNG").to_rgb8();
            assert_eq!((picture.width(), picture.height()), (WIDTH, HEIGHT));
            assert_eq!(picture.get_pixel(0, 0).0, [0, 0, 255]);
            let is_ink = |x: u32, y: u32| picture.get_pixel(x, y).0 == INK;
            let inked = (0..WIDTH).flat_map(|x| (BAR..HEIGHT).map(move |y| (x, y)));
            let inked: Vec<(u32, u32)> = inked.filter(|(x, y)| is_ink(*x, *y)).collect();
            assert!(!inked.is_empty(), "{title}");
            let margin = MARGIN as u32 - 10;
            assert!(
                inked
                    .iter()
                    .all(|(x, y)| *x >= margin && *x < WIDTH - margin && *y < HEIGHT - margin),
                "{title}"
            );
        }
    }

    #[test]
    fn what_it_has_no_letters_for_is_not_drawn() {
        for title in ["كم يكلف الميناء", "港の深さ", "Mud 🎉", " "] {
            assert!(!can_draw(title) && draw(title, "The Quay", None).is_err(), "{title}");
        }
    }
}
