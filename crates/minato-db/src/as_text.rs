//! A column wrapper for values that stand in the database as text.

use std::error::Error;
use std::fmt::{Debug, Display};
use std::str::FromStr;

use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::serialize::{self, IsNull, Output, ToSql};
use diesel::sql_types::Text;
use diesel::sqlite::Sqlite;

use crate::MultiBackend;

/// A value in a `TEXT` column, written with `Display` and read back with `FromStr`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, AsExpression, FromSqlRow)]
#[diesel(sql_type = Text)]
pub struct AsText<T>(pub T);

impl<T, DB> FromSql<Text, DB> for AsText<T>
where
    DB: Backend,
    String: FromSql<Text, DB>,
    T: FromStr,
    T::Err: Into<Box<dyn Error + Send + Sync>>,
{
    fn from_sql(value: DB::RawValue<'_>) -> deserialize::Result<Self> {
        String::from_sql(value)?
            .parse()
            .map(Self)
            .map_err(Into::into)
    }
}

impl<T: Debug + Display> ToSql<Text, Sqlite> for AsText<T> {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        out.set_value(self.0.to_string());
        Ok(IsNull::No)
    }
}

#[cfg(feature = "postgres")]
impl<T: Debug + Display> ToSql<Text, diesel::pg::Pg> for AsText<T> {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, diesel::pg::Pg>) -> serialize::Result {
        use std::io::Write as _;
        write!(out, "{}", self.0)?;
        Ok(IsNull::No)
    }
}

impl<T: Debug + Display + Send + Sync + 'static> ToSql<Text, MultiBackend> for AsText<T> {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, MultiBackend>) -> serialize::Result {
        out.set_value((Text, self));
        Ok(IsNull::No)
    }
}
