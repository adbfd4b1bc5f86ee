# Rules: the list, one rule with its rows and its backtest, and the import of a list.

## The list of rules

rules_none = لا توجد قواعد بعد. تعلّق القاعدة التعليقات المطابقة لها أو ترفضها أو تنشرها أو تبلّغ عنها.
rules_new = قاعدة جديدة
rules_all = جميع القواعد
rule_on = مفعّلة
rule_off = معطّلة
rule_unused = غير مستخدمة
rule_hits = { $count ->
    [zero] لا تعليقات
    [one] تعليق واحد
    [two] تعليقان
    [few] { $count } تعليقات
    [many] { $count } تعليقًا
   *[other] { $count } تعليق
}
rule_last_hit = آخرها { $time }
rule_no_hit = لا تعليق حتى الآن
rule_switch_off = تعطيل
rule_switch_on = تفعيل
rules_more = المزيد من القواعد

## The import of a list

rules_import = استيراد قائمة
rules_import_format = محتوى القائمة
rules_import_wordpress = كلمات وعناوين، كما في ووردبريس
rules_import_domains = نطاقات
rules_import_action = ما يحدث للتعليق المطابق
rules_import_list = القائمة
rules_import_hint = مدخل واحد في كل سطر.
rules_import_do = استيراد
rules_importing = جارٍ الاستيراد…

## One rule

rule_created_by = أنشأها { $name }.
rule_name = الاسم
rule_when = متى تُطبَّق
rule_combine = يطابق التعليق إذا
rule_combine_all = تحققت جميع الاختبارات
rule_combine_any = تحقق اختبار واحد على الأقل
rule_combine_group = تتطابق هذه المجموعة إذا
rule_test_number = الاختبار { $number }
rule_group_number = المجموعة { $number }
rule_field = الحقل
rule_operator = الاختبار
rule_value = القيمة
rule_value_hint = اكتب في القيمة كلمة أو نطاقًا أو شبكة في كل سطر، أو نمطًا واحدًا، أو رقمًا واحدًا.
rule_operators_words = للكلمات والقوائم
rule_operators_numbers = للأرقام
rule_kept = { $count ->
    [zero] القائمة بلا مدخلات. تبقى كما هي إذا تركت القيمة فارغة.
    [one] في القائمة مدخل واحد أطول من أن يُعرض هنا. تبقى كما هي إذا تركت القيمة فارغة.
    [two] في القائمة مدخلان لا يتسع لهما المكان هنا. تبقى كما هي إذا تركت القيمة فارغة.
    [few] في القائمة { $count } مدخلات لا يتسع لها المكان هنا. تبقى كما هي إذا تركت القيمة فارغة.
    [many] في القائمة { $count } مدخلًا لا يتسع لها المكان هنا. تبقى كما هي إذا تركت القيمة فارغة.
   *[other] في القائمة { $count } مدخل لا يتسع لها المكان هنا. تبقى كما هي إذا تركت القيمة فارغة.
}
rule_add_test = إضافة اختبار
rule_add_group = إضافة مجموعة
rule_remove_row = إزالة
rule_export = بصيغة JSON
rule_export_hint = الاختبارات المحفوظة، لواجهة البرمجة أو لتثبيت آخر.
rule_action = ما يحدث للتعليق
rule_reason = السبب
rule_reason_hint = يراه المشرفون، وكذلك كاتب التعليق المرفوض.
rule_in_force = سارية
rule_try = التجربة على آخر ⁨5,000⁩ قرار
rule_trying = جارٍ الفحص…
rule_versions = الإصدارات
rule_version_action = { $action }: { $condition }
rule_version_off = { $action }: { $condition }، معطّلة
rule_by_command = سطر الأوامر
rule_remove = حذف القاعدة
rule_remove_hint = تحتفظ التعليقات التي طابقتها بأسبابها.
rule_remove_for_good = حذف نهائي

## The backtest

rule_backtest = ما كانت ستطابقه
rule_backtest_hint = تقارن التجربة الاختبارات بقرارات سابقة: كم تعليقًا كان سيطابق، وكم منها قُبل.
rule_backtest_checked = { $checked ->
    [zero] لا قرارات سابقة للمقارنة (المرفوض: { $refused }).
    [one] قورنت بقرار سابق واحد (المرفوض: { $refused }).
    [two] قورنت بقرارين سابقين (المرفوض: { $refused }).
    [few] قورنت بـ{ $checked } قرارات سابقة (المرفوض: { $refused }).
    [many] قورنت بـ{ $checked } قرارًا سابقًا (المرفوض: { $refused }).
   *[other] قورنت بـ{ $checked } قرار سابق (المرفوض: { $refused }).
}
rule_backtest_right = { $count ->
    [zero] لا تطابق صحيح
    [one] تطابق صحيح واحد
    [two] تطابقان صحيحان
    [few] { $count } تطابقات صحيحة
    [many] { $count } تطابقًا صحيحًا
   *[other] { $count } تطابق صحيح
}
rule_backtest_wrong = { $count ->
    [zero] لا تطابق خاطئ
    [one] تطابق خاطئ واحد
    [two] تطابقان خاطئان
    [few] { $count } تطابقات خاطئة
    [many] { $count } تطابقًا خاطئًا
   *[other] { $count } تطابق خاطئ
}
rule_precision = الدقة { $share }
rule_test_matches = { $count ->
    [zero] لا يطابق أيًّا منها
    [one] يطابق واحدًا منها
    [two] يطابق اثنين منها
    [few] يطابق { $count } منها
    [many] يطابق { $count } منها
   *[other] يطابق { $count } منها
}
rule_false_matches = تطابقات خاطئة: هذه مقبولة
rule_right_matches = تطابقات صحيحة: هذه مرفوضة أو مزعجة
rule_found = وُجد «{ $passage }»
rule_comment_number = التعليق { $number }

