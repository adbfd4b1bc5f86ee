//! The editor's page: the form, the preview, the buttons of the next steps, and what stands beside.

use actix_web::HttpRequest;

use super::comparison::conflict;
use super::form::{ArticleForm, Step, count_words, names, reading_minutes};
use super::view::{
    CommentLine, EditorPage, LeadChoice, LeadChoices, NoteLine, Preview, SavedArticle, StepButton,
};
use super::{comments_href, off_thread, status_name, store};
use crate::accounts::model::{Role, Staff};
use crate::app::App;
use crate::articles::blocks::{self, Filling};
use crate::articles::body::BODY;
use crate::articles::choices::{Choices, Kind};
use crate::articles::lead_image::LeadImage;
use crate::articles::model::{Article, ArticleNote, Lock, Revision, Status};
use crate::articles::{self, locks, notes, pictures, revisions, sections, working_copies};
use crate::clock::{Time, Zone};
use crate::config::comment_mode::CommentMode;
use crate::db::Connection;
use crate::desk::form::Feedback;
use crate::desk::item::pane;
use crate::desk::layout::{NavEntry, head};
use crate::desk::media::card;
use crate::error::{Result, optional};
use crate::i18n::{self, Html, Words};
use crate::ids::{ArticleId, ArticleNoteId};
use crate::markup;
use crate::media;
use crate::media::model::{Media, MediaName};
use crate::status;
use crate::web::error::Answer;
use crate::web::form_errors::FormErrors;
use crate::web::page::show;
use crate::web::view::{Site, fault};

/// Comments beside the editor.
const COMMENTS: i64 = 6;
/// Characters of a comment beside the editor.
const EXCERPT: usize = 120;
/// Notes beside the editor.
const NOTES: i64 = 200;
/// The fields that are folded until one of them has a fault.
const FOLDED: [&str; 8] = [
    "language",
    "password",
    "kind",
    "menu",
    "menu_order",
    "comments_days",
    "comments_message",
    "guidelines",
];
/// Pictures of the library to choose from: the latest ones.
const PICTURES: i64 = 11;

/// The state of the form and of the last action.
#[derive(Default)]
pub(super) struct Shown {
    pub(super) form: ArticleForm,
    pub(super) copy_of: Option<Time>,
    /// The version that was opened, if another one has been saved since.
    pub(super) conflict_with: Option<i64>,
    pub(super) done: Option<String>,
    pub(super) feedback: Feedback,
}

impl Shown {
    pub(super) fn of(form: ArticleForm) -> Shown {
        Shown { form, ..Shown::default() }
    }

    pub(super) fn refused(form: ArticleForm, errors: FormErrors) -> Shown {
        Shown { form, feedback: errors.into(), ..Shown::default() }
    }
}

pub(super) async fn show_editor(
    app: &App,
    request: &HttpRequest,
    staff: &Staff,
    article: Option<Article>,
    shown: Shown,
) -> Answer {
    let Shown { form, copy_of, conflict_with, done, feedback } = shown;
    let mut form = form.completed(article.as_ref());
    let loaded = load(app, staff, article.as_ref(), conflict_with, &form).await?;
    let Loaded { sections, pictures: (pictures, chosen), details } = loaded;
    let site = Site::for_member(&app.settings(), staff.language);
    let words = &site.words;
    let conflict = match &article {
        Some(article) if conflict_with.is_some() => {
            let (base, saved) = (details.base.as_ref(), details.saved.as_ref());
            Some(conflict(app, words, article, base, saved, &form).await?)
        }
        _ => None,
    };
    if let Some(article) = &article {
        form.version = article.version.to_string();
    }
    let id = article.as_ref().map(|article| article.id);
    let place = id.map_or_else(|| "new".to_owned(), |id| id.to_string());
    let is_page = form.kind.as_deref() == Some(Kind::Page.name());
    let here = if is_page { NavEntry::Pages } else { NavEntry::Articles };
    let moderates = staff.role >= Role::Moderator;
    let status = feedback.status;
    let view = EditorPage {
        staff: head(app, request, staff, here).await?,
        article: article.as_ref().map(|article| saved_article(article, &details, words)),
        is_page,
        action: format!("/desk/articles/{place}"),
        steps: steps(article.as_ref(), staff, words),
        sections: sections.into_iter().map(|section| section.path).collect(),
        zone_name: app.settings().site.timezone.name().to_owned(),
        preview: rendered(app, words, form.clone()).await?,
        lead: lead_choices(&mut form, &pictures, chosen.as_ref(), &feedback, words),
        is_text_file_open: fault(&feedback.errors, "text_file").is_some(),
        copy_of: copy_of.map(Into::into),
        conflict,
        lock: details.lock.map(|lock| lock.name),
        notes: details.notes.iter().map(|note| note_line(note, staff)).collect(),
        colleagues: details.copies.into_iter().map(|(name, at)| (name, at.into())).collect(),
        comments: comment_lines(&details.latest, moderates),
        comments_href: id.filter(|_| moderates).map(|id| comments_href(id, "all")),
        is_unfolded: feedback.errors.iter().any(|fault| FOLDED.contains(&fault.field)),
        form,
        done,
        errors: feedback.errors,
        problem: feedback.problem,
        site: &site,
    };
    show(status, &view)
}

