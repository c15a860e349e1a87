pub(super) fn run() -> super::Result {
    super::say(&crate::openapi::document().to_pretty_json()?);
    Ok(())
}
