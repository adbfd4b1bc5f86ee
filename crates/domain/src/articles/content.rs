//! The checks of an article's fields: [`Submitted`] is what was sent, [`NewArticle`] and [`Edit`]
//! have no faults. All faults are reported at once.

use std::time::Duration;

use secrecy::SecretString;

use crate::clock::{Time, TimeFormat};
use crate::error::{Error, Result};
use crate::i18n::Message;
use crate::passwords::Passwords;
use crate::text::FieldFault;

use super::body::Body;
use super::choices::{Choices, ChoicesEdit, Kind, SubmittedChoices};
use super::fields::{limited_line, limited_lines, read};
use super::labels::{self, SectionPath, author, label};
use super::lead_image::{self, Lead, SubmittedLead};
use super::model::{Article, Label, Status};
use super::{path, protection};

/// Longest headline, in characters.
pub const TITLE: usize = 300;
/// Longest summary, in characters.
pub const SUMMARY: usize = 1_000;
/// Most names in the byline of an article.
pub const BYLINES: usize = 20;
/// Most tags of one article.
pub const TAGS: usize = 20;
/// Longest correction, in characters.
pub const CORRECTION: usize = 1_000;
/// Most corrections of one article.
pub const CORRECTIONS: usize = 100;
/// Longest note of author and editors, in characters.
pub const NOTE: usize = 2_000;
/// How far the client's clock may be ahead of the server's.
const CLOCK_TOLERANCE: Duration = Duration::from_secs(300);

/// The fields of an article as they were sent; `None` for those that were not.
#[derive(Clone, Debug, Default)]
pub struct Submitted {
    /// The headline.
    pub title: Option<String>,
    /// The summary, shown under the headline.
    pub summary: Option<String>,
    /// The Markdown.
    pub body: Option<String>,
    /// The names or slugs of its authors.
    pub bylines: Option<Vec<String>>,
    /// The name of its only author, if `bylines` is not sent; empty for none.
    pub byline: Option<String>,
    /// The lead picture.
    pub lead_image: Option<SubmittedLead>,
    /// The section: its name, its slug, or the names from the top of the tree (`World/Asia`); empty
    /// for none.
    pub section: Option<String>,
    /// The tags' names.
    pub tags: Option<Vec<String>>,
    /// The path; empty for the default.
    pub path: Option<String>,
    /// When it was published. [`TimeFormat`] has read it: people write local time, programs RFC 3339.
    pub published_at: Option<Result<Time, FieldFault>>,
    /// The name of a [`Status`].
    pub status: Option<String>,
    /// The choices of editors beside the text.
    pub choices: SubmittedChoices,
    /// A correction to add: what was wrong and what is right. Empty for none.
    pub correction: Option<String>,
    /// All corrections, in place of those that there are.
    pub corrections: Option<Vec<SubmittedCorrection>>,
    /// Whether readers see that the text was updated.
    pub updated: Option<bool>,
    /// The password that readers need; empty for none. Only its hash is stored.
    pub password: Option<SecretString>,
    /// The note of author and editors to each other.
    pub note: Option<String>,
    /// Whether the path may be one that redirects to another article.
    pub replace_redirect: Option<bool>,
}

impl Submitted {
    /// The same with paths in place of this site's own addresses of pictures. Programs write the `url` that the
    /// API gave them; a path stays right when the host changes, and shows on a site without https, too.
    pub fn with_own_paths(self, base_url: &str) -> Submitted {
        let own = format!("]({base_url}/media/");
        Submitted { body: self.body.map(|body| body.replace(&own, "](/media/")), ..self }
    }
}

/// One of all corrections, as it was sent.
#[derive(Clone, Debug)]
pub struct SubmittedCorrection {
    /// When it was corrected, read by [`TimeFormat`]. Without a time it keeps the one it has, or is
    /// dated now.
    pub at: Option<Result<Time, FieldFault>>,
    /// The error and its correction.
    pub text: String,
}

