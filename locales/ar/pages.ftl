# The pages that readers see. A name in braces is an argument: { $name }. Messages with HTML keep their
# elements. A number selects a plural form and is printed with the digits of the language.

## Every page

skip_to_content = الانتقال إلى المحتوى
sections = الأقسام
elsewhere = تواصلوا معنا
information = معلومات
back_to_front_page = إلى الصفحة الرئيسية
back_to_article = العودة إلى المقال
back_to_comment = العودة إلى التعليق

## Lists of articles

section = قسم
tag = موضوع
you_are_here = أنت هنا
sections_in = أقسام { $section }
author = الكاتب
archive = الأرشيف
by_author = بقلم { $author }
names_comma = { $first } و{ $next }
names_and = { $first } و{ $last }
names_and_before_i = { $first } و{ $last }
nothing_published = لم يُنشر شيء هنا بعد.
nothing_older = لا توجد مقالات أقدم.
continue_reading = متابعة القراءة
comment_count = { $count ->
    [zero] لا تعليقات
    [one] تعليق واحد
    [two] تعليقان
    [few] { $count } تعليقات
    [many] { $count } تعليقًا
   *[other] { $count } تعليق
}
comments_on = على «{ $title }»
comments_of = التعليقات على «{ $title }»
comment_by_on = { $name } على «{ $title }»
latest_comments = أحدث التعليقات
latest_comments_none = لا توجد تعليقات بعد.
pages = الصفحات
newer_articles = مقالات أحدث
older_articles = مقالات أقدم

## The front page

latest = آخر الأخبار
most_discussed = الأكثر نقاشًا
editors_picks = اختيارات المحررين
more_stories = مزيد من المقالات

## The search

search = بحث
search_words = كلمات البحث
search_hint = يجب أن ترد الكلمات كلها. ضع العبارة الكاملة بين علامتي اقتباس.
search_cut = هذا كثير لبحث واحد: لم يُبحث إلا عن بدايته.
results_title = «{ $words }» – بحث
results_for = نتائج البحث عن «{ $words }»
result_count = { $count ->
    [zero] لا نتائج
    [one] نتيجة واحدة
    [two] نتيجتان
    [few] { $count } نتائج
    [many] { $count } نتيجة
   *[other] { $count } نتيجة
}
nothing_found = لم يُعثر على شيء عن «{ $words }».
nothing_found_advice = تحقق من الإملاء، أو جرّب كلمات أقل أو غيرها.
previous_results = النتائج السابقة
next_results = النتائج التالية

## An article

reading_time = { $count ->
    [zero] أقل من دقيقة قراءة
    [one] دقيقة قراءة واحدة
    [two] دقيقتا قراءة
    [few] { $count } دقائق قراءة
    [many] { $count } دقيقة قراءة
   *[other] { $count } دقيقة قراءة
}
click_to_comment = أضف تعليقًا
sample_section = أخبار
sample_tag = ترحيب
sample_title = مرحبًا بكم في إصداركم الجديد
sample_summary = مقال واحد وتعليق واحد، لتروا كيف يبدوان وما يحدث لهما.
sample_body =
    هذا هو المقال الأول. وُضع هنا لتروا صفحة وتجرّبوا التعليقات: اكتبوا تعليقًا في الأسفل وشاهدوا ما يحدث له.

    ## ما يحدث للتعليق

    يُحفظ التعليق قبل أن تؤكده الصفحة. ثم يقرر مشرف هل يظهر، **إلا** إذا نصّت السياسة على أن التعليقات تظهر فورًا. السياسة هي `comments.policy` في الإعدادات.

    1. يكتب القارئ ويعلم أن تعليقه قيد المراجعة.
    2. تصل إلى المشرف رسالة، فيقرأ التعليق في سياقه ويقرر.
    3. يظهر التعليق في هذه الصفحة.

    > لن يُنشر عنوان بريدكم الإلكتروني.

    العنوان مشفّر في قاعدة البيانات بمفتاح محفوظ في مكان آخر، ولا يظهر في أي صفحة أو خلاصة أو سجل.

    ## الخطوة التالية

    افتحوا رابط الإعداد الذي عرضه البرنامج عند بدء تشغيله، وأنشئوا حسابكم. ثم اكتبوا:

    ```
    rejoinder article add story.md
    ```

    واسحبوا هذا المقال بالأمر `rejoinder article withdraw 1`.
