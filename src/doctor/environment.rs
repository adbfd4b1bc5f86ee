//! Checks of what the program works with: disk, pictures, backups, replicas, the mail relay, its own address and the theme.

use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

use crate::app::App;
use crate::backups;
use crate::config::{BackupPlace, Config, DatabaseUrl, Transport};
use crate::db::replicas::State;
use crate::error::Error;
use crate::mail::Outcome;
use crate::maintenance::disk;
use crate::media;
use crate::notify::outbox::{self, Summary};
use crate::site::theme_check;

use super::finding::{Check, RESTORE, and_more};

/// The files of all pictures are there and as long as they were.
pub(super) async fn check_pictures(app: &App) -> Check {
    let name = "pictures";
    match media::examining::examine(app).await {
        Ok(found) => match found.first {
            None => {
                Check::passed(name, format!("Every file of a picture is there: {}", found.good))
            }
            Some(first) => Check::failed(
                name,
                format!(
                    "{} files of pictures are missing or damaged, the first is {first}",
                    found.bad
                ),
                "Copy media.folder or the bucket from its backup; or upload the original again: the same picture gets the \
                 same files",
            ),
        },
        Err(error) => Check::failed(
            name,
            format!("The place of the pictures cannot be read: {error}"),
            "See that media.folder can be read, or that the service of the bucket answers",
        ),
    }
}

/// The data folder has room for posts, pictures and the database that proves a backup, and so have the other folders to which
/// the program writes, where they are on other disks.
pub(super) fn check_disk(app: &App) -> Check {
    let (name, config) = ("disk", &app.config);
    let database = match &config.database.url {
        // The folder of a name without one is the present folder.
        DatabaseUrl::Sqlite(file) => file.parent().map(|folder| match folder == Path::new("") {
            true => Path::new("."),
            false => folder,
        }),
        DatabaseUrl::Postgres(_) => None,
    };
    let media = config.media.bucket.is_none().then_some(config.media.folder.as_path());
    let backups = match &config.backup.place {
        BackupPlace::Folder(folder) => Some(folder.as_path()),
        BackupPlace::Bucket(_) => None,
    };
    let mut disks = Vec::new();
    let mut room = Vec::new();
    for (key, folder) in [
        ("data.folder", Some(config.data.folder.as_path())),
        ("the folder of the database", database),
        ("media.folder", media),
        ("backup.folder", backups),
    ] {
        // A folder that does not exist yet is not looked at.
        let Some(folder) = folder.filter(|folder| key == "data.folder" || folder.exists()) else {
            continue;
        };
        let disk = fs::metadata(folder).map(|found| found.dev()).map_err(Error::of_file(folder));
        match disk.and_then(|disk| Ok((disk, disk::free(folder)?))) {
            Ok((disk, _)) if disks.contains(&disk) => {}
            Ok((disk, free)) => {
                disks.push(disk);
                room.push((key, free));
            }
            Err(error) => {
                let remedy = "See that the folder exists and can be read";
                return Check::failed(name, format!("A disk cannot be asked: {error}"), remedy);
            }
        }
    }
    let megabytes = |bytes: u64| bytes / 1_000_000;
    let shown = |(key, free): &(&str, u64)| format!("{} MB are free in {key}", megabytes(*free));
    let (full, others): (Vec<_>, Vec<_>) =
        room.into_iter().partition(|(_, free)| *free < config.data.min_free);
    if full.is_empty() {
        return Check::passed(name, others.iter().map(shown).collect::<Vec<_>>().join(", "));
    }
    let full: Vec<String> = full.iter().map(shown).collect();
    Check::failed(
        name,
        format!(
            "{}, less than data.min_free_megabytes ({} MB)",
            full.join(", "),
            megabytes(config.data.min_free)
        ),
        "Make room, or move data.folder, media.folder or backup.folder to a larger disk: a full one stops posts",
    )
}

/// Where replicas are configured, each must follow the primary closely enough to be read from.
pub(super) async fn check_replicas(app: &App) -> Option<Check> {
    const NAME: &str = "replicas";
    const REMEDY: &str = "Readers' pages come from the primary meanwhile. See pg_stat_replication there and the replica's own log";
    if let Err(error) = app.db.follow_replicas(&app.config.database) {
        return Some(Check::failed(NAME, format!("They cannot be followed: {error}"), REMEDY));
    }
    let found = app.db.examine_replicas().await;
    let faults: Vec<String> = found
        .iter()
        .filter(|replica| !replica.state.is_well())
        .map(|replica| format!("{} {}", replica.server, replica.state))
        .collect();
    let used = found.iter().filter(|replica| replica.state == State::Used).count();
    match (found.len(), faults.is_empty()) {
        (0, _) => None,
        (_, true) => {
            Some(Check::passed(NAME, format!("Readers' pages are read from {used} replicas")))
        }
        (_, false) => Some(Check::failed(NAME, format!("Replica {}", faults.join("; ")), REMEDY)),
    }
}

