//! Files of members and accounts: all faults by row, or all rows at once.

use chrono::TimeDelta;
use minato_types::accounts::ListAccountsQuery;
use minato_types::audit::AuditAction;
use minato_types::imports::{ImportFileQuery, ImportState};
use minato_types::members::ListMembersQuery;
use minato_types::problem::ProblemCode;
use minato_types::values::MemberNumber;

use super::{Staff, carriers_chain, code, operator, recorded_since};
use crate::access_callers::sign_in_as;
use crate::app::TestApp;
use crate::audit::{chain, chain_holds};
use crate::me::broken_rules;
use crate::people::{HANAKO, JIRO, refused};
use crate::raw;

const HEAD: &str = "memberNumber,name,role,email,department,phone,validUntil\r\n";

fn members() -> ImportFileQuery {
    ImportFileQuery {
        kind: "members".into(),
    }
}

fn accounts() -> ImportFileQuery {
    ImportFileQuery {
        kind: "accounts".into(),
    }
}

#[actix_web::test]
async fn a_file_with_faults_imports_nothing_and_names_them_all() {
    let app = TestApp::start().await;
    let client = operator(&app).await;
    let before = carriers_chain(&app).await.len();
    let table = [
        HEAD,
        "M97-00339,港 太郎,user,right@minato-shoji.example,総務部,,\r\n",
        "M97-00339,,captain,nobody,総務部,12,2020-13-01\r\n",
        "M97-00999,港 次郎,user,a@minato-shoji.example,総務部,,\r\n",
        &format!(
            "M97-00339,港 花子,admin,{},総務部,,\r\n",
            HANAKO.email.to_uppercase()
        ),
        "M97-00339,港 三郎,user,RIGHT@minato-shoji.example,総務部,,\r\n",
        "M97-00339,港 四郎,user,past@minato-shoji.example,総務部,,2020-01-01\r\n",
        "M97-00340,港 太郎,user,right@minato-shoji.example,総務部,,\r\n",
    ]
    .concat();
    let broken = broken_rules(client.import_file(&accounts(), &table, "k").await);
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
            "rows.3.name required",
            "rows.3.role unknownChoice",
            "rows.3.email invalidEmail",
            "rows.3.phone invalidPhoneNumber",
            "rows.3.validUntil invalidDate",
            "rows.4.memberNumber unknownMember",
            "rows.5.email emailTaken",
            "rows.6.email duplicate",
            "rows.7.validUntil dateInThePast",
        ]
    );
    assert_eq!(recorded_since(&app, before).await, []);
    let number = MemberNumber::parse(JIRO.member_number).unwrap();
    let jiros = client
        .list_member_accounts(&number, &ListAccountsQuery::default())
        .await;
    assert_eq!(jiros.unwrap().total, 1);
    app.finish().await;
}

#[actix_web::test]
async fn accounts_of_a_file_are_opened_and_their_mails_follow_in_batches() {
    let app = TestApp::start().await;
    let client = operator(&app).await;
    let mut table = HEAD.to_owned();
    for place in 0..230 {
        let member = if place % 2 == 0 { HANAKO } else { JIRO }.member_number;
        let row = format!("{member},港 {place},user,p{place}@import.example,'=総務部,,\r\n");
        table.push_str(&row);
    }
    let made = client.import_file(&accounts(), &table, "k").await.unwrap();
    let import = made.value.clone();
    assert_eq!((import.rows_applied, import.mails), (230, 230));
    assert_eq!(
        (import.state, import.mails_queued),
        (ImportState::QueuingMails, 0)
    );
    // Sent again, it answers the same; with another key, all addresses are taken.
    assert_eq!(
        client.import_file(&accounts(), &table, "k").await.unwrap(),
        made
    );
    let broken = broken_rules(client.import_file(&accounts(), &table, "other").await);
    assert_eq!(broken.len(), 230);

    let mails = app.deliver().await;
    assert_eq!(mails.len(), 230);
    assert!(
        mails
            .iter()
            .all(|mail| mail.rendered.text.contains("/first-login#"))
    );
    let import = client.get_import(import.id).await.unwrap();
    assert_eq!(
        (import.state, import.mails_queued),
        (ImportState::Done, 230)
    );
    let number = MemberNumber::parse(JIRO.member_number).unwrap();
    let query = ListAccountsQuery {
        q: Some("p229".into()),
        ..ListAccountsQuery::default()
    };
    let found = client.list_member_accounts(&number, &query).await.unwrap();
    assert_eq!(found.items[0].department.as_str(), "=総務部");
    for person in [HANAKO, JIRO] {
        let last = chain(&app.app.db, person.member_number).await;
        let last = last.last().unwrap();
        assert_eq!(last.action.0, AuditAction::AccountsImported);
        assert_eq!(last.actor_kind, "operator");
        chain_holds(&app.app.db, person.member_number).await;
    }
    app.finish().await;
}

