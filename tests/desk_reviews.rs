//! Moderators answer reviews at the desk without script: flags, appeals and authors' edits. Each is
//! answered by one of two buttons, and the next review of its kind follows.

use serde_json::json;

use crate::support::answer::Answer;
use crate::support::app::TestApp;
use crate::support::reader::Reader;
use crate::support::snapshots;
use crate::support::staff::Desk;

async fn flag(reader: &Reader, id: i64, reason: &str) {
    let body = json!({ "reason": reason, "words": "<b>Look</b> at it." });
    reader.send_json(&format!("/api/v1/comments/{id}/flags"), &body).await.expect(202);
}

/// The reviews that a list links to, in its order.
fn listed(page: &str) -> Vec<String> {
    let links = page.split("<p class=\"line\"><a href=\"").skip(1);
    links.filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
}

/// The number at the end of an address.
fn number(href: &str) -> &str {
    href.rsplit('/').next().expect("a number")
}

/// How many are open by the tab of a kind.
fn count(page: &str, kind: &str) -> String {
    let tab = page.split(&format!("href=\"/desk/reviews?kind={kind}\"")).nth(1).expect("a tab");
    let (_, count) = tab.split_once("<span class=\"count\"").expect("a count");
    count.split(['>', '<']).nth(1).expect("a number").to_owned()
}

/// Presses one of the two buttons of the review's page as it is now.
async fn answer(desk: &mut Desk, review: &str, resolution: &str) -> Answer {
    let page = desk.see(review).await.expect(200);
    let version = page.input("version").expect("a version");
    press(desk, review, resolution, &version, "").await
}

async fn press(
    desk: &mut Desk,
    review: &str,
    resolution: &str,
    version: &str,
    note: &str,
) -> Answer {
    let fields = [("resolution", resolution), ("version", version), ("note", note)];
    desk.send(&format!("{review}/resolution"), &fields).await
}

#[tokio::test]
async fn flag_reviews_are_answered_one_by_one_oldest_first() {
    let app = TestApp::publishing().await;
    let (article, moderator) =
        (app.article().title("Mud & more").create().await, app.moderator().await);
    let author = app.reader();
    let (first, _) = author.post_by_api(&article, "You are all fools.").await;
    let (second, _) = author.post_by_api(&article, "A sharp word.").await;
    for _ in 0..2 {
        flag(&app.reader(), first, "abuse").await;
    }
    flag(&app.reader(), second, "off_topic").await;
    let mut desk = moderator.signed_in().await;

    let screen = desk.see("/desk?status=approved").await.expect(200).text();
    assert_eq!(["flags", "appeals", "edits"].map(|kind| count(&screen, kind)), ["2", "0", "0"]);
    let page = desk.see("/desk/reviews").await.expect(200);
    let reviews = listed(&page.text());
    assert_eq!(reviews.len(), 2);
    snapshots::page("desk_reviews", &page);

    // The open comment tells of its review, and what became of all that its reader wrote.
    let item = desk.see(&format!("/desk/comments/{first}")).await.expect(200);
    item.assert_shows(&format!("<a href=\"{}\">Answer the flags</a>", reviews[0]));
    item.assert_shows("2 comments of this reader: 2 approved; first seen");

    let review = desk.see(&reviews[0]).await.expect(200);
    snapshots::page("desk_review_of_flags", &review);
    review.assert_shows(&format!("/desk/comments/{first}"));
    review.assert_hides("<b>Look</b>");
    let next = answer(&mut desk, &reviews[0], "uphold").await.expect(303).location().to_owned();
    assert_eq!(next, format!("{}?done=uphold&was={}", reviews[1], number(&reviews[0])));
    let page = desk.see(&next).await.expect(200);
    snapshots::page("desk_review_after_answer", &page);
    assert_eq!(moderator.status_of(first).await, "rejected");

    let next = answer(&mut desk, &reviews[1], "dismiss").await.expect(303).location().to_owned();
    assert_eq!(next, format!("/desk/reviews?kind=flags&done=dismiss&was={}", number(&reviews[1])));
    let page = desk.see(&next).await.expect(200);
    snapshots::page("desk_reviews_all_answered", &page);
    assert_eq!(moderator.status_of(second).await, "approved");
    desk.see(&reviews[1])
        .await
        .expect(200)
        .assert_shows(&format!("{} has kept the comment.", moderator.name));

    // A page that was left meanwhile offers it as well.
    desk.see(&reviews[0])
        .await
        .expect(200)
        .assert_shows(&format!("action=\"{}/undo\"", reviews[0]));
    // The button beside what was done takes it back, and the flags are open again: those that were
    // kept,
    page.assert_shows(&format!("action=\"{}/undo\"", reviews[1]));
    let back = undo(&mut desk, &reviews[1], "1").await.expect(303).location().to_owned();
    assert_eq!(back, format!("{}?section=-&done=undo", reviews[1]));
    desk.see(&back)
        .await
        .expect(200)
        .assert_shows("Your answer is undone. The request is open again.");
    assert_eq!(moderator.status_of(second).await, "approved");
    // and those for which the comment was removed.
    undo(&mut desk, &reviews[0], "2").await.expect(303);
    assert_eq!(moderator.status_of(first).await, "approved");
    assert_eq!(listed(&desk.see("/desk/reviews?kind=flags").await.text()), reviews);
    // What is open cannot be taken back, and the page says so.
    let twice = undo(&mut desk, &reviews[0], "3").await.expect(409);
    assert_eq!(twice.codes(), ["nothing_to_undo"]);
    twice.assert_shows(">Remove the comment<");
    assert_eq!(undo(&mut desk, &reviews[0], "").await.expect(422).codes(), ["required"]);
    app.run_jobs().await;
}

