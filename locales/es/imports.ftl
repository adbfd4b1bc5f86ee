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
import_state_left = Deshecha en parte

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
import_for_instance = por ejemplo: { $why }
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

## What a remark is about

import_what_comment = comentario { $key }
import_what_entry = elemento { $key }
import_what_post = entrada { $key } «{ $title }»
import_what_other = { $kind } { $key } «{ $title }»
import_what_article = artículo { $key }
import_what_author = autor { $name }
import_what_section = sección { $name }
import_what_tag = etiqueta { $name }
import_what_term = término { $name }
import_what_picture = imagen { $key }
import_what_file = archivo { $name }
import_what_mention = mención de { $source }
import_what_comments_of = { $count ->
    [one] un comentario de { $thread }
   *[other] { $count } comentarios de { $thread }
}
import_what_more = { $count } más

## Why it was left out, or how it was repaired

import_why_no_zone = su hora no tiene zona horaria y se leyó como UTC
import_why_no_time = no tiene hora; va el primero en su hilo
import_why_address_not_kept = su dirección { $address } no se puede conservar; recibe otra
import_why_path_taken = otro artículo tiene esa ruta; recibe otra
import_why_invisible = se quitaron caracteres que no se ven
import_why_headline_cut = su titular se cortó a { $most } caracteres
import_why_no_headline = no tiene titular y recibe «{ $title }»
import_why_tags = un artículo tiene como mucho { $most } etiquetas; se dejaron fuera: { $left }
import_why_no_text = no tiene texto
import_why_private = era privada y es un borrador
import_why_article_not_before = su artículo { $article } no está antes
import_why_no_kind = no existe el tipo { $kind }
import_why_above_missing = la sección superior, { $parent }, no está en los archivos; queda en el primer nivel
import_why_above_circle = las secciones superiores forman un círculo, que se abrió
import_why_depth = como mucho { $most } secciones pueden estar una sobre otra; algunas de en medio se dejaron fuera
import_why_thread_deleted = el hilo se borró allí
import_why_map = así lo dice la lista de direcciones
import_why_no_article = ningún artículo tiene esa dirección
import_why_article_left_out = su artículo { $thread } no se importó
import_why_names_no_article = no nombra ningún artículo
import_why_parent_missing = el comentario al que responde no está en los archivos; empieza un hilo
import_why_parent_circle = los comentarios a los que responde forman un círculo, que se abrió
import_why_no_page = no tiene la dirección de una página
import_why_no_author = su autor no está en los archivos
import_why_no_words = no muestra ninguna palabra
import_why_no_name = no tiene nombre
import_why_name_unreadable = su nombre no se puede leer
import_why_website = su sitio web no es una dirección de la web y se dejó fuera
import_why_email = su dirección de correo no es válida y se dejó fuera
import_why_same_id = antes hay otro con el mismo identificador
import_why_other_file = por su nombre no es una exportación
import_why_in_use = está en uso
import_why_old_version = solo se importa la versión actual de una entrada
import_why_menu = los menús se hacen aquí con secciones y páginas
import_why_post_type = las entradas del tipo «{ $kind }» son del propio WordPress o de un complemento
import_why_post_state = WordPress guarda para sí las entradas en el estado «{ $state }»
import_why_no_such_term = aquí no hay nada como «{ $taxonomy }»
import_why_editors_note = es una nota privada de la redacción
import_why_comment_type = los comentarios del tipo «{ $kind }» son de un complemento
import_why_joined = una marca dentro del texto lo terminaba antes de tiempo; el texto se volvió a unir
import_why_control = tenía caracteres de control, que se quitaron
import_why_not_utf8 = tenía bytes que no son UTF-8; se leyeron como Windows-1252
import_why_half_character = tenía la mitad de un carácter, que se convirtió en �
import_why_no_id = no tiene identificador; vale su línea
import_why_id_again = antes hay otro con el mismo identificador; este se llama { $key }
import_why_other_state = su estado «{ $state }» no dice nada aquí; es un borrador
import_why_text_long = su texto es demasiado largo para convertirlo
import_why_blocks_empty = los bloques que WordPress llena al mostrarlos están vacíos: { $blocks }
import_why_shortcodes = los shortcodes de complementos no dicen nada aquí; solo se guardaron sus palabras: { $names }
import_why_gallery_empty = las imágenes de una galería no están en los archivos
import_why_nested = sus elementos están demasiado anidados; solo se guardaron sus palabras
import_why_pictures_https = { $count ->
    [one] una imagen se carga ahora por https
   *[other] { $count } imágenes se cargan ahora por https
}
import_why_pictures_dropped = { $count ->
    [one] una imagen no tiene dirección y se dejó fuera
   *[other] { $count } imágenes no tienen dirección y se dejaron fuera
}
import_why_changed_since = se cambió o se respondió desde entonces
import_why_future = su hora está en el futuro; recibe la de la importación
import_why_no_date = no tiene una fecha legible; recibe la de la importación
import_why_name_address = su nombre es una dirección de correo, de la que solo se guarda la parte anterior a la @
import_why_section_missing = su sección { $section } no está en los archivos; no tiene ninguna
import_why_unknown_field = el formato no tiene el campo «{ $field }»; se omitió en todas partes
import_why_not_public = su estado es «{ $status }», así que no se publica
import_why_parent_elsewhere = el comentario al que responde está en otra página; este abre un hilo
import_why_map_unused = ninguna página de los archivos tiene esta dirección

