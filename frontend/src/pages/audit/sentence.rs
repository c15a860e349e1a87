use leptos::prelude::*;
use minato_types::audit::{
    AuditAction, AuditActor, AuditActorKind, AuditEvent, AuditField, AuditSubject, AuditSubjectKind,
};
use minato_types::values::{ContractNumber, PortApplicationNumber};

use crate::language::use_language;
use crate::paths::Address;
use crate::view::{each, live};
use crate::words::{Locale, words_of};

/// What happened, as a sentence in the language of the reader: who did it stands out, what it
/// was done to is a link.
pub(super) fn sentence(event: &AuditEvent) -> AnyView {
    let told = Told::of(event);
    let (actor, subject) = (event.actor.clone(), event.subject.clone());
    let address = subject.as_ref().filter(|_| !is_gone(event.action));
    let address = address.and_then(address_of);
    let action = event.action;
    let language = use_language();
    live(move || {
        let locale = language.locale();
        each(parts(told.template(locale)), |part| match part {
            Part::Words(words) => words.into_any(),
            Part::Who => {
                let name = who(&actor, locale);
                view! { <strong class="trail__who">{name}</strong> }.into_any()
            }
            Part::What => {
                let name = what(action, subject.as_ref(), locale);
                match address.clone() {
                    Some(address) => view! { <a href=address>{name}</a> }.into_any(),
                    None => view! { <strong class="trail__who">{name}</strong> }.into_any(),
                }
            }
        })
    })
}

/// What is told: the action, or more exactly what of something was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Told {
    Action(AuditAction),
    DateChanged,
    PortsChanged,
    RemindChanged,
}

impl Told {
    fn of(event: &AuditEvent) -> Self {
        let fields: Vec<_> = event.changes.iter().map(|change| change.field).collect();
        match (event.action, fields.as_slice()) {
            (AuditAction::PortApplicationChanged, [AuditField::EffectiveDate]) => Self::DateChanged,
            (AuditAction::PortApplicationChanged, [AuditField::AddedPorts]) => Self::PortsChanged,
            (AuditAction::PortApplicationChanged, [AuditField::Remind]) => Self::RemindChanged,
            (action, _) => Self::Action(action),
        }
    }

    /// The sentence with `{who}` and `{what}` in the places of names.
    fn template(self, locale: Locale) -> &'static str {
        match self {
            Self::Action(action) => template(action, locale),
            Self::DateChanged => words_of!(locale, audit.did.portDateChanged),
            Self::PortsChanged => words_of!(locale, audit.did.portsChanged),
            Self::RemindChanged => words_of!(locale, audit.did.portRemindChanged),
        }
    }
}

