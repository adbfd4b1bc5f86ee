//! The readers' pages in a real browser: without script, with script, on a phone, in dark mode, and
//! checked by axe-core.

use std::time::Duration;

use fantoccini::{Client, Locator};
use rejoinder::config::Policy;

use crate::media::upload;
use crate::support::answer::Answer;
use crate::support::app::TestApp;
use crate::support::browser::{Browser, Window};
use crate::support::builders::Article;
use crate::support::pictures::photo;
use crate::support::staff::Staff;

async fn paper() -> (TestApp, Article) {
    let app = TestApp::with(|config| {
        config.comments.policy = Policy::PublishAll;
        config.comments.min_interval = Duration::ZERO;
        config.site.tagline = "News from the water's edge".to_owned();
        config.site.transparency = true;
        config.site.copyright = "© 2026 The Quay".to_owned();
    })
    .await;
    let article = app
        .article()
        .title("What it costs to keep the harbour deep enough")
        .section("Harbour")
        .with("byline", "Ines Almeida")
        .with("tags", serde_json::json!(["dredging", "budget"]))
        .body(
            "The dredger comes **twice a year** now, and each time it costs more than the year before.\n\n\
             ## Who pays\n\nThe city does, for the most part:\n\n- two thirds from the budget\n- one third from the port\n\n\
             > Nobody has counted the mud.\n\nRead more in [the budget](https://budget.test/).",
        )
        .create()
        .await;
    (app, article)
}

pub fn url(app: &TestApp, path: &str) -> String {
    format!("http://{}{path}", app.world().address)
}

pub async fn type_into(client: &Client, id: &str, text: &str) {
    let field = client.find(Locator::Id(id)).await.expect(id);
    field.clear().await.expect("an empty field");
    field.send_keys(text).await.expect("typed");
}

pub async fn press(client: &Client, words: &str) {
    let button = client
        .find(Locator::XPath(&format!("//button[normalize-space()='{words}']")))
        .await
        .expect(words);
    button.click().await.expect("pressed");
}

/// Waits for an element, as pages take their time.
pub async fn wait_for(client: &Client, css: &str) -> fantoccini::elements::Element {
    client.wait().at_most(Duration::from_secs(30)).for_element(Locator::Css(css)).await.expect(css)
}

/// Waits until what `xpath` finds says `words`. After a click that leads to another page, what the
/// page that is left has as well must be awaited by its words: the driver may still look at the old
/// page.
pub async fn says(client: &Client, xpath: &str, words: &str) {
    let told = format!("{xpath}[contains(normalize-space(), \"{words}\")]");
    let waiting = client.wait().at_most(Duration::from_secs(30));
    waiting
        .for_element(Locator::XPath(&told))
        .await
        .unwrap_or_else(|cause| panic!("{told}: {cause}"));
}

pub async fn text_of(client: &Client, css: &str) -> String {
    wait_for(client, css).await.text().await.expect("text")
}

async fn value_of(client: &Client, id: &str) -> String {
    let field = client.find(Locator::Id(id)).await.expect(id);
    field.prop("value").await.expect("a property").unwrap_or_default()
}

#[tokio::test]
async fn on_a_phone_a_wide_table_scrolls_alone_and_sections_are_one_row() {
    let (app, _) = paper().await;
    for section in ["Business", "City and region", "Culture", "Opinion", "Science", "Sports"] {
        app.article().section(section).create().await;
    }
    let row = |cell: &str| format!("|{}\n", format!("{cell}|").repeat(9));
    let sides = format!("|:--|{}\n", "---:|".repeat(8));
    let table = format!("{}{sides}{}", row("Quantity"), row("1234567"));
    let word = "Rindfleischetikettierungsueberwachungsaufgabenuebertragungsgesetz";
    let article = app.article().title("Figures").body(&format!("{word}\n\n{table}")).create().await;
    let browser = Browser::open(Window::phone().without_script()).await;
    let client = browser.client();
    client.goto(&url(&app, &article.path)).await.expect("the page");
    for (what, script) in [
        ("the page is as wide as the window", "document.documentElement.scrollWidth <= innerWidth"),
        (
            "the table scrolls",
            "(t => t.scrollWidth > t.clientWidth)(document.querySelector('.body table'))",
        ),
        (
            "`:--` and `---:` align",
            "(l => l[0] === 'start' && l[1] === 'end')([...document.querySelectorAll('.body th')].map(t => getComputedStyle(t).textAlign))",
        ),
        (
            "long words get a hyphen",
            "getComputedStyle(document.querySelector('.body p')).hyphens === 'auto'",
        ),
        (
            "one row of sections",
            "(l => l[0].offsetTop === l[l.length - 1].offsetTop)(document.querySelectorAll('.masthead .sections li'))",
        ),
    ] {
        let holds = client.execute(&format!("return {script}"), Vec::new()).await;
        assert_eq!(holds.expect("script runs"), true, "{what}");
    }
    browser.screenshot("phone-table").await;
    browser.close().await;
    app.run_jobs().await;
}

