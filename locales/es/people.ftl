# Settings, people, the log, and the mails about accounts.

## Settings at run time

settings_heading = Ajustes
settings_intro = Los cambios se aplican al momento, sin reiniciar. Cada ajuste indica de dónde procede su valor; un valor definido aquí prevalece sobre el archivo de configuración.
settings_publication = Publicación
settings_appearance = Apariencia y pie de página
settings_articles = Artículos
settings_comments = Comentarios
settings_moderation = Moderación
settings_reasons = Motivos de rechazo
settings_reasons_hint = La frase que leen los autores cuando se rechaza su comentario. Vacío: la del programa, en el idioma de la página o del mensaje.
settings_policies = Qué comentarios se publican de inmediato se define en las políticas.
settings_save = Guardar los ajustes
settings_saved = Guardado. Los cambios ya se aplican.
settings_reset = Restablecer
settings_meanwhile = Otra persona ha cambiado los ajustes mientras usted escribía. Sus valores siguen abajo: revíselos y guarde de nuevo.
setting_from_default = Valor predeterminado
setting_from_file = De { $file }
setting_from_desk = Definido aquí
setting_pinned = Definido por { $place }, que prevalece sobre esta página
setting_name = Nombre
setting_name_hint = En la cabecera de cada página, en los canales y en los mensajes.
setting_tagline = Lema
setting_tagline_hint = Una línea bajo el nombre; puede quedar vacía.
setting_site_language = Idioma
setting_site_language_hint = Un código como en, de o pt-BR, para las palabras, las fechas y la división silábica.
setting_zone = Zona horaria
setting_zone_hint = Un nombre como Europe/Madrid, o UTC.
setting_colour = Color de acento
setting_colour_hint = # y seis cifras, por ejemplo #1a4b8c; vacío: un rojo oscuro. Se comprueba el contraste y las páginas oscuras reciben un tono más claro.
setting_links = Síganos
setting_links_hint = Un enlace por línea: el texto, un espacio y la dirección. Por ejemplo: Mastodon https://social.example/@news
setting_copyright = Línea de derechos de autor
setting_copyright_hint = Al pie de cada página; puede quedar vacía.
setting_paths = Enlaces permanentes
setting_paths_hint = Las rutas de los artículos nuevos, con { "{" }year{ "}" }, { "{" }month{ "}" }, { "{" }day{ "}" }, { "{" }section{ "}" } y { "{" }slug{ "}" }, que es obligatorio. Los artículos publicados conservan su ruta.
setting_per_page = Artículos por página
setting_per_page_hint = En la portada y en las páginas de secciones y temas.
setting_open_days = Días con comentarios abiertos
setting_open_days_hint = Tras la publicación; vacío: hasta que se cierre el artículo.
setting_guidelines = Normas para comentar
setting_guidelines_hint = Se muestran encima del formulario de comentarios; Markdown. Un artículo puede tener las suyas.
setting_interval = Segundos entre comentarios
setting_interval_hint = El tiempo mínimo entre dos comentarios de un lector; 0 lo desactiva.
setting_edit_window = Segundos para editar
setting_edit_window_hint = Cuánto tiempo puede un lector editar su comentario; 0 lo desactiva.
setting_figures = Publicar cifras sobre la moderación
setting_figures_hint = Totales mensuales en /transparency, sin datos personales.
setting_undo = Segundos para deshacer
setting_undo_hint = Cuánto esperan los mensajes sobre una decisión para poder deshacerla; 0 lo desactiva.
setting_target = Minutos hasta un aviso
setting_target_hint = Si el comentario más antiguo de una sección espera más, sus moderadores reciben un mensaje; 0 lo desactiva.

## What is wrong with a setting

setting_title = Escriba el nombre de la publicación
setting_line = Escriba una sola línea de 300 caracteres como máximo
setting_long = Acorte esto a 10 000 caracteres, sin caracteres de control
setting_language = Escriba un código de idioma como en, de o pt-BR
setting_timezone = Escriba el nombre de una zona horaria, como Europe/Madrid o UTC
setting_social = Escriba cada enlace en una línea: texto, espacio y una dirección con https://
setting_accent = Escriba # y seis cifras, por ejemplo #1a4b8c
setting_contrast = El texto pequeño en este color es difícil de leer: elija uno más oscuro, como { $colour }
setting_permalink = Escriba un patrón como /{ "{" }year{ "}" }/{ "{" }month{ "}" }/{ "{" }slug{ "}" } en el que no responda el propio programa
setting_number = Escriba un número entero del { $least } al { $most }
