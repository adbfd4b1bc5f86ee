//! `rejoinder config`: checks and shows the configuration.

use std::fs::{self, File};
use std::io::{ErrorKind, Read as _};
use std::path::Path;

use rustix::fs::{Access, access};

use crate::cli::{Failure, print, print_json};
use crate::config::ad_html;
use crate::config::{
    BackupPlace, Config, ConfigErrors, DatabaseUrl, Flags, Problem, Setting, Transport,
};
use crate::db::apart::Apart;
use crate::error::{Error, Result};
use crate::mail::dkim::Signer;
use crate::media::model::key_in;
use crate::settings;
use crate::site::theme_check;
use crate::storage;
use crate::vault::key_file::KeyFile;
use crate::vault::{KEY_CHECK, Vault};

/// Arguments of `config`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Check the configuration: exit code 0, or 2 and every fault with its remedy
    #[command(after_long_help = "\
Examples:
  rejoinder config check --config /etc/rejoinder.toml
  rejoinder config check --set comments.min_interval=0")]
    Check,
    /// Print every setting with its value and origin; passwords are masked
    #[command(after_long_help = "\
Examples:
  rejoinder config show
  rejoinder config show --config /etc/rejoinder.toml --json")]
    Show {
        /// Print a JSON array of { key, value, origin }
        #[arg(long)]
        json: bool,
    },
}

/// Reads only the configuration; it opens no database and no port.
pub(super) fn run(args: Args, flags: &Flags) -> Result<(), Failure> {
    let (config, settings) = Config::explain(flags)?;
    match args.command {
        Command::Check => {
            let origin = |key: &str| {
                let setting = settings.iter().find(|setting| setting.key == key);
                setting.map(|setting| setting.origin.clone()).unwrap_or_default()
            };
            let theme = theme_check::check(&config).into_iter().map(|fault| Problem {
                key: "theme.folder".to_owned(),
                origin: origin("theme.folder"),
                fault,
                remedy: "Correct it; readers would see the built-in part instead".to_owned(),
                range: None,
            });
            let files = unusable_files(&config).into_iter().map(|(key, error)| {
                let text = error.to_string();
                let (fault, remedy) = text.split_once("; ").unwrap_or((&text, "Correct it"));
                let (fault, remedy) = (fault.to_owned(), remedy.to_owned());
                Problem { key: key.to_owned(), origin: origin(key), fault, remedy, range: None }
            });
            let problems: Vec<Problem> = theme.chain(files).collect();
            if !problems.is_empty() {
                return Err(ConfigErrors(problems).into());
            }
            let doubtful = doubtful(&config).into_iter().chain(unwritable(&config));
            for warning in config.warnings().into_iter().chain(doubtful) {
                print(&format!("warning: {warning}"))?;
            }
            print("The configuration is valid.")?;
        }
        Command::Show { json: true } => print_json(&settings)?,
        Command::Show { json: false } => {
            for setting in &settings {
                print(&line(setting)?)?;
            }
        }
    }
    Ok(())
}

/// A sentence for each picture that pages would show and that is not there, and for each advertisement
/// that browsers would not load as it is. The program starts with both.
fn doubtful(config: &Config) -> Vec<String> {
    let pictures = [("site.logo", &config.site.logo), ("site.icon", &config.site.icon)];
    let missing = pictures.into_iter().filter_map(|(key, path)| {
        let path = path.as_deref()?;
        let found = key_in(path).is_some_and(|group| {
            let name = path.rsplit('/').next().unwrap_or_default();
            storage::may_have(&config.media, group, name)
        });
        (!found).then(|| {
            format!(
                "{key} names the picture {path}, which the library does not have: upload it with \
                `rejoinder media add`, or copy the path of another one from its page"
            )
        })
    });
    let ads = config.ads.slots().into_iter().flat_map(|(key, html)| {
        ad_html::faults(html, &config.ads.sources).into_iter().map(move |fault| {
            format!("{key}, checked against ads.sources: {}", fault.message().in_english())
        })
    });
    missing.chain(ads).collect()
}

/// A sentence for each folder that the program starts without writing to it, and would fail to write to later.
fn unwritable(config: &Config) -> Vec<String> {
    let media = config.media.bucket.is_none().then_some(config.media.folder.as_path());
    let backups = match &config.backup.place {
        BackupPlace::Folder(folder) => Some(folder.as_path()),
        BackupPlace::Bucket(_) => None,
    };
    let folders = [
        ("data.folder", Some(config.data.folder.as_path())),
        ("media.folder", media),
        ("backup.folder", backups),
    ];
    let faults = folders
        .into_iter()
        .filter_map(|(key, folder)| Some(format!("{key}: {}", unwritable_folder(folder?)?)));
    faults.collect()
}

