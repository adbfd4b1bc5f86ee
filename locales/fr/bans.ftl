# Les bannissements, et la page d’une personne qui commente.

## The list of bans

bans_which = Quels bannissements
bans_in_force = En vigueur
bans_ended = Terminés
bans_none = Personne n’est banni.
bans_none_ended = Aucun bannissement n’a été levé ou n’a expiré.
ban_reader = Personne
ban_domain = Adresses chez
ban_network = Réseau
ban_details_deleted = dont les données ont été supprimées
ban_rejects = les commentaires sont rejetés
ban_holds = les commentaires sont toujours mis en attente
ban_trusts = de confiance
ban_lifted = levé par { $who }, { $time }
ban_ended = expiré le { $time }
ban_ends = expire le { $time }
ban_until_lifted = jusqu’à ce qu’il soit levé
ban_caught = Commentaires visés
ban_number = bannissement { $number }
ban_all_of_reader = Tous ceux de cette personne
ban_all_of_network = Tous ceux de ce réseau
ban_lift = Lever
ban_lifting = Levée…
notice_lift = Le bannissement est levé. Les nouveaux commentaires sont filtrés comme d’habitude.

## A ban for a domain or a network

ban_add = Bannir un domaine ou un réseau
ban_add_text = Cela peut toucher beaucoup de monde. Pour bannir une seule personne, utilisez le formulaire à côté de l’un de ses commentaires. Les commentaires déjà présents restent tels quels.
ban_what = Quoi
ban_a_network = Un réseau
ban_value = Domaine ou réseau
ban_value_hint = example.com, qui vaut aussi pour ses sous-domaines ; ou 192.0.2.0/24, 2001:db8:1::/48, ou toute adresse qu’il contient.
ban_until_hint = Il prend fin au début de ce jour ; sans date, quand quelqu’un le lève.
ban_why_hint = Pour l’équipe.
ban_editors_only = Pour bannir une personne, utilisez le formulaire à côté de l’un de ses commentaires. Seule la rédaction peut bannir des domaines et des réseaux.

## A reader

reader_done_reject = Le bannissement est en vigueur : les nouveaux commentaires sont rejetés.
reader_done_hold = Les nouveaux commentaires sont toujours mis en attente.
reader_done_trust = Cette personne est de confiance.
reader_done_lift = Les nouveaux commentaires sont filtrés comme d’habitude.
reader_done_batch = Tous les commentaires en attente sont en cours de rejet.
reader_see_batch = Voir le lot, ou l’annuler
reader_spellings = { $count ->
    [one] { $count } graphie en tout
   *[other] et d’autres graphies, { $count } en tout
}
reader_first_seen = Première visite le { $time }
reader_back = Retour au commentaire
reader_by_status = Commentaires par état
reader_bans = Bannissement et confiance
reader_is_banned = Banni : les nouveaux commentaires sont rejetés.
reader_is_held = Toujours mis en attente.
reader_is_trusted = De confiance.
reader_as_usual = Ni bannissement ni confiance : les commentaires sont filtrés comme d’habitude.
reader_why_hint = Pour l’équipe, dans la liste des bannissements.
reader_ban = Bannir
reader_hold = Toujours mettre en attente
reader_trust = Faire confiance
reader_lift = Lever
reader_distrust = Ne plus faire confiance
reader_trust_text = Ni la politique ni le score d’indésirabilité ne retiennent les commentaires d’une personne de confiance, s’ils viennent d’un navigateur où l’adresse est confirmée. Les règles et les bannissements restent applicables.
reader_no_reason = Sans motif indiqué
reader_reject_waiting = { $count ->
    [one] Rejeter le commentaire en attente
   *[other] Rejeter les { $count } commentaires en attente
}
reader_rejecting = Rejet…
reader_note = Note
reader_note_field = Au sujet de cette personne
reader_note_hint = Pour l’équipe seulement. Enregistrez-la vide pour l’effacer ; elle est supprimée avec l’adresse de la personne.
reader_note_save = Enregistrer la note
reader_latest = Derniers commentaires
reader_none = Il n’y en a pas.
reader_all = Tous les commentaires de cette personne
