//! Macros that declare an enum together with its names, the list of its values and its number in
//! the database, so that these cannot disagree.

/// Declares an enum whose values have names.
///
/// ```
/// rejoinder_base::named_enum! {
///     /// How a list is ordered.
///     pub enum Order {
///         /// Oldest first.
///         Oldest => "oldest",
///         /// Newest first.
///         Newest => "newest",
///     }
/// }
///
/// assert_eq!(Order::Oldest.name(), "oldest");
/// assert_eq!(Order::parse("newest"), Some(Order::Newest));
/// assert_eq!(Order::ALL, [Order::Oldest, Order::Newest]);
/// ```
///
/// The name is also the value's JSON and its name in the OpenAPI document. Attributes, including
/// `#[derive(…)]`, are passed on to the enum.
#[macro_export]
macro_rules! named_enum {
    (
        $(#[$attribute:meta])*
        $visibility:vis enum $type:ident {
            $($(#[$inner:meta])* $value:ident $(= $number:tt)? => $name:tt),+ $(,)?
        }
    ) => {
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize, utoipa::ToSchema,
        )]
        $(#[$attribute])*
        $visibility enum $type {
            $($(#[$inner])* #[serde(rename = $name)] $value $(= $number)?),+
        }

        impl $type {
            /// Every value, in the order of the declaration.
            pub const ALL: [$type; [$($name),+].len()] = [$($type::$value),+];

            /// The name in JSON, in queries and on the command line.
            pub const fn name(self) -> &'static str {
                match self {
                    $($type::$value => $name),+
                }
            }

            /// The value called `name`.
            pub fn parse(name: &str) -> Option<$type> {
                $type::ALL.into_iter().find(|value| value.name() == name)
            }
        }
    };
}

/// Declares an enum that is stored as a SMALLINT: a [`named_enum!`] with numbers.
///
/// ```
/// rejoinder_base::stored_enum! {
///     /// The effect of a ban.
///     pub enum Effect {
///         /// Comments are rejected.
///         Reject = 0 => "reject",
///         /// Comments wait for a decision.
///         Hold = 1 => "hold",
///     }
/// }
///
/// assert_eq!(Effect::Hold as i16, 1);
/// ```
///
/// New values get new numbers; numbers are never reused. Reading a number that has no value fails:
/// a newer version of the program wrote it.
#[macro_export]
macro_rules! stored_enum {
    (
        $(#[$attribute:meta])*
        $visibility:vis enum $type:ident {
            $($(#[$inner:meta])* $value:ident = $number:tt => $name:tt),+ $(,)?
        }
    ) => {
        $crate::named_enum! {
            #[derive(diesel::expression::AsExpression, diesel::deserialize::FromSqlRow)]
            #[diesel(sql_type = diesel::sql_types::SmallInt)]
            $(#[$attribute])*
            $visibility enum $type {
                $($(#[$inner])* $value = $number => $name),+
            }
        }

        impl<DB> diesel::deserialize::FromSql<diesel::sql_types::SmallInt, DB> for $type
        where
            DB: diesel::backend::Backend,
            i16: diesel::deserialize::FromSql<diesel::sql_types::SmallInt, DB>,
        {
            fn from_sql(bytes: DB::RawValue<'_>) -> diesel::deserialize::Result<Self> {
                let number = i16::from_sql(bytes)?;
                let known = $type::ALL.into_iter().find(|value| *value as i16 == number);
                known.ok_or_else(|| format!("{} is not a value of {}", number, stringify!($type)).into())
            }
        }

        impl diesel::serialize::ToSql<diesel::sql_types::SmallInt, diesel::sqlite::Sqlite>
            for $type
        {
            fn to_sql<'b>(
                &'b self,
                out: &mut diesel::serialize::Output<'b, '_, diesel::sqlite::Sqlite>,
            ) -> diesel::serialize::Result {
                out.set_value(i32::from(*self as i16));
                Ok(diesel::serialize::IsNull::No)
            }
        }

        impl diesel::serialize::ToSql<diesel::sql_types::SmallInt, diesel::pg::Pg> for $type {
            fn to_sql<'b>(
                &'b self,
                out: &mut diesel::serialize::Output<'b, '_, diesel::pg::Pg>,
            ) -> diesel::serialize::Result {
                diesel::serialize::ToSql::<diesel::sql_types::SmallInt, diesel::pg::Pg>::to_sql(
                    &(*self as i16),
                    &mut out.reborrow(),
                )
            }
        }
    };
}
