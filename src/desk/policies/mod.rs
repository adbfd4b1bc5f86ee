//! `/desk/policies`: the policies, which decide about comments without findings, and the form to set
//! them.

pub mod view;

use actix_web::{HttpRequest, web};
use serde::Deserialize;

use crate::accounts::model::Staff;
use crate::accounts::web::Editor;
use crate::app::App;
use crate::articles;
use crate::articles::model::PathLookup;
use crate::config::Policy;
use crate::db::Connection;
use crate::desk::form::{DeskForm, Feedback};
use crate::desk::layout::{NavEntry, head};
use crate::desk::policies::view::{Choice, PlaceChoice, PoliciesPage, PolicyRow};
use crate::error::{Error, Result};
use crate::i18n::{Message, Words};
use crate::rules::policies::{self, PolicySetting, PolicyTarget, Scope};
use crate::rules::web::policies::parse_policy;
use crate::web::error::Answer;
use crate::web::form_errors::FormErrors;
use crate::web::list::{self, Query};
use crate::web::page::{see_other, show as page_of};
use crate::web::view::Site;

/// Policies on one page of the list.
const PAGE: list::Size = list::Size::fixed(50);

/// The choice that takes its article from the field beside it.
const ONE_ARTICLE: &str = "article";

/// The part of the list, and the last action.
#[derive(Debug, Default, Deserialize)]
pub struct PolicyQuery {
    after: Option<String>,
    done: Option<String>,
}

/// `GET /desk/policies`.
pub async fn list(
    app: web::Data<App>,
    request: HttpRequest,
    Editor(staff): Editor,
    Query(query): Query<PolicyQuery>,
) -> Answer {
    let done = match query.done.as_deref() {
        Some("set") => Some(Message::policy_done_set()),
        Some("clear") => Some(Message::policy_done_clear()),
        _ => None,
    };
    let words = Site::for_member(&app.settings(), staff.language).words;
    let done = done.map(|done| words.say(&done).into_owned());
    let after = list::after::<PolicyTarget>(query.after.as_deref())?;
    show(
        &app,
        &request,
        &staff,
        after,
        PolicyDraft::default(),
        Feedback { done, ..Feedback::default() },
    )
    .await
}

/// The form: target and policy.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PolicyForm {
    place: String,
    article: String,
    policy: String,
    /// `set` or `clear`.
    r#do: String,
}

/// The values of a refused form.
#[derive(Default)]
struct PolicyDraft {
    place: String,
    article: String,
    policy: String,
}

/// `POST /desk/policies`: sets or removes a policy.
pub async fn set(
    app: web::Data<App>,
    request: HttpRequest,
    Editor(staff): Editor,
    form: DeskForm<PolicyForm>,
) -> Answer {
    let DeskForm(sent) = form;
    let (now, actor) = (app.clock.now(), staff.id);
    let written = PolicyDraft {
        place: sent.place.clone(),
        article: sent.article.clone(),
        policy: sent.policy.clone(),
    };
    let clears = sent.r#do == "clear";
    let policy = if clears { Ok(Policy::default()) } else { parse_policy(&sent.policy) };
    let done = match policy {
        Ok(policy) => {
            let base_url = app.config.server.base_url.clone();
            let work = move |conn: &mut Connection| {
                let place = place(conn, &sent, &base_url)?;
                match clears {
                    true => policies::clear(conn, place, actor, now),
                    false => policies::set(conn, place, policy, actor, now).map(|_| ()),
                }
            };
            app.db.write(work).await
        }
        Err(error) => Err(error),
    };
    match done {
        Ok(()) => Ok(see_other(if clears {
            "/desk/policies?done=clear"
        } else {
            "/desk/policies?done=set"
        })),
        Err(error) => {
            let feedback = FormErrors::of(error)?.into();
            show(&app, &request, &staff, None, written, feedback).await
        }
    }
}

