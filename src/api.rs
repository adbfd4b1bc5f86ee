//! The OpenAPI 3.1 document of the JSON API, generated from the handlers.
//!
//! Add a new handler to `paths(...)` below, under the label of its room. Its description lists the
//! error responses of [`crate::web::responses`] that can occur.

use std::collections::HashMap;
use std::sync::LazyLock;

use actix_web::body::BoxBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::middleware::Next;
use actix_web::{HttpRequest, ResponseError};
use utoipa::openapi::path::{Operation, Parameter, ParameterIn};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, Http, HttpAuthScheme, SecurityScheme};
use utoipa::openapi::{OpenApi as Document, PathItem, Ref, RefOr};
use utoipa::{Modify, OpenApi};

use crate::accounts::web as accounts;
use crate::cache::Entry;
use crate::error::{Error, Result};
use crate::rules::web as rules;
use crate::web::error::Answer;
use crate::web::list;
use crate::web::page;
use crate::web::problem::Problem;
use crate::web::responses::{
    Conflict, Forbidden, Invalid, Malformed, MediaType, NotFound, Timeout, TooFast, TooLarge,
    Unauthenticated, Unavailable,
};
use crate::{
    articles, bans, comments, feeds, media, moderation, notify, profiles, readers, site,
    site_settings,
};

/// The security requirement of handlers that accept a token: `security(("token" = []))`.
pub const TOKEN: &str = "token";
/// The security requirement of handlers that accept a session: `security(("session" = []))`.
pub const SESSION: &str = "session";

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Rejoinder",
        description = "Articles, their comments, and moderation.\n\n\
            Errors are `application/problem+json` (RFC 9457). Lists take `limit` (at most 100) and an opaque \
            `after`; the next page is in `Link: <…>; rel=\"next\"`. Times are RFC 3339 in UTC. Unknown fields and \
            parameters are refused. Writes accept `Idempotency-Key`.",
        license(name = "MIT", identifier = "MIT")
    ),
    servers((url = "/", description = "This server")),
    paths(
        // The program itself.
        describe,
        // Accounts.
        accounts::users::me,
        accounts::users::change_me,
        accounts::users::list,
        accounts::users::add,
        accounts::users::show,
        accounts::users::change,
        accounts::users::end_sessions,
        accounts::invitations::list, accounts::invitations::add, accounts::invitations::resend, accounts::invitations::revoke,
        accounts::tokens::list,
        accounts::tokens::create,
        accounts::tokens::revoke,
        accounts::sessions::list,
        accounts::sessions::end,
        // Settings at run time.
        site_settings::web::show, site_settings::web::change,
        // Articles, and the lists of them.
        articles::web::list, articles::web::create, articles::web::show, articles::web::change,
        articles::web::remove, articles::web::preview::create, articles::web::revisions::list, articles::web::revisions::show,
        articles::web::revisions::diff, articles::web::revisions::restore,
        articles::web::locks::show, articles::web::locks::acquire, articles::web::locks::release,
        articles::web::notes::list, articles::web::notes::add, articles::web::notes::remove,
        articles::web::search::search, articles::web::sections::list, articles::web::sections::create, articles::web::sections::show,
        articles::web::sections::change, articles::web::sections::merge, articles::web::sections::remove,
        site::web::choices::show, site::web::choices::change,
        articles::web::tags::list, articles::web::tags::create, articles::web::tags::show,
        articles::web::tags::change, articles::web::tags::merge, articles::web::tags::remove,
        articles::web::authors::list, articles::web::authors::create, articles::web::authors::show,
        articles::web::authors::change, articles::web::authors::merge, articles::web::authors::remove,
        // Pictures.
        media::web::list, media::web::add, media::web::show, media::web::change, media::web::remove,
        // Mail.
        notify::web::preferences::show, notify::web::preferences::replace,
        notify::web::list, notify::web::retry, notify::web::outbox::retry_all, notify::web::outbox::cancel, notify::web::suppressions, notify::web::lift,
        // Readers' comments.
        comments::web::api::submit, comments::web::api::list, feeds::web::api::counts, feeds::web::api::latest,
        // Flags and reviews.
        readers::web::api::flag, moderation::web::reviews::list, moderation::web::reviews::show, moderation::web::reviews::resolve,
        moderation::web::reviews::undo,
        // Moderation.
        moderation::web::api::list, moderation::web::api::show, moderation::web::api::queue,
        moderation::web::claims::claim, moderation::web::claims::release, moderation::web::views::list,
        moderation::web::views::add, moderation::web::views::change, moderation::web::views::remove,
        moderation::web::section_moderators::list, moderation::web::section_moderators::assign,
        // Decisions.
        moderation::web::deciding::decide, moderation::web::deciding::edit, moderation::web::deciding::undo,
        moderation::web::picks::pin, moderation::web::picks::unpin, moderation::web::picks::feature,
        moderation::web::picks::unfeature, moderation::web::picks::note,
        bans::web::list, bans::web::add, bans::web::lift, profiles::web::show, profiles::web::set_note,
        moderation::web::batches::begin, moderation::web::batches::preview, moderation::web::batches::list,
        moderation::web::batches::show, moderation::web::batches::undo,
        // Screening.
        rules::api::list, rules::api::create, rules::api::show, rules::api::change, rules::api::remove,
        rules::api::versions, rules::api::backtest, rules::api::backtest_condition, rules::api::import,
        rules::policies::list, rules::policies::show, rules::policies::set, rules::policies::clear,
        rules::filter::show, rules::filter::set, rules::filter::clear,
        // The audit log and the surge guard.
        moderation::web::log::list, moderation::web::address::reveal, rules::surge::list, rules::surge::end,
    ),
    components(
        schemas(Problem, crate::audit::model::Act, crate::moderation::model::list::Order, moderation::filter::ClaimedBy),
        responses(
            Malformed, Unauthenticated, Forbidden, NotFound, Timeout, Conflict, TooLarge, MediaType, Invalid, TooFast,
            Unavailable
        )
    ),
    modifiers(&Security, &UnknownParameters)
)]
struct Api;

