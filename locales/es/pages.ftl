# The pages that readers see. A name in braces is an argument: { $name }. Messages with HTML keep their
# elements. A number selects a plural form and is printed with the digits of the language.

## Every page

skip_to_content = Ir al contenido
sections = Secciones
elsewhere = Conecte con nosotros
information = Información
back_to_front_page = Ir a la portada
back_to_article = Volver al artículo
back_to_comment = Volver al comentario

## Lists of articles

section = Sección
tag = Tema
you_are_here = Está aquí
sections_in = Secciones de { $section }
author = Firma
archive = Archivo
by_author = Por { $author }
names_comma = { $first }, { $next }
names_and = { $first } y { $last }
names_and_before_i = { $first } e { $last }
nothing_published = Aún no se ha publicado nada aquí.
nothing_older = No hay artículos anteriores.
continue_reading = Seguir leyendo
comment_count = { $count ->
    [one] Un comentario
    [many] { $count } de comentarios
   *[other] { $count } comentarios
}
comments_on = sobre «{ $title }»
comments_of = Comentarios sobre «{ $title }»
comment_by_on = { $name } sobre «{ $title }»
latest_comments = Últimos comentarios
latest_comments_none = Todavía no hay comentarios.
pages = Páginas
newer_articles = Artículos más recientes
older_articles = Artículos anteriores

## The front page

latest = Última hora
most_discussed = Lo más comentado
editors_picks = Comentarios destacados
more_stories = Más artículos

## The search

search = Buscar
search_words = Palabras que busca
search_hint = Deben aparecer todas las palabras. Ponga una expresión exacta entre comillas.
search_cut = Es mucho para una sola búsqueda: solo se buscó el comienzo.
results_title = «{ $words }» – Búsqueda
results_for = Resultados de «{ $words }»
result_count = { $count ->
    [one] Un resultado
    [many] { $count } de resultados
   *[other] { $count } resultados
}
nothing_found = No se ha encontrado nada con «{ $words }».
nothing_found_advice = Revise la ortografía o pruebe con menos palabras o con otras.
previous_results = Resultados anteriores
next_results = Más resultados

## An article

reading_time = { $count ->
    [one] { $count } min de lectura
    [many] { $count } de min de lectura
   *[other] { $count } min de lectura
}
click_to_comment = Escribir un comentario
sample_section = Noticias
sample_tag = Bienvenida
sample_title = Le damos la bienvenida a su nueva publicación
sample_summary = Un artículo y un comentario, para ver cómo son y qué ocurre con ellos.
sample_body =
    Este es el primer artículo. Está aquí para que pueda ver una página y probar los comentarios: escriba un comentario abajo y vea qué ocurre con él.

    ## Qué ocurre con un comentario

    Se guarda antes de que la página lo confirme. Después, un moderador decide si aparece, **salvo** que las normas digan que los comentarios aparecen enseguida. La norma es `comments.policy` en la configuración.

    1. El lector escribe y se le informa de que el comentario está retenido.
    2. Un moderador recibe un correo, lee el comentario en su contexto y decide.
    3. El comentario aparece en esta página.

    > Su dirección de correo electrónico no se publicará.

    Está cifrada en la base de datos con una clave que se guarda en otro lugar, y no aparece en ninguna página, fuente ni registro.

    ## Qué hacer a continuación

    Siga el enlace de configuración que el programa mostró al iniciarse y cree su propia cuenta. Después escriba:

    ```
    rejoinder article add story.md
    ```

    y retire este artículo con `rejoinder article withdraw 1`.
