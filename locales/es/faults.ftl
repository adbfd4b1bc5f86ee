# What is wrong with a form that a reader sent, and what to do about it. One sentence each, without a full
# stop where it stands beside a field.

## Fields of the comment form

fault_comment_required = Escriba su comentario
fault_comment_long = Acorte su comentario a { $limit } caracteres; tiene { $length }
fault_name_required = Indique su nombre
fault_name_long = Acorte su nombre a { $limit } caracteres; tiene { $length }
fault_website = Indique una dirección web como https://example.com o deje este campo vacío
fault_website_long = Acorte la dirección web a { $limit } caracteres; tiene { $length }
fault_email_required = Indique su correo electrónico
fault_email = Indique una dirección de correo como name@example.com
fault_email_international = El servidor de correo de este sitio no envía nada a direcciones con esas letras antes de la arroba. Indique otra
fault_email_long = Indique una dirección de correo de { $limit } caracteres como máximo
fault_email_local_long = Indique una dirección de correo con { $limit } caracteres como máximo antes de la @
fault_parent = Responda a un comentario que esté en la página o inicie una nueva conversación
fault_one_line = Escríbalo en una sola línea, sin saltos de línea
fault_invisible_in_line = Elimine el carácter invisible { $code } de la línea { $line }; puede ayudar teclear el texto en lugar de pegarlo
fault_invisible_at = Elimine el carácter invisible { $code } de la posición { $place }; puede ayudar teclear el texto en lugar de pegarlo
fault_marks = Elimine signos encima y debajo de las letras de la línea { $line }; una letra puede tener { $most }
fault_invisible_reference = Elimine el código que representa el carácter invisible { $code }, por ejemplo { $reference }

## The form as a whole

fault_stale_form = Este formulario ha estado abierto demasiado tiempo. Su texto sigue aquí: revíselo y envíelo de nuevo.
fault_wait = Usted, o alguien de su red, acaba de enviar un comentario. Espere { $wait } antes de enviar este.
fault_too_many = Demasiadas solicitudes. Inténtelo de nuevo dentro de { $wait }.

## Changes, appeals and reports

fault_same_text = El texto es igual que antes
fault_edit_too_late = El plazo para modificar su comentario ha terminado
fault_edit_decided = Ya se ha tomado una decisión sobre su comentario y no se puede modificar
fault_edit_stale = Entretanto, su comentario ha cambiado o se ha tomado una decisión sobre él. Revise la versión actual.
fault_flag_reason = Elija qué tiene de malo el comentario
fault_appeal_required = Explique por qué la decisión es errónea
fault_long = Acorte este texto a { $limit } caracteres; tiene { $length }
fault_appealed = Ya ha presentado una reclamación; solo es posible una
fault_not_rejected = Este comentario no ha sido rechazado, así que no hay nada que reclamar
fault_link_used = Este enlace ya se ha utilizado. Pida uno nuevo en la página privada.
fault_link_expired = Este enlace ha caducado. Pida uno nuevo en la página privada.
fault_closed = Los comentarios de este artículo están cerrados
fault_protected = Introduzca primero la contraseña del artículo
fault_wrong_password = Esta contraseña no es correcta
fault_parent_gone = El comentario al que responde ya no está en la página; inicie una nueva conversación o responda a otro comentario
fault_duplicate = Ya ha enviado este comentario; no hace falta enviarlo otra vez

## Pictures

fault_picture_empty = Elija una imagen; este archivo está vacío
fault_picture_format = No se aceptan archivos { $format }; guarde la imagen como JPEG, PNG, WebP o GIF
fault_picture_unknown = Este archivo no es una imagen; elija un archivo JPEG, PNG, WebP o GIF
fault_picture_large = Elija un archivo de { $limit } MB como máximo
fault_picture_pixels = Reduzca la imagen a { $limit } megapíxeles; tiene { $pixels }
fault_picture_incomplete = El archivo está incompleto; súbalo de nuevo o vuelva a guardar la imagen
fault_picture_damaged = El archivo está dañado; abra la imagen en otro programa y vuelva a guardarla
fault_picture_metadata = El archivo contiene, además de la imagen, más de 1 MB de texto u otros datos; vuelva a guardarlo sin metadatos
fault_picture_slow = La imagen tarda demasiado en procesarse; redúzcala y vuelva a guardarla
fault_picture_used = { $count ->
    [one] Un artículo usa esta imagen; quítela primero de él.
   *[other] { $count } artículos usan esta imagen; quítela primero de ellos.
}

