# What is wrong with a form that a reader sent, and what to do about it. One sentence each, without a full
# stop where it stands beside a field.

## Fields of the comment form

fault_comment_required = Schreiben Sie Ihren Kommentar
fault_comment_long = Kürzen Sie Ihren Kommentar auf { $limit } Zeichen; er hat { $length }
fault_name_required = Geben Sie Ihren Namen an
fault_name_long = Kürzen Sie Ihren Namen auf { $limit } Zeichen; er hat { $length }
fault_website = Geben Sie eine Webadresse wie https://example.com an oder lassen Sie dieses Feld leer
fault_website_long = Kürzen Sie die Webadresse auf { $limit } Zeichen; sie hat { $length }
fault_email_required = Geben Sie Ihre E-Mail-Adresse an
fault_email = Geben Sie eine E-Mail-Adresse wie name@example.com an
fault_email_international = Der Mailserver dieser Website schickt keine Mails an Adressen mit solchen Buchstaben vor dem @. Geben Sie eine andere an
fault_email_long = Geben Sie eine E-Mail-Adresse mit höchstens { $limit } Zeichen an
fault_email_local_long = Geben Sie eine E-Mail-Adresse mit höchstens { $limit } Zeichen vor dem @ an
fault_parent = Antworten Sie auf einen Kommentar, der auf der Seite steht, oder beginnen Sie eine neue Diskussion
fault_one_line = Schreiben Sie dies in eine einzige Zeile, ohne Zeilenumbruch
fault_invisible_in_line = Entfernen Sie das unsichtbare Zeichen { $code } in Zeile { $line }; oft hilft es, den Text zu tippen, statt ihn einzufügen
fault_invisible_at = Entfernen Sie das unsichtbare Zeichen { $code } an Stelle { $place }; oft hilft es, den Text zu tippen, statt ihn einzufügen
fault_marks = Entfernen Sie Zeichen über und unter den Buchstaben in Zeile { $line }; ein Buchstabe darf { $most } davon haben
fault_invisible_reference = Entfernen Sie den Zeichencode, der für das unsichtbare Zeichen { $code } steht, zum Beispiel { $reference }

## The form as a whole

fault_stale_form = Das Formular war zu lange geöffnet. Ihr Text ist noch da: Prüfen Sie ihn und senden Sie ihn erneut.
fault_wait = Sie oder jemand in Ihrem Netz hat gerade erst einen Kommentar abgeschickt. Warten Sie bitte noch { $wait } und schicken Sie dann diesen ab.
fault_too_many = Zu viele Anfragen. Warten Sie bitte noch { $wait } und versuchen Sie es dann erneut.

## Changes, appeals and reports

fault_same_text = Der Text ist unverändert
fault_edit_too_late = Die Frist zum Ändern Ihres Kommentars ist abgelaufen
fault_edit_decided = Über Ihren Kommentar wurde entschieden; er lässt sich nicht mehr ändern
fault_edit_stale = Ihr Kommentar wurde inzwischen geändert, oder es wurde über ihn entschieden. Prüfen Sie die aktuelle Fassung.
fault_flag_reason = Wählen Sie aus, was an dem Kommentar nicht stimmt
fault_appeal_required = Schreiben Sie, warum die Entscheidung falsch ist
fault_long = Kürzen Sie dies auf { $limit } Zeichen; es hat { $length }
fault_appealed = Sie haben bereits Widerspruch eingelegt; das ist nur einmal möglich
fault_not_rejected = Dieser Kommentar wurde nicht abgelehnt; ein Widerspruch ist daher nicht möglich
fault_link_used = Dieser Link wurde bereits verwendet. Fordern Sie auf der persönlichen Seite einen neuen an.
fault_link_expired = Dieser Link ist abgelaufen. Fordern Sie auf der persönlichen Seite einen neuen an.
fault_closed = Die Kommentare zu diesem Artikel sind geschlossen
fault_protected = Geben Sie zuerst das Passwort des Artikels ein
fault_wrong_password = Dieses Passwort ist falsch
fault_parent_gone = Der Kommentar, auf den Sie antworten, steht nicht mehr auf der Seite; beginnen Sie eine neue Diskussion oder antworten Sie auf einen anderen Kommentar
fault_duplicate = Sie haben diesen Kommentar bereits abgeschickt; einmal genügt

