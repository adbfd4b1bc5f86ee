//! Lists of others as rules: the "Comment Moderation" and "Disallowed Comment Keys" boxes of
//! WordPress, and plain lists of domains.

use std::net::IpAddr;

use serde_json::json;

use crate::error::{Error, Result};
use crate::named_enum;
use crate::screening::rules::model::{Content, RawContent};
use crate::screening::rules::parse::{MAX_VALUE, RawCondition};
use crate::screening::rules::pattern;

named_enum! {
    /// What a file looks like.
    pub enum Format {
        /// One entry a line, found anywhere in text, name, website, address or network, also in the
        /// middle of a word.
        Wordpress => "wordpress",
        /// One domain a line; `#` begins a remark, and the lines of a hosts file will do.
        Domains => "domains",
    }
}

/// A list that was read.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The rule that it makes.
    pub content: Content,
    /// How many entries it has.
    pub entries: usize,
    /// Lines without a usable entry.
    pub skipped: usize,
}

/// What the rule is called and does.
#[derive(Clone, Debug)]
pub struct Wish {
    /// Its name; without one, the format's.
    pub name: String,
    /// The action's name; without one, `hold`.
    pub action: String,
    /// What is shown; without it, a sentence of ours.
    pub reason: String,
    /// Whether it is in force at once.
    pub enabled: bool,
}

/// Reads a list.
///
/// # Errors
/// `Invalid`: nothing in it (`list`, `empty_list`), too many entries, or a fault in the wish.
pub fn read(format: Format, list: &str, wish: Wish) -> Result<Imported> {
    let (condition, entries, skipped) = match format {
        Format::Wordpress => wordpress(list),
        Format::Domains => domains(list),
    };
    if entries == 0 {
        return Err(Error::invalid(
            "list",
            "empty_list",
            "Put something into the list, one entry a line",
        ));
    }
    let or =
        |given: String, usual: &str| if given.trim().is_empty() { usual.to_owned() } else { given };
    let name = match format {
        Format::Wordpress => "Imported words",
        Format::Domains => "Imported domains",
    };
    let content = Content::parse(RawContent {
        name: or(wish.name, name),
        condition: Some(condition),
        action: or(wish.action, "hold"),
        reason: or(wish.reason, "Something in it is on a list of unwanted words and addresses"),
        enabled: wish.enabled,
    })?;
    Ok(Imported { content, entries, skipped })
}

/// WordPress looks for each line in the text, the name, the address, the website and the network
/// address. Of network addresses we know no more than the /24 or /48, so whole ones become
/// networks.
fn wordpress(list: &str) -> (RawCondition, usize, usize) {
    let (mut words, mut networks, mut skipped) = (Vec::new(), Vec::new(), 0);
    for line in list.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if line.parse::<IpAddr>().is_ok() || line.parse::<ipnet::IpNet>().is_ok() {
            networks.push(line);
        } else if line.chars().count() > MAX_VALUE
            || crate::screening::rules::fold::fold(line).is_empty()
        {
            skipped += 1;
        } else {
            words.push(line);
        }
    }
    let entries = words.len() + networks.len();
    let test = |field: &str, operator: &str, value: &[&str]| RawCondition {
        field: Some(field.to_owned()),
        operator: Some(operator.to_owned()),
        value: Some(json!(value)),
        ..RawCondition::default()
    };
    let mut parts = Vec::new();
    if !words.is_empty() {
        parts.push(test("anywhere", "contains", &words));
    }
    if !networks.is_empty() {
        parts.push(test("network_prefix", "in_list", &networks));
    }
    let condition = match parts.len() {
        1 => parts.remove(0),
        _ => RawCondition { any: Some(parts), ..RawCondition::default() },
    };
    (condition, entries, skipped)
}

fn domains(list: &str) -> (RawCondition, usize, usize) {
    let (mut found, mut skipped) = (Vec::new(), 0);
    for line in list.lines() {
        let Some(word) = line.split('#').next().unwrap_or("").split_whitespace().last() else {
            continue;
        };
        match pattern::domain(word)
            .filter(|domain| domain.contains('.') && domain.parse::<IpAddr>().is_err())
        {
            Some(domain) => found.push(domain),
            None => skipped += 1,
        }
    }
    let condition = RawCondition {
        field: Some("domain".to_owned()),
        operator: Some("in_list".to_owned()),
        value: Some(json!(found)),
        ..RawCondition::default()
    };
    (condition, found.len(), skipped)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screening::rules::condition::{Condition, Field, Value};

    fn wish() -> Wish {
        Wish { name: String::new(), action: String::new(), reason: String::new(), enabled: true }
    }

    #[test]
    fn the_lists_of_wordpress_are_one_rule() {
        let read = read(
            Format::Wordpress,
            "viagra\r\n\n  free money \n192.0.2.7\n\u{200B}\n2001:db8::/32\n",
            wish(),
        );
        let imported = read.expect("a list");
        assert_eq!((imported.entries, imported.skipped), (4, 1));
        let tests: Vec<(Field, Value)> = imported
            .content
            .condition
            .tests()
            .into_iter()
            .map(|test| (test.field, test.value.clone()))
            .collect();
        assert_eq!(
            tests,
            [
                (Field::Anywhere, Value::List(vec!["viagra".to_owned(), "free money".to_owned()])),
                (
                    Field::NetworkPrefix,
                    Value::List(vec!["192.0.2.7".to_owned(), "2001:db8::/32".to_owned()])
                ),
            ]
        );
        assert_eq!(imported.content.name, "Imported words");
    }

    #[test]
    fn a_list_of_domains_is_one_set() {
        let list = "# spammers\nSpam.example # the worst\n0.0.0.0 ads.example\nhttps://www.bad.example/path\nlocalhost\n127.0.0.1\n";
        let imported = read(Format::Domains, list, wish()).expect("a list");
        assert_eq!((imported.entries, imported.skipped), (3, 2));
        let Condition::Test(test) = imported.content.condition else { panic!("one test") };
        let domains = ["spam.example", "ads.example", "bad.example"].map(str::to_owned).to_vec();
        assert_eq!(test.value, Value::List(domains));
    }

    #[test]
    fn an_empty_list_is_no_rule() {
        for format in [Format::Wordpress, Format::Domains] {
            assert!(matches!(read(format, "\n", wish()), Err(Error::Invalid(_))));
        }
    }
}
