//! Who asks, and whose rows he may touch.
//!
//! A [`TenantScope`] cannot be made from an id that came with a request: it comes out
//! of the database together with the principal, or with the row that a door, a job or the
//! command line looked up. Every query on a member's rows takes one.

use minato_types::api_clients::ApiScopes;
use minato_types::auth::SessionLevel;
use minato_types::values::{AccountId, AccountRole, MemberId};
use uuid::Uuid;

/// The member whose rows may be touched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TenantScope {
    member: MemberId,
}

impl TenantScope {
    /// The carrier's own rows: its chain of the trail, its keys of repeated requests. No member
    /// has this id.
    pub const CARRIER: Self = Self::of(MemberId(Uuid::nil()));

    pub(crate) const fn of(member: MemberId) -> Self {
        Self { member }
    }

    /// The member.
    pub const fn member(self) -> MemberId {
        self.member
    }

    /// The member's id as it stands in the tables.
    pub(crate) fn key(self) -> String {
        self.member.to_string()
    }
}

/// Somebody whose identity is proved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Principal {
    /// A person of a member.
    Account(AccountPrincipal),
    /// A program of a member.
    ApiClient(ApiClientPrincipal),
    /// Staff of the carrier.
    Operator(OperatorPrincipal),
}

/// A person of a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AccountPrincipal {
    /// The rows he may touch.
    pub scope: TenantScope,
    /// The account.
    pub account: AccountId,
    /// What it may do inside its member.
    pub role: AccountRole,
    /// What the session has proved.
    pub level: SessionLevel,
    /// Whether somebody else chose the password: then nothing but setting one's own is possible.
    pub must_change_password: bool,
    /// Whether the member has the option port plus.
    pub port_plus: bool,
}

/// A program of a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ApiClientPrincipal {
    /// The rows it may touch.
    pub scope: TenantScope,
    /// The client.
    pub client: Uuid,
    /// What its token allows, as far as its client still may.
    pub scopes: ApiScopes,
    /// The person who answers for it.
    pub owner: AccountId,
    /// Whether the member has the option port plus.
    pub port_plus: bool,
}

/// Whoever has rights on contracts: groups hold people and programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Holder {
    /// A person.
    Account(AccountId),
    /// A program.
    ApiClient(Uuid),
}

impl From<AccountId> for Holder {
    fn from(account: AccountId) -> Self {
        Self::Account(account)
    }
}

/// A person or a program of a member, where it makes no difference which.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Party {
    /// The rows it may touch.
    pub scope: TenantScope,
    /// Who it is.
    pub holder: Holder,
    /// The person; of a program the one who answers for it.
    pub account: AccountId,
    /// What it may do inside its member. Programs do it for the whole member: what they may not
    /// do, their scopes say.
    pub role: AccountRole,
}

impl From<AccountPrincipal> for Party {
    fn from(person: AccountPrincipal) -> Self {
        Self {
            scope: person.scope,
            holder: Holder::Account(person.account),
            account: person.account,
            role: person.role,
        }
    }
}

impl From<ApiClientPrincipal> for Party {
    fn from(program: ApiClientPrincipal) -> Self {
        Self {
            scope: program.scope,
            holder: Holder::ApiClient(program.client),
            account: program.owner,
            role: AccountRole::Admin,
        }
    }
}

/// Staff of the carrier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OperatorPrincipal {
    /// The operator.
    pub operator: Uuid,
}

impl Principal {
    /// The member whose rows the principal may touch; an operator has none of his own.
    pub const fn scope(&self) -> Option<TenantScope> {
        match self {
            Self::Account(account) => Some(account.scope),
            Self::ApiClient(client) => Some(client.scope),
            Self::Operator(_) => None,
        }
    }
}
