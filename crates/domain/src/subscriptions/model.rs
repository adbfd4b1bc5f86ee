//! What a reader wants mail about, and how often.

use crate::i18n::Message;
use crate::text::FieldFault;
use crate::{named_enum, stored_enum};

stored_enum! {
    /// The comments about which a reader gets mail.
    pub enum Scope {
        /// Replies to the reader's own comment.
        Replies = 1 => "replies",
        /// Every new comment on the article.
        Article = 2 => "article",
    }
}

stored_enum! {
    /// How often a reader gets mail about new comments.
    pub enum Frequency {
        /// One mail for each comment, as soon as it is public.
        AtOnce = 0 => "at_once",
        /// At most one mail in an hour.
        Hourly = 1 => "hourly",
        /// At most one mail in a day.
        Daily = 2 => "daily",
    }
}

named_enum! {
    /// The value of the field `notify`.
    pub enum Notify {
        /// No mail about new comments.
        None => "none",
        /// [`Scope::Replies`].
        Replies => "replies",
        /// [`Scope::Article`].
        Article => "article",
    }
}

impl Notify {
    /// Reads the field. Absent and empty mean none. `1`, `true`, `yes` and `on`, as a ticked box or a
    /// switch sends them, mean replies.
    ///
    /// # Errors
    /// Code `unknown` for any other value.
    pub fn of_field(raw: Option<&str>) -> Result<Notify, FieldFault> {
        let value = raw.unwrap_or_default().trim().to_ascii_lowercase();
        match value.as_str() {
            "" | "0" | "false" | "no" | "off" => Ok(Notify::None),
            "1" | "true" | "yes" | "on" => Ok(Notify::Replies),
            value => Notify::parse(value)
                .ok_or_else(|| FieldFault::new("unknown", Message::fault_notify())),
        }
    }

    /// What is subscribed to, if anything.
    pub fn scope(self) -> Option<Scope> {
        match self {
            Notify::None => None,
            Notify::Replies => Some(Scope::Replies),
            Notify::Article => Some(Scope::Article),
        }
    }
}

impl From<Option<Scope>> for Notify {
    fn from(scope: Option<Scope>) -> Notify {
        match scope {
            None => Notify::None,
            Some(Scope::Replies) => Notify::Replies,
            Some(Scope::Article) => Notify::Article,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_field_has_three_values_and_the_words_of_a_switch() {
        let table = [
            (None, Notify::None),
            (Some(""), Notify::None),
            (Some("none"), Notify::None),
            (Some(" false "), Notify::None),
            (Some("replies"), Notify::Replies),
            (Some("Yes"), Notify::Replies),
            (Some("article"), Notify::Article),
        ];
        for (raw, expected) in table {
            assert_eq!(Notify::of_field(raw), Ok(expected), "{raw:?}");
        }
        assert_eq!(
            Notify::of_field(Some("everything")).map_err(|fault| fault.code),
            Err("unknown")
        );
    }
}
