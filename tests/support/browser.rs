//! A real browser: Chromium without a window, driven through chromedriver.
//!
//! Each browser is a driver of its own with a fresh profile. It knows no host but the loopback
//! ones, so a page that asks anyone else for anything is seen to be broken.

use std::fs;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt as _, BufReader, Lines};
use tokio::process::ChildStdout;

use crate::support::{axe, tools};

const DEADLINE: Duration = Duration::from_secs(60);

/// What the browser is like.
#[derive(Clone, Copy, Debug)]
pub struct Window {
    width: u32,
    height: u32,
    phone: bool,
    script: bool,
    dark: bool,
}

impl Window {
    /// 1280 by 900 pixels.
    pub fn desktop() -> Window {
        Window { width: 1280, height: 900, phone: false, script: true, dark: false }
    }

    /// 390 by 844 pixels at double density, with touch.
    pub fn phone() -> Window {
        Window { width: 390, height: 844, phone: true, ..Window::desktop() }
    }

    /// The same, and pages run no script. [`Browser::axe`] needs script.
    pub fn without_script(self) -> Window {
        Window { script: false, ..self }
    }

    /// The same, for a reader who prefers dark colours.
    pub fn in_dark(self) -> Window {
        Window { dark: true, ..self }
    }

    fn capabilities(&self, profile: &Path) -> serde_json::Map<String, Value> {
        let mut arguments = vec![
            "--headless=new".to_owned(),
            // Its sandbox needs rights that a container does not have; it only sees our own pages.
            "--no-sandbox".to_owned(),
            "--disable-gpu".to_owned(),
            "--disable-dev-shm-usage".to_owned(),
            "--disable-background-networking".to_owned(),
            "--disable-component-update".to_owned(),
            "--disable-default-apps".to_owned(),
            "--disable-sync".to_owned(),
            "--no-first-run".to_owned(),
            "--hide-scrollbars".to_owned(),
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"
                .to_owned(),
            format!("--window-size={},{}", self.width, self.height),
            format!("--user-data-dir={}", profile.display()),
        ];
        if self.dark {
            arguments.push("--force-dark-mode".to_owned());
        }
        let mut options = json!({ "args": arguments });
        if !self.script {
            // 2 means "block" for a content setting.
            options["prefs"] = json!({ "profile.managed_default_content_settings.javascript": 2 });
        }
        if self.phone {
            // A window cannot be made as narrow as a phone.
            let metrics = json!({ "width": self.width, "height": self.height, "pixelRatio": 2.0, "touch": true });
            options["mobileEmulation"] = json!({ "deviceMetrics": metrics });
        }
        let mut capabilities = serde_json::Map::new();
        capabilities.insert("goog:chromeOptions".to_owned(), options);
        capabilities
    }
}

/// A running browser. Dropping it kills it; closing it is the more orderly way.
pub struct Browser {
    client: Client,
    driver: Driver,
    _profile: TempDir,
}

impl Browser {
    /// Starts a browser with an empty page.
    pub async fn open(window: Window) -> Browser {
        let profile = tempfile::tempdir().expect("a folder can be made");
        let driver = Driver::start(&tools::chromedriver(), profile.path()).await;
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(window.capabilities(&profile.path().join("profile")))
            .connect(&driver.url)
            .await
            .expect("the browser starts");
        Browser { client, driver, _profile: profile }
    }

    /// The WebDriver client: pages, elements, clicks and keys.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// What axe-core has to say against the page, empty when it finds nothing.
    pub async fn axe(&self) -> Vec<String> {
        axe::violations(&self.client).await
    }

    /// Draws the whole page, also what is below the window's end, into
    /// `tests/screenshots/NAME.png`. Chromium without a window now and then never answers while it lays the page
    /// out anew for that; then only what is in the window is drawn.
    pub async fn screenshot(&self, name: &str) -> PathBuf {
        let command = "Page.captureScreenshot";
        let whole = json!({ "format": "png", "captureBeyondViewport": true });
        let answer = match self.devtools(command, whole).await {
            Some(answer) => answer,
            None => self
                .devtools(command, json!({ "format": "png" }))
                .await
                .expect("the browser draws what is in its window"),
        };
        let picture = answer["data"].as_str().expect("the browser gives a picture");
        let picture = BASE64.decode(picture).expect("the picture is base64");
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/screenshots");
        fs::create_dir_all(&folder).expect("the folder of screenshots can be made");
        let path = folder.join(format!("{name}.png"));
        fs::write(&path, picture).expect("a screenshot can be written");
        path
    }

