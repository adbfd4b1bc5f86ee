# What is wrong with a form that a reader sent, and what to do about it. One sentence each, without a full
# stop where it stands beside a field.

## Fields of the comment form

fault_comment_required = اكتب تعليقك
fault_comment_long = اختصر تعليقك: الحد الأقصى لعدد الأحرف { $limit }، وعددها الآن { $length }
fault_name_required = أدخل اسمك
fault_name_long = اختصر اسمك: الحد الأقصى لعدد الأحرف { $limit }، وعددها الآن { $length }
fault_website = أدخل عنوان موقع مثل ⁦https://example.com⁩ أو اترك هذا الحقل فارغًا
fault_website_long = اختصر عنوان الموقع: الحد الأقصى لعدد الأحرف { $limit }، وعددها الآن { $length }
fault_email_required = أدخل بريدك الإلكتروني
fault_email = أدخل بريدًا إلكترونيًا مثل ⁦name@example.com⁩
fault_email_international = لا يرسل خادم البريد في هذا الموقع إلى عناوين فيها حروف كهذه قبل علامة @. أدخل عنوانًا آخر
fault_email_long = أدخل بريدًا إلكترونيًا لا يزيد عدد أحرفه على { $limit }
fault_email_local_long = أدخل بريدًا إلكترونيًا لا يزيد عدد الأحرف قبل العلامة @ فيه على { $limit }
fault_parent = ردّ على تعليق موجود في الصفحة، أو ابدأ نقاشًا جديدًا
fault_one_line = اكتب هذا في سطر واحد، من دون فواصل أسطر
fault_invisible_in_line = أزل الحرف غير المرئي { $code } من السطر { $line }؛ قد يفيد أن تكتب النصّ بدلًا من لصقه
fault_invisible_at = أزل الحرف غير المرئي { $code } من الموضع { $place }؛ قد يفيد أن تكتب النصّ بدلًا من لصقه
fault_marks = أزل بعض العلامات فوق الحروف وتحتها في السطر { $line }؛ يمكن أن يحمل الحرف الواحد { $most } منها
fault_invisible_reference = أزل الرمز الذي يمثّل الحرف غير المرئي { $code }، مثل { $reference }

## The form as a whole

fault_stale_form = بقيت هذه الاستمارة مفتوحة مدة أطول من اللازم. لا يزال نصّك هنا: راجعه وأرسله مجددًا.
fault_wait = أُرسل قبل لحظات تعليق منك أو من شبكتك. يمكنك إرسال هذا التعليق بعد انقضاء مدة الانتظار: { $wait }.
fault_too_many = طلبات كثيرة جدًا. يمكنك المحاولة مجددًا بعد انقضاء مدة الانتظار: { $wait }.

## Changes, appeals and reports

fault_same_text = النصّ مطابق لما كان عليه
fault_edit_too_late = انتهت مهلة تعديل تعليقك
fault_edit_decided = صدر قرار بشأن تعليقك ولم يعد تعديله ممكنًا
fault_edit_stale = عُدّل تعليقك أو صدر قرار بشأنه في هذه الأثناء. راجع النسخة الحالية.
fault_flag_reason = اختر ما المشكلة في التعليق
fault_appeal_required = اكتب لماذا القرار خاطئ
fault_long = اختصر هذا إلى { $limit } حرف؛ طوله الآن { $length }
fault_appealed = سبق أن قدّمت اعتراضًا؛ لا يمكن تقديم أكثر من اعتراض واحد
fault_not_rejected = لم يُرفض هذا التعليق، فلا داعي إلى الاعتراض
fault_link_used = استُخدم هذا الرابط من قبل. اطلب رابطًا جديدًا من الصفحة الخاصة.
fault_link_expired = انتهت صلاحية هذا الرابط. اطلب رابطًا جديدًا من الصفحة الخاصة.
fault_closed = باب التعليقات على هذا المقال مغلق
fault_protected = أدخل كلمة مرور المقال أولًا
fault_wrong_password = كلمة المرور غير صحيحة
fault_parent_gone = لم يعد التعليق الذي تردّ عليه موجودًا في الصفحة؛ ابدأ نقاشًا جديدًا، أو ردّ على تعليق آخر
fault_duplicate = سبق أن أرسلت هذا التعليق؛ لا حاجة إلى إرساله مجددًا