/// The checked changes of an article. `None` leaves a field as it is.
#[derive(Clone, Debug, Default)]
pub struct Edit {
    pub(super) title: Option<String>,
    pub(super) summary: Option<String>,
    pub(super) body: Option<Body>,
    pub(super) bylines: Option<Vec<Label>>,
    /// The field `byline` as it was sent, if the authors come from it.
    pub(super) byline: Option<String>,
    pub(super) lead_image: Option<Option<Lead>>,
    pub(super) section: Option<Option<SectionPath>>,
    pub(super) tags: Option<Vec<Label>>,
    pub(super) path: Option<PathChoice>,
    pub(super) published_at: Option<Time>,
    pub(super) status: Option<Status>,
    pub(super) choices: ChoicesEdit,
    pub(super) password: Option<PasswordEdit>,
    pub(super) correction: Option<String>,
    pub(super) corrections: Option<Vec<(Option<Time>, String)>>,
    pub(super) updated: bool,
    pub(super) note: Option<String>,
    pub(super) replace_redirect: bool,
}

/// A checked new article: an [`Edit`] with a headline and a body.
#[derive(Clone, Debug)]
pub struct NewArticle {
    pub(super) title: String,
    pub(super) body: Body,
    pub(super) rest: Edit,
}

/// A change of the password that readers need.
#[derive(Clone, Debug)]
pub(super) enum PasswordEdit {
    /// None any more.
    Remove,
    /// A new one, which [`Edit::hashed`] has to hash.
    Plain(SecretString),
    /// The hash of a new one.
    Hashed(String),
}

/// The path of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum PathChoice {
    Default,
    Custom(String),
}

impl NewArticle {
    /// Checks a new article and renders its body.
    ///
    /// # Errors
    /// [`Error::Invalid`] with every fault.
    pub fn parse(submitted: Submitted, now: Time) -> Result<NewArticle> {
        let submitted = Submitted {
            title: Some(submitted.title.unwrap_or_default()),
            body: Some(submitted.body.unwrap_or_default()),
            ..submitted
        };
        let mut rest = Edit::parse(submitted, now)?;
        if rest.status == Some(Status::Withdrawn) {
            return Err(Error::invalid(
                "status",
                "status_change",
                "Begin with draft, submitted, scheduled or published",
            ));
        }
        match (rest.title.take(), rest.body.take()) {
            (Some(title), Some(body)) => Ok(NewArticle { title, body, rest }),
            _ => Err(Error::internal("an article without headline and body passed the checks")),
        }
    }

    /// Whether it is a page.
    pub fn is_page(&self) -> bool {
        Choices::first(&self.rest.choices).kind == Kind::Page
    }

    /// The same article with the default path.
    pub fn with_default_path(mut self) -> NewArticle {
        self.rest.path = None;
        self
    }

    /// As [`Edit::hashed`].
    pub async fn hashed(self, passwords: &Passwords) -> Result<NewArticle> {
        Ok(NewArticle { rest: self.rest.hashed(passwords).await?, ..self })
    }
}

impl Edit {
    /// Checks a change and renders its body.
    ///
    /// # Errors
    /// [`Error::Invalid`] with every fault.
    pub fn parse(submitted: Submitted, now: Time) -> Result<Edit> {
        let mut faults = Vec::new();
        let mut edit = Edit {
            title: read(&mut faults, "title", submitted.title, |raw| {
                let title = limited_line(&raw, TITLE)?;
                if title.is_empty() {
                    Err(FieldFault::new("required", Message::fault_headline()))
                } else {
                    Ok(title)
                }
            }),
            summary: read(&mut faults, "summary", submitted.summary, |raw| {
                limited_line(&raw, SUMMARY)
            }),
            body: None,
            byline: submitted.byline.clone().filter(|_| submitted.bylines.is_none()),
            bylines: {
                let one = read(&mut faults, "byline", submitted.byline, |raw| {
                    if raw.trim().is_empty() { Ok(Vec::new()) } else { Ok(vec![author(&raw)?]) }
                });
                match submitted.bylines {
                    None => one,
                    several => read(&mut faults, "bylines", several, authors),
                }
            },
            lead_image: read(&mut faults, "lead_image", submitted.lead_image, lead_image::parse),
            section: read(&mut faults, "section", submitted.section, |raw| {
                labels::optional_section(&raw)
            }),
            tags: read(&mut faults, "tags", submitted.tags, tag_labels),
            path: read(&mut faults, "path", submitted.path, |raw| {
                if raw.trim().is_empty() {
                    Ok(PathChoice::Default)
                } else {
                    path::parse(&raw).map(PathChoice::Custom)
                }
            }),
            published_at: read(&mut faults, "published_at", submitted.published_at, |time| {
                in_calendar(time?)
            }),
            status: read(&mut faults, "status", submitted.status, |raw| {
                Status::parse(&raw).ok_or_else(|| {
                    FieldFault::new(
                        "unknown",
                        "Choose one of draft, submitted, scheduled, published and withdrawn",
                    )
                })
            }),
            choices: ChoicesEdit::parse(submitted.choices, &mut faults),
            password: read(&mut faults, "password", submitted.password, |password| {
                Ok(protection::check(password)?.map_or(PasswordEdit::Remove, PasswordEdit::Plain))
            }),
            correction: read(&mut faults, "correction", submitted.correction, |raw| {
                limited_line(&raw, CORRECTION)
            }),
            corrections: read(&mut faults, "corrections", submitted.corrections, |all| {
                corrections(all, now)
            }),
            updated: submitted.updated.unwrap_or(false),
            note: read(&mut faults, "note", submitted.note, |raw| limited_lines(&raw, NOTE)),
            replace_redirect: submitted.replace_redirect.unwrap_or(false),
        };
        edit.correction = edit.correction.filter(|correction| !correction.is_empty());
        edit.body = read(&mut faults, "body", submitted.body, |raw| Body::parse(&raw));
        if !faults.is_empty() {
            return Err(Error::Invalid(faults));
        }
        Ok(edit)
    }

