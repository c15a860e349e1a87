//! What a job needs to know, encrypted: a code or a link does not lie in the database, in
//! its log or in a copy of it while it waits to be sent.

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use minato_db::Entropy;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{JobError, JobKind};
use crate::config::SecretKey;

/// The key of all payloads.
pub struct PayloadKey(LessSafeKey);

impl PayloadKey {
    /// Derives it.
    pub fn derive(master: &SecretKey) -> Self {
        let key = UnboundKey::new(&AES_256_GCM, master.derive("job payloads").as_slice());
        Self(LessSafeKey::new(
            key.unwrap_or_else(|_| unreachable!("32 bytes are a key")),
        ))
    }

    /// Encrypts a payload; it can be opened as one of this kind only.
    pub(super) fn seal<T: Serialize>(
        &self,
        kind: JobKind,
        payload: &T,
        entropy: &dyn Entropy,
    ) -> Result<String, JobError> {
        let unwritable = |_| JobError::Permanent("a payload cannot be written".to_owned());
        let mut bytes = serde_json::to_vec(payload).map_err(unwritable)?;
        let mut nonce = [0; NONCE_LEN];
        entropy.fill(&mut nonce);
        self.0
            .seal_in_place_append_tag(
                Nonce::assume_unique_for_key(nonce),
                Aad::from(kind.as_str()),
                &mut bytes,
            )
            .map_err(|_| JobError::Permanent("a payload cannot be sealed".to_owned()))?;
        Ok(URL_SAFE_NO_PAD.encode([nonce.as_slice(), &bytes].concat()))
    }

    /// Decrypts what [`Self::seal`] gave.
    pub(super) fn open<T: DeserializeOwned>(
        &self,
        kind: JobKind,
        sealed: &str,
    ) -> Result<T, JobError> {
        let unreadable = || JobError::Permanent("a payload cannot be read".to_owned());
        let bytes = URL_SAFE_NO_PAD.decode(sealed).map_err(|_| unreadable())?;
        let (nonce, rest) = bytes
            .split_first_chunk::<NONCE_LEN>()
            .ok_or_else(unreadable)?;
        let mut rest = rest.to_vec();
        let nonce = Nonce::assume_unique_for_key(*nonce);
        let opened = self
            .0
            .open_in_place(nonce, Aad::from(kind.as_str()), &mut rest);
        serde_json::from_slice(opened.map_err(|_| unreadable())?).map_err(|_| unreadable())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use minato_db::SystemEntropy;

    fn key(byte: u8) -> PayloadKey {
        PayloadKey::derive(&SecretKey::from_bytes([byte; 32]))
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
}
