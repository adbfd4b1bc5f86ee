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
import_state_left = Teilweise rückgängig gemacht

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
import_for_instance = zum Beispiel: { $why }
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

## What a remark is about

import_what_comment = Kommentar { $key }
import_what_entry = Eintrag { $key }
import_what_post = Beitrag { $key } „{ $title }“
import_what_other = { $kind } { $key } „{ $title }“
import_what_article = Artikel { $key }
import_what_author = Autor { $name }
import_what_section = Ressort { $name }
import_what_tag = Schlagwort { $name }
import_what_term = Begriff { $name }
import_what_picture = Bild { $key }
import_what_file = Datei { $name }
import_what_mention = Erwähnung durch { $source }
import_what_comments_of = { $count ->
    [one] ein Kommentar zu { $thread }
   *[other] { $count } Kommentare zu { $thread }
}
import_what_more = { $count } weitere

## Why it was left out, or how it was repaired

import_why_no_zone = die Zeitangabe hat keine Zeitzone und wurde als UTC gelesen
import_why_no_time = er hat keine Zeitangabe und steht in seiner Diskussion an erster Stelle
import_why_address_not_kept = die Adresse { $address } kann nicht bleiben; er bekommt eine andere
import_why_path_taken = ein anderer Artikel hat diesen Pfad; er bekommt einen anderen
import_why_invisible = unsichtbare Zeichen wurden entfernt
import_why_headline_cut = die Überschrift wurde auf { $most } Zeichen gekürzt
import_why_no_headline = er hat keine Überschrift und bekommt „{ $title }“
import_why_tags = ein Artikel hat höchstens { $most } Schlagwörter; weggelassen: { $left }
import_why_no_text = er hat keinen Text
import_why_private = er war privat und ist ein Entwurf
import_why_article_not_before = der Artikel { $article } steht nicht davor
import_why_no_kind = die Art { $kind } gibt es nicht
import_why_above_missing = das Ressort darüber, { $parent }, ist nicht in den Dateien; es steht ganz oben
import_why_above_circle = die Ressorts darüber bilden einen Kreis, der geöffnet wurde
import_why_depth = höchstens { $most } Ressorts können übereinander stehen; einige in der Mitte wurden weggelassen
import_why_thread_deleted = die Diskussion wurde dort gelöscht
import_why_map = so steht es in der Liste der Adressen
import_why_no_article = kein Artikel hat diese Adresse
import_why_article_left_out = der Artikel { $thread } wurde nicht übernommen
import_why_names_no_article = es nennt keinen Artikel
import_why_parent_missing = der Kommentar, auf den er antwortet, ist nicht in den Dateien; er beginnt eine Diskussion
import_why_parent_circle = die Kommentare, auf die er antwortet, bilden einen Kreis, der geöffnet wurde
import_why_no_page = es ist keine Adresse einer Seite dabei
import_why_no_author = sein Autor ist nicht in den Dateien
import_why_no_words = es ist nichts zu lesen
import_why_no_name = es steht kein Name dabei
import_why_name_unreadable = der Name kann nicht gelesen werden
import_why_website = die Website ist keine Adresse im Web und wurde weggelassen
import_why_email = die E-Mail-Adresse ist keine und wurde weggelassen
import_why_same_id = davor kam schon etwas mit derselben Kennung
import_why_other_file = dem Namen nach ist es kein Export
import_why_in_use = es wird verwendet
import_why_old_version = nur die gegenwärtige Fassung eines Beitrags wird übernommen
import_why_menu = Menüs entstehen hier aus Ressorts und Seiten
import_why_post_type = Beiträge vom Typ „{ $kind }“ gehören zu WordPress selbst oder zu einer Erweiterung
import_why_post_state = Beiträge im Zustand „{ $state }“ behält WordPress für sich
import_why_no_such_term = so etwas wie „{ $taxonomy }“ gibt es hier nicht
import_why_editors_note = es ist eine private Notiz der Redaktion
import_why_comment_type = Kommentare vom Typ „{ $kind }“ gehören zu einer Erweiterung
import_why_joined = ein Zeichen im Text hat ihn zu früh beendet; der Text wurde wieder zusammengefügt
import_why_control = darin waren Steuerzeichen, die entfernt wurden
import_why_not_utf8 = darin waren Bytes, die kein UTF-8 sind; sie wurden als Windows-1252 gelesen
import_why_half_character = darin war ein halbes Zeichen, aus dem � wurde
import_why_no_id = es hat keine Kennung; es gilt die Zeile
import_why_id_again = davor kam schon etwas anderes mit derselben Kennung; dieses heißt { $key }
import_why_other_state = sein Zustand „{ $state }“ sagt hier nichts; er ist ein Entwurf
import_why_text_long = sein Text ist zu lang, um umgewandelt zu werden
import_why_blocks_empty = Blöcke, die WordPress beim Anzeigen füllt, sind leer: { $blocks }
import_why_shortcodes = Shortcodes von Erweiterungen sagen hier nichts; nur die Wörter darin blieben: { $names }
import_why_gallery_empty = die Bilder einer Galerie sind nicht in den Dateien
import_why_nested = seine Elemente sind zu tief verschachtelt; nur die Wörter blieben
import_why_pictures_https = { $count ->
    [one] ein Bild wird jetzt über https geladen
   *[other] { $count } Bilder werden jetzt über https geladen
}
import_why_pictures_dropped = { $count ->
    [one] ein Bild hat keine Adresse und fehlt
   *[other] { $count } Bilder haben keine Adresse und fehlen
}
import_why_changed_since = er wurde seitdem geändert oder beantwortet
import_why_future = die Zeitangabe liegt in der Zukunft und wurde durch die Zeit des Imports ersetzt
import_why_no_date = das Datum fehlt oder ist unlesbar; es gilt das des Imports
import_why_name_address = der Name ist eine E-Mail-Adresse, von der nur der Teil vor dem @ bleibt
import_why_section_missing = das Ressort { $section } steht nicht in den Dateien; der Artikel hat keines
import_why_unknown_field = das Format hat kein Feld „{ $field }“; es wurde überall weggelassen
import_why_not_public = der Status ist „{ $status }“, deshalb wird nichts veröffentlicht
import_why_parent_elsewhere = der beantwortete Kommentar steht auf einer anderen Seite; dieser beginnt eine Diskussion
import_why_map_unused = keine Seite in den Dateien hat diese Adresse

