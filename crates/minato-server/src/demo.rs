//! The demo data: two neutral companies around today. Loading it twice changes nothing.

use chrono::{Days, NaiveDate};
use minato_db::audit::{self, Actor, NewAuditEvent};
use minato_db::models::accounts::{self, NewAccount};
use minato_db::models::members::{self, NewMember};
use minato_db::models::{member_notes, member_options};
use minato_db::{DbError, TenantScope, Tx as _, WriteTx};
use minato_types::FieldRule;
use minato_types::audit::AuditAction;
use minato_types::company::CompanyOptionKind;
use minato_types::rules::japan_time;
use minato_types::rules::password::PasswordPolicy;
use minato_types::values::{
    AccountRole, Department, EmailAddress, Language, MemberNumber, PersonName, PhoneNumber,
    SecondFactor, TimeZone,
};

use crate::app::App;

/// The password of every demo account.
pub const PASSWORD: &str = "Minato-demo-2026";

/// A company of the demo.
struct Company {
    number: &'static str,
    name: &'static str,
    postal_code: &'static str,
    address: &'static str,
    ports: u32,
    two_step: bool,
    options: &'static [CompanyOptionKind],
    people: &'static [Person],
    /// Days before today, headline, text.
    notes: &'static [(u64, &'static str, &'static str)],
}

/// A person of the demo.
struct Person {
    email: &'static str,
    name: &'static str,
    department: &'static str,
    phone: Option<&'static str>,
    role: AccountRole,
    language: Language,
}

const COMPANIES: &[Company] = &[
    Company {
        number: "M97-00339",
        name: "港商事株式会社",
        postal_code: "105-0022",
        address: "東京都港区海岸1-2-3 みなとビルディング12階",
        ports: 30,
        two_step: true,
        options: &[
            CompanyOptionKind::PortPlus,
            CompanyOptionKind::TwoStepSignIn,
        ],
        people: &[
            Person {
                email: "hanako@minato-shoji.example",
                name: "港 花子",
                department: "情報システム部",
                phone: Some("03-1234-5678"),
                role: AccountRole::Admin,
                language: Language::Ja,
            },
            Person {
                email: "taro@minato-shoji.example",
                name: "Taro Umino",
                department: "Sales, Overseas Team",
                phone: None,
                role: AccountRole::User,
                language: Language::En,
            },
        ],
        notes: &[
            (
                2,
                "年末年始の受付について",
                "12月29日から1月3日まで、お申し込みの受付を休止します。\nこの期間にかかるお申し込みは、お早めにお手続きください。",
            ),
            (
                16,
                "ビジネスポータルのリニューアルについて",
                "画面を新しくし、スマートフォンでも快適にご利用いただけるようになりました。\n操作方法は、これまでと変わりません。",
            ),
            (
                45,
                "二段階認証のお願い",
                "お客さまの情報を安全にお守りするため、二段階認証でのログインをお願いしています。",
            ),
        ],
    },
    Company {
        number: "M97-00340",
        name: "汐騒デザイン合同会社",
        postal_code: "231-0002",
        address: "神奈川県横浜市中区海岸通4-5",
        ports: 5,
        two_step: false,
        options: &[],
        people: &[Person {
            email: "jiro@shiosai.example",
            name: "汐見 次郎",
            department: "総務",
            phone: Some("045-123-4567"),
            role: AccountRole::Admin,
            language: Language::Ja,
        }],
        notes: &[],
    },
];

/// Loads what is not there yet; false if all of it was.
pub async fn load(app: &App) -> Result<bool, Box<dyn std::error::Error>> {
    let hash = app.hasher.hash(PASSWORD, app.db.entropy().as_ref()).await?;
    Ok(app.db.write(move |tx| insert_all(tx, &hash)).await?)
}

/// Why a piece of demo data could not be loaded.
#[derive(Debug, thiserror::Error)]
enum DemoError {
    #[error(transparent)]
    Database(#[from] DbError),
    #[error("the demo data breaks a rule: {0}")]
    Rule(#[from] FieldRule),
}

fn insert_all(tx: &mut WriteTx<'_>, hash: &str) -> Result<bool, DemoError> {
    let mut loaded = false;
    for company in COMPANIES {
        let number = MemberNumber::parse(company.number)?;
        if members::find_by_number(tx, &number)?.is_none() {
            insert_company(tx, company, number, hash)?;
            loaded = true;
        }
    }
    Ok(loaded)
}

fn insert_company(
    tx: &mut WriteTx<'_>,
    company: &Company,
    member_number: MemberNumber,
    hash: &str,
) -> Result<(), DemoError> {
    let today = japan_time::date(tx.now());
    let scope = members::insert(
        tx,
        &NewMember {
            member_number,
            name: company.name.to_owned(),
            postal_code: Some(company.postal_code.to_owned()),
            address: company.address.to_owned(),
            contracted_ports: company.ports,
            closing_day: 20,
            two_step: company.two_step,
            password_policy: PasswordPolicy::Standard,
        },
    )?;
    audit::begin(tx, scope)?;
    record(tx, scope, AuditAction::MemberCreated)?;
    for kind in company.options {
        member_options::insert(tx, scope, *kind, today - Days::new(200))?;
    }
    for (age, title, body) in company.notes {
        member_notes::insert(tx, scope, today - Days::new(*age), title, body)?;
    }
    for person in company.people {
        accounts::insert(tx, scope, &new_account(person, hash)?)?;
        record(tx, scope, AuditAction::AccountCreated)?;
    }
    Ok(())
}

fn record(tx: &mut WriteTx<'_>, scope: TenantScope, action: AuditAction) -> Result<(), DbError> {
    let event = NewAuditEvent {
        actor: Actor::CommandLine,
        action,
        subject: None,
        text: None,
    };
    audit::record(tx, scope, &event)
}

fn new_account(person: &Person, hash: &str) -> Result<NewAccount, FieldRule> {
    Ok(NewAccount {
        email: EmailAddress::parse(person.email)?,
        name: PersonName::parse(person.name)?,
        department: Department::parse(person.department)?,
        phone: person.phone.map(PhoneNumber::parse).transpose()?,
        role: person.role,
        second_factor: SecondFactor::MailOtp,
        valid_until: NaiveDate::from_ymd_opt(9999, 12, 31).unwrap_or(NaiveDate::MAX),
        language: person.language,
        time_zone: TimeZone::parse("Asia/Tokyo")?,
        password_hash: Some(hash.to_owned()),
    })
}
