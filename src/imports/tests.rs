//! What each source reads from its fixture, and what it refuses.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use diesel::connection::SimpleConnection as _;
use diesel::{Connection as _, SqliteConnection};

use super::items::{Item, Place};
use super::model::System;
use super::{input, parse};
use crate::error::{Error, Result};
use crate::vault::Vault;
use crate::vault::stream::seal_into;

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

/// A database of Isso, made from the fixture with its statements.
fn isso(folder: &Path, name: &str) -> PathBuf {
    let file = folder.join(format!("{name}.db"));
    let sql = std::fs::read_to_string(fixture(&format!("comments/{name}.sql"))).expect("a fixture");
    let mut conn = SqliteConnection::establish(&file.display().to_string()).expect("a database");
    conn.batch_execute(&sql).expect("statements");
    file
}

/// The items of a file, each on a line.
fn items(system: System, file: &Path) -> Result<Vec<String>> {
    let keys = tempfile::tempdir().expect("a folder");
    let vault = Vault::open_or_create(&keys.path().join("keys")).expect("keys");
    items_of(system, &input::Source::File(file.to_owned()), &vault)
}

fn items_of(system: System, source: &input::Source, vault: &Vault) -> Result<Vec<String>> {
    let mut lines = Vec::new();
    input::each(source, vault, &mut |input| {
        parse(system, &[], input, &mut |place: Place, item| {
            assert!(!place.file.is_empty());
            lines.push(match item {
                Item::Site(site) => format!("site {site}"),
                Item::Thread(t) => format!("thread {} {} “{}”", t.key, t.url, t.title),
                Item::Person(p) => format!("person {} <{}> {}", p.name, p.email, p.website),
                Item::Comment(c) => {
                    let status = c.status.name();
                    let who = format!("{} <{}> {}", c.name, c.email, c.website);
                    let seconds = c.at.seconds();
                    format!(
                        "{}<{} on {} {seconds} {status} {who}: {}",
                        c.key,
                        c.parent,
                        c.article,
                        c.text.trim()
                    )
                }
                Item::Repaired { what, why } => {
                    format!("repaired {}: {}", what.in_english(), why.in_english())
                }
                Item::Skipped { what, why } => {
                    format!("skipped {}: {}", what.in_english(), why.in_english())
                }
                _ => "other".to_owned(),
            });
            Ok(())
        })
    })?;
    Ok(lines)
}

#[test]
fn relatives_of_waline_are_read_as_their_databases_write_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let (first, second) = (1_325_581_200, 1_325_584_800);
    for (name, text) in [
        (
            "valine.json",
            "#filetype:JSON-streaming {\"type\":\"Class\",\"class\":\"Comment\"}\n\
             {\"objectId\":\"a\",\"nick\":\"Ann\",\"comment\":\"<p>One</p>\",\"url\":\"/mud/\",\
             \"insertedAt\":{\"__type\":\"Date\",\"iso\":\"2012-01-03T09:00:00.000Z\"}}\n\
             {\"objectId\":\"b\",\"nick\":\"Ben\",\"comment\":\"Two\",\"url\":\"/mud/\",\"pid\":\"a\",\"rid\":\"a\",\
             \"createdAt\":\"2012-01-03T10:00:00.000Z\",\"status\":\"waiting\"}\n",
        ),
        (
            "twikoo.json",
            "\u{feff}[{\"_id\":{\"$oid\":\"a\"},\"nick\":\"Ann\",\"comment\":\"<p>One</p>\",\"url\":\"/mud/\",\
             \"created\":{\"$numberLong\":\"1325581200000\"},\"isSpam\":false},\n\
             {\"_id\":\"b\",\"nick\":\"Ben\",\"comment\":\"Two\",\"url\":\"/mud/\",\"pid\":\"a\",\"rid\":\"a\",\
             \"created\":1325584800000,\"isSpam\":true}]",
        ),
    ] {
        let file = folder.path().join(name);
        std::fs::write(&file, text).expect("a file");
        let status = if name.starts_with('v') { "pending" } else { "spam" };
        assert_eq!(
            items(System::Artalk, &file).expect("an export"),
            [
                "site artalk".to_owned(),
                "thread /mud/ /mud/ “”".into(),
                format!("a< on /mud/ {first} approved Ann <> : <p>One</p>"),
                format!("b<a on /mud/ {second} {status} Ben <> : Two"),
            ],
            "{name}"
        );
    }
}

