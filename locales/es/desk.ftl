# La moderación: la cola, el comentario abierto y su historial, y los atajos.

## Statuses and lists of comments

comment_pending = pendiente
comment_approved = aprobado
comment_rejected = rechazado
comment_spam = spam
comment_deleted = eliminado
list_pending = Pendientes
list_approved = Aprobados
list_rejected = Rechazados
list_spam = Spam
list_deleted = Eliminados

## Decisions and their reasons

decide_approve = Aprobar
decide_reject = Rechazar
decide_spam = Spam
decide_hold = Retener de nuevo
decide_delete = Eliminar
undo = Deshacer
undoing = Deshaciendo…
busy_saving = Guardando…
for_spam = Spam
for_abuse = Insultos o amenazas
for_off_topic = Fuera de tema
for_personal_data = Datos personales
for_illegal = Ilegal
for_duplicate = Duplicado
for_quality = Calidad
for_other = Otro
for_same_moderator = Decisión propia; no había nadie más en la moderación
reason_with_note = { $reason }: { $note }
no_reason = Sin motivo
quoted_sentence = «{ $text }»
reject_keys = Intro repite el motivo marcado, una cifra elige uno y Esc cierra este menú.
note_for_colleagues = Nota para el equipo
colleague_former = Antiguo miembro del equipo
name_deleted = Nombre eliminado

## Ages

age_moments = menos de un minuto
short_now = ahora
short_minutes = { $count } min
short_hours = { $count } h
short_days = { $count } d
percent = { $count } %

## What was done

notice_approve = Aprobado. El comentario es público.
notice_reject = Rechazado. El comentario no es público.
notice_spam = Marcado como spam. El comentario no es público.
notice_delete = Eliminado. El texto y los datos de quien lo escribió se borrarán cuando la decisión ya no se pueda deshacer.
notice_hold = Retenido. El comentario vuelve a estar pendiente.
notice_edit = El texto se ha guardado.
notice_undo = Deshecho.
notice_note = La nota se ha guardado.
notice_surge = La protección contra avalanchas está desactivada. Los comentarios nuevos se filtran como de costumbre.
notice_claim = El equipo ve que usted está revisando este comentario.
notice_release = El equipo ya no ve que usted está revisando este comentario.
notice_view = La vista guardada se ha eliminado.
notice_ban = El bloqueo está en vigor.
notice_pin = El comentario queda fijado al principio de la conversación.
notice_unpin = El comentario ya no está fijado.
notice_feature = El comentario es ahora una selección de la redacción.
notice_unfeature = El comentario ya no es una selección de la redacción.

## The surge guard

surge_holds = Todo comentario nuevo queda retenido.
surge_slows = Hay que esperar más entre dos comentarios.
surge_count_comments = { $count ->
    [one] { $count } comentario
   *[other] { $count } comentarios
}
surge_count_flags = { $count ->
    [one] { $count } denuncia
   *[other] { $count } denuncias
}
surge_count_rejections = { $count ->
    [one] { $count } rechazo
   *[other] { $count } rechazos
}
surge_why = { $comments }, { $flags } y { $rejections } (periodo: { $window }; normalmente { $usual_comments }, { $usual_flags } y { $usual_rejections })
surge_since = Desde el { $since } (duración: { $age }), hasta que haya calma un tiempo, como pronto el { $until }.
surge_end = Terminar la protección ahora
surge_ending = Terminando…
surge_editor = La redacción puede terminarla antes.
surge_titled = Avalancha: <b>{ $title }</b>
surge_list = Comentarios pendientes de este artículo
surge_articles = { $count ->
    [one] La protección contra avalanchas está activa en { $count } artículo
   *[other] La protección contra avalanchas está activa en { $count } artículos
}

## The list of comments

queue_lists = Listas
queue_asks = Denuncias, recursos y ediciones
queue_referenced = { $reference }: el comentario de <bdi>{ $name }</bdi>
queue_oldest = Espera del más antiguo: { $age }.
queue_decide_all = Decidir sobre toda la lista
queue_unlearned = Las puntuaciones de spam son aproximadas: el filtro aún no ha aprendido de suficientes decisiones.
none_match = Ningún comentario coincide con estos filtros.
none_match_pending = Ningún comentario pendiente coincide con estos filtros.
none_match_approved = Ningún comentario aprobado coincide con estos filtros.
none_match_rejected = Ningún comentario rechazado coincide con estos filtros.
none_match_spam = Ningún comentario de spam coincide con estos filtros.
none_match_deleted = Ningún comentario eliminado coincide con estos filtros.
queue_elsewhere = Hay resultados en: { $lists }.
queue_clear_filters = Quitar los filtros
queue_empty = No hay comentarios pendientes. Los nuevos aparecen aquí.
queue_list_empty = Esta lista no tiene comentarios.
queue_more = Más
queue_outcome = Lo que se acaba de hacer
bulk_label = Decidir sobre los comentarios seleccionados
bulk_selected = Comentarios seleccionados:
bulk_reject = Rechazar los comentarios seleccionados; motivo:
bulk_sentence = Quien escribió cada comentario lee la frase bajo el motivo.
bulk_to_authors = Mensaje a quienes los escribieron
bulk_delete_text = Los textos y los datos de sus autores desaparecen para siempre cuando acaba el plazo para deshacer.
bulk_delete = Eliminar los comentarios seleccionados
blank_clear = Todo al día.
blank_nothing = No hay nada abierto.
blank_choose = Elija un comentario de la lista.
row_select = Seleccionar el comentario de { $name }
row_to = a <bdi>{ $name }</bdi>
row_viewing = { $name } lo está viendo
spam_score = Puntuación de spam
row_surge = Avalancha

