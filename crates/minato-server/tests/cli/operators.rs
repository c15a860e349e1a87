//! `minato operator`: staff is made and set up anew; files are imported.

use minato_db::models::operators;
use minato_types::values::EmailAddress;

use crate::desk::{Desk, read};

const CREATE: [&str; 6] = [
    "operator",
    "create",
    "--email",
    "ops@carrier.example",
    "--name",
    "灯台 守",
];

/// The one-time secret that a verb printed: its last line.
fn secret(told: &str) -> String {
    let last = told.lines().last().unwrap().to_owned();
    assert_eq!(last.len(), 43, "{told}");
    last
}

#[actix_web::test]
async fn an_operator_is_made_without_a_password_and_shown_with_his_state() {
    let desk = Desk::new().await;
    let first = secret(&desk.done(&CREATE));
    let told = desk.refused(&CREATE);
    assert!(told.contains("has an operator already"), "{told}");
    let email = EmailAddress::parse("ops@carrier.example").unwrap();
    let own = read(&desk, move |tx| {
        let operator = operators::find_by_email(tx, &email)?.unwrap();
        operators::credentials(tx, operator.id.0)
    })
    .await;
    assert!(own.is_none());
    let who = ["--email", "OPS@carrier.example"];
    let reset = secret(&desk.done(&[&["operator", "reset"][..], &who].concat()));
    assert_ne!(first, reset);
    for (verb, told) in [("suspend", "Suspended"), ("resume", "Resumed")] {
        let answer = desk.done(&[&["operator", verb][..], &who].concat());
        assert!(answer.starts_with(told), "{answer}");
    }
    let list = desk.done(&["operator", "list"]);
    assert!(
        list.contains("active\tnot set up\tnever signed in"),
        "{list}"
    );
    let unknown = ["operator", "reset", "--email", "nobody@carrier.example"];
    assert!(desk.refused(&unknown).contains("there is no operator"));
}

#[actix_web::test]
async fn files_are_imported_whole_or_not_at_all() {
    let desk = Desk::new().await;
    let text = "会員番号,会社名,住所\nM00-00001,港商事,東京\nM00-00002,灯台商会,東京\n";
    let members = desk.file("members.csv", text.as_bytes());
    let import = |kind: &'static str, file: &std::path::Path| {
        [
            kind.to_owned(),
            "import".to_owned(),
            file.display().to_string(),
        ]
    };
    let words = import("member", &members);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    assert!(desk.done(&words).starts_with("Imported 2 members"));
    let told = desk.refused(&words);
    assert!(
        told.contains("line 2, memberNumber: A member with this number"),
        "{told}"
    );

    let text = "memberNumber,name,role,email,department\n\
                M00-00001,港 花子,admin,a@b.jp,総務部\n\
                M00-00003,港 太郎,captain,a,総務部\n";
    let accounts = desk.file("accounts.csv", text.as_bytes());
    let words = import("account", &accounts);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let told = desk.refused(&words);
    for fault in ["line 3, role: ", "line 3, email: "] {
        assert!(told.contains(fault), "{told}");
    }
    let text = text.lines().take(2).collect::<Vec<_>>().join("\n");
    desk.file("accounts.csv", text.as_bytes());
    let told = desk.done(&words);
    assert!(told.starts_with("Imported 1 accounts"), "{told}");
}
