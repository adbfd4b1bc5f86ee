//! The thread under an article, as readers see it: order, depth, pages, links, and the HTML of a
//! comment's text.

use std::time::Duration;

use crate::support::answer::Answer;
use crate::support::app::TestApp;
use crate::support::snapshots;

#[tokio::test]
async fn replies_nest_five_levels_and_deeper_ones_name_the_comment_they_answer() {
    let app = TestApp::publishing().await;
    let article = app.article().create().await;
    let mut ids = vec![app.reader().named("Level 1").post(&article, "Level 1.").await.id];
    for level in 2..=7 {
        let reader = app.reader().named(&format!("Level {level}"));
        ids.push(reader.reply(&article, ids[ids.len() - 1], &format!("Level {level}.")).await.id);
    }
    let page = app.reader().open(&article).await;
    assert_eq!(page.comments(), ids);
    let depths: Vec<usize> = ids.iter().map(|id| depth(&page, *id)).collect();
    assert_eq!(depths, [1, 2, 3, 4, 5, 5, 5]);
    for (id, above) in [(ids[5], "Level 5"), (ids[6], "Level 6")] {
        let comment = page.comment(id);
        assert!(
            comment.contains("in reply to <a href=\"#comment-") && comment.contains(above),
            "{comment}"
        );
    }
    assert!(
        !page.comment(ids[4]).contains("in reply to"),
        "the fifth level is still shown by its place"
    );
    app.run_jobs().await;
}

#[tokio::test]
async fn threads_are_oldest_first_with_replies_below_their_parents() {
    let app = TestApp::publishing().await;
    let article = app.article().create().await;
    let first = app.reader().post(&article, "First.").await.id;
    let second = app.reader().post(&article, "Second.").await.id;
    let to_first = app.reader().reply(&article, first, "To the first.").await.id;
    let to_second = app.reader().reply(&article, second, "To the second.").await.id;
    let also_to_first = app.reader().reply(&article, first, "Also to the first.").await.id;
    let page = app.reader().open(&article).await;
    assert_eq!(page.comments(), [first, to_first, also_to_first, second, to_second]);
    snapshots::page("article_with_threads", &page);
    app.run_jobs().await;
}

#[tokio::test]
async fn the_thread_comes_before_the_form_and_after_the_text() {
    let app = TestApp::publishing().await;
    let article = app.article().body("The very body.").create().await;
    app.reader().post(&article, "The very comment.").await;
    let page = app.reader().open(&article).await.text();
    let at = |words: &str| page.find(words).unwrap_or_else(|| panic!("{words:?} is missing"));
    assert!(
        at("The very body.") < at("The very comment.")
            && at("The very comment.") < at("Leave a Reply")
    );
    app.run_jobs().await;
}

#[tokio::test]
async fn a_plain_link_opens_the_form_for_a_reply() {
    let app = TestApp::publishing().await;
    let article = app.article().create().await;
    let id = app.reader().named("Ann").post(&article, "Who pays?").await.id;
    let reader = app.reader();
    let page = reader.open(&article).await;
    let link = format!("{}?reply={id}#respond", article.path);
    assert!(page.comment(id).contains(&format!("href=\"{link}\"")), "{}", page.comment(id));

    let page = reader.see(&format!("{}?reply={id}", article.path)).await.expect(200);
    snapshots::page("reply_form", &page);
    assert_eq!(page.input("parent_id"), Some(id.to_string()));
    // A link to what is not there is an ordinary visit.
    let page = reader.see(&format!("{}?reply=999999", article.path)).await.expect(200);
    page.assert_shows("Leave a Reply");
    assert_eq!(page.input("parent_id").as_deref(), Some(""));
    app.run_jobs().await;
}

