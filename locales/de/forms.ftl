# Was an einem Formular der Redaktion nicht stimmt, und was zu tun ist. Je ein Satz, ohne Punkt, wo er neben einem Feld steht.

## Any form of the desk

fault_form_unreadable = Das Formular konnte nicht gelesen werden.
fault_load_again = Laden Sie die Seite neu und wiederholen Sie dies

## Batches

fault_count_again = Prüfen Sie die Anzahl noch einmal
fault_tick_comments = Wählen Sie zuerst 1 bis { $most } Kommentare aus

## Rules, policies and sections

fault_policy_article = Wählen Sie oben „Ein Artikel“, oder lassen Sie dies leer
fault_article_unknown = Geben Sie die Nummer oder die Adresse eines Artikels an
fault_tick_moderators = Wählen Sie aus, wer das Ressort moderiert

## Accounts

fault_role = Dafür ist diese Rolle nötig: { $role }.
fault_enter_name = Geben Sie einen Namen ein
fault_password_required = Geben Sie ein Passwort ein
fault_your_password = Geben Sie Ihr Passwort ein
fault_current_password = Geben Sie Ihr bisheriges Passwort ein
fault_password_short = Geben Sie ein Passwort mit mindestens 12 Zeichen ein, zum Beispiel vier zufällige Wörter
fault_password_long = Geben Sie ein Passwort mit höchstens { $most } Zeichen ein
fault_password_known = Fügen Sie Wörter hinzu: Das meiste an diesem Passwort ist bekannt, denn „{ $word }“ steht in Ihrem Namen, Ihrer Adresse oder im Namen der Website
fault_password_repeats = Wiederholen Sie weniger: Wenige sich wiederholende Zeichen sind leicht zu erraten
fault_password_rows = Vermeiden Sie Reihen der Tastatur, des Alphabets und von Ziffern
fault_password_common = Dieses Passwort ist zu verbreitet; wählen Sie zum Beispiel vier zufällige Wörter
fault_last_admin = Das ist das letzte Administrationskonto. Geben Sie zuerst einem anderen Konto diese Rolle.
fault_token_name = Geben Sie dem Token einen Namen, an dem Sie es erkennen
fault_token_scope = Wählen Sie mindestens eine Berechtigung
fault_token_days = Wählen Sie 1 bis { $most } Tage
fault_language = Wählen Sie eine dieser Sprachen: { $languages }

## Bans

fault_ban_whom = Wählen Sie eine Domain oder ein Netz
fault_ban_effect = Wählen Sie ablehnen (reject), zurückhalten (hold) oder vertrauen (trust)
fault_ban_trust = Vertrauen gilt nur einzelnen Personen; ein Netz oder eine Domain können sich viele teilen
fault_ban_domain = Geben Sie eine Domain wie example.com an, ohne etwas davor oder dahinter
fault_ban_suffix = Das würde zu viele Menschen sperren; geben Sie die Domain einer einzelnen Website oder Firma an
fault_ban_network = Geben Sie eine Netzadresse an, oder ein Netz wie 192.0.2.0/24 oder 2001:db8:1::/48
fault_ban_reason = Nennen Sie dem Team einen Grund
fault_time_future = Geben Sie einen Zeitpunkt in der Zukunft an
fault_ban_no_reader = Zu diesem Kommentar lässt sich niemand sperren: Er wurde gelöscht oder stammt aus dem Team
fault_ban_again = Das ist bereits gesperrt; heben Sie zuerst diese Sperre auf

## Decisions and answers

fault_already_status = Der Kommentar ist bereits { $status }
fault_comment_deleted = Der Kommentar wurde gelöscht, sein Text existiert nicht mehr
fault_review_deleted = Der Kommentar wurde gelöscht, und sein Text ist weg
fault_own_decision = Sie haben über diesen Kommentar selbst entschieden; jemand anderes aus der Moderation muss auf den Einspruch antworten
fault_no_answer_to_undo = Hier gibt es keine Antwort, die sich rückgängig machen ließe
fault_new_review = Inzwischen gibt es einen neuen Vorgang dieser Art; beantworten Sie diesen
fault_note_empty = Schreiben Sie die Notiz
fault_view_name = Geben Sie der Ansicht einen Namen
fault_address_reason = Sagen Sie, wofür Sie die Adresse brauchen
fault_search_words = Geben Sie ein Wort oder eine Nummer ein, wonach gesucht werden soll
fault_score = Geben Sie einen Wert zwischen 0 und 1 an
fault_batch_undone = Dieser Stapel ist bereits rückgängig gemacht
fault_batch_running = Warten Sie, bis der Stapel abgeschlossen ist
fault_batch_undoes = Dieser Stapel hat einen anderen rückgängig gemacht und lässt sich selbst nicht rückgängig machen; beginnen Sie einen neuen
fault_section_moderators = Nennen Sie Konten, die moderieren dürfen und sich anmelden können
fault_author_account = Ein anderer Autor hat dieses Konto
fault_filter_rate = Geben Sie eine ganze Zahl von 0 bis { $most } an

