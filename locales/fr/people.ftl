# Settings, people, the log, and the mails about accounts.

## Settings at run time

settings_heading = Réglages
settings_intro = Les modifications prennent effet immédiatement, sans redémarrage. Chaque réglage indique d’où vient sa valeur ; une valeur définie ici l’emporte sur le fichier de configuration.
settings_publication = Publication
settings_appearance = Apparence et pied de page
settings_articles = Articles
settings_comments = Commentaires
settings_moderation = Modération
settings_reasons = Motifs de refus
settings_reasons_hint = La phrase que lisent les auteurs dont le commentaire est refusé. Vide : celle du programme, dans la langue de la page ou du message.
settings_policies = Les commentaires publiés immédiatement sont déterminés par les politiques.
settings_save = Enregistrer les réglages
settings_saved = Enregistré. Les modifications sont en vigueur.
settings_reset = Réinitialiser
settings_meanwhile = Quelqu’un d’autre a modifié les réglages entre-temps. Vos valeurs figurent ci-dessous : vérifiez-les, puis enregistrez à nouveau.
setting_from_default = Valeur par défaut
setting_from_file = Depuis { $file }
setting_from_desk = Défini ici
setting_pinned = Défini par { $place }, qui l’emporte sur cette page
setting_name = Nom
setting_name_hint = En tête de chaque page, dans les flux et les messages.
setting_tagline = Slogan
setting_tagline_hint = Une ligne sous le nom ; peut rester vide.
setting_site_language = Langue
setting_site_language_hint = Un code tel que en, de ou pt-BR, pour les mots, les dates et les césures.
setting_zone = Fuseau horaire
setting_zone_hint = Un nom tel que Europe/Paris, ou UTC.
setting_colour = Couleur d’accent
setting_colour_hint = # et six chiffres, par exemple #1a4b8c ; vide : un rouge foncé. Le contraste est vérifié et les pages sombres reçoivent une teinte plus claire.
setting_links = Suivez-nous
setting_links_hint = Un lien par ligne : le texte, une espace, l’adresse. Par exemple : Mastodon https://social.example/@news
setting_copyright = Mention de droit d’auteur
setting_copyright_hint = Au pied de chaque page ; peut rester vide.
setting_paths = Permaliens
setting_paths_hint = Les chemins des nouveaux articles, composés de { "{" }year{ "}" }, { "{" }month{ "}" }, { "{" }day{ "}" }, { "{" }section{ "}" } et { "{" }slug{ "}" }, qui est obligatoire. Les articles publiés gardent leur chemin.
setting_per_page = Articles par page
setting_per_page_hint = À la une et sur les pages des rubriques et des thèmes.
setting_open_days = Jours d’ouverture des commentaires
setting_open_days_hint = Après la publication ; vide : jusqu’à la fermeture de l’article.
setting_guidelines = Règles pour les commentateurs
setting_guidelines_hint = Affichées au-dessus du formulaire de commentaire ; Markdown. Un article peut avoir les siennes.
setting_interval = Secondes entre deux commentaires
setting_interval_hint = Le délai minimal entre deux commentaires d’un même lecteur ; 0 le désactive.
setting_edit_window = Secondes pour modifier
setting_edit_window_hint = Durée pendant laquelle un lecteur peut modifier son commentaire ; 0 la désactive.
setting_figures = Publier les chiffres de la modération
setting_figures_hint = Totaux mensuels à l’adresse /transparency, sans données personnelles.
setting_undo = Secondes pour annuler
setting_undo_hint = Délai avant l’envoi des messages sur une décision, pour pouvoir l’annuler ; 0 le désactive.
setting_target = Minutes avant un rappel
setting_target_hint = Si le plus ancien commentaire d’une rubrique attend plus longtemps, ses modérateurs reçoivent un message ; 0 le désactive.

## What is wrong with a setting

setting_title = Saisissez le nom de la publication
setting_line = Écrivez une seule ligne de 300 caractères au plus
setting_long = Raccourcissez ce texte à 10 000 caractères, sans caractères de contrôle
setting_language = Saisissez un code de langue tel que en, de ou pt-BR
setting_timezone = Saisissez le nom d’un fuseau horaire, tel que Europe/Paris ou UTC
setting_social = Écrivez chaque lien sur sa propre ligne : texte, espace et adresse commençant par https://
setting_accent = Saisissez # et six chiffres, par exemple #1a4b8c
setting_contrast = Un petit texte dans cette couleur est difficile à lire : choisissez-en une plus foncée, par exemple { $colour }
setting_permalink = Saisissez un modèle tel que /{ "{" }year{ "}" }/{ "{" }month{ "}" }/{ "{" }slug{ "}" } auquel le programme ne répond pas lui-même
setting_number = Saisissez un nombre entier de { $least } à { $most }
