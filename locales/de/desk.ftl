# Der Moderationsbereich: Warteschlange, geöffneter Kommentar mit Verlauf, Tasten.

## Statuses and lists of comments

comment_pending = ausstehend
comment_approved = freigegeben
comment_rejected = abgelehnt
comment_spam = Spam
comment_deleted = gelöscht
list_pending = Ausstehend
list_approved = Freigegeben
list_rejected = Abgelehnt
list_spam = Spam
list_deleted = Gelöscht

## Decisions and their reasons

decide_approve = Freigeben
decide_reject = Ablehnen
decide_spam = Spam
decide_hold = Zurückstellen
decide_delete = Löschen
undo = Rückgängig
undoing = Wird rückgängig gemacht …
busy_saving = Wird gespeichert …
for_spam = Spam
for_abuse = Beleidigung oder Bedrohung
for_off_topic = Nicht zum Thema
for_personal_data = Persönliche Daten
for_illegal = Rechtswidrig
for_duplicate = Wiederholung
for_quality = Qualität
for_other = Sonstiges
for_same_moderator = Eigene Entscheidung; sonst stand niemand aus der Moderation bereit
reason_with_note = { $reason }: { $note }
no_reason = Ohne Grund
quoted_sentence = „{ $text }“
reject_keys = Die Eingabetaste wiederholt den markierten Grund, eine Ziffer wählt einen aus, Esc schließt diese Auswahl.
note_for_colleagues = Notiz für das Team
colleague_former = Ein früheres Teammitglied
name_deleted = Name gelöscht

## Ages

age_moments = weniger als eine Minute
short_now = jetzt
short_minutes = { $count } Min.
short_hours = { $count } Std.
short_days = { $count } T.
percent = { $count } %

## What was done

notice_approve = Freigegeben. Der Kommentar ist öffentlich.
notice_reject = Abgelehnt. Der Kommentar ist nicht öffentlich.
notice_spam = Als Spam markiert. Der Kommentar ist nicht öffentlich.
notice_delete = Gelöscht. Text und persönliche Angaben werden entfernt, sobald sich die Entscheidung nicht mehr rückgängig machen lässt.
notice_hold = Zurückgestellt. Der Kommentar wartet wieder auf eine Entscheidung.
notice_edit = Der Text ist gespeichert.
notice_undo = Rückgängig gemacht.
notice_note = Die Notiz ist gespeichert.
notice_surge = Der Schutz bei Ansturm ist aus. Neue Kommentare werden wie gewohnt geprüft.
notice_claim = Das Team sieht, dass Sie diesen Kommentar prüfen.
notice_release = Das Team sieht nicht mehr, dass Sie diesen Kommentar prüfen.
notice_view = Die gespeicherte Ansicht ist entfernt.
notice_ban = Die Sperre ist in Kraft.
notice_pin = Der Kommentar ist oben in der Diskussion angeheftet.
notice_unpin = Der Kommentar ist nicht mehr angeheftet.
notice_feature = Der Kommentar ist jetzt eine Redaktionsempfehlung.
notice_unfeature = Der Kommentar ist keine Redaktionsempfehlung mehr.

## The surge guard

surge_holds = Jeder neue Kommentar dort wird zurückgehalten.
surge_slows = Zwischen zwei Kommentaren gilt dort eine längere Wartezeit.
surge_count_comments = { $count ->
    [one] { $count } Kommentar
   *[other] { $count } Kommentare
}
surge_count_flags = { $count ->
    [one] { $count } Meldung
   *[other] { $count } Meldungen
}
surge_count_rejections = { $count ->
    [one] { $count } Ablehnung
   *[other] { $count } Ablehnungen
}
surge_why = { $comments }, { $flags } und { $rejections } (Zeitraum: { $window }; sonst { $usual_comments }, { $usual_flags } und { $usual_rejections })
surge_since = Seit { $since } (Dauer: { $age }), bis es eine Weile ruhig war, frühestens { $until }.
surge_end = Schutz jetzt beenden
surge_ending = Wird beendet …
surge_editor = Die Redaktion kann ihn früher beenden.
surge_titled = Ansturm: <b>{ $title }</b>
surge_list = Ausstehende Kommentare zu diesem Artikel
surge_articles = { $count ->
    [one] Der Schutz bei Ansturm gilt für { $count } Artikel
   *[other] Der Schutz bei Ansturm gilt für { $count } Artikel
}

