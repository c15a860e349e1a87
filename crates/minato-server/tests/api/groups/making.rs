//! Groups are made, named and deleted.

use minato_db::models::user_groups;
use minato_types::FieldRule;
use minato_types::audit::{AuditAction, ListAuditEventsQuery};
use minato_types::groups::{UpdateGroupRequest, UserGroupKind};
use minato_types::problem::ProblemCode;

use super::{Firm, LINE, PBX, PBX_ONE, named, of_people, range};
use crate::accounts::{KAI, new_key, write};
use crate::audit::chain;
use crate::me::broken_rules;
use crate::people::refused;

#[actix_web::test]
async fn a_list_tells_how_much_is_in_each_group_and_begins_with_the_automatic_one() {
    let firm = Firm::start().await;
    firm.group("わたし", &[], &range(&[], &[])).await;
    let wanted = range(&[(PBX, "edit"), (LINE, "view")], &[(PBX_ONE, "view")]);
    let people = [firm.kai_id, firm.nami_id];
    let full = firm.group("あなた", &people, &wanted);
    let full = full.await.value;
    assert_eq!(full.accounts.len(), 2);
    let items = firm.kai.list_groups().await.unwrap().items;
    let names: Vec<&str> = items.iter().map(|group| group.name.as_str()).collect();
    assert_eq!(names, ["", "あなた", "わたし"]);
    assert_eq!(items[0].kind, UserGroupKind::Automatic);
    let counts = items.iter().map(|group| {
        (
            group.account_count,
            group.service_count,
            group.contract_count,
        )
    });
    assert_eq!(
        counts.collect::<Vec<_>>(),
        [(0, 0, 0), (2, 2, 1), (0, 0, 0)]
    );
    assert_eq!(full.services.len(), 2);
    assert_eq!(full.contracts[0].contract.number.as_str(), PBX_ONE);
    firm.finish().await;
}

#[actix_web::test]
async fn no_two_groups_share_a_name() {
    let firm = Firm::start().await;
    let first = firm.group("PBX担当", &[], &range(&[], &[])).await;
    let other = firm.group("その他", &[], &range(&[], &[])).await;
    let taken = [("name".to_owned(), FieldRule::GroupNameTaken)];
    let again = firm.kai.add_group(&named(" PBX担当 "), &new_key()).await;
    assert_eq!(broken_rules(again), taken);
    let rename = UpdateGroupRequest {
        name: Some("PBX担当".to_owned()),
        description: None,
    };
    let id = other.value.id;
    let answer = firm.kai.update_group(id, &rename, &other.etag).await;
    assert_eq!(broken_rules(answer), taken);
    let own = firm.kai.update_group(first.value.id, &rename, &first.etag);
    assert_eq!(own.await.unwrap().value.name, "PBX担当", "its own name");
    firm.finish().await;
}

#[actix_web::test]
async fn the_same_key_makes_one_group() {
    let firm = Firm::start().await;
    let key = new_key();
    let first = firm.kai.add_group(&named("担当"), &key).await.unwrap();
    let again = firm.kai.add_group(&named("担当"), &key).await.unwrap();
    assert_eq!(first, again);
    assert_eq!(firm.kai.list_groups().await.unwrap().items.len(), 2);
    firm.finish().await;
}

#[actix_web::test]
async fn the_automatic_group_takes_people_and_no_other_change() {
    let firm = Firm::start().await;
    let automatic = firm.automatic().await;
    let (id, etag) = (automatic.value.id, &automatic.etag);
    let rename = UpdateGroupRequest {
        name: Some("みんな".to_owned()),
        description: None,
    };
    let code = ProblemCode::GroupIsAutomatic;
    assert_eq!(
        refused(firm.kai.update_group(id, &rename, etag).await),
        code
    );
    assert_eq!(refused(firm.kai.delete_group(id, etag).await), code);
    let all = range(&[(PBX, "view")], &[]);
    assert_eq!(
        refused(firm.kai.set_group_range(id, &all, etag).await),
        code
    );
    let filled = firm.put(id, &[firm.nami_id], etag).await;
    assert_eq!(filled.value.accounts[0].id, firm.nami_id);
    firm.finish().await;
}

