use actix_web::{HttpResponse, post, web};
use chrono::NaiveDate;
use minato_db::models::accounts::{self, Account as Row, NewAccount};
use minato_db::{DbError, Tx as _, UniqueKey, WriteTx, audit};
use minato_mail::{AccountCreated, Mail};
use minato_types::accounts::{Account, AddAccountRequest, NO_END, required_factor};
use minato_types::audit::AuditAction;
use minato_types::endpoints::{self, BASE};
use minato_types::rules::japan_time;
use minato_types::rules::password::PasswordPolicy;
use minato_types::values::{
    Department, EmailAddress, Language, PersonName, PhoneNumber, SecondFactor, TimeZone, parse_day,
};
use minato_types::{FieldErrors, FieldRule};

use super::hold;
use super::viewer::Viewer;
use crate::app::App;
use crate::auth::new_password::{self, INITIAL_LIFETIME, Owner};
use crate::http::body::Body;
use crate::http::idempotency::{Created, IdempotencyKey, Repeatable};
use crate::http::{ApiError, Caller, entity_tag, responses};
use crate::jobs::send_mail;

/// The zone in which times are shown to new people, until they choose another.
const TIME_ZONE: &str = "Asia/Tokyo";

/// Add an account
///
/// The person gets a mail with a link to the first sign-in, valid for 72 hours.
/// Under the policy `portplus` an admin may choose a first password instead: it is told to
/// nobody by us, must be changed at the first sign-in, and dies after 72 hours.
#[utoipa::path(
    tag = "accounts",
    params(("Idempotency-Key" = String, Header, description = "The same key again gets the same answer.")),
    request_body = AddAccountRequest,
    responses(
        (status = 201, description = "The account is there, a mail on its way.", body = Account, headers(
            ("Location" = String, description = "Where the account is."),
            ("ETag" = String, description = "The version of the account."),
        )),
        (status = 409, description = "`idempotencyKeyInUse`: the first request with this key is still under way.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::SignedIn, responses::Change, responses::WithBody, responses::Always,
    ),
)]
#[post("/accounts")]
pub async fn add_account(
    app: web::Data<App>,
    caller: Caller,
    key: IdempotencyKey,
    body: Body<AddAccountRequest>,
) -> Result<HttpResponse, ApiError> {
    let viewer = Viewer::of(&app, &caller)?;
    let request = &body.0;
    let repeatable = Repeatable::new(&app.keys, viewer.own, endpoints::ADD_ACCOUNT, &key, request)?;
    let mut new = read(request)?;
    if let Some(password) = &request.initial_password {
        // Whoever has a password and must use an app that nobody set up could not come in.
        if new.second_factor == SecondFactor::Totp {
            return Err(FieldErrors::one("secondFactor", FieldRule::AuthenticatorMissing).into());
        }
        new.password_hash = Some(hash_initial(&viewer, &new, password).await?);
    }
    repeatable
        .answer(&app, move |tx| add(tx, &viewer, &new))
        .await
}

/// The account that is asked for, without a password. The fields were validated on arrival;
/// a fault here would be told in the same way.
pub(crate) fn read(request: &AddAccountRequest) -> Result<NewAccount, FieldErrors> {
    let at = |field: &'static str| move |rule: FieldRule| FieldErrors::one(field, rule);
    let phone = request.phone.as_deref().map(str::trim);
    let phone = phone.filter(|text| !text.is_empty());
    let valid_until: Option<NaiveDate> = request
        .valid_until
        .as_deref()
        .map(parse_day)
        .transpose()
        .map_err(at("validUntil"))?;
    let factor = request.second_factor.as_deref();
    let factor = factor.map(required_factor).transpose();
    let language = request.language.as_deref().map(str::parse).transpose();
    Ok(NewAccount {
        email: EmailAddress::parse(&request.email).map_err(at("email"))?,
        name: PersonName::parse(&request.name).map_err(at("name"))?,
        department: Department::parse(&request.department).map_err(at("department"))?,
        phone: phone
            .map(PhoneNumber::parse)
            .transpose()
            .map_err(at("phone"))?,
        role: request.role.parse().map_err(at("role"))?,
        second_factor: factor
            .map_err(at("secondFactor"))?
            .unwrap_or(SecondFactor::MailOtp),
        valid_until: valid_until.unwrap_or(NO_END),
        language: language.map_err(at("language"))?.unwrap_or(Language::Ja),
        time_zone: TimeZone::parse(TIME_ZONE).map_err(at("timeZone"))?,
        password_hash: None,
    })
}

/// The hash of a password that an admin chose, if he may.
async fn hash_initial(
    viewer: &Viewer,
    new: &NewAccount,
    password: &str,
) -> Result<String, ApiError> {
    let (app, member, field) = (&viewer.app, &viewer.member, "initialPassword");
    if member.password_policy.0 != PasswordPolicy::Portplus {
        return Err(FieldErrors::one(field, FieldRule::PasswordNotChosenByAdmin).into());
    }
    let owner = Owner {
        email: &new.email,
        name: &new.name,
        department: &new.department,
        phone: new.phone.as_ref(),
    };
    new_password::check(password, owner, member, field).await?;
    let entropy = app.db.entropy();
    Ok(app.hasher.hash(password, entropy.as_ref()).await?)
}

fn add(tx: &mut WriteTx<'_>, viewer: &Viewer, new: &NewAccount) -> Result<Created, ApiError> {
    let own = viewer.own;
    if new.valid_until < japan_time::date(tx.now()) {
        return Err(FieldErrors::one("validUntil", FieldRule::DateInThePast).into());
    }
    let id = accounts::insert(tx, own.scope, new).map_err(|error| match error {
        DbError::Unique(UniqueKey::AccountEmail) => {
            FieldErrors::one("email", FieldRule::EmailTaken).into()
        }
        other => ApiError::from(other),
    })?;
    let row = accounts::get(tx, own.scope, id)?;
    let event = hold::event(own, AuditAction::AccountCreated, &row, hold::power_of(&row));
    audit::record(tx, own.scope, &event)?;
    if new.password_hash.is_some() {
        announce(tx, viewer, &row)?;
    } else {
        viewer.invite(tx, &row)?;
    }
    let (account, version) = viewer.account(tx, id)?;
    let location = format!("{BASE}/accounts/{id}");
    Created::new(location, entity_tag::of(version), &account)
}

/// Lets the chosen password die, and tells the person where to use it. What it is, the admin
/// hands over in another way.
fn announce(tx: &mut WriteTx<'_>, viewer: &Viewer, row: &Row) -> Result<(), ApiError> {
    let (scope, sign_in_by) = (viewer.own.scope, tx.now() + INITIAL_LIFETIME);
    accounts::require_own_password(tx, scope, row.id.0, sign_in_by)?;
    let admin = accounts::get(tx, scope, viewer.own.account)?;
    let mail = Mail::AccountCreated(AccountCreated {
        name: row.name.0.as_str().to_owned(),
        member_name: viewer.member.name.clone(),
        member_number: viewer.member.member_number.0.to_string(),
        created_by: admin.name.0.as_str().to_owned(),
        sign_in_by,
    });
    Ok(send_mail::enqueue(tx, &viewer.app.keys, row, mail)?)
}
