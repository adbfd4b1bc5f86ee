//! What the conversion of a text asks about the site that it comes from.

use crate::imports::items::Attachment;

/// The site of a text.
pub struct Site<'a> {
    /// Its address without the scheme: `example.org/blog`.
    pub address: &'a str,
    pub files: &'a mut dyn Files,
}

/// Where a text finds the files that its shortcodes name.
pub trait Files {
    /// The file with this id.
    fn file(&mut self, id: &str) -> Option<Attachment>;

    /// The files that belong to a post, in their order; to the post of the text if `post` is none.
    fn of_post(&mut self, post: Option<&str>) -> Vec<Attachment>;
}

/// For texts of systems that have no files.
pub struct NoFiles;

impl Files for NoFiles {
    fn file(&mut self, _: &str) -> Option<Attachment> {
        None
    }

    fn of_post(&mut self, _: Option<&str>) -> Vec<Attachment> {
        Vec::new()
    }
}
