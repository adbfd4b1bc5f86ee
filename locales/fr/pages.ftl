# The pages that readers see. A name in braces is an argument: { $name }. Messages with HTML keep their
# elements. A number selects a plural form and is printed with the digits of the language.

## Every page

skip_to_content = Aller au contenu
sections = Rubriques
elsewhere = Restons en contact
information = Informations
back_to_front_page = Retour à la une
back_to_article = Retour à l’article
back_to_comment = Retour au commentaire

## Lists of articles

section = Rubrique
tag = Thème
you_are_here = Vous êtes ici
sections_in = Rubriques de { $section }
author = Signature
archive = Archives
by_author = Par { $author }
names_comma = { $first }, { $next }
names_and = { $first } et { $last }
names_and_before_i = { $first } et { $last }
nothing_published = Aucun article n’a encore été publié ici.
nothing_older = Il n’y a pas d’articles plus anciens.
continue_reading = Lire la suite
comment_count = { $count ->
    [one] Un commentaire
    [many] { $count } de commentaires
   *[other] { $count } commentaires
}
comments_on = sur « { $title } »
comments_of = Commentaires sur « { $title } »
comment_by_on = { $name } sur « { $title } »
latest_comments = Derniers commentaires
latest_comments_none = Il n’y a pas encore de commentaires.
pages = Pages
newer_articles = Articles plus récents
older_articles = Articles plus anciens

## The front page

latest = Dernières nouvelles
most_discussed = Les plus commentés
editors_picks = Les choix de la rédaction
more_stories = Autres articles

## The search

search = Rechercher
search_words = Mots recherchés
search_hint = Tous les mots doivent figurer dans l’article. Mettez une expression exacte entre guillemets.
search_cut = C’est beaucoup pour une recherche : seul le début a été recherché.
results_title = « { $words } » – Recherche
results_for = Résultats pour « { $words } »
result_count = { $count ->
    [one] { $count } résultat
    [many] { $count } de résultats
   *[other] { $count } résultats
}
nothing_found = Aucun résultat pour « { $words } ».
nothing_found_advice = Vérifiez l’orthographe, ou essayez avec moins de mots ou d’autres mots.
previous_results = Résultats précédents
next_results = Résultats suivants

## An article

reading_time = { $count ->
    [one] { $count } min de lecture
    [many] { $count } de min de lecture
   *[other] { $count } min de lecture
}
click_to_comment = Écrire un commentaire
sample_section = Actualités
sample_tag = Bienvenue
sample_title = Bienvenue dans votre nouvelle publication
sample_summary = Un article et un commentaire, pour voir à quoi ils ressemblent et ce qu’ils deviennent.
sample_body =
    Voici le premier article. Il est là pour que vous puissiez voir une page et essayer les commentaires : écrivez un commentaire ci-dessous et voyez ce qu’il devient.

    ## Ce que devient un commentaire

    Il est enregistré avant que la page ne le confirme. Ensuite, un modérateur décide s’il paraît, **sauf** si les règles prévoient que les commentaires paraissent aussitôt. La règle est `comments.policy` dans la configuration.

    1. Le lecteur écrit et apprend que le commentaire est retenu.
    2. Un modérateur reçoit un e-mail, lit le commentaire dans son contexte et décide.
    3. Le commentaire paraît sur cette page.

    > Votre adresse e-mail ne sera pas publiée.

    Elle est chiffrée dans la base de données avec une clé conservée ailleurs, et ne figure dans aucune page, aucun flux ni aucun journal.

    ## Que faire ensuite

    Suivez le lien d’installation que le programme a affiché au démarrage et créez votre propre compte. Puis écrivez :

    ```
    rejoinder article add story.md
    ```

    et retirez cet article avec `rejoinder article withdraw 1`.
