//! Members are registered.

use minato_db::audit::{self, Actor, NewAuditEvent};
use minato_db::models::members::{self, NewMember};
use minato_db::models::{member_notifications, member_options};
use minato_db::{DbError, TenantScope, Tx as _, WriteTx};
use minato_types::audit::AuditAction;
use minato_types::company::CompanyOptionKind;
use minato_types::members::RegisterMemberRequest;
use minato_types::rules::japan_time;
use minato_types::rules::password::PasswordPolicy;
use minato_types::values::{
    CompanyName, EmailAddress, Language, MemberNumber, PostalAddress, PostalCode,
};
use minato_types::{FieldErrors, FieldRule};

/// What [`RegisterMemberRequest`] leaves out.
const MAX_ADDED_PORTS: u32 = 100;
const CLOSING_DAY: u8 = 20;

/// A member to be registered, with all that belongs to it.
#[derive(Debug, Clone)]
pub struct Registration {
    /// The member.
    pub new: NewMember,
    /// The most ports that can be added to one day.
    pub max_added_ports: u32,
    /// The options that it has.
    pub options: Vec<CompanyOptionKind>,
    /// Who hears of all port applications.
    pub notified: Vec<EmailAddress>,
    /// The language of the mails to them.
    pub mail_language: Language,
}

/// Empties the list of networks that the people of a member may come from, and records it; false
/// if there is none.
pub fn allow_any_address(
    tx: &mut WriteTx<'_>,
    actor: Actor,
    scope: TenantScope,
) -> Result<bool, DbError> {
    if !members::clear_allowed_networks(tx, scope)? {
        return Ok(false);
    }
    let event = NewAuditEvent {
        actor,
        action: AuditAction::CompanySecurityChanged,
        subject: None,
        text: Some("allowedNetworks=".to_owned()),
    };
    audit::record(tx, scope, &event)?;
    Ok(true)
}

/// The member that is asked for. The fields were validated before; a fault here would be told
/// in the same way.
pub fn read(request: &RegisterMemberRequest) -> Result<Registration, FieldErrors> {
    let at = |field: &'static str| move |rule: FieldRule| FieldErrors::one(field, rule);
    let address = PostalAddress::parse(&request.address).map_err(at("address"))?;
    let policy = request.password_policy.as_deref().map(str::parse);
    let options = request.options.iter().flatten().map(|kind| kind.parse());
    let options: Result<Vec<_>, FieldRule> = options.collect();
    let number = MemberNumber::parse(&request.member_number).map_err(at("memberNumber"))?;
    Ok(Registration {
        new: NewMember {
            member_number: number,
            name: company_name(&request.name)?,
            postal_code: postal_code(request.postal_code.as_deref())?,
            address: address.as_str().to_owned(),
            contracted_ports: number_at("contractedPorts", request.contracted_ports, 0)?,
            closing_day: number_at("closingDay", request.closing_day, CLOSING_DAY)?,
            two_step: request.two_step.unwrap_or(true),
            password_policy: policy
                .transpose()
                .map_err(at("passwordPolicy"))?
                .unwrap_or(PasswordPolicy::Standard),
        },
        max_added_ports: number_at("maxAddedPorts", request.max_added_ports, MAX_ADDED_PORTS)?,
        options: options.map_err(at("options"))?,
        notified: Vec::new(),
        mail_language: Language::default(),
    })
}

/// The name of a company.
pub fn company_name(text: &str) -> Result<String, FieldErrors> {
    let name = CompanyName::parse(text).map_err(|rule| FieldErrors::one("name", rule))?;
    Ok(name.as_str().to_owned())
}

/// A postal code, if one is given.
pub fn postal_code(text: Option<&str>) -> Result<Option<String>, FieldErrors> {
    let given = text.filter(|text| !text.trim().is_empty());
    let code = given.map(PostalCode::parse).transpose();
    let code = code.map_err(|rule| FieldErrors::one("postalCode", rule))?;
    Ok(code.map(|code| code.as_str().to_owned()))
}

/// A number that was validated before, or `otherwise`.
pub fn number_at<N: TryFrom<i64>>(
    field: &str,
    given: Option<i64>,
    otherwise: N,
) -> Result<N, FieldErrors> {
    match given {
        None => Ok(otherwise),
        Some(value) => {
            N::try_from(value).map_err(|_| FieldErrors::one(field, FieldRule::InvalidNumber))
        }
    }
}

/// Registers a member with all that belongs to it, and begins its trail.
/// [`minato_db::UniqueKey::MemberNumber`] if the number is taken.
pub fn register(
    tx: &mut WriteTx<'_>,
    actor: Actor,
    registration: &Registration,
) -> Result<TenantScope, DbError> {
    let scope = members::insert(tx, &registration.new)?;
    members::set_max_added_ports(tx, scope, registration.max_added_ports)?;
    let (notified, language) = (&registration.notified, registration.mail_language);
    let version = member_notifications::get(tx, scope)?.version;
    member_notifications::replace(tx, scope, version, notified, language)?;
    audit::begin(tx, scope)?;
    let today = japan_time::date(tx.now());
    member_options::replace_all_of(tx, scope, &registration.options, today)?;
    let event = NewAuditEvent {
        actor,
        action: AuditAction::MemberCreated,
        subject: Some(scope.member().to_string()),
        text: None,
    };
    audit::record(tx, scope, &event)?;
    Ok(scope)
}
