//! The messages of `locales/*/forms.ftl`: what is wrong with a form of the desk, and what to do
//! about it. One sentence each, without a full stop where it stands beside a field.

use super::messages;

messages! {
Forms;
text {
    // Any form of the desk
    fault_form_unreadable();
    fault_load_again();
    // Batches
    fault_count_again();
    fault_tick_comments(most: Number);
    // Rules, policies and sections
    fault_policy_article();
    fault_article_unknown();
    fault_tick_moderators();
    // Accounts
    fault_role(role: Phrase);
    fault_enter_name();
    fault_password_required();
    fault_your_password();
    fault_current_password();
    fault_password_short();
    fault_password_long(most: Number);
    fault_password_known(word: Text);
    fault_password_repeats();
    fault_password_rows();
    fault_password_common();
    fault_last_admin();
    fault_token_name();
    fault_token_scope();
    fault_token_days(most: Number);
    fault_language(languages: Text);
    // Bans
    fault_ban_whom();
    fault_ban_effect();
    fault_ban_trust();
    fault_ban_domain();
    fault_ban_suffix();
    fault_ban_network();
    fault_ban_reason();
    fault_time_future();
    fault_ban_no_reader();
    fault_ban_again();
    // Decisions and answers
    fault_already_status(status: Phrase);
    fault_comment_deleted();
    fault_review_deleted();
    fault_own_decision();
    fault_no_answer_to_undo();
    fault_new_review();
    fault_note_empty();
    fault_view_name();
    fault_address_reason();
    fault_search_words();
    fault_score();
    fault_batch_undone();
    fault_batch_running();
    fault_batch_undoes();
    fault_section_moderators();
    fault_author_account();
    fault_filter_rate(most: Number);
    // Rules
    fault_rule_list_empty();
    // Sections, tags and authors
    fault_name_at_most(most: Number);
    fault_slug_long(most: Number);
    fault_slug_letters();
    fault_slug_empty();
    fault_name_slash();
    fault_section_path();
    fault_sections_deep(most: Number);
    fault_sections_depth(most: Number);
    fault_section_itself();
    fault_section_parent();
    fault_section_ambiguous();
    fault_merge_author();
    fault_merge_tag();
    fault_label_name_taken();
    fault_label_below_taken(name: Text);
    fault_label_slug_taken();
    fault_label_slugs_used(slug: Text);
    fault_label_in_use(count: Number);
    fault_section_in_use(articles: Number, sections: Number);
    fault_merge_into();
    // Articles
    fault_headline();
    fault_article_text();
    fault_article_large(limit: Number);
    fault_not_in_future();
    fault_correction_text();
    fault_authors_many(most: Number);
    fault_tags_many(most: Number);
    fault_path_required();
    fault_path_long(most: Number);
    fault_path_reserved();
    fault_time_required();
    fault_time_schedule();
    fault_time_seen();
    fault_nothing_to_correct();
}
html {}
}
