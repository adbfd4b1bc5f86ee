use diesel::prelude::*;

use super::*;
use crate::db::schema::comments;
use crate::notify::tests::TestApp;
use crate::on;
use crate::status::Status;

#[tokio::test]
async fn the_worker_sends_committed_mail_and_stops_on_request() {
    let world = TestApp::new().await;
    let (stop, stopped) = watch::channel(false);
    let running = tokio::spawn(run(Arc::clone(&world.app), stopped));
    world.comment("Eve", "Words", Status::Pending).await;
    world.app.worker_wakeup.notify_one();
    let sent = async {
        while world.app.mailer.sent().len() < 2 {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), sent).await.expect("the mails leave");
    stop.send(true).expect("the loop listens");
    tokio::time::timeout(Duration::from_secs(30), running)
        .await
        .expect("it ends")
        .expect("in peace");
    let now = world.app.clock.now();
    let backlog = world.app.db.read(move |conn| queue::backlog(conn, now)).await.expect("read");
    assert_eq!((backlog.due, backlog.dead), (0, 0));
}

#[tokio::test]
async fn a_failing_event_does_not_stop_the_others() {
    let world = TestApp::new().await;
    for name in ["Eve", "Mallory", "Bob"] {
        world.comment(name, "Words", Status::Pending).await;
    }
    let poison = world.app.db.write(|conn| {
        on!(conn, |c| diesel::sql_query(
            "CREATE TRIGGER poison BEFORE INSERT ON staff_news WHEN NEW.comment_id = 2 \
             BEGIN SELECT RAISE(ABORT, 'poison'); END"
        )
        .execute(c))?;
        Ok(())
    });
    poison.await.expect("laid");
    let done = run_due(&world.app).await.expect("run");
    assert_eq!((done, world.app.mailer.sent().len()), (3 + 4, 4));

    // It is tried again by itself, later.
    let now = world.app.clock.now();
    let next = world.app.db.read(queue::next_due).await.expect("read").expect("it waits");
    assert!(next > now);
    world
        .app
        .db
        .write(|conn| Ok(on!(conn, |c| diesel::sql_query("DROP TRIGGER poison").execute(c))?))
        .await
        .expect("gone");
    world.app.clock.advance(next.since(now));
    assert_eq!(run_due(&world.app).await.expect("run"), 1 + 2);
    assert_eq!(world.app.mailer.sent().len(), 6);
}

#[tokio::test]
async fn more_events_than_fit_one_transaction_are_all_planned() {
    let world = TestApp::new().await;
    for n in 0..EVENTS_PER_TRANSACTION + 1 {
        world.comment(&format!("Reader {n}"), "Words", Status::Approved).await;
    }
    let events = EVENTS_PER_TRANSACTION + 1;
    assert_eq!(run_due(&world.app).await.expect("run"), events * 2);
    assert_eq!(world.app.mailer.sent().len(), events);
}

#[tokio::test]
async fn network_data_is_removed_when_it_expires() {
    let world = TestApp::new().await;
    world.comment("Eve", "Words", Status::Approved).await;
    let traces = || async {
        let read = world.app.db.read(|conn| {
            let columns = (comments::network_hash.is_null(), comments::network_prefix.is_null());
            Ok(on!(conn, |c| comments::table.select(columns).first::<(bool, bool)>(c))?)
        });
        read.await.expect("read")
    };
    for (days, expected) in [(1, (false, false)), (1, (true, false)), (28, (true, true))] {
        world.app.clock.advance(Duration::from_secs(86_400 * days));
        maintenance::run_hourly(&world.app).await.expect("swept");
        assert_eq!(traces().await, expected);
    }
}

#[tokio::test]
async fn mails_leave_while_other_jobs_take_all_their_places() {
    let world = TestApp::new().await;
    world.comment("Eve", "Words", Status::Approved).await;
    let mut running = Running::default();
    for _ in 0..world.app.config.mail.smtp_connections.max(1) {
        running.spawn(JobClass::Internal, std::future::pending());
    }
    let others = running.tasks.len();
    // The event is planned within the poll, and its mail is claimed by the next one.
    start_due(&world.app, &mut running).await.expect("a poll");
    start_due(&world.app, &mut running).await.expect("a poll");
    while running.tasks.len() > others {
        running.tasks.join_next().await.expect("a mail").expect("no panic").expect("sent");
    }
    assert_eq!(world.app.mailer.sent().len(), 1);
    assert_eq!((running.of(JobClass::Internal), running.of(JobClass::Mail)), (others, 0));
}
