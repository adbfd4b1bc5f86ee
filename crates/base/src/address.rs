//! E-mail addresses. An [`EmailAddress`] exists only if its form is valid, and it cannot be printed
//! by accident: it has no `Display` and no `Serialize`, and its `Debug` is masked.

use std::fmt;

use lettre::Address;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use validator::ValidateEmail;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::i18n::Message;
use crate::text::{self, FieldFault};

/// The longest address in bytes (RFC 5321 allows a path of 256 with its angle brackets).
const MAX_BYTES: usize = 254;

/// The longest part before the @ in bytes (RFC 5321).
const MAX_LOCAL_BYTES: usize = 64;

/// An address of the form `name@example.com`: one @, a domain with a dot, no literal such as
/// `[192.0.2.1]`. Domains may be international, and so may the part before the @, which mail servers carry only
/// if they know SMTPUTF8 (RFC 6531).
///
/// Two addresses are equal if their [canonical](EmailAddress::canonical) forms are.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct EmailAddress {
    shown: String,
    local: String,
    ascii_domain: String,
}

impl EmailAddress {
    /// Parses an address as a person typed it; surrounding spaces are ignored.
    ///
    /// Codes: `required`, `too_long`, `email_format`, `forbidden_characters`. The `validator` crate
    /// accepts some strings with line breaks or markup before a bracketed literal, hence the second
    /// check by `lettre::Address`.
    pub fn parse(raw: &str) -> Result<EmailAddress, FieldFault> {
        let typed = text::line(raw)?;
        if typed.is_empty() {
            return Err(FieldFault::new("required", Message::fault_email_required()));
        }
        if typed.len() > MAX_BYTES {
            let detail = Message::fault_email_long(MAX_BYTES);
            return Err(FieldFault::new("too_long", detail));
        }
        let (local, domain) = typed.rsplit_once('@').ok_or_else(malformed)?;
        if local.len() > MAX_LOCAL_BYTES {
            let detail = Message::fault_email_local_long(MAX_LOCAL_BYTES);
            return Err(FieldFault::new("too_long", detail));
        }
        let ascii_domain = ascii_domain(domain).ok_or_else(malformed)?;
        // Both checks see the domain as it was typed and in its ASCII form. They know no international local
        // parts, so letters of other scripts are shown to them as an ASCII letter.
        let shape = ascii_shape(local).ok_or_else(malformed)?;
        let sent = format!("{local}@{ascii_domain}");
        for form in [format!("{shape}@{domain}"), format!("{shape}@{ascii_domain}")] {
            if !form.validate_email() || form.parse::<Address>().is_err() {
                return Err(malformed());
            }
        }
        if Address::new(local, &ascii_domain).is_err() {
            return Err(malformed());
        }
        if sent.len() > MAX_BYTES {
            return Err(malformed());
        }
        Ok(EmailAddress { local: local.to_owned(), ascii_domain, shown: typed })
    }

    /// The address as it was typed: for sealing, and for staff who may see it.
    pub fn as_str(&self) -> &str {
        &self.shown
    }

    /// The form by which a mailbox is found, however it is typed: lower case, the domain in ASCII
    /// (IDNA). Strictly, the part before the @ may be case-sensitive; no large mail service treats
    /// it so, and a reader who writes `Ann@` today and `ann@` tomorrow is one reader. Dots and
    /// `+tags` are kept.
    pub fn canonical(&self) -> String {
        format!("{}@{}", self.lower_local(), self.ascii_domain)
    }

    /// Whether only mail servers with SMTPUTF8 carry mail to it: the part before the @ is not ASCII.
    pub fn is_international(&self) -> bool {
        !self.local.is_ascii()
    }

    fn lower_local(&self) -> String {
        match self.local.is_ascii() {
            true => self.local.to_ascii_lowercase(),
            false => self.local.to_lowercase().nfc().collect(),
        }
    }

