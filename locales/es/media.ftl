# La biblioteca de imágenes, e imágenes en el editor.

## La biblioteca

nav_media = Imágenes
media_search = Buscar imágenes
media_parts = Partes de la biblioteca
media_words = Palabras de la descripción, el pie, el crédito o el nombre del archivo
media_search_long = Busque como máximo { $limit } bytes de texto
media_all = Todas
media_mine = Suyas
media_unused = Sin usar
media_undescribed = Sin descripción
media_upload = Subir imágenes
media_upload_button = Subir
media_uploading = Subiendo…
media_upload_first = Subir la primera
media_upload_faults = Algunos archivos no se subieron
media_choose = Elija una imagen
media_files = Archivos
media_files_hint = JPEG, PNG, WebP o GIF, como máximo { $files } archivos de { $limit } MB cada uno. Lo que añade una cámara, como el lugar, se elimina.
media_for_all = Si hay varios archivos, estas palabras valen para todos.
media_alt = Descripción
media_alt_hint = Qué muestra la imagen, para quienes no pueden verla.
media_caption = Pie
media_credit = Crédito
media_credit_hint = Quién la hizo o a quién pertenece.
media_none = Todavía no hay imágenes.
media_none_found = Ninguna imagen coincide.
media_show_all = Mostrar todas
media_not_described = sin descripción
media_not_used = sin usar
media_used = { $count ->
    [one] usada una vez
   *[other] usada { $count } veces
}
media_newest = Las más recientes
media_number = N.º { $number }
media_file_added = subido
media_file_present = ya estaba en la biblioteca
media_done_added = { $count ->
    [one] La imagen se ha subido.
   *[other] Se han subido { $count } imágenes.
}
media_done_present = Este archivo ya estaba en la biblioteca y conserva su descripción.
media_done_first_frame = La imagen se ha subido. Era una animación, de la que se conservó el primer fotograma.
media_done_removed = La imagen se ha eliminado.

## Una imagen

media_sizes = Tamaños
media_kilobytes = { $count } kB
media_markdown = Markdown para artículos
media_markdown_hint = Sola en un párrafo se convierte en una figura con pie y crédito.
media_focus = Lo que debe quedar visible
media_focus_hint = Las listas recortan la imagen alrededor de esta parte.
media_upper_left = Arriba a la izquierda
media_upper_middle = Arriba en el centro
media_upper_right = Arriba a la derecha
media_middle_left = A la izquierda
media_middle = En el centro
media_middle_right = A la derecha
media_lower_left = Abajo a la izquierda
media_lower_middle = Abajo en el centro
media_lower_right = Abajo a la derecha
media_not_yours = Solo quien la subió y la redacción pueden cambiarla.
media_uses = Usada en
media_no_uses = Ningún artículo usa esta imagen.
media_use_lead = Imagen principal
media_use_body = En el texto
media_remove = Eliminar la imagen
media_remove_hint = Sus archivos desaparecen entonces. No se puede deshacer.
media_remove_used = Se puede eliminar cuando ningún artículo la use.

## Imágenes y comentarios en el editor

lead_title = Imagen principal
lead_none = Ninguna
lead_other = Otra imagen de la biblioteca
lead_other_hint = Su número o su ruta.
lead_library = Abrir la biblioteca
lead_words_hint = Vacío: lo que dice la biblioteca.
lead_decorates = Solo adorna y no necesita descripción
lead_file = Subir una nueva imagen principal
lead_file_hint = JPEG, PNG, WebP o GIF. Se sube con cualquier paso, con las palabras de arriba.
lead_upload = Subir como imagen principal
text_pictures = Imágenes para el texto
text_pictures_hint = Su Markdown se añade al final del texto, desde donde puede moverlo. Una imagen sola en su párrafo se convierte en una figura.
text_upload = Subir y añadir al texto
done_picture = Las imágenes están al final del texto. Lo que escribió se conserva, pero aún no se ha guardado.
done_lead_picture = La imagen se ha subido y elegido. Lo que escribió se conserva, pero aún no se ha guardado.
media_file_fault = { $name }: { $fault }
fault_lead_alt = Describa la imagen principal (alt) para quienes no pueden verla, o indique que solo adorna
fault_lead_unknown = No existe esa imagen; súbala primero e indique su número o su ruta
fault_lead_path = Indique el número de una imagen o su ruta, que empieza por /media/
field_comments_days = Días hasta que se cierren los comentarios
field_comments_days_hint = Tras la publicación. Vacío: sin límite propio de este artículo.
field_comments_message = Mensaje mientras los comentarios están cerrados
field_comments_message_hint = Aparece en lugar del formulario.
field_guidelines = Mensaje sobre el formulario de comentarios
field_guidelines_hint = Para este artículo, en Markdown.

## Páginas como «Quiénes somos»

nav_pages = Páginas
page_new = Página nueva
pages_find = Buscar páginas
pages_none = No hay páginas aquí, como «Quiénes somos» o «Contacto».
pages_none_found = Ninguna página coincide con estos filtros.
