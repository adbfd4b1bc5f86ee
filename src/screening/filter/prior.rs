//! What the filter holds of a feature before it has learned anything: set by hand, few and
//! cautious. Lessons add to it and soon outweigh it.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::screening::filter::features::{Feature, Shape};

/// How much `feature` speaks for spam, in hundredths of a natural logarithm of odds; below zero
/// against it.
pub fn weight(feature: Feature<'_>) -> i32 {
    match feature {
        // Where nothing else speaks, one comment in eleven is spam.
        Feature::Shape(Shape::Any, _) => -230,
        feature => listed_weight(feature) * STRENGTH / 10,
    }
}

/// How much the list weighs, in tenths: what fine comments hardly ever gather is held.
const STRENGTH: i32 = 18;

fn listed_weight(feature: Feature<'_>) -> i32 {
    match feature {
        Feature::Shape(shape, step) => structure(shape, step),
        Feature::Word(word) => listed(word),
        Feature::NameWord(word) => NAMES.get(word).copied().unwrap_or(0).max(listed(word)),
        Feature::Domain(domain) => parts(domain).map(listed).max().unwrap_or(0).min(120),
        Feature::WebsiteDomain(domain) => parts(domain)
            .map(|part| NAMES.get(part).copied().unwrap_or(0).max(listed(part)))
            .max()
            .unwrap_or(0)
            .min(120),
        Feature::Pair(first, second) => PAIRS.get(&(first, second)).copied().unwrap_or(0),
        Feature::Suffix(suffix) | Feature::WebsiteSuffix(suffix) => suffixes(suffix),
        _ => 0,
    }
}

fn listed(word: &str) -> i32 {
    WORDS.get(word).copied().unwrap_or(0)
}

/// The words of a domain, without its suffix.
fn parts(domain: &str) -> impl Iterator<Item = &str> {
    let name = domain.split('.').next().unwrap_or_default();
    name.split(|c: char| !c.is_alphabetic()).filter(|part| !part.is_empty())
}

/// Steps add up: three links have the weights of one, two and three.
fn structure(shape: Shape, step: u32) -> i32 {
    match (shape, step) {
        (Shape::Links, 1) => 80,
        (Shape::Links, 2 | 3) => 50,
        (Shape::Links, 5 | 10) => 60,
        (Shape::Domains, 3) => 40,
        (Shape::Mails, 1) => 60,
        (Shape::Markup, 1) => 30,
        (Shape::Praise, 1 | 2) => 80,
        (Shape::Praise, 3 | 4) => 60,
        (Shape::Entities, 1) => 80,
        (Shape::Entities, 5) => 80,
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
        (Shape::WebsiteInText, _) => 20,
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

static NAMES: LazyLock<HashMap<&'static str, i32>> = LazyLock::new(|| lists(NAME_LISTS).collect());

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
        30,
        "visit website webpage url link app order deal free sale sell selling buy facebook instagram iphone followers likes \
         trading trader broker offer offers income profit profits invest investment investor investors earn earning \
         earnings cheap win won download",
    ),
    (60, "loan loans crypto bitcoin btc ethereum betting hacker hackers lottery winner"),
    (100, "casino casinos"),
    (
        200,
        "viagra cialis levitra tramadol xanax porn porno sexcam webcamsex escort escorts backlinks \
         backlink payday sildenafil tadalafil phentermine xrumer scrapebox sbobet gacor togel guestpost ringtone ringtones forexsignals onlyfans nudes виагра казино порно эскорт проститутки 赌场 博彩 彩票 \
         色情 카지노 바카라 토토 カジノ 出会い系 kasino bahis slot77 judi slotgacor cassino",
    ),
    (
        120,
        "semrush ahrefs serp serps kratom cbd pokies baccarat roulette blackjack sportsbook bookmaker bookmakers airdrop \
         dogecoin metamask vuitton louboutin rolex steroids spellcasters subscribe subscribers giveaway giveaways    jackpot  prize prizes forex   \
           usdt whatsapp telegram unsubscribe replica pills pharmacy pharmacie seo  slots poker \
         coupon voucher vouchers dating hookup milf weightloss essaywriting spellcaster   kredit kredite \
         gewinnspiel gutschein abnehmen potenzmittel abonnieren loterie kredyt pozyczka prestamo prestamos préstamo \
         préstamos loteria lotería suscribete suscríbete suscribanse inscrevam emprestimo empréstimo sorteio prestito \
         prestiti scommesse кредит кредиты займ займы заработок криптовалюта ставки подпишись подписывайтесь лотерея \
         加微信 微信 代开发票 贷款 兼职 副業 稼げる 融資 대출",
    ),
    (
        60,
        "@ click    claim cash          \
             guaranteed  cheapest discount   promo promotion bonus  \
         urgent congratulations           channel   \
           paypal   apk  unlimited kostenlos gratis verdienen gewinnen günstig \
         rabatt angebot gagner argent gratuit gratuitement bénéfice ganar dinero barato oferta descuento ganhar \
         dinheiro desconto canal kanal guadagnare soldi sconto бесплатно заработать деньги скидка скидки акция купить \
         доход канал ссылка 免费 赚钱 优惠 無料 무료",
    ),
];

