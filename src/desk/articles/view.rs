//! The list of articles, the editor, and saved versions.

#![allow(missing_docs, reason = "most fields say all by their names")]

use askama::Template;

use super::form::ArticleForm;
use crate::desk::layout::{Staff, Tab};
use crate::desk::media::view::PictureCard;
use crate::error::FieldError;
use crate::text::diff::{Change, Op};
use crate::web::view::{Moment, Problem, Site};

/// A value to choose from a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The value of the field.
    pub value: String,
    pub label: String,
    pub selected: bool,
}

/// A page of the list of articles.
#[derive(Clone, Debug, Template)]
#[template(path = "desk/articles/articles.html")]
pub struct ArticlesPage<'a> {
    pub site: &'a Site,
    pub staff: Staff,
    /// The address of the list.
    pub address: &'static str,
    /// It is the list of pages such as About.
    pub is_pages: bool,
    /// The lists by status.
    pub tabs: Vec<Tab>,
    /// The other conditions.
    pub filters: ListFilters,
    pub rows: Vec<ArticleRow>,
    /// The address of the page before.
    pub newer: Option<String>,
    /// The address of the page after.
    pub older: Option<String>,
    /// The notice about the last action.
    pub done: Option<String>,
    /// Faults of the conditions.
    pub errors: Vec<FieldError>,
}

/// The conditions of a list of articles.
#[derive(Clone, Debug, Default)]
pub struct ListFilters {
    /// The present status; empty for all.
    pub status: String,
    /// Words to search for.
    pub q: String,
    /// A day.
    pub since: String,
    /// A day.
    pub until: String,
    /// The sections by slug.
    pub sections: Vec<Choice>,
    /// The authors; empty for those who see only their own articles.
    pub authors: Vec<Choice>,
    /// There are conditions besides the status.
    pub is_set: bool,
    /// The same list without them.
    pub all_href: String,
}

/// A row of the list of articles, or of that of pages.
#[derive(Clone, Debug)]
pub struct ArticleRow {
    /// The editor.
    pub href: String,
    pub title: String,
    /// The name of its section.
    pub section: Option<String>,
    /// The byline, or the name of the account; may be empty.
    pub author: String,
    /// The status in JSON, which chooses the colour.
    pub status: &'static str,
    /// The status in words.
    pub status_name: String,
    /// The label of the time.
    pub when: String,
    pub time: Moment,
    /// Public comments.
    pub comments: i64,
    /// Pending comments.
    pub waiting: i64,
    /// The list of all its comments, for moderators.
    pub comments_href: Option<String>,
    /// The list of those that wait, for moderators.
    pub waiting_href: Option<String>,
}

/// `GET /desk/articles/new` and `GET /desk/articles/{id}`.
#[derive(Clone, Debug, Template)]
#[template(path = "desk/articles/editor.html")]
pub struct EditorPage<'a> {
    pub site: &'a Site,
    pub staff: Staff,
    /// The saved article; none for a new one.
    pub article: Option<SavedArticle>,
    /// The address of the form.
    pub action: String,
    /// It is or becomes a page such as About.
    pub is_page: bool,
    /// The text.
    pub form: ArticleForm,
    /// The buttons of this member for this article, the main one first.
    pub steps: Vec<StepButton>,
    /// The names of sections to choose from.
    pub sections: Vec<String>,
    /// The zone of the field for the time.
    pub zone_name: String,
    /// The text as readers would see it.
    pub preview: Preview,
    /// When the shown text was stored without being saved.
    pub copy_of: Option<Moment>,
    /// Somebody else has saved another version meanwhile.
    pub conflict: Option<Conflict>,
    /// The colleague who is writing in the article, so that headline, summary and text are refused.
    pub lock: Option<String>,
    /// The notes of colleagues, the oldest first.
    pub notes: Vec<NoteLine>,
    /// A field of the folded part has a fault.
    pub is_unfolded: bool,
    /// The lead picture and what can be chosen.
    pub lead: LeadChoices,
    /// The form for pictures of the text is shown open.
    pub is_text_file_open: bool,
    /// Colleagues who have unsaved text of this article.
    pub colleagues: Vec<(String, Moment)>,
    /// The latest comments.
    pub comments: Vec<CommentLine>,
    /// The list of all comments at the desk, for moderators.
    pub comments_href: Option<String>,
    /// The notice about the last action.
    pub done: Option<String>,
    /// Faults of fields.
    pub errors: Vec<FieldError>,
    /// The problem of the whole form.
    pub problem: Option<Problem>,
}