## Rules

fault_rule_list_empty = Die Liste ist leer; schreiben Sie einen Eintrag pro Zeile

## Sections, tags and authors

fault_name_at_most = Kürzen Sie den Namen auf höchstens { $most } Zeichen
fault_slug_long = Kürzen Sie das Kürzel auf höchstens { $most } Zeichen
fault_slug_letters = Verwenden Sie Kleinbuchstaben von a bis z, Ziffern und Bindestriche dazwischen
fault_slug_empty = Verwenden Sie mindestens einen Buchstaben oder eine Ziffer
fault_name_slash = Schreiben Sie den Namen ohne Schrägstrich, und wählen Sie das Ressort darüber
fault_section_path = Schreiben Sie ein Ressort als seinen Namen oder als die Namen von oben an: Welt/Asien
fault_sections_deep = Verwenden Sie höchstens { $most } Ressorts übereinander
fault_sections_depth = Höchstens { $most } Ressorts können übereinander stehen
fault_section_itself = Wählen Sie ein Ressort, das weder dieses ist noch darunter steht
fault_section_parent = Wählen Sie ein vorhandenes Ressort oder keines
fault_section_ambiguous = Mehrere Ressorts heißen so; schreiben Sie die Namen von oben an, etwa Welt/Asien
fault_merge_author = Wählen Sie einen anderen Autor
fault_merge_tag = Wählen Sie ein anderes Schlagwort
fault_label_name_taken = Dieser Name ist vergeben. Wählen Sie einen anderen, oder führen Sie die beiden zusammen.
fault_label_below_taken = Unter beiden steht „{ $name }“. Führen Sie zuerst diese beiden zusammen, oder benennen Sie eines davon um.
fault_label_slug_taken = Eine andere Seite hat oder hatte diese Adresse, und Links führen dorthin. Wählen Sie eine andere.
fault_label_slugs_used = Zu viele Namen lauten in Adressen „{ $slug }“; wählen Sie einen anderen.
fault_label_in_use = { $count ->
    [one] Ein Artikel verwendet es. Führen Sie es mit einem anderen zusammen, oder nehmen Sie es zuerst aus dem Artikel.
   *[other] { $count } Artikel verwenden es. Führen Sie es mit einem anderen zusammen, oder nehmen Sie es zuerst aus ihnen heraus.
}
fault_section_in_use = Darin stehen Artikel (insgesamt: { $articles }) oder darunter Ressorts ({ $sections }). Führen Sie es mit einem anderen zusammen, oder verschieben Sie diese zuerst.
fault_merge_into = Wählen Sie etwas, das es gibt, mit seinem Namen oder seiner Adresse

## Articles

fault_headline = Geben Sie eine Überschrift ein
fault_article_text = Schreiben Sie den Text des Artikels
fault_article_large = Kürzen Sie den Text auf höchstens { $limit } kB
fault_not_in_future = Wählen Sie einen Zeitpunkt, der nicht in der Zukunft liegt
fault_correction_text = Sagen Sie, was korrigiert wurde
fault_authors_many = Nennen Sie höchstens { $most } Autorinnen und Autoren
fault_tags_many = Wählen Sie höchstens { $most } Schlagwörter
fault_path_required = Geben Sie einen Pfad ein, etwa /2026/11/eine-ueberschrift
fault_path_long = Kürzen Sie den Pfad auf höchstens { $most } Zeichen
fault_path_reserved = Beginnen Sie den Pfad mit einem anderen Wort; dort antwortet das Programm selbst
fault_time_required = Geben Sie den Zeitpunkt der Veröffentlichung an
fault_time_schedule = Wählen Sie einen Zeitpunkt in der Zukunft, oder veröffentlichen Sie den Artikel jetzt
fault_time_seen = Der Artikel war schon öffentlich; wählen Sie einen Zeitpunkt, der nicht in der Zukunft liegt
fault_nothing_to_correct = Dieser Artikel war noch nicht öffentlich, es gibt also nichts zu korrigieren; ändern Sie seinen Text
