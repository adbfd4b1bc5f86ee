# What is wrong with a form that a reader sent, and what to do about it. One sentence each, without a full
# stop where it stands beside a field.

## Fields of the comment form

fault_comment_required = Écrivez votre commentaire
fault_comment_long = Raccourcissez votre commentaire à { $limit } caractères ; il en compte { $length }
fault_name_required = Indiquez votre nom
fault_name_long = Raccourcissez votre nom à { $limit } caractères ; il en compte { $length }
fault_website = Indiquez une adresse web comme https://example.com, ou laissez ce champ vide
fault_website_long = Raccourcissez l’adresse web à { $limit } caractères ; elle en compte { $length }
fault_email_required = Indiquez votre adresse e-mail
fault_email = Indiquez une adresse e-mail comme name@example.com
fault_email_international = Le serveur de courrier de ce site n’envoie rien aux adresses qui ont de telles lettres avant l’arobase. Indiquez-en une autre
fault_email_long = Indiquez une adresse e-mail de { $limit } caractères au maximum
fault_email_local_long = Indiquez une adresse e-mail comptant au maximum { $limit } caractères avant le signe @
fault_parent = Répondez à un commentaire présent sur la page, ou commencez une nouvelle discussion
fault_one_line = Écrivez ceci sur une seule ligne, sans retour à la ligne
fault_invisible_in_line = Supprimez le caractère invisible { $code } à la ligne { $line } ; saisir le texte au lieu de le coller peut aider
fault_invisible_at = Supprimez le caractère invisible { $code } en position { $place } ; saisir le texte au lieu de le coller peut aider
fault_marks = Retirez des signes au-dessus et au-dessous des lettres de la ligne { $line } ; une lettre peut en avoir { $most }
fault_invisible_reference = Supprimez le code qui désigne le caractère invisible { $code }, par exemple { $reference }

## The form as a whole

fault_stale_form = Ce formulaire est resté ouvert trop longtemps. Votre texte est toujours là : vérifiez-le et renvoyez-le.
fault_wait = Vous, ou quelqu’un de votre réseau, venez d’envoyer un commentaire. Attendez { $wait } avant d’envoyer celui-ci.
fault_too_many = Trop de requêtes. Réessayez dans { $wait }.

## Changes, appeals and reports

fault_same_text = Le texte est identique au précédent
fault_edit_too_late = Le délai pour modifier votre commentaire est écoulé
fault_edit_decided = Une décision a été prise sur votre commentaire ; il ne peut plus être modifié
fault_edit_stale = Votre commentaire a été modifié ou a fait l’objet d’une décision entre-temps. Vérifiez la version actuelle.
fault_flag_reason = Indiquez ce qui ne va pas dans ce commentaire
fault_appeal_required = Expliquez pourquoi la décision est erronée
fault_long = Raccourcissez ce texte à { $limit } caractères ; il en compte { $length }
fault_appealed = Vous avez déjà déposé un recours ; un seul est possible
fault_not_rejected = Ce commentaire n’a pas été refusé ; il n’y a donc pas lieu à recours
fault_link_used = Ce lien a déjà été utilisé. Demandez-en un nouveau sur la page privée.
fault_link_expired = Ce lien a expiré. Demandez-en un nouveau sur la page privée.
fault_closed = Les commentaires sur cet article sont fermés
fault_protected = Saisissez d’abord le mot de passe de l’article
fault_wrong_password = Ce mot de passe est incorrect
fault_parent_gone = Le commentaire auquel vous répondez n’est plus sur la page ; commencez une nouvelle discussion ou répondez à un autre commentaire
fault_duplicate = Vous avez déjà envoyé ce commentaire ; inutile de l’envoyer de nouveau

## Pictures

fault_picture_empty = Choisissez une image ; ce fichier est vide
fault_picture_format = Les fichiers { $format } ne sont pas acceptés ; enregistrez l’image en JPEG, PNG, WebP ou GIF
fault_picture_unknown = Ce fichier n’est pas une image ; choisissez un fichier JPEG, PNG, WebP ou GIF
fault_picture_large = Choisissez un fichier de { $limit } Mo au plus
fault_picture_pixels = Réduisez l’image à { $limit } mégapixels ; elle en compte { $pixels }
fault_picture_incomplete = Le fichier est incomplet ; téléversez-le de nouveau ou réenregistrez l’image
fault_picture_damaged = Le fichier est endommagé ; ouvrez l’image dans un autre logiciel et réenregistrez-la
fault_picture_metadata = Le fichier contient, outre l’image, plus de 1 Mo de texte ou d’autres données ; réenregistrez-le sans métadonnées
fault_picture_slow = Le traitement de l’image prend trop de temps ; réduisez-la et réenregistrez-la
fault_picture_used = { $count ->
    [one] Un article utilise cette image ; retirez-la d’abord de cet article.
   *[other] { $count } articles utilisent cette image ; retirez-la d’abord de ces articles.
}

