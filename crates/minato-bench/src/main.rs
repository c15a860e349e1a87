//! Measures the server beside its floor: the same answers by hand-written actix-web and SQL,
//! without diesel, without layers. Both answer from copies of the same database and are driven
//! by the same load, in turns; first it is proved that they do the same.
//!
//! `cargo xtask bench` builds both with optimisation and calls this. Needs `wrk`.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "the figures are its answer"
)]

mod arguments;
mod check;
mod compare;
mod data;
mod database;
mod environment;
mod figures;
mod floor;
mod import;
mod load;
mod process;
mod report;
mod sign_in;
mod silent_mail_server;
mod work;

use std::process::ExitCode;

use anyhow::Result;

use crate::arguments::Arguments;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if let [verb, url, port] = words.as_slice()
        && verb == "floor"
    {
        return floor::serve(url, port.parse()?);
    }
    let arguments = Arguments::parse(words)?;
    actix_web::rt::System::new().block_on(async {
        if !arguments.works.is_empty() {
            compare::run(&arguments).await?;
        }
        if arguments.sign_in {
            sign_in::run(&arguments).await?;
        }
        if arguments.import {
            import::run(&arguments).await?;
        }
        Ok(())
    })
}
