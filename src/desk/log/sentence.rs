//! A line of the log in the language of the reader.

use std::collections::HashMap;

use serde_json::Value;

use crate::accounts::model::Role;
use crate::audit::model::{Act, ActGroup, LogLine};
use crate::i18n::{Html, Message, Words};
use crate::ids::ArticleId;
use crate::web::view::Link;

/// The sentence of a line. The name leads to the other lines of that person.
pub(super) fn of(words: &Words, line: &LogLine) -> Html {
    let who = match &line.by {
        Some(actor) => {
            let name = match &actor.name {
                Some(name) => name.as_str().into(),
                None => words.log_gone(),
            };
            Html::link(&format!("/desk/log?actor={}", actor.id), &name)
        }
        None => {
            let who = match line.act {
                // By a visitor who has not proven to be anybody.
                Act::SignInFailed | Act::RequestPassword => words.log_gone(),
                _ => words.log_site(),
            };
            Html::element("b", &who)
        }
    };
    // What was done with a thing of this kind.
    let detail = |key: &str| line.detail.as_ref().and_then(|detail| detail.get(key));
    let done = detail("done").and_then(|done| done.as_str()).unwrap_or_default();
    match (line.act, done) {
        (Act::Account, _) if detail("made").is_some_and(|made| made == true) => {
            words.log_account_made(&who)
        }
        (Act::Account, _) => words.log_account_changed(&who),
        (Act::Section, "added") => words.log_section_added(&who),
        (Act::Section, "merged") => words.log_section_merged(&who),
        (Act::Section, "removed") => words.log_section_removed(&who),
        (Act::Tag, "added") => words.log_tag_added(&who),
        (Act::Tag, "merged") => words.log_tag_merged(&who),
        (Act::Tag, "removed") => words.log_tag_removed(&who),
        (Act::Author, "added") => words.log_author_added(&who),
        (Act::Author, "merged") => words.log_author_merged(&who),
        (Act::Author, "removed") => words.log_author_removed(&who),
        (act, _) => act_sentence(words, act, &who),
    }
}

/// The sentence with `who` as its subject.
pub(in crate::desk) fn act_sentence(words: &Words, act: Act, who: &Html) -> Html {
    match act {
        Act::Approve => words.log_approve(who),
        Act::Reject => words.log_reject(who),
        Act::Spam => words.log_spam(who),
        Act::Delete => words.log_delete(who),
        Act::Hold => words.log_hold(who),
        Act::Edit => words.log_edit(who),
        Act::Undo => words.log_undo(who),
        Act::Revise => words.log_revise(who),
        Act::Pin => words.log_pin(who),
        Act::Unpin => words.log_unpin(who),
        Act::Feature => words.log_feature(who),
        Act::Unfeature => words.log_unfeature(who),
        Act::Note => words.log_note(who),
        Act::UpholdFlags => words.log_uphold_flags(who),
        Act::DismissFlags => words.log_dismiss_flags(who),
        Act::Appeal => words.log_appeal(who),
        Act::UpholdAppeal => words.log_uphold_appeal(who),
        Act::DismissAppeal => words.log_dismiss_appeal(who),
        Act::RefuseRevision => words.log_refuse_revision(who),
        Act::Reopen => words.log_reopen(who),
        Act::Ban => words.log_ban(who),
        Act::Unban => words.log_unban(who),
        Act::Rule => words.log_rule(who),
        Act::Policy => words.log_policy(who),
        Act::SurgeBegins => words.log_surge_begins(who),
        Act::SurgeEnds => words.log_surge_ends(who),
        Act::Batch => words.log_batch(who),
        Act::ReaderNote => words.log_reader_note(who),
        Act::SignIn => words.log_sign_in(who),
        Act::SignInFailed => words.log_sign_in_failed(who),
        Act::SignOut => words.log_sign_out(who),
        Act::Account => words.log_account(who),
        Act::Password => words.log_password(who),
        Act::TokenMade => words.log_token_made(who),
        Act::TokenRevoked => words.log_token_revoked(who),
        Act::RevealAddress => words.log_reveal_address(who),
        Act::Export => words.log_export(who),
        Act::Setting => words.log_setting(who),
        Act::Invite => words.log_invite(who),
        Act::RevokeInvitation => words.log_revoke_invitation(who),
        Act::RequestPassword => words.log_request_password(who),
        Act::EraseReader => words.log_erase_reader(who),
        Act::SubmitArticle => words.log_submit_article(who),
        Act::ReturnArticle => words.log_return_article(who),
        Act::ScheduleArticle => words.log_schedule_article(who),
        Act::PublishArticle => words.log_publish_article(who),
        Act::WithdrawArticle => words.log_withdraw_article(who),
        Act::DeleteArticle => words.log_delete_article(who),
        Act::ChangeArticle => words.log_change_article(who),
        Act::Section => words.log_section(who),
        Act::Tag => words.log_tag(who),
        Act::Author => words.log_author(who),
        Act::Front => words.log_front(who),
        Act::AddMedia => words.log_add_media(who),
        Act::ChangeMedia => words.log_change_media(who),
        Act::DeleteMedia => words.log_delete_media(who),
        Act::ApproveMention => words.log_approve_mention(who),
        Act::RejectMention => words.log_reject_mention(who),
    }
}

