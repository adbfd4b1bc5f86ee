//! Tests of rendering: typed texts and their HTML.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::{COMMENT, Visible, comment_with_markup, edges, excerpt, render, unmarked};

fn comment(text: &str) -> String {
    super::comment(text).html
}

fn article(markdown: &str) -> String {
    super::article(markdown).html
}

fn plain_text(html: &str) -> String {
    Visible::of(html).words().to_owned()
}

fn links(text: &str) -> usize {
    Visible::of(&comment(text)).links()
}

#[test]
fn a_comment_has_a_small_markdown() {
    assert_eq!(
        comment("One\ntwo\n\n*three*, **four** and `five`"),
        "<p>One<br>\ntwo</p>\n<p><em>three</em>, <strong>four</strong> and <code>five</code></p>\n"
    );
    assert_eq!(
        comment("> quoted\n\nanswer"),
        "<blockquote>\n<p>quoted</p>\n</blockquote>\n<p>answer</p>\n"
    );
    assert_eq!(
        comment("- a\n- b\n\n3. c"),
        "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n<ol start=\"3\">\n<li>c</li>\n</ol>\n"
    );
    assert_eq!(comment("```rust\n<b>\n```"), "<pre><code>&lt;b&gt;\n</code></pre>\n");
    assert_eq!(comment("Title\n---\nText"), "<p>Title</p>\n<hr>\n<p>Text</p>\n");
}

#[test]
fn links_in_comments_are_nofollow_and_ugc() {
    let rel = "rel=\"nofollow ugc noopener\"";
    assert_eq!(
        comment("[a](https://a.example/?x=1&y=2 \"t\")"),
        format!("<p><a href=\"https://a.example/?x=1&amp;y=2\" {rel}>a</a></p>\n")
    );
    assert_eq!(
        comment("See https://a.example/x."),
        format!("<p>See <a href=\"https://a.example/x\" {rel}>https://a.example/x</a>.</p>\n")
    );
    assert_eq!(
        comment("www.a.example"),
        format!("<p><a href=\"http://www.a.example\" {rel}>www.a.example</a></p>\n")
    );
    for text in [
        "[a](javascript:alert(1))",
        "[a](data:text/html,x)",
        "[a](/admin)",
        "[a](//a.example)",
        "[a](mailto:ann@example.com)",
        "[a](JaVaScRiPt&colon;x)",
    ] {
        assert_eq!(comment(text), "<p>a</p>\n", "{text}");
    }
    assert_eq!(comment("ann@example.com"), "<p>ann@example.com</p>\n");
}

#[test]
fn headings_images_and_html_are_neutralised_in_comments() {
    assert_eq!(
        comment("# Big *news*\nsmall"),
        "<p><strong>Big <em>news</em></strong></p>\n<p>small</p>\n"
    );
    assert_eq!(
        comment("![cat](https://a.example/cat.png)"),
        "<p><a href=\"https://a.example/cat.png\" rel=\"nofollow ugc noopener\">cat</a></p>\n"
    );
    assert_eq!(
        comment("[![cat](https://a.example/cat.png)](https://b.example)"),
        "<p><a href=\"https://b.example\" rel=\"nofollow ugc noopener\">cat</a></p>\n"
    );
    assert_eq!(comment("a <b>bold</b> word"), "<p>a &lt;b&gt;bold&lt;/b&gt; word</p>\n");
    assert_eq!(
        comment("<script>alert(1)</script>"),
        "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"
    );
    assert_eq!(
        comment("<div>\nx\n</div>\n\n<!-- y -->"),
        "<p>&lt;div&gt;<br>\nx<br>\n&lt;/div&gt;</p>\n<p>&lt;!-- y --&gt;</p>\n"
    );
}

#[test]
fn an_articles_headings_begin_below_the_headline() {
    assert_eq!(
        article("# One\n\n## Two\n\n# One"),
        "<h2 id=\"h-one\">One</h2>\n<h3 id=\"h-two\">Two</h3>\n<h2 id=\"h-one-2\">One</h2>\n"
    );
    assert_eq!(
        article("### Only\n\n#### Below"),
        "<h2 id=\"h-only\">Only</h2>\n<h3 id=\"h-below\">Below</h3>\n"
    );
    assert_eq!(article("# 1\n\n###### 6"), "<h2 id=\"h-1\">1</h2>\n<h6 id=\"h-6\">6</h6>\n");
}

