//! The view of an address without a page.

use askama::Template;

use crate::i18n::Html;
use crate::theme::Template as Themed;
use crate::web::theming::links;
use crate::web::view::{Link, Site};

/// The page for an address at which nothing is: a search, and what is new.
#[derive(Clone, Debug, Template)]
#[template(path = "articles/missing.html")]
pub struct MissingPage<'a> {
    /// The publication.
    pub site: &'a Site,
    /// The newest articles.
    pub newest: Vec<Link>,
}

impl MissingPage<'_> {
    fn themed(&self) -> Option<Html> {
        let data = || minijinja::context! { newest => links(&self.newest) };
        self.site.themed(Themed::Missing, &[], data)
    }
}
