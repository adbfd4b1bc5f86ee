# The newsroom: the shell of all pages for staff, and the pages of articles.

## The shell of all pages for staff

desk_menu = القائمة
desk_nav = غرفة الأخبار
count_waiting = في الانتظار
my_decisions = قراراتك
sign_out = تسجيل الخروج
mail_refused_of = يرفض خادم البريد عنوان { $name }، فلا تصله أي رسالة من هنا.
mail_refused_yours = يرفض خادم البريد عنوانك: لا تصلك أي رسالة من هنا. اطلب من مدير النظام التحقق من العنوان.
mail_allow_again = استئناف الإرسال إليه
nav_publishing = النشر
nav_screening = التصفية
nav_administration = الإدارة
nav_queue = قائمة الانتظار
nav_flags = البلاغات
nav_appeals = الاعتراضات
nav_edits = التعديلات
nav_dashboard = لوحة المتابعة
nav_articles = المقالات
nav_sections = الأقسام
nav_rules = القواعد
nav_policies = السياسات
nav_filter = المرشّح
nav_bans = الحظر
nav_account = الحساب
role_author = كاتب
role_moderator = مشرف
role_editor = محرّر
role_admin = مدير

## Statuses and times of articles

article_draft = مسودة
article_submitted = قيد المراجعة
article_scheduled = مُجدول
article_published = منشور
article_withdrawn = مسحوب
time_saved = حُفظ
time_due = يُنشر في
time_published = نُشر

## The list of articles

article_new = مقال جديد
articles_all = الكل
articles_find = البحث في المقالات
articles_words = كلمات البحث
articles_author = الكاتب
articles_since = من تاريخ
articles_until = قبل تاريخ
articles_show = عرض
articles_clear = مسح عوامل التصفية
articles_none = لا توجد مقالات هنا.
articles_none_found = لا توجد مقالات تطابق عوامل التصفية.
article_write_first = اكتب مقالاً
choice_all = الكل
comments_waiting = { $count ->
    [zero] لا تعليقات معلّقة
    [one] تعليق واحد معلّق
    [two] تعليقان معلّقان
    [few] { $count } تعليقات معلّقة
    [many] { $count } تعليقًا معلّقًا
   *[other] { $count } تعليق معلّق
}
page_before = الصفحة السابقة
page_after = الصفحة التالية
article_deleted = حُذفت المسودة.

## The editor