## Any request

fault_invalid = Algunos campos no son válidos.
fault_unauthenticated = Inicie sesión o envíe un token válido.
fault_not_found = Aquí no hay nada.
fault_unavailable = El sitio no puede procesar la solicitud en este momento. No se ha cambiado nada; inténtelo de nuevo en breve.
fault_internal = Se ha producido un error en nuestro sitio.
fault_malformed = La solicitud no se puede interpretar.
fault_method = Esta dirección no admite ese método.
fault_timeout = La solicitud ha tardado demasiado en llegar.
fault_too_large = Los datos enviados son demasiado grandes.
fault_head_too_large = La cabecera de la solicitud es demasiado grande. Si la envió un navegador, borre sus cookies de este sitio.
fault_media_type = Este tipo de contenido no se acepta aquí.
fault_refused = La solicitud ha sido rechazada.
fault_site_unavailable = El sitio no está disponible en este momento; inténtelo de nuevo en breve.

## Times that people write

fault_time_form = Escriba la hora como 2026-11-22 09:30, con +01:00 o Z detrás si no es local, o la fecha como 2026-11-22
fault_time_offset = Indique una hora con su desfase, como 2026-11-22T09:30:00Z
fault_time_none = No existe esa fecha u hora; escríbala como 2026-11-22 09:30
fault_time_zone = No existe esa zona horaria; escríbala como [Europe/Berlin]
fault_time_contradiction = El desfase y la zona horaria se contradicen; escriba solo uno de los dos
fault_time_skipped = Los relojes se adelantan a esa hora, así que no existe; escriba una anterior o posterior
fault_time_twice = Los relojes se atrasan a esa hora, así que ocurre dos veces; añada { $before } o { $after } para decir cuál

## What stands in an article's text

fault_text_line = Línea { $line }: { $fault }
fault_picture_never_shows = la imagen «{ $source }» no podría mostrarse nunca; indique su dirección con https:// o su ruta en este sitio, que empieza por /
fault_picture_not_here = no hay ninguna imagen «{ $path }»; súbala primero y copie su ruta de la mediateca
fault_directive_ad = { $written } no se puede leer; escriba { "{{" }ad top{ "}}" }, { "{{" }ad middle{ "}}" }, { "{{" }ad bottom{ "}}" } o { "{{" }ad none{ "}}" }
fault_directive_more = { $written } no se puede leer; escriba { "{{" }more{ "}}" } o hasta seis rutas de artículos, como { "{{" }more /2026/11/mud{ "}}" }
fault_draft_long = El texto es demasiado largo para guardarlo. Acórtelo o guárdelo en otro lugar
fault_section_unknown = No hay ninguna sección «{ $name }»; elija otra o pida a un editor que la añada
fault_path_form = Use letras, dígitos, guiones, puntos y guiones bajos entre las barras, y no empiece ninguna parte con un punto
fault_days = Elija de 1 a { $most } días, o 0 para no poner límite
fault_years = Elija una fecha entre los años { $first } y { $last }
fault_corrections_many = Indique { $most } correcciones como máximo

## What a rule needs

fault_rule_name = Dé un nombre a la regla
fault_rule_reason = Indique un motivo para los moderadores y los autores
fault_rule_regex_empty = La expresión coincide con un texto vacío; haga que exija al menos un carácter
fault_rule_regex_large = La expresión es demasiado grande; use repeticiones menores
fault_rule_regex = La expresión no se puede leer: { $cause }
fault_rule_wildcard = Escriba al menos dos letras además de los comodines
fault_rule_networks = Escriba las redes como 192.0.2.0/24 o 2001:db8::/48

## Settings with a form of their own

