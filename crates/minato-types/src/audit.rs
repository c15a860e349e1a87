//! What the audit trail records, and how a member's admins read it.

mod actions;
mod list;
mod words;

pub use actions::AuditAction;
pub use list::ListAuditEventsQuery;
pub use words::{action as action_words, field as field_words};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::values::choices;

choices! {
    /// What kind of thing an action belongs to: by it a long trail is narrowed down.
    AuditActionGroup {
        /// Signing in and out, and how people prove themselves.
        SignIn = "signIn",
        /// Accounts: opened, changed, switched off, deleted.
        Accounts = "accounts",
        /// Groups, their people and what they may do.
        Groups = "groups",
        /// Contracts.
        Contracts = "contracts",
        /// Applications for additional ports.
        PortApplications = "portApplications",
        /// The member itself and its settings.
        Company = "company",
        /// The member's programs.
        ApiClients = "apiClients",
        /// Data that was taken along as a file.
        Exports = "exports",
    }
    /// What kind of actor did something.
    AuditActorKind {
        /// A person of the member.
        Account = "account",
        /// A program of the member.
        ApiClient = "apiClient",
        /// Staff of the carrier.
        Operator = "operator",
        /// The carrier's server, by its command line.
        CommandLine = "commandLine",
        /// Somebody who did not prove who he is.
        Nobody = "nobody",
    }
    /// What kind of thing something was done to.
    AuditSubjectKind {
        /// An account.
        Account = "account",
        /// A group.
        UserGroup = "userGroup",
        /// A contract.
        Contract = "contract",
        /// An application for additional ports.
        PortApplication = "portApplication",
        /// The member itself.
        Company = "company",
        /// A session.
        Session = "session",
        /// A trusted browser.
        TrustedBrowser = "trustedBrowser",
        /// A file that was imported.
        Import = "import",
        /// A service of the catalogue.
        Service = "service",
        /// An operator.
        Operator = "operator",
        /// A program of the member.
        ApiClient = "apiClient",
    }
    /// What of a thing was changed.
    AuditField {
        /// The name.
        Name = "name",
        /// What something is for.
        Description = "description",
        /// The e-mail address.
        Email = "email",
        /// The department.
        Department = "department",
        /// The telephone number.
        Phone = "phone",
        /// The role of an account: a word of `AccountRole`.
        Role = "role",
        /// The last day of an account.
        ValidUntil = "validUntil",
        /// Whether an account is switched off: a word of `AccountState`.
        State = "state",
        /// How somebody must prove himself: a word of `SecondFactor`.
        SecondFactor = "secondFactor",
        /// Whether browsers may be trusted: `true` or `false`, or a word of `BrowserTrust`.
        TrustedBrowsers = "trustedBrowsers",
        /// The language: `ja` or `en`.
        Language = "language",
        /// The time zone.
        TimeZone = "timeZone",
        /// One address for notifications: added or taken away.
        NotificationAddress = "notificationAddress",
        /// Somebody in a group: put in or taken out.
        GroupAccount = "groupAccount",
        /// A service that a group covers; `item` names it, the values are words of
        /// `ContractPermission`.
        GroupService = "groupService",
        /// A contract that a group covers; `item` names it, the values are words of
        /// `ContractPermission`.
        GroupContract = "groupContract",
        /// The memo of a contract.
        Memo = "memo",
        /// Somebody whom the carrier asks about a contract: added or taken away.
        Contact = "contact",
        /// The day of an application.
        EffectiveDate = "effectiveDate",
        /// The ports of an application.
        AddedPorts = "addedPorts",
        /// Whether the applicant is reminded: `true` or `false`.
        Remind = "remind",
        /// The ports that the member's contract includes.
        ContractedPorts = "contractedPorts",
        /// The most ports that can be added to a day.
        MaxAddedPorts = "maxAddedPorts",
        /// The day on which bills are closed.
        ClosingDay = "closingDay",
        /// Whether a second step follows the password: `true` or `false`.
        TwoStep = "twoStep",
        /// What a new password must be like: a word of `PasswordPolicy`.
        PasswordPolicy = "passwordPolicy",
        /// The postal code.
        PostalCode = "postalCode",
        /// The address.
        Address = "address",
        /// An option; `item` names it: a word of `CompanyOptionKind`; `true` or `false`.
        Option = "option",
        /// The service of a contract.
        Service = "service",
        /// The number under which the customer stands at a service.
        CustomerNumber = "customerNumber",
        /// The number that contracts of one group share.
        GroupNumber = "groupNumber",
        /// Where a contract is provided.
        Site = "site",
        /// How a contract runs: a word of `ContractStatus`.
        Status = "status",
        /// The day on which a contract was applied for.
        AppliedOn = "appliedOn",
        /// The day from which a contract is provided.
        ProvidedOn = "providedOn",
        /// The last day of a contract.
        EndsOn = "endsOn",
        /// Whether an account may come from any address: `true` or `false`.
        AnyAddress = "anyAddress",
        /// The networks from which people or a program may come, divided by spaces.
        AllowedNetworks = "allowedNetworks",
        /// After how many minutes without requests a session ends.
        SessionIdleMinutes = "sessionIdleMinutes",
        /// After how many hours a session ends in any case.
        SessionHours = "sessionHours",
        /// What a program may do, divided by spaces.
        Scopes = "scopes",
        /// The groups of a program, by their ids.
        ClientGroups = "clientGroups",
        /// Who answers for a program, by the id of the account.
        Owner = "owner",
        /// How many rows there were.
        Rows = "rows",
    }
}

