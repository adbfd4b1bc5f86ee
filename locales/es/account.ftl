# Inicio y cierre de sesión, la primera cuenta, la cuenta propia, y páginas de la redacción que no existen.

## Signing in and out

sign_in = Iniciar sesión
signing_in = Iniciando sesión…
signed_out_title = Sesión cerrada
signed_out_heading = Ha cerrado la sesión
signed_out_text = Este navegador ya no tiene acceso a la redacción.
signed_out_next = <a href="/desk/login">Vuelva a iniciar sesión</a> o vaya <a href="/">a la portada</a>.
signed_out_kept = No tiene una sesión abierta, así que no se ha guardado nada. Inicie sesión y podrá enviar lo que escribió.
signed_in_heading = Ha iniciado sesión
signed_in_kept = Lo que envió antes no se llegó a hacer. Revíselo y envíelo de nuevo.
fault_credentials = El correo electrónico o la contraseña no es correcto. Revise ambos e inténtelo de nuevo.
fault_password_wait = Varias contraseñas eran incorrectas. Espere antes de volver a intentarlo: { $wait }.
fault_csrf = El formulario no se envió desde una página de este sitio, o esa página era demasiado antigua. Vuelva a cargar la página.

## The first account

setup_heading = Configurar { $site }
setup_text = Cree la cuenta de administración. El enlace sirve una sola vez.
setup_name_hint = Aparece junto a sus decisiones y bajo sus artículos.
setup_busy = Configurando…
setup_create = Crear la cuenta

## One’s own account

account_new_token = Su nuevo token.
account_copy_token = Cópielo ahora: solo se guarda su huella y no se puede volver a mostrar.
account_sessions = Dónde tiene la sesión abierta
account_this_browser = este navegador
account_seen = Desde el { $since }, última actividad el { $seen }
browser_on = { $browser } en { $system }
browser_unknown = Navegador desconocido
account_tokens = Tokens de la API
account_no_tokens = No tiene tokens.
account_made = Creado el { $time }
account_ends = caduca el { $time }
account_used = último uso el { $time }
account_never_used = nunca usado
account_token_new = Nuevo token
account_token_name_hint = Para reconocerlo después: «script de copias».
account_token_unnamed = línea de órdenes
account_token_may = Puede
scope_read = leer lo que usted puede leer
scope_moderate = decidir sobre los comentarios
scope_publish = escribir y publicar artículos
scope_admin = gestionar cuentas, tokens y ajustes
account_token_days = Válido durante
account_creating = Creando…
account_token_create = Crear el token
account_language = Idioma
account_language_of = Idioma de la redacción y de los correos que recibe
account_language_site = el idioma del sitio ({ $language })
account_language_save = Guardar el idioma
account_password_current = Contraseña actual
account_password_new = Contraseña nueva
account_password_hint = 12 caracteres o más. Se cierra la sesión en todos los demás navegadores.
account_password_change = Cambiar la contraseña
account_done_password = Su contraseña ha cambiado y se ha cerrado la sesión en los demás navegadores. Los tokens de la API siguen siendo válidos: revoque abajo los que otra persona pueda conocer.
account_done_language = Su idioma se ha guardado. Desde ahora se usa en la redacción y en los correos que recibe.
account_done_session = Se ha cerrado la sesión en ese navegador.
account_done_token = El token ha quedado revocado.
account_done_mail = Se vuelve a enviar correo a esa dirección. Si el servidor la sigue rechazando, esta página lo indicará.

## A page that does not exist

desk_404_advice = Puede que se haya eliminado o que la dirección tenga un error.
to_your_articles = Ir a sus artículos
to_the_comments = Ir a los comentarios
again_value = Valor
again_condition = Condición
again_list = Lista
again_article = Artículo
again_domain = Dominio
again_note = Nota
again_held = Retenidos por mil
again_spam = Spam por mil
again_time = Fecha y hora de publicación
again_entry = Su entrada «{ $name }»
again_password = Contraseña (no se ha conservado: introdúzcala de nuevo)
