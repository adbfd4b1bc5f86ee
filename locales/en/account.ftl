# Signing in and out, the first account, one’s own account, and pages of the desk that do not exist.

## Signing in and out

sign_in = Sign in
signing_in = Signing in…
signed_out_title = Signed out
signed_out_heading = You are signed out
signed_out_text = This browser can no longer reach the desk.
signed_out_next = <a href="/desk/login">Sign in again</a> or go <a href="/">to the front page</a>.
signed_out_kept = You are signed out, so nothing was saved. Sign in; then you can send what you wrote.
signed_in_heading = You are signed in
signed_in_kept = What you sent before was not done. Check it, and send it again.
fault_credentials = Email address or password is wrong. Check both and try again.
fault_password_wait = Several passwords were wrong. Wait before you try again: { $wait }.
fault_csrf = The form was not sent from a page of this site, or that page was too old. Reload the page.

## The first account

setup_heading = Set up { $site }
setup_text = Create the admin account. The link works once.
setup_name_hint = Shown beside your decisions and under your articles.
setup_busy = Setting up…
setup_create = Create the account

## One’s own account

account_new_token = Your new token.
account_copy_token = Copy it now: it is stored only as a hash and cannot be shown again.
account_sessions = Where you are signed in
account_this_browser = this browser
account_seen = Since { $since }, last seen { $seen }
browser_on = { $browser } on { $system }
browser_unknown = Unknown browser
account_tokens = API tokens
account_no_tokens = You have no tokens.
account_made = Created { $time }
account_ends = ends { $time }
account_used = last used { $time }
account_never_used = never used
account_token_new = New token
account_token_name_hint = To recognise it later: “backup script”.
account_token_unnamed = command line
account_token_may = It may
scope_read = read what you may read
scope_moderate = decide on comments
scope_publish = write and publish articles
scope_admin = manage accounts, tokens and settings
account_token_days = Valid for
account_creating = Creating…
account_token_create = Create the token
account_language = Language
account_language_of = The desk and mails to you are in
account_language_site = the site’s language ({ $language })
account_language_save = Save the language
account_password_current = Current password
account_password_new = New password
account_password_hint = 12 characters or more. All other browsers are signed out.
account_password_change = Change the password
account_done_password = Your password is changed, and all other browsers are signed out. API tokens stay valid: revoke those below that someone else may know.
account_done_language = Your language is saved. The desk and mails to you are in it from now on.
account_done_session = That browser is signed out.
account_done_token = The token is revoked.
account_done_mail = Mail goes to that address again. If the server still refuses it, this page says so.

## A page that does not exist

desk_404_advice = It may have been removed, or the address may have a mistake.
to_your_articles = To your articles
to_the_comments = To the comments
again_value = Value
again_condition = Condition
again_list = List
again_article = Article
again_domain = Domain
again_note = Note
again_held = Held per thousand
again_spam = Spam per thousand
again_time = Time of publication
again_entry = Your entry “{ $name }”
again_password = Password (it was not kept: enter it again)
