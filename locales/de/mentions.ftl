# Mentions of articles on other sites.

## Under an article

mentioned_by = Erwähnt von

## The desk

mentions_heading = Erwähnungen
mentions_text = Seiten anderer Websites, die auf einen Artikel verweisen: als Webmention empfangen oder als Pingback oder Trackback importiert. Für Leser sichtbar sind sie, sobald jemand sie freigegeben hat.
mentions_which = Welche Erwähnungen
mentions_held = Wartend
mentions_approved = Freigegeben
mentions_rejected = Abgelehnt
mentions_none = Hier gibt es keine Erwähnungen.
mention_approve = Freigeben
mention_reject = Ablehnen
mention_on = zu „{ $title }“
mention_saved = Die Entscheidung ist gespeichert.

## The log

log_approve_mention = { $who } hat eine Erwähnung freigegeben
log_reject_mention = { $who } hat eine Erwähnung abgelehnt

## Faults

fault_mention_address = { $field } muss eine Adresse sein, die mit http:// oder https:// beginnt
fault_mention_target = Das Ziel ist kein Artikel dieser Website

## What was told to others

mentions_sent = Anderen mitgeteilt
mentions_sent_text = Seiten, auf die Artikel verweisen, und ob ihre Websites davon per Webmention erfahren haben.
mention_told = mitgeteilt
mention_no_endpoint = nimmt keine Erwähnungen an
mention_failed = konnte nicht mitgeteilt werden
