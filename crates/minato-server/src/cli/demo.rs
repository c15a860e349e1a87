use crate::app::App;
use crate::demo::{self, Extent};

pub(super) fn run() -> super::Result {
    let (settings, db) = super::open()?;
    if !settings.demo {
        // Its accounts have a password that everybody knows.
        return Err("the demo data is for demo mode only: set MINATO_DEMO=true".into());
    }
    let app = App::new(settings, db)?;
    let loaded = super::block_on(demo::load(&app, Extent::Whole))?;
    super::say(if loaded {
        "The demo data is loaded."
    } else {
        "The demo data was there."
    });
    Ok(())
}
