//! The one choke point for rights: every request passes [`decide`] before its handler runs.

use minato_db::Principal;
use minato_types::ProblemCode;
use minato_types::auth::SessionLevel;

/// Who may call an endpoint. The map of routes gives each endpoint one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Access {
    /// Everybody, signed in or not.
    Anyone,
    /// A browser between the two steps of a sign-in.
    PendingLogin,
    /// Everybody who is signed in, with a password alone too.
    SignedIn,
}

/// Whether `principal` may call an endpoint with this access.
pub fn decide(access: Access, principal: Option<&Principal>) -> Result<(), ProblemCode> {
    match (access, principal) {
        (Access::Anyone | Access::PendingLogin, _) => Ok(()),
        (Access::SignedIn, None) => Err(ProblemCode::NotSignedIn),
        (Access::SignedIn, Some(Principal::Account(account))) => match account.level {
            SessionLevel::Password | SessionLevel::TwoStep => Ok(()),
        },
        // Programs and staff have endpoints of their own.
        (Access::SignedIn, Some(Principal::ApiClient(_) | Principal::Operator(_))) => {
            Err(ProblemCode::Forbidden)
        }
    }
}
