//! Merges the four layers of the configuration, and reads single keys from the result.
//!
//! The known keys are those that are read: a key that is set but never read is reported as unknown.
//! Every reading function records a fault and returns `None`, so that all faults are found.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::ops::RangeInclusive;
use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;
use toml::Value;

use crate::config::problems::{ConfigErrors, Problem, nearest};
use crate::config::urls::{self, Refusal};
use crate::config::{DEFAULT_TOML, Flags, shown};

/// Keys with secret values, which no message repeats and `config show` masks.
const SECRET: [&str; 9] = [
    "database.url",
    "database.direct_url",
    "database.replica_urls",
    "mail.smtp_url",
    "mail.mailgun_key",
    "akismet.key",
    "media.s3_secret_key",
    "backup.s3_secret_key",
    "backup.passphrase",
];

/// A setting in force, for `config show`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Setting {
    /// `section.key`.
    pub key: &'static str,
    /// The value, with secrets masked; null if not set.
    pub value: serde_json::Value,
    /// Where it was set, in the format of [`Problem::origin`].
    pub origin: String,
}

/// The merged values of all layers, and the faults found so far.
pub(super) struct Layers {
    /// By key, the value of the last layer that sets it, and its origin.
    values: BTreeMap<String, (Value, String)>,
    /// Every key that any layer sets, and its origin.
    set_keys: Vec<(String, String)>,
    misspelt_variables: Vec<String>,
    known: Vec<&'static str>,
    settings: Vec<Setting>,
    problems: Vec<Problem>,
}

impl Layers {
    /// The defaults, the file, `variables` and `flags`, in this order.
    pub(super) fn read(
        flags: &Flags,
        variables: impl Iterator<Item = (OsString, OsString)>,
    ) -> Layers {
        let variables: Vec<(String, OsString)> = variables
            .map(|(name, value)| (name.to_string_lossy().into_owned(), value))
            .filter(|(name, _)| name.starts_with("REJOINDER_"))
            .collect();
        let mut layers = Layers::defaults();
        let named =
            variables.iter().find(|(name, value)| name == "REJOINDER_CONFIG" && !value.is_empty());
        match (&flags.config, named) {
            (Some(path), _) => layers.file(path),
            (None, Some((_, path))) => layers.file(Path::new(path)),
            (None, None) => {}
        }
        for (name, value) in &variables {
            layers.variable(name, value);
        }
        layers.flags(flags);
        layers
    }

    /// The defaults overridden by one text.
    pub(super) fn from_text(text: &str) -> Layers {
        let mut layers = Layers::defaults();
        layers.text("text", text);
        layers
    }

    /// The built-in defaults.
    pub(super) fn defaults() -> Layers {
        let mut layers = Layers::of(BTreeMap::new());
        layers.text("default", DEFAULT_TOML);
        layers
    }

    /// Layers that were merged before.
    pub(super) fn of(values: BTreeMap<String, (Value, String)>) -> Layers {
        Layers {
            values,
            set_keys: Vec::new(),
            misspelt_variables: Vec::new(),
            known: Vec::new(),
            settings: Vec::new(),
            problems: Vec::new(),
        }
    }

    /// The keys that were read.
    #[cfg(test)]
    pub(super) fn known(&self) -> &[&'static str] {
        &self.known
    }

    /// All values of these sections and their origins.
    pub(super) fn values_of(&self, sections: &[&str]) -> BTreeMap<String, (Value, String)> {
        let is_in =
            |key: &str| key.split('.').next().is_some_and(|first| sections.contains(&first));
        let values = self.values.iter().filter(|(key, _)| is_in(key));
        values.map(|(key, value)| (key.clone(), value.clone())).collect()
    }

    /// The value of `key` and its origin.
    pub(super) fn value(&self, key: &str) -> Option<&(Value, String)> {
        self.values.get(key)
    }

    fn file(&mut self, path: &Path) {
        let origin = format!("file {}", shown(path));
        match std::fs::read_to_string(path) {
            Ok(text) => self.text(&origin, &text),
            Err(error) => {
                let remedy =
                    "Name a readable TOML file with --config or REJOINDER_CONFIG, or neither";
                self.problem("", &origin, format!("it cannot be read: {error}"), remedy);
            }
        }
    }

