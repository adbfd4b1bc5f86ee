//! The messages of `locales/*/outbox.ftl`: mails to staff that join news, what members choose
//! about them, and the pages behind their links.

use super::messages;

messages! {
Outbox;
text {
    // Topics
    topic_held();
    topic_flags();
    topic_appeals();
    topic_late();
    topic_surge();
    topic_own_articles();
    // The joined mail
    joined_held_subject(count: Number);
    joined_flags_subject(count: Number);
    joined_appeals_subject(count: Number);
    joined_own_subject(count: Number);
    joined_longest(wait: Phrase);
    joined_entry(name: Text, article: Text, time: Text);
    joined_appeal(text: Text);
    joined_edit(text: Text);
    joined_more(count: Number);
    joined_score(score: Text);
    joined_stop(topic: Phrase);
    joined_choose();
    joined_open();
    // What a member chooses
    staff_mail_heading();
    staff_mail_topics();
    staff_mail_frequency();
    staff_mail_frequent(time: Phrase);
    staff_mail_each();
    staff_mail_hourly();
    staff_mail_daily();
    staff_mail_sections();
    staff_mail_quiet();
    staff_mail_quiet_from();
    staff_mail_quiet_until();
    staff_mail_quiet_hint();
    staff_mail_zone();
    staff_mail_zone_site(zone: Text);
    staff_mail_save();
    staff_mail_done();
    fault_quiet_hours();
    fault_mail_timezone();
    fault_mail_topic();
    fault_mail_section();
    fault_mail_frequency();
    setting_join();
    setting_join_hint();
    // The page that switches a topic off
    staff_stop_heading(topic: Phrase);
    staff_stop_text(name: Text);
    staff_stop_button();
    staff_stopped_text();
    // The page behind a link to an act
    act_approve_heading();
    act_reject_heading();
    act_spam_heading();
    act_delete_heading();
    act_ban_heading();
    act_undo_heading();
    act_undone_heading();
    act_dead_heading();
    act_ban();
    act_state(status: Phrase);
    act_decided_by(name: Text, time: Text);
    act_by_screening();
    act_in_reply_to(name: Text);
    act_as(name: Text);
    act_ban_stays();
    act_not_entitled();
    act_reason();
    // The outbox at the desk
    mails_heading();
    mails_relay_works();
    mails_relay_fault(time: Text, reason: Text);
    mails_to_files(folder: Text);
    mails_to_memory();
    mails_which();
    mails_all();
    mails_waiting();
    mails_sent();
    mails_cancelled();
    mails_suppressed();
    mails_dead();
    mails_none();
    mails_causes();
    mails_count(count: Number);
    mails_tries(count: Number);
    mails_no_cause();
    mails_retry();
    mails_retry_all();
    mails_cancel();
    mails_reader();
    mails_addresses();
    mails_no_addresses();
    mails_lift();
    mails_done_retry();
    mails_done_cancel();
    mails_done_lift();
    mails_not_now();
    samples_heading();
    samples_note();
    samples_languages();
    samples_html();
    samples_which();
    samples_show();
    relay_banner(reason: Text);
    // Kinds of mail, at the desk.
    mail_kind_decided();
    mail_kind_answered();
    mail_kind_address();
    mail_kind_new_comment();
    mail_kind_reader_digest();
    mail_kind_correction();
    mail_kind_data();
    mail_kind_invitation();
    mail_kind_password();
    mail_kind_note();
    mail_kind_backups_overdue();
    mail_kind_backups_back();
    mail_kind_unknown();
    // Why a mail was not sent
    cause_at_connect();
    cause_at_tls();
    cause_at_login();
    cause_at_mail();
    cause_at_rcpt();
    cause_at_data();
    cause_at_message();
    cause_answered(step: Phrase, codes: Text);
    cause_timed_out(step: Phrase);
    cause_broken(step: Phrase, why: Phrase);
    cause_with_remedy(step: Phrase, why: Text, remedy: Phrase);
    cause_closed();
    cause_reply_invalid();
    cause_no_starttls();
    cause_not_started();
    cause_no_smtputf8();
    cause_remedy_root();
    cause_remedy_name();
    cause_remedy_expired();
    cause_remedy_trust();
    cause_unwritten(cause: Text);
    cause_not_composed(cause: Text);
    cause_relay_fault();
    cause_unknown_event();
    cause_erased();
    cause_untrue();
    cause_suppressed();
    cause_invitation_over();
    cause_account_gone();
    cause_not_wanted();
    cause_refused_lately();
    cause_quiet_hours();
    cause_decision_first();
    cause_pace();
    cause_earlier_attempt();
    cause_absorbed();
    cause_link_limit();
    cause_came_back(status: Text);
    cause_came_back_for_now(status: Text);
    cause_delayed(status: Text);
    cause_complaint();
    cause_cancelled();
    cause_unsubscribed();
}
html {
    mails_times(queued: Html, done: Html);
}
}
