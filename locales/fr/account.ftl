# Connexion et déconnexion, le premier compte, son propre compte, et les pages de la rédaction qui n’existent pas.

## Signing in and out

sign_in = Se connecter
signing_in = Connexion…
signed_out_title = Déconnexion
signed_out_heading = Votre session est terminée
signed_out_text = Ce navigateur n’a plus accès à la rédaction.
signed_out_next = <a href="/desk/login">Reconnectez-vous</a> ou allez <a href="/">à la une</a>.
signed_out_kept = Vous n’avez plus de session : rien n’a été enregistré. Connectez-vous ; vous pourrez ensuite envoyer ce que vous avez écrit.
signed_in_heading = Vous voilà de retour
signed_in_kept = Votre envoi précédent n’a pas été traité. Vérifiez-le et envoyez-le de nouveau.
fault_credentials = L’adresse e-mail ou le mot de passe est incorrect. Vérifiez les deux et réessayez.
fault_password_wait = Plusieurs mots de passe étaient incorrects. Attendez avant de réessayer : { $wait }.
fault_csrf = Le formulaire ne vient pas d’une page de ce site, ou cette page était trop ancienne. Rechargez la page.

## The first account

setup_heading = Configurer { $site }
setup_text = Créez le compte d’administration. Le lien ne fonctionne qu’une fois.
setup_name_hint = Figure à côté de vos décisions et sous vos articles.
setup_busy = Configuration…
setup_create = Créer le compte

## One’s own account

account_new_token = Votre nouveau jeton.
account_copy_token = Copiez-le maintenant : seule son empreinte est conservée, il ne pourra plus être affiché.
account_sessions = Vos sessions ouvertes
account_this_browser = ce navigateur
account_seen = Depuis le { $since }, dernière activité le { $seen }
browser_on = { $browser } sur { $system }
browser_unknown = Navigateur inconnu
account_tokens = Jetons d’API
account_no_tokens = Vous n’avez aucun jeton.
account_made = Créé le { $time }
account_ends = expire le { $time }
account_used = dernière utilisation le { $time }
account_never_used = jamais utilisé
account_token_new = Nouveau jeton
account_token_name_hint = Pour le reconnaître plus tard : « script de sauvegarde ».
account_token_unnamed = ligne de commande
account_token_may = Il peut
scope_read = lire ce que vous pouvez lire
scope_moderate = décider des commentaires
scope_publish = écrire et publier des articles
scope_admin = gérer les comptes, les jetons et les réglages
account_token_days = Valable pendant
account_creating = Création…
account_token_create = Créer le jeton
account_language = Langue
account_language_of = Langue de la rédaction et des e-mails que vous recevez
account_language_site = la langue du site ({ $language })
account_language_save = Enregistrer la langue
account_password_current = Mot de passe actuel
account_password_new = Nouveau mot de passe
account_password_hint = 12 caractères ou plus. Tous les autres navigateurs sont déconnectés.
account_password_change = Changer le mot de passe
account_done_password = Votre mot de passe est changé et tous les autres navigateurs sont déconnectés. Les jetons d’API restent valables : révoquez ci-dessous ceux que quelqu’un d’autre pourrait connaître.
account_done_language = Votre langue est enregistrée. La rédaction et les e-mails que vous recevez l’utilisent désormais.
account_done_session = Ce navigateur est déconnecté.
account_done_token = Le jeton est révoqué.
account_done_mail = Les e-mails repartent vers cette adresse. Si le serveur la refuse encore, cette page le signalera.

## A page that does not exist

desk_404_advice = Elle a peut-être été supprimée, ou l’adresse contient une erreur.
to_your_articles = Vers vos articles
to_the_comments = Vers les commentaires
again_value = Valeur
again_condition = Condition
again_list = Liste
again_article = Article
again_domain = Domaine
again_note = Note
again_held = Mis en attente pour mille
again_spam = Indésirables pour mille
again_time = Date et heure de publication
again_entry = Votre saisie « { $name } »
again_password = Mot de passe (il n’a pas été conservé : saisissez-le de nouveau)
