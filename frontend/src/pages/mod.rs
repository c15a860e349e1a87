//! The pages, one file each, and the one place where path and page meet.

pub mod accounts;
pub mod auth;
pub mod company;
pub mod me;
mod not_found;
pub mod port_plus;
mod start;

use std::str::FromStr;

use leptos::prelude::*;

use crate::paths::{Address, Page};
use crate::words::{Locale, words_of};

/// The view of the page at an address.
pub fn view(address: &Address) -> AnyView {
    match address.page() {
        Page::Start => start::StartPage().into_any(),
        Page::PortPlusLogin => auth::log_in::PortPlusLogInPage().into_any(),
        Page::Login => auth::log_in::LogInPage().into_any(),
        Page::LoginCode => auth::code::LoginCodePage().into_any(),
        Page::PasswordReset => auth::password_reset::PasswordResetPage().into_any(),
        Page::NewPassword => auth::new_password::NewPasswordPage().into_any(),
        Page::Company => company::details::CompanyPage().into_any(),
        Page::CompanyNotes => company::notes::CompanyNotesPage().into_any(),
        Page::CompanyOptions => company::options::CompanyOptionsPage().into_any(),
        Page::CompanySecurity => company::security::CompanySecurityPage().into_any(),
        Page::PortPlus => port_plus::list::PortPlusPage().into_any(),
        Page::NewPortApplication => port_plus::new::NewPortApplicationPage().into_any(),
        Page::PortCalendar => port_plus::calendar::PortCalendarPage().into_any(),
        Page::PortApplication => named(address, port_plus::application::page),
        Page::Accounts => accounts::list::AccountsPage().into_any(),
        Page::NewAccount => accounts::new::NewAccountPage().into_any(),
        Page::Account => named(address, accounts::account::page),
        Page::Profile => me::profile::ProfilePage().into_any(),
        Page::Security => me::security::SecurityPage().into_any(),
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
        Page::Company => words_of!(locale, app.pages.company),
        Page::CompanyNotes => words_of!(locale, app.pages.companyNotes),
        Page::CompanyOptions => words_of!(locale, app.pages.companyOptions),
        Page::CompanySecurity => words_of!(locale, app.pages.companySecurity),
        Page::PortPlus => words_of!(locale, app.pages.portPlus),
        Page::NewPortApplication => words_of!(locale, app.pages.newPortApplication),
        Page::PortCalendar => words_of!(locale, app.pages.portCalendar),
        Page::PortApplication => words_of!(locale, app.pages.portApplication),
        Page::Accounts => words_of!(locale, app.pages.accounts),
        Page::NewAccount => words_of!(locale, app.pages.newAccount),
        Page::Account => words_of!(locale, app.pages.account),
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
