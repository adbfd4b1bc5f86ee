//! Export files in the shape of each system, with comments that nobody has written.

use std::error::Error;
use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Double, Nullable, Text};

type Written = Result<Vec<String>, Box<dyn Error>>;

/// A format, and how to write files of it.
pub struct Format {
    /// The word after `import`.
    pub name: &'static str,
    /// Whether the articles are in the files.
    pub has_articles: bool,
    /// Writes files with so many comments into a folder, and returns their paths.
    pub write: fn(&Path, usize) -> Written,
}

pub const FORMATS: [Format; 9] = [
    Format { name: "disqus", has_articles: false, write: disqus },
    Format { name: "isso", has_articles: false, write: isso },
    Format { name: "remark42", has_articles: false, write: remark42 },
    Format { name: "commento", has_articles: false, write: commento },
    Format { name: "comentario", has_articles: false, write: comentario },
    Format { name: "artalk", has_articles: false, write: artalk },
    Format { name: "coral", has_articles: false, write: coral },
    Format { name: "jsonl", has_articles: true, write: jsonl },
    Format { name: "wordpress", has_articles: true, write: wordpress },
];

const ON_AN_ARTICLE: usize = 500;
/// Readers with an address; each writes several comments.
const READERS: usize = 50_000;

/// A comment, by its number.
struct Comment {
    n: usize,
    article: usize,
    /// The number of the comment that it answers.
    parent: Option<usize>,
    /// The reader who has an address.
    reader: Option<usize>,
    text: String,
    /// Seconds since 1970.
    at: usize,
}

/// The comments in the order of time, numbered from 1; those on an article together.
fn comments(count: usize) -> impl Iterator<Item = Comment> {
    let mut random: u64 = 1;
    (1..=count).map(move |n| {
        let mut next = |below: usize| {
            // Knuth's MMIX; the upper bits are good enough for words.
            random = random
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (random >> 33) as usize % below
        };
        let place = (n - 1) % ON_AN_ARTICLE;
        let parent = (n % 4 == 0).then(|| n - 1 - next(place.clamp(1, 8)));
        let mut text = format!("Comment {n}:");
        for _ in 0..23 {
            text.push(' ');
            text.push_str(WORDS[next(WORDS.len())]);
        }
        let reader = (n % 2 == 0).then(|| next(READERS));
        Comment {
            n,
            article: (n - 1) / ON_AN_ARTICLE,
            parent,
            reader,
            text,
            at: 1_325_581_200 + n * 30,
        }
    })
}

const WORDS: [&str; 64] = [
    "the",
    "ferry",
    "was",
    "late",
    "again",
    "and",
    "nobody",
    "on",
    "quay",
    "could",
    "say",
    "why",
    "I",
    "have",
    "crossed",
    "every",
    "morning",
    "for",
    "eleven",
    "years",
    "regret",
    "is",
    "not",
    "a",
    "timetable",
    "harbour",
    "office",
    "put",
    "notice",
    "up",
    "before",
    "seven",
    "it",
    "need",
    "be",
    "long",
    "bridge",
    "council",
    "mud",
    "money",
    "winter",
    "traffic",
    "school",
    "of",
    "who",
    "pays",
    "that",
    "with",
    "this",
    "should",
    "we",
    "ask",
    "them",
    "at",
    "next",
    "meeting",
    "because",
    "last",
    "time",
    "there",
    "were",
    "only",
    "three",
    "answers",
];

impl Comment {
    fn name(&self) -> String {
        self.reader
            .map_or_else(|| format!("Guest {}", self.n % 997), |reader| format!("Reader {reader}"))
    }

    fn email(&self) -> String {
        self.reader.map(email).unwrap_or_default()
    }

    /// RFC 3339.
    fn time(&self) -> String {
        rfc3339(self.at)
    }
}

fn email(reader: usize) -> String {
    format!("reader{reader}@mail.example")
}

fn rfc3339(seconds: usize) -> String {
    let time = rejoinder::clock::Time::from_micros(seconds as i64 * 1_000_000);
    time.to_string()
}

fn articles(count: usize) -> usize {
    count.div_ceil(ON_AN_ARTICLE)
}

fn url(article: usize) -> String {
    format!("https://old.example/2012/01/story-{article}/")
}

/// A file in `folder`, buffered, and its path.
fn create(folder: &Path, name: &str) -> Result<(BufWriter<File>, String), Box<dyn Error>> {
    let path = folder.join(name);
    let file = BufWriter::with_capacity(1 << 20, File::create(&path)?);
    Ok((file, path.display().to_string()))
}