/// Where backups are configured, the last proven one must not be too old.
pub(super) async fn check_backups(app: &App) -> Check {
    let every = app.config.backup.every;
    let state = match app.db.read(backups::schedule::State::read).await {
        Ok(state) => state,
        Err(error) => {
            let detail = format!("It is unknown when the last backup was made: {error}");
            return Check::failed("backup", detail, RESTORE);
        }
    };
    let last = match &state.proven {
        Some(proven) => format!("the last proven one is {} of {}", proven.file, proven.at),
        None => "none was proven yet".to_owned(),
    };
    if state.is_overdue(every, app.clock.now()) {
        let why = state.failed.map(|failed| format!("; the last attempt failed: {}", failed.why));
        let detail = format!("Backups are overdue: {last}{}", why.unwrap_or_default());
        let remedy = "See that a worker runs and the place that backup.folder names has room; then run: rejoinder backup";
        return Check::failed("backup", detail, remedy);
    }
    if let Some(failed) = &state.failed {
        let detail = format!("The last attempt to make a backup failed: {}; {last}", failed.why);
        let remedy = "Resolve that, then run: rejoinder backup";
        return Check::failed("backup", detail, remedy);
    }
    if let Some(proven) = &state.proven
        && let Err(error) =
            backups::check_kept(&app.config.backup, &proven.file, proven.bytes).await
    {
        let detail = format!("The last proven backup cannot be used any more: {error}");
        let remedy = "Run: rejoinder backup; and find out what has changed or removed the file";
        return Check::failed("backup", detail, remedy);
    }
    Check::passed(
        "backup",
        match every {
            Some(_) => format!("Backups are made in time: {last}"),
            None => format!("No backups are scheduled (backup.every): {last}"),
        },
    )
}

/// What the last attempt to send a mail showed, and what the relay answers now.
pub(super) async fn check_relay(app: &App) -> Check {
    let name = "mail_relay";
    let kept_in = match app.config.mail.transport {
        Transport::Smtp => None,
        Transport::File => Some(format!("are files in {}", app.config.mail.folder.display())),
        Transport::Memory => Some("are lost when the program ends".to_owned()),
    };
    match app.db.read(outbox::summary).await {
        Ok(Summary { fault: None, waiting, .. })
            if let Some(reason) = relay_fault(app.mailer.probe().await) =>
        {
            Check::failed(
                name,
                format!("The mail relay does not take mail: {reason}; {waiting} mails wait"),
                "Run: rejoinder mail doctor; mails that wait are sent when the relay works",
            )
        }
        // Nothing to repair, because a trial needs no relay.
        Ok(Summary { fault: None, .. }) if let Some(kept_in) = &kept_in => Check::passed(
            name,
            format!(
                "No mail server is set, and nobody gets mail: mails {kept_in}. Set mail.transport and mail.smtp_url to send them"
            ),
        ),
        Ok(Summary { fault: None, waiting, .. }) => {
            Check::passed(name, format!("The mail relay works; {waiting} mails wait"))
        }
        Ok(Summary { fault: Some(fault), waiting, .. }) => Check::failed(
            name,
            format!(
                "No mail can be sent since {}: {}; {waiting} mails wait",
                fault.since(),
                fault.cause()
            ),
            "Run: rejoinder mail test --to YOUR-ADDRESS; mails that wait are sent when the relay works",
        ),
        Err(error) => Check::failed(name, format!("The mails cannot be counted: {error}"), RESTORE),
    }
}

/// Why no mail can be sent. That a sender or a policy is refused is found here too.
fn relay_fault(outcome: Outcome) -> Option<String> {
    match outcome {
        Outcome::Sent => None,
        Outcome::TryLater(failure)
        | Outcome::RecipientRefused(failure)
        | Outcome::Refused(failure)
        | Outcome::PolicyRefused(failure)
        | Outcome::RelayFault(failure) => Some(failure.cause().to_string()),
    }
}

/// The links of pages and mails lead here.
pub(super) fn check_links(config: &Config) -> Check {
    let (name, remedy) = ("base_url", "Set server.base_url to the address that readers use");
    let url = &config.server.base_url;
    let listens = config.server.listen;
    let Ok(parsed) = url::Url::parse(url) else {
        return Check::failed(name, format!("server.base_url {url} is no address"), remedy);
    };
    let is_local = parsed.host_str().is_some_and(crate::config::is_loopback);
    let port = parsed.port_or_known_default();
    if config.server.is_nameless() || (is_local && config.mail.transport == Transport::Smtp) {
        let detail =
            format!("Links in pages and mails begin with {url}, which works on this machine only");
        return Check::failed(name, detail, remedy);
    }
    // The port 0 of a test is any free one; a proxy may map ports, but not on the same loopback address.
    if is_local
        && listens.port() != 0
        && config.server.trusted_proxies.is_empty()
        && port != Some(listens.port())
    {
        let detail = format!("Links begin with {url}, but the server listens on {listens}");
        return Check::failed(name, detail, remedy);
    }
    Check::passed(name, format!("Links in pages and mails begin with {url}"))
}

/// The theme, if there is one: with sample pages, and what has failed since the program was started.
pub(super) async fn check_theme(app: &App) -> Option<Check> {
    const NAME: &str = "theme";
    const REMEDY: &str = "Readers see the built-in page meanwhile. Correct the file, try it by rejoinder config check, and restart";
    app.config.theme.as_ref()?;
    let mut faults = theme_check::check(&app.settings());
    match app.db.read(theme_check::stored_failures).await {
        Ok(failures) => faults.extend(failures.into_iter().map(|failure| {
            format!("{}, {} times since the program was started", failure.last, failure.times)
        })),
        Err(error) => faults.push(format!("its failures cannot be read: {error}")),
    }
    Some(match faults.as_slice() {
        [] => Check::passed(NAME, "Every template of the theme can be rendered"),
        [first, others @ ..] => {
            let more = and_more(others.len());
            Check::failed(NAME, format!("The theme has a fault: {first}{more}"), REMEDY)
        }
    })
}
