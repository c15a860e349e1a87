//! One line for each long step, with the time that it has taken.

use std::io::{BufRead, BufReader, IsTerminal, Read, Write, stdout};
use std::process::{Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::command::{cannot_start, shown};

/// How often the line is drawn again on a terminal, and how often a log gets a sign of life.
const REDRAW: Duration = Duration::from_millis(200);
const SIGN_OF_LIFE: Duration = Duration::from_secs(30);

/// How many of the last lines are shown when a step fails.
const LAST_LINES: usize = 60;

/// Runs `command` as the step `name` and returns what it printed.
///
/// Its output is shown only if it fails; meanwhile a terminal shows its latest line.
pub(crate) fn step(name: &str, command: &mut Command) -> Result<String> {
    let mut line = Line::begin(name);
    let piped = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = piped.spawn().with_context(|| cannot_start(command))?;

    let (sender, receiver) = channel();
    forward(child.stdout.take(), sender.clone());
    forward(child.stderr.take(), sender);
    let mut lines: Vec<String> = Vec::new();
    loop {
        match receiver.recv_timeout(REDRAW) {
            Ok(text) => lines.push(text),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break,
        }
        line.draw(lines.last().map_or("", String::as_str));
    }

    let status = child.wait()?;
    line.end(status.success());
    if !status.success() {
        let last = lines
            .get(lines.len().saturating_sub(LAST_LINES)..)
            .unwrap_or_default();
        bail!(
            "{name}: `{}` failed ({status})\n\n{}",
            shown(command),
            last.join("\n")
        );
    }
    Ok(lines.join("\n"))
}

fn forward(stream: Option<impl Read + Send + 'static>, sender: Sender<String>) {
    let Some(stream) = stream else { return };
    thread::spawn(move || {
        let mut reader = BufReader::new(stream);
        let mut bytes = Vec::new();
        while reader
            .read_until(b'\n', &mut bytes)
            .is_ok_and(|count| count > 0)
        {
            let text = String::from_utf8_lossy(&bytes).trim_end().to_owned();
            if sender.send(text).is_err() {
                break;
            }
            bytes.clear();
        }
    });
}

/// The line of one step.
struct Line {
    name: String,
    start: Instant,
    drawn: Instant,
    terminal: bool,
}

impl Line {
    fn begin(name: &str) -> Self {
        let now = Instant::now();
        let terminal = stdout().is_terminal();
        let mut line = Self {
            name: name.to_owned(),
            start: now,
            drawn: now,
            terminal,
        };
        if terminal {
            line.write("");
        } else {
            println!("  … {name}");
        }
        line
    }

    fn draw(&mut self, detail: &str) {
        if self.terminal && self.drawn.elapsed() >= REDRAW {
            self.write(detail);
        } else if !self.terminal && self.drawn.elapsed() >= SIGN_OF_LIFE {
            println!(
                "  … {} ({}): {detail}",
                self.name,
                seconds(self.start.elapsed())
            );
            self.drawn = Instant::now();
        }
    }

    fn write(&mut self, detail: &str) {
        let detail: String = detail
            .trim()
            .chars()
            .filter(|c| !c.is_control())
            .take(50)
            .collect();
        let elapsed = seconds(self.start.elapsed());
        print!("\r\x1b[K  … {:<28}{elapsed:>8}  {detail}", self.name);
        let _ = stdout().flush();
        self.drawn = Instant::now();
    }

    fn end(&self, success: bool) {
        let mark = if success { '✓' } else { '✗' };
        let clear = if self.terminal { "\r\x1b[K" } else { "" };
        println!(
            "{clear}  {mark} {:<28}{:>8}",
            self.name,
            seconds(self.start.elapsed())
        );
    }
}

/// A duration in whole minutes and seconds, or tenths of a second when short.
pub(crate) fn seconds(duration: Duration) -> String {
    let whole = duration.as_secs();
    if whole >= 60 {
        format!("{} min {:02} s", whole / 60, whole % 60)
    } else {
        format!("{:.1} s", duration.as_secs_f64())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_returns_what_was_printed_on_both_streams() {
        let printed = step(
            "say",
            Command::new("sh").args(["-c", "echo out; echo err >&2"]),
        );
        let printed = printed.unwrap();
        assert!(
            printed.contains("out") && printed.contains("err"),
            "{printed}"
        );
    }

    #[test]
    fn a_step_that_fails_shows_its_last_lines() {
        let script = "for i in $(seq 100); do echo line $i; done; exit 1";
        let error = step("count", Command::new("sh").args(["-c", script]))
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("line 100") && !error.contains("line 40\n"),
            "{error}"
        );
    }

    #[test]
    fn durations_are_short() {
        assert_eq!(seconds(Duration::from_millis(1234)), "1.2 s");
        assert_eq!(seconds(Duration::from_secs(125)), "2 min 05 s");
    }
}
