# مكتب الإشراف: قائمة الانتظار والتعليق المفتوح وسجله والاختصارات.

## Statuses and lists of comments

comment_pending = معلّق
comment_approved = مقبول
comment_rejected = مرفوض
comment_spam = مزعج
comment_deleted = محذوف
list_pending = المعلّقة
list_approved = المقبولة
list_rejected = المرفوضة
list_spam = المزعجة
list_deleted = المحذوفة

## Decisions and their reasons

decide_approve = قبول
decide_reject = رفض
decide_spam = مزعج
decide_hold = إعادة إلى الانتظار
decide_delete = حذف
undo = تراجع
undoing = جارٍ التراجع…
busy_saving = جارٍ الحفظ…
for_spam = رسالة مزعجة
for_abuse = إساءة
for_off_topic = خارج الموضوع
for_personal_data = بيانات شخصية
for_illegal = مخالف للقانون
for_duplicate = مكرّر
for_quality = الجودة
for_other = غير ذلك
for_same_moderator = قرار الشخص نفسه، إذ لم يكن هناك مشرف آخر
reason_with_note = { $reason }: { $note }
no_reason = بلا سبب
quoted_sentence = «{ $text }»
reject_keys = يكرّر مفتاح الإدخال السبب المميَّز، ويختار الرقم سببًا، ويغلق مفتاح Escape هذه القائمة.
note_for_colleagues = ملاحظة للزملاء
colleague_former = زميل سابق
name_deleted = حُذف الاسم

## Ages

age_moments = أقل من دقيقة
short_now = الآن
short_minutes = { $count } د
short_hours = { $count } س
short_days = { $count } ي
percent = { $count }٪

## What was done

notice_approve = قُبل التعليق، وهو منشور.
notice_reject = رُفض التعليق، وهو غير منشور.
notice_spam = وُسم التعليق بأنه مزعج، وهو غير منشور.
notice_delete = حُذف التعليق. سيُمحى النص وبيانات صاحبه حين يتعذّر التراجع عن القرار.
notice_hold = أُعيد التعليق إلى قائمة الانتظار.
notice_edit = حُفظ النص.
notice_undo = تم التراجع.
notice_note = حُفظت الملاحظة.
notice_surge = أُوقفت الحماية من التدفق، وتُفحص التعليقات الجديدة كالمعتاد.
notice_claim = يرى الزملاء أنك تراجع هذا التعليق.
notice_release = لم يعد الزملاء يرون أنك تراجع هذا التعليق.
notice_view = أُزيل العرض المحفوظ.
notice_ban = أصبح الحظر ساريًا.
notice_pin = ثُبّت التعليق أعلى النقاش.
notice_unpin = لم يعد التعليق مثبّتًا.
notice_feature = أصبح التعليق من اختيارات المحررين.
notice_unfeature = لم يعد التعليق من اختيارات المحررين.

## The surge guard

surge_holds = يُحجز كل تعليق جديد هناك.
surge_slows = مدة الانتظار بين تعليقين هناك أطول.
surge_count_comments = { $count ->
    [zero] لا تعليقات
    [one] تعليق واحد
    [two] تعليقان
    [few] { $count } تعليقات
    [many] { $count } تعليقًا
   *[other] { $count } تعليق
}
surge_count_flags = { $count ->
    [zero] لا بلاغات
    [one] بلاغ واحد
    [two] بلاغان
    [few] { $count } بلاغات
    [many] { $count } بلاغًا
   *[other] { $count } بلاغ
}
surge_count_rejections = { $count ->
    [zero] لا حالات رفض
    [one] حالة رفض واحدة
    [two] حالتا رفض
    [few] { $count } حالات رفض
    [many] { $count } حالة رفض
   *[other] { $count } حالة رفض
}
surge_why = { $comments }، { $flags }، { $rejections } (المدة: { $window }؛ المعتاد: { $usual_comments } و{ $usual_flags } و{ $usual_rejections })
surge_since = منذ { $since } (المدة: { $age })، إلى أن يهدأ الوضع مدةً، وليس قبل { $until }.
surge_end = إنهاء الحماية الآن
surge_ending = جارٍ الإنهاء…
surge_editor = يمكن لمحرّر إنهاؤها قبل ذلك.
surge_titled = تدفق: <b>{ $title }</b>
surge_list = التعليقات المعلّقة على هذا المقال
surge_articles = { $count ->
    [zero] الحماية من التدفق غير مفعّلة لأي مقال
    [one] الحماية من التدفق مفعّلة لمقال واحد
    [two] الحماية من التدفق مفعّلة لمقالين
    [few] الحماية من التدفق مفعّلة لعدد { $count } مقالات
    [many] الحماية من التدفق مفعّلة لعدد { $count } مقالًا
   *[other] الحماية من التدفق مفعّلة لعدد { $count } مقال
}

