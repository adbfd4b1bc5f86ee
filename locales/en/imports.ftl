# Moving in from other systems, at the desk.

## The list and the form

imports_heading = Imports
import_add = Import from another system
import_add_text = The files are read completely, and you see the plan before anything is stored. No mail is sent. A second import of the same site adds only what is new.
import_system = System
import_files = Files of one site
import_files_hint = As the system exports them, also compressed by gzip or zip. At most { $size } GB together.
import_unmatched = Comments on pages that are not articles here
import_unmatched_hold = Keep them in a draft
import_unmatched_create = Make an article without text
import_unmatched_skip = Leave them out
import_map = New addresses of pages
import_map_hint = On each line an old address and a new one; * at the end of both stands for the rest.
import_teach = Let the spam filter learn from what was approved and what was spam there
import_upload = Upload and see the plan
import_uploading = Uploading…
import_uploaded = Uploaded files
import_made_before = Imports so far
import_none = Nothing has been imported yet.

## The state of an upload and of an import

import_state_waiting = The plan is being made
import_state_planned = The plan is ready
import_state_applying = Being imported
import_state_done = Imported
import_state_failed = Not imported
import_state_running = Running, or interrupted
import_state_undone = Undone
import_state_left = Undone in part

## One upload

import_number = Import { $number }
import_plan = Plan
import_plan_text = Nothing has been stored yet.
import_result = Result
import_apply = Import now
import_discard = Discard the upload
import_reload = Reload
import_reload_text = This page reloads itself every few seconds.
import_progress = Progress
import_reading = Items read: { $count }
import_storing = Done: { $done } of { $total }
import_made = Added
import_to_make = To be added
import_matched = There already
import_nothing = nothing
import_states = State there and here
import_pages = Pages and their articles
import_no_article = no article
import_repaired = Repaired
import_skipped = Left out
import_count = Number
import_there = There
import_here = Here
import_for_instance = for instance: { $why }
import_first_of = The first { $shown } of { $total }
import_undo = Undo this import
import_undo_text = Everything that the import added is removed, except what was changed or answered since.
import_notice_undo = The import is being undone. Look again in a moment.
import_notice_discarded = The upload was discarded.
import_from = { $system }: { $files }

## Faults

import_choose = Choose at least one file
import_choose_system = Choose a system
import_too_large = The files are larger than { $size } GB in total. Use rejoinder import on the server.
import_gone = The uploaded files are no longer on this machine. Upload them again.
import_in_other_state = This upload is in another state by now. Look at it again.

## What a remark is about

import_what_comment = comment { $key }
import_what_entry = entry { $key }
import_what_post = post { $key } “{ $title }”
import_what_other = { $kind } { $key } “{ $title }”
import_what_article = article { $key }
import_what_author = author { $name }
import_what_section = section { $name }
import_what_tag = tag { $name }
import_what_term = term { $name }
import_what_picture = picture { $key }
import_what_file = file { $name }
import_what_mention = mention by { $source }
import_what_comments_of = { $count ->
    [one] one comment of { $thread }
   *[other] { $count } comments of { $thread }
}
import_what_more = { $count } more

## Why it was left out, or how it was repaired

import_why_no_zone = its time has no zone and was read as UTC
import_why_no_time = it has no time; it stands first in its thread
import_why_address_not_kept = its address { $address } cannot be kept; it gets another one
import_why_path_taken = another article has its path; it gets another one
import_why_invisible = characters that cannot be seen were removed
import_why_headline_cut = its headline was cut to { $most } characters
import_why_no_headline = it has no headline and gets “{ $title }”
import_why_tags = an article has at most { $most } tags; left out: { $left }
import_why_no_text = it has no text
import_why_private = it was private and is a draft
import_why_article_not_before = its article { $article } does not stand before it
import_why_no_kind = there is no kind { $kind }
import_why_above_missing = the section above it, { $parent }, is not in the files; it is at the top
import_why_above_circle = the sections above it form a circle, which was opened
import_why_depth = at most { $most } sections can be above each other; some in the middle were left out
import_why_thread_deleted = the thread was deleted there
import_why_map = the file of addresses says so
import_why_no_article = no article has its address
import_why_article_left_out = its article { $thread } was not imported
import_why_names_no_article = it names no article
import_why_parent_missing = the comment that it replies to is not in the files; it begins a thread
import_why_parent_circle = the comments that it replies to form a circle, which was opened
import_why_no_page = it has no address of a page
import_why_no_author = its author is not in the files
import_why_no_words = it shows no words
import_why_no_name = it has no name
import_why_name_unreadable = its name cannot be read
import_why_website = its website is not a web address and was left out
import_why_email = its e-mail address is not valid and was left out
import_why_same_id = one with the same id came before it
import_why_other_file = its name is not that of an export
import_why_in_use = it is in use
import_why_old_version = only the present version of a post is imported
import_why_menu = menus are made here from sections and pages
import_why_post_type = posts of the type “{ $kind }” belong to WordPress itself or to a plugin
import_why_post_state = WordPress keeps posts in the state “{ $state }” for itself
import_why_no_such_term = there is nothing like “{ $taxonomy }” here
import_why_editors_note = it is a private note of editors
import_why_comment_type = comments of the type “{ $kind }” belong to a plugin
import_why_joined = a mark within the text ended it too early; the text was joined again
import_why_control = it had control characters, which were removed
import_why_not_utf8 = it had bytes that are not UTF-8; they were read as Windows-1252
import_why_half_character = it had half of a character, which became �
import_why_no_id = it has no id; it is known by its line
import_why_id_again = another one with the same id came before it; this one is known as { $key }
import_why_other_state = its state “{ $state }” means nothing here; it is a draft
import_why_text_long = its text is too long to be converted
import_why_blocks_empty = blocks that WordPress fills when it shows them are empty: { $blocks }
import_why_shortcodes = shortcodes of plugins mean nothing here; only the words in them were kept: { $names }
import_why_gallery_empty = the pictures of a gallery are not in the files
import_why_nested = its elements are nested too deeply; only its words were kept
import_why_pictures_https = { $count ->
    [one] one picture is now loaded by https
   *[other] { $count } pictures are now loaded by https
}
import_why_pictures_dropped = { $count ->
    [one] one picture has no address and was left out
   *[other] { $count } pictures have no address and were left out
}
import_why_changed_since = it was changed or answered since
import_why_future = its time is in the future; it gets the time of the import
import_why_no_date = it has no date that can be read; it gets that of the import
import_why_name_address = its name is an e-mail address, of which only the part before the @ is kept
import_why_section_missing = its section { $section } is not in the files; it has none
import_why_unknown_field = the format has no field “{ $field }”; it was left out everywhere
import_why_not_public = its status is “{ $status }”, so it is not published
import_why_parent_elsewhere = the comment that it replies to stands on another page; it begins a thread
import_why_map_unused = no page in the files has this address

