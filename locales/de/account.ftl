# Anmelden und Abmelden, das erste Konto, das eigene Konto, und Seiten der Moderation, die es nicht gibt.

## Signing in and out

sign_in = Anmelden
signing_in = Anmeldung läuft …
signed_out_title = Abgemeldet
signed_out_heading = Sie sind abgemeldet
signed_out_text = Dieser Browser hat keinen Zugang zur Redaktion mehr.
signed_out_next = <a href="/desk/login">Melden Sie sich wieder an</a> oder gehen Sie <a href="/">zur Startseite</a>.
signed_out_kept = Sie sind abgemeldet, daher wurde nichts gespeichert. Melden Sie sich an; dann können Sie absenden, was Sie geschrieben haben.
signed_in_heading = Sie sind angemeldet
signed_in_kept = Was Sie zuvor abgeschickt haben, wurde nicht ausgeführt. Prüfen Sie es und senden Sie es erneut.
fault_credentials = E-Mail-Adresse oder Passwort ist falsch. Prüfen Sie beides und versuchen Sie es erneut.
fault_password_wait = Mehrere Passwörter waren falsch. Warten Sie, bevor Sie es erneut versuchen: { $wait }.
fault_csrf = Das Formular kam nicht von einer Seite dieser Website, oder die Seite war zu alt. Laden Sie die Seite neu.

## The first account

setup_heading = { $site } einrichten
setup_text = Legen Sie das Administrationskonto an. Der Link gilt einmal.
setup_name_hint = Steht neben Ihren Entscheidungen und unter Ihren Artikeln.
setup_busy = Wird eingerichtet …
setup_create = Konto anlegen

## One’s own account

account_new_token = Ihr neues Token.
account_copy_token = Kopieren Sie es jetzt: Es ist nur als Prüfwert gespeichert und lässt sich nicht noch einmal zeigen.
account_sessions = Wo Sie angemeldet sind
account_this_browser = dieser Browser
account_seen = Seit { $since }, zuletzt gesehen { $seen }
browser_on = { $browser } auf { $system }
browser_unknown = Unbekannter Browser
account_tokens = API-Tokens
account_no_tokens = Sie haben keine Tokens.
account_made = Angelegt am { $time }
account_ends = gilt bis { $time }
account_used = zuletzt verwendet { $time }
account_never_used = nie verwendet
account_token_new = Neues Token
account_token_name_hint = Um es später wiederzuerkennen: „Sicherungsskript“.
account_token_unnamed = Kommandozeile
account_token_may = Es darf
scope_read = lesen, was Sie lesen dürfen
scope_moderate = über Kommentare entscheiden
scope_publish = Artikel schreiben und veröffentlichen
scope_admin = Konten, Tokens und Einstellungen verwalten
account_token_days = Gültig für
account_creating = Wird angelegt …
account_token_create = Token anlegen
account_language = Sprache
account_language_of = Die Redaktion und E-Mails an Sie erscheinen in
account_language_site = der Sprache der Website ({ $language })
account_language_save = Sprache speichern
account_password_current = Bisheriges Passwort
account_password_new = Neues Passwort
account_password_hint = Mindestens 12 Zeichen. Alle anderen Browser werden abgemeldet.
account_password_change = Passwort ändern
account_done_password = Ihr Passwort ist geändert, und alle anderen Browser sind abgemeldet. API-Tokens gelten weiter: Ziehen Sie unten die zurück, die jemand anderes kennen könnte.
account_done_language = Ihre Sprache ist gespeichert. Die Redaktion und E-Mails an Sie erscheinen ab jetzt darin.
account_done_session = Dieser Browser ist abgemeldet.
account_done_token = Das Token ist zurückgezogen.
account_done_mail = An diese Adresse werden wieder E-Mails gesendet. Falls der Server sie weiter ablehnt, steht es auf dieser Seite.

## A page that does not exist

desk_404_advice = Vielleicht wurde sie entfernt, oder die Adresse enthält einen Fehler.
to_your_articles = Zu Ihren Artikeln
to_the_comments = Zu den Kommentaren
again_value = Wert
again_condition = Bedingung
again_list = Liste
again_article = Artikel
again_domain = Domain
again_note = Notiz
again_held = Zurückgehaltene von tausend
again_spam = Spam von tausend
again_time = Zeitpunkt der Veröffentlichung
again_entry = Ihre Eingabe „{ $name }“
again_password = Passwort (es wurde nicht aufgehoben: geben Sie es noch einmal ein)
