//! Folding: reduces texts that look alike to the same form, without case, accents, width, style,
//! look-alikes and invisible characters, and letters that readers take as the same: the forms of Arabic
//! letters and digits that differ by keyboard, hiragana and katakana, typed and typographic apostrophes.
//!
//! The words of the search are stored folded. A change of the fold is therefore also a migration that has them read
//! again, as `000395_search_letters` does.
//!
//! Both sides are folded, the words of a rule and the text of a comment, so it does not matter to
//! which of two look-alikes they are reduced. Each folded letter remembers its origin, so that the
//! matched passage can be shown as the reader wrote it.
//!
//! The table of look-alikes is our own and short. The skeleton of UTS 39 has another purpose (can
//! two *names* be confused?) and also folds within the Latin script: `m` with `rn`, `1` with `l`.
//! Here it would make "modem" and "modern" the same word.

use std::ops::Range;

use unicode_normalization::char::decompose_compatible;

/// A folded text that maps back to the original.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    text: String,
    /// For each folded character: where it begins in `text`, and the range of its origin, in bytes.
    steps: Vec<Step>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Step {
    at: u32,
    start: u32,
    end: u32,
}

impl Folded {
    /// Folds `original`, which is at most a few megabytes long.
    pub fn new(original: &str) -> Folded {
        let mut folded = Folded { text: String::with_capacity(original.len()), steps: Vec::new() };
        folded.steps.reserve(original.len());
        for (start, c) in original.char_indices() {
            let end = start + c.len_utf8();
            each_folded(c, |letter| folded.push(letter, start, end));
        }
        folded
    }

    /// The folded text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The range of a part of the folded text in the original, in bytes, including characters
    /// within it that folding removed.
    pub fn origin(&self, part: &Range<usize>) -> Range<usize> {
        let first = self.steps.partition_point(|step| (step.at as usize) < part.start);
        let behind = self.steps.partition_point(|step| (step.at as usize) < part.end);
        let start = self.steps.get(first).map_or(0, |step| step.start as usize);
        let end = behind
            .checked_sub(1)
            .and_then(|last| self.steps.get(last))
            .map_or(start, |step| step.end as usize);
        start..end.max(start)
    }

    fn push(&mut self, letter: char, start: usize, end: usize) {
        if letter == ' ' && (self.text.is_empty() || self.text.ends_with(' ')) {
            // A run of white space becomes one space, so that a phrase matches across a line break.
            return;
        }
        let step = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        self.steps.push(Step { at: step(self.text.len()), start: step(start), end: step(end) });
        self.text.push(letter);
    }
}

/// The folded form alone, without the mapping.
pub fn fold(text: &str) -> String {
    Folded::new(text).text.trim_end().to_owned()
}

/// Whether there is a word boundary between these two characters of a folded text; None stands for
/// the start or end of the text. In scripts without spaces every position is a boundary.
pub fn is_boundary(before: Option<char>, after: Option<char>) -> bool {
    match (before, after) {
        (Some(before), Some(after)) => {
            !(is_word(before) && is_word(after)) || is_unspaced(before) || is_unspaced(after)
        }
        _ => true,
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Scripts without spaces: Thai, Lao, Burmese, Khmer, kana, Chinese characters.
pub fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{3040}'..='\u{30FF}'
        | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

fn each_folded(c: char, mut emit: impl FnMut(char)) {
    if c.is_ascii() {
        return emit(if c.is_ascii_whitespace() { ' ' } else { c.to_ascii_lowercase() });
    }
    if is_unseen(c) {
        return;
    }
    // NFKD decomposes styled letters, wide letters and ligatures; the marks that remain are
    // dropped.
    decompose_compatible(styled(c), |part| {
        if is_ornament(part) || is_unseen(part) {
            return;
        }
        for small in part.to_lowercase().map(same_letter) {
            match look_alike(small) {
                _ if small.is_whitespace() => emit(' '),
                Some(plain) => plain.chars().for_each(&mut emit),
                None if is_ornament(small) || is_unseen(small) => {}
                None => emit(small),
            }
        }
    });
}

/// Whether a character is invisible: joiners, soft hyphens, selectors, direction marks, blank
/// letters, tags, and what lays out shorthand, music and hieroglyphs.
pub(crate) fn is_unseen(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{640}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{2800}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFF8}'
        | '\u{13430}'..='\u{1343F}' | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D159}' | '\u{1D173}'..='\u{1D17A}'
        | '\u{E0000}'..='\u{E0FFF}')
}