/// The lead picture, and the pictures to choose from.
#[derive(Clone, Debug, Default)]
pub struct LeadChoices {
    /// No picture is chosen.
    pub is_none: bool,
    /// The latest pictures, and the one that is chosen.
    pub choices: Vec<LeadChoice>,
    pub chosen: Option<PictureCard>,
    /// Its description, caption and credit in the library.
    pub library: [String; 3],
    /// The choice is shown open.
    pub is_open: bool,
}

/// A picture to choose.
#[derive(Clone, Debug, Default)]
pub struct LeadChoice {
    /// The value of the field: its path.
    pub value: String,
    pub is_chosen: bool,
    /// The Markdown that shows it in the text.
    pub markdown: String,
    /// The picture.
    pub card: PictureCard,
}

/// The saved article beside the editor.
#[derive(Clone, Debug)]
pub struct SavedArticle {
    pub id: i64,
    /// The saved headline.
    pub title: String,
    /// The status in JSON.
    pub status: &'static str,
    /// The status in words.
    pub status_name: String,
    /// Readers see it.
    pub is_public: bool,
    /// Readers saw it once.
    pub was_public: bool,
    /// Whether corrections stand under it.
    pub has_corrections: bool,
    /// When readers see it, or saw it first.
    pub published_at: Option<Moment>,
    /// Its path as a link.
    pub href: String,
    /// The last message between author and editors.
    pub review_note: String,
    /// When it was last saved, and by whom.
    pub saved: Option<(Moment, Option<String>)>,
    /// Public comments.
    pub comments: i64,
    /// Pending comments.
    pub waiting: i64,
    /// Readers need a password for it.
    pub is_protected: bool,
}

/// A note beside the editor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteLine {
    pub id: i64,
    /// The writer; none if the account is gone.
    pub who: Option<String>,
    pub at: Moment,
    pub text: String,
    /// The signed-in member may delete it.
    pub may_remove: bool,
}

/// A button of the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepButton {
    /// The value of the field.
    pub value: &'static str,
    pub label: String,
    /// It is the most likely one.
    pub main: bool,
}

/// The text as readers would see it.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "desk/articles/preview.html")]
pub struct Preview {
    /// The language of the text.
    pub language: String,
    pub direction: &'static str,
    /// The label above the headline.
    pub section: String,
    pub title: String,
    /// The line under it.
    pub summary: String,
    /// The byline with its word.
    pub byline: String,
    /// The lead picture as a figure; empty without one.
    pub lead: String,
    /// The body as sanitized HTML.
    pub html: String,
    /// How long the text is, in words.
    pub length: String,
}

/// A version that somebody else has saved while this text was written.
#[derive(Clone, Debug)]
pub struct Conflict {
    /// The colleague, if the account still exists.
    pub who: Option<String>,
    pub at: Option<Moment>,
    /// Their changes since the version that was opened; none if that version is gone.
    pub theirs: Option<Differences>,
    /// How the text that was written differs from theirs.
    pub yours: Differences,
    /// Their text.
    pub body: String,
}

/// The differences between two versions.
#[derive(Clone, Debug, Default)]
pub struct Differences {
    /// In the headline; empty if there are none.
    pub title: Vec<Piece>,
    /// In the line under it.
    pub summary: Vec<Piece>,
    /// In the Markdown.
    pub body: Vec<Piece>,
    /// The other fields that differ: what, before and after.
    pub fields: Vec<(String, String, String)>,
}

