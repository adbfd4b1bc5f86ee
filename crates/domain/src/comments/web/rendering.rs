//! An article with its thread and the form, rendered for its page and for a form that is shown again.

use actix_web::HttpResponse;
use actix_web::http::header;
use askama::Template;

use crate::app::App;
use crate::articles;
use crate::articles::blocks::{self, Filled, Filling};
use crate::articles::choices::Kind;
use crate::articles::commenting::CommentRules;
use crate::articles::lead_image::LeadImage;
use crate::articles::listing::ArticleSummary;
use crate::articles::model::{Article, Correction};
use crate::articles::related::RelatedStories;
use crate::clock::Time;
use crate::comments::article_view::{
    ArticlePage, ArticleVisibility, CorrectionView, RelatedView, minutes,
};
use crate::comments::reading::{Shown, ThreadPage};
use crate::comments::view::{CommentForm, CommentView, MentionView, ReplyTarget, Thread};
use crate::config::Config;
use crate::error::{Error, Result};
use crate::ids::{ArticleId, CommentId};
use crate::markup;
use crate::media::view::Slot;
use crate::mentions::model::Mention;
use crate::pictures::headline;
use crate::web::headers::policy_with;
use crate::web::view::Site;

/// Renders the whole page.
pub(super) fn render(
    app: &App,
    site: &Site,
    article: &Article,
    stories: RelatedStories,
    thread: ThreadPage,
    form: CommentForm,
) -> Result<String> {
    let site = in_its_language(site, article);
    let showing = ArticleVisibility::Published;
    let view = view(app, &site, article, (showing, stories), thread, form);
    // Allocated at once, so that a long page is not copied while it grows.
    let mut html = String::with_capacity(view.size());
    view.render_into(&mut html).map_err(Error::internal)?;
    Ok(html)
}

/// Renders the page to be printed: with the whole thread, and without the form.
pub(super) fn render_whole(
    app: &App,
    site: &Site,
    article: &Article,
    thread: ThreadPage,
) -> Result<String> {
    let site = in_its_language(site, article);
    let showing = (ArticleVisibility::Published, RelatedStories::default());
    let page = view(app, &site, article, showing, thread, CommentForm::default());
    ArticlePage { is_whole: true, ..page }.render().map_err(Error::internal)
}

/// The site on the page of `article`, in the article's language if there are words in it.
pub(super) fn in_its_language(site: &Site, article: &Article) -> Site {
    site.clone().in_language(article.language(&site.own_language))
}

/// The page, with form and thread completed by the article's values.
pub(super) fn view<'a>(
    app: &App,
    site: &'a Site,
    article: &Article,
    (showing, stories): (ArticleVisibility, RelatedStories),
    thread: ThreadPage,
    form: CommentForm,
) -> ArticlePage<'a> {
    let config = app.settings();
    let commenting = article.commenting(&CommentRules::of_site(&config), app.clock.now());
    let open = commenting.is_open();
    let is_page = article.choices.kind == Kind::Page;
    let href = article.href();
    let page_href =
        if thread.page > 1 { format!("{href}?page={}", thread.page) } else { href.clone() };
    let html = article.page_html();
    let minutes = minutes(&html);
    let filling = Filling {
        words: &site.words,
        embeds: &config.articles.embeds,
        ads: Some(&config.ads).filter(|_| !is_page && showing == ArticleVisibility::Published),
        related: &stories.in_boxes,
        fold_words: if is_page { 0 } else { config.articles.fold_words },
    };
    let Filled { html, rest, after } = blocks::filled(&html, &filling);
    let section = article.section.as_ref().filter(|_| !is_page);
    let bylines = if is_page { &[] } else { article.bylines.as_slice() };
    ArticlePage {
        site,
        showing,
        path: href.clone(),
        is_page,
        is_whole: false,
        is_protected: article.is_protected(),
        language: article.language(&site.own_language).to_owned(),
        section: section.map(articles::section_link),
        sections_above: section
            .iter()
            .flat_map(|section| section.above.iter().map(articles::section_label))
            .collect(),
        title: article.title.clone(),
        summary: article.summary.clone(),
        description: match article.is_protected() {
            true => article.summary.clone(),
            false => articles::excerpt(&article.summary, &article.body),
        },
        bylines: bylines.iter().map(articles::author_link).collect(),
        lead: article.lead_image.as_ref().map(LeadImage::figure),
        card: Some(format!("/articles/{}/card.png?v={}", article.id, article.version))
            .filter(|_| article.lead_image.is_none() && headline::can_draw(&article.title)),
        published: article.published_at.filter(|_| !is_page).map(Into::into),
        updated: updated_besides_corrections(article).filter(|_| !is_page).map(Into::into),
        modified: article.updated_since_published().map(Into::into),
        corrections: article.corrections.iter().map(correction_view).collect(),
        html,
        rest,
        after,
        minutes,
        related: stories.related.into_iter().map(related_view).collect(),
        previous: stories.previous,
        next: stories.next,
        tags: article.tags.iter().map(articles::tag_link).collect(),
        thread: Thread { closed: commenting.message, ..thread_view(thread, &href, open) },
        form: CommentForm {
            action: form_action(article.id),
            path: page_href,
            open,
            guidelines: guidelines(&config, article),
            consent: config.comments.consent.clone(),
            ..form
        },
    }
}

