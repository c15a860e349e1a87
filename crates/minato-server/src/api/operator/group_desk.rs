//! Groups of a member as operators change them: by the rules of the member's own admins.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use minato_db::WriteTx;
use minato_types::ProblemCode;
use minato_types::values::{MemberNumber, UserGroupId};

use super::desk::Desk;
use crate::api::groups::hold::Changer;
use crate::http::ApiError;

/// The operator as one who changes groups of the member that he names. Groups decide what people
/// see: it wants a fresh proof.
pub(super) fn changer(
    desk: &Desk,
    tx: &mut WriteTx<'_>,
    number: &MemberNumber,
) -> Result<Changer, ApiError> {
    desk.require_proof(tx)?;
    let (scope, _) = desk.member(tx, number)?;
    let actor = desk.actor();
    Ok(Changer { scope, actor })
}

/// The id of a group in a path. One that no group can have is answered like one that none has.
pub(super) struct GroupInPath(pub(super) UserGroupId);

impl FromRequest for GroupInPath {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let id = request.match_info().get("id");
        let id = id.and_then(|text| text.parse().ok());
        ready(id.map(Self).ok_or(ProblemCode::NotFound.into()))
    }
}
