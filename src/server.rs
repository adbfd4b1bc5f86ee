//! The HTTP server: binds the ports, runs the background tasks, and stops without losing an
//! accepted request.

mod connections;
mod stream;
mod sync;

use std::future::{Future, ready};
use std::net::{SocketAddr, TcpListener};
use std::num::NonZero;
use std::sync::Arc;
use std::thread::available_parallelism;
use std::time::Duration;

use actix_http::HttpService;
use actix_service::{IntoServiceFactory as _, ServiceFactoryExt as _, fn_service, map_config};
use actix_web::body::BoxBody;
use actix_web::dev::{
    AppConfig, Server, ServerHandle, ServiceFactory, ServiceRequest, ServiceResponse,
};
use actix_web::error::QueryPayloadError;
use actix_web::http::StatusCode;
use actix_web::middleware::from_fn;
use actix_web::rt::net::TcpStream;
use actix_web::web;
use listenfd::ListenFd;
use socket2::{Domain, Protocol, Socket, Type};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::Instant;

use crate::app::App;
use crate::desk::{Desk, live};
use crate::error::{Error, Result};
use crate::moderation::stats::RecentStats;
use crate::routes;
use crate::server::connections::Connections;
use crate::server::stream::{Replacements, SilentConnections, Stream};
use crate::web::edge::{self, Edge};
use crate::web::error::Failure;
use crate::worker;

/// How long the head of a request may take to arrive. A phone on a bad connection needs two or
/// three seconds.
const HEAD_TIMEOUT: Duration = Duration::from_secs(10);
/// How long an idle connection is kept open. Longer than the 60 s after which common proxies close
/// theirs, so that no proxy sends a request while this server closes the connection.
const KEEP_ALIVE: Duration = Duration::from_secs(75);
/// How long what a client still sends is read after a response that closes the connection. If it
/// were not read, the client would not get the response.
const DISCONNECT_TIMEOUT: Duration = Duration::from_secs(1);
/// How many new connections the system keeps until a thread accepts them.
const BACKLOG: i32 = 1024;
/// How long background tasks, and then the database, may take after the time for requests is over.
/// With the 25 s that the configuration allows for requests, stopping takes less than 30 s.
const SHUTDOWN_GRACE: Duration = Duration::from_secs(2);

/// How long a connection to a socket that outlives this process may take to send its first bytes after the process was
/// asked to stop. It was accepted here, so nobody else can answer it.
const FIRST_BYTES: Duration = Duration::from_secs(2);
/// How long the threads may take to begin with a connection that was just accepted.
const HAND_OVER: Duration = Duration::from_millis(100);

/// A running server.
pub struct Running {
    shared: Shared,
    address: SocketAddr,
    admin_address: Option<SocketAddr>,
    listeners: Vec<Listener>,
    background: Vec<JoinHandle<()>>,
    stopping: watch::Sender<bool>,
}

/// The state shared by the applications of all threads. Handlers extract its fields.
#[derive(Clone)]
pub struct Shared {
    /// The program's parts.
    pub app: web::Data<App>,
    /// The checks and headers that apply to every request and response.
    pub edge: web::Data<Edge>,
    /// The shared state of open desks.
    pub desk: web::Data<Desk>,
    /// The figures about past decisions for the report of the queue.
    pub recent: web::Data<RecentStats>,
}

impl Shared {
    /// Creates the shared state of a server around `app`.
    pub fn of(app: web::Data<App>) -> Shared {
        let edge = web::Data::new(Edge::new(Arc::clone(&app.live_settings)));
        let (desk, recent) = (web::Data::default(), web::Data::default());
        Shared { app, edge, desk, recent }
    }
}

struct Listener {
    handle: ServerHandle,
    ended: JoinHandle<std::io::Result<()>>,
    silent: SilentConnections,
    /// Whether the socket is a supervisor's, which passes it to the next process.
    is_passed: bool,
}

impl Listener {
    /// Leaves new connections to the next process, and waits for the first bytes of those that were accepted here:
    /// actix-http closes a connection without any when it stops.
    async fn leave_the_rest(&self) {
        self.handle.pause().await;
        let latest = Instant::now() + FIRST_BYTES;
        tokio::time::sleep(HAND_OVER).await;
        while self.silent.count() > 0 && Instant::now() < latest {
            tokio::time::sleep(HAND_OVER / 10).await;
        }
    }
}

/// A listener that does not run yet.
struct Bound {
    address: SocketAddr,
    server: Server,
    silent: SilentConnections,
    is_passed: bool,
}

