//! Starts a PostgreSQL server for the bench, durable as by default, and removes it afterwards.

use std::process::Command;

use diesel::connection::SimpleConnection as _;
use diesel::{Connection as _, PgConnection};

use crate::{Outcome, fault};

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/postgres.sh");

pub struct Server {
    folder: String,
    pub url: String,
}

impl Server {
    pub fn start() -> Outcome<Server> {
        // Not inside a folder of ours, which the server's user may not enter.
        let folder = std::env::temp_dir().join(format!("rejoinder-bench.{}", std::process::id()));
        let folder = folder.display().to_string();
        let output = Command::new(SCRIPT).args(["start", &folder]).output().map_err(fault)?;
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).trim().to_owned());
        }
        let given = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        let (server, _) = given.rsplit_once('/').ok_or("the server's URL has no database")?;
        let server = Server { folder, url: format!("{server}/bench") };
        // The role may not create tables in the database that it was given.
        let mut conn = PgConnection::establish(&given).map_err(fault)?;
        conn.batch_execute("CREATE DATABASE bench").map_err(fault)?;
        Ok(server)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // A server that is left over is seen in the list of processes; the figures stand without
        // this.
        let _ = Command::new(SCRIPT).args(["stop", &self.folder]).status();
    }
}