sample_name = Une première lectrice
sample_comment = Voilà donc à quoi ressemble un commentaire : un nom, une heure, quelques mots. **Répondez-y** pour voir grandir une discussion.
share_by_email = Partager par e-mail
published_on = Publié le
updated_on = Mis à jour le
corrections = Corrections
corrected_on = Corrigé le
corrected = Corrigé le { $time } : { $text }
tags = Thèmes :
banner_draft = <strong>Brouillon.</strong> Ceci est un aperçu ; les lecteurs ne voient pas cette page.
banner_scheduled = <strong>Programmé.</strong> Les lecteurs verront cette page le moment venu.
banner_withdrawn = <strong>Retiré.</strong> Les lecteurs ne voient plus cette page.
page_of_comments = page { $page } des commentaires
check_your_comment = Vérifiez votre commentaire
withdrawn_title = Article retiré
withdrawn_heading = Cet article a été retiré
new_in_section = Les derniers articles de la rubrique { $section }
new_here = Les derniers articles
protected_text = Cet article est protégé par un mot de passe. Saisissez-le pour lire l’article et ses commentaires.
protected_field = Mot de passe
protected_open = Ouvrir
protected_excerpt = Cet article est protégé par un mot de passe.

## The thread

comments = Commentaires
no_comments = Aucun commentaire pour le moment. Soyez le premier à réagir.
pinned = Commentaires épinglés
staff = La rédaction
editors_pick = Le choix de la rédaction
to_comment_of = Aller au commentaire de { $name } dans la discussion
in_the_conversation = Dans la discussion
comment_removed = Ce commentaire a été supprimé.
in_reply_to = en réponse à { $comment }
reply = Répondre
reply_to = Répondre à { $name }
report = Signaler
report_comment_by = Signaler le commentaire de { $name }
comment_pages = Pages de commentaires
older_comments = Commentaires plus anciens
newer_comments = Commentaires plus récents
page_of = Page { $page } sur { $pages }
comments_closed = Les commentaires sont fermés.

## The comment form

leave_a_reply = Laisser un commentaire
cancel_reply = Annuler la réponse
form_note = Votre adresse e-mail ne sera pas publiée. Les champs obligatoires sont signalés par { $mark }
field_comment = Commentaire
field_text = Texte
field_name = Nom
field_email = Adresse e-mail
field_website = Site web
leave_empty = Laissez ce champ vide
post_comment = Envoyer le commentaire
posting = Envoi en cours…
not_posted_heading = Votre commentaire n’a pas été envoyé
not_posted_text = Votre texte, pour que vous puissiez le conserver
your_comment = Votre commentaire
not_stored_heading = Votre commentaire n’est pas encore enregistré
faults_found = { $count ->
    [one] Un point est à vérifier :
   *[other] { $count } points sont à vérifier :
}

## A form that was not done

send_again = Renvoyer
sending = Envoi en cours…
had_written_label = Ce que vous aviez écrit
had_written = Vous aviez écrit :
to_the_desk = Vers la modération

## The private page of a comment

