//! What an import reports: what it made, found, repaired and left out, and why. No I/O.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::i18n::Message;
use crate::ids::ImportId;
use crate::imports::items::Place;
use crate::imports::store::ledger::TAKEN_BACK;
use crate::named_enum;

named_enum! {
    /// How the article of a thread was found.
    pub enum Found {
        /// By a line of the file of addresses.
        Map => "map",
        /// An earlier import made it.
        Earlier => "earlier import",
        /// An article with the id that the site gave to the page came from WordPress.
        Identifier => "identifier",
        /// It has or had this path.
        Exact => "exact",
        /// It has or had this path but for spelling.
        Normalised => "normalised",
        /// It is the only one whose path ends like this.
        Slug => "slug",
        /// There is none, and one is made.
        Made => "made new",
        /// There is none, and a draft is made that holds the comments.
        Held => "held in a draft",
        /// There is none, and the comments are left out.
        Unmatched => "unmatched",
    }
}

/// The article on which a thread lands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThreadTarget {
    /// The address of the thread.
    pub thread: String,
    /// File and line.
    #[serde(rename = "where")]
    pub place: String,
    /// How the article was found.
    pub how: Found,
    /// The path of the article; null if the thread has none.
    pub article: Option<String>,
    /// The comments of the thread in the files.
    pub comments: u64,
}

/// What an import does or would do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// The import; null for a dry run.
    pub id: Option<ImportId>,
    /// What was made, by kind.
    pub made: BTreeMap<String, u64>,
    /// What there was already, by kind.
    pub matched: BTreeMap<String, u64>,
    /// What was not imported.
    pub skipped: Vec<Remark>,
    /// What was imported with a repair.
    pub repaired: Vec<Remark>,
    /// How the states of the source were understood.
    pub states: Vec<StateCount>,
    /// The threads of the source, and the article on which each lands.
    #[serde(default)]
    pub threads: Vec<ThreadTarget>,
    /// Lessons of the spam filter.
    #[serde(default)]
    pub lessons: u64,
    /// Remarks beyond the first thousands, by list and reason. They are counted so that a report cannot fill
    /// the memory.
    #[serde(skip)]
    pub(super) more: BTreeMap<(List, String), (u64, Message)>,
}

/// A list of remarks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum List {
    Skipped,
    Repaired,
}

/// Most remarks of one list that are kept one by one.
const REMARKS: usize = 5_000;

/// An item that was skipped or repaired.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// Its kind.
    pub what: String,
    /// File and line.
    #[serde(rename = "where")]
    pub place: String,
    /// Why, or what was done.
    pub why: String,
    /// How many items it stands for: 1, except for those that are only counted.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub count: u64,
    /// What and why in the words of every language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said: Option<Box<Said>>,
}

/// What a remark says, for readers of any language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// Its subject.
    pub what: Message,
    /// File and line.
    pub place: Message,
    /// Why, or what was done.
    pub why: Message,
}

fn one() -> u64 {
    1
}

fn is_one(count: &u64) -> bool {
    *count == 1
}

/// Remarks that have the same reason.
#[derive(Clone, Debug)]
pub struct Reason<'a> {
    /// How many items they stand for.
    pub count: u64,
    /// The reason of the first.
    pub why: Message,
    /// The others have the reason in other words: they name, for instance, another thing that is missing.
    pub varies: bool,
    /// The first remarks.
    pub examples: Vec<&'a Remark>,
}

/// The reasons of `remarks`, the most frequent first, each with up to `examples` of them.
pub fn by_reason(remarks: &[Remark], examples: usize) -> Vec<Reason<'_>> {
    let mut reasons: Vec<Reason<'_>> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for remark in remarks {
        let place = *places.entry(remark.reason_key()).or_insert(reasons.len());
        if place == reasons.len() {
            let (why, examples) = (remark.why_in_words(), Vec::new());
            reasons.push(Reason { count: 0, why, varies: false, examples });
        }
        let reason = &mut reasons[place];
        reason.count += remark.count;
        reason.varies |= reason.examples.first().is_some_and(|first| first.why != remark.why);
        // One that stands for many has no place.
        if reason.examples.len() < examples && remark.count == 1 {
            reason.examples.push(remark);
        }
    }
    reasons.sort_by_key(|reason| Reverse(reason.count));
    reasons
}

impl Remark {
    /// The same for all remarks with one reason, whatever it names.
    fn reason_key(&self) -> &str {
        match self.said.as_deref().map(|said| &said.why) {
            Some(Message::Known(id, _)) => id.key(),
            _ => &self.why,
        }
    }

    /// Why, or what was done. An earlier version of the program has stored the English words alone.
    pub fn why_in_words(&self) -> Message {
        match self.said.as_deref() {
            Some(said) => said.why.clone(),
            None => Message::from(self.why.clone()),
        }
    }

