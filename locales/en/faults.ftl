# What is wrong with a form that a reader sent, and what to do about it. One sentence each, without a full
# stop where it stands beside a field.

## Fields of the comment form

fault_comment_required = Write your comment
fault_comment_long = Shorten your comment to { $limit } characters; it has { $length }
fault_name_required = Enter your name
fault_name_long = Shorten your name to { $limit } characters; it has { $length }
fault_website = Enter a web address such as https://example.com, or leave this empty
fault_website_long = Shorten the web address to { $limit } characters; it has { $length }
fault_email_required = Enter your email address
fault_email = Enter an email address such as name@example.com
fault_email_international = The mail server of this site sends no mail to addresses with such letters before the @. Enter another one
fault_email_long = Enter an email address of at most { $limit } characters
fault_email_local_long = Enter an email address with at most { $limit } characters before the @
fault_parent = Reply to a comment that is on the page, or begin a new thread
fault_one_line = Write this on one line, without line breaks
fault_invisible_in_line = Remove the invisible character { $code } in line { $line }; it may help to type the text instead of pasting it
fault_invisible_at = Remove the invisible character { $code } at character { $place }; it may help to type the text instead of pasting it
fault_marks = Remove marks above and below the letters in line { $line }; one letter may have { $most } of them
fault_invisible_reference = Remove the code for the invisible character { $code }, for example { $reference }

## The form as a whole

fault_stale_form = This form was open for too long. Your text is still here: check it and send it again.
fault_wait = You, or somebody on your network, posted a comment a moment ago. Wait { $wait }, then post this one.
fault_too_many = Too many requests. Try again in { $wait }.

## Changes, appeals and reports

fault_same_text = The text is the same as before
fault_edit_too_late = The time for changing your comment is over
fault_edit_decided = A moderator has decided about your comment; it can no longer be changed
fault_edit_stale = Your comment was changed or decided about in the meantime. Check the current version.
fault_flag_reason = Choose what is wrong with the comment
fault_appeal_required = Write why the decision is wrong
fault_long = Shorten this to { $limit } characters; it has { $length }
fault_appealed = You have appealed already; only one appeal is possible
fault_not_rejected = This comment was not rejected, so there is nothing to appeal against
fault_link_used = This link was used already. Request a new one on the private page.
fault_link_expired = This link has expired. Request a new one on the private page.
fault_closed = Comments on this article are closed
fault_protected = Enter the article’s password first
fault_wrong_password = This password is wrong
fault_parent_gone = The comment that you reply to is no longer on the page; begin a new thread, or reply to another comment
fault_duplicate = You have posted this comment already; there is no need to post it again

## Pictures

fault_picture_empty = Choose a picture; this file is empty
fault_picture_format = { $format } files are not accepted; save the picture as JPEG, PNG, WebP or GIF
fault_picture_unknown = This file is not a picture; choose a JPEG, PNG, WebP or GIF file
fault_picture_large = Choose a file of at most { $limit } MB
fault_picture_pixels = Reduce the picture to { $limit } megapixels; it has { $pixels }
fault_picture_incomplete = The file ends too early; upload it again, or save the picture anew
fault_picture_damaged = The file is damaged; open the picture in another program and save it anew
fault_picture_metadata = The file contains more than 1 MB of text or other data besides the picture; save it anew without metadata
fault_picture_slow = The picture takes too long to process; reduce it and save it anew
fault_picture_used = { $count ->
    [one] One article uses this picture; remove it there first.
   *[other] { $count } articles use this picture; remove it there first.
}

## Any request

fault_invalid = Some fields are not valid.
fault_unauthenticated = Sign in, or send a valid token.
fault_not_found = There is nothing here.
fault_unavailable = The site cannot process this at the moment. Nothing was changed; try again soon.
fault_internal = Something went wrong on our side.
fault_malformed = The request could not be read.
fault_method = This address does not support that method.
fault_timeout = The request took too long to arrive.
fault_too_large = What you sent is too large.
fault_head_too_large = The head of the request is too large. If a browser sent it, delete its cookies of this site.
fault_media_type = This type of content is not accepted here.
fault_refused = The request was refused.
fault_site_unavailable = The site is not available at the moment; try again soon.

## Times that people write

fault_time_form = Write the time as 2026-11-22 09:30, followed by +01:00 or Z if it is not local, or the date as 2026-11-22
fault_time_offset = Give a time with its offset, such as 2026-11-22T09:30:00Z
fault_time_none = There is no such date or time; write it as 2026-11-22 09:30
fault_time_zone = There is no such time zone; write one as [Europe/Berlin]
fault_time_contradiction = The offset and the time zone contradict each other; write only one of them
fault_time_skipped = Clocks go forward at that time, so it does not exist; write a time before or after it
fault_time_twice = Clocks go back at that time, so it occurs twice; add { $before } or { $after } to say which one

## What stands in an article's text

