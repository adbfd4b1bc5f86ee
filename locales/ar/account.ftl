# تسجيل الدخول والخروج، والحساب الأول، والحساب الشخصي، وصفحات غرفة الأخبار غير الموجودة.

## Signing in and out

sign_in = تسجيل الدخول
signing_in = جارٍ تسجيل الدخول…
signed_out_title = تم تسجيل الخروج
signed_out_heading = سجّلت خروجك
signed_out_text = لم يعد لهذا المتصفح وصول إلى غرفة الأخبار.
signed_out_next = <a href="/desk/login">سجّل الدخول من جديد</a> أو انتقل <a href="/">إلى الصفحة الرئيسية</a>.
signed_out_kept = انتهت جلستك، فلم يُحفظ شيء. سجّل الدخول، ثم يمكنك إرسال ما كتبته.
signed_in_heading = سجّلت دخولك
signed_in_kept = لم يُنفَّذ ما أرسلته من قبل. راجعه وأرسله مجددًا.
fault_credentials = عنوان البريد الإلكتروني أو كلمة المرور غير صحيح. تحقق من كليهما وحاول مجددًا.
fault_password_wait = كانت عدة كلمات مرور خاطئة. انتظر قبل المحاولة مجددًا: { $wait }.
fault_csrf = لم تُرسل الاستمارة من صفحة في هذا الموقع، أو كانت تلك الصفحة قديمة. أعد تحميل الصفحة.

## The first account

setup_heading = إعداد { $site }
setup_text = أنشئ حساب المدير. الرابط صالح مرة واحدة.
setup_name_hint = يظهر بجانب قراراتك وتحت مقالاتك.
setup_busy = جارٍ الإعداد…
setup_create = إنشاء الحساب

## One’s own account

account_new_token = رمزك الجديد.
account_copy_token = انسخه الآن: لا تُخزَّن سوى بصمته ولا يمكن عرضه مرة أخرى.
account_sessions = أين سجّلت دخولك
account_this_browser = هذا المتصفح
account_seen = منذ { $since }، آخر نشاط { $seen }
browser_on = { $browser } على { $system }
browser_unknown = متصفح غير معروف
account_tokens = رموز واجهة البرمجة
account_no_tokens = ليس لديك رموز.
account_made = أُنشئ في { $time }
account_ends = ينتهي في { $time }
account_used = آخر استخدام { $time }
account_never_used = لم يُستخدم قط
account_token_new = رمز جديد
account_token_name_hint = لتتعرّف عليه لاحقًا: «سكربت النسخ الاحتياطي».
account_token_unnamed = سطر الأوامر
account_token_may = يمكنه
scope_read = قراءة ما يحق لك قراءته
scope_moderate = اتخاذ القرارات بشأن التعليقات
scope_publish = كتابة المقالات ونشرها
scope_admin = إدارة الحسابات والرموز والإعدادات
account_token_days = مدة الصلاحية
account_creating = جارٍ الإنشاء…
account_token_create = إنشاء الرمز
account_language = اللغة
account_language_of = لغة غرفة الأخبار والرسائل إليك
account_language_site = لغة الموقع ({ $language })
account_language_save = حفظ اللغة
account_password_current = كلمة المرور الحالية
account_password_new = كلمة المرور الجديدة
account_password_hint = 12 حرفًا أو أكثر. تُنهى الجلسات في كل المتصفحات الأخرى.
account_password_change = تغيير كلمة المرور
account_done_password = غُيّرت كلمة مرورك وأُنهيت الجلسات في كل المتصفحات الأخرى. تبقى رموز واجهة البرمجة صالحة: ألغِ أدناه ما قد يعرفه شخص آخر منها.
account_done_language = حُفظت لغتك. غرفة الأخبار والرسائل إليك بها من الآن فصاعدًا.
account_done_session = أُنهيت الجلسة في ذلك المتصفح.
account_done_token = أُلغي الرمز.
account_done_mail = عادت الرسائل تُرسل إلى ذلك العنوان. إذا ظل الخادم يرفضها فستُظهر هذه الصفحة ذلك.

## A page that does not exist

desk_404_advice = ربما أُزيلت، أو في العنوان خطأ.
to_your_articles = إلى مقالاتك
to_the_comments = إلى التعليقات
again_value = القيمة
again_condition = الشرط
again_list = القائمة
again_article = المقال
again_domain = النطاق
again_note = ملاحظة
again_held = المحجوز من كل ألف
again_spam = المزعج من كل ألف
again_time = وقت النشر
again_entry = ما أدخلته في «{ $name }»
again_password = كلمة المرور (لم تُحفظ: أدخلها من جديد)
