# Die Bibliothek der Bilder, und Bilder im Editor.

## Die Bibliothek

nav_media = Bilder
media_search = Bilder suchen
media_parts = Teile der Bibliothek
media_words = Wörter in Beschreibung, Bildunterschrift, Nachweis oder Dateiname
media_search_long = Suchen Sie nach höchstens { $limit } Bytes Text
media_all = Alle
media_mine = Ihre
media_unused = Nicht verwendet
media_undescribed = Ohne Beschreibung
media_upload = Bilder hochladen
media_upload_button = Hochladen
media_uploading = Wird hochgeladen …
media_upload_first = Das erste hochladen
media_upload_faults = Einige Dateien wurden nicht hochgeladen
media_choose = Wählen Sie ein Bild
media_files = Dateien
media_files_hint = JPEG, PNG, WebP oder GIF, höchstens { $files } Dateien mit je { $limit } MB. Was eine Kamera hinzufügt, etwa der Ort, wird entfernt.
media_for_all = Bei mehreren Dateien gelten diese Angaben für alle.
media_alt = Beschreibung
media_alt_hint = Was auf dem Bild zu sehen ist, für alle, die es nicht sehen können.
media_caption = Bildunterschrift
media_credit = Bildnachweis
media_credit_hint = Wer es gemacht hat oder wem es gehört.
media_none = Es gibt noch keine Bilder.
media_none_found = Keine Bilder passen dazu.
media_show_all = Alle zeigen
media_not_described = ohne Beschreibung
media_not_used = nicht verwendet
media_used = { $count ->
    [one] einmal verwendet
   *[other] { $count }-mal verwendet
}
media_newest = Neueste
media_number = Nr. { $number }
media_file_added = hochgeladen
media_file_present = war schon in der Bibliothek
media_done_added = { $count ->
    [one] Das Bild ist hochgeladen.
   *[other] { $count } Bilder sind hochgeladen.
}
media_done_present = Diese Datei war schon in der Bibliothek und behält ihre Beschreibung.
media_done_first_frame = Das Bild ist hochgeladen. Von der Animation wurde das erste Bild behalten.
media_done_removed = Das Bild ist gelöscht.

## Ein Bild

media_sizes = Größen
media_kilobytes = { $count } kB
media_markdown = Markdown für Artikel
media_markdown_hint = Allein in einem Absatz wird daraus eine Abbildung mit Bildunterschrift und Nachweis.
media_focus = Was sichtbar bleiben muss
media_focus_hint = Listen beschneiden das Bild um diesen Teil herum.
media_upper_left = Oben links
media_upper_middle = Oben in der Mitte
media_upper_right = Oben rechts
media_middle_left = Links
media_middle = Mitte
media_middle_right = Rechts
media_lower_left = Unten links
media_lower_middle = Unten in der Mitte
media_lower_right = Unten rechts
media_not_yours = Nur wer es hochgeladen hat und die Redaktion können es ändern.
media_uses = Verwendet in
media_no_uses = Kein Artikel verwendet dieses Bild.
media_use_lead = Aufmacherbild
media_use_body = Im Text
media_remove = Das Bild löschen
media_remove_hint = Seine Dateien sind dann weg. Das lässt sich nicht rückgängig machen.
media_remove_used = Es lässt sich löschen, sobald kein Artikel es mehr verwendet.

## Bilder und Kommentare im Editor

lead_title = Aufmacherbild
lead_none = Keines
lead_other = Ein anderes Bild der Bibliothek
lead_other_hint = Seine Nummer oder sein Pfad.
lead_library = Bibliothek öffnen
lead_words_hint = Leer: was in der Bibliothek steht.
lead_decorates = Es schmückt nur und braucht keine Beschreibung
lead_file = Ein neues Aufmacherbild hochladen
lead_file_hint = JPEG, PNG, WebP oder GIF. Es wird bei jedem Schritt hochgeladen, mit den Angaben darüber.
lead_upload = Als Aufmacherbild hochladen
text_pictures = Bilder für den Text
text_pictures_hint = Ihr Markdown kommt ans Ende des Textes, von wo Sie es verschieben können. Ein Bild allein in seinem Absatz wird eine Abbildung.
text_upload = Hochladen und in den Text einfügen
done_picture = Die Bilder stehen am Ende des Textes. Was Sie geschrieben haben, ist abgelegt, aber noch nicht gespeichert.
done_lead_picture = Das Bild ist hochgeladen und gewählt. Was Sie geschrieben haben, ist abgelegt, aber noch nicht gespeichert.
media_file_fault = { $name }: { $fault }
fault_lead_alt = Beschreiben Sie das Aufmacherbild (alt) für alle, die es nicht sehen können, oder geben Sie an, dass es nur schmückt
fault_lead_unknown = Es gibt kein solches Bild; laden Sie es zuerst hoch, und geben Sie seine Nummer oder seinen Pfad an
fault_lead_path = Geben Sie die Nummer eines Bildes an oder seinen Pfad, der mit /media/ beginnt
field_comments_days = Tage, bis die Kommentare schließen
field_comments_days_hint = Nach der Veröffentlichung. Leer: keine Grenze nur für diesen Artikel.
field_comments_message = Mitteilung, solange Kommentare geschlossen sind
field_comments_message_hint = Sie steht anstelle des Formulars.
field_guidelines = Mitteilung über dem Kommentarformular
field_guidelines_hint = Für diesen Artikel, in Markdown.

## Seiten wie „Über uns“

nav_pages = Seiten
page_new = Neue Seite
pages_find = Seiten suchen
pages_none = Hier gibt es keine Seiten, etwa „Über uns“ oder „Kontakt“.
pages_none_found = Keine Seiten passen zu diesen Filtern.
