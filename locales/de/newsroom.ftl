# The newsroom: the shell of all pages for staff, and the pages of articles.

## The shell of all pages for staff

desk_menu = Menü
desk_nav = Redaktion
count_waiting = offen
my_decisions = Ihre Entscheidungen
sign_out = Abmelden
mail_refused_of = Der Mailserver weist die Adresse von { $name } zurück; dorthin gelangt von hier keine Mail.
mail_refused_yours = Der Mailserver weist Ihre Adresse zurück: Sie erhalten von hier keine Mails. Lassen Sie die Adresse von der Administration prüfen.
mail_allow_again = Wieder Mails dorthin senden
nav_publishing = Veröffentlichen
nav_screening = Filterung
nav_administration = Verwaltung
nav_queue = Warteschlange
nav_flags = Meldungen
nav_appeals = Einsprüche
nav_edits = Änderungen
nav_dashboard = Übersicht
nav_articles = Artikel
nav_sections = Ressorts
nav_rules = Regeln
nav_policies = Richtlinien
nav_filter = Spamfilter
nav_bans = Sperren
nav_account = Konto
role_author = Autor/in
role_moderator = Moderation
role_editor = Redaktion
role_admin = Administration

## Statuses and times of articles

article_draft = Entwurf
article_submitted = Zur Prüfung
article_scheduled = Geplant
article_published = Veröffentlicht
article_withdrawn = Zurückgezogen
time_saved = Gespeichert
time_due = Erscheint
time_published = Veröffentlicht

## The list of articles

article_new = Neuer Artikel
articles_all = Alle
articles_find = Artikel suchen
articles_words = Stichwörter
articles_author = Autor/in
articles_since = Ab
articles_until = Vor
articles_show = Anzeigen
articles_clear = Filter zurücksetzen
articles_none = Hier sind keine Artikel.
articles_none_found = Zu diesen Filtern passen keine Artikel.
article_write_first = Einen schreiben
choice_all = Alle
comments_waiting = { $count ->
    [one] 1 offen
   *[other] { $count } offen
}
page_before = Vorherige Seite
page_after = Nächste Seite
article_deleted = Der Entwurf ist gelöscht.

## The editor

