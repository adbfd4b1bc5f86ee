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