/// The name of a group of acts.
pub(super) fn group(group: ActGroup) -> Message {
    match group {
        ActGroup::Comments => Message::log_comments(),
        ActGroup::Articles => Message::log_articles(),
        ActGroup::Screening => Message::log_screening(),
        ActGroup::People => Message::log_people(),
        ActGroup::Settings => Message::log_settings(),
    }
}

/// The names of what the lines concern. What is gone has none, and is named by its number.
pub(super) struct Names {
    /// The headlines of articles by their numbers.
    pub(super) articles: HashMap<i64, String>,
    /// The names of people by the numbers of their accounts.
    pub(super) people: HashMap<i64, String>,
}

/// The number of the article that the line concerns.
pub(super) fn article(line: &LogLine) -> Option<ArticleId> {
    number(line, "article").map(ArticleId)
}

fn number(line: &LogLine, name: &str) -> Option<i64> {
    line.detail.as_ref().and_then(|detail| detail[name].as_i64())
}

/// Links to the subject of the line, as far as the reader may open it.
pub(super) fn objects(words: &Words, line: &LogLine, names: &Names, role: Role) -> Vec<Link> {
    let mut links = Vec::new();
    if let Some(comment) = line.comment_id {
        links.push(Link::new(
            words.log_comment_number(comment.to_string()),
            format!("/desk/comments/{comment}"),
        ));
    }
    if let Some(batch) = line.batch_id {
        links.push(Link::new(
            words.log_batch_number(batch.to_string()),
            format!("/desk/batches/{batch}"),
        ));
    }
    if let Some(article) = number(line, "article") {
        let title = names.articles.get(&article).cloned();
        let text = title.unwrap_or_else(|| words.log_article_number(article.to_string()).into());
        links.push(Link::new(text, format!("/desk/articles/{article}")));
    }
    if let Some(rule) = number(line, "rule") {
        let text = words.log_rule_number(rule.to_string());
        links.push(Link::new(text, format!("/desk/rules/{rule}")));
    }
    if let Some(account) = number(line, "account").filter(|_| role == Role::Admin) {
        let name = names.people.get(&account).cloned();
        let text = name.unwrap_or_else(|| words.log_account_number(account.to_string()).into());
        links.push(Link::new(text, format!("/desk/people/{account}")));
    }
    links
}

/// The setting with its new value, or the slug of the section, tag or author.
pub(super) fn code(line: &LogLine) -> Option<String> {
    let text = |name: &str| line.detail.as_ref().and_then(|detail| detail[name].as_str());
    if let Some(setting) = text("setting") {
        return match line.detail.as_ref().map(|detail| &detail["value"]) {
            None | Some(Value::Null) => Some(setting.to_owned()),
            Some(value) => Some(format!("{setting} = {value}")),
        };
    }
    ["section", "tag", "author"].into_iter().find_map(text).map(str::to_owned)
}
