//! Moving in from WordPress: what was there shows here, twice is once, and it can be taken back.

use serde_json::Value;

use crate::support::pictures;
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
    assert_eq!(report["made"]["mentions"], 1, "a pingback is no comment: {report}");
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
fn what_two_imports_share_goes_with_the_last_of_them() {
    let site = Installation::new();
    let made_by = |number: u8| {
        format!(
            r#"{{"export":{{"format":1,"site":"https://old.example"}}}}
{{"author":{{"key":"ann","name":"Ann Ferry"}}}}
{{"section":{{"key":"coast","name":"Coastline"}}}}
{{"tag":{{"key":"mud","name":"Mudflats"}}}}
{{"article":{{"key":"{number}","path":"/2012/01/story-{number}","kind":"article","title":"Story {number}","body":"Mud.","authors":["ann"],"section":"coast","tags":["Mudflats"],"published_at":"2012-01-03T08:00:00Z"}}}}
"#
        )
    };
    let import = |number: u8| {
        let file = format!("{number}.jsonl");
        std::fs::write(site.folder.path().join(&file), made_by(number)).expect("a file");
        json(&site, &["import", "jsonl", &file, "--json"])
    };
    let (first, second) = (import(1), import(2));
    let labels = serde_json::json!({ "authors": 1, "sections": 1, "tags": 1 });
    assert_eq!(second["matched"], labels, "{second}");

    let undo =
        |report: &Value| json(&site, &["import", "undo", &report["id"].to_string(), "--json"]);
    let undone = undo(&first);
    assert_eq!(undone["made"], serde_json::json!({ "articles": 1 }), "{undone}");
    assert_eq!(undone["skipped"].as_array().map(Vec::len), Some(3), "they are in use: {undone}");
    let undone = undo(&second);
    assert_eq!(undone["made"], first["made"], "{undone}");
    assert_eq!(undone["skipped"], serde_json::json!([]), "{undone}");
}

