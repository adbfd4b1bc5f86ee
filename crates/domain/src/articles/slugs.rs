//! The slugs of sections, tags and authors: which one a name gets, and the conflicts of names and slugs.

use serde_json::json;

use crate::db::Connection;
use crate::error::{Error, Result};
use crate::i18n::Message;

use super::labels::SlugChoice;
use super::model::Label;
use super::store::slugs::HasSlugs;

/// Most slugs that one name leads to: itself and its numbers.
pub(super) const MOST: u32 = 100;

/// The slug for a name: the one that somebody chose, or a free one. `own` is the number of the row, unless it is new.
///
/// # Errors
/// [`Error::Conflict`] `slug_taken` if another row has or had the chosen one.
pub(super) fn choose<T: HasSlugs>(
    conn: &mut Connection,
    choice: Option<&SlugChoice>,
    label: &Label,
    longer: Option<String>,
    own: Option<T::Id>,
) -> Result<String> {
    let slug = match choice {
        Some(SlugChoice::Custom(slug)) => slug,
        Some(SlugChoice::FromName) | None => return free::<T>(conn, label, longer, own),
    };
    match owner::<T>(conn, slug)?.filter(|id| Some(*id) != own) {
        None => Ok(slug.clone()),
        Some(id) => Err(slug_taken(T::WORD, Some(&T::slug_of(conn, id)?))),
    }
}

/// A slug for a name that no other row has or had: of the name, `longer`, or with a number.
pub(super) fn free<T: HasSlugs>(
    conn: &mut Connection,
    label: &Label,
    longer: Option<String>,
    own: Option<T::Id>,
) -> Result<String> {
    first_free(label, longer, |slug| {
        Ok(owner::<T>(conn, slug)?.is_none_or(|owner| Some(owner) == own))
    })
}

/// Lets a slug lead to a row, unless another one has or had it.
pub(super) fn keep<T: HasSlugs>(conn: &mut Connection, slug: &str, id: T::Id) -> Result<()> {
    match owner::<T>(conn, slug)? {
        None => T::remember(conn, slug, id),
        Some(_) => Ok(()),
    }
}

/// The row that has or had this slug.
fn owner<T: HasSlugs>(conn: &mut Connection, slug: &str) -> Result<Option<T::Id>> {
    match T::with_slug(conn, slug)? {
        Some(id) => Ok(Some(id)),
        None => T::former(conn, slug),
    }
}

/// The first slug that is free of: that of the name, `longer`, and that of the name with a number.
///
/// # Errors
/// [`Error::Conflict`] `slug_taken` if none of [`MOST`] is; those of `is_free`.
fn first_free(
    label: &Label,
    longer: Option<String>,
    mut is_free: impl FnMut(&str) -> Result<bool>,
) -> Result<String> {
    let numbered = (2..=MOST).map(|number| format!("{}-{number}", label.slug));
    for slug in std::iter::once(label.slug.clone()).chain(longer).chain(numbered) {
        if is_free(&slug)? {
            return Ok(slug);
        }
    }
    Err(exhausted(label))
}

/// No slug is left for the name.
pub(super) fn exhausted(label: &Label) -> Error {
    Error::conflict("slug_taken", Message::fault_label_slugs_used(&label.slug))
}

/// Another one of the `kind` (`tag`) has the name; `slug` is its slug.
pub(super) fn name_taken(kind: &str, slug: &str, detail: Message) -> Error {
    Error::Conflict { code: "name_taken", detail, present: Some(Box::new(json!({ kind: slug }))) }
}

/// Another one of the `kind` has or had the slug; `slug` is its present one.
pub(super) fn slug_taken(kind: &str, slug: Option<&str>) -> Error {
    Error::Conflict {
        code: "slug_taken",
        detail: Message::fault_label_slug_taken(),
        present: Some(Box::new(json!({ kind: slug }))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(taken: &[&str], longer: Option<&str>) -> Result<String> {
        let label = Label { slug: "asia".into(), name: "Asia".into() };
        first_free(&label, longer.map(str::to_owned), |slug| Ok(!taken.contains(&slug)))
    }

    #[test]
    fn a_name_gets_its_own_slug_then_the_longer_one_then_a_number() {
        let longer = Some("sport-asia");
        assert_eq!(of(&[], longer).expect("free"), "asia");
        assert_eq!(of(&["asia"], longer).expect("free"), "sport-asia");
        assert_eq!(of(&["asia", "sport-asia", "asia-2"], longer).expect("free"), "asia-3");
        assert_eq!(of(&["asia"], None).expect("free"), "asia-2");
    }

    #[test]
    fn a_name_whose_numbers_are_taken_is_a_conflict() {
        let label = Label { slug: "asia".into(), name: "Asia".into() };
        let error = first_free(&label, None, |_| Ok(false)).expect_err("none is free");
        assert!(matches!(error, Error::Conflict { code: "slug_taken", .. }), "{error}");
    }
}
