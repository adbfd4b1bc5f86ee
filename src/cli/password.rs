//! Reads passwords from standard input or from the terminal without echo.

use std::io::{self, BufRead, IsTerminal, Write};
use std::process::{Command, Stdio};

use secrecy::{ExposeSecret, SecretString};

use crate::error::{Error, Result};

/// Reads the first line of standard input if `from_stdin`, otherwise prompts for the password twice
/// at the terminal. It does not check the rules for passwords.
pub(super) fn read(from_stdin: bool) -> Result<SecretString> {
    if from_stdin {
        return read_line();
    }
    if !io::stdin().is_terminal() {
        return Err(Error::invalid(
            "password",
            "required",
            "Use --password-stdin: there is no terminal for a prompt",
        ));
    }
    let _quiet = EchoOff::start()?;
    let password = prompt("Password: ")?;
    let again = prompt("Repeat the password: ")?;
    if password.expose_secret() != again.expose_secret() {
        return Err(Error::invalid("password", "mismatch", "Type the same password twice"));
    }
    Ok(password)
}

fn prompt(prompt: &str) -> Result<SecretString> {
    let mut stderr = io::stderr();
    write!(stderr, "{prompt}").and_then(|()| stderr.flush()).map_err(Error::internal)?;
    let answer = read_line();
    writeln!(stderr).map_err(Error::internal)?;
    answer
}

/// Reads the first line of standard input.
pub(super) fn read_line() -> Result<SecretString> {
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line).map_err(Error::internal)?;
    let password = line.trim_end_matches(['\r', '\n']);
    if password.is_empty() {
        return Err(Error::invalid("password", "required", "Enter a password"));
    }
    Ok(SecretString::from(password))
}

/// Switches the terminal's echo off until it is dropped. The echo must be restored even after an
/// error, hence the work in `Drop`.
struct EchoOff;

impl EchoOff {
    fn start() -> Result<EchoOff> {
        stty("-echo").map(|()| EchoOff)
    }
}

impl Drop for EchoOff {
    fn drop(&mut self) {
        // A failure cannot be handled here; the user can type `stty echo`.
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
            "Use --password-stdin: this terminal cannot hide the input",
        )),
    }
}
