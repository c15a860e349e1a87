use minato_db::audit::Actor;
use minato_db::models::operators::{self, NewOperator, Operator};
use minato_db::{DbError, UniqueKey, WriteTx};
use minato_types::audit::AuditAction;
use minato_types::operator::OperatorState;
use minato_types::values::{EmailAddress, Language, PersonName};

use crate::auth::keys::{Keys, Secret};
use crate::auth::operator::{record, setup};

#[derive(Debug, clap::Subcommand)]
pub(super) enum Verb {
    /// Make an operator, and print the one-time secret by which he sets himself up
    Create(Create),
    /// Take password, app and recovery codes away, and print a new one-time secret
    Reset(Who),
    /// Switch an operator off; his sessions end
    Suspend(Who),
    /// Switch a suspended operator on again
    Resume(Who),
    /// Show all operators
    List,
}

#[derive(Debug, clap::Args)]
pub(super) struct Create {
    /// The e-mail address
    #[arg(long, value_parser = EmailAddress::parse)]
    email: EmailAddress,
    /// The name
    #[arg(long, value_parser = PersonName::parse)]
    name: PersonName,
    /// The language of answers and mails: ja or en
    #[arg(long, default_value = "ja")]
    language: Language,
}

#[derive(Debug, clap::Args)]
pub(super) struct Who {
    /// The e-mail address
    #[arg(long, value_parser = EmailAddress::parse)]
    email: EmailAddress,
}

/// Why nothing was done.
#[derive(Debug, thiserror::Error)]
enum OperatorError {
    #[error(transparent)]
    Database(#[from] DbError),
    #[error("there is no operator {0}")]
    Unknown(EmailAddress),
}

pub(super) fn run(verb: Verb) -> super::Result {
    let (settings, db) = super::open()?;
    let keys = Keys::of(&settings);
    let told = super::block_on(async move {
        match verb {
            Verb::Create(args) => {
                let made = db.write(move |tx| create(tx, args)).await;
                made.map_err(|error| -> Box<dyn std::error::Error> {
                    match error {
                        DbError::Unique(UniqueKey::OperatorEmail) => {
                            "this address has an operator already".into()
                        }
                        other => other.into(),
                    }
                })
            }
            Verb::Reset(who) => Ok(db.write(move |tx| reset(tx, &keys, who.email)).await?),
            Verb::Suspend(who) => Ok(db.write(move |tx| suspend(tx, who.email)).await?),
            Verb::Resume(who) => Ok(db.write(move |tx| resume(tx, who.email)).await?),
            Verb::List => Ok::<_, Box<dyn std::error::Error>>(db.read(list).await?),
        }
    })?;
    super::print(&told);
    Ok(())
}

/// The secret is printed this once; nothing keeps it but its digest.
fn create(tx: &mut WriteTx<'_>, args: Create) -> Result<String, DbError> {
    let operator = operators::insert(
        tx,
        &NewOperator {
            email: args.email,
            name: args.name,
            language: args.language,
        },
    )?;
    note(tx, AuditAction::OperatorCreated, &operator)?;
    let (secret, _) = setup::issue(tx, &operator)?;
    Ok(format!(
        "Made {}.\n{}",
        operator.email.0,
        handed_over(&secret)
    ))
}

fn reset(tx: &mut WriteTx<'_>, keys: &Keys, email: EmailAddress) -> Result<String, OperatorError> {
    let operator = hold(tx, email)?;
    let (secret, _) = setup::reset(tx, keys, &operator)?;
    note(tx, AuditAction::OperatorReset, &operator)?;
    Ok(format!(
        "Reset {}.\n{}",
        operator.email.0,
        handed_over(&secret)
    ))
}

fn handed_over(secret: &Secret) -> String {
    format!(
        "One-time secret for POST /api/v1/operator/auth/setup, valid for 24 hours:\n{}\n",
        secret.reveal()
    )
}

fn suspend(tx: &mut WriteTx<'_>, email: EmailAddress) -> Result<String, OperatorError> {
    let operator = hold(tx, email)?;
    if operators::set_state(tx, operator.id.0, OperatorState::Suspended)? {
        setup::end_access(tx, &operator)?;
        note(tx, AuditAction::OperatorSuspended, &operator)?;
        return Ok(format!("Suspended {}.\n", operator.email.0));
    }
    Ok(format!("{} was suspended.\n", operator.email.0))
}

fn resume(tx: &mut WriteTx<'_>, email: EmailAddress) -> Result<String, OperatorError> {
    let operator = hold(tx, email)?;
    if operators::set_state(tx, operator.id.0, OperatorState::Active)? {
        note(tx, AuditAction::OperatorResumed, &operator)?;
        return Ok(format!("Resumed {}.\n", operator.email.0));
    }
    Ok(format!("{} was active.\n", operator.email.0))
}

fn list(tx: &mut minato_db::ReadTx<'_>) -> Result<String, DbError> {
    let lines = operators::list(tx)?.into_iter().map(|(operator, set_up)| {
        let set_up = if set_up { "set up" } else { "not set up" };
        let last = operator.last_signed_in_at.map_or_else(
            || "never signed in".to_owned(),
            |at| format!("last signed in {} UTC", at.format("%Y-%m-%d %H:%M")),
        );
        let (email, name, state) = (&operator.email.0, &operator.name.0, operator.state.0);
        format!("{email}\t{name}\t{state}\t{set_up}\t{last}\n")
    });
    Ok(lines.collect())
}

/// The operator of this address; others who change him wait.
fn hold(tx: &mut WriteTx<'_>, email: EmailAddress) -> Result<Operator, OperatorError> {
    let Some(found) = operators::find_by_email(tx, &email)? else {
        return Err(OperatorError::Unknown(email));
    };
    operators::lock(tx, found.id.0)?;
    Ok(operators::get(tx, found.id.0)?)
}

fn note(tx: &mut WriteTx<'_>, action: AuditAction, operator: &Operator) -> Result<(), DbError> {
    let text = Some(operator.email.0.as_str().to_owned());
    record(tx, Actor::CommandLine, action, operator, text)
}