sample_name = Una primera lectora
sample_comment = Así es un comentario: un nombre, una hora, unas palabras. **Responda** para ver cómo crece una conversación.
share_by_email = Compartir por correo
published_on = Publicado el
updated_on = Actualizado el
corrections = Correcciones
corrected_on = Corregido el
corrected = Corregido el { $time }: { $text }
tags = Temas:
banner_draft = <strong>Borrador.</strong> Esto es una vista previa; los lectores no ven esta página.
banner_scheduled = <strong>Programado.</strong> Los lectores verán esta página cuando llegue el momento previsto.
banner_withdrawn = <strong>Retirado.</strong> Los lectores ya no ven esta página.
page_of_comments = página { $page } de los comentarios
check_your_comment = Revise su comentario
withdrawn_title = Artículo retirado
withdrawn_heading = Este artículo ha sido retirado
new_in_section = Lo último en { $section }
new_here = Lo último
protected_text = Este artículo está protegido con contraseña. Introdúzcala para leer el artículo y sus comentarios.
protected_field = Contraseña
protected_open = Abrir
protected_excerpt = Este artículo está protegido con contraseña.

## The thread

comments = Comentarios
no_comments = Todavía no hay comentarios. Escriba el primero.
pinned = Comentarios fijados
staff = Redacción
editors_pick = Destacado por la redacción
to_comment_of = Ir al comentario de { $name } en la conversación
in_the_conversation = En la conversación
comment_removed = Este comentario ha sido eliminado.
in_reply_to = en respuesta a { $comment }
reply = Responder
reply_to = Responder a { $name }
report = Denunciar
report_comment_by = Denunciar el comentario de { $name }
comment_pages = Páginas de comentarios
older_comments = Comentarios anteriores
newer_comments = Comentarios más recientes
page_of = Página { $page } de { $pages }
comments_closed = Los comentarios están cerrados.

## The comment form

leave_a_reply = Deje un comentario
cancel_reply = Cancelar la respuesta
form_note = Su dirección de correo electrónico no se publicará. Los campos obligatorios están marcados con { $mark }
field_comment = Comentario
field_text = Texto
field_name = Nombre
field_email = Correo electrónico
field_website = Sitio web
leave_empty = Deje este campo vacío
post_comment = Enviar comentario
posting = Enviando…
not_posted_heading = Su comentario no se ha enviado
not_posted_text = Su texto, para que pueda conservarlo
your_comment = Su comentario
not_stored_heading = Su comentario aún no se ha guardado
faults_found = { $count ->
    [one] Hay un punto que revisar:
   *[other] Hay { $count } puntos que revisar:
}

## A form that was not done

send_again = Enviar de nuevo
sending = Enviando…
had_written_label = Lo que había escrito
had_written = Usted había escrito:
to_the_desk = Ir a moderación

## The private page of a comment

