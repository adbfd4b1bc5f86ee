# The newsroom: the shell of all pages for staff, and the pages of articles.

## The shell of all pages for staff

desk_menu = Menu
desk_nav = Newsroom
count_waiting = waiting
my_decisions = Your decisions
sign_out = Sign out
mail_refused_of = The mail server refuses the address of { $name }, who gets no mail from here.
mail_refused_yours = The mail server refuses your address: you get no mail from here. Ask an admin to check the address.
mail_allow_again = Send mail there again
nav_publishing = Publishing
nav_screening = Screening
nav_administration = Administration
nav_queue = Queue
nav_flags = Flags
nav_appeals = Appeals
nav_edits = Edits
nav_dashboard = Dashboard
nav_articles = Articles
nav_sections = Sections
nav_rules = Rules
nav_policies = Policies
nav_filter = Filter
nav_bans = Bans
nav_account = Account
role_author = author
role_moderator = moderator
role_editor = editor
role_admin = admin

## Statuses and times of articles

article_draft = Draft
article_submitted = In review
article_scheduled = Scheduled
article_published = Published
article_withdrawn = Withdrawn
time_saved = Saved
time_due = Due
time_published = Published

## The list of articles

article_new = New article
articles_all = All
articles_find = Search the articles
articles_words = Words
articles_author = Author
articles_since = From
articles_until = Before
articles_show = Show
articles_clear = Clear the filters
articles_none = There are no articles here.
articles_none_found = No articles match these filters.
article_write_first = Write one
choice_all = All
comments_waiting = { $count ->
    [one] 1 waiting
   *[other] { $count } waiting
}
page_before = Previous page
page_after = Next page
article_deleted = The draft is deleted.

## The editor

article_on_site = On the site
field_title = Headline
field_summary = Summary
field_text_hint = Markdown: <code dir="ltr">**bold**</code>, <code dir="ltr">_italic_</code>, <code dir="ltr">## heading</code>, <code dir="ltr">&gt; quotation</code>, <code dir="ltr">[link](https://…)</code>
field_tags = Tags
field_tags_hint = Separated by commas.
field_byline = Byline
field_byline_hint = Names of authors, separated by commas.
field_path = Path
field_path_hint = Empty: made from the headline. The old path of a published article leads to the new one.
field_replace_redirect = Take this path, although links to another article lead there
field_time = Time of publication ({ $zone })
field_time_hint = For “Schedule”; otherwise the date that readers see.
field_comments = Comments
comments_choice_open = Open
comments_choice_closed = Closed
field_correction = Correction
field_correction_hint = What was wrong and what is right. Readers see it with its time. A repaired typo needs none.
field_corrections = Corrections so far
field_corrections_hint = One in each line, the oldest first. Reword or remove them here; readers see the rest as before.
field_updated = Tell readers that the story was updated
field_note = Note for colleagues
field_note_hint = Goes with the next step, for instance why it is returned. Never public.
group_place = Place
group_publication = Publication
group_notes = Notes
toolbar = Formatting
tool_bold = Bold
tool_italic = Italic
tool_heading = Heading
tool_link = Link
tool_quote = Quotation
tool_list = List
tool_numbers = Numbered list
tool_picture = Picture
preview_title = Preview
preview_link = Private preview
preview_link_hint = The page as readers will see it. Its address works for 7 days without signing in.
preview_related = Stories on the subject, chosen by tags and section when the page is shown
text_length = { $words } · { $minutes }
words_count = { $count ->
    [one] 1 word
   *[other] { $count } words
}
minutes_to_read = { $count ->
    [one] 1 minute to read
   *[other] { $count } minutes to read
}
step_save = Save
step_save_draft = Save as draft
step_update = Update
step_preview = Preview
step_submit = Submit for review
step_take_back = Take back
step_publish = Publish
step_publish_now = Publish now
step_publish_again = Publish again
step_schedule = Schedule
step_unschedule = Do not publish
step_return = Return to the author
step_withdraw = Withdraw
step_delete = Delete the draft
step_delete_for_good = Delete for good
delete_hint = The article and its revisions are gone then.
done_saved = Saved.
done_updated = Saved. Readers see the new version.
done_submitted = Submitted. An editor decides when it is published.
done_published = Published. Readers see it now.
done_scheduled = Scheduled. It appears on { $time }.
done_returned = It is a draft again.
done_withdrawn = Withdrawn. Readers no longer see it.
saved_at = Saved
saved_by = Saved by { $name },
more_actions = More
comments_at_desk = All in the queue
comment_waits = waiting

