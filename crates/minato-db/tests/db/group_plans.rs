//! What is asked about groups begins at the member: SQLite reads no row of another one, and what
//! grows with a member, its contracts and its people, is found by an index.

use minato_db::Backend;
use minato_test::TestDb;

use crate::query_plans::plan;

/// How many people, services and contracts are in a group, as lists tell it.
const COUNTS: &str = "\
    (SELECT COUNT(*) FROM user_group_accounts a WHERE a.member_id = g.member_id AND a.group_id = g.id), \
    (SELECT COUNT(*) FROM user_group_services s WHERE s.member_id = g.member_id AND s.group_id = g.id), \
    (SELECT COUNT(*) FROM user_group_contracts c WHERE c.member_id = g.member_id AND c.group_id = g.id)";

/// The groups that somebody is in.
const OWN: &str = "SELECT o.group_id FROM user_group_accounts o \
    WHERE o.member_id = ? AND o.account_id = ?";

/// The query, and the steps that must be among its plan.
fn queries() -> Vec<(String, Vec<&'static str>)> {
    let lists = ["", &format!(" AND g.id IN ({OWN})")].map(|of| {
        let query = format!(
            "SELECT g.*, {COUNTS} FROM user_groups g WHERE g.member_id = ?{of} \
             ORDER BY g.kind, g.name, g.id"
        );
        let counts = vec![
            "SEARCH g USING INDEX sqlite_autoindex_user_groups_",
            "a USING COVERING INDEX sqlite_autoindex_user_group_accounts_1 (member_id=? AND group_id=?)",
            "s USING COVERING INDEX sqlite_autoindex_user_group_services_1 (member_id=? AND group_id=?)",
            "c USING COVERING INDEX sqlite_autoindex_user_group_contracts_1 (member_id=? AND group_id=?)",
        ];
        (query, counts)
    });
    let own = "user_group_accounts_by_account (member_id=? AND account_id=?)";
    let others = [
        (
            "SELECT COUNT(*) FROM user_groups WHERE member_id = ?",
            vec!["(member_id=?)"],
        ),
        (
            "SELECT * FROM user_groups WHERE member_id = ? AND name = ? AND kind = ?",
            vec!["sqlite_autoindex_user_groups_2 (member_id=? AND name=?)"],
        ),
        // The rights of somebody, at every request.
        (
            "SELECT g.kind, s.service_id, s.permission FROM user_group_accounts a \
             JOIN user_groups g ON g.member_id = a.member_id AND g.id = a.group_id \
             LEFT JOIN user_group_services s ON s.member_id = a.member_id AND s.group_id = a.group_id \
             WHERE a.member_id = ? AND a.account_id = ?",
            vec![
                own,
                "g USING INDEX sqlite_autoindex_user_groups_1 (member_id=? AND id=?)",
                "s USING INDEX sqlite_autoindex_user_group_services_1 (member_id=? AND group_id=?)",
            ],
        ),
        (
            "SELECT a.group_id, p.id, p.name, p.email FROM user_group_accounts a \
             JOIN accounts p ON p.member_id = a.member_id AND p.id = a.account_id \
             WHERE a.member_id = ? AND a.group_id IN (?, ?) ORDER BY p.name, p.id",
            vec![
                "sqlite_autoindex_user_group_accounts_1 (member_id=? AND group_id=?)",
                "p USING INDEX sqlite_autoindex_accounts_1 (member_id=? AND id=?)",
            ],
        ),
        (
            "SELECT p.id FROM accounts p WHERE p.member_id = ? AND p.email_key IN (?, ?) \
             AND p.state <> ?",
            vec!["SEARCH p USING INDEX"],
        ),
        (
            "SELECT group_id, service_id, permission FROM user_group_services \
             WHERE member_id = ? AND group_id IN (?, ?)",
            vec!["sqlite_autoindex_user_group_services_1 (member_id=? AND group_id=?)"],
        ),
        (
            "SELECT n.group_id, c.id, c.contract_number, c.service_id, c.site, n.permission \
             FROM user_group_contracts n \
             JOIN contracts c ON c.member_id = n.member_id AND c.id = n.contract_id \
             WHERE n.member_id = ? AND n.group_id IN (?, ?) \
             ORDER BY c.contract_number, n.group_id",
            vec![
                "sqlite_autoindex_user_group_contracts_1 (member_id=? AND group_id=?)",
                "c USING INDEX sqlite_autoindex_contracts_1 (member_id=? AND id=?)",
            ],
        ),
        // What an admin picks from.
        (
            "SELECT service_id, COUNT(*) FROM contracts WHERE member_id = ? GROUP BY service_id",
            vec!["COVERING INDEX contracts_by_service (member_id=?)"],
        ),
        (
            "SELECT id FROM contracts WHERE member_id = ? AND contract_number IN (?, ?) \
             ORDER BY contract_number",
            vec!["contract_number=?"],
        ),
        (
            "SELECT id, contract_number, service_id, site FROM contracts WHERE member_id = ? \
             AND service_id IN (?, ?) AND search_text LIKE ? ESCAPE '\\' ORDER BY contract_number",
            vec!["(member_id=?"],
        ),
        // Somebody is deleted.
        (
            "DELETE FROM user_group_accounts WHERE member_id = ? AND account_id = ?",
            vec![own],
        ),
        (
            "DELETE FROM user_group_contracts WHERE member_id = ? AND group_id = ?",
            vec!["sqlite_autoindex_user_group_contracts_1 (member_id=? AND group_id=?)"],
        ),
        (
            "DELETE FROM user_group_contracts WHERE member_id = ? AND group_id = ? \
             AND contract_id = ?",
            vec!["(member_id=? AND group_id=? AND contract_id=?)"],
        ),
    ];
    let others = others.map(|(query, steps)| (query.to_owned(), steps));
    lists.into_iter().chain(others).collect()
}

