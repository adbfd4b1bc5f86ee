//! The messages of `locales/*/readers.ftl`: what readers get mail about, and what is stored about them. A
//! subject is one line.

use super::messages;

messages! {
Readers;
text {
    // The comment form
    field_notify();
    notify_none();
    notify_replies();
    notify_article();
    notify_hint();
    fault_notify();
    // Mails: the confirmation of a subscription
    mail_link_replies(article: Text);
    mail_link_article(article: Text);
    // Mails: new comments
    mail_news_subject(article: Text);
    mail_digest_subject(site: Text);
    mail_news_reply(name: Text, article: Text);
    mail_news_comment(name: Text, article: Text);
    mail_news_read();
    mail_news_more(count: Number);
    mail_why_follower();
    mail_preferences();
    // Mails: a correction
    mail_correction_subject(article: Text);
    mail_correction_text(article: Text);
    mail_correction_read();
    // The page behind the link in each mail: what a reader gets mail about
    preferences_title();
    preferences_for(address: Text);
    preferences_mail_heading();
    preferences_stopped();
    preferences_resume();
    preferences_stop();
    preferences_none();
    preferences_waits();
    preferences_nothing();
    preferences_replies();
    preferences_article();
    preferences_frequency();
    frequency_at_once();
    frequency_hourly();
    frequency_daily();
    preferences_decisions();
    preferences_corrections();
    preferences_save();
    preferences_saved();
    preferences_resumed();
    preferences_gone_heading();
    preferences_gone_text();
    stop_choose();
    // The page behind the link in each mail: what is stored about a reader
    data_heading();
    data_text();
    data_see();
    data_download();
    data_back();
    data_address();
    data_first_used();
    data_confirmed();
    data_not_confirmed();
    data_stopped();
    data_ban();
    data_note();
    data_yes();
    data_no();
    data_comments();
    data_comments_none();
    data_former();
    data_network();
    data_name();
    data_website();
    data_mails();
    // The page behind the link in each mail: erasing
    erase_heading();
    erase_text();
    erase_texts();
    erase_texts_of_reader();
    erase_keep();
    erase_remove();
    erase_sure();
    erase_button();
    fault_erase_sure();
    erased_author();
    erased_heading();
    erased_text();
    erased_when();
    erased_comments();
    erased_kept(count: Number);
    erased_removed(count: Number);
    // The private page of a comment: deleting it
    delete_own_heading();
    delete_own_text();
    delete_own_sure();
    delete_own_button();
    // The desk: a reader's rights
    reader_data_heading();
    reader_data_text();
    reader_data_export();
    // What is stored: the page that says it
    privacy_title();
    privacy_link();
    privacy_lead();
    privacy_why();
    privacy_how_long();
    privacy_who();
    privacy_comment();
    privacy_comment_why();
    privacy_comment_long(days: Phrase);
    privacy_comment_who();
    privacy_address();
    privacy_address_why();
    privacy_address_long();
    privacy_address_who();
    privacy_follow();
    privacy_follow_why();
    privacy_follow_long(days: Phrase);
    privacy_follow_who();
    privacy_network();
    privacy_network_why();
    privacy_network_long(days: Phrase, code: Phrase);
    privacy_network_who();
    privacy_cookie();
    privacy_cookie_why();
    privacy_cookie_long(days: Phrase);
    privacy_cookie_who();
    privacy_akismet();
    privacy_akismet_why(fields: Text);
    privacy_akismet_long();
    privacy_akismet_who();
    privacy_nothing_else();
    privacy_rights();
    privacy_rights_text();
    privacy_comment_kept();
    // The comment form: consent
    fault_consent();
    privacy_consent();
    privacy_consent_why(words: Text, version: Text);
    privacy_consent_long();
    privacy_consent_who();
    data_consent();
    // Asking for the link to one's data
    data_ask_heading();
    data_ask_text();
    data_ask_address();
    data_ask_button();
    data_asked_heading();
    data_asked_text();
    data_asked_back();
    data_ask_link();
}
html {
    log_erase_reader(who: Html);
}
}
