# Meldungen, Einsprüche und Änderungen: ihre Listen, eine davon im Zusammenhang, und die Antworten.

## The lists

reviews_about_flags = Öffentliche Kommentare, die gemeldet wurden, von Personen oder von Regeln. Das Gewicht ist die Summe der Meldungen: Jede zählt von 0 bis 1, je nachdem, wie oft frühere Meldungen derselben Person zutrafen; die einer neuen Person zählt 0,5.
reviews_about_appeals = Bitten um erneute Prüfung eines abgelehnten Kommentars. Nach Möglichkeit antwortet jemand anderes aus der Moderation als bei der Entscheidung.
reviews_about_edits = Änderungen an öffentlichen Kommentaren durch die Personen, die sie schrieben. Der alte Text bleibt öffentlich, bis Sie entscheiden.
reviews_all_own_first = Alle, Ihre zuerst
reviews_none = Nichts wartet auf eine Antwort.
reviews_none_of_yours = In Ihren Ressorts wartet nichts auf eine Antwort.
reviews_none_in_section = In diesem Ressort wartet nichts auf eine Antwort.
reviews_show_all = Alle anzeigen
reviews_elsewhere = In anderen Ressorts
reviews_open = offen
reviews_weight = Gewicht { $weight }
reviews_reason_times = { $reason } ×{ $count }
reviews_by_rule = Durch eine Regel
reviews_under = Zu <bdi>{ $title }</bdi>

## One of them

review_of_flags = Meldungen zu einem Kommentar von { $name }
review_of_appeal = Einspruch von { $name }
review_of_edit = Änderung von { $name }
review_all_flags = Alle Meldungen
review_all_appeals = Alle Einsprüche
review_all_edits = Alle Änderungen
review_previous = Vorherige
review_next = Nächste
review_open_since = Offen seit { $time }
review_opened = Eröffnet am { $time }
review_comment = Der Kommentar
review_comment_about = <b><bdi>{ $name }</bdi></b>, { $posted }, zu <a href="{ $href }"><bdi>{ $title }</bdi></a>.
review_in_conversation = Der Kommentar in seiner Diskussion
review_flags_weighed = { $flags }, Gewicht { $weight }
review_flag_weighs = Eine Meldung wiegt von 0 bis 1, je nachdem, wie oft frühere Meldungen derselben Person zutrafen. Die einer neuen Person wiegt 0,5.
review_flag_words = { $reason }: „{ $text }“
review_flag_late = nach der Antwort auf die früheren Meldungen gesendet
review_decision = Die Entscheidung
review_to_author = Nachricht an die Person, die ihn schrieb: „{ $text }“
review_note = Notiz für das Team: „{ $text }“
review_appeal = Was zur Begründung geschrieben wurde
review_edit = Was geändert werden soll
review_marks = [− Entferntes −] ist durchgestrichen, [+ Hinzugefügtes +] ist unterstrichen.
review_new_text = Der neue Text, wie er zu lesen wäre
review_found = Was die automatische Prüfung fand
review_own_decision = Das war Ihre eigene Entscheidung, daher muss jemand anderes aus der Moderation auf den Einspruch antworten.
review_own_and_alone = Das war Ihre eigene Entscheidung. Sonst steht niemand aus der Moderation bereit, daher dürfen Sie antworten; das Protokoll hält fest, dass es Ihre eigene Entscheidung war.
review_note_optional = Notiz für das Team (freiwillig)
review_answer = Antwort
review_keep = Stehen lassen
review_remove = Kommentar entfernen
review_publish = Doch veröffentlichen
review_keep_decision = Bei der Entscheidung bleiben
review_accept_edit = Änderung übernehmen
review_keep_old = Alten Text behalten

## Answers

review_closed_nothing = Es gibt nichts mehr zu entscheiden.
review_closed_removed = { $who } hat den Kommentar wegen dieser Meldungen entfernt.
review_closed_accepted_appeal = { $who } hat dem Einspruch stattgegeben: Der Kommentar ist öffentlich.
review_closed_accepted_edit = { $who } hat die Änderung übernommen.
review_closed_kept = { $who } hat den Kommentar stehen lassen.
review_closed_rejected_appeal = { $who } hat den Einspruch abgelehnt: Es bleibt bei der Entscheidung.
review_closed_kept_old = { $who } hat den alten Text behalten.
review_was_own = Es war die eigene Entscheidung; sonst konnte niemand aus der Moderation antworten.
notice_flags_upheld = Abgelehnt. Der Kommentar ist nicht mehr öffentlich.
notice_flags_dismissed = Die Meldungen sind zurückgewiesen. Der Kommentar bleibt öffentlich.
notice_appeal_upheld = Dem Einspruch ist stattgegeben. Der Kommentar ist öffentlich.
notice_appeal_dismissed = Der Einspruch ist abgelehnt. Es bleibt bei der Entscheidung.
notice_edit_accepted = Die Änderung ist übernommen. Der neue Text ist öffentlich.
notice_edit_refused = Die Änderung ist abgelehnt. Der alte Text bleibt öffentlich.
notice_answer_undone = Ihre Antwort ist rückgängig gemacht. Der Vorgang ist wieder offen.

## Keys

key_review_next = Nächster Eintrag
key_review_previous = Voriger Eintrag
key_review_publish = Text veröffentlichen oder stehen lassen
key_review_refuse = Text entfernen oder ablehnen
key_review_undo = Die letzte Antwort rückgängig machen
