//! What an admin reads.

use minato_types::audit::{
    AuditAction, AuditActorKind, AuditChange, AuditEvent, AuditField, AuditSubjectKind,
    ListAuditEventsQuery as Query,
};
use minato_types::groups::AddGroupRequest;
use minato_types::{FieldRule, ProblemCode};

use super::{record, two_step_company, whole};
use crate::app::TestApp;
use crate::me::broken_rules;
use crate::people::{self, HANAKO};
use crate::ports::{self, AKI, NUMBER, new_key, submit, to_day};

fn of_group(group: &str) -> Query {
    Query {
        group: Some(group.to_owned()),
        ..Query::default()
    }
}

fn searched(q: &str) -> Query {
    Query {
        q: Some(q.to_owned()),
        ..Query::default()
    }
}

#[actix_web::test]
async fn an_admin_reads_who_changed_what_from_what_to_what() {
    let company = two_step_company().await;
    let first = submit(&company.shun, "2026-12-24", 5).await;
    let number = first.value.number;
    let changed = company
        .shun
        .change_port_application(number, &to_day("2026-12-25"), &first.etag)
        .await
        .unwrap();
    let page = company
        .aki
        .list_audit_events(&of_group("portApplications"))
        .await
        .unwrap();
    assert_eq!((page.total, page.next.as_deref()), (2, None));
    let [last, before] = page.items.as_slice() else {
        panic!("two events");
    };
    assert_eq!(last.action, AuditAction::PortApplicationChanged);
    assert_eq!(last.actor.kind, AuditActorKind::Account);
    assert_eq!(last.actor.name.as_deref(), Some("Shun Kitano"));
    let subject = last.subject.as_ref().unwrap();
    assert_eq!(subject.kind, AuditSubjectKind::PortApplication);
    assert_eq!(subject.label, Some(changed.value.number.to_string()));
    let day = AuditChange::of(AuditField::EffectiveDate, "2026-12-24", "2026-12-25");
    assert_eq!(last.changes, day.into_iter().collect::<Vec<_>>());
    assert_eq!((last.text.as_deref(), last.text_removed), (None, false));
    assert_eq!(before.action, AuditAction::PortApplicationSubmitted);
    assert!(before.changes.contains(&AuditChange::new(
        AuditField::AddedPorts,
        None,
        Some("5".to_owned())
    )));
    assert_eq!(last.seq, before.seq + 1);
    company.finish().await;
}

#[actix_web::test]
async fn the_trail_is_found_by_day_person_action_and_thing() {
    let company = two_step_company().await;
    let first = submit(&company.shun, "2026-12-24", 5).await;
    let number = first.value.number;
    let second = submit(&company.aki, "2026-12-24", 5).await;
    company
        .shun
        .change_port_application(number, &to_day("2026-12-25"), &first.etag)
        .await
        .unwrap();
    let aki = &company.aki;
    let seqs = async |query: Query| -> Vec<u64> {
        let found = whole(aki, &query).await;
        found.iter().map(|event| event.seq).collect()
    };
    let all = seqs(Query::default()).await;
    let expected: Vec<u64> = (1..=all.len() as u64).rev().collect();
    assert_eq!(all, expected, "the chain, newest first");
    let [submitted, other, changed] = [all[2], all[1], all[0]];

    // Every revision of a number is the same application, and no other.
    let number = number.to_string();
    assert_eq!(seqs(searched(&number)).await, [changed, submitted]);
    let other_number = second.value.number.to_string();
    assert_eq!(seqs(searched(&other_number)).await, [other]);
    assert!(seqs(searched("SO-99999-0")).await.is_empty());
    // People are found by name or address: what was done to them.
    assert!(seqs(searched("Nobody Of This Name")).await.is_empty());

    let me = aki.get_me().await.unwrap().value.id;
    let by = |actor: String, action: Option<&str>| Query {
        actor: Some(actor),
        action: action.map(str::to_owned),
        ..Query::default()
    };
    let own = seqs(by(me.to_string(), None)).await;
    assert!(own.contains(&other) && !own.contains(&changed));
    let submissions = by(me.to_string(), Some("portApplicationSubmitted"));
    assert_eq!(seqs(submissions).await, [other]);
    let nobody = "00000000-0000-7000-8000-000000000000";
    assert!(seqs(by(nobody.to_owned(), None)).await.is_empty());

    let between = |from: &str, to: &str| Query {
        from: Some(from.to_owned()),
        to: Some(to.to_owned()),
        ..of_group("portApplications")
    };
    let today = minato_types::rules::japan_time::date(company.app.app.db.clock().now());
    let day = |days: i64| (today + chrono::TimeDelta::days(days)).to_string();
    let found = seqs(between(&day(0), &day(0))).await;
    assert_eq!(found, [changed, other, submitted]);
    assert!(seqs(between(&day(1), &day(9))).await.is_empty());
    assert!(seqs(between(&day(-9), &day(-1))).await.is_empty());
    company.finish().await;
}

