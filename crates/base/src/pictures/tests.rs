//! Pictures of all kinds, and files that are made to harm. Each of those ends within two seconds.

use std::io::Write as _;
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::ZlibEncoder;
use image::codecs::gif::GifEncoder;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::codecs::webp::WebPEncoder;
use image::{
    DynamicImage, ExtendedColorType, Frame, ImageEncoder, ImageFormat, Rgb, RgbImage, Rgba,
    RgbaImage,
};
use moxcms::ColorProfile;
use proptest::prelude::*;

use super::{Cut, File, Kind, Limits, Refusal};

const MEGAPIXELS: u64 = 40;

fn cut(file: &[u8]) -> Result<Cut, Refusal> {
    let limits = Limits { pixels: MEGAPIXELS * 1_000_000 };
    let deadline = Instant::now() + Duration::from_secs(60);
    super::decode(file, limits, deadline)?.encode(deadline)
}

/// The refusal of a hostile file, which must not take long.
fn refusal(file: &[u8]) -> Option<Refusal> {
    let begun = Instant::now();
    let refusal = cut(file).err();
    assert!(begun.elapsed() < Duration::from_secs(2), "{refusal:?} took {:?}", begun.elapsed());
    refusal
}

/// A picture with the many colours of a photograph.
fn photo(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let noise = (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503)) >> 20;
        let part = |n: u32| u8::try_from(n % 256).unwrap_or(0);
        Rgb([part(x * 255 / width), part(y * 255 / height), part(noise)])
    })
}

fn jpeg(image: &RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 90)
        .write_image(image, image.width(), image.height(), ExtendedColorType::Rgb8)
        .expect("a JPEG");
    bytes
}

fn png(image: &DynamicImage, profile: Option<Vec<u8>>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = PngEncoder::new(&mut bytes);
    if let Some(profile) = profile {
        encoder.set_icc_profile(profile).expect("a place for a profile");
    }
    image.write_with_encoder(encoder).expect("a PNG");
    bytes
}

fn webp(image: &RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    WebPEncoder::new_lossless(&mut bytes)
        .write_image(image, image.width(), image.height(), ExtendedColorType::Rgb8)
        .expect("a WebP");
    bytes
}

fn gif(frames: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = GifEncoder::new(&mut bytes);
    for n in 0..frames {
        let shade = u8::try_from(n % 200).unwrap_or(0);
        let frame = RgbaImage::from_pixel(40, 30, Rgba([shade, 80, 90, 255]));
        encoder.encode_frame(Frame::new(frame)).expect("a frame");
    }
    drop(encoder);
    bytes
}

fn all_formats() -> [(ImageFormat, Vec<u8>); 4] {
    let image = photo(120, 90);
    [
        (ImageFormat::Jpeg, jpeg(&image)),
        (ImageFormat::Png, png(&DynamicImage::ImageRgb8(image.clone()), None)),
        (ImageFormat::WebP, webp(&image)),
        (ImageFormat::Gif, gif(1)),
    ]
}

/// A chunk of a PNG with its checksum.
fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let mut chunk = u32::try_from(data.len()).expect("a small chunk").to_be_bytes().to_vec();
    chunk.extend_from_slice(kind);
    chunk.extend_from_slice(data);
    let sum = crc32fast::hash(&chunk[4..]);
    chunk.extend_from_slice(&sum.to_be_bytes());
    chunk
}

fn zeros(count: usize) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    let part = vec![0; 1 << 20];
    for _ in 0..count >> 20 {
        encoder.write_all(&part).expect("compressed");
    }
    encoder.finish().expect("compressed")
}

fn raw_png(width: u32, height: u32, middle: &[Vec<u8>]) -> Vec<u8> {
    let mut header = [width.to_be_bytes(), height.to_be_bytes()].concat();
    header.extend([8, 2, 0, 0, 0]);
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    file.extend(chunk(b"IHDR", &header));
    file.extend(middle.concat());
    file.extend(chunk(b"IEND", b""));
    file
}

