# Los bloqueos y la página de una persona que comenta.

## The list of bans

bans_which = Qué bloqueos
bans_in_force = En vigor
bans_ended = Terminados
bans_none = Nadie está bloqueado.
bans_none_ended = Ningún bloqueo se ha levantado ni ha terminado.
ban_reader = Persona
ban_domain = Direcciones en
ban_network = Red
ban_details_deleted = cuyos datos se eliminaron
ban_rejects = los comentarios se rechazan
ban_holds = los comentarios siempre quedan retenidos
ban_trusts = de confianza
ban_lifted = levantado por { $who }, { $time }
ban_ended = terminó el { $time }
ban_ends = termina el { $time }
ban_until_lifted = hasta que se levante
ban_caught = Comentarios afectados
ban_number = bloqueo { $number }
ban_all_of_reader = Todos los de esta persona
ban_all_of_network = Todos los de esta red
ban_lift = Levantar
ban_lifting = Levantando…
notice_lift = El bloqueo se ha levantado. Los comentarios nuevos se filtran como de costumbre.

## A ban for a domain or a network

ban_add = Bloquear un dominio o una red
ban_add_text = Puede afectar a muchas personas. Para bloquear a una sola, use el formulario junto a uno de sus comentarios. Los comentarios que ya existen quedan como están.
ban_what = Qué
ban_a_network = Una red
ban_value = Dominio o red
ban_value_hint = example.com, que incluye sus subdominios; o 192.0.2.0/24, 2001:db8:1::/48, o cualquier dirección dentro de ella.
ban_until_hint = Termina cuando empieza ese día; sin fecha, cuando alguien lo levante.
ban_why_hint = Para el equipo.
ban_editors_only = Para bloquear a una persona, use el formulario junto a uno de sus comentarios. Solo la redacción puede bloquear dominios y redes.

## A reader

reader_done_reject = El bloqueo está en vigor: los comentarios nuevos se rechazan.
reader_done_hold = Los comentarios nuevos siempre quedan retenidos.
reader_done_trust = La persona es de confianza.
reader_done_lift = Los comentarios nuevos se filtran como de costumbre.
reader_done_batch = Se están rechazando todos los comentarios que esperaban.
reader_see_batch = Ver el lote o deshacerlo
reader_spellings = { $count ->
    [one] { $count } grafía en total
   *[other] y otras grafías, { $count } en total
}
reader_first_seen = Primera visita el { $time }
reader_back = Volver al comentario
reader_by_status = Comentarios por estado
reader_bans = Bloqueo y confianza
reader_is_banned = Bloqueo: los comentarios nuevos se rechazan.
reader_is_held = Siempre retenido.
reader_is_trusted = De confianza.
reader_as_usual = Ni bloqueo ni confianza: los comentarios se filtran como de costumbre.
reader_why_hint = Para el equipo, en la lista de bloqueos.
reader_ban = Bloquear
reader_hold = Retener siempre
reader_trust = Confiar
reader_lift = Levantarlo
reader_distrust = Dejar de confiar
reader_trust_text = Ni la política ni la puntuación de spam retienen los comentarios de una persona de confianza si llegan desde un navegador en el que la dirección está confirmada. Las reglas y los bloqueos siguen valiendo.
reader_no_reason = Sin motivo indicado
reader_reject_waiting = { $count ->
    [one] Rechazar el comentario pendiente
   *[other] Rechazar los { $count } comentarios pendientes
}
reader_rejecting = Rechazando…
reader_note = Nota
reader_note_field = Sobre esta persona
reader_note_hint = Solo para el equipo. Guárdela vacía para quitarla; se elimina junto con la dirección de la persona.
reader_note_save = Guardar la nota
reader_latest = Últimos comentarios
reader_none = No hay ninguno.
reader_all = Todos los comentarios de esta persona