sample_name = قارئة أولى
sample_comment = هكذا يبدو التعليق: اسم ووقت وبضع كلمات. **ردّوا عليه** لتروا كيف ينمو النقاش.
share_by_email = شارك بالبريد الإلكتروني
published_on = نُشر في
updated_on = حُدّث في
corrections = تصويبات
corrected_on = صُوِّب في
corrected = صُوِّب في { $time }: { $text }
tags = المواضيع:
banner_draft = <strong>مسودة.</strong> هذه معاينة؛ لا يرى القراء هذه الصفحة.
banner_scheduled = <strong>مجدول.</strong> سيرى القراء هذه الصفحة عندما يحين موعدها.
banner_withdrawn = <strong>مسحوب.</strong> لم يعد القراء يرون هذه الصفحة.
page_of_comments = الصفحة { $page } من التعليقات
check_your_comment = يُرجى مراجعة تعليقك
withdrawn_title = مقال مسحوب
withdrawn_heading = سُحب هذا المقال
new_in_section = الجديد في قسم { $section }
new_here = أحدث المقالات
protected_text = هذا المقال محمي بكلمة مرور. أدخل كلمة المرور لقراءة المقال وتعليقاته.
protected_field = كلمة المرور
protected_open = افتح
protected_excerpt = هذا المقال محمي بكلمة مرور.

## The thread

comments = التعليقات
no_comments = لا تعليقات حتى الآن. كن أول من يعلّق.
pinned = تعليقات مثبّتة
staff = هيئة التحرير
editors_pick = اختيار المحررين
to_comment_of = إلى تعليق { $name } في النقاش
in_the_conversation = في النقاش
comment_removed = أُزيل هذا التعليق.
in_reply_to = ردًّا على { $comment }
reply = ردّ
reply_to = ردّ على { $name }
report = إبلاغ
report_comment_by = إبلاغ عن تعليق { $name }
comment_pages = صفحات التعليقات
older_comments = تعليقات أقدم
newer_comments = تعليقات أحدث
page_of = الصفحة { $page } من { $pages }
comments_closed = باب التعليقات مغلق.

## The comment form

leave_a_reply = اكتب تعليقًا
cancel_reply = إلغاء الردّ
form_note = لن يُنشر عنوان بريدك الإلكتروني. الحقول الإلزامية مشار إليها بالعلامة { $mark }
field_comment = التعليق
field_text = النص
field_name = الاسم
field_email = البريد الإلكتروني
field_website = الموقع الإلكتروني
leave_empty = اترك هذا الحقل فارغًا
post_comment = أرسل التعليق
posting = جارٍ الإرسال…
not_posted_heading = لم يُرسل تعليقك
not_posted_text = نصّ تعليقك، كي تتمكن من الاحتفاظ به
your_comment = تعليقك
not_stored_heading = لم يُحفظ تعليقك بعد
faults_found = { $count ->
    [zero] لا شيء يحتاج إلى مراجعتك:
    [one] أمر واحد يحتاج إلى مراجعتك:
    [two] أمران يحتاجان إلى مراجعتك:
    [few] { $count } أمور تحتاج إلى مراجعتك:
    [many] { $count } أمرًا يحتاج إلى مراجعتك:
   *[other] { $count } أمر يحتاج إلى مراجعتك:
}

## A form that was not done

send_again = إعادة الإرسال
sending = جارٍ الإرسال…
had_written_label = ما كنت قد كتبته
had_written = كنت قد كتبت:
to_the_desk = إلى لوحة الإشراف

## The private page of a comment

