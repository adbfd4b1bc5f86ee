//! What the filter holds of a feature before it has learned anything: set by hand, few and
//! cautious. Lessons add to it and soon outweigh it.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::screening::filter::features::{Feature, Shape};

/// How much `feature` speaks for spam, in hundredths of a natural logarithm of odds; below zero
/// against it.
pub fn weight(feature: Feature<'_>) -> i32 {
    match feature {
        Feature::Shape(shape, step) => structure(shape, step),
        Feature::Word(word) => WORDS.get(word).copied().unwrap_or(0),
        Feature::Pair(first, second) => PAIRS.get(&(first, second)).copied().unwrap_or(0),
        Feature::Suffix(suffix) | Feature::WebsiteSuffix(suffix) => suffixes(suffix),
        _ => 0,
    }
}

/// Steps add up: three links have the weights of one, two and three.
fn structure(shape: Shape, step: u32) -> i32 {
    match (shape, step) {
        // Where nothing else speaks, one comment in eleven is spam.
        (Shape::Any, _) => -230,
        (Shape::Links, 1) => 120,
        (Shape::Links, 2) => 60,
        (Shape::Links, 3 | 5) => 50,
        (Shape::Domains, 3) => 40,
        (Shape::Mails, 1) => 60,
        (Shape::Markup, 1) => 120,
        (Shape::Capitals, 60) => 40,
        (Shape::Digits, 10 | 20) => 30,
        (Shape::Number, 5 | 7 | 10) => 40,
        (Shape::Exclamations, 2 | 4) => 25,
        (Shape::Money, 1 | 2) => 40,
        (Shape::Repeated, 50) => 30,
        (Shape::Mixed, 1) => 80,
        (Shape::Mixed, 2) => 50,
        (Shape::Styled, 4) => 80,
        (Shape::ZeroWidth, 3) => 60,
        (Shape::LongWord, 25) => 30,
        (Shape::Shouted, 2) => 20,
        (Shape::NameLink, _) => 150,
        (Shape::Website, _) => 20,
        (Shape::WebsiteInText | Shape::NameIsWebsite, _) => 40,
        (Shape::WebsiteSigns, 2) => 30,
        (Shape::MailboxDigits, 3) => 30,
        (Shape::FormAge, 5 | 10 | 20) => -20,
        _ => 0,
    }
}

fn suffixes(suffix: &str) -> i32 {
    match suffix {
        "xyz" | "top" | "click" | "icu" | "buzz" | "win" | "vip" | "loan" | "bid" | "gq" | "tk"
        | "ml" | "cf" => 60,
        "club" | "shop" | "site" | "online" | "store" | "link" | "biz" | "website" | "space"
        | "ws" | "su" => 30,
        "gov" | "edu" => -80,
        _ => 0,
    }
}

static WORDS: LazyLock<HashMap<&'static str, i32>> = LazyLock::new(|| lists(WORD_LISTS).collect());

static PAIRS: LazyLock<HashMap<(&'static str, &'static str), i32>> = LazyLock::new(|| {
    lists(PAIR_LISTS).filter_map(|(pair, weight)| Some((pair.split_once('_')?, weight))).collect()
});

fn lists(lists: &'static [(i32, &'static str)]) -> impl Iterator<Item = (&'static str, i32)> {
    lists.iter().flat_map(|(weight, words)| words.split_whitespace().map(|word| (word, *weight)))
}

/// Words of advertising and of fraud, in the languages that most comments are written in; folded as
/// the text is.
const WORD_LISTS: &[(i32, &str)] = &[
    (
        200,
        "viagra cialis levitra tramadol xanax casino casinos porn porno xxx sexcam webcamsex escort escorts backlinks \
         payday ringtone ringtones forexsignals onlyfans nudes виагра казино порно эскорт проститутки 赌场 博彩 彩票 \
         色情 카지노 바카라 토토 カジノ 出会い系 kasino bahis slot77 judi togel slotgacor cassino",
    ),
    (
        120,
        "subscribe subscribers giveaway giveaways loan loans lottery jackpot winner prize prizes forex crypto bitcoin \
         btc ethereum usdt whatsapp telegram unsubscribe replica pills pharmacy pharmacie seo betting slots poker \
         coupon voucher vouchers dating hookup milf weightloss essaywriting spellcaster hacker hackers kredit kredite \
         gewinnspiel gutschein abnehmen potenzmittel abonnieren loterie kredyt pozyczka prestamo prestamos préstamo \
         préstamos loteria lotería suscribete suscríbete suscribanse inscrevam emprestimo empréstimo sorteio prestito \
         prestiti scommesse кредит кредиты займ займы заработок криптовалюта ставки подпишись подписывайтесь лотерея \
         加微信 微信 代开发票 贷款 兼职 副業 稼げる 融資 대출",
    ),
    (
        60,
        "http @ click free win won claim cash earn earning earnings income profit profits investment invest investor \
         investors trader trading broker guaranteed cheap cheapest discount offer offers promo promotion bonus deal \
         urgent congratulations buy sell selling order sale visit website webpage url link channel followers likes \
         facebook instagram paypal iphone download apk app unlimited kostenlos gratis verdienen gewinnen günstig \
         rabatt angebot gagner argent gratuit gratuitement bénéfice ganar dinero barato oferta descuento ganhar \
         dinheiro desconto canal kanal guadagnare soldi sconto бесплатно заработать деньги скидка скидки акция купить \
         доход канал ссылка 免费 赚钱 优惠 無料 무료",
    ),
];

/// Two words in a row.
const PAIR_LISTS: &[(i32, &str)] = &[
    (
        120,
        "my_channel our_channel new_channel make_money made_money making_money extra_money earn_money from_home \
         free_gift gift_card gift_cards spell_caster love_spell binary_options private_message credit_score \
         credit_repair click_here click_below weight_loss lose_weight essay_writing my_website our_website my_site \
         my_blog my_profile whats_app work_online home_job geld_verdienen mein_kanal meinen_kanal ma_chaîne mon_site \
         ganar_dinero mi_canal ganhar_dinheiro meu_canal il_mio guadagnare_soldi мой_канал пассивный_доход \
         быстрые_деньги",
    ),
    (
        60,
        "check_out this_link the_link link_in per_day per_week a_day a_week per_month call_now text_now act_now \
         limited_time best_price low_price hier_klicken klick_hier cliquez_ici haz_clic clique_aqui clicca_qui \
         contact_me contact_us contact_him contact_her reach_him message_me dm_me add_me follow_me like_my \
         sign_up for_free i_earn i_earned he_helped she_helped thanks_to",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_stands_once_and_folded() {
        for lists_of in [WORD_LISTS, PAIR_LISTS] {
            let mut all: Vec<&str> = lists(lists_of).map(|(word, _)| word).collect();
            all.sort_unstable();
            let count = all.len();
            all.dedup();
            assert_eq!(all.len(), count);
            for word in all {
                assert_eq!(crate::screening::filter::fold::fold(word), word);
            }
        }
    }
}
