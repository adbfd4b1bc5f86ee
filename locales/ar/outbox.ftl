# The mails to staff that join news, what members choose about them, and the pages behind their links.

## Topics

topic_held = تعليقات محتجزة
topic_flags = بلاغات القراء
topic_appeals = تظلمات الكتّاب وتعديلاتهم
topic_late = تعليقات تنتظر أطول من اللازم
topic_surge = تعليقات كثيرة على غير المعتاد
topic_own_articles = تعليقات على مقالاتي

## The joined mail

joined_held_subject = { $count ->
    [zero] لا تعليق ينتظر
    [one] تعليق واحد ينتظر
    [two] تعليقان ينتظران
    [few] { $count } تعليقات تنتظر
    [many] { $count } تعليقًا ينتظر
   *[other] { $count } تعليق ينتظر
}
joined_flags_subject = { $count ->
    [zero] لا بلاغ عن تعليق
    [one] بلاغ عن تعليق واحد
    [two] بلاغات عن تعليقين
    [few] بلاغات عن { $count } تعليقات
    [many] بلاغات عن { $count } تعليقًا
   *[other] بلاغات عن { $count } تعليق
}
joined_appeals_subject = { $count ->
    [zero] لا تظلم ولا تعديل ينتظر
    [one] تظلم أو تعديل واحد ينتظر
    [two] تظلمان أو تعديلان ينتظران
    [few] { $count } تظلمات وتعديلات تنتظر
    [many] { $count } تظلمًا وتعديلاً ينتظر
   *[other] { $count } تظلم وتعديل ينتظر
}
joined_own_subject = { $count ->
    [zero] لا تعليق جديد على مقالاتك
    [one] تعليق جديد على مقالاتك
    [two] تعليقان جديدان على مقالاتك
    [few] { $count } تعليقات جديدة على مقالاتك
    [many] { $count } تعليقًا جديدًا على مقالاتك
   *[other] { $count } تعليق جديد على مقالاتك
}
joined_longest = أطول انتظار حتى الآن: { $wait }.
joined_entry = { $name } على «{ $article }»، { $time }
joined_appeal = تظلم كاتب التعليق: { $text }
joined_edit = النص الجديد: { $text }
joined_more = { $count ->
    [zero] ولا شيء غيرها في لوحة الإشراف.
    [one] وتعليق آخر في لوحة الإشراف.
    [two] وتعليقان آخران في لوحة الإشراف.
    [few] و{ $count } تعليقات أخرى في لوحة الإشراف.
    [many] و{ $count } تعليقًا آخر في لوحة الإشراف.
   *[other] و{ $count } تعليق آخر في لوحة الإشراف.
}
joined_score = درجة البريد المزعج: { $score }.
joined_stop = لا مزيد من الرسائل عن: { $topic }
joined_choose = اختر الرسائل التي تصلك
joined_open = افتح في لوحة الإشراف

## What a member chooses

staff_mail_heading = الرسائل إليك
staff_mail_topics = راسلني عن
staff_mail_frequency = معدل الإرسال
staff_mail_frequent = فورًا، ثم مرة واحدة على الأكثر (كل: { $time })
staff_mail_each = رسالة لكل تعليق
staff_mail_hourly = كل ساعة
staff_mail_daily = كل يوم
staff_mail_sections = عن التعليقات في هذه الأقسام
staff_mail_quiet = ساعات الهدوء
staff_mail_quiet_from = من
staff_mail_quiet_until = إلى
staff_mail_quiet_hint = مثلاً ⁦22:00⁩ و⁦07:00⁩. تنتظر الرسائل حتى تنتهي. فارغ: لا شيء.
staff_mail_zone = المنطقة الزمنية لساعات الهدوء
staff_mail_zone_site = منطقة الموقع ({ $zone })
staff_mail_save = احفظ اختيار الرسائل
staff_mail_done = حُفظ اختيارك للرسائل.
fault_quiet_hours = اكتب وقتين مختلفين مثل ⁦22:00⁩ أو اترك الاثنين فارغين
fault_mail_timezone = اختر منطقة زمنية من القائمة
fault_mail_topic = اختر من مواضيع القائمة
fault_mail_section = اختر من أقسام القائمة
fault_mail_frequency = اختر frequent أو hourly أو daily
setting_join = الدقائق حتى الرسالة التالية
setting_join_hint = يُرسل أول تعليق محتجز فورًا، ويُجمع ما يتبعه خلال هذه المدة في رسالة واحدة. 0: رسالة لكل تعليق.

