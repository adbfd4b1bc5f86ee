//! The HTTP client of scenes.

/// Begins an HTTP client of a scene. Scenes speak plain HTTP, but reqwest is built without a default
/// for TLS, because the program chooses its own, and builds no client without one.
pub fn client() -> reqwest::ClientBuilder {
    // An error says that it is installed already.
    rustls::crypto::ring::default_provider().install_default().ok();
    reqwest::Client::builder()
}
