# Denuncias, recursos y ediciones: sus listas, una de ellas en su contexto, y las respuestas.

## The lists

reviews_about_flags = Comentarios públicos denunciados por lectores o por reglas. El peso es la suma de las denuncias: cada una cuenta de 0 a 1, según cuántas veces acertó antes quien la envía; la de una persona nueva cuenta 0,5.
reviews_about_appeals = Peticiones de revisar de nuevo un comentario rechazado. Si es posible, responde una persona distinta de la que decidió.
reviews_about_edits = Ediciones de comentarios públicos por quienes los escribieron. El texto anterior sigue siendo público hasta que usted decida.
reviews_all_own_first = Todas, las suyas primero
reviews_none = Nada espera respuesta.
reviews_none_of_yours = Nada espera respuesta en sus secciones.
reviews_none_in_section = Nada espera respuesta en esta sección.
reviews_show_all = Mostrar todo
reviews_elsewhere = En otras secciones
reviews_open = abiertas
reviews_weight = peso { $weight }
reviews_reason_times = { $reason } ×{ $count }
reviews_by_rule = Por una regla
reviews_under = En <bdi>{ $title }</bdi>

## One of them

review_of_flags = Denuncias de un comentario de { $name }
review_of_appeal = Recurso de { $name }
review_of_edit = Edición de { $name }
review_all_flags = Todas las denuncias
review_all_appeals = Todos los recursos
review_all_edits = Todas las ediciones
review_previous = Anterior
review_next = Siguiente
review_open_since = Abierto desde el { $time }
review_opened = Abierto el { $time }
review_comment = El comentario
review_comment_about = <b><bdi>{ $name }</bdi></b>, { $posted }, en <a href="{ $href }"><bdi>{ $title }</bdi></a>.
review_in_conversation = El comentario en su conversación
review_flags_weighed = { $flags }, peso { $weight }
review_flag_weighs = Una denuncia pesa de 0 a 1, según cuántas veces acertó antes quien la envía. La de una persona nueva pesa 0,5.
review_flag_words = { $reason }: «{ $text }»
review_flag_late = enviada tras la respuesta a las denuncias anteriores
review_decision = La decisión
review_to_author = Mensaje a quien lo escribió: «{ $text }»
review_note = Nota para el equipo: «{ $text }»
review_appeal = Lo que dice quien lo escribió
review_edit = Lo que quiere cambiar quien lo escribió
review_marks = [− lo quitado −] está tachado y [+ lo añadido +] está subrayado.
review_new_text = El texto nuevo tal como lo verían los lectores
review_found = Lo que encontró el filtrado
review_own_decision = Fue su propia decisión, así que otra persona de la moderación debe responder al recurso.
review_own_and_alone = Fue su propia decisión. No hay nadie más en la moderación, así que puede responder; el registro anota que la decisión era suya.
review_note_optional = Nota para el equipo (opcional)
review_answer = Respuesta
review_keep = Mantenerlo
review_remove = Quitar el comentario
review_publish = Publicarlo después de todo
review_keep_decision = Mantener la decisión
review_accept_edit = Aceptar la edición
review_keep_old = Mantener el texto anterior

## Answers

review_closed_nothing = Ya no queda nada que decidir.
review_closed_removed = { $who } ha quitado el comentario por estas denuncias.
review_closed_accepted_appeal = { $who } ha aceptado el recurso: el comentario es público.
review_closed_accepted_edit = { $who } ha aceptado la edición.
review_closed_kept = { $who } ha mantenido el comentario.
review_closed_rejected_appeal = { $who } ha rechazado el recurso: la decisión se mantiene.
review_closed_kept_old = { $who } ha mantenido el texto anterior.
review_was_own = Era su propia decisión; nadie más en la moderación podía responder.
notice_flags_upheld = Rechazado. El comentario ya no es público.
notice_flags_dismissed = Las denuncias se han desestimado. El comentario sigue siendo público.
notice_appeal_upheld = El recurso se ha aceptado. El comentario es público.
notice_appeal_dismissed = El recurso se ha rechazado. La decisión se mantiene.
notice_edit_accepted = La edición se ha aceptado. El texto nuevo es público.
notice_edit_refused = La edición se ha rechazado. El texto anterior sigue siendo público.
notice_answer_undone = Su respuesta se ha deshecho. La petición vuelve a estar abierta.

## Keys

key_review_next = El siguiente
key_review_previous = El anterior
key_review_publish = Publicar o mantener el texto
key_review_refuse = Quitar o rechazar el texto
key_review_undo = Deshacer la última respuesta
