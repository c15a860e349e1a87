//! Who manages a member, and who hears of what its people do.

use minato_types::FieldRule;
use minato_types::audit::AuditAction;
use minato_types::company::UpdateCompanyNotificationsRequest;
use minato_types::problem::ProblemCode;
use minato_types::values::{EmailAddress, Language};

use crate::accounts::{self, SABURO, added, find, promote_taro, wish};
use crate::app::TestApp;
use crate::audit::chain;
use crate::me::broken_rules;
use crate::people::{HANAKO, JIRO, TARO, refused};

#[actix_web::test]
async fn everybody_learns_who_the_admins_are_that_can_sign_in() {
    let app = TestApp::start().await;
    let (hanako, jiro) = (HANAKO.sign_in(&app).await, JIRO.sign_in(&app).await);
    added(&app, &hanako, SABURO).await;
    let saburo = SABURO.sign_in(&app).await;
    let admins = saburo.list_company_admins().await.unwrap().items;
    assert_eq!(admins.len(), 1);
    assert_eq!(admins[0].email.as_str(), HANAKO.email);
    assert_eq!(admins[0].phone.as_ref().unwrap().as_str(), "03-1234-5678");
    let others = jiro.list_company_admins().await.unwrap().items;
    assert_eq!(others[0].email.as_str(), JIRO.email, "a password is enough");

    let mut invited = wish(accounts::NAMI);
    invited.role = "admin".to_owned();
    hanako
        .add_account(&invited, &accounts::new_key())
        .await
        .unwrap();
    app.one_mail().await;
    let taro = promote_taro(&hanako).await;
    assert_eq!(saburo.list_company_admins().await.unwrap().items.len(), 2);
    hanako
        .suspend_account(taro.value.id, &taro.etag)
        .await
        .unwrap();
    assert_eq!(saburo.list_company_admins().await.unwrap().items.len(), 1);
    app.finish().await;
}

fn request(addresses: &[&str], language: &str) -> UpdateCompanyNotificationsRequest {
    UpdateCompanyNotificationsRequest {
        addresses: addresses.iter().map(ToString::to_string).collect(),
        language: language.to_owned(),
    }
}

#[actix_web::test]
async fn an_admin_changes_who_is_notified_and_everybody_sees_it() {
    let app = TestApp::start().await;
    let (hanako, taro) = (HANAKO.sign_in(&app).await, TARO.sign_in(&app).await);
    let before = hanako.get_company_notifications().await.unwrap();
    let wanted = ["ports@minato-shoji.example", "all@minato-shoji.example"];
    let after = hanako
        .update_company_notifications(&request(&wanted, "en"), &before.etag)
        .await
        .unwrap();
    let addresses: Vec<&str> = after
        .value
        .addresses
        .iter()
        .map(EmailAddress::as_str)
        .collect();
    assert_eq!(addresses, wanted, "in their order");
    assert_eq!(after.value.language, Language::En);
    assert_eq!(taro.get_company_notifications().await.unwrap(), after);
    let last = chain(&app.app.db, HANAKO.member_number).await;
    let last = last.last().unwrap();
    assert_eq!(last.action.0, AuditAction::NotificationsChanged);

    let none = hanako
        .update_company_notifications(&request(&[], "ja"), &after.etag)
        .await
        .unwrap();
    assert!(none.value.addresses.is_empty());
    let stale = hanako
        .update_company_notifications(&request(&wanted, "ja"), &after.etag)
        .await;
    assert_eq!(refused(stale), ProblemCode::PreconditionFailed);
    assert_eq!(hanako.get_company_notifications().await.unwrap(), none);
    app.finish().await;
}

#[actix_web::test]
async fn a_faulty_address_is_named_by_its_place() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let tag = hanako.get_company_notifications().await.unwrap().etag;
    let faulty = request(&["a@b.example", "A@B.example", "nobody"], "fr");
    let broken = broken_rules(hanako.update_company_notifications(&faulty, &tag).await);
    let expected = [
        ("addresses.1", FieldRule::Duplicate),
        ("addresses.2", FieldRule::InvalidEmail),
        ("language", FieldRule::UnknownChoice),
    ];
    assert_eq!(
        broken,
        expected.map(|(field, rule)| (field.to_owned(), rule))
    );
    let many: Vec<String> = (0..11).map(|n| format!("a{n}@b.example")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let many = request(&many, "ja");
    let answer = hanako.update_company_notifications(&many, &tag);
    assert_eq!(
        broken_rules(answer.await),
        [("addresses".to_owned(), FieldRule::TooMany { max: 10 })]
    );
    app.finish().await;
}

#[actix_web::test]
async fn only_an_admin_with_two_steps_changes_who_is_notified() {
    let app = TestApp::start().await;
    let (taro, jiro) = (TARO.sign_in(&app).await, JIRO.sign_in(&app).await);
    let tag = taro.get_company_notifications().await.unwrap().etag;
    let wanted = request(&["ports@minato-shoji.example"], "ja");
    let answer = taro.update_company_notifications(&wanted, &tag).await;
    assert_eq!(refused(answer), ProblemCode::Forbidden);
    let answer = jiro.update_company_notifications(&wanted, &tag).await;
    assert_eq!(refused(answer), ProblemCode::TwoStepRequired);
    let hanako = HANAKO.sign_in(&app).await;
    let seen = find(&hanako, TARO).await;
    assert_eq!(seen.value.email.as_str(), TARO.email);
    app.finish().await;
}