/// The document, for `rejoinder openapi` and for tests that check responses against it.
pub fn document() -> Document {
    Api::openapi()
}

static PUBLISHED: LazyLock<Result<Entry>> = LazyLock::new(|| page::json(&document()));

/// The parameters that each operation takes in its query, by path and method.
static PARAMETERS: LazyLock<HashMap<(String, Method), Vec<String>>> = LazyLock::new(|| {
    let mut known = HashMap::new();
    for (path, mut item) in document().paths.paths {
        for (method, operation) in operations(&mut item) {
            let in_query = |parameter: &RefOr<Parameter>| match parameter {
                RefOr::T(it) if it.parameter_in == ParameterIn::Query => Some(it.name.clone()),
                _ => None,
            };
            let names = operation.parameters.iter().flatten().filter_map(in_query).collect();
            known.insert((path.clone(), method), names);
        }
    }
    known
});

fn operations(item: &mut PathItem) -> impl Iterator<Item = (Method, &mut Operation)> {
    let PathItem { get, post, put, patch, delete, .. } = item;
    let all = [
        (Method::GET, get),
        (Method::POST, post),
        (Method::PUT, put),
        (Method::PATCH, patch),
        (Method::DELETE, delete),
    ];
    all.into_iter().filter_map(|(method, operation)| Some((method, operation.as_mut()?)))
}

/// The middleware around the API: 400 for a parameter in the query that the description of the operation does not have,
/// since a misspelt filter or `dry_run` would otherwise be ignored.
pub async fn refuse_unknown_parameters(
    request: ServiceRequest,
    next: Next<BoxBody>,
) -> std::result::Result<ServiceResponse<BoxBody>, actix_web::Error> {
    if request.query_string().is_empty() {
        return next.call(request).await;
    }
    let method = match request.method() {
        &Method::HEAD => Method::GET,
        other => other.clone(),
    };
    let operation = request.match_pattern().map(|path| (path, method));
    let unknown = operation.and_then(|operation| PARAMETERS.get(&operation)).and_then(|known| {
        url::form_urlencoded::parse(request.query_string().as_bytes())
            .map(|(name, _)| name)
            .find(|name| !known.iter().any(|known| known == name))
            .map(|name| list::unknown_parameter(&name))
    });
    match unknown {
        Some(failure) => Ok(request.into_response(failure.error_response())),
        None => next.call(request).await,
    }
}

/// `GET /api/v1/openapi.json`.
pub async fn serve(request: HttpRequest) -> Answer {
    match &*PUBLISHED {
        Ok(entry) => Ok(page::answer(&request, entry, None)),
        Err(error) => Err(Error::internal(error.to_string()).into()),
    }
}

/// This document
#[utoipa::path(
    get,
    path = "/api/v1/openapi.json",
    tag = "about",
    responses(
        (status = 200, description = "The description of this API", content_type = "application/json", body = Object),
        (status = 304, description = "Unchanged since the ETag in If-None-Match")
    )
)]
#[allow(dead_code, reason = "carries the description of `serve`")]
fn describe() {}

struct Security;

impl Modify for Security {
    fn modify(&self, document: &mut Document) {
        let mut token = Http::new(HttpAuthScheme::Bearer);
        token.bearer_format = Some("rjd_…".to_owned());
        token.description =
            Some("An API token with the scope that the operation needs.".to_owned());
        let session = ApiKey::Cookie(ApiKeyValue::with_description(
            SESSION_COOKIE,
            "The desk's session (`__Host-rejoinder` under https). Methods that change something need its CSRF token \
             as well.",
        ));
        let components = document.components.get_or_insert_default();
        components.add_security_scheme(TOKEN, SecurityScheme::Http(token));
        components.add_security_scheme(SESSION, SecurityScheme::ApiKey(session));
    }
}

/// Each operation refuses a query that it does not know.
struct UnknownParameters;

impl Modify for UnknownParameters {
    fn modify(&self, document: &mut Document) {
        for item in document.paths.paths.values_mut() {
            for (_, operation) in operations(item) {
                let malformed = || RefOr::Ref(Ref::from_response_name("Malformed"));
                operation.responses.responses.entry("400".to_owned()).or_insert_with(malformed);
            }
        }
    }
}

/// The name of the cookie on plain http; under https it has the prefix `__Host-`.
const SESSION_COOKIE: &str = "rejoinder";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parameters_of_an_operation_are_those_of_its_description() {
        let of = |path: &str| PARAMETERS[&(path.to_owned(), Method::GET)].join(" ");
        assert_eq!(of("/api/v1/articles/{id}"), "");
        assert_eq!(of("/api/v1/counts"), "path");
        assert!(
            of("/api/v1/comments").contains("status") && of("/api/v1/batches").contains("after")
        );
    }

    #[test]
    fn the_document_is_openapi_3_1_and_describes_problems_once() {
        let document = serde_json::to_value(document()).expect("JSON");
        assert!(document["openapi"].as_str().is_some_and(|version| version.starts_with("3.1")));
        let content = &document["components"]["responses"]["NotFound"]["content"];
        assert_eq!(
            content["application/problem+json"]["schema"]["$ref"],
            "#/components/schemas/Problem"
        );
        assert_eq!(document["components"]["securitySchemes"]["token"]["scheme"], "bearer");
    }
}
