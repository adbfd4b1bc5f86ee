# الحظر، وصفحة قارئ واحد.

## The list of bans

bans_which = أي حظر
bans_in_force = الساري
bans_ended = المنتهي
bans_none = لا أحد محظور.
bans_none_ended = لم يُرفع أي حظر ولم ينته.
ban_reader = قارئ
ban_domain = عناوين في
ban_network = شبكة
ban_details_deleted = حُذفت بياناته
ban_rejects = تُرفض التعليقات
ban_holds = تُحجز التعليقات دائمًا
ban_trusts = موثوق
ban_lifted = رفعه { $who }، { $time }
ban_ended = انتهى في { $time }
ban_ends = ينتهي في { $time }
ban_until_lifted = حتى رفعه
ban_caught = التعليقات المشمولة به
ban_number = الحظر { $number }
ban_all_of_reader = كل تعليقات هذا القارئ
ban_all_of_network = كل التعليقات من هذه الشبكة
ban_lift = رفع
ban_lifting = جارٍ الرفع…
notice_lift = رُفع الحظر، وتُفحص التعليقات الجديدة كالمعتاد.

## A ban for a domain or a network

ban_add = حظر نطاق أو شبكة
ban_add_text = قد يمس هذا كثيرًا من الناس. لحظر قارئ واحد استخدم النموذج بجانب أحد تعليقاته. تبقى التعليقات الموجودة كما هي.
ban_what = ماذا
ban_a_network = شبكة
ban_value = النطاق أو الشبكة
ban_value_hint = ⁦example.com⁩ ويشمل النطاقات الفرعية؛ أو ⁦192.0.2.0/24⁩ أو ⁦2001:db8:1::/48⁩ أو أي عنوان فيها.
ban_until_hint = ينتهي عند بداية هذا اليوم؛ وبلا تاريخ حين يرفعه أحد.
ban_why_hint = للزملاء.
ban_editors_only = لحظر قارئ استخدم النموذج بجانب أحد تعليقاته. المحررون وحدهم يحظرون النطاقات والشبكات.

## A reader

reader_done_reject = الحظر سارٍ: تُرفض التعليقات الجديدة.
reader_done_hold = تُحجز التعليقات الجديدة دائمًا.
reader_done_trust = أصبح القارئ موثوقًا.
reader_done_lift = تُفحص التعليقات الجديدة كالمعتاد.
reader_done_batch = يجري رفض كل التعليقات المنتظرة.
reader_see_batch = عرض الدفعة أو التراجع عنها
reader_spellings = { $count ->
    [zero] بلا صيغ أخرى
    [one] صيغة واحدة
    [two] وصيغة أخرى، المجموع صيغتان
    [few] وصيغ أخرى، المجموع { $count } صيغ
    [many] وصيغ أخرى، المجموع { $count } صيغة
   *[other] وصيغ أخرى، المجموع { $count } صيغة
}
reader_first_seen = أول ظهور { $time }
reader_back = العودة إلى التعليق
reader_by_status = التعليقات حسب الحالة
reader_bans = الحظر والثقة
reader_is_banned = محظور: تُرفض التعليقات الجديدة.
reader_is_held = محجوز دائمًا.
reader_is_trusted = موثوق.
reader_as_usual = ليس محظورًا ولا موثوقًا: تُفحص التعليقات كالمعتاد.
reader_why_hint = للزملاء، في قائمة الحظر.
reader_ban = حظر
reader_hold = حجز دائم
reader_trust = ثقة
reader_lift = رفعه
reader_distrust = إلغاء الثقة
reader_trust_text = لا تحجز السياسة ولا درجة الإزعاج تعليقات القارئ الموثوق إذا جاءت من متصفح أُكّد فيه العنوان. وتبقى القواعد والحظر سارية.
reader_no_reason = دون ذكر سبب
reader_reject_waiting = { $count ->
    [zero] لا تعليقات معلّقة
    [one] رفض التعليق المعلّق
    [two] رفض التعليقين المعلّقين
    [few] رفض { $count } تعليقات معلّقة كلها
    [many] رفض { $count } تعليقًا معلّقًا كلها
   *[other] رفض { $count } تعليق معلّق كلها
}
reader_rejecting = جارٍ الرفض…
reader_note = ملاحظة
reader_note_field = عن هذا القارئ
reader_note_hint = للزملاء فقط. احفظها فارغة لإزالتها؛ وتُحذف مع عنوان القارئ.
reader_note_save = حفظ الملاحظة
reader_latest = أحدث التعليقات
reader_none = لا توجد تعليقات.
reader_all = كل تعليقات هذا القارئ
