//! 岬設計事務所: a company without any option.

use minato_types::rules::password::PasswordPolicy;
use minato_types::values::{AccountRole, Language};

use super::company::{Company, Person, Standing};

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
