//! The whole route table: the product on one page.
//!
//! A path that takes several methods is one `resource`, so that the others are answered 405 with `Allow`. HEAD is
//! answered wherever GET is. Paths that nobody knows are 404, as a page or, under `/api`, as a problem.

use actix_web::web::{ServiceConfig, get, resource, to};

use crate::error::Error;
use crate::openapi;
use crate::web::error::Answer;
use crate::web::{assets, health};

/// Adds every route. Order matters only where a path could be read two ways; permalinks come last.
pub fn configure(routes: &mut ServiceConfig) {
    // The program itself.
    routes
        .service(resource("/live").route(get().to(health::live)))
        .service(resource("/ready").route(get().to(health::ready)))
        .service(resource("/assets/{name}").route(get().to(assets::asset)))
        .service(resource("/api/v1/openapi.json").route(get().to(openapi::serve)));

    // Articles may have any path that is left, so their resource comes last; as a resource and not a default
    // service, it has a name in the log and in the metrics.
    routes
        .service(resource("/api{rest:(/.*)?}").default_service(to(nothing_here)))
        .service(resource("/{permalink:.*}").default_service(to(nothing_here)));
}

/// The routes of the listener for operators, which nobody else can reach.
pub fn configure_admin(routes: &mut ServiceConfig) {
    routes
        .service(resource("/live").route(get().to(health::live)))
        .service(resource("/ready").route(get().to(health::ready)))
        .service(resource("/metrics").route(get().to(health::metrics)));
}

async fn nothing_here() -> Answer {
    Err(Error::NotFound.into())
}