## Filters of the list

views_label = Vistas guardadas
view_remove = Quitar la vista<span class="unseen"> { $name }</span>
filter_heading = Filtrar y buscar
filter_words = Palabras, un nombre o una referencia como C-30
filter_all = Todos
filter_order = Orden
filter_score_from = Puntuación desde
filter_score_to = Puntuación hasta
filter_reason = Motivo
filter_language = Idioma
filter_show = Mostrar
filter_save_as = Guardar esta lista como
order_oldest = Más antiguos primero
order_newest = Más recientes primero
order_score = Mayor puntuación de spam primero
own_sections = Sus secciones
condition_no_section = Sin sección
condition_section = Sección { $section }
condition_since = Desde el { $time }
condition_until = Antes del { $time }
condition_language = Idioma { $language }
condition_score_from = Puntuación desde { $score }
condition_score_to = Puntuación hasta { $score }
condition_article = De un artículo
condition_article_named = De «{ $title }»
condition_author = De una sola persona
condition_network = De la red { $network }
condition_rule = Detectados por la regla { $rule }
condition_rule_named = Detectados por la regla «{ $name }»
condition_alike = Texto casi igual
condition_claimed = Asignados a usted
condition_unclaimed = Sin asignar
condition_pinned = Fijados
condition_featured = Destacados

## Findings of screening in a word or two

chip_honeypot = Campo trampa
chip_form_unsigned = Sin formulario
chip_form_too_young = Demasiado rápido
chip_staff_name = Nombre del equipo
chip_links = Enlaces
chip_edited = Editado
chip_first_comment = Primer comentario
chip_banned = Bloqueado
chip_held_always = Siempre retenido
chip_trusted = De confianza
chip_rule = Regla
chip_comments_held = Comentarios retenidos
chip_no_score = Sin puntuación
chip_akismet_unavailable = Akismet no disponible
finding_with_features = { $finding }: { $features }

## The open comment

item_label = El comentario abierto
item_all = Todos los comentarios
item_address = Mostrar la dirección…
item_looking = { $name } también está revisando este comentario.
item_release = Dejarlo libre
item_claim = Lo estoy revisando
asks_flagged = Denuncias sobre este comentario (peso { $weight }; cada una cuenta hasta 1 y la de una persona nueva 0,5) desde el { $since }.
asks_rule = Una regla ha marcado este comentario, desde el { $since }.
asks_appeal = Hay un recurso pendiente desde el { $since }.
asks_edit = Una edición de quien lo escribió espera desde el { $since }.
answer_it = Responder
answer_flags = Responder a las denuncias
answer_appeal = Responder al recurso
answer_edit = Revisar la edición
item_why_public = Por qué se publicó de inmediato
item_why_held = Por qué quedó retenido
item_score = Puntuación de spam <b>{ $score } %</b>
item_unlearned = (aún sin aprender)
item_in_reply_to = En respuesta a <a href="{ $href }"><bdi>{ $name }</bdi></a>
item_parent = El comentario al que responde
text_deleted = El texto se eliminó.
links_as_text = { $count ->
    [one] El enlace se muestra como texto.
   *[other] { $count } enlaces se muestran como texto.
}
links_make = { $count ->
    [one] Convertirlo en enlace
   *[other] Convertirlos en enlaces
}
item_under = En <a href="{ $href }"><bdi>{ $title }</bdi></a>
item_approve_reply = Aprobar y responder
item_reply = Su respuesta
item_reply_hint = Se publica con su nombre, junto con el comentario.
item_publishing = Publicando…
item_nearby = { $count ->
    [one] { $count } comentario cercano en la conversación
   *[other] { $count } comentarios cercanos en la conversación
}
item_nearby_label = Comentario cercano { $number }
item_conversation = Toda la conversación
item_conversation_open = Abrir en su propia página
item_alike = { $count ->
    [one] { $count } comentario pendiente más dice casi lo mismo
   *[other] { $count } comentarios pendientes más dicen casi lo mismo
}
item_edit = Editar el texto
item_edit_hint = El texto anterior queda en el registro.
item_edit_save = Guardar el texto
item_history = Historial
item_history_empty = Todavía no hay entradas.
undo_edit = Deshacer la edición
undo_decision = Deshacer la decisión
item_former = Antes de la edición de { $name }, { $time }
item_note = Solo para el equipo
item_note_add = Añadir nota
item_others = Más comentarios de esta persona
item_others_none = Es el primer comentario de esta persona.
item_actions = Otras acciones
item_pin = Fijar arriba
item_unpin = Dejar de fijar
item_feature = Destacar
item_unfeature = Dejar de destacar
item_ban = Bloquear o retener siempre
item_ban_whom = A quién
item_ban_reader = A esta persona
item_ban_network = La red { $network }
item_ban_domain = Un dominio de correo
item_ban_domain_field = Dominio (solo para bloquear un dominio)
item_ban_effect = Qué ocurre con los comentarios nuevos
item_ban_hold = Siempre quedan retenidos
item_ban_reject = Se rechazan
item_ban_until = Hasta
item_ban_why = Por qué
item_ban_save = Guardar el bloqueo
item_ban_all = Todos los bloqueos
item_decision = Decisión
item_group = { $count ->
    [one] y { $count } similar
   *[other] y { $count } similares
}
item_reject_because = Rechazar; motivo:
item_reject_sentence = Quien lo escribió lee la frase bajo el motivo.
item_to_author = Mensaje a quien lo escribió
item_delete_text = El texto y los datos de quien lo escribió desaparecen para siempre cuando acaba el plazo para deshacer.

