//! Web addresses, mail addresses and numbers in a text, for the features.

/// Suffixes with which a bare `name.suffix` counts as an address.
const SUFFIXES: [&str; 62] = [
    "app", "at", "be", "biz", "blog", "br", "buzz", "bz", "ca", "cc", "ch", "click", "club", "cn",
    "co", "com", "cz", "de", "dev", "edu", "es", "eu", "fr", "gd", "gl", "gov", "gs", "icu", "in",
    "info", "io", "it", "jp", "link", "live", "ly", "me", "net", "nl", "online", "org", "pl",
    "pro", "ru", "se", "shop", "site", "space", "store", "su", "tk", "tokyo", "top", "tv", "uk",
    "us", "vip", "website", "win", "ws", "xyz", "рф",
];

/// Products whose names look like addresses.
const PRODUCTS: [&str; 8] =
    ["ado.net", "asp.net", "fast.ai", "ml.net", "paint.net", "socket.io", "vb.net", "will.i.am"];

/// A token of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token<'a> {
    /// A web address: its host without `www.`, and the path behind it.
    Link {
        /// The host's name.
        host: &'a str,
        /// What follows the host, with its slash; may be empty.
        path: &'a str,
    },
    /// A mail address; the host only.
    Mail(&'a str),
    /// Any other word.
    Word(&'a str),
}

/// Classifies the folded `word`, which contains no white space.
pub fn classify(word: &str) -> Token<'_> {
    let trimmed = word.trim_start_matches(|c: char| !c.is_alphanumeric());
    let with_scheme = trimmed.strip_prefix("https://").or_else(|| trimmed.strip_prefix("http://"));
    let rest = with_scheme.unwrap_or(trimmed);
    let end =
        rest.find(['/', '?', '#', ':', '"', '\'', '<', '>', ',', ')', ']']).unwrap_or(rest.len());
    let (host, path) = rest.split_at(end);
    let host = host.trim_end_matches(|c: char| !c.is_alphanumeric());
    if let Some((local, host)) = host.rsplit_once('@') {
        let is_mail = !local.is_empty() && host.contains('.');
        return if is_mail { Token::Mail(host) } else { Token::Word(word) };
    }
    let bare = host.strip_prefix("www.").unwrap_or(host);
    let is_link = match bare.rsplit_once('.') {
        None => with_scheme.is_some() && !bare.is_empty(),
        Some((name, suffix)) => {
            let is_name = name.split('.').all(|label| {
                !label.is_empty()
                    && label.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_')
            });
            let has_path = path.starts_with('/') && path.len() > 1;
            let letters = suffix.chars().all(char::is_alphabetic) && suffix.chars().count() > 1;
            is_name
                && (with_scheme.is_some()
                    || host.len() > bare.len()
                    || suffix.starts_with("xn--")
                    || letters
                        && (has_path || SUFFIXES.contains(&suffix) && !PRODUCTS.contains(&bare)))
        }
    };
    if is_link { Token::Link { host: bare, path } } else { Token::Word(word) }
}

/// The registrable domain of a host: its last two labels, or three if the second is as short as in
/// `co.uk`.
pub fn domain(host: &str) -> &str {
    let mut dots = host.rmatch_indices('.').map(|(at, _)| at);
    let (Some(last), second) = (dots.next(), dots.next()) else { return host };
    let Some(second) = second else { return host };
    let is_short = last - second <= 4 && host.len() - last == 3;
    let cut = if is_short { dots.next() } else { Some(second) };
    cut.map_or(host, |at| &host[at + 1..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_found_with_and_without_a_scheme() {
        assert_eq!(
            classify("https://www.example.com/a?b"),
            Token::Link { host: "example.com", path: "/a?b" }
        );
        assert_eq!(classify("(example.ru)."), Token::Link { host: "example.ru", path: ")." });
        assert_eq!(classify("youtu.be/x"), Token::Link { host: "youtu.be", path: "/x" });
        assert_eq!(classify("ann@example.org,"), Token::Mail("example.org"));
        for word in ["e.g", "node.js", "asp.net", "end.but", "@ann", "...", "1.5", ""] {
            assert_eq!(classify(word), Token::Word(word));
        }
    }

    #[test]
    fn a_domain_is_what_somebody_owns() {
        assert_eq!(domain("a.b.example.com"), "example.com");
        assert_eq!(domain("shop.example.co.uk"), "example.co.uk");
        assert_eq!(domain("localhost"), "localhost");
    }
}
