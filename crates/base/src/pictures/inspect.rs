//! Walks the structure of a file before any decoder sees it: which format it is, how many pixels it
//! announces, whether it is complete, and whether it is made to be slow.

use image::ImageFormat;

use super::{Limits, MEMORY, Refusal};

/// Bytes beside the pixels that a PNG may have. Cameras and editors write some thousand; a colour
/// profile is not counted.
const METADATA: usize = 1024 * 1024;
/// The longest colour profile that is read, compressed.
const PROFILE: usize = 4 * 1024 * 1024;
/// Scans of a progressive JPEG. Encoders write ten; each scan goes over all pixels again.
const SCANS: usize = 32;

/// What was found about a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) format: ImageFormat,
    pub(super) width: u32,
    pub(super) height: u32,
    /// Frames, as far as they were counted: one, or more.
    pub(super) frames: u32,
    /// Bytes that the decoder needs for each pixel.
    per_pixel: u64,
}

/// # Errors
/// All but [`Refusal::Slow`].
pub(super) fn inspect(file: &[u8], limits: Limits) -> Result<Found, Refusal> {
    let found = match file {
        [] => return Err(Refusal::Empty),
        [0xFF, 0xD8, 0xFF, ..] => jpeg(file)?,
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => png(file)?,
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => gif(file)?,
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => webp(file)?,
        _ => return Err(foreign(file).map_or(Refusal::Unknown, Refusal::Format)),
    };
    if found.width == 0 || found.height == 0 {
        return Err(Refusal::Damaged);
    }
    let pixels = u64::from(found.width) * u64::from(found.height);
    let most = limits.pixels.min(MEMORY / found.per_pixel);
    if pixels > most {
        let megapixels = pixels.div_ceil(1_000_000);
        return Err(Refusal::Pixels { megapixels, limit: most / 1_000_000 });
    }
    Ok(found)
}

/// The name of a format that people send and that is not accepted.
fn foreign(file: &[u8]) -> Option<&'static str> {
    let start = &file[..file.len().min(512)];
    if start.get(4..8) == Some(b"ftyp") {
        // The brands of the container that the pictures of phones come in.
        let brands = start.get(8..64.min(start.len())).unwrap_or_default();
        let has = |brand: &[u8]| brands.chunks(4).any(|chunk| chunk == brand);
        return match () {
            () if has(b"avif") || has(b"avis") => Some("AVIF"),
            () if has(b"heic") || has(b"heix") || has(b"mif1") => Some("HEIC"),
            () => Some("Video"),
        };
    }
    let begins: [(&[u8], &str); 10] = [
        (b"BM", "BMP"),
        (b"II*\0", "TIFF"),
        (b"MM\0*", "TIFF"),
        (b"8BPS", "Photoshop"),
        (b"%PDF", "PDF"),
        (b"\xFF\x0A", "JPEG XL"),
        (b"\0\0\0\x0CJXL ", "JPEG XL"),
        (b"\0\0\x01\0", "ICO"),
        (b"\0\0\0\x0CjP  ", "JPEG 2000"),
        (b"PK\x03\x04", "ZIP"),
    ];
    if let Some((_, name)) = begins.iter().find(|(magic, _)| start.starts_with(magic)) {
        return Some(name);
    }
    let text = String::from_utf8_lossy(start).to_ascii_lowercase();
    match text.trim_start_matches('\u{FEFF}').trim_start() {
        svg if svg.starts_with("<svg") || svg.starts_with("<?xml") && svg.contains("<svg") => {
            Some("SVG")
        }
        html if html.starts_with("<!doctype html") || html.starts_with("<html") => Some("HTML"),
        _ => None,
    }
}

/// Reads numbers and skips bytes; the end of the file is [`Refusal::Incomplete`].
struct Walk<'a> {
    file: &'a [u8],
    at: usize,
}

impl<'a> Walk<'a> {
    fn take(&mut self, bytes: usize) -> Result<&'a [u8], Refusal> {
        let end = self.at.checked_add(bytes).ok_or(Refusal::Damaged)?;
        let taken = self.file.get(self.at..end).ok_or(Refusal::Incomplete)?;
        self.at = end;
        Ok(taken)
    }

    fn byte(&mut self) -> Result<u8, Refusal> {
        self.take(1).map(|bytes| bytes[0])
    }

    fn is_at_end(&self) -> bool {
        self.at >= self.file.len()
    }
}