## What was done

rule_done_made = حُفظت القاعدة. تُطبَّق على التعليقات الجديدة.
rule_done_imported = استُوردت القائمة. تُطبَّق على التعليقات الجديدة.
rule_done_changed = عُدّلت القاعدة.
rule_done_on = القاعدة سارية.
rule_done_off = لم تعد القاعدة سارية.
rule_done_removed = حُذفت القاعدة.

## Actions

rule_hold = تعليق
rule_reject = رفض
rule_spam = وسم كمزعج
rule_publish = نشر
rule_flag = إبلاغ
rule_hold_text = يُعلَّق بانتظار قرار
rule_reject_text = يُرفض، ويرى كاتبه السبب
rule_spam_text = يُوسم كمزعج
rule_publish_text = يُنشر مهما كانت السياسة
rule_flag_text = تقرر السياسة، ثم يراجعه مشرف

## Fields of a comment

rule_of_text = النص
rule_of_name = الاسم
rule_of_website = الموقع
rule_of_address_domain = نطاق البريد
rule_of_network = الشبكة
rule_of_anything = أي حقل
rule_of_domain = أي نطاق
rule_of_language = اللغة
rule_of_links = عدد الروابط
rule_of_length = الطول
rule_of_article = المقال
rule_of_section = القسم
rule_of_approved = تعليقات القارئ المقبولة
rule_of_rejected = تعليقات القارئ المرفوضة
rule_of_form_age = عمر النموذج

## Tests of a field

rule_contains_word = يحتوي الكلمة
rule_contains = يحتوي
rule_wildcard = فيه كلمة مثل
rule_regex = يطابق
rule_in_list = في القائمة
rule_more_than = أكبر من
rule_less_than = أصغر من

## A condition in a sentence

rule_test = { $field } { $operator } { $value }
rule_quoted = «{ $value }»
rule_quoted_more = { $count ->
    [zero] «{ $value }»
    [one] «{ $value }» أو واحدة أخرى
    [two] «{ $value }» أو اثنتان أخريان
    [few] «{ $value }» أو { $count } أخرى
    [many] «{ $value }» أو { $count } أخرى
   *[other] «{ $value }» أو { $count } أخرى
}
rule_number = { $value }
rule_and = { $first }، و{ $rest }
rule_or = { $first }، أو { $rest }
rule_group = ({ $tests })

## Faults of a condition

fault_rule_tests = { $most ->
    [zero] لا تستخدم أي اختبار
    [one] استخدم اختبارًا واحدًا على الأكثر، والقائمة الطويلة تُعد واحدًا
    [two] استخدم اختبارين على الأكثر، والقائمة الطويلة تُعد واحدًا
    [few] استخدم { $most } اختبارات على الأكثر، والقائمة الطويلة تُعد واحدًا
    [many] استخدم { $most } اختبارًا على الأكثر، والقائمة الطويلة تُعد واحدًا
   *[other] استخدم { $most } اختبار على الأكثر، والقائمة الطويلة تُعد واحدًا
}
fault_rule_empty = أضف اختبارًا واحدًا على الأقل
fault_rule_depth = { $most ->
    [zero] لا تُداخل الاختبارات
    [one] اجعل تداخل الاختبارات مستوى واحدًا على الأكثر
    [two] اجعل تداخل الاختبارات مستويين على الأكثر
    [few] اجعل تداخل الاختبارات { $most } مستويات على الأكثر
    [many] اجعل تداخل الاختبارات { $most } مستوى على الأكثر
   *[other] اجعل تداخل الاختبارات { $most } مستوى على الأكثر
}
fault_rule_operator = هذا الاختبار لا يناسب الحقل، فاختر غيره
fault_rule_pattern = أدخل نمطًا
fault_rule_number = أدخل رقمًا غير سالب
fault_rule_value = أدخل كلمة أو عدة كلمات، واحدة في كل سطر
fault_rule_entries = { $most ->
    [zero] لا تستخدم أي مدخل
    [one] استخدم مدخلًا واحدًا على الأكثر
    [two] استخدم مدخلين على الأكثر
    [few] استخدم { $most } مدخلات على الأكثر
    [many] استخدم { $most } مدخلًا على الأكثر
   *[other] استخدم { $most } مدخل على الأكثر
}
fault_rule_articles = أدخل أرقام المقالات
fault_rule_list = أضف مدخلًا إلى القائمة
fault_rules_import_format = اختر محتوى القائمة
rule_version_by = <b>{ $number }</b> بواسطة { $who } { $time }
rule_matched_none = لم تطابق أي تعليق حتى الآن.
