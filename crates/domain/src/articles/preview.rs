//! Private links to articles that are not public yet. A link shows the article without signing in,
//! until it expires. It is signed and not stored, so it cannot be revoked.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::clock::Time;
use crate::ids::ArticleId;
use crate::vault::Vault;

/// Bytes of the signature in a link: enough that guessing one is hopeless.
const SIGNATURE: usize = 16;
/// What is signed, so that no other signature of the program fits.
const PURPOSE: &str = "article preview";

/// The path of the preview of an article, which ends at `until`.
pub fn path(vault: &Vault, article: ArticleId, until: Time) -> String {
    let seconds = until.seconds();
    let signature = vault.sign(PURPOSE, &[&article.0.to_be_bytes(), &seconds.to_be_bytes()]);
    let signature = URL_SAFE_NO_PAD.encode(&signature[..SIGNATURE]);
    format!("/articles/{article}/preview/{seconds}.{signature}")
}

/// Whether `token`, the last part of a path, is ours and has not expired at `now`.
pub fn is_valid(vault: &Vault, article: ArticleId, token: &str, now: Time) -> bool {
    let Some((seconds, signature)) = token.split_once('.') else { return false };
    let (Ok(until), Ok(signature)) = (seconds.parse::<i64>(), URL_SAFE_NO_PAD.decode(signature))
    else {
        return false;
    };
    now.seconds() < until
        && signature.len() == SIGNATURE
        && vault.verify(PURPOSE, &[&article.0.to_be_bytes(), &until.to_be_bytes()], &signature)
}