#[test]
fn each_source_reads_what_its_format_says() {
    let folder = tempfile::tempdir().expect("a folder");
    let page = "https://old.example/2012/01/the-mud/";
    let (first, second, third) = (1_325_581_200, 1_325_584_800, 1_325_588_400);
    let thread = format!("thread {page} {page} “”");
    let titled = format!("thread {page} {page} “The mud”");
    let reader = "canary.reader@example.net";
    for (system, file, expected) in [
        (
            System::Remark42,
            fixture("comments/remark42.jsonl"),
            vec![
                format!("person  <{reader}> "),
                "site harbour".into(),
                titled.clone(),
                format!("r-2<r-1 on {page} {second} approved Ben <> : <p>A reply.</p>"),
                format!("r-1< on {page} {first} approved Ann <> : <p>See <em>this</em>.</p>"),
                format!("r-3<r-1 on {page} {} deleted deleted <> : ", third + 3_600),
            ],
        ),
        (
            System::Commento,
            fixture("comments/commento.json"),
            vec![
                "site old.example".into(),
                thread,
                format!("aa01< on {page} {first} approved  <> : See *this*."),
                format!("aa02<aa01 on {page} {second} pending Anonymous <> : A reply."),
                format!("aa03< on {page} {third} deleted  <> : [deleted]"),
                format!("person Ann <{reader}> "),
                format!("person Ann <{reader}> "),
            ],
        ),
        (
            System::Comentario,
            fixture("comments/comentario.json"),
            vec![
                "site d-1".into(),
                "thread p-1 /2012/01/the-mud/ “The mud”".into(),
                format!("c-1< on p-1 {first} approved  <> : See *this*."),
                format!("c-2<c-1 on p-1 {second} rejected Ben <> : A reply."),
                format!("c-3<c-1 on p-1 {third} deleted  <> : "),
                format!("person Ann <{reader}> https://ann.example"),
            ],
        ),
        (
            System::Artalk,
            fixture("comments/artalk.json"),
            vec![
                "site artalk".into(),
                titled,
                format!("12<11 on {page} {first} pending Ben <ben@example.net> : A reply."),
                format!(
                    "11< on {page} {first} approved Ann <{reader}> https://ann.example: See *this*."
                ),
                format!(
                    "13<99 on {page} {second} approved Cara <> : It answers one that is not in the file."
                ),
            ],
        ),
        (
            System::Artalk,
            fixture("comments/waline.json"),
            vec![
                "site artalk".into(),
                "thread /2012/01/the-mud/ /2012/01/the-mud/ “”".into(),
                "repaired comment 1: its time has no zone and was read as UTC".into(),
                format!("1< on /2012/01/the-mud/ {first} approved Ann <{reader}> : See *this*."),
                format!("2<1 on /2012/01/the-mud/ {second} pending Ben <> : A reply."),
                format!("3< on /2012/01/the-mud/ {third} spam Watches <> : Cheap watches"),
            ],
        ),
        (
            System::Artalk,
            fixture("comments/cusdis.json"),
            vec![
                "site artalk".into(),
                format!("thread pg1 {page} “The mud”"),
                format!("k1< on pg1 {first} approved Ann <{reader}> : See *this*."),
                format!("k2<k1 on pg1 {second} pending Ben <> : A reply."),
                format!("k3<k1 on pg1 {third} deleted Cara <> : Gone."),
            ],
        ),
        (
            System::Coral,
            fixture("comments/coral.jsonl"),
            vec![
                "site coral".into(),
                format!("thread s-1 {page} “The mud”"),
                format!("person Ann <{reader}> "),
                format!("c-1< on s-1 {first} approved  <> : <div>See <i>this</i>.</div>"),
                format!("c-2<c-1 on s-1 {second} pending  <> : <div>A reply.</div>"),
                format!("c-3<c-1 on s-1 {third} rejected  <> : <div>No.</div>"),
            ],
        ),
        (
            System::Isso,
            isso(folder.path(), "isso"),
            vec![
                "site isso".into(),
                "thread 1 /2012/01/the-mud/ “The mud”".into(),
                format!(
                    "1< on 1 {first} approved Ann & Co <{reader}> https://ann.example/?a=1&b=2: See *this*."
                ),
                format!("2<1 on 1 {second} pending Ben <> : A reply."),
                format!("3<1 on 1 {third} deleted  <> : "),
            ],
        ),
        (
            System::Isso,
            isso(folder.path(), "isso0"),
            vec![
                "site isso".into(),
                "thread 1 /2012/01/the-mud/ “”".into(),
                format!("1< on 1 {first} approved  <{reader}> : See *this*."),
                format!("2<1 on 1 {second} approved Ben <> : "),
            ],
        ),
    ] {
        let read = items(system, &file).expect("a good file");
        assert_eq!(read, expected, "{}", file.display());
    }
}

