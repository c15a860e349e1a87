//! `cargo xtask up`: from a fresh clone to a running demo.

use std::process::Child;
use std::thread::sleep;
use std::time::Duration;

use anyhow::{Result, bail};
use lexopt::prelude::*;

use super::unknown;
use crate::demo::{Demo, PORT};
use crate::server::Build;
use crate::{interrupt, server, spa};

struct Options {
    port: u16,
    build: Build,
    serve: bool,
}

/// Builds pages and server, loads the demo data, and serves until Ctrl-C.
pub(crate) fn run(arguments: lexopt::Parser) -> Result<()> {
    let options = options(arguments)?;
    let demo = Demo::at(options.port)?;
    println!("Building Minato. The first time takes some minutes, later ones some seconds.\n");

    let report = spa::build()?;
    let program = server::build(options.build)?;
    demo.load(&program)?;
    println!("\n{report}");
    if !options.serve {
        return Ok(());
    }
    interrupt::remember()?;
    let mut child = demo.start(&program)?;
    println!("{}", demo.welcome());
    wait(&mut child)
}

fn options(mut arguments: lexopt::Parser) -> Result<Options> {
    let mut options = Options {
        port: PORT,
        build: Build::Debug,
        serve: true,
    };
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("port") => options.port = arguments.value()?.parse()?,
            Long("release") => options.build = Build::Release,
            Long("no-serve") => options.serve = false,
            other => unknown(other)?,
        }
    }
    Ok(options)
}

/// Waits until the server ends or somebody presses Ctrl-C.
fn wait(child: &mut Child) -> Result<()> {
    loop {
        if interrupt::happened() {
            println!("\nStopping.");
            interrupt::stop(child)?;
            return Ok(());
        }
        if let Some(status) = child.try_wait()? {
            bail!("the server ended ({status}): its last lines above say why");
        }
        sleep(Duration::from_millis(100));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_understood_and_unknown_ones_are_refused() {
        let parsed = options(lexopt::Parser::from_args(["--port", "8123", "--no-serve"])).unwrap();
        assert_eq!(
            (parsed.port, parsed.build, parsed.serve),
            (8123, Build::Debug, false)
        );
        let error = options(lexopt::Parser::from_args(["--prot", "1"]))
            .err()
            .unwrap();
        assert!(error.to_string().contains("--prot"), "{error}");
    }
}
