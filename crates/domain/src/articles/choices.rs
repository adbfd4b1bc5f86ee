//! The editors' choices for an article beside its words: its kind, its language, its place on the site,
//! and its comments. Pure.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::config::comment_mode::CommentMode;
use crate::error::FieldError;
use crate::i18n::Message;
use crate::markup;
use crate::text::{self, FieldFault};
use crate::{i18n, stored_enum};

use super::commenting::CommentRules;
use super::fields::{limited_line, limited_lines, read};

/// Longest message in place of the form, in characters.
pub const MESSAGE: usize = 300;
/// Longest guidelines, in characters.
pub const GUIDELINES: usize = 4_000;
/// Most days after which comments close: a century.
const DAYS: i64 = 36_500;
/// The largest number in the order of a menu.
const ORDER: i64 = 10_000;

stored_enum! {
    /// The kind of an article. A SMALLINT in the database.
    #[derive(Default)]
    #[schema(as = ArticleKind)]
    pub enum Kind {
        /// A story with a date and a byline, which lists show.
        #[default]
        Article = 0 => "article",
        /// A page such as About or Contact: no list shows it, a menu leads to it.
        Page = 1 => "page",
    }
}

stored_enum! {
    /// The menu that leads to a page. A SMALLINT in the database.
    #[derive(Default)]
    pub enum Menu {
        /// The links at the foot of each page.
        #[default]
        Footer = 0 => "footer",
        /// The navigation at the head of each page.
        Navigation = 1 => "navigation",
        /// None; only links in texts lead to the page.
        None = 2 => "none",
    }
}

/// The choices for an article. Also stored with its revisions as JSON: fields are added, never renamed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
#[schema(as = ArticleChoices)]
pub struct Choices {
    /// `article`, or `page` for About, Contact and the like: no date, no byline, in no list.
    pub kind: Kind,
    /// The BCP 47 tag of its text. Empty in a revision: the language of the site.
    pub language: String,
    /// Whether the front page shows it larger.
    pub featured: bool,
    /// Whether the front page shows it before all others.
    pub sticky: bool,
    /// The menu that leads to it, if it is a page.
    pub menu: Menu,
    /// Its place there; smaller numbers come first.
    pub menu_order: i64,
    /// Whether it accepts comments, as set for it alone; its section and the site may be stricter.
    pub comments: CommentMode,
    /// For how many days after its publication it accepts comments; null for no limit of its own.
    pub comments_days: Option<u32>,
    /// The message in place of the form while the article is closed for comments; may be empty.
    pub comments_message: String,
    /// The guidelines above the comment form, in Markdown; may be empty.
    pub guidelines: String,
}

/// The choices as they were sent; `None` for those that were not.
#[derive(Clone, Debug, Default)]
pub struct SubmittedChoices {
    /// The name of a [`Kind`].
    pub kind: Option<String>,
    /// A BCP 47 tag; empty for the language of the site.
    pub language: Option<String>,
    /// Whether the front page shows it larger.
    pub featured: Option<bool>,
    /// Whether the front page shows it first.
    pub sticky: Option<bool>,
    /// The name of a [`Menu`].
    pub menu: Option<String>,
    /// Its place there.
    pub menu_order: Option<i64>,
    /// The name of a [`CommentMode`].
    pub comments: Option<String>,
    /// The former name of `comments`: true opens an article that is closed, false closes it.
    pub comments_open: Option<bool>,
    /// Days after publication; 0 for no limit.
    pub comments_days: Option<i64>,
    /// Words in place of the form.
    pub comments_message: Option<String>,
    /// Markdown above the form.
    pub guidelines: Option<String>,
}

/// The checked changes of the choices. `None` leaves one as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChoicesEdit {
    kind: Option<Kind>,
    language: Option<String>,
    featured: Option<bool>,
    sticky: Option<bool>,
    menu: Option<Menu>,
    menu_order: Option<i64>,
    comments: Option<ModeChange>,
    comments_days: Option<Option<u32>>,
    comments_message: Option<String>,
    guidelines: Option<String>,
}

/// How the mode of comments changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ModeChange {
    To(CommentMode),
    /// Opens what is closed; where every comment is held, it stays so.
    Open,
}

impl Choices {
    /// What the article says of its comments; what is `None` here is decided by its section or the site.
    pub fn comment_rules(&self) -> CommentRules {
        CommentRules {
            mode: self.comments,
            days: self.comments_days,
            message: self.comments_message.clone(),
        }
    }

    /// Those of a new article: a page has no comments unless it says so.
    pub(super) fn first(edit: &ChoicesEdit) -> Choices {
        let comments = match edit.kind {
            Some(Kind::Page) => CommentMode::Closed,
            Some(Kind::Article) | None => CommentMode::Open,
        };
        edit.apply(&Choices { comments, ..Choices::default() })
    }
}

