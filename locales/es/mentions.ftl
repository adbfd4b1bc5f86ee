# Mentions of articles on other sites.

## Under an article

mentioned_by = Mencionado por

## The desk

mentions_heading = Menciones
mentions_text = Páginas de otros sitios que enlazan a un artículo: recibidas como Webmention o importadas como pingbacks y trackbacks. Los lectores las ven cuando alguien las aprueba.
mentions_which = Qué menciones
mentions_held = En espera
mentions_approved = Aprobadas
mentions_rejected = Rechazadas
mentions_none = No hay menciones aquí.
mention_approve = Aprobar
mention_reject = Rechazar
mention_on = sobre «{ $title }»
mention_saved = La decisión está guardada.

## The log

log_approve_mention = { $who } aprobó una mención
log_reject_mention = { $who } rechazó una mención

## Faults

fault_mention_address = { $field } debe ser una dirección que empiece por http:// o https://
fault_mention_target = El destino no es un artículo de este sitio

## What was told to others

mentions_sent = Comunicadas a otros
mentions_sent_text = Páginas a las que enlazan los artículos y si se avisó a sus sitios mediante Webmention.
mention_told = comunicada
mention_no_endpoint = no acepta menciones
mention_failed = no se pudo comunicar
