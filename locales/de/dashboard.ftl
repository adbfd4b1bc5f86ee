# Die Übersicht: Kommentare nach Stunden, ihre Entscheidungen und die Zeit bis dahin.

## The page

dashboard_guards = Artikel mit Schutz bei Ansturm
dashboard_mine = Ihre Entscheidungen heute
dashboard_waiting = Wartend
dashboard_oldest_waiting = Älteste Wartezeit
dashboard_median = Mittlere Zeit bis zur Entscheidung (Median), 30 Tage
dashboard_received = In den letzten 24 Stunden eingegangen
dashboard_by_hour = Kommentare nach Stunden
dashboard_last_hours = { $count ->
    [one] letzte { $count } Stunde, { $zone }
   *[other] letzte { $count } Stunden, { $zone }
}
dashboard_drawn = { $chart }, als Diagramm
dashboard_hour = Stunde
dashboard_time_to_decision = Zeit bis zur Entscheidung
dashboard_by_day = Median nach Tagen, letzte 30 Tage
dashboard_day = Tag
dashboard_articles = Artikel mit den meisten Kommentaren
dashboard_week = letzte 7 Tage
dashboard_no_comments = Noch keine Kommentare.
dashboard_nothing = Noch nichts.
dashboard_by_section = Wartend nach Ressorts
dashboard_no_sections = Noch keine Ressorts.
dashboard_oldest = Älteste
dashboard_median_column = Median bis zur Entscheidung
dashboard_moderators = Moderation der Ressorts
dashboard_table = Als Tabelle

## Charts

dashboard_minute_or_less = unter 1 Min.
dashboard_chart_hours = { $count ->
    [one] { $count } Kommentar in { $hours } Stunden, nach der Stunde des Eingangs und dem jetzigen Status
   *[other] { $count } Kommentare in { $hours } Stunden, nach der Stunde des Eingangs und dem jetzigen Status
}
dashboard_chart_minutes = Median der Zeit vom Eingang bis zur ersten Entscheidung an jedem der letzten 30 Tage, in Minuten
dashboard_chart_in_hours = Median der Zeit vom Eingang bis zur ersten Entscheidung an jedem der letzten 30 Tage, in Stunden
dashboard_median_minutes = Median, Minuten
dashboard_median_hours = Median, Stunden
dashboard_unit_minutes = Min.
dashboard_unit_hours = Std.