#[actix_web::test]
async fn there_are_so_many_groups_and_no_more() {
    let firm = Firm::start().await;
    write(&firm.app, KAI, |tx, scope| {
        (1..200).try_for_each(|n| user_groups::insert(tx, scope, &format!("g{n}"), "").map(drop))
    })
    .await;
    let answer = firm.kai.add_group(&named("担当"), &new_key()).await;
    assert_eq!(refused(answer), ProblemCode::TooManyGroups);
    firm.finish().await;
}

#[actix_web::test]
async fn the_trail_tells_what_was_done_to_a_group_and_who_came_and_went() {
    let firm = Firm::start().await;
    let before = chain(&firm.app.app.db, KAI.member_number).await.len();
    let wanted = range(&[(PBX, "view")], &[]);
    let group = firm.group("担当", &[firm.kai_id], &wanted).await;
    let id = group.value.id;
    let rename = UpdateGroupRequest {
        name: Some("PBX担当".to_owned()),
        description: None,
    };
    let renamed = firm
        .kai
        .update_group(id, &rename, &group.etag)
        .await
        .unwrap();
    let request = of_people(&[firm.nami_id]);
    let filled = firm
        .kai
        .set_group_accounts(id, &request, &renamed.etag)
        .await;
    firm.kai
        .delete_group(id, &filled.unwrap().etag)
        .await
        .unwrap();
    let events = chain(&firm.app.app.db, KAI.member_number).await;
    let actions: Vec<AuditAction> = events[before..].iter().map(|e| e.action.0).collect();
    assert_eq!(
        actions,
        [
            AuditAction::UserGroupCreated,
            AuditAction::UserGroupAccountsChanged,
            AuditAction::UserGroupRangeChanged,
            AuditAction::UserGroupChanged,
            AuditAction::UserGroupAccountsChanged,
            AuditAction::UserGroupDeleted,
        ]
    );
    for event in &events[before..] {
        assert_eq!(event.actor_id, Some(firm.kai_id.to_string()));
        assert_eq!(event.subject_id, Some(id.to_string()));
    }
    let query = ListAuditEventsQuery {
        group: Some("groups".to_owned()),
        ..ListAuditEventsQuery::default()
    };
    let read = firm.kai.list_audit_events(&query).await.unwrap();
    let told: Vec<(Option<&str>, Vec<String>)> = read
        .items
        .iter()
        .rev()
        .map(|event| {
            let changes = event.changes.iter().map(|change| {
                let value = |value: &Option<String>| value.clone().unwrap_or_default();
                let (before, after) = (value(&change.before), value(&change.after));
                format!("{} {} {before}>{after}", change.field, value(&change.item))
            });
            (event.text.as_deref(), changes.collect())
        })
        .collect();
    let expected: [(&str, &[&str]); 6] = [
        ("担当", &["name  >担当"]),
        ("担当", &["groupAccount  >kai@kaikyo.example"]),
        ("担当", &["groupService harbour-pbx >view"]),
        ("担当", &["name  担当>PBX担当"]),
        (
            "PBX担当",
            &[
                "groupAccount  >nami@kaikyo.example",
                "groupAccount  kai@kaikyo.example>",
            ],
        ),
        (
            "PBX担当",
            &["name  PBX担当>", "groupAccount  nami@kaikyo.example>"],
        ),
    ];
    let expected = expected.map(|(note, changes)| {
        let changes = changes.iter().map(|change| (*change).to_owned());
        (Some(note), changes.collect::<Vec<_>>())
    });
    assert_eq!(told, expected);
    firm.finish().await;
}
