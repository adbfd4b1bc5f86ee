//! Links in mails to staff: `/mail/s.…`.
//!
//! A link is a statement with a signature and not a row: who may do what to which version of which
//! comment, and until when. It needs no table that grows with each mail, nothing to clean up, and no
//! write while a mail is sent. It can still be used only once, because every act creates a new version
//! of the comment, and the decision is a compare-and-set on the version in the link. It dies with
//! anything that changes the comment, and what it does not say itself (whether the account is enabled,
//! has the same role and still moderates the section) is checked when it is opened.
//!
//! The contents are encrypted as well, so that a link tells nothing about accounts or comments to those
//! who see it in the log of a proxy: the signature is the synthetic initialisation vector of a stream
//! (the construction of SIV, RFC 5297), which keeps the links short.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::accounts::model::Role;
use crate::clock::Time;
use crate::ids::{AccountId, CommentId};
use crate::named_enum;
use crate::notify::topics::Topic;
use crate::vault::Vault;

/// How the paths of these links begin, after `/mail/`. Those to readers have no full stop.
pub const PREFIX: &str = "s.";

/// How long a link to an act can be used, in days.
pub const DAYS: u64 = 14;

/// How long a link that switches a topic off can be used, in days: for as long as mails are kept.
const STOP_DAYS: u64 = 400;

const SIGNATURE: usize = 16;
const SIGN: &str = "staff mail link";
const STREAM: &str = "staff mail link stream";

named_enum! {
    /// The action of a link on a comment.
    #[allow(missing_docs, reason = "the names say all")]
    pub enum Act {
        /// Publishes it.
        Approve => "approve",
        /// Rejects it, with a reason that is chosen on the page.
        Reject => "reject",
        /// Rejects it as spam.
        Spam => "spam",
        Delete => "delete",
        /// Rejects it and bans its reader.
        Ban => "ban",
        /// Takes the last act back.
        Undo => "undo",
    }
}

impl Act {
    /// The actions on a held comment.
    pub const ON_HELD: [Act; 5] = [Act::Approve, Act::Reject, Act::Spam, Act::Delete, Act::Ban];

    /// The actions on a public comment.
    pub const ON_PUBLIC: [Act; 4] = [Act::Reject, Act::Spam, Act::Delete, Act::Ban];

    /// The actions on a rejected comment.
    pub const ON_REJECTED: [Act; 2] = [Act::Approve, Act::Delete];
}

/// The purpose of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say all")]
pub enum Purpose {
    /// Switches the mails about a topic off.
    Stop(Topic),
    /// Acts on one version of a comment.
    Act {
        act: Act,
        comment: CommentId,
        /// The version that the mail showed.
        version: i64,
    },
}

/// The contents of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say all")]
pub struct StaffLink {
    /// The recipient of the mail.
    pub account: AccountId,
    /// The recipient's role when the mail was written.
    pub role: Role,
    pub purpose: Purpose,
    /// The first hour (since 1970) in which it cannot be used any more.
    expires: u64,
}

impl StaffLink {
    /// A link in a mail that is written at `now`.
    pub fn new(account: AccountId, role: Role, purpose: Purpose, now: Time) -> StaffLink {
        let hour = now.seconds().max(0).unsigned_abs() / 3_600;
        let days = match purpose {
            Purpose::Stop(_) => STOP_DAYS,
            Purpose::Act { .. } => DAYS,
        };
        StaffLink { account, role, purpose, expires: hour + 1 + days * 24 }
    }

    /// Whether its time is over.
    pub fn has_expired(&self, now: Time) -> bool {
        now.seconds().max(0).unsigned_abs() / 3_600 >= self.expires
    }

    /// The secret part of the path: `/mail/{token}`.
    pub fn token(&self, vault: &Vault) -> String {
        let mut content = Vec::with_capacity(32);
        let (kind, number) = match self.purpose {
            Purpose::Stop(topic) => (0, topic as u8),
            Purpose::Act { act, .. } => (1, act as u8),
        };
        content.extend([kind, number, self.role as u8]);
        push(&mut content, self.account.0.unsigned_abs());
        push(&mut content, self.expires);
        if let Purpose::Act { comment, version, .. } = self.purpose {
            push(&mut content, comment.0.unsigned_abs());
            push(&mut content, version.unsigned_abs());
        }
        let signature = vault.sign(SIGN, &[&content]);
        let mut bytes = signature[..SIGNATURE].to_vec();
        bytes.extend(encrypted(vault, &signature[..SIGNATURE], &content));
        format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(bytes))
    }

    /// Reads a token with a valid signature, even if it has expired.
    pub fn read(vault: &Vault, token: &str) -> Option<StaffLink> {
        let bytes = URL_SAFE_NO_PAD.decode(token.strip_prefix(PREFIX)?).ok()?;
        let (signature, hidden) = bytes.split_at_checked(SIGNATURE)?;
        // The stream has 32 bytes.
        if hidden.len() > 32 {
            return None;
        }
        let content = encrypted(vault, signature, hidden);
        if !vault.verify(SIGN, &[&content], signature) {
            return None;
        }
        let (&[kind, number, role], mut rest) = content.split_first_chunk()?;
        let role = Role::ALL.into_iter().find(|known| *known as u8 == role)?;
        let account = AccountId(pull(&mut rest)?);
        let expires = pull(&mut rest)?.unsigned_abs();
        let purpose = match kind {
            0 => Purpose::Stop(Topic::ALL.into_iter().find(|topic| *topic as u8 == number)?),
            1 => Purpose::Act {
                act: Act::ALL.into_iter().find(|act| *act as u8 == number)?,
                comment: CommentId(pull(&mut rest)?),
                version: pull(&mut rest)?,
            },
            _ => return None,
        };
        rest.is_empty().then_some(StaffLink { account, role, purpose, expires })
    }
}

