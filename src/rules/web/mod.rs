//! Rules, policies and the filter's rates over HTTP: the JSON API, and the plain pages of the desk.

pub mod api;
pub mod filter;
pub mod policies;
pub mod shapes;

use crate::app::App;

/// Puts the rules in force as they are after a commit. If that fails, they are taken over within a
/// second by whoever follows changes; the change itself is made.
pub(crate) async fn in_force(app: &App) {
    if let Err(error) = app.rules.follow(&app.db).await {
        tracing::warn!(%error, "a change of rules comes into force a little later");
    }
}
