# What readers get mail about, and what is stored about them: the form, the mails and the pages behind their links.

## The comment form

field_notify = Email me about
notify_none = Nothing
notify_replies = Replies to my comment
notify_article = Every new comment on this article
notify_hint = Before the first mail we ask you to confirm your address. Each mail has a link that stops them.
fault_notify = Choose one of the options

## Mails: the confirmation of a subscription

mail_link_replies = Someone, probably you, commented on “{ $article }” with this address and asked for mail about replies. Open the page behind this link and press the button on it to get them.
mail_link_article = Someone, probably you, commented on “{ $article }” with this address and asked for mail about every new comment there. Open the page behind this link and press the button on it to get them.

## Mails: new comments

mail_news_subject = New comments on “{ $article }”
mail_digest_subject = New comments at { $site }
mail_news_reply = { $name } replied to your comment on “{ $article }”:
mail_news_comment = { $name } commented on “{ $article }”:
mail_news_read = Read and answer
mail_news_more = { $count ->
    [one] One more new comment is not listed here.
   *[other] { $count } more new comments are not listed here.
}
mail_why_follower = You get this mail because you asked for it when you commented, and confirmed this address.
mail_preferences = Choose what you get mail about, or see and erase what is stored about you

## Mails: a correction

mail_correction_subject = Correction: “{ $article }”
mail_correction_text = We have corrected “{ $article }”, on which you commented:
mail_correction_read = Read the article

## The page behind the link in each mail: what a reader gets mail about

preferences_title = Your mail and your data
preferences_for = For the address { $address }. Keep the link to this page to yourself: it needs no password.
preferences_mail_heading = What you get mail about
preferences_stopped = You get no mail from us. Your choices are kept in case you want mail again.
preferences_resume = Send me mail again
preferences_stop = Stop all mail
preferences_none = You follow no article and wait for no replies. You can choose that below each article when you comment.
preferences_waits = Requested with this address, but not confirmed. Choose it here if that was you.
preferences_nothing = Nothing
preferences_replies = Replies to my comments
preferences_article = Every new comment
preferences_frequency = How often
frequency_at_once = One mail for each comment, at once
frequency_hourly = At most one mail in an hour
frequency_daily = At most one mail in a day, in the morning
preferences_decisions = What became of my comments: published or not, and answers to my requests
preferences_corrections = Corrections of articles on which I commented
preferences_save = Save
preferences_saved = Your choice is saved.
preferences_resumed = You get mail again.
preferences_gone_heading = Nothing is stored about this address
preferences_gone_text = The address that this link belonged to is erased. It gets no mail.
stop_choose = You can also choose what you get mail about.

## The page behind the link in each mail: what is stored about a reader

data_heading = What is stored about you
data_text = Everything that belongs to this address: your comments, what you follow, and the mails that were sent.
data_see = See it
data_download = Download it as JSON
data_back = Back to your mail and your data
data_address = Address
data_first_used = First used here
data_confirmed = Confirmed
data_not_confirmed = not confirmed
data_stopped = Mail is stopped
data_ban = A decision of the staff about all your comments (ban or trust)
data_note = A note of the staff about you
data_yes = yes
data_no = no
data_comments = Comments
data_comments_none = None.
data_former = Former texts and what you wrote to the moderators
data_network = Network
data_name = Name
data_website = Website
data_mails = Mails

## The page behind the link in each mail: erasing

erase_heading = Erase what is stored about you
erase_text = This erases the address, the names and websites of your comments, what you follow, and the list of mails. It cannot be undone.
erase_texts = What you wrote
erase_texts_of_reader = What the reader wrote
erase_keep = stays, without a name
erase_remove = is deleted, too
erase_sure = Yes, erase it for good
erase_button = Erase
fault_erase_sure = Tick this box if you want to erase it for good
erased_author = Anonymous
erased_heading = It is erased
erased_text = Nothing about the address is stored any more, and no mail goes to it. Keep this page if you want a receipt; it does not contain the address.
erased_when = Time
erased_comments = Comments
erased_kept = { $count ->
    [one] 1, kept without a name
   *[other] { $count }, kept without a name
}
erased_removed = { $count ->
    [one] 1, deleted
   *[other] { $count }, deleted
}

