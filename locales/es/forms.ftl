# Qué falla en un formulario de la redacción y qué hacer. Una frase cada uno, sin punto cuando está junto a un campo.

## Any form of the desk

fault_form_unreadable = No se pudo leer el formulario.
fault_load_again = Vuelva a cargar la página y repítalo

## Batches

fault_count_again = Revise de nuevo el número
fault_tick_comments = Marque primero de 1 a { $most } comentarios

## Rules, policies and sections

fault_policy_article = Elija «Un artículo» arriba o deje esto vacío
fault_article_unknown = Indique el número o la dirección de un artículo
fault_tick_moderators = Marque quién modera la sección

## Accounts

fault_role = Para esto hace falta el rol: { $role }.
fault_enter_name = Escriba un nombre
fault_password_required = Escriba una contraseña
fault_your_password = Escriba su contraseña
fault_current_password = Escriba su contraseña actual
fault_password_short = Escriba una contraseña de 12 caracteres o más, por ejemplo cuatro palabras al azar
fault_password_long = Escriba una contraseña de { $most } caracteres como máximo
fault_password_known = Añada palabras: la mayor parte de esta contraseña es conocida, porque «{ $word }» está en su nombre, su dirección o el nombre del sitio
fault_password_repeats = Repita menos: unos pocos caracteres repetidos son fáciles de adivinar
fault_password_rows = Evite las filas del teclado, del abecedario y de cifras
fault_password_common = Esta contraseña es demasiado común; elija, por ejemplo, cuatro palabras al azar
fault_last_admin = Es la última cuenta de administración. Dé primero ese rol a otra cuenta.
fault_token_name = Ponga al token un nombre para reconocerlo
fault_token_scope = Elija al menos un permiso
fault_token_days = Elija entre 1 y { $most } días
fault_language = Elija uno de estos idiomas: { $languages }

## Bans

fault_ban_whom = Elija un dominio o una red
fault_ban_effect = Elija rechazar (reject), retener (hold) o confiar (trust)
fault_ban_trust = Solo se puede confiar en una persona; una red o un dominio los puede compartir cualquiera
fault_ban_domain = Indique un dominio como example.com, sin nada alrededor
fault_ban_suffix = Eso bloquearía a demasiadas personas; indique el dominio de un sitio o una empresa
fault_ban_network = Indique una dirección de red o una red como 192.0.2.0/24 o 2001:db8:1::/48
fault_ban_reason = Indique un motivo para el equipo
fault_time_future = Indique un momento futuro
fault_ban_no_reader = Este comentario no tiene a nadie a quien bloquear: se eliminó o lo escribió el equipo
fault_ban_again = Esto ya está bloqueado; levante primero ese bloqueo

## Decisions and answers

fault_already_status = El comentario ya está { $status }
fault_comment_deleted = El comentario se eliminó, así que su texto ya no existe
fault_review_deleted = El comentario se eliminó y su texto ya no está
fault_own_decision = Usted mismo decidió sobre este comentario; otra persona de la moderación debe responder al recurso
fault_no_answer_to_undo = Aquí no hay ninguna respuesta que deshacer
fault_new_review = Desde entonces hay una petición nueva de este tipo; responda a esa
fault_note_empty = Escriba la nota
fault_view_name = Ponga un nombre a la vista
fault_address_reason = Diga para qué necesita la dirección
fault_search_words = Escriba una palabra o un número que buscar
fault_score = Indique una puntuación entre 0 y 1
fault_batch_undone = Este lote ya está deshecho
fault_batch_running = Espere a que termine el lote
fault_batch_undoes = Este lote deshizo otro y no se puede deshacer; empiece uno nuevo
fault_section_moderators = Indique cuentas que puedan moderar e iniciar sesión
fault_author_account = Otro autor tiene esta cuenta
fault_filter_rate = Indique un número entero de 0 a { $most }

## Rules

fault_rule_list_empty = La lista está vacía; escriba una entrada por línea

## Sections, tags and authors

fault_name_at_most = Acorte el nombre a { $most } caracteres como máximo
fault_slug_long = Acorte la dirección a { $most } caracteres como máximo
fault_slug_letters = Use minúsculas de la a a la z, cifras y guiones entre ellas
fault_slug_empty = Use al menos una letra o una cifra
fault_name_slash = Escriba el nombre sin barra y elija la sección superior
fault_section_path = Escriba una sección con su nombre o con los nombres desde arriba: Mundo/Asia
fault_sections_deep = Use como máximo { $most } secciones una sobre otra
fault_sections_depth = Como máximo puede haber { $most } secciones una sobre otra
fault_section_itself = Elija una sección que no sea esta ni esté por debajo
fault_section_parent = Elija una sección existente o ninguna
fault_section_ambiguous = Varias secciones se llaman así; escriba los nombres desde arriba, por ejemplo Mundo/Asia
fault_merge_author = Elija otro autor
fault_merge_tag = Elija otra etiqueta
fault_label_name_taken = Este nombre ya está en uso. Elija otro, o fusione los dos.
fault_label_below_taken = Ambas tienen «{ $name }» por debajo. Fusione primero esas dos, o cambie el nombre de una.
fault_label_slug_taken = Otra página tiene o tuvo esta dirección, y hay enlaces que llevan allí. Elija otra.
fault_label_slugs_used = Demasiados nombres se escriben «{ $slug }» en las direcciones; elija otro.
fault_label_in_use = { $count ->
    [one] Un artículo lo usa. Fusiónelo con otro, o quítelo primero del artículo.
   *[other] { $count } artículos lo usan. Fusiónelo con otro, o quítelo primero de ellos.
}
fault_section_in_use = Contiene artículos (en total: { $articles }) o secciones por debajo ({ $sections }). Fusiónela con otra, o muévalos primero.
fault_merge_into = Elija uno que exista, por su nombre o su dirección

## Articles

fault_headline = Escriba un título
fault_article_text = Escriba el texto del artículo
fault_article_large = Acorte el texto a { $limit } kB como máximo
fault_not_in_future = Elija un momento que no sea futuro
fault_correction_text = Diga qué se ha corregido
fault_authors_many = Nombre como máximo a { $most } autores
fault_tags_many = Elija como máximo { $most } etiquetas
fault_path_required = Escriba una ruta, por ejemplo /2026/11/un-titular
fault_path_long = Acorte la ruta a { $most } caracteres como máximo
fault_path_reserved = Empiece la ruta con otra palabra; ahí responde el propio programa
fault_time_required = Indique la hora de publicación
fault_time_schedule = Elija un momento futuro o publique el artículo ahora
fault_time_seen = Los lectores ya han visto el artículo; elija un momento que no sea futuro
fault_nothing_to_correct = Los lectores no han visto este artículo, así que no hay nada que corregir; cambie su texto
