# What readers get mail about, and what is stored about them: the form, the mails and the pages behind their links.

## The comment form

field_notify = Avisarme por correo
notify_none = De nada
notify_replies = De las respuestas a mi comentario
notify_article = De todos los comentarios nuevos en este artículo
notify_hint = Antes del primer correo le pedimos que confirme su dirección. Cada correo tiene un enlace para dejar de recibirlos.
fault_notify = Elija una de las respuestas ofrecidas

## Mails: the confirmation of a subscription

mail_link_replies = Alguien, probablemente usted, comentó «{ $article }» con esta dirección y pidió avisos de las respuestas. Abra la página de este enlace y pulse el botón para recibirlos.
mail_link_article = Alguien, probablemente usted, comentó «{ $article }» con esta dirección y pidió avisos de cada comentario nuevo. Abra la página de este enlace y pulse el botón para recibirlos.

## Mails: new comments

mail_news_subject = Comentarios nuevos en «{ $article }»
mail_digest_subject = Comentarios nuevos en { $site }
mail_news_reply = { $name } respondió a su comentario en «{ $article }»:
mail_news_comment = { $name } comentó «{ $article }»:
mail_news_read = Leer y responder
mail_news_more = { $count ->
    [one] Otro comentario nuevo no figura aquí.
    [many] Otros { $count } comentarios nuevos no figuran aquí.
   *[other] Otros { $count } comentarios nuevos no figuran aquí.
}
mail_why_follower = Recibe este correo porque lo pidió al comentar y confirmó esta dirección.
mail_preferences = Elegir sobre qué recibe correos, o ver y borrar lo que se guarda sobre usted

## Mails: a correction

mail_correction_subject = Corrección: «{ $article }»
mail_correction_text = Hemos corregido «{ $article }», que usted comentó:
mail_correction_read = Leer el artículo

## The page behind the link in each mail: what a reader gets mail about

preferences_title = Sus correos y sus datos
preferences_for = Para la dirección { $address }. No comparta el enlace a esta página: no pide contraseña.
preferences_mail_heading = De qué recibe correos
preferences_stopped = No recibe correos nuestros. Lo que había elegido se guarda por si los quiere de nuevo.
preferences_resume = Volver a enviarme correos
preferences_stop = Detener todos los correos
preferences_none = No sigue ningún artículo ni espera respuestas. Puede elegirlo bajo cada artículo al comentar.
preferences_waits = Pedido con esta dirección, pero sin confirmar. Elíjalo aquí si fue usted y lo quiere.
preferences_nothing = Nada
preferences_replies = Las respuestas a mis comentarios
preferences_article = Todos los comentarios nuevos
preferences_frequency = Con qué frecuencia
frequency_at_once = Un correo por comentario, enseguida
frequency_hourly = Como máximo un correo por hora
frequency_daily = Como máximo un correo al día, por la mañana
preferences_decisions = Qué fue de mis comentarios: publicados o no, y respuestas a mis peticiones
preferences_corrections = Correcciones de artículos que he comentado
preferences_save = Guardar
preferences_saved = Su elección está guardada.
preferences_resumed = Vuelve a recibir correos.
preferences_gone_heading = No se guarda nada sobre esta dirección
preferences_gone_text = La dirección a la que pertenecía este enlace está borrada. No recibe correos.
stop_choose = También puede elegir de qué recibe correos.

## The page behind the link in each mail: what is stored about a reader

data_heading = Lo que se guarda sobre usted
data_text = Todo lo que pertenece a esta dirección: sus comentarios, lo que sigue y los correos enviados.
data_see = Verlo
data_download = Descargarlo en JSON
data_back = Volver a sus correos y sus datos
data_address = Dirección
data_first_used = Primer uso aquí
data_confirmed = Confirmada
data_not_confirmed = sin confirmar
data_stopped = Correos detenidos
data_ban = Una decisión de la redacción sobre todos sus comentarios (veto o confianza)
data_note = Una nota de la redacción sobre usted
data_yes = sí
data_no = no
data_comments = Comentarios
data_comments_none = Ninguno.
data_former = Textos anteriores y lo que escribió a los moderadores
data_network = Red
data_name = Nombre
data_website = Sitio web
data_mails = Correos

## The page behind the link in each mail: erasing

erase_heading = Borrar lo que se guarda sobre usted
erase_text = Esto borra la dirección, los nombres y sitios web de sus comentarios, lo que sigue y la lista de correos. No se puede deshacer.
erase_texts = Lo que escribió
erase_texts_of_reader = Lo que escribió esta persona
erase_keep = se queda, sin nombre
erase_remove = también se borra
erase_sure = Sí, borrarlo definitivamente
erase_button = Borrar
fault_erase_sure = Marque esta casilla si quiere borrarlo definitivamente
erased_author = Anónimo
erased_heading = Está borrado
erased_text = Ya no se guarda nada sobre la dirección y no se le envían correos. Conserve esta página si quiere un recibo; no contiene la dirección.
erased_when = Hora
erased_comments = Comentarios
erased_kept = { $count ->
    [one] 1, conservado sin nombre
    [many] { $count }, conservados sin nombre
   *[other] { $count }, conservados sin nombre
}
erased_removed = { $count ->
    [one] 1, borrado
    [many] { $count }, borrados
   *[other] { $count }, borrados
}

