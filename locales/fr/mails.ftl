# Mails to readers and to staff. The plain text and the HTML have the same sentences. A subject is one line.

## Every mail

mail_stop = Ne plus recevoir d’e-mails
mail_why_reader = Vous recevez cet e-mail parce que vous avez confirmé cette adresse.
mail_why_moderator = Vous recevez cet e-mail parce que vous modérez les commentaires.
mail_why_author = Vous recevez cet e-mail parce que cet article est le vôtre.
mail_why_editor = Vous recevez cet e-mail parce que vous faites partie de la rédaction.
mail_why_mentioned = Vous recevez cet e-mail parce qu’une note vous mentionne.

## To moderators: a comment is held

mail_held_subject = À examiner : { $name } sous « { $article } »
mail_held_text = { $name } a écrit un commentaire sous « { $article } » le { $time }. Il est retenu et attend votre décision.
mail_held_why = Pourquoi il est retenu :
mail_decide = Statuer sur ce commentaire
mail_others_none = Aucun autre commentaire n’attend.
mail_others = { $count ->
    [one] Un autre commentaire attend.
   *[other] { $count } autres commentaires attendent.
}

## To moderators: the oldest comment is overdue

mail_late_subject = Des commentaires attendent trop longtemps
mail_late_subject_in = Des commentaires attendent trop longtemps : { $section }
mail_late_text = Le commentaire qui attend depuis le plus longtemps a été envoyé le { $time }, sous « { $article } ».
mail_late_text_in = Dans la rubrique { $section }, le commentaire qui attend depuis le plus longtemps a été envoyé le { $time }, sous « { $article } ».
mail_late_target = Le délai que vous vous êtes fixé ({ $target }) est dépassé.
mail_late_daily = Vous recevez ce rappel au plus une fois par jour.

## To the author of an article: a comment is public

mail_published_subject = Nouveau commentaire : { $name } sous « { $article } »
mail_published_text = { $name } a écrit un commentaire sous votre article « { $article } » le { $time }. Il est public.
mail_published_read = Lire et répondre

## To members of the staff whom a note mentions

colleague = Un membre de la rédaction
mail_mention_subject = { $name } vous mentionne : « { $article } »
mail_mention_text = { $name } vous mentionne dans une note sur « { $article } » :
mail_mention_open = Ouvrir l’article

## To editors: the surge guard

mail_surge_on_subject = Protection contre l’afflux activée : « { $article } »
mail_surge_off_subject = Protection contre l’afflux levée : « { $article } »
mail_surge_on_text = L’activité sous « { $article } » est bien plus forte que d’habitude.
mail_surge_off_text = L’activité sous « { $article } » est revenue à la normale.
mail_surge_ended_text = La rédaction a levé la protection contre l’afflux pour « { $article } ».
mail_surge_counts = En { $window } :
mail_surge_comments = { $count ->
    [one] { $count } commentaire (d’habitude { $usual })
   *[other] { $count } commentaires (d’habitude { $usual })
}
mail_surge_flags = { $count ->
    [one] { $count } signalement (d’habitude { $usual })
   *[other] { $count } signalements (d’habitude { $usual })
}
mail_surge_rejections = { $count ->
    [one] { $count } refus (d’habitude { $usual })
   *[other] { $count } refus (d’habitude { $usual })
}
mail_surge_holds = Chaque nouveau commentaire y est désormais retenu jusqu’à la décision de la modération.
mail_surge_slows = Les lecteurs doivent désormais y attendre plus longtemps entre deux commentaires.
mail_surge_until = La protection prend fin d’elle-même dès que l’activité redevient normale. La rédaction peut la lever plus tôt.
mail_surge_as_usual = Les nouveaux commentaires y sont de nouveau examinés comme d’habitude.

## To a reader: the link that confirms the address

mail_link_subject = Confirmez votre adresse pour { $site }
mail_link_text = Quelqu’un, sans doute vous, a envoyé un commentaire avec cette adresse et nous a demandé de la confirmer. Ouvrez la page à laquelle mène ce lien et appuyez sur le bouton qui s’y trouve.
mail_link_button = Confirmer cette adresse
mail_link_once = Le lien est valable une semaine et ne fonctionne qu’une fois. Il mène aussi à la page privée du commentaire.
mail_link_ignore = Si ce n’était pas vous, ne faites rien : sans confirmation, vous ne recevrez aucun e-mail au sujet des commentaires.
mail_data_subject = Ce que { $site } conserve à votre sujet
mail_data_text = Quelqu’un, sans doute vous, a demandé ce que { $site } conserve au sujet de cette adresse. La page à laquelle mène ce lien le montre, vous le remet en fichier et l’efface si vous le souhaitez.
mail_data_button = Voir ce qui est conservé
mail_data_spelling = Ce lien n’est que pour vous : il permet de voir et d’effacer tout ce qui concerne cette adresse. Ce que vous avez envoyé avec une autre graphie de l’adresse se trouve sur une page à part : demandez-la aussi.
mail_data_ignore = Si ce n’était pas vous, ne faites rien. Personne n’a rien appris, et un tel message vient au plus une fois par jour.

## Mails: backups

mail_backup_overdue_subject = Les sauvegardes de { $site } sont en retard
mail_backup_last = La dernière sauvegarde vérifiée : { $minute }.
mail_backup_never = Aucune sauvegarde n’a encore été vérifiée.
mail_backup_failed = La dernière tentative a échoué : { $why }.
mail_backup_remedy = Vérifiez qu’un worker fonctionne et que l’emplacement des sauvegardes a de la place, puis exécutez : rejoinder backup. Ce message n’est pas répété ; un autre vient dès qu’une sauvegarde est de nouveau vérifiée.
mail_backup_back_subject = Une sauvegarde de { $site } est de nouveau vérifiée
mail_backup_proven = { $file } a été restaurée et comparée ; elle contient tout jusqu’à ce moment : { $minute }.
mail_why_admin = Vous recevez ce message parce que vous êtes admin ici.


## To the author of a comment: what happened to it

mail_yours_published_subject = Publié : votre commentaire sous « { $article } »
mail_yours_published = Votre commentaire sous « { $article } » est publié.
mail_yours_rejected_subject = Non publié : votre commentaire sous « { $article } »
mail_yours_rejected = Votre commentaire sous « { $article } » n’a pas été publié.
mail_yours_change = Sur sa page privée, vous pouvez encore le modifier pendant un certain temps.
mail_yours_appeal = Sur sa page privée, vous pouvez demander un nouvel examen.
mail_yours_page = La page privée de votre commentaire
mail_dismissed_subject = Recours rejeté : votre commentaire sous « { $article } »
mail_dismissed_text = L’équipe de modération a examiné de nouveau votre commentaire sous « { $article } ». Il reste non publié.
mail_edit_accepted_subject = Modification acceptée : votre commentaire sous « { $article } »
mail_edit_accepted_text = La modification de votre commentaire sous « { $article } » a été acceptée. Le nouveau texte est en ligne.
mail_edit_refused_subject = Modification refusée : votre commentaire sous « { $article } »
mail_edit_refused_text = La modification de votre commentaire sous « { $article } » n’a pas été acceptée. Le texte d’origine reste publié.

## To the operator: a test

mail_test_subject = E-mail de test de { $site }
mail_test_text = Ceci est un e-mail de test, envoyé par « { $command } ». Les e-mails de { $site } vous parviennent.
