//! Names by which a reader poses as staff: the names of staff and words such as "moderator", in any
//! spelling that looks alike.

mod store;

use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use std::time::{Duration, Instant};

use unicode_normalization::UnicodeNormalization;
use unicode_security::skeleton;

use crate::db::Db;
use crate::error::Result;

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

/// Words for staff. A name that consists of them and of [`FILLERS`] poses as staff.
const RESERVED: [&str; 33] = [
    "staff",
    "admin",
    "admins",
    "administrator",
    "moderator",
    "moderators",
    "mod",
    "editor",
    "editors",
    "editorial",
    "support",
    "webmaster",
    // Other languages of newspapers.
    "administrador",
    "administrateur",
    "beheerder",
    "edición",
    "moderador",
    "moderateur",
    "moderatore",
    "moderatorin",
    "redacción",
    "redação",
    "redactie",
    "rédaction",
    "redakcja",
    "redaktion",
    "redaktionen",
    "redaktør",
    "redazione",
    "админ",
    "администратор",
    "модератор",
    "редакция",
];
/// Words that may stand beside those in [`RESERVED`] without making it a person's name.
const FILLERS: [&str; 14] = [
    "the", "our", "site", "team", "official", "verified", "desk", "of", "account", "la", "le",
    "die", "el", "der",
];

/// The names that only staff may use.
#[derive(Clone, Debug, Default)]
pub struct StaffNames(Vec<Folded>);

/// The names in one case. Small and capital letters have different look-alikes: l and 1, I and 1.
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
        StaffNames([Case::Lower, Case::Upper].map(folded).into())
    }

    /// Whether `name` would be mistaken for one of them. Spaces, case, width, styles, accents and
    /// look-alikes of other scripts make no difference (UTS 39, 4), nor does the order of the words
    /// or a word for staff beside them. A name with a check mark always would be.
    pub fn are_posed_by(&self, name: &str) -> bool {
        self.0.iter().any(|folded| folded.are_posed_by(name)) || name.chars().any(is_check_mark)
    }
}

impl Folded {
    fn are_posed_by(&self, name: &str) -> bool {
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
        let person = sorted(words.iter().filter(is_personal).cloned().collect());
        let is_of_staff = |words: &Vec<String>| self.names.contains(words);
        (stands_for_staff && (person.is_empty() || is_of_staff(&person)))
            || is_of_staff(&sorted(words))
    }
}

fn sorted(mut words: Vec<String>) -> Vec<String> {
    words.sort();
    words
}

/// The case in which names are compared.
#[derive(Clone, Copy, Debug)]
enum Case {
    Lower,
    Upper,
}

impl Case {
    /// The words of a name, each as a skeleton.
    fn words(self, name: &str) -> Vec<String> {
        let plain: String = match self {
            Case::Lower => name.nfkc().flat_map(char::to_lowercase).collect(),
            Case::Upper => name.nfkc().flat_map(char::to_uppercase).collect(),
        };
        words(&plain)
    }

    fn reserved(self) -> &'static [String] {
        static WORDS: LazyLock<[Vec<String>; 2]> = LazyLock::new(|| Case::all(&RESERVED));
        &WORDS[self as usize]
    }

    fn fillers(self) -> &'static [String] {
        static WORDS: LazyLock<[Vec<String>; 2]> = LazyLock::new(|| Case::all(&FILLERS));
        &WORDS[self as usize]
    }

    fn all(known: &[&str]) -> [Vec<String>; 2] {
        [Case::Lower, Case::Upper]
            .map(|case| known.iter().map(|known| case.words(known).concat()).collect())
    }
}

fn words(plain: &str) -> Vec<String> {
    plain
        .split(|c: char| c.is_whitespace() || matches!(c, '.' | '_' | '-' | ',' | '/' | '|'))
        .map(|word| word.chars().filter(|c| c.is_alphanumeric()).collect::<String>())
        .filter(|word| !word.is_empty())
        .map(|word| lowercase_skeleton(&word))
        .collect()
}

/// The skeleton of UTS 39, in lower case and without marks, because skeletons can contain both.
fn lowercase_skeleton(word: &str) -> String {
    skeleton(word).flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()).collect()
}

/// Check marks, which sites show beside verified names. No real name contains one.
fn is_check_mark(c: char) -> bool {
    matches!(
        c,
        '\u{2705}' | '\u{2611}' | '\u{2713}' | '\u{2714}' | '\u{1F5F8}' | '\u{1F5F9}' | '\u{1F6E1}'
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
        ] {
            assert!(quay().are_posed_by(name), "{name}");
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
            "\u{1F980}",
            "",
        ] {
            assert!(!quay().are_posed_by(name), "{name}");
        }
    }
}
