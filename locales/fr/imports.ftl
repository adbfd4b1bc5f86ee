# Moving in from other systems, at the desk.

## The list and the form

imports_heading = Imports
import_add = Importer depuis un autre système
import_add_text = Les fichiers sont lus jusqu’au bout, et vous voyez le plan avant tout enregistrement. Aucun courriel n’est envoyé. Un second import du même site ne crée que ce qui est nouveau.
import_system = Système
import_files = Fichiers d’un même site
import_files_hint = Tels que le système les exporte, aussi compressés en gzip ou zip. Au plus { $size } Go en tout.
import_unmatched = Commentaires de pages qui ne sont pas des articles ici
import_unmatched_hold = Les garder dans un brouillon
import_unmatched_create = Créer un article sans texte
import_unmatched_skip = Les laisser de côté
import_map = Nouvelles adresses de pages
import_map_hint = Sur chaque ligne une ancienne adresse et une nouvelle ; * à la fin des deux remplace le reste.
import_teach = Apprendre au filtre antispam ce qui y était approuvé et ce qui y était indésirable
import_upload = Envoyer et voir le plan
import_uploading = Envoi en cours…
import_uploaded = Fichiers envoyés
import_made_before = Imports effectués
import_none = Rien n’a encore été importé.

## The state of an upload and of an import

import_state_waiting = Le plan est en préparation
import_state_planned = Le plan est prêt
import_state_applying = Import en cours
import_state_done = Importé
import_state_failed = Non importé
import_state_running = En cours, ou interrompu
import_state_undone = Annulé
import_state_left = Annulé en partie

## One upload

import_number = Import { $number }
import_plan = Plan
import_plan_text = Rien n’a encore été enregistré.
import_result = Résultat
import_apply = Importer maintenant
import_discard = Abandonner l’envoi
import_reload = Actualiser
import_reload_text = Cette page se recharge d’elle-même toutes les quelques secondes.
import_progress = Avancement
import_reading = Éléments lus : { $count }
import_storing = Terminé : { $done } sur { $total }
import_made = Créés
import_to_make = À créer
import_matched = Déjà présents
import_nothing = rien
import_states = État là-bas et ici
import_pages = Pages et leurs articles
import_no_article = aucun article
import_repaired = Réparés
import_skipped = Laissés de côté
import_count = Nombre
import_there = Là-bas
import_here = Ici
import_for_instance = par exemple : { $why }
import_first_of = Les { $shown } premiers sur { $total }
import_undo = Annuler cet import
import_undo_text = Ce que l’import a créé est supprimé. Ce qui a été modifié ou a reçu une réponse depuis reste.
import_notice_undo = L’import est en cours d’annulation. Revenez dans un instant.
import_notice_discarded = L’envoi a été abandonné.
import_from = { $system } : { $files }

## Faults

import_choose = Choisissez au moins un fichier
import_choose_system = Choisissez un système
import_too_large = Les fichiers dépassent { $size } Go en tout. Utilisez rejoinder import sur le serveur.
import_gone = Les fichiers envoyés ne sont plus sur cette machine. Envoyez-les à nouveau.
import_in_other_state = Cet envoi a changé d’état entre-temps. Regardez-le à nouveau.

## What a remark is about

import_what_comment = commentaire { $key }
import_what_entry = élément { $key }
import_what_post = article { $key } « { $title } »
import_what_other = { $kind } { $key } « { $title } »
import_what_article = article { $key }
import_what_author = auteur { $name }
import_what_section = rubrique { $name }
import_what_tag = mot-clé { $name }
import_what_term = terme { $name }
import_what_picture = image { $key }
import_what_file = fichier { $name }
import_what_mention = mention par { $source }
import_what_comments_of = { $count ->
    [one] { $count } commentaire de { $thread }
   *[other] { $count } commentaires de { $thread }
}
import_what_more = { $count } de plus

## Why it was left out, or how it was repaired