## The list of comments

queue_lists = Listen
queue_asks = Meldungen, Einsprüche und Änderungen
queue_referenced = { $reference }: der Kommentar von <bdi>{ $name }</bdi>
queue_oldest = Wartezeit des ältesten: { $age }.
queue_decide_all = Über die ganze Liste entscheiden
queue_unlearned = Die Spamwerte sind grob: Der Filter hat noch nicht aus genügend Entscheidungen gelernt.
none_match = Kein Kommentar entspricht diesen Filtern.
none_match_pending = Kein ausstehender Kommentar entspricht diesen Filtern.
none_match_approved = Kein freigegebener Kommentar entspricht diesen Filtern.
none_match_rejected = Kein abgelehnter Kommentar entspricht diesen Filtern.
none_match_spam = Kein Spamkommentar entspricht diesen Filtern.
none_match_deleted = Kein gelöschter Kommentar entspricht diesen Filtern.
queue_elsewhere = Treffer gibt es unter: { $lists }.
queue_clear_filters = Filter zurücksetzen
queue_empty = Kein Kommentar wartet. Neue erscheinen hier.
queue_list_empty = Diese Liste enthält keine Kommentare.
queue_more = Mehr
queue_outcome = Gerade erledigt
bulk_label = Über die ausgewählten Kommentare entscheiden
bulk_selected = Ausgewählte Kommentare:
bulk_reject = Die ausgewählten Kommentare ablehnen; Grund:
bulk_sentence = Wer den Kommentar geschrieben hat, liest den Satz unter dem Grund.
bulk_to_authors = Nachricht an die Verfasser/innen
bulk_delete_text = Die Texte und die persönlichen Angaben sind endgültig weg, sobald die Frist zum Rückgängigmachen vorbei ist.
bulk_delete = Ausgewählte Kommentare löschen
blank_clear = Alles erledigt.
blank_nothing = Nichts ist geöffnet.
blank_choose = Wählen Sie einen Kommentar aus der Liste.
row_select = Den Kommentar von { $name } auswählen
row_to = an <bdi>{ $name }</bdi>
row_viewing = { $name } sieht es an
spam_score = Spamwert
row_surge = Ansturm

## Filters of the list

views_label = Gespeicherte Ansichten
view_remove = Ansicht entfernen<span class="unseen">: { $name }</span>
filter_heading = Filtern und suchen
filter_words = Wörter, ein Name oder eine Nummer wie C-30
filter_all = Alle
filter_order = Reihenfolge
filter_score_from = Wert ab
filter_score_to = Wert bis
filter_reason = Grund
filter_language = Sprache
filter_show = Anzeigen
filter_save_as = Diese Liste speichern als
order_oldest = Älteste zuerst
order_newest = Neueste zuerst
order_score = Höchster Spamwert zuerst
own_sections = Ihre Ressorts
condition_no_section = Kein Ressort
condition_section = Ressort { $section }
condition_since = Ab { $time }
condition_until = Vor { $time }
condition_language = Sprache { $language }
condition_score_from = Wert ab { $score }
condition_score_to = Wert bis { $score }
condition_article = Zu einem Artikel
condition_article_named = Zu „{ $title }“
condition_author = Von einer Person
condition_network = Aus dem Netz { $network }
condition_rule = Von Regel { $rule } erfasst
condition_rule_named = Von der Regel „{ $name }“ erfasst
condition_alike = Fast gleicher Text
condition_claimed = Von Ihnen übernommen
condition_unclaimed = Nicht übernommen
condition_pinned = Angeheftet
condition_featured = Empfohlen

## Findings of screening in a word or two