## Pictures

fault_picture_empty = Wählen Sie ein Bild; diese Datei ist leer
fault_picture_format = { $format }-Dateien werden nicht angenommen; speichern Sie das Bild als JPEG, PNG, WebP oder GIF
fault_picture_unknown = Diese Datei ist kein Bild; wählen Sie eine JPEG-, PNG-, WebP- oder GIF-Datei
fault_picture_large = Wählen Sie eine Datei von höchstens { $limit } MB
fault_picture_pixels = Verkleinern Sie das Bild auf { $limit } Megapixel; es hat { $pixels }
fault_picture_incomplete = Die Datei ist unvollständig; laden Sie sie noch einmal hoch, oder speichern Sie das Bild neu
fault_picture_damaged = Die Datei ist beschädigt; öffnen Sie das Bild in einem anderen Programm und speichern Sie es neu
fault_picture_metadata = Die Datei enthält neben dem Bild mehr als 1 MB Text oder andere Daten; speichern Sie sie neu, ohne Metadaten
fault_picture_slow = Das Bild zu verarbeiten dauert zu lange; verkleinern Sie es und speichern Sie es neu
fault_picture_used = { $count ->
    [one] Ein Artikel verwendet dieses Bild; entfernen Sie es zuerst dort.
   *[other] { $count } Artikel verwenden dieses Bild; entfernen Sie es zuerst dort.
}

## Any request

fault_invalid = Einige Angaben sind ungültig.
fault_unauthenticated = Melden Sie sich an oder senden Sie ein gültiges Token.
fault_not_found = Hier gibt es nichts.
fault_unavailable = Die Website kann das im Moment nicht verarbeiten. Es wurde nichts geändert; versuchen Sie es bitte in Kürze noch einmal.
fault_internal = Bei uns ist etwas schiefgegangen.
fault_malformed = Die Anfrage ist nicht lesbar.
fault_method = Diese Adresse unterstützt diese Methode nicht.
fault_timeout = Die Anfrage kam nicht rechtzeitig an.
fault_too_large = Die gesendeten Daten sind zu umfangreich.
fault_head_too_large = Der Kopf der Anfrage ist zu groß. Wenn ein Browser sie gesendet hat, löschen Sie dessen Cookies für diese Website.
fault_media_type = Diese Art von Inhalt wird hier nicht angenommen.
fault_refused = Die Anfrage wurde abgelehnt.
fault_site_unavailable = Die Website ist im Moment nicht erreichbar; versuchen Sie es bitte in Kürze noch einmal.

## Times that people write

fault_time_form = Schreiben Sie die Zeit als 2026-11-22 09:30, mit +01:00 oder Z dahinter, wenn es keine Ortszeit ist, oder das Datum als 2026-11-22
fault_time_offset = Geben Sie eine Zeit mit ihrem Abstand zu UTC an, etwa 2026-11-22T09:30:00Z
fault_time_none = Diesen Tag oder diese Uhrzeit gibt es nicht; schreiben Sie 2026-11-22 09:30
fault_time_zone = Diese Zeitzone gibt es nicht; schreiben Sie zum Beispiel [Europe/Berlin]
fault_time_contradiction = Der Abstand zu UTC und die Zeitzone widersprechen sich; schreiben Sie nur eines davon
fault_time_skipped = Zu dieser Zeit werden die Uhren vorgestellt, es gibt sie also nicht; schreiben Sie eine davor oder danach
fault_time_twice = Zu dieser Zeit werden die Uhren zurückgestellt, es gibt sie also zweimal; sagen Sie durch { $before } oder { $after } dahinter, welche Sie meinen

## What stands in an article's text

