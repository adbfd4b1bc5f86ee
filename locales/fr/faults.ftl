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
fault_wait = Vous venez d’envoyer un commentaire. Attendez { $wait } avant d’envoyer celui-ci.
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
fault_too_fast = Il y a eu trop de requêtes. Patientez un instant avant de réessayer.
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
