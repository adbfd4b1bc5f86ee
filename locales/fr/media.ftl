# La photothèque, et les images dans l’éditeur.

## La photothèque

nav_media = Images
media_search = Chercher des images
media_parts = Parties de la photothèque
media_words = Mots de la description, de la légende, du crédit ou du nom de fichier
media_search_long = Cherchez au plus { $limit } octets de texte
media_all = Toutes
media_mine = Les vôtres
media_unused = Inutilisées
media_undescribed = Sans description
media_upload = Téléverser des images
media_upload_button = Téléverser
media_uploading = Téléversement…
media_upload_first = Téléverser la première
media_upload_faults = Certains fichiers n’ont pas été téléversés
media_choose = Choisissez une image
media_files = Fichiers
media_files_hint = JPEG, PNG, WebP ou GIF, au plus { $files } fichiers de { $limit } Mo chacun. Ce qu’ajoute un appareil photo, comme le lieu, est retiré.
media_for_all = S’il y a plusieurs fichiers, ces mots valent pour tous.
media_alt = Description
media_alt_hint = Ce que montre l’image, pour les personnes qui ne la voient pas.
media_caption = Légende
media_credit = Crédit
media_credit_hint = Qui l’a faite ou à qui elle appartient.
media_none = Il n’y a pas encore d’images.
media_none_found = Aucune image ne correspond.
media_show_all = Tout afficher
media_not_described = sans description
media_not_used = inutilisée
media_used = { $count ->
    [one] utilisée { $count } fois
   *[other] utilisée { $count } fois
}
media_newest = Les plus récentes
media_number = Nº { $number }
media_file_added = téléversé
media_file_present = était déjà dans la photothèque
media_done_added = { $count ->
    [one] L’image est téléversée.
   *[other] { $count } images sont téléversées.
}
media_done_present = Ce fichier était déjà dans la photothèque et garde sa description.
media_done_first_frame = L’image est téléversée. C’était une animation, dont la première image a été gardée.
media_done_removed = L’image est supprimée.

## Une image

media_sizes = Tailles
media_kilobytes = { $count } ko
media_markdown = Markdown pour les articles
media_markdown_hint = Seule dans un paragraphe, elle devient une figure avec légende et crédit.
media_focus = Ce qui doit rester visible
media_focus_hint = Les listes recadrent l’image autour de cette partie.
media_upper_left = En haut à gauche
media_upper_middle = En haut au milieu
media_upper_right = En haut à droite
media_middle_left = À gauche
media_middle = Au milieu
media_middle_right = À droite
media_lower_left = En bas à gauche
media_lower_middle = En bas au milieu
media_lower_right = En bas à droite
media_not_yours = Seules la personne qui l’a téléversée et la rédaction peuvent la modifier.
media_uses = Utilisée dans
media_no_uses = Aucun article n’utilise cette image.
media_use_lead = Image principale
media_use_body = Dans le texte
media_remove = Supprimer l’image
media_remove_hint = Ses fichiers disparaissent alors. C’est irréversible.
media_remove_used = Elle peut être supprimée quand aucun article ne l’utilise.

## Images et commentaires dans l’éditeur

lead_title = Image principale
lead_none = Aucune
lead_other = Une autre image de la photothèque
lead_other_hint = Son numéro ou son chemin.
lead_library = Ouvrir la photothèque
lead_words_hint = Vide : ce que dit la photothèque.
lead_decorates = Elle ne fait que décorer et n’a pas besoin de description
lead_file = Téléverser une nouvelle image principale
lead_file_hint = JPEG, PNG, WebP ou GIF. Elle est téléversée à chaque étape, avec les mots ci-dessus.
lead_upload = Téléverser comme image principale
text_pictures = Images pour le texte
text_pictures_hint = Leur Markdown est ajouté à la fin du texte, d’où vous pouvez le déplacer. Une image seule dans son paragraphe devient une figure.
text_upload = Téléverser et ajouter au texte
done_picture = Les images sont à la fin du texte. Ce que vous avez écrit est gardé, mais pas encore enregistré.
done_lead_picture = L’image est téléversée et choisie. Ce que vous avez écrit est gardé, mais pas encore enregistré.
media_file_fault = { $name } : { $fault }
fault_lead_alt = Décrivez l’image principale (alt) pour les personnes qui ne la voient pas, ou indiquez qu’elle ne fait que décorer
fault_lead_unknown = Cette image n’existe pas ; téléversez-la d’abord, puis donnez son numéro ou son chemin
fault_lead_path = Donnez le numéro d’une image, ou son chemin, qui commence par /media/
field_comments_days = Jours avant la fermeture des commentaires
field_comments_days_hint = Après la publication. Vide : pas de limite propre à cet article.
field_comments_message = Message tant que les commentaires sont fermés
field_comments_message_hint = Il remplace le formulaire.
field_guidelines = Message au-dessus du formulaire de commentaire
field_guidelines_hint = Pour cet article, en Markdown.

## Pages comme « À propos »

nav_pages = Pages
page_new = Nouvelle page
pages_find = Chercher des pages
pages_none = Il n’y a pas de pages ici, comme « À propos » ou « Contact ».
pages_none_found = Aucune page ne correspond à ces filtres.