    /// The same change with the hash of a new password. Takes some 30 ms and waits for other hashes,
    /// so it comes before the transaction.
    ///
    /// # Errors
    /// [`Error::Unavailable`] while too many passwords wait to be hashed.
    pub async fn hashed(mut self, passwords: &Passwords) -> Result<Edit> {
        if let Some(PasswordEdit::Plain(password)) = self.password {
            self.password = Some(PasswordEdit::Hashed(passwords.hash(password).await?));
        }
        Ok(self)
    }

    /// The hash of the password after this change of an article with `present`.
    pub(super) fn password_after<'a>(
        &'a self,
        present: Option<&'a str>,
    ) -> Result<Option<&'a str>> {
        match &self.password {
            None => Ok(present),
            Some(PasswordEdit::Remove) => Ok(None),
            Some(PasswordEdit::Hashed(hash)) => Ok(Some(hash)),
            Some(PasswordEdit::Plain(_)) => Err(Error::internal("a password was not hashed")),
        }
    }

    /// Whether it changes nothing.
    pub fn is_empty(&self) -> bool {
        let text = self.title.is_none()
            && self.summary.is_none()
            && self.body.is_none()
            && self.bylines.is_none()
            && self.lead_image.is_none();
        let place = self.section.is_none() && self.tags.is_none() && self.path.is_none();
        text && place
            && self.published_at.is_none()
            && self.status.is_none()
            && self.choices.is_empty()
            && self.password.is_none()
            && self.correction.is_none()
            && self.corrections.is_none()
            && !self.updated
            && self.note.is_none()
    }

    /// Whether it changes headline, summary or text, which one member at a time may write.
    pub(super) fn changes_words(&self) -> bool {
        self.title.is_some() || self.summary.is_some() || self.body.is_some()
    }

    /// The same change without the fields that `article` has already, so that a file that is applied
    /// twice changes nothing the second time.
    pub fn without_unchanged(self, article: &Article) -> Edit {
        let is_section = |given: &Option<SectionPath>| match (given, &article.section) {
            (Some(given), Some(present)) => given.is(present),
            (None, None) => true,
            _ => false,
        };
        let are_corrections = |all: &Vec<(Option<Time>, String)>| {
            all.len() == article.corrections.len()
                && all.iter().zip(&article.corrections).all(|((at, text), present)| {
                    at.is_none_or(|at| at == present.at) && *text == present.text
                })
        };
        Edit {
            title: self.title.filter(|title| *title != article.title),
            summary: self.summary.filter(|summary| *summary != article.summary),
            body: self.body.filter(|body| body.markdown != article.body),
            bylines: self
                .bylines
                .filter(|names| !are_labels(names, &article.bylines))
                .filter(|_| self.byline.as_ref() != Some(&article.byline)),
            byline: self.byline,
            lead_image: self
                .lead_image
                .filter(|lead| !lead_image::is_same(lead.as_ref(), article.lead_image.as_ref())),
            section: self.section.filter(|label| !is_section(label)),
            tags: self.tags.filter(|tags| !are_labels(tags, &article.tags)),
            path: self.path.filter(|path| *path != PathChoice::Custom(article.path.clone())),
            published_at: self.published_at.filter(|time| Some(*time) != article.published_at),
            status: self.status.filter(|status| *status != article.status),
            choices: self.choices.without_unchanged(&article.choices),
            password: self.password,
            correction: self
                .correction
                .filter(|text| article.corrections.last().is_none_or(|last| last.text != *text)),
            corrections: self.corrections.filter(|all| !are_corrections(all)),
            updated: self.updated,
            note: self.note.filter(|note| *note != article.review_note),
            replace_redirect: self.replace_redirect,
        }
    }

    /// The names of the fields that it sets.
    pub(super) fn changed_fields(&self) -> Vec<&'static str> {
        let fields = [
            ("title", self.title.is_some()),
            ("summary", self.summary.is_some()),
            ("body", self.body.is_some()),
            ("bylines", self.bylines.is_some()),
            ("lead_image", self.lead_image.is_some()),
            ("section", self.section.is_some()),
            ("tags", self.tags.is_some()),
            ("path", self.path.is_some()),
            ("published_at", self.published_at.is_some()),
            ("password", self.password.is_some()),
            ("correction", self.correction.is_some()),
            ("corrections", self.corrections.is_some()),
            ("updated", self.updated),
        ];
        let set = fields.into_iter().filter(|(_, is_set)| *is_set).map(|(name, _)| name);
        set.chain(self.choices.changed_fields()).collect()
    }
}