## Why a file cannot be imported

import_file_line = { $file }, Zeile { $line }: { $why }
import_file_fault = { $file }: { $why }
import_file_unreadable = die Datei kann nicht gelesen werden: { $cause }
import_file_no_files = ein Archiv ohne Dateien
import_file_empty = die Datei ist leer
import_file_archive = ein beschädigtes Archiv: { $cause }
import_file_many = es hat mehr als { $most } Dateien
import_file_encrypted = die Datei ist verschlüsselt; entpacken Sie das Archiv zuerst
import_file_nowhere = die Datei ist im Archiv nicht zu finden
import_file_method = die Datei ist auf eine Art gepackt, die nicht gelesen wird ({ $method })
import_file_large = sie ist größer als { $most } MB; nehmen Sie rejoinder import auf dem Server, mit der entpackten Datei
import_file_no_isso = keine Datenbank von Isso
import_file_no_sqlite = keine SQLite-Datenbank; nehmen Sie comments.db von Isso
import_file_in_use = enthält die letzten Änderungen nicht; sie stehen in { $other }. Halten Sie Isso an und kopieren Sie die Datei mit sqlite3 comments.db ".backup copy.db"
import_file_schema = sie hat das Schema { $schema }; { $newest } ist das neueste, das gelesen werden kann
import_file_no_export = kein Export von { $system }
import_looks_like = { $why }. Es sieht nach einer Datei von { $system } aus: als { $name } importieren
import_looks_page = { $why }. Es sieht nach einer Webseite aus, die statt der Datei gespeichert wurde
import_looks_dump = { $why }. Es sieht nach dem Dump einer Datenbank aus. Den von Isso zuerst in eine Datenbank laden: sqlite3 comments.db < dump.sql
import_looks_packed = { $why }. Es ist noch einmal gepackt: einmal entpacken
import_looks_wide = { $why }. Es ist ein Text in UTF-16: als UTF-8 speichern
import_line_no_export = das ist kein Export von { $system }
import_line_json = das ist kein gültiges JSON: { $cause }
import_line_json_end = sie endet mitten in einem Wert; die Datei ist abgeschnitten
import_line_xml_within = { $cause }, mitten in <{ $name }>, das in Zeile { $line } beginnt
import_line_xml_bad = das ist kein wohlgeformtes XML: { $cause }
import_line_xml_cut = sie endet mitten in <{ $name }>, das in Zeile { $line } beginnt
import_line_xml_deep = die Elemente sind zu tief verschachtelt
import_line_xml_end = ein Element endet, das nicht begonnen hat
import_line_xml_entities = sie definiert eigene Entitäten, was kein Export tut
import_line_xml_encoding = die Kodierung ist { $name }; Exporte sind UTF-8
import_line_item_large = ein einzelner Eintrag ist größer als { $most } MB
import_line_no_comment = das ist kein Kommentar von { $system }
import_line_no_header = der Kopf von { $system } fehlt
import_line_format = das Format ist { $format }, und dieses Programm liest { $ours }
import_line_no_key = der Artikel hat keinen Schlüssel
import_line_not_first = die erste Zeile ist nicht { $example }
import_line_second = ein zweites { $example }; übernehmen Sie eine Website nach der anderen
import_line_none = eine Zeile { $example } fehlt
import_other_site = { $file }: sie ist von { $address }, die Datei davor von { $known }; übernehmen Sie eine Website nach der anderen
import_taken_back = Der Import wurde rückgängig gemacht, während er lief. Was er gespeichert hatte, wird entfernt
import_map_line = { $file }, Zeile { $line }: { $why }
import_map_two = schreiben Sie eine alte Adresse und eine neue mit einem Leerzeichen dazwischen
import_map_star = schreiben Sie * ans Ende beider Adressen oder keiner
import_found_map = nach Ihrer Liste
import_found_earlier = früherer Import
import_found_identifier = nach der Kennung
import_found_exact = derselbe Pfad
import_found_normalised = derselbe Pfad, anders geschrieben
import_found_slug = dasselbe Ende des Pfads
import_found_made = neu angelegt
import_found_held = in einem Entwurf zurückgehalten
import_found_unmatched = ohne Artikel
import_kind_articles = Artikel
import_kind_pages = Seiten
import_kind_comments = Kommentare
import_kind_mentions = Erwähnungen
import_kind_authors = Autoren
import_kind_sections = Ressorts
import_kind_tags = Schlagwörter
import_kind_attachments = Bilder
import_place = { $file }, Zeile { $line }
import_remark = { $place }: { $why }

## What became of texts and pictures

import_why_not_in_folder = { $address } ist nicht im Ordner und bleibt, wo es ist
import_why_stays = { $path } bleibt, wo es ist: { $cause }
import_why_no_picture = { $path } ist kein Bild einer Art, die hier aufbewahrt wird, und bleibt, wo es ist
import_why_file_large = es ist größer als { $most } MiB
import_why_folder = es ist ein Ordner
import_why_unpacks = die Datei wird entpackt viel größer, als ein Export ist
import_why_checksum = die Prüfsumme ist nicht die des Archivs
import_why_part_long = ein einzelner Text ist länger als { $most } MB
import_why_page = Seite { $page } ist nicht lesbar
import_file_isso_damaged = { $file } ist beschädigt oder keine Datenbank von Isso: { $cause }
import_state_of = { $kind }: { $state }
import_count_of = { $kind }: { $count }
