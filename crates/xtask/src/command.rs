//! Running other programs.

use std::ffi::OsStr;
use std::fmt::Write;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// What cargo tells a program that it starts. Handed on, it would confuse another cargo, and
/// crates whose build scripts look at it would be compiled anew in every other call.
const INHERITED: &[&str] = &["CARGO", "CARGO_MANIFEST_", "CARGO_PKG_", "LD_LIBRARY_PATH"];

/// A cargo of the ordinary toolchain.
pub(crate) fn cargo<I: AsRef<OsStr>>(arguments: impl IntoIterator<Item = I>) -> Command {
    let mut command = Command::new("cargo");
    for (name, _) in std::env::vars_os() {
        if name.to_str().is_some_and(is_inherited) {
            command.env_remove(name);
        }
    }
    command.args(arguments);
    command
}

fn is_inherited(name: &str) -> bool {
    let begins = |known: &str| known.ends_with('_') && name.starts_with(known);
    INHERITED
        .iter()
        .any(|known| name == *known || begins(known))
}

/// The command as one would type it.
pub(crate) fn shown(command: &Command) -> String {
    let mut shown = command.get_program().to_string_lossy().into_owned();
    for argument in command.get_args() {
        let _ = write!(shown, " {}", argument.to_string_lossy());
    }
    shown
}

/// Runs a command in the foreground; its output goes where ours goes.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| cannot_start(command))?;
    if !status.success() {
        bail!("`{}` failed ({status})", shown(command));
    }
    Ok(())
}

/// Runs a command and returns what it printed; its errors are shown only if it fails.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let output = command.output().with_context(|| cannot_start(command))?;
    if !output.status.success() {
        let errors = String::from_utf8_lossy(&output.stderr);
        bail!("`{}` failed ({}):\n{errors}", shown(command), output.status);
    }
    Ok(String::from_utf8(output.stdout)?)
}

/// Whether a command can be run and succeeds, silently and within `limit`.
pub(crate) fn succeeds(command: &mut Command, limit: Duration) -> bool {
    let silent = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let Ok(mut child) = silent.spawn() else {
        return false;
    };
    let start = Instant::now();
    while start.elapsed() < limit {
        match child.try_wait() {
            Ok(Some(status)) => return status.success(),
            Ok(None) => sleep(Duration::from_millis(20)),
            Err(_) => break,
        }
    }
    let _ = child.kill();
    let _ = child.wait();
    false
}

/// Why a program could not even be started, and what to do.
pub(crate) fn cannot_start(command: &Command) -> String {
    let program = command.get_program().to_string_lossy().into_owned();
    format!("cannot start `{program}`: is it installed and in PATH?")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_names_the_command_and_shows_its_errors() {
        let error = output(Command::new("sh").args(["-c", "echo why >&2; exit 3"])).unwrap_err();
        let error = error.to_string();
        assert!(
            error.contains("sh -c") && error.contains("why") && error.contains('3'),
            "{error}"
        );
    }

    #[test]
    fn what_cargo_said_to_us_is_not_handed_on_but_settings_are() {
        for name in [
            "CARGO",
            "CARGO_PKG_NAME",
            "CARGO_MANIFEST_DIR",
            "LD_LIBRARY_PATH",
        ] {
            assert!(is_inherited(name), "{name}");
        }
        for name in [
            "CARGO_HOME",
            "CARGO_TARGET_DIR",
            "CARGO_PROFILE_DEV_LTO",
            "PATH",
        ] {
            assert!(!is_inherited(name), "{name}");
        }
    }

    #[test]
    fn a_command_that_takes_too_long_did_not_succeed() {
        let start = Instant::now();
        assert!(!succeeds(
            Command::new("sleep").arg("30"),
            Duration::from_millis(100)
        ));
        assert!(start.elapsed() < Duration::from_secs(10));
    }

    #[test]
    fn a_program_that_is_not_there_is_named() {
        let error = format!(
            "{:#}",
            run(&mut Command::new("no-such-program")).unwrap_err()
        );
        assert!(
            error.contains("no-such-program") && error.contains("PATH"),
            "{error}"
        );
    }
}
