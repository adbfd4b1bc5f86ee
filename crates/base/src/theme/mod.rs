//! The operator's theme: a folder with templates, stylesheets, files and words that stand in place of the
//! program's own, or beside them. `docs/themes.md` describes it.
//!
//! A theme is read once, at the start; every fault in its files is a fault of the configuration. What
//! can go wrong only with certain data, when a template is rendered, never costs a reader the page: the
//! program's own part is shown, and the failure is logged and kept for `rejoinder doctor`.

mod files;
mod words;

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use minijinja::value::Value;
use minijinja::{AutoEscape, Environment, ErrorKind, Output, State, UndefinedBehavior};
use serde::{Deserialize, Serialize};

use crate::i18n::own::OwnTexts;
use crate::i18n::{Html, Words};
use crate::named_enum;
use crate::theme::files::Folder;
use crate::theme::words::WordsOfTemplate;

/// Steps of a template. The largest of the program's own pages, an article with two hundred comments in one
/// template, takes about 60,000.
const FUEL: u64 = 2_000_000;
/// Templates that include each other, macros that call each other.
const DEPTH: usize = 40;

named_enum! {
    /// What a theme can have a template for. The name is that of its file, without its ending.
    #[derive(PartialOrd, Ord)]
    pub enum Template {
        /// Elements at the end of `<head>`.
        Head => "head",
        /// What stands around `<main>`: masthead and footer.
        Frame => "frame",
        /// The front page.
        Front => "front",
        /// The list of a section, tag, author or month.
        List => "list",
        /// An article.
        Article => "article",
        /// A page such as About.
        Page => "page",
        /// One comment of a thread.
        Comment => "comment",
        /// The form under an article.
        Form => "form",
        /// The answer where nothing is.
        Missing => "missing",
        /// Any other error.
        Error => "error",
        /// What stands around the body of a mail, in its HTML.
        Mail => "mail",
        /// What stands around the body of a mail, in its text.
        MailText => "mail_text",
    }
}

impl Template {
    /// Its file.
    pub fn file(self) -> String {
        match self {
            Template::MailText => "mail.txt".to_owned(),
            template => format!("{}.html", template.name()),
        }
    }
}

/// A theme.
pub struct Theme {
    environment: Environment<'static>,
    texts: OwnTexts,
    stylesheet: Option<String>,
    own_stylesheet: Option<String>,
    files: BTreeMap<String, ThemeFile>,
    failures: Mutex<BTreeMap<Template, Failure>>,
}

impl fmt::Debug for Theme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.environment.templates().map(|(name, _)| name).collect();
        f.debug_struct("Theme").field("templates", &names).finish_non_exhaustive()
    }
}

/// A file that pages load: a stylesheet, a picture, a font, a script.
#[derive(Clone, Debug)]
pub struct ThemeFile {
    /// Its media type.
    pub mime: &'static str,
    /// Its content.
    pub content: Bytes,
    /// Its address with the version of its content.
    pub href: String,
}

/// What is wrong with a theme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// The file within the folder: `article.html`, `locales/de.ftl`. Empty for the folder.
    pub file: String,
    /// The line, from 1, where it is known.
    pub line: Option<usize>,
    /// What is wrong.
    pub fault: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.file.as_str(), self.line) {
            ("", _) => f.write_str(&self.fault),
            (file, None) => write!(f, "{file}: {}", self.fault),
            (file, Some(line)) => write!(f, "{file}:{line}: {}", self.fault),
        }
    }
}

/// A template that failed while pages were rendered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// The last one.
    pub last: Fault,
    /// How often, since the program was started.
    pub times: u64,
}

