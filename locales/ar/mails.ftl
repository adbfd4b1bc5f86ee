# Mails to readers and to staff. The plain text and the HTML have the same sentences. A subject is one line.

## Every mail

mail_stop = إيقاف الرسائل
mail_why_reader = تصلك هذه الرسالة لأنك أكّدت هذا العنوان.
mail_why_moderator = تصلك هذه الرسالة لأنك تشرف على التعليقات.
mail_why_author = تصلك هذه الرسالة لأن المقال لك.
mail_why_editor = تصلك هذه الرسالة لأنك من هيئة التحرير.
mail_why_mentioned = تصلك هذه الرسالة لأن زميلًا ذكرك في ملاحظة.

## To moderators: a comment is held

mail_held_subject = للمراجعة: تعليق { $name } على «{ $article }»
mail_held_text = ورد من { $name } تعليق على «{ $article }» بتاريخ { $time }. التعليق محجوز بانتظار قرارك.
mail_held_why = سبب الحجز:
mail_decide = البتّ في هذا التعليق
mail_others_none = لا تعليقات أخرى بانتظار قرار.
mail_others = { $count ->
    [zero] لا تعليقات أخرى بانتظار قرار.
    [one] هناك تعليق آخر بانتظار قرار.
    [two] هناك تعليقان آخران بانتظار قرار.
    [few] هناك { $count } تعليقات أخرى بانتظار قرار.
    [many] هناك { $count } تعليقًا آخر بانتظار قرار.
   *[other] هناك { $count } تعليق آخر بانتظار قرار.
}

## To moderators: the oldest comment is overdue

mail_late_subject = تعليقات تنتظر أطول مما ينبغي
mail_late_subject_in = تعليقات تنتظر أطول مما ينبغي في قسم { $section }
mail_late_text = أقدم تعليق لا يزال ينتظر أُرسل بتاريخ { $time }، وهو على «{ $article }».
mail_late_text_in = أقدم تعليق لا يزال ينتظر في قسم { $section } أُرسل بتاريخ { $time }، وهو على «{ $article }».
mail_late_target = تجاوز ذلك المهلة التي حددتموها ({ $target }).
mail_late_daily = يصلك هذا التذكير مرة واحدة في اليوم على الأكثر.

## To the author of an article: a comment is public

mail_published_subject = تعليق جديد: { $name } على «{ $article }»
mail_published_text = ورد من { $name } تعليق على مقالك «{ $article }» بتاريخ { $time }، وهو منشور.
mail_published_read = قراءة التعليق والردّ عليه

## To members of the staff whom a note mentions

colleague = أحد الزملاء
mail_mention_subject = ذكرك { $name }: «{ $article }»
mail_mention_text = ذكرك { $name } في ملاحظة على «{ $article }»:
mail_mention_open = افتح المقال

## To editors: the surge guard

mail_surge_on_subject = تفعيل الحماية من التدفّق: «{ $article }»
mail_surge_off_subject = إيقاف الحماية من التدفّق: «{ $article }»
mail_surge_on_text = النشاط على «{ $article }» أكبر بكثير من المعتاد.
mail_surge_off_text = عاد النشاط على «{ $article }» إلى المعتاد.
mail_surge_ended_text = أوقفت هيئة التحرير الحماية من التدفّق على «{ $article }».
mail_surge_counts = الحصيلة (المدة: { $window }):
mail_surge_comments = { $count ->
    [zero] لا تعليقات (المعتاد: { $usual })
    [one] تعليق واحد (المعتاد: { $usual })
    [two] تعليقان (المعتاد: { $usual })
    [few] { $count } تعليقات (المعتاد: { $usual })
    [many] { $count } تعليقًا (المعتاد: { $usual })
   *[other] { $count } تعليق (المعتاد: { $usual })
}
mail_surge_flags = { $count ->
    [zero] لا بلاغات (المعتاد: { $usual })
    [one] بلاغ واحد (المعتاد: { $usual })
    [two] بلاغان (المعتاد: { $usual })
    [few] { $count } بلاغات (المعتاد: { $usual })
    [many] { $count } بلاغًا (المعتاد: { $usual })
   *[other] { $count } بلاغ (المعتاد: { $usual })
}
mail_surge_rejections = { $count ->
    [zero] لا تعليقات مرفوضة (المعتاد: { $usual })
    [one] تعليق مرفوض واحد (المعتاد: { $usual })
    [two] تعليقان مرفوضان (المعتاد: { $usual })
    [few] { $count } تعليقات مرفوضة (المعتاد: { $usual })
    [many] { $count } تعليقًا مرفوضًا (المعتاد: { $usual })
   *[other] { $count } تعليق مرفوض (المعتاد: { $usual })
}
mail_surge_holds = كل تعليق جديد هناك يُحجز الآن إلى أن يبتّ فيه أحد المشرفين.
mail_surge_slows = على القراء هناك أن ينتظروا الآن مدة أطول بين تعليق وآخر.
mail_surge_until = تنتهي الحماية تلقائيًا عندما يعود النشاط إلى المعتاد، ويمكن لهيئة التحرير إيقافها قبل ذلك.
mail_surge_as_usual = عادت مراجعة التعليقات الجديدة هناك إلى سيرها المعتاد.

