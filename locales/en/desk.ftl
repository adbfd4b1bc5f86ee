# The desk: the queue, the open comment and its history, and the keys.

## Statuses and lists of comments

comment_pending = pending
comment_approved = approved
comment_rejected = rejected
comment_spam = spam
comment_deleted = deleted
list_pending = Pending
list_approved = Approved
list_rejected = Rejected
list_spam = Spam
list_deleted = Deleted

## Decisions and their reasons

decide_approve = Approve
decide_reject = Reject
decide_spam = Spam
decide_hold = Hold again
decide_delete = Delete
undo = Undo
undoing = Undoing…
busy_saving = Saving…
for_spam = Spam
for_abuse = Abuse
for_off_topic = Off topic
for_personal_data = Personal data
for_illegal = Illegal
for_duplicate = Duplicate
for_quality = Quality
for_other = Other
for_same_moderator = Their own decision; there was no other moderator
reason_with_note = { $reason }: { $note }
no_reason = No reason
quoted_sentence = “{ $text }”
reject_keys = Enter repeats the marked reason, a digit chooses one, Escape closes this.
note_for_colleagues = Note for colleagues
colleague_former = A former colleague
name_deleted = Name deleted

## Ages

age_moments = less than a minute
short_now = now
short_minutes = { $count } min
short_hours = { $count } h
short_days = { $count } d
percent = { $count } %

## What was done

notice_approve = Approved. The comment is public.
notice_reject = Rejected. The comment is not public.
notice_spam = Marked as spam. The comment is not public.
notice_delete = Deleted. The text and the author’s details will be erased when the decision can no longer be undone.
notice_hold = Held. The comment is pending again.
notice_edit = The text is saved.
notice_undo = Undone.
notice_note = The note is saved.
notice_surge = The surge guard is off. New comments are screened as usual.
notice_claim = Colleagues can see that you are looking at this.
notice_release = Colleagues no longer see that you are looking at this.
notice_view = The saved view is removed.
notice_ban = The ban is in force.
notice_pin = The comment is pinned to the top of its thread.
notice_unpin = The comment is no longer pinned.
notice_feature = The comment is an editors’ pick now.
notice_unfeature = The comment is no longer an editors’ pick.

## The surge guard

surge_holds = Every new comment there is held.
surge_slows = Readers must wait longer between two comments there.
surge_count_comments = { $count ->
    [one] { $count } comment
   *[other] { $count } comments
}
surge_count_flags = { $count ->
    [one] { $count } flag
   *[other] { $count } flags
}
surge_count_rejections = { $count ->
    [one] { $count } rejection
   *[other] { $count } rejections
}
surge_why = { $comments }, { $flags } and { $rejections } in { $window } (usually { $usual_comments }, { $usual_flags } and { $usual_rejections })
surge_since = Since { $since } ({ $age }), until it has been quiet for a while, at { $until } at the earliest.
surge_end = End the guard now
surge_ending = Ending…
surge_editor = An editor can end it earlier.
surge_titled = Surge: <b>{ $title }</b>
surge_list = Pending comments under this article
surge_articles = { $count ->
    [one] The surge guard is on for { $count } article
   *[other] The surge guard is on for { $count } articles
}

## The list of comments

queue_lists = Lists
queue_asks = Flags, appeals and edits
queue_referenced = { $reference }: the comment of <bdi>{ $name }</bdi>
queue_oldest = The oldest has waited { $age }.
queue_decide_all = Decide the whole list
queue_unlearned = Spam scores are rough: the filter has not yet learned from enough decisions.
none_match = No comment matches these filters.
none_match_pending = No pending comment matches these filters.
none_match_approved = No approved comment matches these filters.
none_match_rejected = No rejected comment matches these filters.
none_match_spam = No spam comment matches these filters.
none_match_deleted = No deleted comment matches these filters.
queue_elsewhere = There are matches in { $lists }.
queue_clear_filters = Clear the filters
queue_empty = No comments are pending. New ones appear here.
queue_list_empty = There are no comments in this list.
queue_more = More
queue_outcome = Result of the last action
bulk_label = Decide about the selected comments
bulk_selected = Selected comments:
bulk_reject = Reject the selected comments because
bulk_sentence = Each author sees the sentence below the reason.
bulk_to_authors = Message to the authors
bulk_delete_text = The texts and the authors’ details are erased for good once the decision can no longer be undone.
bulk_delete = Delete the selected comments
blank_clear = All clear.
blank_nothing = Nothing is open.
blank_choose = Choose a comment from the list.
row_select = Select the comment of { $name }
row_to = to <bdi>{ $name }</bdi>
row_viewing = { $name } is viewing
spam_score = Spam score
row_surge = Surge

