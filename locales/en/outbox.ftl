# The mails to staff that join news, what members choose about them, and the pages behind their links.

## Topics

topic_held = Held comments
topic_flags = Reports by readers
topic_appeals = Appeals and edits by authors
topic_late = Comments that wait too long
topic_surge = Unusually many comments
topic_own_articles = Comments on my own articles

## The joined mail

joined_held_subject = { $count ->
    [one] 1 comment waits
   *[other] { $count } comments wait
}
joined_flags_subject = { $count ->
    [one] 1 comment was reported
   *[other] { $count } comments were reported
}
joined_appeals_subject = { $count ->
    [one] 1 appeal or edit waits
   *[other] { $count } appeals and edits wait
}
joined_own_subject = { $count ->
    [one] 1 new comment on your articles
   *[other] { $count } new comments on your articles
}
joined_longest = The longest wait so far: { $wait }.
joined_entry = { $name } on “{ $article }”, { $time }
joined_appeal = The author appeals: { $text }
joined_edit = The author’s new text: { $text }
joined_more = { $count ->
    [one] And 1 more at the desk.
   *[other] And { $count } more at the desk.
}
joined_score = Spam score: { $score }.
joined_stop = No more mail about: { $topic }
joined_choose = Choose which mails you get
joined_open = Open at the desk

## What a member chooses

staff_mail_heading = Mail to you
staff_mail_topics = Send me mail about
staff_mail_frequency = How often
staff_mail_frequent = at once, then at most once in { $time }
staff_mail_each = one mail for each
staff_mail_hourly = every hour
staff_mail_daily = every day
staff_mail_sections = About comments in these sections
staff_mail_quiet = Quiet hours
staff_mail_quiet_from = From
staff_mail_quiet_until = Until
staff_mail_quiet_hint = For instance 22:00 and 07:00. Mail waits until they are over. Empty: none.
staff_mail_zone = Time zone of the quiet hours
staff_mail_zone_site = The site’s ({ $zone })
staff_mail_save = Save what mail you get
staff_mail_done = Your choice of mails is saved.
fault_quiet_hours = Write two different times as 22:00, or leave both empty
fault_mail_timezone = Choose a time zone from the list
fault_mail_topic = Choose from the topics of the list
fault_mail_section = Choose from the sections of the list
fault_mail_frequency = Choose one of frequent, hourly and daily
setting_join = Minutes until the next mail
setting_join_hint = The first held comment is mailed at once; what follows within this time is joined into one mail. 0 is a mail for each.

## The page that switches a topic off

staff_stop_heading = No more mail about: { $topic }
staff_stop_text = This ends these mails to { $name }. Other mails are not affected.
staff_stop_button = Stop these mails
staff_stopped_text = These mails have ended. You can switch them on again on your account page.

## The page behind a link to an act

act_approve_heading = Publish this comment?
act_reject_heading = Reject this comment?
act_spam_heading = Reject this comment as spam?
act_delete_heading = Delete this comment?
act_ban_heading = Reject this comment and ban its reader?
act_undo_heading = Done
act_undone_heading = Taken back
act_dead_heading = This was decided already
act_ban = Reject and ban
act_state = Its state now: { $status }.
act_decided_by = Last changed by { $name }, { $time }.
act_by_screening = the screening
act_in_reply_to = In reply to { $name }
act_as = You act as { $name }.
act_ban_stays = The ban stays when you take this back. It can be lifted at the desk.
act_not_entitled = This link belongs to an account that no longer moderates this comment.
act_reason = Reason, which the author can read

## The outbox at the desk

