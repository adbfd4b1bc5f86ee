//! The fields of a section, a tag or an author, as they were sent and as they are stored. No I/O.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::json;

use crate::error::{Error, FieldError, Result};
use crate::i18n::Message;
use crate::ids::AccountId;
use crate::text::{self, FieldFault};
use crate::vault;

use super::commenting::CommentRules;
use super::fields::read;
use super::model::{ArticleSection, Label, Tag};
use super::tree::Node;
use super::{path, tree};

/// Longest name of a section or a tag, in characters.
pub const LABEL: usize = 60;
/// Longest name of an author, in characters.
pub const BYLINE: usize = 200;
/// Longest description, in characters.
pub const DESCRIPTION: usize = 1_000;
/// Longest slug that somebody chooses, in characters.
pub const SLUG: usize = 100;
/// Greatest position.
pub const POSITION: i64 = 1_000_000;

/// The fields as they were sent; `None` for those that were not.
#[derive(Clone, Debug, Default)]
#[allow(missing_docs, reason = "the names say all")]
pub struct SubmittedLabel {
    pub name: Option<String>,
    /// The slug; empty for the one that the name gives.
    pub slug: Option<String>,
    /// The text under the name.
    pub description: Option<String>,
    /// The section above: slug, name or path; empty for none. Only for sections.
    pub parent: Option<String>,
    /// The place among the sections of the same parent. Only for sections.
    pub position: Option<i64>,
}

/// Checked changes. `None` leaves a field as it is.
#[derive(Clone, Debug, Default)]
pub struct LabelEdit {
    /// The name, with the slug that it gives.
    pub(super) name: Option<Label>,
    pub(super) slug: Option<SlugChoice>,
    pub(super) description: Option<String>,
    pub(super) parent: Option<Option<SectionPath>>,
    pub(super) position: Option<i64>,
    /// The edition of the stored fields that the editor saw.
    seen: Option<String>,
}

/// The slug of a section or a tag.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say all")]
pub enum SlugChoice {
    /// The one that the name gives, with a number if it is taken.
    FromName,
    Custom(String),
}

/// The fields of an author as they were sent; `None` for those that were not.
#[derive(Clone, Debug, Default)]
#[allow(missing_docs, reason = "the names say all")]
pub struct SubmittedAuthor {
    pub name: Option<String>,
    /// The slug; empty for the one that the name gives.
    pub slug: Option<String>,
    pub biography: Option<String>,
    /// The account; 0 for none.
    pub account: Option<AccountId>,
}

/// Checked changes of an author. `None` leaves a field as it is.
#[derive(Clone, Debug, Default)]
pub struct AuthorEdit {
    /// The name, with the slug that it gives.
    pub(super) name: Option<Label>,
    pub(super) slug: Option<SlugChoice>,
    pub(super) biography: Option<String>,
    pub(super) account: Option<Option<AccountId>>,
}

impl AuthorEdit {
    /// Checks a change.
    ///
    /// # Errors
    /// [`Error::Invalid`] with every fault.
    pub fn parse(sent: SubmittedAuthor) -> Result<AuthorEdit> {
        let mut faults: Vec<FieldError> = Vec::new();
        let edit = AuthorEdit {
            name: read(&mut faults, "name", sent.name, |raw| author(&raw)),
            slug: read(&mut faults, "slug", sent.slug, |raw| slug(&raw)),
            biography: read(&mut faults, "biography", sent.biography, |raw| {
                text::lines_up_to(DESCRIPTION, &raw)
            }),
            account: sent.account.map(|account| Some(account).filter(|account| account.0 != 0)),
        };
        if faults.is_empty() { Ok(edit) } else { Err(Error::Invalid(faults)) }
    }

    /// Checks the fields of a new author, of which only the name is required.
    ///
    /// # Errors
    /// As [`AuthorEdit::parse`].
    pub fn parse_new(sent: SubmittedAuthor) -> Result<AuthorEdit> {
        AuthorEdit::parse(SubmittedAuthor { name: Some(sent.name.unwrap_or_default()), ..sent })
    }

    /// The names of the fields that it sets.
    pub(super) fn changed_fields(&self) -> Vec<&'static str> {
        let fields = [
            ("name", self.name.is_some()),
            ("slug", self.slug.is_some()),
            ("biography", self.biography.is_some()),
            ("account", self.account.is_some()),
        ];
        fields.into_iter().filter(|(_, is_set)| *is_set).map(|(name, _)| name).collect()
    }
}

