# Decisiones sobre muchos comentarios a la vez y las decisiones propias de hoy.

## Before the decision

batch_title = { $count ->
    [one] Decidir sobre { $count } comentario
   *[other] Decidir sobre { $count } comentarios
}
batch_at_once = { $count ->
    [one] { $count } comentario a la vez
   *[other] { $count } comentarios a la vez
}
batch_back = Volver a la lista
batch_empty = Esta lista no tiene comentarios sobre los que decidir.
batch_text = Esto decide sobre todos los comentarios de la lista tal como está ahora, también los de las páginas siguientes. Cada comentario recibe una línea en el registro y el lote entero se puede deshacer. Si la lista cambia antes de que pulse el botón, no ocurre nada y verá el nuevo número.
batch_reason = Motivo, si los rechaza; quienes los escribieron leen la frase
batch_no_reason = Ninguno
batch_reason_sentence = { $reason }: «{ $sentence }»
batch_note = Nota para el registro
batch_approve = { $count ->
    [one] Aprobar { $count }
   *[other] Aprobar { $count }
}
batch_reject = { $count ->
    [one] Rechazar { $count }
   *[other] Rechazar { $count }
}
batch_spam = { $count ->
    [one] Spam: { $count }
   *[other] Spam: { $count }
}
batch_hold = { $count ->
    [one] Retener { $count }
   *[other] Retener { $count }
}
batch_delete = { $count ->
    [one] Eliminar { $count } para siempre
   *[other] Eliminar { $count } para siempre
}

## While it is carried out

batch_number = Lote { $number }
batch_undo_of = Deshacer el lote { $number }
batch_heading = { $count ->
    [one] { $what }: { $count } comentario
   *[other] { $what }: { $count } comentarios
}
batch_started = Iniciado por { $who }, { $time }
batch_because = motivo: { $reason }
batch_progress = Progreso
batch_done = <b>{ $count }</b> de { $total } hechos.
batch_done_skipped = <b>{ $count }</b> de { $total } hechos, sin cambios: { $skipped }.
batch_running = Todavía está en marcha.
batch_refresh = Actualizar
batch_failed = Ha fallado: { $cause }
batch_finished = Ha terminado.
batch_undone_by = Lo deshizo el <a href="{ $href }">lote { $number }</a>.
batch_undo_all = Deshacer todo el lote

## One’s own decisions of today

mine_none = Hoy todavía no ha decidido nada.
mine_approved = { $count ->
    [one] { $count } aprobado
   *[other] { $count } aprobados
}
mine_rejected = { $count ->
    [one] { $count } rechazado
   *[other] { $count } rechazados
}
mine_spam = { $count ->
    [one] { $count } spam
   *[other] { $count } spam
}
mine_deleted = { $count ->
    [one] { $count } eliminado
   *[other] { $count } eliminados
}
mine_held = { $count ->
    [one] { $count } retenido
   *[other] { $count } retenidos
}
mine_you = Usted
mine_undone = deshecho
mine_undo_of = la decisión sobre el comentario de { $name }
mine_cut = Solo se muestran las más recientes.
