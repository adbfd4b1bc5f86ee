# The pages that readers see. A name in braces is an argument: { $name }. Messages with HTML keep their
# elements. A number selects a plural form and is printed with the digits of the language.

## Every page

skip_to_content = Zum Inhalt springen
sections = Ressorts
elsewhere = Bleiben Sie in Verbindung
information = Informationen
back_to_front_page = Zur Startseite
back_to_article = Zurück zum Artikel
back_to_comment = Zurück zum Kommentar

## Lists of articles

section = Ressort
tag = Thema
you_are_here = Sie sind hier
sections_in = Ressorts in { $section }
author = Autorenseite
archive = Archiv
by_author = Von { $author }
names_comma = { $first }, { $next }
names_and = { $first } und { $last }
names_and_before_i = { $first } und { $last }
nothing_published = Hier ist noch nichts erschienen.
nothing_older = Es gibt keine älteren Artikel.
continue_reading = Weiterlesen
comment_count = { $count ->
    [one] Ein Kommentar
   *[other] { $count } Kommentare
}
comments_on = zu „{ $title }“
comments_of = Kommentare zu „{ $title }“
comment_by_on = { $name } zu „{ $title }“
latest_comments = Neueste Kommentare
latest_comments_none = Es gibt noch keine Kommentare.
pages = Seiten
newer_articles = Neuere Artikel
older_articles = Ältere Artikel

## The front page

latest = Neueste
most_discussed = Meistdiskutiert
editors_picks = Empfehlungen der Redaktion
more_stories = Weitere Artikel

## The search

search = Suche
search_words = Suchbegriffe
search_hint = Alle Wörter müssen vorkommen. Setzen Sie eine feste Wendung in Anführungszeichen.
search_cut = Das ist viel für eine Suche: Gesucht wurde nur nach dem Anfang.
results_title = „{ $words }“ – Suche
results_for = Ergebnisse für „{ $words }“
result_count = { $count ->
    [one] Ein Ergebnis
   *[other] { $count } Ergebnisse
}
nothing_found = Für „{ $words }“ wurde nichts gefunden.
nothing_found_advice = Prüfen Sie die Schreibweise, oder versuchen Sie es mit weniger oder anderen Wörtern.
previous_results = Vorherige Ergebnisse
next_results = Weitere Ergebnisse

## An article

reading_time = { $count ->
    [one] 1 Min. Lesezeit
   *[other] { $count } Min. Lesezeit
}
click_to_comment = Kommentar schreiben
sample_section = Nachrichten
sample_tag = Willkommen
sample_title = Willkommen in Ihrer neuen Publikation
sample_summary = Ein Artikel und ein Kommentar, um zu sehen, wie beide aussehen und was aus ihnen wird.
sample_body =
    Das ist der erste Artikel. Er ist da, damit Sie eine Seite sehen und Kommentare ausprobieren können: Schreiben Sie unten einen Kommentar, und sehen Sie, was mit ihm geschieht.

    ## Was mit einem Kommentar geschieht

    Er wird gespeichert, bevor die Seite ihn bestätigt. Dann entscheidet die Moderation, ob er erscheint, **außer** wenn Kommentare nach den Regeln sofort erscheinen. Die Regel ist `comments.policy` in der Konfiguration.

    1. Jemand schreibt und erfährt, dass der Kommentar zurückgehalten wird.
    2. Die Moderation bekommt eine E-Mail, liest den Kommentar im Zusammenhang und entscheidet.
    3. Der Kommentar erscheint auf dieser Seite.

    > Ihre E-Mail-Adresse wird nicht veröffentlicht.

    Sie ist in der Datenbank mit einem Schlüssel verschlüsselt, der anderswo liegt, und steht auf keiner Seite, in keinem Feed und in keinem Protokoll.

    ## Was als Nächstes zu tun ist

    Folgen Sie dem Link zur Einrichtung, den das Programm beim Start ausgegeben hat, und legen Sie Ihr eigenes Konto an. Schreiben Sie dann:

    ```
    rejoinder article add story.md
    ```

    und ziehen Sie diesen Artikel mit `rejoinder article withdraw 1` zurück.
