# Decisions about many comments at once, and one’s own decisions of today.

## Before the decision

batch_title = { $count ->
    [one] Decide about { $count } comment
   *[other] Decide about { $count } comments
}
batch_at_once = { $count ->
    [one] { $count } comment at once
   *[other] { $count } comments at once
}
batch_back = Back to the list
batch_empty = This list has no comments to decide.
batch_text = This decides every comment in the list as it is now, including those on later pages. Each comment gets a line in the log, and the whole batch can be undone. If the list changes before you press the button, nothing happens and you see the new count.
batch_reason = Reason, if you reject them; the authors read the sentence
batch_no_reason = None
batch_reason_sentence = { $reason }: “{ $sentence }”
batch_note = Note for the log
batch_approve = { $count ->
    [one] Approve { $count }
   *[other] Approve { $count }
}
batch_reject = { $count ->
    [one] Reject { $count }
   *[other] Reject { $count }
}
batch_spam = { $count ->
    [one] Spam: { $count }
   *[other] Spam: { $count }
}
batch_hold = { $count ->
    [one] Hold { $count }
   *[other] Hold { $count }
}
batch_delete = { $count ->
    [one] Delete { $count } for good
   *[other] Delete { $count } for good
}

## While it is carried out

batch_number = Batch { $number }
batch_undo_of = Undo batch { $number }
batch_heading = { $count ->
    [one] { $what }: { $count } comment
   *[other] { $what }: { $count } comments
}
batch_started = Started by { $who }, { $time }
batch_because = because: { $reason }
batch_progress = Progress
batch_done = <b>{ $count }</b> done, of { $total }.
batch_done_skipped = <b>{ $count }</b> done, { $skipped } left as they were, of { $total }.
batch_running = It is still running.
batch_refresh = Refresh
batch_failed = It failed: { $cause }
batch_finished = It has finished.
batch_undone_by = It was undone by <a href="{ $href }">batch { $number }</a>.
batch_undo_all = Undo the whole batch

## One’s own decisions of today

mine_none = You have decided nothing yet today.
mine_approved = { $count ->
    [one] { $count } approved
   *[other] { $count } approved
}
mine_rejected = { $count ->
    [one] { $count } rejected
   *[other] { $count } rejected
}
mine_spam = { $count ->
    [one] { $count } spam
   *[other] { $count } spam
}
mine_deleted = { $count ->
    [one] { $count } deleted
   *[other] { $count } deleted
}
mine_held = { $count ->
    [one] { $count } held
   *[other] { $count } held
}
mine_you = You
mine_undone = undone
mine_undo_of = the decision about the comment of { $name }
mine_cut = Only the latest are shown.
