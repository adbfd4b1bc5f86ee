//! What staff decide, what the log keeps of it, and how a reader is named without saying who it is. No I/O.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::serialize::{self, ToSql};
use diesel::sql_types::SmallInt;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::clock::Time;
use crate::comments::screening::Reason;
use crate::comments::status::{Decision, Status};
use crate::error::{Error, FieldError};
use crate::ids::{AccountId, ArticleId, CommentId, ReaderId, SectionId};
use crate::text;
use crate::vault::Vault;

/// Longest reason, in characters.
pub const MAX_REASON: usize = 100;

/// Longest note, in characters.
pub const MAX_NOTE: usize = 2_000;

/// A decision as it was sent; what is absent is reported together with all other faults.
#[derive(Clone, Debug, Default)]
pub struct RawRuling {
    /// `approve`, `reject`, `spam`, `delete` or `hold`.
    pub decision: String,
    /// The version that was looked at.
    pub version: Option<i64>,
    /// A word for statistics.
    pub reason: String,
    /// A sentence for colleagues.
    pub note: String,
}

/// A decision about one version of a comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ruling {
    /// What is to become of it.
    pub decision: Decision,
    /// The version that was looked at. If the comment has another by now, nothing happens.
    pub version: i64,
    /// A word for statistics, such as `off_topic`.
    pub reason: Option<String>,
    /// A sentence for colleagues.
    pub note: Option<String>,
}

impl Ruling {
    /// Checks all fields and reports every fault at once: `required`, `unknown`, `too_long`, `reason_format`,
    /// `forbidden_characters`.
    pub fn parse(raw: &RawRuling) -> Result<Ruling, Vec<FieldError>> {
        let mut faults = Vec::new();
        let decision = decision(&raw.decision).map_err(|fault| faults.push(fault)).ok();
        if raw.version.is_none() {
            faults.push(version_missing());
        }
        let reason = reason(&raw.reason).map_err(|fault| faults.push(fault)).ok();
        let note = note(&raw.note).map_err(|fault| faults.push(fault)).ok();
        match (decision, raw.version, reason, note) {
            (Some(decision), Some(version), Some(reason), Some(note)) => {
                Ok(Ruling { decision, version, reason, note })
            }
            _ => Err(faults),
        }
    }
}

/// What is wrong with a decision or an edit that does not say what it is about.
pub fn version_missing() -> FieldError {
    FieldError::new("version", "required", "Name the version of the comment that you looked at")
}

fn decision(word: &str) -> Result<Decision, FieldError> {
    match word {
        "" => Err(FieldError::new("decision", "required", "Choose approve, reject, spam, delete or hold")),
        word => Decision::ALL
            .into_iter()
            .find(|decision| decision.name() == word)
            .ok_or_else(|| FieldError::new("decision", "unknown", "Choose approve, reject, spam, delete or hold")),
    }
}

fn reason(raw: &str) -> Result<Option<String>, FieldError> {
    let code = raw.trim();
    if code.chars().count() > MAX_REASON {
        let detail = format!("Shorten the reason to {MAX_REASON} characters; the note has room for a sentence");
        return Err(FieldError::new("reason", "too_long", detail));
    }
    if !code.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'-' | b'.')) {
        let detail = "Give the reason as one word such as off_topic: small letters, digits, _ - and .";
        return Err(FieldError::new("reason", "reason_format", detail));
    }
    Ok((!code.is_empty()).then(|| code.to_owned()))
}

fn note(raw: &str) -> Result<Option<String>, FieldError> {
    let note = text::lines(raw).map_err(|fault| fault.of("note"))?;
    let length = note.chars().count();
    if length > MAX_NOTE {
        let detail = format!("Shorten the note to {MAX_NOTE} characters; it has {length}");
        return Err(FieldError::new("note", "too_long", detail));
    }
    Ok((!note.is_empty()).then_some(note))
}

/// What a line of the log tells of: one of the decisions, or an edit of the text. A SMALLINT in the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, AsExpression, FromSqlRow, Serialize, Deserialize, ToSchema)]
#[diesel(sql_type = SmallInt)]
#[serde(rename_all = "lowercase")]
pub enum Act {
    /// It was made public.
    Approve = 0,
    /// It was kept out.
    Reject = 1,
    /// It was kept out as spam.
    Spam = 2,
    /// Text and author were destroyed.
    Delete = 3,
    /// It was put into the queue.
    Hold = 4,
    /// The text was changed; the status was not.
    Edit = 5,
}

impl Act {
    const ALL: [Act; 6] = [Act::Approve, Act::Reject, Act::Spam, Act::Delete, Act::Hold, Act::Edit];

