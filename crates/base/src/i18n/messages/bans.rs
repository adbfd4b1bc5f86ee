//! The messages of `locales/*/bans.ftl`: bans, and the page of one reader.

use super::messages;

messages! {
Bans;
text {
    // The list of bans
    bans_which();
    bans_in_force();
    bans_ended();
    bans_none();
    bans_none_ended();
    ban_reader();
    ban_domain();
    ban_network();
    ban_details_deleted();
    ban_rejects();
    ban_holds();
    ban_trusts();
    ban_until_lifted();
    ban_caught();
    ban_number(number: Text);
    ban_all_of_reader();
    ban_all_of_network();
    ban_lift();
    ban_lifting();
    notice_lift();
    // A ban for a domain or a network
    ban_add();
    ban_add_text();
    ban_what();
    ban_a_network();
    ban_value();
    ban_value_hint();
    ban_until_hint();
    ban_why_hint();
    ban_editors_only();
    // A reader
    reader_done_reject();
    reader_done_hold();
    reader_done_trust();
    reader_done_lift();
    reader_done_batch();
    reader_see_batch();
    reader_spellings(count: Number);
    reader_back();
    reader_by_status();
    reader_bans();
    reader_is_banned();
    reader_is_held();
    reader_is_trusted();
    reader_as_usual();
    reader_why_hint();
    reader_ban();
    reader_hold();
    reader_trust();
    reader_lift();
    reader_distrust();
    reader_trust_text();
    reader_no_reason();
    reader_reject_waiting(count: Number);
    reader_rejecting();
    reader_note();
    reader_note_field();
    reader_note_hint();
    reader_note_save();
    reader_latest();
    reader_none();
    reader_all();
}
html {
    // The list of bans
    ban_lifted(who: Text, time: Html);
    ban_ended(time: Html);
    ban_ends(time: Html);
    // A reader
    reader_first_seen(time: Html);
}
}