#[tokio::test]
async fn the_fifty_first_thread_is_on_the_second_page_and_links_lead_there() {
    let app = TestApp::publishing().await;
    let article = app.article().create().await;
    let mut ids = Vec::new();
    for number in 1..=51 {
        ids.push(app.reader().post(&article, &format!("Thread {number}.")).await);
    }
    let (first, last) = (&ids[0], &ids[50]);
    assert_eq!(last.location, format!("{}?page=2#comment-{}", article.path, last.id));
    // A late answer to an early comment stays on the early one's page.
    let late = app.reader().reply(&article, first.id, "Late.").await;
    assert_eq!(late.location, format!("{}#comment-{}", article.path, late.id));

    let reader = app.reader();
    let page = reader.open(&article).await;
    assert_eq!(page.comments().len(), 51);
    page.assert_shows("52 comments");
    page.assert_shows("Page 1 of 2");
    page.assert_shows(&format!("<a rel=\"next\" href=\"{}?page=2#comments\">", article.path));
    let page = reader.see(&format!("{}?page=2", article.path)).await.expect(200);
    assert_eq!(page.comments(), [last.id]);
    page.assert_shows("rel=\"prev\"");
    page.assert_hides("rel=\"next\"");

    let link = reader.see(&format!("/comments/{}", last.id)).await;
    assert!((300..400).contains(&link.status), "{}", link.status);
    assert!(link.location().ends_with(&last.location), "{}", link.location());
    let link = reader.see(&format!("/comments/{}", late.id)).await;
    assert!(link.location().ends_with(&late.location), "{}", link.location());
    for page in ["page=0", "page=-1", "page=two"] {
        reader.see(&format!("{}?{page}", article.path)).await.expect(404);
    }
    // A link that was kept from a longer thread leads to the last page.
    for number in [3, i64::MAX] {
        let page = reader.see(&format!("{}?page={number}", article.path)).await.expect(200);
        assert_eq!(page.comments(), [last.id]);
        page.assert_shows("Page 2 of 2");
    }
    let page = reader.see(&format!("{}?page=2&reply={}", article.path, last.id)).await.expect(200);
    page.assert_shows(&format!(
        "<a id=\"cancel-reply\" href=\"{}?page=2#respond\">Cancel reply</a>",
        article.path
    ));
    app.run_jobs().await;
}

#[tokio::test]
async fn only_public_comments_have_a_permalink() {
    let app = TestApp::start().await;
    let article = app.article().create().await;
    let held = app.reader().post(&article, "Held.").await.id;
    let reader = app.reader();
    reader.see(&format!("/comments/{held}")).await.expect(404);
    reader.see("/comments/999999").await.expect(404);
    reader.see("/comments/nine").await.expect(404);
    app.run_jobs().await;
}

#[tokio::test]
async fn markdown_is_rendered_and_its_links_are_nofollow() {
    let app = TestApp::publishing().await;
    let article = app.article().create().await;
    let text = "*Soft* and **loud**.\n\nSecond [paragraph](https://a.test/x).\n\n> quoted\n\n- one\n- two\n\n`code`\n\n1. first";
    let id = app.reader().post(&article, text).await.id;
    let comment = app.reader().open(&article).await.comment(id);
    snapshots::html("comment_of_markdown", &comment);
    app.run_jobs().await;
}

#[tokio::test]
async fn hostile_html_becomes_text_or_is_removed() {
    let app = TestApp::publishing().await;
    let article = app.article().create().await;
    let hostile = [
        "<script>alert(1)</script>hello",
        "<img src=x onerror=alert(1)>",
        "[click](javascript:alert(1))",
        "[click](data:text/html;base64,PHNjcmlwdD4=)",
        "<a href=\"javascript&colon;alert(1)\">x</a>",
        "![picture](https://tracker.test/pixel.gif)",
        "<svg><script>alert(1)</script></svg>",
        "<style>*{display:none}</style>words",
        "</article></li></ol><form action=//evil.test><input name=password>",
        "<iframe src=https://evil.test></iframe>words",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
        "`<script>`",
        "[a](https://a.test \"onmouseover=alert(1) x=\\\"\")",
        "<!-- <b -->\n<div style=\"position:fixed\">over</div>",
    ];
    let mut ids = Vec::new();
    for text in hostile {
        ids.push((
            text,
            app.reader().named("<b onclick=alert(1)>Eve</b>").post(&article, text).await.id,
        ));
    }
    let page = app.reader().open(&article).await;
    for (text, id) in ids {
        let comment = page.comment(id).to_lowercase();
        // Our own picture is an <svg> in the header; the words are what the reader wrote.
        let (_, words) = comment.split_once("class=\"words\">").expect("the words");
        let (words, _) = words.split_once("</div>").expect("their end");
        for tag in words.split('<').skip(1).filter_map(|rest| rest.split('>').next()) {
            let name = tag.trim_start_matches('/').split(' ').next().unwrap_or_default();
            assert!(
                ["p", "a", "em", "strong", "code", "pre", "br", "ul", "ol", "li", "blockquote"]
                    .contains(&name),
                "{text} became {words}"
            );
            assert!(
                tag == name || tag.starts_with('/') || tag.starts_with("a href=\"http"),
                "{text} became {words}"
            );
            assert!(!tag.contains(" on"), "{text} became {words}");
        }
        assert!(!comment.contains("<b onclick"), "{comment}");
    }
    page.assert_hides("<img");
    app.run_jobs().await;
}

