# What readers get mail about, and what is stored about them: the form, the mails and the pages behind their links.

## The comment form

field_notify = E-Mail an mich über
notify_none = nichts
notify_replies = Antworten auf meinen Kommentar
notify_article = jeden neuen Kommentar zu diesem Artikel
notify_hint = Vor der ersten E-Mail bitten wir um die Bestätigung der Adresse. Jede E-Mail hat einen Link, der sie beendet.
fault_notify = Wählen Sie eine der angebotenen Antworten

## Mails: the confirmation of a subscription

mail_link_replies = Jemand, vermutlich Sie, hat mit dieser Adresse „{ $article }“ kommentiert und möchte E-Mails über Antworten. Öffnen Sie die Seite hinter diesem Link und drücken Sie dort den Knopf, um sie zu bekommen.
mail_link_article = Jemand, vermutlich Sie, hat mit dieser Adresse „{ $article }“ kommentiert und möchte E-Mails über jeden neuen Kommentar dort. Öffnen Sie die Seite hinter diesem Link und drücken Sie dort den Knopf, um sie zu bekommen.

## Mails: new comments

mail_news_subject = Neue Kommentare zu „{ $article }“
mail_digest_subject = Neue Kommentare bei { $site }
mail_news_reply = { $name } hat auf Ihren Kommentar zu „{ $article }“ geantwortet:
mail_news_comment = { $name } hat „{ $article }“ kommentiert:
mail_news_read = Lesen und antworten
mail_news_more = { $count ->
    [one] Ein weiterer neuer Kommentar steht nicht in dieser E-Mail.
   *[other] { $count } weitere neue Kommentare stehen nicht in dieser E-Mail.
}
mail_why_follower = Sie bekommen diese E-Mail, weil Sie sie beim Kommentieren gewünscht und diese Adresse bestätigt haben.
mail_preferences = Wählen, worüber Sie E-Mails bekommen, oder ansehen und löschen, was über Sie gespeichert ist

## Mails: a correction

mail_correction_subject = Korrektur: „{ $article }“
mail_correction_text = Wir haben „{ $article }“ korrigiert, wozu Sie kommentiert haben:
mail_correction_read = Den Artikel lesen

## The page behind the link in each mail: what a reader gets mail about

preferences_title = Ihre E-Mails und Ihre Daten
preferences_for = Für die Adresse { $address }. Geben Sie den Link zu dieser Seite nicht weiter: Er braucht kein Passwort.
preferences_mail_heading = Worüber Sie E-Mails bekommen
preferences_stopped = Sie bekommen keine E-Mails von uns. Ihre Auswahl bleibt erhalten, falls Sie wieder welche möchten.
preferences_resume = Wieder E-Mails senden
preferences_stop = Alle E-Mails beenden
preferences_none = Sie folgen keinem Artikel und warten auf keine Antworten. Das wählen Sie unter jedem Artikel beim Kommentieren.
preferences_waits = Mit dieser Adresse gewünscht, aber nicht bestätigt. Wählen Sie es hier, wenn Sie das waren und es möchten.
preferences_nothing = nichts
preferences_replies = Antworten auf meine Kommentare
preferences_article = jeder neue Kommentar
preferences_frequency = Wie oft
frequency_at_once = eine E-Mail für jeden Kommentar, sofort
frequency_hourly = höchstens eine E-Mail in der Stunde
frequency_daily = höchstens eine E-Mail am Tag, morgens
preferences_decisions = Was aus meinen Kommentaren wurde: veröffentlicht oder nicht, und Antworten auf meine Bitten
preferences_corrections = Korrekturen von Artikeln, zu denen ich kommentiert habe
preferences_save = Speichern
preferences_saved = Ihre Auswahl ist gespeichert.
preferences_resumed = Sie bekommen wieder E-Mails.
preferences_gone_heading = Über diese Adresse ist nichts gespeichert
preferences_gone_text = Die Adresse, zu der dieser Link gehörte, ist gelöscht. Sie bekommt keine E-Mails.
stop_choose = Sie können auch wählen, worüber Sie E-Mails bekommen.

