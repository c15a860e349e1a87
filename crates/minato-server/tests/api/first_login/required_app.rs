//! Accounts that must use an authenticator app.

use minato_server::auth::first_login::Purpose;
use minato_types::FieldRule;
use minato_types::accounts::{AddAccountRequest, UpdateAccountRequest};
use minato_types::first_login::FirstLoginStep;
use minato_types::problem::ProblemCode;
use minato_types::values::SecondFactor;

use super::{enter, mailed, password, token_of};
use crate::accounts::{SABURO, find, new_key, wish};
use crate::app::TestApp;
use crate::authenticator::{Authenticator, confirmation, nagisa};
use crate::me::broken_rules;
use crate::people::{HANAKO, NAGISA, TARO, refused};

fn factor(word: &str) -> UpdateAccountRequest {
    UpdateAccountRequest {
        second_factor: Some(word.to_owned()),
        ..UpdateAccountRequest::default()
    }
}

#[actix_web::test]
async fn the_app_cannot_be_left_for_later_nor_removed() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let request = AddAccountRequest {
        second_factor: Some("totp".to_owned()),
        ..wish(SABURO)
    };
    let added = hanako.add_account(&request, &new_key()).await.unwrap();
    assert!(added.value.totp_required);
    let token = token_of(&app.one_mail().await);
    let (client, state) = enter(&app, SABURO, &token).await;
    assert_eq!(state.second_factor, SecondFactor::Totp);
    let state = client.set_first_password(&password()).await.unwrap();
    assert_eq!(state.step, FirstLoginStep::Totp);
    let answer = client.complete_first_login().await;
    assert_eq!(refused(answer), ProblemCode::StepOutOfOrder);
    let offer = client.offer_first_totp().await.unwrap();
    let phone = Authenticator::with(&offer.secret);
    let code = confirmation(&phone.code(&app));
    client.confirm_first_totp(&code).await.unwrap();
    client.make_first_recovery_codes().await.unwrap();
    client.complete_first_login().await.unwrap();
    app.one_mail().await;
    assert!(client.get_security().await.unwrap().totp_required);
    let answer = client.remove_totp().await;
    assert_eq!(refused(answer), ProblemCode::AuthenticatorRequired);

    let seen = find(&hanako, SABURO).await;
    let id = seen.value.id;
    hanako
        .update_account(id, &factor("mailOtp"), &seen.etag)
        .await
        .unwrap();
    client.remove_totp().await.unwrap();
    app.one_mail().await;
    app.finish().await;
}

#[actix_web::test]
async fn nobody_is_locked_out_by_asking_for_an_app_that_is_not_there() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let taro = find(&hanako, TARO).await;
    let answer = hanako
        .update_account(taro.value.id, &factor("totp"), &taro.etag)
        .await;
    let expected = [("secondFactor".to_owned(), FieldRule::AuthenticatorMissing)];
    assert_eq!(broken_rules(answer), expected);
    for unknown in ["recoveryCode", "sms", ""] {
        let answer = hanako
            .update_account(taro.value.id, &factor(unknown), &taro.etag)
            .await;
        assert_eq!(refused(answer), ProblemCode::ValidationFailed);
    }
    app.finish().await;
}

#[actix_web::test]
async fn whoever_has_an_app_can_be_made_to_keep_it() {
    let app = TestApp::start().await;
    let client = nagisa(&app).await;
    let own = find(&client, NAGISA).await;
    client
        .update_account(own.value.id, &factor("totp"), &own.etag)
        .await
        .unwrap();
    let answer = client.remove_totp().await;
    assert_eq!(refused(answer), ProblemCode::AuthenticatorRequired);
    let token = mailed(&app, NAGISA, Purpose::Invitation).await;
    enter(&app, NAGISA, &token).await;
    app.finish().await;
}