fault_text_line = Line { $line }: { $fault }
fault_picture_never_shows = the picture “{ $source }” could never show; give its address with https://, or its path on this site, which begins with /
fault_picture_not_here = there is no picture “{ $path }”; upload it first, and copy its path from the library
fault_directive_ad = { $written } cannot be read; write { "{{" }ad top{ "}}" }, { "{{" }ad middle{ "}}" }, { "{{" }ad bottom{ "}}" } or { "{{" }ad none{ "}}" }
fault_directive_more = { $written } cannot be read; write { "{{" }more{ "}}" }, or up to six paths of stories, such as { "{{" }more /2026/11/mud{ "}}" }
fault_draft_long = The text is too long to be stored. Shorten it, or keep it somewhere else
fault_section_unknown = There is no section “{ $name }”; choose another one, or ask an editor to add it
fault_path_form = Use letters, digits, hyphens, dots and underscores between the slashes, and begin no part with a dot
fault_days = Choose 1 to { $most } days, or 0 for no limit
fault_years = Choose a time between the years { $first } and { $last }
fault_corrections_many = Give at most { $most } corrections

## What a rule needs

fault_rule_name = Give the rule a name
fault_rule_reason = Give a reason for moderators and authors
fault_rule_regex_empty = The expression matches an empty text; make it match at least one character
fault_rule_regex_large = The expression is too large; use smaller repetitions
fault_rule_regex = The expression cannot be read: { $cause }
fault_rule_wildcard = Write at least two letters besides the wildcards
fault_rule_networks = Write networks as 192.0.2.0/24 or 2001:db8::/48

## Settings with a form of their own

fault_setting_media_path = Copy the path from the page of the picture; it begins with /media/
fault_setting_hosts = Write names of hosts without www., one per line, for instance youtube.com
fault_setting_ad_sources = Write a directive and an https source, one pair per line, for instance script-src https://ads.example
fault_setting_hub_url = Write the URL of the hub, for instance https://hub.example.org/
fault_setting_web_url = Write a URL, for instance https://example.org/security
fault_setting_contacts = Write one address per line, such as mailto:security@example.org or https://example.org/security
fault_setting_key_form = Write 8 to 128 letters, digits and dashes
fault_setting_no_picture = The library has no picture at this path; copy the path from the page of the picture
fault_setting_icon_square = Choose a square picture; this one has { $width } × { $height } pixels
fault_picture_of_site = The site shows this picture as its logo or its icon. Choose another one in the settings first.
fault_ad_sources = Browsers refuse to load this unless the sources name it. Add, one per line: { $lines }
fault_ad_insecure = Browsers refuse { $address } on a page with https; write the address with https://
fault_ad_refused = Browsers refuse { $name } on these pages; use a script, a style sheet or a frame of a source that is named
fault_ad_unbalanced = { $element } stands there without its other half, which would change the rest of the page; add that, or remove it
fault_mail_not_ended = Only a mail that was given up or suppressed can be sent again
fault_mail_stopped = The owner of this address has unsubscribed; nobody else can change that.
fault_mail_not_waiting = Only a mail that still waits can be cancelled
fault_claimed = { $name } is working on this comment. You can still decide about it.
fault_claimed_by_colleague = A colleague is working on this comment. You can still decide about it.
fault_views_many = There can be at most { $most } views; remove one first
fault_views_editors = Only editors can share views and change shared ones
fault_rule_meanwhile = Someone else has changed the rule; reload it
fault_list_part_gone = This part of the list is gone; start again
fault_sections_for_moderators = Only people who can moderate and sign in can have sections
fault_ban_one = Give one of these: a comment of the reader, the reader, a domain or a network
fault_set_up_already = There is an admin already; ask them for an account.
fault_account_present = There is already an account with this address.
fault_role_missing = Choose a role
fault_headlines_many = Too many articles of this month have this headline; give this one a path of its own.
fault_article_not_own = Only its author and editors may change this article.
fault_article_for_editors = Authors submit articles for review; editors publish, schedule, move and withdraw them.
fault_password_for_editors = Editors decide who can read a public article.
fault_front_for_editors = Editors decide what the front page features and what is a page of its own.
fault_never_public = Nobody has seen the article, so it cannot be withdrawn; delete it, or make it a draft.
fault_was_public = Readers have seen the article; withdraw it instead.
fault_path_taken = Another article has this path; choose another one.
fault_path_was_anothers = Another article had this path, and links to it lead to that article. Choose another path, or say that you take this one all the same.
fault_article_meanwhile = The article was changed in the meantime. Check the current version and try again.
fault_picture_not_own = Only the person who uploaded this picture and editors may change it.
fault_pin_not_approved = Only an approved comment can be pinned or picked
fault_pin_not_first = Only a comment that begins a thread can be pinned
fault_pin_many = Three comments of this article are pinned already; unpin one of them first
fault_nothing_to_undo = There is no decision to undo
fault_former_text_gone = The former text is no longer stored
fault_comment_gone = The comment was deleted and its text is gone
fault_text_same = The text is the same as before
fault_selection_changed = The number of selected comments has changed from { $expected } to { $count }. Check the selection again.
