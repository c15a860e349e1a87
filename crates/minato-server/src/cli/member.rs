use minato_db::audit::{self, Actor, NewAuditEvent};
use minato_db::models::members::{self, NewMember};
use minato_db::{DbError, UniqueKey};
use minato_types::audit::AuditAction;
use minato_types::rules::password::PasswordPolicy;
use minato_types::values::MemberNumber;

#[derive(Debug, clap::Subcommand)]
pub(super) enum Verb {
    /// Register a member company
    Create(Create),
}

#[derive(Debug, clap::Args)]
pub(super) struct Create {
    /// The member number, such as M97-00339
    #[arg(long, value_parser = MemberNumber::parse)]
    number: MemberNumber,
    /// The name of the company
    #[arg(long)]
    name: String,
    /// The postal code
    #[arg(long)]
    postal_code: Option<String>,
    /// The address
    #[arg(long)]
    address: String,
    /// The ports that the contract always includes
    #[arg(long, default_value_t = 0)]
    ports: u32,
    /// The day on which bills are closed; 31 means the last day of the month
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u8).range(1..=31))]
    closing_day: u8,
    /// Sign in with a password alone
    #[arg(long)]
    without_two_step: bool,
    /// What a new password must be like: standard or portplus
    #[arg(long, default_value = "standard")]
    password_policy: PasswordPolicy,
}

pub(super) fn run(Verb::Create(args): Verb) -> super::Result {
    let (_, db) = super::open()?;
    let new = NewMember {
        member_number: args.number,
        name: args.name,
        postal_code: args.postal_code,
        address: args.address,
        contracted_ports: args.ports,
        closing_day: args.closing_day,
        two_step: !args.without_two_step,
        password_policy: args.password_policy,
    };
    let number = new.member_number.clone();
    let made = super::block_on(db.write(move |tx| {
        let scope = members::insert(tx, &new)?;
        audit::begin(tx, scope)?;
        let event = NewAuditEvent {
            actor: Actor::CommandLine,
            action: AuditAction::MemberCreated,
            subject: Some(scope.member().to_string()),
            text: None,
        };
        audit::record(tx, scope, &event)
    }));
    match made {
        Ok(()) => super::say(&format!("Registered {number}.")),
        Err(DbError::Unique(UniqueKey::MemberNumber)) => {
            return Err(format!("the member {number} exists already").into());
        }
        Err(error) => return Err(error.into()),
    }
    Ok(())
}
