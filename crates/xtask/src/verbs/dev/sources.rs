//! What the sources look like, and what a change of them concerns.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::Result;

/// Sources of the pages, of the server, or of both.
const PAGES: &[&str] = &["frontend", "crates/minato-client", "crates/minato-types"];
const SERVER: &[&str] = &[
    "crates/minato-server",
    "crates/minato-db",
    "crates/minato-mail",
    "crates/minato-types",
    "migrations",
];

/// Folders that hold no sources of ours.
const SKIPPED: &[&str] = &["node_modules", "target", "tests", "e2e"];

/// Every source file with the time of its last change.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Snapshot(BTreeMap<PathBuf, SystemTime>);

/// What has to be built again.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Changes {
    /// The pages.
    pub(crate) pages: bool,
    /// The server.
    pub(crate) server: bool,
}

impl Changes {
    /// Both together.
    pub(crate) fn and(self, other: Self) -> Self {
        Self {
            pages: self.pages || other.pages,
            server: self.server || other.server,
        }
    }
}

impl Snapshot {
    /// Looks at all sources below the current folder.
    pub(crate) fn take() -> Result<Self> {
        let mut files = BTreeMap::new();
        for folder in PAGES.iter().chain(SERVER) {
            add(Path::new(folder), &mut files)?;
        }
        Ok(Self(files))
    }

    /// What the difference to a later look concerns.
    pub(crate) fn changes_to(&self, later: &Self) -> Changes {
        let changed = |path: &&PathBuf| self.0.get(*path) != later.0.get(*path);
        let concerns =
            |path: &PathBuf, folders: &[&str]| folders.iter().any(|f| path.starts_with(f));
        self.0
            .keys()
            .chain(later.0.keys())
            .filter(changed)
            .fold(Changes::default(), |sum, path| {
                sum.and(Changes {
                    pages: concerns(path, PAGES),
                    server: concerns(path, SERVER),
                })
            })
    }
}

fn add(folder: &Path, files: &mut BTreeMap<PathBuf, SystemTime>) -> Result<()> {
    for entry in fs::read_dir(folder)?.flatten() {
        let path = entry.path();
        let skipped = path
            .file_name()
            .is_some_and(|name| SKIPPED.iter().any(|s| name == *s));
        // A file may vanish between the two looks: editors do that.
        let Ok(data) = entry.metadata() else { continue };
        if data.is_dir() && !skipped {
            add(&path, files)?;
        } else if data.is_file() {
            files.insert(path, data.modified()?);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn snapshot(files: &[(&str, u64)]) -> Snapshot {
        let time = |seconds| SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
        Snapshot(
            files
                .iter()
                .map(|&(path, at)| (path.into(), time(at)))
                .collect(),
        )
    }

    #[test]
    fn a_change_concerns_what_is_built_from_it() {
        let before = snapshot(&[
            ("frontend/src/app.rs", 1),
            ("crates/minato-types/src/auth.rs", 1),
            ("crates/minato-db/src/lib.rs", 1),
        ]);
        let changed = |path: &'static str| {
            let mut files = before.0.clone();
            files.insert(path.into(), SystemTime::UNIX_EPOCH);
            before.changes_to(&Snapshot(files))
        };
        assert_eq!(
            changed("frontend/src/app.rs"),
            Changes {
                pages: true,
                server: false
            }
        );
        assert_eq!(
            changed("crates/minato-db/src/lib.rs"),
            Changes {
                pages: false,
                server: true
            }
        );
        assert_eq!(
            changed("crates/minato-types/src/new.rs"),
            Changes {
                pages: true,
                server: true
            }
        );
        assert_eq!(before.changes_to(&before), Changes::default());
    }

    #[test]
    fn a_removed_file_is_a_change() {
        let before = snapshot(&[("migrations/sqlite/1/up.sql", 1)]);
        let changes = before.changes_to(&snapshot(&[]));
        assert_eq!(
            changes,
            Changes {
                pages: false,
                server: true
            }
        );
    }
}
