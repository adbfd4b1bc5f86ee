//! `rejoinder config`: checks and shows the configuration.

use std::fs::File;
use std::io::{ErrorKind, Read as _};
use std::path::Path;

use crate::cli::{Failure, print, print_json};
use crate::config::ad_html;
use crate::config::{Config, ConfigErrors, DatabaseUrl, Flags, Problem, Setting};
use crate::error::{Error, Result};
use crate::mail::dkim::Signer;
use crate::media::model::key_in;
use crate::site::theme_check;
use crate::storage;
use crate::vault::Vault;
use crate::vault::key_file::KeyFile;

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
            for warning in config.warnings().into_iter().chain(doubtful(&config)) {
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

/// The files that the configuration names and that the program could not use at its start, each with its
/// key. Those that it would make are no fault.
fn unusable_files(config: &Config) -> Vec<(&'static str, Error)> {
    let keys = config.data.key_file();
    let keys_key = if config.data.key_file.is_some() { "data.key_file" } else { "data.folder" };
    let vault = match KeyFile::new(keys.clone(), config.data.passphrase_file.as_deref()) {
        Ok(source) if keys.exists() => Vault::of(source).err().map(|error| (keys_key, error)),
        Ok(_) => None,
        Err(error) => Some(("data.passphrase_file", error)),
    };
    let dkim = Signer::open(&config.mail).err().map(|error| ("mail.dkim_key_file", error));
    let database = match &config.database.url {
        DatabaseUrl::Sqlite(file) => not_a_database(file).map(|error| ("database.url", error)),
        DatabaseUrl::Postgres(_) => None,
    };
    [vault, dkim, database].into_iter().flatten().collect()
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
