# The newsroom: the shell of all pages for staff, and the pages of articles.

## The shell of all pages for staff

desk_menu = Menu
desk_nav = Rédaction
count_waiting = en attente
my_decisions = Vos décisions
sign_out = Se déconnecter
mail_refused_of = Le serveur de messagerie refuse l’adresse de { $name }, qui ne reçoit donc aucun mail d’ici.
mail_refused_yours = Le serveur de messagerie refuse votre adresse : vous ne recevez aucun mail d’ici. Demandez à l’administration de la vérifier.
mail_allow_again = Y envoyer de nouveau des mails
nav_publishing = Publication
nav_screening = Filtrage
nav_administration = Administration
nav_queue = File d’attente
nav_flags = Signalements
nav_appeals = Recours
nav_edits = Modifications
nav_dashboard = Tableau de bord
nav_articles = Articles
nav_sections = Rubriques
nav_rules = Règles
nav_policies = Politiques
nav_filter = Filtre
nav_bans = Bannissements
nav_account = Compte
role_author = auteur
role_moderator = modération
role_editor = rédaction
role_admin = administration

## Statuses and times of articles

article_draft = Brouillon
article_submitted = En relecture
article_scheduled = Planifié
article_published = Publié
article_withdrawn = Retiré
time_saved = Enregistré
time_due = Paraîtra
time_published = Publié

## The list of articles

article_new = Nouvel article
articles_all = Tous
articles_find = Chercher dans les articles
articles_words = Mots
articles_author = Auteur
articles_since = Depuis le
articles_until = Avant le
articles_show = Afficher
articles_clear = Effacer les filtres
articles_none = Il n’y a pas d’article ici.
articles_none_found = Aucun article ne correspond à ces filtres.
article_write_first = En écrire un
choice_all = Tous
comments_waiting = { $count ->
    [one] 1 en attente
   *[other] { $count } en attente
}
page_before = Page précédente
page_after = Page suivante
article_deleted = Le brouillon est supprimé.

## The editor

article_on_site = Sur le site
field_title = Titre
field_summary = Chapô
field_text_hint = Markdown : <code dir="ltr">**gras**</code>, <code dir="ltr">_italique_</code>, <code dir="ltr">## intertitre</code>, <code dir="ltr">&gt; citation</code>, <code dir="ltr">[lien](https://…)</code>
field_tags = Mots-clés
field_tags_hint = Séparés par des virgules.
field_byline = Signature
field_byline_hint = Noms des auteurs, séparés par des virgules.
field_path = Chemin
field_path_hint = Vide : formé à partir du titre. L’ancien chemin d’un article publié mène au nouveau.
field_replace_redirect = Prendre ce chemin, même si des liens vers un autre article y mènent
field_time = Heure de publication ({ $zone })
field_time_hint = Pour « Planifier » ; sinon la date que voient les lecteurs.
field_comments = Commentaires
comments_choice_open = Ouverts
comments_choice_closed = Fermés
field_correction = Correction
field_correction_hint = Ce qui était faux et ce qui est juste. Les lecteurs le voient avec l’heure. Une faute de frappe n’en demande pas.
field_corrections = Corrections précédentes
field_corrections_hint = Une par ligne, la plus ancienne d’abord. Vous pouvez les reformuler ou les retirer ; les autres restent affichées.
field_updated = Signaler aux lecteurs que l’article a été mis à jour
field_note = Note pour les collègues
field_note_hint = Accompagne la prochaine étape, par exemple le motif du renvoi. Jamais publique.
group_place = Classement
group_publication = Publication
group_notes = Notes
toolbar = Mise en forme
tool_bold = Gras
tool_italic = Italique
tool_heading = Intertitre
tool_link = Lien
tool_quote = Citation
tool_list = Liste
tool_numbers = Liste numérotée
tool_picture = Image
preview_title = Aperçu
preview_link = Aperçu privé
preview_link_hint = La page telle que les lecteurs la verront. Son adresse fonctionne 7 jours sans connexion.
preview_related = Articles sur le sujet, choisis par mots-clés et par rubrique au moment de l’affichage
text_length = { $words } · { $minutes }
words_count = { $count ->
    [one] { $count } mot
   *[other] { $count } mots
}
minutes_to_read = { $count ->
    [one] { $count } minute de lecture
   *[other] { $count } minutes de lecture
}
step_save = Enregistrer
step_save_draft = Enregistrer le brouillon
step_update = Mettre à jour
step_preview = Aperçu
step_submit = Soumettre à relecture
step_take_back = Reprendre
step_publish = Publier
step_publish_now = Publier maintenant
step_publish_again = Publier de nouveau
step_schedule = Planifier
step_unschedule = Annuler la planification
step_return = Renvoyer à l’auteur
step_withdraw = Retirer
step_delete = Supprimer le brouillon
step_delete_for_good = Supprimer définitivement
delete_hint = L’article et ses versions disparaissent alors.
done_saved = Enregistré.
done_updated = Enregistré. Les lecteurs voient la nouvelle version.
done_submitted = Soumis. La rédaction décide de sa parution.
done_published = Publié. Les lecteurs le voient maintenant.
done_scheduled = Planifié. Il paraîtra le { $time }.
done_returned = C’est de nouveau un brouillon.
done_withdrawn = Retiré. Les lecteurs ne le voient plus.
saved_at = Enregistré
saved_by = Enregistré par { $name },
more_actions = Plus
comments_at_desk = Tous dans la file
comment_waits = en attente

