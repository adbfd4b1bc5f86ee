//! The error responses of the JSON API, as handlers name them in their descriptions: one by one, such
//! as [`NotFound`], or in the sets that occur together, such as [`StaffErrors`].

use std::collections::BTreeMap;

use utoipa::openapi::{Ref, RefOr, Response};
use utoipa::{IntoResponses, ToResponse};

use crate::web::problem::Problem;

/// Declares a response that carries a [`Problem`], and refers to it where a handler names it.
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

problem!(
    Malformed,
    400,
    "The request could not be read, or has a field or parameter that is not known"
);
problem!(Unauthenticated, 401, "Nobody is signed in, or the token is not (or no longer) good");
problem!(Forbidden, 403, "Known, but not allowed");
problem!(NotFound, 404, "There is no such thing, or none that the caller may know of");
problem!(Timeout, 408, "The body took too long to arrive");
problem!(
    Conflict,
    409,
    "The request does not fit the present state, which is in `present` where that helps"
);
problem!(TooLarge, 413, "The body is larger than 256 KiB");
problem!(MediaType, 415, "The body is of another type than announced here, or compressed");
problem!(Invalid, 422, "Some fields are wrong; `errors` has every fault at once");
problem!(TooFast, 429, "Too many requests from one place; `Retry-After` says how long to wait");
problem!(
    Unavailable,
    503,
    "The storage does not answer; nothing was changed, and `Retry-After` says when to try again"
);

/// Declares a set of responses that occur together, by their names.
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
    /// 401, 403 and 503: of an operation that asks who of the staff calls, which the storage has to
    /// tell.
    StaffErrors: Unauthenticated, Forbidden, Unavailable
}
set! {
    /// 400 and 422: of an operation without a body that reads parameters, such as a list's or
    /// `Idempotency-Key`.
    ParameterErrors: Malformed, Invalid
}
set! {
    /// 400, 408, 413, 415 and 422: of an operation that reads a body; those of its parameters are
    /// among them.
    BodyErrors: Malformed, Timeout, TooLarge, MediaType, Invalid
}