held_heading = Gracias. Su comentario está en revisión.
held_text = Se ha guardado. Un moderador lo leerá antes de que aparezca en «{ $article }».
held_mail_follows = Recibirá un correo cuando haya una decisión.
held_keep_address = La decisión aparecerá en esta página; guarde su dirección si quiere volver.
public_heading = Su comentario se ha publicado.
public_text = Está en «{ $article }».
go_to_your_comment = Ir a su comentario
rejected_heading = Su comentario no se ha publicado.
rejected_text = No aparece en «{ $article }».
rejected_reason = Motivo: <strong>{ $reason }</strong>
rejected_write_another = Puede escribir otro.
rejected_banned = Por ahora, el sitio no acepta comentarios de esta dirección de correo o de esta red. Si cree que se trata de un error, puede pedir otra revisión más abajo.
moderator_writes = Mensaje del moderador:
deleted_heading = Su comentario ha sido eliminado.
deleted_text = Ni el texto ni su nombre figuran ya en «{ $article }».
status = Estado
status_held = En revisión
status_published = Publicado
status_not_published = No publicado
status_deleted = Eliminado
reference = Referencia
posted = Enviado el
what_you_wrote = Lo que escribió
change_waits_heading = Su cambio está en revisión
change_waits_text = Mientras tanto, el texto publicado sigue igual.
change_refused = Su último cambio no se ha aceptado; el texto publicado sigue igual.
change_heading = Modificar su comentario
change_until_decided = Puede modificarlo hasta que un moderador tome una decisión.
change_until = Puede modificarlo hasta el { $time }. Es posible que un moderador deba revisar el cambio; mientras tanto, se mantiene el texto publicado.
change_never = Un comentario publicado no se puede modificar aquí.
change_too_late = Un comentario publicado se puede modificar durante { $window } desde su envío. Ese plazo ha terminado.
save_change = Guardar el cambio
change_saved = Su cambio se ha guardado.
appeal_heading = Pedir otra revisión
appeal_text = Puede pedir una sola vez que otra persona, distinta del moderador que decidió, vuelva a revisar su comentario. Una vez tomada la decisión, el comentario ya no se puede modificar.
appeal_text_first = Ningún moderador ha leído todavía su comentario. Puede pedir una sola vez que lo revise un moderador. Una vez tomada la decisión, el comentario ya no se puede modificar.
appeal_field = Por qué la decisión es equivocada
appeal_hint = Hasta 1000 caracteres, para los moderadores.
appealed_heading = Ha presentado una reclamación
appealed_open = Responderá un moderador y, si es posible, no será el mismo que decidió. La respuesta aparecerá en esta página.
appealed_open_first = Responderá un moderador. La respuesta aparecerá en esta página.
appealed_dismissed = Un moderador ha vuelto a revisar su comentario y la decisión se mantiene.
appealed_dismissed_first = Un moderador ha revisado su comentario, que sigue sin publicarse.
confirm_heading = Confirme su dirección
confirm_text = Enviamos un enlace a la dirección que indicó al escribir el comentario. Cuando la haya confirmado, le informaremos por correo de lo que ocurra con sus comentarios y reconoceremos este navegador como suyo. Para eso, y solo entonces, el navegador guarda una cookie.
confirm_button = Confirmar la dirección
confirm_sent_heading = Le hemos enviado un correo
confirm_sent_text = Abra el enlace que contiene para confirmar su dirección. Si no le llega nada, mire en la carpeta de correo no deseado e inténtelo de nuevo dentro de diez minutos.
confirmed_heading = Reconocemos este navegador como suyo
confirmed_text = En él ha confirmado su dirección; una cookie lo recuerda durante un año.
forget_browser = Olvidar este navegador
browser_forgotten = Este navegador se ha olvidado y su cookie se ha eliminado.

## The page behind a link in a mail

confirm_this_text = Con este botón confirma que la dirección a la que se envió este enlace es suya. Así podremos informarle por correo de lo que ocurra con sus comentarios y reconoceremos este navegador como suyo.
confirm_cookie_text = Para ello, su navegador guarda una cookie durante un año. Es la única que este sitio deja a sus lectores; no contiene su dirección y puede eliminarla en la página privada de su comentario.
confirm_my_address = Confirmar mi dirección
stop_title = No más correos
stop_heading = ¿No quiere más correos?
stop_text = Con este botón dejará de recibir todos los correos de { $site } en la dirección a la que se envió este enlace. En las páginas privadas de sus comentarios podrá seguir viendo qué ocurre con ellos.
stop_button = No recibir más correos
stopped_text = No se enviarán más correos a esta dirección. Las páginas privadas de sus comentarios siguen disponibles.
link_invalid_heading = Este enlace ya no es válido
link_expired_text = Ha caducado. Puede pedir uno nuevo en la página privada de su comentario.
link_used_text = Solo funciona una vez y ya se ha utilizado. Puede pedir uno nuevo en la página privada de su comentario.

## Reporting a comment

