//! What a rule would have done to decided comments, as it is shown.

use crate::app::App;
use crate::db::Connection;
use crate::desk::rules::view::{CaughtView, TrialView};
use crate::error::Result;
use crate::markup;
use crate::moderation;
use crate::rules::backtest::{Caught, Trial};

/// Characters of a comment that a trial has caught.
const EXCERPT: usize = 120;

/// A trial as it is shown, with the first words of what was caught.
pub(super) async fn tried(app: &App, trial: Trial) -> Result<TrialView> {
    let precision = trial.precision().map(|part| format!("{:.0} %", part * 100.0));
    let Trial { checked, refused, rightly, wrongly, .. } = trial;
    let (rightly, wrongly) =
        app.db.read(move |conn| Ok((shown(conn, &rightly)?, shown(conn, &wrongly)?))).await?;
    Ok(TrialView { checked, refused, precision, rightly, wrongly })
}

fn shown(conn: &mut Connection, caught: &Caught) -> Result<CaughtView> {
    let mut samples = Vec::new();
    for (id, found) in &caught.samples {
        let item = moderation::item(conn, *id)?;
        // What was deleted meanwhile has no words left.
        let words = markup::first_words(&item.html, EXCERPT);
        let words = if words.is_empty() { format!("Comment {id}") } else { words };
        samples.push((id.0, words, found.clone()));
    }
    Ok(CaughtView { count: caught.count, samples })
}
