//! What is found by some words: plain Rust without a browser.

use minato_types::auth::Session;
use minato_types::contracts::ContractSummary;
use minato_types::rules::keyword_search::{matches, plain, plain_words};
use minato_types::services::ServiceMenuCategory;
use minato_types::values::{AccountRole, Language};

use crate::language::locale_of;
use crate::pages::services::ways;
use crate::pages::title;
use crate::paths::{Access, Page};
use crate::words::words_of;

/// How many hits of one kind are shown.
const MOST: usize = 6;

/// What kind of thing was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Service,
    Contract,
    Page,
    Act,
}

impl Kind {
    /// Every kind, in the order in which they are shown.
    pub(super) const ALL: [Self; 4] = [Self::Service, Self::Contract, Self::Page, Self::Act];

    /// The kind as a part of ids.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Service => "services",
            Self::Contract => "contracts",
            Self::Page => "pages",
            Self::Act => "acts",
        }
    }
}

/// What a hit does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Act {
    /// Goes to an address.
    Go(String),
    /// Shows the pages in a language.
    Speak(Language),
    /// Signs out.
    SignOut,
}

/// Something that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hit {
    pub(super) kind: Kind,
    pub(super) name: String,
    /// What stands beside the name; empty if nothing does.
    pub(super) about: String,
    pub(super) act: Act,
}

/// What the words find, in the order in which it is shown. The contracts were found by the
/// server.
pub(super) fn found(
    typed: &str,
    session: &Session,
    services: &[ServiceMenuCategory],
    contracts: &[ContractSummary],
    language: Language,
) -> Vec<Hit> {
    let words = plain_words(typed);
    let fits = |texts: &[&str]| matches(&plain(&texts.join("\n")), &words);
    let services = services.iter().flat_map(|part| &part.services);
    let services = services
        .map(|entry| &entry.service)
        .filter(|service| fits(&[&service.name.ja, &service.name.en, &service.code]))
        .map(|service| Hit {
            kind: Kind::Service,
            name: service.name.in_language(language).to_owned(),
            about: String::new(),
            act: Act::Go(ways::contracts(&service.code, None)),
        });
    let none_asked = words.is_empty();
    // The answer may be one to older words.
    let fitting = contracts.iter().filter(|row| {
        let group = row.group_number.as_deref().unwrap_or_default();
        let (number, customer) = (row.number.as_str(), row.customer_number.as_str());
        let (ja, en) = (row.service.name.ja.as_str(), row.service.name.en.as_str());
        !none_asked && fits(&[number, group, customer, ja, en, &row.site, &row.memo])
    });
    let contracts = fitting.map(|row| Hit {
        kind: Kind::Contract,
        name: row.number.to_string(),
        about: format!(
            "{} {} {}",
            row.service.name.in_language(language),
            row.site,
            row.memo
        ),
        act: Act::Go(ways::contract(&row.number)),
    });
    let named = |page: &Page| {
        fits(&[
            title(*page, locale_of(Language::Ja)),
            title(*page, locale_of(Language::En)),
        ])
    };
    let pages = Page::ALL.iter().copied();
    let pages = pages
        .filter(|page| is_open_to(*page, session))
        .filter(named)
        .map(|page| Hit {
            kind: Kind::Page,
            name: title(page, locale_of(language)).to_owned(),
            about: String::new(),
            act: Act::Go(page.path().to_owned()),
        });
    let acts = acts(language).into_iter();
    let acts = acts.filter(|(hit, other)| fits(&[hit.name.as_str(), *other]));
    services
        .take(MOST)
        .chain(contracts.take(MOST))
        .chain(pages.take(MOST))
        .chain(acts.map(|(hit, _)| hit))
        .collect()
}

