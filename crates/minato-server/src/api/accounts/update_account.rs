use actix_web::{HttpRequest, HttpResponse, patch, web};
use minato_db::models::accounts::{self, Account as Row, AccountChange, ManagedAccount};
use minato_db::models::sessions::LiveSession;
use minato_db::models::{members, trusted_browsers};
use minato_db::{Party, Tx as _, WriteTx, audit};
use minato_types::accounts::{Account, BrowserTrust, UpdateAccountRequest, required_factor};
use minato_types::audit::{AuditAction, AuditChange, AuditField};
use minato_types::rules::japan_time;
use minato_types::values::{
    AccountId, AccountRole, Department, PersonName, PhoneNumber, SecondFactor, parse_day,
};
use minato_types::{FieldErrors, FieldRule};

use super::hold;
use super::viewer::Viewer;
use crate::app::App;
use crate::auth::networks::Asker;
use crate::auth::step_up;
use crate::http::body::Body;
use crate::http::{ApiError, Caller, entity_tag, responses};

/// Change an account
///
/// What is left out stays as it is; the e-mail address always does. Nobody changes his own
/// role or last day, and the only admin who can sign in keeps his.
#[utoipa::path(
    tag = "accounts",
    params(
        ("id" = AccountId, Path, description = "The id of the account."),
        ("If-Match" = String, Header, description = "The `ETag` of the account that the change is based on."),
    ),
    request_body = UpdateAccountRequest,
    responses(
        (status = 200, description = "The account after the change.", body = Account, headers(("ETag" = String, description = "The new version of the account."))),
        (status = 403, description = "`ownAccount`: one's own role, last day or trust; `stepUpRequired`: browsers are to be trusted, or the account is to come from anywhere, and the last proof is too old; or what every change is refused for.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 404, description = "`notFound`.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 409, description = "`lastAdmin`: nobody could manage the accounts any more.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 412, description = "`preconditionFailed`: somebody else changed it.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 428, description = "`preconditionRequired`: `If-Match` is missing.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::SignedIn, responses::WithBody, responses::Always,
    ),
)]
#[patch("/accounts/{id}")]
pub async fn update_account(
    app: web::Data<App>,
    request: HttpRequest,
    caller: Caller,
    id: web::Path<AccountId>,
    body: Body<UpdateAccountRequest>,
) -> Result<HttpResponse, ApiError> {
    let version = entity_tag::if_match(&request)?;
    let viewer = Viewer::of(&app, &caller)?;
    let asker = Asker::of(&request, &caller)?;
    let after = app
        .db
        .write(move |tx| {
            update(tx, viewer.own, &asker, *id, version, &body.0)?;
            viewer.account(tx, *id)
        })
        .await?;
    Ok(super::versioned(&after))
}

fn update(
    tx: &mut WriteTx<'_>,
    own: Party,
    asker: &Asker,
    id: AccountId,
    version: i64,
    request: &UpdateAccountRequest,
) -> Result<(), ApiError> {
    let managed = hold::hold_version(tx, own, id, version)?;
    let account = &managed.account;
    let change = changed(account, request)?;
    let (role, day) = (change.role, change.valid_until);
    let trust = change.trusted_browsers;
    if role != account.role.0 || day != account.valid_until || trust != account.trusted_browsers {
        hold::not_own(own, account)?;
    }
    if trust != account.trusted_browsers {
        change_trust(tx, &asker.live, account, trust)?;
    }
    if change.any_address != account.any_address {
        change_address(tx, asker, account, change.any_address)?;
    }
    if day != account.valid_until && day < japan_time::date(tx.now()) {
        return Err(FieldErrors::one("validUntil", FieldRule::DateInThePast).into());
    }
    if role != AccountRole::Admin || day < account.valid_until {
        hold::keep_an_admin(tx, &managed)?;
    }
    require_app(&managed, change.second_factor)?;
    entity_tag::found(accounts::update(tx, account, version, &change)?)?;
    let changes = changes(account, &change);
    let event = hold::event(own, AuditAction::AccountChanged, account, changes);
    Ok(audit::record(tx, own.scope, &event)?)
}

/// What comes with another word on trusted browsers: whoever takes the second step away from
/// somebody proves who he is; where it may be taken away no more, no browser is trusted.
fn change_trust(
    tx: &mut WriteTx<'_>,
    live: &LiveSession,
    account: &Row,
    trust: Option<bool>,
) -> Result<(), ApiError> {
    if trust != Some(false) {
        step_up::require(tx, live)?;
    }
    let member = members::get(tx, account.scope())?;
    if !trust.unwrap_or(member.trusted_browsers) {
        trusted_browsers::delete_all_of(tx, account.scope(), account.id.0)?;
    }
    Ok(())
}

