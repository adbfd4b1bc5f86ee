//! The desk in a real browser: by keys and by plain forms, on a desktop and on a phone, in light
//! and dark mode.

use std::time::Duration;

use fantoccini::actions::{InputSource as _, KeyAction, KeyActions};
use fantoccini::{Client, Locator};
use rejoinder::config::{Config, SurgeMode};
use serde_json::json;

use crate::pages::{press, says, sign_in, text_of, type_into, url, wait_for};
use crate::support::answer::Answer;
use crate::support::app::TestApp;
use crate::support::browser::{Browser, Window};
use crate::support::builders::Article;
use crate::support::pictures::{photo, with_form};
use crate::support::staff::Staff;

/// How many states of the desk are looked at from right to left.
const ALSO_IN_ARABIC: usize = 20;
/// How often a page is asked for what it is to become, each time for a second.
const PATIENCE: usize = 30;

/// A newsroom in which everybody may post as fast as they like.
async fn newsroom() -> (TestApp, Article) {
    let app =
        TestApp::with(|config: &mut Config| config.comments.min_interval = Duration::ZERO).await;
    let article = app
        .article()
        .title("What it costs to keep the harbour deep enough")
        .section("Harbour")
        .create()
        .await;
    (app, article)
}

async fn posts(app: &TestApp, article: &Article, count: usize) -> Vec<i64> {
    let mut ids = Vec::new();
    for number in 0..count {
        let reader = app.reader().named(&format!("Reader {number}"));
        ids.push(
            reader
                .post(article, &format!("This is comment number {number} about the mud."))
                .await
                .id,
        );
    }
    ids
}

/// Presses a key, whatever has the focus, once the page's script listens.
async fn key(client: &Client, key: char) {
    wait_for(client, "html.alive").await;
    let keys = KeyActions::new("keys".to_owned())
        .then(KeyAction::Down { value: key })
        .then(KeyAction::Up { value: key });
    client.perform_actions(keys).await.expect("a key is pressed");
}

/// Presses what is there once it is there.
async fn click(client: &Client, css: &str) {
    wait_for(client, css).await.click().await.unwrap_or_else(|cause| panic!("{css}: {cause}"));
}

/// Waits until the script that is given says true. The page may be left meanwhile, which ends what
/// it ran; the next one is asked again.
async fn until(client: &Client, condition: &str) {
    let script = format!(
        "const done = arguments[arguments.length - 1]; const end = Date.now() + 1000; \
         const look = () => ({condition}) ? done(true) : Date.now() > end ? done(false) : requestAnimationFrame(look); \
         look();"
    );
    let mut last = None;
    for _ in 0..PATIENCE {
        match client.execute_async(&script, Vec::new()).await {
            Ok(met) if met == true => return,
            met => last = Some(met),
        }
    }
    panic!("{condition}: {last:?}");
}

async fn opened(client: &Client) -> Option<i64> {
    let script = "return document.querySelector('#item .case')?.dataset.id";
    let id = client.execute(script, Vec::new()).await.expect("script runs");
    id.as_str().map(|id| id.parse().expect("a number"))
}

#[tokio::test]
async fn twenty_comments_are_decided_by_one_key_each() {
    let (app, article) = newsroom().await;
    let ids = posts(&app, &article, 22).await;
    let moderator = app.moderator().await;
    let browser = Browser::open(Window::desktop()).await;
    let client = browser.client();
    sign_in(&app, &browser, &moderator).await;
    for (at, id) in ids[..20].iter().enumerate() {
        until(client, &format!("document.querySelector('#item .case')?.dataset.id === '{id}'"))
            .await;
        match at % 4 {
            0 | 1 => key(client, 'a').await,
            2 => key(client, 's').await,
            _ => {
                key(client, 'r').await;
                key(client, '2').await;
            }
        }
    }
    until(client, &format!("document.querySelector('#item .case')?.dataset.id === '{}'", ids[20]))
        .await;
    // How long the oldest one waits is said again once the decisions pause.
    until(client, "document.getElementById('oldest').checkVisibility()").await;
    // Moving about decides nothing.
    key(client, 'j').await;
    until(client, &format!("document.querySelector('#item .case')?.dataset.id === '{}'", ids[21]))
        .await;
    key(client, 'k').await;
    until(client, &format!("document.querySelector('#item .case')?.dataset.id === '{}'", ids[20]))
        .await;
    until(client, "document.querySelector('[data-count=pending]').textContent === '2'").await;
    let mut stands = Vec::new();
    for id in &ids {
        stands.push(moderator.comment(*id).await["status"].as_str().expect("a status").to_owned());
    }
    let expected: Vec<&str> =
        ["approved", "approved", "spam", "rejected"].into_iter().cycle().take(20).collect();
    assert_eq!(stands[..20], expected);
    assert_eq!(stands[20..], ["pending", "pending"]);
    assert_eq!(moderator.comment(ids[3]).await["context"]["decisions"][1]["reason"], "abuse");
    browser.close().await;
    app.run_jobs().await;
}

