//! Keyed digests and secrets: what the database keeps instead of secrets.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::Mac as _;
use minato_db::Entropy;
use minato_types::values::{EmailAddress, OneTimeCode};
use secrecy::zeroize::Zeroizing;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;
use uuid::Uuid;

use crate::config::SecretKey;
use crate::config::hmac;
use crate::jobs::payload::PayloadKey;

/// The derived keys, one per purpose.
pub struct Keys {
    codes: Zeroizing<[u8; 32]>,
    csrf: Zeroizing<[u8; 32]>,
    subjects: Zeroizing<[u8; 32]>,
    /// Encrypts what waits in job rows.
    pub payloads: PayloadKey,
    /// Keys the password hashes; kept apart from the database.
    pub pepper: Zeroizing<[u8; 32]>,
}

/// A secret that a browser or a mail holds: 256 random bits as text.
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// A new one.
    pub fn generate(entropy: &dyn Entropy) -> Self {
        Self::encode(minato_db::secret(entropy))
    }

    fn encode(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(URL_SAFE_NO_PAD.encode(bytes)))
    }

    /// One that somebody presented; any text will do, it is only ever digested.
    pub fn presented(text: &str) -> Self {
        Self(Zeroizing::new(text.to_owned()))
    }

    /// The text that the browser or the mail holds.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What the database keeps. 256 random bits need no key and no salt.
    pub fn digest(&self) -> String {
        URL_SAFE_NO_PAD.encode(Sha256::digest(self.0.as_bytes()))
    }
}

impl Keys {
    /// Derives them all.
    pub fn derive(master: &SecretKey) -> Self {
        Self {
            codes: master.derive("one-time codes"),
            csrf: master.derive("csrf tokens"),
            subjects: master.derive("throttle subjects"),
            payloads: PayloadKey::derive(master),
            pepper: master.derive("password pepper"),
        }
    }

    /// What the database keeps of a code: useless without the key, bound to its sign-in.
    pub fn code_digest(&self, login: Uuid, code: &OneTimeCode) -> String {
        let mut mac = hmac(&self.codes);
        mac.update(login.as_bytes());
        mac.update(code.as_str().as_bytes());
        URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())
    }

    /// The CSRF token that belongs to a secret cookie; whoever cannot read the cookie
    /// cannot know it, and it need not be stored.
    pub fn csrf_token(&self, cookie: &Secret) -> String {
        let mut mac = hmac(&self.csrf);
        mac.update(cookie.reveal().as_bytes());
        URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())
    }

    /// The name under which failed passwords of an address are counted.
    pub fn password_subject(&self, email: &EmailAddress) -> String {
        let mut mac = hmac(&self.subjects);
        mac.update(email.key().as_bytes());
        URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())
    }
}

/// Whether two texts are equal, in a time that does not depend on where they differ.
pub fn equal(left: &str, right: &str) -> bool {
    left.as_bytes().ct_eq(right.as_bytes()).into()
}
