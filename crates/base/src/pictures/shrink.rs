//! Reduces pictures. Each pixel of the result is the mean of the area that it covers, which leaves no
//! pattern of its own at any ratio, and needs the memory of a few rows.

/// Pixels of eight bits per channel, three (RGB) or four (RGBA) channels, row by row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pixels {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) channels: usize,
    pub(super) bytes: Vec<u8>,
}

impl Pixels {
    pub(super) fn rgb(width: u32, height: u32, bytes: Vec<u8>) -> Pixels {
        Pixels { width, height, channels: 3, bytes }
    }

    pub(super) fn rgba(width: u32, height: u32, bytes: Vec<u8>) -> Pixels {
        Pixels { width, height, channels: 4, bytes }
    }

    /// The mean of all pixels.
    pub(super) fn mean(&self) -> [u8; 3] {
        match shrink(self, 1, 1).bytes[..] {
            [r, g, b, ..] => [r, g, b],
            _ => [0; 3],
        }
    }

    /// Whether one can look through any pixel.
    pub(super) fn is_translucent(&self) -> bool {
        self.channels == 4 && self.bytes.chunks_exact(4).any(|pixel| pixel[3] < 255)
    }

    /// The same without the channel for translucence.
    pub(super) fn opaque(self) -> Pixels {
        if self.channels == 3 {
            return self;
        }
        let bytes = self.bytes.chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]);
        Pixels::rgb(self.width, self.height, bytes.collect())
    }
}

/// The part that a pixel of the source has in one of the result.
struct Part {
    target: usize,
    weight: f32,
}

/// For each pixel of a row of `from`, the one or two pixels of a row of `to` that it falls into.
fn parts(from: u32, to: u32) -> Vec<[Part; 2]> {
    let scale = f64::from(to) / f64::from(from);
    let last = (to as usize).saturating_sub(1);
    (0..from)
        .map(|n| {
            let (start, end) = (f64::from(n) * scale, f64::from(n + 1) * scale);
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "in 0..to")]
            let first = (start.floor() as usize).min(last);
            #[allow(clippy::cast_precision_loss, reason = "a small number")]
            let border = (first + 1) as f64;
            let inside = (end.min(border) - start).max(0.0);
            #[allow(clippy::cast_possible_truncation, reason = "a weight")]
            let weight = |length: f64| length as f32;
            [
                Part { target: first, weight: weight(inside) },
                Part {
                    target: (first + 1).min(last),
                    weight: weight((end - start - inside).max(0.0)),
                },
            ]
        })
        .collect()
}

/// The picture with `width` × `height` pixels, which are not more than it has.
pub(super) fn shrink(source: &Pixels, width: u32, height: u32) -> Pixels {
    let (width, height) = (width.clamp(1, source.width), height.clamp(1, source.height));
    if (width, height) == (source.width, source.height) {
        return source.clone();
    }
    let channels = source.channels;
    let columns = parts(source.width, width);
    let rows = parts(source.height, height);
    let length = width as usize * channels;
    let mut bytes = Vec::with_capacity(length * height as usize);
    let (mut present, mut next) = (vec![0.0_f32; length], vec![0.0_f32; length]);
    let mut reduced = vec![0.0_f32; length];
    let mut finished = 0;
    for (line, [first, second]) in
        source.bytes.chunks_exact(source.width as usize * channels).zip(&rows)
    {
        // Rows of the result that no later row of the source falls into.
        while finished < first.target {
            write_row(&mut bytes, &present, channels);
            std::mem::swap(&mut present, &mut next);
            next.fill(0.0);
            finished += 1;
        }
        reduced.fill(0.0);
        reduce_row(line, &columns, channels, &mut reduced);
        for (sum, value) in present.iter_mut().zip(&reduced) {
            *sum += value * first.weight;
        }
        if second.weight > 0.0 && second.target > first.target {
            for (sum, value) in next.iter_mut().zip(&reduced) {
                *sum += value * second.weight;
            }
        }
    }
    write_row(&mut bytes, &present, channels);
    bytes.resize(length * height as usize, 0);
    Pixels { width, height, channels, bytes }
}

/// Adds a row of the source to one of the result's width. Colours are weighted by their opacity, so
/// that the colour of what cannot be seen does not show at the edges.
fn reduce_row(line: &[u8], columns: &[[Part; 2]], channels: usize, reduced: &mut [f32]) {
    // Written out, because this is where a large picture spends its time, most of all in a build that is not optimised.
    for (pixel, parts) in line.chunks_exact(channels).zip(columns) {
        let opacity = if channels == 4 { f32::from(pixel[3]) / 255.0 } else { 1.0 };
        let seen = |value: u8| f32::from(value) * opacity;
        let colours = [seen(pixel[0]), seen(pixel[1]), seen(pixel[2])];
        for part in parts {
            if part.weight <= 0.0 {
                continue;
            }
            let at = part.target * channels;
            reduced[at] += colours[0] * part.weight;
            reduced[at + 1] += colours[1] * part.weight;
            reduced[at + 2] += colours[2] * part.weight;
            if channels == 4 {
                reduced[at + 3] += opacity * part.weight;
            }
        }
    }
}

fn write_row(bytes: &mut Vec<u8>, sums: &[f32], channels: usize) {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
    let whole = |value: f32| value.round().clamp(0.0, 255.0) as u8;
    for pixel in sums.chunks_exact(channels) {
        match pixel {
            [r, g, b, opacity] if *opacity > 0.0 => bytes.extend([
                whole(r / opacity),
                whole(g / opacity),
                whole(b / opacity),
                whole(opacity * 255.0),
            ]),
            [_, _, _, _] => bytes.extend([0; 4]),
            colours => bytes.extend(colours.iter().map(|value| whole(*value))),
        }
    }
}