fn disqus(folder: &Path, count: usize) -> Written {
    let (mut out, path) = create(folder, "disqus.xml")?;
    writeln!(
        out,
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<disqus xmlns=\"http://disqus.com\" \
         xmlns:dsq=\"http://disqus.com/disqus-internals\">\n\
         <category dsq:id=\"1\"><forum>harbour</forum><title>General</title><isDefault>true</isDefault></category>"
    )?;
    for article in 0..articles(count) {
        writeln!(
            out,
            "<thread dsq:id=\"{}\"><id>{article}</id><forum>harbour</forum><category dsq:id=\"1\"/><link>{}</link>\
             <title>Story {article}</title><message/><createdAt>2012-01-03T08:00:00Z</createdAt>\
             <author><name>Desk</name><isAnonymous>false</isAnonymous></author>\
             <isClosed>false</isClosed><isDeleted>false</isDeleted></thread>",
            article + 1,
            url(article)
        )?;
    }
    for comment in comments(count) {
        let author = match comment.reader {
            Some(reader) => format!(
                "<email>{}</email><name>Reader {reader}</name><isAnonymous>false</isAnonymous>\
                 <username>reader{reader}</username>",
                email(reader)
            ),
            None => format!("<name>{}</name><isAnonymous>true</isAnonymous>", comment.name()),
        };
        let parent =
            comment.parent.map(|n| format!("<parent dsq:id=\"{n}\"/>")).unwrap_or_default();
        writeln!(
            out,
            "<post dsq:id=\"{}\"><id/><message><![CDATA[<p>{}</p>]]></message><createdAt>{}</createdAt>\
             <isDeleted>false</isDeleted><isSpam>false</isSpam><author>{author}</author>\
             <thread dsq:id=\"{}\"/>{parent}</post>",
            comment.n,
            comment.text,
            comment.time(),
            comment.article + 1
        )?;
    }
    writeln!(out, "</disqus>")?;
    out.flush()?;
    Ok(vec![path])
}

fn isso(folder: &Path, count: usize) -> Written {
    let path = folder.join("isso.db").display().to_string();
    let mut conn = SqliteConnection::establish(&path)?;
    conn.batch_execute(
        "PRAGMA user_version = 5; CREATE TABLE preferences (key VARCHAR PRIMARY KEY, value VARCHAR);
         CREATE TABLE threads (id INTEGER PRIMARY KEY, uri VARCHAR(256) UNIQUE, title VARCHAR(256));
         CREATE TABLE comments (tid REFERENCES threads(id), id INTEGER PRIMARY KEY, parent INTEGER, created FLOAT NOT NULL,
            modified FLOAT, mode INTEGER, remote_addr VARCHAR, text VARCHAR NOT NULL, author VARCHAR, email VARCHAR,
            website VARCHAR, likes INTEGER DEFAULT 0, dislikes INTEGER DEFAULT 0, voters BLOB NOT NULL,
            notification INTEGER DEFAULT 0);
         BEGIN",
    )?;
    for article in 0..articles(count) {
        diesel::sql_query("INSERT INTO threads VALUES (?, ?, ?)")
            .bind::<BigInt, _>(article as i64 + 1)
            .bind::<Text, _>(format!("/2012/01/story-{article}/"))
            .bind::<Text, _>(format!("Story {article}"))
            .execute(&mut conn)?;
    }
    for comment in comments(count) {
        diesel::sql_query(
            "INSERT INTO comments (tid, id, parent, created, mode, remote_addr, text, author, email, voters)
             VALUES (?, ?, ?, ?, 1, '203.0.113.0', ?, ?, ?, x'00')",
        )
        .bind::<BigInt, _>(comment.article as i64 + 1)
        .bind::<BigInt, _>(comment.n as i64)
        .bind::<Nullable<BigInt>, _>(comment.parent.map(|n| n as i64))
        .bind::<Double, _>(comment.at as f64)
        .bind::<Text, _>(&comment.text)
        .bind::<Text, _>(comment.name())
        .bind::<Nullable<Text>, _>(comment.reader.map(email))
        .execute(&mut conn)?;
    }
    conn.batch_execute("COMMIT")?;
    Ok(vec![path])
}

