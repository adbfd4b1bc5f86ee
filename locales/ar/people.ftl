# Settings, people, the log, and the mails about accounts.

## Settings at run time

settings_heading = الإعدادات
settings_intro = تسري التغييرات فورًا دون إعادة التشغيل. يبيّن كل إعداد مصدر قيمته، والقيمة المحددة هنا تتقدّم على ملف الإعدادات.
settings_publication = المطبوعة
settings_appearance = المظهر والتذييل
settings_articles = المقالات
settings_comments = التعليقات
settings_moderation = الإشراف
settings_reasons = أسباب الرفض
settings_reasons_hint = الجملة التي يقرؤها أصحاب التعليقات المرفوضة. إذا تُركت فارغة استُخدمت جملة البرنامج بلغة الصفحة أو الرسالة.
settings_policies = تحدد السياسات أي التعليقات تُنشر فورًا.
settings_save = حفظ الإعدادات
settings_saved = تم الحفظ، والتغييرات سارية الآن.
settings_reset = إعادة الضبط
settings_meanwhile = غيّر شخص آخر الإعدادات أثناء كتابتك. القيم التي أدخلتها موجودة أدناه: راجعها ثم احفظ مرة أخرى.
setting_from_default = القيمة الافتراضية
setting_from_file = من { $file }
setting_from_desk = محدد هنا
setting_pinned = محدد بواسطة { $place }، وهو يتقدّم على هذه الصفحة
setting_name = الاسم
setting_name_hint = في رأس كل صفحة وفي الخلاصات والرسائل.
setting_tagline = الشعار
setting_tagline_hint = سطر واحد تحت الاسم، ويمكن تركه فارغًا.
setting_site_language = اللغة
setting_site_language_hint = رمز مثل en أو de أو pt-BR، للكلمات والتواريخ وتقطيع الكلمات.
setting_zone = المنطقة الزمنية
setting_zone_hint = اسم مثل Asia/Riyadh أو UTC.
setting_colour = لون التمييز
setting_colour_hint = علامة # وستة أرقام، مثل #1a4b8c، وإذا تُرك فارغًا فأحمر داكن. يُفحص التباين، وتُستخدم درجة أفتح في الصفحات الداكنة.
setting_links = تابعونا
setting_links_hint = رابط في كل سطر: النص ثم مسافة ثم العنوان. مثال: Mastodon https://social.example/@news
setting_copyright = سطر حقوق النشر
setting_copyright_hint = في أسفل كل صفحة، ويمكن تركه فارغًا.
setting_paths = الروابط الدائمة
setting_paths_hint = مسارات المقالات الجديدة من { "{" }year{ "}" } و{ "{" }month{ "}" } و{ "{" }day{ "}" } و{ "{" }section{ "}" } و{ "{" }slug{ "}" } وهو إلزامي. تحتفظ المقالات المنشورة بمساراتها.
setting_per_page = عدد المقالات في الصفحة
setting_per_page_hint = في الصفحة الرئيسية وصفحات الأقسام والوسوم.
setting_open_days = أيام فتح التعليقات
setting_open_days_hint = بعد النشر، وإذا تُرك فارغًا فإلى أن يُغلق المقال.
setting_guidelines = إرشادات للمعلّقين
setting_guidelines_hint = تظهر فوق استمارة التعليق، بصيغة Markdown. ويمكن أن يكون للمقال إرشاداته.
setting_interval = الثواني بين تعليقين
setting_interval_hint = أقل مدة بين تعليقين للقارئ نفسه، و0 يوقفها.
setting_edit_window = الثواني المتاحة للتعديل
setting_edit_window_hint = المدة التي يمكن للقارئ خلالها تعديل تعليقه، و0 يوقفها.
setting_figures = نشر أرقام عن الإشراف
setting_figures_hint = مجاميع شهرية في /transparency دون بيانات شخصية.
setting_undo = ثواني التراجع
setting_undo_hint = مدة انتظار الرسائل المتعلقة بالقرار ليمكن التراجع عنه، و0 يوقفها.
setting_target = الدقائق حتى التذكير
setting_target_hint = إذا انتظر أقدم تعليق في القسم مدة أطول وصلت رسالة إلى مشرفيه، و0 يوقفها.

## What is wrong with a setting

setting_title = اكتب اسم المطبوعة
setting_line = اكتب سطرًا واحدًا من 300 حرف على الأكثر
setting_long = اختصر النص إلى 10000 حرف دون أحرف تحكم
setting_language = اكتب رمز لغة مثل en أو de أو pt-BR
setting_timezone = اكتب اسم منطقة زمنية مثل Asia/Riyadh أو UTC
setting_social = اكتب كل رابط في سطر مستقل: النص ثم مسافة ثم عنوان يبدأ بـ https://
setting_accent = اكتب # وستة أرقام مثل #1a4b8c
setting_contrast = يصعب قراءة النص الصغير بهذا اللون: اختر لونًا أغمق مثل { $colour }
setting_permalink = اكتب نمطًا مثل /{ "{" }year{ "}" }/{ "{" }month{ "}" }/{ "{" }slug{ "}" } لا يستخدمه البرنامج نفسه
setting_number = اكتب عددًا صحيحًا من { $least } إلى { $most }