    fn new(what: Message, place: &Place, why: Message) -> Remark {
        let said = Said { what, place: place.in_words(), why };
        Remark {
            what: said.what.in_english(),
            place: place.to_string(),
            why: said.why.in_english(),
            count: 1,
            said: Some(Box::new(said)),
        }
    }
}

/// A state of the source, and the one that it became.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StateCount {
    /// Of what, and its state there.
    pub source: String,
    /// The status here.
    pub ours: String,
    /// How many items.
    pub count: u64,
}

impl Report {
    /// Counts an item that was made.
    pub fn add_made(&mut self, what: &str) {
        *self.made.entry(what.to_owned()).or_default() += 1;
    }

    /// Counts an item that there was.
    pub fn add_matched(&mut self, what: &str) {
        *self.matched.entry(what.to_owned()).or_default() += 1;
    }

    /// Records an item that was not imported.
    pub fn skip(&mut self, what: impl Into<Message>, place: &Place, why: impl Into<Message>) {
        self.remark(List::Skipped, what.into(), place, why.into());
    }

    /// Records a repair.
    pub fn repair(&mut self, what: impl Into<Message>, place: &Place, why: impl Into<Message>) {
        self.remark(List::Repaired, what.into(), place, why.into());
    }

    fn list(&mut self, list: List) -> &mut Vec<Remark> {
        match list {
            List::Skipped => &mut self.skipped,
            List::Repaired => &mut self.repaired,
        }
    }

    fn remark(&mut self, list: List, what: Message, place: &Place, why: Message) {
        let remarks = self.list(list);
        if remarks.len() < REMARKS {
            remarks.push(Remark::new(what, place, why));
        } else {
            self.more.entry((list, why.in_english())).or_insert((0, why)).0 += 1;
        }
    }

    /// Leaves the words of other languages out: the command line is English.
    pub fn in_english(mut self) -> Report {
        for remark in self.skipped.iter_mut().chain(&mut self.repaired) {
            remark.said = None;
        }
        self
    }

    /// Adds a line for each reason of the remarks that were only counted.
    pub fn close(&mut self) {
        for ((list, _), (count, why)) in std::mem::take(&mut self.more) {
            let remark = Remark::new(Message::import_what_more(count), &Place::default(), why);
            self.list(list).push(Remark { count, ..remark });
        }
    }

    /// Counts a state.
    pub fn add_state(&mut self, source: &str, ours: &str) {
        let is_same = |count: &&mut StateCount| count.source == source && count.ours == ours;
        match self.states.iter_mut().find(is_same) {
            Some(present) => present.count += 1,
            None => {
                self.states.push(StateCount { source: source.into(), ours: ours.into(), count: 1 })
            }
        }
    }
}

/// Whether an error is about one item, so that the import goes on without that.
pub(super) fn is_refusal(cause: &Error) -> bool {
    match cause {
        Error::Invalid(_) => true,
        Error::Conflict { code, .. } => *code != TAKEN_BACK,
        _ => false,
    }
}

/// Why something could not be stored, in words.
pub fn why_of(cause: &Error) -> Message {
    match cause {
        Error::Invalid(faults) => match faults.first() {
            Some(fault) => fault.detail.clone(),
            None => Message::from(cause.to_string()),
        },
        Error::Conflict { detail, .. } => detail.clone(),
        other => Message::from(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remarks_are_grouped_by_reason_and_counted() {
        let mut report = Report::default();
        let place = |line| Place { file: "site.xml".into(), line };
        let missing = |name: &str| Message::import_why_above_missing(name);
        report.skip("one", &place(1), Message::import_why_in_use());
        report.skip("two", &place(2), missing("News"));
        report.skip("three", &place(3), missing("World"));
        for line in 0..5_010 {
            report.skip("more", &place(line), Message::import_why_above_circle());
        }
        report.close();
        let reasons = by_reason(&report.skipped, 2);
        let counts: Vec<(u64, bool, usize)> = reasons
            .iter()
            .map(|reason| (reason.count, reason.varies, reason.examples.len()))
            .collect();
        assert_eq!(counts, [(5_010, false, 2), (2, true, 2), (1, false, 1)]);
        assert_eq!(reasons[1].examples[1].place, "site.xml, line 3");
        let english = report.in_english();
        // Without the words of other languages, the English ones tell the reasons apart.
        assert_eq!(by_reason(&english.skipped, 2).len(), 4);
        let last = serde_json::to_value(english.skipped.last()).expect("JSON");
        assert_eq!(last["count"], 13);
        assert!(serde_json::to_value(&english.skipped[0]).expect("JSON").get("count").is_none());
    }
}
