//! The desk: all pages of the staff. A list of comments with the open one in its context, flags,
//! appeals and edits, and the pages that set how comments are screened; plain forms, complete without
//! script.
//!
//! One folder for each page, with its handlers, its view structs and its templates. They share the
//! head of the page ([`layout`]), the reading of forms and how a fault is shown beside one
//! (`form`), and `words`. The script asks the same addresses for parts of the same pages.

pub mod account;
pub mod articles;
pub mod bans;
pub mod batches;
pub mod dashboard;
pub mod filter;
mod form;
pub mod front;
pub mod imports;
pub mod item;
pub mod keys;
pub mod labels;
pub mod layout;
pub mod live;
pub mod log;
pub mod mails;
pub mod media;
pub mod mentions;
pub mod mine;
pub mod people;
pub mod policies;
pub mod queue;
pub mod readers;
pub mod refused;
mod request;
pub mod reviews;
pub mod rules;
pub mod script;
pub mod sections;
pub mod settings;
pub mod surges;
pub(crate) mod words;

use std::sync::Arc;

use crate::desk::dashboard::figures::RecentFigures;
use crate::desk::live::LiveCounts;

/// The state that all open desks of this process share. Handlers extract it, as they do the program's
/// other parts.
#[derive(Default)]
pub struct Desk {
    /// The counts of the queue, for desks that are open.
    pub live: Arc<LiveCounts>,
    /// The dashboard's numbers.
    pub figures: RecentFigures,
}
