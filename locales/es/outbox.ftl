# The mails to staff that join news, what members choose about them, and the pages behind their links.

## Topics

topic_held = Comentarios retenidos
topic_flags = Avisos de lectores
topic_appeals = Recursos y cambios de los autores
topic_late = Comentarios que esperan demasiado
topic_surge = Comentarios en cantidad inusual
topic_own_articles = Comentarios en mis propios artículos

## The joined mail

joined_held_subject = { $count ->
    [one] 1 comentario espera
    [many] { $count } comentarios esperan
   *[other] { $count } comentarios esperan
}
joined_flags_subject = { $count ->
    [one] Se avisó de 1 comentario
    [many] Se avisó de { $count } comentarios
   *[other] Se avisó de { $count } comentarios
}
joined_appeals_subject = { $count ->
    [one] 1 recurso o cambio espera
    [many] { $count } recursos y cambios esperan
   *[other] { $count } recursos y cambios esperan
}
joined_own_subject = { $count ->
    [one] 1 comentario nuevo en sus artículos
    [many] { $count } comentarios nuevos en sus artículos
   *[other] { $count } comentarios nuevos en sus artículos
}
joined_longest = La espera más larga hasta ahora: { $wait }.
joined_entry = { $name } en «{ $article }», { $time }
joined_appeal = Recurso del autor: { $text }
joined_edit = El texto nuevo: { $text }
joined_more = { $count ->
    [one] Y 1 más en moderación.
    [many] Y { $count } más en moderación.
   *[other] Y { $count } más en moderación.
}
joined_score = Puntuación de spam: { $score }.
joined_stop = No más mensajes sobre: { $topic }
joined_choose = Elegir qué mensajes recibe
joined_open = Abrir en moderación

## What a member chooses

staff_mail_heading = Mensajes para usted
staff_mail_topics = Escribirme sobre
staff_mail_frequency = Frecuencia
staff_mail_frequent = al momento y después como mucho una vez (intervalo: { $time })
staff_mail_each = un mensaje por cada uno
staff_mail_hourly = cada hora
staff_mail_daily = cada día
staff_mail_sections = Sobre los comentarios de estas secciones
staff_mail_quiet = Horas de silencio
staff_mail_quiet_from = Desde
staff_mail_quiet_until = Hasta
staff_mail_quiet_hint = Por ejemplo 22:00 y 07:00. Los mensajes esperan hasta el final. Vacío: ninguna.
staff_mail_zone = Zona horaria de las horas de silencio
staff_mail_zone_site = La del sitio ({ $zone })
staff_mail_save = Guardar qué mensajes recibe
staff_mail_done = Su selección de mensajes está guardada.
fault_quiet_hours = Escriba dos horas distintas como 22:00, o deje ambas vacías
fault_mail_timezone = Elija una zona horaria de la lista
fault_mail_topic = Elija entre los temas de la lista
fault_mail_section = Elija entre las secciones de la lista
fault_mail_frequency = Elija frequent, hourly o daily
setting_join = Minutos hasta el siguiente mensaje
setting_join_hint = El primer comentario retenido se comunica al momento; lo que sigue en este tiempo llega en un solo mensaje. 0: un mensaje por cada uno.

## The page that switches a topic off

staff_stop_heading = No más mensajes sobre: { $topic }
staff_stop_text = Esto termina con estos mensajes a { $name }. Los demás siguen.
staff_stop_button = Terminar estos mensajes
staff_stopped_text = Estos mensajes han terminado. Puede activarlos de nuevo en la página de su cuenta.

## The page behind a link to an act

act_approve_heading = ¿Publicar este comentario?
act_reject_heading = ¿Rechazar este comentario?
act_spam_heading = ¿Rechazar este comentario como spam?
act_delete_heading = ¿Eliminar este comentario?
act_ban_heading = ¿Rechazar este comentario y vetar a su autor?
act_undo_heading = Hecho
act_undone_heading = Deshecho
act_dead_heading = Esto ya está decidido
act_ban = Rechazar y vetar
act_state = Estado actual: { $status }.
act_decided_by = Último cambio: { $name }, { $time }.
act_by_screening = el filtrado
act_in_reply_to = En respuesta a { $name }
act_as = Actúa como { $name }.
act_ban_stays = El veto se mantiene si lo deshace. Se puede levantar en moderación.
act_not_entitled = Este enlace pertenece a una cuenta que ya no modera este comentario.
act_reason = Motivo, que el autor puede leer

## The outbox at the desk

