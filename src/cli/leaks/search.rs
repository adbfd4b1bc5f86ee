//! The search itself: addresses go in, and all output is searched.

use std::collections::{BTreeSet, VecDeque};
use std::fs;
use std::io::{BufReader, ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use flate2::read::MultiGzDecoder;
use reqwest::header::{HeaderName, HeaderValue};
use reqwest::{Method, Request, Url, header};
use serde_json::json;

use super::{Found, Report, Surface};
use crate::app::App;
use crate::canary::{Canary, Views};
use crate::comments::life::erasing::Texts;
use crate::config::DatabaseUrl;
use crate::db::{Connection, dialect};
use crate::error::{Error, Result};
use crate::outbound::{Answer, Outbound};
use crate::readers::erasing;
use crate::{config, queue, vault};

/// The most pages that are fetched.
const PAGES: usize = 250;
/// The largest body that is searched: any page and the OpenAPI document.
const LARGEST: usize = 16 * 1024 * 1024;
/// How much of a file is searched at once. Each decoder makes a copy of it.
const PART: usize = 2 * 1024 * 1024;
/// How much of a part is searched with the next one again: more than an address has in any form.
const OVERLAP: usize = 4 * 1024;
/// How often the queue is looked at until it is empty, and how many times it must be found so.
const LOOK: Duration = Duration::from_millis(100);
const QUIET_LOOKS: u32 = 5;
/// The most looks: ten seconds.
const LOOKS: u32 = 100;

/// What anybody may ask for.
const OF_ALL: [&str; 24] = [
    "/",
    "/comments",
    "/search?q=test",
    "/privacy",
    "/transparency",
    "/feed.atom",
    "/feed.rss",
    "/feed.json",
    "/comments.atom",
    "/sitemap.xml",
    "/news-sitemap.xml",
    "/robots.txt",
    "/nothing-here",
    "/live",
    "/ready",
    "/metrics",
    "/api/v1/openapi.json",
    "/api/v1/articles",
    "/api/v1/search?q=test",
    "/api/v1/nothing-here",
    "/api/v1/comments",
    "/desk",
    "/desk/login",
    "/desk/nothing-here",
];

/// What staff may ask for.
const OF_STAFF: [&str; 12] = [
    "/api/v1/comments",
    "/api/v1/queue",
    "/api/v1/audit?limit=100",
    "/api/v1/deliveries",
    "/api/v1/suppressions",
    "/api/v1/users",
    "/api/v1/tokens",
    "/api/v1/settings",
    "/api/v1/me",
    "/api/v1/rules",
    "/api/v1/reviews",
    "/metrics",
];

/// An installation, the addresses that were given to it, and what was found.
pub(super) struct Search {
    pub(super) app: Arc<App>,
    client: Outbound,
    base: Url,
    token: Option<String>,
    cookie: Option<String>,
    pub(super) canaries: Vec<Canary>,
    pub(super) report: Report,
}

impl Search {
    pub(super) fn new(app: &Arc<App>, base: &str, token: Option<String>) -> Result<Search> {
        let base = Url::parse(base).map_err(|cause| Error::internal(format!("{base}: {cause}")))?;
        let host = base.host().map(|host| host.to_owned());
        let settings = config::Outbound { private_hosts: host.into_iter().collect() };
        let seeds = [vault::secret()?, vault::secret()?, vault::secret()?];
        Ok(Search {
            app: Arc::clone(app),
            client: Outbound::new(&settings)?,
            base,
            token,
            cookie: None,
            canaries: seeds.iter().map(|seed| Canary::new(seed)).collect(),
            report: Report::default(),
        })
    }

    /// Posts comments with the first address, and sends the second one in requests that are refused.
    /// `notify` also asks for mail, which only an installation may be asked for whose mail goes nowhere.
    pub(super) async fn plant(&mut self, notify: Option<&str>) -> Result<()> {
        let listed = self.fetch(Method::GET, "/api/v1/articles?limit=50", None).await?;
        let articles: serde_json::Value =
            serde_json::from_slice(&listed.body).map_err(Error::internal)?;
        let ids = articles["items"].as_array().into_iter().flatten();
        let ids: Vec<i64> = ids.filter_map(|article| article["id"].as_i64()).collect();
        let (right, wrong) =
            (self.canaries[0].address().to_owned(), self.canaries[1].address().to_owned());
        for id in ids {
            let path = format!("/api/v1/articles/{id}/comments");
            let comment = |text: &str| {
                json!({
                    "text": text, "name": "Test", "email": right, "notify": notify, "consent": true,
                })
                .to_string()
            };
            let posted = comment("A test of this installation; it removes itself.");
            if !self.fetch(Method::POST, &path, Some(posted)).await?.status.is_success() {
                continue;
            }
            if notify.is_some() {
                let held =
                    comment("Held for its links: https://a.test https://b.test https://c.test");
                self.fetch(Method::POST, &path, Some(held)).await?;
            }
            for refused in [
                json!({ "text": "", "name": "", "email": wrong }).to_string(),
                json!({ "text": "x", "name": "y", "email": format!("{wrong}\u{7}") }).to_string(),
                json!({ "text": "x", "name": "y", "email": wrong, "surplus": 1 }).to_string(),
                format!("{{\"email\": \"{wrong}\", \"text\": }}"),
            ] {
                self.fetch(Method::POST, &path, Some(refused)).await?;
            }
            return Ok(());
        }
        Err(Error::internal(
            "no article has accepted a comment, so nothing was tried; open comments on one",
        ))
    }

    /// Waits until the worker has planned and sent mail.
    pub(super) async fn settle(&self) -> Result<()> {
        let mut quiet = 0;
        for _ in 0..LOOKS {
            let now = self.app.clock.now();
            let backlog = self.app.db.read(move |conn| queue::backlog(conn, now)).await?;
            quiet = if backlog.due == 0 { quiet + 1 } else { 0 };
            if quiet == QUIET_LOOKS {
                break;
            }
            tokio::time::sleep(LOOK).await;
        }
        Ok(())
    }

    /// Signs in at the desk, so that its pages are fetched, too.
    pub(super) async fn sign_in(&mut self, email: &str, password: &str) -> Result<()> {
        let page = self.fetch(Method::GET, "/desk/login", None).await?;
        self.keep_cookie(&page);
        let text = String::from_utf8_lossy(&page.body).into_owned();
        let csrf = text.split("name=\"csrf\" value=\"").nth(1).and_then(|it| it.split('"').next());
        let fields = [
            ("csrf", csrf.unwrap_or_default()),
            ("email", email),
            ("password", password),
            ("next", "/desk"),
        ];
        let form = serde_urlencoded::to_string(fields).map_err(Error::internal)?;
        let answer = self.fetch(Method::POST, "/desk/login", Some(form)).await?;
        self.keep_cookie(&answer);
        match answer.status.as_u16() {
            303 => Ok(()),
            status => {
                Err(Error::internal(format!("signing in at the desk was answered by {status}")))
            }
        }
    }

    fn keep_cookie(&mut self, answer: &Answer) {
        let cookie = answer.headers.get(header::SET_COOKIE).and_then(|value| value.to_str().ok());
        if let Some(cookie) = cookie.and_then(|cookie| cookie.split(';').next()) {
            self.cookie = Some(cookie.to_owned());
        }
    }

    /// Fetches what readers and staff see, by the links from page to page, and lists of the API.
    pub(super) async fn pages(&mut self) -> Result<()> {
        let wrong = self.canaries[1].address().to_owned();
        // An address in the path of a request is shown to its sender only.
        for path in [format!("/?email={wrong}"), format!("/{wrong}")] {
            let url = self.base.join(&path).map_err(Error::internal)?;
            self.send(Request::new(Method::GET, url)).await?;
        }
        let mut known: BTreeSet<String> = BTreeSet::new();
        let mut next: VecDeque<String> = OF_ALL.map(str::to_owned).into();
        if self.token.is_some() {
            next.extend(OF_STAFF.map(str::to_owned));
        }
        while let Some(path) = next.pop_front() {
            if known.len() == PAGES || !known.insert(path.clone()) {
                continue;
            }
            let answer = self.fetch(Method::GET, &path, None).await?;
            self.fetch(Method::HEAD, &path, None).await?;
            next.extend(self.links(&answer.body));
        }
        // Again, because the metrics count what was fetched.
        self.fetch(Method::GET, "/metrics", None).await.map(drop)
    }

    /// The paths on this site that a page links to.
    fn links(&self, body: &[u8]) -> Vec<String> {
        let text = String::from_utf8_lossy(body);
        let links = text.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
        let site = Url::parse(&self.app.config.server.base_url).ok().map(|url| url.origin());
        links
            .filter_map(|link| self.base.join(&link.replace("&amp;", "&")).ok())
            .filter(|url| url.origin() == self.base.origin() || Some(url.origin()) == site)
            .map(|url| match url.query() {
                Some(query) => format!("{}?{query}", url.path()),
                None => url.path().to_owned(),
            })
            .collect()
    }

    /// Sends a request with the credentials, and searches the answer's headers and body. A body that begins
    /// with a brace is JSON, another one a form.
    pub(super) async fn fetch(
        &mut self,
        method: Method,
        path: &str,
        body: Option<String>,
    ) -> Result<Answer> {
        let url = self.base.join(path).map_err(Error::internal)?;
        let mut request = Request::new(method.clone(), url);
        let mut set = |name: HeaderName, value: &str| {
            let value = HeaderValue::from_str(value).map_err(Error::internal)?;
            request.headers_mut().insert(name, value);
            Ok::<_, Error>(())
        };
        set(HeaderName::from_static("sec-fetch-site"), "same-origin")?;
        if let Some(cookie) = &self.cookie {
            set(header::COOKIE, cookie)?;
        }
        if let Some(token) = self.token.as_ref().filter(|_| !path.starts_with("/desk")) {
            set(header::AUTHORIZATION, &format!("Bearer {token}"))?;
        }
        if let Some(body) = body {
            let is_json = body.starts_with('{');
            let form = "application/x-www-form-urlencoded";
            set(header::CONTENT_TYPE, if is_json { "application/json" } else { form })?;
            *request.body_mut() = Some(body.into());
        }
        let answer = self.send(request).await?;
        let headers = format!("{:?}", answer.headers);
        self.note(Surface::Answer, &format!("{method} {path}, headers"), headers.as_bytes());
        self.note(Surface::Answer, &format!("{method} {path}"), &answer.body);
        Ok(answer)
    }

    async fn send(&mut self, request: Request) -> Result<Answer> {
        let path = request.url().path().to_owned();
        let answer = self.client.send(request, LARGEST).await.map_err(|fault| {
            Error::internal(format!("{}{path} cannot be fetched: {fault:?}", self.base))
        })?;
        self.report.searched.answers += 1;
        Ok(answer)
    }

    /// Searches the data folder and the database's files.
    pub(super) fn installation(&mut self) -> Result<()> {
        let folder = self.app.config.data.folder.clone();
        self.folder(&folder)?;
        if let DatabaseUrl::Sqlite(_) = &self.app.config.database.url {
            for file in self.database_files().iter().filter(|file| !file.starts_with(&folder)) {
                self.file(Surface::Database, file)?;
            }
        }
        Ok(())
    }

    fn database_files(&self) -> Vec<PathBuf> {
        let DatabaseUrl::Sqlite(file) = &self.app.config.database.url else { return Vec::new() };
        let parts = ["", "-wal", "-shm", "-journal"];
        let all = parts.map(|part| PathBuf::from(format!("{}{part}", file.display())));
        all.into_iter().filter(|file| file.exists()).collect()
    }

    /// Searches all files below a folder, except mails to the addresses themselves.
    pub(super) fn folder(&mut self, folder: &Path) -> Result<()> {
        let databases = self.database_files();
        for entry in fs::read_dir(folder).map_err(|cause| failed(folder, &cause))? {
            let path = entry.map_err(|cause| failed(folder, &cause))?.path();
            if path.is_dir() {
                self.folder(&path)?;
                continue;
            }
            let surface = match path.extension() {
                Some(ending) if ending == "eml" => Surface::Mail,
                _ if databases.contains(&path) => Surface::Database,
                _ => Surface::File,
            };
            self.file(surface, &path)?;
        }
        Ok(())
    }

    /// Searches a file, part by part, and what it unpacks to if it is compressed.
    pub(super) fn file(&mut self, surface: Surface, path: &Path) -> Result<()> {
        let open = || match fs::File::open(path) {
            // A database's journal may go while this looks.
            Err(cause) if cause.kind() == ErrorKind::NotFound => Ok(None),
            opened => opened.map(Some).map_err(|cause| failed(path, &cause)),
        };
        let Some(mut file) = open()? else { return Ok(()) };
        self.report.searched.files += 1;
        let mut head = [0; 2];
        let is_gzip = file.read_exact(&mut head).is_ok() && head == [0x1f, 0x8b];
        let shown = path.display().to_string();
        if surface == Surface::Mail {
            let mail = fs::read(path).map_err(|cause| failed(path, &cause))?;
            if self.is_to_a_canary(&mail) {
                return Ok(());
            }
        }
        self.note(surface, &format!("the name of {shown}"), shown.as_bytes());
        if let Some(file) = open()? {
            self.parts(surface, &shown, file).map_err(|cause| failed(path, &cause))?;
        }
        if is_gzip && let Some(file) = open()? {
            let unpacked = MultiGzDecoder::new(BufReader::new(file));
            let shown = format!("{shown}, unpacked");
            self.parts(surface, &shown, unpacked).map_err(|cause| failed(path, &cause))?;
        }
        Ok(())
    }

    fn parts(&mut self, surface: Surface, place: &str, mut from: impl Read) -> std::io::Result<()> {
        let mut part = Vec::with_capacity(PART + OVERLAP);
        loop {
            let read = from.by_ref().take(PART as u64).read_to_end(&mut part)?;
            self.note(surface, place, &part);
            if read < PART {
                return Ok(());
            }
            part.drain(..part.len() - OVERLAP);
        }
    }

    /// Whether a mail is for one of the addresses, which may be in it.
    fn is_to_a_canary(&self, mail: &[u8]) -> bool {
        let text = String::from_utf8_lossy(mail);
        let to = text.lines().find_map(|line| line.strip_prefix("To: ")).unwrap_or_default();
        self.canaries.iter().any(|canary| to.trim() == canary.address())
    }

    /// Searches the rows of PostgreSQL's tables.
    pub(super) async fn tables(&mut self) -> Result<()> {
        let forms = self.canaries.iter().map(Canary::forms_in_rows);
        let (any_case, exact): (Vec<_>, Vec<_>) = forms.unzip();
        let (any_case, exact) = (any_case.concat(), exact.concat());
        let found =
            self.app.db.read(move |conn| dialect::tables_with(conn, &any_case, &exact)).await?;
        let (tables, hits) = found;
        self.report.searched.tables = tables;
        self.report.found.extend(hits.into_iter().map(|table| Found {
            surface: Surface::Database,
            place: format!("table {table}"),
            form: "as it is, hex, base64, UTF-16 or sha256".to_owned(),
        }));
        Ok(())
    }

    /// Looks for the addresses in these bytes.
    pub(super) fn note(&mut self, surface: Surface, place: &str, bytes: &[u8]) {
        let views = Views::of(bytes);
        for canary in &self.canaries {
            for form in canary.find_in_views(&views) {
                let found = Found { surface, place: place.to_owned(), form };
                if !self.report.found.contains(&found) {
                    self.report.found.push(found);
                }
            }
        }
    }

    /// Removes the comments and the addresses again.
    pub(super) async fn clean_up(&self) -> Result<()> {
        for canary in &self.canaries {
            let index = self.app.vault.index(canary.address());
            let find = move |conn: &mut Connection| erasing::reader_of(conn, &index);
            if let Some(reader) = self.app.db.read(find).await? {
                erasing::erase(&self.app, reader, Texts::Remove, None).await?;
            }
        }
        Ok(())
    }
}

pub(super) fn failed(path: &Path, cause: &std::io::Error) -> Error {
    Error::internal(format!("cannot use {}: {cause}", path.display()))
}