## What is not saved yet, and two who write at once

draft_kept = Draft stored at { $time }
draft_saving = Storing…
draft_unsaved = Not stored yet
draft_failed = Not stored: the server cannot be reached. Trying again.
draft_signed_out = Not stored: you are signed out. Sign in in another tab; the text stays here.
copy_shown = Shown is what you wrote and did not save,
copy_discard = Discard it
copy_of_colleague = { $name } is writing here, last
copy_look = Look at it
copies_title = Not saved
conflict_saved = Someone else has saved this article in the meantime.
conflict_saved_by = { $name } has saved this article in the meantime.
conflict_advice = Your text is below and is not lost. Take over what you need from theirs; if you save now, yours replaces theirs, which stays in the revisions.
conflict_theirs = What they changed
conflict_yours = How your text differs from theirs
conflict_their_text = Their text
conflict_take_theirs = Discard mine and take theirs

## Saved versions

revisions_title = Revisions
revisions_about = Each save adds one. Versions that readers could see are kept for good; of drafts, after 30 days, the last one of each day.
revision_present = current
revision_number = Revision { $number }
revision_text = The whole text
diff_with = Changes since revision { $number }
diff_first = The first version
diff_none = The text is the same.
diff_with_present = Compare with the current revision
diff_with_before = Compare with the revision before
restore = Bring this revision back
restore_hint = Headline, summary, text, byline, section and tags become what they were, as a new revision. Path, status and times stay.

## Sections and tags

nav_tags = Tags
tags_none = There are no tags yet. A tag appears with its first article.
tag_new = Add a tag
section_new = Add a section
label_add = Add
label_added = Added.
label_merged = Merged. Its addresses lead here.
label_meanwhile = Someone else changed this after you opened it. Your version is below and is not saved yet; saving it now replaces theirs.
label_removed = Deleted.
label_merge = Merge
label_merge_into = Merge into
label_merge_choose = Choose a section
label_merge_hint = All articles move there, and the old addresses lead there for ever. This cannot be undone.
label_merge_section_hint = All articles move there, and the old addresses lead there for ever. The rules for comments there then apply to them, too. This cannot be undone.
label_remove = Delete
articles_count = { $count ->
    [one] 1 article
   *[other] { $count } articles
}
field_slug = Slug in addresses
field_slug_hint = If you change it, the former address leads here for ever. Empty: made from the name.
field_description = Description
field_description_hint = Shown under the name on its page.
field_parent = Belongs to
field_parent_none = None: a section at the top
field_position = Position
field_position_hint = Smaller numbers come first.
label_comments_hint = For all its articles and those of the sections below it. Where the site, a section above or an article is stricter, that applies.
label_comments_days_hint = After publication. Empty: no limit.

## More options of the editor, the lock and notes

more_options = More options
field_language = Language of the text
field_language_hint = A language tag such as en, de or pt-BR. Empty: the language of the site.
field_password = Password for readers
field_password_hint = Anyone who has it can read the article. Empty: no change.
field_unprotect = Remove the password: everybody can read it
field_featured = Show it larger on the front page
field_sticky = Keep it at the top of the front page
field_kind = Type
field_kind_hint = A page has no date and no byline and is in no list.
kind_article = Article
kind_page = Page, such as About or Contact
field_menu = Menu that leads to the page
menu_footer = Foot of every page
menu_navigation = Navigation at the top
menu_none = None
field_menu_order = Position in the menu
field_take_over = Save anyway: take the article over from { $name }, who is writing in it now
article_locked = { $name } is writing in this article. Nothing was saved; take the article over, or wait.
notes_title = Notes of colleagues
field_remark = Add to the discussion
field_remark_hint = It stays beside the article. Colleagues whom you mention as @name get a mail.
step_remark = Add the note
done_remark = The note was added. What you wrote in the article is kept, but not saved yet.
note_remove = Delete the note
fault_note_required = Write the note
fault_language_tag = Write a language tag such as en, de or pt-BR
fault_article_password = Choose a password with a length from { $least } to { $most } characters