#[tokio::test]
async fn an_open_panel_owns_the_keys() {
    let (app, article) = newsroom().await;
    let ids = posts(&app, &article, 6).await;
    let moderator = app.moderator().await;
    let browser = Browser::open(Window::desktop()).await;
    let client = browser.client();
    sign_in(&app, &browser, &moderator).await;
    let shows =
        |n: usize| format!("document.querySelector('#item .case')?.dataset.id === '{}'", ids[n]);
    let reason = async |n: usize| {
        let comment = moderator.comment(ids[n]).await;
        (comment["status"].clone(), comment["context"]["decisions"][1]["reason"].clone())
    };
    let rejected = |reason: serde_json::Value| (json!("rejected"), reason);
    // The next comment has the focus, as after a decision by one key.
    let has_focus = "document.getElementById('item').contains(document.activeElement)";
    until(client, &shows(0)).await;
    // Another key does not do the opposite, and moves nowhere.
    for letter in ['r', 'a', 's', 'j', 'x'] {
        key(client, letter).await;
    }
    until(client, "document.querySelector('.pop[open]').contains(document.activeElement)").await;
    assert_eq!((opened(client).await, reason(0).await.0), (Some(ids[0]), json!("pending")));
    assert_eq!(browser.axe().await, Vec::<String>::new());
    browser.screenshot("desktop-desk-reject-keys").await;
    // Twice rejects, without a reason as long as none was given.
    key(client, 'r').await;
    until(client, &shows(1)).await;
    until(client, has_focus).await;
    for letter in ['r', '2'] {
        key(client, letter).await;
    }
    until(client, &shows(2)).await;
    until(client, has_focus).await;
    // From then on the last reason, by the key itself or by Enter.
    for letter in ['r', 'r'] {
        key(client, letter).await;
    }
    until(client, &shows(3)).await;
    until(client, has_focus).await;
    for letter in ['r', '\u{e007}'] {
        key(client, letter).await;
    }
    until(client, &shows(4)).await;
    until(client, has_focus).await;
    // Escape gives the keys back. Deleting asks in the same way.
    for letter in ['r', '\u{e00c}', 'd', 'a', 'd'] {
        key(client, letter).await;
    }
    until(client, &shows(5)).await;
    until(client, has_focus).await;
    // Enter in the note decides nothing: the first button of the form approves.
    key(client, 'r').await;
    until(client, "document.querySelector('.pop[open]')").await;
    let note = client.find(Locator::Id("note")).await.expect("the note");
    note.send_keys("Again.\u{e007}").await.expect("typed");
    until(client, "document.getElementById('note').value === 'Again.'").await;
    click(client, ".pop[open] button[value='reject:off_topic']").await;
    until(client, "document.querySelector('#rows').children.length === 0").await;
    until(client, "document.querySelector('[data-count=pending]').textContent === '0'").await;
    assert_eq!(reason(0).await, rejected(json!(null)));
    for n in [1, 2, 3] {
        assert_eq!(reason(n).await, rejected(json!("abuse")), "{n}");
    }
    assert_eq!(reason(4).await.0, "deleted");
    assert_eq!(reason(5).await, rejected(json!("off_topic")));
    browser.close().await;
    app.run_jobs().await;
}

#[tokio::test]
async fn the_key_u_undoes_the_last_decision_and_opens_its_comment() {
    let (app, article) = newsroom().await;
    let ids = posts(&app, &article, 3).await;
    let moderator = app.moderator().await;
    let browser = Browser::open(Window::desktop()).await;
    let client = browser.client();
    sign_in(&app, &browser, &moderator).await;
    until(client, &format!("document.querySelector('#item .case')?.dataset.id === '{}'", ids[0]))
        .await;
    key(client, 's').await;
    until(client, &format!("document.querySelector('#item .case')?.dataset.id === '{}'", ids[1]))
        .await;
    key(client, 'u').await;
    until(client, &format!("document.querySelector('#item .case')?.dataset.id === '{}'", ids[0]))
        .await;
    until(client, "document.querySelectorAll('#rows .row').length === 3").await;
    assert_eq!(moderator.comment(ids[0]).await["status"], "pending");
    let first =
        client.execute("return document.querySelector('#rows .row').dataset.id", Vec::new()).await;
    assert_eq!(first.expect("script runs"), ids[0].to_string(), "in its place again");
    browser.close().await;
    app.run_jobs().await;
}

#[tokio::test]
async fn several_selected_comments_are_decided_at_once() {
    let (app, article) = newsroom().await;
    let ids = posts(&app, &article, 4).await;
    let moderator = app.moderator().await;
    let browser = Browser::open(Window::desktop()).await;
    let client = browser.client();
    sign_in(&app, &browser, &moderator).await;
    until(client, "document.querySelector('#item .case')").await;
    key(client, 'x').await;
    key(client, 'j').await;
    key(client, 'j').await;
    key(client, 'x').await;
    until(client, "document.getElementById('picked').textContent === '2 selected:'").await;
    assert_eq!(browser.axe().await, Vec::<String>::new());
    key(client, 'a').await;
    says(client, "//h1", "Approve: 2 comments").await;
    app.run_jobs().await;
    client.refresh().await.expect("the page");
    says(client, "//*[@id='progress']", "2 done").await;
    assert_eq!(moderator.comment(ids[0]).await["status"], "approved");
    assert_eq!(moderator.comment(ids[1]).await["status"], "pending");
    assert_eq!(moderator.comment(ids[2]).await["status"], "approved");
    browser.close().await;
    app.run_jobs().await;
}

#[tokio::test]
async fn a_rule_is_tried_on_past_decisions_while_one_writes() {
    let (app, article) = newsroom().await;
    let ids = posts(&app, &article, 3).await;
    let editor = app.editor().await;
    editor.approve(ids[0]).await;
    let browser = Browser::open(Window::desktop()).await;
    let client = browser.client();
    sign_in(&app, &browser, &editor).await;
    client.goto(&url(&app, "/desk/rules/new")).await.expect("the page");
    let value = client.find(Locator::Id("condition-all-0-value")).await.expect("the row");
    value.send_keys("mud").await.expect("written");
    let matches =
        "document.getElementById('condition-all-0-matches').textContent === 'matches 1 of them'";
    until(client, matches).await;
    until(client, "document.querySelector('#trial').textContent.includes('1 false match')").await;
    assert_eq!(app.count("rules", "1 = 1").await, 0, "a trial stores nothing");
    // A field offers the tests that fit it.
    let number = "const field = document.getElementById('condition-all-0-field'); field.value = 'link_count'; \
                  field.dispatchEvent(new Event('change', { bubbles: true }));";
    client.execute(number, Vec::new()).await.expect("chosen");
    let fits = "document.getElementById('condition-all-0-operator').value === 'more_than'";
    until(client, fits).await;
    assert_eq!(browser.axe().await, Vec::<String>::new());
    browser.close().await;
    app.run_jobs().await;
}

