//! Names by which a reader poses as staff: the names of staff and words such as "moderator", in any
//! spelling that looks alike.

mod letters;
mod store;

use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use std::time::{Duration, Instant};

use unicode_normalization::UnicodeNormalization;
use unicode_security::skeleton;

use crate::db::Db;
use crate::error::Result;
use crate::text::fold::{is_ornament, is_unseen, same_letter, styled};

/// How long a process uses the names that it has read, before it reads them again.
const CACHE_TIME: Duration = Duration::from_secs(1);

/// The cached names of the staff, so that not every post reads them.
#[derive(Debug, Default)]
pub struct StaffNamesCache(Mutex<Option<(Instant, Arc<StaffNames>)>>);

impl StaffNamesCache {
    /// The names of the staff, at most a second old, for a site with this title.
    ///
    /// # Errors
    /// Those of the storage.
    pub async fn current(&self, db: &Db, title: &str) -> Result<Arc<StaffNames>> {
        if let Some((read, names)) = &*self.0.lock().unwrap_or_else(PoisonError::into_inner)
            && read.elapsed() < CACHE_TIME
        {
            return Ok(Arc::clone(names));
        }
        let names = Arc::new(StaffNames::new(title, &db.read(store::staff).await?));
        let fresh = Some((Instant::now(), Arc::clone(&names)));
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = fresh;
        Ok(names)
    }
}

/// Words for staff, of newspapers in a dozen languages. A name that consists of them, of [`FILLERS`]
/// and of numbers poses as staff.
const RESERVED: &str = "\
    staff admin admins administration administrator administrators moderation moderator \
    moderators mod mods editor editors editorial newsroom publisher superadmin superuser \
    support sysadmin webmaster \
    administración administrador administrateur administratorin beheerder edición \
    herausgeber moderación modération moderador moderadora modérateur modératrice moderatore \
    moderatorin redacción redação redacteur rédacteur rédactrice redactie redactor redactora \
    rédaction redakcja redakteur redakteurin redaktion redaktionen redaktør redattore \
    redazione админ администратор администрация модератор редактор редакция إدارة الإدارة \
    المشرف المحرر التحرير مشرف 管理员 編集部 运营";
/// Words that may stand beside those in [`RESERVED`] without making it a person's name.
const FILLERS: &str = "\
    the our your a an of in at for from and site team official verified desk account chief \
    head lead senior junior assistant deputy managing duty global news web online community \
    customer comment comments la le de die der das el";

/// Those of them that, in brackets or behind a dash, claim what a check mark does.
const BADGES: &str = "official verified";

/// Those of [`RESERVED`] that a family may have as its name.
const FAMILY_NAMES: &str = "staff";

/// The names that only staff may use.
#[derive(Clone, Debug, Default)]
pub struct StaffNames(Vec<Folded>);

/// The names in one case.
#[derive(Clone, Debug)]
struct Folded {
    case: Case,
    /// The words of each name, sorted, because a name may begin with the family name.
    names: Vec<Vec<String>>,
    /// Each name without spaces.
    joined: Vec<String>,
    title: Vec<String>,
}

impl StaffNames {
    /// The names for a site with this title and staff with these names.
    pub fn new(title: &str, names: &[String]) -> StaffNames {
        let folded = |case: Case| {
            let names: Vec<Vec<String>> = names
                .iter()
                .map(|name| case.words(name))
                .filter(|words| !words.is_empty())
                .collect();
            Folded {
                case,
                joined: names.iter().map(|words| words.concat()).collect(),
                names: names.into_iter().map(sorted).collect(),
                title: case.words(title),
            }
        };
        StaffNames(Case::ALL.map(folded).into())
    }

    /// Whether `name` would be mistaken for one of them. Spaces, case, width, styles, accents,
    /// numbers behind a word and look-alikes of other scripts make no difference (UTS 39, 4), nor do
    /// the order of the words, a word for staff beside them, and signs in the place of letters
    /// (`$taff`). A name with a check mark always would be, and one that begins with a word for staff
    /// or has one in brackets.
    pub fn is_impersonated_by(&self, name: &str) -> bool {
        let read = read_signs(name);
        self.0.iter().any(|folded| {
            folded.is_impersonated_by(name) || (read != name && folded.is_impersonated_by(&read))
        }) || name.chars().any(is_check_mark)
    }
}

