//! `minato member import`, `minato account import` and `minato group import`.

use std::path::PathBuf;

use minato_db::audit::Actor;
use minato_types::FieldErrors;
use minato_types::imports::{ImportKind, MAX_IMPORT_BYTES};

use crate::auth::keys::Keys;
use crate::desk::imports::{self, ImportError};

/// What to import.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// A table as CSV, in UTF-8 or Shift JIS; its first row names the columns
    file: PathBuf,
}

pub(super) fn run(kind: ImportKind, args: &Args) -> super::Result {
    let name = args.file.display();
    let bytes = std::fs::read(&args.file).map_err(|error| format!("{name}: {error}"))?;
    if bytes.len() > MAX_IMPORT_BYTES {
        return Err(format!("{name}: larger than {MAX_IMPORT_BYTES} bytes").into());
    }
    let file = imports::read(kind, &bytes).map_err(|errors| told(&errors))?;
    let (settings, db) = super::open()?;
    let keys = Keys::of(&settings);
    let done = super::block_on(db.write(move |tx| {
        imports::import(tx, &keys, Actor::CommandLine, &file).map(|id| (id, file.len()))
    }));
    match done {
        Ok((id, rows)) => {
            let what = match kind {
                ImportKind::Groups => "rows of groups",
                other => other.as_str(),
            };
            super::say(&format!("Imported {rows} {what} ({id})."));
            if kind == ImportKind::Accounts {
                super::say("A running server mails the links.");
            }
            Ok(())
        }
        Err(ImportError::Faulty(errors)) => Err(told(&errors).into()),
        Err(ImportError::Database(error)) => Err(error.into()),
        Err(ImportError::Refused(error)) => Err(error.into()),
    }
}

/// All that is wrong, a line each: `line 12, email: ...`.
pub(super) fn told(errors: &FieldErrors) -> String {
    let lines = errors.iter().map(|(field, rule)| {
        let mut parts = field.splitn(3, '.');
        let place = match (parts.next(), parts.next(), parts.next()) {
            (Some("rows"), Some(line), Some(column)) => format!("line {line}, {column}"),
            (Some("rows"), Some(line), None) => format!("line {line}"),
            (Some("columns"), Some(column), _) => format!("column {column}"),
            _ => field.to_owned(),
        };
        format!("\n  {place}: {rule}")
    });
    format!("nothing was imported:{}", lines.collect::<String>())
}