## Why a file cannot be imported

import_file_line = { $file }, línea { $line }: { $why }
import_file_fault = { $file }: { $why }
import_file_unreadable = el archivo no se puede leer: { $cause }
import_file_no_files = es un archivo comprimido sin archivos
import_file_empty = el archivo está vacío
import_file_archive = es un archivo comprimido dañado: { $cause }
import_file_many = tiene más de { $most } archivos
import_file_encrypted = el archivo está cifrado; descomprima primero el archivo
import_file_nowhere = el archivo no se encuentra en el comprimido
import_file_method = el archivo está comprimido de un modo que no se lee ({ $method })
import_file_large = supera { $most } MB; use rejoinder import en el servidor, con el archivo descomprimido
import_file_no_isso = no es una base de datos de Isso
import_file_no_sqlite = no es una base de datos SQLite; dé el comments.db de Isso
import_file_in_use = no contiene los últimos cambios, que están en { $other }. Detenga Isso y copie el archivo con sqlite3 comments.db ".backup copy.db"
import_file_schema = tiene el esquema { $schema }; { $newest } es el más nuevo que se puede leer
import_file_no_export = no es una exportación de { $system }
import_looks_like = { $why }. Parece un archivo de { $system }: impórtelo como { $name }
import_looks_page = { $why }. Parece una página web guardada en lugar del archivo
import_looks_dump = { $why }. Parece el volcado de una base de datos. El de Isso se carga primero en una base: sqlite3 comments.db < dump.sql
import_looks_packed = { $why }. Está comprimido una vez más: descomprímalo una vez
import_looks_wide = { $why }. Es un texto en UTF-16: guárdelo como UTF-8
import_line_no_export = no es una exportación de { $system }
import_line_json = no es JSON válido: { $cause }
import_line_json_end = termina en mitad de un valor; el archivo está cortado
import_line_xml_within = { $cause }, en mitad de <{ $name }>, que empieza en la línea { $line }
import_line_xml_bad = no es XML bien formado: { $cause }
import_line_xml_cut = termina en mitad de <{ $name }>, que empieza en la línea { $line }
import_line_xml_deep = sus elementos están anidados demasiado hondo
import_line_xml_end = termina un elemento que no empezó
import_line_xml_entities = define entidades propias, lo que ninguna exportación hace
import_line_xml_encoding = su codificación es { $name }; las exportaciones son UTF-8
import_line_item_large = un solo elemento supera { $most } MB
import_line_no_comment = no es un comentario de { $system }
import_line_no_header = no tiene la cabecera de { $system }
import_line_format = su formato es { $format }, y este programa lee { $ours }
import_line_no_key = el artículo no tiene clave
import_line_not_first = la primera línea no es { $example }
import_line_second = un segundo { $example }; importe un sitio cada vez
import_line_none = no tiene una línea { $example }
import_other_site = { $file }: es de { $address }, el archivo anterior de { $known }; importe un sitio cada vez
import_taken_back = La importación se deshizo mientras se ejecutaba. Lo que había guardado se elimina
import_map_line = { $file }, línea { $line }: { $why }
import_map_two = escriba una dirección antigua y una nueva con un espacio en medio
import_map_star = escriba * al final de las dos direcciones, o de ninguna
import_found_map = según su lista
import_found_earlier = importación anterior
import_found_identifier = por su identificador
import_found_exact = la misma ruta
import_found_normalised = la misma ruta, escrita de otro modo
import_found_slug = el mismo final de la ruta
import_found_made = creado
import_found_held = retenidos en un borrador
import_found_unmatched = sin artículo
import_kind_articles = artículos
import_kind_pages = páginas
import_kind_comments = comentarios
import_kind_mentions = menciones
import_kind_authors = autores
import_kind_sections = secciones
import_kind_tags = etiquetas
import_kind_attachments = imágenes
import_place = { $file }, línea { $line }
import_remark = { $place }: { $why }

## What became of texts and pictures

import_why_not_in_folder = { $address } no está en la carpeta y se queda donde está
import_why_stays = { $path } se queda donde está: { $cause }
import_why_no_picture = { $path } no es una imagen de un tipo que se guarde aquí, y se queda donde está
import_why_file_large = supera los { $most } MiB
import_why_folder = es una carpeta
import_why_unpacks = al descomprimirse, el archivo es mucho mayor que una exportación
import_why_checksum = su suma de comprobación no es la del archivo comprimido
import_why_part_long = un solo texto supera los { $most } MB
import_why_page = la página { $page } no se puede leer
import_file_isso_damaged = { $file } está dañado o no es una base de datos de Isso: { $cause }
import_state_of = { $kind }: { $state }
import_count_of = { $kind }: { $count }
