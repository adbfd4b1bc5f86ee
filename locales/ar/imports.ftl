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
import_state_left = تم التراجع عنه جزئيًا

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
import_for_instance = مثلًا: { $why }
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

## What a remark is about

import_what_comment = التعليق { $key }
import_what_entry = العنصر { $key }
import_what_post = المقالة { $key } «{ $title }»
import_what_other = { $kind } { $key } «{ $title }»
import_what_article = المقالة { $key }
import_what_author = الكاتب { $name }
import_what_section = القسم { $name }
import_what_tag = الوسم { $name }
import_what_term = المصطلح { $name }
import_what_picture = الصورة { $key }
import_what_file = الملف { $name }
import_what_mention = إشارة من { $source }
import_what_comments_of = { $count ->
    [zero] لا تعليقات على { $thread }
    [one] تعليق واحد على { $thread }
    [two] تعليقان على { $thread }
    [few] { $count } تعليقات على { $thread }
    [many] { $count } تعليقًا على { $thread }
   *[other] { $count } تعليق على { $thread }
}
import_what_more = { $count } أخرى

## Why it was left out, or how it was repaired

import_why_no_zone = ليس لوقته منطقة زمنية، فقُرئ على أنه بالتوقيت العالمي
import_why_no_time = ليس له وقت، فوُضع أولًا في نقاشه
import_why_address_not_kept = لا يمكن الإبقاء على عنوانه { $address }، فأُعطي عنوانًا آخر
import_why_path_taken = لمقالة أخرى المسار نفسه، فأُعطي مسارًا آخر
import_why_invisible = أُزيلت محارف غير مرئية
import_why_headline_cut = قُصّر عنوانه إلى { $most } محرف
import_why_no_headline = ليس له عنوان، فأُعطي «{ $title }»
import_why_tags = للمقالة { $most } من الوسوم على الأكثر؛ تُرك: { $left }
import_why_no_text = ليس له نص
import_why_private = كان خاصًا، فصار مسودة
import_why_article_not_before = مقالته { $article } لا تسبقه
import_why_no_kind = لا يوجد النوع { $kind }
import_why_above_missing = القسم الأعلى منه، { $parent }، ليس في الملفات، فوُضع في المستوى الأول
import_why_above_circle = الأقسام الأعلى منه تدور في حلقة، ففُتحت
import_why_depth = لا تتداخل أكثر من { $most } من الأقسام؛ تُرك بعض ما في الوسط
import_why_thread_deleted = حُذف النقاش هناك
import_why_map = هكذا في قائمة العناوين
import_why_no_article = لا مقالة لها هذا العنوان
import_why_article_left_out = لم تُستورد مقالته { $thread }
import_why_names_no_article = لا يذكر أي مقالة
import_why_parent_missing = التعليق الذي يرد عليه ليس في الملفات، فيبدأ نقاشًا
import_why_parent_circle = التعليقات التي يرد عليها تدور في حلقة، ففُتحت
import_why_no_page = ليس فيها عنوان صفحة
import_why_no_author = كاتبه ليس في الملفات
import_why_no_words = لا يظهر منه أي كلام
import_why_no_name = ليس له اسم
import_why_name_unreadable = لا يمكن قراءة اسمه
import_why_website = موقعه ليس عنوانًا على الويب، فتُرك
import_why_email = عنوان بريده غير صالح، فتُرك
import_why_same_id = سبقه آخر له المعرّف نفسه
import_why_other_file = ليس تصديرًا بحسب اسمه
import_why_in_use = هو مستعمل
import_why_old_version = لا تُستورد إلا النسخة الحالية من المقالة
import_why_menu = تُبنى القوائم هنا من الأقسام والصفحات
import_why_post_type = ما نوعه «{ $kind }» يخص ووردبريس نفسه أو إضافة
import_why_post_state = يحتفظ ووردبريس لنفسه بما حالته «{ $state }»
import_why_no_such_term = لا شيء هنا مثل «{ $taxonomy }»
import_why_editors_note = هو ملاحظة خاصة بالمحررين
import_why_comment_type = التعليقات من النوع «{ $kind }» تخص إضافة
import_why_joined = أنهت علامة داخل النص النصَّ قبل أوانه، فجُمع من جديد
import_why_control = كانت فيه محارف تحكم، فأُزيلت
import_why_not_utf8 = كانت فيه بايتات ليست من UTF-8، فقُرئت على أنها Windows-1252
import_why_half_character = كان فيه نصف محرف، فصار �
import_why_no_id = ليس له معرّف، فيُعرف بسطره
import_why_id_again = سبقه آخر له المعرّف نفسه، فصار هذا { $key }
import_why_other_state = حالته «{ $state }» لا معنى لها هنا، فصار مسودة
import_why_text_long = نصه أطول من أن يُحوَّل
import_why_blocks_empty = الكتل التي يملؤها ووردبريس عند عرضها فارغة: { $blocks }
import_why_shortcodes = الرموز المختصرة للإضافات لا معنى لها هنا، فأُبقي على كلماتها فقط: { $names }
import_why_gallery_empty = صور أحد المعارض ليست في الملفات
import_why_nested = عناصره متداخلة أكثر مما ينبغي، فأُبقي على كلماته فقط
import_why_pictures_https = { $count ->
    [zero] لا صور تُحمَّل الآن عبر https
    [one] صورة واحدة تُحمَّل الآن عبر https
    [two] صورتان تُحمَّلان الآن عبر https
    [few] { $count } صور تُحمَّل الآن عبر https
    [many] { $count } صورة تُحمَّل الآن عبر https
   *[other] { $count } صورة تُحمَّل الآن عبر https
}
import_why_pictures_dropped = { $count ->
    [zero] لا صور بلا عنوان
    [one] صورة واحدة بلا عنوان فتُركت
    [two] صورتان بلا عنوان فتُركتا
    [few] { $count } صور بلا عنوان فتُركت
    [many] { $count } صورة بلا عنوان فتُركت
   *[other] { $count } صورة بلا عنوان فتُركت
}
import_why_changed_since = تغيّر أو رُدّ عليه منذ ذلك الحين
import_why_future = وقته في المستقبل، فأُعطي وقت الاستيراد
import_why_no_date = ليس له تاريخ يمكن قراءته، فأُعطي تاريخ الاستيراد
import_why_name_address = اسمه عنوان بريد إلكتروني، فبقي منه ما قبل علامة @ فقط
import_why_section_missing = قسمه { $section } ليس في الملفات، فبقي بلا قسم
import_why_unknown_field = لا يعرف التنسيق الحقل «{ $field }»، فتُرك في كل موضع
import_why_not_public = حالته «{ $status }»، فلا يُنشر
import_why_parent_elsewhere = التعليق الذي يرد عليه في صفحة أخرى، فيبدأ نقاشًا
import_why_map_unused = لا صفحة في الملفات لها هذا العنوان