article_on_site = Auf der Website
field_title = Überschrift
field_summary = Vorspann
field_text_hint = Markdown: <code dir="ltr">**fett**</code>, <code dir="ltr">_kursiv_</code>, <code dir="ltr">## Zwischentitel</code>, <code dir="ltr">&gt; Zitat</code>, <code dir="ltr">[Link](https://…)</code>
field_tags = Schlagwörter
field_tags_hint = Durch Kommas getrennt.
field_byline = Autorenzeile
field_byline_hint = Namen der Autorinnen und Autoren, durch Kommas getrennt.
field_path = Pfad
field_path_hint = Leer: aus der Überschrift gebildet. Der alte Pfad eines veröffentlichten Artikels führt zum neuen.
field_replace_redirect = Diesen Pfad nehmen, obwohl Links zu einem anderen Artikel dorthin führen
field_time = Zeitpunkt der Veröffentlichung ({ $zone })
field_time_hint = Für „Planen“; sonst das Datum, das die Leser sehen.
field_comments = Kommentare
comments_choice_open = Offen
comments_choice_closed = Geschlossen
field_correction = Korrektur
field_correction_hint = Was falsch war und was richtig ist. Leser sehen es mit der Uhrzeit. Ein behobener Tippfehler braucht keine.
field_corrections = Bisherige Korrekturen
field_corrections_hint = Je eine pro Zeile, die älteste zuerst. Hier lassen sie sich umformulieren oder entfernen; die übrigen bleiben.
field_updated = Leser darauf hinweisen, dass der Artikel aktualisiert wurde
field_note = Notiz für Kollegen
field_note_hint = Geht mit dem nächsten Schritt, etwa warum der Artikel zurückgeht. Nie öffentlich.
group_place = Einordnung
group_publication = Veröffentlichung
group_notes = Hinweise
toolbar = Formatierung
tool_bold = Fett
tool_italic = Kursiv
tool_heading = Zwischentitel
tool_link = Link
tool_quote = Zitat
tool_list = Liste
tool_numbers = Nummerierte Liste
tool_picture = Bild
preview_title = Vorschau
preview_link = Private Vorschau
preview_link_hint = Die Seite, wie Leser sie sehen werden. Ihre Adresse gilt 7 Tage ohne Anmeldung.
preview_related = Artikel zum Thema, nach Schlagwörtern und Ressort gewählt, wenn die Seite gezeigt wird
text_length = { $words } · { $minutes }
words_count = { $count ->
    [one] 1 Wort
   *[other] { $count } Wörter
}
minutes_to_read = { $count ->
    [one] 1 Minute Lesezeit
   *[other] { $count } Minuten Lesezeit
}
step_save = Speichern
step_save_draft = Als Entwurf speichern
step_update = Aktualisieren
step_preview = Vorschau
step_submit = Zur Prüfung vorlegen
step_take_back = Zurücknehmen
step_publish = Veröffentlichen
step_publish_now = Jetzt veröffentlichen
step_publish_again = Erneut veröffentlichen
step_schedule = Planen
step_unschedule = Planung aufheben
step_return = An Autor/in zurückgeben
step_withdraw = Zurückziehen
step_delete = Entwurf löschen
step_delete_for_good = Endgültig löschen
delete_hint = Der Artikel und seine Versionen sind dann fort.
done_saved = Gespeichert.
done_updated = Gespeichert. Leser sehen die neue Fassung.
done_submitted = Vorgelegt. Die Redaktion entscheidet, wann er erscheint.
done_published = Veröffentlicht. Leser sehen ihn jetzt.
done_scheduled = Geplant. Er erscheint am { $time }.
done_returned = Er ist wieder ein Entwurf.
done_withdrawn = Zurückgezogen. Leser sehen ihn nicht mehr.
saved_at = Gespeichert
saved_by = Gespeichert von { $name },
more_actions = Mehr
comments_at_desk = Alle in der Warteschlange
comment_waits = offen

## What is not saved yet, and two who write at once

draft_kept = Entwurf gesichert um { $time }
draft_saving = Wird gesichert …
draft_unsaved = Noch nicht gesichert
draft_failed = Nicht gesichert: Der Server ist nicht erreichbar. Neuer Versuch folgt.
draft_signed_out = Nicht gesichert: Sie sind abgemeldet. Melden Sie sich in einem anderen Tab an; der Text bleibt hier.
copy_shown = Gezeigt wird, was Sie geschrieben und nicht gespeichert haben,
copy_discard = Verwerfen
copy_of_colleague = { $name } schreibt hier, zuletzt
copy_look = Ansehen
copies_title = Nicht gespeichert
conflict_saved = Jemand anders hat diesen Artikel inzwischen gespeichert.
conflict_saved_by = { $name } hat diesen Artikel inzwischen gespeichert.
conflict_advice = Ihr Text steht unten und ist nicht verloren. Übernehmen Sie, was Sie aus dem anderen brauchen; wenn Sie jetzt speichern, ersetzt Ihrer den anderen, der in den Versionen bleibt.
conflict_theirs = Was geändert wurde
conflict_yours = Wie sich Ihr Text vom anderen unterscheidet
conflict_their_text = Der andere Text
conflict_take_theirs = Meinen verwerfen und den anderen nehmen

## Saved versions

revisions_title = Versionen
revisions_about = Jedes Speichern ergibt eine. Was Leser sehen konnten, bleibt für immer; von Entwürfen nach 30 Tagen die letzte jedes Tages.
revision_present = aktuell
revision_number = Version { $number }
revision_text = Der ganze Text
diff_with = Änderungen seit Version { $number }
diff_first = Die erste Version
diff_none = Der Text ist derselbe.
diff_with_present = Mit der aktuellen Version vergleichen
diff_with_before = Mit der vorigen Version vergleichen
restore = Diese Version wiederherstellen
restore_hint = Überschrift, Vorspann, Text, Autorenzeile, Ressort und Schlagwörter werden wieder, was sie waren, als neue Version. Pfad, Status und Zeiten bleiben.

