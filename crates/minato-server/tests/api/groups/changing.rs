//! Two admins at once, and what is refused.

use std::sync::Arc;

use minato_types::FieldRule;
use minato_types::groups::{MAX_RANGE_CONTRACTS, SetGroupRangeRequest};
use minato_types::problem::ProblemCode;
use minato_types::values::AccountId;
use tokio::sync::Barrier;
use uuid::Uuid;

use super::{FOREIGN, Firm, PBX, PBX_ONE, of_people, range};
use crate::accounts::KAI;
use crate::me::broken_rules;
use crate::people::refused;

#[actix_web::test]
async fn a_change_names_the_version_it_is_based_on() {
    let firm = Firm::start().await;
    let old = firm.group("PBX", &[], &range(&[], &[])).await;
    let id = old.value.id;
    firm.put(id, &[firm.nami_id], &old.etag).await;
    let code = ProblemCode::PreconditionFailed;
    let wanted = range(&[(PBX, "edit")], &[]);
    let late = firm.kai.set_group_range(id, &wanted, &old.etag).await;
    assert_eq!(refused(late), code);
    let nobody = of_people(&[]);
    let late = firm.kai.set_group_accounts(id, &nobody, &old.etag);
    assert_eq!(refused(late.await), code);
    assert_eq!(refused(firm.kai.delete_group(id, &old.etag).await), code);
    let after = firm.kai.get_group(id).await.unwrap().value;
    assert_eq!((after.accounts.len(), after.services.len()), (1, 0));
    firm.finish().await;
}

#[actix_web::test]
async fn of_two_admins_who_set_people_and_range_at_once_one_is_told_to_look_again() {
    let firm = Firm::start().await;
    let (_second, address) = firm.app.second();
    let here = Arc::new(KAI.sign_in_at(&firm.app, &firm.app.address).await);
    let there = Arc::new(KAI.sign_in_at(&firm.app, &address).await);
    let group = firm.group("PBX", &[], &range(&[], &[])).await;
    let (id, nami) = (group.value.id, firm.nami_id);
    for round in 0..30 {
        let etag = firm.kai.get_group(id).await.unwrap().etag;
        let barrier = Arc::new(Barrier::new(2));
        let people = if round % 2 == 0 {
            vec![nami]
        } else {
            Vec::new()
        };
        let (waiting, client, tag) = (Arc::clone(&barrier), Arc::clone(&here), etag.clone());
        let one = actix_web::rt::spawn(async move {
            waiting.wait().await;
            client
                .set_group_accounts(id, &of_people(&people), &tag)
                .await
        });
        let (client, tag) = (Arc::clone(&there), etag);
        let other = actix_web::rt::spawn(async move {
            barrier.wait().await;
            client
                .set_group_range(id, &range(&[(PBX, "view")], &[]), &tag)
                .await
        });
        let outcomes = [one.await.unwrap(), other.await.unwrap()];
        let won = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
        assert_eq!(won, 1, "round {round}: {outcomes:?}");
        for lost in outcomes.into_iter().filter(Result::is_err) {
            assert_eq!(refused(lost), ProblemCode::PreconditionFailed);
        }
    }
    firm.finish().await;
}

#[actix_web::test]
async fn everything_unknown_is_told_at_its_place() {
    let firm = Firm::start().await;
    let group = firm.group("PBX", &[], &range(&[], &[])).await;
    let id = group.value.id;
    let wanted = range(
        &[(PBX, "view"), ("nothing", "view")],
        &[(PBX_ONE, "edit"), (FOREIGN, "view"), ("N999999999", "view")],
    );
    let answer = firm.kai.set_group_range(id, &wanted, &group.etag).await;
    let expected = [
        ("services.1.code", FieldRule::UnknownService),
        ("contracts.1.number", FieldRule::UnknownContract),
        ("contracts.2.number", FieldRule::UnknownContract),
    ];
    assert_eq!(
        broken_rules(answer),
        expected.map(|(field, rule)| (field.to_owned(), rule))
    );
    let nobody = of_people(&[firm.kai_id, AccountId(Uuid::from_u128(7))]);
    let answer = firm.kai.set_group_accounts(id, &nobody, &group.etag).await;
    let rule = FieldRule::UnknownAccount;
    assert_eq!(broken_rules(answer), [("accounts.1".to_owned(), rule)]);
    firm.finish().await;
}

#[actix_web::test]
async fn a_group_covers_a_thousand_single_contracts_and_no_more() {
    let firm = Firm::start().await;
    let group = firm.group("PBX", &[], &range(&[], &[])).await;
    let id = group.value.id;
    let numbers: Vec<String> = (0..=MAX_RANGE_CONTRACTS)
        .map(|n| format!("N8{n:08}"))
        .collect();
    let wanted = |count: usize| -> SetGroupRangeRequest {
        let pairs: Vec<(&str, &str)> = numbers[..count]
            .iter()
            .map(|n| (n.as_str(), "view"))
            .collect();
        range(&[], &pairs)
    };
    let service = crate::accounts::write(&firm.app, KAI, {
        let numbers = numbers.clone();
        move |tx, scope| {
            use minato_db::Tx as _;
            let service = minato_db::models::services::find(tx, PBX)?.expect("the service");
            for number in &numbers {
                let new = super::new_contract(number, tx.now());
                minato_db::models::contracts::insert(tx, scope, &service, &new)?;
            }
            Ok(service)
        }
    });
    service.await;
    let most = wanted(1_000);
    let full = firm.kai.set_group_range(id, &most, &group.etag);
    let full = full.await.unwrap();
    assert_eq!(full.value.contracts.len(), 1_000);
    let answer = firm
        .kai
        .set_group_range(id, &wanted(1_001), &full.etag)
        .await;
    let rule = FieldRule::TooMany { max: 1_000 };
    assert_eq!(broken_rules(answer), [("contracts".to_owned(), rule)]);
    firm.finish().await;
}