#[test]
fn a_damaged_export_is_refused_with_its_line_and_leaves_nothing() {
    let site = installed();
    json(&site, &["migrate", "--json"]);
    let before = json(&site, &["article", "list", "--json"]);
    let cut = &EXPORT[..EXPORT.len() * 2 / 3];
    let bomb = EXPORT.replacen("<rss", "<!DOCTYPE rss [<!ENTITY a \"aaaa\">]><rss", 1);
    for (name, text, says) in [
        ("cut.xml", cut, "in the middle of"),
        ("bomb.xml", bomb.as_str(), "entities"),
        ("feed.xml", "<rss><channel><title>x</title></channel></rss>", "not an export"),
        ("text.xml", "hello", "not an export"),
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

/// What converters and people have put together: ids twice or none, a gallery without a list, code of a plugin, an
/// author without an account, signs in an address, two tags with one slug, of which readers see the second.
const ODD: &str = r#"<?xml version="1.0" encoding="ISO-8859-1"?>
<rss xmlns:wp="http://wordpress.org/export/1.2/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<wp:base_blog_url>https://odd.example</wp:base_blog_url>
<wp:tag><wp:tag_slug>cafe</wp:tag_slug><wp:tag_name>Cafe</wp:tag_name></wp:tag>
<item><title>A picture</title><wp:post_id>8</wp:post_id><wp:post_type>attachment</wp:post_type>
<wp:post_parent>7</wp:post_parent><wp:attachment_url>https://odd.example/b.jpg</wp:attachment_url><wp:menu_order>2</wp:menu_order></item>
<item><title>A picture</title><wp:post_id>9</wp:post_id><wp:post_type>attachment</wp:post_type>
<wp:post_parent>7</wp:post_parent><wp:attachment_url>https://odd.example/a.jpg</wp:attachment_url><wp:menu_order>1</wp:menu_order></item>
<item><title>The gallery</title><link>https://odd.example/2009/l%e2%80%99%c3%aele/</link><wp:post_id>7</wp:post_id>
<wp:post_type>post</wp:post_type><wp:status>publish</wp:status><wp:post_date_gmt>2009-01-02 10:00:00</wp:post_date_gmt>
<category domain="author" nicename="cap-bo"><![CDATA[Bo Guest]]></category>
<category domain="post_tag" nicename="cafe-2"><![CDATA[Caf&eacute;]]></category>
<content:encoded><![CDATA[Words.

[gallery]

[php]if ($a[0] < 1) {}[/php]]]></content:encoded>
<wp:comment><wp:comment_id>1</wp:comment_id><wp:comment_author>Ann</wp:comment_author><wp:comment_approved>1</wp:comment_approved>
<wp:comment_date_gmt>2009-01-03 10:00:00</wp:comment_date_gmt><wp:comment_content>One</wp:comment_content></wp:comment>
<wp:comment><wp:comment_id>1</wp:comment_id><wp:comment_author>Ben</wp:comment_author><wp:comment_approved>1</wp:comment_approved>
<wp:comment_date_gmt>2009-01-04 10:00:00</wp:comment_date_gmt><wp:comment_content>Two</wp:comment_content></wp:comment></item>
<item><title>Again seven</title><wp:post_id>7</wp:post_id><wp:post_type>post</wp:post_type><wp:status>publish</wp:status>
<wp:post_date_gmt>2009-01-05 10:00:00</wp:post_date_gmt><content:encoded>Others.</content:encoded>
<wp:comment><wp:comment_id>2</wp:comment_id><wp:comment_author>Cy</wp:comment_author><wp:comment_approved>1</wp:comment_approved>
<wp:comment_date_gmt>2009-01-06 10:00:00</wp:comment_date_gmt><wp:comment_content>Three</wp:comment_content></wp:comment></item>
<item><title>No id</title><link>https://odd.example/no-id/</link><wp:post_type>post</wp:post_type><wp:status>publish</wp:status>
<wp:post_date_gmt>2009-01-07 10:00:00</wp:post_date_gmt><content:encoded>More.</content:encoded>
<wp:comment><wp:comment_author>Di</wp:comment_author><wp:comment_approved>1</wp:comment_approved>
<wp:comment_date_gmt>2009-01-08 10:00:00</wp:comment_date_gmt><wp:comment_content>Four</wp:comment_content></wp:comment></item>
</channel></rss>"#;

#[test]
fn an_export_that_was_put_together_moves_in_whole_and_comes_back_the_same() {
    let export = |site: &Installation| {
        let output = site.run(&["export"]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    let site = Installation::new();
    std::fs::write(site.folder.path().join("odd.xml"), ODD).expect("a file");
    let report = json(&site, &["import", "wordpress", "odd.xml", "--json"]);
    assert_eq!(report["made"]["articles"], 3, "{report}");
    assert_eq!(report["made"]["comments"], 4, "{report}");
    assert_eq!(report["skipped"], serde_json::json!([]), "{report}");
    let again = json(&site, &["import", "wordpress", "odd.xml", "--json"]);
    assert_eq!(again["made"], serde_json::json!({}), "{again}");

    let exported = export(&site);
    let lines: Vec<Value> =
        exported.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let story = lines.iter().find(|line| line["article"]["title"] == "The gallery");
    let story = &story.unwrap_or_else(|| panic!("{exported}"))["article"];
    assert_eq!(story["path"], "/2009/l’île", "{story}");
    let body = story["body"].as_str().expect("a body");
    let place = |part: &str| body.find(part).unwrap_or_else(|| panic!("{part}: {body}"));
    assert!(place("odd.example/a.jpg") < place("odd.example/b.jpg"), "{body}");
    assert!(body.contains("if ($a[0] < 1) {}") && !body.contains("[php]"), "{body}");
    assert!(exported.contains("\"name\":\"Bo Guest\""), "{exported}");

    // What moves on to another Rejoinder keeps its addresses, those of tags too.
    assert!(exported.contains("\"key\":\"cafe-2\""), "{exported}");
    let other = Installation::new();
    std::fs::write(other.folder.path().join("site.jsonl"), &exported).expect("a file");
    let report = json(&other, &["import", "jsonl", "site.jsonl", "--json"]);
    assert_eq!(report["skipped"], serde_json::json!([]), "{report}");
    assert_same_lines(&export(&other), &exported);
}

/// Two texts are the same, line by line.
fn assert_same_lines(one: &str, other: &str) {
    for (one, other) in one.lines().zip(other.lines()) {
        assert_eq!(one, other);
    }
    assert_eq!(one.lines().count(), other.lines().count());
}

#[test]
fn a_file_of_another_system_is_refused_by_its_name() {
    let site = installed();
    for system in ["disqus", "isso", "coral", "jsonl"] {
        let output = site.run(&["import", system, "site.xml", "--dry-run"]);
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success(), "{system}");
        assert!(error.contains("a file of WordPress: import it as wordpress"), "{system}: {error}");
    }
}

/// Whether a file of the data folder has these bytes.
fn holds(site: &Installation, text: &str) -> bool {
    let files = std::fs::read_dir(site.data()).expect("a folder").filter_map(Result::ok);
    files.filter(|file| file.path().is_file()).any(|file| {
        let bytes = std::fs::read(file.path()).expect("readable");
        bytes.windows(text.len()).any(|window| window == text.as_bytes())
    })
}

/// The database of Isso, made from its statements.
fn isso(site: &Installation) {
    use diesel::connection::SimpleConnection as _;
    use diesel::{Connection as _, SqliteConnection};
    let file = site.folder.path().join("isso");
    let mut conn = SqliteConnection::establish(&file.display().to_string()).expect("a database");
    conn.batch_execute(include_str!("fixtures/comments/isso.sql")).expect("statements");
}

/// The comments of an import, and what is made of them: approved, pending, rejected, spam, deleted.
const COMMENTS: [(&str, &str, &str, [u64; 5]); 8] = [
    ("disqus", "disqus", include_str!("fixtures/disqus/site.xml"), [5, 0, 0, 1, 1]),
    ("remark42", "remark42", include_str!("fixtures/comments/remark42.jsonl"), [2, 0, 0, 0, 1]),
    ("commento", "commento", include_str!("fixtures/comments/commento.json"), [1, 1, 0, 0, 1]),
    (
        "comentario",
        "comentario",
        include_str!("fixtures/comments/comentario.json"),
        [1, 0, 1, 0, 1],
    ),
    ("artalk", "artalk", include_str!("fixtures/comments/artalk.json"), [2, 1, 0, 0, 0]),
    ("artalk", "waline", include_str!("fixtures/comments/waline.json"), [1, 1, 0, 1, 0]),
    ("coral", "coral", include_str!("fixtures/comments/coral.jsonl"), [1, 1, 1, 0, 0]),
    ("isso", "isso", "", [1, 1, 0, 0, 1]),
];

#[test]
fn comments_move_in_from_every_system_once_and_out_again() {
    let site = Installation::new();
    let story =
        "---\ntitle: The mud\npath: 2012/01/the-mud\nstatus: published\n---\nAt low tide.\n";
    let folder = site.folder.path().to_owned();
    std::fs::write(folder.join("story.md"), story).expect("a file");
    let added = json(&site, &["article", "add", "story.md", "--json"]);
    assert!(added["url"].as_str().is_some_and(|url| url.ends_with("/2012/01/the-mud")), "{added}");
    let before = json(&site, &["article", "list", "--json"]);
    for (system, name, text, expected) in COMMENTS {
        match text {
            "" => isso(&site),
            text => std::fs::write(folder.join(name), text).expect("a file"),
        }
        let imports = json(&site, &["import", "list", "--json"]);
        let plan = json(&site, &["import", system, name, "--dry-run", "--json"]);
        assert_eq!(plan["id"], Value::Null, "{name}");
        assert_eq!(
            json(&site, &["import", "list", "--json"]),
            imports,
            "{name}: a plan stores nothing"
        );

        let report = json(&site, &["import", system, name, "--teach", "--json"]);
        for part in ["made", "matched", "skipped", "states", "threads"] {
            assert_eq!(report[part], plan[part], "{name}: the plan said so about {part}");
        }
        let mut ours = [0; 5];
        for state in report["states"].as_array().expect("a list") {
            let names = ["approved", "pending", "rejected", "spam", "deleted"];
            let at = names.iter().position(|ours| state["ours"] == *ours).expect("a status");
            ours[at] += state["count"].as_u64().expect("a number");
        }
        assert_eq!(ours, expected, "{name}: {report}");
        assert_eq!(report["made"]["comments"], expected.iter().sum::<u64>(), "{name}: {report}");
        assert_eq!(report["lessons"], expected[0] + expected[3], "{name}: {report}");
        let landed = &report["threads"][0];
        assert_eq!(
            (&landed["how"], &landed["article"]),
            (&"exact".into(), &"/2012/01/the-mud".into())
        );

        let again = json(&site, &["import", system, name, "--json"]);
        assert_eq!(again["made"], serde_json::json!({}), "{name}: {again}");
        assert!(!holds(&site, ADDRESS), "{name}: an address is on the disk in clear");
        assert!(!holds(&site, "a-secret-of-isso") && !holds(&site, "203.0.113.77"), "{name}");
        let undone = json(&site, &["import", "undo", &report["id"].to_string(), "--json"]);
        assert_eq!(undone["made"], report["made"], "{name}: all of it is removed");
        assert_eq!(json(&site, &["article", "list", "--json"]), before, "{name}: and no more");
        let anew = json(&site, &["import", system, name, "--unmatched", "skip", "--json"]);
        let left_out = u64::from(system == "disqus");
        let count = expected.iter().sum::<u64>() - left_out;
        assert_eq!(anew["made"], serde_json::json!({ "comments": count }), "{name}: {anew}");
    }
    let doctor = site.run(&["doctor"]);
    assert!(doctor.status.success(), "{}", String::from_utf8_lossy(&doctor.stdout));
    let mail = std::fs::read_dir(site.data().join("mail")).map_or(0, Iterator::count);
    assert_eq!(mail, 0, "nothing was mailed");
}

#[test]
fn threads_land_where_the_map_says_or_wait_in_a_draft() {
    let site = Installation::new();
    let folder = site.folder.path().to_owned();
    let story = "---\ntitle: Elsewhere\npath: news/elsewhere\nstatus: published\n---\nWords.\n";
    std::fs::write(folder.join("story.md"), story).expect("a file");
    json(&site, &["article", "add", "story.md", "--json"]);
    std::fs::write(folder.join("site.xml"), include_str!("fixtures/disqus/site.xml"))
        .expect("a file");
    std::fs::write(folder.join("map.txt"), "old.example/2012/* /news/elsewhere\n").expect("a file");
    let output = site.run(&["import", "disqus", "site.xml", "--map", "map.txt"]);
    assert_eq!(output.status.code(), Some(2), "a line with one * is refused");
    let map = "https://old.example/2012/01/the-mud/ /news/elsewhere\nold.example/shop/* -\n";
    std::fs::write(folder.join("map.txt"), map).expect("a file");

    let report = json(&site, &["import", "disqus", "site.xml", "--map", "map.txt", "--json"]);
    let landed: Vec<(&str, &str)> = report["threads"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|thread| Some((thread["how"].as_str()?, thread["article"].as_str()?)))
        .collect();
    let map = ("map", "/news/elsewhere");
    let held = ("held in a draft", "/2011/lost-story");
    assert_eq!(landed, [map, map, held], "{report}");
    let all = json(&site, &["article", "list", "--json"]);
    let draft = all.as_array().expect("a list").iter().find(|it| it["title"] == "A lost story");
    assert_eq!(draft.map(|it| &it["status"]), Some(&"draft".into()), "{all}");
    let repaired = report["repaired"].to_string();
    assert!(repaired.contains("comment 906") && repaired.contains("begins a thread"), "{repaired}");
    let skipped = report["skipped"].to_string();
    assert!(skipped.contains("the thread was deleted there"), "{skipped}");
    assert!(
        skipped.contains("map.txt, line 2") && skipped.contains("no page in the files"),
        "{skipped}"
    );
}

/// A site with a picture in a text, one in a smaller size, a featured one, and one that is missing.
const PICTURES: &str = r#"<rss xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><link>https://old.example</link><wp:wxr_version>1.2</wp:wxr_version>
<item><title>Crane</title><wp:post_id>5</wp:post_id><wp:post_type>attachment</wp:post_type>
<wp:attachment_url>https://old.example/wp-content/uploads/2012/01/crane.jpg</wp:attachment_url>
<wp:postmeta><wp:meta_key>_wp_attachment_image_alt</wp:meta_key><wp:meta_value>The old crane</wp:meta_value></wp:postmeta></item>
<item><title>Pictures</title><link>https://old.example/2012/01/pictures/</link><wp:post_id>6</wp:post_id>
<wp:post_type>post</wp:post_type><wp:status>publish</wp:status><wp:post_date_gmt>2012-01-03 10:00:00</wp:post_date_gmt>
<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>5</wp:meta_value></wp:postmeta>
<content:encoded><![CDATA[<p>Before <a href="https://old.example/wp-content/uploads/2012/01/mud.jpg"><img src="https://old.example/wp-content/uploads/2012/01/mud-300x200.jpg" alt="Mud"/></a></p>
<p><img src="/wp-content/uploads/2012/01/gone.jpg" alt="Gone"/></p>]]></content:encoded></item></channel></rss>"#;

#[test]
fn the_pictures_of_a_wordpress_site_are_copied_from_its_folder() {
    let site = Installation::new();
    let folder = site.folder.path().join("uploads/2012/01");
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::write(folder.join("mud.jpg"), pictures::photo(800, 600, 1)).expect("a file");
    std::fs::write(folder.join("crane.jpg"), pictures::photo(640, 480, 2)).expect("a file");
    std::fs::write(site.folder.path().join("site.xml"), PICTURES).expect("a file");
    let import = ["import", "wordpress", "site.xml", "--uploads", "uploads", "--json"];
    let mut dry = import.to_vec();
    dry.push("--dry-run");
    let plan = json(&site, &dry);
    assert_eq!(plan["made"], serde_json::json!({ "articles": 1, "attachments": 2 }), "{plan}");
    assert_eq!(json(&site, &["media", "list", "--json"]), serde_json::json!([]));

    let report = json(&site, &import);
    assert_eq!(report["made"], plan["made"], "{report}");
    let missing = report["repaired"].to_string();
    assert!(missing.contains("gone.jpg is not in the folder"), "{missing}");
    let all = json(&site, &["article", "list", "--json"]);
    let id = all.as_array().expect("a list").iter().find(|it| it["title"] == "Pictures");
    let id = id.expect("the article")["id"].to_string();
    let story = json(&site, &["article", "show", &id, "--json"]);
    let body = story["body"].as_str().expect("a body");
    assert_eq!(body.matches("/media/").count(), 2, "the picture and the link around it: {body}");
    assert!(body.contains("https://old.example/wp-content/uploads/2012/01/gone.jpg"), "{body}");
    assert_eq!(story["lead_image"]["alt"], "The old crane", "{story}");

    let again = json(&site, &import);
    assert_eq!(again["made"], serde_json::json!({}), "{again}");
    let undone = json(&site, &["import", "undo", &report["id"].to_string(), "--json"]);
    assert_eq!(undone["made"], report["made"], "{undone}");
    assert_eq!(json(&site, &["media", "list", "--json"]), serde_json::json!([]));
}

/// Imports these lines of our own format. The first line is added.
fn import_lines(site: &Installation, lines: &[&str]) -> Value {
    let head = r#"{"export":{"format":1,"site":"https://old.example"}}"#;
    let text = std::iter::once(&head).chain(lines).map(|line| format!("{line}\n"));
    std::fs::write(site.folder.path().join("lines.jsonl"), text.collect::<String>())
        .expect("a file");
    json(site, &["import", "jsonl", "lines.jsonl", "--json"])
}

/// The public export, line by line.
fn exported(site: &Installation) -> Vec<Value> {
    let output = site.run(&["export"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

const ONE: &str = r#"{"article":{"key":"/x1","path":"/x1","title":"X1","body":"b","published_at":"2012-11-01T03:00:00Z"}}"#;
const TWO: &str = r#"{"article":{"key":"/x2","path":"/x2","title":"X2","body":"b","published_at":"2012-11-01T04:00:00Z"}}"#;
const ON_ONE: &str = r#"{"comment":{"key":"1","article":"/x1","parent":"","name":"N","text":"On one","at":"2012-11-02T03:00:00Z"}}"#;
const ON_TWO: &str = r#"{"comment":{"key":"2","article":"/x2","parent":"","name":"N","text":"On two","at":"2012-11-02T03:00:00Z"}}"#;

#[test]
fn a_newer_export_of_a_site_brings_what_is_new_and_doubles_nothing() {
    let site = Installation::new();
    let first = import_lines(&site, &[ONE, ON_ONE, ON_ONE, TWO, ON_TWO]);
    // The same line twice is one comment, another line that says the same is another one.
    assert_eq!(first["made"]["comments"], 2, "{first}");
    let equal = ON_TWO.replace("\"2\"", "\"3\"");
    let second = import_lines(&site, &[ONE, ON_ONE, TWO, ON_TWO, &equal]);
    assert_eq!(second["made"], serde_json::json!({ "comments": 1 }), "{second}");

    // One more comment shifts the keys of all that follow.
    let new = r#"{"comment":{"key":"2","article":"/x1","parent":"1","name":"N","text":"New","at":"2012-11-02T04:00:00Z"}}"#;
    let (moved, third) = (equal.replace("\"3\"", "\"4\""), ON_TWO.replace("\"2\"", "\"3\""));
    let newer = import_lines(&site, &[ONE, ON_ONE, new, TWO, &third, &moved]);
    assert_eq!(newer["made"], serde_json::json!({ "comments": 1 }), "{newer}");
    assert_eq!(newer["matched"]["comments"], 3, "{newer}");
    let lines = exported(&site);
    let texts: Vec<&str> =
        lines.iter().filter_map(|line| line["comment"]["text"].as_str()).collect();
    assert_eq!(texts, ["On one", "New", "On two", "On two"], "{lines:?}");

    // Two files of one site may use a key for different comments, and both have one of them.
    let other = Installation::new();
    import_lines(&other, &[ONE, ON_ONE, TWO, ON_TWO]);
    std::fs::rename(other.folder.path().join("lines.jsonl"), other.folder.path().join("a.jsonl"))
        .expect("renamed");
    json(&other, &["import", "undo", "1", "--json"]);
    import_lines(&other, &[ONE, ON_ONE, new, TWO, &third]);
    json(&other, &["import", "undo", "2", "--json"]);
    let both = json(&other, &["import", "jsonl", "a.jsonl", "lines.jsonl", "--json"]);
    assert_eq!(both["made"]["comments"], 3, "{both}");
    let lines = exported(&other);
    let new = lines.iter().find(|line| line["comment"]["text"] == "New");
    assert_eq!(new.map(|line| &line["comment"]["parent"]), Some(&"1".into()), "{lines:?}");
}

#[test]
fn a_reply_joins_the_thread_that_its_parent_is_in_here() {
    let site = Installation::new();
    let post = |number: u8, parent: &str| {
        format!(
            r#"<post dsq:id="{number}"><message><![CDATA[<p>Words {number}</p>]]></message><createdAt>2012-01-0{number}T08:00:00Z</createdAt><author><name>Ann</name></author><thread dsq:id="1"/>{parent}</post>"#
        )
    };
    let import = |posts: &[String]| {
        let posts = posts.concat();
        let text = format!(
            r#"<disqus xmlns:dsq="http://disqus.com/disqus-internals"><thread dsq:id="1"><forum>f</forum><link>https://old.example/x1</link></thread>{posts}</disqus>"#
        );
        std::fs::write(site.folder.path().join("disqus.xml"), text).expect("a file");
        json(&site, &["import", "disqus", "disqus.xml", "--unmatched", "create", "--json"])
    };
    let under = |number: u8| format!(r#"<parent dsq:id="{number}"/>"#);
    // The first file lacks the comment that the second replies to, which therefore begins a thread here.
    assert_eq!(import(&[post(2, &under(1))])["made"]["comments"], 1);
    assert_eq!(import(&[post(1, ""), post(2, &under(1))])["made"]["comments"], 1);
    let last = import(&[post(1, ""), post(2, &under(1)), post(3, &under(2))]);
    assert_eq!(last["made"]["comments"], 1, "{last}");
    let doctor = site.run(&["doctor"]);
    assert!(doctor.status.success(), "{}", String::from_utf8_lossy(&doctor.stdout));
    let lines = exported(&site);
    let parents: Vec<&str> =
        lines.iter().filter_map(|line| line["comment"]["parent"].as_str()).collect();
    assert_eq!(parents.iter().filter(|parent| parent.is_empty()).count(), 2, "{lines:?}");
}

/// A site of Disqus with posts of these ids and parents in one thread.
fn disqus(site: &Installation, posts: &[(u32, Option<u32>)]) {
    let post = |(id, parent): &(u32, Option<u32>)| {
        let parent = parent.map_or(String::new(), |id| format!(r#"<parent dsq:id="{id}"/>"#));
        format!(
            r#"<post dsq:id="{id}"><message><![CDATA[<p>Words {id}</p>]]></message><createdAt>2012-01-03T08:00:00Z</createdAt><author><name>Ann</name></author><thread dsq:id="1"/>{parent}</post>"#
        )
    };
    let posts: String = posts.iter().map(post).collect();
    let text = format!(
        r#"<disqus xmlns:dsq="http://disqus.com/disqus-internals"><thread dsq:id="1"><forum>f</forum><link>https://old.example/x1</link></thread>{posts}</disqus>"#
    );
    std::fs::write(site.folder.path().join("disqus.xml"), text).expect("a file");
}

#[test]
fn a_reply_to_a_comment_that_is_on_another_article_by_now_begins_a_thread() {
    let site = Installation::new();
    disqus(&site, &[(1, None)]);
    json(&site, &["import", "disqus", "disqus.xml", "--unmatched", "hold", "--json"]);
    import_lines(&site, &[TWO]);
    disqus(&site, &[(1, None), (2, Some(1)), (3, Some(2))]);
    std::fs::write(site.folder.path().join("map.txt"), "https://old.example/x1 /x2\n")
        .expect("a file");
    let report = json(&site, &["import", "disqus", "disqus.xml", "--map", "map.txt", "--json"]);
    assert_eq!(report["made"]["comments"], 2, "{report}");
    let repaired = report["repaired"].as_array().expect("a list");
    assert_eq!(repaired.len(), 1, "{report}");
    let doctor = site.run(&["doctor"]);
    assert!(doctor.status.success(), "{}", String::from_utf8_lossy(&doctor.stdout));
    assert_eq!(site.database.count("comments WHERE parent_id IS NOT NULL"), 1);
}

#[test]
fn an_import_that_is_undone_while_it_runs_stores_nothing_more() {
    let site = Installation::new();
    import_lines(&site, &[ONE, ON_ONE]);
    // As it is when another process undoes the import that this one goes on with.
    site.database.execute("UPDATE imports SET state = 0, report = ''");
    if site.database.is_postgres() {
        site.database.execute(
            "CREATE FUNCTION undo_imports() RETURNS trigger LANGUAGE plpgsql AS \
             $$ BEGIN UPDATE imports SET state = 2; RETURN NULL; END $$",
        );
        site.database.execute(
            "CREATE TRIGGER undone AFTER INSERT ON articles EXECUTE FUNCTION undo_imports()",
        );
    } else {
        site.database.execute(
            "CREATE TRIGGER undone AFTER INSERT ON articles BEGIN UPDATE imports SET state = 2; END",
        );
    }
    let head = r#"{"export":{"format":1,"site":"https://old.example"}}"#;
    let lines = [head, ONE, ON_ONE, TWO, ON_TWO].join("\n");
    std::fs::write(site.folder.path().join("lines.jsonl"), lines).expect("a file");
    let output = site.run(&["import", "jsonl", "lines.jsonl"]);
    assert!(!output.status.success());
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("undone while it ran"), "{said}");
    assert_eq!(site.database.count("comments"), 1);
    site.database.execute(match site.database.is_postgres() {
        true => "DROP TRIGGER undone ON articles",
        false => "DROP TRIGGER undone",
    });
    // What it had stored before is there, and can be removed.
    let undone = json(&site, &["import", "undo", "1", "--json"]);
    assert_eq!(undone["made"], serde_json::json!({ "articles": 2, "comments": 1 }), "{undone}");
    assert!(!site.run(&["import", "undo", "1"]).status.success(), "nothing is left");
}

#[test]
fn what_an_undone_import_had_to_leave_is_removed_when_it_can_be() {
    let site = Installation::new();
    disqus(&site, &[(1, None)]);
    let import = ["import", "disqus", "disqus.xml", "--unmatched", "hold", "--json"];
    json(&site, &import);
    disqus(&site, &[(1, None), (2, Some(1))]);
    json(&site, &import);
    let kept = json(&site, &["import", "undo", "1", "--json"]);
    assert_eq!(kept["made"], serde_json::json!({}), "{kept}");
    json(&site, &["import", "undo", "2", "--json"]);
    let rest = json(&site, &["import", "undo", "1", "--json"]);
    assert_eq!(rest["made"], serde_json::json!({ "articles": 1, "comments": 1 }), "{rest}");
    assert_eq!(site.database.count("comments"), 0);
}

#[test]
fn two_processes_import_one_site_at_once() {
    let site = Installation::new();
    json(&site, &["migrate", "--json"]);
    let mut lines = vec![r#"{"export":{"format":1,"site":"https://old.example"}}"#.to_owned()];
    for n in 1..=150 {
        lines.push(ONE.replace("x1", &format!("x{n}")).replace("X1", &format!("X{n}")));
        lines.push(ON_ONE.replace("/x1", &format!("/x{n}")).replace("\"1\"", &format!("\"{n}\"")));
    }
    std::fs::write(site.folder.path().join("lines.jsonl"), lines.join("\n")).expect("a file");
    let import = || site.run(&["import", "jsonl", "lines.jsonl", "--json"]);
    let (one, other) = std::thread::scope(|scope| {
        let (one, other) = (scope.spawn(import), scope.spawn(import));
        (one.join().expect("ran"), other.join().expect("ran"))
    });
    for ended in [&one, &other] {
        assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
    }
    assert_eq!(site.database.count("comments"), 150);
    assert_eq!(site.database.count("articles WHERE title LIKE 'X%'"), 150);
}

/// Many transactions, with replies from each to the one before, in one long thread, in threads of one, and with long texts.
#[test]
fn replies_find_their_parents_in_every_transaction() {
    const LONG: usize = 1_300;
    const TINY: usize = 900;
    const BYTES: usize = 30_000;
    let site = Installation::new();
    let (mut threads, mut posts) = (String::new(), String::new());
    let mut post = |id: usize, thread: usize, parent: Option<usize>, words: &str| {
        let parent = parent.map_or(String::new(), |id| format!(r#"<parent dsq:id="{id}"/>"#));
        posts += &format!(
            r#"<post dsq:id="{id}"><message><![CDATA[<p>{id} {words}</p>]]></message><createdAt>2012-01-03T08:00:00Z</createdAt><author><name>Ann</name></author><thread dsq:id="{thread}"/>{parent}</post>"#
        );
    };
    for n in 1..=LONG {
        // Chains of ten that begin anew, and replies to the first of all.
        let parent = match n % 10 {
            1 if n > 1 => Some(1),
            1 => None,
            _ => Some(n - 1),
        };
        post(n, 1, parent, "in a long thread");
    }
    for n in 1..=TINY {
        post(10_000 + n, 10_000 + n, None, "alone");
    }
    let words = "harbour ".repeat(BYTES / 8);
    for n in 1..=80 {
        post(20_000 + n, 2, (n > 1).then(|| 20_000 + n - 1), &words);
    }
    for thread in [1, 2].into_iter().chain(10_001..=10_000 + TINY) {
        threads += &format!(
            r#"<thread dsq:id="{thread}"><forum>f</forum><link>https://old.example/x{thread}</link></thread>"#
        );
    }
    let text = format!(
        r#"<disqus xmlns:dsq="http://disqus.com/disqus-internals">{threads}{posts}</disqus>"#
    );
    std::fs::write(site.folder.path().join("disqus.xml"), text).expect("a file");
    let import = ["import", "disqus", "disqus.xml", "--unmatched", "hold", "--json"];
    let report = json(&site, &import);
    assert_eq!(report["made"]["comments"], LONG + TINY + 80, "{report}");
    assert_eq!(report["repaired"], serde_json::json!([]), "{report}");
    let begin_threads = "comments WHERE parent_id IS NULL";
    assert_eq!(site.database.count(begin_threads), 2 + TINY as i64);
    let torn = "comments child JOIN comments parent ON parent.id = child.parent_id \
         WHERE child.root_id <> COALESCE(parent.root_id, parent.id) OR child.article_id <> parent.article_id";
    assert_eq!(site.database.count(torn), 0);
    let again = json(&site, &import);
    assert_eq!(again["made"], serde_json::json!({}), "{again}");
}

#[test]
fn comments_that_an_earlier_version_knew_by_the_keys_of_a_file_are_not_doubled() {
    let site = Installation::new();
    import_lines(&site, &[ONE, ON_ONE, TWO, ON_TWO]);
    site.database.execute(
        "UPDATE import_items SET source = CASE WHEN target_id = (SELECT MIN(id) FROM comments) THEN '1' ELSE '2' END \
         WHERE kind = 4",
    );
    let new = r#"{"comment":{"key":"1","article":"/x1","parent":"","name":"N","text":"New","at":"2012-11-02T01:00:00Z"}}"#;
    let (two, three) = (ON_ONE.replace("\"1\"", "\"2\""), ON_TWO.replace("\"2\"", "\"3\""));
    let newer = import_lines(&site, &[ONE, new, &two, TWO, &three]);
    assert_eq!(newer["made"], serde_json::json!({ "comments": 1 }), "{newer}");
    let again = import_lines(&site, &[ONE, new, &two, TWO, &three]);
    assert_eq!(again["made"], serde_json::json!({}), "{again}");
}

#[test]
fn a_reply_with_an_earlier_time_than_its_parent_is_in_every_export() {
    let comment = |key: &str, parent: &str, minute: &str| {
        format!(
            r#"{{"comment":{{"key":"{key}","article":"/x1","parent":"{parent}","name":"N","text":"Words {key}","at":"2012-11-02T{minute}:00Z"}}}}"#
        )
    };
    let site = Installation::new();
    let lines = [
        comment("root", "", "03:00"),
        comment("reply", "root", "02:59"),
        comment("last", "reply", "02:58"),
        comment("other", "", "02:57"),
        comment("same", "other", "02:57"),
    ];
    let lines: Vec<&str> = std::iter::once(ONE).chain(lines.iter().map(String::as_str)).collect();
    assert_eq!(import_lines(&site, &lines)["made"]["comments"], 5);

    let out = exported(&site);
    let tree: Vec<(&str, &str)> = out
        .iter()
        .filter_map(|line| {
            Some((line["comment"]["text"].as_str()?, line["comment"]["parent"].as_str()?))
        })
        .collect();
    let expected = [
        ("Words other", ""),
        ("Words same", "1"),
        ("Words root", ""),
        ("Words reply", "3"),
        ("Words last", "4"),
    ];
    assert_eq!(tree, expected);

    let text = |site: &Installation| String::from_utf8(site.run(&["export"]).stdout).expect("text");
    let moved = Installation::new();
    std::fs::write(moved.folder.path().join("out.jsonl"), text(&site)).expect("a file");
    json(&moved, &["import", "jsonl", "out.jsonl", "--json"]);
    assert_eq!(text(&moved), text(&site), "the next export is the same file");

    for (format, system, replies) in [("wxr", "wordpress", 3), ("isso", "isso", 3)] {
        let file = format!("out.{format}");
        let written = site.run(&["export", "--format", format, "--out", &file]);
        assert!(written.status.success(), "{}", String::from_utf8_lossy(&written.stderr));
        let other = Installation::new();
        std::fs::copy(site.folder.path().join(&file), other.folder.path().join(&file))
            .expect("a copy");
        let report = json(&other, &["import", system, &file, "--unmatched", "create", "--json"]);
        assert_eq!(report["made"]["comments"], 5, "{format}: {report}");
        let lines = exported(&other);
        let parents = lines.iter().filter_map(|line| line["comment"]["parent"].as_str());
        assert_eq!(parents.filter(|parent| !parent.is_empty()).count(), replies, "{lines:?}");
    }
}

/// An export of Commento with comments of these fields on these pages.
fn commento(site: &Installation, comments: &[(&str, &str)]) -> String {
    let comments: Vec<String> = comments
        .iter()
        .zip(1..)
        .map(|((url, rest), key)| {
            format!(
                r#"{{"commentHex":"c{key}","domain":"old.example","url":"{url}","parentHex":"root","state":"approved",{rest}}}"#
            )
        })
        .collect();
    let text = format!(
        r#"{{"version":1,"comments":[{}],"commenters":[{{"commenterHex":"aa","name":"ann.canary@example.net"}}]}}"#,
        comments.join(",")
    );
    std::fs::write(site.folder.path().join("commento.json"), text).expect("a file");
    "commento.json".to_owned()
}

#[test]
fn a_page_with_blanks_in_its_address_lands_where_the_plan_says() {
    let site = Installation::new();
    let article = TWO.replace("/x2", "/the-mud");
    import_lines(&site, &[&article]);
    let rest =
        r#""commenterHex":"anonymous","markdown":"Hi","creationDate":"2019-01-02T10:00:00Z""#;
    let file = commento(&site, &[("/the-mud%20", rest), ("/the-mud/%20", rest), ("/%20new", rest)]);
    let plan = json(&site, &["import", "commento", &file, "--dry-run", "--json"]);
    let how: Vec<&str> = (0..3).filter_map(|at| plan["threads"][at]["how"].as_str()).collect();
    assert_eq!(how, ["exact", "exact", "held in a draft"], "{plan}");
    let report = json(&site, &["import", "commento", &file, "--json"]);
    for part in ["made", "matched", "threads", "skipped"] {
        assert_eq!(report[part], plan[part], "the plan said so about {part}");
    }
    let all = json(&site, &["article", "list", "--json"]);
    let all = all.as_array().expect("a list");
    let draft = all.iter().find(|article| article["title"] == "new");
    assert_eq!(draft.map(|article| &article["status"]), Some(&"draft".into()), "{all:?}");
}

#[test]
fn a_time_that_nobody_can_know_is_reported_whatever_the_source() {
    let site = Installation::new();
    let write = |name: &str, text: &str| {
        std::fs::write(site.folder.path().join(name), text).expect("a file");
    };
    let rest = |time: &str| format!(r#""commenterHex":"anonymous","markdown":"Hi"{time}"#);
    let (missing, wrong) = (rest(""), rest(r#","creationDate":"yesterday""#));
    let (future, number) =
        (rest(r#","creationDate":"2099-01-01T00:00:00Z""#), rest(r#","creationDate":1325581200"#));
    let page = "/x1";
    commento(&site, &[(page, &missing), (page, &wrong), (page, &future), (page, &number)]);
    write(
        "comentario.json",
        r#"{"version":3,"pages":[{"id":"p","domainId":"d","path":"/x1"}],"comments":[{"id":"1","pageId":"p",
        "markdown":"Hi","isApproved":true,"authorName":"N"}],"commenters":[]}"#,
    );
    write(
        "coral.json",
        "{\"id\":\"s\",\"url\":\"https://old.example/x1\"}\n\
         {\"id\":\"c\",\"storyID\":\"s\",\"status\":\"APPROVED\",\"revisions\":[{\"body\":\"Hi\"}]}\n\
         {\"id\":\"d\",\"storyID\":\"s\",\"status\":\"APPROVED\",\"createdAt\":\"2012-01-03 09:00:00\",\
         \"revisions\":[{\"body\":\"Hi\"}]}\n",
    );
    write(
        "remark42.json",
        "{\"version\":1,\"users\":[],\"posts\":[]}\n{\"id\":\"1\",\"text\":\"Hi\",\"user\":{\"name\":\"N\"},\
         \"locator\":{\"site\":\"s\",\"url\":\"https://old.example/x1\"}}\n",
    );
    write("artalk.json", r#"[{"id":"1","page_key":"/x1","content":"Hi","nick":"N"}]"#);
    let posts = ["", "2012-01-02T10:00:00", "2012-01-02T10:00:00+0200"].iter().zip(1..);
    let posts: String = posts
        .map(|(time, key)| {
            format!(
                r#"<post dsq:id="{key}"><createdAt>{time}</createdAt><message>Hi</message><author><name>N</name></author><thread dsq:id="1"/></post>"#
            )
        })
        .collect();
    write(
        "disqus.xml",
        &format!(
            r#"<disqus xmlns:dsq="http://disqus.com/disqus-internals"><thread dsq:id="1"><forum>f</forum><link>https://old.example/x1</link></thread>{posts}</disqus>"#
        ),
    );
    write(
        "wordpress.xml",
        r#"<rss xmlns:wp="http://wordpress.org/export/1.2/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
        <link>https://old.example</link><wp:wxr_version>1.2</wp:wxr_version><item><title>Odd date</title><wp:post_id>1</wp:post_id>
        <wp:post_type>post</wp:post_type><wp:status>publish</wp:status><wp:post_date>nonsense</wp:post_date><content:encoded>Words</content:encoded>
        <wp:comment><wp:comment_id>1</wp:comment_id><wp:comment_author>N</wp:comment_author><wp:comment_content>Hi</wp:comment_content></wp:comment>
        <wp:comment><wp:comment_id>2</wp:comment_id><wp:comment_author>N</wp:comment_author><wp:comment_content>Ho</wp:comment_content>
        <wp:comment_date>2012-01-02 10:00:00</wp:comment_date></wp:comment></item></channel></rss>"#,
    );
    let (none, zone, late) = ("it has no time", "its time has no zone", "in the future");
    for (system, file, expected) in [
        ("commento", "commento.json", vec![(none, 2), (late, 1)]),
        ("comentario", "comentario.json", vec![(none, 1)]),
        ("coral", "coral.json", vec![(none, 1), (zone, 1)]),
        ("remark42", "remark42.json", vec![(none, 1)]),
        ("artalk", "artalk.json", vec![(none, 1)]),
        ("disqus", "disqus.xml", vec![(none, 1), (zone, 1)]),
        ("wordpress", "wordpress.xml", vec![(none, 1), (zone, 1), ("no date that can be read", 1)]),
    ] {
        let plan = json(&site, &["import", system, file, "--dry-run", "--json"]);
        let repaired = plan["repaired"].as_array().expect("a list");
        for (why, count) in expected {
            let such = repaired
                .iter()
                .filter(|one| one["why"].as_str().is_some_and(|given| given.contains(why)));
            assert_eq!(such.count(), count, "{system}: {why}: {plan}");
        }
    }
    import_lines(&site, &[ONE]);
    json(&site, &["import", "disqus", "disqus.xml", "--json"]);
    let lines = exported(&site);
    let times: Vec<&str> = lines.iter().filter_map(|line| line["comment"]["at"].as_str()).collect();
    assert_eq!(times, ["1970-01-01T00:00:00Z", "2012-01-02T08:00:00Z", "2012-01-02T10:00:00Z"]);
    // A time of the future is taken once: the next import does not know another one.
    json(&site, &["import", "commento", "commento.json", "--json"]);
    let late = ON_ONE.replace("2012", "2099");
    assert_eq!(import_lines(&site, &[ONE, &late])["made"]["comments"], 1);
    assert_eq!(import_lines(&site, &[ONE, &late])["made"], serde_json::json!({}));
}

#[test]
fn what_only_an_article_names_is_counted_and_undone() {
    let site = Installation::new();
    json(&site, &["migrate", "--json"]);
    let count = |table: &str| site.database.count(table);
    let before = (count("authors"), count("tags"), count("sections"));
    let named = ONE.replace(
        "\"body\"",
        "\"authors\":[\"ghost\"],\"section\":\"nosuch\",\"tags\":[\"T1\",\"t1\"],\"body\"",
    );
    std::fs::write(
        site.folder.path().join("lines.jsonl"),
        format!("{{\"export\":{{\"format\":1,\"site\":\"https://old.example\"}}}}\n{named}\n"),
    )
    .expect("a file");
    let plan = json(&site, &["import", "jsonl", "lines.jsonl", "--dry-run", "--json"]);
    let report = json(&site, &["import", "jsonl", "lines.jsonl", "--json"]);
    let made = serde_json::json!({ "articles": 1, "authors": 1, "tags": 1 });
    assert_eq!((&report["made"], &plan["made"]), (&made, &made), "{report}");
    assert!(report["repaired"].to_string().contains("its section nosuch is not in the files"));
    let undone = json(&site, &["import", "undo", &report["id"].to_string(), "--json"]);
    assert_eq!(undone["made"], made, "{undone}");
    assert_eq!((count("authors"), count("tags"), count("sections")), before);

    let xml = r#"<rss xmlns:wp="http://wordpress.org/export/1.2/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
        <link>https://old.example</link><wp:wxr_version>1.2</wp:wxr_version><item><title>Named</title><wp:post_id>1</wp:post_id>
        <wp:post_type>post</wp:post_type><wp:status>publish</wp:status><wp:post_date_gmt>2012-01-02 10:00:00</wp:post_date_gmt>
        <dc:creator>ann.canary@example.net</dc:creator><category domain="category" nicename="coast">Coast &amp; sea</category>
        <category domain="post_tag" nicename="mud">Mud</category><content:encoded>Words</content:encoded></item></channel></rss>"#;
    std::fs::write(site.folder.path().join("items.xml"), xml).expect("a file");
    let plan = json(&site, &["import", "wordpress", "items.xml", "--dry-run", "--json"]);
    let report = json(&site, &["import", "wordpress", "items.xml", "--json"]);
    let made = serde_json::json!({ "articles": 1, "authors": 1, "sections": 1, "tags": 1 });
    assert_eq!((&report["made"], &plan["made"]), (&made, &made), "{report}");
    let lines = exported(&site);
    let article = lines.iter().find(|line| line["article"]["title"] == "Named");
    let article = &article.unwrap_or_else(|| panic!("{lines:?}"))["article"];
    assert_eq!(article["section"], "coast-sea", "{article}");
    assert_eq!(article["authors"], serde_json::json!(["ann-canary"]), "{article}");
    let undone = json(&site, &["import", "undo", &report["id"].to_string(), "--json"]);
    assert_eq!(undone["made"], made, "{undone}");
    assert_eq!((count("authors"), count("tags"), count("sections")), before);
}

#[test]
fn a_name_that_is_an_address_is_cut_and_never_stored() {
    let site = Installation::new();
    import_lines(&site, &[ONE]);
    let named = r#""commenterHex":"aa","markdown":"Hi","creationDate":"2019-01-02T10:00:00Z""#;
    let file = commento(&site, &[("/x1", named)]);
    let report = json(&site, &["import", "commento", &file, "--json"]);
    assert!(report["repaired"].to_string().contains("its name is an e-mail address"), "{report}");
    assert!(!report.to_string().contains("ann.canary@"), "{report}");
    let xml = r#"<rss xmlns:wp="http://wordpress.org/export/1.2/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
        <link>https://old.example</link><wp:wxr_version>1.2</wp:wxr_version><wp:author><wp:author_login>ann.canary@example.net</wp:author_login>
        <wp:author_display_name>ann.canary@example.net</wp:author_display_name></wp:author><item><title>By her</title><wp:post_id>1</wp:post_id>
        <wp:post_type>post</wp:post_type><wp:status>publish</wp:status><wp:post_date_gmt>2012-01-02 10:00:00</wp:post_date_gmt>
        <dc:creator>ann.canary@example.net</dc:creator><content:encoded>Words</content:encoded></item></channel></rss>"#;
    std::fs::write(site.folder.path().join("site.xml"), xml).expect("a file");
    let report = json(&site, &["import", "wordpress", "site.xml", "--json"]);
    assert!(!report.to_string().contains("ann.canary@"), "{report}");
    let lines = exported(&site);
    let names: Vec<&Value> = lines
        .iter()
        .flat_map(|line| [line["comment"].get("name"), line["author"].get("key")])
        .flatten()
        .collect();
    assert_eq!(names, ["ann-canary", "ann.canary"], "{lines:?}");
    assert!(!holds(&site, "ann.canary@"), "an address is on the disk in clear");
    let again = json(&site, &["import", "wordpress", "site.xml", "--json"]);
    assert_eq!(again["made"], serde_json::json!({}), "{again}");
}

#[test]
fn files_of_relatives_are_told_apart_and_nothing_is_imported_twice() {
    let site = Installation::new();
    let words =
        r#""commenterHex":"anonymous","markdown":"Hi","creationDate":"2019-01-02T10:00:00Z""#;
    commento(&site, &[("/x1", words)]);
    let text = std::fs::read_to_string(site.folder.path().join("commento.json")).expect("a file");
    let write = |name: &str, text: &str| {
        std::fs::write(site.folder.path().join(name), text).expect("a file");
    };
    write("variant.json", &text.replace("\"domain\"", "\"host\"").replace("\"url\"", "\"path\""));
    write("waline.json", include_str!("fixtures/comments/waline.json"));
    write(
        "valine.json",
        "#filetype:JSON-streaming {\"type\":\"Class\",\"class\":\"Comment\"}\n\
         {\"objectId\":\"a\",\"nick\":\"Ann\",\"comment\":\"<p>One</p>\",\"url\":\"/mud/\"}\n",
    );
    for (system, file, right) in [
        ("comentario", "commento.json", "commento"),
        ("commento", "variant.json", "comentario"),
        ("commento", "waline.json", "artalk"),
        ("comentario", "waline.json", "artalk"),
        ("coral", "valine.json", "artalk"),
        ("jsonl", "valine.json", "artalk"),
    ] {
        let output = site.run(&["import", system, file, "--dry-run"]);
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{system} {file}: {error}");
        assert!(error.contains(&format!("import it as {right}")), "{system} {file}: {error}");
    }
    let report = json(&site, &["import", "comentario", "variant.json", "--json"]);
    assert_eq!(report["made"]["comments"], 1, "{report}");
    let help = site.run(&["import", "disqus", "--help"]);
    let help = String::from_utf8_lossy(&help.stdout);
    assert!(help.contains("--map") && !help.contains("--uploads"), "{help}");
}

#[test]
fn what_is_not_public_in_our_own_format_is_not_published() {
    let site = Installation::new();
    let draft = TWO.replace("\"body\"", "\"status\":\"draft\",\"body\"");
    let with = |status: &str| {
        let field = format!(
            "\"status\":\"{status}\",\"email\":\"canary@example.net\",\"text\":\"{status} "
        );
        ON_ONE.replace("\"text\":\"", &field)
    };
    let empty = ON_ONE.replace("On one", "\u{200b}\u{200d}\u{2060}");
    let lines = [ONE, &with("approved"), &with("spam"), &with("waiting"), &empty, &draft];
    let report = import_lines(&site, &lines);
    assert_eq!(report["made"]["comments"], 3, "{report}");
    let repaired = report["repaired"].to_string();
    for status in ["draft", "spam", "waiting"] {
        assert!(repaired.contains(&format!("its status is “{status}”")), "{repaired}");
    }
    assert_eq!(repaired.matches("no field “comment.email”").count(), 1, "{repaired}");
    assert!(report["skipped"].to_string().contains("it shows no words"), "{report}");
    let lines = exported(&site);
    let public: Vec<&str> = lines
        .iter()
        .filter_map(|line| line["comment"]["text"].as_str().or(line["article"]["title"].as_str()))
        .collect();
    assert_eq!(public[..2], ["X1", "approved On one"], "{lines:?}");
    assert!(!public.contains(&"X2"), "{lines:?}");
    assert!(!holds(&site, "canary@example.net"));
}

#[test]
fn the_list_counts_what_an_interrupted_import_has_made_in_all() {
    let site = Installation::new();
    import_lines(&site, &[ONE, ON_ONE]);
    // As a process leaves it that is killed in the middle.
    site.database.execute("UPDATE imports SET state = 0, report = ''");
    let list = json(&site, &["import", "list", "--json"]);
    assert_eq!(list[0]["made"], serde_json::json!({ "articles": 1, "comments": 1 }), "{list}");
    let rest = import_lines(&site, &[ONE, ON_ONE, TWO, ON_TWO]);
    assert_eq!(rest["made"], serde_json::json!({ "articles": 1, "comments": 1 }), "{rest}");
    let list = json(&site, &["import", "list", "--json"]);
    assert_eq!(list[0]["made"], serde_json::json!({ "articles": 2, "comments": 2 }), "{list}");
    assert_ne!(list[0]["finished_at"], list[0]["created_at"], "{list}");
}
