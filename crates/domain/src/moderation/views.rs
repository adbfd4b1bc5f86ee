//! Saved views: named filters of the queue, which are personal or shared by editors with all
//! moderators.

use crate::accounts::model::{Role, Staff};
use crate::clock::Time;
use crate::db::Connection;
use crate::error::{Error, FieldError, Result};
use crate::i18n::Message;
use crate::ids::ViewId;
use crate::moderation::filter::RawFilter;
use crate::moderation::saved_view::View;
use crate::moderation::store::views as store;
use crate::text;

/// Longest name, in characters.
pub const MAX_NAME: usize = 60;
/// Views of one account at most, and shared views at most: as many as fit into a menu.
const MAX_VIEWS: usize = 100;

/// Who sees a view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Its owner only.
    Owner,

    /// All moderators.
    Everybody,
}

/// The changes of a view; None leaves a field as it is.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// The new name, checked.
    pub name: Option<String>,
    /// The new filter, checked.
    pub filter: Option<RawFilter>,
}

/// Checks a view's name.
///
/// # Errors
/// `required`, `too_long`, `forbidden_characters`.
pub fn name(raw: &str) -> Result<String, FieldError> {
    let name = text::line_up_to(MAX_NAME, raw).map_err(|fault| fault.of("name"))?;
    if name.is_empty() {
        return Err(FieldError::new("name", "required", Message::fault_view_name()));
    }
    Ok(name)
}

/// The views that `staff` can use: first the shared ones, then their own, each by name.
pub fn list(conn: &mut Connection, staff: &Staff) -> Result<Vec<View>> {
    store::list(conn, staff.id)
}

/// Saves a filter under a name.
///
/// # Errors
/// [`Error::Forbidden`] `role` if the view is shared and `staff` is not an editor,
/// [`Error::Conflict`] `too_many`.
pub fn add(
    conn: &mut Connection,
    staff: &Staff,
    name: &str,
    filter: &RawFilter,
    audience: Audience,
    now: Time,
) -> Result<View> {
    let owner = match audience {
        Audience::Owner => Some(staff.id),
        Audience::Everybody if staff.role >= Role::Editor => None,
        Audience::Everybody => {
            return Err(Error::forbidden("role", Message::fault_views_editors()));
        }
    };
    let shared = owner.is_none();
    if store::list(conn, staff.id)?.iter().filter(|view| view.shared == shared).count() >= MAX_VIEWS
    {
        return Err(Error::conflict("too_many", Message::fault_views_many(MAX_VIEWS)));
    }
    let id = store::insert(conn, owner, name, filter, now)?;
    find(conn, staff, id)
}

/// Changes name or filter of a view.
///
/// # Errors
/// [`Error::NotFound`], or [`Error::Forbidden`] `role` if the view is shared and `staff` is not an
/// editor.
pub fn change(conn: &mut Connection, staff: &Staff, id: ViewId, change: &Change) -> Result<View> {
    let view = find_editable(conn, staff, id)?;
    let name = change.name.as_ref().unwrap_or(&view.name);
    let filter = change.filter.as_ref().unwrap_or(&view.filter);
    store::update(conn, id, name, filter)?;
    find(conn, staff, id)
}

/// Removes a view.
///
/// # Errors
/// As [`change`].
pub fn remove(conn: &mut Connection, staff: &Staff, id: ViewId) -> Result<()> {
    find_editable(conn, staff, id)?;
    store::delete(conn, id)
}

fn find(conn: &mut Connection, staff: &Staff, id: ViewId) -> Result<View> {
    store::list(conn, staff.id)?.into_iter().find(|view| view.id == id).ok_or(Error::NotFound)
}

fn find_editable(conn: &mut Connection, staff: &Staff, id: ViewId) -> Result<View> {
    let view = find(conn, staff, id)?;
    if view.shared && staff.role < Role::Editor {
        return Err(Error::forbidden("role", Message::fault_views_editors()));
    }
    Ok(view)
}
