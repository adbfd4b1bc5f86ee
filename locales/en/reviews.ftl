# Flags, appeals and authors’ edits: their lists, one of them in its context, and the answers.

## The lists

reviews_about_flags = Public comments that readers or rules have flagged. The weight is the sum of the flags: each counts from 0 to 1, by how often its sender was right before; a new sender’s counts 0.5.
reviews_about_appeals = Authors ask for another look at a rejected comment. A moderator other than the one who decided answers, if there is one.
reviews_about_edits = Authors have edited a public comment. The old text stays public until you decide.
reviews_all_own_first = All, yours first
reviews_none = Nothing is waiting for an answer.
reviews_none_of_yours = Nothing is waiting for an answer in your sections.
reviews_none_in_section = Nothing is waiting for an answer in this section.
reviews_show_all = Show all
reviews_elsewhere = In other sections
reviews_open = open
reviews_weight = weight { $weight }
reviews_reason_times = { $reason } ×{ $count }
reviews_by_rule = By a rule
reviews_under = Under <bdi>{ $title }</bdi>

## One of them

review_of_flags = Flags on a comment of { $name }
review_of_appeal = Appeal of { $name }
review_of_edit = Edit of { $name }
review_all_flags = All flags
review_all_appeals = All appeals
review_all_edits = All edits
review_previous = Previous
review_next = Next
review_open_since = Open since { $time }
review_opened = Opened on { $time }
review_comment = The comment
review_comment_about = <b><bdi>{ $name }</bdi></b>, { $posted }, under <a href="{ $href }"><bdi>{ $title }</bdi></a>.
review_in_conversation = The comment in its conversation
review_flags_weighed = { $flags }, weight { $weight }
review_flag_weighs = A flag weighs from 0 to 1, by how often its sender was right before. A new sender’s flag weighs 0.5.
review_flag_words = { $reason }: “{ $text }”
review_flag_late = sent after the earlier flags were answered
review_decision = The decision
review_to_author = Message to the author: “{ $text }”
review_note = Note for colleagues: “{ $text }”
review_appeal = What the author says
review_edit = What the author wants to change
review_marks = [− removed −] is struck through, [+ added +] is underlined.
review_new_text = The new text as readers would see it
review_found = What screening found
review_own_decision = This was your own decision, so another moderator must answer the appeal.
review_own_and_alone = This was your own decision. There is no other moderator, so you may answer; the log records that it was your own decision.
review_note_optional = Note for colleagues (optional)
review_answer = Answer
review_keep = Keep it
review_remove = Remove the comment
review_publish = Publish after all
review_keep_decision = Keep the decision
review_accept_edit = Accept the edit
review_keep_old = Keep the old text

## Answers

review_closed_nothing = There is nothing left to decide.
review_closed_removed = { $who } has removed the comment for these flags.
review_closed_accepted_appeal = { $who } has accepted the appeal: the comment is public.
review_closed_accepted_edit = { $who } has accepted the edit.
review_closed_kept = { $who } has kept the comment.
review_closed_rejected_appeal = { $who } has rejected the appeal: the decision stands.
review_closed_kept_old = { $who } has kept the old text.
review_was_own = It was their own decision; no other moderator could answer.
notice_flags_upheld = Rejected. The comment is no longer public.
notice_flags_dismissed = The flags are dismissed. The comment stays public.
notice_appeal_upheld = The appeal is accepted. The comment is public.
notice_appeal_dismissed = The appeal is rejected. The decision stands.
notice_edit_accepted = The edit is accepted. The new text is public.
notice_edit_refused = The edit is refused. The old text stays public.
notice_answer_undone = Your answer is undone. The request is open again.

## Keys

key_review_next = Next one
key_review_previous = The one before
key_review_publish = Publish or keep the text
key_review_refuse = Remove or refuse the text
key_review_undo = Undo the last answer
