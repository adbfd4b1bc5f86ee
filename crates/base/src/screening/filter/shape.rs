//! The properties of a text and its sender that are counted or measured.

/// Properties that are counted or measured. The numbers go into the hash and must stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum Shape {
    /// Always there: how common spam is altogether.
    Any = 1,
    /// Web addresses.
    Links = 2,
    /// Different domains.
    Domains = 3,
    /// Mail addresses.
    Mails = 4,
    /// Characters.
    Length = 5,
    /// Words.
    Words = 6,
    /// Capitals among the letters, per cent.
    Capitals = 7,
    /// Digits among the characters, per cent.
    Digits = 8,
    /// Digits in a row, spaces and hyphens between them allowed.
    Number = 9,
    /// Exclamation marks.
    Exclamations = 10,
    /// Question marks.
    Questions = 11,
    /// Signs of currencies.
    Money = 12,
    /// The same character in a row.
    Run = 13,
    /// Words that were there before, per cent.
    Repeated = 14,
    /// Words of letters of two scripts.
    Mixed = 15,
    /// Letters from the mathematical, circled or full-width alphabets.
    Styled = 16,
    /// Characters without width.
    ZeroWidth = 17,
    /// Emoji.
    Emoji = 18,
    /// HTML or BBCode around an address.
    Markup = 19,
    /// Lines.
    Lines = 20,
    /// The longest word.
    LongWord = 21,
    /// Other signs among the characters, per cent.
    Signs = 22,
    /// Words all in capitals.
    Shouted = 23,
    /// Seconds that the form was open.
    FormAge = 24,
    /// Characters in the name.
    NameLength = 25,
    /// Digits in the name.
    NameDigits = 26,
    /// Words in the name.
    NameWords = 27,
    /// The name has a web address in it.
    NameLink = 28,
    /// A website was given.
    Website = 29,
    /// The name is the website's.
    NameIsWebsite = 30,
    /// The mail address is at the website's domain.
    EmailIsWebsite = 31,
    /// Digits in the mailbox.
    MailboxDigits = 32,
    /// Characters in the mailbox.
    MailboxLength = 33,
    /// Hyphens and digits in the website's host.
    WebsiteSigns = 34,
    /// Length of the website's path.
    WebsitePath = 35,
    /// The website's domain is in the text as well.
    WebsiteInText = 36,
    /// The text begins with a small letter.
    SmallStart = 37,
    /// The text ends with a full stop or the like.
    FullStop = 38,
    /// Different scripts in the text.
    Scripts = 39,
    /// The name is in another script than the text.
    NameScript = 40,
    /// Phrases of praise that fit any page, in a text of little else, beside a website or a link.
    Praise = 41,
    /// Letters written as numeric entities.
    Entities = 42,
}

/// From how much on a property counts, step by step: each step that is reached is a feature of its
/// own.
pub const STEPS: [(Shape, &[u32]); 31] = [
    (Shape::Links, &[1, 2, 3, 5, 10]),
    (Shape::Domains, &[2, 3, 5]),
    (Shape::Mails, &[1, 2]),
    (Shape::Length, &[20, 40, 80, 120, 160, 300, 600, 1_200, 2_500]),
    (Shape::Words, &[2, 4, 7, 12, 20, 30, 60]),
    (Shape::Capitals, &[10, 30, 60, 90]),
    (Shape::Digits, &[1, 5, 10, 20, 40]),
    (Shape::Number, &[3, 5, 7, 10, 13]),
    (Shape::Exclamations, &[1, 2, 4, 8]),
    (Shape::Questions, &[1, 2, 4]),
    (Shape::Money, &[1, 2, 4]),
    (Shape::Run, &[3, 5, 9]),
    (Shape::Repeated, &[10, 25, 50, 75]),
    (Shape::Mixed, &[1, 2, 5]),
    (Shape::Styled, &[1, 4, 12]),
    (Shape::ZeroWidth, &[1, 3, 10]),
    (Shape::Emoji, &[1, 3, 8]),
    (Shape::Markup, &[1, 2, 4]),
    (Shape::Lines, &[2, 4, 10]),
    (Shape::LongWord, &[10, 15, 25, 50]),
    (Shape::Signs, &[5, 10, 20, 40]),
    (Shape::Shouted, &[1, 2, 5]),
    (Shape::NameLength, &[1, 4, 8, 16, 30]),
    (Shape::NameDigits, &[1, 3, 5]),
    (Shape::NameWords, &[2, 3, 5]),
    (Shape::Scripts, &[2, 3]),
    (Shape::SmallStart, &[1]),
    (Shape::FullStop, &[1]),
    (Shape::Praise, &[1, 2, 3, 4]),
    (Shape::Entities, &[1, 5]),
    (Shape::FormAge, &[2, 5, 10, 20, 60, 300, 3_600, 86_400]),
];
