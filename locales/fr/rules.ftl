# Rules: the list, one rule with its rows and its backtest, and the import of a list.

## The list of rules

rules_none = Aucune règle pour le moment. Une règle retient, rejette, publie ou signale les commentaires auxquels elle s’applique.
rules_new = Nouvelle règle
rules_all = Toutes les règles
rule_on = active
rule_off = désactivée
rule_unused = inutilisée
rule_hits = { $count ->
    [one] { $count } commentaire
    [many] { $count } commentaires
   *[other] { $count } commentaires
}
rule_last_hit = le dernier { $time }
rule_no_hit = Aucun commentaire jusqu’ici
rule_switch_off = Désactiver
rule_switch_on = Activer
rules_more = Autres règles

## The import of a list

rules_import = Importer une liste
rules_import_format = La liste contient
rules_import_wordpress = des mots et des adresses, comme dans WordPress
rules_import_domains = des domaines
rules_import_action = Ce qu’il advient d’un commentaire concerné
rules_import_list = Liste
rules_import_hint = Une entrée par ligne.
rules_import_do = Importer
rules_importing = Importation…

## One rule

rule_created_by = Créée par { $name }.
rule_name = Nom
rule_when = Quand elle s’applique
rule_combine = Un commentaire correspond si
rule_combine_all = tous les tests sont vrais
rule_combine_any = au moins un test est vrai
rule_combine_group = Ce groupe correspond si
rule_test_number = Test { $number }
rule_group_number = Groupe { $number }
rule_field = Champ
rule_operator = Test
rule_value = Valeur
rule_value_hint = Dans une valeur, écrivez un mot, un domaine ou un réseau par ligne ; ou un motif ; ou un nombre.
rule_operators_words = Pour les mots et les listes
rule_operators_numbers = Pour les nombres
rule_kept = { $count ->
    [one] La liste compte { $count } entrée, trop longue pour être affichée ici. Elle reste inchangée si vous laissez la valeur vide.
    [many] La liste compte { $count } entrées, trop nombreuses pour être affichées ici. Elle reste inchangée si vous laissez la valeur vide.
   *[other] La liste compte { $count } entrées, trop nombreuses pour être affichées ici. Elle reste inchangée si vous laissez la valeur vide.
}
rule_add_test = Ajouter un test
rule_add_group = Ajouter un groupe
rule_remove_row = Retirer
rule_export = En JSON
rule_export_hint = Les tests enregistrés, pour l’API ou une autre installation.
rule_action = Ce qu’il advient du commentaire
rule_reason = Motif
rule_reason_hint = Les modérateurs le voient, ainsi que les auteurs dont le commentaire est refusé.
rule_in_force = En vigueur
rule_try = Essayer sur les 5 000 dernières décisions
rule_trying = Vérification…
rule_versions = Versions
rule_version_action = { $action } : { $condition }
rule_version_off = { $action } : { $condition }, désactivée
rule_by_command = la ligne de commande
rule_remove = Supprimer la règle
rule_remove_hint = Les commentaires auxquels elle s’est appliquée gardent leurs motifs.
rule_remove_for_good = Supprimer définitivement

## The backtest

rule_backtest = Ce qu’elle aurait repéré
rule_backtest_hint = L’essai compare les tests aux décisions passées : combien de commentaires auraient correspondu, et combien d’entre eux ont été approuvés.
rule_backtest_checked = { $checked ->
    [one] Vérifiée sur { $checked } décision passée ({ $refused } rejetée).
    [many] Vérifiée sur { $checked } décisions passées ({ $refused } rejetées).
   *[other] Vérifiée sur { $checked } décisions passées ({ $refused } rejetées).
}
rule_backtest_right = { $count ->
    [one] { $count } correspondance juste
    [many] { $count } correspondances justes
   *[other] { $count } correspondances justes
}
rule_backtest_wrong = { $count ->
    [one] { $count } fausse correspondance
    [many] { $count } fausses correspondances
   *[other] { $count } fausses correspondances
}
rule_precision = précision { $share }
rule_test_matches = { $count ->
    [one] correspond à { $count } d’entre elles
    [many] correspond à { $count } d’entre elles
   *[other] correspond à { $count } d’entre elles
}
rule_false_matches = Fausses correspondances : ceux-ci sont approuvés
rule_right_matches = Correspondances justes : ceux-ci sont rejetés ou indésirables
rule_found = Trouvé : « { $passage } »
rule_comment_number = Commentaire { $number }

