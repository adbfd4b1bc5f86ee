//! The filter that learns: from decisions on a site, and from files at the command line.

use std::io::Write;
use std::time::Duration;

use rejoinder::config::{Config, Policy};
use rejoinder::doctor;
use rejoinder::post_processing;
use rejoinder::screening::filter::evidence::Evidence;
use rejoinder::screening::filter::features::Sample;
use rejoinder::screening::filter::label::Label;
use rejoinder::screening::filter::live::LiveModel;
use rejoinder::screening::filter::model::Model;
use rejoinder::screening::filter::thresholds::{Outcome, TargetRates};
use rejoinder::screening::filter::training;
use rejoinder::screening::filter::vector::Vector;
use serde_json::{Value, json};

use crate::support::answer::Answer;
use crate::support::app::TestApp;
use crate::support::builders::Article;
use crate::support::process::Installation;
use crate::support::reader::Reader;
use crate::support::rows::OldLesson;
use crate::support::snapshots;
use crate::support::staff::Staff;
use crate::support::stream::stream;

/// What a worker does, some seconds after the last decision.
async fn learn(app: &TestApp) -> usize {
    app.advance(Duration::from_secs(10));
    let parts = app.parts();
    training::learn_from_decisions(&parts.db, &parts.vault, &parts.filter, parts.clock.now())
        .await
        .expect("learned")
}

/// The filter of another process on the same database.
async fn other_process(app: &TestApp) -> LiveModel {
    let live =
        LiveModel::new(TargetRates::of(&Config::from_toml("").expect("the defaults").screening));
    live.refresh(&app.parts().db).await.expect("followed");
    live
}

fn score(filter: &LiveModel, text: &str) -> f64 {
    filter.score(&Sample { text, name: "Somebody", ..Sample::default() }).expect("a model").score
}

fn weights(filter: &LiveModel) -> Model {
    filter.snapshot().expect("a model").0
}

const PITCH: &str = "My uncle repairs chimneys in the whole county and he never sleeps";

#[tokio::test]
async fn spam_decisions_are_learned_and_unlearned_when_undone() {
    let app = TestApp::start().await;
    let (article, moderator) = (app.article().create().await, app.moderator().await);
    let parts = app.parts();
    let before = score(&parts.filter, PITCH);
    let id = app.reader().post(&article, PITCH).await.id;
    let fine =
        app.reader().post(&article, "The council should have asked the harbour first.").await.id;
    assert_eq!(learn(&app).await, 0, "nobody has decided yet");

    moderator.decide(id, "spam").await.expect(200);
    moderator.approve(fine).await.expect(200);
    assert_eq!(learn(&app).await, 2);
    assert_eq!(learn(&app).await, 0, "each decision is learned once");
    assert!(score(&parts.filter, PITCH) > before + 0.3);
    assert!(
        weights(&other_process(&app).await) == weights(&parts.filter),
        "the same on every node"
    );

    moderator.decide(id, "hold").await.expect(200);
    moderator.decide(fine, "hold").await.expect(200);
    assert_eq!(learn(&app).await, 2);
    assert!(weights(&parts.filter) == Model::default(), "nothing is left of it");

    // The other way round: a change of mind is the old lesson taken back and a new one.
    moderator.decide(id, "spam").await.expect(200);
    learn(&app).await;
    moderator.approve(id).await.expect(200);
    assert_eq!(learn(&app).await, 2);
    assert!(score(&parts.filter, PITCH) <= before);
    app.run_jobs().await;
}