mails_heading = Mensajes
mails_relay_works = El servidor de correo acepta mensajes.
mails_relay_fault = No se puede enviar ningún mensaje desde { $time }: { $reason }. Los mensajes esperan a que el servidor vuelva a funcionar.
mails_to_files = No hay ningún servidor de correo configurado y nadie recibe mensajes: «Enviados» significa que un mensaje está en un archivo de { $folder }. Para enviar, ponga mail.transport = "smtp" y mail.smtp_url en el archivo de configuración y reinicie.
mails_to_memory = No hay ningún servidor de correo configurado y nadie recibe mensajes: «Enviados» significa que un mensaje está en la memoria. Para enviar, ponga mail.transport = "smtp" y mail.smtp_url en el archivo de configuración y reinicie.
mails_which = Mensajes por estado
mails_all = Todos
mails_waiting = En espera
mails_sent = Enviados
mails_cancelled = Cancelados
mails_suppressed = Suprimidos
mails_dead = Abandonados
mails_none = No hay ningún mensaje así.
mails_times = en cola { $queued }, terminado { $done }
mails_causes = Por qué no se enviaron mensajes
mails_count = { $count ->
    [one] 1 mensaje
    [many] { $count } mensajes
   *[other] { $count } mensajes
}
mails_tries = { $count ->
    [one] 1 intento
    [many] { $count } intentos
   *[other] { $count } intentos
}
mails_no_cause = la causa no se conoce
mails_retry = Enviar de nuevo
mails_retry_all = Enviar todos estos de nuevo
mails_cancel = Cancelar
mails_reader = un lector
mails_addresses = Direcciones que no reciben mensajes
mails_no_addresses = Cada dirección recibe sus mensajes.
mails_lift = Volver a permitir
mails_done_retry = El mensaje se enviará de nuevo.
mails_done_cancel = El mensaje está cancelado.
mails_done_lift = Esta dirección vuelve a recibir mensajes.
mails_not_now = No es posible en el estado actual del mensaje.
samples_heading = Correos de ejemplo
samples_note = Con personas y comentarios inventados. No se envía nada.
samples_languages = Idioma de los ejemplos
samples_html = En HTML
samples_which = Correo
samples_show = Mostrar
relay_banner = No se puede enviar ningún mensaje: { $reason }

## Kinds of mail, at the desk
mail_kind_decided = Decisión sobre un comentario
mail_kind_answered = Respuesta a una apelación o edición
mail_kind_address = Confirmación de una dirección
mail_kind_new_comment = Comentarios nuevos en un artículo
mail_kind_reader_digest = Comentarios nuevos, agrupados
mail_kind_correction = Corrección de un artículo
mail_kind_data = Enlace a los datos guardados
mail_kind_invitation = Invitación
mail_kind_password = Enlace para una nueva contraseña
mail_kind_note = Mención en una nota
mail_kind_backups_overdue = Copias de seguridad atrasadas
mail_kind_backups_back = Las copias de seguridad vuelven a funcionar
mail_kind_unknown = Mensaje de otra versión

## Why a mail was not sent

cause_at_connect = Conexión
cause_at_tls = Cifrado (TLS)
cause_at_login = Identificación (AUTH)
cause_at_mail = Remitente (MAIL)
cause_at_rcpt = Destinatario (RCPT)
cause_at_data = Antes del mensaje (DATA)
cause_at_message = Después del mensaje
cause_answered = { $step }: el servidor de correo respondió { $codes }
cause_timed_out = { $step }: el servidor de correo no respondió a tiempo
cause_broken = { $step }: { $why }
cause_with_remedy = { $step }: { $why }; { $remedy }
cause_closed = el servidor de correo cerró la conexión
cause_reply_invalid = la respuesta del servidor de correo no es válida
cause_no_starttls = el servidor de correo no ofrece STARTTLS
cause_not_started = no se pudo guardar el comienzo del intento
cause_no_smtputf8 = El servidor de correo no envía a direcciones internacionales (no ofrece SMTPUTF8)
cause_remedy_root = indique el certificado raíz del servidor en mail.smtp_ca_file
cause_remedy_name = escriba el host en mail.smtp_url tal como lo nombra el certificado
cause_remedy_expired = el servidor de correo necesita un certificado nuevo
cause_remedy_trust = el servidor de correo necesita un certificado a su nombre en el que confíe esta máquina
cause_unwritten = No se puede escribir el archivo en la carpeta de correo: { $cause }
cause_not_composed = No se puede componer el mensaje: { $cause }
cause_relay_fault = El servidor de correo no funciona
cause_unknown_event = Esta versión del programa no sabe de qué trata el mensaje
cause_erased = La dirección se borró
cause_untrue = Lo que decía ya no era cierto
cause_suppressed = La dirección no recibe mensajes
cause_invitation_over = La invitación se aceptó, se revocó o se volvió a enviar
cause_account_gone = La cuenta se eliminó o se desactivó
cause_not_wanted = El destinatario ha desactivado estos mensajes
cause_refused_lately = El servidor de correo rechazó esta dirección hace poco
cause_quiet_hours = El destinatario está en sus horas de silencio
cause_decision_first = Antes sale un mensaje sobre la decisión acerca del comentario
cause_pace = Se alcanzó el límite de mensajes por tiempo
cause_earlier_attempt = El servidor aún puede aceptar un intento anterior
cause_absorbed = Su contenido fue en un mensaje anterior
cause_link_limit = El buzón ya recibió tantos enlaces como se permite, o se dio de baja de todo el correo
cause_came_back = Fue devuelto: { $status }
cause_came_back_for_now = Fue devuelto por ahora: { $status }
cause_delayed = Se retrasa: { $status }
cause_complaint = El destinatario se quejó de él
cause_cancelled = Un administrador lo canceló
cause_unsubscribed = El lector pidió no recibir más mensajes
