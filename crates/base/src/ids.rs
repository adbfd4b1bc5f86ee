//! Row ids as types of their own, so that an article's id cannot be passed where a comment's is
//! meant.

/// A text that is no id, for instance on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAnId;

impl std::fmt::Display for NotAnId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("give its number, as the list shows it")
    }
}

impl std::error::Error for NotAnId {}

/// Declares one id: a BIGINT in the database, a number in JSON, digits in a path.
macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
            diesel::expression::AsExpression, diesel::deserialize::FromSqlRow, utoipa::ToSchema,
        )]
        #[diesel(sql_type = diesel::sql_types::BigInt)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = NotAnId;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map($name).map_err(|_| NotAnId)
            }
        }

        impl<DB> diesel::deserialize::FromSql<diesel::sql_types::BigInt, DB> for $name
        where
            DB: diesel::backend::Backend,
            i64: diesel::deserialize::FromSql<diesel::sql_types::BigInt, DB>,
        {
            fn from_sql(bytes: DB::RawValue<'_>) -> diesel::deserialize::Result<Self> {
                i64::from_sql(bytes).map($name)
            }
        }

        impl<DB> diesel::serialize::ToSql<diesel::sql_types::BigInt, DB> for $name
        where
            DB: diesel::backend::Backend,
            i64: diesel::serialize::ToSql<diesel::sql_types::BigInt, DB>,
        {
            fn to_sql<'b>(
                &'b self,
                out: &mut diesel::serialize::Output<'b, '_, DB>,
            ) -> diesel::serialize::Result {
                self.0.to_sql(out)
            }
        }
    };
}

id!(
    /// A member of the staff.
    AccountId
);
id!(
    /// A published or unpublished article.
    ArticleId
);
id!(
    /// A note about an article.
    ArticleNoteId
);
id!(
    /// A line of the audit log.
    AuditId
);
id!(
    /// Who a byline names.
    AuthorId
);
id!(
    /// A ban on a reader, a domain or a network.
    BanId
);
id!(
    /// One decision about many comments.
    BatchId
);
id!(
    /// A reader's comment.
    CommentId
);
id!(
    /// One mail to one recipient.
    DeliveryId
);
id!(
    /// A piece of work that waits in the queue.
    JobId
);
id!(
    /// A picture in the library.
    MediaId
);
id!(
    /// A note for colleagues.
    NoteId
);
id!(
    /// A reader: one e-mail address, sealed.
    ReaderId
);
id!(
    /// What asks for a decision about a comment that has one: flags, an appeal, an edit.
    ReviewId
);
id!(
    /// A screening rule.
    RuleId
);
id!(
    /// A section of the publication.
    SectionId
);
id!(
    /// A subject that articles are about.
    TagId
);
id!(
    /// A browser in which a member of the staff is signed in.
    SessionId
);
id!(
    /// An API token.
    TokenId
);
id!(
    /// A filter of the queue under a name.
    ViewId
);
id!(
    /// An account that was offered and not yet accepted.
    InvitationId
);
id!(
    /// A request for a new password.
    PasswordResetId
);
id!(
    /// A request to see what is stored about an address.
    DataRequestId
);
id!(
    /// An import from another system.
    ImportId
);
id!(
    /// A site in another system from which something was imported.
    ImportSourceId
);
id!(
    /// A page of another site that links to an article.
    MentionId
);
id!(
    /// Files that were uploaded to be imported.
    ImportUploadId
);
