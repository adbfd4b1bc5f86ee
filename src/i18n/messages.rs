//! The messages: one line each, with the arguments that its text must have in every language.
//!
//! A line `reply_to(name: Text)` is the method `words.reply_to(name)` for templates and code that
//! know the language, and `Message::reply_to(name)` for code that does not. The text stands under the
//! same name in `locales/*/*.ftl`, where the argument is `{ $name }`; a number can select the plural
//! form. Messages under `html` may contain elements; their text arguments are escaped.
//! `Tenths` is a number with one decimal place. A `Phrase` is another message, such as a length of
//! time.

// A message's name and its English text say all there is to say.
#![allow(missing_docs)]

use std::borrow::Cow;
use std::time::Duration;

use super::{Argument, Html, Words};

/// A text whose language is not known yet, such as a fault of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Message {
    /// A text without a translation, such as one of the operator's own.
    Literal(Cow<'static, str>),
    /// A declared message and its arguments.
    Known(Id, Option<Box<Arguments>>),
}

/// The arguments of a message. Boxed there, so that a fault is not much larger than its code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arguments(pub(super) Vec<(&'static str, Argument<'static>)>);

impl Message {
    fn known(id: Id, arguments: Vec<(&'static str, Argument<'static>)>) -> Message {
        Message::Known(id, (!arguments.is_empty()).then(|| Box::new(Arguments(arguments))))
    }

    /// The English text, for logs, the command line and tests.
    pub fn in_english(&self) -> String {
        Words::default().say(self).into_owned()
    }
}

impl AsRef<Message> for Message {
    fn as_ref(&self) -> &Message {
        self
    }
}

impl From<&'static str> for Message {
    fn from(text: &'static str) -> Message {
        Message::Literal(Cow::Borrowed(text))
    }
}

impl From<String> for Message {
    fn from(text: String) -> Message {
        Message::Literal(Cow::Owned(text))
    }
}

impl Message {
    /// A time that has passed, rounded down: "15 minutes".
    pub fn elapsed(length: Duration) -> Message {
        match length.as_secs() {
            seconds @ 0..60 => Message::duration_seconds(seconds),
            seconds @ 60..3_600 => Message::duration_minutes(seconds / 60),
            seconds @ 3_600..172_800 => Message::duration_hours(seconds / 3_600),
            seconds => Message::duration_days(seconds / 86_400),
        }
    }

    /// A length of time that somebody has set, in the largest unit that does not round it: "90
    /// minutes", "2 hours".
    pub fn exact_duration(length: Duration) -> Message {
        let seconds = length.as_secs();
        match (seconds % 3_600, seconds % 60) {
            (0, _) => Message::duration_hours(seconds / 3_600),
            (_, 0) => Message::duration_minutes(seconds / 60),
            _ => Message::duration_seconds(seconds),
        }
    }

    /// A time to wait, rounded up: "15 minutes".
    pub fn duration(length: Duration) -> Message {
        match length.as_secs().max(1) {
            seconds @ 0..=119 => Message::duration_seconds(seconds),
            seconds @ 120..=7_199 => Message::duration_minutes(seconds.div_ceil(60)),
            seconds @ 7_200..=172_799 => Message::duration_hours(seconds.div_ceil(3_600)),
            seconds => Message::duration_days(seconds.div_ceil(86_400)),
        }
    }
}

/// A whole number of any type.
pub trait Count {
    fn count(self) -> i64;
}

macro_rules! counts {
    ($($type:ty),+) => {$(
        impl Count for $type {
            fn count(self) -> i64 {
                i64::try_from(self).unwrap_or(i64::MAX)
            }
        }
        impl Count for &$type {
            fn count(self) -> i64 {
                (*self).count()
            }
        }
    )+};
}
counts!(u8, i16, i32, i64, u16, u32, u64, usize);

