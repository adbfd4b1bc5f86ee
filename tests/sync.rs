//! `rejoinder article sync`: a folder of Markdown files and their articles.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::support::pictures::photo;
use crate::support::process::Installation;

/// An installation with a folder of stories.
struct Stories {
    place: Installation,
    folder: PathBuf,
}

impl Stories {
    fn new() -> Stories {
        let place = Installation::new();
        let folder = place.folder.path().join("stories");
        fs::create_dir_all(folder.join("city")).expect("a folder");
        Stories { place, folder }
    }

    fn write(&self, file: &str, text: &str) {
        fs::write(self.folder.join(file), text).expect("a file");
    }

    fn sync(&self, more: &[&str]) -> Value {
        let arguments = [&["article", "sync", "stories", "--json"], more].concat();
        self.place.json(&arguments)
    }

    fn article(&self, id: &Value) -> Value {
        self.place.json(&["article", "show", &id.to_string(), "--json"])
    }
}

/// The numbers of added, changed, unchanged, missing and failed files.
fn numbers(report: &Value) -> [u64; 5] {
    ["added", "changed", "unchanged", "missing", "failed"].map(|key| {
        let list = report[key].as_array().map(|list| list.len() as u64);
        list.or(report[key].as_u64()).expect("a list or a number")
    })
}

#[test]
fn a_folder_is_applied_once() {
    let stories = Stories::new();
    stories.write("a.md", "---\ntitle: A\npath: /a\nsection: City/Ports\n---\n\nA.\n");
    stories.write("city/b.md", "---\ntitle: B\n---\n\nB.\n");
    stories.write("city/.draft.md", "---\ntitle: Hidden\n---\n\nB.\n");
    stories.write("notes.txt", "No story.");
    let planned = stories.sync(&["--dry-run"]);
    assert_eq!(numbers(&planned), [2, 0, 0, 0, 0], "{planned}");
    let first = stories.sync(&[]);
    assert_eq!(numbers(&first), [2, 0, 0, 0, 0], "{first}");
    assert_eq!(first["added"][1]["file"], "city/b.md");
    let (a, b) = (first["added"][0]["id"].clone(), first["added"][1]["id"].clone());
    assert_eq!(stories.article(&a)["section"]["path"], "City/Ports");
    let second = stories.sync(&[]);
    assert_eq!(numbers(&second), [0, 0, 2, 0, 0], "{second}");
    assert_eq!(stories.article(&b)["version"], 1);

    // A file is known by its place, and by its content when it moves.
    stories.write("city/b.md", "---\ntitle: B again\n---\n\nB.\n");
    let changed = stories.sync(&[]);
    assert_eq!(numbers(&changed), [0, 1, 1, 0, 0], "{changed}");
    assert_eq!(changed["changed"][0]["id"], b);
    fs::rename(stories.folder.join("city/b.md"), stories.folder.join("moved.md")).expect("a move");
    let moved = stories.sync(&[]);
    assert_eq!(numbers(&moved), [0, 0, 2, 0, 0], "{moved}");
    assert_eq!(stories.article(&b)["title"], "B again");
}

#[test]
fn a_bad_file_does_not_stop_the_others() {
    let stories = Stories::new();
    stories.write("a.md", "---\ntitel: A\n---\n\nA.\n");
    stories.write("b.md", "---\ntitle: B\nsection: ///\n---\n\nB.\n");
    stories.write("c.md", "---\ntitle: C\n---\n\nC.\n");
    stories.write("d.md", "---\nid: 999\ntitle: D\n---\n\nD.\n");
    stories.write("e.md", "---\ntitle: E\n---\n");
    let output = stories.place.run(&["article", "sync", "stories", "--json"]);
    assert_eq!(output.status.code(), Some(1));
    let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let places: Vec<(&Value, &Value)> = report["failed"]
        .as_array()
        .expect("faults")
        .iter()
        .map(|failed| (&failed["file"], &failed["line"]))
        .collect();
    assert_eq!(
        places,
        [
            (&json!("a.md"), &json!(2)),
            (&json!("b.md"), &json!(3)),
            (&json!("d.md"), &json!(2)),
            (&json!("e.md"), &json!(4)),
        ],
        "{report}"
    );
    assert!(report["failed"][0]["detail"].as_str().expect("words").contains("titel"), "{report}");
    assert_eq!(report["added"].as_array().map(Vec::len), Some(1));
    let missing = stories.place.run(&["article", "sync", "nowhere"]);
    assert_eq!(missing.status.code(), Some(2));
}