#[test]
fn many_equal_headings_have_ids_of_their_own_in_linear_time() {
    // When the search for a free number began at 2 for each, this took minutes.
    let html = article(&"# a\n".repeat(30_000));
    assert!(html.contains("<h2 id=\"h-a\">") && html.contains("<h2 id=\"h-a-30000\">"));
    assert_eq!(
        article("# a 2\n\n# a\n\n# a"),
        "<h2 id=\"h-a-2\">a 2</h2>\n<h2 id=\"h-a\">a</h2>\n<h2 id=\"h-a-3\">a</h2>\n"
    );
}

#[test]
fn an_article_has_tables_images_notes_and_harmless_html() {
    assert_eq!(
        article("|a|b|\n|-|:-:|\n|1|2|"),
        "<table>\n<thead>\n<tr>\n<th>a</th>\n<th align=\"center\">b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>1</td>\n<td align=\"center\">2</td>\n</tr>\n</tbody>\n</table>\n"
    );
    assert_eq!(
        article("![A cat](https://a.example/cat.png \"t\")"),
        "<p><img src=\"https://a.example/cat.png\" alt=\"A cat\" title=\"t\" loading=\"lazy\"></p>\n"
    );
    assert_eq!(
        article("![A cat](/media/cat.png)"),
        "<p><img src=\"/media/cat.png\" alt=\"A cat\" loading=\"lazy\"></p>\n"
    );
    assert_eq!(article("![A cat](data:image/png;base64,xx)"), "<p>A cat</p>\n");
    assert!(!article("<img src=\"data:image/png;base64,xx\" onerror=x>").contains("data:"));
    assert_eq!(
        article("H<sub>2</sub>O <span style=\"x\" onclick=\"y\">z</span><script>w</script>"),
        "<p>H<sub>2</sub>O <span>z</span></p>\n"
    );
    assert_eq!(
        article("[Read more](/2026/11/x) ~~no~~ [x](javascript:y)"),
        "<p><a href=\"/2026/11/x\">Read more</a> <del>no</del> x</p>\n"
    );
    let notes = article("Said[^1].\n\n[^1]: By whom.");
    assert!(
        notes.contains("<sup class=\"footnote-ref\"><a href=\"#fn-1\" id=\"fnref-1\">1</a></sup>"),
        "{notes}"
    );
    assert!(notes.contains("<section class=\"footnotes\">\n<ol>\n<li id=\"fn-1\">"), "{notes}");
}

#[test]
fn plain_text_has_no_markup() {
    let html = article(
        "# Head\n\nOne *two*[^1]\nthree &amp; <b>four</b>\n\n- five\n- six\n\n> seven\n\n    a < b\n      c\n\n[^1]: Note.",
    );
    assert_eq!(
        plain_text(&html),
        "Head\n\nOne two three & four\n\n- five\n- six\n\nseven\n\na < b\n  c\n"
    );
    assert_eq!(plain_text(&comment("a\nb <b>\n\n1. x\n\n2. y")), "a\nb <b>\n\n1. x\n\n2. y");
    assert_eq!(plain_text(""), "");
}

#[test]
fn an_excerpt_ends_between_words() {
    let markdown = "# Head\n\nThe *quick* brown fox, jumps over\nthe lazy dog.\n\nNext.";
    assert_eq!(excerpt(markdown, 200), "The quick brown fox, jumps over the lazy dog. Next.");
    assert_eq!(excerpt(markdown, 22), "The quick brown fox…");
    assert_eq!(excerpt(markdown, 12), "The quick…");
    assert_eq!(excerpt("# Head", 12), "Head");
    assert_eq!(excerpt("漢字漢字漢字", 4), "漢字漢…");
    assert_eq!(excerpt("👩\u{200D}👧👩\u{200D}👧", 4), "👩\u{200D}👧…");
    assert_eq!(excerpt("", 4), "");
    assert_eq!(excerpt("abc", 0), "");
}

