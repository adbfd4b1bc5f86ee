//! A labelled stream of comments of the project's own making: some styles of fine comments, some
//! campaigns of spam that come and go, and words that both use. The same seed makes the same stream.

use rejoinder::screening::filter::label::Label;
use rejoinder::screening::filter::model::SplitMix64;

/// A comment as it would come.
#[derive(Clone, Debug)]
pub struct Written {
    /// The text.
    pub text: String,
    /// The name over it.
    pub name: String,
    /// The mail address.
    pub email: String,
    /// The website, if one was given.
    pub website: Option<String>,
    /// What a moderator would say.
    pub label: Label,
}

/// Makes `count` comments of which `spam` in a hundred are spam.
pub fn stream(count: usize, spam: u64, seed: u64) -> Vec<Written> {
    let mut random = SplitMix64(seed);
    (0..count)
        .map(|at| {
            if random.below(100) < spam {
                junk(&mut random, at, count)
            } else {
                fine(&mut random, at)
            }
        })
        .collect()
}

/// Replaces each `{a|b}` by one of its parts.
fn say(random: &mut SplitMix64, template: &str) -> String {
    let mut out = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let (parts, behind) = after.split_once('}').expect("a template that closes");
        let parts: Vec<&str> = parts.split('|').collect();
        out.push_str(parts[random.below(parts.len() as u64) as usize]);
        rest = behind;
    }
    out + rest
}

const TOPIC: &str = "{harbour|tram line|school budget|library|bank merger|new bridge|housing plan|rail strike|museum|\
                     water works|loan scheme|market hall|casino licence|hospital|bicycle road}";
const PLACE: &str = "{the old town|Nordhafen|the east side|our street|the valley|Marktplatz|the islands|the suburb}";
const WHO: &str = "{the council|the mayor|the author|the ministry|the company|the operator|the opposition|the court}";

const FINE: [&str; 22] = [
    "I {think|doubt|believe} that WHO {should have asked|did ask|never asked} people in PLACE before the TOPIC was decided.",
    "Thank you for this {piece|article|report}. What I {miss|would like to know} is what the TOPIC {costs|will cost} in the end.",
    "Does {anybody|anyone here} know {whether|why|when} WHO will {publish|correct|explain} the figures on the TOPIC?",
    "I have lived {near|in} PLACE for {ten|twenty|six} years, and the TOPIC has been {promised|put off|planned} {twice|three times}.",
    "There is {a report|a longer study} on the TOPIC: https://www.{stats|archive|city}.example.org/{2024|2025}/{report|minutes}.pdf",
    "{Well said.|I agree.|Not convinced.|Good point.|Exactly this.|That is simply wrong.} PLACE {is not alone in this|deserves better}.",
    "My bank {refused|offered} us a loan for {the shop|a flat} in PLACE, so I {understand|see} why the TOPIC {matters|worries people}.",
    "{Sorry|No}, but the {third|second} paragraph is wrong: WHO {voted against|abstained on} the TOPIC in {March|October}.",
    "People {earn|make} less here than in the capital, and prices in PLACE {go up|rise} every year. The TOPIC changes {little|nothing}.",
    "As a {nurse|teacher|driver|engineer} I {see|deal with} this every week. WHO has no idea what the TOPIC does to PLACE.",
    "{Great|Good|Interesting} article! The photograph of PLACE {reminds me of|could be from} {1975|my childhood|last winter}.",
    "The {free|cheap} tickets {ended|were cancelled} when WHO {took over|sold} the TOPIC; {nobody|hardly anyone} remembers that.",
    "@{Jonas|Mila|Petra}: {read it again|that was not the point}, the TOPIC is paid {by the state|from fees}, not by WHO.",
    "{Half|Most} of what is written about bitcoin and the TOPIC is {hot air|nonsense}. Ask anyone in PLACE who {bought|sold} in 2021.",
    "I was at the meeting. WHO {spoke|answered} for {an hour|ten minutes} and said nothing about the TOPIC. {Typical.|A pity.}",
    "Why does {every|each} story about PLACE {end|begin} with the TOPIC? There {are|must be} other things to write about.",
    "{My grandmother|My father|Our neighbour} worked {at|on} the TOPIC {until|before} 1989 and would {laugh|weep} at what WHO says now.",
    "The comparison with {Vienna|Oslo|Lyon} is {lame|unfair}: they {began|paid} {earlier|more}, and WHO there is {elected|controlled} differently.",
    "Could you {add|publish} a map? Without one the part about PLACE and the TOPIC is {hard|impossible} to follow.",
    "{Once more|Again} WHO wins and PLACE pays. I will {vote|write|march} against the TOPIC {next time|in spring}.",
    "I {bought|sell} {vegetables|bread} at PLACE on Saturdays, and since the TOPIC {opened|closed} there are {fewer|more} customers.",
    "{Two|Three} links for those who doubt it: http://{minutes|council}.example.net/TAG and http://{news|radio}.example.com/TAG",
];