    /// The inbox that receives mail for this address, as far as the spelling shows: without a
    /// `+tag`, and without dots where the provider ignores them. Used for limits and to find out
    /// whether two addresses belong to one person. Mail is sent to the address itself, because some
    /// providers treat a plus as an ordinary character.
    pub fn inbox(&self) -> String {
        let local = self.lower_local();
        let name = match local.split_once('+') {
            Some((name, _)) if !name.is_empty() => name,
            _ => &local,
        };
        match self.ascii_domain.as_str() {
            "gmail.com" | "googlemail.com" => format!("{}@gmail.com", name.replace('.', "")),
            domain => format!("{name}@{domain}"),
        }
    }

    /// The address for an envelope: the domain in ASCII, so that mail servers need SMTPUTF8 only for an
    /// [international](EmailAddress::is_international) part before the @.
    pub fn mailbox(&self) -> Result<Address, lettre::address::AddressError> {
        Address::new(&self.local, &self.ascii_domain)
    }

    /// The masked address that moderators see: `j•••@e•••.com`. It does not show the length.
    pub fn masked(&self) -> String {
        let shown_domain = self.shown.rsplit_once('@').map_or("", |(_, domain)| domain);
        let first = |part: &str| part.chars().next().map(String::from).unwrap_or_default();
        let suffix = shown_domain.rsplit('.').next().unwrap_or_default();
        format!("{}•••@{}•••.{suffix}", first(&self.local), first(shown_domain))
    }
}

impl PartialEq for EmailAddress {
    fn eq(&self, other: &EmailAddress) -> bool {
        self.canonical() == other.canonical()
    }
}

impl Eq for EmailAddress {}

impl fmt::Debug for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EmailAddress({})", self.masked())
    }
}

fn malformed() -> FieldFault {
    FieldFault::new("email_format", Message::fault_email())
}

/// The part before the @ with an `a` in place of each letter, digit and mark outside ASCII; `None` with any
/// other character outside ASCII, or if it begins with a mark.
fn ascii_shape(local: &str) -> Option<String> {
    let shown = |(place, c): (usize, char)| match c {
        c if c.is_ascii() => Some(c),
        c if c.is_alphanumeric() || place > 0 && is_combining_mark(c) => Some('a'),
        _ => None,
    };
    local.char_indices().map(shown).collect()
}

