# What readers get mail about, and what is stored about them: the form, the mails and the pages behind their links.

## The comment form

field_notify = M’avertir par e-mail
notify_none = De rien
notify_replies = Des réponses à mon commentaire
notify_article = De tous les nouveaux commentaires sur cet article
notify_hint = Avant le premier e-mail, nous vous demandons de confirmer votre adresse. Chaque e-mail contient un lien pour tout arrêter.
fault_notify = Choisissez l’une des réponses proposées

## Mails: the confirmation of a subscription

mail_link_replies = Quelqu’un, sans doute vous, a commenté « { $article } » avec cette adresse et a demandé à être averti des réponses. Ouvrez la page de ce lien et appuyez sur le bouton pour les recevoir.
mail_link_article = Quelqu’un, sans doute vous, a commenté « { $article } » avec cette adresse et a demandé à être averti de chaque nouveau commentaire. Ouvrez la page de ce lien et appuyez sur le bouton pour les recevoir.

## Mails: new comments

mail_news_subject = Nouveaux commentaires sur « { $article } »
mail_digest_subject = Nouveaux commentaires sur { $site }
mail_news_reply = { $name } a répondu à votre commentaire sur « { $article } » :
mail_news_comment = { $name } a commenté « { $article } » :
mail_news_read = Lire et répondre
mail_news_more = { $count ->
    [one] Un autre nouveau commentaire ne figure pas ici.
    [many] { $count } autres nouveaux commentaires ne figurent pas ici.
   *[other] { $count } autres nouveaux commentaires ne figurent pas ici.
}
mail_why_follower = Vous recevez cet e-mail parce que vous l’avez demandé en commentant et que vous avez confirmé cette adresse.
mail_preferences = Choisir les e-mails que vous recevez, ou voir et effacer ce qui est conservé sur vous

## Mails: a correction

mail_correction_subject = Correction : « { $article } »
mail_correction_text = Nous avons corrigé « { $article } », que vous avez commenté :
mail_correction_read = Lire l’article

## The page behind the link in each mail: what a reader gets mail about

preferences_title = Vos e-mails et vos données
preferences_for = Pour l’adresse { $address }. Gardez le lien de cette page pour vous : il ne demande aucun mot de passe.
preferences_mail_heading = Ce dont vous êtes averti par e-mail
preferences_stopped = Vous ne recevez aucun e-mail de notre part. Vos choix sont conservés au cas où vous en voudriez à nouveau.
preferences_resume = M’envoyer à nouveau des e-mails
preferences_stop = Arrêter tous les e-mails
preferences_none = Vous ne suivez aucun article et n’attendez aucune réponse. Vous pouvez le choisir sous chaque article en commentant.
preferences_waits = Demandé avec cette adresse, mais pas confirmé. Choisissez-le ici si c’était vous et que vous le voulez.
preferences_nothing = Rien
preferences_replies = Les réponses à mes commentaires
preferences_article = Tous les nouveaux commentaires
preferences_frequency = À quelle fréquence
frequency_at_once = Un e-mail par commentaire, aussitôt
frequency_hourly = Au plus un e-mail par heure
frequency_daily = Au plus un e-mail par jour, le matin
preferences_decisions = Le sort de mes commentaires : publiés ou non, et les réponses à mes demandes
preferences_corrections = Les corrections des articles que j’ai commentés
preferences_save = Enregistrer
preferences_saved = Vos choix sont enregistrés.
preferences_resumed = Vous recevez à nouveau des e-mails.
preferences_gone_heading = Rien n’est conservé sur cette adresse
preferences_gone_text = L’adresse à laquelle ce lien appartenait est effacée. Elle ne reçoit aucun e-mail.
stop_choose = Vous pouvez aussi choisir ce dont vous êtes averti.

## The page behind the link in each mail: what is stored about a reader

data_heading = Ce qui est conservé sur vous
data_text = Tout ce qui appartient à cette adresse : vos commentaires, ce que vous suivez et les e-mails envoyés.
data_see = Le voir
data_download = Le télécharger en JSON
data_back = Retour à vos e-mails et à vos données
data_address = Adresse
data_first_used = Première utilisation ici
data_confirmed = Confirmée
data_not_confirmed = pas confirmée
data_stopped = E-mails arrêtés
data_ban = Une décision de la rédaction sur tous vos commentaires (exclusion ou confiance)
data_note = Une note de la rédaction sur vous
data_yes = oui
data_no = non
data_comments = Commentaires
data_comments_none = Aucun.
data_former = Anciens textes et ce que vous avez écrit aux modérateurs
data_network = Réseau
data_name = Nom
data_website = Site web
data_mails = E-mails

## The page behind the link in each mail: erasing

erase_heading = Effacer ce qui est conservé sur vous
erase_text = Ceci efface l’adresse, les noms et les sites de vos commentaires, ce que vous suivez et la liste des e-mails. C’est irréversible.
erase_texts = Ce que vous avez écrit
erase_texts_of_reader = Ce que cette personne a écrit
erase_keep = reste, sans nom
erase_remove = est effacé aussi
erase_sure = Oui, effacer définitivement
erase_button = Effacer
fault_erase_sure = Cochez cette case si vous voulez effacer définitivement
erased_author = Anonyme
erased_heading = C’est effacé
erased_text = Plus rien n’est conservé sur l’adresse, et aucun e-mail ne lui est envoyé. Gardez cette page si vous voulez un reçu ; elle ne contient pas l’adresse.
erased_when = Heure
erased_comments = Commentaires
erased_kept = { $count ->
    [one] { $count }, conservé sans nom
    [many] { $count }, conservés sans nom
   *[other] { $count }, conservés sans nom
}
erased_removed = { $count ->
    [one] { $count }, effacé
    [many] { $count }, effacés
   *[other] { $count }, effacés
}

