//! Names by which a reader poses as staff: the names of staff and words such as "moderator", in any
//! spelling that looks alike.

mod store;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use unicode_normalization::UnicodeNormalization;
use unicode_security::skeleton;

use crate::db::Db;
use crate::error::Result;

/// How long a process uses the names that it has read, before it reads them again.
const CACHE_TIME: Duration = Duration::from_secs(1);

/// The cached names of the staff, so that not every post reads them.
#[derive(Debug, Default)]
pub struct Live(Mutex<Option<(Instant, Arc<StaffNames>)>>);

impl Live {
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
/// Words that may stand beside those in [`RESERVED`] without making it a person's name.
const FILLERS: [&str; 9] =
    ["the", "our", "site", "team", "official", "verified", "desk", "of", "account"];

/// The names that only staff may use.
#[derive(Clone, Debug, Default)]
pub struct StaffNames {
    names: Vec<String>,
    title: Vec<String>,
}

impl StaffNames {
    /// The names for a site with this title and staff with these names.
    pub fn new(title: &str, names: &[String]) -> StaffNames {
        let names = names.iter().map(|name| words(name).concat()).filter(|name| !name.is_empty());
        StaffNames { names: names.collect(), title: words(title) }
    }

    /// Whether `name` would be mistaken for one of them. Spaces, case, width, styles, accents and
    /// look-alikes of other scripts make no difference (UTS 39, 4). A name with a check mark always
    /// would be.
    pub fn are_posed_by(&self, name: &str) -> bool {
        let words = words(name);
        if words.is_empty() {
            return false;
        }
        let whole = words.concat();
        let significant = words
            .iter()
            .filter(|word| !is_one_of(&FILLERS, word) && !self.title.contains(word))
            .collect::<Vec<_>>();
        self.names.contains(&whole)
            || whole == self.title.concat()
            || is_one_of(&RESERVED, &whole)
            || (words.iter().any(|word| is_one_of(&RESERVED, word))
                && significant.iter().all(|word| is_one_of(&RESERVED, word)))
            || name.chars().any(is_check_mark)
    }
}

/// The words of a name, each as a skeleton.
fn words(name: &str) -> Vec<String> {
    let plain: String = name.nfkc().flat_map(char::to_lowercase).collect();
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

fn is_one_of(known: &[&str], word: &str) -> bool {
    known.iter().any(|known| lowercase_skeleton(known) == word)
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
