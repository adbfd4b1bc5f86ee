//! The whole route table: the product on one page.
//!
//! A path that takes several methods is one `resource`, so that the others are answered 405 with `Allow`. HEAD is
//! answered wherever GET is. Paths that nobody knows are 404, as a page or, under `/api`, as a problem.

use actix_web::web::{ServiceConfig, delete, get, patch, post, resource, to};

use crate::accounts::web as accounts;
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

    // Accounts: coming in and going out, one's own page, and the staff in the API.
    routes
        .service(
            resource("/setup/{token}")
                .route(get().to(accounts::entrance::setup))
                .route(post().to(accounts::entrance::set_up)),
        )
        .service(
            resource("/desk/login")
                .route(get().to(accounts::entrance::login))
                .route(post().to(accounts::entrance::log_in)),
        )
        .service(resource("/desk/logout").route(post().to(accounts::entrance::log_out)))
        .service(resource("/desk/account").route(get().to(accounts::account::account)))
        .service(resource("/desk/account/password").route(post().to(accounts::account::change_password)))
        .service(resource("/desk/account/sessions/{id}/revoke").route(post().to(accounts::account::end_session)))
        .service(resource("/desk/account/tokens").route(post().to(accounts::account::create_token)))
        .service(resource("/desk/account/tokens/{id}/revoke").route(post().to(accounts::account::revoke_token)))
        .service(resource("/api/v1/me").route(get().to(accounts::users::me)))
        .service(
            resource("/api/v1/users").route(get().to(accounts::users::list)).route(post().to(accounts::users::add)),
        )
        .service(
            resource("/api/v1/users/{id}")
                .route(get().to(accounts::users::show))
                .route(patch().to(accounts::users::change)),
        )
        .service(
            resource("/api/v1/tokens")
                .route(get().to(accounts::tokens::list))
                .route(post().to(accounts::tokens::create)),
        )
        .service(resource("/api/v1/tokens/{id}").route(delete().to(accounts::tokens::revoke)))
        .service(resource("/api/v1/sessions").route(get().to(accounts::sessions::list)))
        .service(resource("/api/v1/sessions/{id}").route(delete().to(accounts::sessions::end)));

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