/// Serves until `stop` completes, then finishes the accepted requests.
pub async fn serve(app: web::Data<App>, stop: impl Future<Output = ()>) -> Result<()> {
    start(app)?.run_until(stop).await
}

/// Binds the configured addresses (port 0 means any free port) and starts to serve. Must be called
/// within a Tokio runtime.
///
/// # Errors
/// If an address cannot be bound. The message names it and says what to do.
pub fn start(app: web::Data<App>) -> Result<Running> {
    start_on(app, ListenFd::empty())
}

/// As [`start`], on the sockets of a supervisor that listens itself and passes them to one process after another
/// (`sd_listen_fds(3)`): the first in place of `server.listen`, the second in place of `server.admin_listen`. Connections
/// that arrive while no process runs wait in the socket, so a restart refuses none.
///
/// # Errors
/// As [`start`], or if one of them is no listening socket of TCP.
pub fn start_on(app: web::Data<App>, mut sockets: ListenFd) -> Result<Running> {
    let settings = &app.config.server;
    let shared = Shared::of(app.clone());
    app.db.follow_replicas(&app.config.database)?;

    let mut passed = |at: usize| {
        let passed = if at < sockets.len() { sockets.take_tcp_listener(at) } else { Ok(None) };
        passed.map_err(|cause| Error::internal(format!("a socket of the supervisor: {cause}")))
    };
    let place = ("server.listen", settings.listen, passed(0)?);
    let public = bind(&shared, place, routes::configure)?;
    let address = public.address;
    let mut bound = vec![public];
    let mut admin_address = None;
    if let Some(listen) = settings.admin_listen {
        let place = ("server.admin_listen", listen, passed(1)?);
        let admin = bind(&shared, place, routes::configure_admin)?;
        admin_address = Some(admin.address);
        bound.push(admin);
    }
    // Nothing is spawned before every address is bound, so that nothing keeps running if one is in
    // use.
    let listeners = bound
        .into_iter()
        .map(|Bound { server, silent, is_passed, .. }| Listener {
            handle: server.handle(),
            ended: tokio::spawn(server),
            silent,
            is_passed,
        })
        .collect();
    let (stopping, stop) = watch::channel(false);
    let mut background = vec![
        tokio::spawn(sync::run(app.clone(), stop.clone())),
        tokio::spawn(live::run(
            app.clone().into_inner(),
            Arc::clone(&shared.desk.live),
            stop.clone(),
        )),
    ];
    if app.config.server.run_worker {
        background.push(tokio::spawn(worker::run(app.clone().into_inner(), stop)));
    }
    Ok(Running { shared, address, admin_address, listeners, background, stopping })
}

/// The application with its middleware, as each thread runs it. Tests may call it without a
/// listener.
pub fn application(
    shared: Shared,
    routes: fn(&mut web::ServiceConfig),
) -> actix_web::App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<BoxBody>,
        Error = actix_web::Error,
        InitError = (),
    >,
> {
    let Shared { app, edge, desk, recent } = shared;
    let around = Arc::clone(&edge);
    actix_web::App::new()
        .app_data(app)
        .app_data(edge)
        .app_data(desk)
        .app_data(recent)
        .app_data(web::QueryConfig::default().error_handler(|cause, _| query_error(&cause).into()))
        .app_data(
            web::PathConfig::default().error_handler(|_, _| Failure::from(Error::NotFound).into()),
        )
        .configure(routes)
        .wrap(from_fn(move |request, next| edge::handle(Arc::clone(&around), request, next)))
}

/// What asked the server to stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StopSignal {
    /// SIGTERM, from a supervisor: proxies may still send requests.
    Terminate,
    /// SIGINT, from a terminal.
    Interrupt,
}

/// Installs handlers for SIGTERM and SIGINT. The returned function waits until one of them arrives, and may be
/// called again.
pub fn stop_signal() -> Result<impl AsyncFnMut() -> StopSignal> {
    let mut terminate = signal(SignalKind::terminate()).map_err(Error::internal)?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(Error::internal)?;
    Ok(async move || {
        tokio::select! {
            _ = terminate.recv() => StopSignal::Terminate,
            _ = interrupt.recv() => StopSignal::Interrupt,
        }
    })
}

impl Running {
    /// The address of the public listener, with the actual port.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The address of the listener for operators, if one is configured.
    pub fn admin_address(&self) -> Option<SocketAddr> {
        self.admin_address
    }

