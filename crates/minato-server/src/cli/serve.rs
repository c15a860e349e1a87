use crate::app::App;

pub(super) fn run() -> super::Result {
    let (settings, db) = super::open()?;
    Ok(crate::serve::run(App::new(settings, db)?)?)
}