/// A browser with the editor of a new story, whose script has begun.
async fn new_story(app: &TestApp, editor: &Staff) -> Browser {
    let browser = Browser::open(Window::desktop()).await;
    sign_in(app, &browser, editor).await;
    browser.client().goto(&url(app, "/desk/articles/new")).await.expect("the page");
    wait_for(browser.client(), "html.writes").await;
    browser
}

#[tokio::test]
async fn the_preview_keeps_what_one_writes_in_sight() {
    let (app, _) = newsroom().await;
    let editor = app.editor().await;
    let browser = new_story(&app, &editor).await;
    let client = browser.client();
    let write = |end: &str, cursor: &str| {
        format!(
            "const body = document.getElementById('article-form').elements.body; \
             body.value = 'First. ' + 'The tide goes out and comes in.\\n\\n'.repeat(200) + '{end}'; \
             body.focus(); body.setSelectionRange({cursor}, {cursor}); \
             body.dispatchEvent(new Event('input', {{ bubbles: true }}));"
        )
    };
    let in_sight = |which: &str| {
        format!(
            "(() => {{ const story = document.querySelectorAll('#preview .story p'); if (story.length < 200) return false; \
             const place = story[{which}].getBoundingClientRect(); \
             const pane = document.querySelector('.preview .pane').getBoundingClientRect(); \
             return place.top >= pane.top && place.bottom <= pane.bottom + 1; }})()"
        )
    };
    client.execute(&write("Last.", "body.value.length"), Vec::new()).await.expect("written");
    until(client, &in_sight("story.length - 1")).await;
    client.execute(&write("Last", "0"), Vec::new()).await.expect("written");
    until(client, &in_sight("0")).await;
    browser.close().await;
    app.run_jobs().await;
}

#[tokio::test]
async fn the_keys_ask_for_the_selection_before_they_delete_it_or_reject_it_for_a_reason() {
    let (app, article) = newsroom().await;
    let ids = posts(&app, &article, 6).await;
    let moderator = app.moderator().await;
    let browser = Browser::open(Window::desktop()).await;
    let client = browser.client();
    sign_in(&app, &browser, &moderator).await;
    let selects = "document.getElementById('picked').textContent === '2 selected:'";
    until(client, "document.querySelector('#item .case')").await;
    for letter in ['x', 'j', 'x'] {
        key(client, letter).await;
    }
    until(client, selects).await;
    // Escape takes the selection back.
    key(client, '\u{e00c}').await;
    until(client, "document.querySelectorAll('.tick-row:checked').length === 0").await;
    for letter in ['x', 'k', 'x'] {
        key(client, letter).await;
    }
    until(client, selects).await;
    // One press opens a panel and decides nothing.
    key(client, 'd').await;
    until(client, "document.querySelector('#bulk .pop[data-key=delete]').open").await;
    browser.screenshot("desktop-desk-bulk-delete").await;
    key(client, '\u{e00c}').await;
    key(client, 'r').await;
    until(client, "document.querySelector('#bulk .pop[data-key=reject]').open").await;
    assert_eq!(browser.axe().await, Vec::<String>::new());
    browser.screenshot("desktop-desk-bulk-reject").await;
    key(client, '2').await;
    says(client, "//h1", "Reject: 2 comments").await;
    app.run_jobs().await;
    for id in &ids[..2] {
        let comment = moderator.comment(*id).await;
        assert_eq!(comment["status"], "rejected");
        assert_eq!(comment["context"]["decisions"][1]["reason"], "abuse");
    }
    client.goto(&url(&app, "/desk")).await.expect("the page");
    until(client, "document.querySelector('#item .case')").await;
    for letter in ['x', 'd', 'd'] {
        key(client, letter).await;
    }
    says(client, "//h1", "Delete: 1 comment").await;
    app.run_jobs().await;
    assert_eq!(moderator.comment(ids[2]).await["status"], "deleted");
    assert_eq!(moderator.comment(ids[3]).await["status"], "pending");
    browser.close().await;
    app.run_jobs().await;
}

#[tokio::test]
async fn without_script_deleting_the_selection_needs_a_second_press() {
    let (app, article) = newsroom().await;
    let ids = posts(&app, &article, 2).await;
    let moderator = app.moderator().await;
    let browser = Browser::open(Window::phone().without_script()).await;
    let client = browser.client();
    client.goto(&url(&app, "/desk/login")).await.expect("the page");
    type_into(client, "email", &moderator.email).await;
    type_into(client, "password", &moderator.password).await;
    choose(client, "main button[type=submit]").await;
    let tick = wait_for(client, &format!(".tick-row[value='{}']", ids[0])).await;
    tick.send_keys(" ").await.expect("the comment is selected");
    choose(client, "#bulk .pop[data-key=delete] > summary").await;
    browser.screenshot("phone-desk-bulk-delete").await;
    assert_eq!(moderator.comment(ids[0]).await["status"], "pending");
    choose(client, "#bulk button[value=delete]").await;
    says(client, "//h1", "Delete: 1 comment").await;
    app.run_jobs().await;
    assert_eq!(moderator.comment(ids[0]).await["status"], "deleted");
    browser.close().await;
    app.run_jobs().await;
}

