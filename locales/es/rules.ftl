# Rules: the list, one rule with its rows and its backtest, and the import of a list.

## The list of rules

rules_none = Aún no hay reglas. Una regla retiene, rechaza, publica o marca los comentarios que cumplen sus condiciones.
rules_new = Nueva regla
rules_all = Todas las reglas
rule_on = activa
rule_off = desactivada
rule_unused = sin uso
rule_hits = { $count ->
    [one] { $count } comentario
    [many] { $count } comentarios
   *[other] { $count } comentarios
}
rule_last_hit = el último { $time }
rule_no_hit = Ningún comentario hasta ahora
rule_switch_off = Desactivar
rule_switch_on = Activar
rules_more = Más reglas

## The import of a list

rules_import = Importar una lista
rules_import_format = La lista contiene
rules_import_wordpress = palabras y direcciones, como en WordPress
rules_import_domains = dominios
rules_import_action = Qué ocurre con un comentario que coincide
rules_import_list = Lista
rules_import_hint = Una entrada por línea.
rules_import_do = Importar
rules_importing = Importando…

## One rule

rule_created_by = Creada por { $name }.
rule_name = Nombre
rule_when = Cuándo se aplica
rule_combine = Un comentario coincide si
rule_combine_all = se cumplen todas las pruebas
rule_combine_any = se cumple al menos una prueba
rule_combine_group = Este grupo coincide si
rule_test_number = Prueba { $number }
rule_group_number = Grupo { $number }
rule_field = Campo
rule_operator = Prueba
rule_value = Valor
rule_value_hint = En un valor, escriba una palabra, un dominio o una red por línea; o un patrón; o un número.
rule_operators_words = Para palabras y listas
rule_operators_numbers = Para números
rule_kept = { $count ->
    [one] La lista tiene { $count } entrada, demasiado larga para mostrarla aquí. No cambia si deja el valor vacío.
    [many] La lista tiene { $count } entradas, demasiadas para mostrarlas aquí. No cambia si deja el valor vacío.
   *[other] La lista tiene { $count } entradas, demasiadas para mostrarlas aquí. No cambia si deja el valor vacío.
}
rule_add_test = Añadir una prueba
rule_add_group = Añadir un grupo
rule_remove_row = Quitar
rule_export = Como JSON
rule_export_hint = Las pruebas guardadas, para la API u otra instalación.
rule_action = Qué ocurre con el comentario
rule_reason = Motivo
rule_reason_hint = Lo ven los moderadores y los autores cuyo comentario se rechaza.
rule_in_force = En vigor
rule_try = Probar con las últimas 5.000 decisiones
rule_trying = Comprobando…
rule_versions = Versiones
rule_version_action = { $action }: { $condition }
rule_version_off = { $action }: { $condition }, desactivada
rule_by_command = la línea de comandos
rule_remove = Eliminar la regla
rule_remove_hint = Los comentarios a los que se aplicó conservan sus motivos.
rule_remove_for_good = Eliminar definitivamente

## The backtest

rule_backtest = Lo que habría detectado
rule_backtest_hint = La prueba compara las condiciones con decisiones anteriores: cuántos comentarios habrían coincidido y cuántos de ellos se aprobaron.
rule_backtest_checked = { $checked ->
    [one] Comprobada con { $checked } decisión anterior ({ $refused } de rechazo).
    [many] Comprobada con { $checked } decisiones anteriores ({ $refused } de rechazo).
   *[other] Comprobada con { $checked } decisiones anteriores ({ $refused } de rechazo).
}
rule_backtest_right = { $count ->
    [one] { $count } acierto
    [many] { $count } aciertos
   *[other] { $count } aciertos
}
rule_backtest_wrong = { $count ->
    [one] { $count } error
    [many] { $count } errores
   *[other] { $count } errores
}
rule_precision = precisión { $share }
rule_test_matches = { $count ->
    [one] coincide con { $count } de ellas
    [many] coincide con { $count } de ellas
   *[other] coincide con { $count } de ellas
}
rule_false_matches = Errores: estos están aprobados
rule_right_matches = Aciertos: estos están rechazados o son spam
rule_found = Encontrado: «{ $passage }»
rule_comment_number = Comentario { $number }

## What was done

rule_done_made = La regla se ha guardado. Se aplica a los comentarios nuevos.
rule_done_imported = La lista se ha importado. Se aplica a los comentarios nuevos.
rule_done_changed = La regla se ha modificado.
rule_done_on = La regla está en vigor.
rule_done_off = La regla ya no está en vigor.
rule_done_removed = La regla se ha eliminado.

## Actions

rule_hold = retener
rule_reject = rechazar
rule_spam = marcar como spam
rule_publish = publicar
rule_flag = marcar para revisión
rule_hold_text = queda a la espera de una decisión
rule_reject_text = se rechaza, y su autor ve el motivo
rule_spam_text = se marca como spam
rule_publish_text = se publica, diga lo que diga la política
rule_flag_text = decide la política, y un moderador lo revisa después

## Fields of a comment

rule_of_text = texto
rule_of_name = nombre
rule_of_website = sitio web
rule_of_address_domain = dominio de la dirección
rule_of_network = red
rule_of_anything = cualquier campo
rule_of_domain = cualquier dominio
rule_of_language = idioma
rule_of_links = número de enlaces
rule_of_length = longitud
rule_of_article = artículo
rule_of_section = sección
rule_of_approved = comentarios aprobados del lector
rule_of_rejected = comentarios rechazados del lector
rule_of_form_age = antigüedad del formulario

## Tests of a field

rule_contains_word = contiene la palabra
rule_contains = contiene
rule_wildcard = tiene una palabra como
rule_regex = coincide con
rule_in_list = está en la lista
rule_more_than = es mayor que
rule_less_than = es menor que

## A condition in a sentence

rule_test = { $field } { $operator } { $value }
rule_quoted = «{ $value }»
rule_quoted_more = { $count ->
    [one] «{ $value }» u { $count } otro
    [many] «{ $value }» u { $count } otros
   *[other] «{ $value }» u { $count } otros
}
rule_number = { $value }
rule_and = { $first }, y { $rest }
rule_or = { $first }, o { $rest }
rule_group = ({ $tests })

## Faults of a condition

fault_rule_tests = { $most ->
    [one] Use como máximo { $most } prueba; una lista larga cuenta como una
    [many] Use como máximo { $most } pruebas; una lista larga cuenta como una
   *[other] Use como máximo { $most } pruebas; una lista larga cuenta como una
}
fault_rule_empty = Añada al menos una prueba
fault_rule_depth = { $most ->
    [one] Anide las pruebas en { $most } nivel como máximo
    [many] Anide las pruebas en { $most } niveles como máximo
   *[other] Anide las pruebas en { $most } niveles como máximo
}
fault_rule_operator = Esta prueba no es adecuada para el campo; elija otra
fault_rule_pattern = Introduzca un patrón
fault_rule_number = Introduzca un número que no sea negativo
fault_rule_value = Introduzca una palabra, o varias, una por línea
fault_rule_entries = { $most ->
    [one] Use como máximo { $most } entrada
    [many] Use como máximo { $most } entradas
   *[other] Use como máximo { $most } entradas
}
fault_rule_articles = Introduzca los números de los artículos
fault_rule_list = Añada una entrada a la lista
fault_rules_import_format = Elija qué contiene la lista
rule_version_by = <b>{ $number }</b> de { $who } { $time }
rule_matched_none = Hasta ahora no se ha aplicado a ningún comentario.