#[tokio::test]
async fn whatever_is_asked_about_groups_is_found_by_an_index() {
    let database = TestDb::new().await;
    if database.db.backend() != Backend::Sqlite {
        return;
    }
    let mut wrong = Vec::new();
    for (query, steps) in queries() {
        let plan = plan(&database, &query).await;
        let has = |step: &&str| plan.iter().any(|found| found.contains(step));
        let missing: Vec<&str> = steps.into_iter().filter(|step| !has(step)).collect();
        let scans = plan.iter().any(|step| step.starts_with("SCAN"));
        if scans || !missing.is_empty() {
            wrong.push(format!("{query}: {missing:?} is not in {plan:?}"));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

/// The counts of a menu, of rights and of a preview: one statement, however many services.
#[tokio::test]
async fn what_rights_reach_is_counted_within_the_member() {
    let database = TestDb::new().await;
    if database.db.backend() != Backend::Sqlite {
        return;
    }
    let within = format!(
        "(c.service_id IN (?, ?) OR c.id IN (SELECT n.contract_id FROM user_group_contracts n \
         WHERE n.member_id = ? AND n.group_id IN ({OWN}) AND n.permission IN (?, ?)))"
    );
    let everything = "SELECT c.service_id, c.status_rank, COUNT(*) FROM contracts c \
        WHERE c.member_id = ? GROUP BY c.service_id, c.status_rank";
    let some = format!(
        "SELECT c.service_id, c.status_rank, COUNT(*), SUM(CASE WHEN {within} THEN ? ELSE ? END) \
         FROM contracts c WHERE c.member_id = ? AND {within} GROUP BY c.service_id, c.status_rank"
    );
    for query in [everything, &some] {
        let plan = plan(&database, query).await;
        let begins = |step: &String| {
            step.contains("INDEX contracts_by_service (member_id=?") && step.starts_with("SEARCH")
        };
        assert!(plan.iter().any(begins), "{query}: {plan:?}");
        let scans = |step: &String| step.starts_with("SCAN") || step.contains("TEMP B-TREE");
        assert!(!plan.iter().any(scans), "{query}: {plan:?}");
    }
}
