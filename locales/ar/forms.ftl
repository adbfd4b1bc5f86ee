# ما الخطأ في استمارة من استمارات غرفة الأخبار وما العمل. جملة لكل منها، بلا نقطة حين تقع بجانب حقل.

## Any form of the desk

fault_form_unreadable = تعذّرت قراءة الاستمارة.
fault_load_again = أعد تحميل الصفحة وكرّر ذلك

## Batches

fault_count_again = راجع العدد مرة أخرى
fault_tick_comments = حدّد أولًا من تعليق واحد إلى { $most }

## Rules, policies and sections

fault_policy_article = اختر «مقال واحد» أعلاه، أو اترك هذا فارغًا
fault_article_unknown = أدخل رقم مقال أو عنوانه
fault_tick_moderators = حدّد مشرفي القسم

## Accounts

fault_role = يتطلب هذا الدور: { $role }.
fault_enter_name = أدخل اسمًا
fault_password_required = أدخل كلمة مرور
fault_your_password = أدخل كلمة مرورك
fault_current_password = أدخل كلمة مرورك الحالية
fault_password_short = أدخل كلمة مرور من 12 حرفًا أو أكثر، مثل أربع كلمات عشوائية
fault_password_long = أدخل كلمة مرور لا تزيد على { $most } محرفًا
fault_password_known = أضف كلمات أخرى: معظم كلمة المرور هذه معروف، لأن «{ $word }» موجودة في اسمك أو عنوانك أو اسم الموقع
fault_password_repeats = قلّل التكرار: من السهل تخمين بضعة محارف مكررة
fault_password_rows = تجنّب تسلسل المفاتيح والحروف والأرقام
fault_password_common = كلمة المرور هذه شائعة جدًا؛ اختر مثلًا أربع كلمات عشوائية
fault_last_admin = هذا آخر حساب مدير. امنح حسابًا آخر دور المدير أولًا.
fault_token_name = امنح الرمز اسمًا تعرفه به
fault_token_scope = اختر صلاحية واحدة على الأقل
fault_token_days = اختر مدة بين يوم واحد و{ $most } من الأيام
fault_language = اختر إحدى هذه اللغات: { $languages }

## Bans

fault_ban_whom = اختر نطاقًا أو شبكة
fault_ban_effect = اختر الرفض (reject) أو الحجز (hold) أو الثقة (trust)
fault_ban_trust = لا يُوثق إلا بقارئ؛ فالشبكة أو النطاق قد يتشاركهما أي أحد
fault_ban_domain = أدخل نطاقًا مثل ⁦example.com⁩ دون شيء حوله
fault_ban_suffix = سيحظر هذا كثيرًا من الناس؛ أدخل نطاق موقع أو شركة واحدة
fault_ban_network = أدخل عنوان شبكة، أو شبكة مثل ⁦192.0.2.0/24⁩ أو ⁦2001:db8:1::/48⁩
fault_ban_reason = اذكر سببًا للزملاء
fault_time_future = أدخل وقتًا في المستقبل
fault_ban_no_reader = لا قارئ لهذا التعليق يمكن حظره: حُذف التعليق أو كتبه أحد الطاقم
fault_ban_again = هذا محظور بالفعل؛ ارفع ذلك الحظر أولًا

## Decisions and answers

fault_already_status = حالة التعليق هي بالفعل: { $status }
fault_comment_deleted = حُذف التعليق، ولم يعد نصه موجودًا
fault_review_deleted = حُذف التعليق ونصه
fault_own_decision = أنت من قرر بشأن هذا التعليق؛ يجب أن يرد مشرف آخر على الاعتراض
fault_no_answer_to_undo = لا رد هنا يمكن التراجع عنه
fault_new_review = فتح القراء طلبًا جديدًا من هذا النوع؛ أجب عنه
fault_note_empty = اكتب الملاحظة
fault_view_name = امنح العرض اسمًا
fault_address_reason = اذكر لماذا تحتاج إلى العنوان
fault_search_words = أدخل كلمة أو رقمًا للبحث
fault_score = أدخل درجة بين 0 و1
fault_batch_undone = سبق التراجع عن هذه الدفعة
fault_batch_running = انتظر حتى تكتمل الدفعة
fault_batch_undoes = تراجعت هذه الدفعة عن أخرى ولا يمكن التراجع عنها؛ ابدأ دفعة جديدة
fault_section_moderators = أدخل حسابات يمكنها الإشراف وتسجيل الدخول
fault_author_account = هذا الحساب مسند إلى كاتب آخر
fault_filter_rate = أدخل عددًا صحيحًا من 0 إلى { $most }

