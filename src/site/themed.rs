//! The front page and the lists for the templates of a theme.

use askama::Template;
use minijinja::context;
use minijinja::value::Value;

use crate::i18n::Html;
use crate::site::view::{
    ArrangedFront, FrontPage, HeadlineView, ListOf, PickView, SectionPart, Teaser,
};
use crate::theme::{self, Template as Themed};
use crate::web::theming::{link, links, maybe};
use crate::web::view::Site;

/// The stories of the front page as the program arranges them.
#[derive(Template)]
#[template(path = "site/edited.html")]
struct Arranged<'a> {
    site: &'a Site,
    front: &'a ArrangedFront,
}

/// The links between the pages of a list.
#[derive(Template)]
#[template(path = "site/pager.html")]
struct Pager<'a> {
    site: &'a Site,
    newer: &'a Option<String>,
    older: &'a Option<String>,
}

impl FrontPage<'_> {
    /// The theme's own main region.
    pub(super) fn themed(&self) -> Option<Html> {
        let template = if self.list.is_none() { Themed::Front } else { Themed::List };
        // Nothing is rendered for a theme that does not ask.
        if !self.site.has_themed(template) {
            return None;
        }
        let pager = Pager { site: self.site, newer: &self.newer, older: &self.older };
        let pager = pager.render().ok()?;
        let data = || {
            context! {
                list => maybe(self.list.as_ref(), |list| self.list_data(list)),
                front => maybe(self.front.as_ref(), |front| self.front_data(front)),
                articles => self.teasers(&self.articles),
                newer => self.newer.clone(),
                older => self.older.clone(),
                pager => theme::html(&pager),
            }
        };
        self.site.themed(template, &[("pager", pager.trim())], data)
    }

    fn list_data(&self, list: &ListOf) -> Value {
        context! {
            kind => self.site.words.say(&list.kind),
            name => list.name.clone(),
            description => list.description.clone(),
            feed => list.feed.clone(),
            above => links(&list.above),
            below => links(&list.below),
        }
    }

    fn front_data(&self, front: &ArrangedFront) -> Value {
        let arranged = Arranged { site: self.site, front }.render().unwrap_or_default();
        let section = |part: &SectionPart| {
            context! { section => link(&part.section), articles => self.teasers(&part.teasers) }
        };
        let pick = |pick: &PickView| {
            context! { href => pick.href.clone(), text => pick.text.clone(), name => pick.name.clone(), title => pick.title.clone() }
        };
        let headline = |line: &HeadlineView| {
            context! {
                href => line.href.clone(),
                title => line.title.clone(),
                attributes => theme::html(self.site.text_attributes(&line.language)),
                published => self.site.moment(line.published),
                when => line.when.clone(),
                excerpt => line.excerpt.clone(),
                comments => line.comments,
            }
        };
        context! {
            lead => maybe(front.lead.as_ref(), |lead| self.teaser(lead)),
            row => self.teasers(&front.row),
            latest => front.latest.iter().map(headline).collect::<Value>(),
            discussed => front.discussed.iter().map(headline).collect::<Value>(),
            sections => front.sections.iter().map(section).collect::<Value>(),
            picks => front.picks.iter().map(pick).collect::<Value>(),
            more => self.teasers(front.more.iter().flatten()),
            arranged => theme::html(arranged),
        }
    }

    fn teasers<'a>(&self, teasers: impl IntoIterator<Item = &'a Teaser>) -> Value {
        teasers.into_iter().map(|teaser| self.teaser(teaser)).collect()
    }

    fn teaser(&self, teaser: &Teaser) -> Value {
        context! {
            href => teaser.href.clone(),
            title => teaser.title.clone(),
            attributes => theme::html(self.site.text_attributes(&teaser.language)),
            section => maybe(teaser.section.as_ref(), link),
            excerpt => teaser.excerpt.clone(),
            is_protected => teaser.is_protected,
            featured => teaser.featured,
            picture => maybe(teaser.picture.as_ref(), theme::html),
            byline => self.site.byline_data(&teaser.bylines),
            authors => links(&teaser.bylines),
            published => self.site.moment(teaser.published),
            comments => teaser.comments,
        }
    }
}