#[test]
fn a_disguised_link_counts() {
    for text in
        ["[x](http\\://1.2.3.4)", "[x](&#104;ttp://1.2.3.4)", "[x][1]\n\n[1]: http&colon;//1.2.3.4"]
    {
        assert_eq!(links(text), 1, "{text}");
    }
    assert_eq!(links("[a](https://a.example) www.b.example and c.example/d"), 3);
    assert_eq!(links("nothing. Really."), 0);
}

#[test]
fn no_text_takes_long_to_render() {
    let many = |piece: &str| piece.repeat(20_000 / piece.len());
    let hostile = [
        ">",
        "> ",
        "[",
        "![",
        "*a ",
        "**a ",
        "_",
        "*",
        "***",
        "`",
        "`a``",
        "<",
        "<a ",
        "</",
        "&",
        "\\",
        "- ",
        "1. ",
        "* - + ",
        "[a](",
        "[a](b",
        "](",
        "[]",
        "<b>",
        "<div>\n",
        "~",
        "| a ",
        "http://a.b ",
        "www.a.b",
        "a@b.c ",
        "a@",
        "https://",
        "*_",
        "**x* ",
        "![a](http://b)",
        "[a]: b\n",
        "[^a]",
        "[^a]: ",
        "\n> - ",
        "- a\n\n",
        ">\n",
        "<!--",
        "<?",
        "<![CDATA[",
        "```\n",
        "    a\n",
        "\u{A0}",
        ".",
        "a.b/",
        "://",
    ];
    let mut texts: Vec<String> = hostile.iter().map(|piece| many(piece)).collect();
    texts.push((0..140).map(|depth| format!("{}- a\n", "  ".repeat(depth))).collect());
    texts.push(format!("{}a{}", "*".repeat(10_000), "*".repeat(10_000)));
    texts.push(format!("{}\n{}", ">".repeat(10_000), "x\n".repeat(5_000)));
    texts.push(format!("{}{}", "- ".repeat(5_000), "\n".repeat(10_000)));
    texts.push(format!("[a]: http://{}\n\n{}", "b".repeat(5_000), "[a] ".repeat(3_700)));
    for text in &texts {
        let start = Instant::now();
        let html = comment(text);
        article(text);
        links(text);
        plain_text(&html);
        // Quadratic behaviour would take minutes in this unoptimised build; the bound leaves room
        // for a busy machine.
        assert!(
            start.elapsed() < Duration::from_secs(5),
            "{} took {:?}",
            &text[..20.min(text.len())],
            start.elapsed()
        );
    }
}

#[test]
fn raw_html_with_many_open_tags_is_shown_as_text() {
    let html = article(&"<div>".repeat(50_000));
    assert!(
        html.starts_with("<p>&lt;div&gt;") || html.starts_with("&lt;div&gt;"),
        "{}",
        &html[..40]
    );
    assert!(article(&"<div><p>x</p></div>\n\n".repeat(200)).contains("<div><p>x</p></div>"));
}

#[test]
fn a_definition_of_a_link_is_shown_as_it_was_typed() {
    assert_eq!(comment("[1]: wrong"), "<p>[1]: wrong</p>\n");
    let sources = comment("Sources:\n\n[1]: https://a.example\n[2]: https://b.example");
    assert_eq!(plain_text(&sources), "Sources:\n\n[1]: https://a.example\n[2]: https://b.example");
    assert_eq!(links("Sources:\n\n[1]: https://a.example\n[2]: https://b.example"), 2);
    for text in [
        "> [x]: /a\n> b",
        "- [x]: /a 'title'",
        "[a\nb]: <https://a.example>",
        "[x][1] and [1]\n\n[1]: https://a.example/]:x",
        "`[1]: code`",
        "```\n[1]: code\n```",
        "[^1]: note",
    ] {
        let html = comment(text);
        assert!(!html.contains('\u{FDD0}') && !html.contains("%EF%B7%90"), "{html}");
        let kept = |c: &char| c.is_alphanumeric();
        let typed: String = text.replace("https", "").chars().filter(kept).collect();
        let shown: String = plain_text(&html).replace("https", "").chars().filter(kept).collect();
        assert_eq!(shown, typed, "{text}");
    }
}

