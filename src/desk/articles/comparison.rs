//! The differences between two versions of an article: for the list of revisions, and where two members
//! wrote at once.

use super::form::ArticleForm;
use super::off_thread;
use super::view::{Conflict, Differences, pieces};
use crate::app::App;
use crate::articles::model::{Article, Revision};
use crate::clock::Time;
use crate::error::Result;
use crate::i18n::Words;
use crate::text::diff;

/// Their version beside the one that was written.
pub(super) async fn conflict(
    app: &App,
    words: &Words,
    article: &Article,
    base: Option<&Revision>,
    saved: Option<&(Time, Option<String>)>,
    form: &ArticleForm,
) -> Result<Conflict> {
    let zone = app.settings().site.timezone.clone();
    let (present, base, yours) = (article.clone(), base.cloned(), form.clone());
    let words = words.clone();
    let (theirs, yours) = off_thread(move || {
        let now = Texts::of_article(&present);
        let theirs = base.map(|base| compare(&Texts::of_revision(&base), &now, &words));
        let present_form = ArticleForm::of(&present, &zone);
        let mut differences = compare(&now, &Texts::of_form(&yours), &words);
        if yours.comments != present_form.comments {
            differences.fields.push((
                words.field_comments().into_owned(),
                comments_word(&present_form.comments, &words),
                comments_word(&yours.comments, &words),
            ));
        }
        Ok((theirs, differences))
    })
    .await?;
    let (at, who) = saved.cloned().map_or((None, None), |(at, who)| (Some(at), who));
    Ok(Conflict { who, at: at.map(Into::into), theirs, yours, body: article.body.clone() })
}

fn comments_word(value: &str, words: &Words) -> String {
    match value {
        "closed" => words.comments_choice_closed().into_owned(),
        "hold_all" => words.mode_hold_all().into_owned(),
        _ => words.comments_choice_open().into_owned(),
    }
}

/// A lead picture in one line: its path and the article's own words about it.
fn lead_line(path: &str, texts: [&Option<String>; 3]) -> String {
    let own = texts.into_iter().filter_map(|text| text.as_deref().filter(|text| !text.is_empty()));
    std::iter::once(path).chain(own).collect::<Vec<_>>().join(" · ")
}

/// The texts of a version that are compared.
pub(super) struct Texts {
    pub(super) title: String,
    pub(super) summary: String,
    pub(super) body: String,
    byline: String,
    section: String,
    tags: String,
    lead: String,
}

impl Texts {
    pub(super) fn of_article(article: &Article) -> Texts {
        Texts {
            title: article.title.clone(),
            summary: article.summary.clone(),
            body: article.body.clone(),
            byline: article.byline.clone(),
            section: article.section_path().to_owned(),
            tags: article.tag_names(),
            lead: article.lead_image.as_ref().map_or_else(String::new, |lead| {
                lead_line(&lead.media.path(), [&lead.alt, &lead.caption, &lead.credit])
            }),
        }
    }

    pub(super) fn of_revision(revision: &Revision) -> Texts {
        Texts {
            title: revision.saved.title.clone(),
            summary: revision.summary.clone(),
            body: revision.body.clone(),
            byline: revision.fields.byline.clone(),
            section: revision.fields.section.clone().unwrap_or_default(),
            tags: revision.fields.tags.join(", "),
            lead: revision.fields.lead_image.as_ref().map_or_else(String::new, |lead| {
                lead_line(&lead.media, [&lead.alt, &lead.caption, &lead.credit])
            }),
        }
    }

    pub(super) fn of_form(form: &ArticleForm) -> Texts {
        Texts {
            title: form.title.trim().to_owned(),
            summary: form.summary.trim().to_owned(),
            body: form.body.replace("\r\n", "\n").trim().to_owned(),
            byline: form.byline.trim().to_owned(),
            section: form.section.trim().to_owned(),
            tags: form.tags.trim().to_owned(),
            lead: match form.lead().unwrap_or_default() {
                "" => String::new(),
                name => {
                    let lead = form.submitted_lead(None).unwrap_or_default();
                    lead_line(name, [&lead.alt, &lead.caption, &lead.credit])
                }
            },
        }
    }

    fn nothing() -> Texts {
        let nothing = String::new;
        Texts {
            title: nothing(),
            summary: nothing(),
            body: nothing(),
            byline: nothing(),
            section: nothing(),
            tags: nothing(),
            lead: nothing(),
        }
    }
}

/// Compares with nothing, for the first version.
pub(super) fn compare_first(new: &Texts, words: &Words) -> Differences {
    compare(&Texts::nothing(), new, words)
}

/// The differences between two versions. Takes up to a second for long texts that have nothing in
/// common.
pub(super) fn compare(old: &Texts, new: &Texts, words: &Words) -> Differences {
    let fields = [
        (words.field_byline(), &old.byline, &new.byline),
        (words.section(), &old.section, &new.section),
        (words.field_tags(), &old.tags, &new.tags),
        (words.lead_title(), &old.lead, &new.lead),
    ];
    let changed = fields.into_iter().filter(|(_, old, new)| old != new);
    Differences {
        title: pieces(diff::words(&old.title, &new.title)),
        summary: pieces(diff::words(&old.summary, &new.summary)),
        body: pieces(diff::words(&old.body, &new.body)),
        fields: changed
            .map(|(name, old, new)| (name.into_owned(), old.clone(), new.clone()))
            .collect(),
    }
}