/// The data of the page.
struct Loaded {
    sections: Vec<sections::Section>,
    pictures: (Vec<Media>, Option<Media>),
    details: ArticleDetails,
}

async fn load(
    app: &App,
    staff: &Staff,
    article: Option<&Article>,
    conflict_with: Option<i64>,
    form: &ArticleForm,
) -> Result<Loaded> {
    let saved = article.map(|article| (article.id, article.version));
    let lead = form.lead().map(MediaName::parse);
    let (by, now) = (staff.clone(), app.clock.now());
    let read = move |conn: &mut Connection| {
        Ok(Loaded {
            sections: sections::all(conn)?,
            pictures: recent_pictures(conn, lead.as_ref())?,
            details: match saved {
                Some(saved) => load_details(conn, saved, conflict_with, &by, now)?,
                None => ArticleDetails::default(),
            },
        })
    };
    app.db.read(read).await
}

/// Reads what belongs to the article `id` in this `version`, and the version that was opened if another one has been saved
/// since.
fn load_details(
    conn: &mut Connection,
    (id, version): (ArticleId, i64),
    conflict_with: Option<i64>,
    by: &Staff,
    now: Time,
) -> Result<ArticleDetails> {
    let base = match conflict_with {
        Some(version) => optional(revisions::show(conn, id, version, by))?,
        None => None,
    };
    Ok(ArticleDetails {
        comments: articles::comment_count(conn, id)?,
        waiting: store::waiting(conn, id)?,
        lock: locks::show(conn, id, by, now)?.filter(|lock| lock.by != by.id),
        notes: notes::list(conn, id, by, ArticleNoteId(0), NOTES)?,
        latest: store::latest_comments(conn, id, COMMENTS)?,
        saved: store::saved_by(conn, id, version)?,
        copies: working_copies::of_article(conn, id)?
            .into_iter()
            .filter(|copy| copy.account != by.id)
            .map(|copy| (copy.name, copy.copy.saved_at))
            .collect(),
        base,
    })
}

/// What the page shows besides the text of a saved article; nothing for a new one.
#[derive(Default)]
struct ArticleDetails {
    comments: i64,
    waiting: i64,
    lock: Option<Lock>,
    notes: Vec<ArticleNote>,
    latest: Vec<store::LatestComment>,
    saved: Option<(Time, Option<String>)>,
    copies: Vec<(String, Time)>,
    base: Option<Revision>,
}

fn saved_article(article: &Article, details: &ArticleDetails, words: &Words) -> SavedArticle {
    SavedArticle {
        id: article.id.0,
        title: article.title.clone(),
        status: article.status.name(),
        status_name: status_name(article.status, words),
        is_public: article.is_public(),
        was_public: article.status.was_public(),
        has_corrections: !article.corrections.is_empty(),
        published_at: article.published_at.map(Into::into),
        href: article.href(),
        review_note: article.review_note.clone(),
        saved: details.saved.clone().map(|(at, who)| (at.into(), who)),
        comments: details.comments,
        waiting: details.waiting,
        is_protected: article.is_protected(),
    }
}

