# What readers get mail about, and what is stored about them: the form, the mails and the pages behind their links.

## The comment form

field_notify = راسلوني بشأن
notify_none = لا شيء
notify_replies = الردود على تعليقي
notify_article = كل تعليق جديد على هذا المقال
notify_hint = قبل الرسالة الأولى نطلب منك تأكيد عنوانك. وفي كل رسالة رابط لإيقافها.
fault_notify = اختر إحدى الإجابات المعروضة

## Mails: the confirmation of a subscription

mail_link_replies = علّق شخص ما، لعله أنت، على «{ $article }» بهذا العنوان وطلب رسائل عن الردود. افتح صفحة هذا الرابط واضغط الزر فيها لتصلك.
mail_link_article = علّق شخص ما، لعله أنت، على «{ $article }» بهذا العنوان وطلب رسائل عن كل تعليق جديد هناك. افتح صفحة هذا الرابط واضغط الزر فيها لتصلك.

## Mails: new comments

mail_news_subject = تعليقات جديدة على «{ $article }»
mail_digest_subject = تعليقات جديدة في { $site }
mail_news_reply = رد على تعليقك على «{ $article }» من { $name }:
mail_news_comment = تعليق على «{ $article }» من { $name }:
mail_news_read = القراءة والرد
mail_news_more = { $count ->
    [zero] لا توجد تعليقات جديدة أخرى.
    [one] هناك تعليق جديد آخر لم يُذكر هنا.
    [two] هناك تعليقان جديدان آخران لم يُذكرا هنا.
    [few] هناك { $count } تعليقات جديدة أخرى لم تُذكر هنا.
    [many] هناك { $count } تعليقًا جديدًا آخر لم تُذكر هنا.
   *[other] هناك { $count } تعليق جديد آخر لم تُذكر هنا.
}
mail_why_follower = تصلك هذه الرسالة لأنك طلبتها عند التعليق وأكّدت هذا العنوان.
mail_preferences = اختر ما تصلك رسائل عنه، أو اطّلع على ما هو مخزَّن عنك وامحُه

## Mails: a correction

mail_correction_subject = تصحيح: «{ $article }»
mail_correction_text = صحّحنا «{ $article }» الذي علّقت عليه:
mail_correction_read = قراءة المقال

## The page behind the link in each mail: what a reader gets mail about

preferences_title = رسائلك وبياناتك
preferences_for = للعنوان { $address }. احتفظ برابط هذه الصفحة لنفسك: فهو لا يحتاج إلى كلمة مرور.
preferences_mail_heading = ما تصلك رسائل عنه
preferences_stopped = لا تصلك أي رسائل منا. اختياراتك محفوظة إن أردت الرسائل من جديد.
preferences_resume = راسلوني من جديد
preferences_stop = إيقاف كل الرسائل
preferences_none = أنت لا تتابع أي مقال ولا تنتظر ردودًا. يمكنك اختيار ذلك أسفل كل مقال عند التعليق.
preferences_waits = طُلب بهذا العنوان ولم يُؤكَّد. اختره هنا إن كنت أنت من طلبه وتريده.
preferences_nothing = لا شيء
preferences_replies = الردود على تعليقاتي
preferences_article = كل تعليق جديد
preferences_frequency = كم مرة
frequency_at_once = رسالة لكل تعليق، فورًا
frequency_hourly = رسالة واحدة في الساعة على الأكثر
frequency_daily = رسالة واحدة في اليوم على الأكثر، صباحًا
preferences_decisions = ما حدث لتعليقاتي: نُشرت أم لا، والإجابات عن طلباتي
preferences_corrections = تصحيحات المقالات التي علّقت عليها
preferences_save = حفظ
preferences_saved = حُفظ اختيارك.
preferences_resumed = ستصلك الرسائل من جديد.
preferences_gone_heading = لا شيء مخزَّن عن هذا العنوان
preferences_gone_text = العنوان الذي كان هذا الرابط له مُحي. ولا تصله أي رسائل.
stop_choose = يمكنك أيضًا اختيار ما تصلك رسائل عنه.

