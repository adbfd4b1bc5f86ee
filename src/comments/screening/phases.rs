//! The phases in the order of the contract: article open → parent approved → fields → duplicate → flood → bans →
//! rules → first-comment policy → score. A new phase is a function and a line in [`IN_ORDER`].

use std::time::Duration;

use crate::comments::screening::{self, Case, Form, Honeypot, Precedent, Reason, Refusal};
use crate::config::Policy;
use crate::markup;

/// Looks at the case; refuses, or adds what it found.
pub type Phase = fn(&Case<'_>, &mut Vec<Reason>) -> Result<(), Refusal>;

/// Refusals first, so that nothing is weighed in vain. "Fields" has no function: a `Draft` is its proof. Bans and
/// rules belong after the form's signals, the score at the end.
pub const IN_ORDER: &[Phase] = &[open, duplicate, flood, form_signals, policy];

fn open(case: &Case<'_>, _: &mut Vec<Reason>) -> Result<(), Refusal> {
    screening::admits(case.facts.article, case.facts.parent)
}

fn duplicate(case: &Case<'_>, _: &mut Vec<Reason>) -> Result<(), Refusal> {
    match case.facts.precedent {
        Precedent::New => Ok(()),
        Precedent::Duplicate => Err(Refusal::Duplicate),
    }
}

fn flood(case: &Case<'_>, _: &mut Vec<Reason>) -> Result<(), Refusal> {
    let Some(since_last) = case.facts.since_last else { return Ok(()) };
    let left = case.facts.min_interval.saturating_sub(since_last);
    if left.is_zero() {
        return Ok(());
    }
    // Rounded up: who waits as long as told gets through.
    let whole_seconds = left.as_secs() + u64::from(left.subsec_nanos() > 0);
    Err(Refusal::TooFast { retry_after: Duration::from_secs(whole_seconds) })
}

/// What looks like a program is held and never lost: browsers fill in fields on their own, and some readers paste.
fn form_signals(case: &Case<'_>, reasons: &mut Vec<Reason>) -> Result<(), Refusal> {
    if case.facts.honeypot == Honeypot::Filled {
        reasons.push(Reason::Honeypot);
    }
    match case.facts.form {
        Form::Unsigned => reasons.push(Reason::FormUnsigned),
        Form::Aged(age) if age < case.facts.min_form_age => {
            reasons.push(Reason::FormTooYoung { age_ms: age.as_millis().try_into().unwrap_or(u64::MAX) });
        }
        Form::None | Form::Aged(_) => {}
    }
    Ok(())
}

fn policy(case: &Case<'_>, reasons: &mut Vec<Reason>) -> Result<(), Refusal> {
    reasons.push(match case.policy {
        Policy::HoldAll => Reason::PolicyHoldAll,
        Policy::PublishAll => Reason::PolicyPublishAll,
        Policy::HoldLinks => {
            let found = markup::links(case.draft.text.as_str());
            let limit = case.facts.link_limit;
            if found >= limit { Reason::Links { found, limit } } else { Reason::PolicyHoldLinks { found, limit } }
        }
    });
    Ok(())
}
