//! Moderation by mail: what a link to an act shows, and what it does. A decision takes the same way as
//! at the desk: `moderation::deciding` compares the version, and `comments::life` writes it.

use crate::accounts;
use crate::accounts::model::{Credential, Role, Staff};
use crate::bans;
use crate::bans::model::{Banned, NewBan};
use crate::clock::Time;
use crate::comments::life::model::Changed;
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::ids::CommentId;
use crate::moderation::model::Context;
use crate::moderation::request::DecisionRequest;
use crate::moderation::{self, section_moderators};
use crate::notify::staff_links::{Act, Purpose, StaffLink};
use crate::notify::store::content;
use crate::screening::bans::Effect;
use crate::status::{Decision, Status};
use crate::vault::Vault;

/// Why a link to an act cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dead {
    /// Its fourteen days are over.
    Expired,
    /// The account is disabled, has another role, or does not moderate the section any more.
    NotEntitled,
    /// The comment was decided or changed since; the page says by whom.
    Decided,
}

/// A link to an act with what it is about, as it is now.
#[allow(missing_docs, reason = "the names say all")]
pub struct Seen {
    /// The member whose link it is.
    pub staff: Staff,
    pub act: Act,
    /// The comment, its article, the comment that it replies to, and its log.
    pub context: Context,
    /// Why the act is impossible; `None` if it is possible.
    pub dead: Option<Dead>,
}

/// The comment of a link, and the action. Changes nothing.
///
/// # Errors
/// [`Error::NotFound`] if the account or the comment is gone, or the link is for no act.
pub fn find(conn: &mut Connection, link: &StaffLink, now: Time) -> Result<Seen> {
    let Purpose::Act { act, comment, version } = link.purpose else { return Err(Error::NotFound) };
    let member = accounts::find(conn, link.account)?;
    let staff = Staff {
        id: member.id,
        name: member.name.clone(),
        role: member.role,
        language: member.language(),
        credential: Credential::MailLink,
    };
    let context = moderation::context(conn, comment)?;
    let entitled = member.disabled_at.is_none()
        && member.role == link.role
        && member.role >= Role::Moderator
        && moderates(conn, link, comment)?;
    let dead = if link.has_expired(now) {
        Some(Dead::Expired)
    } else if !entitled {
        Some(Dead::NotEntitled)
    } else if context.item.version != version || !fits(act, context.item.status) {
        Some(Dead::Decided)
    } else {
        None
    };
    Ok(Seen { staff, act, context, dead })
}

/// Whether the account is one of those that are notified of this comment.
fn moderates(conn: &mut Connection, link: &StaffLink, comment: CommentId) -> Result<bool> {
    let section = content::section_of(conn, comment)?;
    Ok(section_moderators::recipients(conn, section)?.contains(&link.account))
}

/// Whether the act applies to a comment with this status. Deleting applies to every other than a
/// deleted one, because reports are about public comments.
fn fits(act: Act, status: Status) -> bool {
    match act {
        Act::Approve => matches!(status, Status::Pending | Status::Rejected | Status::Spam),
        Act::Reject | Act::Spam | Act::Ban => matches!(status, Status::Pending | Status::Approved),
        Act::Delete => status != Status::Deleted,
        // Whether something is left to undo is known when it is undone.
        Act::Undo => true,
    }
}

/// Does what a link says, and returns the change with the link that takes it back. `request` has the
/// reason that was chosen.
///
/// # Errors
/// [`Error::Forbidden`] `mail_link` if the member may not act any more; [`Error::Conflict`] if
/// the link has expired or the comment was decided; those of [`bans::add`], except that a reader who
/// is banned already is no error.
pub fn act(
    conn: &mut Connection,
    vault: &Vault,
    link: &StaffLink,
    request: &DecisionRequest,
    now: Time,
) -> Result<(Changed, StaffLink)> {
    let seen = find(conn, link, now)?;
    match seen.dead {
        Some(Dead::NotEntitled) => return Err(Error::forbidden("mail_link", "not entitled")),
        Some(Dead::Expired | Dead::Decided) => return Err(Error::conflict("mail_link", "dead")),
        None => {}
    }
    let Purpose::Act { act, comment, version } = link.purpose else { return Err(Error::NotFound) };
    let decide = |decision| DecisionRequest { decision, version, ..request.clone() };
    let by = link.account;
    let changed = match act {
        Act::Approve => moderation::decide(conn, comment, &decide(Decision::Approve), by, now),
        Act::Reject => moderation::decide(conn, comment, &decide(Decision::Reject), by, now),
        Act::Spam => moderation::decide(conn, comment, &decide(Decision::Spam), by, now),
        Act::Delete => moderation::decide(conn, comment, &decide(Decision::Delete), by, now),
        Act::Undo => moderation::undo(conn, comment, version, by, now),
        Act::Ban => {
            ban(conn, vault, comment, &seen.staff, now)?;
            moderation::decide(conn, comment, &decide(Decision::Reject), by, now)
        }
    }?;
    let version = moderation::item(conn, comment)?.version;
    let purpose = Purpose::Act { act: Act::Undo, comment, version };
    Ok((changed, StaffLink::new(by, link.role, purpose, now)))
}

fn ban(
    conn: &mut Connection,
    vault: &Vault,
    comment: CommentId,
    staff: &Staff,
    now: Time,
) -> Result<()> {
    let new = NewBan {
        banned: Banned::ReaderOf(comment),
        effect: Effect::Reject,
        reason: format!("comment {comment}"),
        expires_at: None,
    };
    match bans::add(conn, vault, &new, staff, now) {
        Err(Error::Conflict { code: "already", .. }) => Ok(()),
        added => added.map(drop),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_act_fits_the_states_that_it_changes() {
        for status in Status::ALL {
            let pending = status == Status::Pending;
            assert!(!pending || Act::ALL.into_iter().all(|act| fits(act, status)), "{status:?}");
        }
        assert!(Act::ON_PUBLIC.iter().all(|act| fits(*act, Status::Approved)));
        assert!(Act::ON_REJECTED.iter().all(|act| fits(*act, Status::Rejected)));
        assert!(!fits(Act::Approve, Status::Approved) && !fits(Act::Reject, Status::Rejected));
        assert!(fits(Act::Delete, Status::Spam) && !fits(Act::Delete, Status::Deleted));
    }
}
