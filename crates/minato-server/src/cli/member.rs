use minato_db::audit::Actor;
use minato_db::models::members::{self as rows, NewMember};
use minato_db::{DbError, UniqueKey};
use minato_types::Validate as _;
use minato_types::company::{CompanyOptionKind, UpdateCompanyNotificationsRequest};
use minato_types::imports::ImportKind;
use minato_types::rules::password::PasswordPolicy;
use minato_types::values::{EmailAddress, Language, MemberNumber};

use crate::desk::members::{self, Registration};

#[derive(Debug, clap::Subcommand)]
pub(super) enum Verb {
    /// Register a member company
    Create(Create),
    /// Let the people of a member come from any address again: empties its list of networks
    AllowAnyAddress {
        /// The member number
        #[arg(value_parser = MemberNumber::parse)]
        number: MemberNumber,
    },
    /// Register the members of a table
    Import(super::import::Args),
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
    /// The most ports that can be added to one day
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..=9999))]
    max_added_ports: u32,
    /// An address that hears of all port applications; up to 10, one option for each
    #[arg(long = "notify", value_name = "ADDRESS", value_parser = EmailAddress::parse)]
    notify: Vec<EmailAddress>,
    /// The language of the mails to these addresses: ja or en
    #[arg(long, default_value = "ja")]
    mail_language: Language,
    /// An option that the member has, such as portPlus; one option for each
    #[arg(long = "option", value_name = "OPTION")]
    options: Vec<CompanyOptionKind>,
}

impl Create {
    /// The same rules as for an admin who changes them.
    fn check_notifications(&self) -> super::Result {
        let request = UpdateCompanyNotificationsRequest {
            addresses: self.notify.iter().map(ToString::to_string).collect(),
            language: self.mail_language.to_string(),
        };
        let errors = request.validate().err().unwrap_or_default();
        match errors.iter().next() {
            Some((_, rule)) => Err(format!("--notify: {rule}").into()),
            None => Ok(()),
        }
    }
}

pub(super) fn run(verb: Verb) -> super::Result {
    match verb {
        Verb::Create(args) => create(args),
        Verb::AllowAnyAddress { number } => allow_any_address(&number),
        Verb::Import(args) => super::import::run(ImportKind::Members, &args),
    }
}

fn create(args: Create) -> super::Result {
    args.check_notifications()?;
    let (_, db) = super::open()?;
    let registration = Registration {
        new: NewMember {
            member_number: args.number,
            name: args.name,
            postal_code: args.postal_code,
            address: args.address,
            contracted_ports: args.ports,
            closing_day: args.closing_day,
            two_step: !args.without_two_step,
            password_policy: args.password_policy,
        },
        max_added_ports: args.max_added_ports,
        options: args.options,
        notified: args.notify,
        mail_language: args.mail_language,
    };
    let number = registration.new.member_number.clone();
    let made = super::block_on(
        db.write(move |tx| members::register(tx, Actor::CommandLine, &registration).map(drop)),
    );
    match made {
        Ok(()) => super::say(&format!("Registered {number}.")),
        Err(DbError::Unique(UniqueKey::MemberNumber)) => {
            return Err(format!("the member {number} exists already").into());
        }
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

/// For a member whose list of networks keeps all its admins out.
fn allow_any_address(number: &MemberNumber) -> super::Result {
    let (_, db) = super::open()?;
    let wanted = number.clone();
    let emptied: Option<bool> = super::block_on(db.write(move |tx| {
        let Some((scope, _)) = rows::find_by_number(tx, &wanted)? else {
            return Ok::<_, DbError>(None);
        };
        members::allow_any_address(tx, Actor::CommandLine, scope).map(Some)
    }))?;
    match emptied {
        None => return Err(format!("there is no member {number}").into()),
        Some(true) => super::say(&format!(
            "The people of {number} may come from any address."
        )),
        Some(false) => super::say(&format!("The people of {number} may do so already.")),
    }
    Ok(())
}
