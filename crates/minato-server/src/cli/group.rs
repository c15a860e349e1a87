use minato_db::audit::Actor;
use minato_db::models::members;
use minato_db::models::user_groups;
use minato_db::{Db, DbError, TenantScope};
use minato_types::groups::{AddGroupRequest, UserGroup, UserGroupKind};
use minato_types::imports::ImportKind;
use minato_types::values::{MemberNumber, UserGroupDescription, UserGroupName};

use crate::api::groups::hold::Changer;
use crate::api::groups::{add_group, delete_group, details};
use crate::http::ApiError;
use crate::http::csv::{BYTE_ORDER_MARK, Table};

/// The columns of a table of groups, named as in the API: the form that is imported.
const HEAD: [&str; 6] = [
    "memberNumber",
    "group",
    "email",
    "service",
    "contractNumber",
    "permission",
];

#[derive(Debug, clap::Subcommand)]
pub(super) enum Verb {
    /// Show the groups of a member: how many people, services and contracts are in each
    List(Of),
    /// Print who is in the groups of a member and what they cover, as CSV in the form of an import
    Export(Of),
    /// Make a group, without people and without rights
    Add(Add),
    /// Delete a group; its people lose what they may do by it alone
    Delete(Named),
    /// Let groups be as a table says: who is in them, and what they cover
    ///
    /// A group that the table names is afterwards exactly as its rows say; one that is not there
    /// is made, others stay as they are.
    Import(super::import::Args),
}

#[derive(Debug, clap::Args)]
pub(super) struct Of {
    /// The member
    #[arg(long, value_parser = MemberNumber::parse)]
    member: MemberNumber,
}

#[derive(Debug, clap::Args)]
pub(super) struct Named {
    #[command(flatten)]
    of: Of,
    /// The name of the group
    #[arg(long, value_parser = UserGroupName::parse)]
    name: UserGroupName,
}

#[derive(Debug, clap::Args)]
pub(super) struct Add {
    #[command(flatten)]
    named: Named,
    /// What it is for
    #[arg(long, default_value = "", value_parser = UserGroupDescription::parse)]
    description: UserGroupDescription,
}

pub(super) fn run(verb: Verb) -> super::Result {
    if let Verb::Import(args) = verb {
        return super::import::run(ImportKind::Groups, &args);
    }
    let (_, db) = super::open()?;
    let told = super::block_on(perform(&db, verb))?;
    super::print(&told);
    Ok(())
}

async fn perform(db: &Db, verb: Verb) -> super::Result<String> {
    match verb {
        Verb::List(of) => list(db, of.member).await,
        Verb::Export(of) => export(db, of.member).await,
        Verb::Add(args) => add(db, args).await,
        Verb::Delete(args) => delete(db, args).await,
        Verb::Import(_) => Ok(String::new()),
    }
}

async fn scope_of(db: &Db, number: &MemberNumber) -> super::Result<TenantScope> {
    let asked = number.clone();
    let found = db.read(move |tx| members::find_by_number(tx, &asked));
    let (scope, _) = found
        .await?
        .ok_or_else(|| format!("there is no member {number}"))?;
    Ok(scope)
}

async fn list(db: &Db, number: MemberNumber) -> super::Result<String> {
    let scope = scope_of(db, &number).await?;
    let found: Result<_, DbError> = db.read(move |tx| user_groups::list(tx, scope)).await;
    let mut lines = String::new();
    for listed in found? {
        let name = match listed.group.kind.0 {
            UserGroupKind::Automatic => "(every contract)",
            UserGroupKind::Custom => listed.group.name.as_str(),
        };
        let line = format!(
            "{name}\t{} people, {} services, {} contracts\n",
            listed.accounts, listed.services, listed.contracts
        );
        lines.push_str(&line);
    }
    Ok(lines)
}

async fn export(db: &Db, number: MemberNumber) -> super::Result<String> {
    let scope = scope_of(db, &number).await?;
    let found: Result<_, DbError> = db
        .read_long(move |tx| {
            let rows = user_groups::list(tx, scope)?.into_iter();
            details::several(tx, scope, rows.map(|listed| listed.group).collect())
        })
        .await;
    let mut table = Table::new();
    table.row(HEAD);
    for group in found? {
        add_rows(&mut table, number.as_str(), &group);
    }
    Ok(format!("{BYTE_ORDER_MARK}{}", table.as_str()))
}

/// A row for each person, service and contract; one row for a group without any.
fn add_rows(table: &mut Table, member: &str, group: &UserGroup) {
    let name = group.name.as_str();
    for person in &group.accounts {
        table.row([member, name, person.email.as_str(), "", "", ""]);
    }
    for granted in &group.services {
        let (code, permission) = (granted.service.code.as_str(), granted.permission.as_str());
        table.row([member, name, "", code, "", permission]);
    }
    for granted in &group.contracts {
        let (number, permission) = (
            granted.contract.number.as_str(),
            granted.permission.as_str(),
        );
        table.row([member, name, "", "", number, permission]);
    }
    let empty = group.accounts.is_empty() && group.services.is_empty();
    if empty && group.contracts.is_empty() && group.kind == UserGroupKind::Custom {
        table.row([member, name, "", "", "", ""]);
    }
}

async fn add(db: &Db, args: Add) -> super::Result<String> {
    let Named { of, name } = args.named;
    let by = changer(scope_of(db, &of.member).await?);
    let request = AddGroupRequest {
        name: name.to_string(),
        description: args.description.to_string(),
    };
    let made = db.write(move |tx| add_group::add(tx, by, &request)).await;
    made.map_err(told)?;
    Ok(format!("Made {name} at {}.\n", of.member))
}

async fn delete(db: &Db, args: Named) -> super::Result<String> {
    let Named { of, name } = args;
    let by = changer(scope_of(db, &of.member).await?);
    let asked = name.clone();
    let deleted = db
        .write(move |tx| {
            let Some(group) = user_groups::find_by_name(tx, by.scope, asked.as_str())? else {
                return Ok(false);
            };
            delete_group::delete(tx, by, group.id.0, group.version)?;
            Ok::<_, ApiError>(true)
        })
        .await;
    if deleted.map_err(told)? {
        Ok(format!("Deleted {name} at {}.\n", of.member))
    } else {
        Err(format!("there is no group {name} at {}", of.member).into())
    }
}

const fn changer(scope: TenantScope) -> Changer {
    let actor = Actor::CommandLine;
    Changer { scope, actor }
}

/// Why nothing was done; of fields, the rule that is broken.
fn told(error: ApiError) -> Box<dyn std::error::Error> {
    let broken = match &error {
        ApiError::Fields(errors) => errors.iter().next(),
        _ => None,
    };
    let broken = broken.map(|(field, rule)| format!("{field}: {rule}"));
    broken.map_or_else(|| error.into(), Into::into)
}
