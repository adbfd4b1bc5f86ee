//! `/desk/readers/{author}`: a reader's comments with their statuses, a note, and bans in one step. It is
//! opened by the name over a comment or by a key.

pub mod view;

use actix_web::{HttpRequest, web};
use serde::Deserialize;
use serde_json::json;

use crate::accounts::model::{Role, Staff};
use crate::accounts::web::{Editor, Moderator};
use crate::app::App;
use crate::audit;
use crate::audit::model::{Act, Entry};
use crate::bans;
use crate::bans::model::{Ban, NewBan, RawBan};
use crate::clock::{Time, TimeFormat};
use crate::comments::life::erasing::Texts;
use crate::db::Connection;
use crate::desk::form::DeskForm;
use crate::desk::item::pane::href;
use crate::desk::item::view::OtherComment;
use crate::desk::layout::{NavEntry, head};
use crate::desk::queue::query::ListQuery;
use crate::desk::readers::view::{BanLine, EffectChoice, ReaderPage, StatusCount};
use crate::desk::words::{colleague, named};
use crate::error::{Error, Result};
use crate::i18n::{Message, Words};
use crate::ids::{BatchId, CommentId, ReaderId};
use crate::markup;
use crate::moderation::masked_address;
use crate::moderation::notes::NoteText;
use crate::profiles;
use crate::profiles::web::reader as reader_of;
use crate::readers::erasing;
use crate::readers::export::export;
use crate::readers::web::preferences::as_file;
use crate::screening::bans::Effect;
use crate::status::Status;
use crate::web::error::Answer;
use crate::web::form_errors::FormErrors;
use crate::web::list::Query;
use crate::web::page::{see_other, show as show_page};
use crate::web::view::Site;

/// Characters of a comment.
const EXCERPT: usize = 160;

/// The comment from which the page was opened, and the last action.
#[derive(Debug, Default, Deserialize)]
pub struct ReaderQuery {
    from: Option<CommentId>,
    done: Option<String>,
    batch: Option<BatchId>,
}

/// The result of the last action, and what was written if it was refused.
#[derive(Default)]
struct Feedback {
    faults: FormErrors,
    from: Option<CommentId>,
    done: Option<Message>,
    batch: Option<BatchId>,
    reason: String,
    text: Option<String>,
    /// Whether the deletion of the texts was chosen.
    remove: bool,
}

/// `GET /desk/readers/{author}`.
pub async fn show(
    app: web::Data<App>,
    request: HttpRequest,
    Moderator(staff): Moderator,
    author: web::Path<String>,
    Query(query): Query<ReaderQuery>,
) -> Answer {
    let done = match query.done.as_deref() {
        Some("reject") => Some(Message::reader_done_reject()),
        Some("hold") => Some(Message::reader_done_hold()),
        Some("trust") => Some(Message::reader_done_trust()),
        Some("lift") => Some(Message::reader_done_lift()),
        Some("note") => Some(Message::notice_note()),
        Some("batch") => Some(Message::reader_done_batch()),
        _ => None,
    };
    let feedback = Feedback { from: query.from, done, batch: query.batch, ..Feedback::default() };
    show_reader(&app, &request, &staff, &author, feedback).await
}

async fn show_reader(
    app: &web::Data<App>,
    request: &HttpRequest,
    staff: &Staff,
    key: &str,
    feedback: Feedback,
) -> Answer {
    let (id, now, of) = (reader_of(&app.vault, key)?, app.clock.now(), app.clone());
    let found = app.db.read(move |conn| profiles::show(conn, &of.vault, id, now)).await?;
    let site = Site::for_member(&app.settings(), staff.language);
    let words = &site.words;
    let FormErrors { status, errors, problem, .. } = feedback.faults;
    let list = |status: &str| {
        let pairs = [("status", status), ("author", key)];
        ListQuery::read(&serde_urlencoded::to_string(pairs).unwrap_or_default()).href()
    };
    let counts = Status::ALL.into_iter().map(|status| StatusCount {
        status: status.name(),
        count: found.record.counts[status as usize],
        href: list(status.name()),
    });
    let name = found.latest.first().map(|latest| latest.name.clone()).unwrap_or_default();
    let (text, written) = match found.note {
        Some(note) => (note.text, Some((colleague(words, note.by.as_ref()), note.at.into()))),
        None => (String::new(), None),
    };
    let latest = found.latest.into_iter().map(|item| OtherComment {
        href: href(item.id),
        status: item.status.name().to_owned(),
        article_title: item.article.title,
        posted: item.created_at.into(),
        excerpt: markup::first_words(&item.html, EXCERPT),
    });
    let view = ReaderPage {
        site: &site,
        staff: head(app, request, staff, NavEntry::Comments).await?,
        key: key.to_owned(),
        name: named(words, name),
        masked_email: masked_address(&app.vault, &found.reader),
        spellings: found.record.spellings,
        first_seen: found.record.first_seen.into(),
        from: feedback.from.map(|from| from.to_string()).unwrap_or_default(),
        back: feedback.from.map(href),
        counts: counts.collect(),
        waiting: found.waiting,
        choices: choices(found.ban.as_ref()),
        ban: found.ban.map(|ban| line(words, ban)),
        reason: feedback.reason,
        text: feedback.text.unwrap_or(text),
        written,
        may_erase: staff.role >= Role::Editor,
        remove: feedback.remove,
        latest: latest.collect(),
        all_href: list("all"),
        done: feedback.done,
        batch_href: feedback.batch.map(|batch| format!("/desk/batches/{batch}")),
        errors,
        problem,
    };
    show_page(status, &view)
}