## Rules

fault_rule_list_empty = القائمة فارغة؛ اكتب مُدخلًا واحدًا في كل سطر

## Sections, tags and authors

fault_name_at_most = اختصر الاسم إلى { $most } حرفًا على الأكثر
fault_slug_long = اختصر العنوان إلى { $most } حرفًا على الأكثر
fault_slug_letters = استخدم حروفًا لاتينية صغيرة من a إلى z وأرقامًا وشرطات بينها
fault_slug_empty = استخدم حرفًا أو رقمًا واحدًا على الأقل
fault_name_slash = اكتب الاسم دون شرطة مائلة، واختر القسم الذي فوقه
fault_section_path = اكتب القسم باسمه، أو بالأسماء من الأعلى: العالم/آسيا
fault_sections_deep = استخدم { $most } أقسام متداخلة على الأكثر
fault_sections_depth = لا يمكن أن يتداخل أكثر من { $most } أقسام
fault_section_itself = اختر قسمًا غير هذا وليس تحته
fault_section_parent = اختر قسمًا موجودًا أو لا شيء
fault_section_ambiguous = لعدة أقسام هذا الاسم؛ اكتب الأسماء من الأعلى، مثل العالم/آسيا
fault_merge_author = اختر كاتبًا آخر
fault_merge_tag = اختر وسمًا آخر
fault_label_name_taken = هذا الاسم مستخدم. اختر اسمًا آخر، أو ادمج الاثنين.
fault_label_below_taken = تحت كليهما «{ $name }». ادمج هذين أولًا، أو غيّر اسم أحدهما.
fault_label_slug_taken = لصفحة أخرى هذا العنوان أو كان لها، وتقود إليه روابط. اختر عنوانًا آخر.
fault_label_slugs_used = أسماء كثيرة جدًا تُكتب «{ $slug }» في العناوين؛ اختر اسمًا آخر.
fault_label_in_use = { $count ->
    [zero] لا تستخدمه أي مقالة.
    [one] تستخدمه مقالة واحدة. ادمجه مع غيره، أو أزله منها أولًا.
    [two] تستخدمه مقالتان. ادمجه مع غيره، أو أزله منهما أولًا.
    [few] تستخدمه { $count } مقالات. ادمجه مع غيره، أو أزله منها أولًا.
    [many] تستخدمه { $count } مقالة. ادمجه مع غيره، أو أزله منها أولًا.
   *[other] تستخدمه { $count } مقالة. ادمجه مع غيره، أو أزله منها أولًا.
}
fault_section_in_use = فيه مقالات (المجموع: { $articles }) أو تحته أقسام ({ $sections }). ادمجه مع قسم آخر، أو انقلها أولًا.
fault_merge_into = اختر واحدًا موجودًا، باسمه أو بعنوانه

## Articles

fault_headline = أدخل عنوانًا
fault_article_text = اكتب نص المقال
fault_article_large = اختصر النص إلى { $limit } كيلوبايت على الأكثر
fault_not_in_future = اختر وقتًا ليس في المستقبل
fault_correction_text = اذكر ما جرى تصحيحه
fault_authors_many = اذكر { $most } من الكتّاب على الأكثر
fault_tags_many = اختر { $most } من الوسوم على الأكثر
fault_path_required = أدخل مسارًا مثل ‎⁦/2026/11/a-headline⁩
fault_path_long = اختصر المسار إلى { $most } حرفًا على الأكثر
fault_path_reserved = ابدأ المسار بكلمة أخرى؛ فالبرنامج يستخدم هذا المسار بنفسه
fault_time_required = أدخل وقت النشر
fault_time_schedule = اختر وقتًا في المستقبل، أو انشر المقال الآن
fault_time_seen = سبق أن رأى القراء المقال؛ اختر وقتًا ليس في المستقبل
fault_nothing_to_correct = لم ير القراء هذا المقال، فلا شيء لتصحيحه؛ عدّل نصه
