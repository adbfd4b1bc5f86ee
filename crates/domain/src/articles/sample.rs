//! The sample article of a new publication.

use crate::clock::Time;
use crate::error::Result;
use crate::i18n::Words;

use super::choices::SubmittedChoices;
use super::content::{NewArticle, Submitted};

/// The article, published now, in the language of the site, or in English if there is no translation.
pub(super) fn article(words: &Words, now: Time) -> Result<NewArticle> {
    let submitted = Submitted {
        title: Some(words.sample_title().into_owned()),
        summary: Some(words.sample_summary().into_owned()),
        body: Some(words.sample_body().into_owned()),
        section: Some(words.sample_section().into_owned()),
        tags: Some(vec![words.sample_tag().into_owned()]),
        choices: SubmittedChoices {
            language: Some(words.language().name().into()),
            ..SubmittedChoices::default()
        },
        status: Some("published".into()),
        ..Submitted::default()
    };
    NewArticle::parse(submitted, now)
}
