//! The page for the public, and the same as JSON.

use actix_web::{HttpRequest, web};
use askama::Template;
use serde::Serialize;

use crate::app::App;
use crate::articles;
use crate::clock::Time;
use crate::error::{Error, Result};
use crate::transparency::model::{LEAST, REASONS, Told, Totals};
use crate::transparency::view::{MonthRow, TransparencyPage, median, reason_in_words};
use crate::transparency::{self};
use crate::web::error::Answer;
use crate::web::page;
use crate::web::view::Moment;

/// `GET /transparency`: 404 unless `site.transparency` is on.
pub async fn page(app: web::Data<App>, request: HttpRequest) -> Answer {
    refuse_unless_on(&app)?;
    let figures = transparency::figures(&app).await?;
    let config = app.config.clone();
    let site = app.db.read(move |conn| articles::site(conn, &config)).await?;
    // Months before the first comment have nothing to tell; the present one is there in any case.
    let told =
        figures.months.iter().rposition(|totals| !totals.is_empty()).map_or(1, |last| last + 1);
    let view = TransparencyPage {
        site: &site,
        counted: figures.counted_at.map(Moment),
        months: figures.months.iter().take(told).map(MonthRow::new).collect(),
        reasons: REASONS.into_iter().map(reason_in_words).collect(),
    };
    let entry = page::finish(view.render().map_err(Error::internal)?)?;
    Ok(page::answer(&request, &entry, None))
}

/// The same for programs. A small count is the text `fewer than 5`.
#[derive(Serialize)]
struct Published {
    counted_at: Option<Time>,
    /// Counts below are not told.
    least: i64,
    months: Vec<PublishedMonth>,
}

#[derive(Serialize)]
struct PublishedMonth {
    month: String,
    comments: Told,
    approved: Told,
    rejected: Told,
    spam: Told,
    deleted: Told,
    median_seconds: Option<i64>,
    reasons: std::collections::BTreeMap<&'static str, Told>,
    flags: Told,
    appeals: Told,
    appeals_upheld: Told,
}

impl PublishedMonth {
    fn new(totals: &Totals) -> PublishedMonth {
        let reason = |code| (code, Told(totals.reasons.get(code).copied().unwrap_or(0)));
        PublishedMonth {
            month: totals.month.map(|month| month.to_string()).unwrap_or_default(),
            comments: Told(totals.comments),
            approved: Told(totals.approved),
            rejected: Told(totals.rejected),
            spam: Told(totals.spam),
            deleted: Told(totals.deleted),
            median_seconds: median(totals),
            reasons: REASONS.into_iter().map(reason).collect(),
            flags: Told(totals.flags),
            appeals: Told(totals.appeals),
            appeals_upheld: Told(totals.upheld),
        }
    }
}

/// `GET /transparency.json`.
pub async fn json(app: web::Data<App>, request: HttpRequest) -> Answer {
    refuse_unless_on(&app)?;
    let figures = transparency::figures(&app).await?;
    let months = figures.months.iter().map(PublishedMonth::new).collect();
    let entry = page::json(&Published { counted_at: figures.counted_at, least: LEAST, months })?;
    Ok(page::answer(&request, &entry, None))
}

fn refuse_unless_on(app: &App) -> Result<()> {
    if app.config.site.transparency { Ok(()) } else { Err(Error::NotFound) }
}
