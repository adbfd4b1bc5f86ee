# ما يكتبه سكربت غرفة الأخبار: نتائج القرارات وإلى أين تقود الاختصارات. الأسماء فيها معزولة مسبقًا.

## Keys

said_key_twice = لأمرين المفتاح نفسه: { $key }. امنح كلًّا منهما مفتاحًا.
said_keys_saved = تم الحفظ.
said_keys_off = تم الحفظ. الاختصارات متوقفة.
said_keys_reset = عادت الاختصارات كما كانت في البداية.

## The list

said_last = هذا هو الأخير.
said_first = هذا هو الأول.
said_new = { $count ->
    [zero] لا جديد
    [one] واحد جديد
    [two] اثنان جديدان
    [few] { $count } جديدة
    [many] { $count } جديدًا
   *[other] { $count } جديد
}
said_new_or_more = { $count ->
    [zero] لا جديد
    [one] واحد جديد على الأقل
    [two] اثنان جديدان على الأقل
    [few] { $count } جديدة على الأقل
    [many] { $count } جديدًا على الأقل
   *[other] { $count } جديد على الأقل
}
said_arrived = { $count ->
    [zero] لا تعليقات جديدة في القائمة.
    [one] تعليق جديد واحد في القائمة.
    [two] تعليقان جديدان في القائمة.
    [few] { $count } تعليقات جديدة في القائمة.
    [many] { $count } تعليقًا جديدًا في القائمة.
   *[other] { $count } تعليق جديد في القائمة.
}
said_left = { $count ->
    [zero] لم يبق شيء في القائمة.
    [one] بقي واحد في القائمة.
    [two] بقي اثنان في القائمة.
    [few] بقيت { $count } في القائمة.
    [many] بقي { $count } في القائمة.
   *[other] بقي { $count } في القائمة.
}
said_left_more = { $count ->
    [zero] بقي المزيد في القائمة.
    [one] بقي أكثر من واحد في القائمة.
    [two] بقي أكثر من اثنين في القائمة.
    [few] بقي أكثر من { $count } في القائمة.
    [many] بقي أكثر من { $count } في القائمة.
   *[other] بقي أكثر من { $count } في القائمة.
}
said_left_none = لم يبق شيء في القائمة.
said_selected = { $count ->
    [zero] لا تحديد:
    [one] واحد محدد:
    [two] اثنان محددان:
    [few] { $count } محددة:
    [many] { $count } محددًا:
   *[other] { $count } محدد:
}
said_unselected = أُلغي التحديد.
said_no_change = لا يغيّر هذا القرار شيئًا هنا.
said_panel_open = هناك قائمة مفتوحة. أجب عنها أو اضغط Escape.
said_nothing_to_undo = لا شيء يمكن التراجع عنه.

## Decisions

said_this_reader = هذا القارئ
said_comment = تعليق { $name }
said_comment_and_alike = { $count ->
    [zero] تعليق { $name }
    [one] تعليق { $name } وتعليق مشابه
    [two] تعليق { $name } وتعليقان مشابهان
    [few] تعليق { $name } و{ $count } تعليقات مشابهة
    [many] تعليق { $name } و{ $count } تعليقًا مشابهًا
   *[other] تعليق { $name } و{ $count } تعليق مشابه
}
said_approved = قُبل: { $comment }.
said_rejected = رُفض: { $comment }.
said_spam = وُسم بأنه مزعج: { $comment }.
said_deleted = حُذف: { $comment }.
said_held = أُعيد إلى الانتظار: { $comment }.
said_not_approved = لم يُقبل: { $comment }.
said_not_rejected = لم يُرفض: { $comment }.
said_not_spam = لم يُوسم بأنه مزعج: { $comment }.
said_not_deleted = لم يُحذف: { $comment }.
said_not_held = لم يُعد إلى الانتظار: { $comment }.
said_undone = تم التراجع عن القرار: { $comment }.
said_not_undone = لم يتم التراجع عن القرار: { $comment }.
said_had_written = كنت قد كتبت: «{ $text }»
said_not_shown = تعذّر عرض التعليق الآن ({ $cause }).
said_cause_signed_out = انتهت الجلسة
said_signed_out = انتهت جلستك.
said_bad_answer = لم يرد الخادم كما ينبغي.
said_unreachable = تعذّر الوصول إلى الخادم.
said_sign_in_again = تسجيل الدخول من جديد
said_look = عرضه
said_dismiss = إخفاء