#[tokio::test]
async fn a_model_holds_the_lessons_that_came_before_it() {
    let app = TestApp::start().await;
    let (article, moderator) = (app.article().create().await, app.moderator().await);
    let parts = app.parts();
    let now = || parts.clock.now();
    let id = app.reader().post(&article, PITCH).await.id;
    let other =
        app.reader().post(&article, "Another word about chimneys, and about the county.").await.id;
    moderator.decide(id, "spam").await.expect(200);
    learn(&app).await;
    training::checkpoint(&parts.db, &parts.filter, now()).await.expect("a model");
    moderator.decide(other, "spam").await.expect(200);
    learn(&app).await;
    assert_eq!(app.count("filter_models", "1 = 1").await, 1);
    assert!(weights(&other_process(&app).await) == weights(&parts.filter));

    // What is deleted keeps no features beside the model; what was learned of it stays.
    moderator.delete(id).await.expect(200);
    learn(&app).await;
    let learned = weights(&parts.filter);
    training::checkpoint(&parts.db, &parts.filter, now()).await.expect("a model");
    assert_eq!(app.lessons_with_features().await, [other]);
    assert!(weights(&other_process(&app).await) == learned);

    // Long after, the features of the others go as well, and are worked out anew to unlearn.
    app.advance(Duration::from_secs(3 * 86_400));
    training::checkpoint(&parts.db, &parts.filter, now()).await.expect("a model");
    assert_eq!(app.lessons_with_features().await, [] as [i64; 0]);
    let with_both = score(&parts.filter, "Another word about chimneys, and about the county.");
    moderator.decide(other, "hold").await.expect(200);
    assert_eq!(learn(&app).await, 1);
    assert!(
        score(&parts.filter, "Another word about chimneys, and about the county.")
            < with_both - 0.1
    );
    assert!(weights(&other_process(&app).await) == weights(&parts.filter));
    app.run_jobs().await;
}

#[tokio::test]
async fn comments_are_scored_on_arrival_and_held_with_the_reasons() {
    let app = TestApp::publishing().await;
    let (article, moderator) = (app.article().create().await, app.moderator().await);
    let plain = app.reader().post(&article, "I was there, and it was raining.").await.id;
    let pitch = "CASINO BONUS!!! Free viagra, earn $5000 from home: http://win.example.top/x https://b.example.xyz";
    let spam = app.reader().post(&article, pitch).await.id;

    assert_eq!(moderator.comment(plain).await["status"], "approved");
    let held = moderator.comment(spam).await;
    assert_eq!(held["status"], "pending");
    let reason = &held["reasons"][0];
    assert_eq!(reason["code"], "score");
    assert!(reason["score"].as_f64().is_some_and(|score| score > 0.8), "{reason}");
    assert!(reason["features"].as_array().is_some_and(|features| !features.is_empty()), "{reason}");
    assert!(app.comment(plain).await.score.is_some_and(|score| score < 0.5));
    assert!(app.comment(spam).await.score.is_some_and(|score| score > 0.8));
    app.run_jobs().await;
}

#[tokio::test]
async fn a_broken_model_publishes_nothing_by_itself() {
    let app = TestApp::publishing().await;
    let (article, moderator) = (app.article().create().await, app.moderator().await);
    app.database.store_filter_model(b"RJDFILTR but no more");
    let live = LiveModel::new(TargetRates { hold: 0.02, spam: 0.0 });
    let error = live.refresh(&app.parts().db).await.expect_err("a broken model is refused");
    assert!(error.to_string().contains("damaged"), "{error}");
    assert!(live.score(&Sample { text: "anything", ..Sample::default() }).is_none());
    // The process that had a model before goes on with it.
    assert!(app.parts().filter.refresh(&app.parts().db).await.is_err());
    let id = app.reader().post(&article, "Plain words.").await.id;
    assert_eq!(moderator.comment(id).await["status"], "approved");
    app.run_jobs().await;
}

#[tokio::test]
async fn the_filter_can_be_switched_off() {
    let app = TestApp::with(|config| {
        config.comments.policy = Policy::PublishAll;
        config.screening.filter = false;
    })
    .await;
    let (article, moderator) = (app.article().create().await, app.moderator().await);
    let id = app
        .reader()
        .post(&article, "CASINO viagra http://a.example.top http://b.example.xyz")
        .await
        .id;
    assert_eq!(moderator.comment(id).await["status"], "approved");
    assert_eq!(app.comment(id).await.score, None);
    app.run_jobs().await;
}