/// Words that trades, and nobody's parents, put into a name.
const NAME_LISTS: &[(i32, &str)] = &[
    (
        120,
        "outlet wholesale supplier suppliers manufacturer manufacturers solicitor solicitors locksmith locksmiths plumber \
         plumbers plumbing roofing roofers electrician electricians removals movers rentals limo limousine dentist dentists \
         lawyers attorney attorneys accountant accountants insurance mortgage mortgages hosting marketing agency services \
         software android handbags handbag shoes sneakers jerseys sunglasses jewelry jewellery watches furniture mattress \
         cleaning cleaners repair repairs pest carpet carpets flooring windows kitchens essay essays homework assignment \
         dissertation tutors vape cbd kratom supplements keto diet massage clinic surgery surgeon tours travels packers \
         logistics printing packaging",
    ),
    (
        60,
        "best top online store shop deals buy company ltd llc inc expert experts solutions consulting design designer",
    ),
];

/// Two words in a row.
const PAIR_LISTS: &[(i32, &str)] = &[
    (
        120,
        "search_engines search_engine guest_post guest_posts guest_posting guest_blogging unique_articles article_writing \
         web_traffic website_traffic traffic_to more_traffic targeted_traffic free_traffic organic_traffic real_traffic \
         targeted_visitors real_visitors link_building bad_credit payday_loan payday_loans instant_loan loan_offer \
         loan_offers quick_loan urgent_loan free_spins without_prescription no_prescription online_pharmacy husband_back \
         wife_back boyfriend_back ex_back love_spells herbal_cure hacking_service hacking_services weekly_profit \
         crypto_trading forex_trading bitcoin_trading my_channel our_channel new_channel make_money made_money making_money extra_money earn_money from_home \
         free_gift gift_card gift_cards spell_caster love_spell binary_options private_message credit_score \
         credit_repair click_here click_below weight_loss lose_weight essay_writing my_website our_website my_site \
         my_profile whats_app work_online home_job geld_verdienen mein_kanal meinen_kanal ma_chaîne mon_site \
         ganar_dinero mi_canal ganhar_dinheiro meu_canal il_mio guadagnare_soldi мой_канал пассивный_доход \
         быстрые_деньги",
    ),
    (
        60,
        " first_page your_website your_web your_ranking your_rankings ready_made email_marketing digital_marketing \
         web_hosting web_design web_designer personal_loan personal_loans buy_cheap buy_online order_now free_shipping \
         worldwide_delivery money_back recover_my recovered_my account_manager on_telegram on_whatsapp via_whatsapp \
         via_telegram via_email price_list new_players text_generator content_creation check_out this_link the_link link_in per_day per_week a_day a_week per_month call_now text_now act_now \
         limited_time best_price low_price hier_klicken klick_hier cliquez_ici haz_clic clique_aqui clicca_qui \
         contact_me contact_us contact_him contact_her reach_him message_me dm_me add_me follow_me like_my \
         sign_up for_free i_earn i_earned he_helped she_helped thanks_to",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screening::filter::features::Sample;
    use crate::screening::filter::vector::Vector;

    #[test]
    fn every_word_stands_once_and_folded() {
        for lists_of in [WORD_LISTS, PAIR_LISTS, NAME_LISTS] {
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

    fn untrained(sample: Sample<'_>) -> f64 {
        let prior = Vector::of(&sample).prior();
        1.0 / (1.0 + (-f64::from(prior) / 100.0).exp())
    }

    #[test]
    fn what_honest_readers_write_is_not_held_before_any_lesson() {
        let address = "https://www.example.org/archive/2024/11/03/minutes-of-the-council-4711.pdf?page=12&sort=asc";
        let fine = [
            format!("The minutes are here: {address}"),
            format!("I wrote about the same on my blog: <a href=\"{address}\">{address}</a>"),
            "Thanks for this article, the second half helped me with my own garden.".to_owned(),
            "The casino licence was a mistake, and the loan from the bank is another one."
                .to_owned(),
            "In 1987 I paid 450,000 for it, and in 2021 it was 1,250,000.".to_owned(),
        ];
        for text in &fine {
            let score = untrained(Sample {
                text,
                name: "ann",
                website: Some("https://ann.example.org"),
                ..Sample::default()
            });
            assert!(score < 0.8, "{score} for {text}");
        }
    }

    #[test]
    fn what_site_owners_get_is_held_before_any_lesson() {
        let spam = [
            (
                "SEO Expert",
                "We bring targeted traffic to your website, first page of the search engines. seo@example.com",
            ),
            (
                "best-essays",
                "Great post! Thanks for sharing this useful information, keep up the good work.",
            ),
            (
                "Guest",
                "We offer guest posts and unique articles for your blog, ask for our price list: a@example.com",
            ),
            ("Lucky", "Online casino bonus, 200 free spins: http://win.example.top/go"),
            (
                "Loan Desk",
                "Urgent loan with bad credit? Loan offers at 3 %, WhatsApp us or mail loans@example.com",
            ),
        ];
        for (name, text) in spam {
            let score = untrained(Sample {
                text,
                name,
                website: Some("https://best-seo-shop.example.com/offers"),
                ..Sample::default()
            });
            assert!(score >= 0.8, "{score} for {text}");
        }
    }
}
