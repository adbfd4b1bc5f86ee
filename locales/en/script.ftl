# What the desk’s script writes: the outcome of decisions, and where the keys lead. A name in these texts has isolates around it already.

## Keys

said_key_twice = Two actions have the key { $key }. Give each its own.
said_keys_saved = Saved.
said_keys_off = Saved. The keys are off.
said_keys_reset = The keys are reset to the defaults.

## The list

said_last = This is the last one.
said_first = This is the first one.
said_new = { $count ->
    [one] { $count } new
   *[other] { $count } new
}
said_new_or_more = { $count ->
    [one] { $count } or more new
   *[other] { $count } or more new
}
said_arrived = { $count ->
    [one] { $count } new comment is in the list.
   *[other] { $count } new comments are in the list.
}
said_left = { $count ->
    [one] { $count } is left in the list.
   *[other] { $count } are left in the list.
}
said_left_more = { $count ->
    [one] More than { $count } is left in the list.
   *[other] More than { $count } are left in the list.
}
said_left_none = None is left in the list.
said_selected = { $count ->
    [one] { $count } selected:
   *[other] { $count } selected:
}
said_unselected = The selection is cleared.
said_no_change = This decision changes nothing here.
said_panel_open = A panel is open. Answer it, or press Escape.
said_nothing_to_undo = There is nothing to undo.

## Decisions

said_this_reader = this reader
said_comment = { $name }’s comment
said_comment_and_alike = { $count ->
    [one] { $name }’s comment and { $count } similar
   *[other] { $name }’s comment and { $count } similar
}
said_approved = Approved { $comment }.
said_rejected = Rejected { $comment }.
said_spam = Marked as spam: { $comment }.
said_deleted = Deleted { $comment }.
said_held = Put back into the queue: { $comment }.
said_not_approved = { $comment } was not approved.
said_not_rejected = { $comment } was not rejected.
said_not_spam = { $comment } was not marked as spam.
said_not_deleted = { $comment } was not deleted.
said_not_held = { $comment } was not put back into the queue.
said_undone = Undone: the decision about { $comment }.
said_not_undone = The decision about { $comment } was not undone.
said_had_written = You had written: “{ $text }”
said_not_shown = The comment cannot be shown at the moment ({ $cause }).
said_cause_signed_out = signed out
said_signed_out = You are signed out.
said_bad_answer = The server did not answer as it should.
said_unreachable = The server cannot be reached.
said_sign_in_again = Sign in again
said_look = Look at it
said_dismiss = Dismiss