/// Resolves the chosen target. An article is entered in a field of its own, which must be empty
/// otherwise.
fn place(conn: &mut Connection, sent: &PolicyForm, base_url: &str) -> Result<PolicyTarget> {
    match (sent.place.as_str(), sent.article.trim()) {
        (ONE_ARTICLE, written) => article(conn, written, base_url),
        (place, "") => policies::place(conn, place),
        _ => Err(Error::invalid("article", "not_chosen", Message::fault_policy_article())),
    }
}

fn article(conn: &mut Connection, written: &str, base_url: &str) -> Result<PolicyTarget> {
    let unknown = || Error::invalid("article", "unknown", Message::fault_article_unknown());
    let id = match written.parse() {
        Ok(number) => number,
        Err(_) => {
            let path = written.strip_prefix(base_url).unwrap_or(written);
            let path = path.split(['?', '#']).next().unwrap_or("").trim_matches('/');
            match articles::by_path(conn, path)? {
                PathLookup::Article(article) => article.id.0,
                PathLookup::Moved(_) | PathLookup::NotFound => return Err(unknown()),
            }
        }
    };
    match articles::by_id(conn, crate::ids::ArticleId(id)) {
        Ok(article) => Ok(PolicyTarget { scope: Scope::Article, id: article.id.0 }),
        Err(Error::NotFound) => Err(unknown()),
        Err(error) => Err(error),
    }
}

async fn show(
    app: &web::Data<App>,
    request: &HttpRequest,
    staff: &Staff,
    after: Option<PolicyTarget>,
    written: PolicyDraft,
    feedback: Feedback,
) -> Answer {
    let load = move |conn: &mut Connection| {
        Ok((policies::list(conn, after, PAGE.query_limit())?, articles::sections::all(conn)?))
    };
    let (found, sections) = app.db.read(load).await?;
    let (found, next) = PAGE.take_page(found, |last| last.place);
    let next = next.map(|next| format!("/desk/policies?after={next}"));
    let site = Site::for_member(&app.settings(), staff.language);
    let words = &site.words;
    let sections = sections.into_iter().map(|section| {
        (format!("section:{}", section.node.slug), words.policy_section(section.path).into_owned())
    });
    let places = [("site", words.policy_site()), (ONE_ARTICLE, words.policy_one_article())]
        .map(|(value, label)| (value.to_owned(), label.into_owned()))
        .into_iter()
        .chain(sections)
        .map(|(value, label)| PlaceChoice { chosen: value == written.place, value, label });
    let chosen = parse_policy(&written.policy).unwrap_or(app.settings().comments.policy);
    let view = PoliciesPage {
        site: &site,
        staff: head(app, request, staff, NavEntry::Policies).await?,
        policies: found.into_iter().map(|set| row(words, set)).collect(),
        configured: in_words(words, app.settings().comments.policy),
        places: places.collect(),
        choices: Policy::ALL.map(|policy| choice(words, policy, policy == chosen)).to_vec(),
        article: written.article,
        next,
        done: feedback.done,
        errors: feedback.errors,
        problem: feedback.problem,
    };
    page_of(feedback.status, &view)
}

fn row(words: &Words, set: PolicySetting) -> PolicyRow {
    let name = set.name.unwrap_or_default();
    let (place, name) = match set.place.scope {
        Scope::Site => ("site".to_owned(), words.policy_site().into_owned()),
        Scope::Section => (
            format!("section:{}", set.slug.unwrap_or_default()),
            words.policy_section(name).into_owned(),
        ),
        Scope::Article => (format!("article:{}", set.place.id), name),
    };
    PolicyRow { place, name, policy: in_words(words, set.policy) }
}

fn choice(words: &Words, policy: Policy, chosen: bool) -> Choice {
    Choice { value: policy.name(), label: in_words(words, policy), chosen }
}

fn in_words(words: &Words, policy: Policy) -> String {
    let said = match policy {
        Policy::HoldAll => words.policy_hold_all(),
        Policy::HoldLinks => words.policy_hold_links(),
        Policy::FirstComment => words.policy_first_comment(),
        Policy::RulesOnly => words.policy_rules_only(),
        Policy::PublishAll => words.policy_publish_all(),
    };
    said.into_owned()
}
