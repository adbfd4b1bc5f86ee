# The newsroom: the shell of all pages for staff, and the pages of articles.

## The shell of all pages for staff

desk_menu = Menú
desk_nav = Redacción
count_waiting = pendientes
my_decisions = Sus decisiones
sign_out = Cerrar sesión
mail_refused_of = El servidor de correo rechaza la dirección de { $name }, que no recibe ningún correo de aquí.
mail_refused_yours = El servidor de correo rechaza su dirección: no recibe correos de aquí. Pida a la administración que la compruebe.
mail_allow_again = Volver a enviar correos allí
nav_publishing = Publicación
nav_screening = Filtrado
nav_administration = Administración
nav_queue = Cola
nav_flags = Denuncias
nav_appeals = Recursos
nav_edits = Ediciones
nav_dashboard = Panel
nav_articles = Artículos
nav_sections = Secciones
nav_rules = Reglas
nav_policies = Políticas
nav_filter = Filtro
nav_bans = Bloqueos
nav_account = Cuenta
role_author = autoría
role_moderator = moderación
role_editor = redacción
role_admin = administración

## Statuses and times of articles

article_draft = Borrador
article_submitted = En revisión
article_scheduled = Programado
article_published = Publicado
article_withdrawn = Retirado
time_saved = Guardado
time_due = Se publicará
time_published = Publicado

## The list of articles

article_new = Nuevo artículo
articles_all = Todos
articles_find = Buscar artículos
articles_words = Palabras
articles_author = Autor
articles_since = Desde
articles_until = Antes de
articles_show = Mostrar
articles_clear = Quitar los filtros
articles_none = No hay artículos aquí.
articles_none_found = Ningún artículo coincide con estos filtros.
article_write_first = Escribir uno
choice_all = Todos
comments_waiting = { $count ->
    [one] 1 pendiente
   *[other] { $count } pendientes
}
page_before = Página anterior
page_after = Página siguiente
article_deleted = El borrador está eliminado.

## The editor

article_on_site = En el sitio
field_title = Titular
field_summary = Entradilla
field_text_hint = Markdown: <code dir="ltr">**negrita**</code>, <code dir="ltr">_cursiva_</code>, <code dir="ltr">## ladillo</code>, <code dir="ltr">&gt; cita</code>, <code dir="ltr">[enlace](https://…)</code>
field_tags = Etiquetas
field_tags_hint = Separadas por comas.
field_byline = Firma
field_byline_hint = Nombres de los autores, separados por comas.
field_path = Ruta
field_path_hint = Vacía: se forma con el titular. La ruta anterior de un artículo publicado lleva a la nueva.
field_replace_redirect = Usar esta ruta, aunque lleven a ella enlaces a otro artículo
field_time = Hora de publicación ({ $zone })
field_time_hint = Para «Programar»; si no, la fecha que ven los lectores.
field_comments = Comentarios
comments_choice_open = Abiertos
comments_choice_closed = Cerrados
field_correction = Corrección
field_correction_hint = Qué era incorrecto y qué es correcto. Los lectores lo ven con la hora. Una errata no la necesita.
field_corrections = Correcciones anteriores
field_corrections_hint = Una por línea, primero la más antigua. Aquí puede reformularlas o quitarlas; las demás quedan como están.
field_updated = Indicar a los lectores que la noticia se ha actualizado
field_note = Nota para colegas
field_note_hint = Acompaña al siguiente paso, por ejemplo por qué se devuelve. Nunca es pública.
group_place = Clasificación
group_publication = Publicación
group_notes = Notas
toolbar = Formato
tool_bold = Negrita
tool_italic = Cursiva
tool_heading = Ladillo
tool_link = Enlace
tool_quote = Cita
tool_list = Lista
tool_numbers = Lista numerada
tool_picture = Imagen
preview_title = Vista previa
preview_link = Vista previa privada
preview_link_hint = La página como la verán los lectores. Su dirección funciona 7 días sin iniciar sesión.
preview_related = Artículos sobre el tema, elegidos por etiquetas y sección al mostrar la página
text_length = { $words } · { $minutes }
words_count = { $count ->
    [one] 1 palabra
   *[other] { $count } palabras
}
minutes_to_read = { $count ->
    [one] 1 minuto de lectura
   *[other] { $count } minutos de lectura
}
step_save = Guardar
step_save_draft = Guardar borrador
step_update = Actualizar
step_preview = Vista previa
step_submit = Enviar a revisión
step_take_back = Retirar el envío
step_publish = Publicar
step_publish_now = Publicar ahora
step_publish_again = Volver a publicar
step_schedule = Programar
step_unschedule = Anular la programación
step_return = Devolver al autor
step_withdraw = Retirar
step_delete = Eliminar el borrador
step_delete_for_good = Eliminar definitivamente
delete_hint = El artículo y sus versiones desaparecen.
done_saved = Guardado.
done_updated = Guardado. Los lectores ven la nueva versión.
done_submitted = Enviado. La redacción decide cuándo se publica.
done_published = Publicado. Los lectores ya lo ven.
done_scheduled = Programado. Se publicará el { $time }.
done_returned = Vuelve a ser un borrador.
done_withdrawn = Retirado. Los lectores ya no lo ven.
saved_at = Guardado
saved_by = Guardado por { $name },
more_actions = Más
comments_at_desk = Todos en la cola
comment_waits = pendiente