#[tokio::test]
async fn new_comments_are_post_processed_once() {
    let app = TestApp::start().await;
    let (article, moderator) = (app.article().create().await, app.moderator().await);
    let text = "The ferry was late again, and nobody on the quay could say why it was so late.";
    let id = app.reader().post(&article, text).await.id;
    let gone =
        app.reader().post(&article, "Nobody shall ever read these words about the ferry.").await.id;
    moderator.delete(gone).await;
    let unread = moderator.get("/api/v1/comments?q=quay").await.expect(200).json();
    assert_eq!(unread["items"].as_array().map(Vec::len), Some(0));
    for id in [id, gone] {
        let comment = app.comment(id).await;
        assert_eq!((comment.language, comment.simhash), (None, None));
    }
    assert_eq!(app.count("comment_arrivals", "TRUE").await, 2);

    let parts = app.parts();
    assert_eq!(post_processing::process_part(&parts.db).await.expect("read"), 2);
    assert_eq!(post_processing::process_part(&parts.db).await.expect("read"), 0);
    let comment = app.comment(id).await;
    assert_eq!((comment.language.as_deref(), comment.simhash.is_some()), (Some("eng"), true));
    let comment = app.comment(gone).await;
    assert_eq!((comment.language, comment.simhash), (None, None));
    assert_eq!(app.count("comment_arrivals", "TRUE").await, 0);
    for (word, found) in [("quay", vec![id]), ("words", vec![])] {
        let list = moderator.get(&format!("/api/v1/comments?q={word}")).await.expect(200);
        assert_eq!(list.item_ids(), found, "{word}");
    }
    let checks = doctor::examine(&app.core, doctor::Repair::No).await;
    assert!(checks.iter().all(|check| check.ok), "{checks:#?}");
    app.run_jobs().await;
}

#[tokio::test]
async fn near_duplicate_comments_form_one_group() {
    let app = TestApp::start().await;
    let article = app.article().create().await;
    let first = app.reader().post(&article, LONG).await.id;
    let other =
        app.reader().post(&article, "Something else altogether, about the harbour.").await.id;
    app.run_jobs().await;
    assert_eq!(app.comment(first).await.group_id, None);
    app.reader().post(&article, &LONG.replace("gladly", "happily")).await;
    app.reader().post(&article, &format!("{} 😀", LONG.to_uppercase())).await;
    app.run_jobs().await;
    assert_eq!(app.group(first).await.len(), 3);
    assert_eq!(app.comment(other).await.group_id, None);
    app.run_jobs().await;
}

const LONG: &str = "I have been trading with this company for two years now and they have always paid me on time, so if \
                    you want to know how I did it then write to me and I will gladly show you everything I have learned";

/// Posts, runs post-processing, and returns the comment's number and the address of its author's edits.
async fn post(app: &TestApp, reader: &Reader, article: &Article, text: &str) -> (i64, String) {
    let (id, page) = reader.post_by_api(article, text).await;
    while post_processing::process_part(&app.parts().db).await.expect("read") > 0 {}
    (id, format!("{page}/edit"))
}

/// Fails if the doctor finds a fault, or a group's number is not that of a comment in it. SQL, because the
/// rule is about the table.
async fn assert_consistent(app: &TestApp) {
    for check in doctor::examine(&app.parts(), doctor::Repair::No).await {
        assert!(check.ok, "{check:?}");
    }
    let stray = "group_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM comments AS lead WHERE lead.id = comments.group_id \
                 AND lead.group_id = lead.id)";
    assert_eq!(app.count("comments", stray).await, 0);
    let unfound = "group_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM comment_bands WHERE comment_id = group_id)";
    assert_eq!(app.count("comments", unfound).await, 0);
}