fn remark42(folder: &Path, count: usize) -> Written {
    let (mut out, path) = create(folder, "remark42.json")?;
    let mut users = String::new();
    for reader in 0..READERS {
        let separator = if reader == 0 { "" } else { "," };
        write!(
            users,
            "{separator}{{\"id\":\"email_{reader}\",\"blocked\":{{\"status\":false,\"until\":\"0001-01-01T00:00:00Z\"}},\
             \"verified\":false,\"details\":{{\"user_id\":\"email_{reader}\",\"email\":\"{}\"}}}}",
            email(reader)
        )?;
    }
    writeln!(out, "{{\"version\":1,\"users\":[{users}],\"posts\":[]}}")?;
    for comment in comments(count) {
        let Comment { n, article, ref text, .. } = comment;
        let parent = comment.parent.map(|n| format!("r-{n}")).unwrap_or_default();
        let user =
            comment.reader.map_or_else(|| format!("anonymous_{n}"), |it| format!("email_{it}"));
        writeln!(
            out,
            "{{\"id\":\"r-{n}\",\"pid\":\"{parent}\",\"text\":\"\\u003cp>{text}\\u003c/p>\\n\",\"orig\":\"{text}\",\
             \"user\":{{\"name\":\"{}\",\"id\":\"{user}\",\"picture\":\"\",\"ip\":\"4f2a\",\"admin\":false}},\
             \"locator\":{{\"site\":\"harbour\",\"url\":\"{}\"}},\"score\":0,\"votes\":{{}},\"time\":\"{}\",\
             \"title\":\"Story {article}\"}}",
            comment.name(),
            url(article),
            comment.time()
        )?;
    }
    out.flush()?;
    Ok(vec![path])
}

fn commento(folder: &Path, count: usize) -> Written {
    let (mut out, path) = create(folder, "commento.json")?;
    writeln!(out, "{{\"version\":1,\"comments\":[")?;
    for comment in comments(count) {
        let Comment { n, article, ref text, .. } = comment;
        let parent = comment.parent.map_or_else(|| "root".to_owned(), |n| format!("aa{n:08x}"));
        let author =
            comment.reader.map_or_else(|| "anonymous".to_owned(), |it| format!("cc{it:08x}"));
        let separator = if n == 1 { "" } else { "," };
        writeln!(
            out,
            "{separator}{{\"commentHex\":\"aa{n:08x}\",\"domain\":\"old.example\",\"url\":\"/2012/01/story-{article}/\",\
             \"commenterHex\":\"{author}\",\"markdown\":\"{text}\",\"html\":\"\",\"parentHex\":\"{parent}\",\"score\":0,\
             \"state\":\"approved\",\"creationDate\":\"{}\",\"direction\":0,\"deleted\":false}}",
            comment.time()
        )?;
    }
    writeln!(out, "],\"commenters\":[")?;
    for reader in 0..READERS {
        let separator = if reader == 0 { "" } else { "," };
        writeln!(
            out,
            "{separator}{{\"commenterHex\":\"cc{reader:08x}\",\"email\":\"{}\",\"name\":\"Reader {reader}\",\
             \"link\":\"undefined\",\"photo\":\"undefined\",\"provider\":\"commento\",\
             \"joinDate\":\"2011-01-01T00:00:00Z\",\"isModerator\":false}}",
            email(reader)
        )?;
    }
    writeln!(out, "]}}")?;
    out.flush()?;
    Ok(vec![path])
}

fn comentario(folder: &Path, count: usize) -> Written {
    let (mut out, path) = create(folder, "comentario.json")?;
    writeln!(out, "{{\"version\":3,\"pages\":[")?;
    for article in 0..articles(count) {
        let separator = if article == 0 { "" } else { "," };
        writeln!(
            out,
            "{separator}{{\"id\":\"p-{article}\",\"domainId\":\"d-1\",\"path\":\"/2012/01/story-{article}/\",\
             \"title\":\"Story {article}\",\"isReadonly\":false,\"createdTime\":\"2012-01-03T08:00:00Z\"}}"
        )?;
    }
    writeln!(out, "],\"comments\":[")?;
    for comment in comments(count) {
        let Comment { n, article, ref text, .. } = comment;
        let parent = comment.parent.map_or_else(|| "null".to_owned(), |n| format!("\"c-{n}\""));
        let (author, name) = match comment.reader {
            Some(reader) => (format!("u-{reader}"), String::new()),
            None => ("00000000-0000-0000-0000-000000000000".to_owned(), comment.name()),
        };
        let separator = if n == 1 { "" } else { "," };
        writeln!(
            out,
            "{separator}{{\"id\":\"c-{n}\",\"parentId\":{parent},\"pageId\":\"p-{article}\",\"markdown\":\"{text}\",\
             \"html\":\"<p>{text}</p>\",\"score\":0,\"isSticky\":false,\"isApproved\":true,\"isPending\":false,\
             \"isDeleted\":false,\"createdTime\":\"{}\",\"userCreated\":\"{author}\",\"authorName\":\"{name}\"}}",
            comment.time()
        )?;
    }
    writeln!(out, "],\"commenters\":[")?;
    for reader in 0..READERS {
        let separator = if reader == 0 { "" } else { "," };
        writeln!(
            out,
            "{separator}{{\"id\":\"u-{reader}\",\"email\":\"{}\",\"name\":\"Reader {reader}\",\"websiteUrl\":\"\",\
             \"isModerator\":false,\"createdTime\":\"2011-01-01T00:00:00Z\"}}",
            email(reader)
        )?;
    }
    writeln!(out, "]}}")?;
    out.flush()?;
    Ok(vec![path])
}