## The page behind the link in each mail: what is stored about a reader

data_heading = ما هو مخزَّن عنك
data_text = كل ما يخص هذا العنوان: تعليقاتك وما تتابعه والرسائل التي أُرسلت.
data_see = عرضه
data_download = تنزيله بصيغة JSON
data_back = العودة إلى رسائلك وبياناتك
data_address = العنوان
data_first_used = أول استعمال هنا
data_confirmed = التأكيد
data_not_confirmed = غير مؤكَّد
data_stopped = الرسائل موقوفة
data_ban = قرار من هيئة التحرير بشأن كل تعليقاتك (حظر أو ثقة)
data_note = ملاحظة من هيئة التحرير عنك
data_yes = نعم
data_no = لا
data_comments = التعليقات
data_comments_none = لا شيء.
data_former = النصوص السابقة وما كتبته للمشرفين
data_network = الشبكة
data_name = الاسم
data_website = الموقع
data_mails = الرسائل

## The page behind the link in each mail: erasing

erase_heading = محو ما هو مخزَّن عنك
erase_text = يمحو هذا العنوان والأسماء والمواقع في تعليقاتك وما تتابعه وقائمة الرسائل. ولا يمكن التراجع عنه.
erase_texts = ما كتبته
erase_texts_of_reader = ما كتبه هذا القارئ
erase_keep = يبقى بلا اسم
erase_remove = يُحذف أيضًا
erase_sure = نعم، امحُه نهائيًا
erase_button = محو
fault_erase_sure = ضع علامة في هذا المربع إن أردت المحو نهائيًا
erased_author = مجهول
erased_heading = تم المحو
erased_text = لم يعد أي شيء مخزَّنًا عن العنوان، ولن تصله رسائل. احتفظ بهذه الصفحة إن أردت إيصالًا؛ فهي لا تحتوي على العنوان.
erased_when = الوقت
erased_comments = التعليقات
erased_kept = { $count ->
    [zero] لا شيء
    [one] تعليق واحد بقي بلا اسم
    [two] تعليقان بقيا بلا اسم
    [few] { $count } تعليقات بقيت بلا اسم
    [many] { $count } تعليقًا بقيت بلا اسم
   *[other] { $count } تعليق بقيت بلا اسم
}
erased_removed = { $count ->
    [zero] لا شيء
    [one] تعليق واحد حُذف
    [two] تعليقان حُذفا
    [few] { $count } تعليقات حُذفت
    [many] { $count } تعليقًا حُذفت
   *[other] { $count } تعليق حُذفت
}

## The private page of a comment: deleting it

delete_own_heading = حذف هذا التعليق
delete_own_text = يختفي النص واسمك فورًا. وتبقى الردود عليه. ولا يمكن التراجع عن ذلك هنا.
delete_own_sure = نعم، احذفه
delete_own_button = حذف

## The desk: a reader's rights

reader_data_heading = طلب صاحب البيانات
reader_data_text = ما هو مخزَّن عن هذا العنوان، أو محوه، بطلب من صاحبه. وكلاهما يُسجَّل.
reader_data_export = تنزيل بصيغة JSON
log_erase_reader = محا { $who } بيانات قارئ

## What is stored: the page that says it

