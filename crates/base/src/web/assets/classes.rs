//! Templates and stylesheets name the same classes.

use std::collections::{BTreeMap, BTreeSet};

use regex::Regex;

/// Beginnings of classes that templates put together from a number, and the file that does.
const NUMBERED: [(&str, &str); 5] = [
    ("deep-", "the depth in a thread or a tree of sections"),
    ("of-", "how many cards are in a row"),
    ("fx", "the focus of a picture across (media/view.rs)"),
    ("fy", "the focus of a picture down (media/view.rs)"),
    ("h", "the colour of a drawn face (comments/thread.rs)"),
];

/// Classes of templates that no stylesheet of the site has.
const ELSEWHERE: [(&str, &str); 2] =
    [("page", "mails have a stylesheet of their own"), ("quiet", "so have their quiet lines")];

/// The texts of the files below the folders of sources and `tests` with one of these endings, by path from the root: `/src/lib.rs`. Hidden
/// folders, such as the tools of the tests, are left out.
fn files(endings: &[&str]) -> BTreeMap<String, String> {
    fn walk(root: &str, folder: &str, endings: &[&str], found: &mut BTreeMap<String, String>) {
        for entry in std::fs::read_dir(format!("{root}{folder}")).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path.file_name().and_then(|name| name.to_str()).expect("a name in UTF-8");
            let below = format!("{folder}/{name}");
            if path.is_dir() && !name.starts_with('.') {
                walk(root, &below, endings, found);
            } else if endings.iter().any(|ending| name.ends_with(ending)) {
                found.insert(below, std::fs::read_to_string(&path).expect("a text"));
            }
        }
    }
    let mut found = BTreeMap::new();
    for folder in ["/crates/base/src", "/crates/domain/src", "/src", "/tests"] {
        walk(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."), folder, endings, &mut found);
    }
    found
}

/// The classes of the selectors.
fn in_stylesheets() -> BTreeSet<String> {
    let ignored = Regex::new(r#"(?s)/\*.*?\*/|url\([^)]*\)|"[^"]*""#).expect("a pattern");
    let class = Regex::new(r"\.([A-Za-z_][\w-]*)").expect("a pattern");
    let mut classes = BTreeSet::new();
    for text in files(&[".css"]).into_values() {
        let text = ignored.replace_all(&text, "");
        classes.extend(class.captures_iter(&text).map(|found| found[1].to_owned()));
    }
    classes
}

/// The classes of the templates, each with a file that has it.
fn in_templates() -> BTreeMap<String, String> {
    let attribute = Regex::new(r#"class="([^"]*)""#).expect("a pattern");
    // A page names the class of its body in a block.
    let of_body =
        Regex::new(r#"(?:class=")?\{% block kind %\}(.*?)\{% endblock %\}"?"#).expect("a pattern");
    let block = Regex::new(r"\{%.*?%\}").expect("a pattern");
    let value = Regex::new(r"[\w-]*\{\{.*?\}\}").expect("a pattern");
    let mut classes = BTreeMap::new();
    for (file, text) in files(&[".html"]) {
        let text = of_body.replace_all(&text, "class=\"$1\"");
        let text = block.replace_all(&text, " ");
        for found in attribute.captures_iter(&text) {
            let list = value.replace_all(&found[1], " ");
            for class in list.split_whitespace() {
                classes.insert(class.to_owned(), file.clone());
            }
        }
    }
    classes
}

#[test]
fn each_class_of_a_template_is_used() {
    let styled = in_stylesheets();
    let users: String = files(&[".js", "tests.rs", "scenes.rs", ".rs"])
        .into_iter()
        .filter(|(file, _)| file.ends_with(".js") || file.contains("/tests/"))
        .map(|(_, text)| text)
        .collect();
    let unused: Vec<String> = in_templates()
        .into_iter()
        .filter(|(class, _)| !styled.contains(class))
        .filter(|(class, _)| !ELSEWHERE.iter().any(|(known, _)| known == class))
        .filter(|(class, _)| {
            let name = regex::escape(class);
            let selected = Regex::new(&format!(r#"\.{name}[^\w(-]|class=\\?"[^"]*\b{name}\b"#));
            !selected.expect("a pattern").is_match(&users)
        })
        .map(|(class, file)| format!("{class} in {file}"))
        .collect();
    assert!(unused.is_empty(), "no stylesheet, script or test uses these classes: {unused:#?}");
}

#[test]
fn each_rule_of_a_stylesheet_has_an_element() {
    let written = in_templates();
    let code: String = files(&[".rs", ".js"])
        .into_iter()
        .filter(|(file, _)| !file.contains("/tests/") && !file.ends_with("classes.rs"))
        .map(|(_, text)| text)
        .collect();
    let unused: Vec<String> = in_stylesheets()
        .into_iter()
        .filter(|class| !written.contains_key(class))
        .filter(|class| {
            let numbered = |beginning: &str| {
                class.strip_prefix(beginning).is_some_and(|rest| rest.parse::<u8>().is_ok())
            };
            !NUMBERED.iter().any(|(beginning, _)| numbered(beginning))
        })
        .filter(|class| {
            let name = regex::escape(class);
            let made = Regex::new(&format!(r#"["'](?:[\w{{}}-]+ )*{name}(?: [\w{{}}-]+)*\\?["']"#));
            !made.expect("a pattern").is_match(&code)
        })
        .collect();
    assert!(unused.is_empty(), "no template or code makes elements of these classes: {unused:?}");
}
