# Why a comment was rejected, held or published, for its author and for staff.

## What its author reads about a rejection, unless a setting [reasons] has other words

reason_spam = يبدو التعليق إعلانًا.
reason_abuse = قد يُفهم التعليق على أنه إهانة أو تهديد.
reason_off_topic = لا علاقة للتعليق بالمقال.
reason_personal_data = يتضمن التعليق معلومات شخصية لا ينبغي نشرها.
reason_illegal = قد يكون التعليق مخالفًا للقانون.
reason_duplicate = يكرر التعليق ما سبق أن كتبته.
reason_quality = التعليق قصير أو مبهم إلى حدّ لا يتيح للآخرين الردّ عليه.
reason_other = لا يلائم التعليق هذا النقاش.

## The same in a word or two

label_spam = رسائل مزعجة
label_abuse = إساءة
label_off_topic = خارج الموضوع
label_personal_data = بيانات شخصية
label_illegal = مخالف للقانون
label_duplicate = مكرر
label_quality = الجودة
label_other = سبب آخر

## What screening found, for staff. These stand in lists and have no full stop.

found_honeypot = مُلئ حقل مخفي لا يراه الناس
found_form_unsigned = أُرسل من دون تحميل الاستمارة أولًا، كما تفعل البرامج
found_form_too_young = المدة بين تحميل الاستمارة وإرسالها (بالثواني): { $seconds }
found_staff_name = الاسم لأحد أعضاء هيئة التحرير، أو يشبهه
found_hold_all = كل تعليق ينتظر قرارًا
found_links = { $found ->
    [zero] لا روابط؛ ينتظر التعليق قرارًا إذا بلغ عدد روابطه { $limit } أو أكثر
    [one] رابط واحد؛ ينتظر التعليق قرارًا إذا بلغ عدد روابطه { $limit } أو أكثر
    [two] رابطان؛ ينتظر التعليق قرارًا إذا بلغ عدد روابطه { $limit } أو أكثر
    [few] { $found } روابط؛ ينتظر التعليق قرارًا إذا بلغ عدد روابطه { $limit } أو أكثر
    [many] { $found } رابطًا؛ ينتظر التعليق قرارًا إذا بلغ عدد روابطه { $limit } أو أكثر
   *[other] { $found } رابط؛ ينتظر التعليق قرارًا إذا بلغ عدد روابطه { $limit } أو أكثر
}
found_no_links = التعليقات الخالية من الروابط تُنشر فورًا
found_few_links = التعليقات التي يقل عدد روابطها عن { $limit } تُنشر فورًا
found_publish_all = التعليقات تُنشر فورًا
found_edited = عدّله صاحبه وهو بانتظار القرار
found_no_rule = لا تنطبق عليه أي قاعدة
found_staff = كتبه أحد أعضاء هيئة التحرير
found_known_reader = القارئ معروف وأكّد عنوانه
found_first_comment = لم يُقبل للقارئ أي تعليق بعد، أو لم يؤكّد عنوانه في هذا المتصفح
found_banned_reader = القارئ محظور: { $reason }
found_banned_domain = نطاق العنوان محظور: { $reason }
found_banned_network = الشبكة محظورة: { $reason }
found_held_always = يُحجز دائمًا: { $reason }
found_trusted = القارئ موثوق به: { $reason }
found_rule = { $rule }: «{ $found }»
found_rule_because = { $rule }: «{ $found }». { $reason }
found_no_score = لم يكن لدى المرشِّح نموذج لتقييمه
found_score = يبدو رسالة مزعجة (بنسبة { $percent }%)
found_akismet = تعدّه خدمة Akismet رسالة مزعجة
found_akismet_blatant = تعدّه خدمة Akismet رسالة مزعجة بلا شك
found_akismet_late = لم تُجب خدمة Akismet في الوقت المحدد، ولذلك حُجز التعليق
found_akismet_unreachable = تعذّر الاتصال بخدمة Akismet، ولذلك حُجز التعليق
found_akismet_refused = أجابت خدمة Akismet بخطأ، ولذلك حُجز التعليق
found_akismet_key = رفضت خدمة Akismet المفتاح، ولذلك حُجز التعليق
found_akismet_unclear = أجابت خدمة Akismet بما لا يُفهم، ولذلك حُجز التعليق
found_akismet_not_asked = لم تفحص خدمة Akismet هذا التعليق، ولذلك حُجز
found_surge = تعليقات أكثر بكثير من المعتاد على هذا المقال
found_held_by_site = كل تعليق في الموقع كله ينتظر قرارًا
found_held_by_section = كل تعليق في هذا القسم ينتظر قرارًا
found_held_by_article = كل تعليق على هذا المقال ينتظر قرارًا
