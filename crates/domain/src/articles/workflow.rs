//! The way of an article from draft to publication, and who may take which step. Pure.
//!
//! Authors write and submit; what readers see, when and where is the decision of editors. A time of
//! publication in the future means that the article is scheduled.

use crate::accounts::model::{Role, Staff};
use crate::clock::Time;
use crate::error::{Error, Result};
use crate::i18n::Message;

use super::choices::Choices;
use super::content::Edit;
use super::model::{Article, Status};

/// Status and time of publication after a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) status: Status,
    pub(super) published_at: Option<Time>,
}

impl Step {
    /// Where an article stands.
    fn of(article: &Article) -> Step {
        Step { status: article.status, published_at: article.published_at }
    }

    /// The step that `edit` takes from `article`.
    ///
    /// # Errors
    /// [`Error::Conflict`] `status_change`; [`Error::Invalid`] in `published_at`: `required`,
    /// `in_future`, `in_past`.
    pub(super) fn after(article: &Article, edit: &Edit, now: Time) -> Result<Step> {
        next(Step::of(article), edit, now)
    }

    /// The first step of a new article.
    pub(super) fn first(edit: &Edit, now: Time) -> Result<Step> {
        next(Step { status: Status::Draft, published_at: None }, edit, now)
    }

    /// Checks that `staff` may take this step from `from` with `edit`.
    ///
    /// # Errors
    /// [`Error::Forbidden`] `role`.
    fn check(self, from: Status, edit: &Edit, staff: &Staff) -> Result<()> {
        let for_readers =
            |status: Status| matches!(status, Status::Scheduled) || status.was_public();
        let decides = self.status != from && (for_readers(self.status) || for_readers(from));
        let moves = for_readers(from) && (edit.published_at.is_some() || edit.path.is_some());
        if staff.role < Role::Editor && (decides || moves) {
            return Err(Error::forbidden("role", Message::fault_article_for_editors()));
        }
        Ok(())
    }

    /// Checks that `staff` may change `article` in this way.
    pub(super) fn check_change(self, article: &Article, edit: &Edit, staff: &Staff) -> Result<()> {
        self.check(article.status, edit, staff)?;
        let is_for_readers = article.status == Status::Scheduled || article.status.was_public();
        if staff.role < Role::Editor && is_for_readers && edit.password.is_some() {
            return Err(Error::forbidden("role", Message::fault_password_for_editors()));
        }
        check_place(edit, &article.choices, staff)
    }

    /// Checks that `staff` may create an article in this way.
    pub(super) fn check_new(self, edit: &Edit, staff: &Staff) -> Result<()> {
        self.check(Status::Draft, edit, staff)?;
        check_place(edit, &Choices::default(), staff)
    }
}

/// Checks that `staff` may change whether the article is a page, and where the site shows it.
fn check_place(edit: &Edit, present: &Choices, staff: &Staff) -> Result<()> {
    if staff.role < Role::Editor && edit.choices.is_for_editors(present) {
        return Err(Error::forbidden("role", Message::fault_front_for_editors()));
    }
    Ok(())
}

fn next(from: Step, edit: &Edit, now: Time) -> Result<Step> {
    let status = edit.status.unwrap_or(from.status);
    if !from.status.may_become(status) {
        let detail = match status {
            Status::Withdrawn => Message::fault_never_public(),
            _ => Message::fault_was_public(),
        };
        return Err(Error::conflict("status_change", detail));
    }
    let published_at = edit.published_at.or(from.published_at);
    let is_future = published_at.is_some_and(|at| at > now);
    match status {
        Status::Draft | Status::Submitted => Ok(Step { status, published_at }),
        Status::Scheduled => scheduled(from, edit, published_at, now),
        // To publish what is scheduled, without another time, is to publish it now.
        Status::Published if from.status == Status::Scheduled && edit.published_at.is_none() => {
            Ok(Step { status, published_at: Some(now) })
        }
        Status::Published if is_future && !from.status.was_public() => {
            Ok(Step { status: Status::Scheduled, published_at })
        }
        Status::Published | Status::Withdrawn if is_future && edit.published_at.is_some() => {
            Err(Error::invalid("published_at", "in_future", Message::fault_time_seen()))
        }
        Status::Published => Ok(Step { status, published_at: published_at.or(Some(now)) }),
        Status::Withdrawn => Ok(Step { status, published_at }),
    }
}

