//! Keeps the pages, the rules and the filter in memory in step with other processes on the same
//! database.

use std::collections::BTreeSet;
use std::time::Duration;

use actix_web::web;
use tokio::sync::watch;
use tokio::time::MissedTickBehavior;

use crate::app::App;
use crate::cache::Scope;
use crate::error::Result;
use crate::invalidation;

/// How often the changes of other processes are looked for.
const FOLLOW: Duration = Duration::from_secs(1);
/// After how many looks old change records are removed.
const SWEEP: u64 = 60;

/// Drops pages that other processes have changed, and takes over the rules that they have.
pub(super) async fn changes(app: web::Data<App>, mut stop: watch::Receiver<bool>) {
    let mut followed = Followed::default();
    let mut rules_known = true;
    let mut filter_known = true;
    let mut ticks = tokio::time::interval(FOLLOW);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = ticks.tick() => {}
            // Also when the sender is gone, which means the same.
            _ = stop.changed() => return,
        }
        let now = app.clock.now();
        let found = app.db.read(move |conn| invalidation::recent(conn, now)).await;
        followed.look(found).into_iter().for_each(|scope| app.cache.drop(scope));
        match app.rules.follow(&app.db).await {
            Ok(_) => rules_known = true,
            Err(error) if rules_known => {
                tracing::warn!(%error, "cannot see whether other processes change rules; the last known stay in force");
                rules_known = false;
            }
            Err(_) => {}
        }
        match app.filter.follow(&app.db).await {
            Ok(()) => filter_known = true,
            Err(error) if filter_known => {
                tracing::warn!(%error, "cannot see what the filter learned; it scores with what it knows");
                filter_known = false;
            }
            Err(_) => {}
        }
        if followed.looks % SWEEP == 0 {
            let swept =
                app.db.write_low_priority(move |conn| invalidation::forget(conn, now)).await;
            if let Err(error) = swept {
                tracing::warn!(%error, "old change records stay for now");
            }
        }
    }
}

/// Which changes have been acted on.
#[derive(Default)]
struct Followed {
    seen: BTreeSet<i64>,
    looks: u64,
    /// The last look failed, so something may have been missed.
    blind: bool,
}

impl Followed {
    /// What must be dropped after this look.
    fn look(&mut self, found: Result<Vec<(i64, Scope)>>) -> Vec<Scope> {
        self.looks += 1;
        let found = match found {
            Ok(found) => found,
            Err(error) => {
                if !self.blind {
                    tracing::warn!(%error, "cannot see what other processes change; pages in memory may be old");
                }
                self.blind = true;
                return Vec::new();
            }
        };
        let fresh: Vec<Scope> = found
            .iter()
            .filter(|(id, _)| !self.seen.contains(id))
            .map(|(_, scope)| *scope)
            .collect();
        self.seen = found.into_iter().map(|(id, _)| id).collect();
        // A change that came and went while nothing could be seen may be of any page.
        if std::mem::take(&mut self.blind) { vec![Scope::Site] } else { fresh }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Error;
    use crate::ids::ArticleId;

    #[test]
    fn each_change_is_acted_on_once() {
        let mut followed = Followed::default();
        let first = (1, Scope::Article(ArticleId(7)));
        assert_eq!(followed.look(Ok(vec![first])), [first.1]);
        assert_eq!(followed.look(Ok(vec![first])), []);
        // A row that became visible late, with a lower number than one that was seen.
        assert_eq!(followed.look(Ok(vec![(0, Scope::Site), first])), [Scope::Site]);
    }

    #[test]
    fn after_a_time_of_blindness_every_page_is_dropped() {
        let mut followed = Followed::default();
        assert_eq!(followed.look(Err(Error::NotFound)), []);
        assert_eq!(followed.look(Ok(Vec::new())), [Scope::Site]);
        assert_eq!(followed.look(Ok(Vec::new())), []);
    }
}
