# Mails to readers and to staff. The plain text and the HTML have the same sentences. A subject is one line.

## Every mail

mail_stop = No recibir más correos
mail_why_reader = Recibe este correo porque ha confirmado esta dirección.
mail_why_moderator = Recibe este correo porque modera los comentarios.
mail_why_author = Recibe este correo porque el artículo es suyo.
mail_why_editor = Recibe este correo porque forma parte de la redacción.
mail_why_mentioned = Recibe este correo porque se le menciona en una nota.

## To moderators: a comment is held

mail_held_subject = Por revisar: { $name } en «{ $article }»
mail_held_text = { $name } escribió un comentario en «{ $article }» el { $time }. Está retenido y espera su decisión.
mail_held_why = Por qué está retenido:
mail_decide = Decidir sobre este comentario
mail_others_none = No hay más comentarios en espera.
mail_others = { $count ->
    [one] Hay otro comentario en espera.
   *[other] Hay otros { $count } comentarios en espera.
}

## To moderators: the oldest comment is overdue

mail_late_subject = Hay comentarios que esperan demasiado
mail_late_subject_in = Hay comentarios que esperan demasiado: { $section }
mail_late_text = El comentario que lleva más tiempo en espera se envió el { $time } y está en «{ $article }».
mail_late_text_in = En la sección { $section }, el comentario que lleva más tiempo en espera se envió el { $time } y está en «{ $article }».
mail_late_target = Ha superado el plazo que se han fijado ({ $target }).
mail_late_daily = Recibirá este aviso como máximo una vez al día.

## To the author of an article: a comment is public

mail_published_subject = Nuevo comentario: { $name } en «{ $article }»
mail_published_text = { $name } escribió un comentario en su artículo «{ $article }» el { $time }. Ya es público.
mail_published_read = Leer y responder

## To members of the staff whom a note mentions

colleague = Alguien de la redacción
mail_mention_subject = { $name } le menciona: «{ $article }»
mail_mention_text = { $name } le menciona en una nota sobre «{ $article }»:
mail_mention_open = Abrir el artículo

## To editors: the surge guard

mail_surge_on_subject = Protección contra avalanchas activada: «{ $article }»
mail_surge_off_subject = Protección contra avalanchas desactivada: «{ $article }»
mail_surge_on_text = En «{ $article }» hay mucha más actividad de lo habitual.
mail_surge_off_text = La actividad en «{ $article }» ha vuelto a la normalidad.
mail_surge_ended_text = La redacción ha desactivado la protección contra avalanchas en «{ $article }».
mail_surge_counts = En { $window }:
mail_surge_comments = { $count ->
    [one] 1 comentario (lo habitual: { $usual })
   *[other] { $count } comentarios (lo habitual: { $usual })
}
mail_surge_flags = { $count ->
    [one] 1 denuncia (lo habitual: { $usual })
   *[other] { $count } denuncias (lo habitual: { $usual })
}
mail_surge_rejections = { $count ->
    [one] 1 rechazo (lo habitual: { $usual })
   *[other] { $count } rechazos (lo habitual: { $usual })
}
mail_surge_holds = Todos los comentarios nuevos quedan ahora retenidos hasta que decida un moderador.
mail_surge_slows = Los lectores tienen que esperar ahora más tiempo entre un comentario y otro.
mail_surge_until = La protección terminará por sí sola en cuanto la actividad vuelva a la normalidad. La redacción puede desactivarla antes.
mail_surge_as_usual = Los comentarios nuevos vuelven a revisarse como de costumbre.

## To a reader: the link that confirms the address

mail_link_subject = Confirme su dirección para { $site }
mail_link_text = Alguien, probablemente usted, envió un comentario con esta dirección y nos pidió que la confirmáramos. Abra la página a la que lleva este enlace y pulse el botón que encontrará en ella.
mail_link_button = Confirmar esta dirección
mail_link_once = El enlace es válido durante una semana y solo funciona una vez. También lleva a la página privada del comentario.
mail_link_ignore = Si no fue usted, no tiene que hacer nada: sin la confirmación no recibirá correos sobre comentarios.
mail_data_subject = Lo que { $site } guarda sobre usted
mail_data_text = Alguien, probablemente usted, ha preguntado qué guarda { $site } sobre esta dirección. La página a la que lleva este enlace lo muestra, se lo da como archivo y lo borra si lo desea.
mail_data_button = Ver lo que se guarda
mail_data_spelling = El enlace es solo para usted: con él se puede ver y borrar todo lo relativo a esta dirección. Lo que envió con otra forma de escribir la dirección está en una página aparte: pídala también.
mail_data_ignore = Si no fue usted, no tiene que hacer nada. Nadie ha sabido nada, y un correo así llega como mucho una vez al día.

## Mails: backups

mail_backup_overdue_subject = Las copias de seguridad de { $site } van con retraso
mail_backup_last = La última copia comprobada: { $minute }.
mail_backup_never = Todavía no se ha comprobado ninguna copia.
mail_backup_failed = El último intento falló: { $why }.
mail_backup_remedy = Vea si funciona un worker y si hay sitio donde se guardan las copias, y ejecute después: rejoinder backup. Este correo no se repite; llegará otro cuando vuelva a haber una copia comprobada.
mail_backup_back_subject = Vuelve a haber una copia comprobada de { $site }
mail_backup_proven = { $file } se restauró y se comparó; contiene todo hasta este momento: { $minute }.
mail_why_admin = Recibe este correo porque es admin aquí.


## To the author of a comment: what happened to it

mail_yours_published_subject = Publicado: su comentario en «{ $article }»
mail_yours_published = Su comentario en «{ $article }» se ha publicado.
mail_yours_rejected_subject = No publicado: su comentario en «{ $article }»
mail_yours_rejected = Su comentario en «{ $article }» no se ha publicado.
mail_yours_change = En la página privada del comentario podrá modificarlo durante un tiempo.
mail_yours_appeal = En la página privada del comentario puede pedir otra revisión.
mail_yours_page = La página privada de su comentario
mail_dismissed_subject = Reclamación desestimada: su comentario en «{ $article }»
mail_dismissed_text = Un moderador ha vuelto a revisar su comentario en «{ $article }». Sigue sin publicarse.
mail_edit_accepted_subject = Cambio aceptado: su comentario en «{ $article }»
mail_edit_accepted_text = Se ha aceptado el cambio en su comentario en «{ $article }». Los lectores ya ven el texto nuevo.
mail_edit_refused_subject = Cambio no aceptado: su comentario en «{ $article }»
mail_edit_refused_text = No se ha aceptado el cambio en su comentario en «{ $article }». El texto original sigue publicado.

## To the operator: a test

mail_test_subject = Correo de prueba de { $site }
mail_test_text = Este es un correo de prueba, enviado con «{ $command }». Los correos de { $site } le llegan.
