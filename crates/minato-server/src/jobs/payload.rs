//! What a job needs to know, encrypted: a code or a link does not lie in the database, in
//! its log or in a copy of it while it waits to be sent.
//!
//! The name of the key stands before the payload, and a dot behind it. The key that is derived
//! from the secret key has no name.

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use minato_db::Entropy;
use secrecy::zeroize::Zeroizing;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{JobError, JobKind};
use crate::config::{DataKeys, SecretKey};

/// The keys of all payloads: the first seals, all of them open.
pub struct PayloadKeys(Vec<PayloadKey>);

struct PayloadKey {
    /// Empty for the key that is derived from the secret key.
    name: String,
    key: LessSafeKey,
}

impl PayloadKeys {
    /// Derives them.
    pub fn derive(master: &SecretKey, data: &DataKeys) -> Self {
        let all = data.iter().chain([("", master)]);
        Self(
            all.map(|(name, key)| PayloadKey::derive(name, key))
                .collect(),
        )
    }

    /// The name of the active key; empty for the one that is derived from the secret key.
    pub fn active_name(&self) -> &str {
        self.0.first().map_or("", |key| key.name.as_str())
    }

    /// Whether there is a key of this name.
    pub fn knows(&self, name: &str) -> bool {
        self.0.iter().any(|key| key.name == name)
    }

    /// Encrypts a payload; it can be opened as one of this kind only.
    pub(super) fn seal<T: Serialize>(
        &self,
        kind: JobKind,
        payload: &T,
        entropy: &dyn Entropy,
    ) -> Result<String, JobError> {
        let unwritable = |_| JobError::Permanent("a payload cannot be written".to_owned());
        let bytes = serde_json::to_vec(payload).map_err(unwritable)?;
        self.seal_bytes(kind.as_str(), bytes, entropy)
    }

    /// Decrypts what [`Self::seal`] gave.
    pub(super) fn open<T: DeserializeOwned>(
        &self,
        kind: JobKind,
        sealed: &str,
    ) -> Result<T, JobError> {
        let bytes = self.open_bytes(kind.as_str(), sealed)?;
        serde_json::from_slice(&bytes).map_err(|_| unreadable())
    }

    /// The same payload under the active key.
    pub fn reseal(
        &self,
        kind: &str,
        sealed: &str,
        entropy: &dyn Entropy,
    ) -> Result<String, JobError> {
        let bytes = self.open_bytes(kind, sealed)?;
        self.seal_bytes(kind, bytes.to_vec(), entropy)
    }

    fn seal_bytes(
        &self,
        kind: &str,
        mut bytes: Vec<u8>,
        entropy: &dyn Entropy,
    ) -> Result<String, JobError> {
        let unsealed = || JobError::Permanent("a payload cannot be sealed".to_owned());
        let key = self.0.first().ok_or_else(unsealed)?;
        let mut nonce = [0; NONCE_LEN];
        entropy.fill(&mut nonce);
        let bound = key.bound_to(kind);
        key.key
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), bound, &mut bytes)
            .map_err(|_| unsealed())?;
        let text = URL_SAFE_NO_PAD.encode([nonce.as_slice(), &bytes].concat());
        Ok(if key.name.is_empty() {
            text
        } else {
            format!("{}.{text}", key.name)
        })
    }

    fn open_bytes(&self, kind: &str, sealed: &str) -> Result<Zeroizing<Vec<u8>>, JobError> {
        let (name, text) = split(sealed);
        let known = self.0.iter().find(|key| key.name == name);
        let key = known.ok_or_else(|| missing(name))?;
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| unreadable())?;
        let (nonce, rest) = bytes
            .split_first_chunk::<NONCE_LEN>()
            .ok_or_else(unreadable)?;
        let mut rest = Zeroizing::new(rest.to_vec());
        let nonce = Nonce::assume_unique_for_key(*nonce);
        let opened = key.key.open_in_place(nonce, key.bound_to(kind), &mut rest);
        Ok(Zeroizing::new(opened.map_err(|_| unreadable())?.to_vec()))
    }
}

impl PayloadKey {
    fn derive(name: &str, key: &SecretKey) -> Self {
        let key = UnboundKey::new(&AES_256_GCM, key.derive("job payloads").as_slice());
        let key = key.unwrap_or_else(|_| unreachable!("32 bytes are a key"));
        Self {
            name: name.to_owned(),
            key: LessSafeKey::new(key),
        }
    }

    /// What a payload is bound to: the kind of its job, and its key.
    fn bound_to(&self, kind: &str) -> Aad<Vec<u8>> {
        Aad::from(if self.name.is_empty() {
            kind.as_bytes().to_vec()
        } else {
            format!("{}.{kind}", self.name).into_bytes()
        })
    }
}

/// The name of the key that sealed a payload; empty for the one that is derived from the
/// secret key.
pub fn key_name(sealed: &str) -> &str {
    split(sealed).0
}

fn split(sealed: &str) -> (&str, &str) {
    sealed.split_once('.').unwrap_or(("", sealed))
}

fn unreadable() -> JobError {
    JobError::Permanent("a payload cannot be read".to_owned())
}

/// A server that gets the key can still do the job.
fn missing(name: &str) -> JobError {
    JobError::Transient(format!(
        "a payload needs the key {name}, which MINATO_DATA_KEYS does not hold"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use minato_db::SystemEntropy;

    fn keys(byte: u8, data: &str) -> PayloadKeys {
        let data = DataKeys::parse(data).unwrap_or_default();
        PayloadKeys::derive(&SecretKey::from_bytes([byte; 32]), &data)
    }

    fn key(byte: u8) -> PayloadKeys {
        keys(byte, "")
    }

    #[test]
    fn a_payload_opens_with_its_own_key_and_kind_only() {
        let sealed = key(1)
            .seal(JobKind::SendMail, &"12345678", &SystemEntropy)
            .unwrap();
        let clear = URL_SAFE_NO_PAD.decode(&sealed).unwrap();
        assert!(!clear.windows(8).any(|window| window == b"12345678"));
        let opened: String = key(1).open(JobKind::SendMail, &sealed).unwrap();
        assert_eq!(opened, "12345678");
        assert!(key(2).open::<String>(JobKind::SendMail, &sealed).is_err());
        assert!(
            key(1)
                .open::<String>(JobKind::PasswordReset, &sealed)
                .is_err()
        );
        assert!(key(1).open::<String>(JobKind::SendMail, "x").is_err());
    }

    #[test]
    fn a_payload_is_sealed_anew_by_the_active_key_and_the_old_one_can_go() {
        const A: &str = "a:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
        let kind = JobKind::SendMail;
        let first = key(1).seal(kind, &"12345678", &SystemEntropy).unwrap();
        assert_eq!(key_name(&first), "");
        let both = keys(1, A);
        let second = both.reseal(kind.as_str(), &first, &SystemEntropy).unwrap();
        assert_eq!((key_name(&second), both.active_name()), ("a", "a"));
        let opened: String = keys(9, A).open(kind, &second).unwrap();
        assert_eq!(opened, "12345678", "the secret key is not needed any more");
        let error = key(1).open::<String>(kind, &second).unwrap_err();
        assert!(matches!(&error, JobError::Transient(text) if text.contains("the key a,")));
        let renamed = second.replacen("a.", "", 1);
        assert!(both.open::<String>(kind, &renamed).is_err());
    }
}
