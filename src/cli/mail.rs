//! `rejoinder mail`: tests the mail transport.

use askama::Template;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::address::EmailAddress;
use crate::cli::print;
use crate::clock::{Clock, Time};
use crate::config::Config;
use crate::error::{Error, Result};
use crate::mail::{Failure, Mail, Mailer, Outcome};
use crate::{notify, vault};

/// Arguments of `mail`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
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
}

/// Sends the test mail. It opens neither database nor key file.
pub(super) fn run(args: Args, config: Config) -> Result<()> {
    let Command::Test { to } = args.command;
    let to = EmailAddress::parse(&to).map_err(|fault| Error::Invalid(vec![fault.of("to")]))?;
    let mailer = Mailer::open(&config.mail)?;
    let mail = test_mail(&config, &to, Clock::System.now())?;
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
    Err(Error::internal(format!("not sent: {}{reply}. {meaning}.", failure.reason())))
}

#[derive(Template)]
#[template(
    source = "<!doctype html><html><body><p>This is a test mail, sent by <code>rejoinder mail test</code>.<br>\
    Mail from {{ site }} reaches you.</p></body></html>",
    ext = "html"
)]
struct TestMail<'a> {
    site: &'a str,
}

fn test_mail(config: &Config, to: &EmailAddress, now: Time) -> Result<Mail> {
    let host = notify::message_id::host(&config.server.base_url);
    let site = &config.site.title;
    let text = format!(
        "This is a test mail, sent by `rejoinder mail test`.\nMail from {site} reaches you.\n"
    );
    Ok(Mail {
        to: to.mailbox().map_err(Error::internal)?,
        subject: format!("Test mail from {site}"),
        message_id: format!("<test-{}@{host}>", URL_SAFE_NO_PAD.encode(vault::random::<12>()?)),
        list_id: format!("test.{host}"),
        unsubscribe: None,
        html: TestMail { site }.render().map_err(Error::internal)?,
        text,
        date: now,
    })
}