fault_setting_media_path = Copie la ruta de la página de la imagen; empieza por /media/
fault_setting_hosts = Escriba nombres de servidores sin www., uno por línea, por ejemplo youtube.com
fault_setting_ad_sources = Escriba una directiva y un origen https por línea, por ejemplo script-src https://ads.example
fault_setting_hub_url = Escriba la URL del hub, por ejemplo https://hub.example.org/
fault_setting_web_url = Escriba una URL, por ejemplo https://example.org/security
fault_setting_contacts = Escriba una dirección por línea, como mailto:security@example.org o https://example.org/security
fault_setting_key_form = Escriba de 8 a 128 letras, dígitos y guiones
fault_setting_no_picture = La mediateca no tiene ninguna imagen en esta ruta; copie la ruta de la página de la imagen
fault_setting_icon_square = Elija una imagen cuadrada; esta tiene { $width } × { $height } píxeles
fault_picture_of_site = El sitio muestra esta imagen como logotipo o icono. Elija primero otra en los ajustes.
fault_ad_sources = Los navegadores solo cargan esto si las fuentes lo nombran. Añada, una por línea: { $lines }
fault_ad_insecure = Los navegadores rechazan { $address } en una página con https; escriba la dirección con https://
fault_ad_refused = Los navegadores rechazan { $name } en estas páginas; use un script, una hoja de estilo o un marco de una fuente nombrada
fault_ad_unbalanced = { $element } está sin su otra mitad, lo que cambiaría el resto de la página; añádala, o quítelo
fault_mail_not_ended = Solo se puede reenviar un mensaje abandonado o bloqueado
fault_mail_stopped = La persona dueña de esta dirección se dio de baja; nadie más puede cambiarlo.
fault_mail_not_waiting = Solo se puede cancelar un mensaje que aún espera
fault_claimed = { $name } está trabajando en este comentario. Aun así puede decidir sobre él.
fault_claimed_by_colleague = Otra persona del equipo está trabajando en este comentario. Aun así puede decidir sobre él.
fault_views_many = Puede haber como máximo { $most } vistas; elimine primero una
fault_views_editors = Solo los editores pueden compartir vistas y cambiar las compartidas
fault_rule_meanwhile = Otra persona ha cambiado la regla; vuelva a cargarla
fault_list_part_gone = Esta parte de la lista ya no existe; empiece de nuevo
fault_sections_for_moderators = Solo tiene secciones quien puede moderar e iniciar sesión
fault_ban_one = Indique uno de estos: un comentario de la persona, la persona, un dominio o una red
fault_set_up_already = Ya hay una cuenta de administración; pídale una cuenta.
fault_account_present = Ya hay una cuenta con esta dirección.
fault_role_missing = Elija un rol
fault_headlines_many = Demasiados artículos de este mes tienen este titular; dé a este una ruta propia.
fault_article_not_own = Solo su autor y los editores pueden cambiar este artículo.
fault_article_for_editors = Los autores envían los artículos a revisión; los editores los publican, programan, mueven y retiran.
fault_password_for_editors = Los editores deciden quién puede leer un artículo público.
fault_front_for_editors = Los editores deciden qué destaca la portada y qué es una página propia.
fault_never_public = Nadie ha visto el artículo, así que no se puede retirar; elimínelo o conviértalo en borrador.
fault_was_public = Los lectores ya han visto el artículo; retírelo en su lugar.
fault_path_taken = Otro artículo tiene esta ruta; elija otra.
fault_path_was_anothers = Otro artículo tuvo esta ruta, y hay enlaces que llevan a él. Elija otra ruta, o indique que toma esta de todos modos.
fault_article_meanwhile = El artículo ha cambiado entretanto. Compruebe la versión actual e inténtelo de nuevo.
fault_picture_not_own = Solo quien subió esta imagen y los editores pueden cambiarla.
fault_pin_not_approved = Solo se puede fijar o destacar un comentario aprobado
fault_pin_not_first = Solo se puede fijar un comentario que inicia un hilo
fault_pin_many = Ya hay tres comentarios fijados en este artículo; quite uno primero
fault_nothing_to_undo = No hay ninguna decisión que deshacer
fault_former_text_gone = El texto anterior ya no está guardado
fault_comment_gone = El comentario se eliminó y su texto ya no existe
fault_text_same = El texto es el mismo que antes
fault_selection_changed = La selección tiene ahora otro número de comentarios ({ $count }; eran { $expected } al mostrarla). Compruébela de nuevo.
