//! The rules for comments of all articles of a section.

use serde_json::json;

use crate::accounts::model::{Role, Staff};
use crate::audit;
use crate::audit::model::{Act, Entry};
use crate::cache::Scope;
use crate::clock::Time;
use crate::config::comment_mode::CommentMode;
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::invalidation;

use super::choices;
use super::commenting::CommentRules;
use super::fields::read;
use super::labels;
use super::model::Label;
use super::path;
use super::store;

/// A change of the rules; `None` leaves a field as it is.
#[derive(Clone, Debug, Default)]
pub struct SectionCommentsEdit {
    mode: Option<CommentMode>,
    days: Option<Option<u32>>,
    message: Option<String>,
    /// The edition of the stored rules that the editor saw.
    seen: Option<String>,
}

impl SectionCommentsEdit {
    /// Checks the name of a mode, days (0 for no limit) and what readers read in place of the form.
    ///
    /// # Errors
    /// [`Error::Invalid`] with every fault.
    pub fn parse(
        mode: Option<String>,
        days: Option<i64>,
        message: Option<String>,
    ) -> Result<SectionCommentsEdit> {
        let mut faults = Vec::new();
        let edit = SectionCommentsEdit {
            mode: read(&mut faults, "comments", mode, |raw| choices::mode(&raw)),
            days: read(&mut faults, "comments_days", days, choices::days),
            message: read(&mut faults, "comments_message", message, |raw| choices::message(&raw)),
            seen: None,
        };
        if faults.is_empty() { Ok(edit) } else { Err(Error::Invalid(faults)) }
    }

    /// Makes the change one of these stored rules only ([`labels::rules_edition`]).
    pub fn of_edition(self, seen: String) -> SectionCommentsEdit {
        SectionCommentsEdit { seen: Some(seen), ..self }
    }
}

/// The rules of the section with this slug.
///
/// # Errors
/// [`Error::NotFound`].
pub fn show(conn: &mut Connection, slug: &str) -> Result<(Label, CommentRules)> {
    let found = if path::is_slug(slug) { store::section_rules::load(conn, slug)? } else { None };
    found.ok_or(Error::NotFound)
}

/// Changes them, for all articles of the section that are not stricter themselves. Every cached page is
/// outdated ([`Scope::Site`]) if that changes anything.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`] `role`, [`Error::Conflict`] `stale_form`.
pub fn change(
    conn: &mut Connection,
    slug: &str,
    edit: &SectionCommentsEdit,
    staff: &Staff,
    now: Time,
) -> Result<(Label, CommentRules, Option<Scope>)> {
    staff.require_role(Role::Editor)?;
    let (section, before) = show(conn, slug)?;
    if let Some(seen) = &edit.seen {
        labels::check_seen(seen, &labels::rules_edition(&before))?;
    }
    let after = CommentRules {
        mode: edit.mode.unwrap_or(before.mode),
        days: edit.days.unwrap_or(before.days),
        message: edit.message.clone().unwrap_or_else(|| before.message.clone()),
    };
    if after == before {
        return Ok((section, after, None));
    }
    store::section_rules::set(conn, slug, &after)?;
    let detail = json!({
        "section": slug,
        "comments": after.mode,
        "comments_days": after.days,
        "comments_message": after.message,
    });
    audit::append(conn, &Entry { detail: Some(detail), ..Entry::by(staff.id, Act::Setting) }, now)?;
    invalidation::record(conn, Scope::Site, now)?;
    Ok((section, after, Some(Scope::Site)))
}