#[tokio::test]
async fn beside_the_lead_of_a_front_page_no_column_ends_halfway_down() {
    let app = TestApp::start().await;
    let editor = app.editor().await;
    let photo = upload(&editor, &[("alt", "Mud")], "mud.jpg", &photo(900, 600, 1)).await;
    let lead = serde_json::json!({ "media": photo.expect(201).json()["id"] });
    let summary = "Minutes of the harbour board show that three warnings were written in spring, \
                   and that none of them was answered before the ferry stopped in September.";
    for number in 1..=10 {
        let story = app.article().title(&format!("The board answers letter {number}"));
        story.with("summary", summary).with("lead_image", lead.clone()).create().await;
        app.advance(Duration::from_secs(60));
    }
    let browser = Browser::open(Window::desktop()).await;
    let client = browser.client();
    client.goto(&url(&app, "/")).await.expect("the page");
    // The height of the column's content for each pixel of the lead's.
    let script = "const lead = document.querySelector('.first .card').getBoundingClientRect();
        const lines = document.querySelectorAll('.column li');
        const height = [...lines].reduce((sum, line) => sum + line.getBoundingClientRect().height, 0);
        return [lines.length, height / lead.height]";
    let [lines, share] =
        serde_json::from_value(client.execute(script, Vec::new()).await.expect("script runs"))
            .unwrap_or([0.0, 0.0]);
    browser.screenshot("front-column").await;
    assert_eq!(lines, 5.0);
    assert!((0.75..1.1).contains(&share), "{share}");

    // Without a picture the lead is low; nothing is empty under it.
    app.article().title("Nobody answered").with("summary", summary).create().await;
    client.goto(&url(&app, "/")).await.expect("the page");
    let script = "const place = name => document.querySelector(name).getBoundingClientRect();
        return [place('.top > .row-of').top - place('.first .card').bottom,
            place('.top').bottom - place('.column').bottom]";
    let [under, beside] =
        serde_json::from_value(client.execute(script, Vec::new()).await.expect("script runs"))
            .unwrap_or([f64::MAX, f64::MAX]);
    assert!(under < 60.0 && beside < 60.0, "{under} {beside}");
    browser.close().await;
    app.run_jobs().await;
}

#[tokio::test]
async fn on_a_phone_the_name_stands_at_the_beginning_of_a_page_that_runs_the_other_way() {
    let (app, _) = paper().await;
    let article = app.article().with("language", "ar").title("عبّارة").create().await;
    let browser = Browser::open(Window::phone()).await;
    let client = browser.client();
    client.goto(&url(&app, &article.path)).await.expect("the page");
    let script = "const range = document.createRange();
        range.selectNodeContents(document.querySelector('.nameplate a'));
        return innerWidth - range.getBoundingClientRect().right";
    let gap = client.execute(script, Vec::new()).await.expect("script runs");
    assert!(gap.as_f64().is_some_and(|gap| gap < 24.0), "{gap}");
    browser.close().await;
    app.run_jobs().await;
}

/// Opens a page that others have asked for before, so that it comes by brotli, as most readers get it. The form's own
/// fields are in it all the same.
async fn open_by_brotli(app: &TestApp, browser: &Browser, path: &str) {
    let client = browser.client();
    let mut seen = Vec::new();
    // What was posted just now may drop the page once more, which then comes by gzip once more.
    for _ in 0..20 {
        let request = app.request(reqwest::Method::GET, path);
        let sent = Answer::to(request.header("accept-encoding", "gzip, br")).await.expect(200);
        if sent.header("content-encoding") != "br" {
            continue;
        }
        client.goto(&url(app, path)).await.expect("the page");
        let size = "return performance.getEntriesByType('navigation')[0].encodedBodySize";
        let size = client.execute(size, Vec::new()).await.expect("script runs");
        if size == sent.body.len() {
            return;
        }
        seen.push((size, sent.body.len()));
        // It has the page by gzip, which is still the same page for the server.
        browser.forget_pages().await;
    }
    panic!("the browser takes brotli: {seen:?}");
}