fn artalk(folder: &Path, count: usize) -> Written {
    let (mut out, path) = create(folder, "artalk.json")?;
    writeln!(out, "[")?;
    for comment in comments(count) {
        let Comment { n, article, ref text, .. } = comment;
        let separator = if n == 1 { "" } else { "," };
        writeln!(
            out,
            "{separator}{{\"id\":\"{n}\",\"rid\":\"{}\",\"content\":\"{text}\",\"ua\":\"Browser\",\"ip\":\"203.0.113.77\",\
             \"is_collapsed\":\"false\",\"is_pending\":\"false\",\"is_pinned\":\"false\",\"vote_up\":\"0\",\"vote_down\":\"0\",\
             \"created_at\":\"{time}\",\"updated_at\":\"{time}\",\"nick\":\"{}\",\"email\":\"{}\",\"link\":\"\",\
             \"password\":\"\",\"badge_name\":\"\",\"badge_color\":\"\",\"page_key\":\"{}\",\
             \"page_title\":\"Story {article}\",\"page_admin_only\":\"false\",\"site_name\":\"Harbour\",\
             \"site_urls\":\"https://old.example\"}}",
            comment.parent.unwrap_or_default(),
            comment.name(),
            comment.email(),
            url(article),
            time = comment.time(),
        )?;
    }
    writeln!(out, "]")?;
    out.flush()?;
    Ok(vec![path])
}

fn coral(folder: &Path, count: usize) -> Written {
    let (mut stories, stories_path) = create(folder, "stories.json")?;
    for article in 0..articles(count) {
        writeln!(
            stories,
            "{{\"_id\":{{\"$oid\":\"5a{article:022x}\"}},\"tenantID\":\"t\",\"siteID\":\"s\",\"id\":\"s-{article}\",\
             \"url\":\"{}\",\"metadata\":{{\"title\":\"Story {article}\"}},\
             \"createdAt\":{{\"$date\":\"2012-01-03T08:00:00Z\"}}}}",
            url(article)
        )?;
    }
    stories.flush()?;
    let (mut users, users_path) = create(folder, "users.json")?;
    // Coral has no comments without an account.
    for (reader, user) in (0..READERS).map(|reader| (Some(reader), reader)).chain([(None, READERS)])
    {
        let address = reader.map(|it| format!("\"email\":\"{}\",", email(it))).unwrap_or_default();
        writeln!(
            users,
            "{{\"_id\":{{\"$oid\":\"5b{user:022x}\"}},\"tenantID\":\"t\",\"id\":\"u-{user}\",\
             \"username\":\"Reader {user}\",{address}\"profiles\":[],\"role\":\"COMMENTER\",\"tokens\":[],\
             \"createdAt\":{{\"$date\":\"2011-01-01T00:00:00Z\"}}}}"
        )?;
    }
    users.flush()?;
    let (mut out, path) = create(folder, "comments.json")?;
    for comment in comments(count) {
        let Comment { n, article, ref text, .. } = comment;
        let parent = comment
            .parent
            .map(|n| format!("\"parentID\":\"c-{n}\",\"ancestorIDs\":[\"c-{n}\"]"))
            .unwrap_or_else(|| "\"ancestorIDs\":[]".to_owned());
        writeln!(
            out,
            "{{\"_id\":{{\"$oid\":\"5c{n:022x}\"}},\"tenantID\":\"t\",\"siteID\":\"s\",\"id\":\"c-{n}\",\
             \"authorID\":\"u-{}\",\"storyID\":\"s-{article}\",{parent},\
             \"revisions\":[{{\"id\":\"v{n}\",\"body\":\"<div>{text}</div>\"}}],\"status\":\"NONE\",\"tags\":[],\
             \"createdAt\":{{\"$date\":\"{}\"}}}}",
            comment.reader.unwrap_or(READERS),
            comment.time()
        )?;
    }
    out.flush()?;
    Ok(vec![stories_path, users_path, path])
}

