//! A copy of what is committed, in which guards may be broken.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::command;
use crate::workspace;

/// A work tree beside the real one. It goes with this value.
pub(super) struct Copy {
    folder: PathBuf,
}

impl Copy {
    /// A copy of the last commit.
    pub(super) fn of_head() -> Result<Self> {
        let folder = std::env::temp_dir().join(format!("minato-mutations-{}", std::process::id()));
        std::fs::create_dir(&folder)?;
        let copy = Self { folder };
        let mut git = git();
        git.args(["worktree", "add", "--quiet", "--detach"]);
        command::output(git.arg(copy.tree()).arg("HEAD"))?;
        Ok(copy)
    }

    /// Where the sources lie.
    pub(super) fn tree(&self) -> PathBuf {
        self.folder.join("tree")
    }

    /// Where a test prints to.
    pub(super) fn log(&self) -> PathBuf {
        self.folder.join("log")
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        let _ = git()
            .args(["worktree", "remove", "--force"])
            .arg(self.tree())
            .status();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn git() -> Command {
    let mut git = Command::new("git");
    git.arg("-C").arg(Path::new(&workspace::root()));
    git
}