fn big(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |sum, byte| sum << 8 | u32::from(*byte))
}

fn little(bytes: &[u8]) -> u32 {
    bytes.iter().rev().fold(0, |sum, byte| sum << 8 | u32::from(*byte))
}

/// A JPEG is a row of segments, with the compressed pixels after each start of a scan.
fn jpeg(file: &[u8]) -> Result<Found, Refusal> {
    let mut walk = Walk { file, at: 2 };
    let mut frame: Option<Found> = None;
    let mut scans = 0;
    loop {
        // Segments may be preceded by any number of 0xFF.
        if walk.byte()? != 0xFF {
            return Err(Refusal::Damaged);
        }
        let mut marker = walk.byte()?;
        while marker == 0xFF {
            marker = walk.byte()?;
        }
        match marker {
            0xD9 => break,
            0x01 | 0xD0..=0xD7 => continue,
            0x00 | 0xD8 => return Err(Refusal::Damaged),
            _ => {}
        }
        let length = big(walk.take(2)?) as usize;
        let segment = walk.take(length.checked_sub(2).ok_or(Refusal::Damaged)?)?;
        match marker {
            // The frame; four of this row are tables.
            0xC0..=0xCF if !matches!(marker, 0xC4 | 0xC8 | 0xCC) => {
                let [_, h1, h2, w1, w2, components, ..] = *segment else {
                    return Err(Refusal::Damaged);
                };
                // A second frame would have another size than the one that was checked.
                if frame.is_some() {
                    return Err(Refusal::Damaged);
                }
                // A progressive picture keeps its coefficients, two bytes each, until its end.
                let is_progressive = matches!(marker, 0xC2 | 0xC6 | 0xCA | 0xCE);
                let channels = u64::from(components.clamp(1, 4)).max(3);
                frame = Some(Found {
                    format: ImageFormat::Jpeg,
                    width: big(&[w1, w2]),
                    height: big(&[h1, h2]),
                    frames: 1,
                    per_pixel: if is_progressive { 3 * channels } else { channels },
                });
            }
            0xDA => {
                scans += 1;
                if scans > SCANS {
                    return Err(Refusal::Damaged);
                }
                // Compressed data end at a marker; 0xFF00 is a byte, and 0xFFD0 to D7 restart.
                loop {
                    let rest = &file[walk.at..];
                    let next = rest.iter().position(|byte| *byte == 0xFF);
                    walk.at += next.ok_or(Refusal::Incomplete)?;
                    match file.get(walk.at + 1) {
                        None => return Err(Refusal::Incomplete),
                        Some(0x00 | 0xD0..=0xD7) => walk.at += 2,
                        Some(0xFF) => walk.at += 1,
                        Some(_) => break,
                    }
                }
            }
            _ => {}
        }
    }
    frame.filter(|_| scans > 0).ok_or(Refusal::Damaged)
}

/// A PNG is a row of chunks.
fn png(file: &[u8]) -> Result<Found, Refusal> {
    let mut walk = Walk { file, at: 8 };
    let mut found: Option<Found> = None;
    let (mut metadata, mut has_pixels) = (0, false);
    loop {
        let length = big(walk.take(4)?) as usize;
        let kind = walk.take(4)?;
        let data = walk.take(length)?;
        walk.take(4)?;
        match (kind, &mut found) {
            (b"IHDR", None) => {
                let [w1, w2, w3, w4, h1, h2, h3, h4, depth, colour, ..] = *data else {
                    return Err(Refusal::Damaged);
                };
                let channels = match colour {
                    0 => 2,
                    4 => 2,
                    2 => 4,
                    _ => 4,
                };
                found = Some(Found {
                    format: ImageFormat::Png,
                    width: big(&[w1, w2, w3, w4]),
                    height: big(&[h1, h2, h3, h4]),
                    frames: 1,
                    per_pixel: if depth == 16 { 2 * channels } else { channels },
                });
            }
            (b"IHDR", Some(_)) | (_, None) => return Err(Refusal::Damaged),
            (b"IEND", Some(found)) if has_pixels => return Ok(*found),
            (b"IEND", Some(_)) => return Err(Refusal::Damaged),
            (b"IDAT", _) => has_pixels = true,
            (b"acTL", Some(found)) => found.frames = data.get(..4).map_or(1, big),
            (b"iCCP", _) if length > PROFILE => return Err(Refusal::Metadata),
            (b"PLTE" | b"tRNS" | b"iCCP" | b"fdAT" | b"fcTL", _) => {}
            _ => {
                metadata += length;
                if metadata > METADATA {
                    return Err(Refusal::Metadata);
                }
            }
        }
    }
}