    /// Ends the session in order, so that a browser that cannot even do that fails the test.
    pub async fn close(self) {
        self.client.close().await.expect("the browser closes");
    }

    /// Forgets the pages that it has kept, so that it gets them whole again.
    pub async fn forget_pages(&self) {
        let forgotten = self.devtools("Network.clearBrowserCache", json!({})).await;
        forgotten.expect("the browser answers");
    }

    /// Sends a command of the DevTools protocol, for what WebDriver has no word for. `None` if the browser does not
    /// answer in time: unlike WebDriver's commands, these have no time limit of the driver's.
    async fn devtools(&self, command: &str, params: Value) -> Option<Value> {
        let session = self
            .client
            .session_id()
            .await
            .expect("the driver answers")
            .expect("there is a session");
        let url = format!("{}/session/{session}/goog/cdp/execute", self.driver.url);
        let answer = crate::support::http::client()
            .build()
            .expect("a client")
            .post(url)
            .json(&json!({ "cmd": command, "params": params }))
            .timeout(DEADLINE)
            .send()
            .await;
        let answer = match answer {
            Err(cause) if cause.is_timeout() => return None,
            answer => answer.expect("the driver answers"),
        };
        let mut answer: Value = answer.json().await.expect("the driver answers in JSON");
        Some(answer["value"].take())
    }
}

/// chromedriver and the browser it has started, all of them in a process group of their own.
pub struct Driver {
    /// Where it takes commands.
    pub url: String,
    process: Child,
    /// The group lives as long as this pipe is open, so it ends with the test however that ends.
    alive: Option<ChildStdin>,
    /// Kept open, because a driver that cannot print dies.
    output: Lines<BufReader<ChildStdout>>,
}

/// A driver that is killed leaves its browser behind. This shell waits for the pipe to close and
/// then kills its whole group, itself included. It does so when the driver ends by itself, so that its output
/// ends too, and after ten minutes: Chromium sometimes never answers a click or a request to draw, and the test
/// is to fail then, not to hang.
const KEEPER: &str =
    r#"{ "$0" --port=0; kill -KILL 0; } & timeout 600 cat >/dev/null; kill -KILL 0"#;

/// How many times a driver is started that ends before it listens.
const STARTS: usize = 5;

impl Driver {
    /// Starts `program`, a chromedriver, on a port of its own choice. What it and the browser put into
    /// the folder for temporary files goes to `scratch`.
    ///
    /// It chooses a free port of 127.0.0.1 and then asks for the same one of ::1. Where another program
    /// has that one, it ends, so it is started again.
    pub async fn start(program: &Path, scratch: &Path) -> Driver {
        for _ in 0..STARTS {
            let mut driver = Driver::spawn(program, scratch);
            let port = tokio::time::timeout(DEADLINE, driver.port())
                .await
                .expect("chromedriver says its port within a minute");
            if let Some(port) = port {
                driver.url = format!("http://127.0.0.1:{port}");
                return driver;
            }
        }
        panic!("chromedriver ended {STARTS} times without saying its port");
    }

    fn spawn(program: &Path, scratch: &Path) -> Driver {
        let mut process = Command::new("sh")
            .arg("-c")
            .arg(KEEPER)
            .arg(program)
            .env("TMPDIR", scratch)
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("chromedriver starts");
        let alive = process.stdin.take();
        let output = process.stdout.take().expect("chromedriver's output is piped");
        let output = ChildStdout::from_std(output).expect("chromedriver's output can be read");
        Driver { url: String::new(), process, alive, output: BufReader::new(output).lines() }
    }

    /// The port that it prints; `None` if it ends before.
    async fn port(&mut self) -> Option<String> {
        while let Some(line) =
            self.output.next_line().await.expect("chromedriver's output can be read")
        {
            let words = line.trim_end_matches('.').split_once("started successfully on port ");
            if let Some((_, port)) = words {
                return Some(port.to_owned());
            }
        }
        None
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        self.alive = None;
        // The keeper is killed like the rest; there is nothing to learn from how it ended.
        let _ = self.process.wait();
    }
}
