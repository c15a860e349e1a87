//! Applying for additional ports, changing and cancelling: by whom, what is kept and told.

use chrono::TimeDelta;
use minato_types::audit::AuditAction;
use minato_types::port_applications::{
    ChangePortApplicationRequest, PortApplicationEventKind as Kind, PortApplicationState as State,
};
use minato_types::problem::ProblemCode;

use crate::audit;
use crate::people::refused;
use crate::ports::{AKI, Company, NOTIFIED, NUMBER, SHUN, day, submit, to_ports};

#[actix_web::test]
async fn an_application_is_kept_promised_recorded_and_told() {
    let company = Company::start().await;
    let before = company.app.app.db.clock().now();
    let applied = submit(&company.shun, "2026-12-10", 5).await;
    let application = &applied.value;
    assert_eq!(applied.etag, "\"v1\"");
    assert_eq!(application.number.revision, 0);
    assert_eq!(application.state, State::Accepted);
    assert_eq!(application.effective_date, day("2026-12-10"));
    assert_eq!(application.added_ports, 5);
    assert_eq!(application.applicant.name.as_str(), "Shun Kitano");
    assert_eq!(application.submitted_at, before);
    assert_eq!(application.deadline.day, day("2026-12-08"));
    assert_eq!(
        application.deadline.at.to_rfc3339(),
        "2026-12-08T15:00:00+00:00"
    );
    assert!(!application.deadline.provisional && application.changeable);
    assert_eq!(application.days_left, Some(14));
    assert_eq!(
        company
            .shun
            .get_port_application(application.number)
            .await
            .unwrap(),
        applied
    );

    let last = audit::chain(&company.app.app.db, NUMBER)
        .await
        .pop()
        .unwrap();
    assert_eq!(last.action.0, AuditAction::PortApplicationSubmitted);
    assert_eq!(last.subject_id, Some(application.number.to_string()));
    assert_eq!(company.deliver().await, [NOTIFIED, SHUN.email]);
    company.finish().await;
}

#[actix_web::test]
async fn a_change_raises_the_revision_and_keeps_the_history() {
    let company = Company::start().await;
    let first = submit(&company.shun, "2026-12-10", 5).await;
    company.app.pass(TimeDelta::minutes(20));
    let request = ChangePortApplicationRequest {
        effective_date: Some("2026年12月11日".to_owned()),
        added_ports: Some(8),
        remind: Some(true),
    };
    let number = first.value.number;
    let second = company
        .shun
        .change_port_application(number, &request, &first.etag)
        .await
        .unwrap();
    assert_eq!(second.etag, "\"v2\"");
    assert_eq!(second.value.number.serial, number.serial);
    assert_eq!(second.value.number.revision, 1);
    assert_eq!(second.value.effective_date, day("2026-12-11"));
    assert_eq!(second.value.added_ports, 8);
    assert_eq!(second.value.deadline.day, day("2026-12-09"));
    assert!(second.value.remind);
    assert_eq!(second.value.submitted_at, first.value.submitted_at);

    // Any revision that it has had names it; one that it has not had names nothing.
    for revision in [first.value.number, second.value.number] {
        let found = company.aki.get_port_application(revision).await.unwrap();
        assert_eq!(found.value.number, second.value.number);
    }
    let mut unknown = second.value.number;
    unknown.revision = 2;
    let missing = company.aki.get_port_application(unknown).await;
    assert_eq!(refused(missing), ProblemCode::NotFound);

    let weak = format!("W/{}", second.etag);
    let third = company
        .aki
        .cancel_port_application(number, &weak)
        .await
        .unwrap();
    assert_eq!(third.value.state, State::Cancelled);
    assert_eq!(
        third.value.number.revision, 1,
        "cancelling is no new revision"
    );
    assert_eq!(
        (third.value.days_left, third.value.changeable),
        (None, false)
    );

    let history = company
        .shun
        .list_port_application_history(number)
        .await
        .unwrap();
    let events: Vec<_> = history
        .items
        .iter()
        .map(|event| (event.kind, event.number.revision, event.added_ports))
        .collect();
    assert_eq!(
        events,
        [
            (Kind::Submitted, 0, 5),
            (Kind::Changed, 1, 8),
            (Kind::Cancelled, 1, 8)
        ]
    );
    let names: Vec<_> = history
        .items
        .iter()
        .map(|e| e.by.as_ref().unwrap().as_str())
        .collect();
    assert_eq!(names, ["Shun Kitano", "Shun Kitano", "北野 亜紀"]);
    assert_eq!(history.items[0].deadline, first.value.deadline);
    company.finish().await;
}