held_heading = شكرًا لك. تعليقك قيد المراجعة.
held_text = حُفظ تعليقك، وسيقرؤه أحد المشرفين قبل أن يظهر أسفل «{ $article }».
held_mail_follows = ستصلك رسالة بالبريد الإلكتروني عند اتخاذ القرار.
held_keep_address = سيظهر القرار في هذه الصفحة؛ احتفظ بعنوانها إن أردت العودة إليها.
public_heading = نُشر تعليقك.
public_text = تجده أسفل «{ $article }».
go_to_your_comment = إلى تعليقك
rejected_heading = لم يُنشر تعليقك.
rejected_text = لا يظهر تعليقك أسفل «{ $article }».
rejected_reason = السبب: <strong>{ $reason }</strong>
rejected_write_another = يمكنك كتابة تعليق آخر.
rejected_banned = لا يقبل الموقع حاليًا تعليقات من عنوان البريد الإلكتروني هذا أو من هذه الشبكة. إذا كنت ترى أن ذلك خطأ، فيمكنك طلب مراجعة القرار أدناه.
moderator_writes = رسالة من المشرف:
deleted_heading = حُذف تعليقك.
deleted_text = لم يعد نصّه ولا اسمك ظاهرين أسفل «{ $article }».
status = الحالة
status_held = قيد المراجعة
status_published = منشور
status_not_published = غير منشور
status_deleted = محذوف
reference = الرقم المرجعي
posted = أُرسل في
what_you_wrote = ما كتبته
change_waits_heading = تعديلك قيد المراجعة
change_waits_text = وإلى ذلك الحين يبقى النصّ المنشور كما هو.
change_refused = لم يُقبل تعديلك الأخير؛ يبقى النصّ المنشور كما هو.
change_heading = تعديل تعليقك
change_until_decided = يمكنك تعديله إلى أن يتخذ أحد المشرفين قراره.
change_until = يمكنك تعديله حتى { $time }. قد يحتاج التعديل إلى مراجعة أحد المشرفين، وإلى ذلك الحين يبقى النصّ المنشور.
change_never = لا يمكن تعديل التعليقات المنشورة هنا.
change_too_late = انتهت المهلة المتاحة لتعديل التعليق المنشور ({ $window } من وقت إرساله).
save_change = حفظ التعديل
change_saved = حُفظ تعديلك.
appeal_heading = طلب مراجعة القرار
appeal_text = يمكنك أن تطلب مرة واحدة أن يراجع تعليقك شخص آخر غير المشرف الذي اتخذ القرار. لا يمكن تعديل التعليق بعد صدور القرار بشأنه.
appeal_text_first = لم يقرأ أي مشرف تعليقك بعد. يمكنك أن تطلب مرة واحدة أن يراجعه أحد المشرفين. لا يمكن تعديل التعليق بعد صدور القرار بشأنه.
appeal_field = لماذا ترى أن القرار خاطئ
appeal_hint = ألف حرف على الأكثر، يقرؤها المشرفون.
appealed_heading = قدّمت اعتراضًا
appealed_open = سيجيب أحد المشرفين، ولن يكون هو من اتخذ القرار ما دام هناك غيره. ستظهر الإجابة في هذه الصفحة.
appealed_open_first = سيجيب أحد المشرفين. ستظهر الإجابة في هذه الصفحة.
appealed_dismissed = راجع أحد المشرفين تعليقك مرة أخرى، ويبقى القرار كما هو.
appealed_dismissed_first = راجع أحد المشرفين تعليقك، ولن يُنشر.
confirm_heading = تأكيد عنوانك
confirm_text = نرسل رابطًا إلى العنوان الذي كتبت به التعليق. وبعد أن تؤكّده، نبلغك بالبريد الإلكتروني بما يؤول إليه أمر تعليقاتك، ونتعرّف إلى هذا المتصفح على أنه متصفحك. لهذا الغرض وحده، وعندئذ فقط، يحتفظ المتصفح بملف تعريف ارتباط.
confirm_button = تأكيد عنوانك
confirm_sent_heading = الرسالة في طريقها إليك
confirm_sent_text = افتح الرابط الوارد فيها لتأكيد عنوانك. وإن لم يصلك شيء، فابحث في مجلد الرسائل غير المرغوب فيها، ثم حاول مجددًا بعد عشر دقائق.
confirmed_heading = نتعرّف إلى هذا المتصفح على أنه متصفحك
confirmed_text = أكّدت عنوانك فيه، ويحفظ ذلك ملف تعريف ارتباط مدة عام.
forget_browser = نسيان هذا المتصفح
browser_forgotten = نُسي هذا المتصفح وحُذف ملف تعريف الارتباط الخاص به.