fault_text_line = Zeile { $line }: { $fault }
fault_picture_never_shows = Das Bild „{ $source }“ könnte nie erscheinen; geben Sie seine Adresse mit https:// an oder seinen Pfad auf dieser Website, der mit / beginnt
fault_picture_not_here = Ein Bild „{ $path }“ gibt es nicht; laden Sie es zuerst hoch und kopieren Sie seinen Pfad aus der Mediathek
fault_directive_ad = { $written } ist nicht lesbar; schreiben Sie { "{{" }ad top{ "}}" }, { "{{" }ad middle{ "}}" }, { "{{" }ad bottom{ "}}" } oder { "{{" }ad none{ "}}" }
fault_directive_more = { $written } ist nicht lesbar; schreiben Sie { "{{" }more{ "}}" } oder bis zu sechs Pfade von Artikeln, etwa { "{{" }more /2026/11/mud{ "}}" }
fault_draft_long = Der Text ist zu lang, um gespeichert zu werden. Kürzen Sie ihn oder bewahren Sie ihn anderswo auf
fault_section_unknown = Ein Ressort „{ $name }“ gibt es nicht; wählen Sie ein anderes oder bitten Sie die Redaktion, es anzulegen
fault_path_form = Verwenden Sie zwischen den Schrägstrichen Buchstaben, Ziffern, Bindestriche, Punkte und Unterstriche, und beginnen Sie keinen Teil mit einem Punkt
fault_days = Wählen Sie 1 bis { $most } Tage oder 0 für keine Grenze
fault_years = Wählen Sie eine Zeit zwischen den Jahren { $first } und { $last }
fault_corrections_many = Geben Sie höchstens { $most } Berichtigungen an

## What a rule needs

fault_rule_name = Geben Sie der Regel einen Namen
fault_rule_reason = Geben Sie einen Grund an, den Moderation und Verfasser lesen
fault_rule_regex_empty = Der Ausdruck passt auf einen leeren Text; er muss mindestens ein Zeichen verlangen
fault_rule_regex_large = Der Ausdruck ist zu groß; nehmen Sie kleinere Wiederholungen
fault_rule_regex = Der Ausdruck ist nicht lesbar: { $cause }
fault_rule_wildcard = Schreiben Sie neben den Platzhaltern mindestens zwei Buchstaben
fault_rule_networks = Schreiben Sie Netze als 192.0.2.0/24 oder 2001:db8::/48

## Settings with a form of their own