#[tokio::test]
async fn an_authors_edit_is_rescored_and_regrouped() {
    let app = TestApp::start().await;
    let (article, moderator, reader) =
        (app.article().create().await, app.moderator().await, app.reader());
    let (first, edit) = post(&app, &reader, &article, LONG).await;
    let (second, _) = post(&app, &app.reader(), &article, &LONG.replace("gladly", "happily")).await;
    let (third, _) = post(&app, &app.reader(), &article, &LONG.replace("two", "three")).await;
    assert_eq!(app.group(first).await, [first, second, third]);
    let before = moderator.comment(first).await;
    assert_eq!(before["language"], "eng");

    let german = "CASINO! Ich habe hier schon oft gewonnen, und wer das auch möchte, der schreibt mir einfach eine kurze \
                  Nachricht: http://win.example.top http://b.example.xyz";
    reader.press(&edit, &[("text", german), ("version", "1")]).await.expect(303);
    let after = moderator.comment(first).await;
    assert_eq!(after["language"], "deu");
    let score = |comment: &Value| comment["score"].as_f64().expect("a score");
    assert!(score(&after) > score(&before) + 0.1, "{} after {}", score(&after), score(&before));
    // Those that are left go on together, and a comment with the old text joins them and not
    // the edited one.
    assert_eq!(app.group(second).await, [second, third]);
    assert_eq!(app.comment(first).await.group_id, None);
    let (fourth, _) = post(&app, &app.reader(), &article, LONG).await;
    assert_eq!(app.group(second).await, [second, third, fourth]);
    let (fifth, _) = post(&app, &app.reader(), &article, &german.to_uppercase()).await;
    assert_eq!(app.group(first).await, [first, fifth]);
    assert_consistent(&app).await;

    // And back: the two that were left stay together, and the one that is left alone is in no group.
    reader.press(&edit, &[("text", LONG), ("version", "2")]).await.expect(303);
    assert_eq!(app.group(second).await, [first, second, third, fourth]);
    assert_eq!(app.comment(fifth).await.group_id, None);
    let (sixth, _) = post(&app, &app.reader(), &article, german).await;
    assert_eq!(app.group(fifth).await, [fifth, sixth]);
    assert_consistent(&app).await;
    app.run_jobs().await;
}

#[tokio::test]
async fn an_edit_by_staff_and_its_undo_are_rescored() {
    let app = TestApp::start().await;
    let (article, moderator) = (app.article().create().await, app.moderator().await);
    let (first, _) = post(&app, &app.reader(), &article, LONG).await;
    let (second, _) = post(&app, &app.reader(), &article, &LONG.to_uppercase()).await;
    let german = "Ich habe hier schon oft gewonnen, und wer das auch möchte, der schreibt mir einfach eine Nachricht.";
    let path = format!("/api/v1/comments/{first}");
    moderator.patch(&path, &json!({ "text": german, "version": 1 })).await.expect(200);
    app.run_jobs().await;
    assert_eq!(moderator.comment(first).await["language"], "deu");
    assert_eq!(app.comment(second).await.group_id, None);
    let (third, _) = post(&app, &app.reader(), &article, LONG).await;
    assert_eq!(app.group(second).await, [second, third]);
    assert_consistent(&app).await;

    moderator.undo_version(first, 2).await.expect(200);
    app.run_jobs().await;
    assert_eq!(moderator.comment(first).await["language"], "eng");
    assert_eq!(app.group(second).await, [first, second, third]);
    assert_consistent(&app).await;
    app.run_jobs().await;
}

#[tokio::test]
async fn a_text_edited_before_post_processing_has_its_own_score() {
    let app = TestApp::start().await;
    let (article, moderator) = (app.article().create().await, app.moderator().await);
    let pitch = "casino bonus http://win.example.top viagra http://b.example.xyz earn $500 from home click here";
    // Nothing is read in between, as when an editor is faster than the worker.
    let held = app.reader().post(&article, pitch).await;
    let path = format!("/api/v1/comments/{}", held.id);
    let before = moderator.get(&path).await.expect(200).json()["score"].as_f64().expect("a score");
    moderator
        .patch(
            &path,
            &json!({ "text": "The ferry was late again, and nobody on the quay could say why.", "version": 1 }),
        )
        .await
        .expect(200);
    app.run_jobs().await;
    let after = moderator.get(&path).await.expect(200).json()["score"].as_f64().expect("a score");
    assert!(before > 0.8 && after < 0.5, "{before} {after}");
    assert_consistent(&app).await;
}

#[tokio::test]
async fn thresholds_are_derived_from_the_sites_past_decisions() {
    let wanted = TargetRates { hold: 0.02, spam: 0.001 };
    assert_eq!(LiveModel::new(wanted).score(&Sample::default()), None);
    let app = TestApp::start().await;
    let live = other_process(&app).await;
    let pitch = "casino bonus http://win.example.top viagra http://b.example.xyz earn $500 from home click here";
    let scored = live.score(&Sample { text: pitch, ..Sample::default() }).expect("a score");
    assert_eq!(
        scored.outcome,
        Outcome::Hold,
        "without a past nothing is marked as spam: {scored:?}"
    );
}

