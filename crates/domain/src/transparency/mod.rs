//! The public transparency report: totals of moderation by month, without data about any person.
//!
//! The worker counts the figures once an hour and stores them, so the page is cheap. A past month
//! is counted once, and again if a decision in it or before it was undone later.

pub mod model;
mod store;
pub mod view;
pub mod web;

use crate::app::App;
use crate::clock::Time;
use crate::error::Result;
use crate::transparency::model::{Figures, MONTHS, Month};

/// Counts the months again that may have changed since the last count.
pub async fn refresh(app: &App, now: Time) -> Result<()> {
    if !app.settings().site.transparency {
        return Ok(());
    }
    let figures = app
        .db
        .read(move |conn| {
            let known = store::stored(conn)?.unwrap_or_default();
            let changed = match known.counted_at {
                Some(at) => store::first_undone_since(conn, at)?,
                None => None,
            };
            let mut months = Vec::with_capacity(MONTHS);
            for month in Month::latest(now) {
                let is_over = known.counted_at.is_some_and(|at| at >= month.end());
                let is_as_it_was = changed.is_none_or(|changed| changed >= month.end());
                let done = known.of(month).filter(|_| is_over && is_as_it_was);
                match done {
                    Some(done) => months.push(done.clone()),
                    None => months.push(store::count(conn, month)?),
                }
            }
            Ok(Figures { counted_at: Some(now), months })
        })
        .await?;
    app.db.write_low_priority(move |conn| store::save(conn, &figures)).await
}

/// The stored figures.
pub async fn figures(app: &App) -> Result<Figures> {
    Ok(app.db.read(store::stored).await?.unwrap_or_default())
}
