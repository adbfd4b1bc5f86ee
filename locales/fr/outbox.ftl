# The mails to staff that join news, what members choose about them, and the pages behind their links.

## Topics

topic_held = Commentaires retenus
topic_flags = Signalements des lecteurs
topic_appeals = Contestations et modifications des auteurs
topic_late = Commentaires qui attendent trop longtemps
topic_surge = Commentaires anormalement nombreux
topic_own_articles = Commentaires sur mes propres articles

## The joined mail

joined_held_subject = { $count ->
    [one] { $count } commentaire attend
    [many] { $count } commentaires attendent
   *[other] { $count } commentaires attendent
}
joined_flags_subject = { $count ->
    [one] { $count } commentaire a été signalé
    [many] { $count } commentaires ont été signalés
   *[other] { $count } commentaires ont été signalés
}
joined_appeals_subject = { $count ->
    [one] { $count } contestation ou modification attend
    [many] { $count } contestations et modifications attendent
   *[other] { $count } contestations et modifications attendent
}
joined_own_subject = { $count ->
    [one] { $count } nouveau commentaire sur vos articles
    [many] { $count } nouveaux commentaires sur vos articles
   *[other] { $count } nouveaux commentaires sur vos articles
}
joined_longest = L’attente la plus longue jusqu’ici : { $wait }.
joined_entry = { $name } sur « { $article } », { $time }
joined_appeal = Contestation de l’auteur : { $text }
joined_edit = Le nouveau texte : { $text }
joined_more = { $count ->
    [one] Et { $count } autre à la modération.
    [many] Et { $count } autres à la modération.
   *[other] Et { $count } autres à la modération.
}
joined_score = Score de spam : { $score }.
joined_stop = Plus de messages sur : { $topic }
joined_choose = Choisir les messages que vous recevez
joined_open = Ouvrir à la modération

## What a member chooses

staff_mail_heading = Messages pour vous
staff_mail_topics = M’écrire au sujet de
staff_mail_frequency = Fréquence
staff_mail_frequent = aussitôt, puis au plus une fois (intervalle : { $time })
staff_mail_each = un message pour chacun
staff_mail_hourly = toutes les heures
staff_mail_daily = tous les jours
staff_mail_sections = Sur les commentaires de ces rubriques
staff_mail_quiet = Heures de silence
staff_mail_quiet_from = De
staff_mail_quiet_until = À
staff_mail_quiet_hint = Par exemple 22:00 et 07:00. Les messages attendent la fin. Vide : aucune.
staff_mail_zone = Fuseau horaire des heures de silence
staff_mail_zone_site = Celui du site ({ $zone })
staff_mail_save = Enregistrer le choix des messages
staff_mail_done = Votre choix de messages est enregistré.
fault_quiet_hours = Écrivez deux heures différentes comme 22:00, ou laissez les deux vides
fault_mail_timezone = Choisissez un fuseau horaire de la liste
fault_mail_topic = Choisissez parmi les sujets de la liste
fault_mail_section = Choisissez parmi les rubriques de la liste
fault_mail_frequency = Choisissez frequent, hourly ou daily
setting_join = Minutes jusqu’au message suivant
setting_join_hint = Le premier commentaire retenu est signalé aussitôt ; la suite, pendant ce temps, arrive en un seul message. 0 : un message pour chacun.

## The page that switches a topic off

staff_stop_heading = Plus de messages sur : { $topic }
staff_stop_text = Ces messages à { $name } cesseront. Les autres continuent.
staff_stop_button = Arrêter ces messages
staff_stopped_text = Ces messages ont cessé. Vous pouvez les rétablir sur la page de votre compte.

## The page behind a link to an act

act_approve_heading = Publier ce commentaire ?
act_reject_heading = Refuser ce commentaire ?
act_spam_heading = Refuser ce commentaire comme indésirable ?
act_delete_heading = Supprimer ce commentaire ?
act_ban_heading = Refuser ce commentaire et bannir son auteur ?
act_undo_heading = C’est fait
act_undone_heading = Annulé
act_dead_heading = C’est déjà décidé
act_ban = Refuser et bannir
act_state = État actuel : { $status }.
act_decided_by = Dernier changement : { $name }, { $time }.
act_by_screening = le filtrage
act_in_reply_to = En réponse à { $name }
act_as = Vous agissez en tant que { $name }.
act_ban_stays = Le bannissement reste si vous annulez. Il peut être levé à la modération.
act_not_entitled = Ce lien appartient à un compte qui ne modère plus ce commentaire.
act_reason = Motif, que l’auteur peut lire

## The outbox at the desk

