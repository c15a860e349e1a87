//! An authenticator app, written anew from RFC 4226 and RFC 6238: what the product believes of
//! its library is not believed here.

use aws_lc_rs::hmac;
use chrono::{DateTime, TimeDelta, Utc};
use minato_client::Client;
use minato_db::Clock as _;
use minato_types::auth::VerifyLoginRequest;
use minato_types::security::ConfirmTotpRequest;

use crate::app::TestApp;
use crate::people::{NAGISA, Person, entry};

/// How long a code is shown.
pub(crate) const STEP: TimeDelta = TimeDelta::seconds(30);

/// An app on somebody's phone.
#[derive(Clone)]
pub(crate) struct Authenticator {
    secret: Vec<u8>,
}

impl Authenticator {
    /// An app into which this secret was typed.
    pub(crate) fn with(secret: &str) -> Self {
        const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        let bits: Vec<usize> = secret
            .bytes()
            .map(|letter| ALPHABET.iter().position(|known| *known == letter).unwrap())
            .flat_map(|value| (0..5).rev().map(move |bit| value >> bit & 1))
            .collect();
        let byte = |bits: &[usize]| bits.iter().fold(0, |byte, bit| byte << 1 | *bit);
        let bytes = bits.chunks_exact(8).map(|bits| byte(bits).try_into());
        Self {
            secret: bytes.map(Result::unwrap).collect(),
        }
    }

    /// An app with these bytes as its secret.
    pub(crate) fn of_bytes(secret: &[u8]) -> Self {
        Self {
            secret: secret.to_vec(),
        }
    }

    /// The bytes of the secret.
    pub(crate) fn secret(&self) -> &[u8] {
        &self.secret
    }

    /// What the app shows at a time.
    pub(crate) fn code_at(&self, at: DateTime<Utc>) -> String {
        let step = at.timestamp().div_euclid(STEP.num_seconds());
        let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, &self.secret);
        let tag = hmac::sign(&key, &step.to_be_bytes());
        let bytes = tag.as_ref();
        let offset = usize::from(bytes[19] & 15);
        let four: [u8; 4] = bytes[offset..offset + 4].try_into().unwrap();
        let number = u32::from_be_bytes(four) & 0x7fff_ffff;
        format!("{:06}", number % 1_000_000)
    }

    /// What the app shows now.
    pub(crate) fn code(&self, app: &TestApp) -> String {
        self.code_at(app.clock.now())
    }

    /// Waits until the app shows the next code.
    pub(crate) fn next_code(&self, app: &TestApp) -> String {
        app.pass(STEP);
        self.code(app)
    }

    /// Signs somebody in by the next code.
    pub(crate) async fn sign_in(&self, app: &TestApp, person: Person) -> Client {
        let client = app.anonymous();
        person.begin(&client).await;
        let code = self.next_code(app);
        client
            .verify_login(&entry(&code))
            .await
            .expect("the code is right");
        client
    }
}

/// The app that the demo has set up.
pub(crate) fn of_nagisa() -> Authenticator {
    Authenticator::with(minato_server::demo::TOTP_SECRET)
}

/// Signs Nagisa in, whose app the demo has set up.
pub(crate) async fn nagisa(app: &TestApp) -> Client {
    of_nagisa().sign_in(app, NAGISA).await
}

/// A code that an app shows, as a confirmation.
pub(crate) fn confirmation(code: &str) -> ConfirmTotpRequest {
    ConfirmTotpRequest {
        code: code.to_owned(),
    }
}

/// The second step by a recovery code.
pub(crate) fn recovery(code: &str) -> VerifyLoginRequest {
    VerifyLoginRequest {
        code: code.to_owned(),
        factor: Some("recoveryCode".to_owned()),
        trust_browser: None,
    }
}

/// A code of six digits that differs from `code`.
pub(crate) fn other_digits(code: &str) -> String {
    let last = if code.ends_with('0') { '1' } else { '0' };
    format!("{}{last}", &code[..5])
}

/// Sets an app up for whoever is signed in, who proved himself just now. The app, and the
/// recovery codes that were made; the mail about it is taken.
pub(crate) async fn set_up(app: &TestApp, client: &Client) -> (Authenticator, Vec<String>) {
    let offer = client.offer_totp().await.expect("an offer");
    let authenticator = Authenticator::with(&offer.secret);
    let code = authenticator.code(app);
    let confirmed = client.confirm_totp(&confirmation(&code)).await;
    app.one_mail().await;
    (
        authenticator,
        confirmed.expect("the app is set up").recovery_codes,
    )
}

/// The standard's own examples hold for this app too.
#[test]
fn the_app_of_these_tests_shows_what_the_standard_says() {
    let app = Authenticator::with("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    assert_eq!(app.secret(), b"12345678901234567890");
    for (seconds, code) in [
        (59, "287082"),
        (1_111_111_109, "081804"),
        (1_234_567_890, "005924"),
        (20_000_000_000, "353130"),
    ] {
        let at = DateTime::from_timestamp(seconds, 0).unwrap();
        assert_eq!(app.code_at(at), code);
    }
}