#[rustfmt::skip]
fn template(action: AuditAction, locale: Locale) -> &'static str {
    use AuditAction as A;
    match action {
        A::MemberCreated => words_of!(locale, audit.did.memberCreated),
        A::MemberChanged => words_of!(locale, audit.did.memberChanged),
        A::OpeningMailSent => words_of!(locale, audit.did.openingMailSent),
        A::AccountsImported => words_of!(locale, audit.did.accountsImported),
        A::FileImported => words_of!(locale, audit.did.fileImported),
        A::ServiceAdded => words_of!(locale, audit.did.serviceAdded),
        A::ServiceChanged => words_of!(locale, audit.did.serviceChanged),
        A::ContractRegistered => words_of!(locale, audit.did.contractRegistered),
        A::ContractChanged => words_of!(locale, audit.did.contractChanged),
        A::ContractsImported => words_of!(locale, audit.did.contractsImported),
        A::ContractStatusesSet => words_of!(locale, audit.did.contractStatusesSet),
        A::AutomaticGroupSet => words_of!(locale, audit.did.automaticGroupSet),
        A::OperatorCreated => words_of!(locale, audit.did.operatorCreated),
        A::OperatorSetUp => words_of!(locale, audit.did.operatorSetUp),
        A::OperatorReset => words_of!(locale, audit.did.operatorReset),
        A::OperatorSuspended => words_of!(locale, audit.did.operatorSuspended),
        A::OperatorResumed => words_of!(locale, audit.did.operatorResumed),
        A::AccountCreated => words_of!(locale, audit.did.accountCreated),
        A::SignedIn => words_of!(locale, audit.did.signedIn),
        A::SignedOut => words_of!(locale, audit.did.signedOut),
        A::SessionEnded => words_of!(locale, audit.did.sessionEnded),
        A::OtherSessionsEnded => words_of!(locale, audit.did.otherSessionsEnded),
        A::BrowserTrusted => words_of!(locale, audit.did.browserTrusted),
        A::TrustedBrowserUsed => words_of!(locale, audit.did.trustedBrowserUsed),
        A::TrustedBrowserEnded => words_of!(locale, audit.did.trustedBrowserEnded),
        A::BrowserForgotten => words_of!(locale, audit.did.browserForgotten),
        A::SignInClosed => words_of!(locale, audit.did.signInClosed),
        A::CodeRefused => words_of!(locale, audit.did.codeRefused),
        A::FactorLocked => words_of!(locale, audit.did.factorLocked),
        A::TotpActivated => words_of!(locale, audit.did.totpActivated),
        A::TotpRemoved => words_of!(locale, audit.did.totpRemoved),
        A::RecoveryCodesMade => words_of!(locale, audit.did.recoveryCodesMade),
        A::RecoveryCodeUsed => words_of!(locale, audit.did.recoveryCodeUsed),
        A::SteppedUp => words_of!(locale, audit.did.steppedUp),
        A::PasswordResetRequested => words_of!(locale, audit.did.passwordResetRequested),
        A::PasswordReset => words_of!(locale, audit.did.passwordReset),
        A::IdentityConfirmed => words_of!(locale, audit.did.identityConfirmed),
        A::IdentityRefused => words_of!(locale, audit.did.identityRefused),
        A::LinkEnded => words_of!(locale, audit.did.linkEnded),
        A::FirstLoginCompleted => words_of!(locale, audit.did.firstLoginCompleted),
        A::PasswordChanged => words_of!(locale, audit.did.passwordChanged),
        A::EmailChangeRequested => words_of!(locale, audit.did.emailChangeRequested),
        A::EmailChanged => words_of!(locale, audit.did.emailChanged),
        A::ProfileChanged => words_of!(locale, audit.did.profileChanged),
        A::AccountChanged => words_of!(locale, audit.did.accountChanged),
        A::AccountSuspended => words_of!(locale, audit.did.accountSuspended),
        A::AccountResumed => words_of!(locale, audit.did.accountResumed),
        A::AccountDeleted => words_of!(locale, audit.did.accountDeleted),
        A::AccountUnlocked => words_of!(locale, audit.did.accountUnlocked),
        A::AccountInvited => words_of!(locale, audit.did.accountInvited),
        A::FactorReset => words_of!(locale, audit.did.factorReset),
        A::UserGroupCreated => words_of!(locale, audit.did.userGroupCreated),
        A::UserGroupChanged => words_of!(locale, audit.did.userGroupChanged),
        A::UserGroupDeleted => words_of!(locale, audit.did.userGroupDeleted),
        A::UserGroupAccountsChanged => words_of!(locale, audit.did.userGroupAccountsChanged),
        A::UserGroupRangeChanged => words_of!(locale, audit.did.userGroupRangeChanged),
        A::AccountsExported => words_of!(locale, audit.did.accountsExported),
        A::CompanySecurityChanged => words_of!(locale, audit.did.companySecurityChanged),
        A::NotificationsChanged => words_of!(locale, audit.did.notificationsChanged),
        A::ContractMemoChanged => words_of!(locale, audit.did.contractMemoChanged),
        A::ContractMemosImported => words_of!(locale, audit.did.contractMemosImported),
        A::ContractContactsChanged => words_of!(locale, audit.did.contractContactsChanged),
        A::PortApplicationSubmitted => words_of!(locale, audit.did.portApplicationSubmitted),
        A::PortApplicationChanged => words_of!(locale, audit.did.portApplicationChanged),
        A::PortApplicationCancelled => words_of!(locale, audit.did.portApplicationCancelled),
        A::PortApplicationProvisioned => words_of!(locale, audit.did.portApplicationProvisioned),
        A::PortApplicationsExported => words_of!(locale, audit.did.portApplicationsExported),
        A::ContractsExported => words_of!(locale, audit.did.contractsExported),
        A::AuditExported => words_of!(locale, audit.did.auditExported),
        A::AddressRefused => words_of!(locale, audit.did.addressRefused),
        A::AccountSessionEnded => words_of!(locale, audit.did.accountSessionEnded),
        A::AccountSessionsEnded => words_of!(locale, audit.did.accountSessionsEnded),
        A::ApiClientCreated => words_of!(locale, audit.did.apiClientCreated),
        A::ApiClientChanged => words_of!(locale, audit.did.apiClientChanged),
        A::ApiClientSuspended => words_of!(locale, audit.did.apiClientSuspended),
        A::ApiClientResumed => words_of!(locale, audit.did.apiClientResumed),
        A::ApiClientDeleted => words_of!(locale, audit.did.apiClientDeleted),
        A::ApiClientSecretAdded => words_of!(locale, audit.did.apiClientSecretAdded),
        A::ApiClientSecretEnded => words_of!(locale, audit.did.apiClientSecretEnded),
        A::ApiClientKeyAdded => words_of!(locale, audit.did.apiClientKeyAdded),
        A::ApiClientKeyRemoved => words_of!(locale, audit.did.apiClientKeyRemoved),
        A::ApiTokenIssued => words_of!(locale, audit.did.apiTokenIssued),
        A::ApiTokenRefused => words_of!(locale, audit.did.apiTokenRefused),
        A::ApiCallRefused => words_of!(locale, audit.did.apiCallRefused),
        A::TokenKeyReplaced => words_of!(locale, audit.did.tokenKeyReplaced),
    }
}

