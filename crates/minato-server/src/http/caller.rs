//! Who asks.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage as _, HttpRequest};
use minato_db::audit::Actor;
use minato_db::models::accounts::Account;
use minato_db::models::api_clients::LiveApiClient;
use minato_db::models::members::Member;
use minato_db::models::operator_sessions::LiveOperatorSession;
use minato_db::models::sessions::LiveSession;
use minato_db::{AccountPrincipal, Party, Principal};
use minato_types::ProblemCode;
use minato_types::values::{Language, PersonName};

use super::ApiError;

/// Who asks, as the guard found out.
#[derive(Debug, Clone, Default)]
pub struct Caller {
    pub(super) session: Option<LiveSession>,
    pub(super) program: Option<LiveApiClient>,
    pub(super) operator: Option<LiveOperatorSession>,
    pub(super) principal: Option<Principal>,
    /// The language that the request asks for.
    pub(super) language: Language,
}

/// A person or a program of a member, with all that is known of it.
#[derive(Debug, Clone)]
pub struct Requester {
    party: Party,
    /// The person; of a program the one who answers for it.
    pub account: Account,
    /// What histories and mails call it: the name of the person or of the program.
    pub name: PersonName,
    /// The member.
    pub member: Member,
}

impl Requester {
    /// Who it is.
    pub const fn party(&self) -> Party {
        self.party
    }

    /// Who the trail says did it.
    pub fn actor(&self) -> Actor {
        self.party.into()
    }
}

impl From<LiveSession> for Requester {
    fn from(live: LiveSession) -> Self {
        Self {
            party: live.principal().into(),
            name: live.account.name.0.clone(),
            account: live.account,
            member: live.member,
        }
    }
}

impl Caller {
    /// Who asks.
    pub fn principal(&self) -> Result<Principal, ApiError> {
        self.principal
            .ok_or(ApiError::Problem(ProblemCode::NotSignedIn))
    }

    /// The session of the person who asks.
    pub fn session(&self) -> Result<&LiveSession, ApiError> {
        self.session.as_ref().ok_or_else(|| self.nobody())
    }

    /// The operator who asks, and his session.
    pub fn operator(&self) -> Result<&LiveOperatorSession, ApiError> {
        self.operator
            .as_ref()
            .ok_or(ApiError::Problem(ProblemCode::NotSignedIn))
    }

    /// The person who asks.
    pub fn account(&self) -> Result<AccountPrincipal, ApiError> {
        match self.principal {
            Some(Principal::Account(account)) => Ok(account),
            _ => Err(self.nobody()),
        }
    }

    /// The person or the program that asks.
    pub fn party(&self) -> Result<Party, ApiError> {
        match self.principal {
            Some(Principal::Account(account)) => Ok(account.into()),
            Some(Principal::ApiClient(client)) => Ok(client.into()),
            Some(Principal::Operator(_)) | None => Err(self.nobody()),
        }
    }

    /// The person or the program that asks, with all that is known of it.
    pub fn requester(&self) -> Result<Requester, ApiError> {
        let party = self.party()?;
        match (&self.session, &self.program) {
            (Some(live), _) => Ok(live.clone().into()),
            (None, Some(live)) => {
                let own_name = PersonName::parse(&live.client.name);
                Ok(Requester {
                    party,
                    name: own_name.unwrap_or_else(|_| live.owner.name.0.clone()),
                    account: live.owner.clone(),
                    member: live.member.clone(),
                })
            }
            (None, None) => Err(self.nobody()),
        }
    }

    /// The member of the person or the program that asks.
    pub fn member(&self) -> Result<&Member, ApiError> {
        let session = self.session.as_ref().map(|live| &live.member);
        let program = self.program.as_ref().map(|live| &live.member);
        session.or(program).ok_or_else(|| self.nobody())
    }

    /// The language of the person who asks; a program says it with its request.
    pub fn language(&self) -> Language {
        let person = self.session.as_ref().map(|live| live.account.language.0);
        person.unwrap_or(self.language)
    }

    /// Why this is not answered: somebody else asks, or nobody.
    fn nobody(&self) -> ApiError {
        ApiError::Problem(match self.principal {
            Some(_) => ProblemCode::Forbidden,
            None => ProblemCode::NotSignedIn,
        })
    }
}

/// Only the guard can put a caller there: a handler that is mounted without the guard
/// answers an error, not data.
impl FromRequest for Caller {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let caller = request.extensions().get::<Self>().cloned();
        ready(caller.ok_or_else(|| ApiError::Internal("no guard before this handler".to_owned())))
    }
}