fn scheduled(from: Step, edit: &Edit, published_at: Option<Time>, now: Time) -> Result<Step> {
    let is_changed =
        edit.status.is_some() && from.status != Status::Scheduled || edit.published_at.is_some();
    match published_at {
        None => Err(Error::invalid("published_at", "required", Message::fault_time_required())),
        Some(at) if is_changed && at <= now => {
            Err(Error::invalid("published_at", "in_past", Message::fault_time_schedule()))
        }
        Some(_) => Ok(Step { status: Status::Scheduled, published_at }),
    }
}

/// The note of author and editors after `edit`: it ends with each step, unless the step says
/// another.
pub(super) fn note_after<'a>(article: &'a Article, edit: &'a Edit, step: Step) -> &'a str {
    match &edit.note {
        Some(note) => note,
        None if step.status == article.status => &article.review_note,
        None => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::accounts::model::Credential;
    use crate::ids::{AccountId, SessionId};

    fn at(minute: i64) -> Option<Time> {
        Some(Time::from_micros(minute * 60_000_000))
    }

    const NOW: i64 = 100;

    fn go(from: (Status, Option<Time>), to: Option<Status>, time: Option<Time>) -> Result<Step> {
        let edit = Edit { status: to, published_at: time, ..Edit::default() };
        next(Step { status: from.0, published_at: from.1 }, &edit, at(NOW).expect("a time"))
    }

    fn fault(result: Result<Step>) -> &'static str {
        match result {
            Err(Error::Invalid(faults)) => faults[0].code,
            Err(Error::Conflict { code, .. } | Error::Forbidden { code, .. }) => code,
            other => panic!("{other:?} was not expected"),
        }
    }

    #[test]
    fn a_time_in_the_future_schedules_and_another_publishes() {
        use Status::{Draft, Published, Scheduled, Submitted};
        let step = |status, published_at| Step { status, published_at };
        for from in [Draft, Submitted] {
            let publish = |time| go((from, None), Some(Published), time).expect("a step");
            assert_eq!(publish(None), step(Published, at(NOW)));
            assert_eq!(publish(at(NOW - 1)), step(Published, at(NOW - 1)));
            assert_eq!(publish(at(NOW + 1)), step(Scheduled, at(NOW + 1)));
            assert_eq!(fault(go((from, None), Some(Scheduled), None)), "required");
            assert_eq!(fault(go((from, at(NOW)), Some(Scheduled), None)), "in_past");
        }
        let waiting = (Scheduled, at(NOW + 9));
        assert_eq!(go(waiting, Some(Published), None).expect("now"), step(Published, at(NOW)));
        assert_eq!(go(waiting, None, at(NOW + 5)).expect("earlier"), step(Scheduled, at(NOW + 5)));
        assert_eq!(go(waiting, Some(Draft), None).expect("back"), step(Draft, at(NOW + 9)));
        assert_eq!(fault(go(waiting, None, at(NOW))), "in_past");
        // Its text may change in the moment in which its time comes.
        assert_eq!(go((Scheduled, at(NOW)), None, None).expect("kept"), step(Scheduled, at(NOW)));
        assert_eq!(fault(go((Published, at(1)), None, at(NOW + 1))), "in_future");
        assert_eq!(fault(go((Published, at(1)), Some(Draft), None)), "status_change");
        assert_eq!(fault(go((Draft, None), Some(Status::Withdrawn), None)), "status_change");
    }

    #[test]
    fn authors_write_and_submit_and_editors_decide() {
        use Status::{Draft, Published, Scheduled, Submitted, Withdrawn};
        let staff = |role| Staff {
            id: AccountId(1),
            name: "Ana".into(),
            role,
            credential: Credential::Session(SessionId(1)),
            language: None,
        };
        let may = |role, from, to, edit: &Edit| {
            Step { status: to, published_at: None }.check(from, edit, &staff(role)).is_ok()
        };
        let text = Edit::default();
        for (from, to) in [(Draft, Submitted), (Submitted, Draft), (Draft, Draft)] {
            assert!(may(Role::Author, from, to, &text), "{from:?} {to:?}");
        }
        for (from, to) in [
            (Draft, Scheduled),
            (Submitted, Published),
            (Scheduled, Draft),
            (Published, Withdrawn),
            (Withdrawn, Published),
        ] {
            assert!(!may(Role::Author, from, to, &text), "{from:?} {to:?}");
            assert!(!may(Role::Moderator, from, to, &text), "{from:?} {to:?}");
            assert!(may(Role::Editor, from, to, &text), "{from:?} {to:?}");
        }
        let later = Edit { published_at: at(NOW), ..Edit::default() };
        assert!(may(Role::Author, Draft, Draft, &later));
        assert!(!may(Role::Author, Scheduled, Scheduled, &later));
        assert!(may(Role::Author, Published, Published, &text), "a repaired typo");
    }
}