/// A segment of a JPEG, inserted after its first two bytes.
fn with_segment(jpeg: &[u8], marker: u8, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len() + 2).expect("a short segment");
    let mut file = vec![0xFF, 0xD8, 0xFF, marker];
    file.extend(length.to_be_bytes());
    file.extend_from_slice(data);
    file.extend_from_slice(&jpeg[2..]);
    file
}

/// EXIF with an orientation, the name of a camera's owner and a position.
fn exif(orientation: u8) -> Vec<u8> {
    let mut data = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    data.extend([orientation, 0, 0, 0, 0, 0, 0]);
    data.extend_from_slice(b"GPSLatitude 52.5200 OwnerName Jane Doe");
    data
}

fn decoded(file: &File) -> DynamicImage {
    let format = match file.kind {
        Kind::Jpeg => ImageFormat::Jpeg,
        Kind::Png => ImageFormat::Png,
        Kind::WebP => ImageFormat::WebP,
    };
    let image = image::load_from_memory_with_format(&file.bytes, format).expect("our own file");
    assert_eq!((image.width(), image.height()), (file.width, file.height));
    image
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[test]
fn a_photograph_is_cut_to_sizes_in_two_formats() {
    let cut = cut(&jpeg(&photo(800, 400))).expect("a good picture");
    assert_eq!((cut.width, cut.height, cut.was_animated), (800, 400, false));
    let sizes: Vec<_> = cut.files.iter().map(|file| (file.width, file.height, file.kind)).collect();
    assert_eq!(
        sizes,
        [
            (320, 160, Kind::Jpeg),
            (320, 160, Kind::WebP),
            (640, 320, Kind::Jpeg),
            (640, 320, Kind::WebP),
            (800, 400, Kind::Jpeg),
            (800, 400, Kind::WebP),
        ]
    );
    for file in &cut.files {
        decoded(file);
    }
    let [r, g, _] = cut.colour.expect("an opaque picture");
    assert!((120..136).contains(&r) && (120..136).contains(&g), "{r} {g}");
}

#[test]
fn a_large_picture_is_reduced_and_a_tall_one_too() {
    let wide = cut(&jpeg(&photo(2_400, 600))).expect("a good picture");
    assert_eq!((wide.width, wide.height), (2_160, 540));
    let tall = super::shrink::Pixels::rgb(300, 60_000, vec![7; 300 * 60_000 * 3]);
    let image = RgbImage::from_raw(300, 60_000, tall.bytes).expect("pixels");
    let tall = cut(&png(&DynamicImage::ImageRgb8(image), None)).expect("a good picture");
    assert!(tall.width < 300 && tall.height < 60_000, "{} {}", tall.width, tall.height);
}

#[test]
fn a_photograph_in_black_and_white_is_no_drawing_and_a_page_of_text_is_one() {
    let kinds = |image: RgbImage| {
        let whole = cut(&png(&DynamicImage::ImageRgb8(image), None)).expect("a good picture");
        whole.files.iter().map(|file| file.kind).collect::<Vec<_>>()
    };
    let grey = |shade: u32| Rgb([u8::try_from(shade % 256).expect("a byte"); 3]);
    let photograph = RgbImage::from_fn(300, 200, |x, y| grey(x * y / 30 + x / 2));
    assert_eq!(kinds(photograph), [Kind::Jpeg, Kind::WebP]);
    // Black letters with smooth edges on white.
    let text = RgbImage::from_fn(300, 200, |x, y| match (x % 12, y % 20) {
        (0, 0..10) => grey(x * y),
        (1..3, 0..10) => grey(0),
        _ => grey(255),
    });
    assert_eq!(kinds(text), [Kind::Png, Kind::WebP]);
}

#[test]
fn a_drawing_and_what_one_can_look_through_stay_sharp() {
    let drawing = DynamicImage::ImageRgb8(RgbImage::from_fn(400, 200, |x, _| {
        if x / 10 % 2 == 0 { Rgb([200, 30, 30]) } else { Rgb([250, 250, 240]) }
    }));
    let whole = cut(&png(&drawing, None)).expect("a good picture");
    let kinds: Vec<Kind> = whole.files.iter().map(|file| file.kind).collect();
    assert_eq!(kinds, [Kind::Png, Kind::WebP, Kind::Png, Kind::WebP]);
    for file in whole.files.iter().filter(|file| file.width == 400) {
        assert_eq!(decoded(file).into_rgb8(), drawing.to_rgb8(), "{:?}", file.kind);
    }
    let glass = RgbaImage::from_fn(350, 20, |x, y| {
        let part = |n: u32| u8::try_from(n % 256).unwrap_or(0);
        Rgba([part(x), part(y * 12), part(x * y), part(x)])
    });
    let glass = cut(&png(&DynamicImage::ImageRgba8(glass), None)).expect("a good picture");
    assert_eq!(glass.colour, None);
    assert!(glass.files.iter().all(|file| file.kind != Kind::Jpeg));
    assert_eq!(decoded(&glass.files[0]).into_rgba8().get_pixel(128, 10)[3], 128);
}

#[test]
fn a_picture_is_turned_upright_and_keeps_no_metadata() {
    // The left half is red, so the upper half of the upright picture is.
    let image =
        RgbImage::from_fn(
            64,
            32,
            |x, _| {
                if x < 32 { Rgb([220, 20, 20]) } else { Rgb([20, 20, 220]) }
            },
        );
    let file = with_segment(&jpeg(&image), 0xE1, &exif(6));
    assert!(contains(&file, b"Jane Doe"));
    let cut = cut(&file).expect("a good picture");
    assert_eq!((cut.width, cut.height), (32, 64));
    for file in &cut.files {
        let upright = decoded(file).into_rgb8();
        let (upper, lower) = (upright.get_pixel(16, 8), upright.get_pixel(16, 56));
        assert!(upper[0] > 180 && upper[2] < 80, "{upper:?}");
        assert!(lower[2] > 180 && lower[0] < 80, "{lower:?}");
        for private in [&b"Exif"[..], b"GPS", b"Jane"] {
            assert!(!contains(&file.bytes, private));
        }
    }
    let strange = with_segment(&jpeg(&image), 0xE1, &exif(77));
    assert_eq!(super::tests::cut(&strange).expect("shown as it is").width, 64);
}

#[test]
fn colours_of_another_space_become_those_of_srgb() {
    let image = DynamicImage::ImageRgb8(RgbImage::from_pixel(16, 16, Rgb([200, 100, 100])));
    let profile = ColorProfile::new_display_p3().encode().expect("a profile");
    let file = png(&image, Some(profile));
    assert!(contains(&file, b"iCCP"));
    let cut = cut(&file).expect("a good picture");
    let [r, g, b] = cut.colour.expect("a colour");
    // The same red is further out in the smaller space.
    assert!(
        (205..=220).contains(&r) && (90..100).contains(&g) && (90..102).contains(&b),
        "{r} {g} {b}"
    );
    assert!(cut.files.iter().all(|file| !contains(&file.bytes, b"iCCP")));
    let broken = png(&image, Some(b"no profile at all".to_vec()));
    assert_eq!(super::tests::cut(&broken).expect("shown as it is").colour, Some([200, 100, 100]));
}

#[test]
fn every_accepted_format_is_decoded_and_of_an_animation_the_first_frame() {
    for (format, file) in all_formats() {
        let cut = cut(&file).unwrap_or_else(|refusal| panic!("{format:?}: {refusal:?}"));
        assert!(!cut.was_animated, "{format:?}");
    }
    let many = cut(&gif(3)).expect("a good picture");
    assert!(many.was_animated);
    assert_eq!(many.colour, Some([0, 80, 90]));
    // Frames are not counted to their end.
    let begun = Instant::now();
    let mut endless = gif(2);
    let second = endless.len() - 40;
    let tail = endless[second..endless.len() - 1].to_vec();
    for _ in 0..100_000 {
        endless.extend_from_slice(&tail);
    }
    assert!(cut(&endless).expect("the first frame").was_animated);
    assert!(begun.elapsed() < Duration::from_secs(2));
}

#[test]
fn a_picture_with_too_many_pixels_is_refused_before_it_is_decoded() {
    let expected = Some(Refusal::Pixels { megapixels: 900, limit: MEGAPIXELS });
    // A bomb: 900 megapixels in a few hundred kilobytes.
    let bomb = raw_png(30_000, 30_000, &[chunk(b"IDAT", &zeros(64 << 20))]);
    assert!(bomb.len() < 1 << 20);
    assert_eq!(refusal(&bomb), expected);
    let mut large = jpeg(&photo(64, 64));
    let frame = large.windows(2).position(|pair| pair == [0xFF, 0xC0]).expect("a frame");
    large[frame + 5..frame + 9].copy_from_slice(&[0x75, 0x30, 0x75, 0x30]);
    assert_eq!(refusal(&large), expected);
    let mut large = gif(1);
    large[6..10].copy_from_slice(&[0xFF; 4]);
    assert_eq!(refusal(&large), Some(Refusal::Pixels { megapixels: 4_295, limit: MEGAPIXELS }));
    let most = u32::MAX;
    let bomb = raw_png(most, most, &[chunk(b"IDAT", &zeros(1 << 20))]);
    assert!(matches!(refusal(&bomb), Some(Refusal::Pixels { .. })));
    // Within the limit of pixels, but with data for fewer rows, or for more.
    let short = raw_png(6_000, 6_000, &[chunk(b"IDAT", &zeros(1 << 20))]);
    assert!(matches!(refusal(&short), Some(Refusal::Incomplete | Refusal::Damaged)));
}

#[test]
fn text_hidden_in_a_picture_is_limited_and_never_kept() {
    let image = png(&DynamicImage::ImageRgb8(photo(20, 20)), None);
    let (head, tail) = image.split_at(33);
    let with = |kind: &[u8; 4], data: &[u8]| [head, &chunk(kind, data)[..], tail].concat();
    let long = [&b"Comment\0"[..], &vec![b'x'; 2 << 20]].concat();
    assert_eq!(refusal(&with(b"tEXt", &long)), Some(Refusal::Metadata));
    assert_eq!(refusal(&with(b"iTXt", &long)), Some(Refusal::Metadata));
    assert_eq!(refusal(&with(b"iCCP", &vec![0; 5 << 20])), Some(Refusal::Metadata));
    let bomb = [&b"Comment\0\0"[..], &zeros(64 << 20)].concat();
    assert_eq!(refusal(&with(b"zTXt", &bomb)), None);
    let short = with(b"tEXt", b"Comment\0secret words");
    let cut = cut(&short).expect("a good picture");
    assert!(cut.files.iter().all(|file| !contains(&file.bytes, b"secret")));
}

#[test]
fn a_file_of_two_kinds_is_only_a_picture_afterwards() {
    for (format, picture) in all_formats() {
        let mut both = picture;
        both.extend_from_slice(b"<html><script>alert(1)</script>PK\x03\x04 and an archive");
        let Ok(cut) = cut(&both) else { continue };
        assert!(
            cut.files
                .iter()
                .all(|file| !contains(&file.bytes, b"script") && !contains(&file.bytes, b"PK\x03")),
            "{format:?}"
        );
    }
    let commented = with_segment(&jpeg(&photo(20, 20)), 0xFE, b"<?php system('id'); ?>");
    let cut = cut(&commented).expect("a good picture");
    assert!(cut.files.iter().all(|file| !contains(&file.bytes, b"php")));
}

#[test]
fn what_is_no_picture_is_named() {
    let known: [(&[u8], &str); 9] = [
        (b"\0\0\0\x20ftypavif\0\0\0\0avifmif1", "AVIF"),
        (b"\0\0\0\x18ftypheic\0\0\0\0heic", "HEIC"),
        (b"\0\0\0\x18ftypisom\0\0\0\0mp42", "Video"),
        (b"BM\x46\0\0\0", "BMP"),
        (b"II*\0\x08\0\0\0", "TIFF"),
        (b"%PDF-1.7", "PDF"),
        (b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"x()\">", "SVG"),
        (b"<?xml version=\"1.0\"?>\n<svg>", "SVG"),
        (b"  <!DOCTYPE html><script>", "HTML"),
    ];
    for (file, name) in known {
        assert_eq!(refusal(file), Some(Refusal::Format(name)));
    }
    assert_eq!(refusal(b""), Some(Refusal::Empty));
    for unknown in [&b"just text"[..], b"\x7fELF", b"\xFF\xD8", b"RIFF\0\0\0\0WAVE"] {
        assert_eq!(refusal(unknown), Some(Refusal::Unknown));
    }
}

#[test]
fn a_file_that_ends_too_early_is_refused_at_every_length() {
    for (format, file) in all_formats() {
        for tenth in 1..10 {
            let part = &file[..(file.len() * tenth / 10).max(12)];
            let found = refusal(part);
            assert!(
                matches!(found, Some(Refusal::Incomplete | Refusal::Damaged)),
                "{format:?} {tenth}: {found:?}"
            );
        }
    }
}

#[test]
fn a_picture_that_is_made_to_be_slow_is_refused() {
    let file = jpeg(&photo(64, 64));
    let scan = file.windows(2).position(|pair| pair == [0xFF, 0xDA]).expect("a scan");
    let (body, end) = (&file[scan..file.len() - 2], &file[file.len() - 2..]);
    let scans: Vec<u8> = body.repeat(200);
    assert_eq!(refusal(&[&file[..scan], &scans, end].concat()), Some(Refusal::Damaged));
    // Two frames, of which the second is larger than the one that was checked.
    let frame = file.windows(2).position(|pair| pair == [0xFF, 0xC0]).expect("a frame");
    let mut second = file[frame..frame + 19].to_vec();
    second[5..9].copy_from_slice(&[0x75, 0x30, 0x75, 0x30]);
    let two = [&file[..frame + 19], &second, &file[frame + 19..]].concat();
    assert_eq!(refusal(&two), Some(Refusal::Damaged));
    let limits = Limits { pixels: 1_000_000 };
    let past = Instant::now();
    assert_eq!(super::decode(&file, limits, past).err(), Some(Refusal::Slow));
}

#[test]
fn a_frame_outside_of_its_gif_is_refused() {
    let mut file = gif(1);
    let at = file.windows(5).position(|bytes| bytes == [0x2C, 0, 0, 0, 0]).expect("a frame");
    file[at + 5..at + 9].copy_from_slice(&[0xFF; 4]);
    assert_eq!(refusal(&file), Some(Refusal::Damaged));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_file_with_changed_bytes_ends_in_a_picture_or_a_refusal(
        which in 0_usize..4,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
    ) {
        let (_, mut file) = all_formats().into_iter().nth(which).expect("a format");
        for (at, byte) in changes {
            let at = at.index(file.len());
            file[at] = byte;
        }
        // A panic of a decoder is caught by the threads; here it would fail the test.
        refusal(&file);
    }

    #[test]
    fn a_reduced_picture_has_the_same_mean(width in 1_u32..90, height in 1_u32..90, to in 1_u32..60) {
        let image = photo(width, height);
        let pixels = super::shrink::Pixels::rgb(width, height, image.into_raw());
        let reduced = super::shrink::shrink(&pixels, to.min(width), to.min(height));
        prop_assert_eq!((reduced.width, reduced.height), (to.min(width), to.min(height)));
        for (before, after) in pixels.mean().into_iter().zip(reduced.mean()) {
            prop_assert!(before.abs_diff(after) <= 2, "{} {}", before, after);
        }
    }
}
