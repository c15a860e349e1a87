//! A copy of a database in use, whole and compact.

use std::fs::{self, File};
use std::io::{Error, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use diesel::RunQueryDsl;
use diesel::sql_types::Text;
use tokio::sync::oneshot;

use super::file::{DatabaseFile, private};
use crate::OpenError;

/// Writes a copy to `target`, which must not exist, on a thread of its own.
pub(super) async fn run(file: Arc<DatabaseFile>, target: PathBuf) -> Result<(), OpenError> {
    let (reply, answer) = oneshot::channel();
    thread::Builder::new()
        .name("db-backup".to_owned())
        .spawn(move || {
            let _ = reply.send(copy(&file, &target));
        })?;
    answer
        .await
        .unwrap_or_else(|_| Err(Error::other("the copying thread ended").into()))
}

/// The copy gets its name only when it is complete and on the disk.
fn copy(file: &DatabaseFile, target: &Path) -> Result<(), OpenError> {
    if target.try_exists()? {
        return Err(Error::from(ErrorKind::AlreadyExists).into());
    }
    let mut unfinished = target.as_os_str().to_owned();
    unfinished.push(".unfinished");
    let unfinished = PathBuf::from(unfinished);
    let copied = vacuum_into(file, &unfinished).and_then(|()| publish(&unfinished, target));
    if copied.is_err() {
        let _ = fs::remove_file(&unfinished);
    }
    copied
}

fn vacuum_into(file: &DatabaseFile, unfinished: &Path) -> Result<(), OpenError> {
    // An empty file of our own: SQLite fills it and keeps its permissions.
    private()
        .write(true)
        .create(true)
        .truncate(true)
        .open(unfinished)?;
    let name = unfinished.to_str().ok_or(OpenError::NotAFile)?;
    diesel::sql_query("VACUUM INTO ?")
        .bind::<Text, _>(name)
        .execute(&mut file.connect("")?)?;
    Ok(())
}

fn publish(unfinished: &Path, target: &Path) -> Result<(), OpenError> {
    File::open(unfinished)?.sync_all()?;
    fs::rename(unfinished, target)?;
    let directory = target
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty());
    File::open(directory.unwrap_or(Path::new(".")))?.sync_all()?;
    Ok(())
}
