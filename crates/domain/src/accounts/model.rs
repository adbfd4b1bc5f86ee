//! Roles, scopes and the authenticated [`Staff`]. No I/O.

use std::fmt;

use crate::address::EmailAddress;
use crate::clock::{DAY, Time};
use crate::error::{Error, FieldError, Result};
use crate::i18n::{Language, Message};
use crate::ids::{AccountId, SessionId, TokenId};
use crate::text;
use crate::{named_enum, stored_enum};

stored_enum! {
    /// The role of an account. Each role includes the rights of those before it.
    #[derive(PartialOrd, Ord)]
    pub enum Role {
        /// Writes articles.
        Author = 0 => "author",
        /// Decides on comments.
        Moderator = 1 => "moderator",
        /// Decides on articles and on the rules for comments.
        Editor = 2 => "editor",
        /// Decides on accounts and settings.
        Admin = 3 => "admin",
    }
}

impl Role {
    /// The role as a word in a sentence: "editor".
    pub fn in_words(self) -> Message {
        match self {
            Role::Author => Message::role_author(),
            Role::Moderator => Message::role_moderator(),
            Role::Editor => Message::role_editor(),
            Role::Admin => Message::role_admin(),
        }
    }

    /// The scopes that a token of an account with this role can have.
    pub fn scopes(self) -> Scopes {
        let mut scopes = Scopes::default().with(Scope::Read).with(Scope::Publish);
        if self >= Role::Moderator {
            scopes = scopes.with(Scope::Moderate);
        }
        if self >= Role::Admin {
            scopes = scopes.with(Scope::Admin);
        }
        scopes
    }
}

impl Role {
    /// The role as a word by itself, in the language of the reader: "Editor".
    pub fn title(self) -> Message {
        match self {
            Role::Author => Message::people_author(),
            Role::Moderator => Message::people_moderator(),
            Role::Editor => Message::people_editor(),
            Role::Admin => Message::people_admin(),
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The stored name of a token that was made on the command line without a name; pages translate it.
pub const UNNAMED_TOKEN: &str = "command line";

named_enum! {
    /// The scope of a token. Each scope includes those before it, and none exceeds the owner's
    /// role.
    #[derive(PartialOrd, Ord)]
    pub enum Scope {
        /// Every GET for authors, moderators and editors.
        Read => "read",
        /// Reading and deciding on comments.
        Moderate => "moderate",
        /// Reading and changing articles, sections and tags.
        Publish => "publish",
        /// Accounts, tokens and settings.
        Admin => "admin",
    }
}

impl Scope {
    /// This scope and those that it includes.
    fn nested(self) -> impl Iterator<Item = Scope> {
        Scope::ALL.into_iter().filter(move |scope| *scope <= self)
    }
}

/// A set of scopes; in the database their names separated by spaces.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scopes([bool; 4]);

impl Scopes {
    /// This set and `scope`.
    pub fn with(mut self, scope: Scope) -> Scopes {
        self.0[scope as usize] = true;
        self
    }

    /// Whether the set contains `scope`.
    pub fn has(self, scope: Scope) -> bool {
        self.0[scope as usize]
    }

    /// This set and all scopes that it includes.
    pub fn nested(self) -> Scopes {
        self.iter().flat_map(Scope::nested).collect()
    }

    /// The intersection of both sets.
    pub fn intersection(self, other: Scopes) -> Scopes {
        self.iter().filter(|scope| other.has(*scope)).fold(Scopes::default(), Scopes::with)
    }

    /// The scopes in the set.
    pub fn iter(self) -> impl Iterator<Item = Scope> {
        Scope::ALL.into_iter().filter(move |scope| self.has(*scope))
    }

    /// Parses the output of [`fmt::Display`]; unknown names of a later version are ignored.
    pub fn parse(words: &str) -> Scopes {
        words.split(' ').filter_map(Scope::parse).fold(Scopes::default(), Scopes::with)
    }
}

impl FromIterator<Scope> for Scopes {
    fn from_iter<I: IntoIterator<Item = Scope>>(scopes: I) -> Scopes {
        scopes.into_iter().fold(Scopes::default(), Scopes::with)
    }
}

impl fmt::Display for Scopes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words: Vec<&str> = self.iter().map(Scope::name).collect();
        f.write_str(&words.join(" "))
    }
}

/// The authenticated member of the staff.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "the names say all")]
pub struct Staff {
    /// The account.
    pub id: AccountId,
    /// The name that colleagues see.
    pub name: String,
    pub role: Role,
    /// The language that the member has chosen; `None` for the site's.
    pub language: Option<Language>,
    /// How the request was authenticated.
    pub credential: Credential,
}

/// How a request was authenticated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Credential {
    /// A signed-in browser.
    Session(SessionId),
    /// An API token, with the scopes that its owner's role still covers.
    Token(TokenId, Scopes),
    /// A link in a mail to the member, which is for one act.
    MailLink,
}