#[tokio::test]
async fn without_script_a_reader_corrects_a_form_posts_and_replies_by_a_link() {
    let (app, article) = paper().await;
    let browser = Browser::open(Window::desktop().without_script()).await;
    let client = browser.client();
    open_by_brotli(&app, &browser, &article.path).await;
    type_into(client, "text", "I live by the lock, and I *see* it.").await;
    type_into(client, "email", "ann at mail").await;
    app.advance(Duration::from_secs(30));
    press(client, "Post Comment").await;

    let summary = text_of(client, "#form-errors").await;
    assert!(summary.contains("Enter your name"), "{summary}");
    assert_eq!(value_of(client, "text").await, "I live by the lock, and I *see* it.");
    assert_eq!(value_of(client, "email").await, "ann at mail");
    let focused = client.active_element().await.expect("something has the focus");
    assert_eq!(focused.attr("id").await.expect("an attribute").as_deref(), Some("form-errors"));
    browser.screenshot("desktop-errors").await;

    type_into(client, "name", "Ann").await;
    type_into(client, "email", "ann@mail.test").await;
    press(client, "Post Comment").await;
    let comment = text_of(client, "article.comment").await;
    assert!(
        comment.contains("Ann") && comment.contains("I live by the lock, and I see it."),
        "{comment}"
    );

    client
        .find(Locator::Css("a.reply"))
        .await
        .expect("a link to reply")
        .click()
        .await
        .expect("followed");
    says(client, "//*[@id='respond-heading']", "Reply to Ann").await;
    type_into(client, "text", "So do I.").await;
    type_into(client, "name", "Bo").await;
    type_into(client, "email", "bo@mail.test").await;
    app.advance(Duration::from_secs(30));
    press(client, "Post Comment").await;
    let nested = text_of(client, "ol.thread ol article.comment").await;
    assert!(nested.contains("So do I."), "{nested}");
    browser.screenshot("desktop-thread").await;
    browser.close().await;
    app.run_jobs().await;
}

#[tokio::test]
async fn with_script_the_form_moves_to_the_comment_and_back() {
    let (app, article) = paper().await;
    let first = app.reader().named("Ann").post(&article, "Who counts the mud?").await.id;
    app.reader().named("Bo").post(&article, "Nobody.").await;
    let browser = Browser::open(Window::phone()).await;
    let client = browser.client();
    open_by_brotli(&app, &browser, &article.path).await;
    let link = wait_for(client, &format!("#comment-{first} a.reply")).await;
    link.click().await.expect("pressed");
    says(client, "//*[@id='respond-heading']", "Reply to Ann").await;
    let beside = format!("#comment-{first} + #respond");
    wait_for(client, &beside).await;
    assert!(
        !client.current_url().await.expect("an address").as_str().contains("reply="),
        "no page was loaded"
    );
    let focused = client.active_element().await.expect("something has the focus");
    assert_eq!(focused.attr("id").await.expect("an attribute").as_deref(), Some("text"));
    browser.screenshot("phone-inline-reply").await;

    client
        .find(Locator::Id("cancel-reply"))
        .await
        .expect("a way back")
        .click()
        .await
        .expect("pressed");
    says(client, "//*[@id='respond-heading']", "Leave a Reply").await;
    client
        .find(Locator::Css(&format!("#comment-{first} a.reply")))
        .await
        .expect("the link")
        .click()
        .await
        .expect("pressed");
    type_into(client, "text", "The harbour master does.").await;
    type_into(client, "name", "Cy").await;
    type_into(client, "email", "cy@mail.test").await;
    app.advance(Duration::from_secs(30));
    press(client, "Post Comment").await;
    let nested = text_of(client, "ol.thread ol article.comment").await;
    assert!(nested.contains("The harbour master does."), "{nested}");
    browser.close().await;
    app.run_jobs().await;
}

