# Qué falla en un formulario de la redacción y qué hacer. Una frase cada uno, sin punto cuando está junto a un campo.

## Any form of the desk

fault_form_unreadable = No se pudo leer el formulario.
fault_load_again = Vuelva a cargar la página y repítalo

## Batches

fault_count_again = Revise de nuevo el número
fault_tick_comments = Marque primero de 1 a { $most } comentarios
