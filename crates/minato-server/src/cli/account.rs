use std::io::BufRead as _;

use chrono::NaiveDate;
use minato_db::audit::{self, Actor, NewAuditEvent};
use minato_db::models::accounts::{self, NewAccount};
use minato_db::models::members;
use minato_db::{DbError, Tx as _, UniqueKey, WriteTx};
use minato_types::FieldRule;
use minato_types::audit::AuditAction;
use minato_types::imports::ImportKind;
use minato_types::values::{
    AccountRole, Department, EmailAddress, Language, MemberNumber, PersonName, PhoneNumber,
    SecondFactor, TimeZone,
};

use crate::app::App;
use crate::auth::new_password;

#[derive(Debug, clap::Subcommand)]
pub(super) enum Verb {
    /// Make an account; its first password is read from standard input
    Create(Box<Create>),
    /// Open the accounts of a table; each person gets the opening mail
    Import(super::import::Args),
}

#[derive(Debug, clap::Args)]
pub(super) struct Create {
    /// The member that the person belongs to
    #[arg(long, value_parser = MemberNumber::parse)]
    member: MemberNumber,
    /// The e-mail address
    #[arg(long, value_parser = EmailAddress::parse)]
    email: EmailAddress,
    /// The name
    #[arg(long, value_parser = PersonName::parse)]
    name: PersonName,
    /// The department
    #[arg(long, value_parser = Department::parse)]
    department: Department,
    /// The telephone number
    #[arg(long, value_parser = PhoneNumber::parse)]
    phone: Option<PhoneNumber>,
    /// admin or user
    #[arg(long, default_value = "user")]
    role: AccountRole,
    /// The last day of validity, Japan time
    #[arg(long, default_value = "9999-12-31")]
    valid_until: NaiveDate,
    /// The language of pages and mails: ja or en
    #[arg(long, default_value = "ja")]
    language: Language,
    /// The zone in which times are shown
    #[arg(long, default_value = "Asia/Tokyo", value_parser = TimeZone::parse)]
    time_zone: TimeZone,
}

pub(super) fn run(verb: Verb) -> super::Result {
    match verb {
        Verb::Create(args) => begin(*args),
        Verb::Import(args) => super::import::run(ImportKind::Accounts, &args),
    }
}

fn begin(args: Create) -> super::Result {
    let mut password = String::new();
    std::io::stdin().lock().read_line(&mut password)?;
    let password = password.trim_end_matches(['\r', '\n']).to_owned();
    let (settings, db) = super::open()?;
    let app = App::new(settings, db)?;
    let (member, email) = (args.member.clone(), args.email.clone());
    super::block_on(create(&app, args, &password))?;
    super::say(&format!("Made {} at {member}.", email.as_str()));
    Ok(())
}

async fn create(app: &App, args: Create, password: &str) -> super::Result {
    let number = args.member.clone();
    let (scope, member) = app
        .db
        .read({
            let number = number.clone();
            move |tx| members::find_by_number(tx, &number)
        })
        .await?
        .ok_or_else(|| format!("there is no member {number}"))?;
    let mut errors = minato_types::FieldErrors::new();
    member
        .password_policy
        .0
        .check(password, member.two_step, "password", &mut errors);
    if errors.is_empty() && new_password::is_common(password) {
        errors.add("password", FieldRule::PasswordTooCommon);
    }
    if let Some(rule) = errors.of("password") {
        return Err(format!("the password: {rule}").into());
    }
    let new = NewAccount {
        password_hash: Some(app.hasher.hash(password, app.db.entropy().as_ref()).await?),
        email: args.email,
        name: args.name,
        department: args.department,
        phone: args.phone,
        role: args.role,
        second_factor: SecondFactor::MailOtp,
        valid_until: args.valid_until,
        language: args.language,
        time_zone: args.time_zone,
    };
    let made = app.db.write(move |tx| insert(tx, scope, &new)).await;
    match made {
        Err(DbError::Unique(UniqueKey::AccountEmail)) => {
            Err("this address has an account at the member already".into())
        }
        other => Ok(other?),
    }
}

fn insert(
    tx: &mut WriteTx<'_>,
    scope: minato_db::TenantScope,
    new: &NewAccount,
) -> Result<(), DbError> {
    let id = accounts::insert(tx, scope, new)?;
    // Whoever typed the password knows it.
    let sign_in_by = tx.now() + new_password::INITIAL_LIFETIME;
    accounts::require_own_password(tx, scope, id, sign_in_by)?;
    let event = NewAuditEvent {
        actor: Actor::CommandLine,
        action: AuditAction::AccountCreated,
        subject: Some(id.to_string()),
        text: Some(new.email.as_str().to_owned()),
    };
    audit::record(tx, scope, &event)
}