/// Whether the element is in the window, and what is drawn in its middle is its own.
fn seen(css: &str) -> String {
    format!(
        "(e => {{ const b = e?.getBoundingClientRect(); return b && b.height > 0 && b.left >= 0 && b.right <= innerWidth && b.top >= 0 \
         && b.bottom <= innerHeight && e.contains(document.elementFromPoint(b.left + b.width / 2, b.top + b.height / 2)); }})\
         (document.querySelector('{css}'))"
    )
}

#[tokio::test]
async fn a_decision_is_confirmed_beside_the_next_comment_with_an_undo() {
    for (look, window) in [("desktop", Window::desktop()), ("phone", Window::phone())] {
        let (app, article) = newsroom().await;
        let ids = posts(&app, &article, 3).await;
        let moderator = app.moderator().await;
        let browser = Browser::open(window).await;
        let client = browser.client();
        sign_in(&app, &browser, &moderator).await;
        client.goto(&url(&app, &format!("/desk?open={}", ids[0]))).await.expect("the page");
        until(client, "document.querySelector('#item .case')").await;
        click(client, ".bar button[value=spam]").await;
        until(client, &seen("#outcome .said")).await;
        until(client, &seen("#item-heading")).await;
        until(
            client,
            "document.getElementById('said').textContent.includes('2 are left in the list')",
        )
        .await;
        let words = text_of(client, "#outcome .said p").await;
        assert!(words.contains("Marked as spam") && words.contains("Reader 0"), "{words}");
        assert_eq!(browser.axe().await, Vec::<String>::new());
        browser.screenshot(&format!("{look}-desk-confirmed")).await;
        // By the keyboard alone: the button has the focus and Enter presses it.
        client
            .execute("document.querySelector('#outcome .said button').focus()", Vec::new())
            .await
            .expect("script runs");
        key(client, '\u{e007}').await;
        let again = format!("document.querySelector('#item .case')?.dataset.id === '{}'", ids[0]);
        until(client, &again).await;
        until(client, "document.getElementById('outcome').textContent.includes('Undone')").await;
        assert_eq!(moderator.comment(ids[0]).await["status"], "pending");
        // After the last one the list is empty, and the confirmation is still there.
        for n in 0..3 {
            until(client, &format!("document.querySelectorAll('#rows .row').length === {}", 3 - n))
                .await;
            click(client, ".bar button[value=approve]").await;
        }
        until(client, "document.getElementById('outcome').textContent.includes('Approved')").await;
        until(client, "document.querySelectorAll('#rows .row').length === 0").await;
        until(client, &seen("#outcome .said button")).await;
        browser.close().await;
        app.run_jobs().await;
    }
}

#[tokio::test]
async fn a_conflict_is_reported_where_the_moderator_looks_and_nothing_says_it_was_decided() {
    for (look, window) in [("desktop", Window::desktop()), ("phone", Window::phone())] {
        let (app, article) = newsroom().await;
        let ids = posts(&app, &article, 40).await;
        let (moderator, colleague) = (app.moderator().await, app.moderator().await);
        let browser = Browser::open(window).await;
        let client = browser.client();
        sign_in(&app, &browser, &moderator).await;
        client.goto(&url(&app, &format!("/desk?open={}", ids[30]))).await.expect("the page");
        until(client, "document.querySelector('#item .case')").await;
        colleague.reject(ids[30]).await;
        click(client, ".bar button[value=approve]").await;
        until(client, &seen(".trouble")).await;
        let message = text_of(client, ".trouble p").await;
        assert!(message.contains("was not approved"), "{message}");
        let says = "return document.getElementById('said').textContent + document.getElementById('outcome').textContent";
        assert_eq!(client.execute(says, Vec::new()).await.expect("script runs"), "");
        assert_eq!(browser.axe().await, Vec::<String>::new());
        browser.screenshot(&format!("{look}-desk-conflict")).await;
        browser.close().await;
        app.run_jobs().await;
    }
}

#[tokio::test]
async fn a_conflicting_decision_is_reported_with_a_link_back() {
    let (app, article) = newsroom().await;
    let ids = posts(&app, &article, 3).await;
    let (moderator, colleague) = (app.moderator().await, app.moderator().await);
    let browser = Browser::open(Window::desktop()).await;
    let client = browser.client();
    sign_in(&app, &browser, &moderator).await;
    until(client, &format!("document.querySelector('#item .case')?.dataset.id === '{}'", ids[0]))
        .await;
    colleague.reject(ids[0]).await;
    key(client, 'a').await;
    let message = text_of(client, ".trouble").await;
    assert!(message.contains(&format!("{} rejected it meanwhile.", colleague.name)), "{message}");
    assert_eq!(opened(client).await, Some(ids[1]), "what is read stays");
    assert_eq!(browser.axe().await, Vec::<String>::new());
    browser.screenshot("desktop-desk-late").await;
    press(client, "Look at it").await;
    until(client, &format!("document.querySelector('#item .case')?.dataset.id === '{}'", ids[0]))
        .await;
    assert!(text_of(client, "#item-heading").await.contains("rejected"));
    browser.close().await;
    app.run_jobs().await;
}

