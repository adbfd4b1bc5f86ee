# مكتبة الصور، والصور في المحرر.

## المكتبة

nav_media = الصور
media_search = البحث في الصور
media_parts = أقسام المكتبة
media_words = كلمات في الوصف أو التعليق أو المصدر أو اسم الملف
media_search_long = ابحث عن نص لا يتجاوز { $limit } بايت
media_all = الكل
media_mine = صورك
media_unused = غير مستخدمة
media_undescribed = بلا وصف
media_upload = رفع صور
media_upload_button = رفع
media_uploading = جارٍ الرفع…
media_upload_first = ارفع الصورة الأولى
media_upload_faults = لم تُرفع بعض الملفات
media_choose = اختر صورة
media_files = الملفات
media_files_hint = ملفات JPEG أو PNG أو WebP أو GIF، بحد أقصى للعدد { $files } ولحجم كل ملف { $limit } ميغابايت. ويُحذف ما تضيفه آلة التصوير، مثل المكان.
media_for_all = إذا اخترت عدة ملفات فهذه الكلمات لها جميعًا.
media_alt = الوصف
media_alt_hint = ما تُظهره الصورة، لمن لا يستطيع رؤيتها.
media_caption = التعليق
media_credit = المصدر
media_credit_hint = من التقطها أو من يملكها.
media_none = لا توجد صور بعد.
media_none_found = لا توجد صور مطابقة.
media_show_all = عرض الكل
media_not_described = بلا وصف
media_not_used = غير مستخدمة
media_used = { $count ->
    [zero] غير مستخدمة
    [one] مستخدمة مرة واحدة
    [two] مستخدمة مرتين
    [few] مستخدمة { $count } مرات
    [many] مستخدمة { $count } مرة
   *[other] مستخدمة { $count } مرة
}
media_newest = الأحدث
media_number = رقم { $number }
media_file_added = رُفع
media_file_present = كان في المكتبة من قبل
media_done_added = { $count ->
    [zero] لم تُرفع أي صورة.
    [one] رُفعت الصورة.
    [two] رُفعت صورتان.
    [few] رُفعت { $count } صور.
    [many] رُفعت { $count } صورة.
   *[other] رُفعت { $count } صورة.
}
media_done_present = كان هذا الملف في المكتبة من قبل ويحتفظ بوصفه.
media_done_first_frame = رُفعت الصورة. كانت متحركة، واحتُفظ بأول لقطة منها.
media_done_removed = حُذفت الصورة.

## صورة واحدة

media_sizes = الأحجام
media_kilobytes = { $count } كيلوبايت
media_markdown = صيغة ماركداون للمقالات
media_markdown_hint = إذا انفردت في فقرة صارت شكلًا مع تعليق ومصدر.
media_focus = ما يجب أن يبقى ظاهرًا
media_focus_hint = تقتطع القوائم الصورة حول هذا الجزء.
media_upper_left = أعلى اليسار
media_upper_middle = أعلى الوسط
media_upper_right = أعلى اليمين
media_middle_left = اليسار
media_middle = الوسط
media_middle_right = اليمين
media_lower_left = أسفل اليسار
media_lower_middle = أسفل الوسط
media_lower_right = أسفل اليمين
media_not_yours = لا يغيّرها إلا من رفعها والمحررون.
media_uses = مستخدمة في
media_no_uses = لا يستخدم أي مقال هذه الصورة.
media_use_lead = الصورة الرئيسية
media_use_body = في النص
media_remove = حذف الصورة
media_remove_hint = تزول ملفاتها عندئذ، ولا رجعة في ذلك.
media_remove_used = يمكن حذفها عندما لا يستخدمها أي مقال.

## الصور والتعليقات في المحرر

lead_title = الصورة الرئيسية
lead_none = بلا صورة
lead_other = صورة أخرى من المكتبة
lead_other_hint = رقمها أو مسارها.
lead_library = افتح المكتبة
lead_words_hint = إذا تُرك فارغًا: ما تقوله المكتبة.
lead_decorates = للزينة فقط ولا تحتاج إلى وصف
lead_file = رفع صورة رئيسية جديدة
lead_file_hint = JPEG أو PNG أو WebP أو GIF. تُرفع مع أي خطوة، ومعها الكلمات أعلاه.
lead_upload = ارفعها صورة رئيسية
text_pictures = صور للنص
text_pictures_hint = تُضاف صيغتها في آخر النص، ومن هناك يمكنك نقلها. والصورة المنفردة في فقرتها تصير شكلًا.
text_upload = ارفع وأضف إلى النص
done_picture = الصور في آخر النص. ما كتبته محفوظ مؤقتًا ولم يُحفظ بعد في المقال.
done_lead_picture = رُفعت الصورة واختيرت. ما كتبته محفوظ مؤقتًا ولم يُحفظ بعد في المقال.
media_file_fault = { $name }: { $fault }
fault_lead_alt = صِف الصورة الرئيسية (alt) لمن لا يستطيع رؤيتها، أو اذكر أنها للزينة فقط
fault_lead_unknown = لا توجد صورة كهذه؛ ارفعها أولًا ثم اكتب رقمها أو مسارها
fault_lead_path = اكتب رقم صورة أو مسارها الذي يبدأ بـ ‎⁦/media/⁩
field_comments_days = الأيام حتى إغلاق التعليقات
field_comments_days_hint = بعد النشر. إذا تُرك فارغًا: لا حدّ خاص بهذا المقال.
field_comments_message = رسالة عند إغلاق التعليقات
field_comments_message_hint = تظهر للقراء مكان النموذج.
field_guidelines = رسالة فوق نموذج التعليق
field_guidelines_hint = لهذا المقال، بصيغة ماركداون.

## صفحات مثل «من نحن»

nav_pages = الصفحات
page_new = صفحة جديدة
pages_find = البحث في الصفحات
pages_none = لا توجد صفحات هنا، مثل «من نحن» أو «اتصل بنا».
pages_none_found = لا توجد صفحات تطابق هذه المرشحات.