## Sections and tags

nav_tags = Schlagwörter
tags_none = Es gibt noch keine Schlagwörter. Ein Schlagwort entsteht mit seinem ersten Artikel.
tag_new = Schlagwort hinzufügen
section_new = Ressort hinzufügen
label_add = Hinzufügen
label_added = Hinzugefügt.
label_merged = Zusammengeführt. Seine Adressen führen hierher.
label_meanwhile = Inzwischen hat jemand anderes das geändert. Ihre Fassung steht unten und ist noch nicht gespeichert; wenn Sie jetzt speichern, ersetzt sie die andere.
label_removed = Gelöscht.
label_merge = Zusammenführen
label_merge_into = Zusammenführen mit
label_merge_choose = Ressort wählen
label_merge_hint = Alle Artikel wechseln dorthin, und die alten Adressen führen für immer dorthin. Das lässt sich nicht rückgängig machen.
label_merge_section_hint = Alle Artikel wechseln dorthin, und die alten Adressen führen für immer dorthin. Was dort für Kommentare gilt, gilt dann auch für sie. Das lässt sich nicht rückgängig machen.
label_remove = Löschen
articles_count = { $count ->
    [one] 1 Artikel
   *[other] { $count } Artikel
}
field_slug = Kürzel in Adressen
field_slug_hint = Nach einer Änderung führt die frühere Adresse für immer hierher. Leer: aus dem Namen gebildet.
field_description = Beschreibung
field_description_hint = Unter dem Namen auf der Seite.
field_parent = Gehört zu
field_parent_none = Keinem: es steht oben
field_position = Position
field_position_hint = Kleinere Zahlen kommen zuerst.
label_comments_hint = Für alle Artikel darin und in den Ressorts darunter. Wo die Website, ein Ressort darüber oder ein Artikel strenger ist, gilt das.
label_comments_days_hint = Nach der Veröffentlichung. Leer: keine Grenze.

## More options of the editor, the lock and notes

more_options = Weitere Optionen
field_language = Sprache des Textes
field_language_hint = Ein Sprachkürzel wie de, en oder pt-BR. Leer: die Sprache der Website.
field_password = Passwort für Leserinnen und Leser
field_password_hint = Wer es kennt, kann den Artikel lesen. Leer: Es ändert sich nichts.
field_unprotect = Passwort entfernen: alle können ihn lesen
field_featured = Auf der Startseite größer zeigen
field_sticky = Auf der Startseite oben halten
field_kind = Art
field_kind_hint = Eine Seite hat kein Datum und keine Autorenzeile und steht in keiner Liste.
kind_article = Artikel
kind_page = Seite, etwa Über uns oder Kontakt
field_menu = Menü, das zur Seite führt
menu_footer = Fußzeile
menu_navigation = Navigation oben
menu_none = Keines
field_menu_order = Position im Menü
field_take_over = Trotzdem speichern: den Artikel von { $name } übernehmen (schreibt gerade darin)
article_locked = { $name } schreibt gerade in diesem Artikel. Es wurde nichts gespeichert; übernehmen Sie den Artikel, oder warten Sie.
notes_title = Notizen der Redaktion
field_remark = Zur Diskussion hinzufügen
field_remark_hint = Sie bleibt beim Artikel. Wen Sie als @Name erwähnen, erhält eine E-Mail.
step_remark = Notiz hinzufügen
done_remark = Die Notiz wurde hinzugefügt. Ihr Text ist gesichert, aber noch nicht gespeichert.
note_remove = Notiz löschen
fault_note_required = Schreiben Sie die Notiz
fault_language_tag = Geben Sie ein Sprachkürzel wie de, en oder pt-BR an
fault_article_password = Wählen Sie ein Passwort mit einer Länge von { $least } bis { $most } Zeichen