chip_honeypot = Verstecktes Feld
chip_form_unsigned = Kein Formular
chip_form_too_young = Zu schnell
chip_staff_name = Name aus dem Team
chip_links = Links
chip_edited = Geändert
chip_first_comment = Erster Kommentar
chip_banned = Gesperrt
chip_held_always = Immer zurückgehalten
chip_trusted = Vertrauenswürdig
chip_rule = Regel
chip_comments_held = Kommentare zurückgehalten
chip_no_score = Kein Wert
chip_akismet_unavailable = Akismet nicht erreichbar
finding_with_features = { $finding }: { $features }

## The open comment

item_label = Der geöffnete Kommentar
item_all = Alle Kommentare
item_address = Adresse anzeigen …
item_looking = { $name } prüft diesen Kommentar ebenfalls.
item_release = Abgeben
item_claim = Ich prüfe das
asks_flagged = Meldungen zu diesem Kommentar (Gewicht { $weight }; jede Meldung zählt bis zu 1, die einer neuen Person 0,5) seit { $since }.
asks_rule = Eine Regel hat diesen Kommentar gemeldet, seit { $since }.
asks_appeal = Einspruch gegen die Entscheidung seit { $since }.
asks_edit = Der Kommentar wurde von der Person, die ihn schrieb, geändert; die Änderung wartet seit { $since }.
answer_it = Beantworten
answer_flags = Über die Meldungen entscheiden
answer_appeal = Über den Einspruch entscheiden
answer_edit = Änderung prüfen
item_why_public = Warum er sofort öffentlich war
item_why_held = Warum er zurückgehalten wurde
item_score = Spamwert <b>{ $score } %</b>
item_unlearned = (noch nicht gelernt)
item_in_reply_to = Antwort an <a href="{ $href }"><bdi>{ $name }</bdi></a>
item_parent = Der Kommentar, auf den er antwortet
text_deleted = Der Text wurde gelöscht.
links_as_text = { $count ->
    [one] Der Link wird als Text gezeigt.
   *[other] { $count } Links werden als Text gezeigt.
}
links_make = { $count ->
    [one] Als Link zeigen
   *[other] Als Links zeigen
}
item_under = Zu <a href="{ $href }"><bdi>{ $title }</bdi></a>
item_approve_reply = Freigeben und antworten
item_reply = Ihre Antwort
item_reply_hint = Sie erscheint unter Ihrem Namen, zusammen mit dem Kommentar.
item_publishing = Wird veröffentlicht …
item_nearby = { $count ->
    [one] { $count } weiterer in der Diskussion daneben
   *[other] { $count } weitere in der Diskussion daneben
}
item_nearby_label = Kommentar { $number } daneben
item_conversation = Die ganze Diskussion
item_conversation_open = Auf eigener Seite öffnen
item_alike = { $count ->
    [one] { $count } weiterer ausstehender Kommentar sagt fast dasselbe
   *[other] { $count } weitere ausstehende Kommentare sagen fast dasselbe
}
item_edit = Text bearbeiten
item_edit_hint = Der frühere Text bleibt im Protokoll.
item_edit_save = Text speichern
item_history = Verlauf
item_history_empty = Noch keine Einträge.
undo_edit = Änderung rückgängig machen
undo_decision = Entscheidung rückgängig machen
item_former = Vor der Änderung durch { $name }, { $time }
item_note = Nur für das Team
item_note_add = Notiz hinzufügen
item_others = Weitere Kommentare dieser Person
item_others_none = Das ist der erste Kommentar dieser Person.
item_actions = Weitere Aktionen
item_pin = Oben anheften
item_unpin = Lösen
item_feature = Empfehlen
item_unfeature = Nicht mehr empfehlen
item_ban = Sperren oder immer zurückhalten
item_ban_whom = Wen
item_ban_reader = Diese Person
item_ban_network = Das Netz { $network }
item_ban_domain = Eine E-Mail-Domain
item_ban_domain_field = Domain (nur um eine Domain zu sperren)
item_ban_effect = Was mit neuen Kommentaren geschieht
item_ban_hold = Sie werden immer zurückgehalten
item_ban_reject = Sie werden abgelehnt
item_ban_until = Bis
item_ban_why = Warum
item_ban_save = Sperre speichern
item_ban_all = Alle Sperren
item_decision = Entscheidung
item_group = { $count ->
    [one] und { $count } ähnlicher
   *[other] und { $count } ähnliche
}
item_reject_because = Ablehnen; Grund:
item_reject_sentence = Wer den Kommentar geschrieben hat, liest den Satz unter dem Grund.
item_to_author = Nachricht an die Person, die ihn schrieb
item_delete_text = Der Text und die persönlichen Angaben sind endgültig weg, sobald die Frist zum Rückgängigmachen vorbei ist.

