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
setting_links = روابط الشبكات الاجتماعية
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

## People

people_author = كاتب
people_moderator = مشرف
people_editor = محرر
people_admin = مدير
people_heading = الأشخاص
people_invite = دعوة شخص
people_invite_text = يتلقى الشخص رسالة فيها رابط صالح مرة واحدة ولمدة أسبوع، ويختار كلمة مرور لن تعرفها أبدًا.
people_send = إرسال الدعوة
people_more = المزيد
people_disabled = معطّل
people_signed_in = آخر دخول: { $time }
people_never = لم يدخل قط
people_sessions = { $count ->
    [zero] لا جلسات
    [one] جلسة واحدة
    [two] جلستان
    [few] { $count } جلسات
    [many] { $count } جلسة
   *[other] { $count } جلسة
}
people_invitations = الدعوات
people_expires = الرابط صالح حتى { $time }.
people_expired = انتهت صلاحية الرابط في { $time }.
people_resend = إعادة الإرسال
people_revoke = إلغاء
people_wait = أُرسلت آخر رسالة قبل قليل. انتظر { $wait } قبل إرسال أخرى.
people_done_invited = الدعوة في الطريق.
people_done_sent = رابط جديد في الطريق، ولم يعد الرابط السابق صالحًا.
people_done_revoked = أُلغيت الدعوة.
person_email = البريد الإلكتروني
person_name = الاسم
person_name_hint = يظهر بجانب القرارات وتحت المقالات.
person_role = الدور
person_role_hint = يشمل كل دور صلاحيات الأدوار السابقة، ويسري من الطلب التالي.
person_account = الحساب
person_created = الحساب منذ { $time }
person_save = حفظ
person_sections = الأقسام
person_sections_hint = يتلقى مشرفو القسم الرسائل عمّا هو محجوز فيه.
person_save_sections = حفظ الأقسام
person_access = الدخول
person_end_sessions = إنهاء كل الجلسات
person_disable = تعطيل الحساب
person_disable_text = لا يمكن الدخول بحساب معطّل. تنتهي جلساته ورموزه نهائيًا، وتبقى قراراته ومقالاته.
person_enable = تفعيل الحساب
person_enable_text = سيمكن الدخول بالحساب من جديد بكلمة مروره.
person_own = هذا حسابك: يمكن لمدير آخر تعطيله.
person_log = سجل هذا الشخص
person_done_saved = تم الحفظ.
person_done_sections = حُفظت الأقسام.
person_done_ended = انتهت كل الجلسات.
person_done_disabled = عُطّل الحساب وانتهت جلساته ورموزه.
person_done_enabled = فُعّل الحساب.
fault_has_account = يوجد حساب بهذا العنوان بالفعل
fault_invited = لهذا العنوان دعوة بالفعل؛ أعد إرسالها

## Links to an account: an invitation, and a new password

forgot_link = هل نسيت كلمة المرور؟
forgot_heading = طلب كلمة مرور جديدة
forgot_text = أدخل العنوان الذي تدخل به، وستصلك رسالة فيها رابط.
forgot_send = إرسال الرابط
forgot_sent = إذا كان هناك حساب بهذا العنوان فرسالة فيها رابط في الطريق. الرابط صالح لمدة ساعة.
forgot_wait = لم يصل شيء بعد دقائق؟ ابحث في البريد غير المرغوب فيه. يمكن طلب رابط آخر بعد 15 دقيقة.
forgot_back = العودة إلى تسجيل الدخول
new_password_heading = اختيار كلمة مرور جديدة
new_password_text = للحساب { $email }. ستنتهي كل جلساته.
new_password_label = كلمة المرور
new_password_hint = 12 حرفًا أو أكثر؛ أربع كلمات عشوائية خيار جيد.
new_password_save = حفظ وتسجيل الدخول
invited_heading = مرحبًا بك في { $site }
invited_text = أنت مدعو. دورك: { $role }. اختر كلمة مرور لتدخل.
invited_email_hint = تدخل به، ويُحفظ مشفّرًا.
invited_accept = قبول وتسجيل الدخول
link_ended_heading = لم يعد هذا الرابط صالحًا
link_ended_invitation = استُخدم أو انتهت صلاحيته أو حلّ محله رابط أحدث. اطلب رابطًا آخر ممن دعاك.
link_ended_password = استُخدم أو انتهت صلاحيته أو حلّ محله رابط أحدث.
mail_invitation_subject = دعوة إلى { $site }
mail_invitation_text = مرحبًا { $name }، أنت مدعو للعمل في { $site }. دورك: { $role }. اختر كلمة مرور عبر هذا الرابط:
mail_invitation_button = قبول الدعوة
mail_invitation_until = يعمل الرابط مرة واحدة حتى { $time }.
mail_invitation_ignore = إذا كنت لا تعرف ما هذا فلا حاجة إلى فعل أي شيء.
mail_reset_subject = كلمة مرور جديدة لـ{ $site }
mail_reset_text = طُلبت كلمة مرور جديدة لحسابك في { $site }. اخترها عبر هذا الرابط:
mail_reset_button = اختيار كلمة مرور جديدة
mail_reset_once = يعمل الرابط مرة واحدة ولمدة ساعة، وعندها تنتهي كل جلسات الحساب.
mail_reset_ignore = إذا لم تكن أنت من طلبها فلا حاجة إلى فعل أي شيء: كلمة مرورك لا تتغيّر.