## To a reader: the link that confirms the address

mail_link_subject = تأكيد عنوانك لدى { $site }
mail_link_text = أرسل شخص ما، وغالبًا أنت، تعليقًا بهذا العنوان وطلب منا تأكيده. افتح الصفحة التي يقود إليها هذا الرابط، واضغط الزر الموجود فيها.
mail_link_button = تأكيد هذا العنوان
mail_link_once = الرابط صالح مدة أسبوع، ويعمل مرة واحدة فقط. وهو يقود أيضًا إلى الصفحة الخاصة بالتعليق.
mail_link_ignore = إن لم تكن أنت من طلب ذلك، فلا تفعل شيئًا: من دون التأكيد لن تصلك رسائل بشأن التعليقات.
mail_data_subject = ما يحفظه { $site } عنك
mail_data_text = سأل شخص ما، وغالبًا أنت، عمّا يحفظه { $site } عن هذا العنوان. الصفحة التي يقود إليها هذا الرابط تعرضه، وتعطيك إياه في ملف، وتمحوه إن أردت.
mail_data_button = عرض ما هو محفوظ
mail_data_spelling = الرابط لك وحدك: به يمكن الاطلاع على كل ما يخص هذا العنوان ومحوه. وما أرسلته بكتابة أخرى للعنوان تجده في صفحة خاصة بها: اطلبها أيضًا.
mail_data_ignore = إن لم تكن أنت من سأل، فلا تفعل شيئًا. لم يعرف أحد شيئًا، ولا تصل مثل هذه الرسالة أكثر من مرة في اليوم.

## Mails: backups

mail_backup_overdue_subject = تأخرت النسخ الاحتياطية لـ { $site }
mail_backup_last = آخر نسخة تم التحقق منها: { $minute }.
mail_backup_never = لم يتم التحقق من أي نسخة بعد.
mail_backup_failed = فشلت المحاولة الأخيرة: { $why }.
mail_backup_remedy = تأكد من أن worker يعمل ومن وجود مساحة في مكان النسخ، ثم نفّذ: rejoinder backup. لا تتكرر هذه الرسالة؛ وتصل أخرى عندما يتم التحقق من نسخة من جديد.
mail_backup_back_subject = تم التحقق من نسخة احتياطية لـ { $site } من جديد
mail_backup_proven = استُعيدت النسخة { $file } وقورنت؛ وفيها كل شيء حتى هذا الوقت: { $minute }.
mail_why_admin = تصلك هذه الرسالة لأنك مدير هنا.


## To the author of a comment: what happened to it

mail_yours_published_subject = نُشر تعليقك على «{ $article }»
mail_yours_published = نُشر تعليقك على «{ $article }».
mail_yours_rejected_subject = لم يُنشر تعليقك على «{ $article }»
mail_yours_rejected = لم يُنشر تعليقك على «{ $article }».
mail_yours_change = يمكنك تعديله لبعض الوقت من صفحته الخاصة.
mail_yours_appeal = يمكنك طلب مراجعة القرار من صفحته الخاصة.
mail_yours_page = الصفحة الخاصة بتعليقك
mail_dismissed_subject = رُفض الاعتراض: تعليقك على «{ $article }»
mail_dismissed_text = راجع أحد المشرفين تعليقك على «{ $article }» مرة أخرى، ويبقى غير منشور.
mail_edit_accepted_subject = قُبل التعديل: تعليقك على «{ $article }»
mail_edit_accepted_text = قُبل تعديل تعليقك على «{ $article }»، ويرى القراء الآن النصّ الجديد.
mail_edit_refused_subject = لم يُقبل التعديل: تعليقك على «{ $article }»
mail_edit_refused_text = لم يُقبل تعديل تعليقك على «{ $article }»، ويبقى النصّ الأصلي منشورًا.

## To the operator: a test

mail_test_subject = رسالة تجريبية من { $site }
mail_test_text = هذه رسالة تجريبية أرسلها الأمر «{ $command }». رسائل { $site } تصل إليك.
