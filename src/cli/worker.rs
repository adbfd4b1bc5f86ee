//! `rejoinder worker`: runs the queue worker without a web server.

use std::sync::Arc;

use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

use crate::app::App;
use crate::clock::Clock;
use crate::config::Config;
use crate::error::{Error, Result};
use crate::readers::erasing;
use crate::worker;

/// Arguments of `worker`: none but the configuration's flags.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Jobs are leased, so several workers never run the same job at the same time. It needs the same configuration
and key file as `serve`. On SIGTERM it finishes the running jobs and ends with exit code 0.

Examples:
  rejoinder worker --config /etc/rejoinder.toml
  rejoinder serve --set server.run_worker=false & rejoinder worker")]
pub(super) struct Args {}

/// Runs until SIGTERM or SIGINT.
pub(super) fn run(_args: Args, config: Config) -> Result<()> {
    super::keep_panics_private();
    let app = Arc::new(App::open(config, Clock::System)?);
    let working = Arc::clone(&app);
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    runtime.map_err(Error::internal)?.block_on(async move {
        let mut terminate = signal(SignalKind::terminate()).map_err(Error::internal)?;
        let mut interrupt = signal(SignalKind::interrupt()).map_err(Error::internal)?;
        erasing::apply_tombstones(&working).await?;
        let (stop, stopped) = watch::channel(false);
        let following = tokio::spawn(worker::follow_settings(Arc::clone(&working), stopped.clone()));
        let mut work = tokio::spawn(worker::run(working, stopped));
        tracing::info!("the worker has started");
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
            ended = &mut work => return Err(Error::internal(format!("the worker ended by itself: {ended:?}"))),
        }
        // The worker holds the receiver until it ends, so this cannot fail.
        let _ = stop.send(true);
        work.await.map_err(Error::internal)?;
        following.await.map_err(Error::internal)
    })?;
    app.db.close();
    tracing::info!("the worker has ended");
    Ok(())
}
