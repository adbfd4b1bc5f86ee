//! Whom a note mentions: `@Ines Almeida`, `@InesAlmeida`, or `@Ines` where only one is called so. Pure.

use std::collections::BTreeSet;

use crate::ids::AccountId;

/// The accounts that `text` mentions, of those in `staff`. Letter case does not matter; where several
/// names fit, the longest counts. A name that two members have mentions both.
pub fn mentioned(text: &str, staff: &[(AccountId, String)]) -> BTreeSet<AccountId> {
    let aliases = aliases(staff);
    let text: Vec<char> = text.to_lowercase().chars().collect();
    let mut found = BTreeSet::new();
    for at in text.iter().enumerate().filter(|(_, c)| **c == '@').map(|(at, _)| at) {
        // In an e-mail address a letter or digit stands before the sign.
        if at.checked_sub(1).is_some_and(|before| text[before].is_alphanumeric()) {
            continue;
        }
        let fits = |alias: &&(Vec<char>, AccountId)| {
            let rest = &text[at + 1..];
            rest.starts_with(&alias.0)
                && rest.get(alias.0.len()).is_none_or(|next| !next.is_alphanumeric())
        };
        let longest = aliases.iter().filter(fits).map(|(alias, _)| alias.len()).max();
        let named = aliases.iter().filter(fits).filter(|(alias, _)| Some(alias.len()) == longest);
        found.extend(named.map(|(_, account)| *account));
    }
    found
}

/// The names by which each member is called, in small letters: the whole name, the same without spaces,
/// and the first word unless others begin with it too.
fn aliases(staff: &[(AccountId, String)]) -> Vec<(Vec<char>, AccountId)> {
    let first = |name: &str| name.split_whitespace().next().unwrap_or_default().to_lowercase();
    let mut aliases = Vec::new();
    for (account, name) in staff {
        let whole = name.to_lowercase();
        let joined: String = whole.split_whitespace().collect();
        let short = first(name);
        let is_unique = staff.iter().filter(|(_, other)| first(other) == short).count() == 1;
        aliases.push((whole.clone(), *account));
        if joined != whole {
            aliases.push((joined, *account));
        }
        if is_unique && short != whole {
            aliases.push((short, *account));
        }
    }
    aliases.retain(|(alias, _)| !alias.is_empty());
    aliases.into_iter().map(|(alias, account)| (alias.chars().collect(), account)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_is_mentioned_by_name_and_not_in_an_address() {
        let staff: Vec<(AccountId, String)> =
            ["Ines Almeida", "Bo", "Bo Lind", "Zoë Öz", "Zoë Ray", "Ana"]
                .into_iter()
                .zip(1..)
                .map(|(name, id)| (AccountId(id), name.to_owned()))
                .collect();
        let ids = |text: &str| -> Vec<i64> {
            mentioned(text, &staff).into_iter().map(|account| account.0).collect()
        };
        assert_eq!(ids("@Ines, please look. Also @bo lind!"), [1, 3]);
        assert_eq!(ids("@InesAlmeida (@ZOË ÖZ)"), [1, 4]);
        assert_eq!(ids("@Bo"), [2]);
        assert_eq!(ids("@Zoë"), [0_i64; 0], "two are called so");
        assert_eq!(ids("mail bo@Ana.example or @Anabel"), [0_i64; 0]);
        assert_eq!(ids("@@Ana @"), [6]);
    }
}