    /// Waits until the server should stop. After SIGTERM requests are served for `server.lame_duck` more, while
    /// `/ready` answers 503, so that proxies turn to other nodes; another signal ends that.
    pub async fn run_until_signal(self, mut signal: impl AsyncFnMut() -> StopSignal) -> Result<()> {
        let edge = self.shared.edge.clone();
        let lame_duck = self.shared.app.config.server.lame_duck;
        self.run_until(async move {
            let terminated = signal().await == StopSignal::Terminate;
            edge.begin_to_stop();
            if terminated && !lame_duck.is_zero() {
                tracing::info!(
                    seconds = lame_duck.as_secs(),
                    "SIGTERM: not ready any more, still serving"
                );
                tokio::select! {
                    () = tokio::time::sleep(lame_duck) => {}
                    _ = signal() => {}
                }
            }
            tracing::info!("finishing accepted requests");
        })
        .await
    }

    /// The state shared by all threads.
    pub fn shared(&self) -> &Shared {
        &self.shared
    }

    /// Waits until `stop` completes or a listener fails, then stops the server.
    pub async fn run_until(mut self, stop: impl Future<Output = ()>) -> Result<()> {
        let first = futures_util::future::select_all(
            self.listeners.iter_mut().map(|listener| &mut listener.ended),
        );
        let failed = tokio::select! {
            () = stop => None,
            (ended, at, _) = first => Some((ended, at)),
        };
        let Some((ended, at)) = failed else { return self.stop().await };
        // A completed task must not be awaited again.
        self.listeners.remove(at);
        let stopped = self.stop().await;
        match ended {
            Ok(Err(cause)) => Err(Error::internal(cause)),
            _ => stopped.and(Err(Error::internal("a listener ended by itself"))),
        }
    }

    /// Accepts no more connections, finishes the accepted requests (within `server.stop_timeout`)
    /// and the running background tasks, and closes the database.
    pub async fn stop(self) -> Result<()> {
        // An error means that the tasks have ended already. The worker finishes its jobs at the
        // same time as requests finish.
        let _ = self.stopping.send(true);
        let latest = Instant::now() + self.shared.app.config.server.stop_timeout + SHUTDOWN_GRACE;
        let passed = self.listeners.iter().filter(|listener| listener.is_passed);
        futures_util::future::join_all(passed.map(Listener::leave_the_rest)).await;
        for Listener { handle, ended, .. } in self.listeners {
            handle.stop(true).await;
            ended.await.map_err(Error::internal)?.map_err(Error::internal)?;
        }
        for mut task in self.background {
            if tokio::time::timeout_at(latest, &mut task).await.is_err() {
                // Another worker claims its jobs when their leases expire.
                tracing::warn!("a background task did not end in time");
                task.abort();
            }
        }
        let app = self.shared.app;
        let closed = tokio::task::spawn_blocking(move || app.db.close());
        match tokio::time::timeout(SHUTDOWN_GRACE, closed).await {
            Ok(closed) => closed.map_err(Error::internal),
            // Every acknowledged write is on disk.
            Err(_) => Err(Error::internal("the database did not close in time")),
        }
    }
}