## The page behind the link in each mail: what is stored about a reader

data_heading = Was über Sie gespeichert ist
data_text = Alles, was zu dieser Adresse gehört: Ihre Kommentare, wem Sie folgen und welche E-Mails gesendet wurden.
data_see = Ansehen
data_download = Als JSON herunterladen
data_back = Zurück zu Ihren E-Mails und Daten
data_address = Adresse
data_first_used = Hier zuerst verwendet
data_confirmed = Bestätigt
data_not_confirmed = nicht bestätigt
data_stopped = E-Mails sind beendet
data_ban = Eine Entscheidung der Redaktion über alle Ihre Kommentare (Sperre oder Vertrauen)
data_note = Eine Notiz der Redaktion über Sie
data_yes = ja
data_no = nein
data_comments = Kommentare
data_comments_none = Keine.
data_former = Frühere Fassungen und was Sie der Moderation geschrieben haben
data_network = Netz
data_name = Name
data_website = Website
data_mails = E-Mails

## The page behind the link in each mail: erasing

erase_heading = Löschen, was über Sie gespeichert ist
erase_text = Damit werden die Adresse, die Namen und Websites Ihrer Kommentare, wem Sie folgen und die Liste der E-Mails gelöscht. Das lässt sich nicht rückgängig machen.
erase_texts = Was Sie geschrieben haben
erase_texts_of_reader = Was diese Person geschrieben hat
erase_keep = bleibt stehen, ohne Namen
erase_remove = wird ebenfalls gelöscht
erase_sure = Ja, endgültig löschen
erase_button = Löschen
fault_erase_sure = Kreuzen Sie dieses Feld an, wenn Sie es endgültig löschen wollen
erased_author = Anonym
erased_heading = Es ist gelöscht
erased_text = Über die Adresse ist nichts mehr gespeichert, und sie bekommt keine E-Mails. Bewahren Sie diese Seite auf, wenn Sie einen Beleg möchten; die Adresse steht nicht darin.
erased_when = Zeitpunkt
erased_comments = Kommentare
erased_kept = { $count ->
    [one] 1, ohne Namen erhalten
   *[other] { $count }, ohne Namen erhalten
}
erased_removed = { $count ->
    [one] 1, gelöscht
   *[other] { $count }, gelöscht
}

## The private page of a comment: deleting it

delete_own_heading = Diesen Kommentar löschen
delete_own_text = Text und Name verschwinden sofort. Antworten darauf bleiben. Hier lässt sich das nicht rückgängig machen.
delete_own_sure = Ja, löschen
delete_own_button = Löschen

## The desk: a reader's rights

reader_data_heading = Verlangen der Person
reader_data_text = Was über diese Adresse gespeichert ist, oder ihre Löschung, auf Verlangen der Person, der sie gehört. Beides wird protokolliert.
reader_data_export = Als JSON herunterladen
log_erase_reader = { $who } hat die Daten eines Lesers gelöscht

## What is stored: the page that says it

