# The dashboard: comments by hour, their decisions, and times to decision.

## The page

dashboard_guards = Articles under the surge guard
dashboard_mine = Your decisions today
dashboard_waiting = Waiting
dashboard_oldest_waiting = Oldest waiting
dashboard_median = Median time to decision, 30 days
dashboard_received = Received in the last 24 hours
dashboard_by_hour = Comments by hour
dashboard_last_hours = { $count ->
    [one] last { $count } hour, { $zone }
   *[other] last { $count } hours, { $zone }
}
dashboard_drawn = { $chart }, drawn
dashboard_hour = Hour
dashboard_time_to_decision = Time to decision
dashboard_by_day = median by day, last 30 days
dashboard_day = Day
dashboard_articles = Articles with the most comments
dashboard_week = last 7 days
dashboard_no_comments = No comments yet.
dashboard_nothing = Nothing yet.
dashboard_by_section = Waiting by section
dashboard_no_sections = No sections yet.
dashboard_oldest = Oldest
dashboard_median_column = Median to decision
dashboard_moderators = Section moderators
dashboard_table = As a table

## Charts

dashboard_minute_or_less = under 1 min
dashboard_chart_hours = { $count ->
    [one] { $count } comment in { $hours } hours, by the hour in which it arrived and its present status
   *[other] { $count } comments in { $hours } hours, by the hour in which they arrived and their present status
}
dashboard_chart_minutes = Median time from posting to the first decision on each of the last 30 days, in minutes
dashboard_chart_in_hours = Median time from posting to the first decision on each of the last 30 days, in hours
dashboard_median_minutes = Median, minutes
dashboard_median_hours = Median, hours
dashboard_unit_minutes = min
dashboard_unit_hours = h