/// Binds `listen`, the value of the setting `key`, for an application with `routes`, unless a supervisor has passed a
/// socket.
///
/// This is what `actix_web::HttpServer` does, with our own [`Stream`] between the network and
/// actix-http.
fn bind(
    shared: &Shared,
    (key, listen, passed): (&str, SocketAddr, Option<TcpListener>),
    routes: fn(&mut web::ServiceConfig),
) -> Result<Bound> {
    let is_passed = passed.is_some();
    let settings = shared.app.config.server.clone();
    let workers = match settings.workers {
        0 => available_parallelism().map_or(1, NonZero::get),
        workers => workers,
    };
    let listener = passed.map_or_else(|| listener(listen), Ok).map_err(|cause| {
        let remedy =
            format!("set {key} to another address, or stop the program that listens there");
        Error::internal(format!("cannot listen on {listen} ({cause}); {remedy}"))
    })?;
    let address = listener.local_addr().map_err(Error::internal)?;
    let silent = SilentConnections::default();
    let counted = silent.clone();
    let shared = shared.clone();
    let connections = Arc::new(Connections::new(&settings, &shared.edge));
    let replacements = Arc::new(Replacements::new(&shared.edge));
    let builder = Server::build()
        .workers(workers)
        // The setting is a limit for all threads, actix-server's for each thread.
        .max_concurrent_connections(settings.max_connections.div_ceil(workers))
        .shutdown_timeout(settings.stop_timeout.as_secs())
        .disable_signals();
    let stopping = builder.graceful_shutdown_signal();
    let service = move || {
        let (connections, replacements) = (Arc::clone(&connections), Arc::clone(&replacements));
        let (stopping, counted) = (stopping.clone(), counted.clone());
        let application = application(shared.clone(), routes)
            .into_factory()
            .map_err(|error: actix_web::Error| error.error_response());
        let http = HttpService::build()
            .keep_alive(KEEP_ALIVE)
            .client_request_timeout(HEAD_TIMEOUT)
            .client_disconnect_timeout(DISCONNECT_TIMEOUT)
            .graceful_shutdown_signal(move || {
                let stopping = stopping.clone();
                async move { stopping.notified().await }
            })
            .on_connect_ext(move |stream: &Stream, kept| connections.admit(stream.tcp(), kept))
            .h1(map_config(application, |()| AppConfig::default()));
        fn_service(move |tcp: TcpStream| {
            // Head and body are written separately; without this the body would wait 40 ms for the
            // client's delayed ACK.
            if let Err(error) = tcp.set_nodelay(true) {
                tracing::debug!(%error, "a connection was closed before its first request");
            }
            let peer = tcp.peer_addr().ok();
            ready(Ok((Stream::new(tcp, Arc::clone(&replacements), &counted), peer)))
        })
        .and_then(http)
    };
    let server = builder.listen(key, listener, service).map_err(Error::internal)?;
    Ok(Bound { address, server: server.run(), silent, is_passed })
}

fn listener(address: SocketAddr) -> std::io::Result<TcpListener> {
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, Some(Protocol::TCP))?;
    // Otherwise a new process could not bind the port while old connections are closed.
    socket.set_reuse_address(true)?;
    socket.bind(&address.into())?;
    socket.listen(BACKLOG)?;
    Ok(socket.into())
}

/// The error for an unknown or invalid parameter. It omits the value, which may be an e-mail
/// address.
fn query_error(cause: &QueryPayloadError) -> Failure {
    let text = cause.to_string();
    let named: Option<String> = text
        .contains("unknown field")
        .then(|| text.split('`').nth(1).unwrap_or("").chars().take(40).collect());
    let detail = match named {
        Some(name) => format!("This route has no parameter {name:?}."),
        None => "A parameter in the address could not be read.".to_owned(),
    };
    Failure::new(StatusCode::BAD_REQUEST, "malformed", detail)
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "a test connects to the server that it has started")]
mod tests {
    use std::io::{Read, Write};
    use std::net::TcpStream;
    use std::path::Path;

    use super::*;
    use crate::clock::Clock;
    use crate::config::Config;

    fn application_in(folder: &Path, run_worker: bool) -> web::Data<App> {
        let text = format!(
            "[server]\nlisten = \"127.0.0.1:0\"\nbase_url = \"https://news.example\"\nworkers = 1\n\
             admin_listen = \"127.0.0.1:0\"\nrun_worker = {run_worker}\n[data]\nfolder = {:?}\n[mail]\ntransport = \"memory\"",
            folder.display().to_string()
        );
        let config = Config::from_toml(&text).expect("a good configuration");
        web::Data::new(App::open(config, Clock::System).expect("an application"))
    }

