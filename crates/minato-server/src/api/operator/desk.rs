//! The operator who asks, and the member that he names.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest, HttpResponse, web};
use minato_db::audit::Actor;
use minato_db::models::member_options;
use minato_db::models::members::{self, ManagedMember};
use minato_db::models::operator_sessions::LiveOperatorSession;
use minato_db::{OperatorPrincipal, TenantScope, Tx, WriteTx};
use minato_types::ProblemCode;
use minato_types::members::Member;
use minato_types::values::MemberNumber;

use crate::app::App;
use crate::auth::operator::session;
use crate::http::{ApiError, Caller, entity_tag};

/// The operator who asks.
#[derive(Clone)]
pub(super) struct Desk {
    pub(super) app: web::Data<App>,
    pub(super) live: LiveOperatorSession,
}

impl Desk {
    pub(super) fn of(app: &web::Data<App>, caller: &Caller) -> Result<Self, ApiError> {
        Ok(Self {
            app: app.clone(),
            live: caller.operator()?.clone(),
        })
    }

    pub(super) fn principal(&self) -> OperatorPrincipal {
        self.live.principal()
    }

    pub(super) fn actor(&self) -> Actor {
        Actor::Operator(self.live.operator.id.0)
    }

    /// Refuses a change of what credentials depend on without a fresh proof.
    pub(super) fn require_proof(&self, tx: &mut WriteTx<'_>) -> Result<(), ApiError> {
        session::require_proof(tx, &self.live)
    }

    /// The member that is named, and the scope of its rows.
    pub(super) fn member(
        &self,
        tx: &mut impl Tx,
        number: &MemberNumber,
    ) -> Result<(TenantScope, ManagedMember), ApiError> {
        let found = members::find_for_operator(tx, self.principal(), number)?;
        found.ok_or(ProblemCode::NotFound.into())
    }
}

/// A member as the API shows it.
pub(super) fn shown(
    tx: &mut impl Tx,
    scope: TenantScope,
    managed: ManagedMember,
) -> Result<Member, ApiError> {
    let member = managed.member;
    let mut options: Vec<_> = member_options::list(tx, scope)?
        .iter()
        .map(|option| option.kind.0)
        .collect();
    options.sort_by_key(|kind| kind.as_str());
    Ok(Member {
        state: member
            .state
            .parse()
            .map_err(|_| ApiError::Internal("a member is in no known state".to_owned()))?,
        member_number: member.member_number.0,
        name: member.name,
        postal_code: member.postal_code,
        address: member.address,
        contracted_ports: member.contracted_ports,
        max_added_ports: member.max_added_ports,
        closing_day: member.closing_day,
        two_step: member.two_step,
        password_policy: member.password_policy.0,
        options,
        created_at: managed.created_at.and_utc(),
    })
}

/// A member and its version, as it is answered.
pub(super) fn versioned((member, version): &(Member, i64)) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::ETAG, entity_tag::of(*version)))
        .json(member)
}

/// The member number of a path. One that nobody can have is answered like one that nobody has.
pub(super) struct NumberInPath(pub(super) MemberNumber);

impl FromRequest for NumberInPath {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let number = request.match_info().get("memberNumber");
        let number = number.and_then(|text| MemberNumber::parse(text).ok());
        ready(number.map(Self).ok_or(ProblemCode::NotFound.into()))
    }
}
