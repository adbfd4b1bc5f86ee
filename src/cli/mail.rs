//! `rejoinder mail`: whether mail would leave.

use askama::Template;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::address::EmailAddress;
use crate::cli::print;
use crate::clock::{Clock, Time};
use crate::config::Config;
use crate::error::{Error, Result};
use crate::mail::{Mail, Mailer, Outcome, Trouble};
use crate::{notify, vault};

/// Arguments of `mail`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Send one mail by the configured transport and say what became of it
    #[command(after_long_help = "\
Examples:
  rejoinder mail test --to you@example.org
  rejoinder mail test --to you@example.org --set mail.transport=smtp --set mail.smtp_url=smtps://mail.example.org")]
    Test {
        /// Who gets it
        #[arg(long, value_name = "ADDRESS")]
        to: String,
    },
}

/// Sends the test mail. Neither database nor key file is touched, so it can be run beside anything.
pub(super) fn run(args: Args, config: Config) -> Result<()> {
    let Command::Test { to } = args.command;
    let to = EmailAddress::parse(&to).map_err(|fault| Error::Invalid(vec![fault.of("to")]))?;
    let mailer = Mailer::open(&config.mail)?;
    let mail = letter(&config, &to, Clock::System.now())?;
    print(&format!("Sending from {} through {}.", config.mail.from.email, mailer.describe()))?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(Error::internal)?;
    let outcome = runtime.block_on(async {
        let outcome = mailer.send(&mail, &Clock::System).await;
        mailer.close().await;
        outcome
    });
    match outcome {
        Outcome::Sent => print(&format!("Sent. Its Message-ID is {}", mail.message_id)),
        Outcome::TryLater(trouble) => failed("A mail would be tried again later", &trouble),
        Outcome::RecipientRefused(trouble) => {
            failed("The relay refuses this recipient for good", &trouble)
        }
        Outcome::Refused(trouble) => failed("The relay refuses this mail for good", &trouble),
        Outcome::PolicyRefused(trouble) => failed(
            "A policy of the relay forbids it; mails would wait until it is mended",
            &trouble,
        ),
        Outcome::RelayFault(trouble) => {
            failed("No mail can leave; mails would wait until it is mended", &trouble)
        }
    }
}

/// The relay's own words are shown: whoever runs this typed the address in them.
fn failed(meaning: &str, trouble: &Trouble) -> Result<()> {
    let reply = trouble.reply().map(|reply| format!(" ({reply})")).unwrap_or_default();
    Err(Error::internal(format!("not sent: {}{reply}. {meaning}.", trouble.reason())))
}

#[derive(Template)]
#[template(
    source = "<!doctype html><html><body><p>This is a test by <code>rejoinder mail test</code>.<br>\
              Mail of {{ site }} reaches you.</p></body></html>",
    ext = "html"
)]
struct Letter<'a> {
    site: &'a str,
}

fn letter(config: &Config, to: &EmailAddress, now: Time) -> Result<Mail> {
    let host = notify::message_id::host(&config.server.base_url);
    let site = &config.site.title;
    let text = format!("This is a test by `rejoinder mail test`.\nMail of {site} reaches you.\n");
    Ok(Mail {
        to: to.mailbox().map_err(Error::internal)?,
        subject: format!("Test mail of {site}"),
        message_id: format!("<test-{}@{host}>", URL_SAFE_NO_PAD.encode(vault::random::<12>()?)),
        list_id: format!("test.{host}"),
        unsubscribe: None,
        html: Letter { site }.render().map_err(Error::internal)?,
        text,
        date: now,
    })
}