flag_title = Denunciar un comentario
flag_kicker = Denuncia
flag_heading = ¿Qué problema hay con este comentario?
author_wrote = { $name } escribió:
flag_reason = Motivo
flag_spam = Spam o publicidad
flag_abuse = Insultos, amenazas o incitación al odio
flag_off_topic = No tiene relación con el artículo
flag_personal_data = Revela datos personales de alguien
flag_other = Otra cosa
flag_own_words = Con sus propias palabras
flag_own_words_hint = Si ayuda a entenderlo. Solo lo leen los moderadores.
flag_button = Denunciar este comentario
flag_own_heading = ¿Es suyo este comentario?
flag_own_text = Podemos enviarle por correo el enlace a su página privada, donde podrá modificarlo durante un tiempo. El correo se envía a la dirección con la que se escribió el comentario.
flag_own_button = Recibir el enlace por correo
flagged_heading = Comentario denunciado
flagged_text = Gracias. Un moderador revisará el comentario. Nadie sabrá quién lo ha denunciado.
check_mail_heading = Revise su correo
check_mail_text = Si este comentario es suyo, revise su correo: un enlace a su página privada está en camino o se envió hace un momento.

## Errors

error_reference = Si nos escribe sobre este problema, mencione <code>{ $reference }</code>, por favor.
error_400 = Esta solicitud no es válida
error_401 = Inicie sesión primero
error_403 = Esto no está permitido
error_404 = Esta página no existe
error_404_advice = Puede que se haya movido o retirado. Los artículos más recientes están en la portada.
error_404_ways_on = Puede que se haya movido o retirado. Búsquela aquí o lea lo último.
error_405 = Esta dirección no se puede abrir así
error_408 = La solicitud ha tardado demasiado
error_409 = Ha habido cambios entretanto
error_413 = El envío es demasiado grande
error_413_advice = Su navegador conserva lo que ha escrito: vuelva atrás, cópielo y acórtelo.
error_413_shortened = Abajo aparece el principio de cada campo. Su navegador aún conserva lo que escribió: vuelva atrás, cópielo y acórtelo.
error_unfinished = Abajo aparece lo que ha llegado. Su navegador aún lo conserva todo: vuelva atrás y envíelo de nuevo.
error_414 = Esta dirección es demasiado larga
error_415 = Este tipo de contenido no se admite
error_421 = Esta dirección no corresponde a este sitio
error_422 = Algunos campos no son válidos
error_429 = Demasiadas solicitudes
error_503 = Inténtelo de nuevo dentro de un momento
error_refused = Esta solicitud ha sido rechazada
error_internal = Se ha producido un error en nuestro sitio
error_internal_advice = El error se ha registrado con la referencia que figura abajo. Inténtelo de nuevo dentro de un momento.

## How comments are moderated

transparency_title = Cómo se moderan los comentarios
transparency_description = Cuántos comentarios ha recibido { $site } y qué ha sido de ellos.
transparency = Transparencia
transparency_lead = Cuántos comentarios llegaron, qué decidieron nuestros moderadores, por qué y con qué rapidez. Los meses son meses naturales en UTC. No se publican cifras inferiores a 5, porque un número pequeño puede corresponder a una sola persona.
transparency_counted = Datos actualizados el { $time }. También están disponibles en { $json }.
transparency_decisions = Comentarios y decisiones
transparency_month = Mes
transparency_approved = Aprobados
transparency_rejected = Rechazados
transparency_spam = Spam
transparency_deleted = Eliminados
transparency_median = Mediana del tiempo de decisión
transparency_reasons = Por qué no se admitieron comentarios
transparency_flags_and_appeals = Denuncias y reclamaciones
transparency_flags = Denuncias de lectores
transparency_appeals = Reclamaciones de autores
transparency_upheld = Reclamaciones aceptadas
transparency_few = menos de { $limit }
transparency_empty = Aún no hay datos. Vuelva dentro de una hora.

## Lengths of time

duration_seconds = { $count ->
    [one] un segundo
   *[other] { $count } segundos
}
duration_minutes = { $count ->
    [one] un minuto
   *[other] { $count } minutos
}
duration_hours = { $count ->
    [one] una hora
   *[other] { $count } horas
}
duration_days = { $count ->
    [one] un día
   *[other] { $count } días
}
