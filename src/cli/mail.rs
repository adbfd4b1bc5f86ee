//! `rejoinder mail`: tests the mail transport, and takes mail that came back.

use std::io::Read;
use std::sync::Arc;

use crate::address::EmailAddress;
use crate::app::App;
use crate::cli::{block_on, mail_doctor, print};
use crate::clock::Clock;
use crate::config::Config;
use crate::error::{Error, FieldError, Result};
use crate::i18n::Language;
use crate::mail::{Failure, Mailer, Outcome, bounce};
use crate::notify;
use crate::notify::bounces::{self, Effect};

/// Arguments of `mail`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

impl Args {
    /// Whether a mail server waits for the exit code.
    pub(super) fn is_called_by_mail_server(&self) -> bool {
        matches!(self.command, Command::Bounce { .. })
    }
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Send one mail by the configured transport and show the outcome
    #[command(after_long_help = "\
Examples:
  rejoinder mail test --to you@example.org
  rejoinder mail test --to you@example.org --set mail.transport=smtp --set mail.smtp_url=smtps://mail.example.org")]
    Test {
        /// The recipient
        #[arg(long, value_name = "ADDRESS")]
        to: String,
    },
    /// Check relay, TLS, SPF, DKIM, DMARC and the reverse name, and print the DNS lines to add
    #[command(
        after_long_help = "Examples:\n  rejoinder mail doctor\n  rejoinder mail doctor --json"
    )]
    Doctor {
        /// Print a JSON array of "name", "ok", "detail" and "remedy"
        #[arg(long)]
        json: bool,
    },
    /// Print a mail with sample data, or the names of all mails
    #[command(after_long_help = "\
Examples:
  rejoinder mail preview
  rejoinder mail preview joined-held
  rejoinder mail preview joined-held --html --language de > mail.html")]
    Preview {
        /// The name of the mail; without it, all names are listed
        name: Option<String>,
        /// Print the HTML in place of the text
        #[arg(long)]
        html: bool,
        /// en, de, fr, es or ar; the site's by default
        #[arg(long, value_parser = Language::ALL.map(Language::name))]
        language: Option<String>,
    },
    /// Read a report about a mail that came back, or a complaint, from standard input
    #[command(after_long_help = "\
A mail server passes each mail to mail.return_path on to this command, for instance in /etc/aliases:
  bounces: \"|rejoinder --config /etc/rejoinder.toml mail bounce\"

Reports that an address does not exist (RFC 3464, status 5.x.x) and complaints (ARF) stop the mail to that
address; full mailboxes and policies do not. Anything else is ignored, so the exit code is 0. After a
failure, such as a database that is away, it is 75, and the mail server tries again later.

Examples:
  rejoinder mail bounce < message")]
    Bounce {
        /// The recipient of the report, if its headers do not have it
        #[arg(long, value_name = "ADDRESS")]
        recipient: Option<String>,
    },
}

pub(super) fn run(args: Args, config: Config) -> Result<()> {
    match args.command {
        Command::Test { to } => test(&to, &config),
        Command::Doctor { json } => mail_doctor::run(&config, json),
        Command::Preview { name, html, language } => {
            preview(name.as_deref(), html, language.as_deref(), &config)
        }
        Command::Bounce { recipient } => take_back(recipient.as_deref(), config),
    }
}

/// Prints a mail with sample data. It opens neither database nor key file.
fn preview(name: Option<&str>, html: bool, language: Option<&str>, config: &Config) -> Result<()> {
    let language = language.and_then(Language::parse);
    let mails = notify::samples::previews(config, language)?;
    let Some(name) = name else {
        return mails.iter().try_for_each(|mail| print(&mail.name));
    };
    let unknown = || {
        let detail = "There is no such mail; `rejoinder mail preview` lists them";
        Error::Invalid(vec![FieldError::new("name", "unknown", detail)])
    };
    let mail = mails.into_iter().find(|mail| mail.name == name).ok_or_else(unknown)?;
    match html {
        true => print(&mail.html),
        false => print(&format!("Subject: {}\n\n{}", mail.subject, mail.text)),
    }
}

/// The most bytes of a report that are read.
const REPORT: u64 = 4 * 1024 * 1024;

/// Reads a report from standard input.
fn take_back(recipient: Option<&str>, config: Config) -> Result<()> {
    let mut message = Vec::new();
    std::io::stdin().take(REPORT).read_to_end(&mut message).map_err(Error::internal)?;
    let Some(mut found) = bounce::read(&message) else {
        return print("Not a report about undelivered mail; ignored.");
    };
    found.tags.extend(recipient.and_then(bounce::tag_of));
    let app = Arc::new(App::open(config, Clock::System)?);
    let (now, parts) = (app.clock.now(), Arc::clone(&app));
    let effect =
        block_on(app.db.write(move |conn| bounces::returned(conn, &parts.vault, &found, now)))?;
    match effect {
        Effect::Suppressed(id) => print(&format!("The address of mail {id} gets no more mail.")),
        Effect::Noted(id) => print(&format!("Noted at mail {id}.")),
        Effect::Known(id) => print(&format!("Mail {id} came back before; nothing changes.")),
        Effect::Unknown => print("The report names no mail of this installation; ignored."),
    }
}

/// Sends the test mail. It opens neither database nor key file.
fn test(to: &str, config: &Config) -> Result<()> {
    let to = EmailAddress::parse(to).map_err(|fault| Error::Invalid(vec![fault.of("to")]))?;
    let mailer = Mailer::open(&config.mail)?;
    let mail = notify::test_mail(config, &to, Clock::System.now())?;
    print(&format!("Sending from {} through {}.", config.mail.from.email, mailer.describe()))?;
    let outcome = block_on(async {
        let outcome = mailer.attempt(&mail, Box::pin(async { Ok(()) })).await;
        mailer.close().await;
        Ok(outcome)
    })?;
    match outcome {
        Outcome::Sent => print(&format!("Sent. Its Message-ID is {}", mail.message_id)),
        Outcome::TryLater(failure) => failed("The program would try again later", &failure),
        Outcome::RecipientRefused(failure) => {
            failed("The relay refuses this recipient permanently", &failure)
        }
        Outcome::Refused(failure) => failed("The relay refuses this mail permanently", &failure),
        Outcome::PolicyRefused(failure) => failed(
            "A policy of the relay forbids it; mails would wait until that is changed",
            &failure,
        ),
        Outcome::RelayFault(failure) => {
            failed("No mail can be sent; mails would wait until the relay works", &failure)
        }
    }
}

/// The relay's reply is shown, because the operator typed the address that it may contain.
fn failed(meaning: &str, failure: &Failure) -> Result<()> {
    let reply = failure.reply().map(|reply| format!(" ({reply})")).unwrap_or_default();
    Err(Error::internal(format!("not sent: {}{reply}. {meaning}.", failure.cause())))
}