impl Staff {
    /// Refuses a lower role than `least`.
    ///
    /// # Errors
    /// [`Error::Forbidden`] with the code `role`.
    pub fn require_role(&self, least: Role) -> Result<()> {
        if self.role >= least {
            return Ok(());
        }
        Err(Error::forbidden("role", Message::fault_role(least.in_words())))
    }

    /// Refuses a token that has none of `scopes`. A session has them all.
    ///
    /// # Errors
    /// [`Error::Forbidden`] with the code `scope`.
    pub fn require_scope(&self, scopes: &[Scope]) -> Result<()> {
        let Credential::Token(_, held) = self.credential else { return Ok(()) };
        if scopes.iter().any(|scope| held.has(*scope)) {
            return Ok(());
        }
        let words: Vec<&str> = scopes.iter().map(|scope| scope.name()).collect();
        Err(Error::forbidden("scope", format!("The token lacks the scope {}.", words.join(" or "))))
    }

    /// The most that a token created by this request may have.
    pub fn scopes(&self) -> Scopes {
        match self.credential {
            Credential::Session(_) => self.role.scopes(),
            Credential::Token(_, scopes) => scopes.intersection(self.role.scopes()),
            Credential::MailLink => Scopes::default(),
        }
    }
}

/// Parses the name of a language that a member of the staff chooses.
///
/// # Errors
/// A fault of the field `language`: `unknown`.
pub fn parse_language(name: &str) -> Result<Language, FieldError> {
    Language::parse(name).ok_or_else(|| {
        let names = Language::ALL.map(Language::name).join(", ");
        let detail = Message::fault_language(names);
        FieldError::new("language", "unknown", detail)
    })
}

/// A recipient of mail. The address stays sealed until the mail is composed.
#[derive(Clone, Debug)]
pub struct Contact {
    /// The account.
    pub id: AccountId,
    /// The name that colleagues see.
    pub name: String,
    /// The blind index of the address, for finding its suppression.
    pub email_index: Vec<u8>,
    /// The sealed address, for [`open_address`](crate::accounts::open_address).
    pub email_sealed: Vec<u8>,
}

/// The most characters of a name, of a member of the staff or of a token.
const MAX_NAME: usize = 100;

/// The name of a member of the staff: one visible line of at most 100 characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name(String);

impl Name {
    /// Parses a name as it was typed.
    ///
    /// # Errors
    /// A fault of the field `name`: `required`, `too_long` or `forbidden_characters`.
    pub fn parse(raw: &str) -> Result<Name, FieldError> {
        let name = text::line_up_to(MAX_NAME, raw).map_err(|fault| fault.of("name"))?;
        if name.is_empty() {
            return Err(FieldError::new("name", "required", Message::fault_enter_name()));
        }
        Ok(Name(name))
    }