## Filters of the list

views_label = Saved views
view_remove = Remove the view<span class="unseen"> { $name }</span>
filter_heading = Filter and search
filter_words = Words, a name, or a reference such as C-30
filter_all = All
filter_order = Order
filter_score_from = Score from
filter_score_to = Score to
filter_reason = Reason
filter_language = Language
filter_show = Show
filter_save_as = Save this list as
order_oldest = Oldest first
order_newest = Newest first
order_score = Highest spam score first
own_sections = Your sections
condition_no_section = No section
condition_section = Section { $section }
condition_since = From { $time }
condition_until = Before { $time }
condition_language = Language { $language }
condition_score_from = Score from { $score }
condition_score_to = Score to { $score }
condition_article = Under one article
condition_article_named = Under “{ $title }”
condition_author = By one reader
condition_network = From the network { $network }
condition_rule = Matched by rule { $rule }
condition_rule_named = Matched by the rule “{ $name }”
condition_alike = Nearly the same text
condition_claimed = Claimed by you
condition_unclaimed = Unclaimed
condition_pinned = Pinned
condition_featured = Featured

## Findings of screening in a word or two

chip_honeypot = Honeypot
chip_form_unsigned = No form
chip_form_too_young = Too quick
chip_staff_name = Name of staff
chip_links = Links
chip_edited = Edited
chip_first_comment = First comment
chip_banned = Banned
chip_held_always = Held always
chip_trusted = Trusted
chip_rule = Rule
chip_comments_held = Comments held
chip_no_score = No score
chip_akismet_unavailable = Akismet unavailable
finding_with_features = { $finding }: { $features }

## The open comment

item_label = The open comment
item_all = All comments
item_address = Show the address…
item_looking = { $name } is also looking at this comment.
item_release = Release it
item_claim = I’m looking at this
asks_flagged = Readers have flagged this comment (weight { $weight }; each flag counts up to 1, a new reader’s 0.5) since { $since }.
asks_rule = A rule has flagged this comment since { $since }.
asks_appeal = The author has appealed since { $since }.
asks_edit = The author has edited the comment since { $since }.
answer_it = Answer it
answer_flags = Answer the flags
answer_appeal = Answer the appeal
answer_edit = Review the edit
item_why_public = Why it was public at once
item_why_held = Why it was held
item_score = Spam score <b>{ $score } %</b>
item_unlearned = (not yet learned)
item_in_reply_to = In reply to <a href="{ $href }"><bdi>{ $name }</bdi></a>
item_parent = The comment it replies to
text_deleted = The text was deleted.
links_as_text = { $count ->
    [one] The link is shown as text.
   *[other] { $count } links are shown as text.
}
links_make = { $count ->
    [one] Make it a link
   *[other] Make them links
}
item_under = Under <a href="{ $href }"><bdi>{ $title }</bdi></a>
item_approve_reply = Approve and reply
item_reply = Your reply
item_reply_hint = It is published under your name, together with the comment.
item_publishing = Publishing…
item_nearby = { $count ->
    [one] { $count } nearby in the conversation
   *[other] { $count } nearby in the conversation
}
item_nearby_label = Comment { $number } nearby
item_conversation = The whole conversation
item_conversation_open = Open on its own page
item_alike = { $count ->
    [one] { $count } more pending comment says nearly the same
   *[other] { $count } more pending comments say nearly the same
}
item_edit = Edit the text
item_edit_hint = The former text stays in the log.
item_edit_save = Save the text
item_history = History
item_history_empty = No entries yet.
undo_edit = Undo edit
undo_decision = Undo decision
item_former = Before { $name } edited it, { $time }
item_note = For colleagues only
item_note_add = Add note
item_others = More from this reader
item_others_none = This is the reader’s first comment.
item_actions = Other actions
item_pin = Pin to the top
item_unpin = Unpin
item_feature = Feature
item_unfeature = Stop featuring
item_ban = Ban or always hold
item_ban_whom = Who
item_ban_reader = This reader
item_ban_network = The network { $network }
item_ban_domain = An e-mail domain
item_ban_domain_field = Domain (only to ban a domain)
item_ban_effect = What happens to new comments
item_ban_hold = They are always held
item_ban_reject = They are rejected
item_ban_until = Until
item_ban_why = Why
item_ban_save = Save the ban
item_ban_all = All bans
item_decision = Decision
item_group = { $count ->
    [one] and { $count } similar
   *[other] and { $count } similar
}
item_reject_because = Reject because
item_reject_sentence = The author sees the sentence below the reason.
item_to_author = Message to the author
item_delete_text = The text and the author’s details are erased for good once the decision can no longer be undone.