/// Whether a character is a mark that does not change the letter: accents, strokes, enclosing
/// circles, and the vowel points of Hebrew and Arabic, which are usually not written. The vowel
/// signs of Indic scripts count as letters.
pub(crate) fn is_ornament(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5BD}' | '\u{5BF}'..='\u{5C7}'
        | '\u{610}'..='\u{61A}' | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{6D6}'..='\u{6DC}' | '\u{6DF}'..='\u{6E8}'
        | '\u{6EA}'..='\u{6ED}' | '\u{898}'..='\u{89F}' | '\u{8CA}'..='\u{8E1}' | '\u{8E3}'..='\u{8FF}'
        | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}' | '\u{FE20}'..='\u{FE2F}')
}

/// The letter that stands for all that readers take as the same: Arabic letters that keyboards of Arabic, Persian and
/// Urdu write differently or that many write without their dots or hamza, decimal digits of all scripts, hiragana for
/// katakana, the apostrophes, quotation marks and hyphens that keyboards have for those that typesetters use.
pub(crate) fn same_letter(c: char) -> char {
    match c {
        c if c.is_ascii() => c,
        'أ' | 'إ' | 'آ' | 'ٱ' | 'ٲ' | 'ٳ' => 'ا',
        'ؤ' => 'و',
        'ى' | 'ئ' | 'ی' | 'ۍ' => 'ي',
        'ة' | 'ۀ' | 'ہ' | 'ۂ' | 'ۃ' | 'ھ' | 'ە' => 'ه',
        'ک' | 'ڪ' => 'ك',
        // Katakana stands in the order of hiragana.
        'ァ'..='ヶ' | 'ヽ' | 'ヾ' => char::from_u32(u32::from(c) - 0x60).unwrap_or(c),
        '\u{2018}'..='\u{201B}' | 'ʻ' | 'ʼ' | 'ʹ' | 'ʾ' | 'ʿ' | '′' | '׳' | '՚' | 'ꞌ' => {
            '\''
        }
        '\u{201C}'..='\u{201F}' | '״' | '″' | '«' | '»' => '"',
        '\u{2010}'..='\u{2015}' | '−' | '־' => '-',
        c => digit(c),
    }
}

/// The zeros of the decimal digits of Unicode 16 that are not decomposed to those of ASCII. The nine others follow each.
const ZEROS: [u32; 67] = [
    0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xDE6,
    0xE50, 0xED0, 0xF20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50,
    0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0x104A0,
    0x10D30, 0x10D40, 0x11066, 0x110F0, 0x11136, 0x111D0, 0x112F0, 0x11450, 0x114D0, 0x11650,
    0x116C0, 0x116D0, 0x116DA, 0x11730, 0x118E0, 0x11950, 0x11BF0, 0x11C50, 0x11D50, 0x11DA0,
    0x11F50, 0x16130, 0x16A60, 0x16AC0, 0x16B50, 0x16D70, 0x1E140, 0x1E2F0, 0x1E4F0, 0x1E5F1,
    0x1E950,
];

fn digit(c: char) -> char {
    let number = u32::from(c);
    let zero = ZEROS.partition_point(|zero| *zero <= number).checked_sub(1).map(|at| ZEROS[at]);
    let digit = zero.and_then(|zero| char::from_digit(number - zero, 10));
    digit.unwrap_or(c)
}

/// Maps white letters on black circles and squares, which Unicode does not decompose or decomposes to
/// another letter than the one that is seen, and regional indicators, which are shown as letters where they form no flag.
pub(crate) fn styled(c: char) -> char {
    let letter = |first: u32| char::from_u32(u32::from('a') + (u32::from(c) - first)).unwrap_or(c);
    match c {
        '\u{1F150}'..='\u{1F169}' => letter(0x1F150),
        '\u{1F170}'..='\u{1F189}' => letter(0x1F170),
        '\u{1F1E6}'..='\u{1F1FF}' => letter(0x1F1E6),
        // Lunate sigma looks like c; Unicode decomposes it to a sigma of the usual form.
        'ϲ' | 'Ϲ' => 'c',
        _ => c,
    }
}