impl Theme {
    /// Reads the theme in `folder`. All faults are returned at once.
    pub fn read(folder: &Path) -> Result<Theme, Vec<Fault>> {
        let folder = Folder::read(folder)?;
        let mut faults = Vec::new();
        let mut texts = OwnTexts::default();
        for (language, file, text) in &folder.texts {
            if let Err(found) = texts.add(*language, text) {
                faults.extend(found.into_iter().map(|it| Fault {
                    file: file.clone(),
                    line: Some(it.line),
                    fault: it.fault,
                }));
            }
        }
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
        environment.set_fuel(Some(FUEL));
        environment.set_recursion_limit(DEPTH);
        // HTML has a type of its own; a text is never taken for it.
        environment.remove_filter("safe");
        environment.set_formatter(escape);
        let hrefs: BTreeMap<String, String> =
            folder.files.iter().map(|(name, file)| (name.clone(), file.href.clone())).collect();
        environment.add_function("asset", move |name: &str| {
            hrefs.get(name).cloned().ok_or_else(|| {
                let fault = format!("the theme has no file assets/{name}");
                minijinja::Error::new(ErrorKind::InvalidOperation, fault)
            })
        });
        for (name, source) in folder.templates {
            if let Err(error) = environment.add_template_owned(name.clone(), source) {
                faults.push(fault_of(&name, &error));
            }
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let href = |name: &str| folder.files.get(name).map(|file| file.href.clone());
        Ok(Theme {
            texts,
            stylesheet: href(files::STYLESHEET),
            own_stylesheet: href(files::REPLACEMENT),
            environment,
            files: folder.files,
            failures: Mutex::default(),
        })
    }

    /// The address of the stylesheet that follows the program's.
    pub fn stylesheet(&self) -> Option<&str> {
        self.stylesheet.as_deref()
    }

    /// The address of the stylesheet in place of the program's.
    pub fn own_stylesheet(&self) -> Option<&str> {
        self.own_stylesheet.as_deref()
    }

    /// The file called `name` for the address `/assets/theme/{name}`.
    pub fn file(&self, name: &str) -> Option<&ThemeFile> {
        self.files.get(name)
    }

    /// The words for `tag` with the theme's own.
    pub fn words(&self, tag: &str) -> Words {
        self.texts.words(tag)
    }

    /// Whether the theme has this template.
    pub fn has(&self, template: Template) -> bool {
        self.environment.get_template(&template.file()).is_ok()
    }

    /// Renders `template`. None if the theme has none, or if it failed, which is logged and kept.
    ///
    /// `pieces` are names and contents of what it must print, each exactly once; empty ones it need not. In
    /// the context `words` are the page's.
    pub fn render(
        &self,
        template: Template,
        words: &Words,
        pieces: &[(&str, &str)],
        context: impl FnOnce() -> Value,
    ) -> Option<String> {
        let file = template.file();
        let found = self.environment.get_template(&file).ok()?;
        let words = Value::from_object(WordsOfTemplate(words.clone()));
        let context = minijinja::context! { words, ..context() };
        let rendered = found.render(context).map_err(|error| fault_of(&file, &error));
        let checked = rendered.and_then(|html| match missing_piece(&html, pieces) {
            None => Ok(html),
            Some(fault) => Err(Fault { file, line: None, fault }),
        });
        checked.map_err(|fault| self.keep(template, fault)).ok()
    }

    fn keep(&self, template: Template, fault: Fault) {
        let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        let times = failures.get(&template).map_or(0, |known| known.times) + 1;
        // A page that is asked for again and again would fill the log.
        if times.is_power_of_two() {
            tracing::error!(%fault, times, "a template of the theme failed; the built-in one was shown");
        }
        failures.insert(template, Failure { last: fault, times });
    }

    /// What failed since the start.
    pub fn failures(&self) -> Vec<Failure> {
        let failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        failures.values().cloned().collect()
    }
}

/// Prints a value: texts are escaped as on the built-in pages, where a slash stays a slash; in a template
/// whose name ends with `.txt` nothing is.
fn escape(out: &mut Output, state: &mut State, value: &Value) -> Result<(), minijinja::Error> {
    match value.as_str() {
        Some(text) if !value.is_safe() && *state.auto_escape() != AutoEscape::None => {
            out.write_str(&Html::text(text).0).map_err(minijinja::Error::from)
        }
        _ => minijinja::escape_formatter(out, state, value),
    }
}

/// What `html` lacks of `pieces`, as a sentence.
fn missing_piece(html: &str, pieces: &[(&str, &str)]) -> Option<String> {
    pieces.iter().filter(|(_, content)| !content.is_empty()).find_map(|(name, content)| match html
        .matches(content)
        .count()
    {
        1 => None,
        0 => Some(format!("the template must print {{{{ {name} }}}}, and does not")),
        _ => Some(format!("the template prints {{{{ {name} }}}} more than once")),
    })
}

/// The fault of a template, in the file where it is, which may be one that was included.
fn fault_of(file: &str, error: &minijinja::Error) -> Fault {
    // The deepest cause has the place: the others are the includes that led to it.
    let mut deepest = error;
    let mut cause = std::error::Error::source(error);
    while let Some(found) = cause {
        if let Some(found) = found.downcast_ref::<minijinja::Error>() {
            deepest = found;
        }
        cause = found.source();
    }
    let detail = deepest.detail().map(|detail| format!(": {detail}")).unwrap_or_default();
    Fault {
        file: deepest.name().unwrap_or(file).to_owned(),
        line: deepest.line(),
        fault: format!("{}{detail}", deepest.kind()),
    }
}

/// HTML that templates print as it is.
pub fn html(html: impl fmt::Display) -> Value {
    Value::from_safe_string(html.to_string())
}

/// A theme as the configuration carries it; pages hold it, too.
pub type SharedTheme = Arc<Theme>;

#[cfg(test)]
mod tests {
    use minijinja::context;

