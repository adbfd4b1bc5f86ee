//! E-mail verification: the link that is mailed to an address, and the cookie of a browser in which
//! that link was opened. Both are signed, and neither is stored in the database.
//!
//! The cookie holds a keyed hash of the address's blind index. It gives no access, and without the
//! vault's key it reveals nothing about the address. It counts only together with that address
//! typed into the form, so planting it in somebody else's browser is useless.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::clock::{DAY, Time};
use crate::ids::{CommentId, ReaderId};
use crate::screening::facts::Verification;
use crate::vault::Vault;

/// How long the cookie of a browser is valid: a year.
pub const COOKIE_LIFETIME: Duration = DAY.saturating_mul(365);

/// How long a link in a mail is valid: a week.
pub const LINK_LIFETIME: Duration = DAY.saturating_mul(7);

const SIGNATURE: usize = 16;
const TAG: usize = 16;

/// A browser in which an address was verified.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Browser {
    tag: [u8; TAG],
}

impl Browser {
    /// Reads the value of the cookie that [`cookie_value`] wrote, unless it is older than
    /// [`COOKIE_LIFETIME`].
    pub fn read(vault: &Vault, value: &str, now: Time) -> Option<Browser> {
        let bytes = URL_SAFE_NO_PAD.decode(value).ok()?;
        let (tag, rest) = bytes.split_at_checked(TAG)?;
        let (issued, signature) = rest.split_at_checked(8)?;
        let valid = signature.len() == SIGNATURE
            && vault.verify("proven browser", &[tag, issued], signature);
        let issued = Time::from_micros(i64::from_be_bytes(issued.try_into().ok()?));
        let tag = tag.try_into().ok()?;
        (valid && now.since(issued) <= COOKIE_LIFETIME).then_some(Browser { tag })
    }

    /// Whether the address with this blind index was verified in this browser.
    pub fn verification(&self, vault: &Vault, email_index: &[u8]) -> Verification {
        if tag(vault, email_index) == self.tag {
            Verification::Verified
        } else {
            Verification::Unverified
        }
    }

    /// A key for the address, the same in each of its browsers.
    pub fn key(&self) -> &[u8] {
        &self.tag
    }
}

impl std::fmt::Debug for Browser {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Browser")
    }
}

/// The cookie's value for a browser in which the address with this blind index was verified at
/// `now`.
pub fn cookie_value(vault: &Vault, email_index: &[u8], now: Time) -> String {
    let (tag, issued) = (tag(vault, email_index), now.micros().to_be_bytes());
    let signature = vault.sign("proven browser", &[&tag, &issued]);
    URL_SAFE_NO_PAD.encode([tag.as_slice(), &issued, &signature[..SIGNATURE]].concat())
}

fn tag(vault: &Vault, email_index: &[u8]) -> [u8; TAG] {
    let hash = vault.sign("proven browser address", &[email_index]);
    let mut tag = [0; TAG];
    tag.copy_from_slice(&hash[..TAG]);
    tag
}

/// What a link in a mail to a reader does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Verifies the address.
    Confirm = 1,
    /// Ends all mail to the address.
    Stop = 2,
    /// Shows what the reader gets mail about and what is stored, to change, export or erase it. It
    /// belongs to no comment, and works until it expires.
    Preferences = 3,
}

/// The contents of a link in a mail to a reader, protected by a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// What it does.
    pub purpose: Purpose,
    /// The comment whose author requested the link.
    pub comment: CommentId,
    /// The reader to whose address it was sent.
    pub reader: ReaderId,
    /// The end of its validity.
    pub expires: Time,
    /// When the address had last been verified when the link was requested. Opening a link changes
    /// that time, so that this link, and others requested before it, work only once.
    pub proven_before: Option<Time>,
}

impl Link {
    /// The secret part of the link: `/mail/{token}`.
    pub fn token(&self, vault: &Vault) -> String {
        let mut bytes = vec![self.purpose as u8];
        for number in [
            self.comment.0,
            self.reader.0,
            self.expires.micros(),
            self.proven_before.map_or(i64::MIN, Time::micros),
        ] {
            bytes.extend_from_slice(&number.to_be_bytes());
        }
        let signature = vault.sign("mail link", &[&bytes]);
        bytes.extend_from_slice(&signature[..SIGNATURE]);
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// Reads a token with a valid signature, even if it has expired.
    pub fn read(vault: &Vault, token: &str) -> Option<Link> {
        let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
        let (content, signature) = bytes.split_at_checked(1 + 4 * 8)?;
        if signature.len() != SIGNATURE || !vault.verify("mail link", &[content], signature) {
            return None;
        }
        let purpose = match content[0] {
            1 => Purpose::Confirm,
            2 => Purpose::Stop,
            3 => Purpose::Preferences,
            _ => return None,
        };
        let number =
            |n: usize| content[1 + 8 * n..9 + 8 * n].try_into().map(i64::from_be_bytes).ok();
        Some(Link {
            purpose,
            comment: CommentId(number(0)?),
            reader: ReaderId(number(1)?),
            expires: Time::from_micros(number(2)?),
            proven_before: number(3).filter(|micros| *micros != i64::MIN).map(Time::from_micros),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vault(folder: &tempfile::TempDir, name: &str) -> Vault {
        Vault::open_or_create(&folder.path().join(name)).expect("a key")
    }

    fn noon() -> Time {
        Time::parse("2026-11-22T12:00:00Z").expect("an instant")
    }

    #[test]
    fn a_cookie_is_valid_for_its_address_for_a_year() {
        let folder = tempfile::tempdir().expect("a folder");
        let vault = vault(&folder, "keys");
        let (ann, bo) = (vault.index("ann@example.com"), vault.index("bo@example.com"));
        let value = cookie_value(&vault, &ann, noon());
        let browser =
            Browser::read(&vault, &value, noon().plus(COOKIE_LIFETIME)).expect("a valid cookie");
        assert_eq!(browser.verification(&vault, &ann), Verification::Verified);
        assert_eq!(browser.verification(&vault, &bo), Verification::Unverified);
        assert_eq!(
            Browser::read(&vault, &value, noon().plus(COOKIE_LIFETIME + Duration::from_secs(1))),
            None
        );
        let other = cookie_value(&vault, &bo, noon());
        for forged in [
            String::new(),
            "x".to_owned(),
            format!("{}{}", &other[..20], &value[20..]),
            format!("{value}AA"),
        ] {
            assert_eq!(Browser::read(&vault, &forged, noon()), None, "{forged}");
        }
    }

    #[test]
    fn a_link_reads_back_and_cannot_be_forged() {
        let folder = tempfile::tempdir().expect("a folder");
        let (ours, theirs) = (vault(&folder, "keys"), vault(&folder, "others"));
        for proven_before in [None, Some(noon())] {
            let link = Link {
                purpose: Purpose::Confirm,
                comment: CommentId(17),
                reader: ReaderId(8),
                expires: noon(),
                proven_before,
            };
            let token = link.token(&ours);
            assert_eq!(Link::read(&ours, &token), Some(link));
            assert_eq!(Link::read(&theirs, &token), None);
            let other = Link { purpose: Purpose::Stop, ..link }.token(&ours);
            assert_ne!(other, token);
            assert_eq!(Link::read(&ours, &format!("{}{}", &other[..10], &token[10..])), None);
        }
    }
}
