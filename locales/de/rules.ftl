# Rules: the list, one rule with its rows and its backtest, and the import of a list.

## The list of rules

rules_none = Noch keine Regeln. Eine Regel hält Kommentare zurück, lehnt sie ab, veröffentlicht oder meldet sie, wenn sie zutrifft.
rules_new = Neue Regel
rules_all = Alle Regeln
rule_on = aktiv
rule_off = ausgeschaltet
rule_unused = ungenutzt
rule_hits = { $count ->
    [one] { $count } Kommentar
   *[other] { $count } Kommentare
}
rule_last_hit = zuletzt { $time }
rule_no_hit = Bisher kein Kommentar
rule_switch_off = Ausschalten
rule_switch_on = Einschalten
rules_more = Weitere Regeln

## The import of a list

rules_import = Eine Liste importieren
rules_import_format = Die Liste enthält
rules_import_wordpress = Wörter und Adressen, wie in WordPress
rules_import_domains = Domains
rules_import_action = Was mit einem Kommentar geschieht, auf den sie zutrifft
rules_import_list = Liste
rules_import_hint = Ein Eintrag pro Zeile.
rules_import_do = Importieren
rules_importing = Wird importiert …

## One rule

rule_created_by = Angelegt von { $name }.
rule_name = Name
rule_when = Wann sie gilt
rule_combine = Ein Kommentar passt, wenn
rule_combine_all = alle Prüfungen zutreffen
rule_combine_any = mindestens eine Prüfung zutrifft
rule_combine_group = Diese Gruppe passt, wenn
rule_test_number = Prüfung { $number }
rule_group_number = Gruppe { $number }
rule_field = Feld
rule_operator = Prüfung
rule_value = Wert
rule_value_hint = Schreiben Sie in einen Wert je Zeile ein Wort, eine Domain oder ein Netz; oder ein Muster; oder eine Zahl.
rule_operators_words = Für Wörter und Listen
rule_operators_numbers = Für Zahlen
rule_kept = { $count ->
    [one] Die Liste hat { $count } Eintrag, zu lang, um ihn hier zu zeigen. Sie bleibt unverändert, wenn Sie den Wert leer lassen.
   *[other] Die Liste hat { $count } Einträge, zu viele, um sie hier zu zeigen. Sie bleibt unverändert, wenn Sie den Wert leer lassen.
}
rule_add_test = Prüfung hinzufügen
rule_add_group = Gruppe hinzufügen
rule_remove_row = Entfernen
rule_export = Als JSON
rule_export_hint = Die gespeicherten Prüfungen, für die API oder eine andere Installation.
rule_action = Was mit dem Kommentar geschieht
rule_reason = Grund
rule_reason_hint = Ihn sehen Moderatorinnen und Moderatoren sowie alle, deren Kommentar abgelehnt wird.
rule_in_force = Aktiv
rule_try = An den letzten 5.000 Entscheidungen erproben
rule_trying = Wird erprobt …
rule_versions = Versionen
rule_version_action = { $action }: { $condition }
rule_version_off = { $action }: { $condition }, ausgeschaltet
rule_by_command = die Kommandozeile
rule_remove = Regel löschen
rule_remove_hint = Kommentare, auf die sie zutraf, behalten ihre Gründe.
rule_remove_for_good = Endgültig löschen

## The backtest

rule_backtest = Was sie erfasst hätte
rule_backtest_hint = Die Erprobung vergleicht die Prüfungen mit früheren Entscheidungen: wie viele Kommentare gepasst hätten und wie viele davon freigegeben wurden.
rule_backtest_checked = { $checked ->
    [one] Geprüft an { $checked } früheren Entscheidung ({ $refused } abgelehnt).
   *[other] Geprüft an { $checked } früheren Entscheidungen ({ $refused } abgelehnt).
}
rule_backtest_right = { $count ->
    [one] { $count } richtiger Treffer
   *[other] { $count } richtige Treffer
}
rule_backtest_wrong = { $count ->
    [one] { $count } falscher Treffer
   *[other] { $count } falsche Treffer
}
rule_precision = Genauigkeit { $share }
rule_test_matches = { $count ->
    [one] trifft auf { $count } davon zu
   *[other] trifft auf { $count } davon zu
}
rule_false_matches = Falsche Treffer: diese sind freigegeben
rule_right_matches = Richtige Treffer: diese sind abgelehnt oder Spam
rule_found = Gefunden: „{ $passage }“
rule_comment_number = Kommentar { $number }