## Any request

fault_invalid = Certains champs ne sont pas valides.
fault_unauthenticated = Connectez-vous ou envoyez un jeton valide.
fault_not_found = Il n’y a rien ici.
fault_unavailable = Le site ne peut pas traiter cette demande pour le moment. Rien n’a été modifié ; réessayez bientôt.
fault_internal = Une erreur s’est produite de notre côté.
fault_malformed = La requête est illisible.
fault_method = Cette adresse n’accepte pas cette méthode.
fault_timeout = La requête a mis trop de temps à nous parvenir.
fault_too_large = Les données envoyées sont trop volumineuses.
fault_head_too_large = L’en-tête de la requête est trop volumineux. Si un navigateur l’a envoyée, supprimez ses cookies pour ce site.
fault_media_type = Ce type de contenu n’est pas accepté ici.
fault_refused = La requête a été refusée.
fault_site_unavailable = Le site est indisponible pour le moment ; réessayez bientôt.

## Times that people write

fault_time_form = Écrivez l’heure sous la forme 2026-11-22 09:30, suivie de +01:00 ou Z si elle n’est pas locale, ou la date sous la forme 2026-11-22
fault_time_offset = Donnez une heure avec son décalage, par exemple 2026-11-22T09:30:00Z
fault_time_none = Cette date ou cette heure n’existe pas ; écrivez par exemple 2026-11-22 09:30
fault_time_zone = Ce fuseau horaire n’existe pas ; écrivez par exemple [Europe/Berlin]
fault_time_contradiction = Le décalage et le fuseau horaire se contredisent ; n’écrivez que l’un des deux
fault_time_skipped = Les horloges avancent à ce moment, qui n’existe donc pas ; écrivez une heure avant ou après
fault_time_twice = Les horloges reculent à ce moment, qui a donc lieu deux fois ; ajoutez { $before } ou { $after } pour dire lequel

## What stands in an article's text

fault_text_line = Ligne { $line } : { $fault }
fault_picture_never_shows = l’image « { $source } » ne pourrait jamais s’afficher ; donnez son adresse en https://, ou son chemin sur ce site, qui commence par /
fault_picture_not_here = il n’y a pas d’image « { $path } » ; envoyez-la d’abord, puis copiez son chemin depuis la médiathèque
fault_directive_ad = { $written } est illisible ; écrivez { "{{" }ad top{ "}}" }, { "{{" }ad middle{ "}}" }, { "{{" }ad bottom{ "}}" } ou { "{{" }ad none{ "}}" }
fault_directive_more = { $written } est illisible ; écrivez { "{{" }more{ "}}" }, ou jusqu’à six chemins d’articles, comme { "{{" }more /2026/11/mud{ "}}" }
fault_draft_long = Le texte est trop long pour être enregistré. Raccourcissez-le, ou gardez-le ailleurs
fault_section_unknown = Il n’y a pas de rubrique « { $name } » ; choisissez-en une autre, ou demandez à un rédacteur de l’ajouter
fault_path_form = Utilisez entre les barres des lettres, chiffres, tirets, points et tirets bas, et ne commencez aucune partie par un point
fault_days = Choisissez de 1 à { $most } jours, ou 0 pour aucune limite
fault_years = Choisissez une date entre les années { $first } et { $last }
fault_corrections_many = Donnez au plus { $most } corrections

## What a rule needs

fault_rule_name = Donnez un nom à la règle
fault_rule_reason = Donnez une raison pour les modérateurs et les auteurs
fault_rule_regex_empty = L’expression correspond à un texte vide ; faites-lui exiger au moins un caractère
fault_rule_regex_large = L’expression est trop grande ; réduisez les répétitions
fault_rule_regex = L’expression est illisible : { $cause }
fault_rule_wildcard = Écrivez au moins deux lettres en plus des caractères génériques
fault_rule_networks = Écrivez les réseaux sous la forme 192.0.2.0/24 ou 2001:db8::/48

## Settings with a form of their own

