# Why a comment was rejected, held or published, for its author and for staff.

## What its author reads about a rejection, unless a setting [reasons] has other words

reason_spam = Er liest sich wie Werbung.
reason_abuse = Er lässt sich als Beleidigung oder Drohung verstehen.
reason_off_topic = Er hat nichts mit dem Artikel zu tun.
reason_personal_data = Er enthält persönliche Angaben, die nicht an die Öffentlichkeit gehören.
reason_illegal = Er verstößt möglicherweise gegen das Gesetz.
reason_duplicate = Er wiederholt, was Sie bereits geschrieben haben.
reason_quality = Er ist zu kurz oder zu unbestimmt, als dass andere darauf antworten könnten.
reason_other = Er passt nicht in diese Diskussion.

## The same in a word or two

label_spam = Spam
label_abuse = Beleidigung
label_off_topic = Themenfremd
label_personal_data = Persönliche Daten
label_illegal = Rechtswidrig
label_duplicate = Wiederholung
label_quality = Qualität
label_other = Sonstiges

## What screening found, for staff. These stand in lists and have no full stop.

found_honeypot = Ein verstecktes Feld, das Menschen nicht sehen, war ausgefüllt
found_form_unsigned = Abgeschickt, ohne vorher das Formular zu laden, wie es Programme tun
found_form_too_young = Das Formular wurde nach { $seconds } Sekunden abgeschickt
found_staff_name = Der Name gehört jemandem aus der Redaktion oder sieht so aus
found_hold_all = Jeder Kommentar wartet auf eine Entscheidung
found_links = { $found ->
    [one] 1 Link; ab { $limit } Links wartet ein Kommentar auf eine Entscheidung
   *[other] { $found } Links; ab { $limit } Links wartet ein Kommentar auf eine Entscheidung
}
found_no_links = Kommentare ohne Links erscheinen sofort
found_few_links = Kommentare mit weniger als { $limit } Links erscheinen sofort
found_publish_all = Kommentare erscheinen sofort
found_edited = Der Text wurde geändert, während er auf eine Entscheidung wartete
found_no_rule = Keine Regel trifft zu
found_staff = Von jemandem aus der Redaktion geschrieben
found_known_reader = Aus der Leserschaft bekannt, mit bestätigter Adresse
found_first_comment = Noch kein freigegebener Kommentar, oder die Adresse ist in diesem Browser nicht bestätigt
found_banned_reader = Die Person ist gesperrt: { $reason }
found_banned_domain = Die Domain der Adresse ist gesperrt: { $reason }
found_banned_network = Das Netzwerk ist gesperrt: { $reason }
found_held_always = Wird immer zurückgestellt: { $reason }
found_trusted = Genießt Vertrauen: { $reason }
found_rule = { $rule }: „{ $found }“
found_rule_because = { $rule }: „{ $found }“. { $reason }
found_no_score = Der Filter hatte kein Modell, um ihn zu bewerten
found_score = Sieht nach Spam aus ({ $percent } %)
found_akismet = Akismet hält ihn für Spam
found_akismet_blatant = Akismet hält ihn für eindeutigen Spam
found_akismet_late = Akismet hat nicht rechtzeitig geantwortet, deshalb ist der Kommentar zurückgestellt
found_akismet_unreachable = Akismet war nicht erreichbar, deshalb ist der Kommentar zurückgestellt
found_akismet_refused = Akismet hat mit einem Fehler geantwortet, deshalb ist der Kommentar zurückgestellt
found_akismet_key = Akismet hat den Schlüssel abgelehnt, deshalb ist der Kommentar zurückgestellt
found_akismet_unclear = Akismet hat eine unverständliche Antwort gegeben, deshalb ist der Kommentar zurückgestellt
found_akismet_not_asked = Akismet hat diesen Kommentar nicht geprüft, deshalb ist er zurückgestellt
found_surge = Weit mehr Kommentare als üblich unter diesem Artikel
found_held_by_site = Auf der ganzen Website wartet jeder Kommentar auf eine Entscheidung
found_held_by_section = In diesem Ressort wartet jeder Kommentar auf eine Entscheidung
found_held_by_article = Unter diesem Artikel wartet jeder Kommentar auf eine Entscheidung