#[actix_web::test]
async fn pages_and_cursor_show_the_same_list() {
    let app = TestApp::start().await;
    record(&app, HANAKO.member_number, 230).await;
    let hanako = HANAKO.sign_in(&app).await;
    for query in [Query::default(), of_group("signIn"), of_group("accounts")] {
        let query = Query {
            page_size: Some(7),
            ..query
        };
        let by_cursor = whole(&hanako, &query).await;
        assert!(by_cursor.len() > 20, "{query:?}");
        let mut by_page: Vec<AuditEvent> = Vec::new();
        for page in 1.. {
            let asked = Query {
                page: Some(page),
                ..query.clone()
            };
            let found = hanako.list_audit_events(&asked).await.unwrap();
            assert_eq!(found.total, by_cursor.len() as u64);
            by_page.extend(found.items);
            if found.next.is_none() {
                break;
            }
        }
        assert_eq!(by_page, by_cursor);
        assert!(by_page.windows(2).all(|two| two[0].seq > two[1].seq));
    }
    let forged = Query {
        cursor: Some("x".to_owned()),
        ..Query::default()
    };
    let invalid = [("cursor".to_owned(), FieldRule::InvalidCursor)];
    assert_eq!(
        broken_rules(hanako.list_audit_events(&forged).await),
        invalid
    );
    app.finish().await;
}

#[actix_web::test]
async fn names_of_what_is_gone_stay_and_the_operator_has_none() {
    let company = two_step_company().await;
    let aki = &company.aki;
    let request = AddGroupRequest {
        name: "夜間当番".to_owned(),
        description: String::new(),
    };
    let group = aki.add_group(&request, &new_key()).await.unwrap();
    aki.delete_group(group.value.id, &group.etag).await.unwrap();
    let found = whole(aki, &of_group("groups")).await;
    let labels: Vec<_> = found
        .iter()
        .map(|event| event.subject.as_ref().unwrap().label.as_deref())
        .collect();
    assert_eq!(labels, [Some("夜間当番"), Some("夜間当番")]);

    let shun = company.shun.get_me().await.unwrap().value.id;
    let found = aki.get_account(shun).await.unwrap();
    aki.delete_account(shun, &found.etag).await.unwrap();
    let found = whole(aki, &of_group("accounts")).await;
    let deleted = found.first().unwrap();
    assert_eq!(deleted.action, AuditAction::AccountDeleted);
    let label = deleted.subject.as_ref().unwrap().label.as_deref();
    assert_eq!(label, Some("Shun Kitano"));
    assert_eq!(deleted.text.as_deref(), Some(ports::SHUN.email));
    // Deleted people are still found by their name.
    let found = whole(aki, &searched("shun kitano")).await;
    assert!(found.iter().any(|event| event.seq == deleted.seq));

    record(&company.app, NUMBER, 8).await;
    let found = whole(aki, &of_group("contracts")).await;
    let actor = &found.first().unwrap().actor;
    assert_eq!(actor.kind, AuditActorKind::Operator);
    assert_eq!((&actor.id, &actor.name), (&None, &None));
    company.finish().await;
}

#[actix_web::test]
async fn only_admins_read_and_only_their_own_members_trail() {
    let company = two_step_company().await;
    submit(&company.shun, "2026-12-24", 5).await;
    let refused = company.shun.list_audit_events(&Query::default()).await;
    assert_eq!(people::refused(refused), ProblemCode::Forbidden);
    let refused = company.shun.export_audit_events(&Query::default()).await;
    assert_eq!(people::refused(refused), ProblemCode::Forbidden);

    company.deliver().await;
    let hanako = HANAKO.sign_in(&company.app).await;
    let own = whole(&company.aki, &Query::default()).await;
    let foreign = whole(&hanako, &Query::default()).await;
    assert!(!own.is_empty() && !foreign.is_empty());
    let digests: Vec<&str> = own.iter().map(|event| event.digest.as_str()).collect();
    assert!(
        !foreign
            .iter()
            .any(|event| digests.contains(&event.digest.as_str()))
    );
    // Neither by the people of another member nor by its numbers.
    let aki = company.aki.get_me().await.unwrap().value.id;
    let by_aki = Query {
        actor: Some(aki.to_string()),
        ..Query::default()
    };
    assert!(whole(&hanako, &by_aki).await.is_empty());
    assert!(whole(&hanako, &searched(AKI.email)).await.is_empty());
    let number = own
        .iter()
        .find(|e| e.action == AuditAction::PortApplicationSubmitted);
    let number = number
        .unwrap()
        .subject
        .as_ref()
        .unwrap()
        .label
        .clone()
        .unwrap();
    assert!(whole(&hanako, &searched(&number)).await.is_empty());
    assert_eq!(whole(&company.aki, &searched(&number)).await.len(), 1);
    company.finish().await;
}
