//! Files as people write them.

use super::*;
use crate::clock::Time;

fn read(file: &str, zone: &Zone) -> Result<Submitted> {
    super::read(file, zone).map(|file| file.article)
}

fn refusal(file: &str) -> String {
    read(file, &Zone::UTC).expect_err("a fault").to_string()
}

#[test]
fn a_file_names_its_article_its_status_and_whether_it_is_open() {
    for file in [
        "---\nid: 12\nstatus: draft\ncomments: closed\n---\nText.",
        "+++\nid = 12\nstatus = \"draft\"\ncomments = \"closed\"\n+++\nText.",
    ] {
        let File { id, article, .. } = super::read(file, &Zone::UTC).expect("good");
        assert_eq!(id, Some(ArticleId(12)));
        assert_eq!(article.choices.comments.as_deref(), Some("closed"));
        assert_eq!(article.status.as_deref(), Some("draft"));
    }
    assert!(refusal("---\nid: twelve\n---\n").contains("line 2: id is the number"));
    assert!(refusal("---\nsticky: maybe\n---\n").contains("line 2: write true or false"));
}

#[test]
fn a_lead_picture_is_a_path_or_has_its_own_texts() {
    let lead = |file: &str| read(file, &Zone::UTC).expect("good").lead_image.expect("a lead");
    let path = |path: &str| Some(MediaName::Path(path.into()));
    let short = lead("---\nlead_image: photos/mud.jpg\n---\nText.");
    assert_eq!(short, SubmittedLead { media: path("photos/mud.jpg"), ..SubmittedLead::default() });
    let whole = SubmittedLead {
        media: path("photos/mud.jpg"),
        alt: Some(String::new()),
        caption: Some("Mud: a lot".into()),
        credit: Some("Ines".into()),
    };
    for file in [
        "---\nlead_image:\n  media: photos/mud.jpg\n  alt: \"\"\n  caption: \"Mud: a lot\"\n  credit: Ines\ntitle: x\n---\nText.",
        "+++\n[lead_image]\nmedia = \"photos/mud.jpg\"\nalt = \"\"\ncaption = \"Mud: a lot\"\ncredit = \"Ines\"\n+++\nText.",
    ] {
        assert_eq!(lead(file), whole);
    }
    assert_eq!(
        lead("---\nlead_image: 5\n---\n").media,
        Some(MediaName::Id(crate::ids::MediaId(5)))
    );
    assert_eq!(lead("---\nlead_image:\n---\n"), SubmittedLead::default());
    assert!(
        refusal("---\nlead_image:\n  picture: x\n---\n")
            .contains("line 2: there is no key \"picture\"")
    );
    assert!(refusal("---\ntitle:\n  x: y\n---\n").contains("line 2: \"title\" has no keys"));
}

#[test]
fn the_text_begins_after_the_front_matter() {
    for (file, line) in [("A", 1), ("---\ntitle: x\n---\nA", 4), ("\n+++\n+++\nA", 4)] {
        assert_eq!(super::read(file, &Zone::UTC).expect("good").line_of("body"), line, "{file}");
    }
}

#[test]
fn yaml_and_toml_give_the_same_article() {
    let yaml = "---\ntitle: \"What it costs: mud\"\nsection: Harbour # the quays\ntags: [dredging, 'it''s mud', \"a, b\"]\n\
        byline: Ines Almeida\npublished_at: 2026-11-22T09:30:00Z\nsummary: Who pays?\npath: /2026/11/mud\n---\n\nText.\n";
    let toml = "+++\ntitle = \"What it costs: mud\"\nsection = 'Harbour'\ntags = [\"dredging\", \"it's mud\", \"a, b\"]\n\
        byline = \"Ines Almeida\"\npublished_at = 2026-11-22T09:30:00Z\nsummary = \"Who pays?\"\npath = \"/2026/11/mud\"\n+++\n\nText.\n";
    for file in [yaml, toml, &yaml.replace('\n', "\r\n"), &format!("\u{FEFF}{toml}")] {
        let article = read(file, &Zone::UTC).expect("good front matter");
        assert_eq!(article.title.as_deref(), Some("What it costs: mud"));
        assert_eq!(article.section.as_deref(), Some("Harbour"));
        assert_eq!(article.tags.expect("tags"), ["dredging", "it's mud", "a, b"]);
        assert_eq!(article.byline.as_deref(), Some("Ines Almeida"));
        assert_eq!(article.published_at, Some(Ok(time("2026-11-22T09:30:00Z"))));
        assert_eq!(article.summary.as_deref(), Some("Who pays?"));
        assert_eq!(article.path.as_deref(), Some("/2026/11/mud"));
        assert_eq!(article.body.as_deref(), Some("\nText.\n"));
    }
}

