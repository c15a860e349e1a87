//! What changing and cancelling have in common: who may, and until when.

use minato_db::models::members::{self, Member};
use minato_db::models::port_applications::{self, PortApplication};
use minato_db::{OneStatement, Party, Tx, WriteTx};
use minato_types::ProblemCode;
use minato_types::port_applications::PortApplicationState;
use minato_types::values::PortApplicationNumber;

use super::shown::may_change;
use crate::http::ApiError;

/// The application with this number, by any revision that it has had.
pub(super) fn find<'a>(
    once: impl Into<OneStatement<'a>>,
    own: Party,
    number: PortApplicationNumber,
) -> Result<PortApplication, ApiError> {
    let found = port_applications::find(once, own.scope, number.serial)?;
    found
        .filter(|application| number.revision <= application.revision)
        .ok_or(ApiError::Problem(ProblemCode::NotFound))
}

/// An application that nobody else can change now, and the member that applied.
pub(super) struct Taken {
    pub(super) application: PortApplication,
    pub(super) member: Member,
}

/// Takes hold of an application that is to be changed or cancelled: after this, nobody else
/// can do so before the transaction ends.
///
/// Of many that come with the same version, the conditional update in
/// [`port_applications::claim`] lets one through; a refusal that follows undoes it.
pub(super) fn take(
    tx: &mut WriteTx<'_>,
    own: Party,
    number: PortApplicationNumber,
    version: i64,
) -> Result<Taken, ApiError> {
    // Who applied never changes, so this may be judged before anything is locked.
    let seen = find(&mut *tx, own, number)?;
    if !may_change(own, &seen) {
        return Err(ProblemCode::Forbidden.into());
    }
    let claimed = port_applications::claim(tx, own.scope, number.serial, version)?;
    let claimed = claimed.ok_or(ApiError::Problem(ProblemCode::PreconditionFailed))?;
    // The ports of a day are judged over all applications of the member.
    let member = members::lock(tx, own.scope)?;
    check_state(tx, &claimed)?;
    Ok(Taken {
        application: claimed,
        member,
    })
}

fn check_state(tx: &impl Tx, application: &PortApplication) -> Result<(), ProblemCode> {
    use PortApplicationState as S;
    match application.state_at(tx.now()) {
        S::Accepted => Ok(()),
        S::Fixed => Err(ProblemCode::DeadlinePassed),
        S::Provisioned | S::Finished | S::Cancelled => Err(ProblemCode::NotChangeable),
    }
}
