//! The messages of `locales/*/mails.ftl`: mails to readers and to staff. The plain text and the
//! HTML have the same sentences. A subject is one line.

use super::messages;

messages! {
Mails;
text {
    // Every mail
    mail_stop();
    mail_why_reader();
    mail_why_moderator();
    mail_why_author();
    mail_why_editor();
    mail_why_mentioned();
    // To moderators: a comment is held
    mail_held_subject(name: Text, article: Text);
    mail_held_text(name: Text, article: Text, time: Text);
    mail_held_why();
    mail_decide();
    mail_others_none();
    mail_others(count: Number);
    // To moderators: the oldest comment is overdue
    mail_late_subject();
    mail_late_subject_in(section: Text);
    mail_late_text(time: Text, article: Text);
    mail_late_text_in(section: Text, time: Text, article: Text);
    mail_late_target(target: Phrase);
    mail_late_daily();
    // To the author of an article: a comment is public
    mail_published_subject(name: Text, article: Text);
    mail_published_text(name: Text, article: Text, time: Text);
    mail_published_read();
    // To members of the staff whom a note mentions
    colleague();
    mail_mention_subject(name: Text, article: Text);
    mail_mention_text(name: Text, article: Text);
    mail_mention_open();
    // To editors: the surge guard
    mail_surge_on_subject(article: Text);
    mail_surge_off_subject(article: Text);
    mail_surge_on_text(article: Text);
    mail_surge_off_text(article: Text);
    mail_surge_ended_text(article: Text);
    mail_surge_counts(window: Phrase);
    mail_surge_comments(count: Number, usual: Tenths);
    mail_surge_flags(count: Number, usual: Tenths);
    mail_surge_rejections(count: Number, usual: Tenths);
    mail_surge_holds();
    mail_surge_slows();
    mail_surge_until();
    mail_surge_as_usual();
    // To a reader: the link that confirms the address
    mail_link_subject(site: Text);
    mail_link_text();
    mail_link_button();
    mail_link_once();
    mail_link_ignore();
    mail_data_subject(site: Text);
    mail_data_text(site: Text);
    mail_data_button();
    mail_data_spelling();
    mail_data_ignore();
    mail_backup_overdue_subject(site: Text);
    mail_backup_last(minute: Text);
    mail_backup_never();
    mail_backup_failed(why: Text);
    mail_backup_remedy();
    mail_backup_back_subject(site: Text);
    mail_backup_proven(file: Text, minute: Text);
    mail_why_admin();
    // To the author of a comment: what happened to it
    mail_yours_published_subject(article: Text);
    mail_yours_published(article: Text);
    mail_yours_rejected_subject(article: Text);
    mail_yours_rejected(article: Text);
    mail_yours_change();
    mail_yours_appeal();
    mail_yours_page();
    mail_dismissed_subject(article: Text);
    mail_dismissed_text(article: Text);
    mail_edit_accepted_subject(article: Text);
    mail_edit_accepted_text(article: Text);
    mail_edit_refused_subject(article: Text);
    mail_edit_refused_text(article: Text);
    // To the operator: a test
    mail_test_subject(site: Text);
    mail_test_text(command: Text, site: Text);
}
html {}
}
