//! One contract, and what its people change of it.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{ContractPermission, ContractStatus};
use crate::services::ContractService;
use crate::values::{
    ContractMemo, ContractNumber, Department, EmailAddress, PersonName, PhoneNumber,
};
use crate::{FieldErrors, FieldRule, Validate};

/// The most people whom the carrier can ask about a contract.
pub const MAX_CONTRACT_CONTACTS: u32 = 5;

/// The largest file of memos, in bytes.
pub const MAX_MEMO_FILE_BYTES: usize = 5 * 1024 * 1024;

/// The most rows of a file of memos: no other writer shall wait long for them.
pub const MAX_MEMO_ROWS: u32 = 10_000;

/// A contract with all that is known of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Contract {
    /// The number by which people know it.
    pub number: ContractNumber,
    /// The service.
    pub service: ContractService,
    /// The number under which the customer stands at the service itself.
    #[cfg_attr(feature = "openapi", schema(example = "C0004711"))]
    pub customer_number: String,
    /// The number that contracts of one group share; null if it is in none.
    #[cfg_attr(feature = "openapi", schema(example = "G000123"))]
    pub group_number: Option<String>,
    /// Where it is provided.
    #[cfg_attr(feature = "openapi", schema(example = "東京本社 3階"))]
    pub site: String,
    /// How it runs.
    pub status: ContractStatus,
    /// Since when it runs like that.
    pub status_since: DateTime<Utc>,
    /// What the member has written to it; empty if nothing.
    #[cfg_attr(feature = "openapi", schema(example = "営業部の代表番号"))]
    pub memo: String,
    /// When the memo was changed last; null if never.
    pub memo_changed_at: Option<DateTime<Utc>>,
    /// The name of whoever changed it.
    #[cfg_attr(feature = "openapi", schema(example = "港 花子"))]
    pub memo_changed_by: Option<String>,
    /// The day (Japan time) on which it was applied for.
    #[cfg_attr(feature = "openapi", schema(example = "2026-03-02"))]
    pub applied_on: NaiveDate,
    /// The day (Japan time) from which it is provided.
    #[cfg_attr(feature = "openapi", schema(example = "2026-04-01"))]
    pub provided_on: NaiveDate,
    /// Its last day (Japan time); null if it has none.
    #[cfg_attr(feature = "openapi", schema(example = "2028-03-31"))]
    pub ends_on: Option<NaiveDate>,
    /// Whom the carrier asks about it, in this order.
    pub contacts: Vec<ContractContact>,
    /// What the one who asks may do with it.
    pub permission: ContractPermission,
}

/// Somebody whom the carrier asks about a contract. He needs no account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ContractContact {
    /// The name.
    #[cfg_attr(feature = "openapi", schema(example = "港 花子"))]
    pub name: String,
    /// The department; empty if not known.
    #[cfg_attr(feature = "openapi", schema(example = "情報システム部"))]
    pub department: String,
    /// The e-mail address.
    #[cfg_attr(feature = "openapi", schema(example = "hanako@minato-shoji.example"))]
    pub email: String,
    /// The telephone number; empty if not known.
    #[cfg_attr(feature = "openapi", schema(example = "03-1234-5678"))]
    pub phone: String,
}

/// Writes another memo to a contract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UpdateContractMemoRequest {
    /// The memo: one line, at most 200 characters; empty to have none.
    #[cfg_attr(
        feature = "openapi",
        schema(example = "営業部の代表番号", max_length = 200)
    )]
    pub memo: String,
}

impl Validate for UpdateContractMemoRequest {
    fn check(&self, errors: &mut FieldErrors) {
        errors.check("memo", ContractMemo::parse(&self.memo));
    }
}

/// Changes whom the carrier asks about a contract: the whole list anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UpdateContractContactsRequest {
    /// The people in the order in which they are asked, at most 5.
    #[cfg_attr(feature = "openapi", schema(max_items = 5))]
    pub contacts: Vec<ContractContactEntry>,
}

/// Somebody to be asked, as he is entered.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ContractContactEntry {
    /// The name.
    #[cfg_attr(feature = "openapi", schema(example = "港 花子", max_length = 100))]
    pub name: String,
    /// The department; may be empty.
    #[cfg_attr(
        feature = "openapi",
        schema(example = "情報システム部", max_length = 100)
    )]
    pub department: String,
    /// The e-mail address.
    #[cfg_attr(
        feature = "openapi",
        schema(example = "hanako@minato-shoji.example", max_length = 254)
    )]
    pub email: String,
    /// The telephone number; may be empty.
    #[cfg_attr(feature = "openapi", schema(example = "03-1234-5678", max_length = 30))]
    pub phone: String,
}