## The private page of a comment: deleting it

delete_own_heading = Borrar este comentario
delete_own_text = El texto y su nombre desaparecen enseguida. Las respuestas se quedan. Aquí no se puede deshacer.
delete_own_sure = Sí, borrarlo
delete_own_button = Borrar

## The desk: a reader's rights

reader_data_heading = Petición de la persona
reader_data_text = Lo que se guarda sobre esta dirección, o su borrado, a petición de la persona a la que pertenece. Ambas cosas quedan registradas.
reader_data_export = Descargar en JSON
log_erase_reader = { $who } borró los datos de un lector

## What is stored: the page that says it

privacy_title = Lo que guardamos sobre los lectores
privacy_link = Privacidad
privacy_lead = Esta página se genera a partir de los ajustes vigentes en este sitio.
privacy_why = Por qué
privacy_how_long = Cuánto tiempo
privacy_who = Quién lo ve
privacy_comment = Su comentario, su nombre y su sitio web
privacy_comment_why = Para publicarlo, y para decidirlo.
privacy_comment_long = Hasta que usted o la redacción lo borren. Si no se publicó, su texto se retira (plazo: { $days }).
privacy_comment_who = Todos, una vez publicado. Antes, la redacción.
privacy_address = Su dirección de correo
privacy_address_why = Para enviarle los correos que pidió y saber qué comentarios son suyos.
privacy_address_long = Mientras le pertenezca un comentario, o hasta que usted la borre.
privacy_address_who = Se guarda cifrada y nunca se publica. Los moderadores ven sus primeras letras. Un editor puede verla; eso queda registrado.
privacy_follow = De qué quiere recibir correos, y la lista de los enviados, sin sus textos
privacy_follow_why = Para enviar cada correo una sola vez.
privacy_follow_long = Tanto como la dirección. Lo que no confirme: { $days }.
privacy_follow_who = Usted, por el enlace de cada correo. Los administradores ven la lista sin direcciones.
privacy_network = El comienzo de su dirección de red, y un código hecho con toda ella
privacy_network_why = Para advertir oleadas de correo no deseado.
privacy_network_long = El comienzo: { $days }. El código: { $code }.
privacy_network_who = La redacción ve el comienzo. Nadie ve el código.
privacy_cookie = Una cookie en su navegador
privacy_cookie_why = Para saber que confirmó su dirección en este navegador. Solo se pone cuando pulsa ese botón; no hay otra cookie para los lectores.
privacy_cookie_long = { $days }, o hasta que haga olvidar este navegador en la página privada de un comentario.
privacy_cookie_who = Solo este sitio.
privacy_akismet = Una comprobación por el servicio Akismet
privacy_akismet_why = Para reconocer el correo no deseado. El servicio recibe su comentario con: { $fields }.
privacy_akismet_long = Según indique el servicio.
privacy_akismet_who = Akismet (Automattic).
privacy_nothing_else = Las páginas no piden nada a otros sitios, salvo que un artículo muestre algo de ellos, y el registro del programa no contiene direcciones.
privacy_rights = Ver, llevarse, cambiar, borrar
privacy_rights_text = Cada correo que recibe tiene un enlace a una página que muestra todo lo que se guarda sobre su dirección, se lo da como archivo y lo borra. En la página privada de un comentario, a la que llegó cuando quedó retenido, puede cambiarlo y borrarlo. La redacción también lo hace a petición.
privacy_comment_kept = Hasta que usted o la redacción lo borren.

## The comment form: consent

fault_consent = Marque la casilla si está de acuerdo; si no, el comentario no se puede guardar
privacy_consent = Su consentimiento
privacy_consent_why = Para poder demostrar que dio su acuerdo al enviar el comentario. Junto a la casilla dice: «{ $words }» (versión: { $version }). Se guardan la versión y la hora.
privacy_consent_long = Mientras se conserve el comentario.
privacy_consent_who = Usted, por el enlace a sus datos, y la redacción.
data_consent = Acuerdo dado

## Asking for the link to one's data

data_ask_heading = Sus datos
data_ask_text = Escriba su dirección de correo. Si se guarda algo sobre ella, recibirá un correo con un enlace a una página que lo muestra todo, se lo da como archivo y lo borra.
data_ask_address = Dirección de correo
data_ask_button = Pedir el enlace
data_asked_heading = Mire su correo
data_asked_text = Si se guarda algo sobre esta dirección, ya está en camino un correo con el enlace. Un correo así llega como mucho una vez al día. Si no llega ninguno, no se guarda nada o se usó otra forma de escribir la dirección (por ejemplo, con un signo más o con puntos).
data_asked_back = Volver a la página de privacidad
data_ask_link = Pedir el enlace a sus datos
