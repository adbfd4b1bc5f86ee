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
media_files_hint = JPEG, PNG, WebP or GIF, at most { $files } files of { $limit } MB each. What a camera adds, such as the place, is removed.
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
media_remove_hint = Its files are gone then. This cannot be undone.
media_remove_used = It can be deleted when no article uses it.
