# What stands in and around a story.

## In the text

advertisement = Publicité
read_more = À lire aussi
embed_video = Voir sur { $site }
embed_sound = Écouter sur { $site }
embed_post = Voir la publication sur { $site }
unfold_story = Lire la suite

## After the text

related_stories = Sur le même sujet
previous_story = Article précédent
next_story = Article suivant
stories_of = Plus dans { $section }

## Settings

settings_ads = Publicités
settings_ads_hint = Votre propre HTML dans les articles. Un emplacement vide ne prend pas de place. La rédaction écrit { "{{" }ad middle{ "}}" } à l’endroit voulu, et { "{{" }ad none{ "}}" } dans un article sans publicité.
setting_ad_top = Au-dessus du texte
setting_ad_middle = Dans le texte
setting_ad_bottom = Sous le texte
setting_ad_sources = Ce que les publicités chargent
setting_ad_sources_hint = Une par ligne, par exemple : script-src https://ads.example. Les pages ne chargent rien d’autre d’autres sites.
setting_embeds = Sites affichés en fiche
setting_embeds_hint = Un hôte par ligne. Une telle adresse, seule dans un paragraphe, devient une fiche avec un lien. Rien n’est chargé de ces sites.
setting_fold = Mots avant « Lire la suite »
setting_fold_hint = Les articles nettement plus longs y sont repliés ; 0 : jamais.

## Help in the editor

forms_heading = Galeries, encadrés, fiches et publicités
forms_caption = Une image seule dans son paragraphe, avec sa légende entre guillemets
forms_gallery = Plusieurs images dans un paragraphe, une par ligne : une galerie
forms_pull = Des mots de l’article, en grand ; un second paragraphe dit de qui ils sont
forms_aside = Un encadré ; la première ligne est son titre
forms_more_named = Un encadré qui mène à cet article ; jusqu’à six chemins
forms_more = La même chose avec des articles sur le sujet, choisis par thèmes et rubrique
forms_card = Une adresse seule dans son paragraphe : une fiche, si le site figure dans les réglages
forms_ad = Un emplacement pour la publicité ; aussi top, bottom, et none pour un article sans aucune

## Ways to share and to read

story_link = Lien
copy_link = Copier le lien
link_copied = Lien copié
print_with_comments = Imprimer avec les commentaires
dark_pages = Pages sombres
light_pages = Pages claires

## The front page by choice

nav_front = Une
front_text = Choisissez ce qui se trouve où. Ce qui n’est pas choisi, ou n’est plus public, suit la règle.
front_see = Voir la une
front_saved = La une est enregistrée.
front_by_rule = Automatique
front_gone = Ce qui était choisi n’est plus public ; la règle s’applique.
front_top = Le premier article
front_top_hint = Automatique : le plus récent des articles mis en avant, sinon le plus récent.
front_lead = Ouverture
front_row = La rangée en dessous
front_row_hint = Automatique : les articles suivants par date.
front_place = Place { $number }
front_sections_hint = Rubriques avec leurs propres articles. Si aucune n’est choisie, les premières de la navigation.
front_picks_hint = Commentaires choisis sous les articles. Automatique : les plus récents.
front_meanwhile = Quelqu’un a modifié la une entre-temps. Vérifiez les choix actuels et enregistrez de nouveau.
fault_front_many = Choisissez-en au plus { $limit }
fault_front_article = Choisissez un article publié
fault_front_comment = Choisissez un commentaire publié
fault_front_section = Choisissez une rubrique qui existe
fault_front_twice = Il se trouve déjà à une autre place
log_front = { $who } a composé la une

## Pictures of the publication

setting_logo = Logo
setting_logo_hint = Le chemin d’une image de la médiathèque, à la place du nom en tête des pages ; vide : le nom. Elle figure sur des pages claires et sombres : donnez-lui un fond.
setting_icon = Icône
setting_icon_hint = Le chemin d’une image carrée de la médiathèque, pour les onglets et les écrans d’accueil.

## Lists

list_of = { $name } : actualités, analyses et débats dans { $site }