held_heading = Merci. Votre commentaire est en cours d’examen.
held_text = Il est enregistré. L’équipe de modération le lira avant qu’il ne paraisse sous « { $article } ».
held_mail_follows = Vous recevrez un e-mail dès que la décision sera prise.
held_keep_address = La décision s’affichera sur cette page ; conservez son adresse si vous souhaitez y revenir.
public_heading = Votre commentaire est publié.
public_text = Il figure sous « { $article } ».
go_to_your_comment = Voir votre commentaire
rejected_heading = Votre commentaire n’a pas été publié.
rejected_text = Il ne paraît pas sous « { $article } ».
rejected_reason = Motif : <strong>{ $reason }</strong>
rejected_write_another = Vous pouvez en écrire un autre.
rejected_banned = Le site n’accepte pas de commentaires de cette adresse e-mail ou de ce réseau pour le moment. Si vous pensez qu’il s’agit d’une erreur, vous pouvez demander un nouvel examen ci-dessous.
moderator_writes = Message de la modération :
deleted_heading = Votre commentaire a été supprimé.
deleted_text = Son texte et votre nom ne figurent plus sous « { $article } ».
status = Statut
status_held = En cours d’examen
status_published = Publié
status_not_published = Non publié
status_deleted = Supprimé
reference = Référence
posted = Envoyé le
what_you_wrote = Ce que vous avez écrit
change_waits_heading = Votre modification est en cours d’examen
change_waits_text = En attendant, le texte publié reste inchangé.
change_refused = Votre dernière modification n’a pas été acceptée ; le texte publié reste inchangé.
change_heading = Modifier votre commentaire
change_until_decided = Vous pouvez le modifier tant que la modération n’a pas pris de décision.
change_until = Vous pouvez le modifier jusqu’au { $time }. Une modification peut devoir être examinée ; en attendant, le texte publié reste inchangé.
change_never = Un commentaire publié ne peut pas être modifié ici.
change_too_late = Un commentaire publié peut être modifié pendant { $window } après son envoi. Ce délai est écoulé.
save_change = Enregistrer la modification
change_saved = Votre modification est enregistrée.
appeal_heading = Demander un nouvel examen
appeal_text = Vous pouvez demander, une seule fois, qu’une autre personne que celle qui a pris la décision examine de nouveau votre commentaire. Une fois la décision prise, le commentaire ne peut plus être modifié.
appeal_text_first = La modération n’a pas encore lu votre commentaire. Vous pouvez demander, une seule fois, qu’elle l’examine. Une fois la décision prise, le commentaire ne peut plus être modifié.
appeal_field = Pourquoi cette décision est une erreur
appeal_hint = 1 000 caractères au maximum, à l’attention de la modération.
appealed_heading = Vous avez déposé un recours
appealed_open = L’équipe de modération vous répondra, si possible par une autre personne que celle qui a pris la décision. La réponse s’affichera sur cette page.
appealed_open_first = L’équipe de modération vous répondra. La réponse s’affichera sur cette page.
appealed_dismissed = L’équipe de modération a examiné de nouveau votre commentaire ; la décision est maintenue.
appealed_dismissed_first = L’équipe de modération a examiné votre commentaire ; il ne sera pas publié.
confirm_heading = Confirmer votre adresse
confirm_text = Nous envoyons un lien à l’adresse indiquée avec votre commentaire. Une fois que vous l’aurez confirmée, nous vous informerons par e-mail des suites données à vos commentaires et ce navigateur sera reconnu comme le vôtre. C’est à cette seule fin, et à ce moment-là seulement, qu’il conserve un cookie.
confirm_button = Confirmer votre adresse
confirm_sent_heading = Un e-mail vous a été envoyé
confirm_sent_text = Ouvrez le lien qu’il contient pour confirmer votre adresse. Si vous ne recevez rien, regardez dans vos courriers indésirables, puis réessayez dans dix minutes.
confirmed_heading = Ce navigateur est reconnu comme le vôtre
confirmed_text = Vous y avez confirmé votre adresse ; un cookie en garde la trace pendant un an.
forget_browser = Oublier ce navigateur
browser_forgotten = Ce navigateur est oublié et son cookie supprimé.

## The page behind a link in a mail

confirm_this_text = Avec ce bouton, vous confirmez que l’adresse à laquelle ce lien a été envoyé est la vôtre. Nous pourrons alors vous informer par e-mail des suites données à vos commentaires, et ce navigateur sera reconnu comme le vôtre.
confirm_cookie_text = Pour cela, votre navigateur conserve un cookie pendant un an. C’est le seul que ce site dépose chez ses lecteurs ; il ne contient pas votre adresse, et vous pouvez le supprimer sur la page privée de votre commentaire.
confirm_my_address = Confirmer mon adresse
stop_title = Plus d’e-mails
stop_heading = Ne plus recevoir d’e-mails ?
stop_text = Avec ce bouton, vous mettez fin à tous les e-mails de { $site } à l’adresse à laquelle ce lien a été envoyé. Les pages privées de vos commentaires continueront de vous dire ce qu’ils deviennent.
stop_button = Ne plus recevoir d’e-mails
stopped_text = Cette adresse ne recevra plus d’e-mails. Les pages privées de vos commentaires restent accessibles.
link_invalid_heading = Ce lien n’est plus valable
link_expired_text = Il a expiré. Vous pouvez en demander un nouveau sur la page privée de votre commentaire.
link_used_text = Il ne fonctionne qu’une fois et a déjà été utilisé. Vous pouvez en demander un nouveau sur la page privée de votre commentaire.

## Reporting a comment

