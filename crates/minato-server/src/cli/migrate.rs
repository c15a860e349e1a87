pub(super) fn run() -> super::Result {
    super::open()?;
    super::say("The database is up to date.");
    Ok(())
}
