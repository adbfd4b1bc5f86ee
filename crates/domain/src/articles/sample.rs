//! The sample article of a new publication.

use crate::clock::Time;
use crate::error::Result;
use crate::i18n::Words;

use super::choices::SubmittedChoices;
use super::content::{NewArticle, Submitted};

const BODY: &str = "\
This is the first article. It is here so that you can see a page and try out comments: \
write a comment below, and see what happens to it.

## What happens to a comment

It is stored before the page confirms it. Then a moderator decides whether it appears, **unless** the policy says \
that comments appear at once. The policy is `comments.policy` in the configuration.

1. The reader writes, and learns that the comment is held.
2. A moderator gets a mail, reads the comment in its context, and decides.
3. The comment appears on this page.

> Your email address will not be published.

It is encrypted in the database with a key that is stored elsewhere, and it appears in no page, feed or log.

## What to do next

Follow the set-up link that the program printed when it started, and make your own account. Then write:

```
rejoinder article add my-first-article.md
```

and take this article back with `rejoinder article withdraw 1`.
";

/// The article, published now. Its text is English; its section and its tag are named in the language of the site.
pub(super) fn article(words: &Words, now: Time) -> Result<NewArticle> {
    let submitted = Submitted {
        title: Some("Welcome to your new publication".into()),
        summary: Some(
            "One article and one comment, to see how both look and what becomes of them.".into(),
        ),
        body: Some(BODY.into()),
        section: Some(words.sample_section().into_owned()),
        tags: Some(vec![words.sample_tag().into_owned()]),
        choices: SubmittedChoices { language: Some("en".into()), ..SubmittedChoices::default() },
        status: Some("published".into()),
        ..Submitted::default()
    };
    NewArticle::parse(submitted, now)
}