#[tokio::test]
async fn new_comments_are_added_by_a_button_and_move_nothing_before() {
    let (app, article) = newsroom().await;
    let ids = posts(&app, &article, 2).await;
    let moderator = app.moderator().await;
    let browser = Browser::open(Window::desktop()).await;
    let client = browser.client();
    sign_in(&app, &browser, &moderator).await;
    until(client, "document.querySelectorAll('#rows .row').length === 2").await;
    let new = posts(&app, &article, 3).await;
    until(client, "document.getElementById('fresh').textContent === '3 new'").await;
    until(client, "document.querySelector('[data-count=pending]').textContent === '5'").await;
    assert_eq!(opened(client).await, Some(ids[0]));
    let rows =
        client.execute("return document.querySelectorAll('#rows .row').length", Vec::new()).await;
    assert_eq!(rows.expect("script runs"), 2, "the list has not moved");
    press(client, "3 new").await;
    until(client, "document.querySelectorAll('#rows .row').length === 5").await;
    assert_eq!(opened(client).await, Some(ids[0]));
    client
        .find(Locator::Css(&format!("[data-id='{}'] .open", new[2])))
        .await
        .expect("a row")
        .click()
        .await
        .expect("clicked");
    until(client, &format!("document.querySelector('#item .case')?.dataset.id === '{}'", new[2]))
        .await;
    browser.close().await;
    app.run_jobs().await;
}

#[tokio::test]
async fn reviews_are_answered_by_the_keys_of_the_queue() {
    let app = TestApp::with(|config: &mut Config| {
        config.comments.min_interval = Duration::ZERO;
        config.comments.policy = rejoinder::config::Policy::PublishAll;
    })
    .await;
    let article = app.article().section("Harbour").create().await;
    let ids = posts(&app, &article, 4).await;
    let flagged = async |id: i64| {
        app.reader().flag(id, "abuse").await.expect(202);
    };
    for id in &ids[..3] {
        flagged(*id).await;
    }
    let moderator = app.moderator().await;
    let browser = Browser::open(Window::desktop()).await;
    let client = browser.client();
    sign_in(&app, &browser, &moderator).await;
    let list = url(&app, "/desk/reviews?kind=flags");
    client.goto(&list).await.expect("the page");
    let lines = "document.querySelectorAll('.reviews > li').length";
    until(
        client,
        &format!("{lines} === 3 && document.documentElement.classList.contains('script')"),
    )
    .await;

    // What comes in waits behind a button, and the count follows.
    flagged(ids[3]).await;
    until(client, "document.querySelector('[data-count=flags]').firstChild.data === '4'").await;
    until(client, "document.getElementById('fresh-asks').textContent === '1 new'").await;
    until(client, &format!("{lines} === 3")).await;
    press(client, "1 new").await;
    until(client, &format!("{lines} === 4")).await;

    // j twice, back once, and in.
    for letter in ['j', 'j', 'k', '\u{e007}'] {
        key(client, letter).await;
    }
    let at = |n: usize| {
        format!("document.querySelector('.reviewed a[href=\"/desk/comments/{}\"]')", ids[n])
    };
    until(client, &at(0)).await;
    key(client, 'j').await;
    until(client, &at(1)).await;
    key(client, 'k').await;
    until(client, &at(0)).await;
    // r removes it, and u takes that back.
    key(client, 'r').await;
    until(client, &at(1)).await;
    assert_eq!(moderator.comment(ids[0]).await["status"], "rejected");
    key(client, 'u').await;
    until(client, &at(0)).await;
    assert_eq!(moderator.comment(ids[0]).await["status"], "approved");
    // a keeps it. In the note no key acts.
    key(client, 'a').await;
    until(client, &at(1)).await;
    client
        .find(Locator::Id("note"))
        .await
        .expect("the note")
        .send_keys("ark")
        .await
        .expect("typed");
    assert_eq!(
        client
            .find(Locator::Id("note"))
            .await
            .expect("it")
            .prop("value")
            .await
            .expect("a value")
            .as_deref(),
        Some("ark")
    );
    key(client, '\u{e00c}').await;
    key(client, '?').await;
    until(client, "document.getElementById('keys').open").await;
    key(client, 'a').await;
    until(client, &at(1)).await;

    // Switched off at the desk, they are off here.
    client
        .execute("localStorage.setItem('rejoinder-keys', '{\"off\":true}')", Vec::new())
        .await
        .expect("script runs");
    client.refresh().await.expect("the page");
    until(client, &at(1)).await;
    key(client, 'r').await;
    until(client, &at(1)).await;
    let open = moderator.get("/api/v1/reviews?kind=flags").await.expect(200).json();
    assert_eq!(open["items"].as_array().map(Vec::len), Some(3));
    browser.close().await;
    app.run_jobs().await;
}

#[tokio::test]
async fn keys_can_be_changed_and_switched_off() {
    let (app, article) = newsroom().await;
    let ids = posts(&app, &article, 3).await;
    let moderator = app.moderator().await;
    let browser = Browser::open(Window::desktop()).await;
    let client = browser.client();
    sign_in(&app, &browser, &moderator).await;
    // Never while something is typed.
    until(client, "document.querySelector('#item .case')").await;
    key(client, '/').await;
    for letter in ['a', 's', 'd'] {
        key(client, letter).await;
    }
    let typed = client
        .find(Locator::Id("by-q"))
        .await
        .expect("the field")
        .prop("value")
        .await
        .expect("a value");
    assert_eq!((typed.as_deref(), opened(client).await), (Some("asd"), Some(ids[0])));

    client.goto(&url(&app, "/desk/keys")).await.expect("the page");
    type_into(client, "key-approve", "j").await;
    press(client, "Save").await;
    assert!(text_of(client, "#keys-said").await.contains("Two actions have the key j"));
    type_into(client, "key-approve", "q").await;
    press(client, "Save").await;
    until(client, "document.getElementById('keys-said').textContent === 'Saved.'").await;
    client.goto(&url(&app, "/desk")).await.expect("the page");
    until(client, "document.querySelector('#item .case')").await;
    key(client, 'a').await;
    assert_eq!(opened(client).await, Some(ids[0]));
    key(client, 'q').await;
    until(client, &format!("document.querySelector('#item .case')?.dataset.id === '{}'", ids[1]))
        .await;

    client.goto(&url(&app, "/desk/keys")).await.expect("the page");
    client.find(Locator::Id("keys-on")).await.expect("the switch").click().await.expect("clicked");
    press(client, "Save").await;
    client.goto(&url(&app, "/desk")).await.expect("the page");
    until(client, "document.querySelector('#item .case')").await;
    for letter in ['q', 's', 'j'] {
        key(client, letter).await;
    }
    assert_eq!(opened(client).await, Some(ids[1]));
    assert_eq!(moderator.comment(ids[1]).await["status"], "pending");
    browser.close().await;
    app.run_jobs().await;
}

