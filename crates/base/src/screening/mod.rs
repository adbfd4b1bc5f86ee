//! Screening decides the first status of a comment, and gives all reasons for it.
//!
//! [`verdict::judge`] is pure: [`facts::Facts`] in, a [`verdict::Verdict`] or a
//! [`refusal::Refusal`] out. It runs `phases` in the order of the contract; each phase refuses, adds
//! a [`reasons::Reason`], or does nothing. The strongest reason decides, and a comment is public at
//! once only if none holds it.
//!
//! ```text
//! article open, parent approved     the article and the parent, as the caller has read them
//! duplicates, flood                 the reader's earlier comments, as the caller has read them
//! form signals                      the form that was sent
//! names      [`names`]      readers whose name poses as staff
//! bans       [`bans`]       readers, domains and networks whose comments are rejected or held
//! rules      [`rules`]      the editors' rules: folding, matching, and the set in force
//! surge      [`surge`]      the guard that holds or slows an article under attack
//! policy                    the first status of a comment without other findings
//! score      [`filter`]     the filter that learns from decisions
//! Akismet    [`akismet`]    an external service, if the operator has switched it on
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
