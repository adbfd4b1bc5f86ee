# Why a comment was rejected, held or published, for its author and for staff.

## What its author reads about a rejection, unless a setting [reasons] has other words

reason_spam = Il se lit comme de la publicité.
reason_abuse = Il peut être perçu comme une insulte ou une menace.
reason_off_topic = Il est sans rapport avec l’article.
reason_personal_data = Il contient des informations personnelles qui n’ont pas à être publiques.
reason_illegal = Il pourrait être contraire à la loi.
reason_duplicate = Il répète ce que vous avez déjà écrit.
reason_quality = Il est trop court ou trop vague pour que d’autres puissent y répondre.
reason_other = Il n’a pas sa place dans cette discussion.

## The same in a word or two

label_spam = Spam
label_abuse = Propos injurieux
label_off_topic = Hors sujet
label_personal_data = Données personnelles
label_illegal = Illégal
label_duplicate = Répétition
label_quality = Qualité
label_other = Autre

## What screening found, for staff. These stand in lists and have no full stop.

found_honeypot = Un champ caché, invisible pour les lecteurs, a été rempli
found_form_unsigned = Envoyé sans avoir d’abord chargé le formulaire, comme le font les programmes
found_form_too_young = Le formulaire a été envoyé au bout de { $seconds } s
found_staff_name = Le nom est celui d’un membre de la rédaction, ou lui ressemble
found_hold_all = Chaque commentaire attend une décision
found_links = { $found ->
    [one] { $found } lien ; à partir de { $limit }, un commentaire attend une décision
   *[other] { $found } liens ; à partir de { $limit }, un commentaire attend une décision
}
found_no_links = Les commentaires sans lien sont publiés aussitôt
found_few_links = Les commentaires contenant moins de { $limit } liens sont publiés aussitôt
found_publish_all = Les commentaires sont publiés aussitôt
found_edited = Son auteur l’a modifié alors qu’il attendait une décision
found_no_rule = Aucune règle ne s’applique
found_staff = Écrit par un membre de la rédaction
found_known_reader = Le lecteur est connu et a confirmé son adresse
found_first_comment = Le lecteur n’a encore aucun commentaire approuvé, ou n’a pas confirmé son adresse dans ce navigateur
found_banned_reader = Le lecteur est banni : { $reason }
found_banned_domain = Le domaine de l’adresse est banni : { $reason }
found_banned_network = Le réseau est banni : { $reason }
found_held_always = Toujours retenu : { $reason }
found_trusted = Lecteur de confiance : { $reason }
found_rule = { $rule } : « { $found } »
found_rule_because = { $rule } : « { $found } ». { $reason }
found_no_score = Le filtre n’avait pas de modèle pour le noter
found_score = Ressemble à du spam ({ $percent } %)
found_akismet = Akismet le considère comme du spam
found_akismet_blatant = Akismet le considère comme du spam flagrant
found_akismet_late = Akismet n’a pas répondu à temps, le commentaire est donc retenu
found_akismet_unreachable = Akismet était injoignable, le commentaire est donc retenu
found_akismet_refused = Akismet a répondu par une erreur, le commentaire est donc retenu
found_akismet_key = Akismet a refusé la clé, le commentaire est donc retenu
found_akismet_unclear = Akismet a donné une réponse incompréhensible, le commentaire est donc retenu
found_akismet_not_asked = Akismet n’a pas vérifié ce commentaire, qui est donc retenu
found_surge = Bien plus de commentaires que d’habitude sous cet article
found_held_by_site = Sur tout le site, chaque commentaire attend une décision
found_held_by_section = Dans cette rubrique, chaque commentaire attend une décision
found_held_by_article = Sous cet article, chaque commentaire attend une décision