import_why_no_zone = sa date n’a pas de fuseau horaire et a été lue comme UTC
import_why_no_time = il n’a pas de date ; il vient en premier dans sa discussion
import_why_address_not_kept = son adresse { $address } ne peut être conservée ; il en reçoit une autre
import_why_path_taken = un autre article a déjà ce chemin ; il en reçoit un autre
import_why_invisible = des caractères invisibles ont été retirés
import_why_headline_cut = son titre a été coupé à { $most } caractères
import_why_no_headline = il n’a pas de titre et reçoit « { $title } »
import_why_tags = un article a au plus { $most } mots-clés ; laissés de côté : { $left }
import_why_no_text = il n’a pas de texte
import_why_private = il était privé et devient un brouillon
import_why_article_not_before = son article { $article } ne le précède pas
import_why_no_kind = il n’y a pas de type { $kind }
import_why_above_missing = la rubrique parente, { $parent }, n’est pas dans les fichiers ; elle est au premier niveau
import_why_above_circle = les rubriques parentes forment une boucle, qui a été ouverte
import_why_depth = au plus { $most } rubriques peuvent s’emboîter ; certaines au milieu ont été laissées de côté
import_why_thread_deleted = la discussion y a été supprimée
import_why_map = la liste d’adresses le dit
import_why_no_article = aucun article n’a cette adresse
import_why_article_left_out = son article { $thread } n’a pas été importé
import_why_names_no_article = il ne nomme aucun article
import_why_parent_missing = le commentaire auquel il répond n’est pas dans les fichiers ; il commence une discussion
import_why_parent_circle = les commentaires auxquels il répond forment une boucle, qui a été ouverte
import_why_no_page = elle n’a pas d’adresse de page
import_why_no_author = son auteur n’est pas dans les fichiers
import_why_no_words = il ne montre aucun mot
import_why_no_name = il n’a pas de nom
import_why_name_unreadable = son nom ne peut être lu
import_why_website = son site n’est pas une adresse du web et a été laissé de côté
import_why_email = son adresse e-mail n’en est pas une et a été laissée de côté
import_why_same_id = un autre avec le même identifiant le précède
import_why_other_file = d’après son nom, ce n’est pas un export
import_why_in_use = elle est utilisée
import_why_old_version = seule la version actuelle d’un article est importée
import_why_menu = les menus sont faits ici des rubriques et des pages
import_why_post_type = les articles du type « { $kind } » appartiennent à WordPress lui-même ou à une extension
import_why_post_state = WordPress garde pour lui les articles dans l’état « { $state } »
import_why_no_such_term = il n’y a rien ici comme « { $taxonomy } »
import_why_editors_note = c’est une note privée de la rédaction
import_why_comment_type = les commentaires du type « { $kind } » appartiennent à une extension
import_why_joined = un signe dans le texte le terminait trop tôt ; le texte a été recollé
import_why_control = il contenait des caractères de contrôle, qui ont été retirés
import_why_not_utf8 = il contenait des octets qui ne sont pas de l’UTF-8 ; ils ont été lus comme du Windows-1252
import_why_half_character = il contenait la moitié d’un caractère, devenue �
import_why_no_id = il n’a pas d’identifiant ; sa ligne en tient lieu
import_why_id_again = un autre avec le même identifiant le précède ; celui-ci s’appelle { $key }
import_why_other_state = son état « { $state } » ne veut rien dire ici ; c’est un brouillon
import_why_text_long = son texte est trop long pour être converti
import_why_blocks_empty = les blocs que WordPress remplit en les affichant sont vides : { $blocks }
import_why_shortcodes = les shortcodes d’extensions ne veulent rien dire ici ; seuls leurs mots ont été gardés : { $names }
import_why_gallery_empty = les images d’une galerie ne sont pas dans les fichiers
import_why_nested = ses éléments sont trop imbriqués ; seuls ses mots ont été gardés
import_why_pictures_https = { $count ->
    [one] { $count } image est désormais chargée par https
   *[other] { $count } images sont désormais chargées par https
}
import_why_pictures_dropped = { $count ->
    [one] { $count } image n’a pas d’adresse et a été laissée de côté
   *[other] { $count } images n’ont pas d’adresse et ont été laissées de côté
}
import_why_changed_since = il a été modifié ou a reçu une réponse depuis
import_why_future = sa date est dans le futur ; elle devient celle de l’importation
import_why_no_date = il n’a pas de date lisible ; il prend celle de l’importation
import_why_name_address = son nom est une adresse e-mail, dont seule la partie avant le @ est gardée
import_why_section_missing = sa rubrique { $section } n’est pas dans les fichiers ; il n’en a pas
import_why_unknown_field = le format n’a pas de champ « { $field } » ; il a été omis partout
import_why_not_public = son état est « { $status } » ; il n’est donc pas publié
import_why_parent_elsewhere = le commentaire auquel il répond est sur une autre page ; il ouvre une discussion
import_why_map_unused = aucune page des fichiers n’a cette adresse

## Why a file cannot be imported