#[actix_web::test]
async fn members_of_a_shift_jis_file_are_registered() {
    let app = TestApp::start().await;
    let staff = Staff::hire(&app).await;
    let table = "会員番号,会社名,郵便番号,住所,契約ポート数,二段階認証,オプション\r\n\
                 M97-00501,沖合通運株式会社,1050000,東京都港区海岸1-2-3,１２,はい,portPlus webhooks\r\n\
                 M97-00502,灯台商会,,\"東京都港区,海岸2\",,,\r\n";
    let (bytes, ..) = encoding_rs::SHIFT_JIS.encode(table);
    let who = sign_in_as(&app, &staff).await;
    let answer = reqwest::Client::new()
        .post(format!(
            "{}/api/v1/operator/imports?kind=members",
            app.address
        ))
        .header("content-type", "text/csv; charset=shift_jis")
        .header("idempotency-key", "k")
        .header("x-csrf-token", &who.token)
        .header("cookie", &who.cookie)
        .body(bytes.into_owned())
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 201, "{}", answer.text().await.unwrap());
    let client = staff.sign_in(&app).await;
    let query = ListMembersQuery {
        q: Some("M97-0050".into()),
        ..ListMembersQuery::default()
    };
    let found = client.list_members(&query).await.unwrap();
    assert_eq!(found.total, 2);
    assert_eq!(found.items[0].contracted_ports, 12);
    assert_eq!(found.items[0].options.len(), 2);
    assert_eq!(found.items[1].address, "東京都港区,海岸2");
    let broken = broken_rules(client.import_file(&members(), table, "other").await);
    let fields: Vec<_> = broken.iter().map(|(field, _)| field.as_str()).collect();
    assert_eq!(fields, ["rows.2.memberNumber", "rows.3.memberNumber"]);
    app.finish().await;
}

#[actix_web::test]
async fn a_file_wants_a_fresh_proof_a_table_and_its_columns() {
    let app = TestApp::start().await;
    let staff = Staff::hire(&app).await;
    let client = staff.sign_in(&app).await;
    let broken = broken_rules(client.import_file(&accounts(), "boats\n1\n", "k").await);
    assert_eq!(broken.len(), 6, "{broken:?}");
    let unknown = ImportFileQuery {
        kind: "boats".into(),
    };
    let broken = broken_rules(client.import_file(&unknown, "a\n1\n", "k").await);
    assert_eq!(broken[0].0, "kind");
    app.pass(TimeDelta::minutes(10));
    let table = format!("{HEAD}M97-00339,港 太郎,user,p@import.example,総務部,,\r\n");
    let refusal = refused(client.import_file(&accounts(), &table, "k").await);
    assert_eq!(refusal, ProblemCode::StepUpRequired);
    let next = staff.authenticator.next_code(&app);
    client.step_up_operator(&code(&next)).await.unwrap();
    client.import_file(&accounts(), &table, "k").await.unwrap();
    app.one_mail().await;

    let who = sign_in_as(&app, &staff).await;
    let headers = [
        ("cookie", who.cookie.as_str()),
        ("x-csrf-token", who.token.as_str()),
        ("idempotency-key", "k"),
        ("content-type", "application/json"),
    ];
    let path = "/api/v1/operator/imports?kind=members";
    let answer = raw::send(&app, "POST", path, &headers, Some("{}")).await;
    assert_eq!(answer.problem(), "unsupportedMediaType");
    app.finish().await;
}
