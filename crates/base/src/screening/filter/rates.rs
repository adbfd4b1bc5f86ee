//! The target error rates as editors set them, per thousand.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::config::Screening;
use crate::error::{Error, FieldError, Result};
use crate::i18n::Message;
use crate::screening::filter::thresholds::TargetRates;

/// The highest rate of held comments.
pub const MOST_HELD: u16 = 500;
/// The highest rate of comments marked as spam.
pub const MOST_SPAM: u16 = 100;

/// The target error rates, per thousand comments that moderators would approve.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = FilterRates, example = json!({ "held_per_thousand": 20, "spam_per_thousand": 1 }))]
pub struct Rates {
    /// How many may be held for their score.
    #[schema(maximum = 500)]
    pub held_per_thousand: u16,
    /// How many may be marked as spam without a moderator; 0 switches marking off.
    #[schema(maximum = 100)]
    pub spam_per_thousand: u16,
}

impl From<Rates> for TargetRates {
    fn from(rates: Rates) -> TargetRates {
        TargetRates {
            hold: f64::from(rates.held_per_thousand) / 1_000.0,
            spam: f64::from(rates.spam_per_thousand) / 1_000.0,
        }
    }
}

impl TargetRates {
    /// The configured rates.
    pub fn of(settings: &Screening) -> TargetRates {
        Rates::of(settings).into()
    }
}

impl Rates {
    /// The configured rates.
    pub fn of(settings: &Screening) -> Rates {
        Rates {
            held_per_thousand: settings.held_per_thousand,
            spam_per_thousand: settings.spam_per_thousand,
        }
    }

    /// Checks rates as they were sent, and reports all faults at once. Codes: `required`, `number`.
    pub fn parse(held: Option<i64>, spam: Option<i64>) -> Result<Rates> {
        let mut faults = Vec::new();
        let mut rate =
            |field: &'static str, given: Option<i64>, most: u16| match given.map(u16::try_from) {
                Some(Ok(rate)) if rate <= most => rate,
                given => {
                    let code = if given.is_none() { "required" } else { "number" };
                    faults.push(FieldError::new(field, code, Message::fault_filter_rate(most)));
                    0
                }
            };
        let held_per_thousand = rate("held_per_thousand", held, MOST_HELD);
        let spam_per_thousand = rate("spam_per_thousand", spam, MOST_SPAM);
        if faults.is_empty() {
            Ok(Rates { held_per_thousand, spam_per_thousand })
        } else {
            Err(Error::Invalid(faults))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_whole_numbers_in_their_range_and_every_fault_is_told() {
        assert_eq!(
            Rates::parse(Some(500), Some(0)).ok(),
            Some(Rates { held_per_thousand: 500, spam_per_thousand: 0 })
        );
        let Err(Error::Invalid(faults)) = Rates::parse(Some(-1), None) else {
            panic!("two faults")
        };
        let codes: Vec<_> = faults.iter().map(|fault| (fault.field, fault.code)).collect();
        assert_eq!(codes, [("held_per_thousand", "number"), ("spam_per_thousand", "required")]);
        assert!(Rates::parse(Some(501), Some(101)).is_err());
    }
}
