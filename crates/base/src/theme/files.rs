//! Reads the folder of a theme.

use std::collections::BTreeMap;
use std::path::Path;

use bytes::Bytes;
use sha2::{Digest, Sha256};

use crate::i18n::Language;
use crate::theme::{Fault, Template, ThemeFile};

/// The stylesheet that follows the program's, in `assets/`.
pub(super) const STYLESHEET: &str = "theme.css";
/// The one in place of the program's.
pub(super) const REPLACEMENT: &str = "rejoinder.css";
/// Files in all. A choice: a theme has some twenty.
const MOST_FILES: usize = 500;
/// Bytes of a template or a file of texts.
const LONGEST_TEXT: u64 = 512 * 1024;
/// Bytes of a file that pages load. They stay in memory.
const LARGEST_FILE: u64 = 4 * 1024 * 1024;

/// Media types by the ending of the name.
const KINDS: [(&str, &str); 11] = [
    ("css", "text/css; charset=utf-8"),
    ("js", "text/javascript; charset=utf-8"),
    ("svg", "image/svg+xml"),
    ("png", "image/png"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("webp", "image/webp"),
    ("avif", "image/avif"),
    ("gif", "image/gif"),
    ("ico", "image/x-icon"),
    ("woff2", "font/woff2"),
];

/// What was read.
pub(super) struct Folder {
    /// Name and source of each template: `article.html`, `partials/card.html`.
    pub(super) templates: Vec<(String, String)>,
    /// Language, name of the file and text.
    pub(super) texts: Vec<(Language, String, String)>,
    /// By their names in `assets/`.
    pub(super) files: BTreeMap<String, ThemeFile>,
}

impl Folder {
    /// Reads everything in `folder`. Links to elsewhere are refused.
    pub(super) fn read(folder: &Path) -> Result<Folder, Vec<Fault>> {
        let mut reading = Reading {
            found: Folder { templates: Vec::new(), texts: Vec::new(), files: BTreeMap::new() },
            faults: Vec::new(),
            count: 0,
        };
        for name in reading.entries(folder, "") {
            let path = folder.join(&name);
            match name.as_str() {
                "partials" => reading.each_in(&path, &name, Reading::template),
                "assets" => reading.each_in(&path, &name, Reading::asset),
                "locales" => reading.each_in(&path, &name, Reading::texts),
                name if name == Template::MailText.file() => reading.template(&path, name),
                // Notes of the author.
                name if name.ends_with(".md") || name.ends_with(".txt") || name == "LICENSE" => {}
                name if name.ends_with(".html") => {
                    if Template::ALL.iter().any(|template| template.file() == name) {
                        reading.template(&path, name);
                    } else {
                        let known = Template::ALL.map(Template::file).join(", ");
                        let fault = format!(
                            "a theme has no template of this name. It may have {known}; what these \
                             include stands in partials/"
                        );
                        reading.refuse(name, fault);
                    }
                }
                name => reading.refuse(name, "this belongs to no theme; see docs/themes.md"),
            }
        }
        if reading.faults.is_empty() { Ok(reading.found) } else { Err(reading.faults) }
    }
}

struct Reading {
    found: Folder,
    faults: Vec<Fault>,
    count: usize,
}

impl Reading {
    fn refuse(&mut self, file: &str, fault: impl Into<String>) {
        self.faults.push(Fault { file: file.to_owned(), line: None, fault: fault.into() });
    }

    /// The names in a folder, in order. Hidden files, such as those of editors, are left out.
    fn entries(&mut self, folder: &Path, name: &str) -> Vec<String> {
        let read = std::fs::read_dir(folder).and_then(|entries| {
            entries.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned())).collect()
        });
        let mut names: Vec<String> = match read {
            Ok(names) => names,
            Err(error) => {
                self.refuse(name, format!("the folder cannot be read: {error}"));
                return Vec::new();
            }
        };
        names.retain(|name| !name.starts_with('.'));
        names.sort();
        self.count += names.len();
        if self.count > MOST_FILES {
            self.refuse(name, format!("these are more than {MOST_FILES} files"));
            return Vec::new();
        }
        names
    }

    fn each_in(&mut self, folder: &Path, name: &str, read: fn(&mut Reading, &Path, &str)) {
        for file in self.entries(folder, name) {
            read(self, &folder.join(&file), &format!("{name}/{file}"));
        }
    }

    fn bytes(&mut self, path: &Path, name: &str, most: u64) -> Option<Vec<u8>> {
        let read = || -> std::io::Result<Result<Vec<u8>, String>> {
            let about = std::fs::symlink_metadata(path)?;
            if !about.is_file() {
                return Ok(Err("this is no ordinary file".to_owned()));
            }
            if about.len() > most {
                return Ok(Err(format!("it is larger than {} KiB", most / 1024)));
            }
            std::fs::read(path).map(Ok)
        };
        match read() {
            Ok(Ok(bytes)) => Some(bytes),
            Ok(Err(fault)) => {
                self.refuse(name, fault);
                None
            }
            Err(error) => {
                self.refuse(name, format!("it cannot be read: {error}"));
                None
            }
        }
    }

    fn text(&mut self, path: &Path, name: &str) -> Option<String> {
        let bytes = self.bytes(path, name, LONGEST_TEXT)?;
        let text = String::from_utf8(bytes).ok().filter(|text| {
            // The program marks places in its pages with the first one.
            !text.contains(['\u{1}', '\0'])
        });
        if text.is_none() {
            self.refuse(name, "it is no text in UTF-8");
        }
        text
    }

    fn template(&mut self, path: &Path, name: &str) {
        // Of text there is one template: pages that included another would print data unescaped.
        if !name.ends_with(".html") && name != Template::MailText.file() {
            return self.refuse(name, "the name of a template ends with .html");
        }
        if let Some(text) = self.text(path, name) {
            let mut tags = text.split("{%").skip(1).map(|tag| tag.trim_start_matches(['-', '+']));
            if tags.any(|tag| tag.trim_start().starts_with("autoescape")) {
                return self.refuse(name, "texts are always escaped; what is HTML is known to be");
            }
            self.found.templates.push((name.to_owned(), text));
        }
    }

    fn texts(&mut self, path: &Path, name: &str) {
        let tag = name.strip_prefix("locales/").and_then(|file| file.strip_suffix(".ftl"));
        let Some(language) = tag.and_then(Language::parse) else {
            let known = Language::ALL.map(|language| format!("{}.ftl", language.name())).join(", ");
            return self.refuse(name, format!("a file of words is called one of {known}"));
        };
        if let Some(text) = self.text(path, name) {
            self.found.texts.push((language, name.to_owned(), text));
        }
    }

    fn asset(&mut self, path: &Path, name: &str) {
        let file = name.strip_prefix("assets/").unwrap_or(name);
        let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
        let ending = file.rsplit_once('.').map(|(_, ending)| ending);
        let kind = KINDS.iter().find(|(known, _)| Some(*known) == ending);
        let Some((_, mime)) = kind.filter(|_| file.chars().all(is_plain)) else {
            let known = KINDS.map(|(known, _)| known).join(", ");
            let fault = format!(
                "a file that pages load has a name of letters, digits, dots and hyphens, and ends with one of {known}"
            );
            return self.refuse(name, fault);
        };
        let Some(content) = self.bytes(path, name, LARGEST_FILE) else { return };
        let hash: String =
            Sha256::digest(&content).iter().take(6).map(|byte| format!("{byte:02x}")).collect();
        let href = format!("/assets/theme/{file}?v={hash}");
        let content = Bytes::from(content);
        self.found.files.insert(file.to_owned(), ThemeFile { mime, content, href });
    }
}
