# El panel: comentarios por hora, sus decisiones y el tiempo hasta decidir.

## The page

dashboard_guards = Artículos con protección
dashboard_mine = Sus decisiones de hoy
dashboard_waiting = En espera
dashboard_oldest_waiting = Espera más larga
dashboard_median = Tiempo mediano hasta decidir, 30 días
dashboard_received = Recibidos en las últimas 24 horas
dashboard_by_hour = Comentarios por hora
dashboard_last_hours = { $count ->
    [one] última { $count } hora, { $zone }
   *[other] últimas { $count } horas, { $zone }
}
dashboard_drawn = { $chart }, en un gráfico
dashboard_hour = Hora
dashboard_time_to_decision = Tiempo hasta decidir
dashboard_by_day = mediana por día, últimos 30 días
dashboard_day = Día
dashboard_articles = Artículos con más comentarios
dashboard_week = últimos 7 días
dashboard_no_comments = Todavía no hay comentarios.
dashboard_nothing = Todavía nada.
dashboard_by_section = En espera por sección
dashboard_no_sections = Todavía no hay secciones.
dashboard_oldest = El más antiguo
dashboard_median_column = Mediana hasta decidir
dashboard_moderators = Moderación de las secciones
dashboard_table = En una tabla

## Charts

dashboard_minute_or_less = menos de 1 min
dashboard_chart_hours = { $count ->
    [one] { $count } comentario en { $hours } horas, según la hora de llegada y su estado actual
   *[other] { $count } comentarios en { $hours } horas, según la hora de llegada y su estado actual
}
dashboard_chart_minutes = Mediana del tiempo desde el envío hasta la primera decisión en cada uno de los últimos 30 días, en minutos
dashboard_chart_in_hours = Mediana del tiempo desde el envío hasta la primera decisión en cada uno de los últimos 30 días, en horas
dashboard_median_minutes = Mediana, minutos
dashboard_median_hours = Mediana, horas
dashboard_unit_minutes = min
dashboard_unit_hours = h
