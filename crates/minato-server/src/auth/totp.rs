//! Codes of authenticator apps (RFC 6238): HMAC-SHA-1, six digits, steps of 30 seconds. The
//! one place that knows the library.

use chrono::{DateTime, Utc};
use minato_db::models::totp_secrets::{self, NewTotpSecret, TotpSecret};
use minato_db::{Entropy, TenantScope, WriteTx};
use minato_types::values::{AccountId, EmailAddress, MemberId, TotpCode};
use secrecy::zeroize::Zeroizing;
use totp_rs::{Algorithm, Builder, Secret};
use uuid::Uuid;

use super::keys::{Keys, equal};
use super::seal::{Place, Unsealable};
use crate::http::ApiError;

/// How long a secret is: what HMAC-SHA-1 can make use of.
pub const SECRET_BYTES: usize = 20;

/// As many digits as [`TotpCode::DIGITS`].
const DIGITS: u8 = 6;

const STEP_SECONDS: u32 = 30;

/// How many steps the clock of a phone may be off, to each side.
const DRIFT: i64 = 1;

/// The secret of an app, opened.
pub struct Totp(totp_rs::Totp);

impl Totp {
    /// For judging codes.
    pub fn new(secret: &[u8]) -> Result<Self, ApiError> {
        Self::build(algorithm(secret))
    }

    /// For showing it to the owner of an account.
    pub fn named(secret: &[u8], issuer: &str, email: &EmailAddress) -> Result<Self, ApiError> {
        // The colon divides the two names in the label.
        let [issuer, name] = [issuer, email.as_str()].map(|text| text.replace(':', " "));
        Self::build(
            algorithm(secret)
                .with_issuer(Some(issuer))
                .with_account_name(name),
        )
    }

    fn build(builder: Builder) -> Result<Self, ApiError> {
        let unusable = |_| ApiError::Internal("a TOTP secret cannot be used".to_owned());
        builder.build().map(Self).map_err(unusable)
    }

    /// Opens the secret of a row.
    pub fn open(keys: &Keys, row: &TotpSecret) -> Result<Self, ApiError> {
        let place = place(row.member_id.0, row.account_id.0, row.id.0);
        let secret = keys.totp.open(place, &row.key_id, &row.sealed_secret)?;
        Self::new(&secret)
    }

    /// The step whose code this is, if it is near enough to `now`. It takes the same time
    /// whether or not one is.
    pub fn step_of(&self, code: &TotpCode, now: DateTime<Utc>) -> Option<i64> {
        let current = now.timestamp().div_euclid(STEP_SECONDS.into());
        let mut found = None;
        for step in current - DRIFT..=current + DRIFT {
            if equal(&self.code_of(step), code.as_str()) {
                found = Some(step);
            }
        }
        found
    }

    fn code_of(&self, step: i64) -> String {
        let step = u64::try_from(step).unwrap_or(0);
        let seconds = step.saturating_mul(STEP_SECONDS.into());
        self.0.generate(seconds).to_string()
    }

    /// The secret in base32, as people type it.
    pub fn secret_text(&self) -> String {
        self.0.secret().to_base32()
    }

    /// The secret as apps read it.
    pub fn uri(&self) -> Result<String, ApiError> {
        let nameless = |_| ApiError::Internal("a TOTP secret has no name".to_owned());
        self.0.to_url().map_err(nameless)
    }

    /// The same as a picture: a PNG as `data:` URL.
    pub fn qr_code(&self) -> Result<String, ApiError> {
        let undrawn = |_| ApiError::Internal("a QR code cannot be drawn".to_owned());
        let png = self.0.to_qr_base64().map_err(undrawn)?;
        Ok(format!("data:image/png;base64,{png}"))
    }
}

/// The algorithm with this secret.
fn algorithm(secret: &[u8]) -> Builder {
    Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(DIGITS)
        .with_step_duration(STEP_SECONDS.into())
        .with_secret(secret)
}

