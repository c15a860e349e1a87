use std::collections::HashSet;

use minato_types::values::{ContractNumber, PortApplicationNumber};

use super::{Access, Address, Page};

/// A path of the page, with something at the place of its placeholder.
fn sample(page: Page) -> String {
    let sample = page.path().replace("{number}", "SO-03089-0");
    let sample = sample.replace("{service}", "cloud-pbx");
    sample.replace("{id}", "0198c000-0000-7000-8000-000000000001")
}

#[test]
fn every_page_is_found_at_its_own_path_only() {
    let paths: HashSet<_> = Page::ALL.iter().map(|page| page.path()).collect();
    assert_eq!(paths.len(), Page::ALL.len());
    for page in Page::ALL {
        let path = sample(*page);
        assert_eq!(Page::at(&path), Some(*page));
        assert_eq!(Page::at(&format!("{path}/")), Some(*page), "{path}");
        let address = Address::at(&path, "page=2").unwrap();
        assert_eq!(address.to_string(), format!("{path}?page=2"));
    }
    assert_eq!(Page::at("/nowhere"), None);
}

#[test]
fn what_a_path_names_is_read_and_written() {
    let number = PortApplicationNumber::parse("SO-03089-2").unwrap();
    let address = Address::port_application(number);
    assert_eq!(address.to_string(), "/port-plus/SO-03089-2");
    let found = Address::at("/port-plus/SO-03089-2", "").unwrap();
    assert_eq!(found, address);
    assert_eq!(found.parameter(), Some(number));

    let contract = ContractNumber::parse("N123456789").unwrap();
    let address = Address::contract_settings(&contract);
    assert_eq!(address.to_string(), "/contracts/N123456789/settings");
    let found = Address::at("/contracts/N123456789/settings/", "").unwrap();
    assert_eq!(found.parameter(), Some(contract));
    let door = Address::settings_site("cloud-pbx");
    assert_eq!(door.to_string(), "/settings-site/cloud-pbx");

    let unreadable = Address::at("/port-plus/tomorrow", "").unwrap();
    assert_eq!(unreadable.parameter::<PortApplicationNumber>(), None);
    assert_eq!(Address::from(Page::Start).parameter::<String>(), None);
}

#[test]
fn a_written_path_goes_before_a_placeholder_and_nothing_lies_below_one() {
    assert_eq!(Page::at("/port-plus/new"), Some(Page::NewPortApplication));
    assert_eq!(Page::at("/port-plus/login"), Some(Page::PortPlusLogin));
    for path in ["/port-plus/SO-1/more", "/port-plus/%2e", "/accounts/a b"] {
        assert_eq!(Page::at(path), None, "{path}");
    }
}

#[test]
fn every_page_leads_up_to_the_start() {
    for page in Page::ALL {
        let steps = std::iter::successors(Some(*page), |page| page.parent()).take(10);
        assert_eq!(steps.last(), Some(Page::Start), "{}", page.name());
        assert!(page.is_within(Page::Start) && page.is_within(*page));
    }
    assert!(Page::PortApplication.is_within(Page::PortPlus));
    assert!(!Page::PortPlus.is_within(Page::PortApplication));
}

#[test]
fn after_signing_in_one_is_sent_to_pages_of_ours_only() {
    let next = |next: &str| Address::from_next(Some(next)).map(|next| next.to_string());
    for own in [
        "/me/profile",
        "/port-plus?q=%E8%8A%B1%E5%AD%90&page=2",
        "/port-plus/SO-03089-0",
    ] {
        assert_eq!(next(own).as_deref(), Some(own));
    }
    for elsewhere in [
        "https://elsewhere.example/",
        "//elsewhere.example",
        "/\\elsewhere.example",
        "/port-plus/..//elsewhere.example",
        "/login",
        "/api/v1/me",
        "/me/profile\n",
    ] {
        assert_eq!(next(elsewhere), None, "{elsewhere}");
    }
}

#[test]
fn the_way_back_survives_signing_in_with_parameter_and_query() {
    let own = |page: &&Page| page.access() == Access::SignedIn;
    for page in Page::ALL.iter().filter(own) {
        let wanted = Address::at(&sample(*page), "q=a%20b&page=2").unwrap();
        let link = Page::Login.with_next(Some(&wanted));
        let (door, next) = link.split_once("?next=").unwrap();
        assert_eq!(door, "/login");
        assert!(!next.contains(['?', '&', '#']), "{next}");
        // As browsers read it.
        let next = next.replace("%3F", "?").replace("%3D", "=");
        let next = next.replace("%26", "&").replace("%25", "%");
        assert_eq!(Address::from_next(Some(&next)), Some(wanted));
    }
}
