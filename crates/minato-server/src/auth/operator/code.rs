//! Judging an operator's codes: at sign-in, and when he proves himself again.

use minato_db::audit::Actor;
use minato_db::models::operators::{self, Operator};
use minato_db::models::{operator_factor_failures, operator_recovery_codes};
use minato_db::{Tx as _, WriteTx};
use minato_types::ProblemCode;
use minato_types::audit::AuditAction;
use minato_types::rules::japan_time;
use minato_types::security::AppCode;
use minato_types::values::SecondFactor;

use super::{open_totp, record, setup};
use crate::app::App;
use crate::auth::throttle;
use crate::http::ApiError;

/// Counts the try, then compares, and uses a right code up. A wrong one is no error of the
/// transaction: its count must stay.
pub fn judge(
    tx: &mut WriteTx<'_>,
    app: &App,
    operator: &Operator,
    code: &AppCode,
) -> Result<Result<(), ProblemCode>, ApiError> {
    let (id, factor) = (operator.id.0, code.factor());
    let before = operator_factor_failures::count(tx, id, factor)?;
    if before.is_locked(tx.now()) {
        return Ok(Err(ProblemCode::FactorLocked));
    }
    app.metrics.code_evaluated();
    if accepts(tx, app, operator, code)? {
        operator_factor_failures::clear(tx, id, factor)?;
        return Ok(Ok(()));
    }
    wrong(tx, operator, factor, before.failures + 1).map(Err)
}

fn accepts(
    tx: &mut WriteTx<'_>,
    app: &App,
    operator: &Operator,
    code: &AppCode,
) -> Result<bool, ApiError> {
    let id = operator.id.0;
    match code {
        AppCode::Totp(code) => {
            let Some(own) = operators::credentials(tx, id)? else {
                return Ok(false);
            };
            match open_totp(&app.keys, id, &own)?.step_of(code, tx.now()) {
                Some(step) => Ok(operators::accept_step(tx, id, &own.sealed_secret, step)?),
                None => Ok(false),
            }
        }
        AppCode::Recovery(code) => {
            let digest = setup::recovery_digest(&app.keys, operator, code);
            let used = operator_recovery_codes::consume(tx, id, &digest)?;
            if used {
                let actor = Actor::Operator(id);
                record(tx, actor, AuditAction::RecoveryCodeUsed, operator, None)?;
            }
            Ok(used)
        }
    }
}

/// Records a wrong code, and locks the factor if it was one too many.
fn wrong(
    tx: &mut WriteTx<'_>,
    operator: &Operator,
    factor: SecondFactor,
    failures: i64,
) -> Result<ProblemCode, ApiError> {
    record(tx, Actor::Nobody, AuditAction::CodeRefused, operator, None)?;
    if failures < throttle::FACTOR_LIMIT {
        return Ok(ProblemCode::CodeWrong);
    }
    let until = japan_time::end_of(japan_time::date(tx.now()));
    operator_factor_failures::lock(tx, operator.id.0, factor, until)?;
    record(tx, Actor::Nobody, AuditAction::FactorLocked, operator, None)?;
    Ok(ProblemCode::FactorLocked)
}
