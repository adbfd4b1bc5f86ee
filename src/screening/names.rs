//! Names under which a reader would be taken for somebody of the staff: the names of staff and the
//! words for them, however they are written.

mod store;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use unicode_normalization::UnicodeNormalization;
use unicode_security::skeleton;

use crate::db::Db;
use crate::error::Result;

/// How long a process goes on without looking for staff who are new or have another name.
const KEPT: Duration = Duration::from_secs(1);

/// The staff's names as this process last read them, so that not every post reads them.
#[derive(Debug, Default)]
pub struct Live(Mutex<Option<(Instant, Arc<StaffNames>)>>);

impl Live {
    /// The names at present, at most a second old, for a site with this title.
    ///
    /// # Errors
    /// Those of the storage.
    pub async fn current(&self, db: &Db, title: &str) -> Result<Arc<StaffNames>> {
        if let Some((read, names)) = &*self.0.lock().unwrap_or_else(PoisonError::into_inner)
            && read.elapsed() < KEPT
        {
            return Ok(Arc::clone(names));
        }
        let names = Arc::new(StaffNames::new(title, &db.read(store::staff).await?));
        let fresh = Some((Instant::now(), Arc::clone(&names)));
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = fresh;
        Ok(names)
    }
}

/// What readers call those who run a site. A name that says nothing else poses as one of them.
const RESERVED: [&str; 12] = [
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
];
/// Words beside those that do not make a name of them.
const FILLERS: [&str; 9] =
    ["the", "our", "site", "team", "official", "verified", "desk", "of", "account"];

/// The names and words that nobody but staff may write under.
#[derive(Clone, Debug, Default)]
pub struct StaffNames {
    names: Vec<String>,
    title: Vec<String>,
}

impl StaffNames {
    /// Those of a site with this title and staff with these names.
    pub fn new(title: &str, names: &[String]) -> StaffNames {
        let names = names.iter().map(|name| words(name).concat()).filter(|name| !name.is_empty());
        StaffNames { names: names.collect(), title: words(title) }
    }

    /// Whether `name` would be taken for one of them. Spaces, case, width, styles, marks beside
    /// the letters and look-alikes of other scripts make no difference (UTS 39, 4).
    pub fn are_posed_by(&self, name: &str) -> bool {
        let words = words(name);
        if words.is_empty() {
            return false;
        }
        let whole = words.concat();
        let says_only_who = words
            .iter()
            .filter(|word| !is_one_of(&FILLERS, word) && !self.title.contains(word))
            .collect::<Vec<_>>();
        self.names.contains(&whole)
            || whole == self.title.concat()
            || is_one_of(&RESERVED, &whole)
            || (words.iter().any(|word| is_one_of(&RESERVED, word))
                && says_only_who.iter().all(|word| is_one_of(&RESERVED, word)))
            || name.chars().any(is_check_mark)
    }
}

/// The words of a name as they look.
fn words(name: &str) -> Vec<String> {
    let plain: String = name.nfkc().flat_map(char::to_lowercase).collect();
    plain
        .split(|c: char| c.is_whitespace() || matches!(c, '.' | '_' | '-' | ',' | '/' | '|'))
        .map(|word| word.chars().filter(|c| c.is_alphanumeric()).collect::<String>())
        .filter(|word| !word.is_empty())
        .map(|word| looks(&word))
        .collect()
}

/// A skeleton ends in forms that have case again, and accents of their own.
fn looks(word: &str) -> String {
    skeleton(word).flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()).collect()
}

fn is_one_of(known: &[&str], word: &str) -> bool {
    known.iter().any(|known| looks(known) == word)
}

/// What sites put behind a name that they have verified. Nobody's name has one.
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
        ] {
            assert!(quay().are_posed_by(name), "{name}");
        }
    }

    #[test]
    fn other_peoples_names_are_their_own() {
        for name in [
            "Maren",
            "Holt",
            "Maren Holten",
            "Ann Bell",
            "Stafford",
            "Anna Moderata",
            "Eddie Torr",
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