sample_name = Eine erste Leserin
sample_comment = So sieht also ein Kommentar aus: ein Name, eine Zeit, ein paar Worte. **Antworten Sie darauf**, um zu sehen, wie eine Diskussion wächst.
share_by_email = Per E-Mail teilen
published_on = Veröffentlicht am
updated_on = Aktualisiert am
corrections = Berichtigungen
corrected_on = Berichtigt am
corrected = Berichtigt am { $time }: { $text }
tags = Themen:
banner_draft = <strong>Entwurf.</strong> Dies ist eine Vorschau; Leserinnen und Leser sehen diese Seite nicht.
banner_scheduled = <strong>Geplant.</strong> Leserinnen und Leser sehen diese Seite ab dem vorgesehenen Zeitpunkt.
banner_withdrawn = <strong>Zurückgezogen.</strong> Leserinnen und Leser sehen diese Seite nicht mehr.
page_of_comments = Seite { $page } der Kommentare
check_your_comment = Bitte prüfen Sie Ihren Kommentar
withdrawn_title = Zurückgezogen
withdrawn_heading = Dieser Artikel wurde zurückgezogen
new_in_section = Neu im Ressort { $section }
new_here = Neueste Artikel
protected_text = Dieser Artikel ist passwortgeschützt. Geben Sie das Passwort ein, um ihn und die Kommentare zu lesen.
protected_field = Passwort
protected_open = Öffnen
protected_excerpt = Dieser Artikel ist passwortgeschützt.

## The thread

comments = Kommentare
no_comments = Noch keine Kommentare. Schreiben Sie den ersten.
pinned = Angeheftet
staff = Redaktion
editors_pick = Redaktionsempfehlung
to_comment_of = Zum Kommentar von { $name } in der Diskussion
in_the_conversation = In der Diskussion
comment_removed = Dieser Kommentar wurde entfernt.
in_reply_to = als Antwort auf { $comment }
reply = Antworten
reply_to = { $name } antworten
report = Melden
report_comment_by = Kommentar von { $name } melden
comment_pages = Kommentarseiten
older_comments = Ältere Kommentare
newer_comments = Neuere Kommentare
page_of = Seite { $page } von { $pages }
comments_closed = Die Kommentare sind geschlossen.

## The comment form

leave_a_reply = Kommentar schreiben
cancel_reply = Antwort abbrechen
form_note = Ihre E-Mail-Adresse wird nicht veröffentlicht. Pflichtfelder sind mit { $mark } gekennzeichnet
field_comment = Kommentar
field_text = Text
field_name = Name
field_email = E-Mail-Adresse
field_website = Website
leave_empty = Dieses Feld bitte leer lassen
post_comment = Kommentar abschicken
posting = Wird abgeschickt …
not_posted_heading = Ihr Kommentar wurde nicht abgeschickt
not_posted_text = Ihr Text, damit er Ihnen nicht verloren geht
your_comment = Ihr Kommentar
not_stored_heading = Ihr Kommentar ist noch nicht gespeichert
faults_found = { $count ->
    [one] Bitte prüfen Sie einen Punkt:
   *[other] Bitte prüfen Sie { $count } Punkte:
}

## A form that was not done

send_again = Erneut senden
sending = Wird gesendet …
had_written_label = Was Sie geschrieben hatten
had_written = Sie hatten geschrieben:
to_the_desk = Zur Moderation

## The private page of a comment

