# Lo que escribe el script de la moderación: el resultado de las decisiones y adónde llevan los atajos. Los nombres ya están aislados.

## Keys

said_key_twice = Dos acciones tienen la tecla { $key }. Asigne una distinta a cada una.
said_keys_saved = Guardado.
said_keys_off = Guardado. Los atajos están desactivados.
said_keys_reset = Los atajos vuelven a ser los del principio.

## The list

said_last = Es el último.
said_first = Es el primero.
said_new = { $count ->
    [one] { $count } nuevo
   *[other] { $count } nuevos
}
said_new_or_more = { $count ->
    [one] Al menos { $count } nuevo
   *[other] Al menos { $count } nuevos
}
said_arrived = { $count ->
    [one] { $count } comentario nuevo está en la lista.
   *[other] { $count } comentarios nuevos están en la lista.
}
said_left = { $count ->
    [one] Queda { $count } en la lista.
   *[other] Quedan { $count } en la lista.
}
said_left_more = { $count ->
    [one] Queda más de { $count } en la lista.
   *[other] Quedan más de { $count } en la lista.
}
said_left_none = No queda ninguno en la lista.
said_selected = { $count ->
    [one] { $count } seleccionado:
   *[other] { $count } seleccionados:
}
said_unselected = Se ha quitado la selección.
said_no_change = Esta decisión no cambia nada aquí.
said_panel_open = Hay un menú abierto. Respóndalo o pulse Esc.
said_nothing_to_undo = No hay nada que deshacer.

## Decisions

said_this_reader = esta persona
said_comment = el comentario de { $name }
said_comment_and_alike = { $count ->
    [one] el comentario de { $name } y { $count } similar
   *[other] el comentario de { $name } y { $count } similares
}
said_approved = Aprobado: { $comment }.
said_rejected = Rechazado: { $comment }.
said_spam = Marcado como spam: { $comment }.
said_deleted = Eliminado: { $comment }.
said_held = Retenido de nuevo: { $comment }.
said_not_approved = No se ha aprobado: { $comment }.
said_not_rejected = No se ha rechazado: { $comment }.
said_not_spam = No se ha marcado como spam: { $comment }.
said_not_deleted = No se ha eliminado: { $comment }.
said_not_held = No se ha vuelto a retener: { $comment }.
said_undone = Decisión deshecha: { $comment }.
said_not_undone = La decisión no se ha deshecho: { $comment }.
said_had_written = Usted había escrito: «{ $text }»
said_not_shown = El comentario no se puede mostrar en este momento ({ $cause }).
said_cause_signed_out = sesión cerrada
said_signed_out = Su sesión se ha cerrado.
said_bad_answer = El servidor no ha respondido como debía.
said_unreachable = No se puede contactar con el servidor.
said_sign_in_again = Volver a iniciar sesión
said_look = Verlo
said_dismiss = Descartar
