//! What the values of the trail are called.

use minato_types::accounts::BrowserTrust;
use minato_types::audit::{AuditActionGroup, AuditField};
use minato_types::company::CompanyOptionKind;
use minato_types::contracts::{ContractPermission, ContractStatus};
use minato_types::rules::password::PasswordPolicy;
use minato_types::values::{AccountRole, AccountState, Language, SecondFactor, parse_day};

use leptos::prelude::*;

use crate::format;
use crate::language::{Text, filled_text, text};
use crate::pages::{accounts, company, contracts, groups, me};

/// What a group of actions is called.
pub(super) fn group_name(group: AuditActionGroup) -> Text {
    match group {
        AuditActionGroup::SignIn => text!(audit.group.signIn),
        AuditActionGroup::Accounts => text!(audit.group.accounts),
        AuditActionGroup::Groups => text!(audit.group.groups),
        AuditActionGroup::Contracts => text!(audit.group.contracts),
        AuditActionGroup::PortApplications => text!(audit.group.portApplications),
        AuditActionGroup::Company => text!(audit.group.company),
        AuditActionGroup::ApiClients => text!(audit.group.apiClients),
        AuditActionGroup::Exports => text!(audit.group.exports),
    }
}

/// What one of several things is called.
pub(super) fn item_name(field: AuditField, item: &str) -> Text {
    let option = item.parse::<CompanyOptionKind>().ok();
    match option.filter(|_| field == AuditField::Option) {
        Some(option) => company::options::words(option).0,
        None => as_it_is(item),
    }
}

/// A value in words; one that cannot be read is shown as it is.
pub(super) fn value(field: AuditField, text: &str) -> Text {
    in_words(field, text).unwrap_or_else(|| as_it_is(text))
}

fn in_words(field: AuditField, text: &str) -> Option<Text> {
    Some(match field {
        AuditField::Role => me::words::role(text.parse::<AccountRole>().ok()?),
        AuditField::State => accounts::words::state(text.parse::<AccountState>().ok()?),
        AuditField::SecondFactor => me::words::factor(text.parse::<SecondFactor>().ok()?),
        AuditField::Language => as_it_is(me::words::own_name(text.parse::<Language>().ok()?)),
        AuditField::TrustedBrowsers => match text.parse::<BrowserTrust>() {
            Ok(trust) => accounts::words::trust(trust),
            Err(_) => yes_or_no(text)?,
        },
        AuditField::Remind | AuditField::Option | AuditField::TwoStep | AuditField::AnyAddress => {
            yes_or_no(text)?
        }
        AuditField::GroupService | AuditField::GroupContract => {
            groups::words::permission(text.parse::<ContractPermission>().ok()?)
        }
        AuditField::Status => contracts::words::status_name(text.parse::<ContractStatus>().ok()?),
        AuditField::ValidUntil => accounts::words::validity(parse_day(text).ok()?),
        AuditField::PasswordPolicy => match text.parse::<PasswordPolicy>().ok()? {
            PasswordPolicy::Standard => text!(audit.policy.standard),
            PasswordPolicy::Portplus => text!(audit.policy.portplus),
        },
        AuditField::EffectiveDate
        | AuditField::AppliedOn
        | AuditField::ProvidedOn
        | AuditField::EndsOn => {
            let day = parse_day(text).ok()?;
            filled_text(move |language| format::date(day, language))
        }
        AuditField::AddedPorts | AuditField::ContractedPorts | AuditField::MaxAddedPorts => {
            as_it_is(&format::number(text.parse().ok()?))
        }
        _ => return None,
    })
}

fn yes_or_no(text: &str) -> Option<Text> {
    match text {
        "true" => Some(text!(audit.yes)),
        "false" => Some(text!(audit.no)),
        _ => None,
    }
}

fn as_it_is(text: &str) -> Text {
    Signal::stored(text.to_owned())
}
