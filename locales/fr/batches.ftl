# Décisions sur de nombreux commentaires à la fois, et ses propres décisions du jour.

## Before the decision

batch_title = { $count ->
    [one] Décider de { $count } commentaire
   *[other] Décider de { $count } commentaires
}
batch_at_once = { $count ->
    [one] { $count } commentaire à la fois
   *[other] { $count } commentaires à la fois
}
batch_back = Retour à la liste
batch_empty = Cette liste ne contient aucun commentaire à décider.
batch_text = Cela décide de tous les commentaires de la liste telle qu’elle est maintenant, y compris sur les pages suivantes. Chaque commentaire reçoit une ligne dans le journal, et le lot entier peut être annulé. Si la liste change avant que vous n’appuyiez sur le bouton, rien ne se passe et vous voyez le nouveau nombre.
batch_reason = Motif, si vous les rejetez ; les auteurs lisent la phrase
batch_no_reason = Aucun
batch_reason_sentence = { $reason } : « { $sentence } »
batch_note = Note pour le journal
batch_approve = { $count ->
    [one] En approuver { $count }
   *[other] En approuver { $count }
}
batch_reject = { $count ->
    [one] En rejeter { $count }
   *[other] En rejeter { $count }
}
batch_spam = { $count ->
    [one] Indésirable : { $count }
   *[other] Indésirables : { $count }
}
batch_hold = { $count ->
    [one] En remettre { $count } en attente
   *[other] En remettre { $count } en attente
}
batch_delete = { $count ->
    [one] En supprimer { $count } définitivement
   *[other] En supprimer { $count } définitivement
}

## While it is carried out

batch_number = Lot { $number }
batch_undo_of = Annuler le lot { $number }
batch_heading = { $count ->
    [one] { $what } : { $count } commentaire
   *[other] { $what } : { $count } commentaires
}
batch_started = Lancé par { $who }, { $time }
batch_because = motif : { $reason }
batch_progress = Progression
batch_done = <b>{ $count }</b> sur { $total } traités.
batch_done_skipped = <b>{ $count }</b> sur { $total } traités, laissés tels quels : { $skipped }.
batch_running = Il est encore en cours.
batch_refresh = Actualiser
batch_failed = Il a échoué : { $cause }
batch_finished = Il est terminé.
batch_undone_by = Il a été annulé par le <a href="{ $href }">lot { $number }</a>.
batch_undo_all = Annuler tout le lot

## One’s own decisions of today

mine_none = Vous n’avez encore rien décidé aujourd’hui.
mine_approved = { $count ->
    [one] { $count } approuvé
   *[other] { $count } approuvés
}
mine_rejected = { $count ->
    [one] { $count } rejeté
   *[other] { $count } rejetés
}
mine_spam = { $count ->
    [one] { $count } indésirable
   *[other] { $count } indésirables
}
mine_deleted = { $count ->
    [one] { $count } supprimé
   *[other] { $count } supprimés
}
mine_held = { $count ->
    [one] { $count } remis en attente
   *[other] { $count } remis en attente
}
mine_you = Vous
mine_undone = annulé
mine_undo_of = la décision sur le commentaire de { $name }
mine_cut = Seules les plus récentes sont affichées.