held_heading = Vielen Dank. Ihr Kommentar wird geprüft.
held_text = Er ist gespeichert. Die Moderation liest ihn, bevor er unter „{ $article }“ erscheint.
held_mail_follows = Sobald entschieden ist, erhalten Sie eine E-Mail.
held_keep_address = Die Entscheidung steht dann auf dieser Seite; bewahren Sie die Adresse auf, wenn Sie wiederkommen möchten.
public_heading = Ihr Kommentar ist veröffentlicht.
public_text = Er steht unter „{ $article }“.
go_to_your_comment = Zu Ihrem Kommentar
rejected_heading = Ihr Kommentar wurde nicht veröffentlicht.
rejected_text = Er erscheint nicht unter „{ $article }“.
rejected_reason = Der Grund: <strong>{ $reason }</strong>
rejected_write_another = Sie können gern einen neuen schreiben.
rejected_banned = Von dieser E-Mail-Adresse oder aus diesem Netz werden hier zurzeit keine Kommentare angenommen. Wenn Sie das für einen Irrtum halten, können Sie unten um erneute Prüfung bitten.
moderator_writes = Die Moderation schreibt dazu:
deleted_heading = Ihr Kommentar wurde gelöscht.
deleted_text = Der Text und Ihr Name stehen nicht mehr unter „{ $article }“.
status = Status
status_held = Wird geprüft
status_published = Veröffentlicht
status_not_published = Nicht veröffentlicht
status_deleted = Gelöscht
reference = Referenz
posted = Abgeschickt am
what_you_wrote = Ihr Text
change_waits_heading = Ihre Änderung wird noch geprüft
change_waits_text = Bis dahin bleibt der veröffentlichte Text stehen.
change_refused = Ihre letzte Änderung wurde nicht übernommen; der veröffentlichte Text bleibt stehen.
change_heading = Kommentar ändern
change_until_decided = Sie können ihn ändern, bis die Moderation entschieden hat.
change_until = Sie können ihn bis zum { $time } ändern. Eine Änderung muss unter Umständen erst geprüft werden; bis dahin bleibt der veröffentlichte Text stehen.
change_never = Veröffentlichte Kommentare lassen sich hier nicht mehr ändern.
change_too_late = Die Frist, in der sich ein veröffentlichter Kommentar ändern lässt ({ $window } ab dem Abschicken), ist abgelaufen.
save_change = Änderung speichern
change_saved = Ihre Änderung ist gespeichert.
appeal_heading = Um erneute Prüfung bitten
appeal_text = Sie können einmal darum bitten, dass jemand anderes aus der Moderation Ihren Kommentar noch einmal prüft. Nach einer Entscheidung lässt sich der Kommentar nicht mehr ändern.
appeal_text_first = Die Moderation hat Ihren Kommentar noch nicht gelesen. Sie können einmal darum bitten, dass sie ihn prüft. Nach einer Entscheidung lässt sich der Kommentar nicht mehr ändern.
appeal_field = Warum die Entscheidung falsch ist
appeal_hint = Höchstens 1.000 Zeichen, nur für die Moderation.
appealed_heading = Sie haben Widerspruch eingelegt
appealed_open = Die Moderation wird antworten, nach Möglichkeit durch jemand anderen als bei der ersten Entscheidung. Die Antwort finden Sie dann auf dieser Seite.
appealed_open_first = Die Moderation wird antworten. Die Antwort finden Sie dann auf dieser Seite.
appealed_dismissed = Die Moderation hat Ihren Kommentar noch einmal geprüft; es bleibt bei der Entscheidung.
appealed_dismissed_first = Die Moderation hat Ihren Kommentar geprüft; er wird nicht veröffentlicht.
confirm_heading = Adresse bestätigen
confirm_text = Wir schicken einen Link an die Adresse, die Sie bei Ihrem Kommentar angegeben haben. Sobald Sie sie bestätigt haben, teilen wir Ihnen per E-Mail mit, was aus Ihren Kommentaren wird, und erkennen diesen Browser als Ihren. Nur dafür und erst dann speichert er ein Cookie.
confirm_button = Adresse bestätigen
confirm_sent_heading = Eine E-Mail ist unterwegs
confirm_sent_text = Öffnen Sie den Link darin, um Ihre Adresse zu bestätigen. Wenn nichts ankommt, sehen Sie bitte im Spam-Ordner nach und versuchen Sie es in zehn Minuten noch einmal.
confirmed_heading = Wir erkennen diesen Browser als Ihren
confirmed_text = Sie haben Ihre Adresse in diesem Browser bestätigt; ein Cookie merkt sich das ein Jahr lang.
forget_browser = Diesen Browser vergessen
browser_forgotten = Dieser Browser ist vergessen, sein Cookie gelöscht.

## The page behind a link in a mail

confirm_this_text = Mit dieser Schaltfläche bestätigen Sie, dass die Adresse, an die dieser Link ging, Ihnen gehört. Dann können wir Ihnen per E-Mail mitteilen, was aus Ihren Kommentaren wird, und erkennen diesen Browser als Ihren.
confirm_cookie_text = Dafür speichert Ihr Browser ein Jahr lang ein Cookie. Es ist das einzige, das wir unseren Leserinnen und Lesern setzen; Ihre Adresse steht nicht darin, und Sie können es auf der persönlichen Seite Ihres Kommentars entfernen.
confirm_my_address = Meine Adresse bestätigen
stop_title = Keine E-Mails mehr
stop_heading = Keine E-Mails mehr?
stop_text = Mit dieser Schaltfläche bestellen Sie alle E-Mails von { $site } an die Adresse ab, an die dieser Link ging. Auf den persönlichen Seiten Ihrer Kommentare erfahren Sie weiterhin, was daraus wird.
stop_button = E-Mails abbestellen
stopped_text = An diese Adresse gehen keine E-Mails mehr. Die persönlichen Seiten Ihrer Kommentare bleiben bestehen.
link_invalid_heading = Dieser Link ist nicht mehr gültig
link_expired_text = Er ist abgelaufen. Auf der persönlichen Seite Ihres Kommentars können Sie einen neuen anfordern.
link_used_text = Er gilt nur einmal und wurde bereits verwendet. Auf der persönlichen Seite Ihres Kommentars können Sie einen neuen anfordern.

## Reporting a comment