flag_title = Signaler un commentaire
flag_kicker = Signalement
flag_heading = Que reprochez-vous à ce commentaire ?
author_wrote = { $name } a écrit :
flag_reason = Motif
flag_spam = Spam ou publicité
flag_abuse = Insultes, menaces ou incitation à la haine
flag_off_topic = Sans rapport avec l’article
flag_personal_data = Données personnelles de quelqu’un
flag_other = Autre chose
flag_own_words = Avec vos propres mots
flag_own_words_hint = Si cela peut aider. Seule la modération vous lira.
flag_button = Signaler ce commentaire
flag_own_heading = Ce commentaire est le vôtre ?
flag_own_text = Nous pouvons vous envoyer par e-mail le lien vers sa page privée, où vous pouvez le modifier pendant un certain temps. L’e-mail part à l’adresse indiquée avec le commentaire.
flag_own_button = Recevoir le lien par e-mail
flagged_heading = Commentaire signalé
flagged_text = Merci. L’équipe de modération va examiner ce commentaire. Personne ne saura qui l’a signalé.
check_mail_heading = Consultez votre messagerie
check_mail_text = Si vous êtes l’auteur de ce commentaire, consultez votre messagerie : un lien vers sa page privée est en route ou vient de vous être envoyé.

## Errors

error_reference = Si vous nous écrivez à ce sujet, merci de mentionner <code>{ $reference }</code>.
error_400 = Cette requête n’est pas valide
error_401 = Connectez-vous d’abord
error_403 = Cette action n’est pas autorisée
error_404 = Cette page n’existe pas
error_404_advice = Elle a peut-être été déplacée ou retirée. Les derniers articles se trouvent à la une.
error_404_ways_on = Elle a peut-être été déplacée ou retirée. Cherchez-la ici, ou lisez les derniers articles.
error_405 = Cette adresse ne peut pas être consultée ainsi
error_408 = La requête a pris trop de temps
error_409 = Une modification est intervenue entre-temps
error_413 = L’envoi est trop volumineux
error_413_advice = Votre texte est toujours dans votre navigateur : revenez en arrière, copiez-le et raccourcissez-le.
error_413_shortened = Le début de chaque champ figure ci-dessous. Votre navigateur a encore ce que vous avez écrit : revenez en arrière, copiez-le et raccourcissez-le.
error_unfinished = Ce qui est arrivé figure ci-dessous. Votre navigateur a encore le tout : revenez en arrière et envoyez-le de nouveau.
error_414 = Cette adresse est trop longue
error_415 = Ce type de contenu n’est pas pris en charge
error_421 = Cette adresse ne relève pas de ce site
error_422 = Certains champs ne sont pas valides
error_429 = Trop de requêtes
error_503 = Veuillez réessayer dans un instant
error_refused = Cette requête a été refusée
error_internal = Une erreur s’est produite de notre côté
error_internal_advice = L’erreur a été enregistrée sous la référence ci-dessous. Veuillez réessayer dans un instant.

## How comments are moderated

transparency_title = Comment les commentaires sont modérés
transparency_description = Combien de commentaires { $site } a reçus, et ce qu’ils sont devenus.
transparency = Transparence
transparency_lead = Combien de commentaires nous avons reçus, ce que notre équipe de modération a décidé, pourquoi et en combien de temps. Les mois sont des mois civils en temps universel (UTC). Les chiffres inférieurs à 5 ne sont pas publiés, car un petit nombre peut désigner une seule personne.
transparency_counted = Données arrêtées au { $time }. Elles sont aussi disponibles en { $json }.
transparency_decisions = Commentaires et décisions
transparency_month = Mois
transparency_approved = Acceptés
transparency_rejected = Refusés
transparency_spam = Spam
transparency_deleted = Supprimés
transparency_median = Délai médian de décision
transparency_reasons = Pourquoi des commentaires ont été écartés
transparency_flags_and_appeals = Signalements et recours
transparency_flags = Signalements des lecteurs
transparency_appeals = Recours des auteurs
transparency_upheld = Recours acceptés
transparency_few = moins de { $limit }
transparency_empty = Rien n’a encore été compté. Revenez dans une heure.

## Lengths of time

duration_seconds = { $count ->
    [one] { $count } seconde
   *[other] { $count } secondes
}
duration_minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
duration_hours = { $count ->
    [one] { $count } heure
   *[other] { $count } heures
}
duration_days = { $count ->
    [one] { $count } jour
   *[other] { $count } jours
}