/// A model as the version before wrote it, with nothing in it.
fn old_model() -> Vec<u8> {
    let body = vec![0; 1 + 512];
    let mut bytes = b"RJDFILTR".to_vec();
    bytes.extend_from_slice(&1_u32.to_le_bytes());
    bytes.extend_from_slice(&1_u32.to_le_bytes());
    let mut packed = flate2::write::DeflateEncoder::new(bytes, flate2::Compression::fast());
    packed.write_all(&body).expect("into memory");
    let mut bytes = packed.finish().expect("into memory");
    bytes.extend_from_slice(&crc32fast::hash(&bytes).to_le_bytes());
    bytes
}

#[tokio::test]
async fn a_model_and_lessons_from_before_an_upgrade_are_used_and_can_be_unlearned() {
    let app = TestApp::start().await;
    let (article, moderator) = (app.article().create().await, app.moderator().await);
    let id = app.reader().post(&article, PITCH).await.id;
    let vector = Vector::of(&Sample { text: PITCH, name: "Somebody", ..Sample::default() });
    let before = score(&other_process(&app).await, PITCH);
    app.database.store_filter_model(&old_model());
    app.database.store_lessons(&[OldLesson {
        comment_id: id,
        label: 1,
        margin: -2.5,
        coefficient: 300_000,
        fingerprint: vector.fingerprint(),
        features: Some(vector.pack()),
        created_at: app.now(),
    }]);
    assert!(score(&other_process(&app).await, PITCH) > before + 0.3, "the old lesson counts");

    moderator.decide(id, "spam").await.expect(200);
    assert_eq!(learn(&app).await, 0, "it is what the old lesson says");
    moderator.decide(id, "hold").await.expect(200);
    assert_eq!(learn(&app).await, 1);
    assert!(weights(&app.parts().filter) == Model::default(), "nothing is left of it");
    assert!(weights(&other_process(&app).await) == Model::default());
    app.run_jobs().await;
}

#[tokio::test]
async fn thresholds_rest_on_what_is_public_and_are_the_same_in_every_process() {
    let app = TestApp::publishing().await;
    let (article, moderator) = (app.article().create().await, app.moderator().await);
    let editor = app.editor().await;
    let mut desk = editor.signed_in().await;
    let mut spam = Vec::new();
    for comment in stream(110, 30, 3) {
        let id = app.reader().post(&article, &comment.text).await.id;
        if comment.label == Label::Spam {
            spam.push(id);
        }
    }
    let filter = &app.parts().filter;
    let page = format!("/desk/comments/{}", spam[0]);
    desk.see(&page).await.expect(200).assert_shows("(not yet learned)");
    for list in ["/desk", "/desk?status=approved"] {
        let list = desk.see(list).await.expect(200).text();
        assert_eq!(list.matches("Spam scores are rough").count(), 1, "said once, not in each row");
    }
    desk.see("/desk/rules/filter").await.expect(200).assert_shows("not enough yet");
    assert!(!filter.calibration_report().expect("a model").is_trained);

    for id in &spam {
        moderator.decide(*id, "spam").await.expect(200);
    }
    learn(&app).await;
    let calibration_report = filter.calibration_report().expect("a model");
    let comments = app.comments().await.into_iter();
    let public = comments.filter(|comment| comment.status.is_public()).count();
    assert_eq!(
        (calibration_report.basis.public, calibration_report.basis.marked),
        (public, spam.len())
    );
    assert!(
        calibration_report.is_trained && calibration_report.decisions.0 == 0,
        "no lesson says fine: {calibration_report:?}"
    );
    assert!(
        calibration_report.basis.public_held * 5 <= calibration_report.basis.public,
        "{calibration_report:?}"
    );
    assert_eq!(other_process(&app).await.calibration_report(), Some(calibration_report));
    assert_eq!(app.count("filter_evidence", "1 = 1").await, 1, "the newest is kept");

    desk.see("/desk?status=approved").await.expect(200).assert_hides("Spam scores are rough");
    let words = format!(
        "Of the last {public} public comments {} would be held",
        calibration_report.basis.public_held
    );
    desk.see("/desk/rules/filter").await.expect(200).assert_shows(&words);
    let settings = editor.get("/api/v1/filter").await.expect(200).json();
    assert_eq!(
        (&settings["trained"], &settings["basis"]["public"]),
        (&json!(true), &json!(public))
    );
    // Nothing new, nothing drawn anew; and a wish for another rate needs no new scores.
    assert_eq!(learn(&app).await, 0);
    put(&editor, &json!({ "held_per_thousand": 500, "spam_per_thousand": 0 })).await.expect(200);
    let wider = filter.calibration_report().expect("a model");
    assert!(
        wider.basis.public_held > calibration_report.basis.public_held,
        "{wider:?} after {calibration_report:?}"
    );
    app.run_jobs().await;
}