## What was done

rule_done_made = La règle est enregistrée. Elle s’applique aux nouveaux commentaires.
rule_done_imported = La liste est importée. Elle s’applique aux nouveaux commentaires.
rule_done_changed = La règle est modifiée.
rule_done_on = La règle est en vigueur.
rule_done_off = La règle n’est plus en vigueur.
rule_done_removed = La règle est supprimée.

## Actions

rule_hold = retenir
rule_reject = rejeter
rule_spam = marquer comme indésirable
rule_publish = publier
rule_flag = signaler
rule_hold_text = il est retenu jusqu’à une décision
rule_reject_text = il est rejeté, et son auteur voit le motif
rule_spam_text = il est marqué comme indésirable
rule_publish_text = il est publié quelle que soit la politique
rule_flag_text = la politique décide, et un modérateur le vérifie ensuite

## Fields of a comment

rule_of_text = texte
rule_of_name = nom
rule_of_website = site web
rule_of_address_domain = domaine de l’adresse
rule_of_network = réseau
rule_of_anything = un champ quelconque
rule_of_domain = un domaine quelconque
rule_of_language = langue
rule_of_links = nombre de liens
rule_of_length = longueur
rule_of_article = article
rule_of_section = rubrique
rule_of_approved = commentaires approuvés du lecteur
rule_of_rejected = commentaires rejetés du lecteur
rule_of_form_age = âge du formulaire

## Tests of a field

rule_contains_word = contient le mot
rule_contains = contient
rule_wildcard = a un mot comme
rule_regex = correspond à
rule_in_list = est dans la liste
rule_more_than = est supérieur à
rule_less_than = est inférieur à

## A condition in a sentence

rule_test = { $field } { $operator } { $value }
rule_quoted = « { $value } »
rule_quoted_more = { $count ->
    [one] « { $value } » ou { $count } autre
    [many] « { $value } » ou { $count } autres
   *[other] « { $value } » ou { $count } autres
}
rule_number = { $value }
rule_and = { $first }, et { $rest }
rule_or = { $first }, ou { $rest }
rule_group = ({ $tests })

## Faults of a condition

fault_rule_tests = { $most ->
    [one] { $most } test au plus ; une longue liste compte pour un
    [many] { $most } tests au plus ; une longue liste compte pour un
   *[other] { $most } tests au plus ; une longue liste compte pour un
}
fault_rule_empty = Ajoutez au moins un test
fault_rule_depth = { $most ->
    [one] Imbriquez les tests sur { $most } niveau au plus
    [many] Imbriquez les tests sur { $most } niveaux au plus
   *[other] Imbriquez les tests sur { $most } niveaux au plus
}
fault_rule_operator = Ce test ne convient pas au champ ; choisissez-en un autre
fault_rule_pattern = Saisissez un motif
fault_rule_number = Saisissez un nombre qui ne soit pas négatif
fault_rule_value = Saisissez un mot, ou plusieurs, un par ligne
fault_rule_entries = { $most ->
    [one] { $most } entrée au plus
    [many] { $most } entrées au plus
   *[other] { $most } entrées au plus
}
fault_rule_articles = Saisissez les numéros d’articles
fault_rule_list = Ajoutez une entrée à la liste
fault_rules_import_format = Indiquez ce que contient la liste
rule_version_by = <b>{ $number }</b> par { $who } { $time }
rule_matched_none = Elle ne s’est appliquée à aucun commentaire jusqu’ici.