    /// What was done, for a sentence about who did it: `approved`.
    pub fn past(self) -> &'static str {
        match self {
            Act::Approve => "approved",
            Act::Reject => "rejected",
            Act::Spam => "marked as spam",
            Act::Delete => "deleted",
            Act::Hold => "held",
            Act::Edit => "edited",
        }
    }
}

impl From<Decision> for Act {
    fn from(decision: Decision) -> Act {
        match decision {
            Decision::Approve => Act::Approve,
            Decision::Reject => Act::Reject,
            Decision::Spam => Act::Spam,
            Decision::Delete => Act::Delete,
            Decision::Hold => Act::Hold,
        }
    }
}

impl<DB> FromSql<SmallInt, DB> for Act
where
    DB: diesel::backend::Backend,
    i16: FromSql<SmallInt, DB>,
{
    fn from_sql(bytes: DB::RawValue<'_>) -> deserialize::Result<Self> {
        let number = i16::from_sql(bytes)?;
        Act::ALL.into_iter().find(|act| *act as i16 == number).ok_or_else(|| format!("{number} is no Act").into())
    }
}

impl ToSql<SmallInt, diesel::sqlite::Sqlite> for Act {
    fn to_sql<'b>(&'b self, out: &mut serialize::Output<'b, '_, diesel::sqlite::Sqlite>) -> serialize::Result {
        out.set_value(i32::from(*self as i16));
        Ok(serialize::IsNull::No)
    }
}

impl ToSql<SmallInt, diesel::pg::Pg> for Act {
    fn to_sql<'b>(&'b self, out: &mut serialize::Output<'b, '_, diesel::pg::Pg>) -> serialize::Result {
        ToSql::<SmallInt, diesel::pg::Pg>::to_sql(&(*self as i16), &mut out.reborrow())
    }
}

/// Who acted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Actor {
    /// The account.
    pub id: AccountId,
    /// The name that colleagues see; null once the account is gone.
    pub name: Option<String>,
}

/// One line of a comment's log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct LogEntry {
    /// What was done.
    pub decision: Act,
    /// Who did it; null for the site's policy, at the moment the comment arrived.
    pub by: Option<Actor>,
    /// The status before; null for the first line.
    pub from_status: Option<Status>,
    /// The status after.
    pub to_status: Status,
    /// The comment's version after it.
    pub version: i64,
    /// A word; for the policy the codes of its reasons, with a space between.
    pub reason: Option<String>,
    /// A sentence.
    pub note: Option<String>,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Time,
}

/// How a comment stands at this moment: what whoever was too late needs to decide again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = PresentState)]
pub struct Present {
    /// Where it stands.
    pub status: Status,
    /// The version to decide about.
    pub version: i64,
    /// What was last done.
    pub decision: Option<Act>,
    /// Who did it; null for the site's policy.
    pub decided_by: Option<String>,
    /// When.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub decided_at: Option<Time>,
}

impl Present {
    /// Turns away a request that does not fit this state.
    pub fn refuse(&self, code: &'static str, detail: impl Into<String>) -> Error {
        match serde_json::to_value(self) {
            Ok(present) => Error::Conflict { code, detail: detail.into(), present: Some(Box::new(present)) },
            Err(cause) => Error::internal(cause),
        }
    }

    /// Turns away a request that was about an older version, and says who was faster.
    pub fn stale(&self) -> Error {
        let who = self.decided_by.as_deref().unwrap_or("Screening");
        let what = self.decision.map_or("changed", Act::past);
        self.refuse("stale_version", format!("{who} has {what} this comment meanwhile. Look at it as it is now."))
    }
}

/// A comment as staff see it.
#[derive(Clone, Debug)]
pub struct Item {
    /// Its number.
    pub id: CommentId,
    /// What it stands under.
    pub article: ArticleName,
    /// What it answers.
    pub parent_id: Option<CommentId>,
    /// Who wrote it; None once it is deleted.
    pub reader: Option<SealedReader>,
    /// Where it stands.
    pub status: Status,
    /// Where it stood first.
    pub first_status: Status,
    /// Why it stood there.
    pub reasons: Vec<Reason>,
    /// Grows with each decision and each edit.
    pub version: i64,
    /// The name over it; empty once it is deleted.
    pub name: String,
    /// What the name links to.
    pub website: Option<String>,
    /// The Markdown.
    pub text: String,
    /// The text as sanitized HTML.
    pub html: String,
    /// When it was posted.
    pub created_at: Time,
    /// When its text was last changed by staff.
    pub edited_at: Option<Time>,
    /// When its status was last decided.
    pub decided_at: Option<Time>,
    /// How old the form was when it was sent, in milliseconds; None from the API.
    pub form_age: Option<i64>,
    /// The network address cut to /24 or /48; None after its short life.
    pub network_prefix: Option<String>,
}

