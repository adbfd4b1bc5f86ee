//! What is read from exports that WordPress, its plugins and other programs have written.

use super::*;
use crate::imports::input::memory;

fn export(items: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss xmlns:dsq=\"http://www.disqus.com/\" \
         xmlns:wp=\"http://wordpress.org/export/1.2/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel>\
         <wp:base_blog_url>https://coast.example</wp:base_blog_url>\
         <wp:author><wp:author_login>ines</wp:author_login>\
         <wp:author_display_name>Ines M</wp:author_display_name></wp:author>{items}</channel></rss>"
    )
}

fn items(items: &str, taken: Taken<'_>) -> Vec<Item> {
    let text = export(items);
    let mut found = Vec::new();
    read(memory(text.as_bytes()), "site.xml", taken, &mut |_, item| {
        found.push(item);
        Ok(())
    })
    .expect("an export");
    found
}

fn item(fields: &str) -> String {
    format!("<item><wp:post_type>post</wp:post_type><wp:status>publish</wp:status>{fields}</item>")
}

fn comment(id: &str) -> String {
    format!(
        "<wp:comment><wp:comment_id>{id}</wp:comment_id><wp:comment_approved>1</wp:comment_approved>\
         <wp:comment_content>Hi</wp:comment_content></wp:comment>"
    )
}

/// Articles by their keys with the keys of their authors, and comments by those of their articles.
fn outline(items: &[Item]) -> Vec<String> {
    let lines = items.iter().filter_map(|item| match item {
        Item::Article(a) => {
            Some(format!("article {} by {} {}", a.key, a.authors.join("+"), a.language))
        }
        Item::Comment(c) => Some(format!("comment {} on {}", c.key, c.article)),
        Item::Thread(t) => Some(format!("thread {} {}", t.key, t.identifier)),
        Item::Author(a) => Some(format!("author {} {}", a.key, a.name)),
        Item::Repaired { why, .. } => Some(format!("repaired {}", why.in_english())),
        Item::Skipped { why, .. } => Some(format!("skipped {}", why.in_english())),
        _ => None,
    });
    lines.filter(|line| !line.contains("no time") && line != "author ines Ines M").collect()
}

const ARTICLES: Taken<'static> = Taken::Articles(&[]);

#[test]
fn comments_belong_to_their_post_whether_it_has_an_id_or_one_that_is_taken() {
    let written = [
        item(&format!("<link>https://coast.example/a/</link>{}", comment("1"))),
        item(&comment("2")),
        item(&format!("<wp:post_id>7</wp:post_id>{}", comment("3"))),
        item(&format!("<wp:post_id>7</wp:post_id>{}", comment("4"))),
        item("<wp:post_id>7</wp:post_id>"),
    ];
    let again = "repaired another one with the same id came before it; this one is known as";
    assert_eq!(
        outline(&items(&written.concat(), ARTICLES)),
        [
            "comment 1 on https://coast.example/a/",
            "article https://coast.example/a/ by  ",
            "comment 2 on item 2",
            "article item 2 by  ",
            "comment 3 on 7",
            "article 7 by  ",
            "comment 4 on 7 #2",
            &format!("{again} 7 #2"),
            "article 7 #2 by  ",
            &format!("{again} 7 #3"),
            "article 7 #3 by  ",
        ]
    );
}

#[test]
fn several_authors_of_a_post_are_kept_with_their_names() {
    let author = |slug: &str, name: &str| {
        format!("<category domain=\"author\" nicename=\"{slug}\"><![CDATA[{name}]]></category>")
    };
    let first =
        ["<wp:post_id>1</wp:post_id><dc:creator>ines</dc:creator>", &author("cap-ines", "ines")];
    let written = [
        item(&(first.concat() + &author("cap-guest-bo", "guest-bo") + &author("cap-cy", "Cy"))),
        "<item><wp:post_id>2</wp:post_id><wp:post_type>guest-author</wp:post_type><title>x</title>\
         <wp:postmeta><wp:meta_key>cap-user_login</wp:meta_key><wp:meta_value>guest-bo</wp:meta_value></wp:postmeta>\
         <wp:postmeta><wp:meta_key>cap-display_name</wp:meta_key><wp:meta_value>Bo Guest</wp:meta_value></wp:postmeta></item>"
            .to_owned(),
        item("<wp:post_id>3</wp:post_id><dc:creator>ines</dc:creator>\
              <category domain=\"language\" nicename=\"pt-br\">Português</category>"),
    ];
    assert_eq!(
        outline(&items(&written.concat(), ARTICLES)),
        [
            "article 1 by ines+guest-bo+cy ",
            "author guest-bo Bo Guest",
            "article 3 by ines pt-br",
            "author cy Cy",
        ]
    );
}

#[test]
fn posts_of_plugins_are_articles_if_they_are_named() {
    let review = "<item><wp:post_id>5</wp:post_id><wp:post_type>review</wp:post_type>\
                  <wp:status>pitch</wp:status></item>";
    assert_eq!(
        outline(&items(review, ARTICLES)),
        ["skipped posts of the type “review” belong to WordPress itself or to a plugin"]
    );
    let types = ["review".to_owned()];
    assert_eq!(
        outline(&items(review, Taken::Articles(&types))),
        ["repaired its state “pitch” means nothing here; it is a draft", "article 5 by  "]
    );
}

#[test]
fn a_file_for_disqus_has_threads() {
    let bare = format!(
        "<item><title>A</title><link>https://coast.example/a/</link><content:encoded></content:encoded>\
         <dsq:thread_identifier>a-1</dsq:thread_identifier>{}</item>",
        comment("9")
    );
    let expected = ["comment 9 on https://coast.example/a/", "thread https://coast.example/a/ a-1"];
    assert_eq!(outline(&items(&bare, ARTICLES)), expected);
    let with_text = bare.replace("<content:encoded>", "<content:encoded>Words");
    assert_eq!(outline(&items(&with_text, Taken::Comments)), expected);
    assert!(outline(&items(&with_text, ARTICLES))[1].starts_with("article "));
}

#[test]
fn comments_are_open_unless_the_file_says_that_they_are_closed() {
    for (status, expected) in [
        ("", true),
        ("<wp:comment_status>open</wp:comment_status>", true),
        ("<wp:comment_status>closed</wp:comment_status>", false),
    ] {
        let found = items(&item(status), ARTICLES);
        let is_open = found.iter().find_map(|item| match item {
            Item::Article(article) => Some(article.is_open),
            _ => None,
        });
        assert_eq!(is_open, Some(expected), "{status}");
    }
}