async fn put(editor: &Staff, body: &Value) -> Answer {
    editor.put("/api/v1/filter", body).await
}

#[tokio::test]
async fn an_editor_sets_the_filters_error_rates() {
    let app = TestApp::start().await;
    let (editor, moderator) = (app.editor().await, app.moderator().await);
    let first = editor.get("/api/v1/filter").await.expect(200).json();
    assert_eq!((&first["held_per_thousand"], &first["set"]), (&json!(20), &json!(false)));
    assert_eq!((&first["hold_from"], &first["spam_from"]), (&json!(0.8), &Value::Null));
    moderator.get("/api/v1/filter").await.expect(403);

    let faulty = put(&editor, &json!({ "held_per_thousand": 501 })).await.expect(422);
    let expected = [("/held_per_thousand", "number"), ("/spam_per_thousand", "required")];
    assert_eq!(
        faulty.faults(),
        expected.map(|(pointer, code)| (pointer.to_owned(), code.to_owned()))
    );
    editor.remove("/api/v1/filter").await.expect(404);

    let set = put(&editor, &json!({ "held_per_thousand": 5, "spam_per_thousand": 0 }))
        .await
        .expect(200)
        .json();
    assert_eq!((&set["held_per_thousand"], &set["set"]), (&json!(5), &json!(true)));
    assert_eq!(set["configured"], json!({ "held_per_thousand": 20, "spam_per_thousand": 1 }));
    put(&editor, &json!({ "held_per_thousand": 5, "spam_per_thousand": 0 })).await.expect(200);
    editor.remove("/api/v1/filter").await.expect(204);
    assert_eq!(editor.get("/api/v1/filter").await.expect(200).json()["set"], json!(false));
    let log = editor.get("/api/v1/audit?act=setting").await.expect(200).json();
    let lines = log["items"].as_array().expect("lines");
    assert_eq!(lines.len(), 2, "what changes nothing leaves no line: {log}");
    assert_eq!(
        lines[1]["detail"]["after"],
        json!({ "held_per_thousand": 5, "spam_per_thousand": 0 })
    );
    assert_eq!(
        lines[0]["detail"]["before"],
        json!({ "held_per_thousand": 5, "spam_per_thousand": 0 })
    );
}

