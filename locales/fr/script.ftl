# Ce qu’écrit le script de la modération : le résultat des décisions, et où mènent les raccourcis. Les noms y sont déjà isolés.

## Keys

said_key_twice = Deux actions ont la touche { $key }. Donnez à chacune la sienne.
said_keys_saved = Enregistré.
said_keys_off = Enregistré. Les raccourcis sont désactivés.
said_keys_reset = Les raccourcis sont tels qu’au départ.

## The list

said_last = C’est le dernier.
said_first = C’est le premier.
said_new = { $count ->
    [one] { $count } nouveau
   *[other] { $count } nouveaux
}
said_new_or_more = { $count ->
    [one] Au moins { $count } nouveau
   *[other] Au moins { $count } nouveaux
}
said_arrived = { $count ->
    [one] { $count } nouveau commentaire est dans la liste.
   *[other] { $count } nouveaux commentaires sont dans la liste.
}
said_left = { $count ->
    [one] Il en reste { $count } dans la liste.
   *[other] Il en reste { $count } dans la liste.
}
said_left_more = { $count ->
    [one] Il en reste plus de { $count } dans la liste.
   *[other] Il en reste plus de { $count } dans la liste.
}
said_left_none = Il n’en reste aucun dans la liste.
said_selected = { $count ->
    [one] { $count } sélectionné :
   *[other] { $count } sélectionnés :
}
said_unselected = La sélection est annulée.
said_no_change = Cette décision ne change rien ici.
said_panel_open = Un menu est ouvert. Répondez-y ou appuyez sur Échap.
said_nothing_to_undo = Il n’y a rien à annuler.

## Decisions

said_this_reader = cette personne
said_comment = le commentaire de { $name }
said_comment_and_alike = { $count ->
    [one] le commentaire de { $name } et { $count } semblable
   *[other] le commentaire de { $name } et { $count } semblables
}
said_approved = Approuvé : { $comment }.
said_rejected = Rejeté : { $comment }.
said_spam = Marqué comme indésirable : { $comment }.
said_deleted = Supprimé : { $comment }.
said_held = Remis en attente : { $comment }.
said_not_approved = Non approuvé : { $comment }.
said_not_rejected = Non rejeté : { $comment }.
said_not_spam = Non marqué comme indésirable : { $comment }.
said_not_deleted = Non supprimé : { $comment }.
said_not_held = Non remis en attente : { $comment }.
said_undone = Décision annulée : { $comment }.
said_not_undone = Décision non annulée : { $comment }.
said_had_written = Vous aviez écrit : « { $text } »
said_not_shown = Le commentaire ne peut pas être affiché pour le moment ({ $cause }).
said_cause_signed_out = session terminée
said_signed_out = Votre session est terminée.
said_bad_answer = Le serveur n’a pas répondu comme prévu.
said_unreachable = Le serveur est injoignable.
said_sign_in_again = Se reconnecter
said_look = L’examiner
said_dismiss = Masquer
