//! Proof that an address is the reader's own: the link that is mailed to it, and what a browser
//! keeps once the link was followed in it. Both are signed, neither is stored.
//!
//! A browser's proof names the address by a keyed hash of its blind index and nothing else: it
//! opens nothing, and without our key it says nothing about the address. Nobody can give another
//! person's browser a proof that helps them, since it is good only together with the address that
//! is typed.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::clock::Time;
use crate::ids::{CommentId, ReaderId};
use crate::screening::facts::Proof;
use crate::vault::Vault;

/// How long a browser's proof is good: a year.
pub const KEPT: Duration = Duration::from_secs(365 * 86_400);

/// How long a link in a mail is good: a week.
pub const LINK_KEPT: Duration = Duration::from_secs(7 * 86_400);

const SIGNATURE: usize = 16;
const TAG: usize = 16;

/// A browser in which an address was proven.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Browser {
    tag: [u8; TAG],
}

impl Browser {
    /// Reads the value of the cookie that [`browser_value`] wrote, unless it is older than
    /// [`KEPT`].
    pub fn read(vault: &Vault, value: &str, now: Time) -> Option<Browser> {
        let bytes = URL_SAFE_NO_PAD.decode(value).ok()?;
        let (tag, rest) = bytes.split_at_checked(TAG)?;
        let (issued, signature) = rest.split_at_checked(8)?;
        let good = signature.len() == SIGNATURE
            && vault.verify("proven browser", &[tag, issued], signature);
        let issued = Time::from_micros(i64::from_be_bytes(issued.try_into().ok()?));
        let tag = tag.try_into().ok()?;
        (good && now.since(issued) <= KEPT).then_some(Browser { tag })
    }

    /// Whether the address with this blind index was proven in this browser.
    pub fn proves(&self, vault: &Vault, email_index: &[u8]) -> Proof {
        if tag(vault, email_index) == self.tag { Proof::Proven } else { Proof::None }
    }

    /// The same for every browser of one address, and of no use elsewhere.
    pub fn key(&self) -> &[u8] {
        &self.tag
    }
}

impl std::fmt::Debug for Browser {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Browser")
    }
}

/// What a browser keeps in which the address with this blind index was proven at `now`.
pub fn browser_value(vault: &Vault, email_index: &[u8], now: Time) -> String {
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
    /// Proves the address.
    Confirm = 1,
    /// Ends all mail to the address.
    Stop = 2,
}

/// All that a link in a mail to a reader binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// What it does.
    pub purpose: Purpose,
    /// The comment whose author asked for it.
    pub comment: CommentId,
    /// Whose address it was sent to.
    pub reader: ReaderId,
    /// Until when it is good.
    pub expires: Time,
    /// When the address had last been proven when the link was asked for. Following it moves that,
    /// so that it acts once, and so does every other link of that time.
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

    /// Reads a token of ours, even one that has expired.
    pub fn read(vault: &Vault, token: &str) -> Option<Link> {
        let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
        let (said, signature) = bytes.split_at_checked(1 + 4 * 8)?;
        if signature.len() != SIGNATURE || !vault.verify("mail link", &[said], signature) {
            return None;
        }
        let purpose = match said[0] {
            1 => Purpose::Confirm,
            2 => Purpose::Stop,
            _ => return None,
        };
        let number = |n: usize| said[1 + 8 * n..9 + 8 * n].try_into().map(i64::from_be_bytes).ok();
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
    fn a_browsers_proof_is_good_for_its_address_for_a_year() {
        let folder = tempfile::tempdir().expect("a folder");
        let vault = vault(&folder, "keys");
        let (ann, bo) = (vault.index("ann@example.com"), vault.index("bo@example.com"));
        let value = browser_value(&vault, &ann, noon());
        let browser = Browser::read(&vault, &value, noon().plus(KEPT)).expect("a good proof");
        assert_eq!(browser.proves(&vault, &ann), Proof::Proven);
        assert_eq!(browser.proves(&vault, &bo), Proof::None);
        assert_eq!(Browser::read(&vault, &value, noon().plus(KEPT + Duration::from_secs(1))), None);
        let other = browser_value(&vault, &bo, noon());
        for bent in [
            String::new(),
            "x".to_owned(),
            format!("{}{}", &other[..20], &value[20..]),
            format!("{value}AA"),
        ] {
            assert_eq!(Browser::read(&vault, &bent, noon()), None, "{bent}");
        }
    }

    #[test]
    fn a_link_reads_back_and_cannot_be_bent() {
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