macro_rules! messages {
    (
        text { $($text:ident($($text_argument:ident: $text_kind:ident),*);)* }
        html { $($html:ident($($html_argument:ident: $html_kind:ident),*);)* }
    ) => {
        /// The name of a message.
        #[allow(non_camel_case_types)]
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Id { $($text,)* $($html,)* }

        impl Id {
            pub(super) const ALL: &[Id] = &[$(Id::$text,)* $(Id::$html,)*];

            /// The name in the Fluent files.
            pub fn key(self) -> &'static str {
                match self {
                    $(Id::$text => stringify!($text),)*
                    $(Id::$html => stringify!($html),)*
                }
            }

            /// Whether the text contains HTML.
            pub(super) fn is_html(self) -> bool {
                match self {
                    $(Id::$text => false,)*
                    $(Id::$html => true,)*
                }
            }

            /// The names of the arguments and whether each is a number.
            #[cfg(test)]
            pub(super) fn arguments(self) -> &'static [(&'static str, &'static str)] {
                match self {
                    $(Id::$text => &[$((stringify!($text_argument), stringify!($text_kind))),*],)*
                    $(Id::$html => &[$((stringify!($html_argument), stringify!($html_kind))),*],)*
                }
            }
        }

        #[allow(clippy::too_many_arguments, reason = "as many as the sentence has")]
        impl Words {
            $(pub fn $text(&self, $($text_argument: messages!(@takes $text_kind)),*) -> Cow<'_, str> {
                self.put(Id::$text, &[$((stringify!($text_argument), messages!(@lend $text_kind $text_argument))),*])
            })*
            $(pub fn $html(&self, $($html_argument: messages!(@takes $html_kind)),*) -> Html {
                Html(self.put(Id::$html, &[$((stringify!($html_argument), messages!(@lend $html_kind $html_argument))),*]).into_owned())
            })*
        }

        #[allow(clippy::too_many_arguments, reason = "as many as the sentence has")]
        impl Message {
            $(pub fn $text($($text_argument: messages!(@takes $text_kind)),*) -> Message {
                Message::known(Id::$text, vec![$((stringify!($text_argument), messages!(@own $text_kind $text_argument))),*])
            })*
        }
    };
    (@takes Number) => { impl Count };
    (@takes Tenths) => { impl Count };
    (@takes Text) => { impl AsRef<str> };
    (@takes Html) => { impl AsRef<Html> };
    (@takes Phrase) => { impl AsRef<Message> };
    (@lend Number $argument:ident) => { Argument::Number($argument.count()) };
    (@lend Tenths $argument:ident) => { Argument::Tenths($argument.count()) };
    (@lend Text $argument:ident) => { Argument::Text(Cow::Borrowed($argument.as_ref())) };
    (@lend Html $argument:ident) => { Argument::Html(Cow::Borrowed(&$argument.as_ref().0)) };
    (@lend Phrase $argument:ident) => { Argument::Phrase(Box::new($argument.as_ref().clone())) };
    (@own Phrase $argument:ident) => { Argument::Phrase(Box::new($argument.as_ref().clone())) };
    (@own Number $argument:ident) => { Argument::Number($argument.count()) };
    (@own Tenths $argument:ident) => { Argument::Tenths($argument.count()) };
    (@own Text $argument:ident) => { Argument::Text(Cow::Owned($argument.as_ref().to_owned())) };
}

