//! One POST over a connection of its own, with a limit on everything that comes back.
//!
//! A comment a second or so is no reason to keep connections, and one that is not kept cannot be
//! stale.

use std::sync::Arc;

use bytes::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper::client::conn::http1;
use hyper::{Request, header};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ClientConfig, RootCertStore, crypto};
use url::Url;

use crate::error::{Error, Result};
use crate::screening::akismet::model::{Fault, Response};

/// Its answers are a word.
const LONGEST: usize = 16 * 1024;

/// As Akismet asks for: application, then what speaks to it.
const USER_AGENT: &str = concat!("Rejoinder/", env!("CARGO_PKG_VERSION"), " | Akismet/1.1");

/// Where to connect and how.
pub struct Endpoint {
    url: Url,
    host: String,
    port: u16,
    /// Without it, in clear: the configuration allows that on this machine only.
    tls: Option<(TlsConnector, ServerName<'static>)>,
}

impl Endpoint {
    /// For `url`, which is https, or http on this machine.
    pub fn new(url: &Url) -> Result<Endpoint> {
        let host =
            url.host_str().ok_or_else(|| Error::internal("akismet.endpoint names no host"))?;
        let host = host.trim_start_matches('[').trim_end_matches(']').to_owned();
        let port = url.port_or_known_default().unwrap_or(443);
        let tls = match url.scheme() {
            "http" => None,
            _ => Some((connector()?, ServerName::try_from(host.clone()).map_err(Error::internal)?)),
        };
        Ok(Endpoint { url: url.clone(), host, port, tls })
    }

    /// Posts `fields` to `path` below the endpoint.
    pub async fn post(
        &self,
        path: &str,
        fields: &[(&'static str, String)],
    ) -> Result<Response, Fault> {
        let unreachable = |_| Fault::Unreachable;
        let stream =
            TcpStream::connect((self.host.as_str(), self.port)).await.map_err(unreachable)?;
        stream.set_nodelay(true).map_err(unreachable)?;
        let request = self.request(path, fields)?;
        match &self.tls {
            None => exchange(stream, request).await,
            Some((tls, name)) => {
                let stream = tls.connect(name.clone(), stream).await.map_err(unreachable)?;
                exchange(stream, request).await
            }
        }
    }

    fn request(
        &self,
        path: &str,
        fields: &[(&'static str, String)],
    ) -> Result<Request<Full<Bytes>>, Fault> {
        let body =
            url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let place = format!("{}/{path}", self.url.path().trim_end_matches('/'));
        let host = match self.url.port() {
            Some(port) => format!("{}:{port}", self.url.host_str().unwrap_or_default()),
            None => self.url.host_str().unwrap_or_default().to_owned(),
        };
        Request::post(place)
            .header(header::HOST, host)
            .header(header::USER_AGENT, USER_AGENT)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::CONNECTION, "close")
            .body(Full::new(Bytes::from(body)))
            .map_err(|_| Fault::Unreachable)
    }
}

/// The public roots that the program brings, as for mail.
fn connector() -> Result<TlsConnector> {
    let roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    let config = ClientConfig::builder_with_provider(Arc::new(crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(Error::internal)?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(TlsConnector::from(Arc::new(config)))
}

async fn exchange<S>(stream: S, request: Request<Full<Bytes>>) -> Result<Response, Fault>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let unreachable = |_| Fault::Unreachable;
    let (mut sender, connection) =
        http1::handshake(TokioIo::new(stream)).await.map_err(unreachable)?;
    let asked = async move {
        let answer = sender.send_request(request).await.map_err(unreachable)?;
        let header = |name: &str| {
            answer.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
        };
        let (pro_tip, debug_help) = (header("x-akismet-pro-tip"), header("x-akismet-debug-help"));
        let status = answer.status().as_u16();
        let body = Limited::new(answer.into_body(), LONGEST)
            .collect()
            .await
            .map_err(|_| Fault::Unclear)?
            .to_bytes();
        let body = String::from_utf8(body.into()).map_err(|_| Fault::Unclear)?;
        Ok(Response { status, pro_tip, debug_help, body })
    };
    // The connection moves only while somebody waits for it; both end here, whichever ends first.
    tokio::pin!(asked, connection);
    tokio::select! {
        answer = &mut asked => answer,
        _ = &mut connection => asked.await,
    }
}