fn line(words: &Words, ban: Ban) -> BanLine {
    BanLine {
        effect: ban.effect.name(),
        words: match ban.effect {
            Effect::Reject => Message::reader_is_banned(),
            Effect::Hold => Message::reader_is_held(),
            Effect::Trust => Message::reader_is_trusted(),
        },
        reason: ban.reason,
        who: colleague(words, ban.by.as_ref()),
        since: ban.created_at.into(),
        ends: ban.expires_at.map(Into::into),
    }
}

/// The effects that would change the present one.
fn choices(ban: Option<&Ban>) -> Vec<EffectChoice> {
    let present = ban.map(|ban| ban.effect);
    let lift = match present {
        Some(Effect::Trust) => Message::reader_distrust(),
        _ => Message::reader_lift(),
    };
    let all = [
        (Some(Effect::Reject), EffectChoice { value: "reject", label: Message::reader_ban() }),
        (Some(Effect::Hold), EffectChoice { value: "hold", label: Message::reader_hold() }),
        (Some(Effect::Trust), EffectChoice { value: "trust", label: Message::reader_trust() }),
        (None, EffectChoice { value: "lift", label: lift }),
    ];
    all.into_iter().filter(|(effect, _)| *effect != present).map(|(_, choice)| choice).collect()
}

/// Redirects to `address` after a form was processed, or shows the page again with the input `sent`.
async fn finish(
    app: &web::Data<App>,
    request: &HttpRequest,
    staff: &Staff,
    key: &str,
    address: Result<String>,
    sent: Feedback,
) -> Answer {
    match address {
        Ok(address) => Ok(see_other(&address)),
        Err(error) => {
            let feedback = Feedback { faults: FormErrors::of(error)?, ..sent };
            show_reader(app, request, staff, key, feedback).await
        }
    }
}

fn back_to(key: &str, from: &str, done: &str, batch: Option<BatchId>) -> String {
    let mut address = format!("/desk/readers/{key}?done={done}");
    if let Ok(from) = from.parse::<CommentId>() {
        address.push_str(&format!("&from={from}"));
    }
    if let Some(batch) = batch {
        address.push_str(&format!("&batch={batch}"));
    }
    address
}

/// The form of `POST /desk/readers/{author}/effect`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct EffectForm {
    /// `reject`, `hold`, `trust` or `lift`.
    effect: String,
    reason: String,
    back: String,
}

/// `POST /desk/readers/{author}/effect`: bans, always holds or trusts the reader, which replaces the
/// present effect, or lifts that.
pub async fn set_effect(
    app: web::Data<App>,
    request: HttpRequest,
    Moderator(staff): Moderator,
    author: web::Path<String>,
    form: DeskForm<EffectForm>,
) -> Answer {
    let DeskForm(sent) = form;
    let (id, now, of, actor) =
        (reader_of(&app.vault, &author)?, app.clock.now(), app.clone(), staff.clone());
    let done = if sent.effect == "lift" {
        let lift = move |conn: &mut Connection| match bans::of_reader(conn, &of.vault, id, now)? {
            Some(ban) => bans::lift(conn, ban.id, &actor, now),
            None => Ok(()),
        };
        app.db.write(lift).await
    } else {
        // The list of bans shows it to all colleagues, in the language of the site.
        let site = Site::for_member(&app.settings(), None);
        let reason = match sent.reason.trim() {
            "" => site.words.reader_no_reason(),
            given => given.into(),
        };
        match new_ban(&sent, &reason, id, TimeFormat::Local(&app.settings().site.timezone), now) {
            Ok(new) => {
                let set = move |conn: &mut Connection| {
                    bans::replace(conn, &of.vault, &new, &actor, now).map(|_| ())
                };
                app.db.write(set).await
            }
            Err(error) => Err(error),
        }
    };
    let address = done.map(|()| back_to(&author, &sent.back, &sent.effect, None));
    let from = sent.back.parse().ok();
    let feedback = Feedback { from, reason: sent.reason, ..Feedback::default() };
    finish(&app, &request, &staff, &author, address, feedback).await
}