/// Parses a time in `time_format`, for [`Submitted::published_at`].
///
/// # Errors
/// Code `time_format`.
pub fn time(time_format: TimeFormat<'_>, written: &str) -> Result<Time, FieldFault> {
    time_format.parse(written).map_err(|detail| FieldFault::new("time_format", detail))
}

/// Whether a name that was given is that of `present`, or its slug.
fn is_same_label(given: &Label, present: &Label) -> bool {
    given.name == present.slug || path::is_same_name(&given.name, &present.name)
}

fn are_labels(given: &[Label], present: &[Label]) -> bool {
    given.len() == present.len()
        && given.iter().zip(present).all(|(given, present)| is_same_label(given, present))
}

/// The years in which an article can have been published, or can be scheduled: from the first
/// printed newspapers on. Other programs write 0001-01-01 or 9999-12-31 for "no time".
const YEARS: std::ops::RangeInclusive<i16> = 1600..=2999;

fn in_calendar(time: Time) -> Result<Time, FieldFault> {
    if !YEARS.contains(&time.utc().year()) {
        let years = Message::fault_years(YEARS.start().to_string(), YEARS.end().to_string());
        return Err(FieldFault::new("time_format", years));
    }
    Ok(time)
}

fn not_in_future(time: Time, now: Time) -> Result<Time, FieldFault> {
    let time = in_calendar(time)?;
    if time > now.plus(CLOCK_TOLERANCE) {
        return Err(FieldFault::new("in_future", Message::fault_not_in_future()));
    }
    Ok(time)
}

fn corrections(
    all: Vec<SubmittedCorrection>,
    now: Time,
) -> Result<Vec<(Option<Time>, String)>, FieldFault> {
    if all.len() > CORRECTIONS {
        return Err(FieldFault::new("too_many", Message::fault_corrections_many(CORRECTIONS)));
    }
    let checked = all.into_iter().map(|correction| {
        let text = limited_line(&correction.text, CORRECTION)?;
        if text.is_empty() {
            return Err(FieldFault::new("required", Message::fault_correction_text()));
        }
        let at = correction.at.map(|time| not_in_future(time?, now)).transpose()?;
        Ok((at, text))
    });
    checked.collect()
}

fn authors(names: Vec<String>) -> Result<Vec<Label>, FieldFault> {
    if names.len() > BYLINES {
        return Err(FieldFault::new("too_many", Message::fault_authors_many(BYLINES)));
    }
    let mut authors: Vec<Label> = Vec::with_capacity(names.len());
    for name in names {
        let author = author(&name)?;
        if authors.iter().all(|other| !path::is_same_name(&other.name, &author.name)) {
            authors.push(author);
        }
    }
    Ok(authors)
}

