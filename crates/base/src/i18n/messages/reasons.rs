//! The messages of `locales/*/reasons.ftl`: why a comment was rejected, held or published, for its
//! author and for staff.

use super::messages;

messages! {
Reasons;
text {
    // What its author reads about a rejection, unless a setting [reasons] has other words
    reason_spam();
    reason_abuse();
    reason_off_topic();
    reason_personal_data();
    reason_illegal();
    reason_duplicate();
    reason_quality();
    reason_other();
    // The same in a word or two
    label_spam();
    label_abuse();
    label_off_topic();
    label_personal_data();
    label_illegal();
    label_duplicate();
    label_quality();
    label_other();
    // What screening found, for staff. These stand in lists and have no full stop.
    found_honeypot();
    found_form_unsigned();
    found_form_too_young(seconds: Tenths);
    found_staff_name();
    found_hold_all();
    found_links(found: Number, limit: Number);
    found_no_links();
    found_few_links(limit: Number);
    found_publish_all();
    found_edited();
    found_no_rule();
    found_staff();
    found_known_reader();
    found_first_comment();
    found_banned_reader(reason: Text);
    found_banned_domain(reason: Text);
    found_banned_network(reason: Text);
    found_held_always(reason: Text);
    found_trusted(reason: Text);
    found_rule(rule: Text, found: Text);
    found_rule_because(rule: Text, found: Text, reason: Text);
    found_no_score();
    found_score(percent: Number);
    found_akismet();
    found_akismet_blatant();
    found_akismet_late();
    found_akismet_unreachable();
    found_akismet_refused();
    found_akismet_key();
    found_akismet_unclear();
    found_akismet_not_asked();
    found_surge();
    found_held_by_site();
    found_held_by_section();
    found_held_by_article();
}
html {}
}
