# What is wrong with a form of the desk, and what to do about it. One sentence each, without a full stop where it stands beside a field.

## Any form of the desk

fault_form_unreadable = The form could not be read.
fault_load_again = Reload the page and try again

## Batches

fault_count_again = Check the count again
fault_tick_comments = Tick 1 to { $most } comments first

## Rules, policies and sections

fault_policy_article = Choose “One article” above, or leave this empty
fault_article_unknown = Give the number or the address of an article
fault_tick_moderators = Tick the section’s moderators

## Accounts

fault_role = This needs the role { $role }.
fault_enter_name = Enter a name
fault_password_required = Enter a password
fault_your_password = Enter your password
fault_current_password = Enter your current password
fault_password_short = Enter a password of 12 characters or more, for example four random words
fault_password_long = Enter a password of at most { $most } characters
fault_password_known = Add words: most of this password is easy to guess, because “{ $word }” is in your name, your address or the name of the site
fault_password_repeats = Repeat less: a few repeated characters are easy to guess
fault_password_rows = Avoid rows of the keyboard, of the alphabet and of digits
fault_password_common = This password is too common; choose, for example, four random words
fault_last_admin = This is the last admin. Give another account the role admin first.
fault_token_name = Give the token a name by which you recognise it
fault_token_scope = Choose at least one scope
fault_token_days = Choose between 1 and { $most } days
fault_language = Choose one of these languages: { $languages }

## Bans

fault_ban_whom = Choose a domain or a network
fault_ban_effect = Choose reject, hold or trust
fault_ban_trust = Only a reader can be trusted; strangers may share a network or a domain
fault_ban_domain = Give a domain such as example.com, without anything around it
fault_ban_suffix = That would ban too many people; give the domain of one site or company
fault_ban_network = Give a network address, or a network such as 192.0.2.0/24 or 2001:db8:1::/48
fault_ban_reason = Give a reason for your colleagues
fault_time_future = Give a time in the future
fault_ban_no_reader = This comment has no reader to ban: it was deleted, or written by staff
fault_ban_again = This is banned already; lift that ban first

## Decisions and answers

fault_already_status = The comment is { $status } already
fault_comment_deleted = The comment was deleted, so its text no longer exists
fault_review_deleted = The comment was deleted and its text is gone
fault_own_decision = You decided about this comment yourself; another moderator must answer the appeal
fault_no_answer_to_undo = This review has no answer that can be undone
fault_new_review = Readers have opened a new review of this kind since; answer that one
fault_note_empty = Write the note
fault_view_name = Give the view a name
fault_address_reason = Say why you need the address
fault_search_words = Enter a word or a number to search for
fault_score = Give a score between 0 and 1
fault_batch_undone = This batch is already undone
fault_batch_running = Wait until the batch has ended
fault_batch_undoes = This batch undid another one and cannot be undone; begin a new batch instead
fault_section_moderators = Give accounts that can moderate and sign in
fault_author_account = Another author has this account
fault_filter_rate = Give a whole number from 0 to { $most }

## Rules

fault_rule_list_empty = The list is empty; write one entry per line

## Sections, tags and authors

fault_name_at_most = Shorten the name to at most { $most } characters
fault_slug_long = Shorten the address to at most { $most } characters
fault_slug_letters = Use lowercase letters from a to z, digits and hyphens between them
fault_slug_empty = Use at least one letter or digit
fault_name_slash = Write the name without a slash, and choose the section above it
fault_section_path = Write a section as its name, or as the names from the top: World/Asia
fault_sections_deep = Use at most { $most } sections above each other
fault_sections_depth = At most { $most } sections can be above each other
fault_section_itself = Choose a section that is not this one and not below it
fault_section_parent = Choose an existing section, or none
fault_section_ambiguous = Several sections have this name; write the names from the top, such as World/Asia
fault_merge_author = Choose another author
fault_merge_tag = Choose another tag
fault_label_name_taken = This name is taken. Choose another one, or merge the two.
fault_label_below_taken = Both have “{ $name }” below them. Merge those two first, or rename one of them.
fault_label_slug_taken = Another page has or had this address, and links lead there. Choose another one.
fault_label_slugs_used = Too many names are written “{ $slug }” in addresses; choose another one.
fault_label_in_use = { $count ->
    [one] One article uses it. Merge it into another one, or take it out of the article first.
   *[other] { $count } articles use it. Merge it into another one, or take it out of them first.
}
fault_section_in_use = There are articles in it (in all: { $articles }) or sections below it ({ $sections }). Merge it into another one, or move them first.
fault_merge_into = Choose an existing one, by its name or its address

## Articles

fault_headline = Enter a headline
fault_article_text = Write the article's text
fault_article_large = Shorten the text to at most { $limit } kB
fault_not_in_future = Choose a time that is not in the future
fault_correction_text = Say what was corrected
fault_authors_many = Name at most { $most } authors
fault_tags_many = Choose at most { $most } tags
fault_path_required = Enter a path, such as /2026/11/a-headline
fault_path_long = Shorten the path to at most { $most } characters
fault_path_reserved = Begin the path with another word; the program uses this one itself
fault_time_required = Give the time of publication
fault_time_schedule = Choose a time in the future, or publish the article now
fault_time_seen = Readers have seen the article already; choose a time that is not in the future
fault_nothing_to_correct = Readers have not seen this article, so there is nothing to correct; change its text
