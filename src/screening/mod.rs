//! Screening: what decides the first status of a comment, and every reason for it.
//!
//! [`verdict::judge`] is pure: [`facts::Facts`] in, a [`verdict::Verdict`] or a
//! [`refusal::Refusal`] out. It runs
//! `phases` in the order of the contract; each phase refuses, adds a [`reasons::Reason`], or does
//! nothing. The strongest reason decides, and a comment is public at once only if none holds it.
//!
//! ```text
//! article open, parent approved     what the caller read of the article
//! the same comment again, flood     what the caller read of the reader
//! how the form was filled in        the form itself
//! names      [`names`]      readers whose name poses as staff
//! bans       [`bans`]       readers, domains and networks that are kept out or held
//! rules      [`rules`]      what editors look for: fold, matcher, and the set that is in force
//! surge      [`surge`]      the guard that holds or slows an article under attack
//! policy                    what becomes of a comment without other findings
//! score      [`filter`]     the filter that learns from decisions
//! Akismet    [`akismet`]    a service that is asked, where an operator wants it
//! ```
//!
//! This room has no HTTP. Rules, policies, rates and surges are administered in the room `rules`,
//! bans in the room `bans`.

pub mod akismet;
pub mod bans;
pub mod facts;
pub mod filter;
pub mod names;
mod phases;
pub mod reasons;
pub mod refusal;
pub mod rules;
pub mod surge;
pub mod verdict;

#[cfg(test)]
mod tests;
