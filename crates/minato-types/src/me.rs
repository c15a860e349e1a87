//! What a person sees and changes of himself.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::entries::check_password_entry;
use crate::values::{
    AccountId, AccountRole, Department, EmailAddress, Language, PersonName, PhoneNumber,
    SecondFactor, TimeZone,
};
use crate::{FieldErrors, Validate};

/// One's own profile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Me {
    /// The id of the account.
    pub id: AccountId,
    /// The name.
    pub name: PersonName,
    /// The e-mail address, which is also the id at sign-in.
    pub email: EmailAddress,
    /// The telephone number, if known.
    pub phone: Option<PhoneNumber>,
    /// The department.
    pub department: Department,
    /// What the account may do; changed by an admin only.
    pub role: AccountRole,
    /// How the second step is proved.
    pub second_factor: SecondFactor,
    /// The last day (Japan time) on which the account can be used; changed by an admin only.
    #[cfg_attr(feature = "openapi", schema(example = "9999-12-31"))]
    pub valid_until: NaiveDate,
    /// The language of pages and mails.
    pub language: Language,
    /// The zone in which times are shown.
    pub time_zone: TimeZone,
    /// When the password was last set.
    pub password_changed_at: DateTime<Utc>,
}

/// Changes one's own profile. What is left out stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UpdateMeRequest {
    /// The name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "港 花子"))]
    pub name: Option<String>,
    /// The telephone number; empty removes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "03-1234-5678"))]
    pub phone: Option<String>,
    /// The department.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "情報システム部"))]
    pub department: Option<String>,
    /// The language of pages and mails: `ja` or `en`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "ja"))]
    pub language: Option<String>,
    /// The zone in which times are shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "Asia/Tokyo"))]
    pub time_zone: Option<String>,
}

impl Validate for UpdateMeRequest {
    fn check(&self, errors: &mut FieldErrors) {
        if let Some(name) = &self.name {
            errors.check("name", PersonName::parse(name));
        }
        if let Some(phone) = self.phone.as_deref().filter(|p| !p.trim().is_empty()) {
            errors.check("phone", PhoneNumber::parse(phone));
        }
        if let Some(department) = &self.department {
            errors.check("department", Department::parse(department));
        }
        if let Some(language) = &self.language {
            errors.check("language", language.parse::<Language>());
        }
        if let Some(zone) = &self.time_zone {
            errors.check("timeZone", TimeZone::parse(zone));
        }
    }
}

/// Changes one's own password. All other sessions end.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ChangePasswordRequest {
    /// The password until now.
    #[cfg_attr(feature = "openapi", schema(example = "correct horse battery", format = Password, max_length = 128))]
    pub current_password: String,
    /// The new password.
    #[cfg_attr(feature = "openapi", schema(example = "staple on the quay", format = Password, max_length = 128))]
    pub new_password: String,
}

impl Validate for ChangePasswordRequest {
    fn check(&self, errors: &mut FieldErrors) {
        check_password_entry("currentPassword", &self.current_password, errors);
        check_password_entry("newPassword", &self.new_password, errors);
    }
}
/// Asks for another e-mail address.
#[derive(Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RequestEmailChangeRequest {
    /// The new address.
    #[cfg_attr(feature = "openapi", schema(example = "hanako.minato@example.jp"))]
    pub email: String,
}

impl Validate for RequestEmailChangeRequest {
    fn check(&self, errors: &mut FieldErrors) {
        crate::entries::check_email(&self.email, errors);
    }
}
