//! Every page and its path, in one place. Nobody else writes a path.
//!
//! [`Page`] is the kind of a page; a path with a `{placeholder}` is the path of many. An
//! [`Address`] is a page with what stands in the place, and its query.

use std::fmt;
use std::str::FromStr;

use minato_client::query::percent_encoded;
use minato_types::values::{AccountId, ContractNumber, PortApplicationNumber, UserGroupId};
use uuid::Uuid;

/// Who may see a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Everybody.
    Anyone,
    /// People on their way in; whoever is signed in already is sent on.
    Door,
    /// People who are signed in; others are sent to the door first.
    SignedIn,
}

macro_rules! pages {
    ($($(#[$doc:meta])* $name:ident = $path:literal $access:ident;)*) => {
        /// A page of the application.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Page {
            $($(#[$doc])* $name,)*
        }

        impl Page {
            /// Every page there is. The browser tests walk this list.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The path of the page; a `{placeholder}` stands for what an [`Address`] names.
            pub const fn path(self) -> &'static str {
                match self { $(Self::$name => $path),* }
            }

            /// The name of the page, for tests and reports.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => stringify!($name)),* }
            }

            /// Who may see the page.
            pub const fn access(self) -> Access {
                match self { $(Self::$name => Access::$access),* }
            }
        }
    };
}

pages! {
    /// The welcome, and the menu of services for those who are signed in.
    Start = "/" Anyone;
    /// The door of port plus: member number, e-mail, password.
    PortPlusLogin = "/port-plus/login" Door;
    /// The door of the portal: e-mail, password, member number if needed.
    Login = "/login" Door;
    /// The second step of signing in.
    LoginCode = "/login/code" Door;
    /// Asks for a link by which the password can be set anew.
    PasswordReset = "/password-reset" Anyone;
    /// Sets the password by such a link; the secret follows the `#`.
    NewPassword = "/password-reset/new" Anyone;
    /// Confirms a new e-mail address by a mailed link; the secret follows the `#`.
    ConfirmEmail = "/me/email/confirm" Anyone;
    /// What to do where a mail does not arrive.
    MailHelp = "/help/mail" Anyone;
    /// The first sign-in, step by step; the secret of its link follows the `#`.
    FirstLogin = "/first-login" Anyone;
    /// The member company.
    Company = "/company" SignedIn;
    /// The announcements of the operator.
    CompanyNotes = "/company/notes" SignedIn;
    /// What the member has ordered and could order.
    CompanyOptions = "/company/options" SignedIn;
    /// How the member's people sign in.
    CompanySecurity = "/company/security" SignedIn;
    /// Who signed in, or tried to, of all the member's people.
    CompanySignIns = "/company/sign-ins" SignedIn;
    /// What was done in the member's name, and by whom.
    Audit = "/audit" SignedIn;
    /// The programs that use the member's data.
    ApiClients = "/api-clients" SignedIn;
    /// Registers such a program.
    NewApiClient = "/api-clients/new" SignedIn;
    /// One such program.
    ApiClient = "/api-clients/{id}" SignedIn;
    /// What programs called.
    ApiLog = "/api-log" SignedIn;
    /// The contracts and how they run.
    Contracts = "/contracts" SignedIn;
    /// Memos of many contracts by a file.
    ContractMemos = "/contracts/memos" SignedIn;
    /// One contract.
    Contract = "/contracts/{number}" SignedIn;
    /// The contracts of a service whose settings one may change: the door of the settings site.
    SettingsSite = "/settings-site/{service}" SignedIn;
    /// The settings of one contract.
    ContractSettings = "/contracts/{number}/settings" SignedIn;
    /// The applications for additional ports.
    PortPlus = "/port-plus" SignedIn;
    /// Applies for additional ports.
    NewPortApplication = "/port-plus/new" SignedIn;
    /// The ports of each day, with each day's deadline.
    PortCalendar = "/port-plus/calendar" SignedIn;
    /// One application for additional ports.
    PortApplication = "/port-plus/{number}" SignedIn;
    /// The accounts of the member.
    Accounts = "/accounts" SignedIn;
    /// Adds an account.
    NewAccount = "/accounts/new" SignedIn;
    /// One account.
    Account = "/accounts/{id}" SignedIn;
    /// The groups of the member.
    Groups = "/groups" SignedIn;
    /// Makes a group.
    NewGroup = "/groups/new" SignedIn;
    /// One group.
    Group = "/groups/{id}" SignedIn;
    /// One's own profile.
    Profile = "/me/profile" SignedIn;
    /// One's own password and second factor.
    Security = "/me/security" SignedIn;
}

impl Page {
    /// The page at a path, whether or not it ends with a slash.
    pub fn at(path: &str) -> Option<Self> {
        Address::at(path, "").map(|address| address.page)
    }

    /// The page above this one, for the breadcrumb.
    pub const fn parent(self) -> Option<Self> {
        match self {
            Self::Start => None,
            Self::CompanyNotes | Self::CompanyOptions | Self::CompanySecurity => {
                Some(Self::Company)
            }
            Self::CompanySignIns => Some(Self::CompanySecurity),
            Self::NewApiClient | Self::ApiClient | Self::ApiLog => Some(Self::ApiClients),
            Self::NewPortApplication | Self::PortCalendar | Self::PortApplication => {
                Some(Self::PortPlus)
            }
            Self::Contract | Self::ContractMemos | Self::ContractSettings => Some(Self::Contracts),
            Self::NewAccount | Self::Account => Some(Self::Accounts),
            Self::NewGroup | Self::Group => Some(Self::Groups),
            Self::LoginCode | Self::PasswordReset | Self::FirstLogin => Some(Self::Login),
            Self::NewPassword => Some(Self::PasswordReset),
            _ => Some(Self::Start),
        }
    }

    /// Whether this page is `other` or lies below it.
    pub fn is_within(self, other: Self) -> bool {
        std::iter::successors(Some(self), |page| page.parent()).any(|page| page == other)
    }

    /// This page, then sent on to `next` after signing in.
    pub fn with_next(self, next: Option<&Address>) -> String {
        match next {
            // Slashes may stand in a query as they are.
            Some(next) => {
                let next = percent_encoded(&next.to_string()).replace("%2F", "/");
                format!("{}?next={next}", self.path())
            }
            None => self.path().to_owned(),
        }
    }

    /// This page with a query such as `page=2`; none if it is empty.
    pub fn with_query(self, query: &str) -> String {
        Address::from(self).with_query(query).to_string()
    }

    /// What stands before and behind the placeholder of the path, if it has one.
    fn around_placeholder(self) -> Option<(&'static str, &'static str)> {
        let (before, rest) = self.path().split_once('{')?;
        let (_, after) = rest.split_once('}')?;
        Some((before, after))
    }

    /// The address that a path is, if it is a path of this page.
    fn read(self, path: &str) -> Option<Address> {
        let Some((before, after)) = self.around_placeholder() else {
            return (self.path() == path).then(|| self.into());
        };
        let parameter = path.strip_prefix(before)?.strip_suffix(after)?;
        let unreserved = |c: char| c.is_ascii_alphanumeric() || "-._~".contains(c);
        let named = !parameter.is_empty() && parameter.chars().all(unreserved);
        named.then(|| Address::named(self, &parameter))
    }
}

/// Where one can be: a page, what its path names, and its query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    page: Page,
    parameter: Option<String>,
    query: String,
}

