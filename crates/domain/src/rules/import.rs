//! Imports lists as rules: the "Comment Moderation" and "Disallowed Comment Keys" fields of
//! WordPress, and plain lists of domains.

use std::net::IpAddr;

use serde_json::json;

use crate::error::{Error, Result};
use crate::i18n::Message;
use crate::named_enum;
use crate::screening::rules::model::{Content, RawContent};
use crate::screening::rules::parse::{MAX_VALUE, RawCondition};
use crate::screening::rules::pattern;

named_enum! {
    /// The format of a list.
    pub enum Format {
        /// One entry per line, searched in text, name, website, address and network, including
        /// within words.
        Wordpress => "wordpress",
        /// One domain per line; `#` begins a comment, and the lines of a hosts file are accepted.
        Domains => "domains",
    }
}

/// A parsed list.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The content of the rule.
    pub content: Content,
    /// The number of entries.
    pub entries: usize,
    /// Lines without a usable entry.
    pub skipped: usize,
}

/// The requested name and action of the rule.
#[derive(Clone, Debug)]
pub struct RuleOptions {
    /// The name; if empty, a default for the format.
    pub name: String,
    /// The name of the action; if empty, `hold`.
    pub action: String,
    /// The reason that is shown; if empty, a default sentence.
    pub reason: String,
    /// Whether it is enabled.
    pub enabled: bool,
}

/// Parses a list.
///
/// # Errors
/// `Invalid`: an empty list (`list`, `empty_list`), too many entries, or a fault in `options`.
pub fn parse(format: Format, list: &str, options: RuleOptions) -> Result<Imported> {
    let (condition, entries, skipped) = match format {
        Format::Wordpress => wordpress(list),
        Format::Domains => domains(list),
    };
    if entries == 0 {
        return Err(Error::invalid("list", "empty_list", Message::fault_rule_list_empty()));
    }
    let or =
        |given: String, usual: &str| if given.trim().is_empty() { usual.to_owned() } else { given };
    let name = match format {
        Format::Wordpress => "Imported words",
        Format::Domains => "Imported domains",
    };
    let content = Content::parse(RawContent {
        name: or(options.name, name),
        condition: Some(condition),
        action: or(options.action, "hold"),
        reason: or(
            options.reason,
            "It contains an entry of a list of unwanted words and addresses",
        ),
        enabled: options.enabled,
    })?;
    Ok(Imported { content, entries, skipped })
}

/// WordPress searches each line in the text, the name, the address, the website and the network
/// address. Only the /24 or /48 of network addresses is stored, so whole addresses become networks.
fn wordpress(list: &str) -> (RawCondition, usize, usize) {
    let (mut words, mut networks, mut skipped) = (Vec::new(), Vec::new(), 0);
    for line in list.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if line.parse::<IpAddr>().is_ok() || line.parse::<ipnet::IpNet>().is_ok() {
            networks.push(line);
        } else if line.chars().count() > MAX_VALUE || crate::text::fold::fold(line).is_empty() {
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

    fn options() -> RuleOptions {
        RuleOptions {
            name: String::new(),
            action: String::new(),
            reason: String::new(),
            enabled: true,
        }
    }

    #[test]
    fn the_lists_of_wordpress_are_one_rule() {
        let read = parse(
            Format::Wordpress,
            "viagra\r\n\n  free money \n192.0.2.7\n\u{200B}\n2001:db8::/32\n",
            options(),
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
        let imported = parse(Format::Domains, list, options()).expect("a list");
        assert_eq!((imported.entries, imported.skipped), (3, 2));
        let Condition::Test(test) = imported.content.condition else { panic!("one test") };
        let domains = ["spam.example", "ads.example", "bad.example"].map(str::to_owned).to_vec();
        assert_eq!(test.value, Value::List(domains));
    }

    #[test]
    fn an_empty_list_is_no_rule() {
        for format in [Format::Wordpress, Format::Domains] {
            assert!(matches!(parse(format, "\n", options()), Err(Error::Invalid(_))));
        }
    }
}
