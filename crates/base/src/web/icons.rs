//! The site's icon as pixels, for what cannot show an SVG: home screens, feed readers, search engines and
//! old browsers. Drawn at the first request from the same measures as `assets/icon.svg`.

use std::io::Cursor;
use std::sync::LazyLock;

use actix_web::{HttpRequest, HttpResponse};
use bytes::Bytes;
use image::{ImageFormat, Rgba, RgbaImage};

use crate::cache::Entry;
use crate::error::Error;
use crate::error::Result;
use crate::web::error::Answer;
use crate::web::page;

/// The colours of `assets/icon.svg`.
const BUBBLE: [u8; 3] = [0x8a, 0x1f, 0x11];
const PAPER: [u8; 3] = [0xff; 3];

/// Each pixel is divided into so many by so many points.
const POINTS: u32 = 4;

/// The icon of a home screen, without transparency, which some systems show black.
static TOUCH: LazyLock<Result<Entry>> =
    LazyLock::new(|| Ok(page::whole("image/png", png(180, Background::Paper)?.into())));
static LARGE: LazyLock<Result<Entry>> =
    LazyLock::new(|| Ok(page::whole("image/png", png(512, Background::Transparent)?.into())));
static FAVICON: LazyLock<Result<Entry>> = LazyLock::new(|| Ok(page::whole("image/x-icon", ico()?)));

/// `GET /apple-touch-icon.png`.
pub async fn touch(request: HttpRequest) -> Answer {
    show(&request, &TOUCH)
}

/// `GET /icon.png`, for feeds and search engines.
pub async fn large(request: HttpRequest) -> Answer {
    show(&request, &LARGE)
}

/// `GET /favicon.ico`, which browsers and search engines request unasked.
pub async fn favicon(request: HttpRequest) -> Answer {
    show(&request, &FAVICON)
}

fn show(request: &HttpRequest, icon: &Result<Entry>) -> Answer {
    let answer = |entry: &Entry| -> HttpResponse { page::answer(request, entry, None) };
    icon.as_ref().map(answer).map_err(|cause| Error::duplicate(cause).into())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Background {
    Paper,
    Transparent,
}

/// The icon of `size` pixels as PNG.
fn png(size: u32, background: Background) -> Result<Vec<u8>> {
    let points = size * POINTS;
    let on_paper = background == Background::Paper;
    // The drawing has 32 units. On a home screen it needs a margin, as corners are cut off there.
    let (units, from) = if on_paper { (48.0, -8.0) } else { (32.0, 0.0) };
    let unit = |point: u32| {
        f64::from(point).mul_add(units / f64::from(points), from + 0.5 * units / f64::from(points))
    };
    let picture = RgbaImage::from_fn(size, size, |x, y| {
        let mut sums = [0_u32; 4];
        for (dx, dy) in (0..POINTS).flat_map(|dx| (0..POINTS).map(move |dy| (dx, dy))) {
            let (x, y) = (unit(x * POINTS + dx), unit(y * POINTS + dy));
            let colour = colour_at(x, y).or(on_paper.then_some(PAPER));
            let Some(colour) = colour else { continue };
            for (sum, part) in sums.iter_mut().zip(colour.into_iter().chain([u8::MAX])) {
                *sum += u32::from(part);
            }
        }
        let covered = (sums[3] / u32::from(u8::MAX)).max(1);
        let mean = |sum: u32, count: u32| u8::try_from(sum / count).unwrap_or(u8::MAX);
        let [red, green, blue, alpha] = sums;
        let all = POINTS * POINTS;
        Rgba([mean(red, covered), mean(green, covered), mean(blue, covered), mean(alpha, all)])
    });
    let mut file = Cursor::new(Vec::new());
    picture.write_to(&mut file, ImageFormat::Png).map_err(Error::internal)?;
    Ok(file.into_inner())
}

/// The colour of a point of the drawing, from its upper left corner; `None` beside the speech bubble.
fn colour_at(x: f64, y: f64) -> Option<[u8; 3]> {
    let is_in = |left: f64, top: f64, right: f64, bottom: f64| {
        (left..right).contains(&x) && (top..bottom).contains(&y)
    };
    if is_in(9.0, 10.0, 23.0, 12.0) || is_in(9.0, 15.0, 18.0, 17.0) {
        return Some(PAPER);
    }
    let (left, top, right, bottom, radius) = (3.0, 4.0, 29.0, 23.0, 3.0);
    let (near_x, near_y) =
        (x.clamp(left + radius, right - radius), y.clamp(top + radius, bottom - radius));
    let is_rounded = (x - near_x).hypot(y - near_y) <= radius;
    // From (8, 23) down to (8, 29) and up to (15, 23).
    let is_tail = is_in(8.0, bottom, 15.0, 29.0) && (x - 8.0) / 7.0 <= (29.0 - y) / 6.0;
    (is_rounded || is_tail).then_some(BUBBLE)
}

/// A file with two pictures, as PNG, which every system since Windows Vista reads.
fn ico() -> Result<Bytes> {
    const SIZES: [u8; 2] = [32, 48];
    let pictures = SIZES.map(|size| png(u32::from(size), Background::Transparent));
    let mut file = vec![0, 0, 1, 0, 2, 0];
    let mut bodies = Vec::new();
    let mut start = 6 + 16 * SIZES.len();
    for (size, picture) in SIZES.into_iter().zip(pictures) {
        let picture = picture?;
        let number = |number: usize| u32::try_from(number).map_err(Error::internal);
        file.extend([size, size, 0, 0, 1, 0, 32, 0]);
        file.extend(number(picture.len())?.to_le_bytes());
        file.extend(number(start)?.to_le_bytes());
        start += picture.len();
        bodies.extend(picture);
    }
    file.extend(bodies);
    Ok(file.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_icon_is_the_same_drawing_in_every_size() {
        // Each with the height of a point between the two lines in the speech bubble.
        let icons = [(48, Background::Transparent, 20), (180, Background::Paper, 80)];
        for (size, background, between) in icons {
            let file = png(size, background).expect("drawn");
            let picture = image::load_from_memory(&file).expect("a PNG").to_rgba8();
            assert_eq!(picture.dimensions(), (size, size));
            let middle = picture.get_pixel(size / 2, between).0;
            assert_eq!(middle, [0x8a, 0x1f, 0x11, 255]);
            let corner = picture.get_pixel(0, 0).0;
            assert_eq!(corner, if background == Background::Paper { [255; 4] } else { [0; 4] });
        }
    }

    #[test]
    fn the_favicon_names_where_its_pictures_are() {
        let file = ico().expect("drawn");
        let start = u32::from_le_bytes([file[18], file[19], file[20], file[21]]) as usize;
        assert_eq!(&file[start..start + 4], b"\x89PNG");
        let (second, length) = (&file[34..38], &file[30..34]);
        let read = |part: &[u8]| u32::from_le_bytes(part.try_into().expect("four bytes")) as usize;
        assert_eq!(read(second) + read(length), file.len());
    }
}
