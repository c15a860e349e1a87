//! A copy of what is committed, in which guards may be broken.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::command;
use crate::workspace;

/// A work tree beside the real one. It goes with this value.
pub(super) struct Copy {
    folder: PathBuf,
}

impl Copy {
    /// A copy of the last commit. It lies at the same place each time, so that what cargo builds
    /// of it does not pile up.
    pub(super) fn of_head() -> Result<Self> {
        let folder = workspace::target().join("mutations");
        let copy = Self { folder };
        copy.remove();
        std::fs::create_dir_all(&copy.folder)?;
        let mut git = git();
        git.args(["worktree", "add", "--quiet", "--detach"]);
        command::output(git.arg(copy.tree()).arg("HEAD"))?;
        Ok(copy)
    }

    /// Where cargo builds it.
    pub(super) fn target(&self) -> PathBuf {
        self.folder.join("target")
    }

    /// Where the sources lie.
    pub(super) fn tree(&self) -> PathBuf {
        self.folder.join("tree")
    }

    /// Where a test prints to.
    pub(super) fn log(&self) -> PathBuf {
        self.folder.join("log")
    }

    /// Takes the copy away, also one that a run left behind that was killed.
    fn remove(&self) {
        let _ = std::fs::remove_dir_all(self.tree());
        let _ = git().args(["worktree", "prune"]).status();
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        self.remove();
    }
}

fn git() -> Command {
    let mut git = Command::new("git");
    git.arg("-C").arg(workspace::root());
    git
}