article_on_site = على الموقع
field_title = العنوان
field_summary = المقدمة
field_text_hint = تنسيق Markdown: <code dir="ltr">**عريض**</code>، <code dir="ltr">_مائل_</code>، <code dir="ltr">## عنوان فرعي</code>، <code dir="ltr">&gt; اقتباس</code>، <code dir="ltr">[رابط](https://…)</code>
field_tags = الوسوم
field_tags_hint = افصل بينها بفواصل.
field_byline = اسم الكاتب
field_byline_hint = أسماء الكتّاب، تفصل بينها فواصل.
field_path = المسار
field_path_hint = إذا تُرك فارغًا يُنشأ من العنوان. المسار القديم لمقال منشور يقود إلى الجديد.
field_replace_redirect = استخدام هذا المسار مع أن روابط مقال آخر تقود إليه
field_time = وقت النشر ({ $zone })
field_time_hint = من أجل «جدولة»؛ وإلا فهو التاريخ الذي يراه القراء.
field_comments = التعليقات
comments_choice_open = مفتوحة
comments_choice_closed = مغلقة
field_correction = تصحيح
field_correction_hint = ما كان خطأً وما هو الصواب. يراه القراء مع وقته. تصويب خطأ مطبعي لا يحتاج إليه.
field_corrections = التصحيحات السابقة
field_corrections_hint = تصحيح في كلّ سطر، الأقدم أوّلًا. يمكنك إعادة صياغتها أو حذفها هنا، ويبقى الباقي كما هو.
field_updated = إعلام القراء بأن المقال حُدّث
field_note = ملاحظة للزملاء
field_note_hint = ترافق الخطوة التالية، كسبب إعادة المقال مثلاً. لا تُنشر أبدًا.
group_place = التصنيف
group_publication = النشر
group_notes = ملاحظات
toolbar = التنسيق
tool_bold = عريض
tool_italic = مائل
tool_heading = عنوان فرعي
tool_link = رابط
tool_quote = اقتباس
tool_list = قائمة
tool_numbers = قائمة مرقّمة
tool_picture = صورة
preview_title = معاينة
preview_link = معاينة خاصة
preview_link_hint = الصفحة كما سيراها القراء. يعمل عنوانها 7 أيام من دون تسجيل الدخول.
preview_related = مقالات في الموضوع تُختار حسب الوسوم والقسم عند عرض الصفحة
text_length = { $words } · { $minutes }
words_count = { $count ->
    [zero] لا كلمات
    [one] كلمة واحدة
    [two] كلمتان
    [few] { $count } كلمات
    [many] { $count } كلمة
   *[other] { $count } كلمة
}
minutes_to_read = { $count ->
    [zero] أقل من دقيقة للقراءة
    [one] دقيقة واحدة للقراءة
    [two] دقيقتان للقراءة
    [few] { $count } دقائق للقراءة
    [many] { $count } دقيقة للقراءة
   *[other] { $count } دقيقة للقراءة
}
step_save = حفظ
step_save_draft = حفظ كمسودة
step_update = تحديث
step_preview = معاينة
step_submit = إرسال للمراجعة
step_take_back = استرجاع
step_publish = نشر
step_publish_now = النشر الآن
step_publish_again = إعادة النشر
step_schedule = جدولة
step_unschedule = إلغاء الجدولة
step_return = إعادة إلى الكاتب
step_withdraw = سحب
step_delete = حذف المسودة
step_delete_for_good = حذف نهائي
delete_hint = يزول المقال ونسخه عندئذ.
done_saved = تم الحفظ.
done_updated = تم الحفظ. يرى القراء النسخة الجديدة.
done_submitted = أُرسل. يقرر المحرر موعد نشره.
done_published = نُشر. يراه القراء الآن.
done_scheduled = جُدول. سيُنشر في { $time }.
done_returned = عاد مسودةً.
done_withdrawn = سُحب. لم يعد القراء يرونه.
saved_at = حُفظ
saved_by = حفظه { $name }،
more_actions = المزيد
comments_at_desk = الكل في قائمة الانتظار
comment_waits = معلّق

## What is not saved yet, and two who write at once

draft_kept = حُفظت المسودة عند { $time }
draft_saving = جارٍ الحفظ…
draft_unsaved = لم يُحفظ بعد
draft_failed = لم يُحفظ: تعذّر الوصول إلى الخادم. تُعاد المحاولة.
draft_signed_out = لم يُحفظ: انتهت جلستك. سجّل الدخول في علامة تبويب أخرى؛ يبقى النص هنا.
copy_shown = المعروض هو ما كتبته ولم تحفظه،
copy_discard = تجاهله
copy_of_colleague = { $name } يكتب هنا، آخر مرة
copy_look = عرضه
copies_title = غير محفوظ
conflict_saved = حفظ شخص آخر هذا المقال في هذه الأثناء.
conflict_saved_by = حفظ { $name } هذا المقال في هذه الأثناء.
conflict_advice = نصك أدناه ولم يضع. خذ ما تحتاج إليه من النص الآخر؛ إن حفظت الآن حلّ نصك محل الآخر الذي يبقى بين النسخ.
conflict_theirs = ما غيّره الآخر
conflict_yours = كيف يختلف نصك عن الآخر
conflict_their_text = النص الآخر
conflict_take_theirs = تجاهل نصي وأخذ الآخر

## Saved versions

revisions_title = النسخ
revisions_about = كل حفظ يُنشئ نسخة. ما أمكن للقراء رؤيته يبقى دائمًا؛ ومن المسودات تبقى بعد 30 يومًا آخر نسخة من كل يوم.
revision_present = الحالية
revision_number = النسخة { $number }
revision_text = النص الكامل
diff_with = التغييرات منذ النسخة { $number }
diff_first = النسخة الأولى
diff_none = النص هو نفسه.
diff_with_present = مقارنة بالنسخة الحالية
diff_with_before = مقارنة بالنسخة السابقة
restore = استعادة هذه النسخة
restore_hint = يعود العنوان والمقدمة والنص واسم الكاتب والقسم والوسوم إلى ما كانت عليه، في نسخة جديدة. يبقى المسار والحالة والأوقات.

