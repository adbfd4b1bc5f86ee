//! `/desk/bans`: the bans that hold, those that are over, and a form for another one.

use askama::Template;

use crate::desk::layout::Staff;
use crate::error::FieldError;
use crate::web::view::{Moment, Problem, Site};

/// A part of the list, the latest first.
#[derive(Clone, Debug, Template)]
#[template(path = "desk/bans/bans.html")]
pub struct BansPage<'a> {
    /// The publication.
    pub site: &'a Site,
    /// Who is signed in.
    pub staff: Staff,
    /// The list is of those that hold no more.
    pub over: bool,
    /// This part of it.
    pub bans: Vec<BanRow>,
    /// Where it goes on.
    pub next: Option<String>,
    /// The signed-in member may ban a domain or a network.
    pub may_add: bool,
    /// What the form holds.
    pub form: BanDraft,
    /// What the last action did.
    pub done: Option<&'static str>,
    /// Faults, each beside its field.
    pub errors: Vec<FieldError>,
    /// Why it was not done, where no field is to blame.
    pub problem: Option<Problem>,
}

/// A ban in the list.
#[derive(Clone, Debug)]
pub struct BanRow {
    /// Its number.
    pub id: i64,
    /// Who or what: "Network".
    pub kind: &'static str,
    /// The reader's name in lists, the domain or the network; none where nothing is left of the
    /// reader.
    pub whom: Option<String>,
    /// What becomes of comments: "they are rejected".
    pub effect: &'static str,
    /// Why, for colleagues.
    pub reason: String,
    /// Who made it.
    pub who: String,
    /// When.
    pub made: Moment,
    /// When it ends or has ended by itself.
    pub ends: Option<Moment>,
    /// Who lifted it, and when.
    pub lifted: Option<(String, Moment)>,
    /// It holds, and the signed-in member may lift it.
    pub may_lift: bool,
    /// The comments that ran into it.
    pub caught_href: String,
    /// Text and address of a link to all comments of that reader or network; none for a domain, which
    /// the list cannot be filtered by.
    pub all: Option<(&'static str, String)>,
}

/// What is written in the form.
#[derive(Clone, Debug, Default)]
pub struct BanDraft {
    /// `domain` or `network`.
    pub kind: String,
    /// The domain or the network.
    pub value: String,
    /// `hold` or `reject`.
    pub effect: String,
    /// A date.
    pub expires_at: String,
    /// Why.
    pub reason: String,
}
