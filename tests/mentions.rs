//! Pages of other sites that link to an article: told by Webmention, looked at, approved, changed and gone.

use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use rejoinder::audit::model::Act;
use rejoinder::clock::HOUR;
use rejoinder::worker;
use reqwest::Method;
use url::Host;

use crate::support::answer::Answer;
use crate::support::app::TestApp;
use crate::support::process::until;

/// A site with one page, whose status and content change.
struct Blog {
    url: String,
    page: Arc<Mutex<(u16, String)>>,
    /// Requests so far.
    asked: Arc<AtomicUsize>,
    /// Whether answers wait.
    is_slow: Arc<AtomicBool>,
}

impl Blog {
    fn new() -> Blog {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
        let url = format!("http://{}/on-mud", listener.local_addr().expect("an address"));
        let page = Arc::new(Mutex::new((200, String::new())));
        let (asked, is_slow) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicBool::new(false)));
        let (served, counted, slow) = (page.clone(), asked.clone(), is_slow.clone());
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(mut stream) = stream else { return };
                let mut head = [0; 4096];
                let _ = stream.read(&mut head);
                counted.fetch_add(1, Ordering::SeqCst);
                while slow.load(Ordering::SeqCst) {
                    std::thread::yield_now();
                }
                let (status, body) = served.lock().expect("no panic").clone();
                let _ = write!(
                    stream,
                    "HTTP/1.1 {status} X\r\ncontent-type: text/html\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
                    body.len()
                );
            }
        });
        Blog { url, page, asked, is_slow }
    }

    fn says(&self, status: u16, title: &str, link: &str) {
        let page = format!("<title>{title}</title><p>See <a href=\"{link}#top\">this</a></p>");
        *self.page.lock().expect("no panic") = (status, page);
    }
}

/// A site that takes mentions, also from this machine.
async fn receiving() -> TestApp {
    TestApp::with(|config| {
        config.discovery.receive_webmentions = true;
        config.outbound.private_hosts.push(Host::Ipv4(Ipv4Addr::LOCALHOST));
    })
    .await
}

async fn tell(app: &TestApp, source: &str, target: &str) -> Answer {
    let form = [("source", source), ("target", target)];
    let request = app.request(Method::POST, "/webmention").form(&form);
    Answer::of(request.send().await.expect("an answer")).await
}

#[tokio::test]
async fn a_page_that_links_here_is_listed_once_an_editor_approves_it() {
    let app = receiving().await;
    let article = app.article().title("Mud and money").create().await;
    let target = format!("{}{}", app.parts().config.server.base_url, article.path);
    let page = app.reader().see(&article.path).await.expect(200);
    assert!(page.header("link").ends_with("/webmention>; rel=\"webmention\""));
    page.assert_shows("<link rel=\"webmention\"");

    let blog = Blog::new();
    blog.says(200, "On &amp; about mud", &target);
    for (source, target) in [
        ("mailto:a@b.example", target.as_str()),
        (blog.url.as_str(), "https://elsewhere.example/x"),
        (blog.url.as_str(), &format!("{target}/none")),
        (target.as_str(), target.as_str()),
    ] {
        tell(&app, source, target).await.expect(400);
    }
    tell(&app, &blog.url, &target).await.expect(202);
    assert_eq!(app.count("jobs", "kind = 'check_mention'").await, 1);
    tell(&app, &blog.url, &target).await.expect(202);
    assert_eq!(app.count("jobs", "kind = 'check_mention'").await, 1, "twice is once");
    app.run_jobs().await;
    assert_eq!(app.count("mentions", "state = 1").await, 1);
    app.reader().see(&article.path).await.expect(200).assert_hides("Mentioned by");

    let editor = app.editor().await;
    let mut desk = editor.signed_in().await;
    let list = desk.see("/desk/mentions").await.expect(200);
    list.assert_shows("On &#38; about mud");
    list.assert_shows("Mud and money");
    desk.send("/desk/mentions/1", &[("to", "approved")]).await.expect(303);
    assert_eq!(app.logged(Act::ApproveMention).await, 1);
    let page = app.reader().see(&article.path).await.expect(200);
    page.assert_shows("Mentioned by (1)");
    page.assert_shows("rel=\"nofollow ugc noopener\" dir=\"auto\">On &#38; about mud</a>");
    page.assert_shows("No comments yet");

    // A page that changed what it is called is looked at by an editor again; one that is gone is gone here.
    blog.says(200, "Buy shoes", &target);
    app.advance(HOUR);
    tell(&app, &blog.url, &target).await.expect(202);
    app.run_jobs().await;
    app.reader().see(&article.path).await.expect(200).assert_hides("shoes");
    desk.send("/desk/mentions/1", &[("to", "approved")]).await.expect(303);
    blog.says(410, "", "");
    app.advance(HOUR);
    tell(&app, &blog.url, &target).await.expect(202);
    app.run_jobs().await;
    app.reader().see(&article.path).await.expect(200).assert_hides("Mentioned by");
    assert_eq!(app.count("mentions", "1 = 1").await, 0);
}