/// Presses the button beside what was done last, in the list of articles without a section.
async fn undo(desk: &mut Desk, review: &str, version: &str) -> Answer {
    desk.send(&format!("{review}/undo"), &[("version", version), ("section", "-")]).await
}

#[tokio::test]
async fn a_conflicting_answer_names_the_colleague_and_keeps_the_note() {
    let app = TestApp::publishing().await;
    let (article, ann, bo) =
        (app.article().create().await, app.moderator().await, app.moderator().await);
    let (id, _) = app.reader().post_by_api(&article, "Both look at me.").await;
    flag(&app.reader(), id, "spam").await;
    let (mut mine, mut theirs) = (ann.signed_in().await, bo.signed_in().await);
    let review = listed(&mine.see("/desk/reviews?kind=flags").await.expect(200).text()).remove(0);

    let wrong = press(&mut mine, &review, "perhaps", "", &"w".repeat(2_001)).await.expect(422);
    assert_eq!(wrong.codes()[..3], ["unknown", "required", "too_long"]);
    assert_eq!(wrong.textarea("note").map(|note| note.len()), Some(2_001));
    let stale = press(&mut mine, &review, "dismiss", "7", "Mere banter").await.expect(409);
    assert_eq!(stale.codes(), ["stale_version"]);
    assert_eq!(stale.textarea("note").as_deref(), Some("Mere banter"));

    answer(&mut theirs, &review, "dismiss").await.expect(303);
    let late = press(&mut mine, &review, "uphold", "1", "A good point").await.expect(409);
    late.assert_shows(&format!("{} has kept the comment.", bo.name));
    late.assert_shows("A good point");
    late.assert_hides(">Remove the comment<");
    assert_eq!(ann.status_of(id).await, "approved");

    mine.csrf = "forged".to_owned();
    press(&mut mine, &review, "uphold", "1", "").await.expect(403);
    app.run_jobs().await;
}

