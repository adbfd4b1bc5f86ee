# The library of pictures, and pictures in the editor.

## The library

nav_media = Media
media_search = Search the pictures
media_parts = Parts of the library
media_words = Words in description, caption, credit or file name
media_search_long = Search for at most { $limit } bytes of text
media_all = All
media_mine = Yours
media_unused = Not used
media_undescribed = Without description
media_upload = Upload pictures
media_upload_button = Upload
media_uploading = Uploading…
media_upload_first = Upload the first one
media_upload_faults = Some files were not uploaded
media_choose = Choose a picture
media_files = Files
media_files_hint = JPEG, PNG, WebP or GIF, at most { $files } files of { $limit } MB each. What the camera added, such as the location, is removed.
media_for_all = With several files, these words are for all of them.
media_alt = Description
media_alt_hint = What the picture shows, for readers who cannot see it.
media_caption = Caption
media_credit = Credit
media_credit_hint = Who made it or owns it.
media_none = There are no pictures yet.
media_none_found = No pictures match.
media_show_all = Show all
media_not_described = no description
media_not_used = not used
media_used = { $count ->
    [one] used once
   *[other] used { $count } times
}
media_newest = Newest
media_number = No. { $number }
media_file_added = uploaded
media_file_present = was in the library already
media_done_added = { $count ->
    [one] The picture is uploaded.
   *[other] { $count } pictures are uploaded.
}
media_done_present = This file was in the library already, and keeps its description.
media_done_first_frame = The picture is uploaded. It was an animation, of which the first frame was kept.
media_done_removed = The picture is deleted.

## One picture

media_sizes = Sizes
media_kilobytes = { $count } kB
media_markdown = Markdown for articles
media_markdown_hint = Alone in a paragraph it becomes a figure with caption and credit.
media_focus = What must stay visible
media_focus_hint = Lists crop the picture around this part.
media_upper_left = Upper left
media_upper_middle = Upper middle
media_upper_right = Upper right
media_middle_left = Left
media_middle = Middle
media_middle_right = Right
media_lower_left = Lower left
media_lower_middle = Lower middle
media_lower_right = Lower right
media_not_yours = Only the person who uploaded it and editors can change it.
media_uses = Used in
media_no_uses = No article uses this picture.
media_use_lead = Lead picture
media_use_body = In the text
media_remove = Delete the picture
media_remove_hint = Its files are deleted, too. This cannot be undone.
media_remove_used = It can be deleted when no article uses it.

## Pictures and comments in the editor

lead_title = Lead picture
lead_none = None
lead_other = Another picture of the library
lead_other_hint = Its number or its path.
lead_library = Open the library
lead_words_hint = Empty: what the library says.
lead_decorates = It is decorative and needs no description
lead_file = Upload a new lead picture
lead_file_hint = JPEG, PNG, WebP or GIF. It is uploaded with any step, with the words above.
lead_upload = Upload as lead picture
text_pictures = Pictures for the text
text_pictures_hint = Their Markdown is added at the end of the text, from where you can move it. A picture alone in its paragraph becomes a figure.
text_upload = Upload and add to the text
done_picture = The pictures are at the end of the text. What you wrote is kept, but not saved yet.
done_lead_picture = The picture is uploaded and chosen. What you wrote is kept, but not saved yet.
media_file_fault = { $name }: { $fault }
fault_lead_alt = Describe the lead picture (alt), for readers who cannot see it, or say that it is decorative
fault_lead_unknown = There is no such picture; upload it first, and give its number or its path
fault_lead_path = Give the number of a picture, or its path, which begins with /media/
field_comments_days = Days until comments close
field_comments_days_hint = After publication. Empty: no limit for this article alone.
field_comments_message = Message while comments are closed
field_comments_message_hint = Readers see it in place of the form.
field_guidelines = Message above the comment form
field_guidelines_hint = For this article, in Markdown.

## Pages such as About

nav_pages = Pages
page_new = New page
pages_find = Search the pages
pages_none = There are no pages here, such as About or Contact.
pages_none_found = No pages match these filters.