messages! {
text {
    // Every page
    skip_to_content();
    sections();
    elsewhere();
    information();
    back_to_front_page();
    back_to_article();
    back_to_comment();
    // Lists of articles
    section();
    tag();
    author();
    archive();
    you_are_here();
    sections_in(section: Text);
    nothing_published();
    nothing_older();
    continue_reading();
    comment_count(count: Number);
    comments_on(title: Text);
    pages();
    newer_articles();
    older_articles();
    // An article
    published_on();
    updated_on();
    corrections();
    corrected_on();
    tags();
    page_of_comments(page: Number);
    check_your_comment();
    withdrawn_title();
    withdrawn_heading();
    new_here();
    protected_text();
    protected_field();
    protected_open();
    protected_excerpt();
    // The thread
    comments();
    no_comments();
    pinned();
    staff();
    editors_pick();
    to_comment_of(name: Text);
    in_the_conversation();
    comment_removed();
    reply();
    reply_to(name: Text);
    report();
    report_comment_by(name: Text);
    comment_pages();
    older_comments();
    newer_comments();
    page_of(page: Number, pages: Number);
    comments_closed();
    // The comment form
    leave_a_reply();
    cancel_reply();
    field_comment();
    field_text();
    field_name();
    field_email();
    field_website();
    leave_empty();
    notify_replies();
    post_comment();
    posting();
    not_posted_heading();
    not_posted_text();
    your_comment();
    not_stored_heading();
    faults_found(count: Number);
    // A form that was not done
    send_again();
    sending();
    had_written_label();
    had_written();
    to_the_desk();
    // The private page of a comment
    held_heading();
    held_mail_follows();
    held_keep_address();
    public_heading();
    go_to_your_comment();
    rejected_heading();
    rejected_write_another();
    rejected_banned();
    moderator_writes();
    deleted_heading();
    status();
    status_held();
    status_published();
    status_not_published();
    status_deleted();
    reference();
    posted();
    what_you_wrote();
    change_waits_heading();
    change_waits_text();
    change_refused();
    change_heading();
    change_until_decided();
    change_never();
    change_too_late(window: Phrase);
    save_change();
    change_saved();
    appeal_heading();
    appeal_text();
    appeal_text_first();
    appeal_field();
    appeal_hint();
    appealed_heading();
    appealed_open();
    appealed_open_first();
    appealed_dismissed();
    appealed_dismissed_first();
    confirm_heading();
    confirm_text();
    confirm_button();
    confirm_sent_heading();
    confirm_sent_text();
    confirmed_heading();
    confirmed_text();
    forget_browser();
    browser_forgotten();
    // The page behind a link in a mail
    confirm_this_text();
    confirm_cookie_text();
    confirm_my_address();
    stop_title();
    stop_heading();
    stop_text(site: Text);
    stop_button();
    stopped_text();
    link_invalid_heading();
    link_expired_text();
    link_used_text();
    // Reporting a comment
    flag_title();
    flag_kicker();
    flag_heading();
    author_wrote(name: Text);
    flag_reason();
    flag_spam();
    flag_abuse();
    flag_off_topic();
    flag_personal_data();
    flag_other();
    flag_own_words();
    flag_own_words_hint();
    flag_button();
    flag_own_heading();
    flag_own_text();
    flag_own_button();
    flagged_heading();
    flagged_text();
    check_mail_heading();
    check_mail_text();
    // Errors
    error_400();
    error_401();
    error_403();
    error_404();
    error_404_advice();
    error_405();
    error_408();
    error_409();
    error_413();
    error_413_advice();
    error_413_shortened();
    error_unfinished();
    error_414();
    error_415();
    error_421();
    error_422();
    error_429();
    error_503();
    error_refused();
    error_internal();
    error_internal_advice();
    // How comments are moderated
    transparency_title();
    transparency_description(site: Text);
    transparency();
    transparency_lead();
    transparency_decisions();
    transparency_month();
    transparency_approved();
    transparency_rejected();
    transparency_spam();
    transparency_deleted();
    transparency_median();
    transparency_reasons();
    transparency_flags_and_appeals();
    transparency_flags();
    transparency_appeals();
    transparency_upheld();
    transparency_few(limit: Number);
    transparency_empty();
    // Lengths of time
    duration_seconds(count: Number);
    duration_minutes(count: Number);
    duration_hours(count: Number);
    duration_days(count: Number);
    // Fields of the comment form
    fault_comment_required();
    fault_comment_long(limit: Number, length: Number);
    fault_name_required();
    fault_name_long(limit: Number, length: Number);
    fault_website();
    fault_website_long(limit: Number, length: Number);
    fault_email_required();
    fault_email();
    fault_email_long(limit: Number);
    fault_email_local_long(limit: Number);
    fault_parent();
    fault_one_line();
    fault_invisible_in_line(code: Text, line: Number);
    fault_invisible_at(code: Text, place: Number);
    fault_invisible_reference(code: Text, reference: Text);
    // The form as a whole
    fault_stale_form();
    fault_wait(wait: Phrase);
    fault_too_many(wait: Phrase);
    // Changes, appeals and reports
    fault_same_text();
    fault_edit_too_late();
    fault_edit_decided();
    fault_edit_stale();
    fault_flag_reason();
    fault_appeal_required();
    fault_long(limit: Number, length: Number);
    fault_appealed();
    fault_not_rejected();
    fault_link_used();
    fault_link_expired();
    fault_closed();
    fault_protected();
    fault_wrong_password();
    fault_parent_gone();
    fault_duplicate();
    // Pictures
    fault_picture_empty();
    fault_picture_format(format: Text);
    fault_picture_unknown();
    fault_picture_large(limit: Number);
    fault_picture_pixels(limit: Number, pixels: Number);
    fault_picture_incomplete();
    fault_picture_damaged();
    fault_picture_metadata();
    fault_picture_slow();
    fault_picture_used(count: Number);
    // Any request
    fault_invalid();
    fault_unauthenticated();
    fault_not_found();
    fault_too_fast();
    fault_unavailable();
    fault_internal();
    fault_malformed();
    fault_method();
    fault_timeout();
    fault_too_large();
    fault_head_too_large();
    fault_media_type();
    fault_refused();
    fault_site_unavailable();
    // Every mail
    mail_stop();
    mail_why_reader();
    mail_why_moderator();
    mail_why_author();
    mail_why_editor();
    mail_why_mentioned();
    colleague();
    mail_mention_subject(name: Text, article: Text);
    mail_mention_text(name: Text, article: Text);
    mail_mention_open();
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
    // What its author reads about a rejection, unless a setting [reasons] has other words
    reason_spam();
    reason_abuse();
    reason_off_topic();
    reason_personal_data();
    reason_illegal();
    reason_duplicate();
    reason_quality();
    reason_other();
    // The same in a word or two
    label_spam();
    label_abuse();
    label_off_topic();
    label_personal_data();
    label_illegal();
    label_duplicate();
    label_quality();
    label_other();
    // What screening found, for staff. These stand in lists and have no full stop.
    found_honeypot();
    found_form_unsigned();
    found_form_too_young(seconds: Tenths);
    found_staff_name();
    found_hold_all();
    found_links(found: Number, limit: Number);
    found_no_links();
    found_few_links(limit: Number);
    found_publish_all();
    found_edited();
    found_no_rule();
    found_staff();
    found_known_reader();
    found_first_comment();
    found_banned_reader(reason: Text);
    found_banned_domain(reason: Text);
    found_banned_network(reason: Text);
    found_held_always(reason: Text);
    found_trusted(reason: Text);
    found_rule(rule: Text, found: Text);
    found_rule_because(rule: Text, found: Text, reason: Text);
    found_no_score();
    found_score(percent: Number);
    found_akismet();
    found_akismet_blatant();
    found_akismet_late();
    found_akismet_unreachable();
    found_akismet_refused();
    found_akismet_key();
    found_akismet_unclear();
    found_akismet_not_asked();
    found_surge();
    // Settings at run time
    settings_heading();
    settings_intro();
    settings_publication();
    settings_appearance();
    settings_articles();
    settings_comments();
    settings_moderation();
    settings_reasons();
    settings_reasons_hint();
    settings_policies();
    settings_save();
    settings_saved();
    settings_reset();
    settings_meanwhile();
    setting_from_default();
    setting_from_file(file: Text);
    setting_from_desk();
    setting_pinned(place: Text);
    setting_name();
    setting_name_hint();
    setting_tagline();
    setting_tagline_hint();
    setting_site_language();
    setting_site_language_hint();
    setting_zone();
    setting_zone_hint();
    setting_colour();
    setting_colour_hint();
    setting_links();
    setting_links_hint();
    setting_copyright();
    setting_copyright_hint();
    setting_paths();
    setting_paths_hint();
    setting_per_page();
    setting_per_page_hint();
    setting_open_days();
    setting_open_days_hint();
    setting_mode();
    setting_mode_hint();
    mode_open();
    mode_hold_all();
    mode_closed();
    setting_closed_message();
    setting_closed_message_hint();
    setting_guidelines();
    setting_guidelines_hint();
    setting_interval();
    setting_interval_hint();
    setting_edit_window();
    setting_edit_window_hint();
    setting_figures();
    setting_figures_hint();
    setting_undo();
    setting_undo_hint();
    setting_target();
    setting_target_hint();
    // What is wrong with a setting
    setting_title();
    setting_line();
    setting_long();
    setting_language();
    setting_timezone();
    setting_social();
    setting_accent();
    setting_contrast(colour: Text);
    setting_permalink();
    setting_number(least: Number, most: Number);
    // People
    people_author();
    people_moderator();
    people_editor();
    people_admin();
    people_heading();
    people_invite();
    people_invite_text();
    people_send();
    people_more();
    people_disabled();
    people_never();
    people_sessions(count: Number);
    people_invitations();
    people_resend();
    people_revoke();
    people_wait(wait: Phrase);
    people_done_invited();
    people_done_sent();
    people_done_revoked();
    person_email();
    person_name();
    person_name_hint();
    person_role();
    person_role_hint();
    person_account();
    person_save();
    person_sections();
    person_sections_hint();
    person_save_sections();
    person_access();
    person_end_sessions();
    person_disable();
    person_disable_text();
    person_enable();
    person_enable_text();
    person_own();
    person_log();
    person_done_saved();
    person_done_sections();
    person_done_ended();
    person_done_disabled();
    person_done_enabled();
    fault_has_account();
    fault_invited();
    // Links to an account: an invitation, and a new password
    forgot_link();
    forgot_heading();
    forgot_text();
    forgot_send();
    forgot_sent();
    forgot_wait();
    forgot_back();
    new_password_heading();
    new_password_text(email: Text);
    new_password_label();
    new_password_hint();
    new_password_save();
    invited_heading(site: Text);
    invited_text(role: Text);
    invited_email_hint();
    invited_accept();
    link_ended_heading();
    link_ended_invitation();
    link_ended_password();
    mail_invitation_subject(site: Text);
    mail_invitation_text(name: Text, site: Text, role: Text);
    mail_invitation_button();
    mail_invitation_until(time: Text);
    mail_invitation_ignore();
    mail_reset_subject(site: Text);
    mail_reset_text(site: Text);
    mail_reset_button();
    mail_reset_once();
    mail_reset_ignore();
    // The log
    log_heading();
    log_intro();
    log_api();
    log_person();
    log_kind();
    log_any();
    log_object();
    log_since();
    log_until();
    log_time_hint();
    log_filter();
    log_clear();
    log_empty();
    log_older();
    log_site();
    log_gone();
    log_comments();
    log_articles();
    log_screening();
    log_people();
    log_settings();
    log_comment_number(number: Text);
    log_article_number(number: Text);
    log_account_number(number: Text);
    log_batch_number(number: Text);
    log_rule_number(number: Text);
    // The newsroom: begin
    // The shell of all pages for staff
    desk_menu();
    desk_nav();
    count_waiting();
    my_decisions();
    sign_out();
    mail_refused_of(name: Text);
    mail_refused_yours();
    mail_allow_again();
    nav_publishing();
    nav_screening();
    nav_administration();
    nav_queue();
    nav_flags();
    nav_appeals();
    nav_edits();
    nav_dashboard();
    nav_articles();
    nav_sections();
    nav_rules();
    nav_policies();
    nav_filter();
    nav_bans();
    nav_account();
    role_author();
    role_moderator();
    role_editor();
    role_admin();
    // Statuses and times of articles
    article_draft();
    article_submitted();
    article_scheduled();
    article_published();
    article_withdrawn();
    time_saved();
    time_due();
    time_published();
    // The list of articles
    article_new();
    articles_all();
    articles_find();
    articles_words();
    articles_author();
    articles_since();
    articles_until();
    articles_show();
    articles_clear();
    articles_none();
    articles_none_found();
    article_write_first();
    choice_all();
    comments_waiting(count: Number);
    page_before();
    page_after();
    article_deleted();
    // The editor
    article_on_site();
    field_title();
    field_summary();
    field_text_hint();
    field_tags();
    field_tags_hint();
    field_byline();
    field_byline_hint();
    field_path();
    field_path_hint();
    field_replace_redirect();
    field_time(zone: Text);
    field_time_hint();
    field_comments();
    comments_choice_open();
    comments_choice_closed();
    field_correction();
    field_correction_hint();
    field_updated();
    field_note();
    field_note_hint();
    group_place();
    group_publication();
    group_notes();
    toolbar();
    tool_bold();
    tool_italic();
    tool_heading();
    tool_link();
    tool_quote();
    tool_list();
    tool_numbers();
    tool_picture();
    preview_title();
    preview_link();
    preview_link_hint();
    text_length(words: Text, minutes: Text);
    words_count(count: Number);
    minutes_to_read(count: Number);
    step_save();
    step_save_draft();
    step_update();
    step_preview();
    step_submit();
    step_take_back();
    step_publish();
    step_publish_now();
    step_publish_again();
    step_schedule();
    step_unschedule();
    step_return();
    step_withdraw();
    step_delete();
    step_delete_for_good();
    delete_hint();
    done_saved();
    done_updated();
    done_submitted();
    done_published();
    done_scheduled(time: Text);
    done_returned();
    done_withdrawn();
    saved_at();
    saved_by(name: Text);
    more_actions();
    comments_at_desk();
    comment_waits();
    // What is not saved yet, and two who write at once
    draft_kept(time: Text);
    draft_saving();
    draft_unsaved();
    draft_failed();
    draft_signed_out();
    copy_shown();
    copy_discard();
    copy_of_colleague(name: Text);
    copy_look();
    copies_title();
    conflict_saved();
    conflict_saved_by(name: Text);
    conflict_advice();
    conflict_theirs();
    conflict_yours();
    conflict_their_text();
    conflict_take_theirs();
    // Saved versions
    revisions_title();
    revisions_about();
    revision_present();
    revision_number(number: Number);
    revision_text();
    diff_with(number: Number);
    diff_first();
    diff_none();
    diff_with_present();
    diff_with_before();
    restore();
    restore_hint();
    // Sections and tags
    nav_tags();
    tags_none();
    tag_new();
    section_new();
    label_add();
    label_added();
    label_merged();
    label_meanwhile();
    label_removed();
    label_merge();
    label_merge_into();
    label_merge_choose();
    label_merge_hint();
    label_remove();
    articles_count(count: Number);
    field_slug();
    field_slug_hint();
    field_description();
    field_description_hint();
    field_parent();
    field_parent_none();
    field_position();
    field_position_hint();
    // More options of the editor, the lock and notes
    more_options();
    field_language();
    field_language_hint();
    field_password();
    field_password_hint();
    field_unprotect();
    field_featured();
    field_sticky();
    field_kind();
    field_kind_hint();
    kind_article();
    kind_page();
    field_menu();
    menu_footer();
    menu_navigation();
    menu_none();
    field_menu_order();
    field_take_over(name: Text);
    article_locked(name: Text);
    notes_title();
    field_remark();
    field_remark_hint();
    step_remark();
    done_remark();
    note_remove();
    fault_note_required();
    fault_language_tag();
    fault_article_password(least: Number, most: Number);
    // The newsroom: end
    found_held_by_site();
    found_held_by_section();
    found_held_by_article();
    // Statuses and lists of comments
    comment_pending();
    comment_approved();
    comment_rejected();
    comment_spam();
    comment_deleted();
    list_pending();
    list_approved();
    list_rejected();
    list_spam();
    list_deleted();
    // Decisions and their reasons
    decide_approve();
    decide_reject();
    decide_spam();
    decide_hold();
    decide_delete();
    undo();
    undoing();
    busy_saving();
    for_spam();
    for_abuse();
    for_off_topic();
    for_personal_data();
    for_illegal();
    for_duplicate();
    for_quality();
    for_other();
    for_same_moderator();
    reason_with_note(reason: Text, note: Text);
    no_reason();
    quoted_sentence(text: Text);
    reject_keys();
    note_for_colleagues();
    colleague_former();
    name_deleted();
    // Ages
    age_moments();
    short_now();
    short_minutes(count: Number);
    short_hours(count: Number);
    short_days(count: Number);
    percent(count: Number);
    // What was done
    notice_approve();
    notice_reject();
    notice_spam();
    notice_delete();
    notice_hold();
    notice_edit();
    notice_undo();
    notice_note();
    notice_surge();
    notice_claim();
    notice_release();
    notice_view();
    notice_ban();
    notice_pin();
    notice_unpin();
    notice_feature();
    notice_unfeature();
    // The surge guard
    surge_holds();
    surge_slows();
    surge_count_comments(count: Number);
    surge_count_flags(count: Number);
    surge_count_rejections(count: Number);
    surge_why(comments: Phrase, flags: Phrase, rejections: Phrase, window: Phrase, usual_comments: Tenths, usual_flags: Tenths, usual_rejections: Tenths);
    surge_end();
    surge_ending();
    surge_editor();
    surge_list();
    surge_articles(count: Number);
    // The list of comments
    queue_lists();
    queue_asks();
    queue_oldest(age: Phrase);
    queue_decide_all();
    queue_unlearned();
    none_match();
    none_match_pending();
    none_match_approved();
    none_match_rejected();
    none_match_spam();
    none_match_deleted();
    queue_clear_filters();
    queue_empty();
    queue_list_empty();
    queue_more();
    queue_outcome();
    bulk_label();
    bulk_selected();
    bulk_reject();
    bulk_sentence();
    bulk_to_authors();
    bulk_delete_text();
    bulk_delete();
    blank_clear();
    blank_nothing();
    blank_choose();
    row_select(name: Text);
    row_viewing(name: Text);
    spam_score();
    row_surge();
    // Filters of the list
    views_label();
    filter_heading();
    filter_words();
    filter_all();
    filter_order();
    filter_score_from();
    filter_score_to();
    filter_reason();
    filter_language();
    filter_show();
    filter_save_as();
    order_oldest();
    order_newest();
    order_score();
    own_sections();
    condition_no_section();
    condition_section(section: Text);
    condition_since(time: Text);
    condition_until(time: Text);
    condition_language(language: Text);
    condition_score_from(score: Text);
    condition_score_to(score: Text);
    condition_article();
    condition_article_named(title: Text);
    condition_author();
    condition_network(network: Text);
    condition_rule(rule: Text);
    condition_rule_named(name: Text);
    condition_alike();
    condition_claimed();
    condition_unclaimed();
    condition_pinned();
    condition_featured();
    // Findings of screening in a word or two
    chip_honeypot();
    chip_form_unsigned();
    chip_form_too_young();
    chip_staff_name();
    chip_links();
    chip_edited();
    chip_first_comment();
    chip_banned();
    chip_held_always();
    chip_trusted();
    chip_rule();
    chip_comments_held();
    chip_score();
    chip_no_score();
    chip_akismet_unavailable();
    finding_with_features(finding: Phrase, features: Text);
    // The open comment
    item_label();
    item_all();
    item_address();
    item_looking(name: Text);
    item_release();
    item_claim();
    answer_it();
    answer_flags();
    answer_appeal();
    answer_edit();
    item_why_public();
    item_why_held();
    item_unlearned();
    item_parent();
    text_deleted();
    links_as_text(count: Number);
    links_make(count: Number);
    item_approve_reply();
    item_reply();
    item_reply_hint();
    item_publishing();
    item_nearby(count: Number);
    item_nearby_label(number: Number);
    item_conversation();
    item_conversation_open();
    item_alike(count: Number);
    item_edit();
    item_edit_hint();
    item_edit_save();
    item_history();
    item_history_empty();
    undo_edit();
    undo_decision();
    item_note();
    item_note_add();
    item_others();
    item_others_none();
    item_actions();
    item_pin();
    item_unpin();
    item_feature();
    item_unfeature();
    item_ban();
    item_ban_whom();
    item_ban_reader();
    item_ban_network(network: Text);
    item_ban_domain();
    item_ban_domain_field();
    item_ban_effect();
    item_ban_hold();
    item_ban_reject();
    item_ban_until();
    item_ban_why();
    item_ban_save();
    item_ban_all();
    item_decision();
    item_group(count: Number);
    item_reject_because();
    item_reject_sentence();
    item_to_author();
    item_delete_text();
    // The record of a reader
    record_deleted();
    record_first(since: Text);
    record_many(count: Number, counts: Text, since: Text);
    record_pending(count: Number);
    record_approved(count: Number);
    record_rejected(count: Number);
    record_spam(count: Number);
    record_removed(count: Number);
    record_and(first: Text, next: Text);
    // What happened to a comment
    by_its_author();
    by_flags();
    by_screening();
    // The address behind a comment, and the conversation around it
    address_title();
    address_heading(number: Text);
    address_logged();
    address_why();
    address_why_hint();
    address_show();
    thread_title();
    thread_cut();
    // Keys
    keys_heading();
    keys_never();
    keys_change();
    keys_close();
    keys_back();
    keys_intro();
    keys_use();
    keys_reset();
    key_next();
    key_previous();
    key_reject();
    key_delete();
    key_undo();
    key_reader();
    key_select();
    key_search();
    key_help();
}
html {
    by_author(author: Html);
    names_comma(first: Html, next: Html);
    names_and(first: Html, last: Html);
    names_and_before_i(first: Html, last: Html);
    corrected(time: Html, text: Text);
    banner_draft();
    banner_scheduled();
    banner_withdrawn();
    new_in_section(section: Html);
    in_reply_to(comment: Html);
    form_note(mark: Html);
    held_text(article: Html);
    public_text(article: Html);
    rejected_text(article: Html);
    rejected_reason(reason: Text);
    deleted_text(article: Html);
    change_until(time: Html);
    error_reference(reference: Text);
    transparency_counted(time: Html, json: Html);
    people_signed_in(time: Html);
    people_expires(time: Html);
    people_expired(time: Html);
    person_created(time: Html);
    // The log
    log_approve(who: Html);
    log_reject(who: Html);
    log_spam(who: Html);
    log_delete(who: Html);
    log_hold(who: Html);
    log_edit(who: Html);
    log_undo(who: Html);
    log_revise(who: Html);
    log_pin(who: Html);
    log_unpin(who: Html);
    log_feature(who: Html);
    log_unfeature(who: Html);
    log_note(who: Html);
    log_uphold_flags(who: Html);
    log_dismiss_flags(who: Html);
    log_appeal(who: Html);
    log_uphold_appeal(who: Html);
    log_dismiss_appeal(who: Html);
    log_refuse_revision(who: Html);
    log_reopen(who: Html);
    log_ban(who: Html);
    log_unban(who: Html);
    log_rule(who: Html);
    log_policy(who: Html);
    log_surge_begins(who: Html);
    log_surge_ends(who: Html);
    log_batch(who: Html);
    log_reader_note(who: Html);
    log_sign_in(who: Html);
    log_sign_in_failed(who: Html);
    log_sign_out(who: Html);
    log_account(who: Html);
    log_password(who: Html);
    log_token_made(who: Html);
    log_token_revoked(who: Html);
    log_reveal_address(who: Html);
    log_export(who: Html);
    log_setting(who: Html);
    log_invite(who: Html);
    log_revoke_invitation(who: Html);
    log_request_password(who: Html);
    log_submit_article(who: Html);
    log_return_article(who: Html);
    log_schedule_article(who: Html);
    log_publish_article(who: Html);
    log_withdraw_article(who: Html);
    log_delete_article(who: Html);
    log_change_article(who: Html);
    log_section(who: Html);
    log_tag(who: Html);
    log_author(who: Html);
    // The surge guard
    surge_since(since: Html, age: Phrase, until: Html);
    surge_titled(title: Text);
    // The list of comments
    queue_referenced(reference: Text, name: Text);
    queue_elsewhere(lists: Html);
    row_to(name: Text);
    // Filters of the list
    view_remove(name: Text);
    // The open comment
    asks_flagged(weight: Tenths, since: Html);
    asks_rule(since: Html);
    asks_appeal(since: Html);
    asks_edit(since: Html);
    item_score(score: Number);
    item_in_reply_to(href: Text, name: Text);
    item_under(href: Text, title: Text);
    item_former(name: Text, time: Html);
    // What happened to a comment
    history_approve(who: Html);
    history_reject(who: Html);
    history_spam(who: Html);
    history_delete(who: Html);
    history_hold(who: Html);
    history_edit(who: Html);
    history_undo(who: Html);
    history_revise(who: Html);
    history_pin(who: Html);
    history_unpin(who: Html);
    history_feature(who: Html);
    history_unfeature(who: Html);
    history_note(who: Html);
    history_uphold_flags(who: Html);
    history_dismiss_flags(who: Html);
    history_appeal(who: Html);
    history_uphold_appeal(who: Html);
    history_dismiss_appeal(who: Html);
    history_refuse_revision(who: Html);
    history_reopen(who: Html);
    history_reveal_address(who: Html);
    // The address behind a comment, and the conversation around it
    thread_under(title: Text);
    log_add_media(who: Html);
    log_change_media(who: Html);
    log_delete_media(who: Html);
}
}
