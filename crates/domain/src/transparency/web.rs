//! The public page and its JSON.

use actix_web::{HttpRequest, web};
use askama::Template;
use serde::Serialize;

use crate::app::App;
use crate::articles;
use crate::clock::Time;
use crate::config::reasons::ReasonCode;
use crate::error::{Error, Result};
use crate::transparency::model::{LEAST, PublishedCount, Totals};
use crate::transparency::view::{MonthRow, TransparencyPage, labels, median};
use crate::transparency::{self};
use crate::web::error::Answer;
use crate::web::page;
use crate::web::view::Moment;

/// `GET /transparency`: 404 unless `site.transparency` is on.
pub async fn page(app: web::Data<App>, request: HttpRequest) -> Answer {
    require_enabled(&app)?;
    let figures = transparency::figures(&app).await?;
    let config = app.settings();
    let site = app.db.read(move |conn| articles::site(conn, &config)).await?;
    // Empty months before the first comment are omitted; the present month is always shown.
    let shown =
        figures.months.iter().rposition(|totals| !totals.is_empty()).map_or(1, |last| last + 1);
    let view = TransparencyPage {
        site: &site,
        counted: figures.counted_at.map(Moment),
        months: figures
            .months
            .iter()
            .take(shown)
            .map(|totals| MonthRow::new(totals, &site.words))
            .collect(),
        reasons: labels(&site.words),
    };
    let entry = page::finish(view.render().map_err(Error::internal)?)?;
    Ok(page::answer(&request, &entry, None))
}

/// The JSON. A small count is the text `fewer than 5`.
#[derive(Serialize)]
struct Published {
    counted_at: Option<Time>,
    /// Counts below this are not published.
    least: i64,
    months: Vec<PublishedMonth>,
}

#[derive(Serialize)]
struct PublishedMonth {
    month: String,
    comments: PublishedCount,
    approved: PublishedCount,
    rejected: PublishedCount,
    spam: PublishedCount,
    deleted: PublishedCount,
    median_seconds: Option<i64>,
    reasons: std::collections::BTreeMap<&'static str, PublishedCount>,
    flags: PublishedCount,
    appeals: PublishedCount,
    appeals_upheld: PublishedCount,
}

impl PublishedMonth {
    fn new(totals: &Totals) -> PublishedMonth {
        let reason = |code| (code, PublishedCount(totals.reasons.get(code).copied().unwrap_or(0)));
        PublishedMonth {
            month: totals.month.map(|month| month.to_string()).unwrap_or_default(),
            comments: PublishedCount(totals.comments),
            approved: PublishedCount(totals.approved),
            rejected: PublishedCount(totals.rejected),
            spam: PublishedCount(totals.spam),
            deleted: PublishedCount(totals.deleted),
            median_seconds: median(totals),
            reasons: ReasonCode::ALL.into_iter().map(|code| reason(code.name())).collect(),
            flags: PublishedCount(totals.flags),
            appeals: PublishedCount(totals.appeals),
            appeals_upheld: PublishedCount(totals.upheld),
        }
    }
}

/// `GET /transparency.json`.
pub async fn json(app: web::Data<App>, request: HttpRequest) -> Answer {
    require_enabled(&app)?;
    let figures = transparency::figures(&app).await?;
    let months = figures.months.iter().map(PublishedMonth::new).collect();
    let entry = page::json(&Published { counted_at: figures.counted_at, least: LEAST, months })?;
    Ok(page::answer(&request, &entry, None))
}

fn require_enabled(app: &App) -> Result<()> {
    if app.settings().site.transparency { Ok(()) } else { Err(Error::NotFound) }
}
