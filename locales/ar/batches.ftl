# القرارات بشأن تعليقات كثيرة دفعة واحدة، وقراراتك اليوم.

## Before the decision

batch_title = { $count ->
    [zero] لا تعليقات للقرار
    [one] القرار بشأن تعليق واحد
    [two] القرار بشأن تعليقين
    [few] القرار بشأن { $count } تعليقات
    [many] القرار بشأن { $count } تعليقًا
   *[other] القرار بشأن { $count } تعليق
}
batch_at_once = { $count ->
    [zero] لا تعليقات
    [one] تعليق واحد دفعة واحدة
    [two] تعليقان دفعة واحدة
    [few] { $count } تعليقات دفعة واحدة
    [many] { $count } تعليقًا دفعة واحدة
   *[other] { $count } تعليق دفعة واحدة
}
batch_back = العودة إلى القائمة
batch_empty = لا تعليقات في هذه القائمة لاتخاذ قرار بشأنها.
batch_text = يشمل هذا القرار كل تعليق في القائمة كما هي الآن، بما في ذلك الصفحات التالية. يُسجَّل سطر لكل تعليق في السجل، ويمكن التراجع عن الدفعة كلها. إذا تغيّرت القائمة قبل الضغط على الزر فلن يحدث شيء وسترى العدد الجديد.
batch_reason = السبب إن رفضتها؛ يقرأ أصحابها الجملة
batch_no_reason = بلا سبب
batch_reason_sentence = { $reason }: «{ $sentence }»
batch_note = ملاحظة للسجل
batch_approve = { $count ->
    [zero] لا قبول
    [one] قبول واحد
    [two] قبول اثنين
    [few] قبول { $count }
    [many] قبول { $count }
   *[other] قبول { $count }
}
batch_reject = { $count ->
    [zero] لا رفض
    [one] رفض واحد
    [two] رفض اثنين
    [few] رفض { $count }
    [many] رفض { $count }
   *[other] رفض { $count }
}
batch_spam = { $count ->
    [zero] مزعج: { $count }
    [one] مزعج: { $count }
    [two] مزعج: { $count }
    [few] مزعج: { $count }
    [many] مزعج: { $count }
   *[other] مزعج: { $count }
}
batch_hold = { $count ->
    [zero] لا إعادة
    [one] إعادة واحد إلى الانتظار
    [two] إعادة اثنين إلى الانتظار
    [few] إعادة { $count } إلى الانتظار
    [many] إعادة { $count } إلى الانتظار
   *[other] إعادة { $count } إلى الانتظار
}
batch_delete = { $count ->
    [zero] لا حذف
    [one] حذف واحد نهائيًا
    [two] حذف اثنين نهائيًا
    [few] حذف { $count } نهائيًا
    [many] حذف { $count } نهائيًا
   *[other] حذف { $count } نهائيًا
}

## While it is carried out

batch_number = الدفعة { $number }
batch_undo_of = التراجع عن الدفعة { $number }
batch_heading = { $count ->
    [zero] { $what }: لا تعليقات
    [one] { $what }: تعليق واحد
    [two] { $what }: تعليقان
    [few] { $what }: { $count } تعليقات
    [many] { $what }: { $count } تعليقًا
   *[other] { $what }: { $count } تعليق
}
batch_started = بدأها { $who }، { $time }
batch_because = السبب: { $reason }
batch_progress = التقدّم
batch_done = أُنجز <b>{ $count }</b> من { $total }.
batch_done_skipped = أُنجز <b>{ $count }</b> من { $total }، وبقي دون تغيير: { $skipped }.
batch_running = ما زالت جارية.
batch_refresh = تحديث
batch_failed = فشلت: { $cause }
batch_finished = اكتملت.
batch_undone_by = تراجعت عنها <a href="{ $href }">الدفعة { $number }</a>.
batch_undo_all = التراجع عن الدفعة كلها

## One’s own decisions of today

mine_none = لم تتخذ أي قرار اليوم بعد.
mine_approved = { $count ->
    [zero] لا مقبول
    [one] مقبول واحد
    [two] مقبولان
    [few] { $count } مقبولة
    [many] { $count } مقبولًا
   *[other] { $count } مقبول
}
mine_rejected = { $count ->
    [zero] لا مرفوض
    [one] مرفوض واحد
    [two] مرفوضان
    [few] { $count } مرفوضة
    [many] { $count } مرفوضًا
   *[other] { $count } مرفوض
}
mine_spam = { $count ->
    [zero] لا مزعج
    [one] مزعج واحد
    [two] مزعجان
    [few] { $count } مزعجة
    [many] { $count } مزعجًا
   *[other] { $count } مزعج
}
mine_deleted = { $count ->
    [zero] لا محذوف
    [one] محذوف واحد
    [two] محذوفان
    [few] { $count } محذوفة
    [many] { $count } محذوفًا
   *[other] { $count } محذوف
}
mine_held = { $count ->
    [zero] لا محجوز
    [one] محجوز واحد
    [two] محجوزان
    [few] { $count } محجوزة
    [many] { $count } محجوزًا
   *[other] { $count } محجوز
}
mine_you = أنت
mine_undone = تم التراجع
mine_undo_of = القرار بشأن تعليق { $name }
mine_cut = تُعرض الأحدث فقط.