/// Whether a page is one that the menus offer to this person.
fn is_open_to(page: Page, session: &Session) -> bool {
    let admin = session.account.role == AccountRole::Admin;
    let of_admins = page.is_within(Page::Accounts)
        || page.is_within(Page::Groups)
        || page.is_within(Page::CompanySecurity)
        || page.is_within(Page::ApiClients)
        || page == Page::Audit;
    let of_port_plus = page.is_within(Page::PortPlus);
    let offered = page.access() == Access::SignedIn || page == Page::Start;
    offered
        && !page.path().contains('{')
        && (admin || !of_admins)
        && (session.member.port_plus || !of_port_plus)
}

/// What can be done from everywhere, with its name in the other language.
fn acts(language: Language) -> Vec<(Hit, &'static str)> {
    let other = match language {
        Language::Ja => Language::En,
        Language::En => Language::Ja,
    };
    let (here, there) = (locale_of(language), locale_of(other));
    let act = |name: &'static str, act: Act| Hit {
        kind: Kind::Act,
        name: name.to_owned(),
        about: String::new(),
        act,
    };
    vec![
        (
            act(words_of!(here, services.quick.speak), Act::Speak(other)),
            words_of!(there, services.quick.speak),
        ),
        (
            act(words_of!(here, services.quick.signOut), Act::SignOut),
            words_of!(there, services.quick.signOut),
        ),
    ]
}

#[cfg(test)]
mod tests {
    use minato_types::contracts::ContractStatus;
    use minato_types::services::{ContractService, ServiceCategory, ServiceMenuEntry, ServiceName};
    use serde_json::json;

    use super::*;

    fn session(role: &str, port_plus: bool) -> Session {
        serde_json::from_value(json!({
            "account": {
                "id": "0198c000-0000-7000-8000-000000000001", "name": "港 花子", "role": role,
                "email": "a@b.example", "language": "ja", "timeZone": "Asia/Tokyo",
                "mustChangePassword": false
            },
            "member": {
                "memberNumber": "M97-00339", "name": "港商事", "passwordPolicy": "standard",
                "twoStep": true, "portPlus": port_plus
            },
            "level": "twoStep", "csrfToken": "x", "idleTimeoutSeconds": 60,
            "expiresAt": "2026-11-24T00:00:00Z"
        }))
        .unwrap()
    }

    fn menu() -> Vec<ServiceMenuCategory> {
        let service = ContractService {
            code: "cloud-pbx".into(),
            category: ServiceCategory::Voice,
            name: ServiceName {
                ja: "クラウドPBX".into(),
                en: "Cloud PBX".into(),
            },
            has_settings: true,
        };
        let entry = ServiceMenuEntry {
            service,
            contracts: 1,
            editable: 1,
            statuses: Vec::new(),
            worst: ContractStatus::Normal,
        };
        vec![ServiceMenuCategory {
            category: ServiceCategory::Voice,
            services: vec![entry],
        }]
    }

    fn names(typed: &str, session: &Session) -> Vec<String> {
        let hits = found(typed, session, &menu(), &[], Language::Ja);
        hits.into_iter().map(|hit| hit.name).collect()
    }

    #[test]
    fn widths_case_and_kana_do_not_matter_and_both_languages_find() {
        let admin = session("admin", true);
        for typed in ["ｸﾗｳﾄﾞ", "ＰＢＸ", "くらうど　pbx", "cloud"] {
            assert_eq!(names(typed, &admin), ["クラウドPBX"], "{typed}");
        }
        assert!(names("sign out", &admin).contains(&"ログアウトする".to_owned()));
        assert!(names("ﾛｸﾞｱｳﾄ", &admin).contains(&"ログアウトする".to_owned()));
        assert_eq!(names("%", &admin), [""; 0]);
    }

    #[test]
    fn only_what_the_menus_offer_is_found() {
        let (admin, user) = (session("admin", true), session("user", false));
        let accounts = "アカウント管理".to_owned();
        assert!(names("アカウント", &admin).contains(&accounts));
        assert!(!names("アカウント", &user).contains(&accounts));
        let ports = "ポートプラス".to_owned();
        assert!(names("ポートプラス", &admin).contains(&ports));
        assert!(!names("ポートプラス", &user).contains(&ports));
    }
}
