//! Tags: what articles are about.

use crate::audit::model::Act;
use crate::db::Connection;
use crate::error::Result;
use crate::i18n::Message;

use super::labels::{self, LabelEdit, SlugChoice};
use super::model::{Label, Tag};
use super::names::NamedKind;
use super::path;

impl NamedKind for Tag {
    type Edit = LabelEdit;
    const UNKNOWN: &'static str = "unknown_tag";
    const ACT: Act = Act::Tag;
    const LOCK: &'static [u8; 8] = b"art tags";

    fn fault_same() -> Message {
        Message::fault_merge_tag()
    }

    fn new_name(edit: &LabelEdit) -> Option<&Label> {
        edit.name.as_ref()
    }

    fn new_slug(edit: &LabelEdit) -> Option<&SlugChoice> {
        edit.slug.as_ref()
    }

    fn changed_fields(edit: &LabelEdit) -> Vec<&'static str> {
        edit.changed_fields()
    }

    fn slug_of_name(name: &str) -> String {
        path::slug(name)
    }

    fn edited(self, edit: &LabelEdit, slug: &str, name: &str) -> Tag {
        Tag {
            id: self.id,
            slug: slug.to_owned(),
            name: name.to_owned(),
            description: edit.description.clone().unwrap_or(self.description),
        }
    }

    /// [`Error::Conflict`](crate::error::Error::Conflict) `stale_form`.
    fn check(&self, _: &mut Connection, edit: &LabelEdit) -> Result<()> {
        edit.check_edition(&labels::tag_edition(self))
    }

    fn after_rename(&self, _: &mut Connection) -> Result<()> {
        Ok(())
    }

    fn after_merge(&self, _: &mut Connection, _: Tag) -> Result<()> {
        Ok(())
    }
}
