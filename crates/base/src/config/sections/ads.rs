//! The section `ads`.

use crate::config::layers::Layers;
use crate::config::urls;
use crate::config::values::paragraphs;

/// Advertisements in stories, as HTML of the operator, who is trusted with it.
#[derive(Clone, Debug, Default)]
pub struct Ads {
    /// Above the text; empty for none.
    pub top: String,
    /// Within the text, where it says `{{ad middle}}`; empty for none.
    pub middle: String,
    /// Below the text; empty for none.
    pub bottom: String,
    /// What they load: a directive of the content security policy and a source.
    pub sources: Vec<AdSource>,
}

impl Ads {
    /// The HTML of each slot, with the key of its setting.
    pub fn slots(&self) -> [(&'static str, &str); 3] {
        [("ads.top", &self.top), ("ads.middle", &self.middle), ("ads.bottom", &self.bottom)]
    }

    /// Whether any slot is filled.
    pub fn is_any(&self) -> bool {
        self.slots().into_iter().any(|(_, html)| !html.is_empty())
    }
}

/// A source that advertisements may load from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdSource {
    /// The directive: `script-src`.
    pub directive: String,
    /// The source: `https://ads.example`.
    pub source: String,
}

/// The directives of the content security policy to which an advertisement may add sources.
const AD_DIRECTIVES: [&str; 7] =
    ["script-src", "style-src", "img-src", "font-src", "media-src", "frame-src", "connect-src"];

pub(in crate::config) fn read(layers: &mut Layers) -> Option<Ads> {
    let top = layers.text_of("ads.top", paragraphs);
    let middle = layers.text_of("ads.middle", paragraphs);
    let bottom = layers.text_of("ads.bottom", paragraphs);
    let form = "Write a directive and a source each, for instance [\"script-src https://ads.example\", \"frame-src https://*.ads.example\"]";
    let written = layers.list::<String>("ads.sources", form);
    let mut sources = Vec::new();
    for text in written.iter().flatten() {
        match ad_source(text) {
            Some(source) => sources.push(source),
            None => {
                let fault = format!("{text:?} is not a directive with an https source");
                layers.refuse("ads.sources", (fault, form.to_owned()));
            }
        }
    }
    written?;
    Some(Ads { top: top?, middle: middle?, bottom: bottom?, sources })
}

/// Reads `script-src https://ads.example`. A source is an https origin, which may begin with `*.`, with or
/// without a path, or the hash of an inline script; nothing that allows any script.
fn ad_source(text: &str) -> Option<AdSource> {
    let (directive, source) = text.trim().split_once(' ')?;
    let source = source.trim();
    let is_hash = source
        .strip_prefix("'sha256-")
        .and_then(|rest| rest.strip_suffix('\''))
        .is_some_and(|hash| {
            hash.len() == 44
                && hash.bytes().all(|b| b.is_ascii_alphanumeric() || b"+/=".contains(&b))
        });
    let is_origin = source.strip_prefix("https://").is_some_and(|rest| {
        let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let host = host.strip_prefix("*.").unwrap_or(host);
        let (host, port) = host.split_once(':').unwrap_or((host, "443"));
        let is_path = path.bytes().all(|b| b.is_ascii_alphanumeric() || b"/-._~%".contains(&b));
        urls::is_host_name(host) && host.contains('.') && port.parse::<u16>().is_ok() && is_path
    });
    (AD_DIRECTIVES.contains(&directive) && (is_hash || is_origin))
        .then(|| AdSource { directive: directive.to_owned(), source: source.to_owned() })
}