    /// The name as it is shown, without white space at its ends.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A valid new account, without the hash of its password.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "the names say all")]
pub struct NewAccount {
    /// The address for mail and for signing in.
    pub email: EmailAddress,
    /// The name that colleagues see.
    pub name: Name,
    pub role: Role,
}

/// The default lifetime of a token in days.
pub const TOKEN_DAYS: u32 = 90;
/// The longest lifetime of a token in days.
pub const TOKEN_DAYS_MOST: u32 = 365;

/// A valid new token, without its secret.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "the names say all")]
pub struct NewToken {
    /// The name that the owner gives it.
    pub name: String,
    pub scopes: Scopes,
    pub expires_at: Time,
}

impl NewToken {
    /// Checks a request for a token; `most` is the largest set of scopes that the caller may grant.
    ///
    /// # Errors
    /// All faults together. `fields` has the names of the fields for name, scopes and days.
    pub fn parse(
        name: &str,
        scopes: &[String],
        days: Option<u32>,
        most: Scopes,
        fields: [&'static str; 3],
        now: Time,
    ) -> Result<NewToken> {
        let [name_field, scope_field, days_field] = fields;
        let mut faults = Vec::new();
        let name = text::line_up_to(MAX_NAME, name).unwrap_or_else(|fault| {
            faults.push(fault.of(name_field));
            String::new()
        });
        if name.is_empty() && faults.is_empty() {
            faults.push(FieldError::new(name_field, "required", Message::fault_token_name()));
        }
        let known: Vec<Scope> = scopes.iter().filter_map(|word| Scope::parse(word)).collect();
        if scopes.is_empty() {
            faults.push(FieldError::new(scope_field, "required", Message::fault_token_scope()));
        } else if known.len() < scopes.len() {
            faults.push(FieldError::new(
                scope_field,
                "unknown",
                "Choose one of read, moderate, publish and admin",
            ));
        } else if let Some(scope) = known.iter().find(|scope| !most.has(**scope)) {
            let detail = format!("Remove {}, which you may not grant", scope.name());
            faults.push(FieldError::new(scope_field, "scope", detail));
        }
        let days = days.unwrap_or(TOKEN_DAYS);
        if days == 0 || days > TOKEN_DAYS_MOST {
            let detail = Message::fault_token_days(TOKEN_DAYS_MOST);
            faults.push(FieldError::new(days_field, "out_of_range", detail));
        }
        if !faults.is_empty() {
            return Err(Error::Invalid(faults));
        }
        let expires_at = now.plus(DAY * days);
        Ok(NewToken { name, scopes: known.into_iter().collect(), expires_at })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noon() -> Time {
        Time::parse("2026-11-22T12:00:00Z").expect("a valid instant")
    }

    #[test]
    fn a_role_covers_those_below_it() {
        assert!(
            Role::Admin > Role::Editor
                && Role::Editor > Role::Moderator
                && Role::Moderator > Role::Author
        );
        for role in Role::ALL {
            assert_eq!(Role::parse(role.name()), Some(role));
        }
        assert_eq!(Role::parse("owner"), None);
    }

    #[test]
    fn a_token_never_exceeds_its_owner() {
        let staff = |role, credential| Staff {
            id: AccountId(1),
            name: "Ana".into(),
            role,
            language: None,
            credential,
        };
        let all = Scopes::parse("read moderate publish admin");
        let author = staff(Role::Author, Credential::Token(TokenId(1), all));
        assert_eq!(author.scopes().to_string(), "read publish");
        assert!(author.require_role(Role::Moderator).is_err());
        let reading = staff(Role::Admin, Credential::Token(TokenId(1), Scopes::parse("read")));
        assert!(reading.require_scope(&[Scope::Moderate, Scope::Read]).is_ok());
        assert!(reading.require_scope(&[Scope::Moderate]).is_err());
        let browser = staff(Role::Admin, Credential::Session(SessionId(1)));
        assert!(browser.require_scope(&[Scope::Admin]).is_ok());
    }

    #[test]
    fn scopes_read_back_as_they_were_written() {
        let scopes = Scopes::default().with(Scope::Publish).with(Scope::Read);
        assert_eq!(scopes.to_string(), "read publish");
        assert_eq!(Scopes::parse(&scopes.to_string()), scopes);
        assert_eq!(Scopes::parse(""), Scopes::default());
    }

    #[test]
    fn a_token_is_checked_in_all_its_fields_at_once() {
        let fields = ["name", "scopes", "expires_days"];
        let most = Role::Author.scopes();
        let Err(Error::Invalid(faults)) =
            NewToken::parse("", &["admin".into()], Some(366), most, fields, noon())
        else {
            panic!("this token is wrong in three fields");
        };
        assert_eq!(
            faults.iter().map(|fault| fault.code).collect::<Vec<_>>(),
            ["required", "scope", "out_of_range"]
        );
        let token = NewToken::parse("backup", &["read".into()], None, most, fields, noon())
            .expect("a good token");
        assert_eq!(token.expires_at, noon().plus(DAY * 90));
    }
}
