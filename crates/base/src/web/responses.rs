//! The error responses of the JSON API, for the OpenAPI descriptions of handlers: single ones, such
//! as [`NotFound`], or sets that occur together, such as [`StaffErrors`].

use std::collections::BTreeMap;

use utoipa::openapi::{Ref, RefOr, Response};
use utoipa::{IntoResponses, ToResponse};

use crate::web::problem::Problem;

/// Declares a response with a [`Problem`], to which the descriptions of handlers refer.
macro_rules! problem {
    ($name:ident, $status:literal, $description:literal) => {
        #[doc = concat!($status, ": ", $description)]
        #[derive(Debug, serde::Serialize, ToResponse)]
        #[response(description = $description, content_type = "application/problem+json")]
        pub struct $name(Problem);

        impl IntoResponses for $name {
            fn responses() -> BTreeMap<String, RefOr<Response>> {
                let (name, _) = Self::response();
                BTreeMap::from([($status.to_string(), Ref::from_response_name(name).into())])
            }
        }
    };
}

problem!(Malformed, 400, "The request cannot be parsed, or has an unknown parameter");
problem!(Unauthenticated, 401, "There is no session, or the token is unknown, expired or revoked");
problem!(Forbidden, 403, "The caller may not do this");
problem!(NotFound, 404, "The object does not exist, or the caller may not know that it does");
problem!(Timeout, 408, "The body took too long to arrive");
problem!(
    Conflict,
    409,
    "The request conflicts with the present state, which is in `present` where that helps"
);
problem!(TooLarge, 413, "The body is larger than 256 KiB");
problem!(MediaType, 415, "The body has another content type than required, or is compressed");
problem!(Invalid, 422, "Some fields are invalid or unknown; `errors` lists every fault");
problem!(TooFast, 429, "Too many requests from one client; `Retry-After` says how long to wait");
problem!(
    Unavailable,
    503,
    "The database is unavailable; nothing was changed, and `Retry-After` says when to try again"
);

/// Declares a set of responses that occur together.
macro_rules! set {
    ($(#[$doc:meta])* $name:ident: $($problem:ident),+) => {
        $(#[$doc])*
        #[derive(Debug)]
        pub struct $name;

        impl IntoResponses for $name {
            fn responses() -> BTreeMap<String, RefOr<Response>> {
                [$($problem::responses()),+].into_iter().flatten().collect()
            }
        }
    };
}

set! {
    /// 401, 403 and 503: for operations that authenticate a member of the staff, which needs the
    /// database.
    StaffErrors: Unauthenticated, Forbidden, Unavailable
}
set! {
    /// 400 and 422: for operations without a body that read parameters, such as those of a list or
    /// `Idempotency-Key`.
    ParameterErrors: Malformed, Invalid
}
set! {
    /// 400, 408, 413, 415 and 422: for operations that read a body, including the errors of
    /// parameters.
    BodyErrors: Malformed, Timeout, TooLarge, MediaType, Invalid
}