impl ContractContactEntry {
    /// Reads the entry; what is wrong is named below `field`.
    pub fn read(&self, field: &str, errors: &mut FieldErrors) -> Option<ContractContact> {
        let at = |name: &str| format!("{field}.{name}");
        let name = errors.check(&at("name"), PersonName::parse(&self.name));
        let department = given(&self.department, Department::parse);
        let department = errors.check(&at("department"), department);
        let email = errors.check(&at("email"), EmailAddress::parse(&self.email));
        let phone = errors.check(&at("phone"), given(&self.phone, PhoneNumber::parse));
        Some(ContractContact {
            name: name?.to_string(),
            department: department?,
            email: email?.to_string(),
            phone: phone?,
        })
    }
}

/// What may be left empty, in its canonical form.
fn given<T: ToString>(
    text: &str,
    parse: impl Fn(&str) -> Result<T, FieldRule>,
) -> Result<String, FieldRule> {
    if text.trim().is_empty() {
        return Ok(String::new());
    }
    parse(text).map(|value| value.to_string())
}

impl UpdateContractContactsRequest {
    /// The people who are entered, or all that is wrong.
    pub fn read(&self) -> Result<Vec<ContractContact>, FieldErrors> {
        let (mut errors, mut found) = (FieldErrors::new(), Vec::new());
        let max = MAX_CONTRACT_CONTACTS;
        if self.contacts.len() > max as usize {
            errors.add("contacts", FieldRule::TooMany { max });
        }
        let mut seen = Vec::new();
        for (place, entry) in self.contacts.iter().enumerate() {
            let field = format!("contacts.{place}");
            let Some(contact) = entry.read(&field, &mut errors) else {
                continue;
            };
            let email = contact.email.to_lowercase();
            if seen.contains(&email) {
                errors.add(&format!("{field}.email"), FieldRule::Duplicate);
            }
            seen.push(email);
            found.push(contact);
        }
        if errors.is_empty() {
            Ok(found)
        } else {
            Err(errors)
        }
    }
}

impl Validate for UpdateContractContactsRequest {
    fn check(&self, errors: &mut FieldErrors) {
        let found = self.read().err().unwrap_or_default();
        for (field, rule) in found.iter() {
            errors.add(field, rule.clone());
        }
    }
}

/// What became of a file of memos.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ContractMemoImport {
    /// How many rows were read.
    #[cfg_attr(feature = "openapi", schema(example = 120))]
    pub rows: u32,
    /// How many memos are others than before.
    #[cfg_attr(feature = "openapi", schema(example = 17))]
    pub changed: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hanako() -> ContractContactEntry {
        ContractContactEntry {
            name: "港 花子".into(),
            department: "総務部".into(),
            email: "hanako@minato-shoji.example".into(),
            phone: "０３－１２３４－５６７８".into(),
        }
    }

    #[test]
    fn a_memo_is_one_line_of_at_most_200_characters() {
        let judged = |memo: &str| {
            let request = UpdateContractMemoRequest { memo: memo.into() };
            request.validate().err().unwrap_or_default()
        };
        assert!(judged("").is_empty() && judged(&"港".repeat(200)).is_empty());
        let max = 200;
        assert_eq!(
            judged(&"港".repeat(201)).of("memo"),
            Some(&FieldRule::TooLong { max })
        );
        assert_eq!(
            judged("a\nb").of("memo"),
            Some(&FieldRule::InvalidCharacters)
        );
    }

    #[test]
    fn the_faults_of_contacts_are_named_all_at_once_by_their_place() {
        let nobody = ContractContactEntry {
            phone: "12".into(),
            ..ContractContactEntry::default()
        };
        let request = UpdateContractContactsRequest {
            contacts: vec![hanako(), nobody, hanako()],
        };
        let errors = request.validate().unwrap_err();
        let named: Vec<_> = errors.iter().map(|(field, _)| field).collect();
        assert_eq!(
            named,
            [
                "contacts.1.name",
                "contacts.1.email",
                "contacts.1.phone",
                "contacts.2.email",
            ]
        );
        assert_eq!(errors.of("contacts.2.email"), Some(&FieldRule::Duplicate));
    }

    #[test]
    fn at_most_five_people_are_asked() {
        let contacts = (0..6).map(|place| ContractContactEntry {
            email: format!("{place}@minato-shoji.example"),
            ..hanako()
        });
        let mut request = UpdateContractContactsRequest {
            contacts: contacts.collect(),
        };
        let max = MAX_CONTRACT_CONTACTS;
        let errors = request.validate().unwrap_err();
        assert_eq!(errors.of("contacts"), Some(&FieldRule::TooMany { max }));
        request.contacts.truncate(5);
        assert_eq!(request.read().unwrap().len(), 5);
    }
}
