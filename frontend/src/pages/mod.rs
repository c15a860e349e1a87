//! The pages, one file each, and the one place where path and page meet.

pub mod auth;
pub mod company;
pub mod me;
mod not_found;
mod start;

use leptos::prelude::*;

use crate::paths::Page;
use crate::words::{Locale, words_of};

/// The view of a page.
pub fn view(page: Page) -> AnyView {
    match page {
        Page::Start => start::StartPage().into_any(),
        Page::PortPlusLogin => auth::log_in::PortPlusLogInPage().into_any(),
        Page::Login => auth::log_in::LogInPage().into_any(),
        Page::LoginCode => auth::code::LoginCodePage().into_any(),
        Page::PasswordReset => auth::password_reset::PasswordResetPage().into_any(),
        Page::NewPassword => auth::new_password::NewPasswordPage().into_any(),
        Page::Company => company::details::CompanyPage().into_any(),
        Page::CompanyNotes => company::notes::CompanyNotesPage().into_any(),
        Page::CompanyOptions => company::options::CompanyOptionsPage().into_any(),
        Page::Profile => me::profile::ProfilePage().into_any(),
        Page::Security => me::security::SecurityPage().into_any(),
    }
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