#[test]
fn every_comment_shows_something() {
    for text in [
        "#",
        "##",
        ">",
        "> >",
        "-",
        "- -",
        "*",
        "+",
        "1.",
        "1)",
        "```",
        "~~~",
        "``` rust",
        "***",
        "---",
        "___",
        "- #",
        "> -",
        "[]()",
        "&nbsp;",
        "&#8203;",
        "&shy;",
        "&zwj;",
        "![](x)",
        "\\\n",
        "-\n-\n-",
        "> \n> ",
        "[ ](/x)",
        "****",
        "[](javascript:x)",
    ] {
        let html = comment(text);
        assert_eq!(
            plain_text(&html).split_whitespace().collect::<String>(),
            text.split_whitespace().collect::<String>(),
            "{html}"
        );
    }
    // What readers would not see of a link is its address.
    assert_eq!(plain_text(&comment("x [&#8203;](https://a.example)")), "x https://a.example");
    assert_eq!(plain_text(&comment("[![]()](https://a.example)")), "https://a.example");
}

#[test]
fn characters_named_by_references_are_checked() {
    for (text, c) in [
        ("pay&#x202E;pal", '\u{202E}'),
        ("pay&#8238;pal", '\u{202E}'),
        ("&#27;[31m", '\u{1b}'),
        ("a &#7; b", '\u{7}'),
        ("*&#xFFFE;*", '\u{FFFE}'),
        ("a&#x2028;b", '\u{2028}'),
        ("[a&#x2066;b](https://a.example)", '\u{2066}'),
        ("# a&#xFEFF;b", '\u{FEFF}'),
        ("![a&NoBreak;b](https://a.example/x.png)", '\u{2060}'),
    ] {
        for rendered in [super::comment(text), super::article(text)] {
            assert_eq!(rendered.forbidden, Some(c), "{text}: {}", rendered.html);
            assert!(!rendered.html.contains(c), "{text}");
        }
        assert!(!excerpt(text, 100).contains(c), "{text}");
    }
    let title = super::article("<abbr title=\"a&#x202E;b\">x</abbr>");
    assert_eq!(title.forbidden, Some('\u{202E}'));
    // In code they are five letters, and joiners belong to some languages.
    for text in ["`&#x202E;`", "a&zwj;b", "a&rlm;b", "a&shy;b", "a &amp; b &lt; c"] {
        assert_eq!(super::comment(text).forbidden, None, "{text}");
    }
}

#[test]
fn visible_words_have_no_markup() {
    for text in [
        "cas&#105;no",
        "cas*i*no",
        "[cas](https://a.example)ino",
        "`cas`ino",
        "cas\\ino",
        "cas**i**no",
        "cas&#x69;no",
        "cas<b>ino",
        "![cas](https://a.example)ino",
        "# casino",
        "> casino",
        "1. casino",
    ] {
        let words = plain_text(&comment(text));
        let seen = words.replace('\\', "").replace("<b>", "");
        assert!(seen.contains("casino"), "{text}: {words}");
    }
    let visible = Visible::of(&comment("[here](https://a.example/%C3%BC?a=1&b=2) www.b.example"));
    assert_eq!(visible.words(), "here www.b.example");
    assert_eq!(visible.targets(), "https://a.example/ü?a=1&b=2");
    assert_eq!(visible.whole(), "here www.b.example\n\nhttps://a.example/ü?a=1&b=2");
    let masked = Visible::of(&comment("[x](https://ca%73ino.example) [y](https://пример.рф)"));
    assert!(masked.targets().contains("https://casino.example"), "{}", masked.targets());
    assert!(masked.targets().contains("xn--e1afmkfd.xn--p1ai"), "{}", masked.targets());
    assert_eq!(plain_text(&comment("3. c\n4. d\n\n- e")), "3. c\n4. d\n\n- e");
}

