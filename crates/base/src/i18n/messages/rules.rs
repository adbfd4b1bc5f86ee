//! The messages of `locales/*/rules.ftl`: the desk's pages about rules.

use super::messages;

messages! {
Rules;
text {
    // The list of rules
    rules_none();
    rules_new();
    rules_all();
    rule_on();
    rule_off();
    rule_unused();
    rule_hits(count: Number);
    rule_no_hit();
    rule_switch_off();
    rule_switch_on();
    rules_more();
    // The import of a list
    rules_import();
    rules_import_format();
    rules_import_wordpress();
    rules_import_domains();
    rules_import_action();
    rules_import_list();
    rules_import_hint();
    rules_import_do();
    rules_importing();
    // One rule
    rule_created_by(name: Text);
    rule_name();
    rule_when();
    rule_combine();
    rule_combine_all();
    rule_combine_any();
    rule_combine_group();
    rule_test_number(number: Text);
    rule_group_number(number: Text);
    rule_field();
    rule_operator();
    rule_value();
    rule_value_hint();
    rule_operators_words();
    rule_operators_numbers();
    rule_kept(count: Number);
    rule_add_test();
    rule_add_group();
    rule_remove_row();
    rule_export();
    rule_export_hint();
    rule_action();
    rule_reason();
    rule_reason_hint();
    rule_in_force();
    rule_try();
    rule_trying();
    rule_versions();
    rule_version_action(action: Phrase, condition: Phrase);
    rule_version_off(action: Phrase, condition: Phrase);
    rule_by_command();
    rule_remove();
    rule_remove_hint();
    rule_remove_for_good();
    // The backtest
    rule_backtest();
    rule_backtest_hint();
    rule_backtest_checked(checked: Number, refused: Number);
    rule_backtest_right(count: Number);
    rule_backtest_wrong(count: Number);
    rule_precision(share: Phrase);
    rule_test_matches(count: Number);
    rule_false_matches();
    rule_right_matches();
    rule_found(passage: Text);
    rule_comment_number(number: Text);
    // What was done
    rule_done_made();
    rule_done_imported();
    rule_done_changed();
    rule_done_on();
    rule_done_off();
    rule_done_removed();
    // Actions
    rule_hold();
    rule_reject();
    rule_spam();
    rule_publish();
    rule_flag();
    rule_hold_text();
    rule_reject_text();
    rule_spam_text();
    rule_publish_text();
    rule_flag_text();
    // Fields of a comment
    rule_of_text();
    rule_of_name();
    rule_of_website();
    rule_of_address_domain();
    rule_of_network();
    rule_of_anything();
    rule_of_domain();
    rule_of_language();
    rule_of_links();
    rule_of_length();
    rule_of_article();
    rule_of_section();
    rule_of_approved();
    rule_of_rejected();
    rule_of_form_age();
    // Tests of a field
    rule_contains_word();
    rule_contains();
    rule_wildcard();
    rule_regex();
    rule_in_list();
    rule_more_than();
    rule_less_than();
    // A condition in a sentence
    rule_test(field: Phrase, operator: Phrase, value: Phrase);
    rule_quoted(value: Text);
    rule_quoted_more(value: Text, count: Number);
    rule_number(value: Text);
    rule_and(first: Phrase, rest: Phrase);
    rule_or(first: Phrase, rest: Phrase);
    rule_group(tests: Phrase);
    // Faults of a condition
    fault_rule_tests(most: Number);
    fault_rule_empty();
    fault_rule_depth(most: Number);
    fault_rule_operator();
    fault_rule_pattern();
    fault_rule_number();
    fault_rule_value();
    fault_rule_entries(most: Number);
    fault_rule_articles();
    fault_rule_list();
    fault_rules_import_format();
    rule_matched_none();
}
html {
    rule_last_hit(time: Html);
    rule_version_by(number: Text, who: Text, time: Html);
}
}
