//! The whole route table: the product on one page.

use actix_web::web::ServiceConfig;

/// Adds every route. Order matters only where a path could be read two ways; permalinks come last.
pub fn configure(_routes: &mut ServiceConfig) {}
