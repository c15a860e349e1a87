//! What people pin, and what they did last: their own, in their order, and nothing of what they
//! may not see.

use chrono::TimeDelta;
use minato_client::Client;
use minato_types::FieldRule;
use minato_types::contracts::{ContractPermission, ListContractsQuery};
use minato_types::pins::{MAX_RECENT_OPERATIONS, Pin, PinKind, PinTarget, SetPinsRequest};
use minato_types::values::ContractNumber;

use crate::app::TestApp;
use crate::me::broken_rules;
use crate::people::{AKARI, HANAKO, TARO};
use crate::service_menu::{grant, leave_groups};

fn target(kind: PinKind, target: &str) -> PinTarget {
    PinTarget {
        kind: kind.to_string(),
        target: target.to_owned(),
    }
}

fn contract(number: &ContractNumber) -> PinTarget {
    target(PinKind::Contract, number.as_str())
}

fn request(items: &[PinTarget]) -> SetPinsRequest {
    SetPinsRequest {
        items: items.to_vec(),
    }
}

fn targets(pins: &[Pin]) -> Vec<&str> {
    pins.iter().map(|pin| pin.target.as_str()).collect()
}

async fn pinned(client: &Client) -> Vec<Pin> {
    client.get_pins().await.unwrap().items
}

async fn recent(client: &Client) -> Vec<String> {
    let items = client.list_recent_operations().await.unwrap().items;
    items.into_iter().map(|item| item.thing.target).collect()
}

/// The numbers of some contracts that a person sees.
async fn seen(client: &Client, query: ListContractsQuery) -> Vec<ContractNumber> {
    let page = client.list_contracts(&query).await.unwrap();
    page.items.into_iter().map(|row| row.number).collect()
}

/// A contract that Hanako sees and Taro does not.
async fn hidden_from_taro(hanako: &Client, taro: &Client) -> ContractNumber {
    let every = ListContractsQuery {
        page_size: Some(100),
        ..ListContractsQuery::default()
    };
    let (all, his) = (seen(hanako, every.clone()).await, seen(taro, every).await);
    let hidden = all.into_iter().find(|number| !his.contains(number));
    hidden.expect("a contract that he does not see")
}

#[actix_web::test]
async fn pins_stay_in_ones_own_order_and_say_what_they_are() {
    let app = TestApp::start().await;
    let (hanako, taro) = (HANAKO.sign_in(&app).await, TARO.sign_in(&app).await);
    assert_eq!(pinned(&hanako).await, []);
    let one = seen(&hanako, ListContractsQuery::default()).await.remove(0);
    let wanted = [
        target(PinKind::Page, "/port-plus/new"),
        contract(&one),
        target(PinKind::Service, "cloud-pbx"),
    ];
    let answer = hanako.set_pins(&request(&wanted)).await.unwrap();
    let expected = ["/port-plus/new", one.as_str(), "cloud-pbx"];
    assert_eq!(targets(&answer.items), expected);
    let (page, contract, service) = (&answer.items[0], &answer.items[1], &answer.items[2]);
    assert!(page.service.is_none() && page.contract.is_none());
    let shown = contract.contract.as_ref().unwrap();
    assert!(!shown.site.is_empty() && contract.service.is_some());
    assert_eq!(service.service.as_ref().unwrap().code, "cloud-pbx");

    let again = HANAKO.sign_in(&app).await;
    assert_eq!(pinned(&again).await, answer.items, "in another browser too");
    assert_eq!(pinned(&taro).await, [], "and nobody else's");
    let turned = [wanted[2].clone(), wanted[0].clone()];
    hanako.set_pins(&request(&turned)).await.unwrap();
    assert_eq!(
        targets(&pinned(&again).await),
        ["cloud-pbx", "/port-plus/new"]
    );
    app.finish().await;
}

#[actix_web::test]
async fn what_one_may_not_see_is_refused_like_what_does_not_exist() {
    let app = TestApp::start().await;
    let (hanako, taro) = (HANAKO.sign_in(&app).await, TARO.sign_in(&app).await);
    let akari = AKARI.sign_in(&app).await;
    let hidden = hidden_from_taro(&hanako, &taro).await;
    let foreign = seen(&akari, ListContractsQuery::default()).await.remove(0);
    let missing = ContractNumber::parse("N999999999").unwrap();
    for number in [&hidden, &foreign, &missing] {
        let wanted = [target(PinKind::Page, "/"), contract(number)];
        let refused = broken_rules(taro.set_pins(&request(&wanted)).await);
        let rule = ("items.1.target".to_owned(), FieldRule::UnknownChoice);
        assert_eq!(refused, [rule], "{number}");
        let refused = broken_rules(taro.note_recent_operation(&contract(number)).await);
        let rule = ("target".to_owned(), FieldRule::UnknownChoice);
        assert_eq!(refused, [rule], "{number}");
    }
    let housing = target(PinKind::Service, "no-such-service");
    let refused = broken_rules(taro.set_pins(&request(&[housing])).await);
    assert_eq!(refused[0].1, FieldRule::UnknownChoice);
    assert_eq!(pinned(&taro).await, [], "nothing is half done");
    app.finish().await;
}

#[actix_web::test]
async fn with_the_right_the_pin_goes_and_comes_back_and_tells_nothing_meanwhile() {
    let app = TestApp::start().await;
    let (hanako, taro) = (HANAKO.sign_in(&app).await, TARO.sign_in(&app).await);
    let hidden = hidden_from_taro(&hanako, &taro).await;
    grant(&app, TARO, &hidden, ContractPermission::View).await;
    let page = target(PinKind::Page, "/port-plus");
    let wanted = [contract(&hidden), page.clone()];
    taro.set_pins(&request(&wanted)).await.unwrap();
    taro.note_recent_operation(&contract(&hidden))
        .await
        .unwrap();
    assert_eq!(recent(&taro).await, [hidden.as_str()]);

    leave_groups(&app, TARO).await;
    assert_eq!(targets(&pinned(&taro).await), ["/port-plus"]);
    assert_eq!(recent(&taro).await, [""; 0]);
    let service = target(PinKind::Service, "cloud-pbx");
    assert!(taro.set_pins(&request(&[service])).await.is_err());
    let moved = [target(PinKind::Page, "/port-plus/new"), page];
    taro.set_pins(&request(&moved)).await.unwrap();

    grant(&app, TARO, &hidden, ContractPermission::Edit).await;
    let back = pinned(&taro).await;
    let expected = ["/port-plus/new", "/port-plus", hidden.as_str()];
    assert_eq!(targets(&back), expected, "it has waited behind the others");
    assert_eq!(recent(&taro).await, [hidden.as_str()]);
    app.finish().await;
}

#[actix_web::test]
async fn the_latest_come_first_none_twice_and_the_oldest_go() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let most = MAX_RECENT_OPERATIONS as usize;
    let pages: Vec<String> = (0..=most).map(|n| format!("/page-{n}")).collect();
    for page in &pages {
        let thing = target(PinKind::Page, page);
        hanako.note_recent_operation(&thing).await.unwrap();
        app.pass(TimeDelta::seconds(1));
    }
    let kept: Vec<String> = pages.iter().rev().take(most).cloned().collect();
    assert_eq!(recent(&hanako).await, kept);
    let again = target(PinKind::Page, &pages[5]);
    hanako.note_recent_operation(&again).await.unwrap();
    let now = recent(&hanako).await;
    assert_eq!((now.len(), now[0].as_str()), (most, "/page-5"));
    assert_eq!(now.iter().filter(|page| **page == pages[5]).count(), 1);
    app.finish().await;
}