## Pictures

fault_picture_empty = اختر صورة؛ هذا الملف فارغ
fault_picture_format = ملفات { $format } غير مقبولة؛ احفظ الصورة بصيغة JPEG أو PNG أو WebP أو GIF
fault_picture_unknown = هذا الملف ليس صورة؛ اختر ملفًا بصيغة JPEG أو PNG أو WebP أو GIF
fault_picture_large = اختر ملفًا لا يتجاوز { $limit } ميغابايت
fault_picture_pixels = صغّر الصورة إلى { $limit } ميغابكسل؛ فيها الآن { $pixels }
fault_picture_incomplete = الملف غير مكتمل؛ ارفعه من جديد أو احفظ الصورة مرة أخرى
fault_picture_damaged = الملف تالف؛ افتح الصورة في برنامج آخر واحفظها من جديد
fault_picture_metadata = يحتوي الملف إلى جانب الصورة على أكثر من 1 ميغابايت من النصوص أو البيانات الأخرى؛ احفظه من جديد دون بيانات وصفية
fault_picture_slow = تستغرق معالجة الصورة وقتًا طويلًا؛ صغّرها واحفظها من جديد
fault_picture_used = { $count ->
    [zero] لا تستخدم أي مقالة هذه الصورة.
    [one] تستخدم مقالة واحدة هذه الصورة؛ أزلها منها أولًا.
    [two] تستخدم مقالتان هذه الصورة؛ أزلها منهما أولًا.
    [few] تستخدم { $count } مقالات هذه الصورة؛ أزلها منها أولًا.
    [many] تستخدم { $count } مقالة هذه الصورة؛ أزلها منها أولًا.
   *[other] تستخدم { $count } مقالة هذه الصورة؛ أزلها منها أولًا.
}

## Any request

fault_invalid = بعض الحقول غير صالحة.
fault_unauthenticated = سجّل الدخول، أو أرسل رمز وصول صالحًا.
fault_not_found = لا شيء هنا.
fault_unavailable = لا يستطيع الموقع معالجة هذا الطلب حاليًا. لم يتغيّر شيء؛ حاول مجددًا بعد قليل.
fault_internal = حدث خطأ من جانبنا.
fault_malformed = تعذّرت قراءة الطلب.
fault_method = هذا العنوان لا يدعم هذه الطريقة.
fault_timeout = استغرق وصول الطلب وقتًا أطول من اللازم.
fault_too_large = حجم البيانات المرسلة أكبر من المسموح.
fault_head_too_large = ترويسة الطلب كبيرة جدًا. إذا أرسلها متصفح، فاحذف ملفات تعريف الارتباط الخاصة بهذا الموقع منه.
fault_media_type = هذا النوع من المحتوى غير مقبول هنا.
fault_refused = رُفض الطلب.
fault_site_unavailable = الموقع غير متاح حاليًا؛ حاول مجددًا بعد قليل.

## Times that people write

fault_time_form = اكتب الوقت هكذا ⁦2026-11-22 09:30⁩، وبعده ‎⁦+01:00⁩ أو Z إن لم يكن محليًا، أو التاريخ هكذا ⁦2026-11-22⁩
fault_time_offset = اكتب وقتًا مع فرقه عن UTC، مثل ⁦2026-11-22T09:30:00Z⁩
fault_time_none = لا يوجد هذا التاريخ أو الوقت؛ اكتبه هكذا ⁦2026-11-22 09:30⁩
fault_time_zone = لا توجد هذه المنطقة الزمنية؛ اكتبها هكذا ⁦[Europe/Berlin]⁩
fault_time_contradiction = يتعارض الفرق عن UTC مع المنطقة الزمنية؛ اكتب أحدهما فقط
fault_time_skipped = تُقدَّم الساعات في هذا الوقت فهو غير موجود؛ اكتب وقتًا قبله أو بعده
fault_time_twice = تُؤخَّر الساعات في هذا الوقت فيتكرر مرتين؛ أضف { $before } أو { $after } لتحدد أيهما

