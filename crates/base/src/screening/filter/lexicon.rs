//! Words and phrases of the spam that site owners receive, by the kind of signal; folded as the text
//! is. Most were written from experience with such comments; some were added after reading what the
//! list missed in the data sets that docs/screening.md marks as tuned.

use std::collections::HashMap;
use std::sync::LazyLock;

/// The kinds of signals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Links.
    Link,
    /// What is sold: medicines, loans, games of chance, visitors.
    Trade,
    /// What is promised: money, prizes, presents.
    Lure,
    /// Where to write or call.
    Contact,
    /// What the reader is asked to do.
    Appeal,
    /// The writer's own channel, shop or site.
    Own,
    /// Praise that fits any page.
    Praise,
    /// How it is written: capitals, letters of other alphabets, entities.
    Style,
    /// Name, website and address.
    Sender,
}

/// The kind and weight of a word of the text, if it is listed.
pub fn word(word: &str) -> Option<(Kind, i32)> {
    WORDS.get(word).copied()
}

/// The kind and weight of a domain, if it is listed.
pub fn domain(domain: &str) -> Option<(Kind, i32)> {
    DOMAINS.get(domain).copied()
}

/// The kind and weight of two consecutive words.
pub fn pair(first: &str, second: &str) -> Option<(Kind, i32)> {
    PAIRS.get(&(first, second)).copied()
}

/// The kind and weight of some characters of a language that puts no space between words.
pub fn characters(part: &str) -> Option<(Kind, i32)> {
    let is_unspaced = |c: char| ('\u{3040}'..='\u{9FFF}').contains(&c);
    if !part.is_ascii() && part.contains(is_unspaced) { UNSPACED.get(part).copied() } else { None }
}

/// The weight of a word of a name that is typical of a business and not of a person.
pub fn name(word: &str) -> i32 {
    NAMES.get(word).copied().unwrap_or(0)
}

type Entries = HashMap<&'static str, (Kind, i32)>;
type ListedPairs = HashMap<(&'static str, &'static str), (Kind, i32)>;

static WORDS: LazyLock<Entries> = LazyLock::new(|| entries(WORD_LISTS).collect());

static DOMAINS: LazyLock<Entries> = LazyLock::new(|| entries(DOMAIN_LISTS).collect());

static UNSPACED: LazyLock<Entries> = LazyLock::new(|| entries(UNSPACED_LISTS).collect());

static PAIRS: LazyLock<ListedPairs> = LazyLock::new(|| {
    entries(PAIR_LISTS).filter_map(|(pair, sign)| Some((pair.split_once('_')?, sign))).collect()
});

static NAMES: LazyLock<HashMap<&'static str, i32>> =
    LazyLock::new(|| entries(NAME_LISTS).map(|(word, (_, weight))| (word, weight)).collect());

