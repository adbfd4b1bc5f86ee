//! Why a form was refused, for the page that shows it again with what was written.

use std::time::Duration;

use actix_web::http::StatusCode;

use crate::error::FieldError;
use crate::i18n::Message;
use crate::web::error::Failure;
use crate::web::view::Problem;

/// Errors of single fields, or one problem of the form as a whole.
#[derive(Clone, Debug, Default)]
pub struct FormErrors {
    /// The status of the page.
    pub status: StatusCode,
    /// The errors of fields, which are shown beside them.
    pub errors: Vec<FieldError>,
    /// The problem of the whole form, which is shown above it.
    pub problem: Option<Problem>,
    /// The time for the header `Retry-After` ([`crate::web::headers::set_retry_after`]).
    pub retry_after: Option<Duration>,
}

impl FormErrors {
    /// The errors of a failure that is about the form: 403, 409, 422 or 429.
    ///
    /// # Errors
    /// Any other failure, which gets a page of its own.
    pub fn of(error: impl Into<Failure>) -> Result<FormErrors, Failure> {
        let failure: Failure = error.into();
        match failure.status {
            StatusCode::UNPROCESSABLE_ENTITY
            | StatusCode::CONFLICT
            | StatusCode::FORBIDDEN
            | StatusCode::TOO_MANY_REQUESTS => Ok(FormErrors::of_any(&failure)),
            _ => Err(failure),
        }
    }

    /// The errors of any failure, for a form whose text must be shown again in any case.
    pub fn of_any(failure: &Failure) -> FormErrors {
        let has_problem = failure.status != StatusCode::UNPROCESSABLE_ENTITY;
        FormErrors {
            status: failure.status,
            errors: failure.errors.clone(),
            problem: has_problem.then(|| Problem::new(failure.code, failure.detail.clone())),
            retry_after: failure.retry_after,
        }
    }

    /// Renames the fields, from their names in the API to those in the form.
    pub fn with_names(mut self, name: fn(&'static str) -> &'static str) -> FormErrors {
        for error in &mut self.errors {
            error.field = name(error.field);
        }
        self
    }

    /// Keeps the errors of these fields. The first error of another one, which the form does not
    /// show, becomes the problem of the whole form.
    pub fn only_fields(mut self, fields: &[&str]) -> FormErrors {
        let (shown, others): (Vec<_>, Vec<_>) =
            self.errors.into_iter().partition(|error| fields.contains(&error.field));
        if let Some(error) = others.into_iter().next() {
            self.problem = Some(Problem::new(error.code, error.detail));
        }
        FormErrors { errors: shown, ..self }
    }

    /// Replaces the message of a request that came too soon.
    pub fn with_wait<M: Into<Message>>(mut self, detail: impl FnOnce(Duration) -> M) -> FormErrors {
        if self.status == StatusCode::TOO_MANY_REQUESTS
            && let (Some(problem), Some(wait)) = (&mut self.problem, self.retry_after)
        {
            problem.detail = detail(wait).into();
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Error;

    #[test]
    fn the_error_of_a_field_that_the_form_lacks_is_shown_above_it() {
        let faults = vec![
            FieldError::new("text", "required", "Write something"),
            FieldError::new("form", "stale_form", "Send the form again"),
        ];
        let shown = FormErrors::of(Error::Invalid(faults)).expect("about the form");
        assert!(shown.problem.is_none() && shown.errors.len() == 2);
        let shown = shown.only_fields(&["text"]);
        assert_eq!(shown.errors.len(), 1);
        assert_eq!(shown.problem.expect("a problem").code, "stale_form");
    }

    #[test]
    fn a_failure_that_is_not_about_the_form_is_returned() {
        assert!(FormErrors::of(Error::NotFound).is_err());
        assert!(FormErrors::of(Error::internal("a fault")).is_err());
        let soon = || Error::TooFast { retry_after: Duration::from_secs(9) };
        let shown = FormErrors::of(soon()).expect("about the form");
        let detail = shown.problem.expect("a problem").detail.in_english();
        assert_eq!(detail, "Too many requests. Try again in 9 seconds.");
        let shown = FormErrors::of(soon())
            .expect("about the form")
            .with_wait(|wait| format!("Wait {} s", wait.as_secs()));
        assert_eq!(shown.problem.expect("a problem").detail.in_english(), "Wait 9 s");
    }
}