    fn text(&mut self, origin: &str, text: &str) {
        // The parser's message with the faulty line is not shown, because it may contain a
        // password.
        let table = match text.parse::<toml::Table>() {
            Ok(table) => table,
            Err(error) => {
                let start = error.span().map_or(0, |span| span.start);
                let line = text.bytes().take(start).filter(|byte| *byte == b'\n').count() + 1;
                let fault =
                    format!("line {line} is not TOML: {}", error.message().replace('\n', ", "));
                return self.problem(
                    "",
                    origin,
                    fault,
                    "Correct that line; see config/default.toml for the format",
                );
            }
        };
        for (section, value) in table {
            match value {
                toml::Value::Table(keys) => {
                    for (key, value) in keys {
                        self.set(&format!("{section}.{key}"), origin, value);
                    }
                }
                value => self.set(&section, origin, value),
            }
        }
    }

    fn variable(&mut self, name: &str, value: &OsString) {
        let origin = format!("variable {name}");
        let Some(key) = name.strip_prefix("REJOINDER__") else {
            return self.misspelt_variables.push(name.to_owned());
        };
        let key = key.to_ascii_lowercase().replace("__", ".");
        match value.to_str() {
            Some("") => self.set_keys.push((key, origin)),
            Some(value) => self.set(&key, &origin, Value::from(value)),
            None => self.problem(&key, &origin, "it is not UTF-8".to_owned(), "Write it in UTF-8"),
        }
    }

    fn flags(&mut self, flags: &Flags) {
        for pair in &flags.set {
            match pair.split_once('=') {
                Some((key, value)) => {
                    self.set(key.trim(), &format!("flag --set {}", key.trim()), Value::from(value))
                }
                None => {
                    let fault = "it has no equals sign".to_owned();
                    self.problem("", "flag --set", fault, "Write --set section.key=value");
                }
            }
        }
        let folder = flags.data_folder.as_deref().map(shown);
        for (flag, key, value) in [
            ("--listen", "server.listen", &flags.listen),
            ("--database-url", "database.url", &flags.database_url),
            ("--data-folder", "data.folder", &folder),
        ] {
            if let Some(value) = value {
                self.set(key, &format!("flag {flag}"), Value::from(value.as_str()));
            }
        }
    }

    /// Sets a value, overriding earlier layers.
    pub(super) fn set(&mut self, key: &str, origin: &str, value: Value) {
        self.set_keys.push((key.to_owned(), origin.to_owned()));
        self.values.insert(key.to_owned(), (value, origin.to_owned()));
    }

    /// Records a fault of several keys together; `key` is the one to change.
    pub(super) fn refuse(&mut self, key: &'static str, (fault, remedy): Refusal) {
        let origin = self.values.get(key).map_or("default", |(_, origin)| origin).to_owned();
        self.problem(key, &origin, fault, &remedy);
    }

    pub(super) fn problem(&mut self, key: &str, origin: &str, fault: String, remedy: &str) {
        let (key, origin, remedy) = (key.to_owned(), origin.to_owned(), remedy.to_owned());
        self.problems.push(Problem { key, origin, fault, remedy, range: None });
    }

    /// Records the computed value of a key that is not set.
    pub(super) fn computed(&mut self, key: &'static str, value: &str, from: &str) {
        for setting in self.settings.iter_mut().filter(|setting| setting.key == key) {
            setting.value = value.into();
            setting.origin = format!("computed from {from}");
        }
    }

    /// Reads an optional text: `Some(None)` if it is not set or empty.
    pub(super) fn optional<T>(
        &mut self,
        key: &'static str,
        parse: impl FnOnce(&str) -> Result<T, Refusal>,
    ) -> Option<Option<T>> {
        match self.read_key(key) {
            None => Some(None),
            Some(Value::String(text)) if text.is_empty() => Some(None),
            Some(Value::String(text)) => self.parse_text(key, &text, parse).map(Some),
            Some(_) => self.refused(
                key,
                "text in quotes was expected",
                "Write the value between double quotes",
            ),
        }
    }

