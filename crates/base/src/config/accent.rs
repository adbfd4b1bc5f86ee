//! The accent colour of the pages that readers see.

use std::fmt;

use crate::config::urls::{Refusal, refuse};

/// Red, green and blue.
type Rgb = [u8; 3];

/// The least contrast of small text with its background (WCAG 2.2, 1.4.3, level AA).
const LEAST_CONTRAST: f64 = 4.5;
/// The darkest background of light pages on which something has the accent colour.
const LIGHT_SHEET: Rgb = [0xf2, 0xef, 0xe8];
/// The lightest background of dark pages on which something has the accent colour.
const DARK_SHEET: Rgb = [0x26, 0x24, 0x21];
const WHITE: Rgb = [0xff, 0xff, 0xff];
const BLACK: Rgb = [0, 0, 0];
/// The steps in which a colour is made lighter or darker: a 50th of the way each.
const STEPS: u32 = 50;

/// A colour that can be read on light pages, and a lighter shade of it for dark ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Accent {
    light: Rgb,
    dark: Rgb,
}

impl Accent {
    /// Reads `#96201c`.
    ///
    /// # Errors
    /// For another notation, and for a colour whose contrast with the page is below 4.5:1.
    pub fn parse(text: &str) -> Result<Accent, Refusal> {
        let Some(light) = rgb(text.trim()) else {
            return refuse("this is not a colour", "Write # and six digits, such as #96201c");
        };
        if contrast(light, LIGHT_SHEET) < LEAST_CONTRAST {
            let remedy = format!("Choose a darker colour, such as {}", darker(light));
            return refuse("small text in this colour is hard to read on a light page", &remedy);
        }
        Ok(Accent { light, dark: readable(light, WHITE, DARK_SHEET) })
    }

    /// The nearest shade of a colour that can be read: what to propose for one that cannot. `None`
    /// for another notation.
    pub fn proposed(text: &str) -> Option<String> {
        rgb(text.trim()).map(darker)
    }

    /// Red, green and blue of the colour on light pages.
    pub fn on_paper(self) -> [u8; 3] {
        self.light
    }

    /// The six digits, for an address: `96201c`.
    pub fn digits(self) -> String {
        hex(self.light)[1..].to_owned()
    }

    /// The stylesheet that sets the colour for light and dark pages.
    pub fn stylesheet(self) -> String {
        let (light, dark) = (hex(self.light), hex(self.dark));
        format!(
            ":root{{--accent:{light}}}@media (prefers-color-scheme:dark){{:root:not([data-theme=light]){{--accent:{dark}}}}}\
             :root[data-theme=dark]{{--accent:{dark}}}\n"
        )
    }
}

impl fmt::Display for Accent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(self.light))
    }
}

fn rgb(text: &str) -> Option<Rgb> {
    let digits = text.strip_prefix('#')?;
    if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let part = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
    Some([part(0)?, part(2)?, part(4)?])
}

fn darker(colour: Rgb) -> String {
    hex(readable(colour, BLACK, LIGHT_SHEET))
}

fn hex([red, green, blue]: Rgb) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// The first shade from `colour` towards `end` that can be read on `sheet`.
fn readable(colour: Rgb, end: Rgb, sheet: Rgb) -> Rgb {
    let shade = |step: u32| {
        [0, 1, 2].map(|part| {
            let (from, to) = (u32::from(colour[part]), u32::from(end[part]));
            // Between two bytes, so it is one.
            ((from * (STEPS - step) + to * step) / STEPS) as u8
        })
    };
    (0..=STEPS).map(shade).find(|it| contrast(*it, sheet) >= LEAST_CONTRAST).unwrap_or(end)
}

/// The contrast ratio of two colours, 1 to 21 (WCAG 2.2, "contrast ratio").
fn contrast(a: Rgb, b: Rgb) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// The relative luminance, 0 to 1 (WCAG 2.2, "relative luminance").
fn luminance(colour: Rgb) -> f64 {
    let [red, green, blue] = colour.map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_that_can_be_read_gets_a_shade_for_dark_pages() {
        let accent = Accent::parse(" #1A4B8C ").expect("dark enough");
        assert_eq!((accent.to_string().as_str(), accent.digits().as_str()), ("#1a4b8c", "1a4b8c"));
        assert!(contrast(accent.dark, DARK_SHEET) >= LEAST_CONTRAST);
        assert!(accent.stylesheet().starts_with(":root{--accent:#1a4b8c}@media"));
    }

    #[test]
    fn a_colour_that_is_hard_to_read_is_refused_with_one_that_is_not() {
        let (_, remedy) = Accent::parse("#ffcc00").expect_err("too light");
        let proposed = remedy.rsplit(' ').next().expect("a colour");
        assert!(Accent::parse(proposed).is_ok(), "{remedy}");
        for wrong in ["red", "#fff", "#12345g", "", "#é12345"] {
            assert!(Accent::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_contrast_is_that_of_wcag() {
        assert!((contrast(BLACK, WHITE) - 21.0).abs() < 1e-9);
        assert!((contrast([0x76, 0x76, 0x76], WHITE) - 4.54).abs() < 0.01);
    }

    #[test]
    fn no_background_of_the_stylesheet_needs_more_contrast() {
        let sheet = include_str!("../web/assets/rejoinder.css");
        let (light, dark) = sheet.split_once("prefers-color-scheme").expect("a dark part");
        let value = |part: &str, name: &str| {
            let (_, after) = part.split_once(name).expect(name);
            rgb(after.get(..7).unwrap_or_default()).expect("a colour")
        };
        for name in ["--paper: ", "--sheet: "] {
            assert!(luminance(value(light, name)) >= luminance(LIGHT_SHEET), "{name}");
            assert!(luminance(value(dark, name)) <= luminance(DARK_SHEET), "{name}");
        }
    }
}