fn new_ban(
    sent: &EffectForm,
    reason: &str,
    reader: ReaderId,
    time_format: TimeFormat<'_>,
    now: Time,
) -> Result<NewBan> {
    let raw = RawBan {
        reader: Some(reader),
        effect: sent.effect.clone(),
        reason: reason.to_owned(),
        ..RawBan::default()
    };
    NewBan::parse(&raw, time_format, now)
}

/// The form of `POST /desk/readers/{author}/note`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ReaderNoteForm {
    text: String,
    back: String,
}

/// `POST /desk/readers/{author}/note`: an empty text removes the note.
pub async fn note(
    app: web::Data<App>,
    request: HttpRequest,
    Moderator(staff): Moderator,
    author: web::Path<String>,
    form: DeskForm<ReaderNoteForm>,
) -> Answer {
    let DeskForm(sent) = form;
    let (id, now, of, actor) =
        (reader_of(&app.vault, &author)?, app.clock.now(), app.clone(), staff.id);
    let text = match NoteText::parse(&sent.text) {
        Ok(text) => Ok(Some(text)),
        Err(fault) if fault.code == "required" => Ok(None),
        Err(fault) => Err(Error::Invalid(vec![fault.of("text")])),
    };
    let saved = match text {
        Ok(text) => {
            let write = move |conn: &mut Connection| {
                profiles::set_note(conn, &of.vault, id, text.as_ref(), actor, now)
            };
            app.db.write(write).await
        }
        Err(error) => Err(error),
    };
    let address = saved.map(|()| back_to(&author, &sent.back, "note", None));
    let from = sent.back.parse().ok();
    let feedback = Feedback { from, text: Some(sent.text), ..Feedback::default() };
    finish(&app, &request, &staff, &author, address, feedback).await
}

/// The button that exports what is stored.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DataForm {}

/// `POST /desk/readers/{author}/data`: everything that is stored about a reader, as a file. It has the
/// address, so it is logged.
pub async fn data(
    app: web::Data<App>,
    Editor(staff): Editor,
    author: web::Path<String>,
    _form: DeskForm<DataForm>,
) -> Answer {
    let (id, now) = (reader_of(&app.vault, &author)?, app.clock.now());
    let held = export(&app.clone().into_inner(), id).await?;
    let log = move |conn: &mut Connection| {
        let detail = Some(json!({ "reader": id }));
        audit::append(conn, &Entry { detail, ..Entry::by(staff.id, Act::Export) }, now).map(drop)
    };
    app.db.write(log).await?;
    Ok(as_file(&held))
}

/// The form that erases a reader.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct EraseForm {
    /// `keep` or `remove`.
    texts: String,
    sure: Option<String>,
    back: String,
}

/// `POST /desk/readers/{author}/erase`: erases a reader on the reader's request.
pub async fn erase(
    app: web::Data<App>,
    request: HttpRequest,
    Editor(staff): Editor,
    author: web::Path<String>,
    form: DeskForm<EraseForm>,
) -> Answer {
    let DeskForm(sent) = form;
    let id = reader_of(&app.vault, &author)?;
    let texts = Texts::parse(&sent.texts).unwrap_or(Texts::Keep);
    let erased = match sent.sure {
        Some(_) => erasing::erase(&app, id, texts, Some(staff.id)).await,
        None => Err(Error::invalid("sure", "required", Message::fault_erase_sure())),
    };
    let address = erased.map(|_| "/desk/log".to_owned());
    let remove = texts == Texts::Remove;
    let feedback = Feedback { from: sent.back.parse().ok(), remove, ..Feedback::default() };
    finish(&app, &request, &staff, &author, address, feedback).await
}

/// The button that rejects all comments that wait.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RejectForm {
    /// The number of pending comments on the page.
    expected: String,
    back: String,
}

/// `POST /desk/readers/{author}/reject`.
pub async fn reject(
    app: web::Data<App>,
    request: HttpRequest,
    Moderator(staff): Moderator,
    author: web::Path<String>,
    form: DeskForm<RejectForm>,
) -> Answer {
    let DeskForm(sent) = form;
    let (id, now, actor) = (reader_of(&app.vault, &author)?, app.clock.now(), staff.id);
    let begun = match sent.expected.parse::<i64>() {
        Ok(expected) => {
            let begin = move |conn: &mut Connection| {
                profiles::reject_waiting(conn, id, expected, actor, now)
            };
            app.db.write(begin).await
        }
        Err(_) => Err(Error::invalid("expected", "required", Message::fault_load_again())),
    };
    let address = begun.map(|batch| {
        app.worker_wakeup.notify_one();
        back_to(&author, &sent.back, "batch", Some(batch.id))
    });
    let feedback = Feedback { from: sent.back.parse().ok(), ..Feedback::default() };
    finish(&app, &request, &staff, &author, address, feedback).await
}
