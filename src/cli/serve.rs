//! `rejoinder serve`: runs the web server.

use std::time::Duration;

use actix_web::web;
use listenfd::ListenFd;

use crate::app::App;
use crate::clock::Clock;
use crate::comments::posting;
use crate::comments::submission::Submission;
use crate::config::{Config, Startup};
use crate::error::{Error, Result};
use crate::i18n::Words;
use crate::readers::erasing;
use crate::server::{self, Running};
use crate::{accounts, articles};

/// Arguments of `serve`: none but the configuration's flags.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
The first start creates the database, a sample article and a key file, and prints a one-time link
for creating the first admin. On SIGTERM it finishes accepted requests and ends with exit code 0.
With a socket from systemd (socket activation) it serves that in place of server.listen.

Examples:
  rejoinder serve
  rejoinder serve --listen 127.0.0.1:9000 --data-folder /var/lib/rejoinder
  REJOINDER__DATABASE__URL=postgres://rejoinder:secret@localhost/rejoinder rejoinder serve")]
pub(super) struct Args {}

/// Threads for background tasks: mails, signals, changes of other processes. Requests have their
/// own.
const BACKGROUND_THREADS: usize = 2;

/// Serves until SIGTERM or SIGINT.
pub(super) fn run(_args: Args, config: Config) -> Result<()> {
    super::keep_panics_private();
    // It reads the environment and changes it, so no other thread may run yet.
    let sockets = ListenFd::from_env();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(BACKGROUND_THREADS)
        .enable_all()
        .build()
        .map_err(Error::internal)?;
    let served = runtime.block_on(async {
        // Before the address is printed: whoever reads that line may stop the program at once.
        let stop = server::stop_signal()?;
        let app = web::Data::new(App::open(config, Clock::System)?);
        erasing::apply_tombstones(&app).await?;
        welcome(&app).await?;
        let running = server::start_on(app, sockets)?;
        announce(&running).await?;
        running.run_until_signal(stop).await
    });
    // A thread that hangs in a system call must not prevent the exit.
    runtime.shutdown_timeout(Duration::from_secs(1));
    served
}

/// Adds a sample article and a comment on the very first start.
async fn welcome(app: &web::Data<App>) -> Result<()> {
    let now = app.clock.now();
    let shared = app.clone().into_inner();
    app.db
        .write(move |conn| {
            let settings = shared.settings();
            let permalink = &settings.articles.permalink;
            let words = Words::of(settings.site.tag_for(None));
            let Some(article) = articles::create_sample(conn, permalink, &words, now)? else {
                return Ok(());
            };
            let sample = Submission::sample(&shared.vault, article, &words, now)?;
            posting::post_sample(conn, &sample, &settings.comments, now).map(|_| ())
        })
        .await
}

/// Prints the addresses and the link for creating the first admin.
async fn announce(running: &Running) -> Result<()> {
    let Startup { server, .. } = &running.shared().app.config;
    // Port 0 in the address of the site is replaced by the actual port.
    let address = running.address();
    let shown = |link: &str| match server.base_url.strip_suffix(":0") {
        Some(host) => link.replacen(&server.base_url, &format!("{host}:{}", address.port()), 1),
        None => link.to_owned(),
    };
    super::print(&format!("Rejoinder serves {} on {address}", shown(&server.base_url)))?;
    if let Some(address) = running.admin_address() {
        super::print(&format!("Metrics are on http://{address}/metrics"))?;
    }
    if let Some(link) = accounts::setup_link(&running.shared().app).await? {
        super::print(&set_up_notice(&shown(&link)))?;
    }
    Ok(())
}

/// What is printed at a start without an admin: a block between empty lines with the link on a line
/// of its own, so that it is found among the lines of the log.
fn set_up_notice(link: &str) -> String {
    let rule = "=".repeat(72);
    format!("\n{rule}\nThere is no admin yet. Become the first one at\n\n    {link}\n\n{rule}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_set_up_link_stands_out_on_a_line_of_its_own() {
        let notice = set_up_notice("http://127.0.0.1:8080/setup/x");
        let lines: Vec<&str> = notice.lines().collect();
        let at = lines.iter().position(|line| line.trim() == "http://127.0.0.1:8080/setup/x");
        let at = at.expect("the link alone on its line");
        assert!(lines[at - 1].is_empty() && lines[at + 1].is_empty());
        assert!(notice.starts_with('\n') && notice.ends_with('\n'));
    }
}