#[test]
fn what_no_text_may_have_is_repaired_in_every_format() {
    let folder = tempfile::tempdir().expect("a folder");
    for (system, name, key) in [
        (System::Remark42, "comments/remark42.jsonl", "r-2"),
        (System::Commento, "comments/commento.json", "aa02"),
        (System::Comentario, "comments/comentario.json", "c-2"),
        (System::Artalk, "comments/artalk.json", "12"),
        (System::Artalk, "comments/waline.json", "2"),
        (System::Artalk, "comments/cusdis.json", "k2"),
        (System::Coral, "comments/coral.jsonl", "c-2"),
    ] {
        let plain = std::fs::read(fixture(name)).expect("a fixture");
        let mut damaged = plain.clone();
        let text = b"A reply.";
        while let Some(at) = damaged.windows(text.len()).position(|part| part == text) {
            damaged.splice(at..at + text.len(), *b"A caf\xe9\\u0000 \\ud83d");
        }
        let file = folder.path().join("export.json");
        std::fs::write(&file, damaged).expect("written");
        let expected = items(system, &fixture(name)).expect("items");
        let expected: Vec<String> =
            expected.iter().map(|line| line.replace("A reply.", "A café \u{fffd}")).collect();
        let read = items(system, &file).unwrap_or_else(|error| panic!("{name}: {error}"));
        let (repaired, others): (Vec<String>, Vec<String>) =
            read.into_iter().partition(|line| line.starts_with("repaired entry"));
        assert_eq!(others, expected, "{name}");
        assert_eq!(
            repaired,
            [
                format!(
                    "repaired entry {key}: it had bytes that are not UTF-8; they were read as Windows-1252"
                ),
                format!("repaired entry {key}: it had half of a character, which became \u{fffd}"),
                format!("repaired entry {key}: it had control characters, which were removed"),
            ],
            "{name}"
        );
    }
}

