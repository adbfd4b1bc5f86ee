# Was das Skript der Moderation schreibt: das Ergebnis von Entscheidungen, und wohin die Tasten führen. Namen darin sind bereits isoliert.

## Keys

said_key_twice = Zwei Dinge haben die Taste { $key }. Geben Sie jedem eine eigene.
said_keys_saved = Gespeichert.
said_keys_off = Gespeichert. Die Tasten sind aus.
said_keys_reset = Die Tasten sind wieder, wie sie anfangs waren.

## The list

said_last = Das ist der letzte Eintrag.
said_first = Das ist der erste Eintrag.
said_new = { $count ->
    [one] { $count } neuer
   *[other] { $count } neue
}
said_new_or_more = { $count ->
    [one] Mindestens { $count } neuer
   *[other] Mindestens { $count } neue
}
said_arrived = { $count ->
    [one] { $count } neuer Kommentar ist in der Liste.
   *[other] { $count } neue Kommentare sind in der Liste.
}
said_left = { $count ->
    [one] Noch { $count } in der Liste.
   *[other] Noch { $count } in der Liste.
}
said_left_more = { $count ->
    [one] Noch mehr als { $count } in der Liste.
   *[other] Noch mehr als { $count } in der Liste.
}
said_left_none = Die Liste ist leer.
said_selected = { $count ->
    [one] { $count } ausgewählt:
   *[other] { $count } ausgewählt:
}
said_unselected = Die Auswahl ist aufgehoben.
said_no_change = Diese Entscheidung ändert hier nichts.
said_panel_open = Eine Auswahl ist offen. Antworten Sie darauf oder drücken Sie Esc.
said_nothing_to_undo = Es gibt nichts rückgängig zu machen.

## Decisions

said_this_reader = dieser Person
said_comment = der Kommentar von { $name }
said_comment_and_alike = { $count ->
    [one] der Kommentar von { $name } und { $count } ähnlicher
   *[other] der Kommentar von { $name } und { $count } ähnliche
}
said_approved = Freigegeben: { $comment }.
said_rejected = Abgelehnt: { $comment }.
said_spam = Als Spam markiert: { $comment }.
said_deleted = Gelöscht: { $comment }.
said_held = Zurückgestellt: { $comment }.
said_not_approved = Nicht freigegeben: { $comment }.
said_not_rejected = Nicht abgelehnt: { $comment }.
said_not_spam = Nicht als Spam markiert: { $comment }.
said_not_deleted = Nicht gelöscht: { $comment }.
said_not_held = Nicht zurückgestellt: { $comment }.
said_undone = Entscheidung rückgängig gemacht: { $comment }.
said_not_undone = Entscheidung nicht rückgängig gemacht: { $comment }.
said_had_written = Sie hatten geschrieben: „{ $text }“
said_not_shown = Der Kommentar kann gerade nicht angezeigt werden ({ $cause }).
said_cause_signed_out = abgemeldet
said_signed_out = Sie sind abgemeldet.
said_bad_answer = Der Server hat nicht wie erwartet geantwortet.
said_unreachable = Der Server ist nicht erreichbar.
said_sign_in_again = Wieder anmelden
said_look = Ansehen
said_dismiss = Ausblenden