#[test]
fn lists_are_written_in_lines_brackets_or_with_commas() {
    let tags = |lines: &str| {
        let file = format!("---\n{lines}\n---\nText.");
        read(&file, &Zone::UTC).expect("good").tags.expect("tags")
    };
    assert_eq!(tags("tags:\n  - mud\n  - \"the ferry\""), ["mud", "the ferry"]);
    assert_eq!(tags("tags:\n- mud\ntitle: x"), ["mud"]);
    assert_eq!(tags("tags: mud, ferry"), ["mud", "ferry"]);
    assert_eq!(tags("tags: []"), [""; 0]);
}

#[test]
fn corrections_have_a_time_or_are_new() {
    let file = "---\ncorrections:\n  - 2026-11-22T14:02:00Z Five, not four\n  - \"Ann: not Anna\"\n---\nText.";
    let all = read(file, &Zone::UTC).expect("good").corrections.expect("corrections");
    assert_eq!(
        (&all[0].at, &*all[0].text),
        (&Some(Ok(time("2026-11-22T14:02:00Z"))), "Five, not four")
    );
    assert_eq!((&all[1].at, &*all[1].text), (&None, "Ann: not Anna"));
    assert!(
        refusal("---\ncorrections: one\n---\n").contains("line 2: write corrections as a list")
    );
}

#[test]
fn a_file_without_front_matter_is_text_and_rules_in_the_text_stay() {
    assert_eq!(read("Just text.", &Zone::UTC).expect("good").body.as_deref(), Some("Just text."));
    let body = read("---\ntitle: x\n---\nA\n\n---\n\nB", &Zone::UTC).expect("good").body;
    assert_eq!(body.as_deref(), Some("A\n\n---\n\nB"));
}

fn time(text: &str) -> Time {
    Time::parse(text).expect("an instant")
}

#[test]
fn a_time_without_an_offset_is_local() {
    let berlin = Zone::named("Europe/Berlin").expect("a zone");
    let at = |file: &str| read(file, &berlin).expect("good").published_at.expect("a time");
    for written in [
        "2026-11-20T18:30:00",
        "2026-11-20 18:30:00",
        "2026-11-20 18:30",
        "\"2026-11-20T18:30\"",
        "2026-11-20T18:30:00[Europe/Berlin]",
        "2026-11-20T17:30:00Z",
        "2026-11-20T12:30:00-05:00 # in New York",
    ] {
        let file = format!("---\npublished_at: {written}\n---\nText.");
        assert_eq!(at(&file), Ok(time("2026-11-20T17:30:00Z")), "{written}");
    }
    for (written, instant) in [
        ("2026-11-20T18:30:00", "2026-11-20T17:30:00Z"),
        ("2026-11-20 18:30:00.5", "2026-11-20T17:30:00.5Z"),
        ("2026-11-20T18:30:00+05:00", "2026-11-20T13:30:00Z"),
        ("2026-11-20", "2026-11-19T23:00:00Z"),
    ] {
        let file = format!("+++\npublished_at = {written}\n+++\nText.");
        assert_eq!(at(&file), Ok(time(instant)), "{written}");
    }
    for wrong in ["+++\npublished_at = 18:30:00\n+++\n", "---\npublished_at: soon\n---\n"] {
        assert_eq!(at(wrong).map_err(|fault| fault.code), Err("time_format"), "{wrong}");
    }
}

