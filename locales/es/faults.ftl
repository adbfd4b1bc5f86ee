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
fault_wait = Acaba de enviar un comentario. Espere { $wait } antes de enviar este.
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
fault_too_fast = Ha habido demasiadas solicitudes. Espere un momento antes de intentarlo de nuevo.
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