privacy_title = Was wir über Leser speichern
privacy_link = Datenschutz
privacy_lead = Diese Seite entsteht aus den Einstellungen, die auf dieser Website gelten.
privacy_why = Warum
privacy_how_long = Wie lange
privacy_who = Wer es sieht
privacy_comment = Ihr Kommentar, Ihr Name und Ihre Website
privacy_comment_why = Um ihn zu veröffentlichen und darüber zu entscheiden.
privacy_comment_long = Bis Sie oder die Redaktion ihn löschen. Wurde er nicht veröffentlicht, wird sein Text danach entfernt (Frist: { $days }).
privacy_comment_who = Alle, sobald er veröffentlicht ist. Vorher die Redaktion.
privacy_address = Ihre E-Mail-Adresse
privacy_address_why = Um Ihnen die gewünschten E-Mails zu senden und zu wissen, welche Kommentare von Ihnen sind.
privacy_address_long = Solange ein Kommentar dazu gehört, oder bis Sie sie löschen.
privacy_address_who = Sie ist verschlüsselt gespeichert und wird nie veröffentlicht. Die Moderation sieht die ersten Buchstaben. Die Redaktionsleitung kann sie ansehen; das wird protokolliert.
privacy_follow = Worüber Sie E-Mails möchten, und die Liste der gesendeten E-Mails ohne deren Texte
privacy_follow_why = Um jede E-Mail einmal zu senden.
privacy_follow_long = So lange wie die Adresse. Was Sie nicht bestätigen: { $days }.
privacy_follow_who = Sie, über den Link in jeder E-Mail. Die Administration sieht die Liste ohne Adressen.
privacy_network = Der Anfang Ihrer Netzadresse und ein Code, der aus der ganzen entsteht
privacy_network_why = Um Fluten von Werbung zu bemerken.
privacy_network_long = Der Anfang: { $days }. Der Code: { $code }.
privacy_network_who = Die Redaktion sieht den Anfang. Den Code sieht niemand.
privacy_cookie = Ein Cookie in Ihrem Browser
privacy_cookie_why = Um zu wissen, dass Sie Ihre Adresse in diesem Browser bestätigt haben. Es wird nur gesetzt, wenn Sie diesen Knopf drücken; ein anderes Cookie für Leser gibt es nicht.
privacy_cookie_long = { $days }, oder bis Sie auf der privaten Seite eines Kommentars „Diesen Browser vergessen“ drücken.
privacy_cookie_who = Nur diese Website.
privacy_akismet = Eine Prüfung durch den Dienst Akismet
privacy_akismet_why = Um Werbung zu erkennen. Der Dienst bekommt Ihren Kommentar mit: { $fields }.
privacy_akismet_long = Wie der Dienst es angibt.
privacy_akismet_who = Akismet (Automattic).
privacy_nothing_else = Die Seiten rufen nichts von anderen Websites ab, außer wenn ein Artikel etwas von dort zeigt, und das Protokoll des Programms enthält keine Adressen.
privacy_rights = Ansehen, mitnehmen, ändern, löschen
privacy_rights_text = Jede E-Mail an Sie hat einen Link zu einer Seite, die alles zeigt, was über Ihre Adresse gespeichert ist, es als Datei herausgibt und löscht. Auf der privaten Seite eines Kommentars, auf die Sie kamen, als er zurückgehalten wurde, können Sie ihn ändern und löschen. Auf Verlangen tut das auch die Redaktion.
privacy_comment_kept = Bis Sie oder die Redaktion ihn löschen.

## The comment form: consent

fault_consent = Kreuzen Sie das Feld an, wenn Sie einverstanden sind; sonst kann der Kommentar nicht gespeichert werden
privacy_consent = Ihre Einwilligung
privacy_consent_why = Um nachweisen zu können, dass Sie beim Absenden eingewilligt haben. Neben dem Kästchen steht: „{ $words }“ (Fassung: { $version }). Gespeichert werden die Fassung und die Zeit.
privacy_consent_long = So lange wie der Kommentar.
privacy_consent_who = Sie, über den Link zu Ihren Daten, und die Redaktion.
data_consent = Einwilligung

## Asking for the link to one's data

data_ask_heading = Ihre Daten
data_ask_text = Geben Sie Ihre E-Mail-Adresse ein. Wenn etwas über sie gespeichert ist, bekommen Sie eine E-Mail mit dem Link zu einer Seite, die alles zeigt, es als Datei herausgibt und löscht.
data_ask_address = E-Mail-Adresse
data_ask_button = Link anfordern
data_asked_heading = Sehen Sie in Ihr Postfach
data_asked_text = Wenn etwas über diese Adresse gespeichert ist, ist eine E-Mail mit dem Link unterwegs. Eine solche E-Mail kommt höchstens einmal am Tag. Kommt keine, ist nichts gespeichert, oder es wurde eine andere Schreibweise der Adresse verwendet (etwa mit Pluszeichen oder Punkten).
data_asked_back = Zurück zur Seite über den Datenschutz
data_ask_link = Link zu den eigenen Daten anfordern
