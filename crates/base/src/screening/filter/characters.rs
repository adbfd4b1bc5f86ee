//! Alphabets and kinds of characters.

/// Mathematical, circled, squared and full-width letters.
pub fn is_styled(c: char) -> bool {
    matches!(c, '\u{1D400}'..='\u{1D7FF}' | '\u{FF01}'..='\u{FF5E}' | '\u{24B6}'..='\u{24E9}'
        | '\u{1F110}'..='\u{1F189}' | '\u{2100}'..='\u{214F}')
        && c.is_alphanumeric()
        || matches!(c, '\u{1F130}'..='\u{1F189}')
}

/// Pictures that stand for moods and things.
pub fn is_emoji(c: char) -> bool {
    matches!(c, '\u{1F000}'..='\u{1FAFF}' | '\u{2600}'..='\u{27BF}' | '\u{2B00}'..='\u{2BFF}')
}

/// The number of the Chinese, Japanese and Korean scripts, which [`script`] returns.
pub const UNSPACED: u32 = 6;

/// The number of a letter’s script, below 8; scripts without a number of their own share 7.
pub fn script(c: char) -> u32 {
    match u32::from(c) {
        0..=0x24F | 0x1E00..=0x1EFF => 0,
        0x370..=0x3FF => 1,
        0x400..=0x52F => 2,
        0x590..=0x5FF => 3,
        0x600..=0x77F | 0xFB50..=0xFEFF => 4,
        0x900..=0xDFF => 5,
        0x3040..=0x30FF | 0x3400..=0x9FFF | 0xAC00..=0xD7AF => UNSPACED,
        _ => 7,
    }
}

/// The script of most letters; None without letters.
pub fn main_script(text: &str) -> Option<u32> {
    let mut counts = [0; 8];
    text.chars().filter(|c| c.is_alphabetic()).for_each(|c| counts[script(c) as usize] += 1);
    let most = (0..8_u32).max_by_key(|script| counts[*script as usize])?;
    (counts[most as usize] > 0).then_some(most)
}
