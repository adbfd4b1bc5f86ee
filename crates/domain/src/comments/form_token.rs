//! Signed tokens: those of the comment form, and that of a comment's private page. None is stored.
//!
//! The form's hidden fields are a random id, by which a double click, a reload or a retry stays one
//! comment, and a stamp with the time when the form was made. They are inserted into the page for
//! each request, so a cached page still has a form of its own.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::clock::Time;
use crate::error::Result;
use crate::ids::{ArticleId, CommentId};
use crate::vault::{self, Vault};

/// Bytes of a signature that a token carries: enough that guessing one is hopeless.
const SIGNATURE: usize = 16;

/// The age of the form that was sent, by its hidden fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormAge {
    /// The time since the form was made.
    Known(Duration),
    /// Older than `comments.max_form_age`: the form is shown again with the reader's text and a new
    /// stamp.
    Stale,
    /// No valid stamp: the sender did not fetch the form of this article.
    Unsigned,
}

/// The hidden inputs of a fresh form, as HTML.
pub fn fresh_fields(vault: &Vault, article: ArticleId, now: Time) -> Result<String> {
    let id = URL_SAFE_NO_PAD.encode(vault::random::<16>()?);
    let stamp = stamp(vault, article, &id, now);
    Ok(fields(&id, &stamp))
}

/// The hidden inputs with the values that were sent, without characters that a token never has.
pub fn fields(id: &str, stamp: &str) -> String {
    let safe = |text: &str| {
        text.chars()
            .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
            .take(64)
            .collect::<String>()
    };
    format!(
        "<input type=\"hidden\" name=\"form_id\" value=\"{}\"><input type=\"hidden\" name=\"stamp\" value=\"{}\">",
        safe(id),
        safe(stamp)
    )
}

/// Reads a stamp and returns the form's age. `oldest` is `comments.max_form_age`.
pub fn age(
    vault: &Vault,
    article: ArticleId,
    id: &str,
    stamp: &str,
    now: Time,
    oldest: Duration,
) -> FormAge {
    let Some((micros, signature)) = stamp.split_once('.') else { return FormAge::Unsigned };
    let (Ok(made), Ok(signature)) = (micros.parse::<i64>(), URL_SAFE_NO_PAD.decode(signature))
    else {
        return FormAge::Unsigned;
    };
    if !vault.verify(
        "form",
        &[&article.0.to_be_bytes(), id.as_bytes(), &made.to_be_bytes()],
        &signature,
    ) {
        return FormAge::Unsigned;
    }
    match now.since(Time::from_micros(made)) {
        age if age > oldest => FormAge::Stale,
        age => FormAge::Known(age),
    }
}

fn stamp(vault: &Vault, article: ArticleId, id: &str, now: Time) -> String {
    let micros = now.micros();
    let signature =
        vault.sign("form", &[&article.0.to_be_bytes(), id.as_bytes(), &micros.to_be_bytes()]);
    format!("{micros}.{}", URL_SAFE_NO_PAD.encode(&signature[..SIGNATURE]))
}

/// The secret part of a comment's private page: `/status/{token}`.
pub fn status_token(vault: &Vault, comment: CommentId) -> String {
    let id = comment.0.to_be_bytes();
    let signature = vault.sign("status page", &[&id]);
    let mut token = id.to_vec();
    token.extend_from_slice(&signature[..SIGNATURE]);
    URL_SAFE_NO_PAD.encode(token)
}

/// The comment of a private page's token; None without a valid signature.
pub fn status_comment(vault: &Vault, token: &str) -> Option<CommentId> {
    let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
    let (id, signature) = bytes.split_at_checked(8)?;
    let valid = signature.len() == SIGNATURE && vault.verify("status page", &[id], signature);
    valid.then(|| id.try_into().ok()).flatten().map(|id| CommentId(i64::from_be_bytes(id)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vault(folder: &tempfile::TempDir) -> Vault {
        Vault::open_or_create(&folder.path().join("keys")).expect("a key")
    }

    fn value<'a>(fields: &'a str, name: &str) -> &'a str {
        let from = fields.find(&format!("name=\"{name}\"")).expect("the field");
        fields[from..]
            .split("value=\"")
            .nth(1)
            .and_then(|rest| rest.split('"').next())
            .expect("a value")
    }

    #[test]
    fn a_stamp_gives_the_age_of_its_own_form_only() {
        let folder = tempfile::tempdir().expect("a folder");
        let vault = vault(&folder);
        let made = Time::parse("2026-11-22T09:00:00Z").expect("valid");
        let fields = fresh_fields(&vault, ArticleId(3), made).expect("fields");
        let (id, stamp) = (value(&fields, "form_id"), value(&fields, "stamp"));
        let later = made.plus(Duration::from_secs(7));
        let day = Duration::from_secs(86_400);
        assert_eq!(
            age(&vault, ArticleId(3), id, stamp, later, day),
            FormAge::Known(Duration::from_secs(7))
        );
        assert_eq!(age(&vault, ArticleId(4), id, stamp, later, day), FormAge::Unsigned);
        assert_eq!(age(&vault, ArticleId(3), "other", stamp, later, day), FormAge::Unsigned);
        assert_eq!(age(&vault, ArticleId(3), id, "", later, day), FormAge::Unsigned);
        let next_day = made.plus(day + Duration::from_micros(1));
        assert_eq!(age(&vault, ArticleId(3), id, stamp, next_day, day), FormAge::Stale);
    }

    #[test]
    fn hidden_fields_never_carry_markup() {
        assert!(!fields("\"><script>", "a\"b").contains("script>"));
    }

    #[test]
    fn a_status_link_cannot_be_forged_for_another_comment() {
        let folder = tempfile::tempdir().expect("a folder");
        let vault = vault(&folder);
        let token = status_token(&vault, CommentId(17));
        assert_eq!(status_comment(&vault, &token), Some(CommentId(17)));
        let other = status_token(&vault, CommentId(18));
        let forged = format!("{}{}", &other[..11], &token[11..]);
        assert_eq!(status_comment(&vault, &forged), None);
        assert_eq!(status_comment(&vault, "nonsense"), None);
    }
}
