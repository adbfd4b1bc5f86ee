//! The view of a backtest.

use crate::app::App;
use crate::db::Connection;
use crate::desk::rules::view::{BacktestView, MatchesView};
use crate::error::Result;
use crate::i18n::Message;
use crate::markup;
use crate::moderation;
use crate::rules::backtest::{Backtest, BacktestMatches};

/// Characters of a matching comment.
const EXCERPT: usize = 120;

/// Converts the result of a backtest, and reads the first words of the matching comments.
pub(super) async fn backtest_view(app: &App, backtest: Backtest) -> Result<BacktestView> {
    #[allow(clippy::cast_possible_truncation, reason = "at most 100")]
    let precision =
        backtest.precision().map(|part| Message::percent((part * 100.0).round() as i64));
    let Backtest { checked, refused, rightly, wrongly, .. } = backtest;
    let (rightly, wrongly) =
        app.db.read(move |conn| Ok((shown(conn, &rightly)?, shown(conn, &wrongly)?))).await?;
    Ok(BacktestView { checked, refused, precision, rightly, wrongly })
}

fn shown(conn: &mut Connection, caught: &BacktestMatches) -> Result<MatchesView> {
    let mut samples = Vec::new();
    for (id, found) in &caught.samples {
        let item = moderation::item(conn, *id)?;
        // A comment that was deleted meanwhile has no text.
        let words = markup::first_words(&item.html, EXCERPT);
        samples.push((id.0, (!words.is_empty()).then_some(words), found.clone()));
    }
    Ok(MatchesView { count: caught.count, samples })
}
