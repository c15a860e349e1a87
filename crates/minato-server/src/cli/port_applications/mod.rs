//! `minato port-applications`: what the operator is to set up.

mod export;
mod numbers;
mod provision;

#[derive(Debug, clap::Subcommand)]
pub(super) enum Verb {
    /// Print the applications to be provisioned as CSV
    Export(export::Args),
    /// Mark applications as provisioned; those that are marked stay as they are
    Provision(provision::Args),
}

pub(super) fn run(verb: Verb) -> super::Result {
    match verb {
        Verb::Export(args) => export::run(&args),
        Verb::Provision(args) => provision::run(&args),
    }
}