## The page behind a link in a mail

confirm_this_text = بهذا الزر تؤكّد أن العنوان الذي أُرسل إليه هذا الرابط عنوانك. وعندئذ نستطيع أن نبلغك بالبريد الإلكتروني بما يؤول إليه أمر تعليقاتك، ونتعرّف إلى هذا المتصفح على أنه متصفحك.
confirm_cookie_text = لهذا الغرض يحتفظ متصفحك بملف تعريف ارتباط مدة عام. وهو الملف الوحيد الذي يضعه هذا الموقع لدى قرائه؛ لا يتضمن عنوانك، ويمكنك إزالته من الصفحة الخاصة بتعليقك.
confirm_my_address = تأكيد عنواني
stop_title = إيقاف الرسائل
stop_heading = هل تريد إيقاف الرسائل؟
stop_text = بهذا الزر توقف جميع رسائل { $site } إلى العنوان الذي أُرسل إليه هذا الرابط. وتبقى الصفحات الخاصة بتعليقاتك تطلعك على ما يؤول إليه أمرها.
stop_button = إيقاف الرسائل
stopped_text = لن تُرسل رسائل أخرى إلى هذا العنوان. وتبقى الصفحات الخاصة بتعليقاتك متاحة.
link_invalid_heading = لم يعد هذا الرابط صالحًا
link_expired_text = انتهت صلاحيته. يمكنك طلب رابط جديد من الصفحة الخاصة بتعليقك.
link_used_text = يعمل الرابط مرة واحدة فقط، وقد استُخدم من قبل. يمكنك طلب رابط جديد من الصفحة الخاصة بتعليقك.

## Reporting a comment

flag_title = الإبلاغ عن تعليق
flag_kicker = إبلاغ
flag_heading = ما المشكلة في هذا التعليق؟
author_wrote = تعليق { $name }:
flag_reason = السبب
flag_spam = رسائل مزعجة أو إعلانات
flag_abuse = إهانة أو تهديد أو تحريض
flag_off_topic = لا علاقة له بالمقال
flag_personal_data = يكشف بيانات شخصية لأحد
flag_other = سبب آخر
flag_own_words = بكلماتك
flag_own_words_hint = إن كان في ذلك توضيح. لا يقرأ هذا سوى المشرفين.
flag_button = الإبلاغ عن هذا التعليق
flag_own_heading = هل هذا تعليقك؟
flag_own_text = يمكننا أن نرسل إليك بالبريد الإلكتروني رابط صفحته الخاصة، حيث يمكنك تعديله لبعض الوقت. تُرسل الرسالة إلى العنوان الذي كُتب به التعليق.
flag_own_button = أرسلوا إليّ الرابط
flagged_heading = تم الإبلاغ
flagged_text = شكرًا لك. سيراجع أحد المشرفين التعليق. لن يعرف أحد من أبلغ عنه.
check_mail_heading = تفقّد بريدك
check_mail_text = إن كان هذا التعليق لك، فتفقّد بريدك: رابط صفحته الخاصة في طريقه إليك، أو أُرسل قبل لحظات.

## Errors