/// Entries of one kind and weight, with white space between them.
type List = (Kind, i32, &'static str);

fn entries(lists: &'static [List]) -> impl Iterator<Item = (&'static str, (Kind, i32))> {
    lists.iter().flat_map(|(kind, weight, entries)| {
        entries.split_whitespace().map(move |entry| (entry, (*kind, *weight)))
    })
}

const WORD_LISTS: &[List] = &[
    // Search engines and links.
    (
        Kind::Trade,
        220,
        "backlinks backlink semrush ahrefs serps xrumer scrapebox guestpost guestposts guestposting linkbuilding gsa",
    ),
    (Kind::Trade, 150, "seo serp adsense clickbank copywriter copywriting"),
    (Kind::Trade, 60, "rankings webmaster"),
    // Gambling.
    (
        Kind::Trade,
        260,
        "sbobet gacor slotgacor togel pokies judi slot88 slot777 slot77 maxwin jackpotcity casinos bookmakers bahis casino777 baccarat cassino",
    ),
    (
        Kind::Trade,
        130,
        "casino roulette blackjack sportsbook bookmaker betting slots slot poker jackpot jackpots scommesse ставки рулетка лотерея \
        loterie loteria lotería lottery казино 카지노 바카라 토토 토토사이트 rummy satta parlay mahjong",
    ),
    // Medicines.
    (
        Kind::Trade,
        260,
        "viagra cialis levitra tramadol xanax sildenafil tadalafil phentermine modafinil ambien kamagra potenzmittel виагра hydrocodone oxycodone",
    ),
    (
        Kind::Trade,
        130,
        "kratom cbd pills steroids herbalist herbs herbal pharmacy pharmacie apotheke farmacia vape vapes supplements keto slimming \
        weightloss abnehmen testosterone gummies prescription herpes hpv fibroids",
    ),
    // Adult.
    (
        Kind::Trade,
        240,
        "porn porno sexcam webcamsex escort escorts onlyfans nudes nude milf hookup hookups sexchat camgirls эскорт проститутки порно 출장 bokep horny",
    ),
    (Kind::Trade, 110, "dating sexy flirt flirting webcam lonely babes"),
    // Loans and money.
    (
        Kind::Trade,
        240,
        "payday pożyczka chwilówka займы микрозайм kredite empréstimos prestamos préstamos lån",
    ),
    (
        Kind::Trade,
        130,
        "loan loans lender lenders kredit prestamo préstamo emprestimo empréstimo prestito prestiti pret prêt kredyt pozyczka кредит кредиты займ \
        대출 mortgage refinance collateral borrower",
    ),
    (
        Kind::Trade,
        240,
        "forexsignals metamask airdrop airdrops usdt trustwallet memecoin presale cryptocurrencies binarytrading",
    ),
    (
        Kind::Trade,
        130,
        "forex crypto bitcoin bitcoins btc ethereum eth dogecoin cryptocurrency криптовалюта биткоин broker brokers trader trading binance coinbase \
          nft nfts staking трейдинг арбитраж арбитраже крипте крипты крипта крипту p2p инвестиции",
    ),
    // Essays, replicas, spells and fraud.
    (
        Kind::Trade,
        240,
        "essaywriting louboutin louboutins vuitton moncler spellcaster spellcasters carding cvv illuminati clonecards",
    ),
    (
        Kind::Trade,
        130,
        "replica replicas handbags rolex jerseys outlet sunglasses essays dissertation dissertations hacker spell spells priest occult \
        locksmith plumber ringtone ringtones polyphonic ugg uggs",
    ),
    // Applications and followers.
    (
        Kind::Trade,
        120,
        "apk followers robux vbucks hacks cheats keygen torrent iptv unlocker unlock",
    ),
    // What lures.
    (
        Kind::Lure,
        170,
        "prize prizes giveaway giveaways voucher vouchers coupon coupons winner winners gewinnspiel gutschein gutscheine sorteio sorteo \
        подарок подарки пассивный заработка hediye bonusu bedava ücretsiz khuyến",
    ),
    (
        Kind::Lure,
        110,
        "free bonus bonuses guaranteed guarantee discount discounts cheapest earn earning earnings profit profits profitable \
        income cash reward rewards gift gifts promo promotion promotions unlimited awarded kostenlos gratis gratuit gratuits gratuitement verdienen gewinnen \
        rabatt günstig angebot ganar ganhar gagner guadagnare dinero dinheiro soldi argent descuento desconto sconto barato oferta ofertas offerta \
        бесплатно заработок заработать заработки доход дохода доходом прибыль скидка скидки акция бонус выигрыш kazan kazanç indirim hadiah menang untung cuan \
        diskon murah \
        مجانا ربح عرض مجاني خصم كازينو miễn phí 무료 할인 wygrana zarobki darmowe",
    ),
    (
        Kind::Lure,
        60,
        "won cheap investing investments exclusive selected instantly \
        affordable legit reliable billionaire millionaire wealth деньги денег luck lucky entitled \
        лёгкие удаленно удалённо удаленка удалёнка оплата выплаты занятость подработка партнеров партнёров сотрудничества сотрудничество команду набор зп",
    ),
    // How to answer.
    (
        Kind::Contact,
        200,
        "whatsapp telegram whatapp whatsap watsapp viber wechat kik телеграм телеграмм телеграмме ватсап вотсап واتساب تليجرام zalo",
    ),
    (Kind::Contact, 110, "skype лс личку личные личных пишите пиши hubungi hotline iletişim"),
    // What to do.
    (
        Kind::Appeal,
        230,
        "txt unsubscribe subscribe subcribe suscribete suscríbete suscribanse inscrevam abonniert abonnieren подпишись подписывайтесь подписывайся \
        жми жмите переходи переходите abone daftar kunjungi klik buruan tıkla tıklayın đăng",
    ),
    (
        Kind::Appeal,
        110,
        "click claim visiting urgent register hurry txting optout redeem signup \
        subscribed закажи заказать регистрация ссылке ссылку скачать besuchen klicken visita visitez cliquez \
        haga acesse clique inscreva compre compra achetez kaufen bestellen joining join gabung segera langsung",
    ),
    // What is one's own.
    (Kind::Own, 130, "kanal canal chaîne canale канал канале канала kanalım"),
    (Kind::Own, 60, "facebook instagram tiktok snapchat youtuber cover remix mixtape beats"),
    // Telephone offers.
    (
        Kind::Lure,
        70,
        "£1000 £2000 £5000 £500 £100 $1000 $5000 $500 weekly nokia camera landline mins ppm sms msg mobileupd8 awaiting expires txts unredeemed rental",
    ),
    // Where money is collected.
    (
        Kind::Own,
        150,
        "gofundme indiegogo kickstarter fundrazr vakinha patreon teespring sunfrogshirts",
    ),
    // The same in other languages.
    (
        Kind::Lure,
        130,
        "gewonnen gewinn gewinner gratulation glückwunsch glückwünsche klingelton klingeltöne jackpotgewinn gagné gagnez gagnant félicitations sonnerie sonneries \
        ganador felicidades premios ganancias ingresos ganhe ganhador parabéns prêmio prêmios lucro lucros vinto vinci congratulazioni guadagna guadagni guadagno \
        выиграли выиграй приз призы зарабатывать зарабатывай зарабатывают заработал kazandınız kazanın kazanmak اربح ربحت جائزة hadiahnya jp bonusnya cuanki",
    ),
    (
        Kind::Lure,
        60,
        "kostenlose kostenloses gratuite gratuites offre gratuita gratuito premio oferecemos ежедневно процент процентов проценты выгодно",
    ),
    (
        Kind::Appeal,
        120,
        "anrufen antworten appelez répondez llame reclame ligue clicca chiama iscriviti hemen اشترك اضغط klick",
    ),
    (
        Kind::Trade,
        170,
        "cryptomonnaie cryptomonnaies criptomonedas criptomoedas kryptowährung kryptowährungen inversiones kredi kredisi krediler قرض قروض بورصة",
    ),
    // Games of chance in Indonesian, and how their players talk.
    (
        Kind::Trade,
        200,
        "gacir gachor gacorr jekpot jepe jepey jackpotnya slotnya situsnya toto rtp",
    ),
    (Kind::Lure, 60, "situs terpercaya hoki modal rezeki rejeki withdraw spin"),
    (Kind::Lure, 70, "150p 10p 25p 50p"),
    (Kind::Appeal, 200, "suscribe sucscribe subscribing"),
    // What Indonesian sellers write below what others have posted.
    (
        Kind::Trade,
        170,
        "pemutih pelangsing peninggi penggemuk peninggibadan pelangsingbadan pembesar obesitas jerawat flek skincare softlens kosmetik jasa \
        endorse reseller dropship supplier grosir distributor",
    ),
    (
        Kind::Trade,
        110,
        "produk produknya jualan jual menjual masker krim kapsul suplemen langsing kurus gemuk putih glowing hijab gamis sepatu tas furniture \
        bimbel bimbingan lowongan kerjaan",
    ),
    (
        Kind::Lure,
        110,
        "ongkir harga hargaku termurah terjangkau ampuh terbukti bergaransi ori bpom testimoni hasilnya ribuan khusus",
    ),
    (Kind::Contact, 150, "wa japri konsultasi"),
    (Kind::Appeal, 200, "mampir kepo kepoin cekidot followback follback yuk yuuk merapat"),
    (Kind::Appeal, 90, "cek pesan minat berminat buktikan"),
    (Kind::Own, 110, "ig akun profile shopee tokopedia lazada bukalapak olshop onlineshop"),
    // What sellers write in Arabic.
    (
        Kind::Trade,
        170,
        "تخسيس تنحيف للتخسيس حبوب كبسولات منشط تكبير علاج شحن متابعين توظيف تداول العملات فوركس سداد",
    ),
    (Kind::Lure, 110, "خصومات تخفيضات كوبون اربحي جوائز سحب هدية توصيل بسعر ارخص اسعار ضمان"),
    (Kind::Contact, 180, "واتس للتواصل للطلب تواصل الخاص تيليجرام"),
    (Kind::Appeal, 150, "اطلب اطلبي احجز سارع تابعونا متابعة رتويت اشتركوا"),
    // What Russian recruiters write.
    (
        Kind::Lure,
        90,
        "доходность прибыльный прибыльное прибыльная заработком заработку оплату выплатой выплатами крипто биржи бирж связки криптой стабильный \
        стабильного дополнительного подработку подработки вакансия вакансии",
    ),
    (
        Kind::Appeal,
        90,
        "ищу ищем набираем набираю нужны требуются приглашаем подробности подробнее обращайтесь плюсик",
    ),
    // Words that many honest comments have as well.
    (
        Kind::Trade,
        60,
        "hosting keywords traffic adult sex singles girls stocks investors deposit zeus olympus scatter detox hemp",
    ),
    (
        Kind::Lure,
        50,
        "win deal deals sale offer offers chance money invest investment invested secret rich trusted holiday",
    ),
    (Kind::Contact, 70, "inbox dm email e-mail gmail kontak"),
    (
        Kind::Appeal,
        60,
        "download call text reply apply collect order buy visit stop купить pls plz subs subscribers",
    ),
    (Kind::Own, 100, "channel"),
    (Kind::Own, 50, "app url video videos"),
    (Kind::Own, 25, "webpage website homepage site blog link"),
    // Written by machines that turn words into others.
    (
        Kind::Praise,
        90,
        "definately truely wonderfull beautifull informations amazingly marvelous magnificent bookmarked weblog weblogs blogpost superb awsome \
        thankyou impressed clearness insightful informative",
    ),
];

/// Two words in a row, joined by an underscore.
const PAIR_LISTS: &[List] = &[
    (
        Kind::Trade,
        240,
        "guest_post guest_posts guest_posting guest_blogging link_building bad_credit payday_loan payday_loans instant_loan loan_offer loan_offers \
        quick_loan urgent_loan free_spins without_prescription no_prescription online_pharmacy online_casino online_casinos online_slots situs_slot slot_online \
        slot_gacor husband_back wife_back boyfriend_back girlfriend_back ex_back love_spells love_spell spell_caster herbal_cure herbal_medicine hacking_service \
        hacking_services professional_hacker ethical_hacker crypto_trading forex_trading bitcoin_trading bitcoin_mining binary_options binary_option credit_repair \
        essay_writing essay_service paper_writing writing_service writing_services assignment_help homework_help louis_vuitton michael_kors ray_ban nike_shoes \
        weight_loss lose_weight penis_enlargement male_enhancement erectile_dysfunction adult_dating dr_priest phone_hack blank_atm atm_card \
         social_bookmarking article_spinner content_writing page_rank domain_authority seo_services seo_service seo_company seo_expert \
        bahis_siteleri canlı_bahis deneme_bonusu casino_siteleri escort_bayan judi_online bandar_judi agen_slot situs_judi онлайн_казино быстрый_займ \
        recovery_expert fund_recovery funds_recovery lost_funds account_manager trading_signals trading_platform investment_platform",
    ),
    (
        Kind::Trade,
        130,
        "search_engines search_engine search_results web_traffic website_traffic more_traffic targeted_traffic organic_traffic real_traffic \
        targeted_visitors real_visitors unique_articles article_writing first_page your_rankings your_ranking email_marketing digital_marketing marketing_agency \
        internet_marketing affiliate_marketing web_hosting web_design web_designer web_development personal_loan personal_loans business_loan interest_rate credit_score \
        text_generator content_creation ready_made designer_bags wholesale_price stock_market fixed_deposit mobile_app app_development virtual_assistant",
    ),
    (
        Kind::Lure,
        180,
        "make_money made_money making_money extra_money earn_money earning_money earn_cash extra_cash extra_income passive_income weekly_profit from_home home_job \
        work_online online_job online_jobs gift_card gift_cards free_gift free_iphone free_trial free_shipping free_delivery free_traffic cash_prize limited_time limited_offer \
        special_offer best_price best_prices low_price low_prices money_back worldwide_delivery worldwide_shipping geld_verdienen nebenbei_verdienen von_zuhause \
        ganar_dinero ganhar_dinheiro gagner_argent guadagnare_soldi argent_facile dinero_fácil renda_extra пассивный_доход быстрые_деньги дополнительный_доход \
        хороший_доход высокий_доход удаленная_работа удалённая_работа удаленный_заработок para_kazan you_won have_won been_selected been_chosen",
    ),
    (
        Kind::Lure,
        90,
        "per_day per_week per_hour per_month i_earn i_earned i_made she_makes he_makes financial_freedom new_players \
        buy_cheap buy_online legit_and dollars_per в_день в_неделю от_100 am_tag pro_tag al_día por_dia par_jour al_giorno",
    ),
    (
        Kind::Contact,
        180,
        "contact_me contact_us contact_him contact_her contact_them contact_on reach_him reach_her reach_me reach_us reach_out message_me inbox_me dm_me add_me \
        text_me private_message whats_app on_telegram on_whatsapp via_whatsapp via_telegram via_email call_us email_us email_me mail_me write_me \
        on_instagram on_facebook add_up в_лс в_личку в_личные пишите_в мне_в contáctame_al kontaktieren_sie contactez_nous contate_me hubungi_kami",
    ),
    (
        Kind::Appeal,
        200,
        "click_here click_below check_out checkout_my check_it check_my sign_up order_now call_now text_now act_now apply_now buy_now join_now \
        register_now shop_now download_now start_now visit_my visit_our visit_us subscribe_to sub_to follow_me like_my thumbs_up add_my watch_my listen_to \
        give_it hier_klicken klick_hier klicken_sie cliquez_ici haz_clic clique_aqui clicca_qui jetzt_kaufen jetzt_anmelden jetzt_bestellen schau_mal \
        besuchen_sie visita_mi visite_meu visitez_mon по_ссылке join_us join_our opt_out to_claim to_unsubscribe",
    ),
    (
        Kind::Own,
        230,
        "my_channel our_channel my_youtube our_website my_web our_web our_site my_webpage my_homepage our_blog my_weblog my_page our_page my_profile my_videos my_vids my_covers \
        my_music my_songs my_store our_store my_shop our_shop our_services our_company our_products mein_kanal meinen_kanal meinem_kanal meine_seite unsere_seite \
        unseren_shop ma_chaîne mon_site notre_site mi_canal mi_página mi_pagina meu_canal meu_site nosso_site mio_canale mio_sito мой_канал мой_сайт \
        наш_сайт kanalıma_abone new_channel this_channel your_channel",
    ),
    (
        Kind::Own,
        110,
        "my_video my_song my_new my_facebook my_app our_app my_group our_group we_offer we_provide we_sell our_team  \
          new_video new_song this_video this_playlist on_youtube youtube_channel hey_guys hi_guys hello_guys guys_check please_check channel_and wir_bieten ofrecemos_servicios nous_proposons",
    ),
    // Songs and channels of one's own, and how people ask for viewers.
    (
        Kind::Own,
        150,
        "subscribe_me subscribe_my subscribe_back please_subscribe me_subscribe get_subscribers more_subscribers need_subscribers get_subs my_subs my_cover our_cover \
        our_music our_song our_songs our_newest my_newest my_latest our_latest my_remix my_mixtape my_album my_playlist my_rap i_rap my_band our_band my_fanpage my_twitter on_twitter \
        my_clan my_server my_game my_etsy my_patreon my_ebook my_book our_fanpage my_project my_campaign my_petition my_stream my_podcast our_podcast my_instagram \
        my_telegram my_whatsapp my_number my_inbox",
    ),
    (
        Kind::Appeal,
        110,
        "check_me check_us check_this check_our come_check go_check support_me support_us follow_us help_me share_this vote_for sign_this like_this like_and",
    ),
    // The same in other languages.
    (
        Kind::Trade,
        240,
        "vay_tiền nhà_cái cá_cược sòng_bạc kredit_ohne schnelle_kredite crédit_rapide prêt_rapide préstamo_rápido préstamos_rápidos empréstimo_rápido prestito_veloce \
        link_alternatif rtp_live rtp_slot bonus_member new_member slot_terpercaya situs_terpercaya situs_resmi obat_kuat pinjaman_online kumar_siteleri güvenilir_bahis",
    ),
    (
        Kind::Lure,
        150,
        "kiếm_tiền miễn_phí khuyến_mãi trúng_thưởng زيادة_الدخل ربح_المال من_المنزل gagner_de de_l'argent zu_gewinnen ha_ganado has_ganado você_ganhou \
        hai_vinto вы_выиграли lavoro_online trabajo_online trabalhe_em uang_tambahan penghasilan_tambahan",
    ),
    (
        Kind::Appeal,
        150,
        "rufen_sie jetzt_anrufen antworten_sie appelez_le llame_al ligue_para nhấp_vào đăng_ký tải_về üye_ol اضغط_هنا اشترك_في gabung_sekarang daftar_sekarang",
    ),
    (
        Kind::Own,
        150,
        "قناتي_على kanalıma_bekleriz мой_телеграм мой_телеграмм мой_профиль моём_канале моем_канале на_канал",
    ),
    (
        Kind::Appeal,
        150,
        "sub_me subscribe_for like_subscribe subscribe_like senden_sie ruf_uns rufe_uns envoyez_le envie_la",
    ),
    (
        Kind::Lure,
        130,
        "ищу_людей ищем_людей нужны_люди набираю_команду набираем_команду набор_в в_команду от_18 18_лет без_опыта без_вложений за_день дохода_от доход_от \
        заработок_от от_100$ от_200 на_удаленке на_удалёнке в_интернете",
    ),
    (Kind::Contact, 150, "писать_в пиши_в за_подробностями"),
    // Phrases that many honest comments have as well.
    (Kind::Appeal, 100, "click_on click_the link_below log_on visit_the"),
    (Kind::Appeal, 40, "link_in this_link the_link"),
    (Kind::Own, 140, "my_site my_website my_link"),
    (Kind::Own, 50, "my_blog my_first we_are your_site your_website your_web"),
    (Kind::Lure, 50, "every_day every_week a_day a_week at_home best_way"),
];

/// Domains that hide where they lead, or lead to somebody's chat.
const DOMAIN_LISTS: &[List] = &[
    (
        Kind::Own,
        100,
        "bit.ly tinyurl.com goo.gl adf.ly linkbucks.com ow.ly rebrand.ly cutt.ly linktr.ee is.gd s.id rb.gy shorturl.at",
    ),
    (Kind::Contact, 200, "t.me wa.me telegram.me whatsapp.com line.me"),
];

/// For languages that put no space between words: two to five characters.
const UNSPACED_LISTS: &[List] = &[
    (
        Kind::Trade,
        240,
        "博彩 赌场 彩票 色情 代开发票 开发票 约炮 同城交友 网赚 刷单 时时彩 百家乐 裸聊 贷款 办证 刻章 套现 提额 无抵押 六合彩 娱乐城 私服 外挂 \
        刷钻 刷信誉 刷粉 代孕 迷药 窃听 伟哥 壮阳 丰胸 祛斑 包夜 上门服务 成人用品 黄色网站 原单 a货 网络兼职 兼职 傔职 兼軄 网络差事 \
        在家工作 宅家 手工活 打字员 诚聘 招聘 微商 厂家直销 批发 现货 热卖 期货 配资 荐股 カジノ 出会い系 アダルト 闇金",
    ),
    (
        Kind::Trade,
        130,
        "投资 股票 代购 减肥 高仿 推广 引流 加盟 代理 销售 有限公司 产品包括 面膜 保健品 信用卡 装修 培训班 私家侦探 客服 业余 副業 融資 仮想通貨 投資 \
        ダイエット コピー商品 激安",
    ),
    (
        Kind::Lure,
        180,
        "工资当天 当天结 日结 日薪 结算 多劳多得 挣的越多 越多挣 挣钱 赚钱 日赚 月入 宝妈 上班族 不限制 不限时间 送彩金 注册送 内部券 优惠券 返利 \
        稼げる 稼ぐ 儲か",
    ),
    (
        Kind::Lure,
        130,
        "免费送 免费领 优惠 红包 福利 特价 包邮 便宜 低价 无門槛 轻松 无料 無料 プレゼント 当選",
    ),
    (Kind::Lure, 60, "免费 工资 待遇"),
    (
        Kind::Contact,
        220,
        "加微信 加微 加我微信 微信号 加qq 加扣 扣扣号 qq号 qq群 q群 加群 进群 电报群 薇信 威信 徽信 联系我 联系电话 联系方式 私聊 私信我 咨询 热线 \
        ライン追加 lineで",
    ),
    (Kind::Contact, 110, "微信 扣扣 企鹅 联系 电话 电报"),
    (
        Kind::Appeal,
        200,
        "点击 扫码 复制 浏览器 报名 有意者 有意 点我 点头像 看我头像 看我博客 进我 收藏 欢迎光临 欢迎加入 火速 速来 登録はこ クリック",
    ),
    (Kind::Appeal, 90, "关注 注册 下载 地址 进入 访问 加入"),
    (
        Kind::Own,
        150,
        "我的店 本店 我店 小店 淘宝店 我的博客 我博客 我的空间 互粉 互关 求关注 求互粉 官网",
    ),
];

/// Words that trades, and nobody's parents, put into a name.
const NAME_LISTS: &[List] = &[
    (
        Kind::Sender,
        200,
        "outlet wholesale supplier suppliers manufacturer manufacturers solicitor solicitors locksmith locksmiths plumber \
         plumbers plumbing roofing roofers roofer electrician electricians removals movers rental rentals limo limousine dentist dentists \
         lawyers attorney attorneys accountant accountants insurance mortgage mortgages hosting marketing agency services service \
         software android handbags handbag shoes sneakers jerseys sunglasses jewelry jewellery watches furniture mattress \
         cleaning cleaners cleaner repair repairs pest carpet carpets flooring windows kitchens essay essays homework assignment \
         dissertation tutors vape cbd kratom supplements supplement keto diet massage clinic surgery surgeon tours travels packers \
         logistics printing packaging escorts escort casino casinos seo backlinks loans loan crypto bitcoin forex trading betting slots poker \
         replica pills viagra cialis pharmacy porn dating astrologer spells coupons discount hacks apk mp3 download downloader lyrics \
         wallpapers tattoo wedding photographer photography remodeling remodelling renovation contractor contractors construction landscaping hvac \
         movies streaming iptv web webdesign website websites hotels villa villas resort taxi cab flights visa immigration \
         recruitment jobs vacancy academy courses training institute tuition recipes yoga fitness gym skincare cosmetics botox \
         lawyer law firm consultants consultant umzug schlüsseldienst entrümpelung versicherung reinigung gutschein serrurier plombier abogados cerrajero \
         fontanero mudanzas advogado desentupidora avvocato traslochi купить цена заказать ремонт скачать nakliyat evden halı escortlar bahis \
         jasa sewa harga jual thuê giá",
    ),
    (
        Kind::Sender,
        110,
        "best top online store shop deals buy cheap free company ltd llc inc gmbh expert experts solutions consulting design designer designs \
         review reviews near price prices quality professional affordable digital global tech technologies group for in how the your \
         tips guide blog news video videos games game health beauty fashion home business finance money",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screening::filter::fold::fold;

    #[test]
    fn every_entry_stands_once_and_folded() {
        for lists in [WORD_LISTS, DOMAIN_LISTS, PAIR_LISTS, UNSPACED_LISTS, NAME_LISTS] {
            let mut all: Vec<&str> = entries(lists).map(|(entry, _)| entry).collect();
            all.sort_unstable();
            for two in all.windows(2) {
                assert_ne!(two[0], two[1]);
            }
            for entry in all {
                assert_eq!(fold(entry), entry);
            }
        }
    }

    #[test]
    fn phrases_are_two_words_and_unspaced_ones_two_to_five_characters() {
        for (pair, _) in entries(PAIR_LISTS) {
            assert_eq!(pair.split('_').count(), 2, "{pair}");
        }
        for (part, _) in entries(UNSPACED_LISTS) {
            assert!((2..=5).contains(&part.chars().count()), "{part}");
        }
    }
}
