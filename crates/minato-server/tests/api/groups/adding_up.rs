//! Rights of several groups add up, and count from the next request on.

use minato_types::contracts::ContractPermission::{Edit, View};
use minato_types::groups::{PreviewRightsRequest, UserGroupKind};

use super::{Firm, LINE, LINE_ONE, PBX, PBX_ONE, PBX_TWO, range, seen};
use crate::accounts::{KAI, NAMI, find};

fn owned(
    seen: &[(&str, minato_types::contracts::ContractPermission)],
) -> Vec<(String, minato_types::contracts::ContractPermission)> {
    seen.iter().map(|(n, p)| ((*n).to_owned(), *p)).collect()
}

#[actix_web::test]
async fn an_admin_without_a_group_sees_no_contract() {
    let firm = Firm::start().await;
    assert_eq!(firm.seen_by(firm.kai_id).await, []);
    let rights = firm.kai.get_account_rights(firm.kai_id).await.unwrap();
    assert_eq!((rights.visible, rights.everything), (0, false));
    assert!(rights.groups.is_empty() && rights.services.is_empty());
    firm.finish().await;
}

#[actix_web::test]
async fn seeing_by_one_group_and_changing_by_another_is_changing() {
    let firm = Firm::start().await;
    let people = [firm.nami_id];
    firm.group("閲覧", &people, &range(&[(PBX, "view")], &[]))
        .await;
    let wanted = range(&[], &[(PBX_TWO, "edit"), (LINE_ONE, "view")]);
    let single = firm.group("単独", &people, &wanted).await.value;
    let expected = owned(&[(PBX_ONE, View), (PBX_TWO, Edit), (LINE_ONE, View)]);
    assert_eq!(firm.seen_by(firm.nami_id).await, expected);

    let rights = firm.kai.get_account_rights(firm.nami_id).await.unwrap();
    assert_eq!((rights.visible, rights.editable), (3, 1));
    assert_eq!(rights.groups.len(), 2);
    assert_eq!(rights.services.len(), 1);
    assert_eq!(rights.services[0].contract_count, 2);
    assert_eq!(rights.contract_count, 2);
    let source = &rights.contracts[0];
    assert_eq!(source.contract.number.as_str(), PBX_TWO);
    assert_eq!((source.groups[0].id, source.permission), (single.id, Edit));
    firm.finish().await;
}

#[actix_web::test]
async fn the_automatic_group_covers_what_comes_later_and_a_service_does_too() {
    let firm = Firm::start().await;
    let automatic = firm.automatic().await;
    firm.put(automatic.value.id, &[firm.kai_id], &automatic.etag)
        .await;
    let people = [firm.nami_id];
    firm.group("PBX", &people, &range(&[(PBX, "view")], &[]))
        .await;
    firm.contract(KAI, PBX, "N900000004").await;
    assert_eq!(firm.seen_by(firm.kai_id).await.len(), 4);
    assert_eq!(firm.seen_by(firm.nami_id).await.len(), 3);
    let rights = firm.kai.get_account_rights(firm.kai_id).await.unwrap();
    assert_eq!((rights.everything, rights.editable), (true, 4));
    let groups = &rights.services[0].groups;
    assert_eq!(groups[0].kind, UserGroupKind::Automatic);
    firm.finish().await;
}

#[actix_web::test]
async fn a_right_taken_away_is_gone_at_the_next_request_at_every_server() {
    let firm = Firm::start().await;
    let (second, address) = firm.app.second();
    let people = [firm.nami_id];
    let group = firm
        .group("PBX", &people, &range(&[(PBX, "edit")], &[]))
        .await;
    assert_eq!(seen(&second.db, firm.nami_id).await.len(), 2);
    let there = KAI.sign_in_at(&firm.app, &address).await;

    let id = group.value.id;
    let views = range(&[(PBX, "view")], &[]);
    let less = firm.kai.set_group_range(id, &views, &group.etag);
    let less = less.await.unwrap();
    let views = owned(&[(PBX_ONE, View), (PBX_TWO, View)]);
    assert_eq!(seen(&second.db, firm.nami_id).await, views);
    let rights = there.get_account_rights(firm.nami_id).await.unwrap();
    assert_eq!((rights.visible, rights.editable), (2, 0));

    firm.put(id, &[], &less.etag).await;
    assert_eq!(seen(&second.db, firm.nami_id).await, []);
    let rights = there.get_account_rights(firm.nami_id).await.unwrap();
    assert_eq!(rights.visible, 0);
    firm.finish().await;
}

#[actix_web::test]
async fn whoever_is_deleted_leaves_his_groups() {
    let firm = Firm::start().await;
    let people = [firm.nami_id, firm.kai_id];
    let group = firm
        .group("PBX", &people, &range(&[(PBX, "edit")], &[]))
        .await;
    let nami = find(&firm.kai, NAMI).await;
    firm.kai
        .delete_account(nami.value.id, &nami.etag)
        .await
        .unwrap();
    let after = firm.kai.get_group(group.value.id).await.unwrap();
    let left: Vec<_> = after
        .value
        .accounts
        .iter()
        .map(|person| person.id)
        .collect();
    assert_eq!(left, [firm.kai_id]);
    assert_ne!(
        after.etag, group.etag,
        "whoever has it open must look again"
    );
    let unknown = super::of_people(&people);
    let answer = firm
        .kai
        .set_group_accounts(group.value.id, &unknown, &after.etag);
    let broken = crate::me::broken_rules(answer.await);
    let rule = minato_types::FieldRule::UnknownAccount;
    assert_eq!(broken, [("accounts.0".to_owned(), rule)]);
    firm.finish().await;
}

#[actix_web::test]
async fn a_preview_tells_what_will_be_and_changes_nothing() {
    let firm = Firm::start().await;
    let people = [firm.nami_id];
    firm.group("専用線", &people, &range(&[(LINE, "view")], &[]))
        .await;
    let group = firm.group("PBX", &[], &range(&[], &[])).await;
    let wanted = range(&[(PBX, "view")], &[(PBX_TWO, "edit")]);
    let mut request = PreviewRightsRequest {
        account: firm.nami_id,
        group: Some(group.value.id),
        in_group: true,
        services: wanted.services.clone(),
        contracts: wanted.contracts.clone(),
    };
    let preview = firm.kai.preview_rights(&request).await.unwrap();
    assert_eq!((preview.visible, preview.editable), (3, 1));
    assert_eq!(firm.seen_by(firm.nami_id).await.len(), 1, "nothing changed");
    assert_eq!(firm.kai.get_group(group.value.id).await.unwrap(), group);

    // What is previewed is what comes.
    let filled = firm.put(group.value.id, &people, &group.etag).await;
    let set = firm
        .kai
        .set_group_range(group.value.id, &wanted, &filled.etag);
    set.await.unwrap();
    let previewed = preview.contracts.iter();
    let previewed = previewed.map(|c| (c.contract.number.to_string(), c.permission));
    assert_eq!(
        firm.seen_by(firm.nami_id).await,
        previewed.collect::<Vec<_>>()
    );

    // As the last thing: out of the group, and by a group that does not exist yet.
    request.in_group = false;
    let without = firm.kai.preview_rights(&request).await.unwrap();
    assert_eq!(without.visible, 1);
    request = PreviewRightsRequest {
        account: firm.kai_id,
        group: None,
        in_group: true,
        ..request
    };
    let new = firm.kai.preview_rights(&request).await.unwrap();
    assert_eq!((new.visible, new.editable, new.services.len()), (2, 1, 1));
    assert_eq!(firm.kai.list_groups().await.unwrap().items.len(), 3);
    firm.finish().await;
}