impl Address {
    /// The application with this number.
    pub fn port_application(number: PortApplicationNumber) -> Self {
        Self::named(Page::PortApplication, &number)
    }

    /// The contract with this number.
    pub fn contract(number: &ContractNumber) -> Self {
        Self::named(Page::Contract, number)
    }

    /// The account with this id.
    pub fn account(id: AccountId) -> Self {
        Self::named(Page::Account, &id)
    }

    /// The group with this id.
    pub fn group(id: UserGroupId) -> Self {
        Self::named(Page::Group, &id)
    }

    /// The program with this id.
    pub fn api_client(id: Uuid) -> Self {
        Self::named(Page::ApiClient, &id)
    }

    /// The door of the settings site for the service with this short name.
    pub fn settings_site(code: &str) -> Self {
        Self::named(Page::SettingsSite, &code)
    }

    /// The settings of the contract with this number.
    pub fn contract_settings(number: &ContractNumber) -> Self {
        Self::named(Page::ContractSettings, number)
    }

    fn named(page: Page, parameter: &impl fmt::Display) -> Self {
        Self {
            parameter: Some(parameter.to_string()),
            ..page.into()
        }
    }

    /// The address with this path, whether or not it ends with a slash, and this query
    /// (without its `?`). A path that is written out goes before one with a placeholder.
    pub fn at(path: &str, query: &str) -> Option<Self> {
        let path = match path.trim_end_matches('/') {
            "" => "/",
            trimmed => trimmed,
        };
        let found = Page::ALL.iter().filter_map(|page| page.read(path));
        let written_first = found.min_by_key(|address| address.parameter.is_some());
        written_first.map(|address| address.with_query(query))
    }

    /// The page.
    pub const fn page(&self) -> Page {
        self.page
    }

    /// What the path names, if the page has a placeholder and what stands there can be read.
    pub fn parameter<T: FromStr>(&self) -> Option<T> {
        self.parameter.as_deref()?.parse().ok()
    }

    /// The same page with another query; none if it is empty.
    #[must_use]
    pub fn with_query(self, query: &str) -> Self {
        Self {
            query: query.to_owned(),
            ..self
        }
    }

    /// Where the `next` of a query leads: only to a page of ours that needs a session,
    /// so that no link can send anybody elsewhere.
    pub fn from_next(next: Option<&str>) -> Option<Self> {
        let next = next.filter(|next| next.chars().all(|c| c.is_ascii_graphic()))?;
        let (path, query) = next.split_once('?').unwrap_or((next, ""));
        let query = query.split('#').next().unwrap_or_default();
        Self::at(path, query).filter(|address| address.page.access() == Access::SignedIn)
    }
}

/// A page without a placeholder, without a query.
impl From<Page> for Address {
    fn from(page: Page) -> Self {
        Self {
            page,
            parameter: None,
            query: String::new(),
        }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.parameter, self.page.around_placeholder()) {
            (Some(parameter), Some((before, after))) => write!(f, "{before}{parameter}{after}")?,
            _ => f.write_str(self.page.path())?,
        }
        if self.query.is_empty() {
            Ok(())
        } else {
            write!(f, "?{}", self.query)
        }
    }
}

#[cfg(test)]
mod tests;
