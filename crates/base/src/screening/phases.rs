//! The phases in the order of the contract: article open → parent approved → fields → duplicate →
//! flood → signals of the form → name → bans → rules → surge guard → mode of comments → first-comment
//! policy → score, and Akismet's answer if it was queried. A new phase is a function and an entry in [`IN_ORDER`].

use std::time::Duration;

use crate::config::{Policy, SurgeMode};
use crate::screening::akismet::model::AkismetResult;
use crate::screening::bans::Effect;
use crate::screening::facts::{Author, Case, Form, Honeypot, Repetition, Reputation, ScoreOutcome};
use crate::screening::reasons::Reason;
use crate::screening::refusal::{self, Refusal};

/// The factor by which the surge guard's mode `slow` lengthens the interval between two comments of
/// a reader.
const SLOW: u32 = 8;

/// A phase reads the case, and refuses the comment or adds reasons.
pub type Phase = fn(&Case<'_>, &mut Vec<Reason>) -> Result<(), Refusal>;

/// The phases that can refuse come first. Fields have no phase, because a `Draft` has no faults.
pub const IN_ORDER: &[Phase] =
    &[open, duplicate, flood, form_signals, name, bans, rules, surge, mode, policy, score, akismet];

fn open(case: &Case<'_>, _: &mut Vec<Reason>) -> Result<(), Refusal> {
    refusal::check_article_and_parent(case.facts.article, case.facts.parent)
}

fn duplicate(case: &Case<'_>, _: &mut Vec<Reason>) -> Result<(), Refusal> {
    match case.facts.repetition {
        Repetition::New => Ok(()),
        Repetition::Resent => Err(Refusal::Resent),
        Repetition::Duplicate => Err(Refusal::Duplicate),
    }
}

fn flood(case: &Case<'_>, _: &mut Vec<Reason>) -> Result<(), Refusal> {
    let Some(since_last) = case.facts.since_last else { return Ok(()) };
    let least = match case.facts.surge {
        Some(SurgeMode::Slow) => case.facts.min_interval * SLOW,
        Some(SurgeMode::HoldAll) | None => case.facts.min_interval,
    };
    let left = least.saturating_sub(since_last);
    if left.is_zero() {
        return Ok(());
    }
    // Rounded up: a reader who waits as long as the answer says gets through.
    let whole_seconds = left.as_secs() + u64::from(left.subsec_nanos() > 0);
    Err(Refusal::TooFast { retry_after: Duration::from_secs(whole_seconds) })
}

/// Comments that seem to come from a program are held and never rejected: browsers fill in hidden
/// fields too, and some readers paste a prepared text at once.
fn form_signals(case: &Case<'_>, reasons: &mut Vec<Reason>) -> Result<(), Refusal> {
    if case.facts.honeypot == Honeypot::Filled {
        reasons.push(Reason::Honeypot);
    }
    match case.facts.form {
        Form::Unsigned => reasons.push(Reason::FormUnsigned),
        Form::Aged(age) if age < case.facts.min_form_age => {
            reasons.push(Reason::FormTooYoung {
                age_ms: age.as_millis().try_into().unwrap_or(u64::MAX),
            });
        }
        Form::None | Form::Aged(_) => {}
    }
    Ok(())
}

/// Readers must be able to rely on the names of staff.
fn name(case: &Case<'_>, reasons: &mut Vec<Reason>) -> Result<(), Refusal> {
    if case.facts.impersonates_staff {
        reasons.push(Reason::StaffName);
    }
    Ok(())
}

fn bans(case: &Case<'_>, reasons: &mut Vec<Reason>) -> Result<(), Refusal> {
    reasons.extend(case.facts.bans.iter().map(|matching| {
        let (ban, kind, reason) = (matching.id, matching.kind, matching.reason.clone());
        match matching.effect {
            Effect::Reject => Reason::Banned { ban, kind, reason },
            Effect::Hold => Reason::HeldAlways { ban, kind, reason },
            Effect::Trust => Reason::Trusted { ban, kind, reason },
        }
    }));
    Ok(())
}

fn rules(case: &Case<'_>, reasons: &mut Vec<Reason>) -> Result<(), Refusal> {
    reasons.extend(case.facts.hits.iter().map(Reason::of));
    Ok(())
}

fn surge(case: &Case<'_>, reasons: &mut Vec<Reason>) -> Result<(), Refusal> {
    if let Some(mode @ SurgeMode::HoldAll) = case.facts.surge
        && case.facts.author == Author::Reader
    {
        reasons.push(Reason::Surge { mode });
    }
    Ok(())
}

/// The mode `hold_all` of the article, its section or the site holds what others write, also what
/// a rule or trust in the reader would publish.
fn mode(case: &Case<'_>, reasons: &mut Vec<Reason>) -> Result<(), Refusal> {
    if let Some(level) = case.facts.held_by
        && case.facts.author == Author::Reader
    {
        reasons.push(Reason::CommentsHeld { level });
    }
    Ok(())
}

fn policy(case: &Case<'_>, reasons: &mut Vec<Reason>) -> Result<(), Refusal> {
    if case.facts.author == Author::Staff {
        reasons.push(Reason::PolicyStaff);
        return Ok(());
    }
    reasons.push(match case.policy {
        Policy::HoldAll => Reason::PolicyHoldAll,
        Policy::PublishAll => Reason::PolicyPublishAll,
        Policy::RulesOnly => Reason::PolicyRulesOnly,
        Policy::FirstComment => match case.facts.reputation {
            Reputation::Known => Reason::PolicyKnownReader,
            Reputation::Newcomer => Reason::FirstComment,
        },
        Policy::HoldLinks => {
            let (found, limit) = (case.facts.links, case.facts.link_limit);
            if found >= limit {
                Reason::Links { found, limit }
            } else {
                Reason::PolicyHoldLinks { found, limit }
            }
        }
    });
    Ok(())
}

/// Whether an earlier phase found that the reader is trusted.
fn is_trusted(reasons: &[Reason]) -> bool {
    reasons.iter().any(|reason| matches!(reason, Reason::Trusted { .. }))
}

/// The filter's score, unless the policy leaves the decision to the rules or the reader is trusted.
fn score(case: &Case<'_>, reasons: &mut Vec<Reason>) -> Result<(), Refusal> {
    if case.policy == Policy::RulesOnly || is_trusted(reasons) {
        return Ok(());
    }
    let Some(scored) = &case.facts.score else { return Ok(()) };
    let spam = match scored.outcome {
        ScoreOutcome::Nothing => return Ok(()),
        ScoreOutcome::Hold => false,
        ScoreOutcome::Spam => true,
        ScoreOutcome::Missing => {
            reasons.push(Reason::NoScore);
            return Ok(());
        }
    };
    reasons.push(Reason::Score { score: scored.score, spam, features: scored.features.clone() });
    Ok(())
}

/// Akismet's opinion, unless the policy leaves the decision to the rules or the reader is trusted.
fn akismet(case: &Case<'_>, reasons: &mut Vec<Reason>) -> Result<(), Refusal> {
    let counts = case.policy != Policy::RulesOnly && !is_trusted(reasons);
    match case.facts.akismet.filter(|_| counts) {
        None | Some(AkismetResult::Fine) => {}
        Some(AkismetResult::Spam { blatant, mark }) => {
            reasons.push(Reason::Akismet { blatant, spam: mark })
        }
        Some(AkismetResult::Unavailable(fault)) => {
            reasons.push(Reason::AkismetUnavailable { fault })
        }
    }
    Ok(())
}
