use actix_web::web::Data;

use crate::app::App;
use crate::auth::key_rotation::{self, SealedTable, Standing};

/// How often all tables are gone through, where servers still encrypt by another key.
const PASSES: usize = 3;

#[derive(Debug, Clone, Copy, clap::Subcommand)]
pub(super) enum Verb {
    /// Print how many rows each key encrypts
    Status,
    /// Encrypt every row anew that another key than the active one encrypts
    Rotate,
}

pub(super) fn run(verb: Verb) -> super::Result {
    let (settings, db) = super::open()?;
    let app = Data::new(App::new(settings, db)?);
    super::block_on(async {
        match verb {
            Verb::Status => status(&app).await,
            Verb::Rotate => rotate(&app).await,
        }
    })
}

async fn status(app: &Data<App>) -> super::Result {
    for usage in key_rotation::usage(app).await? {
        super::say(&usage.to_string());
    }
    Ok(())
}

async fn rotate(app: &Data<App>) -> super::Result {
    for _ in 0..PASSES {
        for table in SealedTable::ALL {
            let rotated = key_rotation::rotate(app, table).await?;
            super::say(&format!(
                "{}: {} rows encrypted anew, {} cannot be read",
                table.name(),
                rotated.sealed,
                rotated.unreadable
            ));
        }
        if left(app).await? == 0 {
            super::say("No row is encrypted by another key than the active one.");
            return Ok(());
        }
    }
    status(app).await?;
    Err("rows are left under other keys: is every server started with the new keys?".into())
}

/// How many rows another key encrypts than the active one.
async fn left(app: &Data<App>) -> Result<i64, minato_db::DbError> {
    let usage = key_rotation::usage(app).await?;
    let others = usage
        .iter()
        .filter(|usage| usage.standing != Standing::Active);
    Ok(others.map(|usage| usage.rows).sum())
}