/// A part of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Words(&'static str),
    Who,
    What,
}

/// A sentence in its parts.
fn parts(template: &'static str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = template;
    while let Some((before, behind)) = rest.split_once('{') {
        let (name, behind) = behind.split_once('}').unwrap_or((behind, ""));
        parts.push(Part::Words(before));
        parts.push(match name {
            "who" => Part::Who,
            _ => Part::What,
        });
        rest = behind;
    }
    parts.push(Part::Words(rest));
    parts.retain(|part| *part != Part::Words(""));
    parts
}

/// Who did it.
fn who(actor: &AuditActor, locale: Locale) -> String {
    let name = actor.name.as_deref();
    match (actor.kind, name) {
        (AuditActorKind::Account, Some(name)) => person(name, locale),
        (AuditActorKind::Account, None) => words_of!(locale, audit.who.somebody).to_owned(),
        (AuditActorKind::ApiClient, Some(name)) => {
            words_of!(locale, audit.who.program, name = name)
        }
        (AuditActorKind::ApiClient, None) => words_of!(locale, audit.who.someProgram).to_owned(),
        (AuditActorKind::Operator, _) => words_of!(locale, audit.who.operator).to_owned(),
        (AuditActorKind::CommandLine, _) => words_of!(locale, audit.who.system).to_owned(),
        (AuditActorKind::Nobody, _) => words_of!(locale, audit.who.nobody).to_owned(),
    }
}

/// What it was done to.
fn what(action: AuditAction, subject: Option<&AuditSubject>, locale: Locale) -> String {
    let label = subject.and_then(|subject| subject.label.as_deref());
    let kind = subject.map(|subject| subject.kind).or(action.subject());
    match (kind, label) {
        (Some(AuditSubjectKind::UserGroup), Some("")) => {
            let name = words_of!(locale, groups.automatic.name);
            words_of!(locale, audit.what.quoted, name = name)
        }
        (Some(AuditSubjectKind::Account), Some(name)) => person(name, locale),
        (Some(AuditSubjectKind::UserGroup), Some(name)) => {
            words_of!(locale, audit.what.quoted, name = name)
        }
        (_, Some(name)) if !name.is_empty() => name.to_owned(),
        (Some(AuditSubjectKind::Account), _) => words_of!(locale, audit.what.account).to_owned(),
        _ => words_of!(locale, audit.what.unknown).to_owned(),
    }
}

fn person(name: &str, locale: Locale) -> String {
    words_of!(locale, audit.who.person, name = name)
}

/// What the action itself takes away has no page any more.
const fn is_gone(action: AuditAction) -> bool {
    matches!(
        action,
        AuditAction::AccountDeleted | AuditAction::UserGroupDeleted | AuditAction::ApiClientDeleted
    )
}

