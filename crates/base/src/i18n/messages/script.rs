//! The messages of `locales/*/script.ftl`: what the desk’s script writes: the outcome of decisions,
//! and where the keys lead. A name in these texts has isolates around it already.

use super::messages;

messages! {
Script;
text {
    // Keys
    said_key_twice(key: Text);
    said_keys_saved();
    said_keys_off();
    said_keys_reset();
    // The list
    said_last();
    said_first();
    said_new(count: Number);
    said_new_or_more(count: Number);
    said_arrived(count: Number);
    said_left(count: Number);
    said_left_more(count: Number);
    said_left_none();
    said_selected(count: Number);
    said_unselected();
    said_no_change();
    said_panel_open();
    said_nothing_to_undo();
    // Decisions
    said_this_reader();
    said_comment(name: Text);
    said_comment_and_alike(name: Text, count: Number);
    said_approved(comment: Text);
    said_rejected(comment: Text);
    said_spam(comment: Text);
    said_deleted(comment: Text);
    said_held(comment: Text);
    said_not_approved(comment: Text);
    said_not_rejected(comment: Text);
    said_not_spam(comment: Text);
    said_not_deleted(comment: Text);
    said_not_held(comment: Text);
    said_undone(comment: Text);
    said_not_undone(comment: Text);
    said_had_written(text: Text);
    said_not_shown(cause: Text);
    said_cause_signed_out();
    said_signed_out();
    said_bad_answer();
    said_unreachable();
    said_sign_in_again();
    said_look();
    said_dismiss();
}
html {}
}