/// Chooses by the keyboard what a finger would touch: the driver's own touch waits for a script of
/// the page.
async fn choose(client: &Client, css: &str) {
    wait_for(client, css)
        .await
        .send_keys("\u{e007}")
        .await
        .unwrap_or_else(|cause| panic!("{css}: {cause}"));
}

#[tokio::test]
async fn without_script_a_phone_shows_one_comment_at_a_time() {
    let (app, article) = newsroom().await;
    let ids = posts(&app, &article, 3).await;
    let moderator = app.moderator().await;
    let browser = Browser::open(Window::phone().without_script()).await;
    let client = browser.client();
    client.goto(&url(&app, "/desk/login")).await.expect("the page");
    type_into(client, "email", &moderator.email).await;
    type_into(client, "password", &moderator.password).await;
    choose(client, "main button[type=submit]").await;
    choose(client, &format!("[data-id='{}'] .open", ids[0])).await;
    wait_for(client, &format!(".reading .case[data-id='{}']", ids[0])).await;
    choose(client, ".bar button[value=approve]").await;
    wait_for(client, &format!(".reading .case[data-id='{}']", ids[1])).await;
    choose(client, ".bar .pop[data-key=reject] summary").await;
    choose(client, ".bar button[value='reject:off_topic']").await;
    wait_for(client, &format!(".reading .case[data-id='{}']", ids[2])).await;
    choose(client, ".bar button[value=spam]").await;
    wait_for(client, ".nothing:not([hidden])").await;
    assert_eq!(moderator.comment(ids[1]).await["context"]["decisions"][1]["reason"], "off_topic");
    browser.close().await;
    app.run_jobs().await;
}

const LONG: &str = "Has anybody counted the mud? I have.\n\n1. 2014: 120,000 t\n2. 2018: 190,000 t\n\n> The city pays two thirds\n\n\
    Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverleihungsurkundenausgabestelle and `code`, and \
    https://budget.test/2026/a-very-long-address-that-does-not-break-anywhere-at-all-however-narrow-the-window-is";

/// Two uploads of another system's export, one of which was imported and one of which is planned, and a damaged one: the
/// pages of the last two. The import brings a tag and a mention.
async fn uploads(app: &TestApp, staff: &Staff) -> [String; 2] {
    const EXPORT: &[u8] = include_bytes!("fixtures/wordpress/site.xml");
    let choices = [("system", "wordpress"), ("unmatched", "hold"), ("map", "")];
    let mut desk = staff.signed_in().await;
    let mut pages = Vec::new();
    for (name, content) in
        [("site.xml", EXPORT), ("again.xml", EXPORT), ("half.xml", &EXPORT[..EXPORT.len() / 2])]
    {
        let files = [("files", name, content)];
        let sent = desk.send_files("/desk/imports", &choices, &files).await.expect(303);
        pages.push(sent.location().to_owned());
        app.run_jobs().await;
        if name == "site.xml" {
            desk.send(&format!("{}/apply", pages[0]), &[]).await.expect(303);
            app.run_jobs().await;
        }
    }
    let [_, planned, damaged] = pages.try_into().expect("three uploads");
    [planned, damaged]
}

/// A flag on the public comment `public`, an appeal and an edit: the addresses of their pages at
/// the desk.
async fn what_readers_ask(
    app: &TestApp,
    article: &Article,
    staff: &Staff,
    public: i64,
) -> [String; 3] {
    let flag =
        json!({ "reason": "off_topic", "words": "This has nothing to do with the harbour." });
    app.reader().send_json(&format!("/api/v1/comments/{public}/flags"), &flag).await.expect(202);
    for (decision, form, fields) in [
        ("reject", "appeal", [("appeal", "Please look again."), ("version", "2")]),
        ("approve", "edit", [("text", "We were never asked."), ("version", "2")]),
    ] {
        let reader = app.reader();
        let body =
            json!({ "text": "We were not asked.", "name": reader.name, "email": reader.email });
        let posted = reader.post_json(article, &body).await.json();
        staff.decide(posted["id"].as_i64().expect("a number"), decision).await;
        let page = posted["status_url"].as_str().expect("a private page");
        let fields = if form == "appeal" { &fields[..1] } else { &fields[..] };
        reader.press(&format!("{page}/{form}"), fields).await.expect(303);
    }
    let mut pages = [String::new(), String::new(), String::new()];
    for (page, kind) in pages.iter_mut().zip(["flags", "appeal", "revision"]) {
        let list = staff.get(&format!("/api/v1/reviews?kind={kind}")).await.expect(200).json();
        *page = format!("/desk/reviews/{}", list["items"][0]["id"]);
    }
    pages
}