impl ChoicesEdit {
    /// Checks the choices. Faults are added to `faults`.
    pub(super) fn parse(sent: SubmittedChoices, faults: &mut Vec<FieldError>) -> ChoicesEdit {
        let open = sent.comments_open.map(|open| match open {
            true => ModeChange::Open,
            false => ModeChange::To(CommentMode::Closed),
        });
        ChoicesEdit {
            kind: read(faults, "kind", sent.kind, |raw| {
                one_of(Kind::parse(&raw), "Choose article or page")
            }),
            language: read(faults, "language", sent.language, |raw| language(&raw)),
            featured: sent.featured,
            sticky: sent.sticky,
            menu: read(faults, "menu", sent.menu, |raw| {
                one_of(Menu::parse(&raw), "Choose footer, navigation or none")
            }),
            menu_order: read(faults, "menu_order", sent.menu_order, |order| {
                (-ORDER..=ORDER).contains(&order).then_some(order).ok_or_else(|| {
                    FieldFault::new("out_of_range", Message::setting_number(-ORDER, ORDER))
                })
            }),
            comments: read(faults, "comments", sent.comments, |raw| mode(&raw))
                .map(ModeChange::To)
                .or(open),
            comments_days: read(faults, "comments_days", sent.comments_days, days),
            comments_message: read(faults, "comments_message", sent.comments_message, |raw| {
                message(&raw)
            }),
            guidelines: read(faults, "guidelines", sent.guidelines, |raw| {
                let markdown = limited_lines(&raw, GUIDELINES)?;
                match markup::article(&markdown).forbidden {
                    Some(c) => Err(text::named_character(c)),
                    None => Ok(markdown),
                }
            }),
        }
    }

    /// Whether it changes nothing.
    pub(super) fn is_empty(&self) -> bool {
        *self == ChoicesEdit::default()
    }

    /// The choices after this change.
    pub(super) fn apply(&self, present: &Choices) -> Choices {
        let present = present.clone();
        Choices {
            kind: self.kind.unwrap_or(present.kind),
            language: self.language.clone().unwrap_or(present.language),
            featured: self.featured.unwrap_or(present.featured),
            sticky: self.sticky.unwrap_or(present.sticky),
            menu: self.menu.unwrap_or(present.menu),
            menu_order: self.menu_order.unwrap_or(present.menu_order),
            comments: match self.comments {
                Some(ModeChange::To(mode)) => mode,
                Some(ModeChange::Open) if present.comments == CommentMode::Closed => {
                    CommentMode::Open
                }
                Some(ModeChange::Open) | None => present.comments,
            },
            comments_days: self.comments_days.unwrap_or(present.comments_days),
            comments_message: self.comments_message.clone().unwrap_or(present.comments_message),
            guidelines: self.guidelines.clone().unwrap_or(present.guidelines),
        }
    }

    /// The same change without what is so already.
    pub(super) fn without_unchanged(self, present: &Choices) -> ChoicesEdit {
        let comments = self.apply(present).comments;
        ChoicesEdit {
            kind: self.kind.filter(|kind| *kind != present.kind),
            language: self.language.filter(|language| *language != present.language),
            featured: self.featured.filter(|featured| *featured != present.featured),
            sticky: self.sticky.filter(|sticky| *sticky != present.sticky),
            menu: self.menu.filter(|menu| *menu != present.menu),
            menu_order: self.menu_order.filter(|order| *order != present.menu_order),
            comments: self.comments.filter(|_| comments != present.comments),
            comments_days: self.comments_days.filter(|days| *days != present.comments_days),
            comments_message: self
                .comments_message
                .filter(|message| *message != present.comments_message),
            guidelines: self.guidelines.filter(|guidelines| *guidelines != present.guidelines),
        }
    }

    /// Whether it changes what editors decide: whether the article is a page, and where the site shows
    /// it.
    pub(super) fn is_for_editors(&self, present: &Choices) -> bool {
        let place = |choices: &Choices| {
            let Choices { kind, menu, menu_order, featured, sticky, .. } = choices;
            (*kind, *menu, *menu_order, *featured, *sticky)
        };
        place(&self.apply(present)) != place(present)
    }

    /// Whether it changes which lists, menus and links of other pages show the article, and how.
    pub(super) fn moves(before: &Choices, after: &Choices) -> bool {
        let place = |choices: &Choices| {
            let Choices { kind, menu, menu_order, .. } = choices;
            (*kind, *menu, *menu_order)
        };
        place(before) != place(after)
    }

    /// The names of the choices that it sets.
    pub(super) fn changed_fields(&self) -> Vec<&'static str> {
        let fields = [
            ("kind", self.kind.is_some()),
            ("language", self.language.is_some()),
            ("featured", self.featured.is_some()),
            ("sticky", self.sticky.is_some()),
            ("menu", self.menu.is_some()),
            ("menu_order", self.menu_order.is_some()),
            ("comments", self.comments.is_some()),
            ("comments_days", self.comments_days.is_some()),
            ("comments_message", self.comments_message.is_some()),
            ("guidelines", self.guidelines.is_some()),
        ];
        fields.into_iter().filter(|(_, is_set)| *is_set).map(|(name, _)| name).collect()
    }
}

