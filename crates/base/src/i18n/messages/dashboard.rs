//! The messages of `locales/*/dashboard.ftl`: the dashboard: comments by hour, their decisions, and
//! times to decision.

use super::messages;

messages! {
Dashboard;
text {
    // The page
    dashboard_guards();
    dashboard_mine();
    dashboard_waiting();
    dashboard_oldest_waiting();
    dashboard_median();
    dashboard_received();
    dashboard_by_hour();
    dashboard_last_hours(count: Number, zone: Text);
    dashboard_drawn(chart: Text);
    dashboard_hour();
    dashboard_time_to_decision();
    dashboard_by_day();
    dashboard_day();
    dashboard_articles();
    dashboard_week();
    dashboard_no_comments();
    dashboard_nothing();
    dashboard_by_section();
    dashboard_no_sections();
    dashboard_oldest();
    dashboard_median_column();
    dashboard_moderators();
    dashboard_table();
    // Charts
    dashboard_minute_or_less();
    dashboard_chart_hours(count: Number, hours: Number);
    dashboard_chart_minutes();
    dashboard_chart_in_hours();
    dashboard_median_minutes();
    dashboard_median_hours();
    dashboard_unit_minutes();
    dashboard_unit_hours();
}
html {}
}