fn note_line(note: &ArticleNote, staff: &Staff) -> NoteLine {
    let is_own = note.by.as_ref().is_some_and(|(account, _)| *account == staff.id);
    NoteLine {
        id: note.id.0,
        who: note.by.as_ref().map(|(_, name)| name.clone()),
        at: note.at.into(),
        text: note.text.clone(),
        may_remove: is_own || staff.role >= Role::Editor,
    }
}

/// The latest comments, for members who do not moderate the public ones only.
fn comment_lines(latest: &[store::LatestComment], moderates: bool) -> Vec<CommentLine> {
    let line = |comment: &store::LatestComment| CommentLine {
        href: if moderates { pane::href(comment.id) } else { format!("/comments/{}", comment.id) },
        name: comment.name.clone(),
        waits: comment.status == status::Status::Pending,
        posted: comment.posted.into(),
        excerpt: markup::first_words(&comment.html, EXCERPT),
    };
    let is_shown =
        |comment: &&store::LatestComment| moderates || comment.status == status::Status::Approved;
    latest.iter().filter(is_shown).map(line).collect()
}

/// The latest pictures of the library, and the one that is chosen, which is among them.
fn recent_pictures(
    conn: &mut Connection,
    lead: Option<&MediaName>,
) -> Result<(Vec<Media>, Option<Media>)> {
    let mut recent = media::list(conn, &media::Filter::default(), None, PICTURES)?;
    let chosen = match lead {
        Some(name) if *name != MediaName::Path(String::new()) => media::named(conn, name)?,
        _ => None,
    };
    if let Some(chosen) = &chosen
        && recent.iter().all(|media| media.id != chosen.id)
    {
        recent.insert(0, chosen.clone());
    }
    Ok((recent, chosen))
}

/// The pictures to choose from. A name that is none of them goes to the field for another one.
fn lead_choices(
    form: &mut ArticleForm,
    pictures: &[Media],
    chosen: Option<&Media>,
    feedback: &Feedback,
    words: &Words,
) -> LeadChoices {
    let name = form.lead().unwrap_or_default().to_owned();
    match chosen {
        Some(media) => {
            form.lead_image = Some(media.path());
            form.lead_other.clear();
        }
        None => {
            form.lead_image = Some(String::new());
            form.lead_other = name;
        }
    }
    let is_open = ["lead_image", "lead_file"].iter().any(|f| fault(&feedback.errors, f).is_some());
    LeadChoices {
        is_none: chosen.is_none() && form.lead_other.is_empty(),
        choices: pictures
            .iter()
            .map(|media| LeadChoice {
                value: media.path(),
                is_chosen: chosen.is_some_and(|chosen| chosen.id == media.id),
                markdown: media.markdown(),
                card: card(media, 0, words),
            })
            .collect(),
        chosen: chosen.map(|media| card(media, 0, words)),
        library: chosen
            .map(|media| [media.alt.clone(), media.caption.clone(), media.credit.clone()])
            .unwrap_or_default(),
        is_open,
    }
}

/// The buttons that lead on from where the article stands, the most likely one first.
fn steps(article: Option<&Article>, staff: &Staff, words: &Words) -> Vec<StepButton> {
    let is_editor = staff.role >= Role::Editor;
    let status = article.map_or(Status::Draft, |article| article.status);
    let step = |step: Step, label: std::borrow::Cow<'_, str>| StepButton {
        value: step.name(),
        label: label.into_owned(),
        main: false,
    };
    let main = |button: StepButton| StepButton { main: true, ..button };
    let save = || {
        let label = match status {
            Status::Draft if article.is_none() => words.step_save_draft(),
            Status::Published => words.step_update(),
            _ => words.step_save(),
        };
        step(Step::Save, label)
    };
    match (status, is_editor) {
        (Status::Draft, false) => vec![save(), main(step(Step::Submit, words.step_submit()))],
        (Status::Submitted, false) => {
            vec![main(save()), step(Step::Return, words.step_take_back())]
        }
        (Status::Scheduled | Status::Published | Status::Withdrawn, false) => vec![main(save())],
        (Status::Draft, true) => vec![
            save(),
            main(step(Step::Publish, words.step_publish())),
            step(Step::Schedule, words.step_schedule()),
            step(Step::Submit, words.step_submit()),
        ],
        (Status::Submitted, true) => vec![
            save(),
            main(step(Step::Publish, words.step_publish())),
            step(Step::Schedule, words.step_schedule()),
            step(Step::Return, words.step_return()),
        ],
        (Status::Scheduled, true) => vec![
            main(save()),
            step(Step::Publish, words.step_publish_now()),
            step(Step::Return, words.step_unschedule()),
        ],
        (Status::Published, true) => {
            vec![main(save()), step(Step::Withdraw, words.step_withdraw())]
        }
        (Status::Withdrawn, true) => {
            vec![main(save()), step(Step::Publish, words.step_publish_again())]
        }
    }
}