/// The page about the thing, if it has one.
fn address_of(subject: &AuditSubject) -> Option<String> {
    let id = subject.id.as_deref()?;
    let address = match subject.kind {
        AuditSubjectKind::Account => Address::account(id.parse().ok()?),
        AuditSubjectKind::UserGroup => Address::group(id.parse().ok()?),
        AuditSubjectKind::ApiClient => Address::api_client(id.parse().ok()?),
        AuditSubjectKind::Contract => Address::contract(&id.parse::<ContractNumber>().ok()?),
        AuditSubjectKind::PortApplication => {
            Address::port_application(id.parse::<PortApplicationNumber>().ok()?)
        }
        _ => return None,
    };
    Some(address.to_string())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn event(action: &str, changes: &[&str]) -> AuditEvent {
        let change =
            |field: &&str| json!({"field": field, "item": null, "before": "1", "after": "2"});
        let changes: Vec<_> = changes.iter().map(change).collect();
        serde_json::from_value(json!({
            "seq": 1, "at": "2026-09-17T05:00:00Z", "action": action, "changes": changes,
            "actor": {"kind": "account", "id": null, "name": "港 花子"},
            "subject": {"kind": "portApplication", "id": "SO-00012-1", "label": "SO-00012-1"},
            "text": null, "textRemoved": false, "digest": "",
        }))
        .unwrap()
    }

    fn read(event: &AuditEvent, locale: Locale) -> String {
        let part = |part| match part {
            Part::Words(words) => words.to_owned(),
            Part::Who => who(&event.actor, locale),
            Part::What => what(event.action, event.subject.as_ref(), locale),
        };
        let parts = parts(Told::of(event).template(locale));
        parts.into_iter().map(part).collect()
    }

    #[test]
    fn a_sentence_says_who_did_what() {
        let moved = event("portApplicationChanged", &["effectiveDate"]);
        assert_eq!(
            read(&moved, Locale::ja),
            "港 花子さんが SO-00012-1 の適用日を変更しました"
        );
        assert_eq!(
            read(&moved, Locale::en),
            "港 花子 changed the date of SO-00012-1"
        );
        let both = event("portApplicationChanged", &["effectiveDate", "addedPorts"]);
        assert_eq!(read(&both, Locale::en), "港 花子 changed SO-00012-1");
    }

    #[test]
    fn every_action_has_a_sentence_of_its_own_that_names_somebody_in_both_languages() {
        let names = |locale, action| -> Vec<Part> {
            let mut names = parts(template(action, locale));
            names.retain(|part| !matches!(part, Part::Words(_)));
            names.sort_by_key(|part| *part == Part::What);
            names
        };
        let mut told = std::collections::HashSet::new();
        for action in AuditAction::ALL.iter().copied() {
            assert!(!names(Locale::ja, action).is_empty(), "{action}");
            assert_eq!(
                names(Locale::ja, action),
                names(Locale::en, action),
                "{action}"
            );
            for locale in [Locale::ja, Locale::en] {
                let sentence = template(action, locale);
                assert_eq!(sentence.matches('{').count(), names(locale, action).len());
                assert!(told.insert(sentence), "{sentence}");
            }
        }
    }

    #[test]
    fn what_has_a_page_is_a_link() {
        let application = event("portApplicationChanged", &[]).subject.unwrap();
        assert_eq!(
            address_of(&application).as_deref(),
            Some("/port-plus/SO-00012-1")
        );
        let service = AuditSubject {
            kind: AuditSubjectKind::Service,
            id: Some("cloud-pbx".into()),
            label: Some("cloud-pbx".into()),
        };
        assert_eq!(address_of(&service), None);
        assert!(is_gone(AuditAction::AccountDeleted) && !is_gone(AuditAction::AccountChanged));
    }

    #[test]
    fn whoever_has_no_name_is_told_as_what_he_is() {
        for kind in AuditActorKind::ALL.iter().copied() {
            let actor = AuditActor {
                kind,
                id: None,
                name: None,
            };
            for locale in [Locale::ja, Locale::en] {
                assert!(!who(&actor, locale).is_empty());
            }
        }
        let nameless = |action| what(action, None, Locale::en);
        assert_eq!(nameless(AuditAction::AccountCreated), "a person");
        assert_eq!(nameless(AuditAction::ServiceAdded), "something unnamed");
    }
}
