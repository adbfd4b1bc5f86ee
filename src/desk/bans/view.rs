//! `/desk/bans`: the bans that hold, those that are over, and a form for another one.

use askama::Template;

use crate::desk::layout::Staff;
use crate::error::FieldError;
use crate::i18n::Message;
use crate::web::view::{Moment, Problem, Site};

/// A part of the list, newest first.
#[derive(Clone, Debug, Template)]
#[template(path = "desk/bans/bans.html")]
#[allow(missing_docs, reason = "the names say all")]
pub struct BansPage<'a> {
    pub site: &'a Site,
    /// The signed-in member of the staff.
    pub staff: Staff,
    /// Whether the list shows ended and lifted bans.
    pub over: bool,
    pub bans: Vec<BanRow>,
    /// The address of the next part.
    pub next: Option<String>,
    /// The signed-in member may ban a domain or a network.
    pub may_add: bool,
    pub form: BanDraft,
    /// The notice about the last action.
    pub done: Option<Message>,
    /// Faults of fields, shown beside them.
    pub errors: Vec<FieldError>,
    /// The problem of the whole form.
    pub problem: Option<Problem>,
}

/// A ban in the list.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "the names say all")]
pub struct BanRow {
    pub id: i64,
    /// The same as a text.
    pub number: String,
    /// The kind: "Network".
    pub kind: Message,
    /// The reader's name in lists, the domain or the network; none where nothing is left of the
    /// reader.
    pub whom: Option<String>,
    /// The effect: "comments are rejected".
    pub effect: Message,
    /// Why, for colleagues.
    pub reason: String,
    /// The account that created it.
    pub who: String,
    pub made: Moment,
    /// When it ends or has ended by itself.
    pub ends: Option<Moment>,
    /// The account that lifted it, and the time.
    pub lifted: Option<(String, Moment)>,
    /// It is active, and the signed-in member may lift it.
    pub may_lift: bool,
    /// The list of comments that the ban has caught.
    pub caught_href: String,
    /// Text and address of a link to all comments of that reader or network; none for a domain, which
    /// the list cannot be filtered by.
    pub all: Option<(Message, String)>,
}

/// The values in the form.
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
