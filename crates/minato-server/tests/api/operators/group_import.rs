//! Files of groups: a group that a file names is afterwards as its rows say.

use minato_types::imports::{ImportFileQuery, ImportState};

use super::groups::{groups_of, member};
use super::operator;
use crate::app::TestApp;
use crate::audit::{chain, chain_holds};
use crate::me::broken_rules;
use crate::people::{HANAKO, MISAKI, TARO};

const HEAD: &str = "memberNumber,group,email,service,contractNumber,permission\r\n";

fn groups() -> ImportFileQuery {
    ImportFileQuery {
        kind: "groups".into(),
    }
}

#[actix_web::test]
async fn a_group_is_afterwards_as_its_rows_say_and_the_file_again_changes_nothing() {
    let app = TestApp::start().await;
    let client = operator(&app).await;
    let (hanakos, misakis) = (member(HANAKO.member_number), member(MISAKI.member_number));
    let before = groups_of(&client, &hanakos).await;
    let name = before[1].name.clone();
    let contract = "N339001001";
    let table = [
        HEAD,
        &format!("M97-00339,{name},{},,,\r\n", HANAKO.email.to_uppercase()),
        &format!("M97-00339,{name},,vpn,,edit\r\n"),
        &format!("M97-00339,電話,{},,,\r\n", TARO.email),
        &format!("M97-00339,電話,,,{contract},閲覧\r\n"),
        "M97-00339,まだ誰も,,,,\r\n",
        &format!("{misakis},,{},,,\r\n", MISAKI.email),
        &format!("M97-00339,,{},,,\r\n", TARO.email),
    ]
    .concat();
    let import = client.import_file(&groups(), &table, "k").await.unwrap();
    assert_eq!(import.value.state, ImportState::Done);
    assert_eq!(import.value.rows_applied, 7);
    let after = groups_of(&client, &hanakos).await;
    assert_eq!(after.len(), before.len() + 2);
    let of = |name: &str| {
        let group = after.iter().find(|group| group.name == name).unwrap();
        let people: Vec<&str> = group.accounts.iter().map(|p| p.email.as_str()).collect();
        let services = group.services.iter();
        let services = services.map(|s| format!("{}={}", s.service.code, s.permission));
        let contracts = group.contracts.iter();
        let contracts = contracts.map(|c| format!("{}={}", c.contract.number, c.permission));
        (people, services.chain(contracts).collect::<Vec<_>>())
    };
    assert_eq!(of(""), (vec![TARO.email], vec![]));
    assert_eq!(of(&name), (vec![HANAKO.email], vec!["vpn=edit".to_owned()]));
    assert_eq!(
        of("電話"),
        (vec![TARO.email], vec![format!("{contract}=view")])
    );
    assert_eq!(of("まだ誰も"), (vec![], vec![]));
    // Others stay as they are.
    let kept = before[2..].iter().all(|group| after.contains(group));
    assert!(kept);

    let trail = chain(&app.app.db, HANAKO.member_number).await.len();
    client
        .import_file(&groups(), &table, "again")
        .await
        .unwrap();
    assert_eq!(groups_of(&client, &hanakos).await, after);
    let again = chain(&app.app.db, HANAKO.member_number).await;
    assert_eq!(again.len(), trail);
    chain_holds(&app.app.db, HANAKO.member_number).await;
    app.finish().await;
}

#[actix_web::test]
async fn a_file_with_faults_changes_nothing_and_names_them_all() {
    let app = TestApp::start().await;
    let client = operator(&app).await;
    let hanakos = member(HANAKO.member_number);
    let before = groups_of(&client, &hanakos).await;
    let table = [
        HEAD,
        "M97-00339,新しい,,vpn,,edit\r\n",
        "M97-99999,新しい,,vpn,,edit\r\n",
        "M97-00339,新しい,nobody@minato-shoji.example,,,\r\n",
        "M97-00339,新しい,,boats,,edit\r\n",
        "M97-00339,新しい,,,N342000001,view\r\n",
        "M97-00339,新しい,,vpn,,view\r\n",
        "M97-00339,新しい,,ip-phone,,\r\n",
        "M97-00339,新しい,taro@minato-shoji.example,ip-phone,,own\r\n",
        "M97-00339,新しい,taro@minato-shoji.example,,,edit\r\n",
        "M97-00339,,,vpn,,edit\r\n",
        "M97-00339,,,,,\r\n",
        "M97-00339,新しい,taro,,x,view\r\n",
    ]
    .concat();
    let broken = broken_rules(client.import_file(&groups(), &table, "k").await);
    let told: Vec<String> = broken
        .iter()
        .map(|(field, rule)| {
            let code = serde_json::to_value(rule).unwrap()["code"].clone();
            format!("{field} {}", code.as_str().unwrap())
        })
        .collect();
    assert_eq!(
        told,
        [
            "rows.3.memberNumber unknownMember",
            "rows.4.email unknownAccount",
            "rows.5.service unknownService",
            "rows.6.contractNumber unknownContract",
            "rows.7.service duplicate",
            "rows.8.permission required",
            "rows.9.service malformed",
            "rows.9.permission unknownChoice",
            "rows.10.permission malformed",
            "rows.11.group required",
            "rows.12.group required",
            "rows.13.email invalidEmail",
            "rows.13.contractNumber invalidContractNumber",
            "rows.13.contractNumber malformed",
        ]
    );
    assert_eq!(groups_of(&client, &hanakos).await, before);
    app.finish().await;
}
