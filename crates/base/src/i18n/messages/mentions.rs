//! The messages of `locales/*/mentions.ftl`: pages of other sites that link to articles.

use super::messages;

messages! {
Mentions;
text {
    // Under an article
    mentioned_by();
    // The desk
    mentions_heading();
    mentions_text();
    mentions_which();
    mentions_held();
    mentions_approved();
    mentions_rejected();
    mentions_none();
    mention_approve();
    mention_reject();
    mention_on(title: Text);
    mention_saved();
    // The log
    // Faults
    fault_mention_address(field: Text);
    fault_mention_target();
    // What was told to others
    mentions_sent();
    mentions_sent_text();
    mention_told();
    mention_no_endpoint();
    mention_failed();
}
html {
    log_approve_mention(who: Html);
    log_reject_mention(who: Html);
}
}