impl Folded {
    fn is_impersonated_by(&self, name: &str) -> bool {
        let words = self.case.words(name);
        let (reserved, fillers) = (self.case.reserved(), self.case.fillers());
        let whole = words.concat();
        if self.joined.contains(&whole) || reserved.contains(&whole) {
            return true;
        }
        let is_of_site = |word: &String| {
            self.title.contains(word) && (!fillers.contains(word) || whole == self.title.concat())
        };
        let stands_for_staff = words.iter().any(|word| reserved.contains(word) || is_of_site(word));
        let is_personal = |word: &&String| {
            !reserved.contains(word) && !fillers.contains(word) && !self.title.contains(word)
        };
        // A role or a badge beside a name: in brackets, behind a dash, before it.
        let (is_role, badges) = (|word: &String| reserved.contains(word), self.case.badges());
        let is_title = |words: &[String]| {
            let is_claim = |word: &String| is_role(word) || badges.contains(word);
            words.iter().any(is_claim) && !words.iter().any(|word| is_personal(&word))
        };
        // Most names are one part, whose words are known.
        let is_title_part = |part: &str| match part.len() == name.len() {
            true => is_title(&words),
            false => is_title(&self.case.words(part)),
        };
        let family_names = self.case.family_names();
        let ends_with_role =
            words.last().is_some_and(|word| is_role(word) && !family_names.contains(word));
        if words.first().is_some_and(is_role) || ends_with_role || parts(name).any(is_title_part) {
            return true;
        }
        let person = sorted(words.iter().filter(is_personal).cloned().collect());
        let is_of_staff = |words: &Vec<String>| self.names.contains(words);
        (stands_for_staff && (person.is_empty() || is_of_staff(&person)))
            || is_of_staff(&sorted(words))
    }
}

/// The parts of a name that brackets, commas, bars and dashes separate.
fn parts(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| "()[]{}<>（）【】［］〔〕|｜/,;:·•–—~*".contains(c))
        .flat_map(|part| part.split(" - "))
}

fn sorted(mut words: Vec<String>) -> Vec<String> {
    words.sort();
    words
}

/// The case in which names are compared. Small and capital letters have different look-alikes.
#[derive(Clone, Copy, Debug)]
enum Case {
    Lower,
    Upper,
    /// As the name is written, for names with look-alikes of both cases: a capital sigma for E beside
    /// a small one for o. Here I, i and l are one letter, which cannot be told apart without case.
    Mixed,
}

impl Case {
    const ALL: [Case; 3] = [Case::Lower, Case::Upper, Case::Mixed];

    /// The words of a name, each as a skeleton. A number is no word, and none behind a word is part
    /// of it.
    fn words(self, name: &str) -> Vec<String> {
        let plain = name.chars().map(styled).nfkc();
        let plain: String = match self {
            Case::Lower => plain.flat_map(char::to_lowercase).collect(),
            Case::Upper => plain.flat_map(char::to_uppercase).collect(),
            Case::Mixed => plain.collect(),
        };
        let plain: String = plain.chars().map(same_letter).filter(|c| !is_ornament(*c)).collect();
        plain
            .split(|c: char| c.is_whitespace() || matches!(c, '.' | '_' | '-' | ',' | '/' | '|'))
            .map(|word| word.chars().filter(|c| c.is_alphanumeric() && !is_unseen(*c)).collect())
            .map(|word: String| word.trim_end_matches(char::is_numeric).to_owned())
            .filter(|word| !word.is_empty())
            .map(|word| self.skeleton(&word))
            .collect()
    }

    /// The skeleton of UTS 39 in lower case and without marks, because skeletons can contain both,
    /// with the basic letter for each letter of the Latin script.
    fn skeleton(self, word: &str) -> String {
        let lower = |word: &str| -> String {
            skeleton(word).map(letters::of_skeleton).flat_map(char::to_lowercase).collect()
        };
        let mut word = lower(&word.chars().map(letters::basic).collect::<String>());
        if matches!(self, Case::Mixed) {
            // Again, since some capital letters have small look-alikes of their own.
            word = lower(&word).replace('i', "l");
        }
        word.retain(char::is_alphanumeric);
        // Two letters that look like one; that m looks like r and n is among the data.
        word.replace("vv", "w")
    }

    fn reserved(self) -> &'static [String] {
        static WORDS: LazyLock<[Vec<String>; 3]> = LazyLock::new(|| Case::each(RESERVED));
        &WORDS[self as usize]
    }

    fn fillers(self) -> &'static [String] {
        static WORDS: LazyLock<[Vec<String>; 3]> = LazyLock::new(|| Case::each(FILLERS));
        &WORDS[self as usize]
    }

    fn badges(self) -> &'static [String] {
        static WORDS: LazyLock<[Vec<String>; 3]> = LazyLock::new(|| Case::each(BADGES));
        &WORDS[self as usize]
    }

    fn family_names(self) -> &'static [String] {
        static WORDS: LazyLock<[Vec<String>; 3]> = LazyLock::new(|| Case::each(FAMILY_NAMES));
        &WORDS[self as usize]
    }

    fn each(known: &str) -> [Vec<String>; 3] {
        Case::ALL.map(|case| case.words(known))
    }
}

/// The name with the letters that signs and digits stand for.
fn read_signs(name: &str) -> String {
    let letter = |c| match c {
        '@' | '4' => 'a',
        '8' => 'b',
        '3' | '€' => 'e',
        '!' | '¡' => 'i',
        '|' | '£' => 'l',
        '$' | '5' | '§' => 's',
        '7' | '+' => 't',
        other => other,
    };
    name.chars().map(letter).collect()
}