## Sections and tags

nav_tags = الوسوم
tags_none = لا توجد وسوم بعد. يظهر الوسم مع أول مقال له.
tag_new = إضافة وسم
section_new = إضافة قسم
label_add = إضافة
label_added = تمت الإضافة.
label_merged = تم الدمج. عناوينه تقود إلى هنا.
label_meanwhile = أجرى شخص آخر تعديلًا بعد أن فتحت هذه الصفحة. نسختك معروضة أدناه ولم تُحفظ بعد؛ حفظها الآن يستبدل النسخة الأخرى.
label_removed = تم الحذف.
label_merge = دمج
label_merge_into = الدمج مع
label_merge_choose = اختر قسمًا
label_merge_hint = تنتقل إليه كل المقالات، وتقود العناوين القديمة إليه دائمًا. لا يمكن التراجع عن ذلك.
label_merge_section_hint = تنتقل إليه كل المقالات، وتقود العناوين القديمة إليه دائمًا. وما يسري فيه على التعليقات يسري عليها أيضًا. لا يمكن التراجع عن ذلك.
label_remove = حذف
articles_count = { $count ->
    [zero] لا مقالات
    [one] مقال واحد
    [two] مقالان
    [few] { $count } مقالات
    [many] { $count } مقالاً
   *[other] { $count } مقال
}
field_slug = الاسم في العناوين
field_slug_hint = إذا غيّرته يقود العنوان السابق إلى هنا دائمًا. إذا تُرك فارغًا يُنشأ من الاسم.
field_description = الوصف
field_description_hint = تحت الاسم في صفحته.
field_parent = يتبع
field_parent_none = لا شيء: في المستوى الأعلى
field_position = الترتيب
field_position_hint = الأرقام الأصغر أولاً.
label_comments_hint = لكل مقالاته ومقالات الأقسام التي تحته. وحيث يكون الموقع أو قسم أعلى أو مقالة أشد، يسري ذلك.
label_comments_days_hint = بعد النشر. فارغ: بلا حد.

## More options of the editor, the lock and notes

more_options = خيارات أخرى
field_language = لغة النص
field_language_hint = رمز لغة مثل ar أو en أو ⁦pt-BR⁩. إذا تُرك فارغًا: لغة الموقع.
field_password = كلمة مرور للقراء
field_password_hint = من يعرفها يستطيع قراءة المقال. إذا تُركت فارغة فلا يتغير شيء.
field_unprotect = إزالة كلمة المرور: يستطيع الجميع قراءته
field_featured = إبرازه في الصفحة الرئيسية
field_sticky = تثبيته أعلى الصفحة الرئيسية
field_kind = النوع
field_kind_hint = الصفحة بلا تاريخ ولا اسم كاتب، ولا تظهر في أي قائمة.
kind_article = مقال
kind_page = صفحة، مثل «من نحن» أو «اتصل بنا»
field_menu = القائمة التي تقود إلى الصفحة
menu_footer = أسفل كل صفحة
menu_navigation = شريط التنقل في الأعلى
menu_none = لا شيء
field_menu_order = الترتيب في القائمة
field_take_over = الحفظ على أي حال: استلام المقال ممن يكتب فيه الآن ({ $name })
article_locked = { $name } يكتب في هذا المقال الآن. لم يُحفظ شيء؛ استلم المقال أو انتظر.
notes_title = ملاحظات الزملاء
field_remark = إضافة إلى النقاش
field_remark_hint = تبقى بجانب المقال. من تذكره بصيغة ‎@الاسم تصله رسالة بريد.
step_remark = إضافة الملاحظة
done_remark = أُضيفت الملاحظة. ما كتبته في المقال محفوظ مؤقتًا ولم يُحفظ فيه بعد.
note_remove = حذف الملاحظة
fault_note_required = اكتب الملاحظة
fault_language_tag = اكتب رمز لغة مثل ar أو en أو ⁦pt-BR⁩
fault_article_password = اختر كلمة مرور طولها من { $least } إلى { $most } حرفًا