#[test]
fn what_disappeared_is_withdrawn_only_if_asked() {
    let stories = Stories::new();
    stories.write("a.md", "---\ntitle: A\n---\n\nA.\n");
    let id = stories.sync(&[])["added"][0]["id"].clone();
    fs::remove_file(stories.folder.join("a.md")).expect("it was there");
    let reported = stories.sync(&[]);
    assert_eq!(
        (numbers(&reported), &reported["missing"][0]["withdrawn"]),
        ([0, 0, 0, 1, 0], &json!(false))
    );
    assert_eq!(stories.article(&id)["status"], "published");
    stories.sync(&["--withdraw-missing", "--dry-run"]);
    assert_eq!(stories.article(&id)["status"], "published");
    let withdrawn = stories.sync(&["--withdraw-missing"]);
    assert_eq!(withdrawn["missing"][0]["withdrawn"], true);
    assert_eq!(stories.article(&id)["status"], "withdrawn");
    assert_eq!(numbers(&stories.sync(&["--withdraw-missing"])), [0, 0, 0, 0, 0]);
    // A file that comes back brings its article back.
    stories.write("a.md", "---\ntitle: A\n---\n\nA.\n");
    let back = stories.sync(&[]);
    assert_eq!((numbers(&back), &back["changed"][0]["id"]), ([0, 1, 0, 0, 0], &id));
    assert_eq!(stories.article(&id)["status"], "published");
}

#[test]
fn two_files_are_never_the_same_article() {
    let stories = Stories::new();
    stories.write("a.md", "---\ntitle: A\npath: /same\n---\n\nA.\n");
    stories.write("b.md", "---\ntitle: B\npath: /same\n---\n\nB.\n");
    let output = stories.place.run(&["article", "sync", "stories", "--json"]);
    assert_eq!(output.status.code(), Some(1));
    let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(report["failed"][0]["file"], "b.md");
    assert!(report["failed"][0]["detail"].as_str().expect("words").contains("a.md"), "{report}");
}

#[test]
fn pictures_of_a_folder_are_uploaded_and_a_replaced_one_changes_its_article() {
    let stories = Stories::new();
    let picture = stories.folder.join("city/mud.jpg");
    fs::write(&picture, photo(60, 40, 1)).expect("a picture");
    stories.write("city/a.md", "---\ntitle: A\n---\n\nOne.\n\n![Mud](mud.jpg)\n");
    let planned = stories.sync(&["--dry-run"]);
    assert_eq!(numbers(&planned), [1, 0, 0, 0, 0], "{planned}");
    assert_eq!(stories.place.json(&["media", "list", "--json"]), json!([]));
    let first = stories.sync(&[]);
    assert_eq!(numbers(&first), [1, 0, 0, 0, 0], "{first}");
    let id = first["added"][0]["id"].clone();
    let body = stories.article(&id)["body"].clone();
    assert!(body.as_str().is_some_and(|body| body.contains("![Mud](/media/")), "{body}");
    let second = stories.sync(&[]);
    assert_eq!(numbers(&second), [0, 0, 1, 0, 0], "{second}");

    fs::write(&picture, photo(60, 40, 2)).expect("a picture");
    let replaced = stories.sync(&[]);
    assert_eq!(numbers(&replaced), [0, 1, 0, 0, 0], "{replaced}");
    assert_ne!(stories.article(&id)["body"], body);

    fs::remove_file(&picture).expect("a removal");
    let output = stories.place.run(&["article", "sync", "stories", "--json"]);
    assert_eq!(output.status.code(), Some(1));
    let missing: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(numbers(&missing), [0, 0, 0, 0, 1], "{missing}");
    let detail = missing["failed"][0]["detail"].as_str().expect("a detail");
    assert!(detail.contains("line 7: there is no file"), "{detail}");
}
