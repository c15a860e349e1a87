//! Every page and its path, in one place. Nobody else writes a path.

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

            /// The path of the page.
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
    /// The member company.
    Company = "/company" SignedIn;
    /// The announcements of the operator.
    CompanyNotes = "/company/notes" SignedIn;
    /// What the member has ordered and could order.
    CompanyOptions = "/company/options" SignedIn;
    /// One's own profile.
    Profile = "/me/profile" SignedIn;
    /// One's own password and second factor.
    Security = "/me/security" SignedIn;
}

impl Page {
    /// The page at a path, whether or not it ends with a slash.
    pub fn at(path: &str) -> Option<Self> {
        let path = match path.trim_end_matches('/') {
            "" => "/",
            trimmed => trimmed,
        };
        Self::ALL.iter().copied().find(|page| page.path() == path)
    }

    /// The page above this one, for the breadcrumb.
    pub const fn parent(self) -> Option<Self> {
        match self {
            Self::Start => None,
            Self::CompanyNotes | Self::CompanyOptions => Some(Self::Company),
            Self::LoginCode | Self::PasswordReset => Some(Self::Login),
            Self::NewPassword => Some(Self::PasswordReset),
            _ => Some(Self::Start),
        }
    }

    /// This page, then sent on to `next` after signing in.
    pub fn with_next(self, next: Option<Self>) -> String {
        match next {
            Some(next) => format!("{}?next={}", self.path(), next.path()),
            None => self.path().to_owned(),
        }
    }

    /// Where the `next` of a query leads: only to a page of ours that needs a session,
    /// so that no link can send anybody elsewhere.
    pub fn from_next(next: Option<&str>) -> Option<Self> {
        next.and_then(Self::at)
            .filter(|page| page.access() == Access::SignedIn)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{Access, Page};

    #[test]
    fn every_page_is_found_at_its_own_path_only() {
        let paths: HashSet<_> = Page::ALL.iter().map(|page| page.path()).collect();
        assert_eq!(paths.len(), Page::ALL.len());
        for page in Page::ALL {
            assert_eq!(Page::at(page.path()), Some(*page));
            assert_eq!(
                Page::at(&format!("{}/", page.path())),
                Some(*page),
                "{}",
                page.name()
            );
        }
        assert_eq!(Page::at("/nowhere"), None);
    }

    #[test]
    fn every_page_leads_up_to_the_start() {
        for page in Page::ALL {
            let steps = std::iter::successors(Some(*page), |page| page.parent()).take(10);
            assert_eq!(steps.last(), Some(Page::Start), "{}", page.name());
        }
    }

    #[test]
    fn after_signing_in_one_is_sent_to_pages_of_ours_only() {
        assert_eq!(Page::from_next(Some("/me/profile")), Some(Page::Profile));
        for next in [
            "https://elsewhere.example/",
            "//elsewhere.example",
            "/login",
            "/api/v1/me",
        ] {
            assert_eq!(Page::from_next(Some(next)), None, "{next}");
        }
        for page in Page::ALL
            .iter()
            .filter(|page| page.access() == Access::SignedIn)
        {
            let link = Page::Login.with_next(Some(*page));
            let next = link.split_once("?next=").map(|(_, next)| next);
            assert_eq!(Page::from_next(next), Some(*page));
        }
    }
}