fn tag_labels(names: Vec<String>) -> Result<Vec<Label>, FieldFault> {
    if names.len() > TAGS {
        return Err(FieldFault::new("too_many", Message::fault_tags_many(TAGS)));
    }
    let mut tags: Vec<Label> = Vec::with_capacity(names.len());
    for name in names {
        let tag = label(&name)?;
        if tags.iter().all(|other| !path::is_same_name(&other.name, &tag.name)) {
            tags.push(tag);
        }
    }
    Ok(tags)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Time {
        Time::parse("2026-11-22T12:00:00Z").expect("a valid instant")
    }

    fn some(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    fn codes(submitted: Submitted) -> Vec<(&'static str, &'static str)> {
        match NewArticle::parse(submitted, now()) {
            Err(Error::Invalid(faults)) => {
                faults.iter().map(|fault| (fault.field, fault.code)).collect()
            }
            other => panic!("{other:?} is no list of faults"),
        }
    }

    #[test]
    fn all_faults_are_reported_at_once() {
        let wrong = Submitted {
            title: some(" "),
            summary: Some("x".repeat(1_001)),
            byline: some("Ann\nBob"),
            section: some("!!!"),
            tags: Some(vec!["Mud".into(), String::new()]),
            path: some("/api/mud"),
            published_at: Some(time(TimeFormat::Rfc3339, "tomorrow")),
            status: some("secret"),
            ..Submitted::default()
        };
        let expected = [
            ("title", "required"),
            ("summary", "too_long"),
            ("byline", "forbidden_characters"),
            ("section", "slug_format"),
            ("tags", "required"),
            ("path", "path_reserved"),
            ("published_at", "time_format"),
            ("status", "unknown"),
            ("body", "required"),
        ];
        assert_eq!(codes(wrong), expected);
    }

    #[test]
    fn limits_are_counted_in_characters_and_the_body_in_bytes() {
        let fits = Submitted {
            title: Some("ü".repeat(300)),
            body: Some("é".repeat(100_000)),
            ..Submitted::default()
        };
        assert!(NewArticle::parse(fits.clone(), now()).is_ok());
        let over =
            Submitted { title: Some("ü".repeat(301)), body: Some("é".repeat(100_001)), ..fits };
        assert_eq!(codes(over), [("title", "too_long"), ("body", "too_long")]);
    }

    #[test]
    fn a_name_and_its_slug_are_the_same_tag() {
        let tags = vec!["Town Hall".into(), "town-hall".into(), "Öl".into()];
        let edit = Edit::parse(Submitted { tags: Some(tags), ..Submitted::default() }, now())
            .expect("good tags");
        let slugs: Vec<String> = edit.tags.expect("tags").into_iter().map(|tag| tag.slug).collect();
        assert_eq!(slugs, ["town-hall", "ol"]);
    }

    #[test]
    fn empty_fields_remove_the_section_and_restore_the_default_path() {
        let empty = Submitted { section: some(""), path: some(" "), ..Submitted::default() };
        let edit = Edit::parse(empty, now()).expect("a good edit");
        assert!(
            edit.section == Some(None)
                && edit.path == Some(PathChoice::Default)
                && !edit.is_empty()
        );
        assert!(Edit::parse(Submitted::default(), now()).expect("nothing").is_empty());
    }

    #[test]
    fn times_are_read_and_nothing_begins_withdrawn() {
        let at = |written: &str| {
            codes(Submitted {
                title: some("Mud"),
                body: some("Mud."),
                published_at: Some(time(TimeFormat::Rfc3339, written)),
                ..Submitted::default()
            })
        };
        for wrong in ["2026-13-01", "0001-01-01T00:00:00Z", "9999-12-31T00:00:00Z"] {
            assert_eq!(at(wrong), [("published_at", "time_format")], "{wrong}");
        }
        let oldest = Submitted {
            title: some("Mud"),
            body: some("Mud."),
            published_at: Some(time(TimeFormat::Rfc3339, "1609-07-15T00:00:00Z")),
            ..Submitted::default()
        };
        assert!(NewArticle::parse(oldest, now()).is_ok());
        let body = Submitted {
            title: some("Mud"),
            body: some("Mud."),
            status: some("withdrawn"),
            ..Submitted::default()
        };
        assert_eq!(codes(body), [("status", "status_change")]);
    }

    #[test]
    fn the_body_is_rendered_and_sanitized() {
        let body = some("# Big\n\n<script>alert(1)</script>\n\n**bold**");
        let edit =
            Edit::parse(Submitted { body, ..Submitted::default() }, now()).expect("a good body");
        let html = edit.body.expect("a body").html;
        assert!(
            html.contains("<h2")
                && html.contains("<strong>bold</strong>")
                && !html.contains("script"),
            "{html}"
        );
    }
}