#[actix_web::test]
async fn a_stale_or_missing_version_changes_nothing() {
    let company = Company::start().await;
    let first = submit(&company.aki, "2026-12-10", 5).await;
    let number = first.value.number;
    let change = |ports: i64, etag: &str| {
        let (client, etag) = (&company.aki, etag.to_owned());
        async move {
            client
                .change_port_application(number, &to_ports(ports), &etag)
                .await
        }
    };
    let second = change(6, &first.etag).await.unwrap();
    assert_eq!(
        refused(change(7, &first.etag).await),
        ProblemCode::PreconditionFailed
    );
    assert_eq!(
        refused(change(7, "\"v99\"").await),
        ProblemCode::PreconditionFailed
    );
    assert_eq!(
        refused(change(7, "soon").await),
        ProblemCode::PreconditionFailed
    );
    let stale = company
        .aki
        .cancel_port_application(number, &first.etag)
        .await;
    assert_eq!(refused(stale), ProblemCode::PreconditionFailed);

    let browser = crate::raw::Signed::of(&company.aki).await;
    let path = format!("/port-applications/{number}");
    let origin = &company.app.address;
    let change = browser
        .send(origin, "PATCH", &path, &[], Some("{\"addedPorts\":7}"))
        .await;
    assert_eq!(
        (change.status.as_u16(), change.problem().as_str()),
        (428, "preconditionRequired")
    );
    let cancel = browser
        .send(origin, "POST", &format!("{path}/cancel"), &[], None)
        .await;
    assert_eq!(cancel.problem(), "preconditionRequired");

    assert_eq!(
        company.aki.get_port_application(number).await.unwrap(),
        second
    );
    let cancelled = company
        .aki
        .cancel_port_application(number, &second.etag)
        .await
        .unwrap();
    let again = company
        .aki
        .cancel_port_application(number, &second.etag)
        .await;
    assert_eq!(refused(again), ProblemCode::PreconditionFailed);
    let again = company
        .aki
        .cancel_port_application(number, &cancelled.etag)
        .await;
    assert_eq!(refused(again), ProblemCode::NotChangeable);
    company.finish().await;
}

#[actix_web::test]
async fn a_user_changes_his_own_and_an_admin_everybodys() {
    let company = Company::start().await;
    let of_aki = submit(&company.aki, "2026-12-10", 5).await;
    let of_shun = submit(&company.shun, "2026-12-10", 6).await;

    let seen = company
        .shun
        .get_port_application(of_aki.value.number)
        .await
        .unwrap();
    assert!(!seen.value.changeable, "seen, but not to be changed");
    assert!(of_aki.value.changeable);
    let number = of_aki.value.number;
    let change = company
        .shun
        .change_port_application(number, &to_ports(1), &of_aki.etag)
        .await;
    assert_eq!(refused(change), ProblemCode::Forbidden);
    let cancel = company
        .shun
        .cancel_port_application(number, &of_aki.etag)
        .await;
    assert_eq!(refused(cancel), ProblemCode::Forbidden);
    assert_eq!(
        company.aki.get_port_application(number).await.unwrap(),
        of_aki
    );
    company.deliver().await;

    // The admin changes the user's: the user hears of it.
    let number = of_shun.value.number;
    company
        .aki
        .change_port_application(number, &to_ports(1), &of_shun.etag)
        .await
        .unwrap();
    assert_eq!(company.deliver().await, [AKI.email, NOTIFIED, SHUN.email]);
    company.finish().await;
}

#[actix_web::test]
async fn an_application_goes_through_all_its_states() {
    let company = Company::start().await;
    let first = submit(&company.shun, "2026-12-10", 5).await;
    let number = first.value.number;
    let client = company
        .sign_in_at("2026-12-09T01:00:00Z".parse().unwrap())
        .await;
    let state = || async {
        client
            .get_port_application(number)
            .await
            .unwrap()
            .value
            .state
    };
    assert_eq!(state().await, State::Fixed);
    company.provision(number.serial).await;
    assert_eq!(state().await, State::Provisioned);
    let provisioned = client.get_port_application(number).await.unwrap();
    let cancel = client
        .cancel_port_application(number, &provisioned.etag)
        .await;
    assert_eq!(refused(cancel), ProblemCode::NotChangeable);
    let history = client.list_port_application_history(number).await.unwrap();
    let last = history.items.last().unwrap();
    assert_eq!((last.kind, last.by.as_ref()), (Kind::Provisioned, None));

    // The day ends at midnight in Japan.
    let client = company
        .sign_in_at("2026-12-10T14:59:59Z".parse().unwrap())
        .await;
    let of_day = client
        .get_port_application(number)
        .await
        .unwrap()
        .value
        .state;
    assert_eq!(of_day, State::Provisioned);
    company.at("2026-12-10T15:00:00Z");
    let after = client.get_port_application(number).await.unwrap();
    assert_eq!(after.value.state, State::Finished);
    let change = client
        .change_port_application(number, &to_ports(1), &after.etag)
        .await;
    assert_eq!(refused(change), ProblemCode::NotChangeable);
    company.finish().await;
}
