//! The pages, one file each, and the one place where path and page meet: [`chunk_of`] says in
//! which part of the program a page is, the `page_of` of its area what shows it.

pub mod accounts;
pub mod api_clients;
pub mod audit;
pub mod auth;
pub(crate) mod authenticator;
pub mod company;
pub mod contracts;
pub mod first_login;
pub(crate) mod found;
pub mod groups;
mod help;
pub mod me;
mod not_found;
pub(crate) mod period;
pub mod port_plus;
pub(crate) mod quick_search;
pub mod services;
mod start;

use std::str::FromStr;

use leptos::prelude::*;

use crate::chunks::Chunk;
use crate::layouts::fetched::fetched;
use crate::paths::{Address, Page};
use crate::words::{Locale, words_of};

/// What shows a page that is there.
pub type PageView = fn(&Address) -> AnyView;

/// The chunk whose code shows a page; none if it is there from the beginning.
pub const fn chunk_of(page: Page) -> Option<Chunk> {
    Some(match page {
        Page::Start
        | Page::PortPlusLogin
        | Page::Login
        | Page::LoginCode
        | Page::PasswordReset
        | Page::NewPassword
        | Page::ConfirmEmail
        | Page::MailHelp => return None,
        Page::Company
        | Page::CompanyNotes
        | Page::CompanyOptions
        | Page::CompanySecurity
        | Page::CompanySignIns
        | Page::Audit => Chunk::Company,
        Page::ApiClients | Page::NewApiClient | Page::ApiClient | Page::ApiLog => Chunk::ApiClients,
        Page::PortPlus | Page::NewPortApplication | Page::PortCalendar | Page::PortApplication => {
            Chunk::PortPlus
        }
        Page::Contracts | Page::ContractMemos | Page::Contract => Chunk::Contracts,
        Page::Accounts
        | Page::NewAccount
        | Page::Account
        | Page::Groups
        | Page::NewGroup
        | Page::Group => Chunk::Accounts,
        Page::SettingsSite | Page::ContractSettings => Chunk::Services,
        Page::Profile | Page::Security => Chunk::Me,
        Page::FirstLogin => Chunk::FirstLogin,
    })
}

/// The same for people who have proved two steps: the start page is their menu of services.
pub const fn chunk_inside(page: Page) -> Option<Chunk> {
    match page {
        Page::Start => Some(Chunk::Services),
        page => chunk_of(page),
    }
}

/// The view of the page at an address.
pub fn view(address: &Address) -> AnyView {
    if let Some(chunk) = chunk_of(address.page()) {
        return fetched(chunk, address);
    }
    match address.page() {
        Page::Start => start::StartPage().into_any(),
        Page::ConfirmEmail => me::confirm_email::ConfirmEmailPage().into_any(),
        Page::MailHelp => help::MailHelpPage().into_any(),
        page => auth::page_of(page).map_or_else(not_found, |view| view(address)),
    }
}

/// A page about one thing, if its path names one.
pub fn named<T: FromStr>(address: &Address, page: fn(T) -> AnyView) -> AnyView {
    address.parameter().map_or_else(not_found, page)
}

/// What is shown in the place of every page, as long as one has no password of one's own.
pub fn own_password() -> AnyView {
    me::own_password::OwnPasswordPage().into_any()
}

/// What is shown where there is no page.
pub fn not_found() -> AnyView {
    not_found::NotFoundPage().into_any()
}

/// What a page is called: in menus, in its heading, in the title of the window.
pub fn title(page: Page, locale: Locale) -> &'static str {
    match page {
        Page::Start => words_of!(locale, app.pages.start),
        Page::PortPlusLogin => words_of!(locale, app.pages.portPlusLogin),
        Page::Login => words_of!(locale, app.pages.login),
        Page::LoginCode => words_of!(locale, app.pages.loginCode),
        Page::PasswordReset => words_of!(locale, app.pages.passwordReset),
        Page::NewPassword => words_of!(locale, app.pages.newPassword),
        Page::FirstLogin => words_of!(locale, app.pages.firstLogin),
        Page::Company => words_of!(locale, app.pages.company),
        Page::CompanyNotes => words_of!(locale, app.pages.companyNotes),
        Page::CompanyOptions => words_of!(locale, app.pages.companyOptions),
        Page::CompanySecurity => words_of!(locale, app.pages.companySecurity),
        Page::CompanySignIns => words_of!(locale, app.pages.companySignIns),
        Page::Audit => words_of!(locale, app.pages.audit),
        Page::ApiClients => words_of!(locale, app.pages.apiClients),
        Page::NewApiClient => words_of!(locale, app.pages.newApiClient),
        Page::ApiClient => words_of!(locale, app.pages.apiClient),
        Page::ApiLog => words_of!(locale, app.pages.apiLog),
        Page::SettingsSite => words_of!(locale, app.pages.settingsSite),
        Page::ContractSettings => words_of!(locale, app.pages.contractSettings),
        Page::PortPlus => words_of!(locale, app.pages.portPlus),
        Page::NewPortApplication => words_of!(locale, app.pages.newPortApplication),
        Page::PortCalendar => words_of!(locale, app.pages.portCalendar),
        Page::PortApplication => words_of!(locale, app.pages.portApplication),
        Page::Contracts => words_of!(locale, app.pages.contracts),
        Page::ContractMemos => words_of!(locale, app.pages.contractMemos),
        Page::Contract => words_of!(locale, app.pages.contract),
        Page::Accounts => words_of!(locale, app.pages.accounts),
        Page::NewAccount => words_of!(locale, app.pages.newAccount),
        Page::Account => words_of!(locale, app.pages.account),
        Page::Groups => words_of!(locale, app.pages.groups),
        Page::NewGroup => words_of!(locale, app.pages.newGroup),
        Page::Group => words_of!(locale, app.pages.group),
        Page::ConfirmEmail => words_of!(locale, app.pages.confirmEmail),
        Page::MailHelp => words_of!(locale, app.pages.mailHelp),
        Page::Profile => words_of!(locale, app.pages.profile),
        Page::Security => words_of!(locale, app.pages.security),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_page_has_a_title_of_its_own_in_both_languages() {
        for locale in [Locale::ja, Locale::en] {
            let titles: HashSet<_> = Page::ALL.iter().map(|page| title(*page, locale)).collect();
            assert_eq!(titles.len(), Page::ALL.len());
        }
        for page in Page::ALL {
            assert_ne!(
                title(*page, Locale::ja),
                title(*page, Locale::en),
                "{}",
                page.name()
            );
        }
    }
}
