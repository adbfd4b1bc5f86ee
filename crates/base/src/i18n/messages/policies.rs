//! The messages of `locales/*/policies.ftl`: policies, the filter, and the moderators of sections.

use super::messages;

messages! {
Policies;
text {
    policies_text();
    policies_none();
    policy_remove();
    policy_of(name: Text);
    policy_set_heading();
    policy_for();
    policy_site();
    policy_one_article();
    policy_section(name: Text);
    policy_article();
    policy_article_hint();
    policy();
    policy_set();
    policy_done_set();
    policy_done_clear();
    policy_hold_all();
    policy_hold_links();
    policy_first_comment();
    policy_rules_only();
    policy_publish_all();
    filter_learns();
    filter_learned(fine: Number, spam: Number);
    filter_off(setting: Text);
    filter_mistakes();
    filter_held();
    filter_held_hint();
    filter_spam();
    filter_spam_hint();
    filter_back(held: Number, spam: Number);
    filter_done_set();
    filter_done_clear();
    filter_not_enough();
    filter_public_held(held: Number, public: Number);
    filter_spam_caught(caught: Number, marked: Number);
    filter_no_model();
    filter_holds_from(percent: Tenths);
    filter_holds_and_marks(percent: Tenths, spam: Tenths);
    sections_text();
    sections_editors_only();
    sections_none();
    section_all_moderators();
    section_moderators();
    section_of(name: Text);
    section_moderated_by(name: Text);
    section_save_of(name: Text);
}
html {
}
}