/// The form of an article as it is saved, with the fields that `staff` may fill in.
pub(super) fn saved_form(article: &Article, staff: &Staff, zone: &Zone) -> ArticleForm {
    let is_decided = article.status == Status::Scheduled || article.status.was_public();
    let is_editor = staff.role >= Role::Editor;
    let form = ArticleForm::of(article, zone);
    match (is_editor, is_decided) {
        (true, _) => form.with_places(&article.choices),
        (false, true) => form.without_path_and_time(),
        (false, false) => form,
    }
}

/// The form of a new article; of a page such as About, if an editor asks for one.
pub(super) fn empty_form(staff: &Staff, kind: Kind) -> ArticleForm {
    let form = ArticleForm::empty(&staff.name);
    match (staff.role >= Role::Editor, kind) {
        (false, _) => form,
        (true, Kind::Article) => form.with_places(&Choices::default()),
        (true, Kind::Page) => {
            let choices = Choices { kind, ..Choices::default() };
            let comments = CommentMode::Closed.name().to_owned();
            ArticleForm { comments, byline: String::new(), ..form.with_places(&choices) }
        }
    }
}

/// The text as readers would see it. Markdown is rendered on the blocking pool.
pub(super) async fn rendered(app: &App, words: &Words, form: ArticleForm) -> Result<Preview> {
    let chosen = form.language.clone().filter(|language| !language.trim().is_empty());
    let language = chosen.unwrap_or_else(|| app.settings().site.language.clone());
    let reader = Words::of(&language);
    let lead = form.submitted_lead(None);
    let body = form.body;
    let (html, count) = off_thread(move || {
        // A longer text is refused when it is saved.
        let cut = body.floor_char_boundary(BODY);
        Ok((markup::article(&body[..cut]).html, count_words(&body)))
    })
    .await?;
    let asked = lead.and_then(|lead| Some((lead.media.clone()?, lead)));
    let shown = move |conn: &mut Connection| {
        let figure = match &asked {
            Some((name, _)) if *name == MediaName::Path(String::new()) => None,
            Some((name, lead)) => media::named(conn, name)?.map(|media| LeadImage {
                media,
                alt: lead.alt.clone(),
                caption: lead.caption.clone(),
                credit: lead.credit.clone(),
            }),
            None => None,
        };
        let figure = figure.map(|lead| lead.figure().to_string()).unwrap_or_default();
        Ok((pictures::shown(conn, &html)?, figure))
    };
    let (html, lead) = app.db.read(shown).await?;
    let html = blocks::with_open_boxes_saying(&html, &words.preview_related());
    let filling = Filling {
        words: &reader,
        embeds: &app.settings().articles.embeds,
        ads: None,
        related: &[],
        fold_words: 0,
    };
    let html = blocks::filled(&html, &filling).html;
    let authors = names(&form.byline);
    let authors: Vec<(&str, Html)> =
        authors.iter().map(|name| (name.as_str(), Html::element("b", name))).collect();
    Ok(Preview {
        direction: i18n::direction(&language),
        language,
        section: form.section.trim().to_owned(),
        title: form.title.trim().to_owned(),
        summary: form.summary.trim().to_owned(),
        byline: if authors.is_empty() {
            String::new()
        } else {
            reader.by_author(reader.names(&authors)).0
        },
        html,
        lead,
        length: match count {
            0 => words.words_count(count),
            _ => words.text_length(
                words.words_count(count),
                words.minutes_to_read(reading_minutes(count)),
            ),
        }
        .into_owned(),
    })
}