mails_heading = Messages
mails_relay_works = Le serveur de messagerie accepte les messages.
mails_relay_fault = Aucun message ne part depuis { $time } : { $reason }. Les messages attendent que le serveur fonctionne de nouveau.
mails_to_files = Aucun serveur de messagerie n’est réglé et personne ne reçoit de message : « Envoyés » signifie qu’un message est un fichier dans { $folder }. Pour envoyer, réglez mail.transport = "smtp" et mail.smtp_url dans le fichier de configuration, puis redémarrez.
mails_to_memory = Aucun serveur de messagerie n’est réglé et personne ne reçoit de message : « Envoyés » signifie qu’un message est gardé en mémoire. Pour envoyer, réglez mail.transport = "smtp" et mail.smtp_url dans le fichier de configuration, puis redémarrez.
mails_which = Messages par état
mails_all = Tous
mails_waiting = En attente
mails_sent = Envoyés
mails_cancelled = Annulés
mails_suppressed = Supprimés
mails_dead = Abandonnés
mails_none = Il n’y a pas de tel message.
mails_times = mis en file { $queued }, terminé { $done }
mails_causes = Pourquoi des messages ne sont pas partis
mails_count = { $count ->
    [one] { $count } message
    [many] { $count } messages
   *[other] { $count } messages
}
mails_tries = { $count ->
    [one] { $count } tentative
    [many] { $count } tentatives
   *[other] { $count } tentatives
}
mails_no_cause = la cause n’est pas connue
mails_retry = Renvoyer
mails_retry_all = Tous les renvoyer
mails_cancel = Annuler
mails_reader = un lecteur
mails_addresses = Adresses qui ne reçoivent rien
mails_no_addresses = Chaque adresse reçoit ses messages.
mails_lift = Autoriser de nouveau
mails_done_retry = Le message sera renvoyé.
mails_done_cancel = Le message est annulé.
mails_done_lift = Cette adresse reçoit de nouveau des messages.
mails_not_now = Ce n’est pas possible dans l’état actuel du message.
samples_heading = Exemples de courriels
samples_note = Avec des personnes et des commentaires inventés. Rien n’est envoyé.
samples_languages = Langue des exemples
samples_html = En HTML
samples_which = Courriel
samples_show = Afficher
relay_banner = Aucun message ne peut partir : { $reason }

## Kinds of mail, at the desk
mail_kind_decided = Décision sur un commentaire
mail_kind_answered = Réponse à un recours ou à une modification
mail_kind_address = Confirmation d’une adresse
mail_kind_new_comment = Nouveaux commentaires sur un article
mail_kind_reader_digest = Nouveaux commentaires, regroupés
mail_kind_correction = Rectification d’un article
mail_kind_data = Lien vers les données enregistrées
mail_kind_invitation = Invitation
mail_kind_password = Lien pour un nouveau mot de passe
mail_kind_note = Mention dans une note
mail_kind_backups_overdue = Des sauvegardes sont en retard
mail_kind_backups_back = Les sauvegardes fonctionnent de nouveau
mail_kind_unknown = Message d’une autre version

## Why a mail was not sent

cause_at_connect = Connexion
cause_at_tls = Chiffrement (TLS)
cause_at_login = Identification (AUTH)
cause_at_mail = Expéditeur (MAIL)
cause_at_rcpt = Destinataire (RCPT)
cause_at_data = Avant le message (DATA)
cause_at_message = Après le message
cause_answered = { $step } : le serveur de messagerie a répondu { $codes }
cause_timed_out = { $step } : le serveur de messagerie n’a pas répondu à temps
cause_broken = { $step } : { $why }
cause_with_remedy = { $step } : { $why } ; { $remedy }
cause_closed = le serveur de messagerie a fermé la connexion
cause_reply_invalid = la réponse du serveur de messagerie n’est pas valide
cause_no_starttls = le serveur de messagerie ne propose pas STARTTLS
cause_not_started = le début de l’essai n’a pas pu être enregistré
cause_no_smtputf8 = Le serveur de messagerie n’achemine rien vers les adresses internationales (il ne propose pas SMTPUTF8)
cause_remedy_root = indiquez le certificat racine du serveur dans mail.smtp_ca_file
cause_remedy_name = écrivez l’hôte dans mail.smtp_url tel que le certificat le nomme
cause_remedy_expired = le serveur de messagerie a besoin d’un nouveau certificat
cause_remedy_trust = le serveur de messagerie a besoin d’un certificat à son nom, reconnu par cette machine
cause_unwritten = Le fichier ne peut pas être écrit dans le dossier de messagerie : { $cause }
cause_not_composed = Le message ne peut pas être composé : { $cause }
cause_relay_fault = Le serveur de messagerie ne fonctionne pas
cause_unknown_event = Cette version du programme ne connaît pas l’objet de ce message
cause_erased = L’adresse a été effacée
cause_untrue = Ce qu’il annonçait n’était plus vrai
cause_suppressed = L’adresse ne reçoit plus de messages
cause_invitation_over = L’invitation a été acceptée, révoquée ou renvoyée
cause_account_gone = Le compte a été supprimé ou désactivé
cause_not_wanted = Le destinataire ne veut pas de tels messages
cause_refused_lately = Le serveur de messagerie a refusé cette adresse récemment
cause_quiet_hours = Le destinataire est dans ses heures calmes
cause_decision_first = Un message sur la décision concernant le commentaire part d’abord
cause_pace = La limite d’envois pour ce laps de temps est atteinte
cause_earlier_attempt = Une tentative précédente peut encore être acceptée par le serveur
cause_absorbed = Son contenu est parti dans un message précédent
cause_link_limit = La boîte a reçu autant de liens que permis, ou tout courrier y a été refusé
cause_came_back = Il est revenu : { $status }
cause_came_back_for_now = Il est revenu pour l’instant : { $status }
cause_delayed = Il est retardé : { $status }
cause_complaint = Le destinataire s’en est plaint
cause_cancelled = Un admin l’a annulé
cause_unsubscribed = Le lecteur ne veut plus de messages
