# What stands in and around a story.

## In the text

advertisement = Publicidad
read_more = Leer más
embed_video = Ver en { $site }
embed_sound = Escuchar en { $site }
embed_post = Ver la publicación en { $site }
unfold_story = Seguir leyendo

## After the text

related_stories = Noticias relacionadas
previous_story = Anterior
next_story = Siguiente
stories_of = Más en { $section }

## Settings

settings_ads = Publicidad
settings_ads_hint = Su propio HTML en los artículos. Un espacio vacío no ocupa lugar. La redacción escribe { "{{" }ad middle{ "}}" } donde corresponde y { "{{" }ad none{ "}}" } en un artículo sin publicidad.
setting_ad_top = Encima del texto
setting_ad_middle = Dentro del texto
setting_ad_bottom = Debajo del texto
setting_ad_sources = Lo que carga la publicidad
setting_ad_sources_hint = Una por línea, por ejemplo: script-src https://ads.example. Las páginas no cargan nada más de otros sitios.
setting_embeds = Sitios que se muestran como ficha
setting_embeds_hint = Un servidor por línea. Una dirección suya, sola en un párrafo, se convierte en una ficha con enlace. No se carga nada de allí.
setting_fold = Palabras antes de «Seguir leyendo»
setting_fold_hint = Los artículos mucho más largos se pliegan ahí; 0: nunca.

## Help in the editor

forms_heading = Galerías, recuadros, fichas y publicidad
forms_caption = Una imagen sola en su párrafo, con el pie entre comillas
forms_gallery = Varias imágenes en un párrafo, una por línea: una galería
forms_pull = Palabras del artículo, en grande; un segundo párrafo dice de quién son
forms_aside = Un recuadro con contexto; la primera línea es su título
forms_more_named = Un recuadro que lleva a este artículo; hasta seis rutas
forms_more = Lo mismo con artículos sobre el tema, elegidos por temas y sección
forms_card = Una dirección sola en su párrafo: una ficha, si el sitio está en los ajustes
forms_ad = Un lugar para la publicidad; también top, bottom, y none para un artículo sin ninguna

## Ways to share and to read

story_link = Enlace
copy_link = Copiar el enlace
link_copied = Enlace copiado
print_with_comments = Imprimir con comentarios
dark_pages = Páginas oscuras
light_pages = Páginas claras

## The front page by choice

nav_front = Portada
front_text = Elija qué va en cada lugar. Lo que no se elige, o ya no es público, sigue la regla.
front_see = Ver la portada
front_saved = La portada está guardada.
front_by_rule = Automático
front_gone = Lo elegido ya no es público; se aplica la regla.
front_top = El primer artículo
front_top_hint = Automático: el más reciente de los destacados o, si no, el más reciente.
front_lead = Apertura
front_row = La fila de debajo
front_row_hint = Automático: los siguientes más recientes.
front_place = Lugar { $number }
front_sections_hint = Secciones con artículos propios. Si no se elige ninguna, las primeras de la navegación.
front_picks_hint = Comentarios elegidos en los artículos. Automático: los más recientes.
front_meanwhile = Alguien ha cambiado la portada entretanto. Revise la selección actual y guarde de nuevo.
fault_front_many = Elija como máximo { $limit }
fault_front_article = Elija un artículo publicado
fault_front_comment = Elija un comentario publicado
fault_front_section = Elija una sección que exista
fault_front_twice = Ya está en otro lugar
log_front = { $who } organizó la portada

## Pictures of the publication

setting_logo = Logotipo
setting_logo_hint = La ruta de una imagen de la mediateca, en lugar del nombre en la cabecera; vacío: el nombre. Se ve en páginas claras y oscuras: dele un fondo propio.
setting_icon = Icono
setting_icon_hint = La ruta de una imagen cuadrada de la mediateca, para pestañas y pantallas de inicio.

## Lists

list_of = { $name }: noticias, contexto y debate en { $site }