    /// Reads a required text, which may be empty.
    pub(super) fn text_of<T>(
        &mut self,
        key: &'static str,
        parse: impl FnOnce(&str) -> Result<T, Refusal>,
    ) -> Option<T> {
        match self.read_key(key) {
            Some(Value::String(text)) => self.parse_text(key, &text, parse),
            _ => self.refused(
                key,
                "text in quotes was expected",
                "Write the value between double quotes",
            ),
        }
    }

    /// Reads a whole number within `range`.
    pub(super) fn number<N: TryFrom<u64>>(
        &mut self,
        key: &'static str,
        range: RangeInclusive<u64>,
    ) -> Option<N> {
        let value = self.read_key(key);
        self.within(key, value, range)
    }

    /// Reads an optional whole number within `range`: `Some(None)` if it is not set or empty.
    pub(super) fn optional_number<N: TryFrom<u64>>(
        &mut self,
        key: &'static str,
        range: RangeInclusive<u64>,
    ) -> Option<Option<N>> {
        match self.read_key(key) {
            None => Some(None),
            Some(Value::String(text)) if text.trim().is_empty() => Some(None),
            value => self.within(key, value, range).map(Some),
        }
    }

    fn within<N: TryFrom<u64>>(
        &mut self,
        key: &'static str,
        value: Option<Value>,
        range: RangeInclusive<u64>,
    ) -> Option<N> {
        let (least, most) = (*range.start(), *range.end());
        let number = match &value {
            Some(Value::Integer(number)) => u64::try_from(*number).ok(),
            Some(Value::String(text)) => text.trim().parse().ok(),
            _ => None,
        };
        match number.filter(|number| range.contains(number)).map(N::try_from) {
            Some(Ok(number)) => Some(number),
            _ => {
                let remedy = format!("Write a whole number from {least} to {most}");
                self.refused::<N>(key, "it is not a whole number in the allowed range", &remedy);
                if let Some(problem) = self.problems.last_mut() {
                    problem.range = Some((least, most));
                }
                None
            }
        }
    }

    /// Reads `true` or `false`.
    pub(super) fn switch(&mut self, key: &'static str) -> Option<bool> {
        match self.read_key(key) {
            Some(Value::Boolean(on)) => Some(on),
            Some(Value::String(text)) if text == "true" => Some(true),
            Some(Value::String(text)) if text == "false" => Some(false),
            _ => self.refused(key, "true or false was expected", "Write true or false"),
        }
    }

    /// Reads one of the names of `T`, which are listed in `words`.
    pub(super) fn choice<T: DeserializeOwned>(
        &mut self,
        key: &'static str,
        words: &[&str],
    ) -> Option<T> {
        match self.read_key(key).and_then(|value| value.try_into().ok()) {
            Some(chosen) => Some(chosen),
            None => self.refused(
                key,
                "it is not one of the allowed values",
                &format!("Write one of {}", words.join(", ")),
            ),
        }
    }

    /// Reads a list. In a variable or a flag it is written as `[…]` or, if `T` is text, separated
    /// by commas.
    pub(super) fn list<T: DeserializeOwned>(
        &mut self,
        key: &'static str,
        form: &str,
    ) -> Option<Vec<T>> {
        let value = match self.read_key(key) {
            Some(Value::String(text)) => list_in(&text),
            Some(value) => value,
            None => return Some(Vec::new()),
        };
        match value.try_into() {
            Ok(list) => Some(list),
            Err(_) => {
                self.refused(key, "the list or one of its entries has the wrong format", form)
            }
        }
    }

    /// Registers `key` as known, records its value for `config show`, and returns it.
    fn read_key(&mut self, key: &'static str) -> Option<Value> {
        self.known.push(key);
        let (value, origin) = match self.values.get(key) {
            Some((value, origin)) => (Some(value.clone()), origin.clone()),
            None => (None, "default".to_owned()),
        };
        let value_shown = match &value {
            Some(value) if SECRET.contains(&key) => masked(key, value),
            Some(value) => serde_json::to_value(value).unwrap_or_default(),
            None => serde_json::Value::Null,
        };
        self.settings.push(Setting { key, value: value_shown, origin });
        value
    }