## The page that switches a topic off

staff_stop_heading = لا مزيد من الرسائل عن: { $topic }
staff_stop_text = ينهي هذا هذه الرسائل إلى { $name }. وتبقى الرسائل الأخرى.
staff_stop_button = أوقف هذه الرسائل
staff_stopped_text = انتهت هذه الرسائل. يمكنك تشغيلها من جديد في صفحة حسابك.

## The page behind a link to an act

act_approve_heading = هل تنشر هذا التعليق؟
act_reject_heading = هل ترفض هذا التعليق؟
act_spam_heading = هل ترفض هذا التعليق بوصفه بريدًا مزعجًا؟
act_delete_heading = هل تحذف هذا التعليق؟
act_ban_heading = هل ترفض هذا التعليق وتحظر صاحبه؟
act_undo_heading = تم
act_undone_heading = جرى التراجع
act_dead_heading = سبق البت في هذا
act_ban = رفض وحظر
act_state = حالته الآن: { $status }.
act_decided_by = آخر تغيير: { $name }، { $time }.
act_by_screening = الفحص
act_in_reply_to = ردًا على { $name }
act_as = تتصرف باسم { $name }.
act_ban_stays = يبقى الحظر إذا تراجعت. ويمكن رفعه في لوحة الإشراف.
act_not_entitled = يخص هذا الرابط حسابًا لم يعد يشرف على هذا التعليق.
act_reason = السبب الذي يمكن لكاتب التعليق قراءته

## The outbox at the desk

mails_heading = الرسائل
mails_relay_works = يقبل خادم البريد الرسائل.
mails_relay_fault = لا يمكن إرسال أي رسالة منذ { $time }: { $reason }. تنتظر الرسائل حتى يعمل الخادم من جديد.
mails_to_files = لم يُضبط خادم بريد، فلا تصل الرسائل إلى أحد: «مرسلة» تعني أن الرسالة كُتبت في ملف داخل { $folder }. للإرسال اضبط ⁦mail.transport = "smtp"⁩ و⁦mail.smtp_url⁩ في ملف الإعدادات ثم أعد التشغيل.
mails_to_memory = لم يُضبط خادم بريد، فلا تصل الرسائل إلى أحد: «مرسلة» تعني أن الرسالة محفوظة في الذاكرة. للإرسال اضبط ⁦mail.transport = "smtp"⁩ و⁦mail.smtp_url⁩ في ملف الإعدادات ثم أعد التشغيل.
mails_which = الرسائل حسب الحالة
mails_all = الكل
mails_waiting = منتظرة
mails_sent = مرسلة
mails_cancelled = ملغاة
mails_suppressed = محجوبة
mails_dead = متروكة
mails_none = لا توجد رسالة كهذه.
mails_times = أُدرجت { $queued }، وانتهت { $done }
mails_causes = لماذا لم تُرسل رسائل
mails_count = { $count ->
    [zero] لا رسائل
    [one] رسالة واحدة
    [two] رسالتان
    [few] { $count } رسائل
    [many] { $count } رسالة
   *[other] { $count } رسالة
}
mails_tries = { $count ->
    [zero] لا محاولات
    [one] محاولة واحدة
    [two] محاولتان
    [few] { $count } محاولات
    [many] { $count } محاولة
   *[other] { $count } محاولة
}
mails_no_cause = السبب غير معروف
mails_retry = إعادة الإرسال
mails_retry_all = إعادة إرسال كل هذه
mails_cancel = إلغاء
mails_reader = أحد القراء
mails_addresses = عناوين لا تصلها رسائل
mails_no_addresses = كل عنوان تصله رسائله.
mails_lift = السماح من جديد
mails_done_retry = ستُرسل الرسالة من جديد.
mails_done_cancel = أُلغيت الرسالة.
mails_done_lift = تصل الرسائل إلى هذا العنوان من جديد.
mails_not_now = لا يمكن ذلك في الحالة الراهنة للرسالة.
samples_heading = نماذج الرسائل
samples_note = بأشخاص وتعليقات مختلقة. لا يُرسَل شيء.
samples_languages = لغة النماذج
samples_html = بصيغة HTML
samples_which = الرسالة
samples_show = عرض
relay_banner = لا يمكن إرسال أي رسالة: { $reason }

