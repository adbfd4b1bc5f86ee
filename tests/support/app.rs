//! The program in scenes: a real server on a free port and a real database, with a fixed clock, and
//! jobs that are run by hand.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use actix_web::web;
use diesel::prelude::*;
use rejoinder::accounts::model::Role;
use rejoinder::app::App;
use rejoinder::audit::model::Act;
use rejoinder::clock::{Clock, Time};
use rejoinder::config::{Config, Policy};
use rejoinder::db::schema::{audit_log, jobs};
use rejoinder::desk::Desk;
use rejoinder::screening::surge;
use rejoinder::web::bodies::Bodies;
use rejoinder::{on, server, worker};
use reqwest::{Client, Method, RequestBuilder, redirect};
#[cfg(feature = "system-tests")]
use secrecy::ExposeSecret as _;
use tempfile::TempDir;
use tokio::sync::{OnceCell, oneshot};

use crate::support::builders::ArticleBuilder;
use crate::support::database::TestDatabase;
use crate::support::mails::Letter;
use crate::support::reader::Reader;
use crate::support::staff::Staff;

/// The site's configured address. The server listens elsewhere, so that links which are not made
/// from the configuration are noticed.
pub const BASE_URL: &str = "http://news.test";

/// A running program for one test. All its jobs must be done when it is dropped.
pub struct TestApp {
    /// The program's state, for builders and for queries.
    pub core: web::Data<App>,
    /// The state that the open desks share in the running server.
    pub desk: web::Data<Desk>,
    /// The memory for request bodies of the running server.
    pub bodies: Arc<Bodies>,
    /// The folder for keys, mail and an embedded database.
    pub folder: TempDir,
    world: World,
    author: OnceCell<Staff>,
    people: AtomicU32,
    server: Option<ServerThread>,
    /// Dropped after the server has closed its connections.
    pub database: TestDatabase,
}

struct ServerThread {
    admin_address: Option<SocketAddr>,
    stop: oneshot::Sender<()>,
    /// Returns the jobs that are due at the end.
    thread: JoinHandle<Vec<String>>,
}

/// The values that every client of the program shares; cheap to clone.
#[derive(Clone)]
pub struct World {
    /// Where the server listens.
    pub address: SocketAddr,
    /// The program's clock.
    pub clock: Clock,
    /// Follows no redirect, keeps no cookie, decompresses nothing.
    pub http: Client,
}

impl TestApp {
    /// The program with the default policy: comments are held.
    pub async fn start() -> TestApp {
        TestApp::with(|_| {}).await
    }

    /// The program in which every comment is public at once.
    pub async fn publishing() -> TestApp {
        TestApp::with(|config| config.comments.policy = Policy::PublishAll).await
    }

    /// The program with other settings.
    pub async fn with(change: impl FnOnce(&mut Config)) -> TestApp {
        let folder = tempfile::tempdir().expect("a folder");
        let database = TestDatabase::new(folder.path());
        let mut config = Config::from_toml(&format!(
            "[server]\nlisten = \"127.0.0.1:0\"\nbase_url = \"{BASE_URL}\"\nworkers = 1\nrun_worker = false\n\
             trusted_proxies = [\"127.0.0.1/32\"]\n\
             [data]\nfolder = \"{}\"\n[mail]\ntransport = \"memory\"\n[site]\ntitle = \"The Quay\"\n",
            folder.path().display()
        ))
        .unwrap_or_else(|faults| panic!("{faults}"));
        config.database.url = database.setting();
        config.database.connections = 4;
        // Below what a configuration may say: these passwords guard nothing.
        config.accounts.argon2_memory_kib = 64;
        config.accounts.argon2_passes = 1;
        // A mail for each event; the scenes of joined mails say otherwise.
        config.moderation.join = Duration::ZERO;
        change(&mut config);
        TestApp::open(config, folder, database)
    }

    fn open(config: Config, folder: TempDir, database: TestDatabase) -> TestApp {
        let clock = Clock::fixed(Time::parse("2026-11-22T09:00:00Z").expect("an instant"));
        let core = web::Data::new(App::open(config, clock.clone()).expect("the program starts"));
        let (server, address, desk, bodies) = ServerThread::start(core.clone());
        let http = crate::support::http::client()
            .redirect(redirect::Policy::none())
            .no_proxy()
            // A connection that is kept would hold up the server's end.
            .pool_max_idle_per_host(0)
            .build()
            .expect("a client");
        let world = World { address, clock, http };
        TestApp {
            core,
            desk,
            bodies,
            folder,
            world,
            author: OnceCell::new(),
            people: AtomicU32::new(0),
            server: Some(server),
            database,
        }
    }

