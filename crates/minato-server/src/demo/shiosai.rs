//! 汐騒デザイン: a small company without a second step, and without applications so far.

use minato_types::company::CompanyOptionKind;
use minato_types::rules::password::PasswordPolicy;
use minato_types::values::{AccountRole, Language};

use super::company::{Company, Person, Standing};

pub(super) fn company() -> Company {
    Company {
        number: "M97-00340",
        name: "汐騒デザイン合同会社",
        postal_code: "231-0002",
        address: "神奈川県横浜市中区海岸通4-5",
        ports: 5,
        two_step: false,
        password_policy: PasswordPolicy::Standard,
        options: &[CompanyOptionKind::PortPlus],
        people: vec![Person {
            email: "jiro@shiosai.example".to_owned(),
            name: "汐見 次郎".to_owned(),
            department: "総務",
            phone: Some("045-123-4567".to_owned()),
            role: AccountRole::Admin,
            language: Language::Ja,
            standing: Standing::Active,
        }],
        notified: &[],
        notes: &[],
    }
}