/// Fine comments that look like spam: one in eight. Moderators see most of them held, and approve
/// them.
const DOUBTFUL: [&str; 10] = [
    "{Great|Nice|Awesome|Wonderful} {post|article}! {Thanks for sharing|I love reading this|Keep up the good work}.",
    "{Here|This} is the map I made of PLACE: http://maps.example.{com|net}/TAG {free to use|for everyone}",
    "Careful, the {loan|casino|bitcoin} offers {above|below} are spam: nobody gives {loans at 2 %|free spins|$5000 a week}.",
    "{Free|Cheap} tickets for the museum in PLACE until {Friday|Sunday}: https://tickets.example.org/TAG",
    "I {invested|put} ${500|1000} in bitcoin on such a platform and {lost|never saw} it {in a week|again}.",
    "WhatsApp group for {neighbours|parents} in PLACE: write to {jonas|mila|petra}{1|2|3}@post.example.org",
    "I sell my {old bike|piano|garden tools}, pick up in PLACE, ${50|80|120}, {call|contact me} after {six|eight}.",
    "Buy {local|less} and order nothing online, then the shops in PLACE get customers again. https://market.example.net/TAG",
    "My website {has|shows} the {photographs|minutes} from the meeting on the TOPIC: http://{jonas|mila}.example.com/TAG",
    "Hello, I found this article on the search and must say it is {very interesting|useful}. {Greetings|Best wishes} from PLACE.",
];

/// Each campaign with the tenths of the stream in which it runs, and the website it gives.
const CAMPAIGNS: [(u64, u64, Option<&str>, &str); 10] = [
    (
        0,
        10,
        Some("https://{best|top|my}-{seo|ranking}-{tips|guide}.example.{net|com}"),
        "{Great|Nice|Awesome|Wonderful} {post|blog|article}! I {really enjoyed|love} reading {it|this}, {keep up the good work|thanks for sharing|very useful information}.",
    ),
    (
        0,
        10,
        None,
        "I can {bring|send} {real|targeted} visitors to your {website|site} and get it to the {first page|top} of the search results. {Write to|Contact} me at sales{1|2|3|4|5|6|7}@{rank|boost}.example.com",
    ),
    (
        0,
        5,
        None,
        "Do you need {an urgent|a quick} loan? We offer loans at {2|3} % to {everyone|anybody}, also {with bad credit|without a bank}. Apply: {fast|easy}loan{1|2|3|4}@mail.example.com",
    ),
    (
        2,
        8,
        Some("http://{lucky|royal}{7|77|88}.example.{top|xyz}"),
        "{Best|New} online casino {bonus|slots}, {100|200|500} free spins for new players http://{win|spin}{1|2|3|4|5}.example.{top|xyz}/{go|play}",
    ),
    (
        0,
        10,
        None,
        "I was {poor|in debt} until {Mrs|Mr} {Karen|Olga|Philip} {Smith|Brown} traded bitcoin for me. I {invested|gave} ${500|1000} and {got|received} ${5200|8000|11500} in {a week|ten days}. Telegram: @{karen|olga|philip}trade{1|2|3}",
    ),
    (
        5,
        10,
        None,
        "My {husband|wife|boyfriend} left me and {Dr|Priest} {Amaka|Oduma|Zaba} brought {him|her} back with a {love spell|prayer} in {two|three} days. {WhatsApp|Call} +{234|229}{801|902|673}55{12|34|78}{01|90|44}",
    ),
    (
        3,
        10,
        Some("http://{pills|meds}-{shop|online}.example.{biz|top}"),
        "{Buy|Order} {cheap|generic} {pills|tablets} without prescription, {fast|worldwide} delivery, {50|70} % discount today: http://{rx|med}{1|2|3}.example.{biz|top}",
    ),
    (
        0,
        10,
        Some("https://{solicitors|plumbers|movers|dentist}-{leeds|york|bath}.example.co.uk"),
        "{Hi|Hello}, {very|really} {nice|interesting} blog, I {found|discovered} it {on the search|by chance} and will {come back|return} soon. {Good luck|Best wishes} with it.",
    ),
    (
        6,
        10,
        None,
        "The {investment|retirement} {platform|plan} that everybody in PLACE {talks about|uses} now pays {300|400} a day. {Sign up|Register} before WHO {closes|stops} it: {bit|tiny}.example.com/{a1|b2|c3|d4}",
    ),
    (
        0,
        4,
        None,
        "We {write|offer} guest posts and {ready-made|unique} articles about the TOPIC for your {blog|site}. Ask for our {price list|rates}: editor{1|2|3}@{content|media}.example.org",
    ),
];