#[tokio::test]
async fn the_only_moderator_may_answer_an_appeal_against_their_own_decision() {
    let app = TestApp::start().await;
    let (article, alone, reader) =
        (app.article().create().await, app.moderator().await, app.reader());
    let (id, private) = reader.post_by_api(&article, "A long story.").await;
    alone.reject(id).await;
    reader.press(&format!("{private}/appeal"), &[("appeal", "Please.")]).await.expect(303);
    let mut desk = alone.signed_in().await;
    let list = desk.see("/desk/reviews?kind=appeals").await.expect(200).text();
    let review = listed(&list).remove(0);
    desk.see(&review)
        .await
        .expect(200)
        .assert_shows("There is no other moderator, so you may answer");
    answer(&mut desk, &review, "uphold").await.expect(303);
    assert_eq!(alone.status_of(id).await, "approved");
    // The log and the page say so.
    let marked = "own decision";
    desk.see(&review).await.expect(200).assert_shows(marked);
    desk.see(&format!("/desk/comments/{id}")).await.expect(200).assert_shows(marked);
    let log = alone.comment(id).await["context"]["decisions"].clone();
    let lines = log.as_array().expect("lines");
    assert!(lines.iter().any(|line| line["reason"] == "same_moderator"), "{log}");
    // It is undone by the same account, and once there is another, that one must answer.
    let page = desk.see(&review).await.expect(200);
    let version = page.input("version").expect("a version");
    desk.send(&format!("{review}/undo"), &[("version", &version)]).await.expect(303);
    app.moderator().await;
    desk.see(&review).await.expect(200).assert_shows("another moderator must answer the appeal.");
    app.run_jobs().await;
}

#[tokio::test]
async fn an_appeal_is_shown_with_its_decision_and_another_moderator_answers_it() {
    let app = TestApp::start().await;
    let (article, strict, fair) =
        (app.article().create().await, app.moderator().await, app.moderator().await);
    let reader = app.reader();
    let (id, private) = reader.post_by_api(&article, "A long story.").await;
    let ruling = json!({ "decision": "reject", "version": 1, "reason": "off_topic", "to_author": "Not about mud." });
    strict.post(&format!("/api/v1/comments/{id}/decisions"), &ruling).await.expect(200);
    reader
        .press(&format!("{private}/appeal"), &[("appeal", "It answers the third paragraph.")])
        .await
        .expect(303);

    let (mut own, mut other) = (strict.signed_in().await, fair.signed_in().await);
    let list = other.see("/desk/reviews?kind=appeals").await.expect(200).text();
    assert_eq!(count(&list, "appeals"), "1");
    let review = listed(&list).remove(0);
    let page = own.see(&review).await.expect(200);
    page.assert_shows("another moderator must answer the appeal.");
    page.assert_hides("Publish after all</button>");
    let version = strict.comment(id).await["version"].to_string();
    let refused = press(&mut own, &review, "dismiss", &version, "").await.expect(403);
    assert_eq!(refused.codes(), ["same_moderator"]);
    refused.assert_shows(
        "You decided about this comment yourself; another moderator must answer the appeal",
    );

    let page = other.see(&review).await.expect(200);
    let decided = format!("<b>{}</b> rejected it", strict.name);
    for words in [
        "It answers the third paragraph.",
        &decided,
        "Off topic",
        "Not about mud.",
        "Keep the decision",
    ] {
        page.assert_shows(words);
    }
    let item = other.see(&format!("/desk/comments/{id}")).await.expect(200);
    item.assert_shows("<b>The author</b> appealed against the decision");
    item.assert_shows("<span class=\"because\" dir=\"auto\">Off topic</span>");
    let done = answer(&mut other, &review, "uphold").await.expect(303).location().to_owned();
    other
        .see(&done)
        .await
        .expect(200)
        .assert_shows("The appeal is accepted. The comment is public.");
    assert_eq!(fair.status_of(id).await, "approved");
    app.run_jobs().await;
}