## What was done

rule_done_made = Die Regel ist gespeichert. Sie gilt für neue Kommentare.
rule_done_imported = Die Liste ist importiert. Sie gilt für neue Kommentare.
rule_done_changed = Die Regel ist geändert.
rule_done_on = Die Regel ist aktiv.
rule_done_off = Die Regel ist nicht mehr aktiv.
rule_done_removed = Die Regel ist gelöscht.

## Actions

rule_hold = zurückhalten
rule_reject = ablehnen
rule_spam = als Spam kennzeichnen
rule_publish = veröffentlichen
rule_flag = zur Prüfung melden
rule_hold_text = er wartet auf eine Entscheidung
rule_reject_text = er wird abgelehnt, und sein Autor sieht den Grund
rule_spam_text = er wird als Spam gekennzeichnet
rule_publish_text = er wird veröffentlicht, gleich was die Richtlinie sagt
rule_flag_text = die Richtlinie entscheidet, und er wird danach geprüft

## Fields of a comment

rule_of_text = Text
rule_of_name = Name
rule_of_website = Website
rule_of_address_domain = Domain der Adresse
rule_of_network = Netz
rule_of_anything = irgendein Feld
rule_of_domain = irgendeine Domain
rule_of_language = Sprache
rule_of_links = Anzahl der Links
rule_of_length = Länge
rule_of_article = Artikel
rule_of_section = Ressort
rule_of_approved = freigegebene Kommentare der Person
rule_of_rejected = abgelehnte Kommentare der Person
rule_of_form_age = Alter des Formulars

## Tests of a field

rule_contains_word = enthält das Wort
rule_contains = enthält
rule_wildcard = hat ein Wort wie
rule_regex = passt auf
rule_in_list = steht in der Liste
rule_more_than = ist größer als
rule_less_than = ist kleiner als

## A condition in a sentence

rule_test = { $field } { $operator } { $value }
rule_quoted = „{ $value }“
rule_quoted_more = { $count ->
    [one] „{ $value }“ oder { $count } anderes
   *[other] „{ $value }“ oder { $count } andere
}
rule_number = { $value }
rule_and = { $first }, und { $rest }
rule_or = { $first }, oder { $rest }
rule_group = ({ $tests })

## Faults of a condition

fault_rule_tests = { $most ->
    [one] Höchstens { $most } Prüfung; eine lange Liste zählt als eine
   *[other] Höchstens { $most } Prüfungen; eine lange Liste zählt als eine
}
fault_rule_empty = Fügen Sie mindestens eine Prüfung hinzu
fault_rule_depth = { $most ->
    [one] Verschachteln Sie Prüfungen höchstens { $most } Ebene tief
   *[other] Verschachteln Sie Prüfungen höchstens { $most } Ebenen tief
}
fault_rule_operator = Diese Prüfung passt nicht zum Feld; wählen Sie eine andere
fault_rule_pattern = Geben Sie ein Muster ein
fault_rule_number = Geben Sie eine Zahl ein, die nicht negativ ist
fault_rule_value = Geben Sie ein Wort ein oder mehrere, je Zeile eines
fault_rule_entries = { $most ->
    [one] Höchstens { $most } Eintrag
   *[other] Höchstens { $most } Einträge
}
fault_rule_articles = Geben Sie die Nummern von Artikeln ein
fault_rule_list = Fügen Sie der Liste einen Eintrag hinzu
fault_rules_import_format = Wählen Sie, was die Liste enthält
rule_version_by = <b>{ $number }</b> von { $who } { $time }
rule_matched_none = Sie traf bisher auf keinen Kommentar zu.