#[tokio::test]
async fn every_process_derives_the_same_thresholds_from_the_rates_and_past_decisions() {
    let app = TestApp::start().await;
    let (parts, editor) = (app.parts(), app.editor().await);
    let article = app.article().create().await;
    let about = app.reader().post(&article, "Whatever.").await.id;
    // 400 decisions, and as many margins to rest on: 300 of public comments, of which the filter
    // thinks a few likely to be spam.
    let lesson = |label: i16, margin: f64| OldLesson {
        comment_id: about,
        label,
        margin,
        coefficient: 0,
        fingerprint: 0,
        features: None,
        created_at: app.now(),
    };
    let fine = (0..300).map(|at| lesson(0, f64::from(at) / 20.0 - 12.0));
    let spam = (0..100).map(|at| lesson(1, f64::from(at) / 20.0 + 1.0));
    app.database.store_lessons(&fine.chain(spam).collect::<Vec<_>>());
    let public = (0..300_u16).map(|at| f32::from(at) / 20.0 - 12.0).collect();
    let marked = (0..100_u16).map(|at| f32::from(at) / 20.0 + 1.0).collect();
    app.database.store_evidence(&Evidence::new(public, marked, 100).pack(), 400, about);
    let other = other_process(&app).await;
    parts.filter.refresh(&parts.db).await.expect("followed");
    let hold = |live: &LiveModel| live.calibration_report().expect("a model").hold;
    let usual = hold(&parts.filter);
    put(&editor, &json!({ "held_per_thousand": 200, "spam_per_thousand": 100 })).await.expect(200);
    let bold = parts.filter.calibration_report().expect("a model");
    assert!(bold.hold < usual - 0.05, "{bold:?} after {usual}");
    assert!(bold.spam.is_some_and(|spam| spam >= 0.9) && bold.decisions == (300, 100), "{bold:?}");
    put(&editor, &json!({ "held_per_thousand": 4, "spam_per_thousand": 0 })).await.expect(200);
    let careful = parts.filter.calibration_report().expect("a model");
    assert!(careful.hold > usual && careful.spam.is_none(), "{careful:?}");
    assert_eq!(hold(&other), usual, "another process has not looked yet");
    other.refresh(&parts.db).await.expect("followed");
    assert_eq!(hold(&other), careful.hold);
    assert_eq!(hold(&other_process(&app).await), careful.hold, "nor does a start forget it");
    editor.remove("/api/v1/filter").await.expect(204);
    assert_eq!(hold(&parts.filter), usual);
    app.run_jobs().await;
}

#[tokio::test]
async fn an_editor_sets_the_rates_by_a_plain_form() {
    let app = TestApp::start().await;
    let mut desk = app.editor().await.signed_in().await;
    desk.see("/desk/rules").await.expect(200).assert_shows("/desk/rules/filter");
    let page = desk.see("/desk/rules/filter").await.expect(200);
    assert_eq!(page.input("held_per_thousand").as_deref(), Some("20"));
    snapshots::page("desk_filter", &page);
    let path = "/desk/rules/filter";
    let faulty = [("held_per_thousand", "many"), ("spam_per_thousand", "2"), ("do", "set")];
    let again = desk.send(path, &faulty).await.expect(422);
    assert_eq!(
        again.input("held_per_thousand").as_deref(),
        Some("many"),
        "nothing that was written is lost"
    );
    assert_eq!(again.input("spam_per_thousand").as_deref(), Some("2"));
    snapshots::page("desk_filter_rates_with_faults", &again);
    let good = [("held_per_thousand", "7"), ("spam_per_thousand", "2"), ("do", "set")];
    let done = desk.send(path, &good).await.expect(303);
    let page = desk.see(done.location()).await.expect(200);
    snapshots::page("desk_filter_rates_set", &page);
    assert_eq!(page.input("held_per_thousand").as_deref(), Some("7"));
    let back = [("held_per_thousand", "7"), ("spam_per_thousand", "2"), ("do", "clear")];
    desk.send(path, &back).await.expect(303);
    desk.send(path, &back).await.expect(303);
    assert_eq!(desk.see(path).await.expect(200).input("held_per_thousand").as_deref(), Some("20"));
    let mut moderator = app.moderator().await.signed_in().await;
    moderator.see(path).await.expect(403);
}

/// Forty comments, of which every second one is spam.
fn labelled() -> String {
    let line = |at: usize| {
        let (text, label) = match at % 2 {
            0 => (format!("Buy cheap watches number {at} at http://shop{at}.example.top now"), 1),
            _ => (format!("I think that point {at} of the article is rather well made"), 0),
        };
        json!({ "id": at, "text": text, "name": "Ann", "email": "a@example.org", "label": label })
            .to_string()
            + "\n"
    };
    (0..40).map(line).collect()
}

