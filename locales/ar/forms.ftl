# ما الخطأ في استمارة من استمارات غرفة الأخبار وما العمل. جملة لكل منها، بلا نقطة حين تقع بجانب حقل.

## Any form of the desk

fault_form_unreadable = تعذّرت قراءة الاستمارة.
fault_load_again = أعد تحميل الصفحة وكرّر ذلك

## Batches

fault_count_again = راجع العدد مرة أخرى
fault_tick_comments = حدّد أولًا من تعليق واحد إلى { $most }