#[tokio::test]
async fn an_edit_is_shown_as_a_word_diff_before_it_is_answered() {
    let app = TestApp::start().await;
    let (article, moderator) = (app.article().create().await, app.moderator().await);
    let mut ids = Vec::new();
    for _ in 0..2 {
        let reader = app.reader();
        let (id, private) = reader.post_by_api(&article, "We were not asked.").await;
        moderator.approve(id).await;
        let edit = [("text", "We were <i>never</i> asked."), ("version", "2")];
        reader.press(&format!("{private}/edit"), &edit).await.expect(303);
        ids.push(id);
    }
    let mut desk = moderator.signed_in().await;
    let reviews = listed(&desk.see("/desk/reviews?kind=edits").await.expect(200).text());
    assert_eq!(reviews.len(), 2);
    let page = desk.see(&reviews[0]).await.expect(200);
    page.assert_shows("<del><span class=\"mark\">[−</span>not<span class=\"mark\">−]</span></del>");
    page.assert_shows("<ins><span class=\"mark\">[+</span>&#60;i&#62;never&#60;/i&#62;");
    page.assert_shows("Keep the old text");
    let next = answer(&mut desk, &reviews[0], "uphold").await.expect(303).location().to_owned();
    assert_eq!(next, format!("{}?done=uphold&was={}", reviews[1], number(&reviews[0])));
    // The next page has the way back.
    let page = desk.see(&next).await.expect(200);
    page.assert_shows(&format!("action=\"{}/undo\"", reviews[0]));
    answer(&mut desk, &reviews[1], "dismiss").await.expect(303);
    assert!(
        moderator.comment(ids[0]).await["text"].as_str().is_some_and(|text| text.contains("never"))
    );
    assert_eq!(moderator.comment(ids[1]).await["text"], "We were not asked.");
    desk.see(&reviews[0])
        .await
        .expect(200)
        .assert_shows(&format!("{} has accepted the edit.", moderator.name));
    app.run_jobs().await;
}

#[tokio::test]
async fn a_long_list_of_reviews_is_paged_and_closed_to_authors() {
    let app = TestApp::publishing().await;
    let (article, moderator) = (app.article().create().await, app.moderator().await);
    for number in 0..22 {
        let (id, _) = app.reader().post_by_api(&article, &format!("Number {number}.")).await;
        flag(&app.reader(), id, "other").await;
    }
    let mut desk = moderator.signed_in().await;
    let page = desk.see("/desk/reviews?kind=flags").await.expect(200);
    assert_eq!((listed(&page.text()).len(), count(&page.text(), "flags").as_str()), (20, "22"));
    let rest = desk.see(&page.next_page().expect("a second page")).await.expect(200).text();
    assert_eq!(listed(&rest).len(), 2);
    desk.see("/desk/reviews?kind=wishes").await.expect(404);
    desk.see("/desk/reviews/999999").await.expect(404);
    let stranger = app.author().await.signed_in().await;
    for path in ["/desk/reviews", "/desk/reviews/1"] {
        let answer = stranger.request(reqwest::Method::GET, path).send().await.expect("an answer");
        assert_eq!(answer.status(), 403, "{path}");
    }
    app.run_jobs().await;
}

