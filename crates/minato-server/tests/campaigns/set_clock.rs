//! A clock that is set while servers run: libfaketime's, by a file.

use std::process::Command;

use chrono::{DateTime, TimeDelta, Utc};
use minato_db::{Clock as _, SystemClock};
use tempfile::TempDir;

/// What `faketime` has loaded into the programs that it starts.
pub(crate) fn libfaketime() -> String {
    let mut faketime = Command::new("faketime");
    let output = faketime.args(["-m", "-f", "+0s", "env"]).output();
    let output = output.expect("faketime is there: `cargo xtask test --only campaigns` sees to it");
    let environment = String::from_utf8(output.stdout).unwrap();
    let mut lines = environment.lines();
    let library = lines.find_map(|line| line.strip_prefix("LD_PRELOAD="));
    library.expect("a library").to_owned()
}

/// The clock of all programs that are started with its environment.
pub(crate) struct SetClock {
    library: String,
    folder: TempDir,
    ahead: TimeDelta,
}

impl SetClock {
    /// A clock that goes right.
    pub(crate) fn new() -> Self {
        let clock = Self {
            library: libfaketime(),
            folder: tempfile::tempdir().unwrap(),
            ahead: TimeDelta::zero(),
        };
        clock.write();
        clock
    }

    pub(crate) fn environment(&self) -> Vec<(&'static str, String)> {
        let file = self.folder.path().join("clock");
        vec![
            ("LD_PRELOAD", self.library.clone()),
            ("FAKETIME_TIMESTAMP_FILE", file.display().to_string()),
            // A clock that is set is set at once.
            ("FAKETIME_NO_CACHE", "1".to_owned()),
            // Timeouts and pauses go by the monotonic clock, which nobody sets.
            ("FAKETIME_DONT_FAKE_MONOTONIC", "1".to_owned()),
        ]
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        SystemClock.now() + self.ahead
    }

    /// Puts it forward.
    pub(crate) fn pass(&mut self, time: TimeDelta) {
        assert!(time >= TimeDelta::zero(), "no clock goes back here");
        self.ahead += TimeDelta::seconds(time.num_seconds());
        self.write();
    }

    /// In one piece: nobody reads half of it.
    fn write(&self) {
        let [file, new] = ["clock", "new"].map(|name| self.folder.path().join(name));
        std::fs::write(&new, format!("{:+}s\n", self.ahead.num_seconds())).unwrap();
        std::fs::rename(new, file).unwrap();
    }
}