## The record of a reader

record_none = Zu dieser Person sind keine Angaben gespeichert
record_first = Erster Kommentar dieser Person, zuerst gesehen am { $since }
record_many = { $count ->
    [one] { $count } Kommentar dieser Person: { $counts }; zuerst gesehen am { $since }
   *[other] { $count } Kommentare dieser Person: { $counts }; zuerst gesehen am { $since }
}
record_pending = { $count } ausstehend
record_approved = { $count } freigegeben
record_rejected = { $count } abgelehnt
record_spam = { $count } Spam
record_removed = { $count } gelöscht
record_and = { $first }, { $next }

## What happened to a comment

by_its_author = Verfasser/in
by_flags = Meldungen
by_screening = Automatische Prüfung
history_approve = { $who }: freigegeben
history_reject = { $who }: abgelehnt
history_spam = { $who }: als Spam markiert
history_delete = { $who }: gelöscht
history_hold = { $who }: zurückgestellt
history_edit = { $who }: bearbeitet
history_undo = { $who }: Entscheidung rückgängig gemacht
history_revise = { $who }: Änderung der verfassenden Person übernommen
history_pin = { $who }: angeheftet
history_unpin = { $who }: gelöst
history_feature = { $who }: empfohlen
history_unfeature = { $who }: nicht mehr empfohlen
history_note = { $who }: Notiz hinterlassen
history_uphold_flags = { $who }: Meldungen bestätigt
history_dismiss_flags = { $who }: Meldungen zurückgewiesen
history_appeal = { $who }: Einspruch gegen die Entscheidung
history_uphold_appeal = { $who }: Einspruch stattgegeben
history_dismiss_appeal = { $who }: Einspruch abgelehnt
history_refuse_revision = { $who }: Änderung der verfassenden Person abgelehnt
history_reopen = { $who }: Antwort rückgängig gemacht
history_reveal_address = { $who }: Adresse angesehen

## The address behind a comment, and the conversation around it

address_title = Adresse
address_heading = Die Adresse hinter Kommentar { $number }
address_logged = Das Protokoll hält fest, dass Sie sie gesehen haben, und Ihren Grund.
address_why = Wofür brauchen Sie sie?
address_why_hint = Ihr Grund bleibt im Protokoll.
address_show = Adresse anzeigen
thread_title = Diskussion
thread_under = Die Diskussion zu „<bdi>{ $title }</bdi>“
thread_cut = Die Diskussion geht weiter. Die Seite des Artikels zeigt sie ganz.

## Keys

keys_heading = Tasten
keys_never = Die Tasten wirken nie, während Sie in ein Feld schreiben.
keys_change = Ausschalten oder ändern
keys_close = Schließen
keys_back = Zurück zu den Kommentaren
keys_intro = Die Tasten wirken auf der Seite der Kommentare und, wo sie passen, bei Meldungen, Einsprüchen und Änderungen. Sie wirken nie, während Sie in ein Feld schreiben. Ihre Wahl bleibt in diesem Browser. Ohne Skript gibt es keine Tasten, und jeder Knopf funktioniert.
keys_use = Tasten verwenden
keys_reset = Auf die Vorgaben zurücksetzen
key_next = Nächster Kommentar
key_previous = Voriger Kommentar
key_reject = Ablehnen; noch einmal oder Eingabetaste: aus dem letzten Grund; eine Ziffer: aus einem anderen
key_delete = Löschen: noch einmal oder Eingabetaste zum Bestätigen
key_undo = Die letzte Entscheidung rückgängig machen
key_reader = Die Person: ihre Kommentare, eine Notiz, Sperre oder Vertrauen
key_select = Auswählen; die Tasten entscheiden dann über alle ausgewählten Kommentare, Esc hebt die Auswahl auf
key_search = Suchen
key_help = Diese Tasten
