//! The section `traces`.

use secrecy::SecretString;
use url::Url;

use crate::config::layers::Layers;
use crate::config::urls::{self, Refusal, refuse};

/// Traces for an OpenTelemetry collector. `Debug` does not show its secret.
#[derive(Clone, Debug)]
pub struct Traces {
    /// Where they are sent by OTLP over HTTP, with the path; `None` if they are not made.
    pub otlp_url: Option<Url>,
    /// The value of the header `Authorization` of these requests.
    pub authorization: Option<SecretString>,
    /// What the program is called there.
    pub service_name: String,
    /// How many of a thousand requests and jobs are traced; what the proxy has begun is traced as it says.
    pub sampled_per_thousand: u32,
}

pub(in crate::config) fn read(layers: &mut Layers) -> Option<Traces> {
    let otlp_url = layers.optional("traces.otlp_url", collector);
    let authorization = layers.optional("traces.authorization", |text| {
        match text.chars().all(|c| c == ' ' || c.is_ascii_graphic()) {
            true => Ok(SecretString::from(text)),
            false => refuse(
                "this cannot be the value of a header",
                "Write it as the service says, for instance Bearer TOKEN",
            ),
        }
    });
    let service_name = layers.text_of("traces.service_name", |text| match text.trim() {
        name if (1..=100).contains(&name.chars().count()) => Ok(name.to_owned()),
        _ => refuse("this is no name", "Write 1 to 100 characters"),
    });
    let sampled_per_thousand = layers.number("traces.sampled_per_thousand", 0..=1_000);
    Some(Traces {
        otlp_url: otlp_url?,
        authorization: authorization?,
        service_name: service_name?,
        sampled_per_thousand: sampled_per_thousand?,
    })
}

/// Traces have no personal data, so http is allowed.
fn collector(text: &str) -> Result<Url, Refusal> {
    let form = "Write the address of the collector's OTLP receiver for HTTP, for instance http://127.0.0.1:4318";
    if !cfg!(feature = "otlp") {
        return refuse(
            "this program was built without traces",
            "Build it with the cargo feature otlp, which release builds, the container and the packages have; or remove \
             the setting",
        );
    }
    if !urls::is_web(text) {
        return refuse("this is not an http or https URL", form);
    }
    let Ok(mut url) = Url::parse(text) else { return refuse("this is not a URL", form) };
    if url.query().is_some() || url.fragment().is_some() || !url.username().is_empty() {
        return refuse("a query, a fragment or a user is not allowed here", form);
    }
    if url.path() == "/" {
        url.set_path("/v1/traces");
    }
    Ok(url)
}
