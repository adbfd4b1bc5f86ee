# Mails to readers and to staff. The plain text and the HTML have the same sentences. A subject is one line.

## Every mail

mail_stop = Keine E-Mails mehr
mail_why_reader = Sie erhalten diese E-Mail, weil Sie diese Adresse bestätigt haben.
mail_why_moderator = Sie erhalten diese E-Mail, weil Sie die Kommentare moderieren.
mail_why_author = Sie erhalten diese E-Mail, weil der Artikel von Ihnen ist.
mail_why_editor = Sie erhalten diese E-Mail, weil Sie zur Redaktion gehören.
mail_why_mentioned = Sie erhalten diese E-Mail, weil Sie in einer Notiz erwähnt wurden.

## To moderators: a comment is held

mail_held_subject = Zu prüfen: { $name } zu „{ $article }“
mail_held_text = { $name } hat am { $time } einen Kommentar zu „{ $article }“ geschrieben. Er ist zurückgestellt und wartet auf Ihre Entscheidung.
mail_held_why = Warum er zurückgestellt ist:
mail_decide = Über den Kommentar entscheiden
mail_others_none = Sonst wartet kein Kommentar.
mail_others = { $count ->
    [one] Ein weiterer Kommentar wartet.
   *[other] { $count } weitere Kommentare warten.
}

## To moderators: the oldest comment is overdue

mail_late_subject = Kommentare warten zu lange
mail_late_subject_in = Kommentare warten zu lange: { $section }
mail_late_text = Am längsten wartet ein Kommentar zu „{ $article }“, abgeschickt am { $time }.
mail_late_text_in = Im Ressort { $section } wartet am längsten ein Kommentar zu „{ $article }“, abgeschickt am { $time }.
mail_late_target = Ihre Zielzeit ({ $target }) ist damit überschritten.
mail_late_daily = Diese Erinnerung erhalten Sie höchstens einmal am Tag.

## To the author of an article: a comment is public

mail_published_subject = Neuer Kommentar: { $name } zu „{ $article }“
mail_published_text = { $name } hat am { $time } einen Kommentar zu Ihrem Artikel „{ $article }“ geschrieben. Er ist öffentlich.
mail_published_read = Lesen und antworten

## To members of the staff whom a note mentions

colleague = Jemand aus der Redaktion
mail_mention_subject = { $name } erwähnt Sie: „{ $article }“
mail_mention_text = { $name } erwähnt Sie in einer Notiz zu „{ $article }“:
mail_mention_open = Artikel öffnen

## To editors: the surge guard

mail_surge_on_subject = Ansturmschutz aktiv: „{ $article }“
mail_surge_off_subject = Ansturmschutz beendet: „{ $article }“
mail_surge_on_text = Unter „{ $article }“ ist weit mehr los als üblich.
mail_surge_off_text = Unter „{ $article }“ geht es wieder zu wie sonst.
mail_surge_ended_text = Die Redaktion hat den Ansturmschutz für „{ $article }“ beendet.
mail_surge_counts = Gezählt über { $window }:
mail_surge_comments = { $count ->
    [one] 1 Kommentar (üblich: { $usual })
   *[other] { $count } Kommentare (üblich: { $usual })
}
mail_surge_flags = { $count ->
    [one] 1 Meldung (üblich: { $usual })
   *[other] { $count } Meldungen (üblich: { $usual })
}
mail_surge_rejections = { $count ->
    [one] 1 Ablehnung (üblich: { $usual })
   *[other] { $count } Ablehnungen (üblich: { $usual })
}
mail_surge_holds = Dort wird jetzt jeder neue Kommentar zurückgestellt, bis die Moderation entschieden hat.
mail_surge_slows = Wer dort kommentiert, muss zwischen zwei Kommentaren jetzt länger warten.
mail_surge_until = Das endet von selbst, sobald sich die Lage beruhigt hat. Die Redaktion kann es auch früher beenden.
mail_surge_as_usual = Neue Kommentare werden dort wieder wie gewohnt geprüft.

## To a reader: the link that confirms the address

