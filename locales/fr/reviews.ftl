# Signalements, recours et modifications : leurs listes, l’un d’eux dans son contexte, et les réponses.

## The lists

reviews_about_flags = Commentaires publics signalés par des lecteurs ou par des règles. Le poids est la somme des signalements : chacun compte de 0 à 1, selon la justesse des précédents de la même personne ; celui d’une personne nouvelle compte 0,5.
reviews_about_appeals = Demandes de réexamen d’un commentaire rejeté. Si possible, une autre personne que celle qui a décidé y répond.
reviews_about_edits = Modifications d’un commentaire public par son auteur. L’ancien texte reste public jusqu’à votre décision.
reviews_all_own_first = Toutes, les vôtres d’abord
reviews_none = Rien n’attend de réponse.
reviews_none_of_yours = Rien n’attend de réponse dans vos rubriques.
reviews_none_in_section = Rien n’attend de réponse dans cette rubrique.
reviews_show_all = Tout afficher
reviews_elsewhere = Dans d’autres rubriques
reviews_open = en cours
reviews_weight = poids { $weight }
reviews_reason_times = { $reason } ×{ $count }
reviews_by_rule = Par une règle
reviews_under = Sous <bdi>{ $title }</bdi>

## One of them

review_of_flags = Signalements d’un commentaire de { $name }
review_of_appeal = Recours de { $name }
review_of_edit = Modification de { $name }
review_all_flags = Tous les signalements
review_all_appeals = Tous les recours
review_all_edits = Toutes les modifications
review_previous = Précédent
review_next = Suivant
review_open_since = En cours depuis le { $time }
review_opened = Ouvert le { $time }
review_comment = Le commentaire
review_comment_about = <b><bdi>{ $name }</bdi></b>, { $posted }, sous <a href="{ $href }"><bdi>{ $title }</bdi></a>.
review_in_conversation = Le commentaire dans sa discussion
review_flags_weighed = { $flags }, poids { $weight }
review_flag_weighs = Un signalement pèse de 0 à 1, selon la justesse des précédents de la même personne. Celui d’une personne nouvelle pèse 0,5.
review_flag_words = { $reason } : « { $text } »
review_flag_late = envoyé après la réponse aux signalements précédents
review_decision = La décision
review_to_author = Message à l’auteur : « { $text } »
review_note = Note pour l’équipe : « { $text } »
review_appeal = Ce que dit l’auteur
review_edit = Ce que l’auteur veut modifier
review_marks = [− supprimé −] est barré, [+ ajouté +] est souligné.
review_new_text = Le nouveau texte tel que les lecteurs le verraient
review_found = Ce que le filtrage a trouvé
review_own_decision = C’était votre propre décision : une autre personne de la modération doit répondre au recours.
review_own_and_alone = C’était votre propre décision. Faute d’une autre personne à la modération, vous pouvez répondre ; le journal indique que c’était votre décision.
review_note_optional = Note pour l’équipe (facultative)
review_answer = Réponse
review_keep = Le garder
review_remove = Retirer le commentaire
review_publish = Publier finalement
review_keep_decision = Maintenir la décision
review_accept_edit = Accepter la modification
review_keep_old = Garder l’ancien texte

## Answers

review_closed_nothing = Il n’y a plus rien à décider.
review_closed_removed = { $who } a retiré le commentaire en raison de ces signalements.
review_closed_accepted_appeal = { $who } a accepté le recours : le commentaire est public.
review_closed_accepted_edit = { $who } a accepté la modification.
review_closed_kept = { $who } a gardé le commentaire.
review_closed_rejected_appeal = { $who } a rejeté le recours : la décision est maintenue.
review_closed_kept_old = { $who } a gardé l’ancien texte.
review_was_own = C’était sa propre décision ; personne d’autre à la modération ne pouvait répondre.
notice_flags_upheld = Rejeté. Le commentaire n’est plus public.
notice_flags_dismissed = Les signalements sont écartés. Le commentaire reste public.
notice_appeal_upheld = Le recours est accepté. Le commentaire est public.
notice_appeal_dismissed = Le recours est rejeté. La décision est maintenue.
notice_edit_accepted = La modification est acceptée. Le nouveau texte est public.
notice_edit_refused = La modification est refusée. L’ancien texte reste public.
notice_answer_undone = Votre réponse est annulée. La demande est de nouveau en cours.

## Keys

key_review_next = Suivant
key_review_previous = Précédent
key_review_publish = Publier ou garder le texte
key_review_refuse = Retirer ou refuser le texte
key_review_undo = Annuler la dernière réponse
