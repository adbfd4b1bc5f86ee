# Rules: the list, one rule with its rows and its backtest, and the import of a list.

## The list of rules

rules_none = No rules yet. A rule holds, rejects, publishes or flags the comments that it matches.
rules_new = New rule
rules_all = All rules
rule_on = on
rule_off = off
rule_unused = unused
rule_hits = { $count ->
    [one] { $count } comment
   *[other] { $count } comments
}
rule_last_hit = the last { $time }
rule_no_hit = No comment so far
rule_switch_off = Switch off
rule_switch_on = Switch on
rules_more = More rules

## The import of a list

rules_import = Import a list
rules_import_format = The list contains
rules_import_wordpress = words and addresses, as in WordPress
rules_import_domains = domains
rules_import_action = What happens to a matching comment
rules_import_list = List
rules_import_hint = One entry per line.
rules_import_do = Import
rules_importing = Importing…

## One rule

rule_created_by = Created by { $name }.
rule_name = Name
rule_when = When it applies
rule_combine = A comment matches if
rule_combine_all = all tests match
rule_combine_any = at least one test matches
rule_combine_group = This group matches if
rule_test_number = Test { $number }
rule_group_number = Group { $number }
rule_field = Field
rule_operator = Test
rule_value = Value
rule_value_hint = In a value, write one word, domain or network per line; or one pattern; or one number.
rule_operators_words = For words and lists
rule_operators_numbers = For numbers
rule_kept = { $count ->
    [one] The list has { $count } entry, too long to show here. It stays as it is if you leave the value empty.
   *[other] The list has { $count } entries, too many to show here. It stays as it is if you leave the value empty.
}
rule_add_test = Add a test
rule_add_group = Add a group
rule_remove_row = Remove
rule_export = As JSON
rule_export_hint = The saved tests, for the API or another installation.
rule_action = What happens to the comment
rule_reason = Reason
rule_reason_hint = Moderators see it, and authors whose comment is refused.
rule_in_force = In force
rule_try = Try on the last 5,000 decisions
rule_trying = Trying…
rule_versions = Versions
rule_version_action = { $action }: { $condition }
rule_version_off = { $action }: { $condition }, off
rule_by_command = the command line
rule_remove = Remove the rule
rule_remove_hint = Comments that it has matched keep their reasons.
rule_remove_for_good = Remove for good

## The backtest

rule_backtest = What it would have caught
rule_backtest_hint = A trial compares the tests with decisions of the past: how many comments would have matched, and how many of them were approved.
rule_backtest_checked = { $checked ->
    [one] Checked against { $checked } past decision ({ $refused } rejected).
   *[other] Checked against { $checked } past decisions ({ $refused } rejected).
}
rule_backtest_right = { $count ->
    [one] { $count } correct match
   *[other] { $count } correct matches
}
rule_backtest_wrong = { $count ->
    [one] { $count } false match
   *[other] { $count } false matches
}
rule_precision = precision { $share }
rule_test_matches = { $count ->
    [one] matches { $count } of them
   *[other] matches { $count } of them
}
rule_false_matches = False matches: these are approved
rule_right_matches = Correct matches: these are rejected or spam
rule_found = Found “{ $passage }”
rule_comment_number = Comment { $number }

## What was done

rule_done_made = The rule is saved. It applies to new comments.
rule_done_imported = The list is imported. It applies to new comments.
rule_done_changed = The rule is changed.
rule_done_on = The rule is in force.
rule_done_off = The rule is no longer in force.
rule_done_removed = The rule is removed.

## Actions

rule_hold = hold
rule_reject = reject
rule_spam = mark as spam
rule_publish = publish
rule_flag = flag
rule_hold_text = it is held for a decision
rule_reject_text = it is rejected, and its author sees the reason
rule_spam_text = it is marked as spam
rule_publish_text = it is published whatever the policy says
rule_flag_text = the policy decides, and a moderator reviews it afterwards

## Fields of a comment

rule_of_text = text
rule_of_name = name
rule_of_website = website
rule_of_address_domain = address domain
rule_of_network = network
rule_of_anything = anything
rule_of_domain = any domain
rule_of_language = language
rule_of_links = number of links
rule_of_length = length
rule_of_article = article
rule_of_section = section
rule_of_approved = reader’s approved comments
rule_of_rejected = reader’s rejected comments
rule_of_form_age = age of the form

## Tests of a field

rule_contains_word = contains the word
rule_contains = contains
rule_wildcard = has a word like
rule_regex = matches
rule_in_list = is in the list
rule_more_than = is more than
rule_less_than = is less than

## A condition in a sentence

rule_test = { $field } { $operator } { $value }
rule_quoted = “{ $value }”
rule_quoted_more = { $count ->
    [one] “{ $value }” or { $count } other
   *[other] “{ $value }” or { $count } others
}
rule_number = { $value }
rule_and = { $first }, and { $rest }
rule_or = { $first }, or { $rest }
rule_group = ({ $tests })

## Faults of a condition

fault_rule_tests = { $most ->
    [one] Use at most { $most } test; a long list counts as one
   *[other] Use at most { $most } tests; a long list counts as one
}
fault_rule_empty = Add at least one test
fault_rule_depth = { $most ->
    [one] Nest tests at most { $most } level deep
   *[other] Nest tests at most { $most } levels deep
}
fault_rule_operator = This test does not fit the field; choose another
fault_rule_pattern = Enter a pattern
fault_rule_number = Enter a number that is not negative
fault_rule_value = Enter a word, or several, one per line
fault_rule_entries = { $most ->
    [one] Use at most { $most } entry
   *[other] Use at most { $most } entries
}
fault_rule_articles = Enter the numbers of articles
fault_rule_list = Add an entry to the list
fault_rules_import_format = Choose what the list contains
rule_version_by = <b>{ $number }</b> by { $who } { $time }
rule_matched_none = It has matched no comment so far.