    use super::*;

    fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, content) in files {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            std::fs::write(path, content).expect("a file");
        }
        folder
    }

    fn faults(files: &[(&str, &str)]) -> Vec<String> {
        let folder = folder(files);
        let faults = Theme::read(folder.path()).expect_err("a fault");
        faults.iter().map(Fault::to_string).collect()
    }

    fn read(files: &[(&str, &str)]) -> Theme {
        Theme::read(folder(files).path()).expect("a theme")
    }

    #[test]
    fn a_template_has_data_words_and_files() {
        let theme = read(&[
            (
                "comment.html",
                "{% include 'partials/who.html' %}: {{ words.reply_to(name=name) }} {{ html }} {{ asset('a.svg') }}",
            ),
            ("partials/who.html", "<b>{{ name }}</b>"),
            ("assets/a.svg", "<svg/>"),
            ("locales/en.ftl", "reply_to = Answer { $name }\n"),
        ]);
        let words = theme.words("en");
        let said = theme.render(Template::Comment, &words, &[], || {
            context! { name => "<Ana>", html => html("<p>Hello</p>") }
        });
        let href = &theme.file("a.svg").expect("the file").href;
        assert!(href.starts_with("/assets/theme/a.svg?v="), "{href}");
        assert_eq!(
            said.expect("rendered"),
            format!("<b>&#60;Ana&#62;</b>: Answer &#60;Ana&#62; <p>Hello</p> {href}")
        );
        assert!(theme.render(Template::Form, &words, &[], || context! {}).is_none());
        assert!(theme.failures().is_empty());
    }

    #[test]
    fn faults_have_their_file_and_line() {
        assert_eq!(
            faults(&[("article.html", "<h1>\n{{ title\n")]),
            [
                "article.html:2: syntax error: unexpected end of input, expected end of variable block"
            ]
        );
        assert_eq!(
            faults(&[("locales/en.ftl", "foo = Bar\n")]),
            ["locales/en.ftl:1: no message is called foo"]
        );
        let unescaped =
            faults(&[("page.html", "\n{%- autoescape false %}{{ a }}{% endautoescape %}")]);
        assert!(unescaped[0].starts_with("page.html: texts are always escaped"), "{unescaped:?}");
        let unknown =
            faults(&[("artikel.html", "x"), ("assets/x.exe", "x"), ("locales/tlh.ftl", "")]);
        assert_eq!(unknown.len(), 3, "{unknown:?}");
        assert!(unknown[0].contains("a theme has no template of this name"), "{unknown:?}");
    }

    #[test]
    fn a_template_that_fails_is_kept_with_its_place() {
        let theme = read(&[
            ("form.html", "<form>\n{{ form.nothing.at_all }}</form>"),
            (
                "comment.html",
                "{% for n in range(10000) %}{% for m in range(10000) %}.{% endfor %}{% endfor %}",
            ),
            ("article.html", "{{ form }}{{ form }}"),
            ("page.html", "{% include 'partials/../../secret' %}"),
            ("list.html", "{% include 'list.html' %}"),
            ("error.html", "{{ words.reply_too() }}"),
        ]);
        let words = Words::default();
        for template in
            [Template::Form, Template::Comment, Template::Page, Template::List, Template::Error]
        {
            let context = || context! { form => context! { name => "x" } };
            assert!(theme.render(template, &words, &[], context).is_none(), "{template:?}");
        }
        let twice = [("form", "<f>")];
        assert!(
            theme
                .render(Template::Article, &words, &twice, || context! { form => html("<f>") })
                .is_none()
        );
        let said: Vec<String> = theme.failures().iter().map(|it| it.last.to_string()).collect();
        let twice = "article.html: the template prints {{ form }} more than once";
        assert!(said.iter().any(|it| it.starts_with(twice)), "{said:?}");
        assert!(said.iter().any(|it| it.starts_with("form.html:2: undefined value")), "{said:?}");
        assert!(said.iter().any(|it| it.contains("engine ran out of fuel")), "{said:?}");
        assert!(said.iter().any(|it| it.contains("template not found")), "{said:?}");
        assert!(said.iter().any(|it| it.contains("no message is called reply_too")), "{said:?}");
        assert_eq!(said.len(), 6);
    }
}