    /// Ends the program and starts it again, with other settings, on the same database and port. Its clock
    /// goes on; jobs may be left over.
    #[cfg(feature = "system-tests")]
    pub async fn restart(&mut self, change: impl FnOnce(&mut Config)) {
        if let Some(ServerThread { stop, thread, .. }) = self.server.take() {
            // If the server has ended already, joining it shows why.
            let _ = stop.send(());
            let ended = tokio::task::spawn_blocking(move || thread.join()).await;
            ended.expect("the thread can be waited for").expect("the server has not panicked");
        }
        // A process that another scene is starting has the listener too, for a moment.
        crate::support::process::until("the port is free", async || {
            std::net::TcpListener::bind(self.world.address).is_ok()
        })
        .await;
        let mut config = (*self.core.settings()).clone();
        config.server.listen = self.world.address;
        change(&mut config);
        let clock = self.world.clock.clone();
        self.core = web::Data::new(App::open(config, clock).expect("the program starts"));
        let (server, _, desk, bodies) = ServerThread::start(self.core.clone());
        (self.server, self.desk, self.bodies) = (Some(server), desk, bodies);
    }

    /// Ends the program and leaves its folder and its database, to which nobody is connected any more.
    pub fn leave(mut self) -> (TempDir, TestDatabase) {
        let nowhere = tempfile::tempdir().expect("a folder");
        let folder = std::mem::replace(&mut self.folder, nowhere);
        let none = TestDatabase::Sqlite(String::new());
        let database = std::mem::replace(&mut self.database, none);
        let core = self.core.clone();
        drop(self);
        core.db.close();
        (folder, database)
    }

    /// The settings with which a command of the program works on this installation, as variables.
    #[cfg(feature = "system-tests")]
    pub fn environment(&self) -> Vec<(String, String)> {
        let config = &self.core.config;
        let mail = &config.mail;
        let mut settings = vec![
            ("SERVER__BASE_URL", BASE_URL.to_owned()),
            ("DATA__FOLDER", self.folder.path().display().to_string()),
            ("DATABASE__URL", self.database.url()),
            ("MAIL__FROM", mail.from.to_string()),
        ];
        if let Some(url) = &mail.smtp_url {
            settings.push(("MAIL__TRANSPORT", "smtp".to_owned()));
            settings.push(("MAIL__SMTP_URL", url.expose_secret().to_owned()));
        }
        if let Some(file) = &mail.smtp_ca_file {
            settings.push(("MAIL__SMTP_CA_FILE", file.display().to_string()));
        }
        if let Some(path) = &mail.return_path {
            settings.push(("MAIL__RETURN_PATH", path.to_string()));
        }
        let named = |(name, value)| (format!("REJOINDER__{name}"), value);
        settings.into_iter().map(named).collect()
    }

    /// A reader with a name, an address and a network of their own.
    pub fn reader(&self) -> Reader {
        Reader::new(self.world.clone(), self.next())
    }

    /// An admin with a token for everything.
    pub async fn admin(&self) -> Staff {
        self.staff(Role::Admin).await
    }

    /// An editor with a token for everything an editor may do.
    pub async fn editor(&self) -> Staff {
        self.staff(Role::Editor).await
    }

    /// A moderator with a token for everything a moderator may do.
    pub async fn moderator(&self) -> Staff {
        self.staff(Role::Moderator).await
    }

    /// An author with a token for everything an author may do.
    pub async fn author(&self) -> Staff {
        self.staff(Role::Author).await
    }

    /// A new member of the staff.
    pub async fn staff(&self, role: Role) -> Staff {
        Staff::join(self, role, self.next()).await
    }

    /// The author of articles for which a scene names no other.
    pub async fn house_author(&self) -> &Staff {
        self.author.get_or_init(|| self.author()).await
    }