## Why a file cannot be imported

import_file_line = { $file }، السطر { $line }: { $why }
import_file_fault = { $file }: { $why }
import_file_unreadable = لا يمكن قراءة الملف: { $cause }
import_file_no_files = أرشيف بلا ملفات
import_file_empty = الملف فارغ
import_file_archive = أرشيف تالف: { $cause }
import_file_many = فيه أكثر من { $most } ملف
import_file_encrypted = الملف معمّى؛ فُكّ الأرشيف أولًا
import_file_nowhere = لا يوجد الملف في الأرشيف
import_file_method = ضُغط الملف بطريقة لا تُقرأ ({ $method })
import_file_large = يتجاوز { $most } ميغابايت؛ استعمل rejoinder import على الخادم مع الملف بعد فكّه
import_file_no_isso = ليس قاعدة بيانات Isso
import_file_no_sqlite = ليس قاعدة بيانات SQLite؛ أعطِ الملف ⁦comments.db⁩ من Isso
import_file_in_use = لا يحتوي على آخر التغييرات، وهي في { $other }. أوقف Isso وانسخ الملف بالأمر ⁦sqlite3 comments.db ".backup copy.db"⁩
import_file_schema = مخططها { $schema }؛ أحدث ما يُقرأ هو { $newest }
import_file_no_export = ليس تصديرًا من { $system }
import_looks_like = { $why }. يبدو ملفًا من { $system }: استورده باسم { $name }
import_looks_page = { $why }. يبدو صفحة ويب حُفظت بدلًا من الملف
import_looks_dump = { $why }. يبدو نسخة نصية من قاعدة بيانات. نسخة Isso تُحمَّل أولًا في قاعدة: ⁦sqlite3 comments.db < dump.sql⁩
import_looks_packed = { $why }. إنه مضغوط مرة أخرى: فُكّ ضغطه مرة
import_looks_wide = { $why }. إنه نص بترميز UTF-16: احفظه بترميز UTF-8
import_line_no_export = هذا ليس تصديرًا من { $system }
import_line_json = ليس JSON صالحًا: { $cause }
import_line_json_end = ينتهي في وسط قيمة؛ الملف مقطوع
import_line_xml_within = { $cause }، في وسط <{ $name }> الذي يبدأ في السطر { $line }
import_line_xml_bad = ليس XML سليم البنية: { $cause }
import_line_xml_cut = ينتهي في وسط <{ $name }> الذي يبدأ في السطر { $line }
import_line_xml_deep = عناصره متداخلة أعمق مما ينبغي
import_line_xml_end = ينتهي عنصر لم يبدأ
import_line_xml_entities = يعرّف كيانات خاصة به، وهذا لا يفعله أي تصدير
import_line_xml_encoding = ترميزه { $name }؛ والتصدير يكون UTF-8
import_line_item_large = عنصر واحد يتجاوز { $most } ميغابايت
import_line_no_comment = ليس تعليقًا من { $system }
import_line_no_header = ليس فيه ترويسة { $system }
import_line_format = صيغته { $format }، وهذا البرنامج يقرأ { $ours }
import_line_no_key = ليس للمقالة مفتاح
import_line_not_first = السطر الأول ليس { $example }
import_line_second = { $example } ثانٍ؛ استورد موقعًا واحدًا في كل مرة
import_line_none = ليس فيه سطر { $example }
import_other_site = { $file }: هو من { $address }، والملف قبله من { $known }؛ استورد موقعًا واحدًا في كل مرة
import_taken_back = تم التراجع عن الاستيراد أثناء تنفيذه. يُحذف ما كان قد خزّنه
import_map_line = { $file }، السطر { $line }: { $why }
import_map_two = اكتب عنوانًا قديمًا وعنوانًا جديدًا بينهما مسافة
import_map_star = اكتب * في آخر العنوانين معًا أو لا تكتبها في أي منهما
import_found_map = وفق قائمتك
import_found_earlier = استيراد سابق
import_found_identifier = وفق معرّفه
import_found_exact = المسار نفسه
import_found_normalised = المسار نفسه بكتابة أخرى
import_found_slug = آخر المسار نفسه
import_found_made = أُنشئ
import_found_held = محتجزة في مسودة
import_found_unmatched = بلا مقالة
import_kind_articles = مقالات
import_kind_pages = صفحات
import_kind_comments = تعليقات
import_kind_mentions = إشارات
import_kind_authors = كتّاب
import_kind_sections = أقسام
import_kind_tags = وسوم
import_kind_attachments = صور
import_place = { $file }، السطر { $line }
import_remark = { $place }: { $why }

## What became of texts and pictures

import_why_not_in_folder = { $address } ليس في المجلد ويبقى حيث هو
import_why_stays = { $path } يبقى حيث هو: { $cause }
import_why_no_picture = { $path } ليس صورة من نوع يُحفظ هنا، ويبقى حيث هو
import_why_file_large = أكبر من { $most } ميبيبايت
import_why_folder = هو مجلد
import_why_unpacks = يصير الملف بعد فكّ ضغطه أكبر بكثير من أي تصدير
import_why_checksum = لا يطابق مجموعه الاختباري ما في الأرشيف
import_why_part_long = نصّ واحد أطول من { $most } ميغابايت
import_why_page = تتعذر قراءة الصفحة { $page }
import_file_isso_damaged = { $file } تالف أو ليس قاعدة بيانات Isso: { $cause }
import_state_of = { $kind }: { $state }
import_count_of = { $kind }: { $count }