/// The domain in lower-case ASCII, if it is a name with a dot and no IP address in another
/// notation.
pub fn ascii_domain(domain: &str) -> Option<String> {
    let ascii = idna::domain_to_ascii_strict(domain).ok()?;
    let Ok(url::Host::Domain(_)) = url::Host::parse(&ascii) else { return None };
    let (_, suffix) = ascii.rsplit_once('.')?;
    (suffix.len() >= 2 && !suffix.bytes().all(|b| b.is_ascii_digit())).then_some(ascii)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn code(raw: &str) -> &'static str {
        EmailAddress::parse(raw).map_or_else(|fault| fault.code, |_| "ok")
    }

    #[test]
    fn ordinary_addresses_are_kept_as_typed() {
        for raw in [
            "ann@example.com",
            "Ann.O'Hara+news@Mail.Example.co.uk",
            "x@müller.de",
            "a_b@xn--mller-kva.de",
            "q@例え.jp",
        ] {
            let address = EmailAddress::parse(raw).expect("a good address");
            assert_eq!(address.as_str(), raw);
            assert!(
                address.mailbox().is_ok_and(|mailbox| AsRef::<str>::as_ref(&mailbox).is_ascii())
            );
        }
    }

    #[test]
    fn one_mailbox_has_one_canonical_form() {
        let forms = ["Ann@MÜLLER.de", "ann@müller.de", " ANN@xn--mller-kva.de "];
        for raw in forms {
            assert_eq!(
                EmailAddress::parse(raw).expect("a good address").canonical(),
                "ann@xn--mller-kva.de"
            );
        }
        assert_eq!(EmailAddress::parse(forms[0]), EmailAddress::parse(forms[1]));
    }

    #[test]
    fn letters_of_any_script_may_stand_before_the_at_sign() {
        for (raw, canonical) in [
            ("Änn@example.com", "änn@example.com"),
            ("a\u{308}nn@example.com", "änn@example.com"),
            ("用户@例子.广告", "用户@xn--fsqu00a.xn--4rr70v"),
            ("مريم@example.com", "مريم@example.com"),
        ] {
            let address = EmailAddress::parse(raw).unwrap_or_else(|_| panic!("{raw} is good"));
            assert!(address.is_international());
            assert_eq!(address.canonical(), canonical);
            assert!(address.mailbox().is_ok(), "{raw}");
        }
        assert!(!EmailAddress::parse("x@müller.de").expect("good").is_international());
    }

    #[test]
    fn malformed_addresses_are_refused_with_their_code() {
        assert_eq!(code("  "), "required");
        for raw in [
            "ann",
            "ann@",
            "@example.com",
            "ann@localhost",
            "ann@[192.0.2.1]",
            "ann@192.0.2.1",
            "ann@[IPv6:::1]",
            "ann@0x7f.1",
            "ann@example.com.",
            "ann@.com",
            "ann@exa mple.com",
            "a n@example.com",
            "a@b@example.com",
            "ann@ex_ample.com",
            "<ann@example.com>",
            "Ann <ann@example.com>",
            "\"ann\"@example.com",
            "<script>@[1.1.1.1]",
            "ann@-example.com",
            ".ann@example.com",
            "\u{300}ann@example.com",
            "ann\u{3000}bell@example.com",
            "“ann”@example.com",
            "ann☃@example.com",
            "ann..b@example.com",
            "ann@example.com,bob@example.com",
            "ann@example.c",
        ] {
            assert_eq!(code(raw), "email_format", "{raw}");
        }
        assert_eq!(code("ann@example.com\r\nBcc: all@example.com"), "forbidden_characters");
        assert_eq!(code("ann@exa\u{AD}mple.com"), "forbidden_characters");
        assert_eq!(code(&format!("{}@example.com", "a".repeat(65))), "too_long");
        assert_eq!(code(&format!("a@{}.com", "b.".repeat(130))), "too_long");
        assert_eq!(code(&format!("{}@example.com", "a".repeat(64))), "ok");
    }

    #[test]
    fn the_mask_hides_name_host_and_length() {
        let mask = |raw: &str| EmailAddress::parse(raw).expect("a good address").masked();
        assert_eq!(mask("john@example.com"), "j•••@e•••.com");
        assert_eq!(mask("j@ex.com"), "j•••@e•••.com");
        assert_eq!(mask("x@sub.müller.co.uk"), "x•••@s•••.uk");
        let debugged = format!(
            "{:?}",
            EmailAddress::parse("john.doe@secret-host.org").expect("a good address")
        );
        assert_eq!(debugged, "EmailAddress(j•••@s•••.org)");
    }

    #[test]
    fn spellings_of_one_inbox_are_one_inbox() {
        let inbox = |raw: &str| EmailAddress::parse(raw).expect("a good address").inbox();
        for spelling in ["Ann@example.org", "ann+1@example.org", "ann+a+b@EXAMPLE.org"] {
            assert_eq!(inbox(spelling), "ann@example.org");
        }
        for spelling in ["a.n.n@gmail.com", "ann+news@googlemail.com", "ANN@gmail.com"] {
            assert_eq!(inbox(spelling), "ann@gmail.com");
        }
        assert_eq!(inbox("a.nn@example.org"), "a.nn@example.org", "dots count elsewhere");
        assert_eq!(inbox("+1@example.org"), "+1@example.org");
    }

    proptest! {
        #[test]
        fn no_accepted_address_can_break_a_mail_header(raw in "[ -~\\r\\n\u{80}-\u{2100}]{0,20}@[ -~\\r\\n\u{80}-\u{2100}]{0,20}") {
            if let Ok(address) = EmailAddress::parse(&raw) {
                prop_assert!(!address.as_str().contains(|c: char| c.is_control() || c.is_whitespace() || "<>,;\"[]()\\".contains(c)));
                let again = EmailAddress::parse(&address.canonical());
                prop_assert_eq!(again.as_ref().map(EmailAddress::canonical), Ok(address.canonical()));
            }
        }
    }
}