/// The files and folders that the configuration names and that the program could not use at its start, each with its
/// key. Those that it would make are no fault.
fn unusable_files(config: &Config) -> Vec<(&'static str, Error)> {
    let keys = config.data.key_file();
    let keys_key = if config.data.key_file.is_some() { "data.key_file" } else { "data.folder" };
    let in_folder_of = |file: &Path| unwritable_folder(file.parent().unwrap_or(Path::new("")));
    let vault = match KeyFile::new(keys.clone(), config.data.passphrase_file.as_deref()) {
        Ok(source) if keys.exists() => Vault::of(source).err().map(|error| (keys_key, error)),
        Ok(_) => {
            let fault = missing_keys(config).or_else(|| in_folder_of(&keys).map(Error::internal));
            fault.map(|error| (keys_key, error))
        }
        Err(error) => Some(("data.passphrase_file", error)),
    };
    let dkim = Signer::open(&config.mail).err().map(|error| ("mail.dkim_key_file", error));
    let database = match &config.database.url {
        DatabaseUrl::Sqlite(file) => {
            let fault = not_a_database(file).or_else(|| in_folder_of(file).map(Error::internal));
            fault.map(|error| ("database.url", error))
        }
        DatabaseUrl::Postgres(_) => None,
    };
    let mail = match config.mail.transport {
        Transport::File => unwritable_folder(&config.mail.folder)
            .map(|fault| ("mail.folder", Error::internal(fault))),
        Transport::Smtp | Transport::Memory => None,
    };
    [vault, dkim, database, mail].into_iter().flatten().collect()
}

/// The fault of a key file that is not there, although the embedded database belongs to one: a start does not make
/// another one.
fn missing_keys(config: &Config) -> Option<Error> {
    let DatabaseUrl::Sqlite(file) = &config.database.url else { return None };
    if !fs::metadata(file).is_ok_and(|found| found.len() > 0) {
        return None;
    }
    // One that cannot be read has a fault of its own.
    let mut database = Apart::open(&config.database).ok()?;
    database.snapshot(|conn| settings::get(conn, KEY_CHECK)).ok()??;
    Some(Error::internal(format!(
        "there is no key file {}, and the database {} belongs to one; restore that file from your backup, or name it",
        config.data.key_file().display(),
        file.display()
    )))
}

/// Why nothing can be written into a folder that exists, or why it cannot be created.
fn unwritable_folder(folder: &Path) -> Option<String> {
    let here = Path::new(".");
    let above = folder.ancestors().map(|part| if part == Path::new("") { here } else { part });
    let there = above.chain([here]).find(|part| part.exists())?;
    let is_writable = fs::metadata(there).is_ok_and(|found| !found.permissions().readonly())
        && access(there, Access::WRITE_OK | Access::EXEC_OK).is_ok();
    (!is_writable).then(|| {
        format!(
            "{} cannot be written to; give the user that runs this program access to it, or name another folder",
            there.display()
        )
    })
}

/// Why an existing file is no SQLite database.
fn not_a_database(file: &Path) -> Option<Error> {
    const BEGINNING: &[u8] = b"SQLite format 3\0";
    let mut beginning = Vec::new();
    let opened = File::open(file).and_then(|file| file.take(16).read_to_end(&mut beginning));
    let path = file.display();
    match opened {
        // An empty file becomes a database.
        Ok(_) if beginning.is_empty() || beginning == BEGINNING => None,
        Ok(_) => {
            Some(Error::internal(format!("{path} is not an SQLite database; name another file")))
        }
        Err(cause) if cause.kind() == ErrorKind::NotFound => None,
        Err(cause) => Some(Error::internal(format!(
            "{path} cannot be read: {cause}; give the user that runs this program access to it"
        ))),
    }
}

/// The setting as a line of TOML.
fn line(setting: &Setting) -> Result<String> {
    let Setting { key, value, origin } = setting;
    if value.is_null() {
        return Ok(format!("# {key} is not set"));
    }
    let value = toml::Value::try_from(value).map_err(Error::internal)?;
    Ok(format!("{key} = {value}  # {origin}"))
}