## What stands in an article's text

fault_text_line = السطر { $line }: { $fault }
fault_picture_never_shows = لا يمكن أن تظهر الصورة «{ $source }» أبدًا؛ اكتب عنوانها بـ ⁦https://⁩‎ أو مسارها في هذا الموقع، وهو يبدأ بـ /
fault_picture_not_here = لا توجد صورة «{ $path }»؛ ارفعها أولًا وانسخ مسارها من المكتبة
fault_directive_ad = لا يمكن قراءة { $written }؛ اكتب ⁦{ "{{" }ad top{ "}}" }⁩ أو ⁦{ "{{" }ad middle{ "}}" }⁩ أو ⁦{ "{{" }ad bottom{ "}}" }⁩ أو ⁦{ "{{" }ad none{ "}}" }⁩
fault_directive_more = لا يمكن قراءة { $written }؛ اكتب ⁦{ "{{" }more{ "}}" }⁩ أو ما يصل إلى ستة مسارات لمقالات، مثل ⁦{ "{{" }more /2026/11/mud{ "}}" }⁩
fault_draft_long = النص أطول من أن يُحفظ. اختصره أو احتفظ به في مكان آخر
fault_section_unknown = لا يوجد قسم «{ $name }»؛ اختر غيره أو اطلب من محرر إضافته
fault_path_form = استعمل بين الشرطات المائلة أحرفًا وأرقامًا وشرطات ونقاطًا وشرطات سفلية، ولا تبدأ أي جزء بنقطة
fault_days = اختر من 1 إلى { $most } من الأيام، أو 0 بلا حد
fault_years = اختر وقتًا بين عامي { $first } و{ $last }
fault_corrections_many = اكتب { $most } من التصحيحات على الأكثر

## What a rule needs

fault_rule_name = سمِّ القاعدة
fault_rule_reason = اكتب سببًا يقرؤه المشرفون والكتّاب
fault_rule_regex_empty = يطابق التعبير نصًا فارغًا؛ اجعله يطلب حرفًا واحدًا على الأقل
fault_rule_regex_large = التعبير كبير جدًا؛ قلّل التكرار
fault_rule_regex = لا يمكن قراءة التعبير: { $cause }
fault_rule_wildcard = اكتب حرفين على الأقل إلى جانب أحرف البدل
fault_rule_networks = اكتب الشبكات هكذا ⁦192.0.2.0/24⁩ أو ⁦2001:db8::/48⁩

## Settings with a form of their own

