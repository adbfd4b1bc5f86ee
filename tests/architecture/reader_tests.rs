//! The reader itself, on crates of a few lines.

use crate::graph::Graph;
use crate::source::{Crate, Sources};

/// Draws a crate whose files are given as pairs of name and text.
fn draw(files: &[(&str, &str)]) -> Graph {
    let sources: Sources =
        files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
    let made = Crate::read(&sources, &["lib.rs"]).expect("the sources are read");
    Graph::draw(&made, &sources)
}

/// The arrows out of one file, as `line room` or `line file`, in order.
fn arrows(graph: &Graph, file: &str) -> Vec<String> {
    graph
        .arrows
        .iter()
        .filter(|arrow| arrow.file == file)
        .map(|arrow| format!("{} {}", arrow.line, arrow.to_file.as_deref().unwrap_or(&arrow.to)))
        .collect()
}

const ROOT: (&str, &str) = ("lib.rs", "pub mod low; pub mod high;");
const LOW: (&str, &str) =
    ("low.rs", "pub struct Thing; pub fn act() {} pub mod inner { pub struct Deep; }");

fn high(text: &str) -> Vec<String> {
    arrows(&draw(&[ROOT, LOW, ("high.rs", text)]), "high.rs")
}

#[test]
fn a_use_is_an_arrow() {
    assert_eq!(high("use crate::low::Thing;"), ["1 low.rs"]);
    assert_eq!(high("\n\npub use crate::low::Thing as Other;"), ["3 low.rs"]);
    assert_eq!(high("use super::low::act;"), ["1 low.rs"]);
    assert_eq!(high("use crate::low::*;"), ["1 low.rs"]);
}

#[test]
fn a_group_is_read_line_by_line() {
    assert_eq!(
        high("use crate::{\n    low::{self, Thing},\n    low::inner::Deep as D,\n};"),
        ["2 low", "2 low.rs", "3 low.rs",]
    );
    assert_eq!(high("use std::{io, fmt::{self, Display}};"), [""; 0]);
}

#[test]
fn a_path_in_code_is_an_arrow() {
    assert_eq!(high("fn f() {\n    crate::low::act()\n}"), ["2 low.rs"]);
    assert_eq!(high("fn f(x: Option<&crate::low::Thing>) {}"), ["1 low.rs"]);
    assert_eq!(high("fn f() { <crate::low::Thing as Clone>::clone(x) }"), ["1 low.rs"]);
    assert_eq!(high("mod below {\n fn f() { super::super::low::act() }\n}"), ["2 low.rs"]);
}

#[test]
fn a_module_under_another_name_is_followed() {
    assert_eq!(high("use crate::low as l;\nfn f() { l::inner::Deep; }"), ["1 low", "2 low.rs"]);
    assert_eq!(high("fn f() {\n    use crate::low;\n    low::act()\n}"), ["2 low", "3 low.rs"]);
}

#[test]
fn macros_and_attributes_are_read() {
    assert_eq!(high("fn f() {\n    println!(\"{}\", crate::low::act());\n}"), ["2 low.rs"]);
    assert_eq!(high("make! {\n    pub enum E { A(crate::low::Thing) }\n}"), ["2 low.rs"]);
    assert_eq!(high("#[derive(crate::low::Thing)]\nstruct S;"), ["1 low.rs"]);
    assert_eq!(high("#[openapi(paths(\n    crate::low::act\n))]\nstruct S;"), ["2 low.rs"]);
    assert_eq!(
        high("struct S {\n    #[serde(with = \"crate::low::inner\")]\n    a: u8,\n}"),
        ["2 low"]
    );
    assert_eq!(high("macro_rules! m { () => {\n $crate::low::act()\n} }"), ["2 low.rs"]);
}

#[test]
fn comments_strings_and_other_packages_do_not_count() {
    let text = r##"
        //! crate::low::act
        /// [`crate::low::Thing`]
        fn f() {
            // crate::low::act()
            let a = "crate::low::act()";
            let b = r#"use crate::low::act;"#;
            let c = ::low::act();
            let d = other::low::act();
            let e = <Vec<u8> as Into<X>>::low::act();
            low.act().crate_low::<u8>();
        }
        pub(crate) fn g() -> impl Sized + use<'static> {}
    "##;
    assert_eq!(high(text), [""; 0]);
}

#[test]
fn tests_are_exempt_and_what_follows_them_is_not() {
    assert_eq!(
        high("#[cfg(test)]\nmod tests {\n    use crate::low::Thing;\n}\nuse crate::low::act;"),
        ["5 low.rs"]
    );
    assert_eq!(high("#[cfg(test)]\nuse crate::{low::Thing};\nuse crate::low::act;"), ["3 low.rs"]);
    assert_eq!(
        high("#[cfg(test)]\nfn f<A, B>() { crate::low::act() }\nuse crate::low::act;"),
        ["3 low.rs"]
    );
    let graph = draw(&[
        ROOT,
        LOW,
        ("high/mod.rs", "#[cfg(test)]\nmod tests;\nmod part;"),
        ("high/tests.rs", "mod more; use crate::low::act;"),
        ("high/tests/more.rs", "use crate::low::act;"),
        ("high/part.rs", "use crate::low::act;"),
    ]);
    assert_eq!(graph.arrows.len(), 1);
    assert_eq!(arrows(&graph, "high/part.rs"), ["1 low.rs"]);
}

