//! The messages of `locales/*/batches.ftl`: decisions about many comments at once, and one’s own
//! decisions of today.

use super::messages;

messages! {
Batches;
text {
    // Before the decision
    batch_title(count: Number);
    batch_at_once(count: Number);
    batch_back();
    batch_empty();
    batch_text();
    batch_reason();
    batch_no_reason();
    batch_reason_sentence(reason: Text, sentence: Text);
    batch_note();
    batch_approve(count: Number);
    batch_reject(count: Number);
    batch_spam(count: Number);
    batch_hold(count: Number);
    batch_delete(count: Number);
    // While it is carried out
    batch_number(number: Text);
    batch_undo_of(number: Text);
    batch_heading(what: Text, count: Number);
    batch_because(reason: Text);
    batch_progress();
    batch_running();
    batch_refresh();
    batch_failed(cause: Text);
    batch_finished();
    batch_undo_all();
    // One’s own decisions of today
    mine_none();
    mine_approved(count: Number);
    mine_rejected(count: Number);
    mine_spam(count: Number);
    mine_deleted(count: Number);
    mine_held(count: Number);
    mine_you();
    mine_undone();
    mine_undo_of(name: Text);
    mine_cut();
}
html {
    // While it is carried out
    batch_started(who: Text, time: Html);
    batch_done(count: Number, total: Number);
    batch_done_skipped(count: Number, skipped: Number, total: Number);
    batch_undone_by(href: Text, number: Text);
}
}
