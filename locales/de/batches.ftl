# Entscheidungen über viele Kommentare auf einmal, und die eigenen Entscheidungen von heute.

## Before the decision

batch_title = { $count ->
    [one] Über { $count } Kommentar entscheiden
   *[other] Über { $count } Kommentare entscheiden
}
batch_at_once = { $count ->
    [one] { $count } Kommentar auf einmal
   *[other] { $count } Kommentare auf einmal
}
batch_back = Zurück zur Liste
batch_empty = Diese Liste enthält keine Kommentare, über die zu entscheiden wäre.
batch_text = Das entscheidet über jeden Kommentar der Liste, wie sie jetzt ist, auch auf den folgenden Seiten. Jeder Kommentar erhält eine Zeile im Protokoll, und der ganze Stapel lässt sich rückgängig machen. Ändert sich die Liste, bevor Sie den Knopf drücken, geschieht nichts, und Sie sehen die neue Anzahl.
batch_reason = Grund, falls Sie ablehnen; wer sie geschrieben hat, liest den Satz
batch_no_reason = Keiner
batch_reason_sentence = { $reason }: „{ $sentence }“
batch_note = Notiz für das Protokoll
batch_approve = { $count ->
    [one] { $count } freigeben
   *[other] { $count } freigeben
}
batch_reject = { $count ->
    [one] { $count } ablehnen
   *[other] { $count } ablehnen
}
batch_spam = { $count ->
    [one] Spam: { $count }
   *[other] Spam: { $count }
}
batch_hold = { $count ->
    [one] { $count } zurückstellen
   *[other] { $count } zurückstellen
}
batch_delete = { $count ->
    [one] { $count } endgültig löschen
   *[other] { $count } endgültig löschen
}

## While it is carried out

batch_number = Stapel { $number }
batch_undo_of = Stapel { $number } rückgängig machen
batch_heading = { $count ->
    [one] { $what }: { $count } Kommentar
   *[other] { $what }: { $count } Kommentare
}
batch_started = Begonnen von { $who }, { $time }
batch_because = Grund: { $reason }
batch_progress = Fortschritt
batch_done = <b>{ $count }</b> von { $total } erledigt.
batch_done_skipped = <b>{ $count }</b> von { $total } erledigt, unverändert geblieben: { $skipped }.
batch_running = Er läuft noch.
batch_refresh = Neu laden
batch_failed = Er ist fehlgeschlagen: { $cause }
batch_finished = Er ist abgeschlossen.
batch_undone_by = Er wurde durch <a href="{ $href }">Stapel { $number }</a> rückgängig gemacht.
batch_undo_all = Den ganzen Stapel rückgängig machen

## One’s own decisions of today

mine_none = Sie haben heute noch nichts entschieden.
mine_approved = { $count ->
    [one] { $count } freigegeben
   *[other] { $count } freigegeben
}
mine_rejected = { $count ->
    [one] { $count } abgelehnt
   *[other] { $count } abgelehnt
}
mine_spam = { $count ->
    [one] { $count } Spam
   *[other] { $count } Spam
}
mine_deleted = { $count ->
    [one] { $count } gelöscht
   *[other] { $count } gelöscht
}
mine_held = { $count ->
    [one] { $count } zurückgestellt
   *[other] { $count } zurückgestellt
}
mine_you = Sie
mine_undone = rückgängig gemacht
mine_undo_of = die Entscheidung über den Kommentar von { $name }
mine_cut = Nur die neuesten sind zu sehen.