privacy_title = ما نخزّنه عن القرّاء
privacy_link = الخصوصية
privacy_lead = تُعدّ هذه الصفحة من الإعدادات السارية في هذا الموقع.
privacy_why = لماذا
privacy_how_long = المدة
privacy_who = من يطّلع عليه
privacy_comment = تعليقك واسمك وموقعك
privacy_comment_why = لنشره، ولاتخاذ القرار بشأن ذلك.
privacy_comment_long = حتى تحذفه أنت أو هيئة التحرير. وإن لم يُنشر يُزال نصه بعد القرار (المهلة: { $days }).
privacy_comment_who = الجميع بعد نشره، وقبل ذلك هيئة التحرير.
privacy_address = عنوان بريدك الإلكتروني
privacy_address_why = لإرسال الرسائل التي طلبتها، ولمعرفة أي التعليقات لك.
privacy_address_long = ما دام هناك تعليق يخصه، أو حتى تمحوه.
privacy_address_who = يُخزَّن مشفَّرًا ولا يُنشر أبدًا. يرى المشرفون حروفه الأولى. ويمكن لمحرر الاطلاع عليه، ويُسجَّل ذلك.
privacy_follow = ما تريد رسائل عنه، وقائمة الرسائل المرسلة دون نصوصها
privacy_follow_why = لإرسال كل رسالة مرة واحدة.
privacy_follow_long = ما دام العنوان مخزَّنًا. وما لا تؤكّده: { $days }.
privacy_follow_who = أنت، عبر الرابط في كل رسالة. ويرى المديرون القائمة دون عناوين.
privacy_network = بداية عنوانك على الشبكة، ورمز يُصنع منه كله
privacy_network_why = لملاحظة موجات الرسائل المزعجة.
privacy_network_long = البداية: { $days }. الرمز: { $code }.
privacy_network_who = ترى هيئة التحرير البداية. ولا أحد يرى الرمز.
privacy_cookie = ملف ارتباط في متصفحك
privacy_cookie_why = لمعرفة أنك أكّدت عنوانك في هذا المتصفح. لا يُحفظ إلا عند ضغطك ذلك الزر؛ وليس للقرّاء أي ملف ارتباط آخر.
privacy_cookie_long = { $days }، أو حتى تطلب نسيان هذا المتصفح في الصفحة الخاصة بتعليق.
privacy_cookie_who = هذا الموقع فقط.
privacy_akismet = فحص بخدمة Akismet
privacy_akismet_why = للتعرّف على الرسائل المزعجة. تتلقى الخدمة تعليقك مع: { $fields }.
privacy_akismet_long = وفق ما تعلنه الخدمة.
privacy_akismet_who = Akismet (Automattic).
privacy_nothing_else = لا تطلب الصفحات شيئًا من مواقع أخرى إلا إذا عرض مقال شيئًا منها، ولا يحتوي سجل البرنامج على عناوين.
privacy_rights = الاطلاع والأخذ والتغيير والمحو
privacy_rights_text = في كل رسالة تصلك رابط إلى صفحة تعرض كل ما هو مخزَّن عن عنوانك وتعطيك إياه في ملف وتمحوه. وفي الصفحة الخاصة بالتعليق، التي وصلت إليها عندما حُجز، يمكنك تغييره وحذفه. وتفعل هيئة التحرير ذلك أيضًا عند الطلب.
privacy_comment_kept = حتى تحذفه أنت أو هيئة التحرير.

## The comment form: consent

fault_consent = ضع علامة في المربع إن كنت موافقًا؛ فبدون ذلك لا يمكن تخزين التعليق
privacy_consent = موافقتك
privacy_consent_why = لإثبات أنك وافقت عند نشر التعليق. العبارة بجانب المربع: «{ $words }» (الإصدار: { $version }). يُحفظ الإصدار ووقت الموافقة.
privacy_consent_long = ما دام التعليق محفوظًا.
privacy_consent_who = أنت، عبر الرابط إلى بياناتك، وهيئة التحرير.
data_consent = الموافقة

## Asking for the link to one's data

data_ask_heading = بياناتك
data_ask_text = اكتب عنوان بريدك الإلكتروني. إذا كان شيء محفوظًا عنه فستصلك رسالة فيها رابط إلى صفحة تعرض كل شيء، وتعطيك إياه في ملف، وتمحوه.
data_ask_address = عنوان البريد الإلكتروني
data_ask_button = طلب الرابط
data_asked_heading = انظر في بريدك
data_asked_text = إذا كان شيء محفوظًا عن هذا العنوان فالرسالة التي فيها الرابط في طريقها إليك. لا تصل مثل هذه الرسالة أكثر من مرة في اليوم. وإن لم تصل رسالة، فلا شيء محفوظ، أو استُعملت كتابة أخرى للعنوان (مثلًا بعلامة زائد أو بنقاط).
data_asked_back = العودة إلى صفحة الخصوصية
data_ask_link = طلب الرابط إلى بياناتك
