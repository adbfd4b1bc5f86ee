use super::*;
use crate::config::{Config, DatabaseUrl};
use crate::db::Db;

const LEASE: Duration = Duration::from_secs(60);

/// An empty database of its own, and an instant to start from.
fn world() -> (Db, tempfile::TempDir, Time) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut settings = Config::from_toml("").expect("the defaults").startup.database;
    settings.url = DatabaseUrl::Sqlite(folder.path().join("test.db"));
    (
        Db::open(&settings, None).expect("opened"),
        folder,
        Time::parse("2026-11-22T09:30:00Z").expect("an instant"),
    )
}

fn held(n: i64) -> Job {
    Job::CommentHeld { comment: CommentId(n) }
}

async fn add(db: &Db, job: Job, now: Time) {
    db.write(move |conn| enqueue(conn, job, now)).await.expect("enqueued");
}

async fn claim_at(db: &Db, class: JobClass, now: Time, limit: usize) -> Vec<Claimed> {
    db.write(move |conn| claim(conn, class, now, LEASE, limit)).await.expect("claimed")
}

#[tokio::test]
async fn a_claimed_job_belongs_to_one_worker_until_the_lease_expires() {
    let (db, _folder, now) = world();
    for n in 1..=3 {
        add(&db, held(n), now).await;
    }
    let first = claim_at(&db, JobClass::Internal, now, 2).await;
    assert_eq!(first.iter().map(|claimed| claimed.job).collect::<Vec<_>>(), [held(1), held(2)]);
    assert_eq!(claim_at(&db, JobClass::Internal, now, 9).await.len(), 1);
    assert_eq!(db.read(next_due).await.expect("read"), Some(now.plus(LEASE)));

    // The worker stalls; another takes over, and the first can end nothing any more.
    let later = now.plus(LEASE);
    let again = claim_at(&db, JobClass::Internal, later, 1).await[0];
    assert_eq!((again.id, again.attempts), (first[0].id, 2));
    let old = first[0];
    assert!(!db.write(move |conn| finish(conn, &old)).await.expect("asked"));
    assert!(!db.write(move |conn| retry(conn, &old, later, "late")).await.expect("asked"));
    assert!(!db.write(move |conn| renew(conn, &old, later)).await.expect("asked"));
    assert!(db.write(move |conn| finish(conn, &again)).await.expect("asked"));
    assert!(!db.write(move |conn| finish(conn, &again)).await.expect("asked"));
}

#[tokio::test]
async fn a_failed_job_is_retried_at_its_time_and_a_dead_one_never() {
    let (db, _folder, now) = world();
    add(&db, held(1), now).await;
    let claimed = claim_at(&db, JobClass::Internal, now, 1).await[0];
    let soon = now.plus(Duration::from_secs(30));
    assert!(db.write(move |conn| retry(conn, &claimed, soon, "not yet")).await.expect("asked"));
    assert_eq!(claim_at(&db, JobClass::Internal, now, 1).await, []);
    let claimed = claim_at(&db, JobClass::Internal, soon, 1).await[0];
    assert_eq!(claimed.attempts, 2);
    assert!(db.write(move |conn| bury(conn, &claimed, "enough")).await.expect("asked"));
    assert_eq!(claim_at(&db, JobClass::Internal, soon.plus(LEASE * 9), 1).await, []);
    assert_eq!(db.read(next_due).await.expect("read"), None);
    let backlog = db.read(move |conn| backlog(conn, soon)).await.expect("read");
    assert_eq!(backlog, Backlog { due: 0, dead: 1, oldest_due: None });
}

#[tokio::test]
async fn mail_and_the_rest_are_claimed_apart() {
    let (db, _folder, now) = world();
    add(&db, Job::Deliver { delivery: DeliveryId(7) }, now).await;
    add(&db, held(1), now).await;
    assert_eq!(claim_at(&db, JobClass::Internal, now, 9).await[0].job, held(1));
    assert_eq!(
        claim_at(&db, JobClass::Mail, now, 9).await[0].job,
        Job::Deliver { delivery: DeliveryId(7) }
    );
}

