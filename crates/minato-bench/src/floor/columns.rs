//! A row of either database.

use anyhow::Result;
use chrono::{NaiveDate, NaiveDateTime};

/// Reads the columns of a row by their place.
pub(super) trait Columns {
    fn text(&self, column: usize) -> Result<String>;
    fn number(&self, column: usize) -> Result<i64>;
    fn flag(&self, column: usize) -> Result<bool>;
    fn day(&self, column: usize) -> Result<NaiveDate>;
    fn time(&self, column: usize) -> Result<NaiveDateTime>;
    fn is_null(&self, column: usize) -> Result<bool>;
}

impl Columns for rusqlite::Row<'_> {
    fn text(&self, column: usize) -> Result<String> {
        Ok(self.get(column)?)
    }

    fn number(&self, column: usize) -> Result<i64> {
        Ok(self.get(column)?)
    }

    fn flag(&self, column: usize) -> Result<bool> {
        Ok(self.get(column)?)
    }

    fn day(&self, column: usize) -> Result<NaiveDate> {
        Ok(self.get(column)?)
    }

    fn time(&self, column: usize) -> Result<NaiveDateTime> {
        Ok(self.get(column)?)
    }

    fn is_null(&self, column: usize) -> Result<bool> {
        Ok(self.get_ref(column)? == rusqlite::types::ValueRef::Null)
    }
}

impl Columns for tokio_postgres::Row {
    fn text(&self, column: usize) -> Result<String> {
        Ok(self.try_get(column)?)
    }

    fn number(&self, column: usize) -> Result<i64> {
        Ok(self.try_get(column)?)
    }

    fn flag(&self, column: usize) -> Result<bool> {
        Ok(self.try_get(column)?)
    }

    fn day(&self, column: usize) -> Result<NaiveDate> {
        Ok(self.try_get(column)?)
    }

    fn time(&self, column: usize) -> Result<NaiveDateTime> {
        Ok(self.try_get(column)?)
    }

    fn is_null(&self, column: usize) -> Result<bool> {
        Ok(self.try_get::<_, Option<NaiveDateTime>>(column)?.is_none())
    }
}
