//! 波止場印刷: a company whose admin signs in with an authenticator app.

use chrono::NaiveDate;
use minato_db::WriteTx;
use minato_db::models::{accounts, members, totp_secrets};
use minato_types::audit::AuditAction;
use minato_types::company::CompanyOptionKind;
use minato_types::rules::password::PasswordPolicy;
use minato_types::values::{AccountRole, Language};

use super::DemoError;
use super::company::{Company, Employed, Person, Standing, record};
use crate::auth::first_login::{self, Purpose};
use crate::auth::keys::Keys;
use crate::auth::totp;
use crate::http::ApiError;

/// The secret of the admin's app, known to everybody: the demo is for trying.
pub const TOTP_SECRET: &str = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

pub(super) fn company() -> Company {
    Company {
        number: "M97-00343",
        name: "波止場印刷株式会社",
        postal_code: "650-0042",
        address: "兵庫県神戸市中央区波止場町9-1",
        ports: 8,
        two_step: true,
        password_policy: PasswordPolicy::Standard,
        options: &[
            CompanyOptionKind::PortPlus,
            CompanyOptionKind::TwoStepSignIn,
        ],
        people: vec![Person {
            email: "nagisa@hatoba-insatsu.example".to_owned(),
            name: "波戸 渚".to_owned(),
            department: "生産管理部",
            phone: Some("078-123-4567".to_owned()),
            role: AccountRole::Admin,
            language: Language::Ja,
            standing: Standing::Active,
        }],
        notified: &[],
        notes: &[],
    }
}

/// The admin's new colleague, whose opening mail waits in the mailbox.
const SHIORI: &str = "shiori@hatoba-insatsu.example";

/// Adds the new colleague and sends the link to the first sign-in.
pub(super) fn invite_colleague(
    tx: &mut WriteTx<'_>,
    office: (&Keys, &str),
    company: &Employed,
    today: NaiveDate,
) -> Result<(), DemoError> {
    let colleague = Person {
        email: SHIORI.to_owned(),
        name: "磯部 しおり".to_owned(),
        department: "営業部",
        phone: Some("078-123-4568".to_owned()),
        role: AccountRole::User,
        language: Language::Ja,
        standing: Standing::Invited,
    };
    let (id, _) = colleague.insert(tx, company.scope, today, "")?;
    let (account, member) = (
        accounts::get(tx, company.scope, id)?,
        members::get(tx, company.scope)?,
    );
    first_login::send_from(tx, office, &account, &member, Purpose::Opening, None)?;
    Ok(())
}

/// Sets the admin's app up.
pub(super) fn set_up_app(
    tx: &mut WriteTx<'_>,
    keys: &Keys,
    company: &Employed,
) -> Result<(), DemoError> {
    let broken = || ApiError::Internal("the secret is no base32".to_owned());
    let secret = totp::decode(TOTP_SECRET).ok_or_else(broken)?;
    for (id, _) in &company.people {
        totp::offer(tx, keys, company.scope, *id, &secret)?;
        if let Some(offered) = totp_secrets::find_offered(tx, company.scope, *id)? {
            totp_secrets::confirm(tx, &offered, 0)?;
            record(tx, company.scope, AuditAction::TotpActivated)?;
        }
    }
    Ok(())
}
