//! Keyed digests and secrets: what the database keeps instead of secrets.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::Mac as _;
use minato_db::Entropy;
use minato_types::values::{
    AccountId, EmailAddress, MemberId, MemberNumber, OneTimeCode, RecoveryCode,
};
use secrecy::zeroize::Zeroizing;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;
use uuid::Uuid;

use super::seal_keys::SealKeys;
use crate::config::hmac;
use crate::config::{DataKeys, SecretKey, Settings};
use crate::jobs::payload::PayloadKeys;

/// The derived keys, one per purpose.
pub struct Keys {
    codes: Zeroizing<[u8; 32]>,
    csrf: Zeroizing<[u8; 32]>,
    subjects: Zeroizing<[u8; 32]>,
    requests: Zeroizing<[u8; 32]>,
    recovery: Zeroizing<[u8; 32]>,
    /// Encrypts the secrets of authenticator apps.
    pub totp: SealKeys,
    /// Encrypts the keys that sign tokens.
    pub tokens: SealKeys,
    /// Encrypts what waits in job rows.
    pub payloads: PayloadKeys,
    /// Keys the password hashes; kept apart from the database.
    pub pepper: Zeroizing<[u8; 32]>,
}

/// A secret that a browser or a mail holds: 256 random bits as text.
#[derive(Clone)]
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

/// It does not get into a log by accident.
impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(..)")
    }
}

impl Keys {
    /// The keys of these settings.
    pub fn of(settings: &Settings) -> Self {
        Self::derive(&settings.secret_key, &settings.data_keys)
    }

    /// Derives them all. Only what is encrypted can be encrypted anew: digests, tokens and the
    /// pepper come from the secret key alone.
    pub fn derive(master: &SecretKey, data: &DataKeys) -> Self {
        Self {
            codes: master.derive("one-time codes"),
            csrf: master.derive("csrf tokens"),
            subjects: master.derive("throttle subjects"),
            requests: master.derive("repeated requests"),
            recovery: master.derive("recovery codes"),
            totp: SealKeys::derive(master, data, "totp secrets"),
            tokens: SealKeys::derive(master, data, "token keys"),
            payloads: PayloadKeys::derive(master, data),
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

    /// What the database keeps of a recovery code: useless without the key, bound to its
    /// account.
    pub fn recovery_code_digest(
        &self,
        member: MemberId,
        account: AccountId,
        code: &RecoveryCode,
    ) -> String {
        let mut mac = hmac(&self.recovery);
        mac.update(member.0.as_bytes());
        mac.update(account.0.as_bytes());
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

    /// The name of an address among the jobs that wait.
    pub fn password_subject(&self, email: &EmailAddress) -> String {
        self.subject(&[email.key().as_bytes()])
    }

    /// The name under which failed passwords are counted of whoever signs in as this address,
    /// with this member number or without one. Members do not share a count: whoever may
    /// clear it at one of them could guess at another for ever.
    pub fn sign_in_subject(&self, number: Option<&MemberNumber>, email: &EmailAddress) -> String {
        let number = number.map_or("", MemberNumber::as_str);
        self.subject(&[email.key().as_bytes(), b"\0", number.as_bytes()])
    }

    /// The name under which failed passwords are counted of one browser that this account was
    /// used with. No address begins with its first byte.
    pub fn browser_subject(&self, account: AccountId, secret_digest: &str) -> String {
        self.subject(&[
            b"\0browser\0",
            account.0.as_bytes(),
            secret_digest.as_bytes(),
        ])
    }

    /// The name under which mails of one kind to an address are counted.
    pub fn mailbox_subject(&self, kind: &str, email: &EmailAddress) -> String {
        self.subject(&[
            b"\0mailbox\0",
            kind.as_bytes(),
            b"\0",
            email.key().as_bytes(),
        ])
    }

    /// The name under which tries from one part of the network are counted.
    pub fn block_subject(&self, block: &[u8]) -> String {
        self.subject(&[b"\0block\0", block])
    }

    /// The name under which tries of programs from one part of the network are counted.
    pub fn program_block_subject(&self, block: &[u8]) -> String {
        self.subject(&[b"\0program block\0", block])
    }

    /// The name under which the calls of a program are counted.
    pub fn client_subject(&self, client: Uuid) -> String {
        self.subject(&[b"\0client\0", client.as_bytes()])
    }

    /// The name under which the tokens are counted that a program asks for.
    pub fn client_tokens_subject(&self, client: Uuid) -> String {
        self.subject(&[b"\0client tokens\0", client.as_bytes()])
    }

    /// The name under which it is noted that the calls of a program from one part of the network
    /// were told of.
    pub fn client_block_subject(&self, client: Uuid, block: &[u8]) -> String {
        self.subject(&[b"\0client block\0", client.as_bytes(), block])
    }

    /// The name under which failed passwords are counted of whoever signs in as an operator of
    /// this address: apart from those of people of members.
    pub fn operator_subject(&self, email: &EmailAddress) -> String {
        self.subject(&[b"operator\0", email.key().as_bytes()])
    }

    /// What a browser keeps with which an operator has signed in by this password. It opens
    /// nothing: it spares him the mail about a new browser, until he has another password.
    pub fn operator_browser(&self, operator: Uuid, password_hash: &str) -> Secret {
        let id = operator.as_bytes();
        let token = self.subject(&[b"\0operator browser\0", id, password_hash.as_bytes()]);
        Secret::presented(&token)
    }

    fn subject(&self, parts: &[&[u8]]) -> String {
        let mut mac = hmac(&self.subjects);
        for part in parts {
            mac.update(part);
        }
        URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())
    }

    /// What the database keeps of an idempotency key or of the request that came with it: a
    /// request can hold a password, which a digest without a key would give away.
    pub fn request_digest(&self, text: &[u8]) -> String {
        let mut mac = hmac(&self.requests);
        mac.update(text);
        URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())
    }
}

/// Whether two texts are equal, in a time that does not depend on where they differ.
pub fn equal(left: &str, right: &str) -> bool {
    left.as_bytes().ct_eq(right.as_bytes()).into()
}
