# Bans, and the page of one reader.

## The list of bans

bans_which = Which bans
bans_in_force = In force
bans_ended = Ended
bans_none = Nobody is banned.
bans_none_ended = No ban has been lifted or has ended.
ban_reader = Reader
ban_domain = Addresses at
ban_network = Network
ban_details_deleted = whose details were deleted
ban_rejects = comments are rejected
ban_holds = comments are always held
ban_trusts = is trusted
ban_lifted = lifted by { $who }, { $time }
ban_ended = ended { $time }
ban_ends = ends { $time }
ban_until_lifted = until it is lifted
ban_caught = Comments it caught
ban_number = ban { $number }
ban_all_of_reader = All of this reader
ban_all_of_network = All from this network
ban_lift = Lift
ban_lifting = Lifting…
notice_lift = The ban is lifted. New comments are screened as usual.

## A ban for a domain or a network

ban_add = Ban a domain or a network
ban_add_text = This may affect many people. To ban a single reader, use the form beside one of their comments. Comments that are here already stay as they are.
ban_what = What
ban_a_network = A network
ban_value = Domain or network
ban_value_hint = example.com, which means the domains under it as well; or 192.0.2.0/24, 2001:db8:1::/48, or any address in it.
ban_until_hint = It ends when this day begins; without a date, when somebody lifts it.
ban_why_hint = For colleagues.
ban_editors_only = To ban a reader, use the form beside one of their comments. Only editors can ban domains and networks.

## A reader

reader_done_reject = The ban is in force: new comments are rejected.
reader_done_hold = New comments are always held.
reader_done_trust = The reader is trusted.
reader_done_lift = New comments are screened as usual.
reader_done_batch = All comments that waited are being rejected.
reader_see_batch = See the batch, or undo it
reader_spellings = { $count ->
    [one] { $count } spelling in all
   *[other] and other spellings, { $count } in all
}
reader_first_seen = First seen { $time }
reader_back = Back to the comment
reader_by_status = Comments by status
reader_bans = Bans and trust
reader_is_banned = Banned: new comments are rejected.
reader_is_held = Always held.
reader_is_trusted = Trusted.
reader_as_usual = Neither banned nor trusted: comments are screened as usual.
reader_why_hint = For colleagues, in the list of bans.
reader_ban = Ban
reader_hold = Always hold
reader_trust = Trust
reader_lift = Lift it
reader_distrust = Trust no longer
reader_trust_text = Neither the policy nor the spam score holds the comments of a trusted reader, if they come from a browser in which the address is confirmed. Rules and bans still apply.
reader_no_reason = No reason given
reader_reject_waiting = { $count ->
    [one] Reject the pending comment
   *[other] Reject all { $count } pending comments
}
reader_rejecting = Rejecting…
reader_note = Note
reader_note_field = About this reader
reader_note_hint = For colleagues only. Save it empty to remove it; it is deleted together with the reader’s address.
reader_note_save = Save the note
reader_latest = Latest comments
reader_none = There are none.
reader_all = All comments of this reader
