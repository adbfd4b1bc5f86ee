# What stands in and around a story.

## In the text

advertisement = إعلان
read_more = اقرأ أيضًا
embed_video = شاهد على { $site }
embed_sound = استمع على { $site }
embed_post = شاهد المنشور على { $site }
unfold_story = متابعة القراءة

## After the text

related_stories = مواضيع ذات صلة
previous_story = السابق
next_story = التالي
stories_of = المزيد في { $section }

## Settings

settings_ads = الإعلانات
settings_ads_hint = رمز HTML الخاص بكم داخل المقالات. المكان الفارغ لا يشغل مساحة. يكتب المحررون { "{{" }ad middle{ "}}" } في الموضع المطلوب و{ "{{" }ad none{ "}}" } في مقال بلا إعلانات.
setting_ad_top = فوق النص
setting_ad_middle = داخل النص
setting_ad_bottom = تحت النص
setting_ad_sources = ما تحمّله الإعلانات
setting_ad_sources_hint = سطر لكل مصدر، مثلًا: script-src https://ads.example. ولا تحمّل الصفحات شيئًا آخر من مواقع أخرى.
setting_embeds = مواقع تظهر كبطاقات
setting_embeds_hint = مضيف في كل سطر. العنوان المنفرد في فقرة يصبح بطاقة فيها رابط، ولا يُحمَّل شيء من هناك.
setting_fold = عدد الكلمات قبل «متابعة القراءة»
setting_fold_hint = تُطوى هناك المقالات الأطول كثيرًا؛ 0 يعني أبدًا.

## Help in the editor

forms_heading = المعارض والإطارات والبطاقات والإعلانات
forms_caption = صورة منفردة في فقرتها، وشرحها بين علامتي اقتباس
forms_gallery = عدة صور في فقرة واحدة، كل صورة في سطر: معرض صور
forms_pull = كلمات من المقال بخط كبير، وتذكر فقرة ثانية قائلها
forms_aside = معلومات خلفية في إطار، وسطره الأول عنوانه
forms_more_named = إطار يقود إلى هذا المقال، وحتى ستة مسارات
forms_more = مثله بمقالات في الموضوع نفسه تُختار حسب الوسوم والقسم
forms_card = عنوان منفرد في فقرته: بطاقة، إن كان الموقع ضمن الإعدادات
forms_ad = موضع للإعلان، وكذلك top وbottom، وnone لمقال بلا إعلانات

## Ways to share and to read

story_link = الرابط
copy_link = نسخ الرابط
link_copied = نُسخ الرابط
print_with_comments = طباعة مع التعليقات
dark_pages = صفحات داكنة
