use std::path::PathBuf;

/// Where to.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The file to write; it must not exist yet
    target: PathBuf,
}

pub(super) fn run(args: &Args) -> super::Result {
    let settings = crate::config::Settings::load()?;
    crate::telemetry::begin(&settings.log)?;
    let db = super::open_database(&settings)?;
    super::block_on(db.backup_to(&args.target))?;
    super::say(&format!("Copied to {}.", args.target.display()));
    Ok(())
}
