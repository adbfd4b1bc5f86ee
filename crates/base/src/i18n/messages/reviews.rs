//! The messages of `locales/*/reviews.ftl`: flags, appeals and authors’ edits: their lists, one of
//! them in its context, and the answers.

use super::messages;

messages! {
Reviews;
text {
    // The lists
    reviews_about_flags();
    reviews_about_appeals();
    reviews_about_edits();
    reviews_all_own_first();
    reviews_none();
    reviews_none_of_yours();
    reviews_none_in_section();
    reviews_show_all();
    reviews_elsewhere();
    reviews_open();
    reviews_weight(weight: Tenths);
    reviews_reason_times(reason: Text, count: Number);
    reviews_by_rule();
    // One of them
    review_of_flags(name: Text);
    review_of_appeal(name: Text);
    review_of_edit(name: Text);
    review_all_flags();
    review_all_appeals();
    review_all_edits();
    review_previous();
    review_next();
    review_comment();
    review_in_conversation();
    review_flags_weighed(flags: Phrase, weight: Tenths);
    review_flag_weighs();
    review_flag_words(reason: Text, text: Text);
    review_flag_late();
    review_decision();
    review_to_author(text: Text);
    review_note(text: Text);
    review_appeal();
    review_edit();
    review_marks();
    review_new_text();
    review_found();
    review_own_decision();
    review_own_and_alone();
    review_note_optional();
    review_answer();
    review_keep();
    review_remove();
    review_publish();
    review_keep_decision();
    review_accept_edit();
    review_keep_old();
    // Answers
    review_closed_nothing();
    review_closed_removed(who: Text);
    review_closed_accepted_appeal(who: Text);
    review_closed_accepted_edit(who: Text);
    review_closed_kept(who: Text);
    review_closed_rejected_appeal(who: Text);
    review_closed_kept_old(who: Text);
    review_was_own();
    notice_flags_upheld();
    notice_flags_dismissed();
    notice_appeal_upheld();
    notice_appeal_dismissed();
    notice_edit_accepted();
    notice_edit_refused();
    notice_answer_undone();
    // Keys
    key_review_next();
    key_review_previous();
    key_review_publish();
    key_review_refuse();
    key_review_undo();
}
html {
    // The lists
    reviews_under(title: Text);
    // One of them
    review_open_since(time: Html);
    review_opened(time: Html);
    review_comment_about(name: Text, posted: Html, href: Text, title: Text);
}
}
