//! What programs may do.

use crate::values::choices;

choices! {
    /// What a program may do. Which contracts it does it with, its groups say.
    ApiScope {
        /// Sees the company, its notes, options and admins.
        CompanyRead = "company:read",
        /// Sees the services of which it sees contracts.
        ServicesRead = "services:read",
        /// Sees contracts and how they run.
        ContractsRead = "contracts:read",
        /// Changes memos and contacts of contracts.
        ContractsWrite = "contracts:write",
        /// Sees applications for additional ports, their rules and the calendar.
        PortApplicationsRead = "port-applications:read",
        /// Applies for additional ports, changes and cancels applications.
        PortApplicationsWrite = "port-applications:write",
        /// Sees the people of the member.
        AccountsRead = "accounts:read",
        /// Sees groups and their rights.
        GroupsRead = "groups:read",
        /// Sees the audit trail.
        AuditRead = "audit:read",
        /// Sees the log of its own calls.
        LogRead = "log:read",
    }
}

/// A set of scopes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct ApiScopes(u32);

impl ApiScopes {
    const fn bit(scope: ApiScope) -> u32 {
        1 << scope as u32
    }

    /// The scopes that stand in a text, divided by spaces; `None` if one is unknown or twice there.
    pub fn parse(text: &str) -> Option<Self> {
        let mut all = Self::default();
        for word in text.split(' ').filter(|word| !word.is_empty()) {
            let scope = word.parse::<ApiScope>().ok()?;
            if all.contains(scope) {
                return None;
            }
            all.0 |= Self::bit(scope);
        }
        Some(all)
    }

    /// Whether a scope is among them.
    pub const fn contains(self, scope: ApiScope) -> bool {
        self.0 & Self::bit(scope) != 0
    }

    /// Whether all of `others` are among them.
    pub const fn contain_all(self, others: Self) -> bool {
        self.0 & others.0 == others.0
    }

    /// Those that are in both.
    #[must_use]
    pub const fn and(self, others: Self) -> Self {
        Self(self.0 & others.0)
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The scopes, in the order of the documentation.
    pub fn iter(self) -> impl Iterator<Item = ApiScope> {
        let all = ApiScope::ALL.iter().copied();
        all.filter(move |scope| self.contains(*scope))
    }
}

impl FromIterator<ApiScope> for ApiScopes {
    fn from_iter<I: IntoIterator<Item = ApiScope>>(scopes: I) -> Self {
        Self(scopes.into_iter().fold(0, |all, one| all | Self::bit(one)))
    }
}

/// Divided by spaces.
impl std::fmt::Display for ApiScopes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let words: Vec<_> = self.iter().map(ApiScope::as_str).collect();
        f.write_str(&words.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_are_a_set_that_is_written_in_one_order() {
        let scopes = ApiScopes::parse("log:read company:read").unwrap();
        assert_eq!(scopes.to_string(), "company:read log:read");
        assert!(scopes.contains(ApiScope::LogRead) && !scopes.contains(ApiScope::AuditRead));
        assert!(ApiScopes::parse("").unwrap().is_empty());
        for wrong in [
            "all",
            "log:read log:read",
            "LOG:READ",
            "log:read,audit:read",
        ] {
            assert_eq!(ApiScopes::parse(wrong), None, "{wrong}");
        }
        let every: ApiScopes = ApiScope::ALL.iter().copied().collect();
        assert_eq!(every.iter().count(), ApiScope::ALL.len());
        assert!(every.contain_all(scopes) && !scopes.contain_all(every));
    }
}
