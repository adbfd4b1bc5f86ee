//! Passwords on the way in: from a pipe, or typed unseen.

use std::io::{self, BufRead, IsTerminal, Write};
use std::process::{Command, Stdio};

use secrecy::{ExposeSecret, SecretString};

use crate::error::{Error, Result};

/// The first line of standard input if `from_stdin`, else what is typed twice at the terminal.
/// Whether the password is good enough is not looked at here.
pub(super) fn read(from_stdin: bool) -> Result<SecretString> {
    if from_stdin {
        return line();
    }
    if !io::stdin().is_terminal() {
        return Err(Error::invalid(
            "password",
            "required",
            "Pass it with --password-stdin, there is no terminal to ask at",
        ));
    }
    let _quiet = Quiet::start()?;
    let password = ask("Password: ")?;
    let again = ask("The same again: ")?;
    if password.expose_secret() != again.expose_secret() {
        return Err(Error::invalid("password", "mismatch", "Type the same password twice"));
    }
    Ok(password)
}

fn ask(prompt: &str) -> Result<SecretString> {
    let mut stderr = io::stderr();
    write!(stderr, "{prompt}").and_then(|()| stderr.flush()).map_err(Error::internal)?;
    let answer = line();
    writeln!(stderr).map_err(Error::internal)?;
    answer
}

fn line() -> Result<SecretString> {
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line).map_err(Error::internal)?;
    let password = line.trim_end_matches(['\r', '\n']);
    if password.is_empty() {
        return Err(Error::invalid("password", "required", "Enter a password"));
    }
    Ok(SecretString::from(password))
}

/// While it lives, the terminal shows nothing of what is typed. Putting the terminal back is the
/// one thing done on drop, because a shell that stays silent after an error is worse.
struct Quiet;

impl Quiet {
    fn start() -> Result<Quiet> {
        stty("-echo").map(|()| Quiet)
    }
}

impl Drop for Quiet {
    fn drop(&mut self) {
        // A failure here cannot be mended, and `stty echo` is what anyone would type next.
        let _ = stty("echo");
    }
}

fn stty(mode: &str) -> Result<()> {
    let done = Command::new("stty").arg(mode).stdin(Stdio::inherit()).status();
    match done {
        Ok(status) if status.success() => Ok(()),
        _ => Err(Error::invalid(
            "password",
            "required",
            "Pass it with --password-stdin, this terminal cannot hide it",
        )),
    }
}