mails_heading = Mail
mails_relay_works = The mail server accepts mail.
mails_relay_fault = Mail has not been working since { $time }: { $reason }. Mails wait and are sent when the mail server works again.
mails_to_files = No mail server is set, so nobody gets mail: “Sent” means that a mail was written to a file in { $folder }. To send mail, set mail.transport = "smtp" and mail.smtp_url in the configuration file and restart.
mails_to_memory = No mail server is set, so nobody gets mail: “Sent” means that a mail was kept in memory. To send mail, set mail.transport = "smtp" and mail.smtp_url in the configuration file and restart.
mails_which = Mails by state
mails_all = All
mails_waiting = Waiting
mails_sent = Sent
mails_cancelled = Cancelled
mails_suppressed = Suppressed
mails_dead = Given up
mails_none = There are no such mails.
mails_times = queued { $queued }, finished { $done }
mails_causes = Why mails were not sent
mails_count = { $count ->
    [one] 1 mail
   *[other] { $count } mails
}
mails_tries = { $count ->
    [one] 1 attempt
   *[other] { $count } attempts
}
mails_no_cause = no cause is known
mails_retry = Send again
mails_retry_all = Send all of these again
mails_cancel = Cancel
mails_reader = a reader
mails_addresses = Addresses that get no mail
mails_no_addresses = Every address gets its mail.
mails_lift = Allow mail again
mails_done_retry = The mail will be sent again.
mails_done_cancel = The mail is cancelled.
mails_done_lift = This address gets mail again.
mails_not_now = That is not possible in the present state of the mail.
samples_heading = Sample mails
samples_note = With made-up people and comments. Nothing is sent.
samples_languages = Language of the samples
samples_html = As HTML
samples_which = Mail
samples_show = Show
relay_banner = No mail can be sent: { $reason }

## Kinds of mail, at the desk
mail_kind_decided = Decision on a comment
mail_kind_answered = Answer to an appeal or edit
mail_kind_address = Confirmation of an address
mail_kind_new_comment = New comments on an article
mail_kind_reader_digest = New comments, joined
mail_kind_correction = Correction of an article
mail_kind_data = Link to stored data
mail_kind_invitation = Invitation
mail_kind_password = Link for a new password
mail_kind_note = Mention in a note
mail_kind_backups_overdue = Backups are overdue
mail_kind_backups_back = Backups work again
mail_kind_unknown = Mail of another version

## Why a mail was not sent

cause_at_connect = Connecting
cause_at_tls = Encryption (TLS)
cause_at_login = Sign-in (AUTH)
cause_at_mail = Sender (MAIL)
cause_at_rcpt = Recipient (RCPT)
cause_at_data = Before the message (DATA)
cause_at_message = After the message
cause_answered = { $step }: the mail server answered { $codes }
cause_timed_out = { $step }: the mail server did not answer in time
cause_broken = { $step }: { $why }
cause_with_remedy = { $step }: { $why }; { $remedy }
cause_closed = the mail server closed the connection
cause_reply_invalid = the mail server’s answer is invalid
cause_no_starttls = the mail server offers no STARTTLS
cause_not_started = the start of the attempt could not be stored
cause_no_smtputf8 = The mail server carries no mail to international addresses (it offers no SMTPUTF8)
cause_remedy_root = name the root certificate of the mail server in mail.smtp_ca_file
cause_remedy_name = write the host in mail.smtp_url as the certificate names it
cause_remedy_expired = the mail server needs a new certificate
cause_remedy_trust = the mail server needs a certificate for its name that this machine trusts
cause_unwritten = The file cannot be written to the mail folder: { $cause }
cause_not_composed = The mail cannot be composed: { $cause }
cause_relay_fault = The mail server is not working
cause_unknown_event = This version of the program does not know what the mail is about
cause_erased = The reader’s address was erased
cause_untrue = What it says was no longer true
cause_suppressed = The address gets no mail
cause_invitation_over = The invitation was accepted, revoked or sent again
cause_account_gone = The account was removed or disabled
cause_not_wanted = The recipient has switched such mail off
cause_refused_lately = The mail server has recently refused this address
cause_quiet_hours = The recipient has quiet hours
cause_decision_first = A mail about the decision on the comment goes first
cause_pace = The limit of mails per time is reached
cause_earlier_attempt = An earlier attempt may still be accepted by the mail server
cause_absorbed = Its news went into an earlier mail
cause_link_limit = The inbox reached its limit of links, or its owner has unsubscribed
cause_came_back = It bounced: { $status }
cause_came_back_for_now = It bounced for now: { $status }
cause_delayed = It is delayed: { $status }
cause_complaint = The recipient complained about it
cause_cancelled = An admin has cancelled it
cause_unsubscribed = The reader asked for no more mail
