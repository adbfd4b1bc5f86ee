//! Moving in from WordPress: what was there shows here, twice is once, and it can be taken back.

use serde_json::Value;

use crate::support::process::Installation;

const EXPORT: &str = include_str!("fixtures/wordpress/site.xml");
/// An address of the export, which no file may have in clear.
const ADDRESS: &str = "canary.reader@example.net";

fn installed() -> Installation {
    let site = Installation::new();
    std::fs::write(site.folder.path().join("site.xml"), EXPORT).expect("a file");
    site
}

fn json(site: &Installation, arguments: &[&str]) -> Value {
    let output = site.run(arguments);
    let (out, error) = (&output.stdout, String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{arguments:?}: {error}");
    serde_json::from_slice(out).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(out)))
}

#[test]
fn a_wordpress_site_moves_in_once_and_out_again() {
    let site = installed();
    let plan = json(&site, &["import", "wordpress", "site.xml", "--dry-run", "--json"]);
    assert_eq!(plan["id"], Value::Null);
    let before = json(&site, &["article", "list", "--json"]).as_array().expect("a list").len();

    let report = json(&site, &["import", "wordpress", "site.xml", "--json"]);
    assert_eq!(report["made"], plan["made"], "the plan said so");
    assert_eq!(report["made"]["articles"], 3, "{report}");
    assert_eq!(report["made"]["pages"], 1, "{report}");
    assert_eq!(report["made"]["comments"], 5, "{report}");
    let skipped: Vec<&str> = report["skipped"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|remark| remark["why"].as_str())
        .collect();
    assert!(skipped.iter().any(|why| why.contains("private note")), "{skipped:?}");
    assert!(skipped.iter().any(|why| why.contains("link from another site")), "{skipped:?}");
    assert!(
        report["skipped"][0]["where"].as_str().is_some_and(|at| at.contains("site.xml, line "))
    );

    let articles = json(&site, &["article", "list", "--json"]);
    let articles = articles.as_array().expect("a list");
    assert_eq!(articles.len(), before + 4);
    let story = articles
        .iter()
        .find(|article| article["title"] == "The mud & the harbour")
        .unwrap_or_else(|| panic!("{articles:?}"));
    let id = story["id"].to_string();
    let story = json(&site, &["article", "show", &id, "--json"]);
    assert_eq!(story["path"], "/2012/01/the-mud", "{story}");
    assert_eq!(story["section"]["name"], "Coast", "{story}");
    let body = story["body"].as_str().expect("a body");
    assert!(body.contains("A **bold** word"), "{body}");

    let again = json(&site, &["import", "wordpress", "site.xml", "--json"]);
    assert_eq!(again["made"], serde_json::json!({}), "{again}");
    assert_eq!(again["matched"]["comments"], 5, "{again}");

    let doctor = site.run(&["doctor"]);
    assert!(doctor.status.success(), "{}", String::from_utf8_lossy(&doctor.stdout));
    assert!(!holds(&site, ADDRESS), "an address is on the disk in clear");

    let changed = site.run(&["article", "change", &id, "--title", "Changed here"]);
    assert!(changed.status.success(), "{}", String::from_utf8_lossy(&changed.stderr));
    let undone = json(&site, &["import", "undo", &report["id"].to_string(), "--json"]);
    assert_eq!(undone["made"]["comments"], 5, "{undone}");
    assert_eq!(undone["made"]["articles"], 3, "{undone}");
    let articles = json(&site, &["article", "list", "--json"]);
    assert_eq!(articles.as_array().expect("a list").len(), before + 1, "what was changed stays");
    let list = json(&site, &["import", "list", "--json"]);
    assert_eq!(list[0]["state"], "undone", "{list}");
}

#[test]
fn a_damaged_export_is_refused_with_its_line_and_leaves_nothing() {
    let site = installed();
    let before = json(&site, &["article", "list", "--json"]);
    let cut = &EXPORT[..EXPORT.len() * 2 / 3];
    let bomb = EXPORT.replacen("<rss", "<!DOCTYPE rss [<!ENTITY a \"aaaa\">]><rss", 1);
    for (name, text, says) in [
        ("cut.xml", cut, "in the middle of"),
        ("bomb.xml", bomb.as_str(), "entities"),
        ("feed.xml", "<rss><channel><title>x</title></channel></rss>", "no export"),
        ("text.xml", "hello", "no export"),
    ] {
        std::fs::write(site.folder.path().join(name), text).expect("a file");
        let output = site.run(&["import", "wordpress", name]);
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{error}");
        assert!(error.contains(says) && error.contains(", line "), "{error}");
    }
    assert_eq!(json(&site, &["article", "list", "--json"]), before);
    assert_eq!(json(&site, &["import", "list", "--json"]), serde_json::json!([]));
}

/// Whether a file of the data folder has these bytes.
fn holds(site: &Installation, text: &str) -> bool {
    let files = std::fs::read_dir(site.data()).expect("a folder").filter_map(Result::ok);
    files.filter(|file| file.path().is_file()).any(|file| {
        let bytes = std::fs::read(file.path()).expect("readable");
        bytes.windows(text.len()).any(|window| window == text.as_bytes())
    })
}