#[tokio::test]
async fn axe_finds_nothing_at_the_desk_in_any_state() {
    let (app, article) = newsroom().await;
    let (moderator, colleague) = (app.admin().await, app.moderator().await);
    let first = app.reader().named("Ann").post(&article, LONG).await.id;
    colleague.approve(first).await;
    let id = app.reader().named("Bo Lindqvist").reply(&article, first, LONG).await.id;
    posts(&app, &article, 4).await;
    moderator
        .patch(
            &format!("/api/v1/comments/{id}"),
            &serde_json::json!({ "text": "Shorter.", "version": 1 }),
        )
        .await
        .expect(200);
    let asked = what_readers_ask(&app, &article, &colleague, first).await;
    let rule = serde_json::json!({
        "name": "Too many links", "action": "hold", "reason": "Three links or more",
        "condition": { "field": "link_count", "operator": "more_than", "value": 2 }
    });
    let rule = moderator.post("/api/v1/rules", &rule).await.expect(201).json()["id"].to_string();
    let reader = serde_json::json!({ "comment_id": id, "effect": "hold", "reason": "Quarrels with everybody." });
    moderator.post("/api/v1/bans", &reader).await.expect(201);
    for (network, end) in
        [("192.0.2.0/24", "2099-12-31T00:00:00Z"), ("2001:db8:1::/48", "2099-12-31T00:00:00Z")]
    {
        let ban = serde_json::json!({
            "network": network, "effect": "reject", "reason": "Forty accounts of one firm.", "expires_at": end
        });
        let ban = moderator.post("/api/v1/bans", &ban).await.expect(201).json();
        if network.contains(':') {
            moderator.remove(&format!("/api/v1/bans/{}", ban["id"])).await.expect(204);
        }
    }
    let view = serde_json::json!({ "name": "Mud", "filter": { "status": "pending", "q": "mud" } });
    moderator.post("/api/v1/views", &view).await.expect(201);
    app.open_surge(&article, SurgeMode::HoldAll).await;
    let picture = moderator.request(reqwest::Method::POST, "/api/v1/media");
    let picture = with_form(picture, &[("alt", "Mud")], "mud.jpg", &photo(600, 400, 1));
    Answer::to(picture).await.expect(201);
    let [planned, damaged] = uploads(&app, &moderator).await;
    let author = moderator.comment(id).await["author"].as_str().expect("a reader").to_owned();
    let chosen = serde_json::json!({ "ids": [first], "decision": "approve" });
    let batch = moderator.post("/api/v1/decisions", &chosen).await.expect(202).json()["id"].clone();
    app.run_jobs().await;
    // The first ones are visited in Arabic as well.
    let states = [
        ("mentions", "/desk/mentions?state=approved".to_owned(), ""),
        ("mentions-sent", "/desk/mentions?state=sent".to_owned(), ""),
        ("mails", "/desk/mail".to_owned(), ""),
        ("mail-samples", "/desk/mail/samples".to_owned(), ""),
        (
            "imports",
            "/desk/imports".to_owned(),
            "document.querySelectorAll('main details').forEach((each) => each.open = true)",
        ),
        (
            "imports-wrong",
            "/desk/imports".to_owned(),
            "document.querySelector('main form:has(#files)').submit()",
        ),
        ("import-planned", planned, ""),
        ("import-damaged", damaged, ""),
        (
            "account",
            "/desk/account".to_owned(),
            "document.querySelectorAll('main details').forEach((each) => each.open = true)",
        ),
        (
            "reader",
            format!("/desk/readers/{author}"),
            "document.querySelectorAll('main details').forEach((each) => each.open = true)",
        ),
        (
            "tag",
            "/desk/tags/mud".to_owned(),
            "document.querySelectorAll('main details').forEach((each) => each.open = true)",
        ),
        ("batch-done", format!("/desk/batches/{batch}"), ""),
        ("list", "/desk".to_owned(), ""),
        ("item", format!("/desk?open={id}"), ""),
        ("reject", format!("/desk?open={id}"), "document.querySelector('.pop').open = true"),
        ("delete", format!("/desk?open={id}"), "document.querySelector('.pop.grave').open = true"),
        ("edit", format!("/desk?open={id}"), "document.querySelector('details.edit').open = true"),
        ("approved", format!("/desk?status=approved&open={first}"), ""),
        ("filters", "/desk?q=mud&since=never&article=1".to_owned(), ""),
        ("nothing", "/desk?status=deleted".to_owned(), ""),
        ("help", format!("/desk?open={id}"), "document.getElementById('keys').showModal()"),
        ("keys", "/desk/keys".to_owned(), ""),
        ("mine", "/desk/mine".to_owned(), ""),
        ("thread", format!("/desk/comments/{id}/thread"), ""),
        (
            "thread-beside",
            format!("/desk?open={id}"),
            "document.querySelector('details.conversation').open = true",
        ),
        ("filter", "/desk/rules/filter".to_owned(), ""),
        (
            "dashboard",
            "/desk/dashboard".to_owned(),
            "document.querySelectorAll('details').forEach((each) => each.open = true)",
        ),
        ("ban", format!("/desk?open={id}"), "document.querySelector('details.ban').open = true"),
        ("bulk", "/desk".to_owned(), "document.querySelector('.tick-row').checked = true"),
        ("batch", "/desk/batches/new".to_owned(), ""),
        ("flags", "/desk/reviews?kind=flags".to_owned(), ""),
        ("appeals", "/desk/reviews?kind=appeals".to_owned(), ""),
        ("flags-none", "/desk/reviews?kind=flags&section=-".to_owned(), ""),
        ("review-help", asked[0].clone(), "document.getElementById('keys').showModal()"),
        ("review-done", format!("{}?done=uphold&was=1", asked[0]), ""),
        (
            "surge",
            "/desk?view=surge".to_owned(),
            "document.querySelector('details.guard').open = true",
        ),
        ("front", "/desk/front".to_owned(), ""),
        ("settings", "/desk/settings".to_owned(), ""),
        ("people", "/desk/people".to_owned(), ""),
        ("person", "/desk/people/1".to_owned(), ""),
        ("log", "/desk/log".to_owned(), ""),
        ("menu", "/desk/bans".to_owned(), "document.querySelector('.menu').open = true"),
        ("articles", "/desk/articles".to_owned(), ""),
        ("articles-faults", "/desk/articles?since=never".to_owned(), ""),
        ("articles-none", "/desk/articles?q=nowhere".to_owned(), ""),
        ("article-new", "/desk/articles/new".to_owned(), ""),
        (
            "article",
            "/desk/articles/1".to_owned(),
            "document.querySelectorAll('details').forEach((each) => each.open = true)",
        ),
        ("pages", "/desk/pages".to_owned(), ""),
        ("page-new", "/desk/articles/new?kind=page".to_owned(), ""),
        (
            "media",
            "/desk/media".to_owned(),
            "document.querySelectorAll('main details').forEach((each) => each.open = true)",
        ),
        (
            "picture",
            "/desk/media/1".to_owned(),
            "document.querySelectorAll('main details').forEach((each) => each.open = true)",
        ),
        ("article-revisions", "/desk/articles/1/revisions".to_owned(), ""),
        ("article-revision", "/desk/articles/1/revisions/1".to_owned(), ""),
        ("rules", "/desk/rules".to_owned(), ""),
        ("rule-new", "/desk/rules/new".to_owned(), ""),
        (
            "rule",
            format!("/desk/rules/{rule}"),
            "document.querySelectorAll('main details').forEach((each) => each.open = true)",
        ),
        ("policies", "/desk/policies".to_owned(), ""),
        ("bans", "/desk/bans?done=lift".to_owned(), ""),
        (
            "bans-wrong",
            "/desk/bans".to_owned(),
            "document.querySelector('form[action=\"/desk/bans\"]').submit()",
        ),
        ("bans-over", "/desk/bans?state=over".to_owned(), ""),
        (
            "sections",
            "/desk/sections?done=saved".to_owned(),
            "document.querySelectorAll('main details').forEach((each) => each.open = true)",
        ),
        (
            "section",
            "/desk/sections/harbour".to_owned(),
            "document.querySelectorAll('main details').forEach((each) => each.open = true)",
        ),
        (
            "tags",
            "/desk/tags".to_owned(),
            "document.querySelectorAll('main details').forEach((each) => each.open = true)",
        ),
        ("missing", "/desk/nothing-here".to_owned(), ""),
        ("view", "/desk?status=pending&q=mud".to_owned(), ""),
        ("review-flags", asked[0].clone(), ""),
        ("review-appeal", asked[1].clone(), ""),
        ("review-edit", asked[2].clone(), "document.querySelector('main details').open = true"),
        ("asked", format!("/desk?status=approved&open={first}"), ""),
    ];
    let mut faults = Vec::new();
    let windows = [
        ("desktop", Window::desktop()),
        ("desktop-dark", Window::desktop().in_dark()),
        ("phone", Window::phone()),
        ("phone-dark", Window::phone().in_dark()),
        ("phone-arabic", Window::phone()),
    ];
    for (look, window) in windows {
        let mut looked_at = &states[..];
        if look == "phone-arabic" {
            let mut desk = moderator.signed_in().await;
            desk.send("/desk/account/language", &[("language", "ar")]).await.expect(303);
            looked_at = &states[..ALSO_IN_ARABIC];
        }
        let browser = Browser::open(window).await;
        sign_in(&app, &browser, &moderator).await;
        for (state, path, script) in looked_at {
            browser.client().goto(&url(&app, path)).await.expect("the page");
            browser.client().execute(script, Vec::new()).await.expect("script runs");
            faults.extend(crate::pages::axe(&browser, &format!("{look}-desk-{state}")).await);
        }
        browser.close().await;
    }
    assert_eq!(faults, Vec::<String>::new());
    app.run_jobs().await;
}