#[test]
fn null_is_empty_and_empty_lines_may_come_first() {
    for nothing in ["null", "~", "NULL", "", "# later", "null # later"] {
        let file = format!(
            "---\nsummary: {nothing}\npublished_at: {nothing}\ntags: {nothing}\n---\nText."
        );
        let article = read(&file, &Zone::UTC).expect("good");
        assert_eq!(article.summary.as_deref(), Some(""), "{nothing}");
        assert_eq!((article.published_at, article.tags), (None, Some(Vec::new())), "{nothing}");
    }
    let quoted = read("---\nsummary: \"null\"\n---\n", &Zone::UTC).expect("good");
    assert_eq!(quoted.summary.as_deref(), Some("null"));
    for file in ["\n---\ntitle: x\n---\nText.", "\u{FEFF}\r\n \n+++\ntitle = \"x\"\n+++\nText."] {
        let article = read(file, &Zone::UTC).expect("good");
        assert_eq!((article.title.as_deref(), article.body.as_deref()), (Some("x"), Some("Text.")));
    }
    assert!(refusal("\n\n---\ntitle: x\nauthor: me\n---\n").contains("line 5: "));
    assert!(refusal("\n+++\ntitle = x\n+++\n").contains("line 3: "));
}

#[test]
fn keys_of_other_tools_are_refused_with_the_key_that_is_meant() {
    for (lines, expected) in [
        ("date: 2026-11-20", "line 2: there is no key \"date\"; did you mean published_at?"),
        ("draft: true", "did you mean status, which is draft"),
        ("image: /a.jpg", "did you mean lead_image?"),
        ("image:\n  src: /a.jpg", "line 2: there is no key \"image\""),
        ("categories: [a, b]", "did you mean section?"),
        ("Comment-Status: open", "did you mean comments"),
        ("titel: x", "did you mean title?"),
        ("sumary: x", "did you mean summary?"),
        ("nonsense: x", "there is no key \"nonsense\". The keys are id, title"),
    ] {
        let refused = refusal(&format!("---\n{lines}\n---\nText."));
        assert!(refused.contains(expected), "{lines}: {refused}");
    }
    for (lines, expected) in [
        ("draft = true", "line 2: there is no key \"draft\"; did you mean status"),
        ("title = \"x\"\ndate = 2026-11-20", "line 3: there is no key \"date\""),
        ("[params]\nimage = \"/a.jpg\"", "there is no key \"params\""),
    ] {
        let refused = refusal(&format!("+++\n{lines}\n+++\nText."));
        assert!(refused.contains(expected), "{lines}: {refused}");
    }
}

#[test]
fn unsupported_lines_are_refused_with_their_number() {
    assert!(
        refusal("---\ntitle: x\nauthor: me\n---\n").contains("line 3: there is no key \"author\"")
    );
    assert!(
        refusal("+++\ntitle = \"x\"\n\nauthor = \"me\"\n+++\n")
            .contains("line 4: there is no key \"author\"")
    );
    assert!(refusal("---\ntitle: x\ntitle: y\n---\n").contains("line 3: \"title\" is given twice"));
    assert!(refusal("+++\ntitle = x\n+++\n").contains("line 2: "));
    assert!(refusal("---\ntitle: x\n").contains("line 1: the front matter has no end"));
    assert!(refusal("---\nsummary: >\n  folded\n---\n").contains("line 2: "));
    assert!(refusal("---\ntitle: x\n  more\n---\n").contains("line 3: an indented line"));
    assert!(refusal("---\ntitle: \"x\n---\n").contains("line 2: close the quotation"));
    assert!(refusal("---\ntitle: [a, b]\n---\n").contains("line 2: \"title\" is one text"));
    assert!(refusal("---\nno colon\n---\n").contains("line 2: write it as key: value"));
}

#[test]
fn a_mapping_in_braces_is_refused_with_the_form_that_is_read() {
    let file = "---\ntitle: Mud\nlead_image: {media: harbour.jpg, alt: Cranes}\n---\nWords.\n";
    let error = refusal(file);
    assert!(error.contains("line 3") && error.contains("`  media: harbour.jpg`"), "{error}");
}