/// Seals a secret and offers it to an account, in the place of one that waited before.
pub fn offer(
    tx: &mut WriteTx<'_>,
    keys: &Keys,
    scope: TenantScope,
    account: AccountId,
    secret: &[u8],
) -> Result<(), ApiError> {
    let id = tx.new_id();
    let place = place(scope.member(), account, id);
    let new = NewTotpSecret {
        id,
        sealed_secret: keys.totp.seal(place, secret, tx.entropy())?,
        key_id: keys.totp.id().to_owned(),
    };
    Ok(totp_secrets::offer(tx, scope, account, &new)?)
}

/// The same secret for the same row under the active key.
pub fn reseal(keys: &Keys, row: &TotpSecret, entropy: &dyn Entropy) -> Result<String, Unsealable> {
    let place = place(row.member_id.0, row.account_id.0, row.id.0);
    let secret = keys.totp.open(place, &row.key_id, &row.sealed_secret)?;
    keys.totp.seal(place, &secret, entropy)
}

/// Where the secret of an app is kept.
const fn place(member: MemberId, account: AccountId, row: Uuid) -> Place {
    Place {
        table: "totp_secrets",
        member,
        account,
        row,
    }
}

/// The bytes of a secret in base32.
pub fn decode(text: &str) -> Option<Zeroizing<Vec<u8>>> {
    let secret = Secret::try_from_base32(text).ok()?;
    Some(Zeroizing::new(secret.as_ref().to_vec()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The secret of the examples of RFC 6238.
    const RFC: &[u8] = b"12345678901234567890";

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).unwrap()
    }

    fn code(digits: &str) -> TotpCode {
        TotpCode::parse(digits).unwrap()
    }

    #[test]
    fn the_examples_of_the_standard_hold() {
        let totp = Totp::new(RFC).unwrap();
        for (seconds, eight_digits) in [
            (59, "94287082"),
            (1_111_111_109, "07081804"),
            (1_111_111_111, "14050471"),
            (1_234_567_890, "89005924"),
            (2_000_000_000, "69279037"),
            (20_000_000_000, "65353130"),
        ] {
            let six = code(&eight_digits[2..]);
            assert_eq!(totp.step_of(&six, at(seconds)), Some(seconds / 30));
        }
    }

    #[test]
    fn a_clock_may_be_one_step_off_to_each_side() {
        let totp = Totp::new(RFC).unwrap();
        // The code of step 37037036, which began at 1111111080.
        let (begin, six) = (1_111_111_080, code("081804"));
        for (moment, accepted) in [
            (begin - 31, false),
            (begin - 30, true),
            (begin - 1, true),
            (begin, true),
            (begin + 29, true),
            (begin + 59, true),
            (begin + 60, false),
        ] {
            let step = totp.step_of(&six, at(moment));
            let expected = accepted.then_some(37_037_036);
            assert_eq!(step, expected, "{}", moment - begin);
        }
    }

    #[test]
    fn before_1970_there_are_no_codes_to_fear() {
        let totp = Totp::new(RFC).unwrap();
        let _ = totp.step_of(&code("000000"), at(-1_000_000));
    }

    #[test]
    fn an_app_gets_secret_issuer_and_address() {
        let email = EmailAddress::parse("hanako@minato-shoji.example").unwrap();
        let totp = Totp::named(RFC, "Minato 港", &email).unwrap();
        assert_eq!(totp.secret_text(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        let uri = totp.uri().unwrap();
        assert!(
            uri.starts_with("otpauth://totp/Minato%20%E6%B8%AF:"),
            "{uri}"
        );
        assert!(uri.contains("hanako%40minato-shoji.example"), "{uri}");
        assert!(
            uri.contains("secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"),
            "{uri}"
        );
        assert!(uri.contains("issuer=Minato%20%E6%B8%AF"), "{uri}");
        let picture = totp.qr_code().unwrap();
        // The first bytes of every PNG.
        assert!(picture.starts_with("data:image/png;base64,iVBORw0KGgo"));
    }

    #[test]
    fn a_secret_in_base32_is_read_back() {
        let bytes = decode("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ").unwrap();
        assert_eq!(bytes.as_slice(), RFC);
        assert!(decode("0189").is_none());
    }
}
