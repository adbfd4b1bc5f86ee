# What is wrong with a form of the desk, and what to do about it. One sentence each, without a full stop where it stands beside a field.

## Any form of the desk

fault_form_unreadable = The form could not be read.
fault_load_again = Load the page again and repeat this

## Batches

fault_count_again = Look at the count again
fault_tick_comments = Tick 1 to { $most } comments first
