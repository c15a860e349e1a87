//! The people of the demo data and what they do.

use minato_client::{Client, ClientError};
use minato_mail::Posted;
use minato_types::auth::{LogInRequest, SessionState, VerifyLoginRequest};
use minato_types::me::UpdateMeRequest;
use minato_types::problem::ProblemCode;
use minato_types::values::{Language, OneTimeCode};

use crate::app::TestApp;

/// Somebody with an account.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Person {
    pub(crate) member_number: &'static str,
    pub(crate) email: &'static str,
}

/// The admin of a member with two steps; reads Japanese.
pub(crate) const HANAKO: Person = Person {
    member_number: "M97-00339",
    email: "hanako@minato-shoji.example",
};

/// A user of the same member; reads English.
pub(crate) const TARO: Person = Person {
    member_number: "M97-00339",
    email: "taro@minato-shoji.example",
};

/// The admin of a member without a second step.
pub(crate) const JIRO: Person = Person {
    member_number: "M97-00340",
    email: "jiro@shiosai.example",
};

/// The admin of a big member under the policy of port plus.
pub(crate) const AKARI: Person = Person {
    member_number: "M97-00341",
    email: "akari@todai-butsuryu.example",
};

/// The admin of a member without any option.
pub(crate) const MISAKI: Person = Person {
    member_number: "M97-00342",
    email: "misaki@misaki-sekkei.example",
};

/// The admin of a member of her own, who has an authenticator app.
pub(crate) const NAGISA: Person = Person {
    member_number: "M97-00343",
    email: "nagisa@hatoba-insatsu.example",
};

/// The password of all of them.
pub(crate) const PASSWORD: &str = minato_server::demo::PASSWORD;

impl Person {
    /// Name and telephone number, as they are registered.
    pub(crate) fn identity(self) -> (&'static str, Option<&'static str>) {
        match self.email {
            _ if self.member_number == "M97-00500" => ("港 三郎", None),
            "hanako@minato-shoji.example" => ("港 花子", Some("03-1234-5678")),
            "taro@minato-shoji.example" => ("Taro Umino", None),
            "jiro@shiosai.example" => ("汐見 次郎", Some("045-123-4567")),
            "nagisa@hatoba-insatsu.example" => ("波戸 渚", Some("078-123-4567")),
            // Everybody whom a test adds.
            _ => ("港 三郎", None),
        }
    }

    /// The first step with this password.
    pub(crate) fn log_in_request(self, password: &str) -> LogInRequest {
        LogInRequest {
            member_number: Some(self.member_number.to_owned()),
            email: self.email.to_owned(),
            password: password.to_owned(),
        }
    }

    /// Takes the first step with the right password.
    pub(crate) async fn begin(self, client: &Client) -> SessionState {
        client
            .log_in(&self.log_in_request(PASSWORD))
            .await
            .expect("the password is right")
    }

    /// Signs in with all steps.
    pub(crate) async fn sign_in(self, app: &TestApp) -> Client {
        self.sign_in_with(app, PASSWORD).await
    }

    /// Signs in with all steps at one of several servers.
    pub(crate) async fn sign_in_at(self, app: &TestApp, address: &str) -> Client {
        let client = Client::new(address);
        self.begin(&client).await;
        let code = code_of(&app.one_mail().await);
        let state = client.verify_login(&entry(&code)).await;
        state.expect("the code is right");
        client
    }

    /// Signs in with all steps and this password.
    pub(crate) async fn sign_in_with(self, app: &TestApp, password: &str) -> Client {
        let client = app.anonymous();
        let state = client
            .log_in(&self.log_in_request(password))
            .await
            .expect("the password is right");
        if matches!(state, SessionState::CodeRequired(_)) {
            let code = code_of(&app.one_mail().await);
            client
                .verify_login(&entry(&code))
                .await
                .expect("the code is right");
        }
        client
    }
}

/// The second step with this code.
pub(crate) fn entry(code: &str) -> VerifyLoginRequest {
    VerifyLoginRequest {
        code: code.to_owned(),
        factor: None,
        trust_browser: None,
    }
}

/// The code in a mail: the line of eight digits.
pub(crate) fn code_of(mail: &Posted) -> String {
    let is_code = |line: &&str| OneTimeCode::parse(line).is_ok();
    mail.rendered
        .text
        .lines()
        .find(is_code)
        .expect("a code")
        .trim()
        .to_owned()
}

/// A code that differs from `code`.
pub(crate) fn other_than(code: &str) -> String {
    let last = if code.ends_with('0') { '1' } else { '0' };
    format!("{}{last}", &code[..7])
}

/// The code of the problem that a call ended with.
#[track_caller]
pub(crate) fn refused<T: std::fmt::Debug>(result: Result<T, ClientError>) -> ProblemCode {
    match result {
        Err(error) => error
            .code()
            .unwrap_or_else(|| panic!("not a problem: {error}")),
        Ok(value) => panic!("was not refused: {value:?}"),
    }
}

/// Chooses the language of the account and of its answers.
pub(crate) async fn speak(client: &Client, language: Language) {
    let request = UpdateMeRequest {
        language: Some(language.as_str().to_owned()),
        ..UpdateMeRequest::default()
    };
    let me = client.get_me().await.unwrap();
    client.update_me(&request, &me.etag).await.unwrap();
    client.set_language(language);
}