## The record of a reader

record_none = No details of this reader are stored
record_first = First comment of this reader, first seen { $since }
record_many = { $count ->
    [one] { $count } comment of this reader: { $counts }; first seen { $since }
   *[other] { $count } comments of this reader: { $counts }; first seen { $since }
}
record_pending = { $count } pending
record_approved = { $count } approved
record_rejected = { $count } rejected
record_spam = { $count } spam
record_removed = { $count } deleted
record_and = { $first }, { $next }

## What happened to a comment

by_its_author = The author
by_flags = Readers’ flags
by_screening = Screening
history_approve = { $who } approved it
history_reject = { $who } rejected it
history_spam = { $who } marked it as spam
history_delete = { $who } deleted it
history_hold = { $who } held it
history_edit = { $who } edited it
history_undo = { $who } undid a decision
history_revise = { $who } accepted the author’s edit
history_pin = { $who } pinned it
history_unpin = { $who } unpinned it
history_feature = { $who } featured it
history_unfeature = { $who } stopped featuring it
history_note = { $who } left a note
history_uphold_flags = { $who } agreed with the flags
history_dismiss_flags = { $who } dismissed the flags
history_appeal = { $who } appealed against the decision
history_uphold_appeal = { $who } accepted the appeal
history_dismiss_appeal = { $who } rejected the appeal
history_refuse_revision = { $who } refused the author’s edit
history_reopen = { $who } undid an answer
history_reveal_address = { $who } looked at the address

## The address behind a comment, and the conversation around it

address_title = Address
address_heading = The address behind comment { $number }
address_logged = The log records that you saw it, and your reason.
address_why = Why do you need it?
address_why_hint = Your reason stays in the log.
address_show = Show the address
thread_title = Conversation
thread_under = The conversation under “<bdi>{ $title }</bdi>”
thread_cut = The conversation continues. The article’s page shows all of it.

## Keys

keys_heading = Keys
keys_never = Keys never act while you type in a field.
keys_change = Switch them off or change them
keys_close = Close
keys_back = Back to the comments
keys_intro = The keys work on the page of comments and, where they apply, on flags, appeals and edits. They never act while you type in a field. Your choice is kept in this browser. Without script there are no keys, and every button works.
keys_use = Use keys
keys_reset = Reset to the defaults
key_next = Next comment
key_previous = Previous comment
key_reject = Reject; again or Enter: for the last reason; a number: for another reason
key_delete = Delete: once more or Enter to confirm
key_undo = Undo the last decision
key_reader = The reader: their comments, a note, ban or trust
key_select = Select; the keys then decide about all selected comments, and Escape clears the selection
key_search = Search
key_help = These keys
