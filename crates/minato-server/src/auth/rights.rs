//! The one choke point for rights: every request passes [`decide`] before its handler runs.

use minato_db::{AccountPrincipal, ApiClientPrincipal, Principal};
use minato_types::ProblemCode;
use minato_types::api_clients::ApiScope;
use minato_types::auth::SessionLevel;
use minato_types::values::AccountRole;

use super::cookies;

/// Who may call an endpoint. The map of routes gives each endpoint one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Access {
    /// Everybody, signed in or not.
    Anyone,
    /// A browser between the two steps of a sign-in.
    PendingLogin,
    /// A browser in a first sign-in, after its identity check.
    FirstLogin,
    /// Everybody who is signed in, with a password alone too, also before he has replaced a
    /// password that somebody else chose.
    OwnPassword,
    /// Everybody who is signed in, with a password alone too.
    SignedIn,
    /// The same, if his member has the option port plus.
    PortPlus,
    /// Everybody who has proved two steps: what concerns contracts. Which of them, groups say.
    Portal,
    /// An admin who has proved two steps.
    Admin,
    /// A browser between the two steps of an operator's sign-in or set-up.
    OperatorPendingLogin,
    /// An operator, who always has proved two steps.
    Operator,
}

impl Access {
    /// Whether one must be signed in.
    pub const fn needs_session(self) -> bool {
        match self {
            Self::Anyone | Self::PendingLogin | Self::FirstLogin | Self::OperatorPendingLogin => {
                false
            }
            Self::OwnPassword
            | Self::SignedIn
            | Self::PortPlus
            | Self::Portal
            | Self::Admin
            | Self::Operator => true,
        }
    }

    /// Whether a program's token is looked at: where people of members must be signed in.
    pub const fn takes_tokens(self) -> bool {
        self.needs_session() && !matches!(self, Self::Operator)
    }

    /// The cookie that proves who asks, if one does. Each realm has its own: another one's is
    /// not even looked at.
    pub const fn cookie(self) -> Option<&'static str> {
        match self {
            Self::Anyone => None,
            Self::PendingLogin => Some(cookies::PENDING_LOGIN),
            Self::FirstLogin => Some(cookies::FIRST_LOGIN),
            Self::OwnPassword | Self::SignedIn | Self::PortPlus | Self::Portal | Self::Admin => {
                Some(cookies::SESSION)
            }
            Self::OperatorPendingLogin => Some(cookies::OPERATOR_PENDING),
            Self::Operator => Some(cookies::OPERATOR),
        }
    }
}

/// Whether `principal` may call an endpoint with this access. Programs may only where it has a
/// scope, and only with that scope.
pub fn decide(
    access: Access,
    scope: Option<ApiScope>,
    principal: Option<&Principal>,
) -> Result<(), ProblemCode> {
    if !access.needs_session() {
        return Ok(());
    }
    match principal {
        None => Err(ProblemCode::NotSignedIn),
        Some(Principal::Operator(_)) if access == Access::Operator => Ok(()),
        Some(Principal::Account(account)) => decide_account(access, account),
        Some(Principal::ApiClient(program)) => decide_program(access, scope, program),
        // Staff has endpoints of its own.
        Some(Principal::Operator(_)) => Err(ProblemCode::Forbidden),
    }
}

fn decide_program(
    access: Access,
    scope: Option<ApiScope>,
    program: &ApiClientPrincipal,
) -> Result<(), ProblemCode> {
    match scope {
        None => Err(ProblemCode::Forbidden),
        Some(scope) if !program.scopes.contains(scope) => Err(ProblemCode::ScopeMissing),
        Some(_) if access == Access::PortPlus && !program.port_plus => {
            Err(ProblemCode::OptionRequired)
        }
        Some(_) => Ok(()),
    }
}

fn decide_account(access: Access, account: &AccountPrincipal) -> Result<(), ProblemCode> {
    if account.must_change_password && access != Access::OwnPassword {
        return Err(ProblemCode::PasswordChangeRequired);
    }
    match access {
        Access::PortPlus if !account.port_plus => Err(ProblemCode::OptionRequired),
        Access::Operator => Err(ProblemCode::Forbidden),
        // The role comes first: a second step would not help a user.
        Access::Admin if account.role != AccountRole::Admin => Err(ProblemCode::Forbidden),
        Access::Portal | Access::Admin if account.level != SessionLevel::TwoStep => {
            Err(ProblemCode::TwoStepRequired)
        }
        _ => Ok(()),
    }
}
