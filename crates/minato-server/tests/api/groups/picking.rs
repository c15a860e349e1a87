//! What an admin without rights may pick from.

use minato_types::groups::ListRangeContractsQuery;

use super::{Firm, LINE, LINE_ONE, PBX, PBX_ONE};
use crate::accounts::send_as;

async fn numbers(firm: &Firm, q: &str, service: Option<&str>) -> Vec<String> {
    let query = ListRangeContractsQuery {
        q: Some(q.to_owned()),
        service: service.map(str::to_owned),
        ..ListRangeContractsQuery::default()
    };
    let page = firm.kai.list_range_contracts(&query).await.unwrap();
    assert_eq!(usize::try_from(page.total), Ok(page.items.len()));
    page.items.iter().map(|c| c.number.to_string()).collect()
}

#[actix_web::test]
async fn contracts_are_found_by_number_service_and_site() {
    let firm = Firm::start().await;
    assert_eq!(numbers(&firm, "", None).await.len(), 3);
    assert_eq!(numbers(&firm, "n-900-000-001", None).await, [PBX_ONE]);
    assert_eq!(numbers(&firm, "専用線　門司", None).await, [LINE_ONE]);
    assert_eq!(numbers(&firm, "門司", Some(PBX)).await.len(), 2);
    assert_eq!(numbers(&firm, "", Some("nothing")).await.len(), 0);
    let query = ListRangeContractsQuery {
        page: Some(2),
        page_size: Some(2),
        ..ListRangeContractsQuery::default()
    };
    let second = firm.kai.list_range_contracts(&query).await.unwrap();
    assert_eq!((second.items.len(), second.total), (1, 3));
    firm.finish().await;
}

#[actix_web::test]
async fn whoever_has_no_right_learns_neither_status_nor_memo_nor_whether_a_word_stands_there() {
    let firm = Firm::start().await;
    for word in ["ないしょ", "メモ", "C-77", "C77"] {
        assert_eq!(numbers(&firm, word, None).await.len(), 0, "{word}");
    }
    let answer = send_as(
        &firm.app,
        &firm.kai,
        "GET",
        "/groups/range-contracts",
        &[],
        None,
    )
    .await;
    for secret in ["ないしょ", "abnormal", "C-77", "N900000009"] {
        assert!(!answer.body.contains(secret), "{secret}: {}", answer.body);
    }
    firm.finish().await;
}

#[actix_web::test]
async fn services_are_those_that_the_member_has_contracts_of() {
    let firm = Firm::start().await;
    let items = firm.kai.list_range_services().await.unwrap().items;
    let mut counts: Vec<(&str, u64)> = items
        .iter()
        .map(|item| (item.service.code.as_str(), item.contract_count))
        .collect();
    counts.sort_unstable();
    assert_eq!(counts, [(LINE, 1), (PBX, 2)]);
    firm.finish().await;
}
