# لوحة المتابعة: التعليقات بالساعة وقراراتها والمدة حتى القرار.

## The page

dashboard_guards = مقالات تحت الحماية
dashboard_mine = قراراتك اليوم
dashboard_waiting = في الانتظار
dashboard_oldest_waiting = أقدم انتظار
dashboard_median = وسيط المدة حتى القرار، 30 يومًا
dashboard_received = وردت في آخر 24 ساعة
dashboard_by_hour = التعليقات بالساعة
dashboard_last_hours = { $count ->
    [zero] { $zone }
    [one] آخر ساعة، { $zone }
    [two] آخر ساعتين، { $zone }
    [few] آخر { $count } ساعات، { $zone }
    [many] آخر { $count } ساعة، { $zone }
   *[other] آخر { $count } ساعة، { $zone }
}
dashboard_drawn = { $chart }، رسم بياني
dashboard_hour = الساعة
dashboard_time_to_decision = المدة حتى القرار
dashboard_by_day = الوسيط اليومي، آخر 30 يومًا
dashboard_day = اليوم
dashboard_articles = المقالات الأكثر تعليقات
dashboard_week = آخر 7 أيام
dashboard_no_comments = لا تعليقات بعد.
dashboard_nothing = لا شيء بعد.
dashboard_by_section = المنتظر حسب القسم
dashboard_no_sections = لا أقسام بعد.
dashboard_oldest = الأقدم
dashboard_median_column = وسيط المدة حتى القرار
dashboard_moderators = مشرفو الأقسام
dashboard_table = في جدول

## Charts

dashboard_minute_or_less = أقل من دقيقة
dashboard_chart_hours = { $count ->
    [zero] لا تعليقات خلال { $hours } ساعة، حسب ساعة الوصول والحالة الراهنة
    [one] تعليق واحد خلال { $hours } ساعة، حسب ساعة الوصول والحالة الراهنة
    [two] تعليقان خلال { $hours } ساعة، حسب ساعة الوصول والحالة الراهنة
    [few] { $count } تعليقات خلال { $hours } ساعة، حسب ساعة الوصول والحالة الراهنة
    [many] { $count } تعليقًا خلال { $hours } ساعة، حسب ساعة الوصول والحالة الراهنة
   *[other] { $count } تعليق خلال { $hours } ساعة، حسب ساعة الوصول والحالة الراهنة
}
dashboard_chart_minutes = وسيط المدة من الإرسال إلى القرار الأول في كل يوم من آخر 30 يومًا، بالدقائق
dashboard_chart_in_hours = وسيط المدة من الإرسال إلى القرار الأول في كل يوم من آخر 30 يومًا، بالساعات
dashboard_median_minutes = الوسيط بالدقائق
dashboard_median_hours = الوسيط بالساعات
dashboard_unit_minutes = د
dashboard_unit_hours = س