/// The name of an author, with the slug that it gets unless another name has it. Agencies may have
/// any sign in their names.
pub(super) fn author(raw: &str) -> Result<Label, FieldFault> {
    let name = text::line(raw)?;
    if name.is_empty() {
        return Err(FieldFault::new("required", Message::fault_enter_name()));
    }
    if name.chars().count() > BYLINE {
        let detail = Message::fault_name_at_most(BYLINE);
        return Err(FieldFault::new("too_long", detail));
    }
    Ok(Label { slug: author_slug(&name), name })
}

/// The same authors, with the slug of the name where there is none.
pub(super) fn with_author_slugs(authors: &[Label]) -> Vec<Label> {
    let full = |author: &Label| match author.slug.as_str() {
        "" => Label { slug: author_slug(&author.name), name: author.name.clone() },
        _ => author.clone(),
    };
    authors.iter().map(full).collect()
}

/// The slug that the name of an author gives.
pub(super) fn author_slug(name: &str) -> String {
    let slug = path::slug(name);
    if slug.is_empty() { "author".into() } else { slug }
}

/// A section as it is written: its slug, its name, or the names from the top, `World/Asia`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionPath {
    pub(super) written: String,
    /// The names between the slashes, at least one.
    pub(super) parts: Vec<Label>,
}

impl SectionPath {
    /// Whether it names this section, as far as that can be said without the tree.
    pub(super) fn is(&self, section: &ArticleSection) -> bool {
        self.written == section.slug
            || path::is_same_name(&self.written, &section.path)
            || path::is_same_name(&self.written, &section.name)
    }
}

impl LabelEdit {
    /// Checks a change.
    ///
    /// # Errors
    /// [`Error::Invalid`] with every fault.
    pub fn parse(sent: SubmittedLabel) -> Result<LabelEdit> {
        let mut faults: Vec<FieldError> = Vec::new();
        let edit = LabelEdit {
            name: read(&mut faults, "name", sent.name, |raw| single(&raw)),
            slug: read(&mut faults, "slug", sent.slug, |raw| slug(&raw)),
            description: read(&mut faults, "description", sent.description, |raw| {
                text::lines_up_to(DESCRIPTION, &raw)
            }),
            parent: read(&mut faults, "parent", sent.parent, |raw| optional_section(&raw)),
            position: read(&mut faults, "position", sent.position, |position| {
                if (0..=POSITION).contains(&position) {
                    Ok(position)
                } else {
                    Err(FieldFault::new("out_of_range", Message::setting_number(0, POSITION)))
                }
            }),
            seen: None,
        };
        if faults.is_empty() { Ok(edit) } else { Err(Error::Invalid(faults)) }
    }

    /// Makes the change one of these stored fields only.
    pub fn of_edition(self, seen: String) -> LabelEdit {
        LabelEdit { seen: Some(seen), ..self }
    }

    /// Checks that the stored fields are those that the editor saw.
    ///
    /// # Errors
    /// [`Error::Conflict`] `stale_form`.
    pub(super) fn check_edition(&self, present: &str) -> Result<()> {
        self.seen.as_ref().map_or(Ok(()), |seen| check_seen(seen, present))
    }

    /// Checks the fields of a new section or tag, of which only the name is required.
    ///
    /// # Errors
    /// As [`LabelEdit::parse`].
    pub fn parse_new(sent: SubmittedLabel) -> Result<LabelEdit> {
        LabelEdit::parse(SubmittedLabel { name: Some(sent.name.unwrap_or_default()), ..sent })
    }

    /// The names of the fields that it sets.
    pub(super) fn changed_fields(&self) -> Vec<&'static str> {
        let fields = [
            ("name", self.name.is_some()),
            ("slug", self.slug.is_some()),
            ("description", self.description.is_some()),
            ("parent", self.parent.is_some()),
            ("position", self.position.is_some()),
        ];
        fields.into_iter().filter(|(_, is_set)| *is_set).map(|(name, _)| name).collect()
    }
}

/// Checks that what was seen is present.
pub(super) fn check_seen(seen: &str, present: &str) -> Result<()> {
    if seen != present {
        return Err(Error::conflict("stale_form", Message::label_meanwhile()));
    }
    Ok(())
}

/// Identifies the stored fields of a section or a tag, so that a form which was shown with others is
/// noticed.
fn edition(fields: &[&str]) -> String {
    URL_SAFE_NO_PAD.encode(&vault::hash(&json!(fields).to_string())[..9])
}