## The list of comments

queue_lists = القوائم
queue_asks = البلاغات والاعتراضات والتعديلات
queue_referenced = { $reference }: تعليق <bdi>{ $name }</bdi>
queue_oldest = مدة انتظار الأقدم: { $age }.
queue_decide_all = اتخاذ قرار بشأن القائمة كلها
queue_unlearned = درجات الإزعاج تقريبية، إذ لم يتعلّم المرشّح بعد من عدد كافٍ من القرارات.
none_match = لا تعليق يطابق هذه المرشّحات.
none_match_pending = لا تعليق معلّق يطابق هذه المرشّحات.
none_match_approved = لا تعليق مقبول يطابق هذه المرشّحات.
none_match_rejected = لا تعليق مرفوض يطابق هذه المرشّحات.
none_match_spam = لا تعليق مزعج يطابق هذه المرشّحات.
none_match_deleted = لا تعليق محذوف يطابق هذه المرشّحات.
queue_elsewhere = توجد نتائج في: { $lists }.
queue_clear_filters = إزالة المرشّحات
queue_empty = لا تعليقات معلّقة. تظهر التعليقات الجديدة هنا.
queue_list_empty = لا تعليقات في هذه القائمة.
queue_more = المزيد
queue_outcome = آخر ما أُنجز
bulk_label = اتخاذ قرار بشأن التعليقات المحددة
bulk_selected = التعليقات المحددة:
bulk_reject = رفض التعليقات المحددة؛ السبب:
bulk_sentence = يقرأ صاحب كل تعليق الجملة الواردة تحت السبب.
bulk_to_authors = رسالة إلى أصحاب التعليقات
bulk_delete_text = تُمحى النصوص وبيانات أصحابها نهائيًا بعد انقضاء مهلة التراجع.
bulk_delete = حذف التعليقات المحددة
blank_clear = لا شيء في الانتظار.
blank_nothing = لا شيء مفتوح.
blank_choose = اختر تعليقًا من القائمة.
row_select = تحديد تعليق { $name }
row_to = إلى <bdi>{ $name }</bdi>
row_viewing = يراجعه { $name }
spam_score = درجة الإزعاج
row_surge = تدفق

## Filters of the list

views_label = العروض المحفوظة
view_remove = إزالة العرض<span class="unseen"> { $name }</span>
filter_heading = تصفية وبحث
filter_words = كلمات أو اسم أو رقم مرجعي مثل C-30
filter_all = الكل
filter_order = الترتيب
filter_score_from = الدرجة من
filter_score_to = الدرجة إلى
filter_reason = السبب
filter_language = اللغة
filter_show = عرض
filter_save_as = حفظ هذه القائمة باسم
order_oldest = الأقدم أولًا
order_newest = الأحدث أولًا
order_score = الأعلى في درجة الإزعاج أولًا
own_sections = أقسامك
condition_no_section = بلا قسم
condition_section = القسم { $section }
condition_since = من { $time }
condition_until = قبل { $time }
condition_language = اللغة { $language }
condition_score_from = الدرجة من { $score }
condition_score_to = الدرجة إلى { $score }
condition_article = على مقال واحد
condition_article_named = على «{ $title }»
condition_author = من قارئ واحد
condition_network = من الشبكة { $network }
condition_rule = طابقت القاعدة { $rule }
condition_rule_named = طابقت القاعدة «{ $name }»
condition_alike = نص شبه متطابق
condition_claimed = تراجعها أنت
condition_unclaimed = لا يراجعها أحد
condition_pinned = المثبّتة
condition_featured = المختارة

## Findings of screening in a word or two

chip_honeypot = حقل خفي
chip_form_unsigned = بلا نموذج
chip_form_too_young = أسرع من اللازم
chip_staff_name = اسم من الطاقم
chip_links = روابط
chip_edited = معدّل
chip_first_comment = أول تعليق
chip_banned = محظور
chip_held_always = محجوز دائمًا
chip_trusted = موثوق
chip_rule = قاعدة
chip_comments_held = التعليقات محجوزة
chip_no_score = بلا درجة
chip_akismet_unavailable = خدمة Akismet غير متاحة
finding_with_features = { $finding }: { $features }

## The open comment

