# Ce qui ne va pas dans un formulaire de la rédaction, et que faire. Une phrase chacun, sans point quand elle figure à côté d’un champ.

## Any form of the desk

fault_form_unreadable = Le formulaire n’a pas pu être lu.
fault_load_again = Rechargez la page et recommencez

## Batches

fault_count_again = Vérifiez de nouveau le nombre
fault_tick_comments = Cochez d’abord de 1 à { $most } commentaires

## Rules, policies and sections

fault_policy_article = Choisissez « Un article » ci-dessus, ou laissez ce champ vide
fault_article_unknown = Indiquez le numéro ou l’adresse d’un article
fault_tick_moderators = Cochez les personnes qui modèrent la rubrique

## Accounts

fault_role = Ce rôle est nécessaire : { $role }.
fault_enter_name = Saisissez un nom
fault_password_required = Saisissez un mot de passe
fault_your_password = Saisissez votre mot de passe
fault_current_password = Saisissez votre mot de passe actuel
fault_password_short = Saisissez un mot de passe d’au moins 12 caractères, par exemple quatre mots au hasard
fault_password_long = Saisissez un mot de passe de { $most } caractères au maximum
fault_password_known = Ajoutez des mots : l’essentiel de ce mot de passe est connu, car « { $word } » figure dans votre nom, votre adresse ou le nom du site
fault_password_repeats = Évitez les répétitions : quelques caractères répétés se devinent facilement
fault_password_rows = Évitez les suites de touches, de lettres et de chiffres
fault_password_common = Ce mot de passe est trop courant ; choisissez par exemple quatre mots au hasard
fault_last_admin = C’est le dernier compte d’administration. Donnez d’abord ce rôle à un autre compte.
fault_token_name = Donnez au jeton un nom pour le reconnaître
fault_token_scope = Choisissez au moins une autorisation
fault_token_days = Choisissez entre 1 et { $most } jours
fault_language = Choisissez l’une de ces langues : { $languages }

## Bans

fault_ban_whom = Choisissez un domaine ou un réseau
fault_ban_effect = Choisissez rejeter (reject), mettre en attente (hold) ou faire confiance (trust)
fault_ban_trust = Seule une personne peut être de confiance ; un réseau ou un domaine se partage
fault_ban_domain = Indiquez un domaine tel que example.com, sans rien autour
fault_ban_suffix = Cela bannirait trop de monde ; indiquez le domaine d’un seul site ou d’une entreprise
fault_ban_network = Indiquez une adresse réseau, ou un réseau tel que 192.0.2.0/24 ou 2001:db8:1::/48
fault_ban_reason = Indiquez un motif pour l’équipe
fault_time_future = Indiquez un moment à venir
fault_ban_no_reader = Ce commentaire n’a personne à bannir : il a été supprimé ou vient de l’équipe
fault_ban_again = C’est déjà banni ; levez d’abord ce bannissement

## Decisions and answers

fault_already_status = Le commentaire est déjà { $status }
fault_comment_deleted = Le commentaire a été supprimé : son texte n’existe plus
fault_review_deleted = Le commentaire a été supprimé et son texte a disparu
fault_own_decision = Vous avez décidé de ce commentaire vous-même ; une autre personne de la modération doit répondre au recours
fault_no_answer_to_undo = Il n’y a ici aucune réponse à annuler
fault_new_review = Une nouvelle demande de ce type a été ouverte depuis ; répondez à celle-ci
fault_note_empty = Écrivez la note
fault_view_name = Donnez un nom à la vue
fault_address_reason = Dites pourquoi vous avez besoin de l’adresse
fault_search_words = Saisissez un mot ou un numéro à rechercher
fault_score = Indiquez un score entre 0 et 1
fault_batch_undone = Ce lot est déjà annulé
fault_batch_running = Attendez la fin du lot
fault_batch_undoes = Ce lot en a annulé un autre et ne peut pas être annulé ; commencez un nouveau lot
fault_section_moderators = Indiquez des comptes qui peuvent modérer et se connecter
fault_author_account = Un autre auteur a ce compte
fault_filter_rate = Indiquez un nombre entier de 0 à { $most }

## Rules

fault_rule_list_empty = La liste est vide ; écrivez une entrée par ligne

## Sections, tags and authors

fault_name_at_most = Raccourcissez le nom à { $most } caractères au plus
fault_slug_long = Raccourcissez l’adresse à { $most } caractères au plus
fault_slug_letters = Utilisez des minuscules de a à z, des chiffres et des traits d’union entre eux
fault_slug_empty = Utilisez au moins une lettre ou un chiffre
fault_name_slash = Écrivez le nom sans barre oblique, et choisissez la rubrique au-dessus
fault_section_path = Écrivez une rubrique par son nom, ou par les noms depuis le haut : Monde/Asie
fault_sections_deep = Utilisez au plus { $most } rubriques les unes au-dessus des autres
fault_sections_depth = Au plus { $most } rubriques peuvent être les unes au-dessus des autres
fault_section_itself = Choisissez une rubrique qui n’est ni celle-ci ni au-dessous
fault_section_parent = Choisissez une rubrique existante, ou aucune
fault_section_ambiguous = Plusieurs rubriques portent ce nom ; écrivez les noms depuis le haut, par exemple Monde/Asie
fault_merge_author = Choisissez un autre auteur
fault_merge_tag = Choisissez un autre mot-clé
fault_label_name_taken = Ce nom est déjà pris. Choisissez-en un autre, ou fusionnez les deux.
fault_label_below_taken = Les deux ont « { $name } » au-dessous. Fusionnez d’abord ces deux-là, ou renommez l’une d’elles.
fault_label_slug_taken = Une autre page a ou avait cette adresse, et des liens y mènent. Choisissez-en une autre.
fault_label_slugs_used = Trop de noms s’écrivent « { $slug } » dans les adresses ; choisissez-en un autre.
fault_label_in_use = { $count ->
    [one] { $count } article l’utilise. Fusionnez-le avec un autre, ou retirez-le d’abord de l’article.
   *[other] { $count } articles l’utilisent. Fusionnez-le avec un autre, ou retirez-le d’abord de ces articles.
}
fault_section_in_use = Elle contient des articles (en tout : { $articles }) ou des rubriques au-dessous ({ $sections }). Fusionnez-la avec une autre, ou déplacez-les d’abord.
fault_merge_into = Choisissez-en un qui existe, par son nom ou son adresse

## Articles

fault_headline = Saisissez un titre
fault_article_text = Écrivez le texte de l’article
fault_article_large = Raccourcissez le texte à { $limit } ko au plus
fault_not_in_future = Choisissez un moment qui n’est pas à venir
fault_correction_text = Dites ce qui a été corrigé
fault_authors_many = Nommez au plus { $most } auteurs
fault_tags_many = Choisissez au plus { $most } mots-clés
fault_path_required = Saisissez un chemin, par exemple /2026/11/un-titre
fault_path_long = Raccourcissez le chemin à { $most } caractères au plus
fault_path_reserved = Commencez le chemin par un autre mot ; le programme y répond lui-même
fault_time_required = Indiquez l’heure de publication
fault_time_schedule = Choisissez un moment à venir, ou publiez l’article maintenant
fault_time_seen = Les lecteurs ont déjà vu l’article ; choisissez un moment qui n’est pas à venir
fault_nothing_to_correct = Les lecteurs n’ont pas vu cet article : il n’y a rien à corriger ; modifiez son texte
