//! Operators see and set the groups of members, by the rules of the members' own admins.

use chrono::TimeDelta;
use minato_client::Client;
use minato_types::audit::AuditAction;
use minato_types::contracts::ListContractsQuery;
use minato_types::groups::{
    AddGroupRequest, ListMemberGroupsQuery, ServiceGrant, SetGroupAccountsRequest,
    SetGroupRangeRequest, UpdateGroupRequest, UserGroup, UserGroupKind,
};
use minato_types::problem::ProblemCode;
use minato_types::values::{AccountId, MemberNumber, UserGroupId};

use super::{Staff, operator};
use crate::app::TestApp;
use crate::audit::{chain, chain_holds};
use crate::me::broken_rules;
use crate::people::{HANAKO, MISAKI, Person, TARO, refused};

pub(super) fn member(text: &str) -> MemberNumber {
    MemberNumber::parse(text).unwrap()
}

pub(super) async fn groups_of(client: &Client, number: &MemberNumber) -> Vec<UserGroup> {
    let query = ListMemberGroupsQuery {
        page_size: Some(20),
        ..ListMemberGroupsQuery::default()
    };
    let page = client.list_member_groups(number, &query).await.unwrap();
    assert_eq!(page.total, page.items.len() as u64);
    page.items
}

/// The group in which somebody is alone.
fn group_of(groups: &[UserGroup], person: Person) -> &UserGroup {
    let is_his = |group: &&UserGroup| {
        let people: Vec<&str> = group.accounts.iter().map(|p| p.email.as_str()).collect();
        people == [person.email]
    };
    groups.iter().find(is_his).unwrap()
}

fn named(name: &str) -> AddGroupRequest {
    AddGroupRequest {
        name: name.to_owned(),
        description: String::new(),
    }
}

fn people(accounts: &[AccountId]) -> SetGroupAccountsRequest {
    SetGroupAccountsRequest {
        accounts: accounts.to_vec(),
    }
}

fn service(code: &str, permission: &str) -> SetGroupRangeRequest {
    SetGroupRangeRequest {
        services: vec![ServiceGrant {
            code: code.to_owned(),
            permission: permission.to_owned(),
        }],
        contracts: Vec::new(),
    }
}

#[actix_web::test]
async fn the_groups_of_a_member_are_seen_with_people_and_range_page_by_page() {
    let app = TestApp::start().await;
    let client = operator(&app).await;
    let hanakos = member(HANAKO.member_number);
    let all = groups_of(&client, &hanakos).await;
    assert_eq!(all[0].kind, UserGroupKind::Automatic);
    assert_eq!(all[0].accounts[0].email.as_str(), HANAKO.email);
    assert_eq!(group_of(&all, TARO).services.len(), 4);
    // Each is the same alone and on a page of its own.
    for (place, group) in all.iter().enumerate() {
        let alone = client.get_member_group(&hanakos, group.id).await.unwrap();
        assert_eq!(alone.value, *group);
        let query = ListMemberGroupsQuery {
            page: Some(u32::try_from(place).unwrap() + 1),
            page_size: Some(1),
        };
        let page = client.list_member_groups(&hanakos, &query).await.unwrap();
        assert_eq!(page.items, std::slice::from_ref(group));
        assert_eq!(page.total, all.len() as u64);
    }
    let too_long = ListMemberGroupsQuery {
        page: None,
        page_size: Some(21),
    };
    let broken = client.list_member_groups(&hanakos, &too_long).await;
    assert_eq!(broken_rules(broken)[0].0, "pageSize");
    app.finish().await;
}

