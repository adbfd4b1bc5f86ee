//! Keeps the house in order: which module may use which.
//!
//! The `lib.rs` of `crates/base`, of `crates/domain` and of the root list the *rooms*, in this order. A room may use those
//! above it, never one below, so that a reader who goes from the top meets nothing unexplained. The test draws the graph
//! of imports as the compiler sees them (`use` trees, paths in code, macros and attributes, templates,
//! each re-export followed to the file that defines the thing) and names every arrow that breaks a rule.
//!
//! Unit tests are exempt: a test may use whatever its package has, and nothing of the product depends on a test.
//!
//! `cargo test --test architecture drawn -- --nocapture` prints the graph.

#![allow(clippy::disallowed_methods, reason = "a switch of this test is no setting")]

#[path = "architecture/graph.rs"]
mod graph;
#[path = "architecture/reader_tests.rs"]
mod reader_tests;
#[path = "architecture/source.rs"]
mod source;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

use graph::{Arrow, Graph, room_of};
use source::{Crate, Sources};

/// The sources of the packages. Each imports all rooms of those before it into its root, so they are read as one crate.
const FOLDERS: [&str; 3] = ["crates/base/src", "crates/domain/src", "src"];

static HOUSE: LazyLock<(Sources, Crate, Graph)> = LazyLock::new(|| {
    let mut sources = Sources::new();
    for folder in FOLDERS {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let mut below = Sources::new();
        gather(&root, &root, &mut below).expect("every file of sources can be read");
        for (name, text) in below {
            let name = if name == "lib.rs" { format!("{folder}/lib.rs") } else { name };
            let before = sources.insert(name.clone(), text);
            assert!(before.is_none(), "{name} stands in two packages");
        }
    }
    let roots = FOLDERS.map(|folder| format!("{folder}/lib.rs"));
    let made = Crate::read(&sources, &roots).expect("every file of sources consists of tokens");
    let graph = Graph::draw(&made, &sources);
    (sources, made, graph)
});

fn gather(root: &Path, folder: &Path, sources: &mut Sources) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            gather(root, &path, sources)?;
        } else if path
            .extension()
            .is_some_and(|ending| ["rs", "html", "txt"].iter().any(|known| ending == *known))
        {
            let name = path
                .strip_prefix(root)
                .expect("it is below src")
                .to_string_lossy()
                .replace('\\', "/");
            sources.insert(name, std::fs::read_to_string(&path)?);
        }
    }
    Ok(())
}

#[test]
fn each_room_uses_only_rooms_above_it() {
    let upward = HOUSE.2.upward();
    assert!(
        upward.is_empty(),
        "these use a room that stands below their own in the list of lib.rs:\n{}\n\
         Move what is used up into the room that owns the idea, or the user down; if neither room \
         needs the other otherwise, change their order in lib.rs.",
        listed(&upward)
    );
}

#[test]
fn no_circle_of_rooms_or_files() {
    let graph = &HOUSE.2;
    let mut found = String::new();
    for circle in graph.circles_of_rooms() {
        let names = circle.into_iter().collect::<Vec<_>>().join(" ");
        found += &format!("rooms that use each other: {names}\n");
    }
    for circle in graph.circles_of_files() {
        let arrows: Vec<&Arrow> = graph
            .arrows
            .iter()
            .filter(|arrow| circle.contains(&arrow.file))
            .filter(|arrow| arrow.to_file.as_ref().is_some_and(|to| circle.contains(to)))
            .collect();
        found += &format!("files that use each other:\n{}\n", listed(&arrows));
    }
    assert!(
        found.is_empty(),
        "{found}Move what both need into a file of its own that uses neither; a type that a table \
         and a use case share belongs to the slice's model."
    );
}

/// A path that begins with the package's name would be an arrow that this test does not see.
#[test]
fn the_rooms_of_other_packages_are_named_as_our_own() {
    let found: Vec<String> = HOUSE
        .2
        .packages
        .iter()
        .filter(|package| package.name.starts_with("rejoinder_"))
        .map(|package| format!("{}:{}", place(&package.file), package.line))
        .collect();
    assert!(found.is_empty(), "write `crate::…` for the rooms of other packages: {found:?}");
}