fn jsonl(folder: &Path, count: usize) -> Written {
    let (mut out, path) = create(folder, "site.jsonl")?;
    writeln!(
        out,
        "{{\"export\":{{\"format\":1,\"site\":\"https://old.example\",\"title\":\"Old\",\"language\":\"en\"}}}}"
    )?;
    let mut last = None;
    for comment in comments(count) {
        let Comment { n, article, ref text, .. } = comment;
        let key = format!("/2012/01/story-{article}");
        if last.replace(article) != Some(article) {
            writeln!(
                out,
                "{{\"article\":{{\"key\":\"{key}\",\"path\":\"{key}\",\"kind\":\"article\",\"title\":\"Story {article}\",\
                 \"summary\":\"\",\"body\":\"Its text.\",\"authors\":[],\"tags\":[],\
                 \"published_at\":\"2012-01-03T08:00:00Z\"}}}}"
            )?;
        }
        let parent = comment.parent.map(|n| n.to_string()).unwrap_or_default();
        writeln!(
            out,
            "{{\"comment\":{{\"key\":\"{n}\",\"article\":\"{key}\",\"parent\":\"{parent}\",\"name\":\"{}\",\
             \"website\":\"\",\"text\":\"{text}\",\"at\":\"{}\"}}}}",
            comment.name(),
            comment.time()
        )?;
    }
    out.flush()?;
    Ok(vec![path])
}

fn wordpress(folder: &Path, count: usize) -> Written {
    let (mut out, path) = create(folder, "wordpress.xml")?;
    writeln!(
        out,
        "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n<rss version=\"2.0\" \
         xmlns:excerpt=\"http://wordpress.org/export/1.2/excerpt/\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:wp=\"http://wordpress.org/export/1.2/\">\n<channel>\
         <title>Old</title><link>https://old.example</link><wp:wxr_version>1.2</wp:wxr_version>\
         <wp:base_site_url>https://old.example</wp:base_site_url><wp:base_blog_url>https://old.example</wp:base_blog_url>"
    )?;
    let mut last = None;
    for comment in comments(count) {
        let Comment { n, article, ref text, .. } = comment;
        let before = last.replace(article);
        if before != Some(article) {
            if before.is_some() {
                writeln!(out, "</item>")?;
            }
            writeln!(
                out,
                "<item><title>Story {article}</title><link>{}</link><dc:creator><![CDATA[desk]]></dc:creator>\
                 <content:encoded><![CDATA[<p>Its text.</p>]]></content:encoded><excerpt:encoded><![CDATA[]]></excerpt:encoded>\
                 <wp:post_id>{}</wp:post_id><wp:post_date>2012-01-03 08:00:00</wp:post_date>\
                 <wp:post_date_gmt>2012-01-03 08:00:00</wp:post_date_gmt><wp:comment_status>open</wp:comment_status>\
                 <wp:post_name>story-{article}</wp:post_name><wp:status>publish</wp:status><wp:post_parent>0</wp:post_parent>\
                 <wp:menu_order>0</wp:menu_order><wp:post_type>post</wp:post_type><wp:post_password></wp:post_password>\
                 <wp:is_sticky>0</wp:is_sticky>",
                url(article),
                article + 1
            )?;
        }
        let time = comment.time().replace('T', " ").chars().take(19).collect::<String>();
        writeln!(
            out,
            "<wp:comment><wp:comment_id>{n}</wp:comment_id><wp:comment_author><![CDATA[{}]]></wp:comment_author>\
             <wp:comment_author_email>{}</wp:comment_author_email><wp:comment_author_url></wp:comment_author_url>\
             <wp:comment_author_IP>192.0.2.7</wp:comment_author_IP><wp:comment_date>{time}</wp:comment_date>\
             <wp:comment_date_gmt>{time}</wp:comment_date_gmt><wp:comment_content><![CDATA[{text}]]></wp:comment_content>\
             <wp:comment_approved>1</wp:comment_approved><wp:comment_type>comment</wp:comment_type>\
             <wp:comment_parent>{}</wp:comment_parent><wp:comment_user_id>0</wp:comment_user_id></wp:comment>",
            comment.name(),
            comment.email(),
            comment.parent.unwrap_or_default()
        )?;
    }
    writeln!(out, "</item></channel></rss>")?;
    out.flush()?;
    Ok(vec![path])
}
