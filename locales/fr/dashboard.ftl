# Le tableau de bord : commentaires par heure, décisions et délais.

## The page

dashboard_guards = Articles sous protection
dashboard_mine = Vos décisions du jour
dashboard_waiting = En attente
dashboard_oldest_waiting = Attente la plus longue
dashboard_median = Délai médian de décision, 30 jours
dashboard_received = Reçus ces dernières 24 heures
dashboard_by_hour = Commentaires par heure
dashboard_last_hours = { $count ->
    [one] { $count } dernière heure, { $zone }
   *[other] { $count } dernières heures, { $zone }
}
dashboard_drawn = { $chart }, en graphique
dashboard_hour = Heure
dashboard_time_to_decision = Délai de décision
dashboard_by_day = médiane par jour, 30 derniers jours
dashboard_day = Jour
dashboard_articles = Articles les plus commentés
dashboard_week = 7 derniers jours
dashboard_no_comments = Aucun commentaire pour l’instant.
dashboard_nothing = Rien pour l’instant.
dashboard_by_section = En attente par rubrique
dashboard_no_sections = Aucune rubrique pour l’instant.
dashboard_oldest = Le plus ancien
dashboard_median_column = Délai médian
dashboard_moderators = Modération des rubriques
dashboard_table = En tableau

## Charts

dashboard_minute_or_less = moins de 1 min
dashboard_chart_hours = { $count ->
    [one] { $count } commentaire en { $hours } heures, selon l’heure d’arrivée et l’état actuel
   *[other] { $count } commentaires en { $hours } heures, selon l’heure d’arrivée et l’état actuel
}
dashboard_chart_minutes = Délai médian entre l’envoi et la première décision, pour chacun des 30 derniers jours, en minutes
dashboard_chart_in_hours = Délai médian entre l’envoi et la première décision, pour chacun des 30 derniers jours, en heures
dashboard_median_minutes = Médiane, minutes
dashboard_median_hours = Médiane, heures
dashboard_unit_minutes = min
dashboard_unit_hours = h
