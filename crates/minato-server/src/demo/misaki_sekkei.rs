//! 岬設計事務所: a company without any option, and with three contracts.

use chrono::NaiveDate;
use minato_db::WriteTx;
use minato_db::models::members::{self, SecurityChange};
use minato_db::models::{accounts, user_groups};
use minato_types::audit::AuditAction;
use minato_types::company::AllowedNetwork;
use minato_types::contracts::ContractStatus;
use minato_types::rules::password::PasswordPolicy;
use minato_types::values::{AccountRole, Language, Network, NetworkDescription};

use super::DemoError;
use super::company::{Company, Employed, Person, Standing, record};
use super::contracts::{self, Contract};
use super::services::Catalogue;

pub(super) fn company() -> Company {
    Company {
        number: "M97-00342",
        name: "株式会社岬設計事務所",
        postal_code: "850-0921",
        address: "長崎県長崎市松が枝町7-8",
        ports: 2,
        two_step: true,
        password_policy: PasswordPolicy::Standard,
        options: &[],
        people: vec![Person {
            email: "misaki@misaki-sekkei.example".to_owned(),
            name: "岬 美咲".to_owned(),
            department: "設計室",
            phone: Some("095-123-4567".to_owned()),
            role: AccountRole::Admin,
            language: Language::Ja,
            standing: Standing::Active,
        }],
        notified: &[],
        notes: &[],
    }
}

/// The office may come in, and this machine, on which the demo is tried.
const NETWORKS: &[(&str, &str)] = &[
    ("203.0.113.0/24", "長崎事務所"),
    ("127.0.0.0/8", "この端末"),
    ("::1", "この端末"),
];

/// Allows the networks. The admin may come from anywhere: a demo is tried from other places too.
pub(super) fn allow_networks(tx: &mut WriteTx<'_>, company: &Employed) -> Result<(), DemoError> {
    let mut allowed_networks = Vec::new();
    for (network, description) in NETWORKS {
        allowed_networks.push(AllowedNetwork {
            network: Network::parse(network)?,
            description: NetworkDescription::parse(description)?,
        });
    }
    let change = SecurityChange {
        trusted_browsers: false,
        allowed_networks,
        session_idle_minutes: None,
        session_hours: None,
    };
    let version = members::get(tx, company.scope)?.security_version;
    members::set_security(tx, company.scope, version, &change)?;
    if let Some((misaki, _)) = company.people.first() {
        accounts::allow_any_address(tx, company.scope, *misaki)?;
    }
    record(tx, company.scope, AuditAction::CompanySecurityChanged)?;
    Ok(())
}

/// Service, memo.
const LINES: &[(&str, &str)] = &[
    ("internet-access", ""),
    ("cloud-pbx", "設計室と受付"),
    ("mail-hosting", ""),
];

/// The three contracts, which the admin sees.
pub(super) fn insert_contracts(
    tx: &mut WriteTx<'_>,
    company: &Employed,
    catalogue: &Catalogue,
    today: NaiveDate,
) -> Result<(), DemoError> {
    let lines = LINES.iter().zip(1_u32..);
    let all: Vec<Contract> = lines.map(|(line, n)| contract(*line, n)).collect();
    contracts::insert(tx, company, catalogue, today, &all)?;
    if let Some((misaki, _)) = company.people.first() {
        let everything = user_groups::automatic(company.scope);
        user_groups::add_account(tx, company.scope, everything, *misaki)?;
    }
    Ok(())
}

fn contract((service, memo): (&str, &str), n: u32) -> Contract {
    Contract {
        service: service.to_owned(),
        number: format!("N342{n:06}"),
        customer_number: format!("C{:08}", 42_000_000 + n),
        group_number: None,
        site: "長崎事務所".to_owned(),
        status: ContractStatus::Normal,
        minutes: 1440 * (40 + n),
        memo: memo.to_owned(),
        age: 700,
        ends_in: None,
        contacts: Vec::new(),
    }
}