/// An article as far as a comment's list shows it.
#[derive(Clone, Debug)]
pub struct ArticleName {
    /// Its number.
    pub id: ArticleId,
    /// The headline.
    pub title: String,
    /// Where readers find it, without the leading slash.
    pub path: String,
}

/// A reader whose address is still sealed.
#[derive(Clone, Debug)]
pub struct SealedReader {
    /// The row.
    pub id: ReaderId,
    /// Bound into the seal.
    pub email_index: Vec<u8>,
    /// The address.
    pub email_sealed: Vec<u8>,
}

/// A comment with what helps to decide on it.
#[derive(Clone, Debug)]
pub struct Context {
    /// The comment.
    pub item: Item,
    /// The article's line under the headline, and its Markdown.
    pub article_text: (String, String),
    /// What it answers, whatever became of that.
    pub parent: Option<Parent>,
    /// What else the same reader wrote, newest first.
    pub others: Vec<Other>,
    /// All that was decided, oldest first.
    pub log: Vec<LogEntry>,
    /// What it said before each edit, oldest first.
    pub revisions: Vec<Revision>,
}

/// What a comment answers.
#[derive(Clone, Debug)]
pub struct Parent {
    /// Its number.
    pub id: CommentId,
    /// Where it stands.
    pub status: Status,
    /// The name over it.
    pub name: String,
    /// The text as sanitized HTML.
    pub html: String,
    /// When it was posted.
    pub created_at: Time,
}

/// Another comment of the same reader.
#[derive(Clone, Debug)]
pub struct Other {
    /// Its number.
    pub id: CommentId,
    /// What it stands under.
    pub article: ArticleName,
    /// Where it stands.
    pub status: Status,
    /// The text as sanitized HTML.
    pub html: String,
    /// When it was posted.
    pub created_at: Time,
}

/// What a comment said until it was edited.
#[derive(Clone, Debug)]
pub struct Revision {
    /// The version that said it.
    pub version: i64,
    /// The Markdown; empty once the comment is deleted.
    pub text: String,
    /// Who put another text in its place.
    pub replaced_by: Option<Actor>,
    /// When.
    pub replaced_at: Time,
}

/// Which comments a list has. Each condition narrows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only those that stand there.
    pub status: Option<Status>,
    /// Only those under this article.
    pub article: Option<ArticleId>,
    /// Only those under articles of the section with this slug.
    pub section: Option<String>,
    /// Only those of this reader.
    pub reader: Option<ReaderId>,
    /// Only those with this in text or name. ASCII letters match in either case.
    pub words: Option<String>,
    /// Only those posted then or later.
    pub since: Option<Time>,
    /// Only those posted before.
    pub until: Option<Time>,
}

/// From which end a list begins. Comments are in the order of their numbers, which is that of their arrival.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Order {
    /// Whoever has waited longest comes first.
    Oldest,
    /// What has just arrived comes first.
    Newest,
}

impl Filter {
    /// The order that suits the list: what waits is a queue, all else is looked up.
    pub fn usual_order(&self) -> Order {
        if self.status == Some(Status::Pending) { Order::Oldest } else { Order::Newest }
    }
}

/// How much waits and how fast it is decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Queue {
    /// All sections together.
    pub all: Load,
    /// By section, in the order of their names; None stands for articles without a section, last.
    pub sections: Vec<(Option<SectionName>, Load)>,
}

/// A section of the publication.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = QueueSectionName)]
pub struct SectionName {
    /// The row.
    #[serde(skip)]
    pub id: SectionId,
    /// In paths and in `section=`.
    pub slug: String,
    /// For readers.
    pub name: String,
}

/// The work in one place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Load {
    /// Comments by [`Status::ALL`].
    pub counts: [i64; 5],
    /// When the oldest that waits was posted.
    pub oldest_pending: Option<Time>,
    /// Microseconds from the posting to the first decision, of those decided by staff lately.
    pub waits: Vec<u64>,
}

impl Load {
    /// How many stand there.
    pub fn count(&self, status: Status) -> i64 {
        self.counts[status as usize]
    }

    /// The middle wait in whole seconds; of two in the middle, the mean.
    pub fn median_seconds(&self) -> Option<u64> {
        let mut waits = self.waits.clone();
        waits.sort_unstable();
        let middle = waits.len() / 2;
        let upper = *waits.get(middle)?;
        let lower = if waits.len().is_multiple_of(2) { waits[middle - 1] } else { upper };
        Some(lower.midpoint(upper) / 1_000_000)
    }
}