## The private page of a comment: deleting it

delete_own_heading = Supprimer ce commentaire
delete_own_text = Le texte et votre nom disparaissent aussitôt. Les réponses restent. C’est irréversible ici.
delete_own_sure = Oui, le supprimer
delete_own_button = Supprimer

## The desk: a reader's rights

reader_data_heading = Demande de la personne
reader_data_text = Ce qui est conservé sur cette adresse, ou son effacement, à la demande de la personne à qui elle appartient. Les deux sont consignés.
reader_data_export = Télécharger en JSON
log_erase_reader = { $who } a effacé les données d’un lecteur

## What is stored: the page that says it

privacy_title = Ce que nous conservons sur les lecteurs
privacy_link = Confidentialité
privacy_lead = Cette page est établie d’après les réglages en vigueur sur ce site.
privacy_why = Pourquoi
privacy_how_long = Combien de temps
privacy_who = Qui le voit
privacy_comment = Votre commentaire, votre nom et votre site web
privacy_comment_why = Pour le publier, et pour en décider.
privacy_comment_long = Jusqu’à ce que vous ou la rédaction le supprimiez. S’il n’a pas été publié, son texte est retiré (délai : { $days }).
privacy_comment_who = Tout le monde, une fois publié. Avant cela, la rédaction.
privacy_address = Votre adresse e-mail
privacy_address_why = Pour vous envoyer les e-mails que vous avez demandés, et savoir quels commentaires sont les vôtres.
privacy_address_long = Tant qu’un commentaire lui appartient, ou jusqu’à ce que vous l’effaciez.
privacy_address_who = Elle est chiffrée et n’est jamais publiée. Les modérateurs en voient les premières lettres. Un éditeur peut la consulter ; c’est consigné.
privacy_follow = Ce dont vous voulez être averti, et la liste des e-mails envoyés, sans leurs textes
privacy_follow_why = Pour envoyer chaque e-mail une seule fois.
privacy_follow_long = Aussi longtemps que l’adresse. Ce que vous ne confirmez pas : { $days }.
privacy_follow_who = Vous, par le lien de chaque e-mail. Les administrateurs voient la liste sans les adresses.
privacy_network = Le début de votre adresse réseau, et un code établi d’après l’adresse entière
privacy_network_why = Pour remarquer les vagues de messages indésirables.
privacy_network_long = Le début : { $days }. Le code : { $code }.
privacy_network_who = La rédaction voit le début. Personne ne voit le code.
privacy_cookie = Un cookie dans votre navigateur
privacy_cookie_why = Pour savoir que vous avez confirmé votre adresse dans ce navigateur. Il n’est posé que lorsque vous appuyez sur ce bouton ; il n’y a pas d’autre cookie pour les lecteurs.
privacy_cookie_long = { $days }, ou jusqu’à ce que vous fassiez oublier ce navigateur sur la page privée d’un commentaire.
privacy_cookie_who = Ce site seulement.
privacy_akismet = Une vérification par le service Akismet
privacy_akismet_why = Pour reconnaître les messages indésirables. Le service reçoit votre commentaire avec : { $fields }.
privacy_akismet_long = Selon les règles du service.
privacy_akismet_who = Akismet (Automattic).
privacy_nothing_else = Les pages n’appellent aucun autre site, sauf si un article en montre un élément, et le journal du programme ne contient aucune adresse.
privacy_rights = Voir, emporter, modifier, effacer
privacy_rights_text = Chaque e-mail que vous recevez contient un lien vers une page qui montre tout ce qui est conservé sur votre adresse, vous le remet en fichier et l’efface. Sur la page privée d’un commentaire, où vous êtes arrivé quand il a été retenu, vous pouvez le modifier et le supprimer. La rédaction le fait aussi sur demande.
privacy_comment_kept = Jusqu’à ce que vous ou la rédaction le supprimiez.

## The comment form: consent

fault_consent = Cochez la case si vous êtes d’accord ; sans cela, le commentaire ne peut pas être conservé
privacy_consent = Votre consentement
privacy_consent_why = Pour pouvoir montrer que vous avez donné votre accord en publiant. À côté de la case, il est écrit : « { $words } » (version : { $version }). La version et l’heure sont conservées.
privacy_consent_long = Aussi longtemps que le commentaire.
privacy_consent_who = Vous, par le lien vers vos données, et la rédaction.
data_consent = Accord donné

## Asking for the link to one's data

data_ask_heading = Vos données
data_ask_text = Saisissez votre adresse e-mail. Si quelque chose est conservé à son sujet, vous recevrez un e-mail avec un lien vers une page qui montre tout, vous le remet en fichier et l’efface.
data_ask_address = Adresse e-mail
data_ask_button = Demander le lien
data_asked_heading = Regardez dans votre messagerie
data_asked_text = Si quelque chose est conservé au sujet de cette adresse, un e-mail avec le lien est en route. Un tel message vient au plus une fois par jour. S’il n’en vient aucun, rien n’est conservé, ou une autre graphie de l’adresse a été utilisée (par exemple avec un signe plus ou des points).
data_asked_back = Retour à la page sur la confidentialité
data_ask_link = Demander le lien vers ses données
