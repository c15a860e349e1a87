//! `cargo xtask dev`: the demo, built again whenever a source changes.

mod sources;

use std::path::Path;
use std::process::Child;
use std::thread::sleep;
use std::time::Duration;

use anyhow::Result;
use lexopt::prelude::*;

use self::sources::{Changes, Snapshot};
use super::unknown;
use crate::demo::{Demo, PORT};
use crate::server::{Build, program};
use crate::{interrupt, server, spa};

/// How often the sources are looked at.
const INTERVAL: Duration = Duration::from_millis(400);

/// Builds and serves; on each change builds what it concerns and starts the server anew.
pub(crate) fn run(arguments: lexopt::Parser) -> Result<()> {
    let demo = Demo::at(port(arguments)?)?;
    interrupt::remember()?;
    let mut sources = Snapshot::take()?;
    let mut running = Running::default();
    let mut todo = Changes {
        pages: true,
        server: true,
    };
    while !interrupt::happened() {
        let result = build(todo).and_then(|()| running.restart(&demo, &program(Build::Debug)));
        let left = match result {
            Ok(()) => {
                println!("{}  Reload the page after a build.\n", demo.welcome());
                Changes::default()
            }
            Err(error) => {
                eprintln!("\n{error:#}\n\nWaiting for the next change.");
                todo
            }
        };
        todo = wait_for_change(&mut sources)?.and(left);
    }
    println!("\nStopping.");
    running.stop()
}

fn port(mut arguments: lexopt::Parser) -> Result<u16> {
    let mut port = PORT;
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("port") => port = arguments.value()?.parse()?,
            other => unknown(other)?,
        }
    }
    Ok(port)
}

fn build(todo: Changes) -> Result<()> {
    if todo.server {
        server::build(Build::Debug)?;
    }
    if todo.pages {
        println!("{}", spa::total(&spa::build()?)?);
    }
    Ok(())
}

/// Waits until a source changes and the editor has finished writing.
fn wait_for_change(sources: &mut Snapshot) -> Result<Changes> {
    let mut changes = Changes::default();
    while !interrupt::happened() {
        sleep(INTERVAL);
        let now = Snapshot::take()?;
        let new = sources.changes_to(&now);
        *sources = now;
        if new == Changes::default() && changes != Changes::default() {
            return Ok(changes);
        }
        changes = changes.and(new);
    }
    Ok(changes)
}

/// The server that runs, if one does.
#[derive(Default)]
struct Running(Option<Child>);

impl Running {
    fn restart(&mut self, demo: &Demo, program: &Path) -> Result<()> {
        self.stop()?;
        demo.load(program)?;
        self.0 = Some(demo.start(program)?);
        Ok(())
    }

    fn stop(&mut self) -> Result<()> {
        if let Some(mut child) = self.0.take() {
            interrupt::stop(&mut child)?;
        }
        Ok(())
    }
}