#[tokio::test]
async fn a_moderators_own_sections_come_first_and_a_list_keeps_its_section() {
    let app = TestApp::publishing().await;
    let (editor, jo, bo) = (app.editor().await, app.moderator().await, app.moderator().await);
    let (harbour, city, none) = (
        app.article().section("Harbour").create().await,
        app.article().section("City").create().await,
        app.article().create().await,
    );
    let mut ids = Vec::new();
    for (article, text) in [
        (&harbour, "Quay."),
        (&city, "Street."),
        (&none, "Anywhere."),
        (&harbour, "Crane."),
        (&city, "Tram."),
    ] {
        let (id, _) = app.reader().post_by_api(article, text).await;
        flag(&app.reader(), id, "other").await;
        ids.push(id);
    }
    let mut desk = jo.signed_in().await;
    let all = listed(&desk.see("/desk/reviews").await.expect(200).text());
    let [quay, street, anywhere, crane, tram] = all.clone().try_into().expect("five reviews");
    desk.see("/desk/reviews").await.assert_hides("In other sections");

    for (section, account) in [("harbour", bo.id), ("city", jo.id)] {
        let path = format!("/api/v1/sections/{section}/moderators");
        editor.put(&path, &json!({ "accounts": [account] })).await.expect(200);
    }
    let page = desk.see("/desk/reviews?kind=flags").await.expect(200);
    page.assert_shows("In other sections");
    let order = listed(&page.text());
    assert_eq!(order, [&street, &anywhere, &tram, &quay, &crane].map(String::clone));

    // What comes after one's own is the first of the colleagues', and before it the last of one's
    // own.
    desk.see(&tram).await.expect(200).assert_shows(&format!("<a rel=\"next\" href=\"{quay}\">"));
    desk.see(&quay).await.expect(200).assert_shows(&format!("<a rel=\"prev\" href=\"{tram}\">"));
    let next = answer(&mut desk, &tram, "dismiss").await.expect(303).location().to_owned();
    assert_eq!(next, format!("{quay}?done=dismiss&was={}", number(&tram)));

    // A list of one section goes on within it.
    let page = desk.see("/desk/reviews?kind=flags&section=harbour").await.expect(200);
    assert_eq!(listed(&page.text()), [&quay, &crane].map(|href| format!("{href}?section=harbour")));
    page.assert_shows("<option value=\"harbour\" selected>");
    let fields =
        [("resolution", "dismiss"), ("version", "1"), ("note", ""), ("section", "harbour")];
    let next =
        desk.send(&format!("{quay}/resolution"), &fields).await.expect(303).location().to_owned();
    assert_eq!(next, format!("{crane}?section=harbour&done=dismiss&was={}", number(&quay)));
    let next =
        desk.send(&format!("{crane}/resolution"), &fields).await.expect(303).location().to_owned();
    assert_eq!(
        next,
        format!("/desk/reviews?kind=flags&section=harbour&done=dismiss&was={}", number(&crane))
    );
    desk.see(&next)
        .await
        .expect(200)
        .assert_shows("Nothing is waiting for an answer in this section.");
    let outside = listed(&desk.see("/desk/reviews?kind=flags&section=-").await.expect(200).text());
    assert_eq!(outside, [format!("{anywhere}?section=-")]);
    assert_eq!(
        listed(&desk.see("/desk/reviews?section=nowhere").await.expect(200).text()),
        [] as [String; 0]
    );
    app.run_jobs().await;
}

#[tokio::test]
async fn flags_by_rules_and_flags_by_readers_are_distinguished() {
    let app = TestApp::publishing().await;
    let (article, editor) = (app.article().create().await, app.editor().await);
    let rule = json!({
        "name": "Law", "action": "flag", "reason": "Look twice",
        "condition": { "field": "text", "operator": "contains_word", "value": ["lawyer"] }
    });
    editor.post("/api/v1/rules", &rule).await.expect(201);
    let (id, _) = app.reader().post_by_api(&article, "Ask your lawyer.").await;
    let mut desk = editor.signed_in().await;
    let page = desk.see("/desk/reviews?kind=flags").await.expect(200);
    page.assert_shows("By a rule");
    let review = listed(&page.text()).remove(0);
    let page = desk.see(&review).await.expect(200);
    page.assert_shows("What screening found");
    page.assert_hides("Weight ");
    desk.see(&format!("/desk/comments/{id}"))
        .await
        .expect(200)
        .assert_shows("A rule has flagged this comment");
    let done = answer(&mut desk, &review, "dismiss").await.expect(303).location().to_owned();
    desk.see(&done)
        .await
        .expect(200)
        .assert_shows("The flags are dismissed. The comment stays public.");
    app.run_jobs().await;
}