#[test]
fn packed_files_are_read_as_they_are() {
    let folder = tempfile::tempdir().expect("a folder");
    let plain = std::fs::read(fixture("comments/commento.json")).expect("a fixture");
    let expected = items(System::Commento, &fixture("comments/commento.json")).expect("items");

    let gzip = folder.path().join("export.json.gz");
    let file = std::fs::File::create(&gzip).expect("a file");
    let mut packed = flate2::write::GzEncoder::new(file, flate2::Compression::default());
    packed.write_all(&plain).and_then(|()| packed.finish().map(drop)).expect("written");
    assert_eq!(items(System::Commento, &gzip).expect("items"), expected);
    // A tape fills the end with zeros. What follows otherwise is no file of gzip.
    let bytes = std::fs::read(&gzip).expect("a file");
    std::fs::write(&gzip, [&bytes[..], &[0; 100_000]].concat()).expect("a file");
    assert_eq!(items(System::Commento, &gzip).expect("items"), expected);
    std::fs::write(&gzip, [&bytes[..], &[0, 0, 7]].concat()).expect("a file");
    assert!(items(System::Commento, &gzip).is_err());
    let (start, end) = plain.split_at(plain.len() / 2);
    let member = |part: &[u8]| {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        packed.write_all(part).and_then(|()| packed.finish()).expect("packed")
    };
    std::fs::write(&gzip, [member(start), member(end)].concat()).expect("a file");
    assert_eq!(items(System::Commento, &gzip).expect("items"), expected);
    std::fs::write(&gzip, member(&bytes)).expect("a file");
    let refused = items(System::Disqus, &gzip).expect_err("refused").to_string();
    assert!(refused.contains("packed once more"), "{refused}");

    let options = zip::write::SimpleFileOptions::default();
    for (name, method) in [
        ("stored.zip", zip::CompressionMethod::Stored),
        ("deflated.zip", zip::CompressionMethod::Deflated),
    ] {
        let path = folder.path().join(name);
        let mut archive = zip::ZipWriter::new(std::fs::File::create(&path).expect("a file"));
        archive.add_directory("inner/", options).expect("a folder");
        // A name that would lead out of a folder, if anything were unpacked.
        archive
            .start_file("inner/../../export.json", options.compression_method(method))
            .expect("a file");
        archive.write_all(&plain).expect("written");
        archive.start_file("__MACOSX/._export.json", options).expect("a file");
        archive.write_all(b"no export").expect("written");
        archive.finish().expect("finished");
        assert_eq!(items(System::Commento, &path).expect("items"), expected, "{name}");
    }

    // A database that was packed is read from the memory.
    let database = std::fs::read(isso(folder.path(), "isso")).expect("a database");
    let packed = folder.path().join("isso.zip");
    let mut archive = zip::ZipWriter::new(std::fs::File::create(&packed).expect("a file"));
    let method = options.compression_method(zip::CompressionMethod::Deflated);
    archive.start_file("comments.db", method).expect("a file");
    archive.write_all(&database).expect("written");
    archive.finish().expect("finished");
    assert_eq!(items(System::Isso, &packed).expect("items").len(), 5);
}

#[test]
fn a_database_is_read_where_it_is_sealed_and_not_while_it_is_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let vault = Vault::open_or_create(&folder.path().join("keys")).expect("keys");
    let file = isso(folder.path(), "isso");
    let path = folder.path().join("upload");
    let out = std::fs::File::create(&path).expect("a file");
    let mut sealed = seal_into(&vault, b"upload", out).expect("begun");
    sealed.write_all(&std::fs::read(&file).expect("a database")).expect("sealed");
    sealed.finish().expect("sealed");
    let source =
        input::Source::Sealed { path, name: "comments.db".into(), row: b"upload".to_vec() };
    let plain = items(System::Isso, &file).expect("items");
    assert_eq!(items_of(System::Isso, &source, &vault).expect("items"), plain);

    std::fs::write(folder.path().join("isso.db-journal"), "x").expect("a file");
    let refused = items(System::Isso, &file).expect_err("refused").to_string();
    assert!(refused.contains("lacks its latest changes"), "{refused}");
}

/// Its length is that of a site with as many readers who have left an address, so it is not held in memory.
#[test]
fn remark42_s_header_may_be_longer_than_a_text() {
    const READERS: usize = 120_000;
    let folder = tempfile::tempdir().expect("a folder");
    let users: Vec<String> = (0..READERS)
        .map(|n| {
            format!(
                "{{\"id\":\"email_{n}\",\"blocked\":{{\"status\":false,\"until\":\"0001-01-01T00:00:00Z\"}},\
                 \"verified\":false,\"details\":{{\"user_id\":\"email_{n}\",\"email\":\"r{n}@mail.test\"}}}}"
            )
        })
        .collect();
    let fixture = std::fs::read_to_string(fixture("comments/remark42.jsonl")).expect("a fixture");
    let comments: Vec<&str> = fixture.lines().skip(1).collect();
    let text = format!(
        "{{\"version\":1,\"users\":[{}],\"posts\":[]}}\n{}\n",
        users.join(","),
        comments.join("\n")
    );
    assert!(text.len() > 17 << 20, "longer than any part may be");
    let file = folder.path().join("backup.json");
    std::fs::write(&file, text).expect("written");
    let items = items(System::Remark42, &file).expect("items");
    let count = |kind: &str| items.iter().filter(|line| line.starts_with(kind)).count();
    assert_eq!((count("person "), count("r-")), (READERS, 3));
}