item_label = التعليق المفتوح
item_all = كل التعليقات
item_address = عرض العنوان…
item_looking = يراجع { $name } هذا التعليق أيضًا.
item_release = ترك المراجعة
item_claim = أنا أراجعه
asks_flagged = بلّغ قرّاء عن هذا التعليق (الوزن { $weight }؛ يُحسب كل بلاغ حتى 1، وبلاغ القارئ الجديد 0.5) منذ { $since }.
asks_rule = أبلغت قاعدة عن هذا التعليق منذ { $since }.
asks_appeal = اعترض صاحب التعليق منذ { $since }.
asks_edit = عدّل صاحب التعليق نصه منذ { $since }.
answer_it = الرد عليها
answer_flags = الرد على البلاغات
answer_appeal = الرد على الاعتراض
answer_edit = مراجعة التعديل
item_why_public = لماذا نُشر فورًا
item_why_held = لماذا حُجز
item_score = درجة الإزعاج <b>{ $score }٪</b>
item_unlearned = (لم يُتعلَّم بعد)
item_in_reply_to = ردًّا على <a href="{ $href }"><bdi>{ $name }</bdi></a>
item_parent = التعليق الذي يرد عليه
text_deleted = حُذف النص.
links_as_text = { $count ->
    [zero] لا روابط.
    [one] يُعرض الرابط نصًّا.
    [two] يُعرض الرابطان نصًّا.
    [few] تُعرض { $count } روابط نصًّا.
    [many] يُعرض { $count } رابطًا نصًّا.
   *[other] يُعرض { $count } رابط نصًّا.
}
links_make = { $count ->
    [zero] تفعيل الروابط
    [one] تفعيل الرابط
    [two] تفعيل الرابطين
    [few] تفعيل الروابط
    [many] تفعيل الروابط
   *[other] تفعيل الروابط
}
item_under = على <a href="{ $href }"><bdi>{ $title }</bdi></a>
item_approve_reply = قبول ورد
item_reply = ردّك
item_reply_hint = يُنشر باسمك مع التعليق.
item_publishing = جارٍ النشر…
item_nearby = { $count ->
    [zero] لا تعليقات مجاورة في النقاش
    [one] تعليق مجاور في النقاش
    [two] تعليقان مجاوران في النقاش
    [few] { $count } تعليقات مجاورة في النقاش
    [many] { $count } تعليقًا مجاورًا في النقاش
   *[other] { $count } تعليق مجاور في النقاش
}
item_nearby_label = التعليق المجاور { $number }
item_conversation = النقاش كله
item_conversation_open = فتح في صفحة مستقلة
item_alike = { $count ->
    [zero] لا تعليقات معلّقة أخرى تقول الشيء نفسه تقريبًا
    [one] تعليق معلّق آخر يقول الشيء نفسه تقريبًا
    [two] تعليقان معلّقان آخران يقولان الشيء نفسه تقريبًا
    [few] { $count } تعليقات معلّقة أخرى تقول الشيء نفسه تقريبًا
    [many] { $count } تعليقًا معلّقًا آخر يقول الشيء نفسه تقريبًا
   *[other] { $count } تعليق معلّق آخر يقول الشيء نفسه تقريبًا
}
item_edit = تعديل النص
item_edit_hint = يبقى النص السابق في السجل.
item_edit_save = حفظ النص
item_history = السجل
item_history_empty = لا مدخلات بعد.
undo_edit = التراجع عن التعديل
undo_decision = التراجع عن القرار
item_former = قبل تعديل { $name } له، { $time }
item_note = للزملاء فقط
item_note_add = إضافة ملاحظة
item_others = تعليقات أخرى لهذا القارئ
item_others_none = هذا أول تعليق لهذا القارئ.
item_actions = إجراءات أخرى
item_pin = تثبيت في الأعلى
item_unpin = إلغاء التثبيت
item_feature = اختيار
item_unfeature = إلغاء الاختيار
item_ban = حظر أو حجز دائم
item_ban_whom = من
item_ban_reader = هذا القارئ
item_ban_network = الشبكة { $network }
item_ban_domain = نطاق بريد إلكتروني
item_ban_domain_field = النطاق (لحظر نطاق فقط)
item_ban_effect = ما يحدث للتعليقات الجديدة
item_ban_hold = تُحجز دائمًا
item_ban_reject = تُرفض
item_ban_until = حتى
item_ban_why = السبب
item_ban_save = حفظ الحظر
item_ban_all = كل حالات الحظر
item_decision = القرار
item_group = { $count ->
    [zero] دون تعليقات مشابهة
    [one] وتعليق مشابه
    [two] وتعليقان مشابهان
    [few] و{ $count } تعليقات مشابهة
    [many] و{ $count } تعليقًا مشابهًا
   *[other] و{ $count } تعليق مشابه
}
item_reject_because = رفض؛ السبب:
item_reject_sentence = يقرأ صاحب التعليق الجملة الواردة تحت السبب.
item_to_author = رسالة إلى صاحب التعليق
item_delete_text = يُمحى النص وبيانات صاحبه نهائيًا بعد انقضاء مهلة التراجع.