#[test]
fn a_bare_address_ends_at_the_punctuation_of_any_script() {
    let hrefs = |html: &str| -> Vec<String> {
        html.split("href=\"")
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap_or_default().to_owned())
            .collect()
    };
    let chinese = "请看https://example.com/文章，谢谢。https://example.com。";
    for html in [comment(chinese), article(chinese)] {
        assert_eq!(
            hrefs(&html),
            ["https://example.com/%E6%96%87%E7%AB%A0", "https://example.com"],
            "{html}"
        );
        assert_eq!(plain_text(&html), chinese);
    }
    for stop in [
        "，", "。", "、", "；", "：", "！", "？", "）", "（", "」", "』", "】", "》", "〉", "”",
        "“", "»", "«", "…", "—", "　", "\u{A0}", "．", "｡", "､", "～", "،", "؟", "۔", "।", "።",
        "།", "’ ",
    ] {
        let text = format!("https://a.example/x{stop}后");
        assert_eq!(hrefs(&comment(&text)), ["https://a.example/x"], "{stop}");
        assert_eq!(plain_text(&comment(&text)), text, "{stop}");
        let two = format!("https://a.example/x{stop}https://b.example/y");
        assert_eq!((hrefs(&comment(&two)).len(), links(&two)), (2, 2), "{stop}");
        let two = format!("www.a.example{stop}www.b.example");
        assert_eq!((hrefs(&comment(&two)).len(), links(&two)), (2, 2), "{stop}");
    }
    for sign in ["・", "·", "•", "→", "|", ",", ";", "~", ".", "\""] {
        let two = format!("https://a.example/x{sign}https://b.example/y");
        for html in [comment(&two), article(&two)] {
            assert_eq!(hrefs(&html), ["https://a.example/x", "https://b.example/y"], "{html}");
            assert_eq!(plain_text(&html), two);
        }
    }
    for one in [
        "https://archive.example/2020/https://b.example/y",
        "https://a.example/?u=https://b.example/y",
    ] {
        assert_eq!(hrefs(&comment(one)), [one]);
    }
    assert_eq!(links("a.example/x，b.example/y"), 2);
    assert_eq!(hrefs(&comment("**重点：https://a.example**。后")), ["https://a.example"]);
    assert!(comment("**重点：https://a.example**。后").contains("</strong>。后"));
    // What is delimited ends where its delimiter stands.
    for text in [
        "[x](https://a.example/（y）)",
        "<https://a.example/（y）>",
        "https://b.example，[x](https://a.example/（y）)",
    ] {
        let html = comment(text);
        assert_eq!(
            hrefs(&html).last().map(String::as_str),
            Some("https://a.example/%EF%BC%88y%EF%BC%89"),
            "{html}"
        );
    }
    assert_eq!(
        hrefs(&comment("> - see https://a.example/x。\n> - and https://b.example，")),
        ["https://a.example/x", "https://b.example"]
    );
    for kept in [
        "https://ja.wikipedia.org/wiki/レオナルド・ダ・ヴィンチ",
        "https://de.wikipedia.org/wiki/O’Brien",
        "https://a.example/a–b",
    ] {
        assert_eq!(hrefs(&comment(kept)).len(), 1);
        assert_eq!(plain_text(&comment(kept)), kept);
        assert!(comment(kept).contains(&format!(">{kept}</a>")), "{}", comment(kept));
    }
}

#[test]
fn a_line_without_a_mark_ends_the_quotation() {
    let quote = |inside: &str| format!("<blockquote>\n{inside}</blockquote>\n");
    assert_eq!(
        comment("> quoted\nmy answer"),
        format!("{}<p>my answer</p>\n", quote("<p>quoted</p>\n"))
    );
    assert_eq!(
        comment("> a\nb\n> c\nd"),
        format!("{0}<p>b</p>\n{1}<p>d</p>\n", quote("<p>a</p>\n"), quote("<p>c</p>\n"))
    );
    assert_eq!(
        comment(">> a\n> b\nc"),
        format!("{}<p>c</p>\n", quote(&format!("{}<p>b</p>\n", quote("<p>a</p>\n"))))
    );
    assert_eq!(comment("> - a\nb"), format!("{}<p>b</p>\n", quote("<ul>\n<li>a</li>\n</ul>\n")));
    assert_eq!(comment("> a\n> b"), quote("<p>a<br>\nb</p>\n"));
    assert_eq!(comment("- a\nb"), "<ul>\n<li>a<br>\nb</li>\n</ul>\n");
    assert_eq!(comment("```\n> a\nb\n```"), "<pre><code>&gt; a\nb\n</code></pre>\n");
    assert!(comment("> *a\nb*").contains("<p>b*</p>"), "{}", comment("> *a\nb*"));
    // Authors of articles write by Markdown's own rule.
    assert_eq!(article("> a\nb"), quote("<p>a\nb</p>\n"));
}

