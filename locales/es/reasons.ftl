# Why a comment was rejected, held or published, for its author and for staff.

## What its author reads about a rejection, unless a setting [reasons] has other words

reason_spam = Parece publicidad.
reason_abuse = Puede entenderse como un insulto o una amenaza.
reason_off_topic = No trata del artículo.
reason_personal_data = Contiene datos personales que no deberían hacerse públicos.
reason_illegal = Podría ser contrario a la ley.
reason_duplicate = Repite lo que usted ya ha escrito.
reason_quality = Es demasiado breve o vago para que otros puedan responder.
reason_other = No encaja en esta conversación.

## The same in a word or two

label_spam = Spam
label_abuse = Ofensas
label_off_topic = Fuera de tema
label_personal_data = Datos personales
label_illegal = Ilegal
label_duplicate = Repetido
label_quality = Calidad
label_other = Otro

## What screening found, for staff. These stand in lists and have no full stop.

found_honeypot = Se rellenó un campo oculto que las personas no ven
found_form_unsigned = Se envió sin cargar antes el formulario, como hacen los programas
found_form_too_young = El formulario se envió al cabo de { $seconds } s
found_staff_name = El nombre es el de alguien de la redacción, o se le parece
found_hold_all = Todos los comentarios esperan una decisión
found_links = { $found ->
    [one] 1 enlace; a partir de { $limit }, un comentario espera una decisión
   *[other] { $found } enlaces; a partir de { $limit }, un comentario espera una decisión
}
found_no_links = Los comentarios sin enlaces se publican al momento
found_few_links = Los comentarios con menos de { $limit } enlaces se publican al momento
found_publish_all = Los comentarios se publican al momento
found_edited = Su autor lo modificó mientras estaba pendiente
found_no_rule = No se aplica ninguna regla
found_staff = Lo escribió alguien de la redacción
found_known_reader = El lector es conocido y ha confirmado su dirección
found_first_comment = El lector aún no tiene ningún comentario aprobado o no ha confirmado su dirección en este navegador
found_banned_reader = El lector está bloqueado: { $reason }
found_banned_domain = El dominio de la dirección está bloqueado: { $reason }
found_banned_network = La red está bloqueada: { $reason }
found_held_always = Se retiene siempre: { $reason }
found_trusted = Es un lector de confianza: { $reason }
found_rule = { $rule }: «{ $found }»
found_rule_because = { $rule }: «{ $found }». { $reason }
found_no_score = El filtro no tenía ningún modelo con que puntuarlo
found_score = Parece spam ({ $percent } %)
found_akismet = Akismet lo considera spam
found_akismet_blatant = Akismet lo considera spam evidente
found_akismet_late = Akismet no respondió a tiempo, así que el comentario queda retenido
found_akismet_unreachable = No se pudo contactar con Akismet, así que el comentario queda retenido
found_akismet_refused = Akismet respondió con un error, así que el comentario queda retenido
found_akismet_key = Akismet rechazó la clave, así que el comentario queda retenido
found_akismet_unclear = Akismet dio una respuesta que no se entiende, así que el comentario queda retenido
found_akismet_not_asked = Akismet no ha comprobado este comentario, así que queda retenido
found_surge = Muchos más comentarios de lo habitual en este artículo
found_held_by_site = En todo el sitio, cada comentario espera una decisión
found_held_by_section = En esta sección, cada comentario espera una decisión
found_held_by_article = En este artículo, cada comentario espera una decisión