#[tokio::test]
async fn a_job_of_a_newer_program_is_buried_and_stops_nothing() {
    let (db, _folder, now) = world();
    db.write(move |conn| {
        store::insert(conn, "brew_tea", JobClass::Internal, r#"{"kind":"brew_tea"}"#, now, now)
    })
    .await
    .expect("stored");
    add(&db, held(1), now).await;
    assert_eq!(claim_at(&db, JobClass::Internal, now, 9).await.len(), 1);
    assert_eq!(db.read(move |conn| backlog(conn, now)).await.expect("read").dead, 1);
}

#[tokio::test]
async fn a_job_for_later_is_not_claimed_before() {
    let (db, _folder, now) = world();
    let later = now.plus(Duration::from_secs(30));
    db.write(move |conn| enqueue_at(conn, held(1), later, now)).await.expect("enqueued");
    assert_eq!(claim_at(&db, JobClass::Internal, now, 9).await, []);
    assert_eq!(db.read(next_due).await.expect("read"), Some(later));
    let claimed = claim_at(&db, JobClass::Internal, later, 9).await;
    assert_eq!((claimed[0].job, claimed[0].created_at), (held(1), now));
}

#[tokio::test]
async fn a_lease_can_be_renewed() {
    let (db, _folder, now) = world();
    add(&db, held(1), now).await;
    let claimed = claim_at(&db, JobClass::Internal, now, 1).await[0];
    let until = now.plus(LEASE * 2);
    assert!(db.write(move |conn| renew(conn, &claimed, until)).await.expect("asked"));
    assert_eq!(claim_at(&db, JobClass::Internal, now.plus(LEASE), 1).await, []);
}

#[tokio::test]
async fn jobs_removed_in_a_transaction_that_fails_stay_queued() {
    let (db, _folder, now) = world();
    for n in 1..=3 {
        add(&db, held(n), now).await;
    }
    add(&db, Job::CommentPublished { comment: CommentId(4) }, now).await;
    let claimed = claim_at(&db, JobClass::Internal, now, 1).await;
    assert_eq!(claimed[0].job, held(1));
    let kinds = ["comment_held", "nothing_else"];
    let failing = db.write(move |conn| {
        assert_eq!(remove_due(conn, kinds, now, 9)?, [held(2), held(3)]);
        Err::<(), _>(Error::internal("after all"))
    });
    failing.await.expect_err("nothing is done");
    assert_eq!(
        db.write(move |conn| remove_due(conn, kinds, now, 1)).await.expect("taken"),
        [held(2)]
    );
    assert_eq!(
        db.write(move |conn| remove_due(conn, kinds, now, 9)).await.expect("taken"),
        [held(3)]
    );
    // A lease that ran out holds nothing.
    assert_eq!(
        db.write(move |conn| remove_due(conn, kinds, now.plus(LEASE), 9)).await.expect("taken"),
        [held(1)]
    );
    assert_eq!(db.read(move |conn| backlog(conn, now)).await.expect("read").due, 1);
}

#[tokio::test]
async fn a_clock_that_was_set_back_delays_no_job_until_it_has_caught_up() {
    let (db, _folder, now) = world();
    let minute = Duration::from_secs(60);
    let before = now.minus(Duration::from_secs(86_400));
    add(&db, held(1), before.minus(minute)).await;
    add(&db, held(2), before.minus(minute)).await;
    // At the time that is then set back, one job failed, one is held, and two are added.
    let [failed, _] = claim_at(&db, JobClass::Internal, now, 2).await[..] else {
        panic!("two jobs")
    };
    let soon = now.plus(minute);
    assert!(db.write(move |conn| retry(conn, &failed, soon, "not yet")).await.expect("asked"));
    add(&db, held(3), now).await;
    db.write(move |conn| enqueue_at(conn, held(4), now.plus(minute), now)).await.expect("added");

    assert_eq!(claim_at(&db, JobClass::Internal, before, 9).await, []);
    let corrected = db.write(move |conn| correct_times(conn, LEASE, minute * 2, before)).await;
    assert_eq!(corrected.expect("mended"), 4);
    let due = |claimed: Vec<Claimed>| claimed.iter().map(|one| one.job).collect::<Vec<_>>();
    assert_eq!(
        due(claim_at(&db, JobClass::Internal, before, 9).await),
        [held(2), held(1), held(3)]
    );
    assert_eq!(
        due(claim_at(&db, JobClass::Internal, before.plus(minute), 9).await).last(),
        Some(&held(4))
    );
    let again = db.write(move |conn| correct_times(conn, LEASE, minute * 2, before.plus(minute)));
    assert_eq!(again.await.expect("asked"), 0, "jobs of the present stay as they are");
}