#[test]
fn hostile_and_wrong_files_are_refused_with_their_place() {
    let folder = tempfile::tempdir().expect("a folder");
    let commento = std::fs::read_to_string(fixture("comments/commento.json")).expect("a fixture");
    let remark = std::fs::read_to_string(fixture("comments/remark42.jsonl")).expect("a fixture");
    let database = std::fs::read(isso(folder.path(), "isso")).expect("a database");
    let long =
        format!("{{\"version\":1,\"comments\":[{{\"commentHex\":\"{}\"}}]}}", "a".repeat(17 << 20));
    let deep = "[".repeat(100_000);
    let view = isso(folder.path(), "isso0");
    let mut conn = SqliteConnection::establish(&view.display().to_string()).expect("a database");
    conn.batch_execute(
        "DROP TABLE comments; CREATE VIEW comments AS WITH RECURSIVE n(x) AS \
         (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x AS id FROM n",
    )
    .expect("statements");
    let mut line = vec![b' '; 1 << 20];
    line.push(b'\n');
    let mut bomb = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    for _ in 0..80 {
        bomb.write_all(&line).expect("written");
    }
    let bomb = bomb.finish().expect("finished");
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated);
    archive.start_file("a.json", options).expect("a file");
    for _ in 0..80 {
        archive.write_all(&line).expect("written");
    }
    let zip_bomb = archive.finish().expect("finished").into_inner();
    let mut wrong = Vec::new();
    let cut = |text: &str| text.as_bytes()[..text.len() / 2].to_vec();
    for (system, contents, says) in [
        (System::Commento, cut(&commento), "cut off"),
        (System::Commento, remark.clone().into_bytes(), "not valid JSON"),
        (System::Commento, b"{\"version\":2}".to_vec(), "not an export of Commento"),
        (System::Commento, b"{\"a\" 1}".to_vec(), "not valid JSON"),
        (System::Commento, b"[]".to_vec(), "not an export of Commento"),
        (System::Commento, long.into_bytes(), "longer than 16 MB"),
        (System::Artalk, deep.into_bytes(), "not valid JSON"),
        (System::Artalk, commento.clone().into_bytes(), "not an export of Artalk"),
        (System::Comentario, b"{\"version\":9}".to_vec(), "not an export of Comentario"),
        (System::Remark42, cut(&remark), "cut off"),
        (System::Remark42, commento.into_bytes(), "line 1"),
        (System::Remark42, bomb.clone(), "unpacks to far more"),
        (System::Commento, bomb, "longer than 16 MB"),
        (System::Remark42, zip_bomb, "unpacks to far more"),
        (System::Commento, b"PK\x03\x04 and no more".to_vec(), "damaged archive"),
        (System::Commento, Vec::new(), "is empty"),
        (System::Coral, b"{\"id\":\"x\"}\n".to_vec(), "line 1"),
        (System::Isso, database[..database.len() / 2].to_vec(), "damaged"),
        (System::Isso, b"SQLite format 3\0".to_vec(), "file"),
        (System::Isso, std::fs::read(&view).expect("a database"), "not a database of Isso"),
        (System::Isso, b"hello".to_vec(), "not an SQLite database"),
    ] {
        let file = folder.path().join("hostile");
        std::fs::write(&file, contents).expect("a file");
        match items(system, &file) {
            Err(cause @ Error::Invalid(_))
                if cause.to_string().contains(says) && cause.to_string().contains("hostile") => {}
            other => wrong.push(format!("{system:?} should say “{says}”: {other:?}")),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
