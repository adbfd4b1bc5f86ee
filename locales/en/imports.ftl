# Moving in from other systems, at the desk.

## The list and the form

imports_heading = Imports
import_add = Import from another system
import_add_text = The files are read to their end, and you see the plan before anything is stored. Nothing is mailed. A second import of the same site makes only what is new.
import_system = System
import_files = Files of one site
import_files_hint = As the system exports them, also compressed by gzip or zip. At most { $size } GB together.
import_unmatched = Comments on pages that are no articles here
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

## One upload

import_number = Import { $number }
import_plan = Plan
import_plan_text = Nothing has been stored yet.
import_result = Result
import_apply = Import now
import_discard = Discard the upload
import_reload = Look again
import_reload_text = This page loads anew by itself every few seconds.
import_progress = Progress
import_reading = Items read: { $count }
import_storing = Done: { $done } of { $total }
import_made = Made
import_to_make = To be made
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
import_first_of = The first { $shown } of { $total }
import_undo = Undo this import
import_undo_text = What the import made is removed. What was changed or answered since stays.
import_notice_undo = The import is being undone. Look again in a moment.
import_notice_discarded = The upload was discarded.
import_from = { $system }: { $files }

## Faults

import_choose = Choose at least one file
import_choose_system = Choose a system
import_too_large = The files have more than { $size } GB together. Use rejoinder import on the server.
import_gone = The uploaded files are no longer on this machine. Upload them again.
import_in_other_state = This upload is in another state by now. Look at it again.
