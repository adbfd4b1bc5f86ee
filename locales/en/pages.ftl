# The pages that readers see. A name in braces is an argument: { $name }. Messages with HTML keep their
# elements. A number selects a plural form and is printed with the digits of the language.

## Every page

skip_to_content = Skip to the content
sections = Sections
elsewhere = Connect with us
information = Information
back_to_front_page = To the front page
back_to_article = Back to the article
back_to_comment = Back to the comment

## Lists of articles

section = Section
tag = Tag
you_are_here = You are here
sections_in = Sections in { $section }
author = Author
archive = Archive
by_author = By { $author }
names_comma = { $first }, { $next }
names_and = { $first } and { $last }
names_and_before_i = { $first } and { $last }
nothing_published = Nothing has been published here yet.
nothing_older = There is nothing older.
continue_reading = Continue reading
comment_count = { $count ->
    [one] 1 comment
   *[other] { $count } comments
}
comments_on = on { $title }
comments_of = Comments on “{ $title }”
comment_by_on = { $name } on “{ $title }”
latest_comments = Latest comments
latest_comments_none = There are no comments yet.
pages = Pages
newer_articles = Newer articles
older_articles = Older articles

## The front page

latest = Latest
most_discussed = Most discussed
editors_picks = Editors’ picks
more_stories = More stories

## The search

search = Search
search_words = Words to look for
search_hint = All words must match. Put a phrase in quotation marks.
search_cut = That is a long search: only its beginning was searched for.
results_title = “{ $words }” – Search
results_for = Results for “{ $words }”
result_count = { $count ->
    [one] 1 result
   *[other] { $count } results
}
nothing_found = No results for “{ $words }”.
nothing_found_advice = Check the spelling, or try fewer or other words.
previous_results = Previous results
next_results = Next results

## An article

reading_time = { $count ->
    [one] 1 min read
   *[other] { $count } min read
}
click_to_comment = Write a comment
sample_section = News
sample_tag = Welcome
sample_title = Welcome to your new publication
sample_summary = One article and one comment, to see how both look and what becomes of them.
sample_body =
    This is the first article. It is here so that you can see a page and try out comments: write a comment below, and see what happens to it.

    ## What happens to a comment

    It is stored before the page confirms it. Then a moderator decides whether it appears, **unless** the policy says that comments appear at once. The policy is `comments.policy` in the configuration.

    1. The reader writes, and learns that the comment is held.
    2. A moderator gets a mail, reads the comment in its context, and decides.
    3. The comment appears on this page.

    > Your email address will not be published.

    It is encrypted in the database with a key that is stored elsewhere, and it appears in no page, feed or log.

    ## What to do next

    Follow the set-up link that the program printed when it started, and make your own account. Then write:

    ```
    rejoinder article add story.md
    ```

    and take this article back with `rejoinder article withdraw 1`.
sample_name = A first reader
sample_comment = So this is what a comment looks like: a name, a time, a few words. **Answer it** to see how a thread grows.
share_by_email = Share by email
published_on = Published on
updated_on = Updated on
corrections = Corrections
corrected_on = Corrected on
corrected = Corrected { $time }: { $text }
tags = Tags:
banner_draft = <strong>Draft.</strong> This is a preview; readers do not see this page.
banner_scheduled = <strong>Scheduled.</strong> Readers will see this page when its time has come.
banner_withdrawn = <strong>Withdrawn.</strong> Readers no longer see this page.
page_of_comments = page { $page } of the comments
check_your_comment = Please check your comment
withdrawn_title = Withdrawn
withdrawn_heading = This article was withdrawn
new_in_section = New in { $section }
new_here = New here
protected_text = This article is protected. Enter the password to read it and its comments.
protected_field = Password
protected_open = Open
protected_excerpt = This article is protected by a password.

## The thread