## The log

log_heading = السجل
log_intro = من فعل ماذا ومتى، الأحدث أولًا. لا يمكن لأحد تغيير سطر دون أن يُكتشف.
log_api = البيانات نفسها بصيغة JSON
log_person = الشخص
log_kind = النوع
log_any = الكل
log_object = رقم تعليق
log_since = من
log_until = قبل
log_time_hint = 2026-11-22 أو 2026-11-22 09:30
log_filter = تصفية
log_clear = مسح
log_empty = لا شيء مطابق في السجل.
log_older = الأقدم
log_site = الموقع
log_gone = شخص ما
log_comments = التعليقات
log_articles = المقالات
log_screening = القواعد والسياسات والحظر
log_people = الحسابات وتسجيلات الدخول
log_settings = الإعدادات والبيانات
log_comment_number = التعليق { $number }
log_article_number = المقال { $number }
log_account_number = الحساب { $number }
log_batch_number = الدفعة { $number }
log_rule_number = القاعدة { $number }
log_approve = وافق { $who } على تعليق
log_reject = رفض { $who } تعليقًا
log_spam = صنّف { $who } تعليقًا كرسالة مزعجة
log_delete = حذف { $who } تعليقًا
log_hold = احتجز { $who } تعليقًا
log_edit = عدّل { $who } تعليقًا
log_undo = تراجع { $who } عن قرار
log_revise = قبل { $who } تعديل صاحب التعليق
log_pin = ثبّت { $who } تعليقًا
log_unpin = ألغى { $who } تثبيت تعليق
log_feature = أبرز { $who } تعليقًا
log_unfeature = ألغى { $who } إبراز تعليق
log_note = ترك { $who } ملاحظة
log_uphold_flags = أيّد { $who } بلاغات
log_dismiss_flags = ردّ { $who } بلاغات
log_appeal = اعترض { $who } على قرار
log_uphold_appeal = قبل { $who } اعتراضًا
log_dismiss_appeal = ردّ { $who } اعتراضًا
log_refuse_revision = رفض { $who } تعديل صاحب التعليق
log_reopen = تراجع { $who } عن ردّ
log_ban = فرض { $who } حظرًا
log_unban = رفع { $who } حظرًا
log_rule = غيّر { $who } قاعدة
log_policy = حدّد { $who } سياسة
log_surge_begins = فعّل { $who } حماية الازدحام
log_surge_ends = أنهى { $who } حماية الازدحام
log_batch = بدأ { $who } دفعة
log_reader_note = غيّر { $who } الملاحظة عن قارئ
log_sign_in = سجّل { $who } الدخول
log_sign_in_failed = لم ينجح { $who } في تسجيل الدخول
log_sign_out = أنهى { $who } جلسة
log_account = أنشأ { $who } حسابًا أو غيّره
log_password = غيّر { $who } كلمة مرور
log_token_made = أنشأ { $who } رمزًا
log_token_revoked = ألغى { $who } رمزًا
log_reveal_address = اطّلع { $who } على عنوان قارئ
log_export = صدّر { $who } بيانات
log_setting = غيّر { $who } إعدادًا
log_invite = دعا { $who } شخصًا
log_revoke_invitation = ألغى { $who } دعوة
log_request_password = طلب { $who } رابطًا لكلمة مرور جديدة
log_submit_article = قدّم { $who } مقالًا للمراجعة
log_return_article = أعاد { $who } مقالًا إلى مسودة
log_schedule_article = جدول { $who } مقالًا
log_publish_article = نشر { $who } مقالًا
log_withdraw_article = سحب { $who } مقالًا
log_delete_article = حذف { $who } مقالًا
log_change_article = غيّر { $who } مقالًا منشورًا
log_other = { $who }: { $act }
log_section = غيّر { $who } قسمًا
log_tag = غيّر { $who } وسمًا
