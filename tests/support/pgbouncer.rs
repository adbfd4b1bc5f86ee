//! A real PgBouncer in transaction mode, in front of the test server.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

use crate::support::process::until;

/// Connections to PostgreSQL for all clients together: few, so that clients take turns on each.
pub const CONNECTIONS: usize = 3;

/// A port that the system gives to nobody else before the server has it.
fn free_port() -> u16 {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/free_port.py");
    let asked = Command::new("python3").arg(script).output().expect("python3 runs");
    let port = String::from_utf8(asked.stdout).expect("text");
    port.trim().parse().expect("a free port")
}

/// A running PgBouncer. Dropping it stops it.
pub struct PgBouncer {
    port: u16,
    process: Child,
    folder: TempDir,
}

impl PgBouncer {
    /// Starts it in front of the server with this URL, and waits until it listens.
    pub async fn start(server: &str) -> PgBouncer {
        let folder = tempfile::tempdir().expect("a folder");
        let port = free_port();
        let path = folder.path().display();
        let server_port = server.rsplit([':', '/']).nth(1).expect("a port");
        // It refuses to run as root.
        let is_root = fs::metadata("/proc/self")
            .is_ok_and(|of_us| std::os::unix::fs::MetadataExt::uid(&of_us) == 0);
        let user = if is_root { "user = nobody" } else { "" };
        let settings = format!(
            "[databases]\n* = host=127.0.0.1 port={server_port}\n[pgbouncer]\nlisten_addr = 127.0.0.1\n\
             listen_port = {port}\nunix_socket_dir =\nauth_type = trust\nauth_file = {path}/users\n\
             pool_mode = transaction\ndefault_pool_size = {CONNECTIONS}\nmax_client_conn = 200\n{user}\n"
        );
        fs::write(folder.path().join("pgbouncer.ini"), settings).expect("its settings");
        fs::write(folder.path().join("users"), "\"rejoinder\" \"\"\n").expect("its users");
        let open = fs::Permissions::from_mode(0o755);
        fs::set_permissions(folder.path(), open).expect("it is ours");
        let log = fs::File::create(folder.path().join("log")).expect("its log");
        let process = Command::new("/usr/sbin/pgbouncer")
            .arg(folder.path().join("pgbouncer.ini"))
            .stdin(Stdio::null())
            .stderr(log)
            .spawn()
            .expect("PgBouncer is installed (Debian's package is pgbouncer)");
        let bouncer = PgBouncer { port, process, folder };
        until("PgBouncer listens", async || {
            tokio::net::TcpStream::connect(("127.0.0.1", port)).await.is_ok()
        })
        .await;
        bouncer
    }

    /// The address of a database through it, for its address without.
    pub fn url(&self, direct: &str) -> String {
        let name = direct.rsplit('/').next().expect("a database");
        format!("postgres://rejoinder@127.0.0.1:{}/{name}", self.port)
    }

    /// What it has written to its log.
    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }
}

impl Drop for PgBouncer {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
