//! Files by which members are registered, accounts opened and groups set. A file is checked whole: if one
//! row is wrong, nothing of it is imported and all faults are told, by row and column.

mod account_rows;
mod apply;
pub(crate) mod columns;
pub mod contracts;
mod groups;
mod member_rows;
pub(crate) mod table;

pub use apply::{ImportError, import};

use minato_types::imports::ImportKind;
use minato_types::{FieldErrors, FieldRule};

use account_rows::AccountRow;
use groups::GroupRow;
use member_rows::MemberRow;
use table::Row;

/// A file that was read, with what is wrong with it by itself.
#[derive(Debug, Clone)]
pub struct File {
    rows: Rows,
    faults: Faults,
}

/// The rows of a file that can be read.
#[derive(Debug, Clone)]
enum Rows {
    Members(Vec<MemberRow>),
    Accounts(Vec<AccountRow>),
    Groups(Vec<GroupRow>),
}

impl File {
    /// How many rows can be read.
    pub fn len(&self) -> usize {
        match &self.rows {
            Rows::Members(rows) => rows.len(),
            Rows::Accounts(rows) => rows.len(),
            Rows::Groups(rows) => rows.len(),
        }
    }

    /// Whether no row can be read.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Reads a file and checks what can be checked without the database. What is wrong with the
/// file as a whole is told at once.
pub fn read(kind: ImportKind, bytes: &[u8]) -> Result<File, FieldErrors> {
    let table = table::read(bytes, kind.max_rows())?;
    let mut faults = Faults::default();
    let rows = match kind {
        // They are not imported in one transaction: see [`contracts`].
        ImportKind::Contracts => return Err(FieldErrors::one("kind", FieldRule::UnknownChoice)),
        ImportKind::Members => {
            let columns = columns::Columns::of(&table.head, columns::MEMBERS)?;
            let rows = table.rows.iter();
            let rows = rows.filter_map(|row| MemberRow::read(row, &columns, &mut faults));
            Rows::Members(member_rows::without_doubles(rows.collect(), &mut faults))
        }
        ImportKind::Accounts => {
            let columns = columns::Columns::of(&table.head, columns::ACCOUNTS)?;
            let rows = table.rows.iter();
            let rows = rows.filter_map(|row| AccountRow::read(row, &columns, &mut faults));
            Rows::Accounts(account_rows::without_doubles(rows.collect(), &mut faults))
        }
        ImportKind::Groups => {
            let columns = columns::Columns::of(&table.head, columns::GROUPS)?;
            let rows = table.rows.iter();
            let rows = rows.filter_map(|row| GroupRow::read(row, &columns, &mut faults));
            Rows::Groups(groups::without_doubles(rows.collect(), &mut faults))
        }
    };
    Ok(File { rows, faults })
}

/// What is wrong with the rows of a file, by line.
#[derive(Debug, Clone, Default)]
pub(crate) struct Faults(Vec<(u32, String, FieldRule)>);

impl Faults {
    pub(crate) fn add(&mut self, line: u32, column: &str, rule: FieldRule) {
        self.0.push((line, column.to_owned(), rule));
    }

    /// Adds what is wrong with the request that a row stands for. Fields inside of fields are
    /// told as their column.
    pub(crate) fn add_all(&mut self, row: &Row, errors: &FieldErrors) {
        for (field, rule) in errors.iter() {
            let column = field.split('.').next().unwrap_or(field);
            self.add(row.line, column, rule.clone());
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The first ones in the order of the file, and how many more there are.
    fn told_at_most(mut self, most: usize) -> FieldErrors {
        self.0.sort_by_key(|(line, ..)| *line);
        let more = self.0.len().saturating_sub(most);
        self.0.truncate(most);
        let mut errors = self.told();
        if more > 0 {
            let remaining = u32::try_from(more).unwrap_or(u32::MAX);
            errors.add("rows", FieldRule::MoreFaults { remaining });
        }
        errors
    }

    /// All of them in the order of the file, as `rows.<line>.<column>`.
    pub(crate) fn told(mut self) -> FieldErrors {
        self.0.sort_by_key(|(line, ..)| *line);
        let named = self.0.into_iter();
        named
            .map(|(line, column, rule)| (format!("rows.{line}.{column}"), rule))
            .collect()
    }
}
