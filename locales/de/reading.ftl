# What stands in and around a story.

## In the text

advertisement = Anzeige
read_more = Mehr dazu
embed_video = Ansehen bei { $site }
embed_sound = Anhören bei { $site }
embed_post = Beitrag bei { $site } ansehen
unfold_story = Weiterlesen

## After the text

related_stories = Zum Thema
previous_story = Vorheriger Artikel
next_story = Nächster Artikel
stories_of = Mehr in { $section }

## Settings

settings_ads = Anzeigen
settings_ads_hint = Ihr eigenes HTML in Artikeln. Ein leerer Platz nimmt keinen Raum ein. Die Redaktion schreibt { "{{" }ad middle{ "}}" } an die gewünschte Stelle und { "{{" }ad none{ "}}" } in einen Artikel ohne Anzeigen.
setting_ad_top = Über dem Text
setting_ad_middle = Im Text
setting_ad_bottom = Unter dem Text
setting_ad_sources = Was Anzeigen laden
setting_ad_sources_hint = Je Zeile eine Angabe, zum Beispiel: script-src https://ads.example. Sonst laden die Seiten nichts von anderen Websites.
setting_embeds = Websites, die als Karte erscheinen
setting_embeds_hint = Ein Host je Zeile. Eine solche Adresse allein in einem Absatz wird zu einer Karte mit Link. Von dort wird nichts geladen.
setting_fold = Wörter vor „Weiterlesen“
setting_fold_hint = Deutlich längere Artikel werden dort eingeklappt; 0: nie.

## Help in the editor

forms_heading = Galerien, Kästen, Karten und Anzeigen
forms_caption = Ein Bild allein im Absatz, mit der Bildunterschrift in Anführungszeichen
forms_gallery = Mehrere Bilder in einem Absatz, je eine Zeile: eine Galerie
forms_pull = Worte aus dem Artikel, groß; ein zweiter Absatz nennt, von wem sie sind
forms_aside = Hintergrund in einem Kasten; die erste Zeile ist der Titel
forms_more_named = Ein Kasten, der zu diesem Artikel führt; bis zu sechs Pfade
forms_more = Dasselbe mit Artikeln zum Thema, nach Themen und Ressort gewählt
forms_card = Eine Adresse allein im Absatz: eine Karte, wenn die Website in den Einstellungen steht
forms_ad = Ein Platz für die Anzeige; auch top, bottom und none für einen Artikel ganz ohne

## Ways to share and to read

story_link = Link
copy_link = Link kopieren
link_copied = Link kopiert
print_with_comments = Mit Kommentaren drucken
dark_pages = Dunkle Seiten
light_pages = Helle Seiten

## The front page by choice

nav_front = Startseite
front_text = Wählen Sie, was wo steht. Was nicht gewählt ist oder nicht mehr öffentlich ist, folgt der Regel.
front_see = Startseite ansehen
front_saved = Die Startseite ist gespeichert.
front_by_rule = Automatisch
front_gone = Das Gewählte ist nicht mehr öffentlich; es gilt die Regel.
front_top = Der erste Artikel
front_top_hint = Automatisch: der neueste hervorgehobene Artikel, sonst der neueste.
front_lead = Aufmacher
front_row = Die Reihe darunter
front_row_hint = Automatisch: die nächstneueren Artikel.
front_place = Platz { $number }
front_sections_hint = Ressorts mit eigenen Artikeln. Ist keines gewählt, die ersten der Navigation.
front_picks_hint = Kommentare, die unter Artikeln ausgewählt wurden. Automatisch: die neuesten.
front_meanwhile = Jemand hat die Startseite inzwischen geändert. Prüfen Sie die jetzige Auswahl und speichern Sie erneut.
fault_front_many = Wählen Sie höchstens { $limit }
fault_front_article = Wählen Sie einen veröffentlichten Artikel
fault_front_comment = Wählen Sie einen veröffentlichten Kommentar
fault_front_section = Wählen Sie ein Ressort, das es gibt
fault_front_twice = Es steht schon an einem anderen Platz
log_front = { $who } hat die Startseite gestaltet

## Pictures of the publication

setting_logo = Logo
setting_logo_hint = Der Pfad eines Bildes der Mediathek, das im Kopf der Seiten statt des Namens steht; leer: der Name. Es steht auf hellen und auf dunklen Seiten: Geben Sie ihm einen eigenen Grund.
setting_icon = Symbol
setting_icon_hint = Der Pfad eines quadratischen Bildes der Mediathek, für Tabs und Startbildschirme.

## Lists

list_of = { $name }: Nachrichten, Hintergründe und Diskussion in { $site }
