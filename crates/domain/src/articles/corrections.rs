//! The corrections and the date of the last update that readers see. No I/O.
//!
//! A repaired typo is silent. A correction says what was wrong. An update without a correction is
//! announced where the story has developed (`updated`). Both move the time that pages and programs
//! see as the last change.

use crate::clock::Time;
use crate::error::Error;
use crate::i18n::Message;

use super::content::Edit;
use super::model::{Article, Correction};

/// The corrections of an article after `edit`, the oldest first. A correction that the newest one
/// says already is not added again, because a file may be applied twice.
pub(super) fn after(present: &[Correction], edit: &Edit, now: Time) -> Vec<Correction> {
    let known = |text: &str| present.iter().find(|known| known.text == text).map(|known| known.at);
    let mut all: Vec<Correction> = match &edit.corrections {
        None => present.to_vec(),
        Some(given) => given
            .iter()
            .map(|(at, text)| Correction {
                at: at.or_else(|| known(text)).unwrap_or(now),
                text: text.clone(),
            })
            .collect(),
    };
    all.sort_by_key(|correction| correction.at);
    if let Some(text) = &edit.correction
        && all.last().is_none_or(|last| last.text != *text)
    {
        all.push(Correction { at: now, text: text.clone() });
    }
    all
}

/// When the article was last updated visibly, after `edit` of an article that readers have seen.
pub(super) fn last_told(
    article: &Article,
    edit: &Edit,
    corrections: &[Correction],
    now: Time,
) -> Time {
    if edit.updated {
        return now;
    }
    let added = corrections.iter().filter(|correction| !article.corrections.contains(correction));
    added.map(|correction| correction.at).chain([article.updated_at]).max().unwrap_or(now)
}

/// The fault of a correction for an article that nobody has seen.
pub(super) fn nothing_to_correct() -> Error {
    Error::invalid("correction", "not_published", Message::fault_nothing_to_correct())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minute: i64) -> Time {
        Time::from_micros(minute * 60_000_000)
    }

    fn correction(minute: i64, text: &str) -> Correction {
        Correction { at: at(minute), text: text.to_owned() }
    }

    #[test]
    fn a_correction_is_added_once_and_a_list_replaces_all() {
        let present = [correction(1, "Five, not four"), correction(2, "Ann, not Anna")];
        let add = |text: &str| Edit { correction: Some(text.to_owned()), ..Edit::default() };
        assert_eq!(after(&present, &Edit::default(), at(9)), present);
        assert_eq!(after(&present, &add("Ann, not Anna"), at(9)), present);
        assert_eq!(
            after(&present, &add("Mud, not silt"), at(9))[2],
            correction(9, "Mud, not silt")
        );
        let given = vec![(None, "Ann, not Anna".to_owned()), (Some(at(0)), "Older".to_owned())];
        let list = Edit { corrections: Some(given), ..Edit::default() };
        assert_eq!(
            after(&present, &list, at(9)),
            [correction(0, "Older"), correction(2, "Ann, not Anna")]
        );
        let none = Edit { corrections: Some(Vec::new()), ..Edit::default() };
        assert!(after(&present, &none, at(9)).is_empty());
    }
}