/// What comes with another word on addresses: whoever lets somebody in from anywhere proves who
/// he is, and nobody locks himself out.
fn change_address(
    tx: &mut WriteTx<'_>,
    asker: &Asker,
    account: &Row,
    anywhere: bool,
) -> Result<(), ApiError> {
    let (own, member) = asker.still_inside(tx)?;
    if anywhere {
        return step_up::require(tx, &asker.live);
    }
    if own.id.0 == account.id.0 && !member.allows(asker.address) {
        let address = asker.address_text();
        let rule = FieldRule::OwnAddressMissing { address };
        return Err(FieldErrors::one("anyAddress", rule).into());
    }
    Ok(())
}

/// Refuses to ask for an app that an account in use does not have: it could not sign in any
/// more. Whoever has not finished the first sign-in sets one up there.
fn require_app(managed: &ManagedAccount, wanted: SecondFactor) -> Result<(), FieldErrors> {
    let newly = wanted == SecondFactor::Totp && managed.account.second_factor.0 != wanted;
    if newly && managed.has_password && managed.factor != SecondFactor::Totp {
        return Err(FieldErrors::one(
            "secondFactor",
            FieldRule::AuthenticatorMissing,
        ));
    }
    Ok(())
}

/// What changes of an account, for the audit trail.
fn changes(before: &Row, after: &AccountChange) -> Vec<AuditChange> {
    use AuditField as F;
    let trust = super::viewer::trust_of;
    let phone = |phone: Option<&PhoneNumber>| phone.map(ToString::to_string).unwrap_or_default();
    let (old_phone, new_phone) = (
        phone(before.phone.as_ref().map(|phone| &phone.0)),
        phone(after.phone.as_ref()),
    );
    let changes = [
        AuditChange::of(F::Name, &before.name.0, &after.name),
        AuditChange::of(F::Department, &before.department.0, &after.department),
        AuditChange::of(F::Phone, old_phone, new_phone),
        AuditChange::of(F::Role, before.role.0, after.role),
        AuditChange::of(F::ValidUntil, before.valid_until, after.valid_until),
        AuditChange::of(
            F::TrustedBrowsers,
            trust(before.trusted_browsers),
            trust(after.trusted_browsers),
        ),
        AuditChange::of(F::AnyAddress, before.any_address, after.any_address),
        AuditChange::of(F::SecondFactor, before.second_factor.0, after.second_factor),
    ];
    changes.into_iter().flatten().collect()
}

/// The account as it is to be. The fields were validated on arrival; a fault here would be
/// told in the same way.
fn changed(account: &Row, request: &UpdateAccountRequest) -> Result<AccountChange, FieldErrors> {
    let at = |field: &'static str| move |rule: FieldRule| FieldErrors::one(field, rule);
    Ok(AccountChange {
        name: match &request.name {
            None => account.name.0.clone(),
            Some(text) => PersonName::parse(text).map_err(at("name"))?,
        },
        role: match &request.role {
            None => account.role.0,
            Some(text) => text.parse().map_err(at("role"))?,
        },
        department: match &request.department {
            None => account.department.0.clone(),
            Some(text) => Department::parse(text).map_err(at("department"))?,
        },
        phone: match request.phone.as_deref().map(str::trim) {
            None => account.phone.as_ref().map(|phone| phone.0.clone()),
            Some("") => None,
            Some(text) => Some(PhoneNumber::parse(text).map_err(at("phone"))?),
        },
        trusted_browsers: match &request.trusted_browsers {
            None => account.trusted_browsers,
            Some(text) => match text.parse().map_err(at("trustedBrowsers"))? {
                BrowserTrust::Company => None,
                BrowserTrust::Allowed => Some(true),
                BrowserTrust::Refused => Some(false),
            },
        },
        any_address: request.any_address.unwrap_or(account.any_address),
        second_factor: match &request.second_factor {
            None => account.second_factor.0,
            Some(word) => required_factor(word).map_err(at("secondFactor"))?,
        },
        valid_until: match &request.valid_until {
            None => account.valid_until,
            Some(text) => parse_day(text).map_err(at("validUntil"))?,
        },
    })
}
