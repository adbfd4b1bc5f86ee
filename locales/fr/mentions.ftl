# Mentions of articles on other sites.

## Under an article

mentioned_by = Mentionné par

## The desk

mentions_heading = Mentions
mentions_text = Pages d’autres sites qui renvoient à un article : reçues par Webmention, ou importées comme pingbacks et rétroliens. Les lecteurs les voient une fois approuvées.
mentions_which = Quelles mentions
mentions_held = En attente
mentions_approved = Approuvées
mentions_rejected = Refusées
mentions_none = Il n’y a pas de mentions ici.
mention_approve = Approuver
mention_reject = Refuser
mention_on = à propos de « { $title } »
mention_saved = La décision est enregistrée.

## The log

log_approve_mention = { $who } a approuvé une mention
log_reject_mention = { $who } a refusé une mention

## Faults

fault_mention_address = { $field } doit être une adresse commençant par http:// ou https://
fault_mention_target = La cible n’est pas un article de ce site

## What was told to others

mentions_sent = Signalées à d’autres
mentions_sent_text = Pages vers lesquelles renvoient les articles, et si leurs sites en ont été informés par Webmention.
mention_told = signalée
mention_no_endpoint = n’accepte pas de mentions
mention_failed = n’a pas pu être signalée
