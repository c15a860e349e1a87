//! The verbs of `minato`, one file each.

mod account;
mod audit;
mod backup;
mod calendar;
mod contract;
mod demo;
mod group;
mod import;
mod keys;
mod member;
mod migrate;
mod openapi;
mod operator;
mod port_applications;
mod serve;
mod service;
mod token_keys;

use std::process::ExitCode;
use std::sync::Arc;

use clap::{Parser, Subcommand};
use minato_db::{Db, DbSettings, SystemClock, SystemEntropy};
use secrecy::ExposeSecret as _;

use crate::config::Settings;
use crate::telemetry;

/// What a verb can end with: the text is shown to whoever called it.
type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

/// Minato: the customer portal of a telecom carrier.
///
/// Settings come from the environment; `.env.sample` lists them all.
#[derive(Debug, Parser)]
#[command(name = "minato", version, about, long_about)]
struct Cli {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Serve the API and the pages; bring the database up to date first
    Serve,
    /// Bring the database up to date
    Migrate,
    /// Load the demo data, once
    Demo,
    /// Print the OpenAPI document
    Openapi,
    /// Manage member companies
    #[command(subcommand)]
    Member(member::Verb),
    /// Manage the accounts of people
    #[command(subcommand)]
    Account(account::Verb),
    /// Manage the carrier's services
    #[command(subcommand)]
    Service(service::Verb),
    /// Manage the groups of members, and what they cover
    #[command(subcommand)]
    Group(group::Verb),
    /// Manage the contracts of members
    #[command(subcommand)]
    Contract(contract::Verb),
    /// Manage the carrier's own staff
    #[command(subcommand)]
    Operator(operator::Verb),
    /// Manage holidays and closings
    #[command(subcommand)]
    Calendar(calendar::Verb),
    /// Export applications for ports, and mark them as provisioned
    #[command(subcommand)]
    PortApplications(port_applications::Verb),
    /// See by which keys rows are encrypted, and encrypt them anew
    #[command(subcommand)]
    Keys(keys::Verb),
    /// Check the audit trail
    #[command(subcommand)]
    Audit(audit::Verb),
    /// See and replace the keys that sign the tokens of programs
    #[command(subcommand)]
    TokenKeys(token_keys::Verb),
    /// Copy a running SQLite database to a file
    Backup(backup::Args),
}

/// Runs the verb that the command line names.
pub fn run() -> ExitCode {
    match perform(Cli::parse().verb) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            #[expect(clippy::print_stderr, reason = "the answer of a command")]
            {
                eprintln!("minato: {error}");
            }
            ExitCode::FAILURE
        }
    }
}

fn perform(verb: Verb) -> Result {
    match verb {
        Verb::Openapi => openapi::run(),
        Verb::Serve => serve::run(),
        Verb::Migrate => migrate::run(),
        Verb::Demo => demo::run(),
        Verb::Member(verb) => member::run(verb),
        Verb::Account(verb) => account::run(verb),
        Verb::Service(verb) => service::run(verb),
        Verb::Group(verb) => group::run(verb),
        Verb::Contract(verb) => contract::run(verb),
        Verb::Operator(verb) => operator::run(verb),
        Verb::Calendar(verb) => calendar::run(verb),
        Verb::PortApplications(verb) => port_applications::run(verb),
        Verb::Keys(verb) => keys::run(verb),
        Verb::Audit(verb) => audit::run(verb),
        Verb::TokenKeys(verb) => token_keys::run(verb),
        Verb::Backup(args) => backup::run(&args),
    }
}

/// Settings and a database that is up to date.
fn open() -> Result<(Settings, Db)> {
    let settings = Settings::load()?;
    telemetry::begin(&settings.log)?;
    let db = open_database(&settings)?;
    db.migrate()?;
    Ok((settings, db))
}

fn open_database(settings: &Settings) -> Result<Db> {
    let url = settings.database_url.expose_secret();
    Ok(Db::open(
        DbSettings::new(url),
        Arc::new(SystemClock),
        Arc::new(SystemEntropy),
    )?)
}

/// Runs one asynchronous piece of a verb.
fn block_on<F: Future>(future: F) -> F::Output {
    actix_web::rt::System::new().block_on(future)
}

/// Answers whoever called the verb.
fn say(text: &str) {
    print(&format!("{text}\n"));
}

/// Answers with lines that are ended already.
fn print(lines: &str) {
    #[expect(clippy::print_stdout, reason = "the answer of a command")]
    {
        print!("{lines}");
    }
}
