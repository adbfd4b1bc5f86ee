use diesel::prelude::*;

use super::*;
use crate::db::schema::comments;
use crate::notify::tests::World;
use crate::on;
use crate::status::Status;

#[tokio::test]
async fn the_loop_sends_what_was_committed_and_ends_when_told() {
    let world = World::new().await;
    let (stop, stopped) = watch::channel(false);
    let running = tokio::spawn(run(Arc::clone(&world.app), stopped));
    world.comment("Eve", "Words", Status::Pending).await;
    world.app.nudge.notify_one();
    let sent = async {
        while world.app.mailer.sent().len() < 2 {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), sent).await.expect("the mails leave");
    stop.send(true).expect("the loop listens");
    tokio::time::timeout(Duration::from_secs(30), running).await.expect("it ends").expect("in peace");
    let now = world.app.clock.now();
    let backlog = world.app.db.read(move |conn| queue::backlog(conn, now)).await.expect("read");
    assert_eq!((backlog.due, backlog.dead), (0, 0));
}

#[tokio::test]
async fn traces_of_networks_go_after_their_time() {
    let world = World::new().await;
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
        upkeep::run(&world.app).await.expect("swept");
        assert_eq!(traces().await, expected);
    }
}