    /// Sends `text` unchanged and reads until the other side closes.
    fn send_raw(address: SocketAddr, text: &str) -> String {
        let mut connection = TcpStream::connect(address).expect("connected");
        connection.set_read_timeout(Some(Duration::from_secs(20))).expect("set");
        connection.write_all(text.as_bytes()).expect("sent");
        let mut answer = Vec::new();
        connection.read_to_end(&mut answer).expect("answered");
        String::from_utf8(answer).expect("text")
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_running_server_answers_and_stops_with_connections_open() {
        let folder = tempfile::tempdir().expect("a folder");
        let running = start(application_in(folder.path(), true)).expect("started");
        let address = running.address();
        let get = |path: &str| {
            send_raw(
                address,
                &format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"),
            )
        };
        assert!(get("/ready").contains("\"ready\""));
        assert!(get("/metrics").starts_with("HTTP/1.1 401"), "metrics are not for everyone");
        let head = send_raw(
            address,
            "HEAD /live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        );
        assert!(head.contains("content-length: 17") && head.ends_with("\r\n\r\n"), "{head}");

        let admin = running.admin_address().expect("an address");
        let metrics =
            send_raw(admin, "GET /metrics HTTP/1.1\r\nHost: probe\r\nConnection: close\r\n\r\n");
        assert!(
            metrics.contains("rejoinder_jobs_due 0") && metrics.ends_with("# EOF\n"),
            "{metrics}"
        );

        let mut idle = TcpStream::connect(address).expect("connected");
        idle.write_all(b"GET /live HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("sent");
        let mut first = [0; 8];
        idle.read_exact(&mut first).expect("answered");
        let begun = Instant::now();
        running.stop().await.expect("stopped");
        assert!(begun.elapsed() < KEEP_ALIVE / 10, "an idle connection held up the stop");
        assert!(TcpStream::connect(address).is_err(), "still listening");
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn an_accepted_request_is_answered_during_a_stop() {
        let folder = tempfile::tempdir().expect("a folder");
        // A worker has writes of its own, and the one that waits is to be the request's.
        let app = application_in(folder.path(), false);
        let running = start(app.clone()).expect("started");
        let address = running.address();
        // The writer is busy until it is let go, so the answer cannot be ready before the stop
        // begins.
        let (started, has_started) = std::sync::mpsc::channel();
        let (release, released) = std::sync::mpsc::channel::<()>();
        let busy = tokio::spawn(async move {
            app.db
                .write(move |_| {
                    let _ = started.send(());
                    let _ = released.recv();
                    Ok(())
                })
                .await
        });
        has_started.recv().expect("the writer is busy");
        let waiting = std::thread::spawn(move || {
            send_raw(address, "GET /ready HTTP/1.1\r\nHost: localhost\r\n\r\n")
        });
        let app = running.shared().app.clone();
        while app.db.waiting() == 0 {
            tokio::task::yield_now().await;
        }
        let stopping = tokio::spawn(running.stop());
        while TcpStream::connect(address).is_ok() {
            tokio::task::yield_now().await;
        }
        release.send(()).expect("let go");
        busy.await.expect("ran").expect("committed");
        let answer = waiting.join().expect("answered");
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        stopping.await.expect("ran").expect("stopped");
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn what_is_no_request_gets_a_page_with_the_usual_headers() {
        let folder = tempfile::tempdir().expect("a folder");
        let running = start(application_in(folder.path(), false)).expect("started");
        let address = running.address();
        let well_formed = format!("GET /live HTTP/1.1\r\nHost: {address}\r\n\r\n");
        let many: String = (0..120).map(|n| format!("X-Header-{n}: 1\r\n")).collect();
        for (status, text) in [
            ("400 Bad Request", "GET / HTTP/1.1\r\nHost: a\r\nNo colon\r\n\r\n".to_owned()),
            ("400 Bad Request", "\u{16}\u{3}\u{1} not HTTP at all\r\n\r\n".to_owned()),
            ("400 Bad Request", format!("{well_formed}GET / HTTP/9.9\r\n\r\n")),
            (
                "400 Bad Request",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: two\r\n\r\n".to_owned(),
            ),
            (
                "431 Request Header Fields Too Large",
                format!("GET / HTTP/1.1\r\nHost: a\r\n{many}\r\n"),
            ),
        ] {
            let answer = send_raw(address, &text);
            let at = answer.find(&format!("HTTP/1.1 {status}\r\n")).expect(&answer);
            let (head, body) = answer[at..].split_once("\r\n\r\n").expect("a head");
            for header in [
                "content-security-policy: ",
                "x-content-type-options: nosniff",
                "referrer-policy: ",
                "strict-transport-security: ",
                "cache-control: no-store",
                "content-type: text/html; charset=utf-8",
            ] {
                assert!(head.contains(header), "{header} is not in {head}");
            }
            assert!(head.contains(&format!("content-length: {}", body.len())), "{head}");
            assert!(body.contains("<h1>"), "{body}");
        }
        running.stop().await.expect("stopped");
    }

    #[test]
    fn a_fault_in_a_query_never_repeats_a_value() {
        #[derive(Debug, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        struct LimitQuery {
            #[allow(dead_code, reason = "only read from text")]
            limit: Option<u8>,
        }
        let fault = |query: &str| {
            query_error(&web::Query::<LimitQuery>::from_query(query).expect_err("wrong"))
                .to_string()
        };
        assert_eq!(fault("colour=red"), "This route has no parameter \"colour\".");
        assert!(!fault("limit=someone@example.org").contains("someone"));
    }
}
