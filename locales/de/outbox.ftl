# The mails to staff that join news, what members choose about them, and the pages behind their links.

## Topics

topic_held = Zurückgehaltene Kommentare
topic_flags = Meldungen von Lesern
topic_appeals = Einsprüche und Änderungen der Verfasser
topic_late = Kommentare, die zu lange warten
topic_surge = Ungewöhnlich viele Kommentare
topic_own_articles = Kommentare zu meinen eigenen Artikeln

## The joined mail

joined_held_subject = { $count ->
    [one] 1 Kommentar wartet
   *[other] { $count } Kommentare warten
}
joined_flags_subject = { $count ->
    [one] 1 Kommentar wurde gemeldet
   *[other] { $count } Kommentare wurden gemeldet
}
joined_appeals_subject = { $count ->
    [one] 1 Einspruch oder Änderung wartet
   *[other] { $count } Einsprüche und Änderungen warten
}
joined_own_subject = { $count ->
    [one] 1 neuer Kommentar zu Ihren Artikeln
   *[other] { $count } neue Kommentare zu Ihren Artikeln
}
joined_longest = Die bisher längste Wartezeit: { $wait }.
joined_entry = { $name } zu „{ $article }“, { $time }
joined_appeal = Einspruch der Verfasserin oder des Verfassers: { $text }
joined_edit = Der geänderte Text: { $text }
joined_more = { $count ->
    [one] Und 1 weiterer in der Moderation.
   *[other] Und { $count } weitere in der Moderation.
}
joined_score = Spam-Wert: { $score }.
joined_stop = Keine E-Mails mehr zu: { $topic }
joined_choose = Wählen, welche E-Mails Sie erhalten
joined_open = In der Moderation öffnen

## What a member chooses

staff_mail_heading = E-Mails an Sie
staff_mail_topics = E-Mails zu
staff_mail_frequency = Wie oft
staff_mail_frequent = sofort, danach höchstens einmal (Abstand: { $time })
staff_mail_each = je eine E-Mail
staff_mail_hourly = stündlich
staff_mail_daily = täglich
staff_mail_sections = Zu Kommentaren in diesen Ressorts
staff_mail_quiet = Ruhezeit
staff_mail_quiet_from = Von
staff_mail_quiet_until = Bis
staff_mail_quiet_hint = Zum Beispiel 22:00 und 07:00. E-Mails warten bis zum Ende. Leer: keine.
staff_mail_zone = Zeitzone der Ruhezeit
staff_mail_zone_site = Die der Website ({ $zone })
staff_mail_save = E-Mail-Auswahl speichern
staff_mail_done = Ihre E-Mail-Auswahl ist gespeichert.
fault_quiet_hours = Schreiben Sie zwei verschiedene Zeiten wie 22:00, oder lassen Sie beide leer
fault_mail_timezone = Wählen Sie eine Zeitzone aus der Liste
fault_mail_topic = Wählen Sie aus den Themen der Liste
fault_mail_section = Wählen Sie aus den Ressorts der Liste
fault_mail_frequency = Wählen Sie frequent, hourly oder daily
setting_join = Minuten bis zur nächsten E-Mail
setting_join_hint = Der erste zurückgehaltene Kommentar wird sofort gemeldet; was in dieser Zeit folgt, kommt in einer E-Mail. 0: je eine E-Mail.

## The page that switches a topic off

staff_stop_heading = Keine E-Mails mehr zu: { $topic }
staff_stop_text = Das beendet diese E-Mails an { $name }. Andere E-Mails bleiben.
staff_stop_button = Diese E-Mails beenden
staff_stopped_text = Diese E-Mails sind beendet. Auf Ihrer Kontoseite können Sie sie wieder einschalten.

## The page behind a link to an act

act_approve_heading = Diesen Kommentar veröffentlichen?
act_reject_heading = Diesen Kommentar ablehnen?
act_spam_heading = Diesen Kommentar als Spam ablehnen?
act_delete_heading = Diesen Kommentar löschen?
act_ban_heading = Diesen Kommentar ablehnen und die Person sperren?
act_undo_heading = Erledigt
act_undone_heading = Rückgängig gemacht
act_dead_heading = Das ist schon entschieden
act_ban = Ablehnen und sperren
act_state = Stand jetzt: { $status }.
act_decided_by = Zuletzt geändert: { $name }, { $time }.
act_by_screening = die Prüfung
act_in_reply_to = Antwort auf { $name }
act_as = Sie handeln als { $name }.
act_ban_stays = Die Sperre bleibt, wenn Sie dies rückgängig machen. Sie lässt sich in der Moderation aufheben.
act_not_entitled = Dieser Link gehört zu einem Konto, das diesen Kommentar nicht mehr moderiert.
act_reason = Grund, den die Verfasserin oder der Verfasser lesen kann

## The outbox at the desk