fn fill(random: &mut SplitMix64, template: &str) -> String {
    let with_parts = template.replace("TOPIC", TOPIC).replace("PLACE", PLACE).replace("WHO", WHO);
    let tag = random.below(9_000) + 1_000;
    say(random, &with_parts).replace("TAG", &tag.to_string())
}

fn fine(random: &mut SplitMix64, at: usize) -> Written {
    let is_doubtful = random.below(8) == 0;
    let templates: &[&str] = if is_doubtful { &DOUBTFUL } else { &FINE };
    let template = templates[random.below(templates.len() as u64) as usize];
    let mut text = fill(random, template);
    // Some have more to say.
    for _ in 0..random.below(3) {
        let more = FINE[random.below(FINE.len() as u64) as usize];
        if !more.contains("http") {
            text = format!("{text} {}", fill(random, more));
        }
    }
    // Some quote spam that they have seen in full, to complain of it.
    if random.below(25) == 0 {
        let (.., spam) = CAMPAIGNS[random.below(CAMPAIGNS.len() as u64) as usize];
        let remark =
            say(random, "{Why is this still here?|Who falls for that?|Please remove this one.}");
        text = format!("{} {remark}", fill(random, spam));
    }
    // Three in five are of readers who come again and again.
    let who = if random.below(5) < 3 { random.below(120) } else { 1_000 + at as u64 };
    let first = say(random, "{Jonas|Mila|Petra|Ahmed|Lena|Tom|Ruth|Igor|Sana|Paul}");
    Written {
        text,
        name: format!("{first} {who}"),
        email: format!("reader{who}@{}.example.org", ["mail", "post", "home"][(who % 3) as usize]),
        website: (random.below(20) == 0).then(|| format!("https://reader{who}.example.org")),
        label: Label::Fine,
    }
}

fn junk(random: &mut SplitMix64, at: usize, count: usize) -> Written {
    let tenth = (10 * at / count.max(1)) as u64;
    let (website, template) = loop {
        let (from, until, website, template) =
            CAMPAIGNS[random.below(CAMPAIGNS.len() as u64) as usize];
        if (from..until).contains(&tenth) {
            break (website, template);
        }
    };
    let mut text = fill(random, template);
    // A third hides behind the words of an honest comment.
    if random.below(3) == 0 {
        let words = FINE[random.below(20) as usize];
        let honest = fill(random, words);
        text = format!("{honest} {text}");
    }
    let name = say(random, "{Anna|James|Maria|Robert|SEO Expert|Loan Desk|Best Deals|Linda|Kevin}");
    Written {
        text,
        name: name.clone(),
        email: format!("{}{at}@free.example.com", name.to_lowercase().replace(' ', "")),
        website: website.map(|website| say(random, website)),
        label: Label::Spam,
    }
}
