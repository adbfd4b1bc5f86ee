# Ce qui ne va pas dans un formulaire de la rédaction, et que faire. Une phrase chacun, sans point quand elle figure à côté d’un champ.

## Any form of the desk

fault_form_unreadable = Le formulaire n’a pas pu être lu.
fault_load_again = Rechargez la page et recommencez

## Batches

fault_count_again = Vérifiez de nouveau le nombre
fault_tick_comments = Cochez d’abord de 1 à { $most } commentaires