#[tokio::test]
async fn an_avatar_reveals_nothing_about_the_address() {
    let app = TestApp::publishing().await;
    let article = app.article().create().await;
    let reader = app.reader();
    let first = reader.post(&article, "One.").await.id;
    let second = reader.post(&article, "Two.").await.id;
    let page = app.reader().open(&article).await;
    let picture = |id: i64| {
        let comment = page.comment(id);
        let (_, svg) = comment.split_once("<svg").expect("a picture");
        svg.split("</svg>").next().expect("its end").to_owned()
    };
    assert_ne!(picture(first), picture(second), "the same address gives the same picture");
    assert_eq!(picture(first), {
        let again = app.reader().open(&article).await.comment(first);
        again
            .split_once("<svg")
            .and_then(|(_, svg)| svg.split("</svg>").next().map(str::to_owned))
            .expect("a picture")
    });
    app.run_jobs().await;
}

#[tokio::test]
async fn a_pages_etag_changes_only_with_the_thread() {
    let app = TestApp::publishing().await;
    let article = app.article().create().await;
    let page = app.reader().open(&article).await;
    let tag = page.header("etag").to_owned();
    assert!(!tag.is_empty());
    assert!(
        page.header("cache-control").contains("max-age=0")
            || page.header("cache-control").contains("no-cache")
    );
    let known = fetch(&app, &article.path, &[("if-none-match", &tag)]).await.expect(304);
    assert!(known.body.is_empty());
    assert_eq!(known.header("etag"), tag);

    app.reader().post(&article, "News.").await;
    let fresh = fetch(&app, &article.path, &[("if-none-match", &tag)]).await.expect(200);
    fresh.assert_shows("News.");
    assert_ne!(fresh.header("etag"), tag);
    app.run_jobs().await;
}

#[tokio::test]
async fn compressed_and_plain_pages_differ_only_in_their_form_ids() {
    let app = TestApp::publishing().await;
    let article = app.article().create().await;
    app.reader().post(&article, &"Many words. ".repeat(50)).await;
    let plain = fetch(&app, &article.path, &[("accept-encoding", "identity")]).await.expect(200);
    let zipped = fetch(&app, &article.path, &[("accept-encoding", "gzip")]).await.expect(200);
    assert_eq!(plain.header("content-encoding"), "");
    assert_eq!(zipped.header("content-encoding"), "gzip");
    assert!(zipped.body.len() < plain.body.len() / 2);
    for page in [&plain, &zipped] {
        assert!(
            page.header("vary").to_lowercase().contains("accept-encoding"),
            "{}",
            page.header("vary")
        );
    }
    assert_ne!(plain.header("etag"), zipped.header("etag"), "one tag for each representation");
    assert_eq!(without_stamp(&plain), without_stamp(&zipped));
    // Two visits, two forms: each is a comment of its own.
    let again = fetch(&app, &article.path, &[("accept-encoding", "gzip")]).await.expect(200);
    assert_ne!(again.input("form_id"), zipped.input("form_id"));
    assert_eq!(without_stamp(&again), without_stamp(&zipped));
    app.run_jobs().await;
}

#[tokio::test]
async fn a_page_that_is_asked_for_again_is_sent_by_brotli_and_stylesheets_at_once() {
    let app = TestApp::publishing().await;
    let article = app.article().create().await;
    app.reader().post(&article, &"Many words. ".repeat(50)).await;
    let both = [("accept-encoding", "gzip, deflate, br, zstd")];
    let first = fetch(&app, &article.path, &both).await.expect(200);
    assert_eq!(first.header("content-encoding"), "gzip");
    let (second, third) =
        (by_brotli(&app, &article.path).await, by_brotli(&app, &article.path).await);
    for page in [&second, &third] {
        assert!(page.body.len() < first.body.len(), "{} bytes", page.body.len());
        assert_eq!(without_stamp(page), without_stamp(&first));
        assert_eq!(page.header("vary").to_lowercase(), "accept-encoding");
    }
    assert_ne!(second.input("form_id"), third.input("form_id"));
    assert_eq!(second.header("etag"), third.header("etag"));
    assert_ne!(second.header("etag"), first.header("etag"), "one tag for each representation");
    // Who has the page by gzip does not get it again by brotli.
    for page in [&first, &second] {
        let tag = page.header("etag");
        let known = [both[0], ("if-none-match", tag)];
        assert_eq!(fetch(&app, &article.path, &known).await.expect(304).header("etag"), tag);
    }
    let head = app.request(reqwest::Method::HEAD, &article.path).header(both[0].0, both[0].1);
    let head = Answer::to(head).await.expect(200);
    assert!(["br", "gzip"].contains(&head.header("content-encoding")));
    assert!(head.body.is_empty());

    let text = first.text();
    let sheet = text.split('"').find(|part| part.starts_with("/assets/rejoinder.css?v="));
    let sheet = sheet.expect("a stylesheet");
    let plain = fetch(&app, sheet, &[]).await.expect(200);
    let packed = fetch(&app, sheet, &both).await.expect(200);
    assert_eq!(packed.header("content-encoding"), "br");
    assert_eq!(packed.text(), plain.text());
    assert!(packed.body.len() * 3 < plain.body.len(), "{} bytes", packed.body.len());
    app.run_jobs().await;
}

