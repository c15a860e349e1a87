//! Ctrl-C and its relatives: remembered, so that what was started is also stopped.

use std::process::{Child, ExitStatus};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// How long a program may take to stop by itself.
const PATIENCE: Duration = Duration::from_secs(35);

/// From now on Ctrl-C does not end this program, but is remembered.
pub(crate) fn remember() -> Result<()> {
    ctrlc::set_handler(|| INTERRUPTED.store(true, Ordering::SeqCst))
        .context("cannot listen for Ctrl-C")
}

/// Whether somebody pressed Ctrl-C.
pub(crate) fn happened() -> bool {
    INTERRUPTED.load(Ordering::SeqCst)
}

/// Asks a program to stop, waits for it, and ends it if it does not listen.
pub(crate) fn stop(child: &mut Child) -> Result<ExitStatus> {
    if let Ok(pid) = i32::try_from(child.id()) {
        // It may have stopped in the meantime: nothing to do about it then.
        let _ = kill(Pid::from_raw(pid), Signal::SIGTERM);
    }
    let start = Instant::now();
    while start.elapsed() < PATIENCE {
        if let Some(status) = child.try_wait()? {
            return Ok(status);
        }
        sleep(Duration::from_millis(50));
    }
    child.kill()?;
    Ok(child.wait()?)
}