#[actix_web::test]
async fn an_operator_makes_a_group_whose_people_see_what_it_covers_until_it_is_deleted() {
    let app = TestApp::start().await;
    let client = operator(&app).await;
    let hanakos = member(HANAKO.member_number);
    let before = groups_of(&client, &hanakos).await;
    let taro = group_of(&before, TARO).accounts[0].id;
    let theirs = TARO.sign_in(&app).await;
    let all = ListContractsQuery::default();
    let at_first = theirs.list_contracts(&all).await.unwrap().total;

    let request = named("見守り");
    let made = client.add_member_group(&hanakos, &request, "g1").await;
    let made = made.unwrap();
    let again = client.add_member_group(&hanakos, &request, "g1").await;
    assert_eq!(again.unwrap(), made);
    let taken = client.add_member_group(&hanakos, &request, "g2").await;
    assert_eq!(broken_rules(taken)[0].0, "name");
    let id = made.value.id;
    let range = service("firewall", "edit");
    let covering = client.set_member_group_range(&hanakos, id, &range, &made.etag);
    let covering = covering.await.unwrap();
    let late = client.set_member_group_range(&hanakos, id, &range, &made.etag);
    assert_eq!(refused(late.await), ProblemCode::PreconditionFailed);
    let taros = people(&[taro]);
    let filled = client.set_member_group_accounts(&hanakos, id, &taros, &covering.etag);
    let filled = filled.await.unwrap();
    let with = theirs.list_contracts(&all).await.unwrap().total;
    assert!(with > at_first, "{with} contracts, {at_first} before");
    let renamed = UpdateGroupRequest {
        name: Some("守り".to_owned()),
        ..UpdateGroupRequest::default()
    };
    let renamed = client.update_member_group(&hanakos, id, &renamed, &filled.etag);
    let renamed = renamed.await.unwrap();
    assert_eq!(renamed.value.name, "守り");
    let deleted = client.delete_member_group(&hanakos, id, &renamed.etag);
    deleted.await.unwrap();
    assert_eq!(theirs.list_contracts(&all).await.unwrap().total, at_first);
    assert_eq!(groups_of(&client, &hanakos).await, before);

    let trail = chain(&app.app.db, HANAKO.member_number).await;
    let told = trail.iter().rev().filter(|e| e.actor_kind == "operator");
    let told: Vec<AuditAction> = told.map(|event| event.action.0).take(5).collect();
    assert_eq!(
        told,
        [
            AuditAction::UserGroupDeleted,
            AuditAction::UserGroupChanged,
            AuditAction::UserGroupAccountsChanged,
            AuditAction::UserGroupRangeChanged,
            AuditAction::UserGroupCreated,
        ]
    );
    chain_holds(&app.app.db, HANAKO.member_number).await;
    app.finish().await;
}

#[actix_web::test]
async fn changes_want_a_fresh_proof_and_a_group_of_that_member() {
    let app = TestApp::start().await;
    let staff = Staff::hire(&app).await;
    let client = staff.sign_in(&app).await;
    let (hanakos, misakis) = (member(HANAKO.member_number), member(MISAKI.member_number));
    let groups = groups_of(&client, &hanakos).await;
    let (automatic, custom) = (groups[0].id, groups[1].id);
    let nobodys = UserGroupId(uuid::Uuid::nil());
    let (nobody, range) = (people(&[]), service("vpn", "view"));
    for id in [custom, nobodys] {
        let seen = client.get_member_group(&misakis, id).await;
        assert_eq!(refused(seen), ProblemCode::NotFound);
        let set = client.set_member_group_range(&misakis, id, &range, "\"v1\"");
        assert_eq!(refused(set.await), ProblemCode::NotFound);
        let set = client.set_member_group_accounts(&misakis, id, &nobody, "\"v1\"");
        assert_eq!(refused(set.await), ProblemCode::NotFound);
        let deleted = client.delete_member_group(&misakis, id, "\"v1\"");
        assert_eq!(refused(deleted.await), ProblemCode::NotFound);
    }
    let own = client.get_member_group(&hanakos, automatic).await.unwrap();
    let covered = client.set_member_group_range(&hanakos, automatic, &range, &own.etag);
    assert_eq!(refused(covered.await), ProblemCode::GroupIsAutomatic);
    let deleted = client.delete_member_group(&hanakos, automatic, &own.etag);
    assert_eq!(refused(deleted.await), ProblemCode::GroupIsAutomatic);
    // People of another member are nobody here.
    let foreign = groups_of(&client, &misakis).await[0].accounts[0].id;
    let etag = client
        .get_member_group(&hanakos, custom)
        .await
        .unwrap()
        .etag;
    let foreign = people(&[foreign]);
    let set = client.set_member_group_accounts(&hanakos, custom, &foreign, &etag);
    assert_eq!(broken_rules(set.await)[0].0, "accounts.0");

    app.pass(TimeDelta::minutes(10));
    let added = client.add_member_group(&hanakos, &named("x"), "k").await;
    let change = UpdateGroupRequest::default();
    let codes = [
        refused(added),
        refused(
            client
                .update_member_group(&hanakos, custom, &change, &etag)
                .await,
        ),
        refused(
            client
                .set_member_group_range(&hanakos, custom, &range, &etag)
                .await,
        ),
        refused(
            client
                .set_member_group_accounts(&hanakos, custom, &nobody, &etag)
                .await,
        ),
        refused(client.delete_member_group(&hanakos, custom, &etag).await),
    ];
    assert_eq!(codes, [ProblemCode::StepUpRequired; 5]);
    app.finish().await;
}