#[tokio::test]
async fn head_has_the_headers_of_get() {
    let app = TestApp::start().await;
    let article = app.article().create().await;
    for path in [&*article.path, "/", "/nothing-here", "/api/v1/articles"] {
        let get = fetch(&app, path, &[]).await;
        let head = app.request(reqwest::Method::HEAD, path).send().await.expect("an answer");
        let head = Answer::of(head).await;
        assert_eq!(head.status, get.status, "{path}");
        assert_eq!(head.header("content-type"), get.header("content-type"), "{path}");
        assert_eq!(head.header("etag"), get.header("etag"), "{path}");
        assert!(head.body.is_empty(), "{path}");
    }
}

#[tokio::test]
async fn the_json_thread_is_flat_ordered_and_paged() {
    let app = TestApp::publishing().await;
    let article = app.article().create().await;
    let first = app.reader().post(&article, "First.").await.id;
    let second = app.reader().post(&article, "Second.").await.id;
    let reply = app.reader().reply(&article, first, "Reply.").await.id;
    let path = format!("/api/v1/articles/{}/comments", article.id);
    let all = fetch(&app, &path, &[]).await.expect(200);
    let items = all.items();
    assert_eq!(all.item_ids(), [first, reply, second]);
    snapshots::json("thread", &all.json());
    assert_eq!(items[1]["parent_id"], first);
    fetch(&app, &path, &[("if-none-match", all.header("etag"))]).await.expect(304);

    let mut seen = Vec::new();
    let mut next = Some(format!("{path}?limit=1"));
    while let Some(path) = next {
        let part = fetch(&app, &path, &[]).await.expect(200);
        seen.extend(part.item_ids());
        next = part.next_part();
        // What arrives meanwhile does not shift what is still to come.
        if seen.len() == 1 {
            app.reader().reply(&article, first, "Meanwhile.").await;
        }
        assert!(seen.len() < 10);
    }
    assert_eq!(seen.len(), 4);
    assert_eq!([seen[0], seen[1], seen[3]], [first, reply, second]);
    app.run_jobs().await;
}

#[tokio::test]
async fn posting_and_rendering_do_not_block_each_other() {
    let app = TestApp::publishing().await;
    let article = app.article().create().await;
    app.reader().open(&article).await;
    for number in 0..5 {
        let posted = app.reader().post(&article, &format!("Comment {number}.")).await;
        // Read back at once, from a page that was cached a moment ago.
        assert!(app.reader().open(&article).await.comments().contains(&posted.id));
    }
    app.advance(Duration::from_secs(1));
    app.run_jobs().await;
}

async fn fetch(app: &TestApp, path: &str, headers: &[(&'static str, &str)]) -> Answer {
    let mut request = app.request(reqwest::Method::GET, path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    Answer::to(request).await
}

/// The page as those get it who ask for it after others. What was posted just now may drop it once more, so that it
/// comes by gzip once more.
async fn by_brotli(app: &TestApp, path: &str) -> Answer {
    for _ in 0..20 {
        let page = fetch(app, path, &[("accept-encoding", "gzip, deflate, br, zstd")]).await;
        if page.header("content-encoding") == "br" {
            return page.expect(200);
        }
    }
    panic!("the page never comes by brotli");
}

/// The page without the values of the form's hidden fields.
fn without_stamp(page: &Answer) -> String {
    let mut text = page.text();
    for name in ["form_id", "stamp"] {
        let value = page.input(name).expect("a hidden field");
        assert!(!value.is_empty());
        text = text.replace(&value, "…");
    }
    text
}

/// How many lists a comment stands in, which is its level.
fn depth(page: &Answer, id: i64) -> usize {
    let text = page.text();
    let (before, _) = text.split_once(&format!("id=\"comment-{id}\"")).expect("the comment");
    let (_, thread) = before.split_once("<ol class=\"thread\">").expect("the thread");
    1 + thread.matches("<ol>").count() - thread.matches("</ol>").count()
}
