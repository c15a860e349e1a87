use actix_web::web::Data;

use crate::app::App;
use crate::auth::key_rotation::{self, Standing, Usage};

pub(super) fn run() -> super::Result {
    let (settings, db) = super::open()?;
    let app = Data::new(App::new(settings, db)?);
    super::block_on(check_keys(&app))?;
    Ok(crate::serve::run(app)?)
}

/// A server does not begin without a key that rows still need: people could not sign in.
async fn check_keys(app: &Data<App>) -> super::Result {
    let usage = key_rotation::usage(app).await?;
    let missing = |usage: &&Usage| usage.standing == Standing::Missing;
    match usage.iter().find(missing) {
        None => Ok(()),
        Some(Usage {
            table, key, rows, ..
        }) => {
            let table = table.name();
            let text = format!(
                "MINATO_DATA_KEYS must hold the key {key}: it encrypts {rows} rows of {table}"
            );
            Err(text.into())
        }
    }
}
