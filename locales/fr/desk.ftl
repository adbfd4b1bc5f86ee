# La modération : file d’attente, commentaire ouvert et son historique, raccourcis.

## Statuses and lists of comments

comment_pending = en attente
comment_approved = approuvé
comment_rejected = rejeté
comment_spam = indésirable
comment_deleted = supprimé
list_pending = En attente
list_approved = Approuvés
list_rejected = Rejetés
list_spam = Indésirables
list_deleted = Supprimés

## Decisions and their reasons

decide_approve = Approuver
decide_reject = Rejeter
decide_spam = Indésirable
decide_hold = Remettre en attente
decide_delete = Supprimer
undo = Annuler
undoing = Annulation…
busy_saving = Enregistrement…
for_spam = Indésirable
for_abuse = Injure ou menace
for_off_topic = Hors sujet
for_personal_data = Données personnelles
for_illegal = Illégal
for_duplicate = Doublon
for_quality = Qualité
for_other = Autre
for_same_moderator = Sa propre décision, faute d’une autre personne à la modération
reason_with_note = { $reason } : { $note }
no_reason = Sans motif
quoted_sentence = « { $text } »
reject_keys = Entrée répète le motif marqué, un chiffre en choisit un, Échap ferme ce menu.
note_for_colleagues = Note pour l’équipe
colleague_former = Un ancien membre de l’équipe
name_deleted = Nom supprimé

## Ages

age_moments = moins d’une minute
short_now = maintenant
short_minutes = { $count } min
short_hours = { $count } h
short_days = { $count } j
percent = { $count } %

## What was done

notice_approve = Approuvé. Le commentaire est public.
notice_reject = Rejeté. Le commentaire n’est pas public.
notice_spam = Marqué comme indésirable. Le commentaire n’est pas public.
notice_delete = Supprimé. Le texte et les coordonnées de l’auteur seront effacés lorsque la décision ne pourra plus être annulée.
notice_hold = Remis en attente. Le commentaire attend de nouveau une décision.
notice_edit = Le texte est enregistré.
notice_undo = Annulé.
notice_note = La note est enregistrée.
notice_surge = La protection contre l’afflux est désactivée. Les nouveaux commentaires sont filtrés comme d’habitude.
notice_claim = L’équipe voit que vous examinez ce commentaire.
notice_release = L’équipe ne voit plus que vous examinez ce commentaire.
notice_view = La vue enregistrée est supprimée.
notice_ban = Le bannissement est en vigueur.
notice_pin = Le commentaire est épinglé en haut de la discussion.
notice_unpin = Le commentaire n’est plus épinglé.
notice_feature = Le commentaire est désormais un choix de la rédaction.
notice_unfeature = Le commentaire n’est plus un choix de la rédaction.

## The surge guard

surge_holds = Chaque nouveau commentaire y est mis en attente.
surge_slows = L’attente entre deux commentaires y est plus longue.
surge_count_comments = { $count ->
    [one] { $count } commentaire
   *[other] { $count } commentaires
}
surge_count_flags = { $count ->
    [one] { $count } signalement
   *[other] { $count } signalements
}
surge_count_rejections = { $count ->
    [one] { $count } rejet
   *[other] { $count } rejets
}
surge_why = { $comments }, { $flags } et { $rejections } (durée : { $window } ; d’ordinaire { $usual_comments }, { $usual_flags } et { $usual_rejections })
surge_since = Depuis le { $since } (durée : { $age }), jusqu’au retour au calme, au plus tôt le { $until }.
surge_end = Mettre fin à la protection
surge_ending = Fin en cours…
surge_editor = La rédaction peut y mettre fin plus tôt.
surge_titled = Afflux : <b>{ $title }</b>
surge_list = Commentaires en attente sous cet article
surge_articles = { $count ->
    [one] La protection contre l’afflux est active pour { $count } article
   *[other] La protection contre l’afflux est active pour { $count } articles
}

## The list of comments

queue_lists = Listes
queue_asks = Signalements, recours et modifications
queue_referenced = { $reference } : le commentaire de <bdi>{ $name }</bdi>
queue_oldest = Attente du plus ancien : { $age }.
queue_decide_all = Décider de toute la liste
queue_unlearned = Les scores d’indésirabilité sont approximatifs : le filtre n’a pas encore appris d’assez de décisions.
none_match = Aucun commentaire ne correspond à ces filtres.
none_match_pending = Aucun commentaire en attente ne correspond à ces filtres.
none_match_approved = Aucun commentaire approuvé ne correspond à ces filtres.
none_match_rejected = Aucun commentaire rejeté ne correspond à ces filtres.
none_match_spam = Aucun commentaire indésirable ne correspond à ces filtres.
none_match_deleted = Aucun commentaire supprimé ne correspond à ces filtres.
queue_elsewhere = Il y a des résultats dans : { $lists }.
queue_clear_filters = Effacer les filtres
queue_empty = Aucun commentaire en attente. Les nouveaux apparaissent ici.
queue_list_empty = Cette liste ne contient aucun commentaire.
queue_more = Plus
queue_outcome = Dernière action
bulk_label = Décider des commentaires sélectionnés
bulk_selected = Commentaires sélectionnés :
bulk_reject = Rejeter les commentaires sélectionnés ; motif :
bulk_sentence = Chaque auteur lit la phrase sous le motif.
bulk_to_authors = Message aux auteurs
bulk_delete_text = Les textes et les coordonnées des auteurs disparaissent définitivement une fois le délai d’annulation écoulé.
bulk_delete = Supprimer les commentaires sélectionnés
blank_clear = Tout est traité.
blank_nothing = Rien n’est ouvert.
blank_choose = Choisissez un commentaire dans la liste.
row_select = Sélectionner le commentaire de { $name }
row_to = à <bdi>{ $name }</bdi>
row_viewing = { $name } l’examine
spam_score = Score d’indésirabilité
row_surge = Afflux