#[test]
fn a_re_export_is_followed_to_the_defining_room() {
    let graph = draw(&[
        ("lib.rs", "pub mod bottom; pub mod middle; pub mod top;"),
        ("bottom.rs", "pub struct Thing; pub fn act() {}"),
        (
            "middle.rs",
            "pub use crate::bottom::Thing;\nuse crate::bottom as hidden;\npub use hidden::*;",
        ),
        ("top.rs", "use crate::middle::Thing;\nfn f() {\n    crate::middle::act()\n}"),
    ]);
    assert_eq!(arrows(&graph, "top.rs"), ["1 bottom.rs", "1 middle", "3 bottom.rs"]);
}

#[test]
fn within_a_room_the_file_that_defines_counts_and_not_the_folder() {
    let graph = draw(&[
        ("lib.rs", "pub mod low;"),
        (
            "low/mod.rs",
            "mod model; mod store;\npub use model::Thing;\npub fn act() { store::load() }",
        ),
        ("low/model.rs", "pub struct Thing;"),
        ("low/store.rs", "use super::Thing;\npub fn load() {}"),
    ]);
    assert_eq!(arrows(&graph, "low/mod.rs"), ["2 low/model.rs", "3 low/store.rs"]);
    assert!(arrows(&graph, "low/store.rs").contains(&"1 low/model.rs".to_owned()));
    assert!(graph.circles_of_files().is_empty());
}

#[test]
fn an_exported_macro_belongs_to_the_room_that_defines_it() {
    let graph = draw(&[
        ("lib.rs", "pub mod low; pub mod high;"),
        ("low.rs", "#[macro_export]\nmacro_rules! on { () => {} }"),
        ("high.rs", "use crate::on;\nfn f() { crate::on!() }"),
    ]);
    assert_eq!(arrows(&graph, "high.rs"), ["1 low.rs", "2 low.rs"]);
}

#[test]
fn an_arrow_up_and_the_circle_it_makes_are_found() {
    let graph = draw(&[
        ("lib.rs", "pub mod low; pub mod high;"),
        ("low.rs", "use crate::high::Other;\npub struct Thing;"),
        ("high.rs", "use crate::low::Thing;\npub struct Other;"),
    ]);
    let up: Vec<_> =
        graph.upward().iter().map(|arrow| (arrow.file.as_str(), arrow.to.as_str())).collect();
    assert_eq!(up, [("low.rs", "high")]);
    assert_eq!(graph.circles_of_rooms().len(), 1);
    assert_eq!(graph.circles_of_files().len(), 1);
}

#[test]
fn a_circle_of_files_in_one_room_is_found() {
    let graph = draw(&[
        ("lib.rs", "pub mod low;"),
        ("low/mod.rs", "mod model; mod store;"),
        ("low/model.rs", "use super::store::Row;\npub struct Thing;"),
        ("low/store.rs", "use super::model::Thing;\npub struct Row;"),
    ]);
    assert!(graph.circles_of_rooms().is_empty());
    assert_eq!(graph.circles_of_files().len(), 1);
}

#[test]
fn a_file_may_use_the_module_above_it() {
    let graph = draw(&[
        ("lib.rs", "pub mod low;"),
        ("low/mod.rs", "mod web;\npub fn act() {}\npub fn start() { web::serve() }"),
        (
            "low/web.rs",
            "mod part;\npub fn serve() { super::act(); part::show() }\npub struct Page;",
        ),
        ("low/web/part.rs", "use super::Page;\npub fn show() {}"),
    ]);
    assert!(graph.circles_of_files().is_empty());
}

#[test]
fn templates_are_read() {
    let graph = draw(&[
        ROOT,
        LOW,
        ("high.rs", ""),
        (
            "high/page.html",
            "{% extends \"low/layout.html\" %}\n{# {% include \"low/x.html\" %} #}\n{{ crate::low::act() }}\ncrate::low::act",
        ),
        ("low/layout.html", ""),
    ]);
    assert_eq!(arrows(&graph, "high/page.html"), ["1 low/layout.html", "3 low.rs"]);
}

#[test]
fn packages_are_distinguished_from_modules() {
    let graph =
        draw(&[ROOT, LOW, ("high.rs", "use actix_web::web;\nfn f() { diesel::insert(low::x()) }")]);
    let names: Vec<_> =
        graph.packages.iter().map(|package| (package.line, package.name.as_str())).collect();
    assert_eq!(names, [(1, "actix_web"), (2, "diesel"), (2, "low")]);
}

#[test]
fn a_file_that_nobody_declares_and_a_module_without_a_file_are_found() {
    let sources: Sources = [("lib.rs", "mod low; mod gone;"), ("low.rs", ""), ("lost.rs", "")]
        .map(|(name, text)| (name.to_owned(), text.to_owned()))
        .into();
    let made = Crate::read(&sources, &["lib.rs"]).expect("the sources are read");
    assert_eq!(made.missing, ["gone"]);
    assert!(!made.modules.iter().any(|module| module.file == "lost.rs"));
}
