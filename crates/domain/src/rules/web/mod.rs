//! The administration of screening in the JSON API: rules, policies, the filter's rates, and
//! articles under the surge guard.

pub mod api;
pub mod filter;
pub mod policies;
pub mod shapes;
pub mod surge;

use crate::app::App;

/// Reloads the rules after a committed change. If that fails, the poll for changes reloads them
/// within a second.
pub async fn reload_rules(app: &App) {
    if let Err(error) = app.rules.refresh(&app.db).await {
        tracing::warn!(%error, "changed rules could not be reloaded; they apply a little later");
    }
}
