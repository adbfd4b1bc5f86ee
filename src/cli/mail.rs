//! `rejoinder mail`: tests the mail transport.

use crate::address::EmailAddress;
use crate::cli::print;
use crate::clock::Clock;
use crate::config::Config;
use crate::error::{Error, Result};
use crate::mail::{Failure, Mailer, Outcome};
use crate::notify;

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
    let mail = notify::test_mail(&config, &to, Clock::System.now())?;
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
