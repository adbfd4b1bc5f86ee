# Why a comment was rejected, held or published, for its author and for staff.

## What its author reads about a rejection, unless a setting [reasons] has other words

reason_spam = It reads like advertising.
reason_abuse = It could be read as an insult or a threat.
reason_off_topic = It is not about the article.
reason_personal_data = It contains personal details that should not be public.
reason_illegal = It may be against the law.
reason_duplicate = It repeats what you have already written.
reason_quality = It is too short or too vague for others to reply to.
reason_other = It does not fit this discussion.

## The same in a word or two

label_spam = Spam
label_abuse = Abuse
label_off_topic = Off topic
label_personal_data = Personal data
label_illegal = Illegal
label_duplicate = Repeated
label_quality = Quality
label_other = Other

## What screening found, for staff. These stand in lists and have no full stop.

found_honeypot = A hidden field was filled in, which people do not see
found_form_unsigned = Sent without loading the form first, as programs do
found_form_too_young = The form was sent after { $seconds } seconds
found_staff_name = The name is that of a staff member, or looks like it
found_hold_all = Every comment is held
found_links = { $found ->
    [one] 1 link; a comment with { $limit } or more is held
   *[other] { $found } links; a comment with { $limit } or more is held
}
found_no_links = Comments without links are public at once
found_few_links = Comments with fewer than { $limit } links are public at once
found_publish_all = Comments are public at once
found_edited = Its author has edited it while it was pending
found_no_rule = No rule applies
found_staff = A member of the staff wrote it
found_known_reader = The reader is known and has confirmed the address
found_first_comment = The reader has no approved comment yet, or has not confirmed the address in this browser
found_banned_reader = The reader is banned: { $reason }
found_banned_domain = The address’s domain is banned: { $reason }
found_banned_network = The network is banned: { $reason }
found_held_always = Always held: { $reason }
found_trusted = The reader is trusted: { $reason }
found_rule = { $rule }: “{ $found }”
found_rule_because = { $rule }: “{ $found }”. { $reason }
found_no_score = The filter had no model to score it
found_score = Looks like spam ({ $percent } %)
found_akismet = Akismet calls it spam
found_akismet_blatant = Akismet calls it blatant spam
found_akismet_late = Akismet did not answer in time, so the comment is held
found_akismet_unreachable = Akismet could not be reached, so the comment is held
found_akismet_refused = Akismet answered with an error, so the comment is held
found_akismet_key = Akismet rejected the key, so the comment is held
found_akismet_unclear = Akismet gave an answer that is not understood, so the comment is held
found_akismet_not_asked = Akismet has not checked this comment, so the comment is held
found_surge = Far more comments than usual under this article
found_held_by_site = Every comment on this site waits for a decision
found_held_by_section = Every comment in this section waits for a decision
found_held_by_article = Every comment on this article waits for a decision