## Why a file cannot be imported

import_file_line = { $file }, line { $line }: { $why }
import_file_fault = { $file } { $why }
import_file_unreadable = cannot be read: { $cause }
import_file_no_files = is an archive without files
import_file_empty = is empty
import_file_archive = is a damaged archive: { $cause }
import_file_many = has more than { $most } files
import_file_encrypted = is encrypted; unpack the archive first
import_file_nowhere = cannot be found in the archive
import_file_method = is compressed in a way that is not read ({ $method })
import_file_large = is larger than { $most } MB; unpack it and give the file itself
import_file_no_isso = is not a database of Isso
import_file_no_sqlite = is not an SQLite database; give Isso's comments.db
import_file_in_use = lacks its latest changes, which are in { $other }. Stop Isso and copy the file by sqlite3 comments.db ".backup copy.db"
import_file_schema = has the schema { $schema }; { $newest } is the newest that can be read
import_file_no_export = is not an export of { $system }
import_looks_like = { $why }. It looks like a file of { $system }: import it as { $name }
import_looks_page = { $why }. It looks like a web page that was saved instead of the file
import_looks_dump = { $why }. It looks like the dump of a database. Of Isso, load it into a database first: sqlite3 comments.db < dump.sql
import_looks_packed = { $why }. It is packed once more: unpack it once
import_looks_wide = { $why }. It is a text in UTF-16: save it as UTF-8
import_line_no_export = it is not an export of { $system }
import_line_json = it is not valid JSON: { $cause }
import_line_json_end = it ends in the middle of a value; the file is cut off
import_line_xml_within = { $cause }, in the middle of <{ $name }>, which begins in line { $line }
import_line_xml_bad = it is not well-formed XML: { $cause }
import_line_xml_cut = it ends in the middle of <{ $name }>, which begins in line { $line }
import_line_xml_deep = its elements are nested too deeply
import_line_xml_end = an element ends that did not begin
import_line_xml_entities = it defines entities of its own, which no export does
import_line_xml_encoding = its encoding is { $name }; exports are UTF-8
import_line_item_large = a single item is larger than { $most } MB
import_line_no_comment = it is not a comment of { $system }
import_line_no_header = it has no header of { $system }
import_line_format = its format is { $format }, and this program reads { $ours }
import_line_no_key = the article has no key
import_line_not_first = the first line is not { $example }
import_line_second = a second { $example }; import one site at a time
import_line_none = it has no line { $example }
import_other_site = { $file }: it is of { $address }, the file before of { $known }; import one site at a time
import_taken_back = The import was undone while it ran. What it had stored is removed
import_map_line = { $file }, line { $line }: { $why }
import_map_two = write an old address and a new one with a space between them
import_map_star = write * at the end of both addresses, or of none
import_found_map = by your list
import_found_earlier = earlier import
import_found_identifier = by its identifier
import_found_exact = the same path
import_found_normalised = the same path, spelled otherwise
import_found_slug = the same end of the path
import_found_made = made new
import_found_held = held in a draft
import_found_unmatched = unmatched
import_kind_articles = articles
import_kind_pages = pages
import_kind_comments = comments
import_kind_mentions = mentions
import_kind_authors = authors
import_kind_sections = sections
import_kind_tags = tags
import_kind_attachments = pictures
import_place = { $file }, line { $line }
import_remark = { $place }: { $why }

## What became of texts and pictures

import_why_not_in_folder = { $address } is not in the folder and stays where it is
import_why_stays = { $path } stays where it is: { $cause }
import_why_no_picture = { $path } is not a picture of a kind that is kept here, and stays where it is
import_why_file_large = it is larger than { $most } MiB
import_why_folder = it is a folder
import_why_unpacks = the file unpacks to far more than an export does
import_why_checksum = its checksum is not the one in the archive
import_why_part_long = a single text is longer than { $most } MB
import_why_page = page { $page } cannot be read
import_file_isso_damaged = { $file } is damaged, or not a database of Isso: { $cause }
import_state_of = { $kind }: { $state }
import_count_of = { $kind }: { $count }
