//! 港商事: a few people with different rights, contracts and applications in all states.

mod contracts;
mod groups;
mod programs;
mod trail;

pub use programs::{CLIENT_ID, CLIENT_SECRET};

use chrono::{Days, NaiveDate};
use minato_db::WriteTx;
use minato_types::company::CompanyOptionKind;
use minato_types::port_applications::PortApplicationEventKind as Kind;
use minato_types::rules::password::PasswordPolicy;
use minato_types::values::{AccountRole, Language};

use super::applications::{Almanac, Story};
use super::company::{Company, Employed, Person, Standing};
use super::services::Catalogue;
use super::{DemoError, Extent};

/// The places of the two who apply among the people.
const HANAKO: usize = 0;
const TARO: usize = 1;

pub(super) fn company(extent: Extent) -> Company {
    let mut people = vec![hanako(), taro()];
    if extent == Extent::Whole {
        people.extend(groups::people());
    }
    Company {
        number: "M97-00339",
        name: "港商事株式会社",
        postal_code: "105-0022",
        address: "東京都港区海岸1-2-3 みなとビルディング12階",
        ports: 30,
        two_step: true,
        password_policy: PasswordPolicy::Standard,
        options: &[
            CompanyOptionKind::PortPlus,
            CompanyOptionKind::TwoStepSignIn,
            CompanyOptionKind::ApiAccess,
        ],
        people,
        notified: &[
            "kaigi-system@minato-shoji.example",
            "somu@minato-shoji.example",
        ],
        notes: NOTES,
    }
}

fn hanako() -> Person {
    Person {
        email: "hanako@minato-shoji.example".to_owned(),
        name: "港 花子".to_owned(),
        department: "情報システム部",
        phone: Some("03-1234-5678".to_owned()),
        role: AccountRole::Admin,
        language: Language::Ja,
        standing: Standing::Active,
    }
}

fn taro() -> Person {
    Person {
        email: "taro@minato-shoji.example".to_owned(),
        name: "Taro Umino".to_owned(),
        department: "Sales, Overseas Team",
        phone: None,
        role: AccountRole::User,
        language: Language::En,
        standing: Standing::Active,
    }
}

const NOTES: &[(u64, &str, &str)] = &[
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
];

/// What it has contracted, and who may see what of it.
pub(super) fn insert_contracts(
    tx: &mut WriteTx<'_>,
    company: &Employed,
    catalogue: &Catalogue,
    today: NaiveDate,
) -> Result<(), DemoError> {
    let all = contracts::all();
    let ids = super::contracts::insert(tx, company, catalogue, today, &all)?;
    groups::insert(tx, company, catalogue, &ids)?;
    programs::insert(tx, company)
}

/// Applications in every state. `open` is the first day that can still be applied for.
pub(super) fn insert_applications(
    tx: &mut WriteTx<'_>,
    company: &Employed,
    almanac: &Almanac,
    extent: Extent,
) -> Result<(), DemoError> {
    let (today, open) = (almanac.today(), almanac.earliest()?);
    let past = |days| today - Days::new(days);
    let after = |days| open + Days::new(days);
    let told = almanac.insert(tx, company, &stories(open, past, after))?;
    // Tests count events: those that load the demo often begin without its story.
    match extent {
        Extent::Whole => trail::record(tx, company, almanac.now(), &told),
        Extent::Small => Ok(()),
    }
}

fn stories(
    open: NaiveDate,
    past: impl Fn(u64) -> NaiveDate,
    after: impl Fn(u64) -> NaiveDate,
) -> Vec<Story> {
    let fixed = open.pred_opt().unwrap_or(open);
    vec![
        Story::new(HANAKO, past(62), 10).then(Kind::Provisioned),
        Story::new(TARO, past(33), 4).then(Kind::Cancelled),
        Story::new(TARO, past(12), 6)
            .changed_to(past(12), 8)
            .then(Kind::Provisioned),
        Story::new(HANAKO, past(0), 12).then(Kind::Provisioned),
        Story::new(TARO, fixed, 5),
        // Its deadline is the next one.
        Story::new(TARO, open, 3),
        Story::new(HANAKO, after(9), 15)
            .changed_to(after(9), 20)
            .changed_to(after(10), 20),
        Story::new(TARO, after(10), 5),
        Story::new(HANAKO, after(16), 8).then(Kind::Cancelled),
        Story::new(TARO, after(45), 10).reminded(),
        Story::new(HANAKO, after(180), 30),
    ]
}