## What is not saved yet, and two who write at once

draft_kept = Brouillon conservé à { $time }
draft_saving = Conservation…
draft_unsaved = Pas encore conservé
draft_failed = Pas conservé : le serveur est injoignable. Nouvel essai en cours.
draft_signed_out = Pas conservé : vous êtes déconnecté. Connectez-vous dans un autre onglet ; le texte reste ici.
copy_shown = Vous voyez ce que vous avez écrit sans l’enregistrer,
copy_discard = L’abandonner
copy_of_colleague = { $name } écrit ici, dernièrement
copy_look = Regarder
copies_title = Non enregistré
conflict_saved = Quelqu’un d’autre a enregistré cet article entre-temps.
conflict_saved_by = { $name } a enregistré cet article entre-temps.
conflict_advice = Votre texte est ci-dessous et n’est pas perdu. Reprenez ce qu’il vous faut de l’autre ; si vous enregistrez maintenant, le vôtre remplace l’autre, qui reste dans les versions.
conflict_theirs = Ce qui a été modifié
conflict_yours = En quoi votre texte diffère de l’autre
conflict_their_text = L’autre texte
conflict_take_theirs = Abandonner le mien et prendre l’autre

## Saved versions

revisions_title = Versions
revisions_about = Chaque enregistrement en fait une. Ce que les lecteurs ont pu voir est gardé pour toujours ; des brouillons, après 30 jours, la dernière de chaque jour.
revision_present = actuelle
revision_number = Version { $number }
revision_text = Le texte entier
diff_with = Changements depuis la version { $number }
diff_first = La première version
diff_none = Le texte est le même.
diff_with_present = Comparer avec la version actuelle
diff_with_before = Comparer avec la version précédente
restore = Rétablir cette version
restore_hint = Titre, chapô, texte, signature, rubrique et mots-clés redeviennent ce qu’ils étaient, en une nouvelle version. Chemin, statut et dates restent.

## Sections and tags

nav_tags = Mots-clés
tags_none = Il n’y a pas encore de mots-clés. Un mot-clé apparaît avec son premier article.
tag_new = Ajouter un mot-clé
section_new = Ajouter une rubrique
label_add = Ajouter
label_added = Ajouté.
label_merged = Fusionné. Ses adresses mènent ici.
label_meanwhile = Quelqu’un d’autre a fait une modification après que vous avez ouvert cette page. Votre version figure ci-dessous et n’est pas encore enregistrée ; l’enregistrer maintenant remplace l’autre.
label_removed = Supprimé.
label_merge = Fusionner
label_merge_into = Fusionner avec
label_merge_choose = Choisissez une rubrique
label_merge_hint = Tous les articles y passent, et les anciennes adresses y mènent pour toujours. C’est irréversible.
label_merge_section_hint = Tous les articles y passent, et les anciennes adresses y mènent pour toujours. Ce qui y vaut pour les commentaires vaut alors aussi pour eux. C’est irréversible.
label_remove = Supprimer
articles_count = { $count ->
    [one] { $count } article
   *[other] { $count } articles
}
field_slug = Identifiant dans les adresses
field_slug_hint = Si vous le changez, l’ancienne adresse mène ici pour toujours. Vide : formé à partir du nom.
field_description = Description
field_description_hint = Sous le nom sur sa page.
field_parent = Appartient à
field_parent_none = Aucune : au premier niveau
field_position = Position
field_position_hint = Les petits nombres viennent d’abord.
label_comments_hint = Pour tous ses articles et ceux des rubriques au-dessous. Si le site, une rubrique au-dessus ou un article est plus strict, c’est cela qui vaut.
label_comments_days_hint = Après la publication. Vide : sans limite.

## More options of the editor, the lock and notes

more_options = Autres options
field_language = Langue du texte
field_language_hint = Un code de langue comme fr, en ou pt-BR. Vide : la langue du site.
field_password = Mot de passe pour les lecteurs
field_password_hint = Qui le connaît peut lire l’article. Vide : rien ne change.
field_unprotect = Retirer le mot de passe : tout le monde peut le lire
field_featured = Le mettre en avant à la une
field_sticky = L’épingler en haut de la une
field_kind = Type
field_kind_hint = Une page n’a ni date ni signature et ne figure dans aucune liste.
kind_article = Article
kind_page = Page, comme À propos ou Contact
field_menu = Menu qui mène à la page
menu_footer = Pied de page
menu_navigation = Navigation en haut de page
menu_none = Aucun
field_menu_order = Position dans le menu
field_take_over = Enregistrer quand même : reprendre l’article à { $name }, qui y écrit en ce moment
article_locked = { $name } écrit en ce moment dans cet article. Rien n’a été enregistré ; reprenez l’article ou attendez.
notes_title = Notes de la rédaction
field_remark = Ajouter à la discussion
field_remark_hint = Elle reste à côté de l’article. Les personnes mentionnées par @nom reçoivent un e-mail.
step_remark = Ajouter la note
done_remark = La note a été ajoutée. Votre texte est conservé, mais pas encore enregistré.
note_remove = Supprimer la note
fault_note_required = Écrivez la note
fault_language_tag = Saisissez un code de langue comme fr, en ou pt-BR
fault_article_password = Choisissez un mot de passe de { $least } à { $most } caractères
