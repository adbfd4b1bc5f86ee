//! The messages of `locales/*/pages.ftl`: the pages that readers see. A name in braces is an
//! argument: { $name }. Messages with HTML keep their elements. A number selects a plural form and
//! is printed with the digits of the language.

use super::messages;

messages! {
Pages;
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
    you_are_here();
    sections_in(section: Text);
    author();
    archive();
    nothing_published();
    nothing_older();
    continue_reading();
    comment_count(count: Number);
    comments_on(title: Text);
    comments_of(title: Text);
    comment_by_on(name: Text, title: Text);
    latest_comments();
    latest_comments_none();
    pages();
    newer_articles();
    older_articles();
    // The front page
    latest();
    most_discussed();
    editors_picks();
    more_stories();
    // The search
    search();
    search_words();
    search_hint();
    search_cut();
    results_title(words: Text);
    results_for(words: Text);
    result_count(count: Number);
    nothing_found(words: Text);
    nothing_found_advice();
    previous_results();
    next_results();
    // An article
    reading_time(count: Number);
    click_to_comment();
    sample_section();
    sample_tag();
    sample_title();
    sample_summary();
    sample_body();
    sample_name();
    sample_comment();
    share_by_email();
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
    error_404_ways_on();
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
}
html {
    // Lists of articles
    by_author(author: Html);
    names_comma(first: Html, next: Html);
    names_and(first: Html, last: Html);
    names_and_before_i(first: Html, last: Html);
    // An article
    corrected(time: Html, text: Text);
    banner_draft();
    banner_scheduled();
    banner_withdrawn();
    new_in_section(section: Html);
    // The thread
    in_reply_to(comment: Html);
    // The comment form
    form_note(mark: Html);
    // The private page of a comment
    held_text(article: Html);
    public_text(article: Html);
    rejected_text(article: Html);
    rejected_reason(reason: Text);
    deleted_text(article: Html);
    change_until(time: Html);
    // Errors
    error_reference(reference: Text);
    // How comments are moderated
    transparency_counted(time: Html, json: Html);
}
}
