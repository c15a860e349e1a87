//! Closes what the chains of the trail have become by signed checkpoints, and keeps these
//! elsewhere too.

use minato_db::audit::checkpoints::{self, Checkpoint};
use minato_db::{DbError, Tx as _};

use crate::app::App;
use crate::audit::checkpoint::CheckpointKey;
use crate::audit::kept;

/// How often it runs.
pub const INTERVAL: std::time::Duration = std::time::Duration::from_mins(1);

/// Why there are no checkpoints.
#[derive(Debug, thiserror::Error)]
pub enum CheckpointError {
    /// The database.
    #[error(transparent)]
    Database(#[from] DbError),
    /// The file cannot be written.
    #[error("MINATO_AUDIT_CHECKPOINT_FILE: {0}")]
    File(#[from] std::io::Error),
}

/// Makes a checkpoint of every chain that has grown.
pub async fn run(app: &App) {
    if let Err(error) = make(app).await {
        tracing::error!(%error, "checkpoints of the audit trail cannot be made");
    }
}

/// The same; answers of how many.
///
/// What is read is committed, so what is signed is true. It is kept elsewhere first: a
/// checkpoint that stands in the database alone would never be made again.
pub async fn make(app: &App) -> Result<usize, CheckpointError> {
    let key = CheckpointKey::derive(&app.settings.secret_key);
    let read: Result<Vec<Checkpoint>, DbError> = app
        .db
        .read_long(move |tx| {
            let now = tx.now();
            let grown = checkpoints::grown(tx)?;
            let made = grown.iter().map(|(id, head)| key.make(*id, head, now));
            Ok(made.collect())
        })
        .await;
    let made = read?;
    if made.is_empty() {
        return Ok(0);
    }
    if let Some(path) = app.settings.audit.checkpoint_file.clone() {
        let lines = made.clone();
        let written = tokio::task::spawn_blocking(move || kept::append(&path, &lines)).await;
        written.map_err(std::io::Error::other)??;
    }
    kept::log(&made);
    Ok(app.db.write(move |tx| checkpoints::keep(tx, &made)).await?)
}