/// A name for a reader that says nothing of who it is, the same in every list, and of use only with our key.
///
/// The tag is a keyed hash of the number and hides the number under a pad that is made from the tag; so the name can
/// be read back without asking the database, and nobody can make one up.
pub fn reader_key(vault: &Vault, reader: ReaderId) -> String {
    let number = reader.0.to_be_bytes();
    let tag = vault.sign(READER_TAG, &[&number]);
    let mut key = [0; TAG + 8];
    key[..TAG].copy_from_slice(&tag[..TAG]);
    key[TAG..].copy_from_slice(&padded(vault, &tag[..TAG], number));
    URL_SAFE_NO_PAD.encode(key)
}

/// The reader that [`reader_key`] named; None for what it did not write.
pub fn reader_of(vault: &Vault, key: &str) -> Option<ReaderId> {
    let bytes = URL_SAFE_NO_PAD.decode(key).ok()?;
    let (tag, hidden) = bytes.split_at_checked(TAG)?;
    let number = padded(vault, tag, hidden.try_into().ok()?);
    vault.verify(READER_TAG, &[&number], tag).then(|| ReaderId(i64::from_be_bytes(number)))
}

const TAG: usize = 16;
const READER_TAG: &str = "moderation reader";

fn padded(vault: &Vault, tag: &[u8], mut number: [u8; 8]) -> [u8; 8] {
    let pad = vault.sign("moderation reader pad", &[tag]);
    for (byte, pad) in number.iter_mut().zip(pad) {
        *byte ^= pad;
    }
    number
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(raw: &RawRuling) -> Vec<(&'static str, &'static str)> {
        let faults = Ruling::parse(raw).err().unwrap_or_default();
        faults.iter().map(|fault| (fault.field, fault.code)).collect()
    }

    #[test]
    fn a_ruling_tells_all_its_faults_at_once() {
        assert_eq!(codes(&RawRuling::default()), [("decision", "required"), ("version", "required")]);
        let raw = RawRuling {
            decision: "destroy".to_owned(),
            version: Some(1),
            reason: "Off topic!".to_owned(),
            note: "n".repeat(2_001),
        };
        assert_eq!(codes(&raw), [("decision", "unknown"), ("reason", "reason_format"), ("note", "too_long")]);
        let raw = RawRuling { reason: "r".repeat(101), note: "a\0b".to_owned(), ..raw };
        assert_eq!(codes(&raw), [("decision", "unknown"), ("reason", "too_long"), ("note", "forbidden_characters")]);
    }

    #[test]
    fn empty_reasons_and_notes_are_none() {
        let raw = RawRuling {
            decision: "approve".to_owned(),
            version: Some(3),
            reason: " ".to_owned(),
            note: " Kind\r\nwords ".to_owned(),
        };
        let ruling = Ruling::parse(&raw).expect("a good ruling");
        assert_eq!((ruling.reason, ruling.note.as_deref()), (None, Some("Kind\nwords")));
    }

    #[test]
    fn the_log_knows_every_decision_by_its_number() {
        for decision in Decision::ALL {
            assert_eq!(Act::from(decision) as i16, decision as i16);
            assert_eq!(serde_json::to_value(Act::from(decision)).expect("a name"), decision.name());
        }
    }

    #[test]
    fn the_median_is_the_middle() {
        let median =
            |waits: &[u64]| Load { waits: waits.iter().map(|s| s * 1_000_000).collect(), ..Load::default() }.median_seconds();
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[9]), Some(9));
        assert_eq!(median(&[9, 1]), Some(5));
        assert_eq!(median(&[100, 1, 2]), Some(2));
    }

    #[test]
    fn a_key_names_its_reader_and_cannot_be_made_up() {
        let folder = tempfile::tempdir().expect("a folder");
        let vault = Vault::open_or_create(&folder.path().join("keys")).expect("a vault");
        let stranger = Vault::open_or_create(&folder.path().join("others")).expect("a vault");
        let key = reader_key(&vault, ReaderId(17));
        assert_eq!(key.len(), 32);
        assert_eq!(reader_of(&vault, &key), Some(ReaderId(17)));
        assert_eq!(key, reader_key(&vault, ReaderId(17)));
        assert_eq!(reader_of(&stranger, &key), None);
        let mut bytes = URL_SAFE_NO_PAD.decode(&key).expect("base64");
        bytes[TAG + 7] ^= 1;
        assert_eq!(reader_of(&vault, &URL_SAFE_NO_PAD.encode(bytes)), None);
        for text in ["", "17", "!", &key[1..], &format!("{key}AA")] {
            assert_eq!(reader_of(&vault, text), None, "{text}");
        }
    }
}