import_file_line = { $file }, ligne { $line } : { $why }
import_file_fault = { $file } : { $why }
import_file_unreadable = le fichier ne peut être lu : { $cause }
import_file_no_files = c’est une archive sans fichiers
import_file_empty = le fichier est vide
import_file_archive = c’est une archive endommagée : { $cause }
import_file_many = il a plus de { $most } fichiers
import_file_encrypted = le fichier est chiffré ; décompressez d’abord l’archive
import_file_nowhere = le fichier est introuvable dans l’archive
import_file_method = le fichier est compressé d’une façon qui n’est pas lue ({ $method })
import_file_large = il dépasse { $most } Mo ; utilisez rejoinder import sur le serveur, avec le fichier décompressé
import_file_no_isso = ce n’est pas une base de données d’Isso
import_file_no_sqlite = ce n’est pas une base SQLite ; donnez le comments.db d’Isso
import_file_in_use = ne contient pas les dernières modifications, qui sont dans { $other }. Arrêtez Isso et copiez le fichier par sqlite3 comments.db ".backup copy.db"
import_file_schema = son schéma est { $schema } ; { $newest } est le plus récent qui puisse être lu
import_file_no_export = ce n’est pas un export de { $system }
import_looks_like = { $why }. On dirait un fichier de { $system } : importez-le comme { $name }
import_looks_page = { $why }. On dirait une page web enregistrée à la place du fichier
import_looks_dump = { $why }. On dirait la copie en texte d’une base de données. Celle d’Isso se charge d’abord dans une base : sqlite3 comments.db < dump.sql
import_looks_packed = { $why }. Il est compressé une fois de plus : décompressez-le une fois
import_looks_wide = { $why }. C’est un texte en UTF-16 : enregistrez-le en UTF-8
import_line_no_export = ce n’est pas un export de { $system }
import_line_json = ce n’est pas du JSON valide : { $cause }
import_line_json_end = elle se termine au milieu d’une valeur ; le fichier est tronqué
import_line_xml_within = { $cause }, au milieu de <{ $name }>, qui commence à la ligne { $line }
import_line_xml_bad = ce n’est pas du XML bien formé : { $cause }
import_line_xml_cut = il se termine au milieu de <{ $name }>, qui commence à la ligne { $line }
import_line_xml_deep = ses éléments sont trop imbriqués
import_line_xml_end = un élément se termine sans avoir commencé
import_line_xml_entities = il définit ses propres entités, ce qu’aucun export ne fait
import_line_xml_encoding = son codage est { $name } ; les exports sont en UTF-8
import_line_item_large = un seul élément dépasse { $most } Mo
import_line_no_comment = ce n’est pas un commentaire de { $system }
import_line_no_header = il n’a pas l’en-tête de { $system }
import_line_format = son format est { $format }, et ce programme lit { $ours }
import_line_no_key = l’article n’a pas de clé
import_line_not_first = la première ligne n’est pas { $example }
import_line_second = un second { $example } ; importez un site à la fois
import_line_none = il n’a pas de ligne { $example }
import_other_site = { $file } : il est de { $address }, le fichier précédent de { $known } ; importez un site à la fois
import_taken_back = L’import a été annulé pendant qu’il s’exécutait. Ce qu’il avait enregistré est supprimé
import_map_line = { $file }, ligne { $line } : { $why }
import_map_two = écrivez une ancienne adresse et une nouvelle, séparées par une espace
import_map_star = écrivez * à la fin des deux adresses, ou d’aucune
import_found_map = selon votre liste
import_found_earlier = import précédent
import_found_identifier = par son identifiant
import_found_exact = le même chemin
import_found_normalised = le même chemin, écrit autrement
import_found_slug = la même fin de chemin
import_found_made = créé
import_found_held = retenus dans un brouillon
import_found_unmatched = sans article
import_kind_articles = articles
import_kind_pages = pages
import_kind_comments = commentaires
import_kind_mentions = mentions
import_kind_authors = auteurs
import_kind_sections = rubriques
import_kind_tags = mots-clés
import_kind_attachments = images
import_place = { $file }, ligne { $line }
import_remark = { $place } : { $why }

## What became of texts and pictures

import_why_not_in_folder = { $address } n’est pas dans le dossier et reste où il est
import_why_stays = { $path } reste où il est : { $cause }
import_why_no_picture = { $path } n’est pas une image d’un type conservé ici, et reste où il est
import_why_file_large = il dépasse { $most } Mio
import_why_folder = c’est un dossier
import_why_unpacks = une fois décompressé, le fichier dépasse de loin la taille d’un export
import_why_checksum = sa somme de contrôle n’est pas celle de l’archive
import_why_part_long = un seul texte dépasse { $most } Mo
import_why_page = la page { $page } est illisible
import_file_isso_damaged = { $file } est endommagé, ou n’est pas une base d’Isso : { $cause }
import_state_of = { $kind } : { $state }
import_count_of = { $kind } : { $count }