#[tokio::test]
async fn what_one_writes_is_stored_again_after_signing_in_in_another_tab() {
    let (app, _) = newsroom().await;
    let editor = app.editor().await;
    let browser = new_story(&app, &editor).await;
    let client = browser.client();
    let write = async |words: &str| {
        let script = format!(
            "const body = document.getElementById('article-form').elements.body; body.value += '{words}'; \
             body.dispatchEvent(new Event('input', {{ bubbles: true }}));"
        );
        client.execute(&script, Vec::new()).await.expect("written");
    };
    let says =
        |words: &str| format!("document.getElementById('kept').textContent.includes('{words}')");
    write("The tide goes out. ").await;
    until(client, &says("Draft stored")).await;
    client.delete_all_cookies().await.expect("the session is gone");
    write("It comes in. ").await;
    until(client, &says("you are signed out")).await;
    let first = client.window().await.expect("the tab");
    let other = client.new_window(true).await.expect("another tab");
    client.switch_to_window(other.handle).await.expect("the other tab");
    sign_in(&app, &browser, &editor).await;
    client.switch_to_window(first).await.expect("the first tab");
    write("It goes out.").await;
    until(client, &says("Draft stored")).await;
    assert_eq!(app.count("working_copies", "form LIKE '%It comes in. It goes out.%'").await, 1);
    browser.close().await;
    app.run_jobs().await;
}