/// Something that somebody did, as the admins of the member see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct AuditEvent {
    /// Its place in the member's trail, from 1 without gaps.
    #[cfg_attr(feature = "openapi", schema(example = 4711))]
    pub seq: u64,
    /// When.
    pub at: DateTime<Utc>,
    /// Who did it.
    pub actor: AuditActor,
    /// What was done.
    pub action: AuditAction,
    /// What it was done to; null where there is nothing but the action.
    pub subject: Option<AuditSubject>,
    /// What explains it; null where nothing does, and when its time is over.
    #[cfg_attr(feature = "openapi", schema(example = "hanako@example.jp"))]
    pub text: Option<String>,
    /// Whether there was a text, or changes, whose time is over.
    pub text_removed: bool,
    /// What changed from what to what, where that is known.
    pub changes: Vec<AuditChange>,
    /// The digest of the event: it covers the one before it.
    #[cfg_attr(
        feature = "openapi",
        schema(example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
    )]
    pub digest: String,
}

/// Who did something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct AuditActor {
    /// What kind of actor it is.
    pub kind: AuditActorKind,
    /// The id of an account or a program; null for everybody else.
    #[cfg_attr(
        feature = "openapi",
        schema(example = "01890a5d-ac96-774b-bcce-b302099a8057")
    )]
    pub id: Option<String>,
    /// The name, of deleted accounts too; null for staff of the carrier, whom members know as
    /// the operator alone.
    #[cfg_attr(feature = "openapi", schema(example = "港 花子"))]
    pub name: Option<String>,
}

/// What something was done to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct AuditSubject {
    /// What kind of thing it is.
    pub kind: AuditSubjectKind,
    /// By which it is found in the API: an id, or the number of a contract or an application.
    #[cfg_attr(feature = "openapi", schema(example = "SO-00012-1"))]
    pub id: Option<String>,
    /// What people call it: a name or a number; null for what has none. The automatic group
    /// has an empty one, which pages name in the language of the reader.
    #[cfg_attr(feature = "openapi", schema(example = "SO-00012-1"))]
    pub label: Option<String>,
}

/// A value that changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct AuditChange {
    /// Which one.
    pub field: AuditField,
    /// Whose, where a thing has several of them.
    #[cfg_attr(feature = "openapi", schema(example = json!(null)))]
    pub item: Option<String>,
    /// The value before; null if there was none.
    #[cfg_attr(feature = "openapi", schema(example = "2026-09-24"))]
    pub before: Option<String>,
    /// The value afterwards; null if there is none.
    #[cfg_attr(feature = "openapi", schema(example = "2026-09-25"))]
    pub after: Option<String>,
}

impl AuditAction {
    /// The kind of thing that it belongs to.
    pub const fn group(self) -> AuditActionGroup {
        words::facts(self).group
    }

    /// The kind of thing that it is done to.
    pub const fn subject(self) -> Option<AuditSubjectKind> {
        words::facts(self).subject
    }
}

impl AuditChange {
    /// A value that is another one now; nothing if it is the same.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "callers have words, numbers and days, which are written the same by reference"
    )]
    pub fn of(field: AuditField, before: impl ToString, after: impl ToString) -> Option<Self> {
        let (before, after) = (before.to_string(), after.to_string());
        (before != after).then(|| Self::new(field, some(before), some(after)))
    }

    /// A value, one of which may be missing.
    pub const fn new(field: AuditField, before: Option<String>, after: Option<String>) -> Self {
        Self {
            field,
            item: None,
            before,
            after,
        }
    }

    /// The same, of one of several things.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "callers have words, numbers and days, which are written the same by reference"
    )]
    #[must_use]
    pub fn item(self, item: impl ToString) -> Self {
        Self {
            item: Some(item.to_string()),
            ..self
        }
    }
}

/// A value that is there; an empty one says nothing.
fn some(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}