impl SubmittedChoices {
    /// All choices of a revision.
    pub(super) fn restoring(choices: Choices) -> SubmittedChoices {
        SubmittedChoices {
            kind: Some(choices.kind.name().to_owned()),
            language: Some(choices.language),
            featured: Some(choices.featured),
            sticky: Some(choices.sticky),
            menu: Some(choices.menu.name().to_owned()),
            menu_order: Some(choices.menu_order),
            comments: Some(choices.comments.name().to_owned()),
            comments_open: None,
            comments_days: Some(choices.comments_days.map_or(0, i64::from)),
            comments_message: Some(choices.comments_message),
            guidelines: Some(choices.guidelines),
        }
    }

    /// The same without the choices that only editors may change.
    pub(super) fn without_places(self) -> SubmittedChoices {
        let (kind, featured, sticky, menu, menu_order) = (None, None, None, None, None);
        SubmittedChoices { kind, featured, sticky, menu, menu_order, ..self }
    }
}

fn one_of<T>(found: Option<T>, remedy: &'static str) -> Result<T, FieldFault> {
    found.ok_or_else(|| FieldFault::new("unknown", remedy))
}

/// The name of a mode of comments.
pub(super) fn mode(raw: &str) -> Result<CommentMode, FieldFault> {
    one_of(CommentMode::parse(raw), "Choose open, hold_all or closed for comments")
}

/// Days after which comments close; 0 for no limit.
pub(super) fn days(days: i64) -> Result<Option<u32>, FieldFault> {
    match u32::try_from(days) {
        Ok(0) => Ok(None),
        Ok(number) if days <= DAYS => Ok(Some(number)),
        _ => Err(FieldFault::new("out_of_range", Message::fault_days(DAYS.unsigned_abs()))),
    }
}

/// The message in place of the form.
pub(super) fn message(raw: &str) -> Result<String, FieldFault> {
    limited_line(raw, MESSAGE)
}

/// A BCP 47 tag, or nothing.
fn language(raw: &str) -> Result<String, FieldFault> {
    let tag = text::line(raw)?;
    if tag.is_empty() || i18n::is_tag(&tag) {
        return Ok(tag);
    }
    Err(FieldFault::new("language_tag", Message::fault_language_tag()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(sent: SubmittedChoices) -> ChoicesEdit {
        let mut faults = Vec::new();
        let edit = ChoicesEdit::parse(sent, &mut faults);
        assert!(faults.is_empty(), "{faults:?}");
        edit
    }

    #[test]
    fn the_old_switch_opens_and_closes_but_does_not_stop_holding() {
        let switch = |open| {
            parsed(SubmittedChoices { comments_open: Some(open), ..SubmittedChoices::default() })
        };
        let after = |open, comments| {
            switch(open).apply(&Choices { comments, ..Choices::default() }).comments
        };
        assert_eq!(after(true, CommentMode::Closed), CommentMode::Open);
        assert_eq!(after(true, CommentMode::HoldAll), CommentMode::HoldAll);
        assert_eq!(after(false, CommentMode::HoldAll), CommentMode::Closed);
    }

    #[test]
    fn all_faults_are_reported_by_their_fields() {
        let mut faults = Vec::new();
        let wrong = SubmittedChoices {
            kind: Some("story".into()),
            language: Some("english".into()),
            menu: Some("top".into()),
            menu_order: Some(10_001),
            comments: Some("shut".into()),
            comments_days: Some(-1),
            comments_message: Some("x".repeat(301)),
            guidelines: Some("&#x202E;".into()),
            ..SubmittedChoices::default()
        };
        ChoicesEdit::parse(wrong, &mut faults);
        let found: Vec<_> = faults.iter().map(|fault| (fault.field, fault.code)).collect();
        let expected = [
            ("kind", "unknown"),
            ("language", "language_tag"),
            ("menu", "unknown"),
            ("menu_order", "out_of_range"),
            ("comments", "unknown"),
            ("comments_days", "out_of_range"),
            ("comments_message", "too_long"),
            ("guidelines", "forbidden_characters"),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_page_has_no_comments_unless_it_says_so() {
        let page = |comments: Option<&str>| {
            let kind = Some("page".to_owned());
            let comments = comments.map(str::to_owned);
            Choices::first(&parsed(SubmittedChoices { kind, comments, ..Default::default() }))
        };
        assert_eq!(page(None).comments, CommentMode::Closed);
        assert_eq!(page(Some("open")).comments, CommentMode::Open);
    }

    #[test]
    fn restoring_brings_every_choice_back() {
        let choices = Choices {
            kind: Kind::Page,
            language: "ar".into(),
            featured: true,
            sticky: true,
            menu: Menu::Navigation,
            menu_order: 3,
            comments: CommentMode::HoldAll,
            comments_days: Some(7),
            comments_message: "Later.".into(),
            guidelines: "Be **kind**.".into(),
        };
        let all = parsed(SubmittedChoices::restoring(choices.clone()));
        assert_eq!(all.apply(&Choices::default()), choices);
        assert!(all.without_unchanged(&choices).is_empty());
        let by_author = parsed(SubmittedChoices::restoring(choices).without_places());
        assert!(!by_author.is_for_editors(&Choices::default()));
    }
}