#[tokio::test]
async fn a_network_that_tells_of_many_pages_has_to_wait() {
    let app = TestApp::with(|config| config.discovery.receive_webmentions = true).await;
    let article = app.article().create().await;
    let target = format!("{}{}", app.parts().config.server.base_url, article.path);
    let blog = Blog::new();
    let source = |n: usize| format!("{}/{n}", blog.url);
    for n in 0..20 {
        tell(&app, &source(n), &target).await.expect(202);
    }
    let refused = tell(&app, &source(20), &target).await.expect(429);
    assert_eq!(refused.header("retry-after"), "1");
    tell(&app, "not an address", &target).await.expect(400);
    app.advance(Duration::from_secs(1));
    tell(&app, &source(20), &target).await.expect(202);
    assert_eq!(tell(&app, &source(21), &target).await.expect(429).header("retry-after"), "2");
    // Five minutes later one of them is forgotten.
    app.advance(Duration::from_secs(300));
    tell(&app, &source(21), &target).await.expect(202);
    assert_eq!(app.count("mentions", "1 = 1").await, 22);
    app.run_jobs().await;
}

#[tokio::test]
async fn nothing_is_taken_or_fetched_unless_it_is_switched_on() {
    let app = TestApp::start().await;
    let article = app.article().create().await;
    let target = format!("{}{}", app.parts().config.server.base_url, article.path);
    tell(&app, "https://blog.example/x", &target).await.expect(404);
    app.reader().see(&article.path).await.expect(200).assert_hides("webmention");

    let app = TestApp::with(|config| config.discovery.receive_webmentions = true).await;
    let article = app.article().create().await;
    let target = format!("{}{}", app.parts().config.server.base_url, article.path);
    let blog = Blog::new();
    blog.says(200, "Inside", &target);
    tell(&app, &blog.url, &target).await.expect(202);
    app.run_jobs().await;
    assert_eq!(app.count("mentions", "1 = 1").await, 0, "the address is not public");
}

#[tokio::test]
async fn a_decision_that_is_made_while_the_page_is_fetched_holds() {
    let app = receiving().await;
    let article = app.article().create().await;
    let target = format!("{}{}", app.parts().config.server.base_url, article.path);
    let blog = Blog::new();
    blog.says(200, "On mud", &target);
    tell(&app, &blog.url, &target).await.expect(202);
    app.run_jobs().await;
    let editor = app.editor().await;
    let mut desk = editor.signed_in().await;
    desk.send("/desk/mentions/1", &[("to", "approved")]).await.expect(303);
    app.reader().see(&article.path).await.expect(200).assert_shows("Mentioned by (1)");

    app.advance(HOUR);
    tell(&app, &blog.url, &target).await.expect(202);
    let before = blog.asked.load(Ordering::SeqCst);
    blog.is_slow.store(true, Ordering::SeqCst);
    let parts = app.parts();
    let jobs = tokio::spawn(async move { worker::run_due(&parts).await });
    until("the page is asked for", async || blog.asked.load(Ordering::SeqCst) > before).await;
    desk.send("/desk/mentions/1", &[("to", "rejected")]).await.expect(303);
    blog.is_slow.store(false, Ordering::SeqCst);
    jobs.await.expect("no panic").expect("done");
    desk.see("/desk/mentions?state=rejected").await.expect(200).assert_shows("On mud");
    app.reader().see(&article.path).await.expect(200).assert_hides("Mentioned by");
}
