//! Articles that a password protects: readers see the headline, and the rest after they have entered the
//! password. Their browser then keeps a signed proof.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use secrecy::{ExposeSecret, SecretString};

use crate::clock::{DAY, Time};
use crate::i18n::Message;
use crate::ids::ArticleId;
use crate::text::FieldFault;
use crate::vault::{self, Vault};

/// How long a browser keeps its proof; WordPress's ten days.
pub const LASTS: Duration = DAY.saturating_mul(10);
/// Fewest and most characters of a password. Readers share it, so that the least is short; guesses are
/// slowed down.
const LENGTH: std::ops::RangeInclusive<usize> = 4..=200;
/// Bytes of the password's mark and of the signature in a proof.
const MARK: usize = 16;
/// What is signed, so that no other signature of the program fits.
const PURPOSE: &str = "article password";

/// Proof that a browser has entered the password of an article. It ends with the next password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unlocked {
    article: ArticleId,
    mark: [u8; MARK],
}

impl Unlocked {
    /// The proof in `token`, if it is ours, for this article, and has not ended at `now`.
    pub fn read(vault: &Vault, article: ArticleId, token: &str, now: Time) -> Option<Unlocked> {
        let mut parts = token.splitn(3, '.');
        let until: i64 = parts.next()?.parse().ok()?;
        let mark: [u8; MARK] = URL_SAFE_NO_PAD.decode(parts.next()?).ok()?.try_into().ok()?;
        let signature = URL_SAFE_NO_PAD.decode(parts.next()?).ok()?;
        let signed = [&article.0.to_be_bytes()[..], &until.to_be_bytes(), &mark];
        let is_good = signature.len() == MARK && vault.verify(PURPOSE, &signed, &signature);
        (is_good && now.seconds() < until).then_some(Unlocked { article, mark })
    }
}

/// The proof for a browser in which the password with this hash was entered; it ends at `until`.
pub fn token(vault: &Vault, article: ArticleId, password_hash: &str, until: Time) -> String {
    let (until, mark) = (until.seconds(), mark(password_hash));
    let signed = [&article.0.to_be_bytes()[..], &until.to_be_bytes(), &mark];
    let signature = vault.sign(PURPOSE, &signed);
    let [mark, signature] = [&mark[..], &signature[..MARK]].map(|it| URL_SAFE_NO_PAD.encode(it));
    format!("{until}.{mark}.{signature}")
}

/// Whether a browser with the proof `unlocked` may read `article`, whose password has this hash, if it
/// has one.
pub fn may_read(
    article: ArticleId,
    password_hash: Option<&str>,
    unlocked: Option<Unlocked>,
) -> bool {
    let Some(hash) = password_hash else { return true };
    unlocked.is_some_and(|proof| proof.article == article && proof.mark == mark(hash))
}

/// Distinguishes passwords; each hash has a salt of its own.
fn mark(password_hash: &str) -> [u8; MARK] {
    let mut mark = [0; MARK];
    mark.copy_from_slice(&vault::hash(password_hash)[..MARK]);
    mark
}

/// Checks a new password; `None` for an empty one, which ends the protection. Codes: `too_short`,
/// `too_long`.
pub(super) fn check(password: SecretString) -> Result<Option<SecretString>, FieldFault> {
    match password.expose_secret().chars().count() {
        0 => Ok(None),
        length if length < *LENGTH.start() => Err(FieldFault::new(
            "too_short",
            Message::fault_article_password(*LENGTH.start(), *LENGTH.end()),
        )),
        length if length > *LENGTH.end() => Err(FieldFault::new(
            "too_long",
            Message::fault_article_password(*LENGTH.start(), *LENGTH.end()),
        )),
        _ => Ok(Some(password)),
    }
}

/// Whether it is too long to be a password, so that it need not be hashed.
pub fn is_too_long(password: &str) -> bool {
    password.chars().count() > *LENGTH.end()
}