impl Differences {
    /// Whether the versions are the same.
    pub fn is_empty(&self) -> bool {
        let texts = [&self.title, &self.summary, &self.body];
        texts.iter().all(|pieces| pieces.is_empty()) && self.fields.is_empty()
    }
}

/// A piece of a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// It is in both.
    Equal(String),
    /// A long piece that is in both; only its ends are shown.
    Elided(String, String),
    /// It is in the older one.
    Deleted(String),
    /// It is in the newer one.
    Inserted(String),
}

/// The most characters of an unchanged piece that are shown on each side of a change.
const CONTEXT: usize = 160;

/// The pieces of a comparison, with long unchanged ones shortened; none if nothing differs.
pub fn pieces(changes: Vec<Change>) -> Vec<Piece> {
    if changes.iter().all(|change| change.op == Op::Equal) {
        return Vec::new();
    }
    let piece = |change: Change| match change.op {
        Op::Delete => Piece::Deleted(change.text),
        Op::Insert => Piece::Inserted(change.text),
        Op::Equal => {
            let length = change.text.chars().count();
            if length <= 3 * CONTEXT {
                return Piece::Equal(change.text);
            }
            let begin: String = change.text.chars().take(CONTEXT).collect();
            let end: String = change.text.chars().skip(length - CONTEXT).collect();
            Piece::Elided(begin, end)
        }
    };
    changes.into_iter().map(piece).collect()
}

/// A comment beside the editor.
#[derive(Clone, Debug)]
pub struct CommentLine {
    /// Where it is shown: at the desk for moderators, on the page for others.
    pub href: String,
    /// The author's name.
    pub name: String,
    /// It waits for a decision.
    pub waits: bool,
    pub posted: Moment,
    /// Its first words.
    pub excerpt: String,
}

/// The saved versions of an article.
#[derive(Clone, Debug, Template)]
#[template(path = "desk/articles/revisions.html")]
pub struct RevisionsPage<'a> {
    pub site: &'a Site,
    pub staff: Staff,
    /// The article's editor.
    pub editor_href: String,
    pub title: String,
    /// The versions, the latest first.
    pub revisions: Vec<RevisionRow>,
    /// The text that members have written and not saved: whose, when, and its address.
    pub copies: Vec<(String, Moment, String)>,
    /// The address of older versions.
    pub older: Option<String>,
}

/// A saved version in the list.
#[derive(Clone, Debug)]
pub struct RevisionRow {
    pub version: i64,
    /// Its page.
    pub href: String,
    /// When it was saved.
    pub at: Moment,
    /// The account that saved it; none for the program itself.
    pub who: Option<String>,
    /// The status in JSON.
    pub status: &'static str,
    /// The status in words.
    pub status_name: String,
    pub title: String,
    pub is_present: bool,
}

/// One saved version, compared with another.
#[derive(Clone, Debug, Template)]
#[template(path = "desk/articles/revision.html")]
pub struct RevisionPage<'a> {
    pub site: &'a Site,
    pub staff: Staff,
    /// The list of versions.
    pub list_href: String,
    /// The article's headline.
    pub article: String,
    /// The version; none for a text that was not saved.
    pub revision: Option<RevisionRow>,
    /// Whose unsaved text it is, and when it was stored.
    pub copy: Option<(String, Moment)>,
    /// The version that it is compared with; none for the first one.
    pub with: Option<i64>,
    /// The same comparison with the present version, or with the one before.
    pub other: Option<(bool, String)>,
    pub differences: Differences,
    /// The whole text of this version.
    pub body: String,
    /// The address of the form that brings it back, with the article's present version; none for
    /// the present one.
    pub restore: Option<(String, i64)>,
    /// The colleague who is writing in the article now.
    pub lock: Option<String>,
    pub problem: Option<Problem>,
}