/// A GIF is a row of blocks; the walk ends at the second picture.
fn gif(file: &[u8]) -> Result<Found, Refusal> {
    let mut walk = Walk { file, at: 6 };
    let [w1, w2, h1, h2, flags, _, _] = *walk.take(7)? else { return Err(Refusal::Damaged) };
    let (width, height) = (little(&[w1, w2]), little(&[h1, h2]));
    skip_palette(&mut walk, flags)?;
    let mut found = Found { format: ImageFormat::Gif, width, height, frames: 0, per_pixel: 4 };
    loop {
        // Many programs leave out the last byte.
        let block = if walk.is_at_end() { 0x3B } else { walk.byte()? };
        match block {
            0x3B if found.frames > 0 => return Ok(found),
            0x21 => {
                walk.take(1)?;
                skip_blocks(&mut walk)?;
            }
            0x2C => {
                found.frames += 1;
                if found.frames > 1 {
                    return Ok(found);
                }
                let frame = walk.take(9)?;
                let right = little(&frame[..2]) + little(&frame[4..6]);
                let lower = little(&frame[2..4]) + little(&frame[6..8]);
                if right > width || lower > height {
                    return Err(Refusal::Damaged);
                }
                skip_palette(&mut walk, frame[8])?;
                walk.take(1)?;
                skip_blocks(&mut walk)?;
            }
            _ => return Err(Refusal::Damaged),
        }
    }
}

fn skip_palette(walk: &mut Walk<'_>, flags: u8) -> Result<(), Refusal> {
    if flags & 0x80 != 0 {
        walk.take(3 << ((flags & 7) + 1))?;
    }
    Ok(())
}

fn skip_blocks(walk: &mut Walk<'_>) -> Result<(), Refusal> {
    loop {
        match walk.byte()? {
            0 => return Ok(()),
            length => walk.take(usize::from(length))?,
        };
    }
}

/// A WebP is a RIFF of chunks, of which the first says what follows.
fn webp(file: &[u8]) -> Result<Found, Refusal> {
    let mut walk = Walk { file, at: 4 };
    let length = little(walk.take(4)?) as usize;
    if length > file.len() - 8 {
        return Err(Refusal::Incomplete);
    }
    walk.take(4)?;
    let kind = walk.take(4)?;
    let length = little(walk.take(4)?) as usize;
    let start = walk.take(length)?;
    let (width, height, frames) = match (kind, start) {
        (b"VP8X", [flags, _, _, _, w1, w2, w3, h1, h2, h3, ..]) => {
            let (width, height) = (little(&[*w1, *w2, *w3]) + 1, little(&[*h1, *h2, *h3]) + 1);
            (width, height, if flags & 0x02 != 0 { 2 } else { 1 })
        }
        (b"VP8L", [0x2F, a, b, c, d, ..]) => {
            let bits = little(&[*a, *b, *c, *d]);
            ((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1, 1)
        }
        (b"VP8 ", [_, _, _, 0x9D, 0x01, 0x2A, w1, w2, h1, h2, ..]) => {
            (little(&[*w1, *w2]) & 0x3FFF, little(&[*h1, *h2]) & 0x3FFF, 1)
        }
        _ => return Err(Refusal::Damaged),
    };
    Ok(Found { format: ImageFormat::WebP, width, height, frames, per_pixel: 6 })
}
