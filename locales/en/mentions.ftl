# Mentions of articles on other sites.

## Under an article

mentioned_by = Mentioned by

## The desk

mentions_heading = Mentions
mentions_text = Pages of other sites that link to an article: received as Webmentions, or imported as pingbacks and trackbacks. Readers see them once an editor has approved them.
mentions_which = Which mentions
mentions_held = Waiting
mentions_approved = Approved
mentions_rejected = Rejected
mentions_none = There are no mentions here.
mention_approve = Approve
mention_reject = Reject
mention_on = about “{ $title }”
mention_saved = The decision is saved.

## The log

log_approve_mention = { $who } approved a mention
log_reject_mention = { $who } rejected a mention

## Faults

fault_mention_address = { $field } must be an address that begins with http:// or https://
fault_mention_target = The target is not an article of this site

## What was told to others

mentions_sent = Sent mentions
mentions_sent_text = Pages that articles link to, and whether their sites were notified by Webmention.
mention_told = notified
mention_no_endpoint = accepts no mentions
mention_failed = could not be notified
