# Settings, people, the log, and the mails about accounts.

## Settings at run time

settings_heading = Einstellungen
settings_intro = Änderungen gelten sofort, ohne Neustart. Bei jeder Einstellung steht, woher ihr Wert stammt; ein hier gesetzter Wert hat Vorrang vor der Konfigurationsdatei.
settings_publication = Publikation
settings_appearance = Aussehen und Fußzeile
settings_articles = Artikel
settings_comments = Kommentare
settings_moderation = Moderation
settings_reasons = Ablehnungsgründe
settings_reasons_hint = Der Satz, den Verfasser lesen, wenn ihr Kommentar abgelehnt wird. Leer: der mitgelieferte Satz in der Sprache der Seite oder E-Mail.
settings_policies = Welche Kommentare sofort veröffentlicht werden, bestimmen die Richtlinien.
settings_save = Einstellungen speichern
settings_saved = Gespeichert. Die Änderungen gelten jetzt.
settings_reset = Zurücksetzen
settings_meanwhile = Die Einstellungen wurden inzwischen von jemand anderem geändert. Ihre Eingaben stehen unten: Prüfen Sie sie und speichern Sie erneut.
setting_from_default = Voreinstellung
setting_from_file = Aus { $file }
setting_from_desk = Hier gesetzt
setting_pinned = Gesetzt durch { $place }; das hat Vorrang vor dieser Seite
setting_name = Name
setting_name_hint = Im Kopf jeder Seite, in Feeds und E-Mails.
setting_tagline = Untertitel
setting_tagline_hint = Eine Zeile unter dem Namen; darf leer sein.
setting_site_language = Sprache
setting_site_language_hint = Ein Sprachcode wie en, de oder pt-BR, für Wörter, Daten und Silbentrennung.
setting_zone = Zeitzone
setting_zone_hint = Ein Name wie Europe/Berlin oder UTC.
setting_colour = Akzentfarbe
setting_colour_hint = # und sechs Ziffern, etwa #1a4b8c; leer: ein dunkles Rot. Der Kontrast wird geprüft; dunkle Seiten erhalten einen helleren Ton.
setting_links = Folgen Sie uns
setting_links_hint = Ein Link je Zeile: Text, Leerzeichen, Adresse. Zum Beispiel: Mastodon https://social.example/@news
setting_copyright = Copyright-Zeile
setting_copyright_hint = Am Fuß jeder Seite; darf leer sein.
setting_paths = Permalinks
setting_paths_hint = Die Pfade neuer Artikel aus { "{" }year{ "}" }, { "{" }month{ "}" }, { "{" }day{ "}" }, { "{" }section{ "}" } und { "{" }slug{ "}" }, das nötig ist. Veröffentlichte Artikel behalten ihre Pfade.
setting_per_page = Artikel pro Seite
setting_per_page_hint = Auf der Startseite sowie auf den Seiten von Ressorts und Themen.
setting_open_days = Tage, an denen kommentiert werden kann
setting_open_days_hint = Nach der Veröffentlichung; leer: bis ein Artikel geschlossen wird.
setting_guidelines = Hinweise für Kommentierende
setting_guidelines_hint = Steht über dem Kommentarformular; Markdown. Ein Artikel kann eigene haben.
setting_interval = Sekunden zwischen zwei Kommentaren
setting_interval_hint = Der Mindestabstand zwischen zwei Kommentaren einer Person; 0 schaltet ihn ab.
setting_edit_window = Sekunden zum Bearbeiten
setting_edit_window_hint = Wie lange Leser ihren eigenen Kommentar ändern können; 0 schaltet es ab.
setting_figures = Zahlen zur Moderation veröffentlichen
setting_figures_hint = Monatliche Summen unter /transparency, ohne personenbezogene Daten.
setting_undo = Sekunden zum Rückgängigmachen
setting_undo_hint = Wie lange E-Mails über eine Entscheidung warten, damit sie rückgängig gemacht werden kann; 0 schaltet es ab.
setting_target = Minuten bis zur Erinnerung
setting_target_hint = Wartet der älteste Kommentar eines Ressorts länger, erhalten seine Moderatoren eine E-Mail; 0 schaltet es ab.

## What is wrong with a setting

setting_title = Geben Sie den Namen der Publikation an
setting_line = Schreiben Sie eine Zeile mit höchstens 300 Zeichen
setting_long = Kürzen Sie dies auf 10.000 Zeichen, ohne Steuerzeichen
setting_language = Geben Sie einen Sprachcode wie en, de oder pt-BR an
setting_timezone = Geben Sie den Namen einer Zeitzone an, etwa Europe/Berlin oder UTC
setting_social = Schreiben Sie jeden Link in eine eigene Zeile: Text, Leerzeichen und eine Adresse mit https://
setting_accent = Geben Sie # und sechs Ziffern an, etwa #1a4b8c
setting_contrast = Kleine Schrift in dieser Farbe ist schwer zu lesen: Wählen Sie eine dunklere, etwa { $colour }
setting_permalink = Geben Sie ein Muster wie /{ "{" }year{ "}" }/{ "{" }month{ "}" }/{ "{" }slug{ "}" } an, unter dem das Programm nicht selbst antwortet
setting_number = Geben Sie eine ganze Zahl von { $least } bis { $most } an
