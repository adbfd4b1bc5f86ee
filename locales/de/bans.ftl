# Sperren, und die Seite einer Person, die kommentiert.

## The list of bans

bans_which = Welche Sperren
bans_in_force = In Kraft
bans_ended = Beendet
bans_none = Niemand ist gesperrt.
bans_none_ended = Keine Sperre wurde aufgehoben oder ist abgelaufen.
ban_reader = Person
ban_domain = Adressen bei
ban_network = Netz
ban_details_deleted = deren Angaben gelöscht wurden
ban_rejects = Kommentare werden abgelehnt
ban_holds = Kommentare werden immer zurückgehalten
ban_trusts = gilt als vertrauenswürdig
ban_lifted = aufgehoben von { $who }, { $time }
ban_ended = abgelaufen { $time }
ban_ends = endet { $time }
ban_until_lifted = bis sie aufgehoben wird
ban_caught = Davon erfasste Kommentare
ban_number = Sperre { $number }
ban_all_of_reader = Alle dieser Person
ban_all_of_network = Alle aus diesem Netz
ban_lift = Aufheben
ban_lifting = Wird aufgehoben …
notice_lift = Die Sperre ist aufgehoben. Neue Kommentare werden wie gewohnt geprüft.

## A ban for a domain or a network

ban_add = Domain oder Netz sperren
ban_add_text = Das kann viele Menschen betreffen. Eine einzelne Person sperren Sie mit dem Formular neben einem ihrer Kommentare. Vorhandene Kommentare bleiben, wie sie sind.
ban_what = Was
ban_a_network = Ein Netz
ban_value = Domain oder Netz
ban_value_hint = example.com, was auch die Domains darunter meint; oder 192.0.2.0/24, 2001:db8:1::/48 oder eine Adresse darin.
ban_until_hint = Sie endet, wenn dieser Tag beginnt; ohne Datum, wenn jemand sie aufhebt.
ban_why_hint = Für das Team.
ban_editors_only = Eine Person sperren Sie mit dem Formular neben einem ihrer Kommentare. Nur die Redaktion kann Domains und Netze sperren.

## A reader

reader_done_reject = Die Sperre ist in Kraft: Neue Kommentare werden abgelehnt.
reader_done_hold = Neue Kommentare werden immer zurückgehalten.
reader_done_trust = Die Person gilt als vertrauenswürdig.
reader_done_lift = Neue Kommentare werden wie gewohnt geprüft.
reader_done_batch = Alle wartenden Kommentare werden abgelehnt.
reader_see_batch = Stapel ansehen oder rückgängig machen
reader_spellings = { $count ->
    [one] insgesamt { $count } Schreibweise
   *[other] und andere Schreibweisen, insgesamt { $count }
}
reader_first_seen = Zuerst gesehen am { $time }
reader_back = Zurück zum Kommentar
reader_by_status = Kommentare nach Status
reader_bans = Sperren und Vertrauen
reader_is_banned = Gesperrt: Neue Kommentare werden abgelehnt.
reader_is_held = Immer zurückgehalten.
reader_is_trusted = Vertrauenswürdig.
reader_as_usual = Weder gesperrt noch vertrauenswürdig: Kommentare werden wie gewohnt geprüft.
reader_why_hint = Für das Team, in der Liste der Sperren.
reader_ban = Sperren
reader_hold = Immer zurückhalten
reader_trust = Vertrauen
reader_lift = Aufheben
reader_distrust = Nicht mehr vertrauen
reader_trust_text = Kommentare einer vertrauenswürdigen Person hält weder die Richtlinie noch der Spamwert zurück, wenn sie aus einem Browser kommen, in dem die Adresse bestätigt ist. Regeln und Sperren gelten weiter.
reader_no_reason = Ohne Angabe von Gründen
reader_reject_waiting = { $count ->
    [one] Den ausstehenden Kommentar ablehnen
   *[other] Alle { $count } ausstehenden Kommentare ablehnen
}
reader_rejecting = Wird abgelehnt …
reader_note = Notiz
reader_note_field = Über diese Person
reader_note_hint = Nur für das Team. Leer speichern entfernt sie; sie wird zusammen mit der Adresse der Person gelöscht.
reader_note_save = Notiz speichern
reader_latest = Neueste Kommentare
reader_none = Es gibt keine.
reader_all = Alle Kommentare dieser Person
