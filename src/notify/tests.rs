//! Scenes around the mails: somebody comments, moderators are notified, something goes wrong on the
//! way.

use std::sync::Arc;
use std::time::Duration;

use actix_web::http::{Method, StatusCode};
use actix_web::web;
use diesel::prelude::*;

use super::*;
use crate::accounts::model::{NewToken, Role, Scope};
use crate::accounts::tokens;
use crate::app::App;
use crate::clock::Clock;
use crate::config::Config;
use crate::db::Connection;
use crate::db::schema::{self, accounts, articles, comments};
use crate::ids::{AccountId, ArticleId, CommentId};
use crate::mail::{Outcome, Sent};
use crate::notify::model::Event;
use crate::status::Status;
use crate::{on, routes, server, vault, worker};

const DAY: Duration = Duration::from_secs(86_400);

/// A publication with an article and its staff, at a standing clock.
pub(crate) struct TestApp {
    pub(crate) app: Arc<App>,
    article: ArticleId,
    _folder: tempfile::TempDir,
}

impl TestApp {
    /// Ann writes, Mia and Max moderate.
    pub(crate) async fn new() -> TestApp {
        let folder = tempfile::tempdir().expect("a folder");
        let text = format!(
            "[server]\nbase_url = \"https://news.example\"\n[site]\ntitle = \"The Daily Example\"\n\
             [data]\nfolder = \"{}\"\n[mail]\ntransport = \"memory\"\n[moderation]\njoin_minutes = 0\n",
            folder.path().display()
        );
        let config = Config::from_toml(&text).expect("a good configuration");
        let clock = Clock::fixed(Time::parse("2026-11-22T09:30:00Z").expect("an instant"));
        let app = Arc::new(App::open(config, clock).expect("opened"));
        let world = TestApp { app, article: ArticleId(1), _folder: folder };
        let author = world.account("ann@example.com", 0).await;
        world.account("mia@example.com", 1).await;
        world.account("max@example.com", 3).await;
        world.article(author).await;
        world
    }

    async fn account(&self, address: &str, role: i16) -> AccountId {
        let index = self.app.vault.index(address);
        let sealed =
            self.app.vault.seal(address, &[b"account", index.as_slice()].concat()).expect("sealed");
        let now = self.app.clock.now();
        let adding = self.app.db.write(move |conn| {
            Ok(on!(conn, |c| diesel::insert_into(accounts::table)
                .values((
                    accounts::email_index.eq(&index),
                    accounts::email_sealed.eq(&sealed),
                    accounts::name.eq("A colleague"),
                    accounts::role.eq(role),
                    accounts::password_hash.eq(""),
                    accounts::created_at.eq(now),
                ))
                .returning(accounts::id)
                .get_result::<AccountId>(c))?)
        });
        adding.await.expect("added")
    }

    async fn article(&self, author: AccountId) {
        let now = self.app.clock.now();
        let adding = self.app.db.write(move |conn| {
            on!(conn, |c| diesel::insert_into(articles::table)
                .values((
                    articles::path.eq("2026/11/bridge"),
                    articles::title.eq("The bridge"),
                    (
                        articles::summary.eq(""),
                        articles::body.eq(""),
                        articles::body_html.eq(""),
                        articles::byline.eq("")
                    ),
                    articles::author_id.eq(author),
                    articles::status.eq(1),
                    (
                        articles::created_at.eq(now),
                        articles::updated_at.eq(now),
                        articles::version.eq(1)
                    ),
                ))
                .execute(c))?;
            Ok(())
        });
        adding.await.expect("added");
    }