#[tokio::test]
async fn axe_finds_nothing_on_any_kind_of_page_in_light_and_dark() {
    let (app, article) = paper().await;
    let closed = app.article().title("Closed for comments").closed().create().await;
    let held = {
        let reader = app.reader().named("Held Hanna");
        let form = reader.form(&article).await.with("text", "Held.").with("homepage2", "x");
        reader.posted(&reader.send(&form).await.expect(303)).await
    };
    let first =
        app.reader().named("Ann").post(&article, "Who *counts*?\n\n> Nobody.\n\n- a\n- b").await.id;
    let mut parent = first;
    for level in 0..6 {
        parent = app
            .reader()
            .named(&format!("Level {level}"))
            .reply(&article, parent, "Deeper.")
            .await
            .id;
    }
    let admin = app.admin().await;
    let removed = app.reader().post(&article, "To be removed.").await.id;
    app.reader().reply(&article, removed, "An answer that stays.").await;
    admin.delete(removed).await;
    rejoinder::maintenance::run_hourly(&app.parts()).await.expect("the figures are counted");
    app.run_jobs().await;
    let public = [
        ("front", "/".to_owned()),
        ("article", article.path.clone()),
        ("reply", format!("{}?reply={first}", article.path)),
        ("closed", closed.path.clone()),
        ("section", "/sections/harbour".to_owned()),
        ("tag", "/tags/dredging".to_owned()),
        ("status", held.location.clone()),
        ("flag", format!("/comments/{first}/flag")),
        ("privacy", "/privacy".to_owned()),
        ("privacy-data", "/privacy/data".to_owned()),
        ("transparency", "/transparency".to_owned()),
        ("latest-comments", "/comments".to_owned()),
        ("missing", "/nothing-here".to_owned()),
        ("search", "/search?q=dredger".to_owned()),
        ("search-empty", "/search?q=walrus".to_owned()),
        ("login", "/desk/login".to_owned()),
    ];
    let private = [
        ("desk-comment", format!("/desk/comments/{}", held.id)),
        ("desk-account", "/desk/account".to_owned()),
    ];
    let mut faults = Vec::new();
    for (look, window) in
        [("desktop", Window::desktop()), ("phone-dark", Window::phone().in_dark())]
    {
        let browser = Browser::open(window).await;
        for (name, path) in &public {
            faults.extend(inspect(&app, &browser, path, &format!("{look}-{name}")).await);
        }
        // The page with every error at once.
        browser.client().goto(&url(&app, &article.path)).await.expect("the page");
        press(browser.client(), "Post Comment").await;
        wait_for(browser.client(), "#form-errors").await;
        faults.extend(axe(&browser, &format!("{look}-errors-all")).await);
        sign_in(&app, &browser, &admin).await;
        for (name, path) in &private {
            faults.extend(inspect(&app, &browser, path, &format!("{look}-{name}")).await);
        }
        browser.close().await;
    }
    assert_eq!(faults, Vec::<String>::new());
    app.run_jobs().await;
}

async fn inspect(app: &TestApp, browser: &Browser, path: &str, name: &str) -> Vec<String> {
    browser.client().goto(&url(app, path)).await.expect("the page");
    axe(browser, name).await
}

pub async fn axe(browser: &Browser, name: &str) -> Vec<String> {
    browser.screenshot(name).await;
    // Nothing may stick out to the side.
    let wide = browser
        .client()
        .execute("return document.documentElement.scrollWidth > innerWidth", Vec::new())
        .await;
    let mut faults: Vec<String> =
        browser.axe().await.into_iter().map(|fault| format!("{name}: {fault}")).collect();
    if wide.expect("script runs") == true {
        faults.push(format!("{name}: wider than the window"));
    }
    faults
}

/// Signs in as people do.
pub async fn sign_in(app: &TestApp, browser: &Browser, staff: &Staff) {
    let client = browser.client();
    client.goto(&url(app, "/desk/login")).await.expect("the page");
    type_into(client, "email", &staff.email).await;
    type_into(client, "password", &staff.password).await;
    press(client, "Sign in").await;
    client
        .wait()
        .at_most(Duration::from_secs(30))
        .for_url(&url(app, "/desk").parse().expect("an address"))
        .await
        .expect("the desk");
}
