//! Where `tests/run` has put the programs that the system's tests use. A missing one fails the test
//! that asks for it.

use std::env;
use std::path::PathBuf;

/// A file below `tests/.cache/`, such as `venv/bin/st` or `axe.min.js`.
pub fn installed(name: &str) -> PathBuf {
    existing(PathBuf::from(variable("REJOINDER_TEST_TOOLS")).join(name))
}

/// The chromedriver program.
pub fn chromedriver() -> PathBuf {
    existing(PathBuf::from(variable("REJOINDER_TEST_CHROMEDRIVER")))
}

/// The URL of the test server's first database, as a role that may create others.
pub fn postgres() -> String {
    variable("REJOINDER_TEST_POSTGRES")
}

fn variable(name: &str) -> String {
    env::var(name).unwrap_or_else(|_| panic!("{name} is not set; run these tests by tests/run"))
}

fn existing(path: PathBuf) -> PathBuf {
    assert!(path.exists(), "{} is missing; tests/run installs it", path.display());
    path
}