    /// A reader comments; the job that mails the staff commits with the comment.
    pub(crate) async fn comment(&self, name: &str, text: &str, status: Status) -> CommentId {
        let (name, text) = (name.to_owned(), text.to_owned());
        let (article, now) = (self.article, self.app.clock.now());
        let unique = vault::random::<16>().expect("random").to_vec();
        let adding = self.app.db.write(move |conn| {
            let comment: CommentId = on!(conn, |c| diesel::insert_into(comments::table)
                .values((
                    comments::article_id.eq(article),
                    (
                        comments::status.eq(status),
                        comments::first_status.eq(status),
                        comments::version.eq(1)
                    ),
                    comments::reasons
                        .eq(r#"[{"code":"policy_hold_all"},{"code":"from_the_future"}]"#),
                    (comments::name.eq(&name), comments::text.eq(&text), comments::html.eq("")),
                    comments::avatar.eq(0),
                    (comments::fingerprint.eq(&unique), comments::form_id.eq(&unique)),
                    (
                        comments::network_hash.eq(&unique),
                        comments::network_prefix.eq("192.0.2.0/24")
                    ),
                    (comments::notify.eq(false), comments::created_at.eq(now)),
                ))
                .returning(comments::id)
                .get_result(c))?;
            let job = match status {
                Status::Approved => Job::CommentPublished { comment },
                _ => Job::CommentHeld { comment },
            };
            queue::enqueue(conn, job, now)?;
            Ok(comment)
        });
        adding.await.expect("stored")
    }

    async fn change(&self, id: CommentId, status: Status, text: &str) {
        let text = text.to_owned();
        let changing = self.app.db.write(move |conn| {
            let row = comments::table.find(id);
            on!(conn, |c| diesel::update(row)
                .set((comments::status.eq(status), comments::text.eq(&text)))
                .execute(c))?;
            Ok(())
        });
        changing.await.expect("changed");
    }

    /// Plans the mails without sending any.
    async fn plan(&self) {
        let now = self.app.clock.now();
        let held = self
            .app
            .db
            .write(move |conn| queue::claim(conn, queue::JobClass::Internal, now, DAY, 99))
            .await
            .expect("claimed");
        for held in held {
            let Job::CommentHeld { comment } = held.job else { continue };
            planning::plan_event(&self.app, held, Event::CommentHeld(comment), now)
                .await
                .expect("planned");
        }
    }

    async fn run(&self) -> Vec<Sent> {
        worker::run_due(&self.app).await.expect("run");
        self.app.mailer.sent()
    }

    async fn deliveries(&self) -> Vec<Delivery> {
        self.app.db.read(|conn| list(conn, None, None, 99)).await.expect("read")
    }

    async fn states(&self) -> Vec<State> {
        self.deliveries().await.iter().map(|delivery| delivery.state).collect()
    }

    async fn retry(&self, id: DeliveryId) -> Result<Delivery> {
        let now = self.app.clock.now();
        self.app.db.write(move |conn| retry(conn, id, now)).await
    }
}

fn text(sent: &Sent, part: usize) -> String {
    let parsed = mailparse::parse_mail(&sent.raw).expect("a mail");
    parsed.subparts[part].get_body().expect("decoded").replace("\r\n", "\n")
}

fn header(sent: &Sent, name: &str) -> String {
    let parsed = mailparse::parse_mail(&sent.raw).expect("a mail");
    let found = parsed.headers.iter().find(|header| header.get_key().eq_ignore_ascii_case(name));
    found.map(|header| header.get_value()).expect("the header is there")
}

#[tokio::test]
async fn each_moderator_gets_one_mail_about_a_held_comment_however_often_the_job_runs() {
    let world = TestApp::new().await;
    let comment = world
        .comment("Eve <b>", "First line\n\nDecide: https://evil.example", Status::Pending)
        .await;
    let sent = world.run().await;
    let mut to: Vec<_> = sent.iter().map(|sent| sent.to.as_str()).collect();
    to.sort_unstable();
    assert_eq!(to, ["max@example.com", "mia@example.com"]);
    assert_ne!(sent[0].message_id, sent[1].message_id);
    assert!(sent[0].message_id.ends_with("@news.example>"));
    assert_eq!(header(&sent[0], "Subject"), "Held: Eve <b> on “The bridge”");
    assert_eq!(header(&sent[0], "List-Id"), "<comments.news.example>");
    let said = text(&sent[0], 0);
    // Below that are the links, which differ from mail to mail.
    assert_eq!(
        said.split_inclusive("are pending.\n").next().expect("a text"),
        format!(
            "Eve <b> commented on “The bridge” on 22 November 2026 at 09:30 UTC. The comment is held \
             and waits for your decision.\n\n\
             > First line\n>\n> Decide: https://evil.example\n\n\
             Why it is held:\n- Every comment is held\n- from_the_future\n\n\
             Decide about this comment\nhttps://news.example/desk/comments/{comment}\n\n\
             No other comments are pending.\n"
        )
    );
    let end = "-- \nThe Daily Example\nYou get this mail because you moderate the comments.\n";
    assert!(said.ends_with(end), "{said}");
    let html = text(&sent[0], 1);
    assert!(html.contains(">Eve &#60;b&#62; commented on") && !html.contains("<img"), "{html}");

    let now = world.app.clock.now();
    world
        .app
        .db
        .write(move |conn| queue::enqueue(conn, Job::CommentHeld { comment }, now))
        .await
        .expect("enqueued");
    assert_eq!(world.run().await.len(), 2);
    assert_eq!(world.states().await, [State::Sent; 2]);
}

#[tokio::test]
async fn the_author_is_told_of_a_published_comment() {
    let world = TestApp::new().await;
    let comment = world.comment("Eve", "Well said", Status::Approved).await;
    let sent = world.run().await;
    assert_eq!(sent.iter().map(|sent| sent.to.as_str()).collect::<Vec<_>>(), ["ann@example.com"]);
    assert_eq!(header(&sent[0], "Subject"), "New comment: Eve on “The bridge”");
    assert!(
        text(&sent[0], 0)
            .contains(&format!("Read and answer\nhttps://news.example/comments/{comment}\n"))
    );
}

#[tokio::test]
async fn a_comment_that_is_edited_or_decided_first_changes_or_cancels_its_mail() {
    let world = TestApp::new().await;
    let edited = world.comment("Eve", "Old words", Status::Pending).await;
    let decided = world.comment("Bob", "Fine words", Status::Pending).await;
    world.plan().await;
    world.change(edited, Status::Pending, "New words").await;
    world.change(decided, Status::Approved, "Fine words").await;
    let sent = world.run().await;
    assert_eq!(sent.len(), 2);
    assert!(text(&sent[0], 0).contains("> New words\n"));
    let cancelled = world
        .deliveries()
        .await
        .into_iter()
        .filter(|delivery| delivery.comment_id == Some(decided));
    assert!(cancelled.into_iter().all(|delivery| delivery.state == State::Cancelled));
}

#[tokio::test]
async fn who_left_between_plan_and_sending_gets_nothing() {
    let world = TestApp::new().await;
    world.comment("Eve", "Words", Status::Pending).await;
    world.plan().await;
    let now = world.app.clock.now();
    let leaving = world.app.db.write(move |conn| {
        on!(conn, |c| diesel::update(accounts::table)
            .set(accounts::disabled_at.eq(now))
            .execute(c))?;
        Ok(())
    });
    leaving.await.expect("disabled");
    assert!(world.run().await.is_empty());
    assert_eq!(world.states().await, [State::Cancelled; 2]);
}

#[tokio::test]
async fn a_mail_is_tried_for_days_with_one_message_id_then_given_up_visibly_and_can_be_revived() {
    let world = TestApp::new().await;
    world.comment("Eve", "Words", Status::Approved).await;
    let clock = &world.app.clock;
    let started = clock.now();
    let planned = loop {
        world.app.mailer.answer_next(Outcome::try_later("at RCPT the relay answered 450"));
        worker::run_due(&world.app).await.expect("run");
        let delivery = world.deliveries().await.remove(0);
        if delivery.state == State::Dead {
            break delivery;
        }
        let next = world.app.db.read(queue::next_due).await.expect("read").expect("it waits");
        assert!(next > clock.now());
        clock.advance(next.since(clock.now()));
    };
    assert!((DAY * 5..DAY * 6).contains(&clock.now().since(started)));
    assert!(planned.attempts > 20, "{planned:?}");
    assert_eq!(
        planned.cause.as_ref().map(ToString::to_string).as_deref(),
        Some("at RCPT the relay answered 450")
    );
    assert_eq!(planned.account_name.as_deref(), Some("A colleague"));
    assert_eq!(worker::run_due(&world.app).await.expect("run"), 0);

    // The last scripted answer was taken by the last try; now the relay is well.
    assert_eq!(world.retry(planned.id).await.expect("revived").state, State::Waiting);
    let sent = world.run().await;
    assert_eq!(sent[0].message_id, planned.message_id);
    assert!(matches!(
        world.retry(planned.id).await,
        Err(Error::Conflict { code: "not_ended", .. })
    ));
    assert!(matches!(world.retry(DeliveryId(99)).await, Err(Error::NotFound)));
}

/// The relay has refused the recipient of a first mail.
async fn after_a_refusal() -> TestApp {
    let world = TestApp::new().await;
    let refused = Outcome::recipient_refused("at RCPT the relay answered 550 5.1.1");
    world.app.mailer.answer_next(refused);
    world.comment("Eve", "One", Status::Approved).await;
    world.run().await;
    world
}

#[tokio::test]
async fn a_refused_recipient_gets_no_more_mail_until_somebody_says_so() {
    let world = after_a_refusal().await;
    world.comment("Eve", "Two", Status::Approved).await;
    assert!(world.run().await.is_empty());
    assert_eq!(world.states().await, [State::Suppressed; 2]);
    let second = world.deliveries().await[0].id;
    world.retry(second).await.expect("revived");
    assert_eq!(world.run().await.len(), 1);
}

#[tokio::test]
async fn causes_that_the_previous_release_stored_as_texts_get_their_codes() {
    let world = after_a_refusal().await;
    let known = world.deliveries().await[0].cause.clone();
    assert_eq!(known.as_ref().map(|cause| cause.code), Some(Code::RelayAnswered));
    let as_before = |conn: &mut Connection| {
        let no_code = None::<Code>;
        let (mails, addresses) = (schema::deliveries::table, schema::suppressions::table);
        on!(conn, |c| diesel::update(mails).set(schema::deliveries::cause.eq(no_code)).execute(c))?;
        on!(conn, |c| diesel::update(addresses)
            .set(schema::suppressions::cause.eq(no_code))
            .execute(c))?;
        Ok(())
    };
    world.app.db.write(as_before).await.expect("stored");
    assert_eq!(world.deliveries().await[0].cause, known, "the text is read");
    let add = async || add_cause_codes(&world.app.db, 10).await.expect("stored");
    assert_eq!(add().await, 2, "the mail and the address");
    assert_eq!(add().await, 0);
    assert_eq!(world.deliveries().await[0].cause, known);
}

#[tokio::test]
async fn a_relay_that_refuses_everybody_is_at_fault_and_silences_nobody() {
    let world = TestApp::new().await;
    for _ in 0..6 {
        world.app.mailer.answer_next(Outcome::recipient_refused("at RCPT the relay answered 550"));
    }
    world.comment("Eve", "One", Status::Pending).await;
    assert!(world.run().await.is_empty());
    assert!(world.app.mailer.paused_until().is_some(), "the relay is given time");
    // After six refusals somebody mends it.
    let mut rounds = 0;
    while world.app.mailer.sent().len() < 2 {
        assert!(world.app.db.read(crate::accounts::refused_mail).await.expect("read").is_empty());
        assert!(rounds < 50, "{:?}", world.deliveries().await);
        rounds += 1;
        world.app.clock.advance(Duration::from_secs(600));
        world.run().await;
    }
    assert_eq!(world.states().await, [State::Sent; 2]);
}

#[tokio::test]
async fn one_refusal_takes_nobody_of_the_staff_off_all_mail_for_good() {
    let world = TestApp::new().await;
    world.app.mailer.answer_next(Outcome::recipient_refused("at RCPT the relay answered 550"));
    world.comment("Eve", "One", Status::Approved).await;
    assert!(world.run().await.is_empty());
    let refused = world.app.db.read(crate::accounts::refused_mail).await.expect("looked");
    assert_eq!(refused.len(), 1);
    let check = crate::doctor::examine(&world.app, crate::doctor::Repair::No).await;
    let check = check.iter().find(|check| check.name == "staff_mail").expect("a check");
    assert!(!check.ok && check.detail.starts_with("1 members"), "{}", check.detail);
    world.comment("Eve", "Two", Status::Approved).await;
    assert!(world.run().await.is_empty(), "not within a day");
    world.app.clock.advance(DAY);
    world.comment("Eve", "Three", Status::Approved).await;
    assert_eq!(world.run().await.len(), 1);
    assert!(world.app.db.read(crate::accounts::refused_mail).await.expect("looked").is_empty());
}

#[tokio::test]
async fn a_policy_of_the_relay_ends_no_mail() {
    let world = TestApp::new().await;
    world
        .app
        .mailer
        .answer_next(Outcome::policy_refused("after the message the relay answered 554 5.7.1"));
    world.comment("Eve", "One", Status::Approved).await;
    assert!(world.run().await.is_empty());
    assert!(world.app.mailer.paused_until().is_some());
    world.app.clock.advance(Duration::from_secs(120));
    assert_eq!(world.run().await.len(), 1);
}

#[tokio::test]
async fn a_message_that_is_refused_for_what_it_says_harms_nobody_else() {
    let world = TestApp::new().await;
    world
        .app
        .mailer
        .answer_next(Outcome::refused("after the message the relay answered 554 5.7.1"));
    world.comment("Eve", "One", Status::Approved).await;
    world.comment("Eve", "Two", Status::Approved).await;
    assert_eq!(world.run().await.len(), 1);
    let mut states = world.states().await;
    states.sort_by_key(|state| *state as i16);
    assert_eq!(states, [State::Sent, State::Dead]);
}

#[tokio::test]
async fn while_the_relay_is_at_fault_mails_wait_without_being_spent_and_then_all_leave_once() {
    let world = TestApp::new().await;
    for n in 0..3 {
        world.comment("Eve", &format!("Words {n}"), Status::Pending).await;
    }
    world.plan().await;
    // Up to four mails are under way when the fault shows.
    for _ in 0..4 {
        world.app.mailer.answer_next(Outcome::relay_fault("at AUTH the relay answered 535"));
    }
    assert!(world.run().await.is_empty());
    for _ in 0..300 {
        let until = world.app.mailer.paused_until().expect("closed");
        world.app.clock.advance(until.since(world.app.clock.now()));
        world.app.mailer.answer_next(Outcome::relay_fault("while connecting: refused"));
        assert_eq!(
            worker::run_due(&world.app).await.expect("run"),
            1,
            "one mail probes, the others stay"
        );
    }
    assert!(
        world
            .deliveries()
            .await
            .iter()
            .all(|delivery| delivery.attempts == 0 && delivery.state == State::Waiting)
    );
    world.app.clock.advance(DAY);
    let sent = world.run().await;
    assert_eq!(sent.len(), 6);
    assert_eq!(world.states().await, [State::Sent; 6]);
}

#[tokio::test]
async fn a_mail_that_was_sent_by_a_worker_that_lost_its_lease_is_sent() {
    let world = TestApp::new().await;
    world.comment("Eve", "Words", Status::Pending).await;
    world.plan().await;
    let now = world.app.clock.now();
    let claim = |at: Time| {
        world.app.db.write(move |conn| queue::claim(conn, queue::JobClass::Mail, at, DAY, 1))
    };
    let slow = claim(now).await.expect("claimed")[0];
    world.app.clock.advance(DAY * 2);
    // The first lease has run out, so the oldest due mail is claimed again.
    let quick = claim(world.app.clock.now()).await.expect("claimed")[0];
    assert_eq!(quick.id, slow.id);
    let Job::Deliver { delivery } = slow.job else { panic!("a delivery") };
    delivering::deliver(&world.app, slow, delivery).await.expect("sent");
    delivering::deliver(&world.app, quick, delivery).await.expect("only ended");
    assert_eq!(world.app.mailer.sent().len(), 1);
}

#[actix_web::test]
async fn an_admin_sees_the_life_of_each_mail_without_addresses_and_revives_a_dead_one() {
    let world = TestApp::new().await;
    world
        .app
        .mailer
        .answer_next(Outcome::refused("after the message the relay answered 554 5.7.1"));
    world.comment("Eve", "One", Status::Approved).await;
    world.run().await;
    world.comment("Eve", "Two", Status::Approved).await;
    world.run().await;

    let staff: Vec<AccountId> = world
        .app
        .db
        .read(|conn| {
            Ok(on!(conn, |c| accounts::table.order(accounts::id).select(accounts::id).load(c))?)
        })
        .await
        .expect("read");
    let admin = world.token(staff[2], Scope::Admin).await;
    let moderator = world.token(staff[1], Scope::Moderate).await;

    let list = "/api/v1/deliveries?limit=1";
    assert_eq!(world.request(Method::GET, list, &moderator).await.0, StatusCode::FORBIDDEN);
    assert_eq!(world.request(Method::GET, list, "rjd_none").await.0, StatusCode::UNAUTHORIZED);
    let (_, newest) = world.request(Method::GET, list, &admin).await;
    assert_eq!(
        (&newest["items"][0]["state"], &newest["items"][0]["recipient"]["name"]),
        (&"sent".into(), &"A colleague".into())
    );
    let rest = format!("{list}&after={}", newest["next"].as_str().expect("there is more"));
    let (_, rest) = world.request(Method::GET, &rest, &admin).await;
    assert_eq!(
        (&rest["items"][0]["state"], &rest["next"]),
        (&"dead".into(), &serde_json::Value::Null)
    );
    assert!(!format!("{newest}{rest}").contains("ann@"));
    let (_, dead) = world.request(Method::GET, "/api/v1/deliveries?state=dead", &admin).await;
    assert_eq!(dead["items"], rest["items"]);
    for (query, status) in
        [("state=lost", 400), ("colour=red", 400), ("limit=0", 422), ("after=x", 422)]
    {
        let answer =
            world.request(Method::GET, &format!("/api/v1/deliveries?{query}"), &admin).await;
        assert_eq!(answer.0.as_u16(), status, "{query}");
    }

    let retry = format!("/api/v1/deliveries/{}/retry", dead["items"][0]["id"]);
    assert_eq!(world.request(Method::POST, &retry, &moderator).await.0, StatusCode::FORBIDDEN);
    let (status, revived) = world.request(Method::POST, &retry, &admin).await;
    assert_eq!((status, &revived["state"]), (StatusCode::OK, &"waiting".into()));
    assert_eq!(world.request(Method::POST, &retry, &admin).await.0, StatusCode::CONFLICT);
    assert_eq!(
        world.request(Method::POST, "/api/v1/deliveries/99/retry", &admin).await.0,
        StatusCode::NOT_FOUND
    );
    assert_eq!(world.run().await.len(), 2);
}

impl TestApp {
    async fn token(&self, owner: AccountId, scope: Scope) -> String {
        let secret = tokens::secret().expect("random");
        let (now, stored) = (self.app.clock.now(), secret.clone());
        let new = NewToken::parse(
            "test",
            &[scope.name().to_owned()],
            None,
            Role::Admin.scopes(),
            ["a", "b", "c"],
            now,
        )
        .expect("a good token");
        self.app
            .db
            .write(move |conn| tokens::create(conn, owner, &new, &stored, now))
            .await
            .expect("made");
        secret
    }

    async fn request(
        &self,
        method: Method,
        uri: &str,
        token: &str,
    ) -> (StatusCode, serde_json::Value) {
        let shared = server::Shared::of(web::Data::from(Arc::clone(&self.app)));
        let service =
            actix_web::test::init_service(server::application(shared, routes::configure)).await;
        let request = actix_web::test::TestRequest::with_uri(uri)
            .method(method)
            .peer_addr("127.0.0.1:1".parse().expect("an address"))
            .insert_header(("host", "news.example"))
            .insert_header(("authorization", format!("Bearer {token}")));
        let answer = actix_web::test::call_service(&service, request.to_request()).await;
        let status = answer.status();
        (status, actix_web::test::read_body_json(answer).await)
    }
}
