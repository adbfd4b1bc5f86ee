# البلاغات والاعتراضات والتعديلات: قوائمها، وواحد منها في سياقه، والردود.

## The lists

reviews_about_flags = تعليقات منشورة أبلغ عنها قرّاء أو قواعد. الوزن هو مجموع البلاغات: يُحسب كل بلاغ من 0 إلى 1 بحسب صحة بلاغات صاحبه السابقة، ويُحسب بلاغ المُبلِّغ الجديد 0.5.
reviews_about_appeals = طلبات لمراجعة تعليق مرفوض من جديد. يرد مشرف غير الذي اتخذ القرار، إن وُجد.
reviews_about_edits = تعديلات أجراها أصحاب تعليقات منشورة. يبقى النص السابق منشورًا حتى تتخذ قرارًا.
reviews_all_own_first = الكل، أقسامك أولًا
reviews_none = لا شيء ينتظر ردًّا.
reviews_none_of_yours = لا شيء ينتظر ردًّا في أقسامك.
reviews_none_in_section = لا شيء ينتظر ردًّا في هذا القسم.
reviews_show_all = عرض الكل
reviews_elsewhere = في أقسام أخرى
reviews_open = مفتوحة
reviews_weight = الوزن { $weight }
reviews_reason_times = { $reason } ×{ $count }
reviews_by_rule = بقاعدة
reviews_under = على <bdi>{ $title }</bdi>

## One of them

review_of_flags = بلاغات عن تعليق { $name }
review_of_appeal = اعتراض { $name }
review_of_edit = تعديل { $name }
review_all_flags = كل البلاغات
review_all_appeals = كل الاعتراضات
review_all_edits = كل التعديلات
review_previous = السابق
review_next = التالي
review_open_since = مفتوح منذ { $time }
review_opened = فُتح في { $time }
review_comment = التعليق
review_comment_about = <b><bdi>{ $name }</bdi></b>، { $posted }، على <a href="{ $href }"><bdi>{ $title }</bdi></a>.
review_in_conversation = التعليق في نقاشه
review_flags_weighed = { $flags }، الوزن { $weight }
review_flag_weighs = يزن البلاغ من 0 إلى 1 بحسب صحة بلاغات صاحبه السابقة، ويزن بلاغ المُبلِّغ الجديد 0.5.
review_flag_words = { $reason }: «{ $text }»
review_flag_late = أُرسل بعد الرد على البلاغات السابقة
review_decision = القرار
review_to_author = رسالة إلى صاحب التعليق: «{ $text }»
review_note = ملاحظة للزملاء: «{ $text }»
review_appeal = ما يقوله صاحب التعليق
review_edit = ما يريد صاحب التعليق تغييره
review_marks = [− المحذوف −] مشطوب، و[+ المضاف +] مسطّر.
review_new_text = النص الجديد كما سيراه القراء
review_found = ما وجده الفحص الآلي
review_own_decision = كان هذا قرارك، لذا يجب أن يرد مشرف آخر على الاعتراض.
review_own_and_alone = كان هذا قرارك. لا يوجد مشرف آخر، لذا يمكنك الرد؛ ويسجّل السجل أنه كان قرارك.
review_note_optional = ملاحظة للزملاء (اختيارية)
review_answer = الرد
review_keep = الإبقاء عليه
review_remove = إزالة التعليق
review_publish = نشره بعد المراجعة
review_keep_decision = الإبقاء على القرار
review_accept_edit = قبول التعديل
review_keep_old = الإبقاء على النص السابق

## Answers

review_closed_nothing = لم يبق ما يُقرَّر.
review_closed_removed = { $who }: إزالة التعليق بسبب هذه البلاغات.
review_closed_accepted_appeal = { $who }: قبول الاعتراض، والتعليق منشور.
review_closed_accepted_edit = { $who }: قبول التعديل.
review_closed_kept = { $who }: الإبقاء على التعليق.
review_closed_rejected_appeal = { $who }: رفض الاعتراض، والقرار باقٍ.
review_closed_kept_old = { $who }: الإبقاء على النص السابق.
review_was_own = كان القرار قراره هو؛ لم يكن بإمكان مشرف آخر الرد.
notice_flags_upheld = رُفض التعليق، ولم يعد منشورًا.
notice_flags_dismissed = رُدّت البلاغات، ويبقى التعليق منشورًا.
notice_appeal_upheld = قُبل الاعتراض، والتعليق منشور.
notice_appeal_dismissed = رُفض الاعتراض، والقرار باقٍ.
notice_edit_accepted = قُبل التعديل، والنص الجديد منشور.
notice_edit_refused = رُفض التعديل، ويبقى النص السابق منشورًا.
notice_answer_undone = تم التراجع عن ردّك، والطلب مفتوح من جديد.

## Keys

key_review_next = التالي
key_review_previous = السابق
key_review_publish = نشر النص أو الإبقاء عليه
key_review_refuse = إزالة النص أو رفضه
key_review_undo = التراجع عن الرد الأخير
