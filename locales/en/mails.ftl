# Mails to readers and to staff. The plain text and the HTML have the same sentences. A subject is one line.

## Every mail

mail_stop = No more mail
mail_why_reader = You get this mail because you have confirmed this address.
mail_why_moderator = You get this mail because you moderate the comments.
mail_why_author = You get this mail because the article is yours.
mail_why_editor = You get this mail because you are one of the editors.
mail_why_mentioned = You get this mail because a colleague mentioned you.

## To moderators: a comment is held

mail_held_subject = Held: { $name } on “{ $article }”
mail_held_text = { $name } commented on “{ $article }” on { $time }. The comment is held and waits for your decision.
mail_held_why = Why it is held:
mail_decide = Decide about this comment
mail_others_none = No other comments are pending.
mail_others = { $count ->
    [one] One more comment is pending.
   *[other] { $count } more comments are pending.
}

## To moderators: the oldest comment is overdue

mail_late_subject = Comments are waiting too long
mail_late_subject_in = Comments are waiting too long in { $section }
mail_late_text = The comment that has waited longest was posted on { $time }, under “{ $article }”.
mail_late_text_in = The comment that has waited longest in { $section } was posted on { $time }, under “{ $article }”.
mail_late_target = That is longer than your target of { $target }.
mail_late_daily = You will get this reminder at most once a day.

## To the author of an article: a comment is public

mail_published_subject = New comment: { $name } on “{ $article }”
mail_published_text = { $name } commented on your article “{ $article }” on { $time }. The comment is public.
mail_published_read = Read and answer

## To members of the staff whom a note mentions

colleague = A colleague
mail_mention_subject = { $name } mentions you: “{ $article }”
mail_mention_text = { $name } mentions you in a note about “{ $article }”:
mail_mention_open = Open the article

## To editors: the surge guard

mail_surge_on_subject = Surge guard on: “{ $article }”
mail_surge_off_subject = Surge guard off: “{ $article }”
mail_surge_on_text = Unusually high activity on “{ $article }”.
mail_surge_off_text = Activity under “{ $article }” is back to normal.
mail_surge_ended_text = An editor has ended the surge guard on “{ $article }”.
mail_surge_counts = Within { $window }:
mail_surge_comments = { $count ->
    [one] 1 comment (usually { $usual })
   *[other] { $count } comments (usually { $usual })
}
mail_surge_flags = { $count ->
    [one] 1 flag (usually { $usual })
   *[other] { $count } flags (usually { $usual })
}
mail_surge_rejections = { $count ->
    [one] 1 rejection (usually { $usual })
   *[other] { $count } rejections (usually { $usual })
}
mail_surge_holds = Every new comment there is now held for a decision.
mail_surge_slows = Readers must now wait longer between two comments there.
mail_surge_until = This ends automatically when activity is back to normal. An editor can end it earlier.
mail_surge_as_usual = New comments there are screened as usual.

## To a reader: the link that confirms the address

mail_link_subject = Confirm your address for { $site }
mail_link_text = Someone, probably you, posted a comment with this address and asked us to confirm it. Open the page behind this link and press the button on it.
mail_link_button = Confirm this address
mail_link_once = The link is valid for one week and works once. It also leads to the private page of the comment.
mail_link_ignore = If it was not you, do nothing: without the confirmation you get no mail about comments.
mail_data_subject = What { $site } stores about you
mail_data_text = Someone, probably you, asked what { $site } stores about this address. The page behind this link shows it, gives it to you as a file, and erases it if you want.
mail_data_button = See what is stored
mail_data_spelling = The link is only for you: with it, everything about this address can be seen and erased. What you sent with another spelling of the address is on a page of its own: ask for that one as well.
mail_data_ignore = If it was not you, do nothing. Nobody has learned anything about you, and you get such a mail at most once a day.

## Mails: backups

mail_backup_overdue_subject = Backups of { $site } are overdue
mail_backup_last = The last backup that was proven: { $minute }.
mail_backup_never = No backup has been proven yet.
mail_backup_failed = The last attempt failed: { $why }.
mail_backup_remedy = Check that a worker is running and that there is room where backups are stored, then run: rejoinder backup. This mail is not repeated; another one comes when a backup is proven again.
mail_backup_back_subject = A backup of { $site } is proven again
mail_backup_proven = { $file } was restored and compared; it has everything up to this time: { $minute }.
mail_why_admin = You get this mail because you are an admin here.


## To the author of a comment: what happened to it

mail_yours_published_subject = Published: your comment on “{ $article }”
mail_yours_published = Your comment on “{ $article }” has been published.
mail_yours_rejected_subject = Not published: your comment on “{ $article }”
mail_yours_rejected = Your comment on “{ $article }” was not published.
mail_yours_change = You can change it for a while on its private page.
mail_yours_appeal = You can ask for another look on its private page.
mail_yours_page = Your comment’s private page
mail_dismissed_subject = Appeal dismissed: your comment on “{ $article }”
mail_dismissed_text = A moderator has looked at your comment on “{ $article }” again. It stays unpublished.
mail_edit_accepted_subject = Edit accepted: your comment on “{ $article }”
mail_edit_accepted_text = The change to your comment on “{ $article }” was accepted. Readers see the new text.
mail_edit_refused_subject = Edit refused: your comment on “{ $article }”
mail_edit_refused_text = The change to your comment on “{ $article }” was not accepted. The original text stays published.

## To the operator: a test

mail_test_subject = Test mail from { $site }
mail_test_text = This is a test mail, sent by “{ $command }”. Mail from { $site } reaches you.