## The private page of a comment: deleting it

delete_own_heading = Delete this comment
delete_own_text = The text and your name disappear at once. Replies to it stay. It cannot be undone here.
delete_own_sure = Yes, delete it
delete_own_button = Delete

## The desk: a reader's rights

reader_data_heading = Request of the person
reader_data_text = What is stored about this address, or its erasure, on request of the person it belongs to. Both are logged.
reader_data_export = Download as JSON
log_erase_reader = { $who } erased a reader’s data

## What is stored: the page that says it

privacy_title = What we store about readers
privacy_link = Privacy
privacy_lead = This page is made from the settings that are in force on this site.
privacy_why = Why
privacy_how_long = How long
privacy_who = Who sees it
privacy_comment = Your comment, your name and your website
privacy_comment_why = To publish it, and to decide about that.
privacy_comment_long = Until you or the staff delete it. If it was not published ({ $days } after the decision), its text is removed.
privacy_comment_who = Everybody, once it is published. Before that the staff.
privacy_address = Your email address
privacy_address_why = To send you the mails that you asked for, and to know which comments are yours.
privacy_address_long = As long as a comment belongs to it, or until you erase it.
privacy_address_who = It is stored encrypted and never published. Moderators see its first letters. An editor can look at it; that is logged.
privacy_follow = What you want mail about, and the list of mails that were sent, without their texts
privacy_follow_why = To send each mail once.
privacy_follow_long = As long as the address. What you do not confirm: { $days }.
privacy_follow_who = You, by the link in each mail. Admins see the list of mails without addresses.
privacy_network = The beginning of your network address, and a code that is made from all of it
privacy_network_why = To notice floods of spam.
privacy_network_long = The beginning: { $days }. The code: { $code }.
privacy_network_who = The staff see the beginning. Nobody sees the code.
privacy_cookie = A cookie in your browser
privacy_cookie_why = To know that you have confirmed your address in this browser. It is set only when you press that button; there is no other cookie for readers.
privacy_cookie_long = { $days }, or until you press “Forget this browser” on the private page of a comment.
privacy_cookie_who = Only this site.
privacy_akismet = A check by the service Akismet
privacy_akismet_why = To recognise spam. The service gets your comment with: { $fields }.
privacy_akismet_long = As the service says.
privacy_akismet_who = Akismet (Automattic).
privacy_nothing_else = The pages make no requests to other sites, unless an article shows something from one, and the program’s log contains no addresses.
privacy_rights = See, download, change, erase
privacy_rights_text = Each mail to you has a link to a page that shows everything that is stored about your address, gives it to you as a file, and erases it. On the private page of a comment, where you came when it was held, you can change and delete it. The staff do the same on request.
privacy_comment_kept = Until you or the staff delete it.

## The comment form: consent

fault_consent = Tick the box if you agree; without that the comment cannot be stored
privacy_consent = Your consent
privacy_consent_why = To be able to show that you agreed when you posted. The words beside the box are: “{ $words }” (version: { $version }). The version and the time are stored.
privacy_consent_long = As long as the comment.
privacy_consent_who = You, by the link to your data, and the editors.
data_consent = Agreed to

## Asking for the link to one's data

data_ask_heading = Your data
data_ask_text = Type your e-mail address. If anything is stored about it, you get a mail with a link to a page that shows everything, gives it to you as a file, and erases it.
data_ask_address = E-mail address
data_ask_button = Request the link
data_asked_heading = Check your inbox
data_asked_text = If anything is stored about this address, a mail with the link is on its way. You can get such a mail at most once a day. If none comes, nothing is stored, or another spelling of the address was used (for example with a plus sign or dots).
data_asked_back = Back to the privacy page
data_ask_link = Ask for the link to your data