mails_heading = E-Mails
mails_relay_works = Der Mailserver nimmt E-Mails an.
mails_relay_fault = Seit { $time } kann keine E-Mail gesendet werden: { $reason }. E-Mails warten, bis der Mailserver wieder arbeitet.
mails_to_files = Es ist kein Mailserver eingestellt, und niemand bekommt E-Mails: „Gesendet“ heißt, dass eine E-Mail als Datei in { $folder } liegt. Zum Senden mail.transport = "smtp" und mail.smtp_url in der Konfigurationsdatei setzen und das Programm neu starten.
mails_to_memory = Es ist kein Mailserver eingestellt, und niemand bekommt E-Mails: „Gesendet“ heißt, dass eine E-Mail im Arbeitsspeicher liegt. Zum Senden mail.transport = "smtp" und mail.smtp_url in der Konfigurationsdatei setzen und das Programm neu starten.
mails_which = E-Mails nach Stand
mails_all = Alle
mails_waiting = Wartend
mails_sent = Gesendet
mails_cancelled = Abgesagt
mails_suppressed = Unterdrückt
mails_dead = Aufgegeben
mails_none = Es gibt keine solche E-Mail.
mails_times = eingereiht { $queued }, erledigt { $done }
mails_causes = Warum E-Mails nicht gesendet wurden
mails_count = { $count ->
    [one] 1 E-Mail
   *[other] { $count } E-Mails
}
mails_tries = { $count ->
    [one] 1 Versuch
   *[other] { $count } Versuche
}
mails_no_cause = die Ursache ist nicht bekannt
mails_retry = Erneut senden
mails_retry_all = Alle diese erneut senden
mails_cancel = Absagen
mails_reader = eine Leserin oder ein Leser
mails_addresses = Adressen, die keine E-Mails erhalten
mails_no_addresses = Jede Adresse erhält ihre E-Mails.
mails_lift = Wieder zulassen
mails_done_retry = Die E-Mail wird erneut gesendet.
mails_done_cancel = Die E-Mail ist abgesagt.
mails_done_lift = Diese Adresse erhält wieder E-Mails.
mails_not_now = Das ist beim jetzigen Stand der E-Mail nicht möglich.
samples_heading = Mails mit Beispielen
samples_note = Mit erfundenen Personen und Kommentaren. Nichts wird verschickt.
samples_languages = Sprache der Beispiele
samples_html = Als HTML
samples_which = Mail
samples_show = Anzeigen
relay_banner = Es kann keine E-Mail gesendet werden: { $reason }

## Kinds of mail, at the desk
mail_kind_decided = Entscheidung über einen Kommentar
mail_kind_answered = Antwort auf Einspruch oder Änderung
mail_kind_address = Bestätigung einer Adresse
mail_kind_new_comment = Neue Kommentare zu einem Artikel
mail_kind_reader_digest = Neue Kommentare, gesammelt
mail_kind_correction = Korrektur eines Artikels
mail_kind_data = Link zu gespeicherten Daten
mail_kind_invitation = Einladung
mail_kind_password = Link für ein neues Passwort
mail_kind_note = Erwähnung in einer Notiz
mail_kind_backups_overdue = Sicherungen sind überfällig
mail_kind_backups_back = Sicherungen funktionieren wieder
mail_kind_unknown = E-Mail einer anderen Version

## Why a mail was not sent

cause_at_connect = Verbindungsaufbau
cause_at_tls = Verschlüsselung (TLS)
cause_at_login = Anmeldung (AUTH)
cause_at_mail = Absender (MAIL)
cause_at_rcpt = Empfänger (RCPT)
cause_at_data = Vor der Nachricht (DATA)
cause_at_message = Nach der Nachricht
cause_answered = { $step }: der Mailserver antwortete { $codes }
cause_timed_out = { $step }: der Mailserver antwortete nicht rechtzeitig
cause_broken = { $step }: { $why }
cause_with_remedy = { $step }: { $why }; { $remedy }
cause_closed = der Mailserver hat die Verbindung beendet
cause_reply_invalid = die Antwort des Mailservers ist ungültig
cause_no_starttls = der Mailserver bietet kein STARTTLS an
cause_not_started = der Beginn des Versuchs konnte nicht gespeichert werden
cause_no_smtputf8 = Der Mailserver nimmt keine E-Mails an internationale Adressen an (er bietet kein SMTPUTF8)
cause_remedy_root = nennen Sie das Wurzelzertifikat des Mailservers in mail.smtp_ca_file
cause_remedy_name = schreiben Sie den Host in mail.smtp_url so, wie das Zertifikat ihn nennt
cause_remedy_expired = der Mailserver braucht ein neues Zertifikat
cause_remedy_trust = der Mailserver braucht ein Zertifikat auf seinen Namen, dem dieser Rechner vertraut
cause_unwritten = Die Datei kann nicht in den Mail-Ordner geschrieben werden: { $cause }
cause_not_composed = Die E-Mail kann nicht erstellt werden: { $cause }
cause_relay_fault = Der Mailserver arbeitet nicht
cause_unknown_event = Diese Programmversion weiß nicht, worum es in der E-Mail geht
cause_erased = Die Adresse wurde gelöscht
cause_untrue = Was sie sagt, traf nicht mehr zu
cause_suppressed = Die Adresse bekommt keine E-Mails
cause_invitation_over = Die Einladung wurde angenommen, zurückgezogen oder neu gesendet
cause_account_gone = Das Konto wurde entfernt oder gesperrt
cause_not_wanted = Solche E-Mails sind abbestellt
cause_refused_lately = Der Mailserver hat diese Adresse vor Kurzem abgelehnt
cause_quiet_hours = Es sind Ruhezeiten eingestellt
cause_decision_first = Zuerst geht eine E-Mail über die Entscheidung zum Kommentar ab
cause_pace = Es sind so viele E-Mails gesendet, wie in dieser Zeit erlaubt sind
cause_earlier_attempt = Der Mailserver könnte einen früheren Versuch noch annehmen
cause_absorbed = Ihr Inhalt ging in eine frühere E-Mail ein
cause_link_limit = An dieses Postfach gingen schon so viele Links wie erlaubt, oder es wurde alle Post abbestellt
cause_came_back = Sie kam zurück: { $status }
cause_came_back_for_now = Sie kam vorläufig zurück: { $status }
cause_delayed = Sie verzögert sich: { $status }
cause_complaint = Es gab eine Beschwerde über sie
cause_cancelled = Sie wurde von der Administration abgebrochen
cause_unsubscribed = Es wurden keine weiteren E-Mails gewünscht