/// The Latin letter that a Cyrillic, Greek, Armenian, Cherokee, Lisu, Coptic, phonetic or
/// small-capital letter looks like in most typefaces. Where the two cases look like different letters (Greek nu), the small one
/// counts.
fn look_alike(c: char) -> Option<&'static str> {
    Some(match c {
        'а' | 'α' | 'ɑ' | 'ᴀ' | 'ꓮ' | 'ꭺ' => "a",
        'в' | 'β' | 'ʙ' | 'ꓐ' | 'ᏼ' => "b",
        'с' | 'ϲ' | 'ᴄ' | 'ꓚ' | 'ꮯ' | 'ⲥ' => "c",
        'ԁ' | 'đ' | 'ᴅ' | 'ꓓ' | 'ꭰ' => "d",
        'е' | 'є' | 'ε' | 'ᴇ' | 'ꓰ' | 'ꭼ' | 'ⲉ' => "e",
        'ꜰ' | 'ꓝ' => "f",
        'ց' | 'ɡ' | 'ɢ' | 'ꓖ' | 'ꮐ' => "g",
        'н' | 'һ' | 'η' | 'հ' | 'ħ' | 'ʜ' | 'ꓧ' | 'ꮋ' | 'ⲏ' => "h",
        'і' | 'ι' | 'ı' | 'ɩ' | 'ɪ' | 'ꓲ' | 'ꭵ' | 'ⲓ' => "i",
        'ј' | 'ϳ' | 'ȷ' | 'ᴊ' | 'ꓙ' | 'ꭻ' => "j",
        'к' | 'κ' | 'ᴋ' | 'ꓗ' | 'ꮶ' | 'ⲕ' => "k",
        'ӏ' | 'ł' | 'ʟ' | 'ǀ' | 'ꓡ' | 'ꮮ' => "l",
        'м' | 'μ' | 'ᴍ' | 'ꓟ' | 'ꮇ' | 'ⲙ' => "m",
        'ո' | 'ɴ' | 'ꓠ' | 'ⲛ' => "n",
        'о' | 'ο' | 'օ' | 'ø' | 'ᴏ' | 'ꓳ' | 'ⲟ' => "o",
        'р' | 'ρ' | 'ᴘ' | 'ꓑ' | 'ꮲ' | 'ⲣ' => "p",
        'ԛ' | 'զ' => "q",
        'ʀ' | 'ᴦ' | 'ꓣ' | 'ꭱ' => "r",
        'ѕ' | 'ꜱ' | 'ſ' | 'ꓢ' | 'ꮪ' => "s",
        'т' | 'τ' | 'ŧ' | 'ᴛ' | 'ꓔ' | 'ꭲ' | 'ⲧ' => "t",
        'υ' | 'ս' | 'ᴜ' | 'ꓴ' => "u",
        'ν' | 'ѵ' | 'ᴠ' | 'ꓦ' | 'ꮩ' => "v",
        'ԝ' | 'ω' | 'ᴡ' | 'ꓪ' | 'ꮃ' => "w",
        'х' | 'χ' | 'ꓫ' | 'ⲭ' => "x",
        'у' | 'ү' | 'γ' | 'ʏ' | 'ꓬ' | 'ⲩ' => "y",
        'ζ' | 'ᴢ' | 'ꓜ' | 'ꮓ' => "z",
        'ς' => "σ",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use regex::Regex;

    use super::*;

    #[test]
    fn a_lunate_sigma_is_the_letter_that_it_looks_like() {
        assert_eq!(fold("ϲаѕіոօ Ϲasino"), "casino casino");
    }

    #[test]
    fn disguised_letters_are_folded() {
        let viagra = [
            "VIAGRA",
            "vіаgrа",                                         // Cyrillic
            "νιαgrα",                                         // Greek
            "ＶＩＡＧＲＡ",                                   // wide
            "𝓿𝓲𝓪𝓰𝓻𝓪",                                         // styled
            "ⓥⓘⓐⓖⓡⓐ",                                         // circled
            "🅥🅘🅐🅖🅡🅐",                                         // circled, white on black
            "🇻\u{200B}🇮\u{200B}🇦\u{200B}🇬\u{200B}🇷\u{200B}🇦", // halves of flags
            "ꓦꓲꓮꓖꓣꓮ",                                         // Lisu
            "ᏙᎥᎪᏀᎡᎪ",                                         // Cherokee
            "ᴠɪᴀɢʀᴀ",                                         // small capitals
            "v\u{200B}i\u{AD}a\u{200D}g\u{2060}ra",
            "v\u{1D173}i\u{1BCA0}a\u{FFF0}gra",
            "v\u{336}i\u{336}a\u{336}g\u{336}r\u{336}a\u{336}",
            "víàgrä",
        ];
        for disguised in viagra {
            assert_eq!(fold(disguised), "viagra", "{disguised}");
        }
        assert_eq!(fold("Straße\n\t  Ærø"), "strasse aero");
        assert_eq!(fold("КАЗИНО"), fold("казино"));
        assert_eq!(fold("ΝΕΟΣ"), fold("νεος"));
    }

    #[test]
    fn different_words_stay_different() {
        for (one, other) in [("modem", "modern"), ("100", "lOO"), ("कम", "काम"), ("が", "か\u{20}")]
        {
            assert_ne!(fold(one), fold(other));
        }
    }

    #[test]
    fn letters_and_digits_that_readers_take_as_the_same_are_the_same() {
        for (one, other) in [
            ("مدرسة", "مدرسه"),
            ("مستشفى", "مستشفي"),
            ("أحمد إلى آخر ٱلبيت", "احمد الى اخر البيت"),
            ("مؤتمر رئيس", "موتمر رييس"),
            ("کتاب فارسی", "كتاب فارسي"),
            ("الـــعـــربية", "العربية"),
            ("مُحَمَّدٌ صَلَّىٰ", "محمد صلى"),
            ("ہم لڑکی", "هم لڑكي"),
            ("ﻣﺪﺭﺳﺔ ﻻ", "مدرسة لا"),
            (
                "٢٠٢٦ ۲۰۲۶ २०२६ ๒๐๒๖ ２０２６ \u{1E952}\u{1E950}\u{1E952}\u{1E956}",
                "2026 2026 2026 2026 2026 2026",
            ),
            ("カジノ ｶｼﾞﾉ ヴァイオリン", "かじの かじの ゔぁいおりん"),
            ("п’ять пʼять", "п'ять п'ять"),
            ("don’t O‘Brien", "don't o'brien"),
            ("צה״ל ג׳ירפה", "צה\"ל ג'ירפה"),
            ("well‑known — “so”", "well-known - \"so\""),
        ] {
            assert_eq!(fold(one), fold(other), "{one}");
        }
        for (one, other) in [("ب", "ت"), ("か", "が"), ("つ", "っ"), ("ڕ", "ر"), ("ر", "ز")]
        {
            assert_ne!(fold(one), fold(other));
        }
    }

    #[test]
    fn decimal_digits_of_all_scripts_are_those_of_ascii() {
        let is_digit = Regex::new(r"^\p{Nd}$").expect("a pattern");
        let digits: String =
            ('\0'..=char::MAX).filter(|c| is_digit.is_match(c.encode_utf8(&mut [0; 4]))).collect();
        assert!(digits.chars().count() > 700, "{digits}");
        // Unicode has ten for each script, in their order.
        let expected = "0123456789".repeat(digits.chars().count() / 10);
        assert_eq!(fold(&digits), expected);
    }

    #[test]
    fn a_match_maps_back_to_the_original() {
        let original = "buy ｖ\u{200B}і\u{301}a now";
        let folded = Folded::new(original);
        let at = folded.as_str().find("via").expect("it is there");
        assert_eq!(&original[folded.origin(&(at..at + 3))], "ｖ\u{200B}і\u{301}a");
        let ligature = Folded::new("oﬀer");
        assert_eq!(ligature.as_str(), "offer");
        assert_eq!(ligature.origin(&(1..2)), 1..4);
        assert_eq!(Folded::new("").origin(&(0..0)), 0..0);
    }

    #[test]
    fn word_boundaries_follow_the_script() {
        assert!(
            is_boundary(None, Some('a'))
                && is_boundary(Some(' '), Some('a'))
                && is_boundary(Some('!'), None)
        );
        assert!(!is_boundary(Some('s'), Some('s')) && !is_boundary(Some('1'), Some('a')));
        assert!(is_boundary(Some('赌'), Some('博')));
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "\\PC{0,60}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn every_part_has_an_origin(text in any::<String>(), from in 0_usize..50, length in 1_usize..10) {
            let folded = Folded::new(&text);
            let places: Vec<usize> = folded.as_str().char_indices().map(|(at, _)| at).collect();
            if let Some(&start) = places.get(from) {
                let end = places.get(from + length).copied().unwrap_or(folded.as_str().len());
                let origin = folded.origin(&(start..end));
                prop_assert!(!text[origin].is_empty());
            }
        }
    }
}