## What is not saved yet, and two who write at once

draft_kept = Borrador conservado a las { $time }
draft_saving = Conservando…
draft_unsaved = Aún sin conservar
draft_failed = Sin conservar: no se puede contactar con el servidor. Se vuelve a intentar.
draft_signed_out = Sin conservar: ha cerrado la sesión. Inicie sesión en otra pestaña; el texto sigue aquí.
copy_shown = Se muestra lo que escribió y no guardó,
copy_discard = Descartarlo
copy_of_colleague = { $name } está escribiendo aquí, por última vez
copy_look = Verlo
copies_title = Sin guardar
conflict_saved = Otra persona ha guardado este artículo entretanto.
conflict_saved_by = { $name } ha guardado este artículo entretanto.
conflict_advice = Su texto está abajo y no se ha perdido. Tome lo que necesite del otro; si guarda ahora, el suyo sustituye al otro, que queda en las versiones.
conflict_theirs = Qué ha cambiado
conflict_yours = En qué difiere su texto del otro
conflict_their_text = El otro texto
conflict_take_theirs = Descartar el mío y tomar el otro

## Saved versions

revisions_title = Versiones
revisions_about = Cada vez que se guarda se crea una. Lo que vieron los lectores se conserva siempre; de los borradores, pasados 30 días, la última de cada día.
revision_present = actual
revision_number = Versión { $number }
revision_text = El texto completo
diff_with = Cambios desde la versión { $number }
diff_first = La primera versión
diff_none = El texto es el mismo.
diff_with_present = Comparar con la versión actual
diff_with_before = Comparar con la versión anterior
restore = Restaurar esta versión
restore_hint = Titular, entradilla, texto, firma, sección y etiquetas vuelven a ser lo que eran, como nueva versión. Ruta, estado y fechas se mantienen.

## Sections and tags

nav_tags = Etiquetas
tags_none = Aún no hay etiquetas. Una etiqueta aparece con su primer artículo.
tag_new = Añadir una etiqueta
section_new = Añadir una sección
label_add = Añadir
label_added = Añadido.
label_merged = Fusionado. Sus direcciones llevan aquí.
label_meanwhile = Otra persona hizo un cambio después de que usted abriera esta página. Su versión está abajo y aún no se ha guardado; si la guarda ahora, sustituye a la otra.
label_removed = Eliminado.
label_merge = Fusionar
label_merge_into = Fusionar con
label_merge_choose = Elija una sección
label_merge_hint = Todos los artículos pasan allí, y las direcciones antiguas llevan allí para siempre. No se puede deshacer.
label_merge_section_hint = Todos los artículos pasan allí, y las direcciones antiguas llevan allí para siempre. Lo que allí vale para los comentarios vale también para ellos. No se puede deshacer.
label_remove = Eliminar
articles_count = { $count ->
    [one] 1 artículo
   *[other] { $count } artículos
}
field_slug = Identificador en las direcciones
field_slug_hint = Si lo cambia, la dirección anterior lleva aquí para siempre. Vacío: se forma con el nombre.
field_description = Descripción
field_description_hint = Bajo el nombre en su página.
field_parent = Pertenece a
field_parent_none = Ninguna: está en el nivel superior
field_position = Posición
field_position_hint = Los números menores van primero.
label_comments_hint = Para todos sus artículos y los de las secciones de debajo. Si el sitio, una sección superior o un artículo es más estricto, vale eso.
label_comments_days_hint = Después de la publicación. Vacío: sin límite.

## More options of the editor, the lock and notes

more_options = Más opciones
field_language = Idioma del texto
field_language_hint = Un código de idioma como es, en o pt-BR. Vacío: el idioma del sitio.
field_password = Contraseña para los lectores
field_password_hint = Quien la conozca puede leer el artículo. Vacía: no cambia nada.
field_unprotect = Quitar la contraseña: cualquiera puede leerlo
field_featured = Destacarlo en la portada
field_sticky = Fijarlo en lo alto de la portada
field_kind = Tipo
field_kind_hint = Una página no tiene fecha ni firma y no figura en ninguna lista.
kind_article = Artículo
kind_page = Página, como Acerca de o Contacto
field_menu = Menú que lleva a la página
menu_footer = Pie de página
menu_navigation = Navegación superior
menu_none = Ninguno
field_menu_order = Posición en el menú
field_take_over = Guardar de todos modos: tomar el artículo de { $name }, que está escribiendo en él
article_locked = { $name } está escribiendo en este artículo. No se ha guardado nada; tome el artículo o espere.
notes_title = Notas de la redacción
field_remark = Añadir a la conversación
field_remark_hint = Queda junto al artículo. Quien usted mencione como @nombre recibe un correo.
step_remark = Añadir la nota
done_remark = Se añadió la nota. Su texto se conserva, pero aún no se ha guardado.
note_remove = Eliminar la nota
fault_note_required = Escriba la nota
fault_language_tag = Escriba un código de idioma como es, en o pt-BR
fault_article_password = Elija una contraseña de { $least } a { $most } caracteres