## The record of a reader

record_none = لا توجد بيانات محفوظة عن هذا القارئ
record_first = أول تعليق لهذا القارئ، أول ظهور له { $since }
record_many = { $count ->
    [zero] لا تعليقات لهذا القارئ: { $counts }؛ أول ظهور له { $since }
    [one] تعليق واحد لهذا القارئ: { $counts }؛ أول ظهور له { $since }
    [two] تعليقان لهذا القارئ: { $counts }؛ أول ظهور له { $since }
    [few] { $count } تعليقات لهذا القارئ: { $counts }؛ أول ظهور له { $since }
    [many] { $count } تعليقًا لهذا القارئ: { $counts }؛ أول ظهور له { $since }
   *[other] { $count } تعليق لهذا القارئ: { $counts }؛ أول ظهور له { $since }
}
record_pending = المعلّقة: { $count }
record_approved = المقبولة: { $count }
record_rejected = المرفوضة: { $count }
record_spam = المزعجة: { $count }
record_removed = المحذوفة: { $count }
record_and = { $first }، { $next }

## What happened to a comment

by_its_author = صاحب التعليق
by_flags = بلاغات القرّاء
by_screening = الفحص الآلي
history_approve = { $who }: قبول
history_reject = { $who }: رفض
history_spam = { $who }: وسم بأنه مزعج
history_delete = { $who }: حذف
history_hold = { $who }: حجز
history_edit = { $who }: تعديل
history_undo = { $who }: تراجع عن قرار
history_revise = { $who }: قبول تعديل صاحب التعليق
history_pin = { $who }: تثبيت
history_unpin = { $who }: إلغاء التثبيت
history_feature = { $who }: اختيار
history_unfeature = { $who }: إلغاء الاختيار
history_note = { $who }: ملاحظة
history_uphold_flags = { $who }: قبول البلاغات
history_dismiss_flags = { $who }: رد البلاغات
history_appeal = { $who }: اعتراض على القرار
history_uphold_appeal = { $who }: قبول الاعتراض
history_dismiss_appeal = { $who }: رفض الاعتراض
history_refuse_revision = { $who }: رفض تعديل صاحب التعليق
history_reopen = { $who }: تراجع عن رد
history_reveal_address = { $who }: اطلاع على العنوان

## The address behind a comment, and the conversation around it

address_title = العنوان
address_heading = العنوان وراء التعليق { $number }
address_logged = يسجّل السجل اطلاعك عليه وسببه.
address_why = لماذا تحتاج إليه؟
address_why_hint = يبقى سببك في السجل.
address_show = عرض العنوان
thread_title = النقاش
thread_under = النقاش على «<bdi>{ $title }</bdi>»
thread_cut = النقاش مستمر. تعرضه صفحة المقال كاملًا.

## Keys

keys_heading = اختصارات لوحة المفاتيح
keys_never = لا تعمل الاختصارات أبدًا أثناء الكتابة في حقل.
keys_change = إيقافها أو تغييرها
keys_close = إغلاق
keys_back = العودة إلى التعليقات
keys_intro = تعمل الاختصارات في صفحة التعليقات، وحيثما تنطبق في البلاغات والاعتراضات والتعديلات. لا تعمل أبدًا أثناء الكتابة في حقل. يُحفظ اختيارك في هذا المتصفح. من دون سكربت لا توجد اختصارات، ويعمل كل زر.
keys_use = استخدام الاختصارات
keys_reset = استعادة الافتراضي
key_next = التعليق التالي
key_previous = التعليق السابق
key_reject = رفض؛ مرة أخرى أو مفتاح الإدخال: للسبب الأخير؛ رقم: لسبب آخر
key_delete = حذف: مرة أخرى أو مفتاح الإدخال للتأكيد
key_undo = التراجع عن القرار الأخير
key_reader = القارئ: تعليقاته وملاحظة وحظر أو ثقة
key_select = تحديد، ثم تسري الاختصارات على كل التعليقات المحددة، ويلغي مفتاح Escape التحديد
key_search = بحث
key_help = هذه الاختصارات
