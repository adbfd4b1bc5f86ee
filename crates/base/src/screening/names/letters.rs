//! Letters of the Latin script that the data of UTS 39 do not reduce to a basic letter.

/// The letters that Unicode names after a basic letter ("LATIN CAPITAL LETTER OPEN E", "LATIN LETTER
/// SMALL CAPITAL R", "LATIN SMALL LETTER T WITH CURL"), and whose skeleton is another one in one of
/// the two cases. Unicode 14.
const NAMED_AFTER: [(char, &str); 26] = [
    ('a', "ȺɐᴀᶏⱥⱯꞺꞻꬱ"),
    ('b', "ƀɃʙᴃᵬᶀꞖꞗ"),
    ('c', "ƇƈȻȼɕʗↄꜾꜿꞒꞓꞔꟄ𝼏𝼝"),
    ('d', "ȡᴅᵭᶁᶑꝹꝺꟇꟈ"),
    ('e', "ƎƐǝɘɛɜɝɞʚᴇᴈᶒᶓᶔⱸⱻꞫꬳꬴꭡ"),
    ('f', "ᶂꜰꝻꝼꟻ"),
    ('g', "ɡɢʛᵷᵹꝽꝾꝿꞠꞡꞬꟐꟑꬶ𝼁𝼂"),
    ('h', "ɥɦʜʮʯⱧⱨⱵⱶꞍꞕꞪꟵꟶ"),
    ('i', "ᴉᶖꞼꞽꟾ𝼚"),
    ('j', "ʄʝᴊꞲ"),
    ('k', "ʞᴋᶄⱩⱪꝀꝁꝂꝃꝄꝅꞢꞣꞰ𝼃𝼐"),
    ('l', "ƚȴȽɫɬʟᴌᶅⱠⱡⱢꝆꝇꝈꝉꞀꞁꞎꞭꬷꬸꬹ𝼄𝼑𝼓"),
    ('m', "ɰɱᴍᴟᵯᶆⱮꟺꟽꟿꬺ"),
    ('n', "ƞȠȵɴᴎᶇꞐꞑꞤꞥꬻ"),
    ('o', "ƆɔᴐᴒᴓᴖᴗᶗⱺꝌꝍꟀꟁꬿꭃꭄ𝼛"),
    ('p', "ᴘᵱᵽᶈⱣꝐꝑꝒꝓꝔꝕꟼ"),
    ('q', "ɊɋꝖꝗꝘꝙꞯ"),
    ('r', "ɹɺɻɽɾɿʀʁᴙᴚᵳᶉⱤⱹꝚꝛꞂꞃꞦꞧꭅꭆꭉꭊꭋꭌꭨ𝼈𝼕𝼖"),
    ('s', "ȿᶊẜẝⱾꞄꞅꞨꞩꟉꟊꟘꟙ𝼞"),
    ('t', "ƮȶȾʇʈᴛⱦꞆꞇꞱ𝼉𝼍"),
    ('u', "ɄʉᴝᴞᶙꞸꞹꞾꞿꭏ"),
    ('v', "ƲʋᶌⱱⱴꝞꝟ"),
    ('w', "ʍⱲⱳꟂꟃ"),
    ('x', "ᶍꭖꭗꭘꭙ"),
    ('y', "ʎ𝼆"),
    ('z', "ɀʑᶎⱿꝢꝣꟆ"),
];

/// Letters with names of their own, and capital letters of other scripts, that pass for a Latin letter
/// in a word.
const PASSING_FOR: [(char, &str); 14] = [
    ('a', "ɑⱭɒⱰʌɅΛДдᗩ"),
    ('d', "Ððẟ"),
    ('e', "əƏɚΣΞ"),
    ('h', "ꜦꜧɧǶƕ"),
    ('k', "ĸ"),
    ('n', "ŊŋИи"),
    ('p', "ÞþǷƿ"),
    ('r', "ƦЯя"),
    ('s', "ƧƨƩʃƼƽ"),
    ('u', "ƱʊᵿЦц"),
    ('w', "Ꞷꞷωɯ"),
    ('x', "ꞳꭓꭔꭕХх"),
    ('y', "Ɣɣɤ"),
    ('z', "ƵƷʒ"),
];

/// The basic letter of which `c` is a form; otherwise `c`.
pub(super) fn basic(c: char) -> char {
    if c.is_ascii() {
        return c;
    }
    let known = NAMED_AFTER.iter().chain(&PASSING_FOR).find(|(_, forms)| forms.contains(c));
    known.map_or(c, |(letter, _)| *letter)
}

/// As [`basic`], for the letters of a skeleton. Some of them stand for letters that look different:
/// that of Є and ε is a C with a bar, that of м a turned w.
pub(super) fn of_skeleton(c: char) -> char {
    match c {
        '\u{A793}' | '\u{A792}' => 'e',
        '\u{28D}' => 'm',
        c => basic(c),
    }
}