fault_setting_media_path = Kopieren Sie den Pfad von der Seite des Bildes; er beginnt mit /media/
fault_setting_hosts = Schreiben Sie Namen von Hosts ohne www., je Zeile einen, etwa youtube.com
fault_setting_ad_sources = Schreiben Sie je Zeile eine Direktive und eine Quelle mit https, etwa script-src https://ads.example
fault_setting_hub_url = Schreiben Sie die URL des Hubs, etwa https://hub.example.org/
fault_setting_web_url = Schreiben Sie eine URL, etwa https://example.org/security
fault_setting_contacts = Schreiben Sie je Zeile eine Adresse, etwa mailto:security@example.org oder https://example.org/security
fault_setting_key_form = Schreiben Sie 8 bis 128 Buchstaben, Ziffern und Bindestriche
fault_setting_no_picture = Die Mediathek hat kein Bild unter diesem Pfad; kopieren Sie den Pfad von der Seite des Bildes
fault_setting_icon_square = Wählen Sie ein quadratisches Bild; dieses hat { $width } × { $height } Pixel
fault_picture_of_site = Die Website zeigt dieses Bild als Logo oder Symbol. Wählen Sie in den Einstellungen zuerst ein anderes.
fault_ad_sources = Browser laden dies nur, wenn die Quellen es nennen. Fügen Sie je Zeile hinzu: { $lines }
fault_ad_insecure = Browser laden { $address } auf einer Seite mit https nicht; schreiben Sie die Adresse mit https://
fault_ad_refused = Browser führen { $name } auf diesen Seiten nicht aus; verwenden Sie ein Skript, ein Stylesheet oder einen Rahmen einer genannten Quelle
fault_ad_unbalanced = { $element } steht dort ohne die andere Hälfte, was den Rest der Seite verändern würde; ergänzen Sie diese, oder entfernen Sie es
fault_mail_not_ended = Nur eine aufgegebene oder unterdrückte E-Mail lässt sich erneut senden
fault_mail_stopped = Die Adresse wurde von ihrem Inhaber oder ihrer Inhaberin abgemeldet; das kann niemand sonst ändern.
fault_mail_not_waiting = Nur eine E-Mail, die noch wartet, lässt sich abbrechen
fault_claimed = { $name } bearbeitet diesen Kommentar gerade. Sie können trotzdem darüber entscheiden.
fault_claimed_by_colleague = Ein anderes Mitglied der Redaktion bearbeitet diesen Kommentar gerade. Sie können trotzdem darüber entscheiden.
fault_views_many = Es kann höchstens { $most } Ansichten geben; entfernen Sie zuerst eine
fault_views_editors = Nur die Rollen Redaktion und Verwaltung können Ansichten teilen und geteilte ändern
fault_rule_meanwhile = Jemand anderes hat die Regel geändert; laden Sie sie neu
fault_list_part_gone = Diesen Teil der Liste gibt es nicht mehr; beginnen Sie von vorn
fault_sections_for_moderators = Ressorts hat nur, wer moderieren und sich anmelden kann
fault_ban_one = Geben Sie eines davon an: einen Kommentar der Person, die Person, eine Domain oder ein Netz
fault_set_up_already = Es gibt bereits ein Konto mit der Rolle Verwaltung; bitten Sie dort um ein Konto.
fault_account_present = Es gibt bereits ein Konto mit dieser Adresse.
fault_role_missing = Wählen Sie eine Rolle
fault_headlines_many = Zu viele Artikel dieses Monats haben diese Überschrift; geben Sie diesem einen eigenen Pfad.
fault_article_not_own = Nur wer diesen Artikel verfasst hat und die Redaktion dürfen ihn ändern.
fault_article_for_editors = Mit der Rolle Autor reicht man Artikel zur Prüfung ein; die Redaktion veröffentlicht, plant, verschiebt und zieht sie zurück.
fault_password_for_editors = Wer einen öffentlichen Artikel lesen kann, entscheidet die Redaktion.
fault_front_for_editors = Was die Titelseite hervorhebt und was eine eigene Seite ist, entscheidet die Redaktion.
fault_never_public = Niemand hat den Artikel gesehen, also lässt er sich nicht zurückziehen; löschen Sie ihn, oder machen Sie ihn zum Entwurf.
fault_was_public = Leserinnen und Leser haben den Artikel gesehen; ziehen Sie ihn stattdessen zurück.
fault_path_taken = Ein anderer Artikel hat diesen Pfad; wählen Sie einen anderen.
fault_path_was_anothers = Ein anderer Artikel hatte diesen Pfad, und Links dorthin führen zu jenem Artikel. Wählen Sie einen anderen Pfad, oder geben Sie an, dass Sie diesen trotzdem nehmen.
fault_article_meanwhile = Der Artikel wurde inzwischen geändert. Prüfen Sie die jetzige Fassung und versuchen Sie es erneut.
fault_picture_not_own = Nur wer dieses Bild hochgeladen hat und die Redaktion dürfen es ändern.
fault_pin_not_approved = Nur ein freigegebener Kommentar lässt sich anheften oder auswählen
fault_pin_not_first = Nur ein Kommentar, mit dem ein Gespräch beginnt, lässt sich anheften
fault_pin_many = Drei Kommentare dieses Artikels sind bereits angeheftet; lösen Sie zuerst einen davon
fault_nothing_to_undo = Es gibt keine Entscheidung, die sich rückgängig machen lässt
fault_former_text_gone = Der frühere Text ist nicht mehr gespeichert
fault_comment_gone = Der Kommentar wurde gelöscht, und sein Text ist fort
fault_text_same = Der Text ist derselbe wie zuvor
fault_selection_changed = Die Auswahl hat jetzt eine andere Zahl von Kommentaren ({ $count }, bei der Anzeige { $expected }). Prüfen Sie sie erneut.