fault_setting_media_path = انسخ المسار من صفحة الصورة؛ وهو يبدأ بـ ⁦/media/⁩‎
fault_setting_hosts = اكتب أسماء مضيفين بلا www.‎، اسمًا في كل سطر، مثل ⁦youtube.com⁩
fault_setting_ad_sources = اكتب في كل سطر توجيهًا ومصدرًا بـ https، مثل ⁦script-src https://ads.example⁩
fault_setting_hub_url = اكتب عنوان URL للموزّع، مثل ⁦https://hub.example.org/⁩
fault_setting_web_url = اكتب عنوان URL، مثل ⁦https://example.org/security⁩
fault_setting_contacts = اكتب عنوانًا في كل سطر، مثل ⁦mailto:security@example.org⁩ أو ⁦https://example.org/security⁩
fault_setting_key_form = اكتب من 8 إلى 128 من الأحرف والأرقام والشرطات
fault_setting_no_picture = لا توجد في المكتبة صورة بهذا المسار؛ انسخ المسار من صفحة الصورة
fault_setting_icon_square = اختر صورة مربعة؛ هذه قياسها { $width } × { $height } بكسل
fault_picture_of_site = يعرض الموقع هذه الصورة شعارًا أو أيقونة. اختر صورة أخرى في الإعدادات أولًا.
fault_ad_sources = لا تحمّل المتصفحات هذا إلا إذا ذكرته المصادر. أضف في كل سطر: { $lines }
fault_ad_insecure = ترفض المتصفحات { $address } في صفحة بـ https؛ اكتب العنوان بـ ⁦https://⁩
fault_ad_refused = ترفض المتصفحات { $name } في هذه الصفحات؛ استخدم نصًا برمجيًا أو ورقة أنماط أو إطارًا من مصدر مذكور
fault_ad_unbalanced = { $element } موجود بلا نصفه الآخر، وهذا يغيّر بقية الصفحة؛ أضف النصف الآخر أو أزله
fault_mail_not_ended = لا يمكن إعادة إرسال إلا رسالة متروكة أو محظورة
fault_mail_stopped = صاحب هذا العنوان ألغى اشتراكه، ولا يستطيع غيره تغيير ذلك.
fault_mail_not_waiting = لا يمكن إلغاء إلا رسالة ما زالت تنتظر
fault_claimed = يعمل { $name } على هذا التعليق. ما زال بإمكانك أن تقرر بشأنه.
fault_claimed_by_colleague = يعمل زميل على هذا التعليق. ما زال بإمكانك أن تقرر بشأنه.
fault_views_many = عدد العروض { $most } على الأكثر؛ أزل واحدًا منها أولًا
fault_views_editors = للمحررين وحدهم مشاركة العروض وتعديل المشترك منها
fault_rule_meanwhile = غيّر شخص آخر القاعدة؛ أعد تحميلها
fault_list_part_gone = لم يعد هذا الجزء من القائمة موجودًا؛ ابدأ من جديد
fault_sections_for_moderators = لا تكون الأقسام إلا لمن يستطيع الإشراف وتسجيل الدخول
fault_ban_one = اذكر واحدًا من هذه: تعليقًا للقارئ، أو القارئ، أو نطاقًا، أو شبكة
fault_set_up_already = يوجد مدير بالفعل؛ اطلب منه حسابًا.
fault_account_present = يوجد بالفعل حساب بهذا العنوان.
fault_role_missing = اختر دورًا
fault_headlines_many = مقالات كثيرة من هذا الشهر لها هذا العنوان؛ أعطِ هذه المقالة مسارًا خاصًا بها.
fault_article_not_own = لا يجوز تعديل هذه المقالة إلا لكاتبها وللمحررين.
fault_article_for_editors = يقدّم الكتّاب المقالات للمراجعة، والمحررون ينشرونها ويجدولونها وينقلونها ويسحبونها.
fault_password_for_editors = المحررون هم من يقررون من يقرأ مقالة منشورة.
fault_front_for_editors = المحررون هم من يقررون ما تبرزه الصفحة الأولى وما يكون صفحة مستقلة.
fault_never_public = لم ير أحد المقالة، فلا يمكن سحبها؛ احذفها أو اجعلها مسودة.
fault_was_public = رأى القراء المقالة؛ اسحبها بدلًا من ذلك.
fault_path_taken = لمقالة أخرى هذا المسار؛ اختر مسارًا آخر.
fault_path_was_anothers = كان هذا المسار لمقالة أخرى، وتقود إليها روابط. اختر مسارًا آخر، أو أكّد أنك تأخذ هذا المسار مع ذلك.
fault_article_meanwhile = عُدّلت المقالة في هذه الأثناء. راجع النسخة الحالية ثم حاول مرة أخرى.
fault_picture_not_own = لا يجوز تعديل هذه الصورة إلا لمن رفعها وللمحررين.
fault_pin_not_approved = لا يمكن تثبيت أو اختيار إلا تعليق مقبول
fault_pin_not_first = لا يمكن تثبيت إلا تعليق يبدأ نقاشًا
fault_pin_many = ثُبّتت ثلاثة تعليقات لهذه المقالة بالفعل؛ ألغ تثبيت واحد منها أولًا
fault_nothing_to_undo = لا يوجد قرار يمكن التراجع عنه
fault_former_text_gone = لم يعد النص السابق محفوظًا
fault_comment_gone = حُذف التعليق ولم يعد نصه موجودًا
fault_text_same = النص هو نفسه كما كان
fault_selection_changed = تغيّر عدد التعليقات المحددة (الآن { $count }، وعند العرض { $expected }). راجع التحديد مرة أخرى.