/// When the article was updated; `None` if it was not since its last correction, which has a time of its own.
fn updated_besides_corrections(article: &Article) -> Option<Time> {
    let corrected = article.corrections.last().map(|last| last.at);
    article
        .updated_since_published()
        .filter(|updated| corrected.is_none_or(|corrected| corrected < *updated))
}

fn related_view(story: ArticleSummary) -> RelatedView {
    RelatedView {
        href: story.href(),
        picture: story
            .lead_image
            .as_ref()
            .filter(|_| !story.is_protected)
            .map(|lead| lead.picture(Slot::Card)),
        published: story.published_at.map(Into::into),
        language: story.choices.language,
        title: story.title,
    }
}

/// The answer with the policy that the advertisements of the page need.
pub(super) fn with_ads(app: &App, mut answer: HttpResponse) -> HttpResponse {
    let config = app.settings();
    if config.ads.is_any() && !config.ads.sources.is_empty() {
        let sources = config.ads.sources.iter();
        let sources = sources.map(|it| (it.directive.as_str(), it.source.as_str()));
        answer.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy_with(sources));
    }
    answer
}

/// What commenters read above the form, as HTML: the site's guidelines, then the article's.
fn guidelines(config: &Config, article: &Article) -> Vec<String> {
    [&config.site.guidelines, &article.choices.guidelines]
        .into_iter()
        .filter(|markdown| !markdown.trim().is_empty())
        .map(|markdown| markup::article(markdown).html)
        .collect()
}

fn correction_view(correction: &Correction) -> CorrectionView {
    CorrectionView { at: correction.at.into(), text: correction.text.clone() }
}

pub(super) fn form_action(article: ArticleId) -> String {
    format!("/articles/{article}/comments")
}

fn thread_view(thread: ThreadPage, path: &str, open: bool) -> Thread {
    let comments = thread.comments.into_iter().map(|comment| {
        let (depth, answers) = (comment.depth - 1, comment.in_reply_to);
        let in_reply_to = answers.map(|(id, name)| ReplyTarget { id: id.0, name });
        CommentView { depth, in_reply_to, ..comment_view(comment.id, comment.shown) }
    });
    Thread {
        count: thread.count,
        comments: comments.collect(),
        pinned: thread
            .pinned
            .into_iter()
            .map(|(id, shown)| comment_view(id, Some(shown)))
            .collect(),
        page: thread.page,
        pages: thread.pages,
        path: path.to_owned(),
        open,
        closed: String::new(),
        mentions: thread.mentions.into_iter().map(mention_view).collect(),
    }
}

fn mention_view(mention: Mention) -> MentionView {
    let url = url::Url::parse(&mention.source).ok();
    let host = url.as_ref().and_then(url::Url::host_str).unwrap_or_default();
    MentionView {
        host: host.to_owned(),
        href: mention.source,
        title: mention.title,
        at: mention.created_at.into(),
    }
}

/// A comment as it is shown, or the placeholder of one that is no longer public.
fn comment_view(id: CommentId, shown: Option<Shown>) -> CommentView {
    let removed = shown.is_none();
    let shown = shown.unwrap_or_else(|| Shown {
        parent_id: None,
        name: String::new(),
        website: None,
        html: String::new(),
        avatar: 0,
        created_at: Time::from_micros(0),
        edited_at: None,
        featured: false,
        staff: false,
    });
    CommentView {
        id: id.0,
        depth: 0,
        in_reply_to: None,
        name: shown.name,
        website: shown.website,
        seed: shown.avatar.cast_unsigned(),
        posted: shown.created_at.into(),
        html: shown.html,
        featured: shown.featured,
        staff: shown.staff,
        removed,
    }
}
