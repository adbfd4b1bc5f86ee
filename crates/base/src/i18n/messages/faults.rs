//! The messages of `locales/*/faults.ftl`: what is wrong with a form that a reader sent, and what
//! to do about it. One sentence each, without a full stop where it stands beside a field.

use super::messages;

messages! {
Faults;
text {
    // Fields of the comment form
    fault_comment_required();
    fault_comment_long(limit: Number, length: Number);
    fault_name_required();
    fault_name_long(limit: Number, length: Number);
    fault_website();
    fault_website_long(limit: Number, length: Number);
    fault_email_required();
    fault_email();
    fault_email_international();
    fault_email_long(limit: Number);
    fault_email_local_long(limit: Number);
    fault_parent();
    fault_one_line();
    fault_invisible_in_line(code: Text, line: Number);
    fault_marks(line: Number, most: Number);
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
    // Times that people write
    fault_time_form();
    fault_time_offset();
    fault_time_none();
    fault_time_zone();
    fault_time_contradiction();
    fault_time_skipped();
    fault_time_twice(before: Text, after: Text);
    // What stands in an article's text
    fault_text_line(line: Number, fault: Phrase);
    fault_picture_never_shows(source: Text);
    fault_picture_not_here(path: Text);
    fault_directive_ad(written: Text);
    fault_directive_more(written: Text);
    fault_draft_long();
    fault_section_unknown(name: Text);
    fault_path_form();
    fault_days(most: Number);
    fault_years(first: Text, last: Text);
    fault_corrections_many(most: Number);
    // What a rule needs
    fault_rule_name();
    fault_rule_reason();
    fault_rule_regex_empty();
    fault_rule_regex_large();
    fault_rule_regex(cause: Text);
    fault_rule_wildcard();
    fault_rule_networks();
    // Settings with a form of their own
    fault_setting_media_path();
    fault_setting_hosts();
    fault_setting_ad_sources();
    fault_setting_hub_url();
    fault_setting_web_url();
    fault_setting_contacts();
    fault_setting_key_form();
    fault_setting_no_picture();
    fault_setting_icon_square(width: Number, height: Number);
    fault_picture_of_site();
    fault_ad_sources(lines: Text);
    fault_ad_insecure(address: Text);
    fault_ad_refused(name: Text);
    fault_ad_unbalanced(element: Text);
    fault_mail_not_ended();
    fault_mail_stopped();
    fault_mail_not_waiting();
    fault_claimed(name: Text);
    fault_claimed_by_colleague();
    fault_views_many(most: Number);
    fault_views_editors();
    fault_rule_meanwhile();
    fault_list_part_gone();
    fault_sections_for_moderators();
    fault_ban_one();
    fault_set_up_already();
    fault_account_present();
    fault_role_missing();
    fault_headlines_many();
    fault_article_not_own();
    fault_article_for_editors();
    fault_password_for_editors();
    fault_front_for_editors();
    fault_never_public();
    fault_was_public();
    fault_path_taken();
    fault_path_was_anothers();
    fault_article_meanwhile();
    fault_picture_not_own();
    fault_pin_not_approved();
    fault_pin_not_first();
    fault_pin_many();
    fault_nothing_to_undo();
    fault_former_text_gone();
    fault_comment_gone();
    fault_text_same();
    fault_selection_changed(count: Number, expected: Number);
}
html {}
}