/// The rooms that are not slices, and may know each package.
const ACTIX: [&str; 8] = ["logging", "web", "health", "desk", "api", "routes", "server", "cli"];
const DIESEL: [&str; 1] = ["db"];

#[test]
fn in_a_slice_only_pages_know_actix_and_only_stores_know_diesel() {
    let mut lines = String::new();
    for package in &HOUSE.2.packages {
        let Some((room, within)) = package.file.split_once('/') else { continue };
        let within = |names: &[&str]| {
            within.split('/').any(|part| names.iter().any(|name| part.starts_with(name)))
        };
        // A struct that is a row says so where it stands.
        let is_row = ["Queryable", "Selectable", "Insertable"].contains(&package.item.as_str());
        let out_of_place = match package.name.as_str() {
            "actix_web" | "actix_http" | "actix_multipart" => {
                !within(&["web", "view"]) && !ACTIX.contains(&room)
            }
            "diesel" => !within(&["store"]) && !DIESEL.contains(&room) && !is_row,
            _ => false,
        };
        if out_of_place {
            lines += &format!("  {}:{}  {}\n", place(&package.file), package.line, package.name);
        }
    }
    assert!(
        lines.is_empty(),
        "these know a package that is not theirs:\n{lines}Move queries to the slice's store, and \
         requests and answers to its web."
    );
}

#[test]
fn the_root_lists_the_rooms_that_exist() {
    let (sources, made, _) = &*HOUSE;
    let known: BTreeSet<&str> = made.modules.iter().map(|module| module.file.as_str()).collect();
    let lost: Vec<&String> = sources
        .keys()
        .filter(|file| {
            file.ends_with(".rs")
                && *file != "main.rs"
                && !file.ends_with("/lib.rs")
                && !known.contains(file.as_str())
        })
        .collect();
    assert!(made.missing.is_empty(), "declared, but there is no such file: {:?}", made.missing);
    assert!(
        lost.is_empty(),
        "no module declares these files; declare them or delete them: {lost:?}"
    );
    let rooms: BTreeSet<&str> = made.rooms.iter().map(String::as_str).collect();
    assert_eq!(rooms.len(), made.rooms.len(), "a room is listed twice");
    for file in sources.keys().filter(|file| *file != "main.rs" && !file.ends_with("/lib.rs")) {
        let path = place(file);
        let root = path.replace(file.as_str(), "lib.rs");
        let declared = format!("mod {};", room_of(file));
        assert!(sources[&root].contains(&declared), "{path} belongs to no room of {root}");
    }
}

#[test]
#[allow(clippy::print_stdout, reason = "the graph is the output")]
fn drawn() {
    println!("{}", HOUSE.2.table());
    println!("{} rooms", HOUSE.2.rooms.len());
    for (what, count) in [
        ("upward", HOUSE.2.upward().len()),
        ("circles of rooms", HOUSE.2.circles_of_rooms().len()),
        ("circles of files", HOUSE.2.circles_of_files().len()),
    ] {
        println!("{what}: {count}");
    }
}

/// Where a source file stands, from the repository's root.
fn place(file: &str) -> String {
    FOLDERS
        .iter()
        .map(|folder| format!("{folder}/{file}"))
        .find(|path| Path::new(env!("CARGO_MANIFEST_DIR")).join(path).exists())
        .unwrap_or_else(|| file.to_owned())
}

/// A line for each arrow; where one file uses another in several lines, the first of them.
fn listed(arrows: &[&Arrow]) -> String {
    let mut seen = BTreeSet::new();
    arrows
        .iter()
        .filter(|arrow| seen.insert((&arrow.file, &arrow.to, &arrow.to_file)))
        .map(|arrow| {
            let to = arrow.to_file.as_deref().unwrap_or(&arrow.to);
            format!(
                "  {}:{}  {} → {}  ({}, {to})",
                place(&arrow.file),
                arrow.line,
                arrow.from,
                arrow.to,
                arrow.path
            )
        })
        .collect::<Vec<_>>()
        .join("\n")
}