fn printed(output: &std::process::Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn scores(text: &str) -> Vec<(String, f64)> {
    let read = |line: &str| {
        let (id, score) = line.split_once('\t').expect("a tab");
        (id.to_owned(), score.parse().expect("a number"))
    };
    text.lines().map(read).collect()
}

#[test]
fn the_command_line_trains_scores_and_evaluates_without_a_site() {
    let place = Installation::new();
    let model = place.data().with_file_name("spam.model").display().to_string();
    let output =
        printed(&place.run_with(&["screening", "train", "-", "--model", &model], &labelled()));
    assert!(output.starts_with("Trained on 40 comments (20 spam, 20 legitimate)"), "{output}");

    let new = "{\"id\":\"a b\",\"text\":\"Buy cheap watches at http://other.example.top\"}\n\n\
               {\"id\":7,\"text\":\"That point of the article is well made\",\"name\":null}\n";
    let trained =
        scores(&printed(&place.run_with(&["screening", "score", "-", "--model", &model], new)));
    assert_eq!(trained.iter().map(|(id, _)| id.as_str()).collect::<Vec<_>>(), ["a b", "7"]);
    assert!(trained[0].1 > 0.8 && trained[1].1 < 0.2, "{trained:?}");
    let untrained = scores(&printed(&place.run_with(&["screening", "score", "-"], new)));
    assert!(untrained[0].1 > untrained[1].1 && untrained[0].1 < trained[0].1, "{untrained:?}");

    let learned =
        scores(&printed(&place.run_with(&["screening", "score", "-", "--learn"], &labelled())));
    let unlearned = scores(&printed(&place.run_with(&["screening", "score", "-"], &labelled())));
    assert_eq!(learned[0], unlearned[0], "the first line is scored before anything is learned");
    assert!(learned[38].1 > 0.8 && learned[38].1 > unlearned[38].1, "{learned:?}");

    let report = printed(
        &place.run_with(&["screening", "evaluate", "-", "--json", "--splits", "2"], &labelled()),
    );
    let report: Value = serde_json::from_str(&report).expect("JSON");
    assert_eq!((&report["comments"], &report["spam"]), (&json!(40), &json!(20)));
    assert!(report["split"]["mean"]["auc"].as_f64().is_some_and(|auc| auc > 0.95), "{report}");
    assert!(report["split"]["deviation"]["auc"].is_number(), "{report}");
    let steps = report["reliability"].as_array().expect("the reliability table");
    let counted: u64 = steps.iter().filter_map(|step| step["comments"].as_u64()).sum();
    assert_eq!((steps.len(), counted), (10, 40), "each of two halves was scored once: {report}");
    assert!(!place.data().exists(), "no database and no keys are made");
}

#[test]
fn the_same_file_makes_the_same_model() {
    let place = Installation::new();
    let model = |name: &str| place.data().with_file_name(name);
    for name in ["one", "two"] {
        printed(&place.run_with(
            &["screening", "train", "-", "--model", &model(name).display().to_string()],
            &labelled(),
        ));
    }
    let bytes = |name: &str| std::fs::read(model(name)).expect("a model");
    assert!(bytes("one") == bytes("two"));
}

#[test]
fn a_fault_in_a_training_file_is_reported_with_its_line() {
    let place = Installation::new();
    let model = place.data().with_file_name("spam.model").display().to_string();
    let fails = |arguments: &[&str], input: &str, words: &[&str]| {
        let output = place.run_with(arguments, input);
        let message = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {message}");
        for word in words {
            assert!(message.contains(word), "{arguments:?}: {message}");
        }
    };
    let good = "{\"id\":1,\"text\":\"fine\",\"label\":0}\n";
    fails(&["screening", "score", "-"], &format!("{good}{{\"id\":2}}\n"), &["line 2", "text"]);
    fails(&["screening", "score", "-"], "no json\n", &["line 1", "column 2"]);
    fails(
        &["screening", "score", "-"],
        "{\"id\":1,\"text\":\"a\",\"label\":\"spam\"}\n",
        &["line 1", "label"],
    );
    fails(
        &["screening", "train", "-", "--model", &model],
        "{\"id\":1,\"text\":\"a\"}\n",
        &["line 1", "label"],
    );
    fails(&["screening", "evaluate", "-"], good, &["at least two"]);
    fails(&["screening", "score", "no-such-file"], "", &["no-such-file"]);
    fails(&["screening", "score", "-", "--model", "no-such-model"], good, &["no-such-model"]);
    std::fs::write(&model, "RJDFILTR cut").expect("written");
    fails(&["screening", "score", "-", "--model", &model], good, &["damaged"]);
    std::fs::write(&model, "id,text,label").expect("written");
    fails(&["screening", "score", "-", "--model", &model], good, &["not a filter model"]);
}