## The record of a reader

record_none = No hay datos guardados de esta persona
record_first = Primer comentario de esta persona, vista por primera vez el { $since }
record_many = { $count ->
    [one] { $count } comentario de esta persona: { $counts }; vista por primera vez el { $since }
   *[other] { $count } comentarios de esta persona: { $counts }; vista por primera vez el { $since }
}
record_pending = pendientes: { $count }
record_approved = aprobados: { $count }
record_rejected = rechazados: { $count }
record_spam = spam: { $count }
record_removed = eliminados: { $count }
record_and = { $first }, { $next }

## What happened to a comment

by_its_author = Su autor/a
by_flags = Denuncias
by_screening = Filtrado
history_approve = { $who }: aprobado
history_reject = { $who }: rechazado
history_spam = { $who }: marcado como spam
history_delete = { $who }: eliminado
history_hold = { $who }: retenido
history_edit = { $who }: editado
history_undo = { $who }: decisión deshecha
history_revise = { $who }: edición del autor aceptada
history_pin = { $who }: fijado
history_unpin = { $who }: ya no fijado
history_feature = { $who }: destacado
history_unfeature = { $who }: ya no destacado
history_note = { $who }: nota añadida
history_uphold_flags = { $who }: denuncias aceptadas
history_dismiss_flags = { $who }: denuncias desestimadas
history_appeal = { $who }: recurso contra la decisión
history_uphold_appeal = { $who }: recurso aceptado
history_dismiss_appeal = { $who }: recurso rechazado
history_refuse_revision = { $who }: edición del autor rechazada
history_reopen = { $who }: respuesta deshecha
history_reveal_address = { $who }: dirección consultada

## The address behind a comment, and the conversation around it

address_title = Dirección
address_heading = La dirección tras el comentario { $number }
address_logged = El registro guarda que usted la ha visto y su motivo.
address_why = ¿Para qué la necesita?
address_why_hint = Su motivo queda en el registro.
address_show = Mostrar la dirección
thread_title = Conversación
thread_under = La conversación en «<bdi>{ $title }</bdi>»
thread_cut = La conversación continúa. La página del artículo la muestra entera.

## Keys

keys_heading = Atajos de teclado
keys_never = Los atajos nunca actúan mientras escribe en un campo.
keys_change = Desactivarlos o cambiarlos
keys_close = Cerrar
keys_back = Volver a los comentarios
keys_intro = Los atajos funcionan en la página de comentarios y, cuando procede, en denuncias, recursos y ediciones. Nunca actúan mientras escribe en un campo. Su elección se guarda en este navegador. Sin script no hay atajos y todos los botones funcionan.
keys_use = Usar los atajos
keys_reset = Restablecer los predeterminados
key_next = Comentario siguiente
key_previous = Comentario anterior
key_reject = Rechazar; otra vez o Intro: por el último motivo; una cifra: por otro
key_delete = Eliminar: otra vez o Intro para confirmar
key_undo = Deshacer la última decisión
key_reader = La persona: sus comentarios, una nota, bloqueo o confianza
key_select = Seleccionar; los atajos deciden entonces sobre todos los comentarios seleccionados y Esc anula la selección
key_search = Buscar
key_help = Estos atajos
