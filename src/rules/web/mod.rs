//! The administration of screening in the JSON API: rules, policies, the filter's rates, and articles
//! under the surge guard.

pub mod api;
pub mod filter;
pub mod policies;
pub mod shapes;
pub mod surge;

use crate::app::App;

/// Puts the rules in force as they are after a commit. If that fails, they are taken over within a
/// second by the poll for changes; the change itself is made.
pub(crate) async fn in_force(app: &App) {
    if let Err(error) = app.rules.follow(&app.db).await {
        tracing::warn!(%error, "a change of rules comes into force a little later");
    }
}