/// Adds up to 32 bytes of the stream of a signature, which encrypts or decrypts.
fn encrypted(vault: &Vault, signature: &[u8], content: &[u8]) -> Vec<u8> {
    let stream = vault.sign(STREAM, &[signature]);
    content.iter().zip(stream).map(|(byte, key)| byte ^ key).collect()
}

/// Appends a number in groups of seven bits, the lowest first.
fn push(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push(number.to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    bytes.push(number.to_le_bytes()[0]);
}

/// Reads a number that [`push`] wrote.
fn pull(bytes: &mut &[u8]) -> Option<i64> {
    let mut number: u64 = 0;
    for place in 0..9 {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u64::from(byte & 0x7f) << (7 * place);
        if byte & 0x80 == 0 {
            return i64::try_from(number).ok();
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vault(folder: &tempfile::TempDir, name: &str) -> Vault {
        Vault::open_or_create(&folder.path().join(name)).expect("a key")
    }

    #[test]
    fn a_link_reads_back_and_cannot_be_forged() {
        let folder = tempfile::tempdir().expect("a folder");
        let (ours, theirs) = (vault(&folder, "keys"), vault(&folder, "others"));
        let now = Time::parse("2026-11-22T12:00:00Z").expect("an instant");
        let (comment, version) = (CommentId(1_234_567_890_123), 3_000);
        let purposes = Act::ALL.map(|act| Purpose::Act { act, comment, version });
        let topics = Topic::ALL.map(Purpose::Stop);
        for purpose in purposes.into_iter().chain(topics) {
            for role in Role::ALL {
                let link = StaffLink::new(AccountId(70_000), role, purpose, now);
                let token = link.token(&ours);
                assert_eq!(StaffLink::read(&ours, &token), Some(link), "{token}");
                assert_eq!(StaffLink::read(&theirs, &token), None);
                let bytes = URL_SAFE_NO_PAD.decode(&token[2..]).expect("base64");
                for place in 0..bytes.len() {
                    let mut bent = bytes.clone();
                    bent[place] ^= 1;
                    let bent = format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(bent));
                    assert_eq!(StaffLink::read(&ours, &bent), None, "byte {place}");
                }
            }
        }
        for wrong in ["", "s.", "s.AAAA", &"s.A".repeat(40), "AAAA"] {
            assert_eq!(StaffLink::read(&ours, wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_link_is_short_and_its_contents_are_not_readable() {
        let folder = tempfile::tempdir().expect("a folder");
        let vault = vault(&folder, "keys");
        let now = Time::parse("2026-11-22T12:00:00Z").expect("an instant");
        let token = |comment, account| {
            let purpose =
                Purpose::Act { act: Act::Approve, comment: CommentId(comment), version: 1 };
            StaffLink::new(AccountId(account), Role::Editor, purpose, now).token(&vault)
        };
        assert!(token(1_000_000, 9).len() <= 42, "{}", token(1_000_000, 9));
        let (one, other) = (token(17, 3), token(18, 3));
        let same = one.bytes().zip(other.bytes()).filter(|(a, b)| a == b).count();
        assert!(same < 12, "{one} {other}");
    }

    #[test]
    fn a_link_to_an_act_is_valid_for_fourteen_days() {
        let now = Time::parse("2026-11-22T12:20:00Z").expect("an instant");
        let act = Purpose::Act { act: Act::Spam, comment: CommentId(1), version: 1 };
        let link = StaffLink::new(AccountId(1), Role::Admin, act, now);
        let day = crate::clock::DAY;
        let stop = StaffLink::new(AccountId(1), Role::Admin, Purpose::Stop(Topic::Held), now);
        assert!(!stop.has_expired(now.plus(day * 365)));
        assert!(!link.has_expired(now.plus(day * 14)));
        assert!(link.has_expired(now.plus(day * 14 + crate::clock::HOUR)));
    }
}
