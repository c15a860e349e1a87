//! Searching by words.

use minato_types::contracts::ListContractsQuery as Query;

use super::{Office, REN, contract, list, short, whole};

#[actix_web::test]
async fn words_are_found_whatever_their_width_case_kana_and_hyphens() {
    let office = Office::start().await;
    let memo = |n: u32, memo: &str| minato_db::models::contracts::NewContract {
        memo: memo.to_owned(),
        ..contract(n)
    };
    let mut with_site = memo(6, "");
    with_site.site = "営業部東京".to_owned();
    with_site.group_number = Some("G-000-123".to_owned());
    let mut numbered = memo(7, "");
    numbered.number = minato_types::values::ContractNumber::parse("N123456789").unwrap();
    office
        .add(
            0,
            vec![
                memo(1, "アークスター"),
                memo(2, "abc"),
                memo(3, "100%_達成 \\o/"),
                memo(4, "彼女の \"電話\" と 'FAX'"),
                memo(5, "緊急 📞☎️ 連絡先"),
                with_site,
                numbered,
            ],
        )
        .await;
    office.add(1, vec![memo(8, "らーめん 03-1234-5678")]).await;
    office.let_see_everything(office.ren).await;
    let ren = REN.sign_in(&office.app).await;

    let seven = 23_456_789;
    let cases: &[(&str, &[u32])] = &[
        ("ｱｰｸｽﾀｰ", &[1]),
        ("あーくすたー", &[1]),
        ("クス", &[1]),
        ("ＡＢＣ", &[2]),
        ("Abc", &[2]),
        ("営業", &[6]),
        ("東京", &[6]),
        ("京", &[6]),
        ("N-123-456", &[seven]),
        ("ｎ１２３４５６", &[seven]),
        ("N123456789", &[seven]),
        ("n123456780", &[]),
        ("G000123", &[6]),
        ("g-000-1", &[6]),
        ("%", &[3]),
        ("_", &[3]),
        ("\\", &[3]),
        ("0%_達", &[3]),
        ("％", &[3]),
        ("\"電話\"", &[4]),
        ("'fax'", &[4]),
        ("'; DROP TABLE contracts; --", &[]),
        ("📞", &[5]),
        ("☎", &[5]),
        ("😀", &[]),
        ("ラーメン", &[8]),
        ("0312345678", &[8]),
        ("０３ー１２３４", &[8]),
        ("電話サービス abc", &[2]),
        ("telephones　ＡＢＣ", &[2]),
        ("営業　東京", &[6]),
        ("東京\u{3000}\u{3000} 営業 ", &[6]),
        ("営業 大阪", &[]),
        ("C9-0000-0002", &[2]),
        // No word reaches from one text into the next.
        ("東京電話", &[]),
    ];
    for (words, found) in cases {
        for sort in ["number", "status"] {
            let query = Query {
                q: Some((*words).to_owned()),
                sort: Some(sort.to_owned()),
                ..Query::default()
            };
            let rows = whole(&ren, query.clone()).await;
            let mut numbers = short(&rows);
            numbers.sort_unstable();
            assert_eq!(numbers, *found, "{words}");
            let counted = ren.count_contracts(&query).await.unwrap().total;
            assert_eq!(counted, found.len() as u64, "{words}");
        }
    }
    // Nothing but spaces and hyphens asks for nothing.
    for empty in ["", "　 ", "-", "ー"] {
        let query = Query {
            q: Some(empty.to_owned()),
            ..Query::default()
        };
        assert_eq!(list(&ren, query).await.total, 8, "{empty:?}");
    }
    office.app.finish().await;
}

#[actix_web::test]
async fn a_query_that_no_text_can_hold_is_refused_and_not_an_error_of_ours() {
    let office = Office::start().await;
    office.add(0, vec![contract(1)]).await;
    office.let_see_everything(office.ren).await;
    let ren = REN.sign_in(&office.app).await;
    let browser = crate::raw::Signed::of(&ren).await;
    for query in ["q=%00", "q=a%00b", "service=%00"] {
        for path in ["/contracts", "/contracts/counts", "/contracts.csv"] {
            let path = format!("{path}?{query}");
            let origin = &office.app.address;
            let answer = browser.send(origin, "GET", &path, &[], None).await;
            assert_eq!(answer.status, 422, "{path}");
        }
    }
    office.app.finish().await;
}

/// One sign that stands for a phrase of eighteen in the plain form.
const PHRASE: &str = "\u{FDFA}";

#[actix_web::test]
async fn a_memo_whose_plain_form_is_too_long_for_an_index_is_kept_and_its_contract_is_found() {
    let office = Office::start().await;
    let memo = PHRASE.repeat(200);
    let swelling = minato_db::models::contracts::NewContract {
        memo: memo.clone(),
        ..contract(1)
    };
    office.add(0, vec![swelling, contract(2)]).await;
    office.let_see_everything(office.ren).await;
    let ren = REN.sign_in(&office.app).await;
    for (words, found) in [(PHRASE, 1), ("N900000001", 1), ("C9-0000-0001", 1)] {
        let query = Query {
            q: Some(words.to_owned()),
            ..Query::default()
        };
        let page = list(&ren, query).await;
        assert_eq!(page.total, found, "{words}");
        assert_eq!(page.items[0].memo, memo);
    }
    office.app.finish().await;
}