flag_title = Kommentar melden
flag_kicker = Meldung
flag_heading = Was stimmt mit diesem Kommentar nicht?
author_wrote = { $name } schrieb:
flag_reason = Grund
flag_spam = Spam oder Werbung
flag_abuse = Beleidigung, Drohung oder Hetze
flag_off_topic = Kein Bezug zum Artikel
flag_personal_data = Persönliche Daten anderer
flag_other = Etwas anderes
flag_own_words = In Ihren eigenen Worten
flag_own_words_hint = Falls es weiterhilft. Das liest nur die Moderation.
flag_button = Kommentar melden
flag_own_heading = Ist das Ihr eigener Kommentar?
flag_own_text = Wir können Ihnen den Link zu seiner persönlichen Seite schicken; dort lässt er sich noch eine Weile ändern. Die E-Mail geht an die Adresse, die beim Kommentar angegeben wurde.
flag_own_button = Link per E-Mail schicken
flagged_heading = Gemeldet
flagged_text = Vielen Dank. Die Moderation prüft den Kommentar. Niemand erfährt, wer ihn gemeldet hat.
check_mail_heading = Sehen Sie in Ihr Postfach
check_mail_text = Wenn der Kommentar von Ihnen ist, sehen Sie bitte in Ihr Postfach: Ein Link zu seiner persönlichen Seite ist unterwegs oder wurde gerade eben verschickt.

## Errors

error_reference = Wenn Sie uns deswegen schreiben, nennen Sie bitte <code>{ $reference }</code>.
error_400 = Diese Anfrage ist ungültig
error_401 = Bitte melden Sie sich zuerst an
error_403 = Das ist nicht erlaubt
error_404 = Diese Seite gibt es nicht
error_404_advice = Vielleicht wurde sie verschoben oder zurückgezogen. Die neuesten Artikel finden Sie auf der Startseite.
error_404_ways_on = Vielleicht wurde sie verschoben oder zurückgezogen. Suchen Sie hier danach, oder lesen Sie, was neu ist.
error_405 = Diese Adresse lässt sich so nicht aufrufen
error_408 = Die Anfrage hat zu lange gedauert
error_409 = Das hat sich inzwischen geändert
error_413 = Das ist zu umfangreich
error_413_advice = Ihr Browser hat Ihren Text noch: Gehen Sie zurück, kopieren Sie ihn und kürzen Sie ihn.
error_413_shortened = Unten steht der Anfang jedes Feldes. Ihr Browser hat noch, was Sie geschrieben haben: Gehen Sie zurück, kopieren Sie es und kürzen Sie es.
error_unfinished = Unten steht, was angekommen ist. Ihr Browser hat noch alles: Gehen Sie zurück und senden Sie es erneut.
error_414 = Diese Adresse ist zu lang
error_415 = Diese Art von Inhalt wird nicht unterstützt
error_421 = Diese Adresse gehört nicht zu dieser Website
error_422 = Einige Angaben sind ungültig
error_429 = Zu viele Anfragen
error_503 = Bitte versuchen Sie es gleich noch einmal
error_refused = Diese Anfrage wurde abgelehnt
error_internal = Bei uns ist etwas schiefgegangen
error_internal_advice = Der Fehler wurde unter der folgenden Referenz gespeichert. Bitte versuchen Sie es gleich noch einmal.

## How comments are moderated

transparency_title = Wie Kommentare moderiert werden
transparency_description = Wie viele Kommentare { $site } erreicht haben und was aus ihnen wurde.
transparency = Transparenz
transparency_lead = Wie viele Kommentare eingingen, wie die Moderation entschied, warum und wie schnell. Gezählt wird nach Kalendermonaten in UTC. Werte unter 5 nennen wir nicht, denn hinter einer kleinen Zahl kann eine einzelne Person stehen.
transparency_counted = Stand: { $time }. Dieselben Zahlen gibt es auch als { $json }.
transparency_decisions = Kommentare und Entscheidungen
transparency_month = Monat
transparency_approved = Freigegeben
transparency_rejected = Abgelehnt
transparency_spam = Spam
transparency_deleted = Gelöscht
transparency_median = Zeit bis zur Entscheidung (Median)
transparency_reasons = Warum Kommentare nicht erschienen
transparency_flags_and_appeals = Meldungen und Widersprüche
transparency_flags = Meldungen aus der Leserschaft
transparency_appeals = Widersprüche gegen Entscheidungen
transparency_upheld = Davon erfolgreich
transparency_few = unter { $limit }
transparency_empty = Noch wurde nichts gezählt. Schauen Sie in einer Stunde wieder vorbei.

## Lengths of time

duration_seconds = { $count ->
    [one] eine Sekunde
   *[other] { $count } Sekunden
}
duration_minutes = { $count ->
    [one] eine Minute
   *[other] { $count } Minuten
}
duration_hours = { $count ->
    [one] eine Stunde
   *[other] { $count } Stunden
}
duration_days = { $count ->
    [one] 1 Tag
   *[other] { $count } Tage
}
