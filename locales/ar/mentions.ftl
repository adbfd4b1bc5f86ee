# Mentions of articles on other sites.

## Under an article

mentioned_by = ذُكر في

## The desk

mentions_heading = الإشارات
mentions_text = صفحات من مواقع أخرى تشير إلى مقال: وردت عبر Webmention أو استوردت كإشعارات pingback وtrackback. يراها القراء بعد الموافقة عليها.
mentions_which = أي إشارات
mentions_held = بالانتظار
mentions_approved = الموافق عليها
mentions_rejected = المرفوضة
mentions_none = لا توجد إشارات هنا.
mention_approve = موافقة
mention_reject = رفض
mention_on = عن «{ $title }»
mention_saved = حُفظ القرار.

## The log

log_approve_mention = وافق { $who } على إشارة
log_reject_mention = رفض { $who } إشارة

## Faults

fault_mention_address = يجب أن يكون { $field } عنوانًا يبدأ بـ ⁦http://⁩ أو ⁦https://⁩
fault_mention_target = الهدف ليس مقالًا في هذا الموقع

## What was told to others

mentions_sent = أُبلغ بها الآخرون
mentions_sent_text = الصفحات التي تشير إليها المقالات، وهل أُبلغت مواقعها بذلك عبر Webmention.
mention_told = أُبلغ
mention_no_endpoint = لا يقبل الإشارات
mention_failed = تعذّر الإبلاغ
