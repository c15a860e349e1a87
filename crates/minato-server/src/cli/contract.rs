use std::path::PathBuf;
use std::time::Instant;

use minato_db::Db;
use minato_db::audit::Actor;
use minato_types::imports::MAX_IMPORT_BYTES;

use super::import::told;
use crate::desk::imports::ImportError;
use crate::desk::imports::contracts::{self, ContractFile};

#[derive(Debug, clap::Subcommand)]
pub(super) enum Verb {
    /// Register and change the contracts of a table
    ///
    /// All rows are checked; then they take effect some at a time. If it is stopped before its
    /// end, run it again: what stands already is left as it is.
    Import(Args),
}

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// A table as CSV, in UTF-8 or Shift JIS; its first row names the columns
    file: PathBuf,
}

pub(super) fn run(verb: Verb) -> super::Result {
    let Verb::Import(args) = verb;
    let name = args.file.display();
    let bytes = std::fs::read(&args.file).map_err(|error| format!("{name}: {error}"))?;
    if bytes.len() > MAX_IMPORT_BYTES {
        return Err(format!("{name}: larger than {MAX_IMPORT_BYTES} bytes").into());
    }
    let file = contracts::read(&bytes).map_err(|errors| told(&errors))?;
    let (_, db) = super::open()?;
    super::block_on(import(&db, file))
}

async fn import(db: &Db, file: ContractFile) -> super::Result {
    let staged = match contracts::stage(db, Actor::CommandLine, file).await {
        Ok(staged) => staged,
        Err(ImportError::Faulty(errors)) => return Err(told(&errors).into()),
        Err(ImportError::Database(error)) => return Err(error.into()),
        Err(ImportError::Refused(error)) => return Err(error.into()),
    };
    let (id, rows) = (staged.id, staged.rows);
    super::say(&format!("Checked {rows} contracts ({id})."));
    db.write(move |tx| contracts::begin(tx, Actor::CommandLine, staged))
        .await?;
    let mut last = false;
    while !last {
        let begun = Instant::now();
        last = db.write(move |tx| contracts::apply_next(tx, id)).await?;
        contracts::give_way(begun.elapsed()).await;
    }
    super::say(&format!("Imported {rows} contracts."));
    Ok(())
}