/// Check marks and signs that look like them, which sites show beside verified names. No real name
/// contains one.
fn is_check_mark(c: char) -> bool {
    matches!(
        c,
        '\u{221A}'
            | '\u{237B}'
            | '\u{2611}'
            | '\u{2705}'
            | '\u{2713}'
            | '\u{2714}'
            | '\u{2BBD}'
            | '\u{10102}'
            | '\u{1F5F8}'
            | '\u{1F5F9}'
            | '\u{1F6E1}'
            | '\u{1FBB1}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quay() -> StaffNames {
        StaffNames::new("The Quay", &["Maren Holt".to_owned(), "Élise".to_owned()])
    }

    #[test]
    fn names_that_look_like_staff_pose_as_staff() {
        for name in [
            "Maren Holt",
            "maren holt",
            "MAREN  HOLT",
            "MarenHolt",
            "M\u{430}ren H\u{43E}lt",
            "\u{1D40C}\u{1D41A}\u{1D42B}\u{1D41E}\u{1D427} Holt",
            "\u{FF2D}aren Holt",
            "Maren Holt \u{2714}",
            "Maren Ho1t",
            "Maren.Holt",
            "Elise",
            "Staff",
            "ST\u{410}FF",
            "The Staff",
            "Quay Staff",
            "The Quay",
            "Admin",
            "Moderator team",
            "Site Administrator",
            "Ann Bell \u{2705}",
            "Holt, Maren",
            "Maren Holt (Editor)",
            "Maren Holt [staff]",
            "Moderator Maren Holt",
            "Maren Holt, The Quay",
            "Quay Team",
            "ADM1N",
            "MODERAT0R",
            "Redaktion",
            "La Rédaction",
            "Модератор",
            "Moderation",
            "Editor-in-Chief",
            "Admin 1",
            "Moderator #7",
            "Maren Holt 2",
            "Staff1",
            "المشرف",
            "M\u{3164}aren Holt",
            "Sta\u{200D}ff",
            "Maren Holt \u{10102}",
            "Ann Bell (Moderator)",
            "Ann Bell [staff]",
            "Ann Bell, Editor",
            "Ann Bell | Quay Staff",
            "Ann Bell - Admin",
            "Ann Bell \u{2014} the editors",
            "Ann Bell\u{FF08}\u{41C}odera\u{442}or\u{FF09}",
            "Ann Bell (verified)",
            "Ann Bell | Official Account",
            "Moderator Ann",
            "Admin Tom Reed",
            "Tom Reed Moderator",
        ] {
            assert!(quay().is_impersonated_by(name), "{name}");
        }
    }

    #[test]
    fn every_form_of_a_latin_letter_counts_as_the_letter() {
        for name in [
            "\u{190}ditor",
            "\u{25B}ditor",
            "\u{18F}ditor",
            "\u{1DD}dito\u{280}",
            "St\u{1D00}ff",
            "\u{A731}\u{1D1B}\u{1D00}\u{A730}\u{A730}",
            "Ma\u{27E}en Holt",
            "Maren H\u{254}\u{142}t",
            "Maren H\u{F8}lt",
            "M\u{251}ren Hol\u{167}",
            "A\u{111}m\u{131}n",
            "\u{1F182}\u{1F183}\u{1F170}\u{1F175}\u{1F175}",
            "\u{1F1F8}\u{1F1F9}\u{1F1E6}\u{1F1EB}\u{1F1EB}",
            "\u{3A3}ditor",
            "\u{3A3}dit\u{3C3}r",
            "ST\u{39B}FF",
            "ST\u{414}FF",
            "\u{42F}EDAKTIO\u{418}",
            "\u{404}ditor",
            "\u{15E9}dmin",
            "vvebmaster",
            "$taff",
            "St@ff",
            "5t4ff",
            "M0d3rator",
            "Adm!n",
        ] {
            assert!(quay().is_impersonated_by(name), "{name}");
        }
    }

    #[test]
    fn ordinary_names_do_not_pose_as_staff() {
        for name in [
            "Maren",
            "Holt",
            "Maren Holten",
            "Ann Bell",
            "Stafford",
            "Anna Moderata",
            "Eddie Torr",
            "Ann Staff",
            "Ann Holt (Reader)",
            "Maren Holt Jensen",
            "The",
            "Our Team",
            "\u{41C}\u{430}\u{440}\u{438}\u{44F}",
            "\u{5F20}\u{4F1F}",
            "The Reader",
            "Ann Bell 2",
            "Head",
            "News",
            "Ian Lane",
            "Holt@Home",
            "2026",
            "Mo",
            "Ed",
            "\u{39B}\u{3AC}\u{3BC}\u{3C0}\u{3C1}\u{3BF}\u{3C2}",
            "\u{18F}li",
            "\u{1F980}",
            "",
        ] {
            assert!(!quay().is_impersonated_by(name), "{name}");
        }
    }
}