## Filters of the list

views_label = Vues enregistrées
view_remove = Supprimer la vue<span class="unseen"> { $name }</span>
filter_heading = Filtrer et rechercher
filter_words = Des mots, un nom ou une référence comme C-30
filter_all = Tous
filter_order = Ordre
filter_score_from = Score à partir de
filter_score_to = Score jusqu’à
filter_reason = Motif
filter_language = Langue
filter_show = Afficher
filter_save_as = Enregistrer cette liste sous
order_oldest = Les plus anciens d’abord
order_newest = Les plus récents d’abord
order_score = Score d’indésirabilité le plus élevé d’abord
own_sections = Vos rubriques
condition_no_section = Aucune rubrique
condition_section = Rubrique { $section }
condition_since = À partir du { $time }
condition_until = Avant le { $time }
condition_language = Langue { $language }
condition_score_from = Score à partir de { $score }
condition_score_to = Score jusqu’à { $score }
condition_article = Sous un article
condition_article_named = Sous « { $title } »
condition_author = D’une seule personne
condition_network = Du réseau { $network }
condition_rule = Visés par la règle { $rule }
condition_rule_named = Visés par la règle « { $name } »
condition_alike = Texte presque identique
condition_claimed = Pris en charge par vous
condition_unclaimed = Non pris en charge
condition_pinned = Épinglés
condition_featured = Mis en avant

## Findings of screening in a word or two

chip_honeypot = Champ piège
chip_form_unsigned = Sans formulaire
chip_form_too_young = Trop rapide
chip_staff_name = Nom de l’équipe
chip_links = Liens
chip_edited = Modifié
chip_first_comment = Premier commentaire
chip_banned = Banni
chip_held_always = Toujours en attente
chip_trusted = De confiance
chip_rule = Règle
chip_comments_held = Commentaires en attente
chip_no_score = Sans score
chip_akismet_unavailable = Akismet indisponible
finding_with_features = { $finding } : { $features }

## The open comment

item_label = Le commentaire ouvert
item_all = Tous les commentaires
item_address = Afficher l’adresse…
item_looking = { $name } examine aussi ce commentaire.
item_release = Le libérer
item_claim = Je l’examine
asks_flagged = Signalements de ce commentaire (poids { $weight } ; chacun compte jusqu’à 1, celui d’une personne nouvelle 0,5) depuis le { $since }.
asks_rule = Une règle a signalé ce commentaire, depuis le { $since }.
asks_appeal = Un recours est en cours depuis le { $since }.
asks_edit = Une modification par son auteur attend depuis le { $since }.
answer_it = Y répondre
answer_flags = Répondre aux signalements
answer_appeal = Répondre au recours
answer_edit = Examiner la modification
item_why_public = Pourquoi il a été public aussitôt
item_why_held = Pourquoi il a été mis en attente
item_score = Score d’indésirabilité <b>{ $score } %</b>
item_unlearned = (pas encore appris)
item_in_reply_to = En réponse à <a href="{ $href }"><bdi>{ $name }</bdi></a>
item_parent = Le commentaire auquel il répond
text_deleted = Le texte a été supprimé.
links_as_text = { $count ->
    [one] Le lien est affiché comme texte.
   *[other] { $count } liens sont affichés comme texte.
}
links_make = { $count ->
    [one] En faire un lien
   *[other] En faire des liens
}
item_under = Sous <a href="{ $href }"><bdi>{ $title }</bdi></a>
item_approve_reply = Approuver et répondre
item_reply = Votre réponse
item_reply_hint = Elle est publiée sous votre nom, en même temps que le commentaire.
item_publishing = Publication…
item_nearby = { $count ->
    [one] { $count } commentaire voisin dans la discussion
   *[other] { $count } commentaires voisins dans la discussion
}
item_nearby_label = Commentaire voisin { $number }
item_conversation = Toute la discussion
item_conversation_open = Ouvrir sur une page à part
item_alike = { $count ->
    [one] { $count } autre commentaire en attente dit presque la même chose
   *[other] { $count } autres commentaires en attente disent presque la même chose
}
item_edit = Modifier le texte
item_edit_hint = L’ancien texte reste dans le journal.
item_edit_save = Enregistrer le texte
item_history = Historique
item_history_empty = Aucune entrée pour l’instant.
undo_edit = Annuler la modification
undo_decision = Annuler la décision
item_former = Avant la modification par { $name }, { $time }
item_note = Pour l’équipe seulement
item_note_add = Ajouter la note
item_others = Autres commentaires de cette personne
item_others_none = C’est le premier commentaire de cette personne.
item_actions = Autres actions
item_pin = Épingler en haut
item_unpin = Désépingler
item_feature = Mettre en avant
item_unfeature = Ne plus mettre en avant
item_ban = Bannir ou toujours mettre en attente
item_ban_whom = Qui
item_ban_reader = Cette personne
item_ban_network = Le réseau { $network }
item_ban_domain = Un domaine de messagerie
item_ban_domain_field = Domaine (seulement pour bannir un domaine)
item_ban_effect = Effet sur les nouveaux commentaires
item_ban_hold = Ils sont toujours mis en attente
item_ban_reject = Ils sont rejetés
item_ban_until = Jusqu’au
item_ban_why = Pourquoi
item_ban_save = Enregistrer le bannissement
item_ban_all = Tous les bannissements
item_decision = Décision
item_group = { $count ->
    [one] et { $count } semblable
   *[other] et { $count } semblables
}
item_reject_because = Rejeter ; motif :
item_reject_sentence = L’auteur lit la phrase sous le motif.
item_to_author = Message à l’auteur
item_delete_text = Le texte et les coordonnées de l’auteur disparaissent définitivement une fois le délai d’annulation écoulé.

