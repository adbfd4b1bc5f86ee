# Moving in from other systems, at the desk.

## The list and the form

imports_heading = Importaciones
import_add = Importar desde otro sistema
import_add_text = Los archivos se leen hasta el final y verá el plan antes de que se guarde nada. No se envía ningún correo. Una segunda importación del mismo sitio solo crea lo nuevo.
import_system = Sistema
import_files = Archivos de un sitio
import_files_hint = Tal como los exporta el sistema, también comprimidos con gzip o zip. Como máximo { $size } GB en total.
import_unmatched = Comentarios de páginas que no son artículos aquí
import_unmatched_hold = Guardarlos en un borrador
import_unmatched_create = Crear un artículo sin texto
import_unmatched_skip = Omitirlos
import_map = Direcciones nuevas de páginas
import_map_hint = En cada línea, una dirección antigua y una nueva; * al final de ambas representa el resto.
import_teach = Enseñar al filtro de spam lo que allí se aprobó y lo que era spam
import_upload = Subir y ver el plan
import_uploading = Subiendo…
import_uploaded = Archivos subidos
import_made_before = Importaciones hechas
import_none = Aún no se ha importado nada.

## The state of an upload and of an import

import_state_waiting = Se está preparando el plan
import_state_planned = El plan está listo
import_state_applying = Importando
import_state_done = Importado
import_state_failed = No importado
import_state_running = En curso o interrumpida
import_state_undone = Deshecha

## One upload

import_number = Importación { $number }
import_plan = Plan
import_plan_text = Aún no se ha guardado nada.
import_result = Resultado
import_apply = Importar ahora
import_discard = Descartar lo subido
import_reload = Volver a mirar
import_reload_text = Esta página se recarga sola cada pocos segundos.
import_progress = Progreso
import_reading = Elementos leídos: { $count }
import_storing = Hecho: { $done } de { $total }
import_made = Creados
import_to_make = Por crear
import_matched = Ya presentes
import_nothing = nada
import_states = Estado allí y aquí
import_pages = Páginas y sus artículos
import_no_article = ningún artículo
import_repaired = Reparados
import_skipped = Omitidos
import_count = Cantidad
import_there = Allí
import_here = Aquí
import_first_of = Los primeros { $shown } de { $total }
import_undo = Deshacer esta importación
import_undo_text = Se elimina lo que creó la importación. Lo que se ha cambiado o respondido desde entonces se queda.
import_notice_undo = Se está deshaciendo la importación. Vuelva a mirar en un momento.
import_notice_discarded = Se descartó lo subido.
import_from = { $system }: { $files }

## Faults

import_choose = Elija al menos un archivo
import_choose_system = Elija un sistema
import_too_large = Los archivos superan { $size } GB en total. Use rejoinder import en el servidor.
import_gone = Los archivos subidos ya no están en esta máquina. Súbalos otra vez.
import_in_other_state = Lo subido está ya en otro estado. Vuelva a mirarlo.
