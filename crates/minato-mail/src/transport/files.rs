use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use lettre::Message;

use crate::{Envelope, SendError};

/// Writes each mail into a folder as `<time>-<id>.eml`, for machines without a mail server.
///
/// The names sort by time. A file appears whole or not at all, and only its owner
/// can read it: it may hold a code or a link.
#[derive(Debug, Clone)]
pub struct Files {
    folder: PathBuf,
}

impl Files {
    /// Writes into `folder`, which is made when the first mail comes.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
        }
    }

    pub(crate) async fn send(
        &self,
        envelope: &Envelope,
        message: &Message,
    ) -> Result<(), SendError> {
        let name = format!(
            "{}-{}.eml",
            envelope.date.format("%Y%m%dT%H%M%S%3fZ"),
            envelope.id
        );
        let (folder, bytes) = (self.folder.clone(), message.formatted());
        let written = tokio::task::spawn_blocking(move || write_whole(&folder, &name, &bytes));
        match written.await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => Err(SendError::Transient(format!("mail folder: {error}"))),
            Err(_) => Err(SendError::Transient("mail folder: interrupted".to_owned())),
        }
    }
}

/// Writes under a hidden name first, so that no reader ever meets half a mail.
fn write_whole(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    make_folder(folder)?;
    let unfinished = folder.join(format!(".{name}.part"));
    let mut file = private_file(&unfinished)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&unfinished, folder.join(name))
}

#[cfg(unix)]
fn make_folder(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
}

#[cfg(not(unix))]
fn make_folder(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}

fn private_file(path: &Path) -> io::Result<fs::File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path)
}