error_reference = إذا راسلتنا بشأن هذا الخطأ، فيُرجى ذكر <code>{ $reference }</code>.
error_400 = هذا الطلب غير صالح
error_401 = يُرجى تسجيل الدخول أولًا
error_403 = هذا غير مسموح به
error_404 = هذه الصفحة غير موجودة
error_404_advice = ربما نُقلت أو سُحبت. تجد أحدث المقالات في الصفحة الرئيسية.
error_404_ways_on = ربما نُقلت أو سُحبت. ابحث عنها هنا أو اقرأ أحدث المقالات.
error_405 = لا يمكن فتح هذا العنوان بهذه الطريقة
error_408 = استغرق الطلب وقتًا أطول من اللازم
error_409 = طرأ تغيير في هذه الأثناء
error_413 = حجم ما أُرسل أكبر من المسموح
error_413_advice = لا يزال ما كتبته في متصفحك: عُد إلى الوراء وانسخه واختصره.
error_413_shortened = في الأسفل بداية كل حقل. لا يزال متصفحك يحتفظ بما كتبته: عُد إلى الصفحة السابقة، وانسخه، ثم اختصره.
error_unfinished = في الأسفل ما وصل منه. لا يزال متصفحك يحتفظ به كله: عُد إلى الصفحة السابقة وأرسله مرة أخرى.
error_414 = هذا العنوان طويل جدًا
error_415 = هذا النوع من المحتوى غير مدعوم
error_421 = هذا العنوان لا يتبع هذا الموقع
error_422 = بعض الحقول غير صالحة
error_429 = طلبات كثيرة جدًا
error_503 = يُرجى المحاولة مجددًا بعد قليل
error_refused = رُفض هذا الطلب
error_internal = حدث خطأ من جانبنا
error_internal_advice = سُجّل الخطأ بالرقم المرجعي أدناه. يُرجى المحاولة مجددًا بعد قليل.

## How comments are moderated

transparency_title = كيف نراجع التعليقات
transparency_description = كم تعليقًا ورد إلى { $site }، وما آلت إليه.
transparency = الشفافية
transparency_lead = كم تعليقًا ورد، وماذا قرر مشرفونا، ولماذا، وبأي سرعة. تُحسب الأشهر وفق التقويم الميلادي بالتوقيت العالمي المنسّق (UTC). لا تُذكر الأعداد التي تقل عن خمسة، لأن العدد الصغير قد يشير إلى شخص واحد.
transparency_counted = وقت الإحصاء: { $time }. والبيانات نفسها متاحة بصيغة { $json }.
transparency_decisions = التعليقات والقرارات
transparency_month = الشهر
transparency_approved = مقبولة
transparency_rejected = مرفوضة
transparency_spam = مزعجة
transparency_deleted = محذوفة
transparency_median = الوقت الوسيط حتى القرار
transparency_reasons = أسباب عدم نشر التعليقات
transparency_flags_and_appeals = البلاغات والاعتراضات
transparency_flags = بلاغات القراء
transparency_appeals = اعتراضات أصحاب التعليقات
transparency_upheld = اعتراضات قُبلت
transparency_few = أقل من { $limit }
transparency_empty = لم يُحصَ شيء بعد. عُد بعد ساعة.

## Lengths of time

duration_seconds = { $count ->
    [zero] { $count } ثانية
    [one] ثانية واحدة
    [two] ثانيتان
    [few] { $count } ثوانٍ
    [many] { $count } ثانية
   *[other] { $count } ثانية
}
duration_minutes = { $count ->
    [zero] { $count } دقيقة
    [one] دقيقة واحدة
    [two] دقيقتان
    [few] { $count } دقائق
    [many] { $count } دقيقة
   *[other] { $count } دقيقة
}
duration_hours = { $count ->
    [zero] { $count } ساعة
    [one] ساعة واحدة
    [two] ساعتان
    [few] { $count } ساعات
    [many] { $count } ساعة
   *[other] { $count } ساعة
}
duration_days = { $count ->
    [zero] { $count } يوم
    [one] يوم واحد
    [two] يومان
    [few] { $count } أيام
    [many] { $count } يومًا
   *[other] { $count } يوم
}