fault_setting_media_path = Copiez le chemin depuis la page de l’image ; il commence par /media/
fault_setting_hosts = Écrivez des noms d’hôtes sans www., un par ligne, par exemple youtube.com
fault_setting_ad_sources = Écrivez une directive et une source en https par ligne, par exemple script-src https://ads.example
fault_setting_hub_url = Écrivez l’URL du hub, par exemple https://hub.example.org/
fault_setting_web_url = Écrivez une URL, par exemple https://example.org/security
fault_setting_contacts = Écrivez une adresse par ligne, comme mailto:security@example.org ou https://example.org/security
fault_setting_key_form = Écrivez de 8 à 128 lettres, chiffres et tirets
fault_setting_no_picture = La médiathèque n’a pas d’image à ce chemin ; copiez le chemin depuis la page de l’image
fault_setting_icon_square = Choisissez une image carrée ; celle-ci fait { $width } × { $height } pixels
fault_picture_of_site = Le site montre cette image comme logo ou comme icône. Choisissez-en d’abord une autre dans les réglages.
fault_ad_sources = Les navigateurs ne chargent cela que si les sources le nomment. Ajoutez, une par ligne : { $lines }
fault_ad_insecure = Les navigateurs refusent { $address } sur une page en https ; écrivez l’adresse avec https://
fault_ad_refused = Les navigateurs refusent { $name } sur ces pages ; utilisez un script, une feuille de style ou un cadre d’une source nommée
fault_ad_unbalanced = { $element } figure sans son autre moitié, ce qui modifierait le reste de la page ; ajoutez-la, ou retirez-le
fault_mail_not_ended = Seul un message abandonné ou bloqué peut être renvoyé
fault_mail_stopped = Cette adresse a été désinscrite par la personne à qui elle appartient ; personne d’autre ne peut changer cela.
fault_mail_not_waiting = Seul un message encore en attente peut être annulé
fault_claimed = { $name } s’occupe de ce commentaire. Vous pouvez tout de même en décider.
fault_claimed_by_colleague = Un membre de l’équipe s’occupe de ce commentaire. Vous pouvez tout de même en décider.
fault_views_many = Il peut y avoir au plus { $most } vues ; supprimez-en d’abord une
fault_views_editors = Seuls les rédacteurs peuvent partager des vues et modifier celles qui sont partagées
fault_rule_meanwhile = Quelqu’un d’autre a modifié la règle ; rechargez-la
fault_list_part_gone = Cette partie de la liste n’existe plus ; reprenez au début
fault_sections_for_moderators = Seule une personne qui peut modérer et se connecter a des rubriques
fault_ban_one = Indiquez l’un de ces éléments : un commentaire du lecteur, le lecteur, un domaine ou un réseau
fault_set_up_already = Il y a déjà un compte d’administration ; demandez-lui un compte.
fault_account_present = Il y a déjà un compte avec cette adresse.
fault_role_missing = Choisissez un rôle
fault_headlines_many = Trop d’articles de ce mois portent ce titre ; donnez à celui-ci un chemin propre.
fault_article_not_own = Seuls son auteur et les rédacteurs peuvent modifier cet article.
fault_article_for_editors = Les auteurs soumettent les articles pour relecture ; les rédacteurs les publient, les programment, les déplacent et les retirent.
fault_password_for_editors = Ce sont les rédacteurs qui décident qui peut lire un article public.
fault_front_for_editors = Ce sont les rédacteurs qui décident ce que la une met en avant et ce qui est une page à part.
fault_never_public = Personne n’a vu l’article, il ne peut donc pas être retiré ; supprimez-le, ou faites-en un brouillon.
fault_was_public = Des lecteurs ont vu l’article ; retirez-le plutôt.
fault_path_taken = Un autre article a ce chemin ; choisissez-en un autre.
fault_path_was_anothers = Un autre article avait ce chemin, et des liens y mènent. Choisissez un autre chemin, ou indiquez que vous prenez celui-ci malgré tout.
fault_article_meanwhile = L’article a été modifié entre-temps. Vérifiez la version actuelle et réessayez.
fault_picture_not_own = Seuls la personne qui a ajouté cette image et les rédacteurs peuvent la modifier.
fault_pin_not_approved = Seul un commentaire approuvé peut être épinglé ou choisi
fault_pin_not_first = Seul un commentaire qui ouvre un fil peut être épinglé
fault_pin_many = Trois commentaires de cet article sont déjà épinglés ; retirez-en un d’abord
fault_nothing_to_undo = Il n’y a aucune décision à annuler
fault_former_text_gone = L’ancien texte n’est plus enregistré
fault_comment_gone = Le commentaire a été supprimé et son texte n’existe plus
fault_text_same = Le texte est le même qu’avant
fault_selection_changed = La sélection compte maintenant un autre nombre de commentaires ({ $count }, contre { $expected } à l’affichage). Vérifiez-la à nouveau.
