//! What admins do with programs.

use minato_db::models::members::{self, MemberChange};
use minato_db::{DbError, OperatorPrincipal, WriteTx};
use minato_types::ProblemCode;
use minato_types::api_clients::{ApiClientState, ApiScope, UpdateApiClientRequest};
use minato_types::audit::{AuditAction, ListAuditEventsQuery};
use minato_types::members::MemberState;
use minato_types::values::MemberNumber;

use super::{every_scope, make, wish};
use crate::app::TestApp;
use crate::me::broken_rules;
use crate::people::{HANAKO, MISAKI, TARO};

/// Closes or opens the member of HANAKO, as the operator does.
pub(super) fn set_member_state(tx: &mut WriteTx<'_>, state: MemberState) -> Result<(), DbError> {
    let staff = OperatorPrincipal {
        operator: uuid::Uuid::nil(),
    };
    let number = MemberNumber::parse(HANAKO.member_number).unwrap();
    let found = members::find_for_operator(tx, staff, &number)?;
    let (scope, managed) = found.unwrap();
    let member = managed.member;
    let change = MemberChange {
        name: member.name,
        postal_code: member.postal_code,
        address: member.address,
        state,
        contracted_ports: member.contracted_ports,
        max_added_ports: member.max_added_ports,
        closing_day: member.closing_day,
        two_step: member.two_step,
        password_policy: member.password_policy.0,
    };
    assert!(members::update(tx, scope, managed.version, &change)?);
    Ok(())
}

#[actix_web::test]
async fn a_program_is_made_changed_switched_off_and_deleted() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let program = make(&hanako, &wish(&every_scope())).await;
    assert!(program.client_id().starts_with("mc_"));
    assert!(program.issued.secret.len() >= 43);
    let now = hanako.get_api_client(program.id()).await.unwrap();
    assert_eq!(now.value.state, ApiClientState::Active);
    assert!(program.issued.secret.ends_with(&now.value.secrets[0].hint));
    let change = UpdateApiClientRequest {
        name: Some("予約".to_owned()),
        scopes: Some(vec!["log:read".to_owned()]),
        allowed_networks: Some(vec!["::ffff:203.0.113.5".to_owned()]),
        ..UpdateApiClientRequest::default()
    };
    let changed = hanako
        .update_api_client(program.id(), &change, &now.etag)
        .await
        .unwrap();
    assert_eq!(changed.value.scopes, [ApiScope::LogRead]);
    assert_eq!(changed.value.allowed_networks, ["203.0.113.5"]);
    let late = hanako
        .update_api_client(program.id(), &change, &now.etag)
        .await
        .unwrap_err();
    assert_eq!(late.code(), Some(ProblemCode::PreconditionFailed));
    let off = hanako
        .suspend_api_client(program.id(), &changed.etag)
        .await
        .unwrap();
    assert_eq!(off.value.state, ApiClientState::Suspended);
    let on = hanako
        .resume_api_client(program.id(), &off.etag)
        .await
        .unwrap();
    assert_eq!(on.value.state, ApiClientState::Active);
    hanako
        .delete_api_client(program.id(), &on.etag)
        .await
        .unwrap();
    let gone = hanako.get_api_client(program.id()).await.unwrap_err();
    assert_eq!(gone.code(), Some(ProblemCode::NotFound));
    let events = hanako
        .list_audit_events(&ListAuditEventsQuery::default())
        .await
        .unwrap()
        .items;
    let told = events
        .iter()
        .find(|event| event.action == AuditAction::ApiClientChanged)
        .unwrap();
    assert_eq!(
        told.subject.as_ref().unwrap().label.as_deref(),
        Some("予約")
    );
    assert!(
        told.changes
            .iter()
            .any(|change| change.after.as_deref() == Some("log:read"))
    );
    app.finish().await;
}

#[actix_web::test]
async fn what_is_wrong_with_a_program_is_named_at_its_field() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let mut bad = wish(&[ApiScope::LogRead]);
    bad.allowed_networks = vec![
        "203.0.113.0/24".to_owned(),
        "203.0.113.5/24".to_owned(),
        "x".to_owned(),
    ];
    let refused = hanako.add_api_client(&bad).await;
    let names: Vec<_> = broken_rules(refused)
        .into_iter()
        .map(|(field, _)| field)
        .collect();
    assert_eq!(names, ["allowedNetworks.1", "allowedNetworks.2"]);
    let mut bad = wish(&[ApiScope::LogRead]);
    bad.valid_until = "2001-01-01".to_owned();
    bad.owner_id = Some(uuid::Uuid::nil());
    let refused = hanako.add_api_client(&bad).await;
    let mut names: Vec<_> = broken_rules(refused)
        .into_iter()
        .map(|(field, _)| field)
        .collect();
    names.sort();
    assert_eq!(names, ["ownerId", "validUntil"]);
    app.finish().await;
}

#[actix_web::test]
async fn only_admins_of_members_with_the_option_make_programs_and_only_freshly_proved() {
    let app = TestApp::start().await;
    let (taro, misaki) = (TARO.sign_in(&app).await, MISAKI.sign_in(&app).await);
    for (client, code) in [
        (&taro, ProblemCode::Forbidden),
        (&misaki, ProblemCode::OptionRequired),
    ] {
        let refused = client
            .add_api_client(&wish(&[ApiScope::LogRead]))
            .await
            .unwrap_err();
        assert_eq!(refused.code(), Some(code));
    }
    let hanako = HANAKO.sign_in(&app).await;
    app.pass(chrono::TimeDelta::minutes(11));
    let stale = hanako
        .add_api_client(&wish(&[ApiScope::LogRead]))
        .await
        .unwrap_err();
    assert_eq!(stale.code(), Some(ProblemCode::StepUpRequired));
    app.finish().await;
}
