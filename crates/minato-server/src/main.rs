//! The binary `minato`: all verbs are in `minato_server::cli`.

use std::process::ExitCode;

fn main() -> ExitCode {
    minato_server::cli::run()
}