## Kinds of mail, at the desk
mail_kind_decided = قرار بشأن تعليق
mail_kind_answered = رد على اعتراض أو تعديل
mail_kind_address = تأكيد عنوان
mail_kind_new_comment = تعليقات جديدة على مقال
mail_kind_reader_digest = تعليقات جديدة مجمّعة
mail_kind_correction = تصحيح مقال
mail_kind_data = رابط إلى البيانات المحفوظة
mail_kind_invitation = دعوة
mail_kind_password = رابط لكلمة مرور جديدة
mail_kind_note = إشارة في ملاحظة
mail_kind_backups_overdue = نسخ احتياطية متأخرة
mail_kind_backups_back = النسخ الاحتياطية تعمل من جديد
mail_kind_unknown = رسالة من إصدار آخر

## Why a mail was not sent

cause_at_connect = الاتصال
cause_at_tls = التشفير (TLS)
cause_at_login = تسجيل الدخول (AUTH)
cause_at_mail = المرسِل (MAIL)
cause_at_rcpt = المستلِم (RCPT)
cause_at_data = قبل الرسالة (DATA)
cause_at_message = بعد الرسالة
cause_answered = { $step }: ردّ خادم البريد بـ { $codes }
cause_timed_out = { $step }: لم يردّ خادم البريد في الوقت المحدد
cause_broken = { $step }: { $why }
cause_with_remedy = { $step }: { $why }؛ { $remedy }
cause_closed = أغلق خادم البريد الاتصال
cause_reply_invalid = ردّ خادم البريد غير صالح
cause_no_starttls = لا يوفّر خادم البريد STARTTLS
cause_not_started = تعذّر حفظ بداية المحاولة
cause_no_smtputf8 = لا ينقل خادم البريد رسائل إلى العناوين الدولية (لا يوفّر SMTPUTF8)
cause_remedy_root = اكتب شهادة الجذر لخادم البريد في ⁦mail.smtp_ca_file⁩
cause_remedy_name = اكتب المضيف في ⁦mail.smtp_url⁩ كما تسمّيه الشهادة
cause_remedy_expired = يحتاج خادم البريد إلى شهادة جديدة
cause_remedy_trust = يحتاج خادم البريد إلى شهادة باسمه يثق بها هذا الجهاز
cause_unwritten = لا يمكن كتابة الملف في مجلد البريد: { $cause }
cause_not_composed = لا يمكن إنشاء الرسالة: { $cause }
cause_relay_fault = خادم البريد لا يعمل
cause_unknown_event = لا تعرف هذه النسخة من البرنامج موضوع الرسالة
cause_erased = مُحي عنوان القارئ
cause_untrue = لم يعد مضمونها صحيحًا
cause_suppressed = لا تُرسل رسائل إلى هذا العنوان
cause_invitation_over = قُبلت الدعوة أو أُلغيت أو أُرسلت من جديد
cause_account_gone = أُزيل الحساب أو عُطّل
cause_not_wanted = أوقف المستلِم هذا النوع من الرسائل
cause_refused_lately = رفض خادم البريد هذا العنوان مؤخرًا
cause_quiet_hours = المستلِم في ساعات الهدوء
cause_decision_first = تُرسل أولًا رسالة عن القرار في شأن التعليق
cause_pace = بلغ عدد الرسائل الحدّ المسموح به في هذه المدة
cause_earlier_attempt = قد يقبل خادم البريد محاولة سابقة
cause_absorbed = أُدرج مضمونها في رسالة سابقة
cause_link_limit = بلغ صندوق البريد الحد الأقصى من الروابط، أو ألغى صاحبه كل الرسائل
cause_came_back = عادت الرسالة: { $status }
cause_came_back_for_now = عادت الرسالة مؤقتًا: { $status }
cause_delayed = تأخرت الرسالة: { $status }
cause_complaint = اشتكى المستلِم منها
cause_cancelled = ألغاها أحد المشرفين
cause_unsubscribed = طلب القارئ ألا تُرسل إليه رسائل