/// Identifies the present fields of a section.
pub fn section_edition(section: &Node) -> String {
    let parent = section.parent.map_or_else(String::new, |id| id.to_string());
    let position = section.position.to_string();
    edition(&[&section.slug, &section.name, &section.description, &parent, &position])
}

/// Identifies the present rules of a section for comments.
pub fn rules_edition(rules: &CommentRules) -> String {
    let days = rules.days.map_or_else(String::new, |days| days.to_string());
    edition(&[rules.mode.name(), &days, &rules.message])
}

/// Identifies the present fields of a tag.
pub fn tag_edition(tag: &Tag) -> String {
    edition(&[&tag.slug, &tag.name, &tag.description])
}

/// Reads a section as articles name it; `None` for an empty text.
pub(super) fn optional_section(raw: &str) -> Result<Option<SectionPath>, FieldFault> {
    let written = text::line(raw)?;
    if written.is_empty() {
        return Ok(None);
    }
    let names: Vec<&str> = written.split(tree::SEPARATOR).map(str::trim).collect();
    if names.iter().any(|name| name.is_empty()) {
        let detail = Message::fault_section_path();
        return Err(FieldFault::new("path_format", detail));
    }
    if names.len() > tree::DEPTH {
        let detail = Message::fault_sections_deep(tree::DEPTH);
        return Err(FieldFault::new("too_deep", detail));
    }
    let parts = names.into_iter().map(label).collect::<Result<_, _>>()?;
    Ok(Some(SectionPath { written, parts }))
}

/// A name with the slug that it gets unless another name has it. A slug is its own slug, so name
/// and slug find the same row.
pub(super) fn label(raw: &str) -> Result<Label, FieldFault> {
    let name = text::line(raw)?;
    if name.is_empty() {
        return Err(FieldFault::new("required", Message::fault_enter_name()));
    }
    if name.chars().count() > LABEL {
        let detail = Message::fault_name_at_most(LABEL);
        return Err(FieldFault::new("too_long", detail));
    }
    let slug = path::slug(&name);
    if slug.is_empty() {
        return Err(FieldFault::new("slug_format", Message::fault_slug_empty()));
    }
    Ok(Label { slug, name })
}

/// A name that somebody gives to a section or a tag. A slash would be read as a path.
fn single(raw: &str) -> Result<Label, FieldFault> {
    let label = label(raw)?;
    if label.name.contains(tree::SEPARATOR) {
        let detail = Message::fault_name_slash();
        return Err(FieldFault::new("name_format", detail));
    }
    Ok(label)
}

fn slug(raw: &str) -> Result<SlugChoice, FieldFault> {
    let slug = text::line(raw)?;
    if slug.is_empty() {
        return Ok(SlugChoice::FromName);
    }
    if slug.len() > SLUG {
        let detail = Message::fault_slug_long(SLUG);
        return Err(FieldFault::new("too_long", detail));
    }
    if !path::is_slug(&slug) || slug.starts_with('-') || slug.ends_with('-') {
        let detail = Message::fault_slug_letters();
        return Err(FieldFault::new("slug_format", detail));
    }
    Ok(SlugChoice::Custom(slug))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_in_the_tree_is_read_by_its_slashes() {
        let names = |raw: &str| {
            optional_section(raw).map(|found| {
                found.map(|path| path.parts.into_iter().map(|part| part.name).collect::<Vec<_>>())
            })
        };
        assert_eq!(names(" World / Asia "), Ok(Some(vec!["World".into(), "Asia".into()])));
        assert_eq!(names(""), Ok(None));
        let code = |raw: &str| names(raw).map_err(|fault| fault.code);
        for wrong in ["/World", "World/", "World//Asia", "/"] {
            assert_eq!(code(wrong), Err("path_format"), "{wrong}");
        }
        assert_eq!(code("a/b/c/d/e/f"), Err("too_deep"));
        assert_eq!(code("World/??"), Err("slug_format"));
    }

    #[test]
    fn every_fault_of_a_label_is_reported() {
        let sent = SubmittedLabel {
            name: Some("A/B".into()),
            slug: Some("Upper".into()),
            position: Some(-1),
            ..SubmittedLabel::default()
        };
        let Err(Error::Invalid(faults)) = LabelEdit::parse(sent) else { panic!("it is wrong") };
        let codes: Vec<&str> = faults.iter().map(|fault| fault.code).collect();
        assert_eq!(codes, ["name_format", "slug_format", "out_of_range"]);
        assert!(LabelEdit::parse_new(SubmittedLabel::default()).is_err());
    }
}