    fn parse_text<T>(
        &mut self,
        key: &'static str,
        text: &str,
        parse: impl FnOnce(&str) -> Result<T, Refusal>,
    ) -> Option<T> {
        parse(text).map_err(|(fault, remedy)| self.refused::<T>(key, &fault, &remedy)).ok()
    }

    /// Records a fault of the value of `key`, which the message repeats unless it is secret.
    fn refused<T>(&mut self, key: &'static str, fault: &str, remedy: &str) -> Option<T> {
        let value = self
            .settings
            .iter()
            .rev()
            .find(|setting| setting.key == key)
            .map(|setting| &setting.value);
        let fault = match value {
            Some(value) if !value.is_null() && !SECRET.contains(&key) => {
                format!("{value} cannot be used: {fault}")
            }
            _ => fault.to_owned(),
        };
        self.refuse(key, (fault, remedy.to_owned()));
        None
    }

    /// What was read, if there is no fault; all faults otherwise.
    pub(super) fn checked<T>(self, read: Option<T>) -> Result<T, ConfigErrors> {
        match read {
            Some(read) if self.problems.is_empty() => Ok(read),
            _ => Err(ConfigErrors(self.problems)),
        }
    }

    /// Adds the faults of unknown keys. Returns the configuration if there is no fault, otherwise
    /// all faults.
    pub(super) fn finish<T>(
        mut self,
        resolved: Option<T>,
    ) -> Result<(T, Vec<Setting>), ConfigErrors> {
        for (key, origin) in std::mem::take(&mut self.set_keys) {
            if !self.known.contains(&key.as_str()) {
                let remedy = match nearest(&key, &self.known) {
                    Some(near) => format!("Did you mean {near}? Otherwise remove it"),
                    None => "Remove it; `rejoinder config show` lists every key".to_owned(),
                };
                self.problem(&key, &origin, "there is no such key".to_owned(), &remedy);
            }
        }
        for name in std::mem::take(&mut self.misspelt_variables) {
            let words =
                name.trim_start_matches("REJOINDER_").to_ascii_lowercase().replace("__", "_");
            let meant = self.known.iter().find(|key| key.replace('.', "_") == words).copied();
            if let Some(key) = meant {
                let remedy =
                    format!("Write REJOINDER__{}", key.to_ascii_uppercase().replace('.', "__"));
                self.problem(
                    key,
                    &format!("variable {name}"),
                    "an underscore is missing".to_owned(),
                    &remedy,
                );
            }
        }
        match resolved {
            Some(resolved) if self.problems.is_empty() => Ok((resolved, self.settings)),
            _ => Err(ConfigErrors(self.problems)),
        }
    }
}

/// The list in a variable or a flag: TOML's `["a", "b"]`, or entries without quotes, separated by
/// commas.
/// A secret value as it is shown: addresses without passwords, and stars for everything else.
fn masked(key: &str, value: &Value) -> serde_json::Value {
    match value {
        // A variable carries a list as text.
        Value::String(text) if key == "database.replica_urls" => masked(key, &list_in(text)),
        Value::String(text) if text.starts_with("sqlite:") => text.as_str().into(),
        Value::String(text) => urls::masked(text).into(),
        Value::Array(entries) => entries.iter().map(|entry| masked("", entry)).collect(),
        _ => "***".into(),
    }
}

fn list_in(text: &str) -> Value {
    let bare = text.trim();
    let inner = bare.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let toml = inner.and_then(|_| format!("list = {bare}").parse::<toml::Table>().ok());
    toml.and_then(|mut table| table.remove("list")).unwrap_or_else(|| {
        let entries = inner.unwrap_or(bare).split(',').map(str::trim);
        Value::from(entries.filter(|entry| !entry.is_empty()).collect::<Vec<_>>())
    })
}