## The record of a reader

record_none = Aucune donnée sur cette personne n’est conservée
record_first = Premier commentaire de cette personne, vue pour la première fois le { $since }
record_many = { $count ->
    [one] { $count } commentaire de cette personne : { $counts } ; vue pour la première fois le { $since }
   *[other] { $count } commentaires de cette personne : { $counts } ; vue pour la première fois le { $since }
}
record_pending = { $count } en attente
record_approved = approuvés : { $count }
record_rejected = rejetés : { $count }
record_spam = indésirables : { $count }
record_removed = supprimés : { $count }
record_and = { $first }, { $next }

## What happened to a comment

by_its_author = L’auteur
by_flags = Signalements
by_screening = Filtrage
history_approve = { $who } : approuvé
history_reject = { $who } : rejeté
history_spam = { $who } : marqué comme indésirable
history_delete = { $who } : supprimé
history_hold = { $who } : mis en attente
history_edit = { $who } : modifié
history_undo = { $who } : décision annulée
history_revise = { $who } : modification de l’auteur acceptée
history_pin = { $who } : épinglé
history_unpin = { $who } : désépinglé
history_feature = { $who } : mis en avant
history_unfeature = { $who } : n’est plus mis en avant
history_note = { $who } : note ajoutée
history_uphold_flags = { $who } : signalements retenus
history_dismiss_flags = { $who } : signalements écartés
history_appeal = { $who } : recours contre la décision
history_uphold_appeal = { $who } : recours accepté
history_dismiss_appeal = { $who } : recours rejeté
history_refuse_revision = { $who } : modification de l’auteur refusée
history_reopen = { $who } : réponse annulée
history_reveal_address = { $who } : adresse consultée

## The address behind a comment, and the conversation around it

address_title = Adresse
address_heading = L’adresse derrière le commentaire { $number }
address_logged = Le journal conserve la consultation et votre motif.
address_why = Pourquoi en avez-vous besoin ?
address_why_hint = Votre motif reste dans le journal.
address_show = Afficher l’adresse
thread_title = Discussion
thread_under = La discussion sous « <bdi>{ $title }</bdi> »
thread_cut = La discussion continue. La page de l’article l’affiche en entier.

## Keys

keys_heading = Raccourcis clavier
keys_never = Les raccourcis n’agissent jamais pendant la saisie dans un champ.
keys_change = Les désactiver ou les modifier
keys_close = Fermer
keys_back = Retour aux commentaires
keys_intro = Les raccourcis agissent sur la page des commentaires et, s’il y a lieu, sur les signalements, recours et modifications. Ils n’agissent jamais pendant la saisie dans un champ. Votre choix est conservé dans ce navigateur. Sans script, il n’y a pas de raccourcis et chaque bouton fonctionne.
keys_use = Utiliser les raccourcis
keys_reset = Rétablir les valeurs par défaut
key_next = Commentaire suivant
key_previous = Commentaire précédent
key_reject = Rejeter ; encore une fois ou Entrée : pour le dernier motif ; un chiffre : pour un autre
key_delete = Supprimer : encore une fois ou Entrée pour confirmer
key_undo = Annuler la dernière décision
key_reader = La personne : ses commentaires, une note, bannissement ou confiance
key_select = Sélectionner ; les raccourcis décident alors de tous les commentaires sélectionnés, et Échap annule la sélection
key_search = Rechercher
key_help = Ces raccourcis
