//! Lists of contracts begin at the member, whoever asks for whatever: SQLite reads the rows of
//! one member alone, and the order in which the list opens costs no sorting.

use minato_db::Backend;
use minato_test::TestDb;

use crate::query_plans::plan;

/// The rights of somebody who sees everything, and of somebody who has services and single
/// contracts.
const RIGHTS: [&str; 2] = [
    "",
    " AND (contracts.service_id IN (?, ?) OR contracts.id IN (\
     SELECT g.contract_id FROM user_group_contracts g WHERE g.member_id = ? AND g.group_id IN (\
     SELECT a.group_id FROM user_group_accounts a WHERE a.member_id = ? AND a.account_id = ?) \
     AND g.permission IN (?, ?)))",
];

const SERVICE: [&str; 2] = [
    "",
    " AND contracts.service_id = (SELECT services.id FROM services WHERE services.code = ? LIMIT ?)",
];

const FILTERS: [&str; 4] = [
    "",
    " AND status_rank = ?",
    " AND search_text LIKE ? ESCAPE '\\' AND search_text LIKE ? ESCAPE '\\'",
    " AND status_rank >= ? AND (status_rank > ? OR contract_number > ?)",
];

const ORDERS: [&str; 8] = [
    "status_rank, contract_number",
    "contract_number",
    "contract_number DESC",
    "site, contract_number",
    "site DESC, contract_number DESC",
    "services.name_ja, status_rank, contract_number",
    "status_since, contract_number",
    "status_since DESC, contract_number DESC",
];

const COUNTS: [&str; 2] = [
    "COUNT(*)",
    "COUNT(CASE WHEN status_rank = ? THEN ? END), COUNT(CASE WHEN status_rank = ? THEN ? END)",
];

fn conditions() -> impl Iterator<Item = String> {
    RIGHTS.iter().flat_map(|rights| {
        SERVICE.iter().flat_map(move |service| {
            let all = FILTERS.iter();
            all.map(move |filter| format!("contracts.member_id = ?{rights}{service}{filter}"))
        })
    })
}

fn list(condition: &str, order: &str) -> String {
    format!(
        "SELECT contracts.*, services.* FROM contracts INNER JOIN services \
         ON contracts.service_id = services.id WHERE {condition} ORDER BY {order} LIMIT ? OFFSET ?"
    )
}

#[tokio::test]
async fn every_list_and_every_count_of_contracts_begins_at_the_member() {
    let database = TestDb::new().await;
    if database.db.backend() != Backend::Sqlite {
        return;
    }
    for condition in conditions() {
        let lists = ORDERS.iter().map(|order| list(&condition, order));
        let counts = COUNTS
            .iter()
            .map(|counts| format!("SELECT {counts} FROM contracts WHERE {condition}"));
        for query in lists.chain(counts) {
            let plan = plan(&database, &query).await;
            if condition.contains("user_group_contracts") {
                let own = |step: &String| step.contains("(member_id=? AND group_id=?");
                assert!(plan.iter().any(own), "{query}: {plan:?}");
            }
            let mut of_contracts = plan.iter().filter(|step| step.contains(" contracts "));
            assert!(
                of_contracts
                    .all(|step| step.starts_with("SEARCH") && step.contains("(member_id=?")),
                "{query}: {plan:?}"
            );
            assert!(
                !plan.iter().any(|step| step.starts_with("SCAN")),
                "{query}: {plan:?}"
            );
        }
    }
}

#[tokio::test]
async fn the_order_in_which_the_list_opens_is_that_of_an_index() {
    let database = TestDb::new().await;
    if database.db.backend() != Backend::Sqlite {
        return;
    }
    for condition in conditions() {
        let query = list(&condition, ORDERS[0]);
        let plan = plan(&database, &query).await;
        let indices: &[&str] = if condition.contains("services.code") {
            &["contracts_by_service (member_id=? AND service_id=?"]
        } else {
            &[
                "contracts_by_status (member_id=?",
                "contracts_by_text (member_id=?",
            ]
        };
        let served = |step: &String| indices.iter().any(|index| step.contains(index));
        assert!(plan.iter().any(served), "{query}: {plan:?}");
        let sorted = plan.iter().any(|step| step.contains("TEMP B-TREE"));
        assert!(!sorted, "{query}: {plan:?}");
    }
}

/// The orders that the list can be given beside that in which it opens, and their indices. The
/// names of services stand in another table: an order by them is sorted.
const ORDERED_BY: [(&str, &str); 6] = [
    ("contract_number", "contracts_by_number (member_id=?"),
    ("contract_number DESC", "contracts_by_number (member_id=?"),
    ("site, contract_number", "contracts_by_site (member_id=?"),
    (
        "site DESC, contract_number DESC",
        "contracts_by_site (member_id=?",
    ),
    (
        "status_since, contract_number",
        "contracts_by_status_since (member_id=?",
    ),
    (
        "status_since DESC, contract_number DESC",
        "contracts_by_status_since (member_id=?",
    ),
];

#[tokio::test]
async fn every_order_by_the_contract_itself_is_that_of_an_index() {
    let database = TestDb::new().await;
    if database.db.backend() != Backend::Sqlite {
        return;
    }
    for rights in RIGHTS {
        for filter in [FILTERS[0], FILTERS[2]] {
            for (order, index) in ORDERED_BY {
                let query = list(&format!("contracts.member_id = ?{rights}{filter}"), order);
                let plan = plan(&database, &query).await;
                let served = plan.iter().any(|step| step.contains(index));
                let sorted = plan.iter().any(|step| step.contains("TEMP B-TREE"));
                assert!(served && !sorted, "{query}: {plan:?}");
            }
        }
    }
}

#[tokio::test]
async fn words_are_searched_for_in_the_index_of_texts_alone() {
    let database = TestDb::new().await;
    if database.db.backend() != Backend::Sqlite {
        return;
    }
    for rights in RIGHTS {
        let condition = format!("contracts.member_id = ?{rights}{}", FILTERS[2]);
        let page = format!(
            "SELECT contracts.id FROM contracts WHERE {condition} ORDER BY {} LIMIT ? OFFSET ?",
            ORDERS[0]
        );
        let counts = COUNTS.map(|count| format!("SELECT {count} FROM contracts WHERE {condition}"));
        for query in counts.iter().chain([&page]) {
            let plan = plan(&database, query).await;
            let covered = "SEARCH contracts USING COVERING INDEX contracts_by_text (member_id=?";
            let alone = plan.iter().any(|step| step.starts_with(covered));
            let sorted = plan.iter().any(|step| step.contains("TEMP B-TREE"));
            assert!(alone && !sorted, "{query}: {plan:?}");
        }
    }
}

#[tokio::test]
async fn the_rows_of_a_page_are_found_by_their_ids() {
    let database = TestDb::new().await;
    if database.db.backend() != Backend::Sqlite {
        return;
    }
    let query = "SELECT contracts.*, services.* FROM contracts INNER JOIN services \
                 ON contracts.service_id = services.id \
                 WHERE contracts.member_id = ? AND contracts.id IN (?, ?, ?)";
    let plan = plan(&database, query).await;
    let by_id = |step: &String| {
        step.starts_with("SEARCH contracts ") && step.contains("(member_id=? AND id=?)")
    };
    assert!(plan.iter().any(by_id), "{plan:?}");
}
