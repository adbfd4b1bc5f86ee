//! The messages of `locales/*/account.ftl`: signing in and out, the first account, one’s own
//! account, and pages of the desk that do not exist.

use super::messages;

messages! {
Account;
text {
    // Signing in and out
    sign_in();
    signing_in();
    signed_out_title();
    signed_out_heading();
    signed_out_text();
    signed_out_kept();
    signed_in_heading();
    signed_in_kept();
    fault_credentials();
    fault_password_wait(wait: Phrase);
    fault_csrf();
    // The first account
    setup_heading(site: Text);
    setup_text();
    setup_name_hint();
    setup_busy();
    setup_create();
    // One’s own account
    account_new_token();
    account_copy_token();
    account_sessions();
    account_this_browser();
    browser_on(browser: Text, system: Text);
    browser_unknown();
    account_tokens();
    account_no_tokens();
    account_never_used();
    account_token_new();
    account_token_name_hint();
    account_token_unnamed();
    account_token_may();
    scope_read();
    scope_moderate();
    scope_publish();
    scope_admin();
    account_token_days();
    account_creating();
    account_token_create();
    account_language();
    account_language_of();
    account_language_site(language: Text);
    account_language_save();
    account_password_current();
    account_password_new();
    account_password_hint();
    account_password_change();
    account_done_password();
    account_done_language();
    account_done_session();
    account_done_token();
    account_done_mail();
    // A page that does not exist
    desk_404_advice();
    to_your_articles();
    to_the_comments();
    again_value();
    again_condition();
    again_list();
    again_article();
    again_domain();
    again_note();
    again_held();
    again_spam();
    again_time();
    again_entry(name: Text);
    again_password();
}
html {
    // Signing in and out
    signed_out_next();
    // One’s own account
    account_seen(since: Html, seen: Html);
    account_made(time: Html);
    account_ends(time: Html);
    account_used(time: Html);
}
}