comments = Comments
no_comments = No comments yet. Be the first to write one.
pinned = Pinned
staff = Staff
editors_pick = Editors’ pick
to_comment_of = Go to { $name }’s comment in the conversation
in_the_conversation = In the conversation
comment_removed = This comment was removed.
in_reply_to = in reply to { $comment }
reply = Reply
reply_to = Reply to { $name }
report = Report
report_comment_by = Report the comment by { $name }
comment_pages = Comment pages
older_comments = Older comments
newer_comments = Newer comments
page_of = Page { $page } of { $pages }
comments_closed = Comments are closed.

## The comment form

leave_a_reply = Leave a Reply
cancel_reply = Cancel reply
form_note = Your email address will not be published. Required fields are marked { $mark }
field_comment = Comment
field_text = Text
field_name = Name
field_email = Email
field_website = Website
leave_empty = Leave this field empty
post_comment = Post Comment
posting = Posting…
not_posted_heading = Your comment was not posted
not_posted_text = What you wrote, so that you can keep it
your_comment = Your comment
not_stored_heading = Your comment is not stored yet
faults_found = { $count ->
    [one] One thing needs your attention:
   *[other] { $count } things need your attention:
}

## A form that was not done

send_again = Send again
sending = Sending…
had_written_label = What you had written
had_written = You had written:
to_the_desk = To the desk

## The private page of a comment

held_heading = Thank you. Your comment is held for review.
held_text = It is saved. A moderator will read it before it appears under { $article }.
held_mail_follows = You will get an email once a moderator has decided.
held_keep_address = This page will show the decision; keep its address if you want to come back.
public_heading = Your comment is public.
public_text = It now appears under { $article }.
go_to_your_comment = Go to your comment
rejected_heading = Your comment was not published.
rejected_text = It is not shown under { $article }.
rejected_reason = The reason: <strong>{ $reason }</strong>
rejected_write_another = You may write another one.
rejected_banned = This site does not accept comments from this email address or this network at present. If you think that this is a mistake, you can ask for another look below.
moderator_writes = The moderator writes:
deleted_heading = Your comment was deleted.
deleted_text = Its text and your name no longer appear under { $article }.
status = Status
status_held = Held
status_published = Published
status_not_published = Not published
status_deleted = Deleted
reference = Reference
posted = Posted
what_you_wrote = What you wrote
change_waits_heading = Your change is waiting for a moderator
change_waits_text = Until then the published text stays as it is.
change_refused = Your last change was not accepted; the published text stays as it is.
change_heading = Change your comment
change_until_decided = You can change it until a moderator has decided.
change_until = You can change it until { $time }. A change may have to wait for a moderator; until then the published text stays.
change_never = A published comment cannot be changed here.
change_too_late = A published comment can be changed for { $window } after it was posted. That time is over.
save_change = Save the change
change_saved = Your change is saved.
appeal_heading = Ask for another look
appeal_text = You can ask once for a review by another moderator. After the decision the comment can no longer be edited.
appeal_text_first = No moderator has read your comment yet. You can ask once for a moderator to review it. After the decision the comment can no longer be edited.
appeal_field = Why the decision is wrong
appeal_hint = Up to 1,000 characters, for the moderators.
appealed_heading = You have appealed
appealed_open = A moderator will answer – a different one from before, if possible. This page will show it.
appealed_open_first = A moderator will answer. This page will show it.
appealed_dismissed = A moderator has reviewed your comment again, and the decision stands.
appealed_dismissed_first = A moderator has reviewed your comment, and it stays unpublished.
confirm_heading = Confirm your address
confirm_text = We email a link to the address that you wrote the comment with. Once you have confirmed it, we email you what happens to your comments, and recognise this browser as yours. For that, and only then, it keeps a cookie.
confirm_button = Confirm your address
confirm_sent_heading = An email is on its way
confirm_sent_text = Open the link in it to confirm your address. If nothing arrives, look in your spam folder, and try again in ten minutes.
confirmed_heading = We recognise this browser as yours
confirmed_text = You have confirmed your address in it; a cookie remembers that for a year.
forget_browser = Forget this browser
browser_forgotten = This browser is forgotten; its cookie is removed.

## The page behind a link in a mail