    /// Builds an article, by default published and open for comments.
    pub fn article(&self) -> ArticleBuilder<'_> {
        ArticleBuilder::new(self, self.next())
    }

    /// A request without cookie or token.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.world.request(method, path)
    }

    /// The values that every client shares.
    pub fn world(&self) -> &World {
        &self.world
    }

    /// A request to the listener for operators, which a scene has configured.
    pub fn operators_request(&self, path: &str) -> RequestBuilder {
        let address = self
            .server
            .as_ref()
            .and_then(|server| server.admin_address)
            .expect("admin_listen is set");
        self.world.http.get(format!("http://{address}{path}"))
    }

    /// The program's time.
    pub fn now(&self) -> Time {
        self.world.clock.now()
    }

    /// Advances the clock.
    pub fn advance(&self, duration: Duration) {
        self.world.clock.advance(duration);
    }

    /// Runs every due job, and those that they queue. Returns their number.
    pub async fn run_jobs(&self) -> usize {
        worker::run_due(&self.parts()).await.expect("the jobs are done")
    }

    /// Lets the surge guard open and end surges, as the worker does every few seconds.
    pub async fn check_surges(&self) {
        let settings = &self.core.settings().surge;
        surge::check(&self.core.db, settings, self.now()).await.expect("the guard has checked");
    }

    /// Counts the log's lines about an act.
    pub async fn logged(&self, act: Act) -> i64 {
        let lines = self.core.db.read(move |conn| {
            let lines = audit_log::table.filter(audit_log::act.eq(act));
            Ok(on!(conn, |c| lines.count().get_result(c))?)
        });
        lines.await.expect("the lines can be counted")
    }

    /// The program's parts as the worker takes them.
    pub fn parts(&self) -> Arc<App> {
        self.core.clone().into_inner()
    }

    /// Every mail that left so far, the oldest first.
    pub fn mails(&self) -> Vec<Letter> {
        self.core.mailer.sent().iter().map(Letter::of).collect()
    }

    /// The mails to one recipient so far.
    pub fn mails_to(&self, address: &str) -> Vec<Letter> {
        self.mails().into_iter().filter(|mail| mail.to == address).collect()
    }

    /// Counts the rows of a table that match a condition, both in SQL.
    pub async fn count(&self, table: &str, condition: &str) -> i64 {
        #[derive(QueryableByName)]
        struct Row {
            #[diesel(sql_type = diesel::sql_types::BigInt)]
            n: i64,
        }
        let sql = format!("SELECT COUNT(*) AS n FROM {table} WHERE {condition}");
        let row = self
            .core
            .db
            .read(move |conn| Ok(on!(conn, |c| diesel::sql_query(&sql).get_result::<Row>(c))?))
            .await;
        row.expect("the rows can be counted").n
    }

    /// Changes rows by SQL, for tests that are about a table.
    pub async fn execute(&self, sql: &str) {
        let sql = sql.to_owned();
        let done = self.core.db.write(move |conn| {
            on!(conn, |c| diesel::sql_query(&sql).execute(c))?;
            Ok(())
        });
        done.await.expect("the rows are changed");
    }

    fn next(&self) -> u32 {
        self.people.fetch_add(1, Ordering::Relaxed) + 1
    }
}

impl World {
    /// A request to the program.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let path = path.strip_prefix(BASE_URL).unwrap_or(path);
        self.http.request(method, format!("http://{}{path}", self.address))
    }
}

impl ServerThread {
    /// The server has a runtime of its own, so that a test that blocks does not stop it, and so
    /// that it can be stopped from `drop`.
    fn start(core: web::Data<App>) -> (ServerThread, SocketAddr, web::Data<Desk>, Arc<Bodies>) {
        let (stop, stopped) = oneshot::channel::<()>();
        let (bound, address) = std::sync::mpsc::channel();
        let serve = move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .expect("a runtime");
            runtime.block_on(async {
                let running = server::start(core.clone()).expect("the server starts");
                let desk = running.shared().desk.clone();
                let bodies = Arc::clone(&running.shared().edge.bodies);
                bound
                    .send((running.address(), running.admin_address(), desk, bodies))
                    .expect("the test waits for the address");
                // An error means that the test is gone, which ends the server as well.
                let _ = stopped.await;
                let due = jobs_due(&core).await;
                running.stop().await.expect("the server stops");
                due
            })
        };
        let thread = std::thread::spawn(serve);
        let (address, admin_address, desk, bodies) =
            address.recv().expect("the server says its address");
        (ServerThread { admin_address, stop, thread }, address, desk, bodies)
    }
}

/// The contents of the jobs that are due and were not run.
async fn jobs_due(core: &App) -> Vec<String> {
    const WAITING: i16 = 0;
    let now = core.clock.now();
    let due = core.db.read(move |conn| {
        let waiting = jobs::state.eq(WAITING).and(jobs::run_at.le(now));
        Ok(on!(conn, |c| jobs::table
            .filter(waiting)
            .order(jobs::id)
            .select(jobs::payload)
            .load::<String>(c))?)
    });
    due.await.expect("the jobs can be read")
}

impl Drop for TestApp {
    fn drop(&mut self) {
        let Some(ServerThread { stop, thread, .. }) = self.server.take() else { return };
        // If the server has ended already, joining it shows why.
        let _ = stop.send(());
        let due = thread.join();
        if std::thread::panicking() {
            return;
        }
        let due = due.expect("the server has not panicked");
        assert!(due.is_empty(), "jobs are left over; run them, or say why not: {due:#?}");
    }
}
