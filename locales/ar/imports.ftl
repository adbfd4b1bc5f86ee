# Moving in from other systems, at the desk.

## The list and the form

imports_heading = عمليات الاستيراد
import_add = الاستيراد من نظام آخر
import_add_text = تُقرأ الملفات إلى آخرها، وترى الخطة قبل حفظ أي شيء. لا تُرسل أي رسائل. والاستيراد الثاني للموقع نفسه لا ينشئ إلا الجديد.
import_system = النظام
import_files = ملفات موقع واحد
import_files_hint = كما يصدّرها النظام، ويمكن أن تكون مضغوطة بصيغة gzip أو zip. الحد الأقصى مجتمعة: { $size } غيغابايت.
import_unmatched = التعليقات على صفحات ليست مقالات هنا
import_unmatched_hold = حفظها في مسودة
import_unmatched_create = إنشاء مقال بلا نص
import_unmatched_skip = تركها
import_map = العناوين الجديدة للصفحات
import_map_hint = في كل سطر عنوان قديم وعنوان جديد؛ وعلامة * في آخر كليهما تعني الباقي.
import_teach = تعليم مرشح الرسائل المزعجة مما قُبل هناك ومما كان مزعجًا
import_upload = الرفع وعرض الخطة
import_uploading = جارٍ الرفع…
import_uploaded = الملفات المرفوعة
import_made_before = عمليات الاستيراد حتى الآن
import_none = لم يُستورد شيء بعد.

## The state of an upload and of an import

import_state_waiting = يجري إعداد الخطة
import_state_planned = الخطة جاهزة
import_state_applying = جارٍ الاستيراد
import_state_done = تم الاستيراد
import_state_failed = لم يُستورد
import_state_running = قيد التنفيذ أو متوقفة
import_state_undone = تم التراجع عنه

## One upload

import_number = الاستيراد { $number }
import_plan = الخطة
import_plan_text = لم يُحفظ شيء بعد.
import_result = النتيجة
import_apply = الاستيراد الآن
import_discard = تجاهل الملفات المرفوعة
import_reload = التحقق مجددًا
import_reload_text = تُعاد هذه الصفحة تلقائيًا كل بضع ثوانٍ.
import_progress = التقدم
import_reading = العناصر المقروءة: { $count }
import_storing = أُنجز: { $done } من { $total }
import_made = أُنشئ
import_to_make = سيُنشأ
import_matched = موجود بالفعل
import_nothing = لا شيء
import_states = الحالة هناك وهنا
import_pages = الصفحات ومقالاتها
import_no_article = لا مقال
import_repaired = أُصلح
import_skipped = تُرك
import_count = العدد
import_there = هناك
import_here = هنا
import_first_of = أول { $shown } من { $total }
import_undo = التراجع عن هذا الاستيراد
import_undo_text = يُحذف ما أنشأه الاستيراد، ويبقى ما عُدّل أو رُدّ عليه منذ ذلك الحين.
import_notice_undo = يجري التراجع عن الاستيراد. تحقق مجددًا بعد قليل.
import_notice_discarded = تم تجاهل الملفات المرفوعة.
import_from = { $system }: { $files }

## Faults

import_choose = اختر ملفًا واحدًا على الأقل
import_choose_system = اختر نظامًا
import_too_large = حجم الملفات مجتمعة يتجاوز { $size } غيغابايت. استخدم rejoinder import على الخادم.
import_gone = لم تعد الملفات المرفوعة على هذا الجهاز. ارفعها مرة أخرى.
import_in_other_state = تغيّرت حالة هذه الملفات منذ ذلك الحين. راجعها مرة أخرى.