confirm_this_text = With this button you confirm that the address this link was sent to is yours. Then we can email you what happens to your comments, and we recognise this browser as yours.
confirm_cookie_text = For that your browser keeps a cookie for one year. It is the only one this site sets for readers; your address is not in it, and you can remove it on the private page of your comment.
confirm_my_address = Confirm my address
stop_title = No more email
stop_heading = No more email?
stop_text = With this button you end all email from { $site } to the address this link was sent to. The private pages of your comments will still show what happens to them.
stop_button = Send me no more email
stopped_text = No more email goes to this address. The private pages of your comments are still there.
link_invalid_heading = This link is no longer valid
link_expired_text = It has expired. You can request a new one on the private page of your comment.
link_used_text = It works only once, and it was used already. You can request a new one on the private page of your comment.

## Reporting a comment

flag_title = Report a comment
flag_kicker = Report
flag_heading = What is wrong with this comment?
author_wrote = { $name } wrote:
flag_reason = Reason
flag_spam = It is spam or advertising
flag_abuse = It insults, threatens or incites
flag_off_topic = It has nothing to do with the article
flag_personal_data = It discloses somebody’s personal data
flag_other = Something else
flag_own_words = In your own words
flag_own_words_hint = If it helps. Only moderators read this.
flag_button = Report this comment
flag_own_heading = Is this your own comment?
flag_own_text = We can email you the link to its private page, where you can change it for a while. The email goes to the address that the comment was written with.
flag_own_button = Email me the link
flagged_heading = Reported
flagged_text = Thank you. A moderator will review the comment. Nobody learns who reported it.
check_mail_heading = Check your inbox
check_mail_text = If you wrote this comment, check your inbox: a link to its private page is on its way, or was sent a moment ago.

## Errors

error_reference = If you write to us about this, please mention <code>{ $reference }</code>.
error_400 = This request is not valid
error_401 = Please sign in first
error_403 = This is not allowed
error_404 = This page does not exist
error_404_advice = It may have been moved or withdrawn. The newest articles are on the front page.
error_404_ways_on = It may have been moved or withdrawn. Look for it here, or read what is new.
error_405 = This address cannot be opened in this way
error_408 = The request took too long
error_409 = This has changed in the meantime
error_413 = That is too large
error_413_advice = Your browser still has what you wrote: go back, copy it, and shorten it.
error_413_shortened = Below is the beginning of each field. Your browser still has what you wrote: go back, copy it, and shorten it.
error_unfinished = Below is what has arrived. Your browser still has all of it: go back and send it again.
error_414 = This address is too long
error_415 = This type of content is not supported
error_421 = This address does not belong to this site
error_422 = Some fields are not valid
error_429 = Too many requests
error_503 = Please try again in a moment
error_refused = This request was refused
error_internal = Something went wrong on our side
error_internal_advice = The error was recorded with the reference below. Please try again in a moment.

## How comments are moderated

transparency_title = How comments are moderated
transparency_description = How many comments { $site } received, and what became of them.
transparency = Transparency
transparency_lead = How many comments came, what our moderators decided, why, and how fast. Months are calendar months in UTC. Counts under 5 are not shown, because a small number may be one person.
transparency_counted = As of { $time }. Also available as { $json }.
transparency_decisions = Comments and decisions
transparency_month = Month
transparency_approved = Approved
transparency_rejected = Rejected
transparency_spam = Spam
transparency_deleted = Deleted
transparency_median = Median time to decision
transparency_reasons = Why comments were not published
transparency_flags_and_appeals = Flags and appeals
transparency_flags = Flags by readers
transparency_appeals = Appeals by authors
transparency_upheld = Successful appeals
transparency_few = fewer than { $limit }
transparency_empty = Nothing has been counted yet. Look again in an hour.

## Lengths of time

duration_seconds = { $count ->
    [one] 1 second
   *[other] { $count } seconds
}
duration_minutes = { $count ->
    [one] 1 minute
   *[other] { $count } minutes
}
duration_hours = { $count ->
    [one] 1 hour
   *[other] { $count } hours
}
duration_days = { $count ->
    [one] 1 day
   *[other] { $count } days
}