mail_link_subject = Bestätigen Sie Ihre Adresse für { $site }
mail_link_text = Jemand, vermutlich Sie, hat mit dieser Adresse einen Kommentar abgeschickt und uns gebeten, sie zu bestätigen. Öffnen Sie dazu die Seite hinter diesem Link und klicken Sie dort auf die Schaltfläche.
mail_link_button = Adresse bestätigen
mail_link_once = Der Link gilt eine Woche lang und nur einmal. Er führt auch zur persönlichen Seite des Kommentars.
mail_link_ignore = Wenn Sie es nicht waren, brauchen Sie nichts zu tun: Ohne die Bestätigung erhalten Sie keine E-Mails zu Kommentaren.
mail_data_subject = Was bei { $site } über Sie gespeichert ist
mail_data_text = Jemand, vermutlich Sie, hat gefragt, was bei { $site } über diese Adresse gespeichert ist. Die Seite hinter diesem Link zeigt es, gibt es Ihnen als Datei und löscht es auf Wunsch.
mail_data_button = Ansehen, was gespeichert ist
mail_data_spelling = Der Link ist nur für Sie bestimmt: Wer ihn hat, kann alles zu dieser Adresse sehen und löschen. Was Sie mit einer anderen Schreibweise der Adresse abgeschickt haben, steht auf einer eigenen Seite: Fragen Sie auch danach.
mail_data_ignore = Wenn Sie es nicht waren, brauchen Sie nichts zu tun. Niemand hat etwas erfahren, und eine solche E-Mail kommt höchstens einmal am Tag.

## Mails: backups

mail_backup_overdue_subject = Sicherungen von { $site } sind überfällig
mail_backup_last = Die letzte bewiesene Sicherung: { $minute }.
mail_backup_never = Noch keine Sicherung ist bewiesen.
mail_backup_failed = Der letzte Versuch schlug fehl: { $why }.
mail_backup_remedy = Sehen Sie nach, ob ein Worker läuft und ob am Ort der Sicherungen Platz ist, und führen Sie dann aus: rejoinder backup. Diese E-Mail wird nicht wiederholt; eine weitere kommt, sobald wieder eine Sicherung bewiesen ist.
mail_backup_back_subject = Eine Sicherung von { $site } ist wieder bewiesen
mail_backup_proven = { $file } wurde zurückgespielt und verglichen; darin ist alles bis zu dieser Zeit: { $minute }.
mail_why_admin = Sie erhalten diese E-Mail, weil Sie hier Admin sind.


## To the author of a comment: what happened to it

mail_yours_published_subject = Veröffentlicht: Ihr Kommentar zu „{ $article }“
mail_yours_published = Ihr Kommentar zu „{ $article }“ ist veröffentlicht.
mail_yours_rejected_subject = Nicht veröffentlicht: Ihr Kommentar zu „{ $article }“
mail_yours_rejected = Ihr Kommentar zu „{ $article }“ wurde nicht veröffentlicht.
mail_yours_change = Auf seiner persönlichen Seite können Sie ihn noch eine Weile ändern.
mail_yours_appeal = Auf seiner persönlichen Seite können Sie um eine erneute Prüfung bitten.
mail_yours_page = Die persönliche Seite Ihres Kommentars
mail_dismissed_subject = Widerspruch abgelehnt: Ihr Kommentar zu „{ $article }“
mail_dismissed_text = Die Moderation hat Ihren Kommentar zu „{ $article }“ noch einmal geprüft. Er bleibt unveröffentlicht.
mail_edit_accepted_subject = Änderung übernommen: Ihr Kommentar zu „{ $article }“
mail_edit_accepted_text = Die Änderung an Ihrem Kommentar zu „{ $article }“ wurde übernommen. Zu lesen ist jetzt der neue Text.
mail_edit_refused_subject = Änderung nicht übernommen: Ihr Kommentar zu „{ $article }“
mail_edit_refused_text = Die Änderung an Ihrem Kommentar zu „{ $article }“ wurde nicht übernommen. Veröffentlicht bleibt der ursprüngliche Text.

## To the operator: a test

mail_test_subject = Test-E-Mail von { $site }
mail_test_text = Dies ist eine Test-E-Mail, abgeschickt mit „{ $command }“. E-Mails von { $site } kommen bei Ihnen an.
