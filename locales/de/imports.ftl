# Moving in from other systems, at the desk.

## The list and the form

imports_heading = Importe
import_add = Aus einem anderen System importieren
import_add_text = Die Dateien werden bis zum Ende gelesen, und Sie sehen den Plan, bevor etwas gespeichert wird. Es wird keine Mail verschickt. Ein zweiter Import derselben Website legt nur Neues an.
import_system = System
import_files = Dateien einer Website
import_files_hint = So wie das System sie exportiert, auch mit gzip oder zip komprimiert. Zusammen höchstens { $size } GB.
import_unmatched = Kommentare zu Seiten, die hier kein Artikel sind
import_unmatched_hold = In einem Entwurf aufbewahren
import_unmatched_create = Einen Artikel ohne Text anlegen
import_unmatched_skip = Weglassen
import_map = Neue Adressen von Seiten
import_map_hint = In jeder Zeile eine alte und eine neue Adresse; * am Ende beider steht für den Rest.
import_teach = Den Spamfilter daraus lernen lassen, was dort freigegeben und was Spam war
import_upload = Hochladen und den Plan ansehen
import_uploading = Wird hochgeladen …
import_uploaded = Hochgeladene Dateien
import_made_before = Bisherige Importe
import_none = Es wurde noch nichts importiert.

## The state of an upload and of an import

import_state_waiting = Der Plan wird erstellt
import_state_planned = Der Plan ist fertig
import_state_applying = Wird importiert
import_state_done = Importiert
import_state_failed = Nicht importiert
import_state_running = Läuft oder wurde unterbrochen
import_state_undone = Rückgängig gemacht

## One upload

import_number = Import { $number }
import_plan = Plan
import_plan_text = Es wurde noch nichts gespeichert.
import_result = Ergebnis
import_apply = Jetzt importieren
import_discard = Hochgeladenes verwerfen
import_reload = Noch einmal nachsehen
import_reload_text = Diese Seite lädt sich alle paar Sekunden von selbst neu.
import_progress = Fortschritt
import_reading = Gelesene Einträge: { $count }
import_storing = Erledigt: { $done } von { $total }
import_made = Angelegt
import_to_make = Wird angelegt
import_matched = Schon vorhanden
import_nothing = nichts
import_states = Zustand dort und hier
import_pages = Seiten und ihre Artikel
import_no_article = kein Artikel
import_repaired = Repariert
import_skipped = Weggelassen
import_count = Anzahl
import_there = Dort
import_here = Hier
import_first_of = Die ersten { $shown } von { $total }
import_undo = Diesen Import rückgängig machen
import_undo_text = Was der Import angelegt hat, wird entfernt. Was seither geändert oder beantwortet wurde, bleibt.
import_notice_undo = Der Import wird rückgängig gemacht. Sehen Sie gleich noch einmal nach.
import_notice_discarded = Das Hochgeladene wurde verworfen.
import_from = { $system }: { $files }

## Faults

import_choose = Wählen Sie mindestens eine Datei
import_choose_system = Wählen Sie ein System
import_too_large = Die Dateien haben zusammen mehr als { $size } GB. Verwenden Sie rejoinder import auf dem Server.
import_gone = Die hochgeladenen Dateien sind nicht mehr auf diesem Rechner. Laden Sie sie noch einmal hoch.
import_in_other_state = Das Hochgeladene ist inzwischen in einem anderen Zustand. Sehen Sie noch einmal nach.