#[test]
fn an_authors_id_cannot_equal_an_id_of_the_page() {
    let html = article(
        "<a id=\"email\"></a>[up](#email) [out](#comments)\n\n# Email\n\n<h2 id=\"text\">x</h2>\n\n<li id=\"name\">x</li>",
    );
    assert!(html.contains("<a id=\"a-email\"></a>"), "{html}");
    assert!(html.contains("href=\"#a-email\"") && html.contains("href=\"#comments\""), "{html}");
    assert!(html.contains("id=\"h-email\"") && html.contains("id=\"a-text\""), "{html}");
    assert!(!html.contains("id=\"name\""), "{html}");
}

/// Texts from the characters that either way could treat in its own manner.
fn nearly_plain() -> impl Strategy<Value = String> {
    let pieces = [
        "word",
        "w",
        "www",
        "http",
        ":",
        "//",
        "a",
        "é",
        "漢",
        "👩\u{200D}👧",
        "\u{A0}",
        "\u{AD}",
        "\u{200B}",
        "\u{2003}",
        "\u{FEFF}",
        "\u{FFFD}",
        "\u{85}",
        " ",
        "  ",
        "\n",
        "\n\n",
        "\n\n\n",
        "-",
        "--",
        "---",
        "=",
        "==",
        "+",
        "1",
        "12",
        ".",
        ")",
        "1.",
        "1)",
        "(",
        "\"",
        "'",
        "!",
        "?",
        "%",
        "$",
        "{",
        "}",
        "^",
        "/",
        ";",
        ",",
        "\t",
        "\r",
        "\r\n",
        "\u{B}",
        "\u{C}",
        "\u{2028}",
        "\0",
    ];
    proptest::collection::vec(proptest::sample::select(pieces.to_vec()), 0..24)
        .prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn the_fast_path_gives_the_same_html(text in nearly_plain()) {
        if let Some(short) = unmarked::comment(&text) {
            prop_assert_eq!(short, comment_with_markup(&text));
        }
    }

    #[test]
    fn the_fast_path_gives_the_same_html_for_any_text(text in any::<String>()) {
        if let Some(short) = unmarked::comment(&text) {
            prop_assert_eq!(short, comment_with_markup(&text));
        }
    }

    #[test]
    fn every_quotation_ends_with_its_marks(text in "([> ]{0,4}[-a*`]{0,2}[ a]{0,3}\n){1,6}") {
        let once = edges::of_comment(&text, &render::COMMENT).into_owned();
        prop_assert_eq!(edges::of_comment(&once, &render::COMMENT), once.as_str());
    }

    #[test]
    fn nothing_hidden_is_ever_rendered(text in "(&#x?[0-9a-fA-F]{1,5};|[a*`>\\[\\]():\u{202E}\u{FDD0}\u{FDD1}\u{C}]|\n){0,12}") {
        for html in [comment(&text), article(&text)] {
            prop_assert_eq!(crate::text::find_forbidden(&html), None);
        }
    }

    #[test]
    fn a_comment_never_carries_more_than_the_listed_elements(text in "[-a-c<>/!\\[\\]()*_`#&;:=\" \n.@]{0,60}|(<(script|img|a|b|/p|!--)|\\[|\\]\\(javascript:|http://|\"|>|onerror=| ){0,12}") {
        let html = comment(&text);
        prop_assert_eq!(&COMMENT.clean(&html).to_string().replace(" rel=\"nofollow ugc noopener\"", ""), &html.replace(" rel=\"nofollow ugc noopener\"", ""));
        plain_text(&html);
        excerpt(&text, 20);
        links(&text);
    }
}

#[test]
fn task_lists_of_articles_have_boxes() {
    let html = article("- [ ] count the mud\n- [x] ask the port\n- no task [ ]");
    let expected = "<li>☐ count the mud</li>\n<li>☑ ask the port</li>\n<li>no task [ ]</li>";
    assert!(html.contains(expected), "{html}");
    // Readers' lists are shown as typed.
    assert!(comment("- [ ] mine").contains("<li>[ ] mine</li>"));
}
