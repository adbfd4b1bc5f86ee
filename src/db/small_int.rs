//! Enums that are a SMALLINT in the database.

/// Stores an enum as its number. The type has a constant `ALL`; a number that is none of ours means
/// that a newer program wrote the row: a fault, not a guess.
#[macro_export]
macro_rules! small_int {
    ($type:ty) => {
        impl<DB> diesel::deserialize::FromSql<diesel::sql_types::SmallInt, DB> for $type
        where
            DB: diesel::backend::Backend,
            i16: diesel::deserialize::FromSql<diesel::sql_types::SmallInt, DB>,
        {
            fn from_sql(bytes: DB::RawValue<'_>) -> diesel::deserialize::Result<Self> {
                let number = i16::from_sql(bytes)?;
                let known = <$type>::ALL.into_iter().find(|value| *value as i16 == number);
                known.ok_or_else(|| format!("{} is no {}", number, stringify!($type)).into())
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
