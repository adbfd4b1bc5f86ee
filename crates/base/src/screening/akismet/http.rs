//! Requests to Akismet over HTTP.

use reqwest::header::{CONTENT_TYPE, HeaderValue, USER_AGENT};
use reqwest::{Method, Request};
use url::Url;

use crate::outbound::{self, Outbound};
use crate::screening::akismet::model::{Fault, Response};

/// Longest answer, in bytes; real ones are a word.
const LONGEST: usize = 16 * 1024;

/// The user agent in the form that Akismet requires: application, then the client of Akismet.
const AKISMET_AGENT: &str = concat!("Rejoinder/", env!("CARGO_PKG_VERSION"), " | Akismet/1.1");

/// The address of the service, with a client for it.
pub struct Endpoint {
    url: Url,
    outbound: Outbound,
}

impl Endpoint {
    /// `url` must be https, or http on this machine.
    pub fn new(url: &Url, outbound: Outbound) -> Endpoint {
        Endpoint { url: url.clone(), outbound }
    }

    /// Posts `fields` to `path` below the endpoint.
    pub async fn post(
        &self,
        path: &str,
        fields: &[(&'static str, String)],
    ) -> Result<Response, Fault> {
        let mut url = self.url.clone();
        url.set_path(&format!("{}/{path}", self.url.path().trim_end_matches('/')));
        let mut request = Request::new(Method::POST, url);
        let headers = request.headers_mut();
        headers.insert(USER_AGENT, HeaderValue::from_static(AKISMET_AGENT));
        let form = HeaderValue::from_static("application/x-www-form-urlencoded");
        headers.insert(CONTENT_TYPE, form);
        let body =
            url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        *request.body_mut() = Some(body.into());
        let answer = self.outbound.send(request, LONGEST).await.map_err(|fault| match fault {
            outbound::Fault::TimedOut => Fault::Late,
            outbound::Fault::TooLong => Fault::Unclear,
            outbound::Fault::Forbidden | outbound::Fault::Unreachable => Fault::Unreachable,
        })?;
        let header = |name: &str| {
            answer.headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
        };
        let (pro_tip, debug_help) = (header("x-akismet-pro-tip"), header("x-akismet-debug-help"));
        let body = String::from_utf8(answer.body.into()).map_err(|_| Fault::Unclear)?;
        Ok(Response { status: answer.status.as_u16(), pro_tip, debug_help, body })
    }
}
