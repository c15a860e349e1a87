//! Secrets that must be read again, encrypted: each opens with the key of its name, in its own
//! row. A row that was copied or swapped in the database opens nothing.

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use minato_db::Entropy;
use minato_types::values::{AccountId, MemberId};
use secrecy::zeroize::Zeroizing;
use uuid::Uuid;

use crate::config::SecretKey;
use crate::http::ApiError;

/// How many bytes of the key's own digest name it.
const NAME_BYTES: usize = 9;

/// The row that a secret belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The table.
    pub table: &'static str,
    /// The member.
    pub member: MemberId,
    /// The account.
    pub account: AccountId,
    /// The id of the row.
    pub row: Uuid,
}

/// A secret cannot be sealed, or this key does not open it in this row.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unsealable {
    /// It was sealed for another row, by another key of this name, or was changed since.
    #[error("a sealed secret cannot be opened")]
    Broken,
    /// The key of this name is missing.
    #[error("a sealed secret needs the key {0}, which MINATO_DATA_KEYS does not hold")]
    UnknownKey(String),
}

impl From<Unsealable> for ApiError {
    fn from(error: Unsealable) -> Self {
        Self::Internal(error.to_string())
    }
}

/// A key that seals secrets of one kind.
pub struct SealKey {
    id: String,
    key: LessSafeKey,
}

impl SealKey {
    /// Derives the key for a purpose.
    pub fn derive(master: &SecretKey, purpose: &str) -> Self {
        let name = master.derive(&format!("name of the key: {purpose}"));
        let name: Vec<u8> = name.iter().copied().take(NAME_BYTES).collect();
        Self::named(&URL_SAFE_NO_PAD.encode(name), master, purpose)
    }

    /// Derives the key for a purpose from one that has a name.
    pub fn named(name: &str, key: &SecretKey, purpose: &str) -> Self {
        let key = UnboundKey::new(&AES_256_GCM, key.derive(purpose).as_slice());
        Self {
            id: name.to_owned(),
            key: LessSafeKey::new(key.unwrap_or_else(|_| unreachable!("32 bytes are a key"))),
        }
    }

    /// The name of the key, which stands beside what it has sealed.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Encrypts a secret for its row.
    pub fn seal(
        &self,
        place: Place,
        secret: &[u8],
        entropy: &dyn Entropy,
    ) -> Result<String, Unsealable> {
        let mut nonce = [0; NONCE_LEN];
        entropy.fill(&mut nonce);
        let mut bytes = secret.to_vec();
        self.key
            .seal_in_place_append_tag(
                Nonce::assume_unique_for_key(nonce),
                self.bound_to(place),
                &mut bytes,
            )
            .map_err(|_| Unsealable::Broken)?;
        Ok(URL_SAFE_NO_PAD.encode([nonce.as_slice(), &bytes].concat()))
    }

    /// Decrypts what [`Self::seal`] gave; `key_id` is what stands beside it.
    pub fn open(
        &self,
        place: Place,
        key_id: &str,
        sealed: &str,
    ) -> Result<Zeroizing<Vec<u8>>, Unsealable> {
        if key_id != self.id {
            return Err(Unsealable::UnknownKey(key_id.to_owned()));
        }
        let bytes = URL_SAFE_NO_PAD
            .decode(sealed)
            .map_err(|_| Unsealable::Broken)?;
        let (nonce, rest) = bytes
            .split_first_chunk::<NONCE_LEN>()
            .ok_or(Unsealable::Broken)?;
        let nonce = Nonce::assume_unique_for_key(*nonce);
        let mut rest = Zeroizing::new(rest.to_vec());
        let opened = self
            .key
            .open_in_place(nonce, self.bound_to(place), rest.as_mut_slice());
        let opened = opened.map_err(|_| Unsealable::Broken)?;
        Ok(Zeroizing::new(opened.to_vec()))
    }

    /// What a secret is bound to: its row and its key. Every part is preceded by its length, so
    /// that no two places give the same bytes.
    fn bound_to(&self, place: Place) -> Aad<Vec<u8>> {
        let parts = [
            place.table.to_owned(),
            place.member.to_string(),
            place.account.to_string(),
            place.row.to_string(),
            self.id.clone(),
        ];
        let mut bytes = Vec::new();
        for part in parts {
            bytes.extend_from_slice(&(part.len() as u64).to_be_bytes());
            bytes.extend_from_slice(part.as_bytes());
        }
        Aad::from(bytes)
    }
}

#[cfg(test)]
mod tests {
    use minato_db::SystemEntropy;

    use super::*;

    const SECRET: &[u8] = b"twenty bytes of seed";

    fn key(byte: u8) -> SealKey {
        SealKey::derive(&SecretKey::from_bytes([byte; 32]), "test")
    }

    fn place() -> Place {
        Place {
            table: "totp_secrets",
            member: MemberId(Uuid::from_u128(1)),
            account: AccountId(Uuid::from_u128(2)),
            row: Uuid::from_u128(3),
        }
    }

    #[test]
    fn a_secret_opens_in_its_own_row_only() {
        let key = key(1);
        let sealed = key.seal(place(), SECRET, &SystemEntropy).unwrap();
        let opened = key.open(place(), key.id(), &sealed).unwrap();
        assert_eq!(opened.as_slice(), SECRET);
        let other = Uuid::from_u128(4);
        for elsewhere in [
            Place {
                table: "recovery_codes",
                ..place()
            },
            Place {
                member: MemberId(other),
                ..place()
            },
            Place {
                account: AccountId(other),
                ..place()
            },
            Place {
                row: other,
                ..place()
            },
        ] {
            let opened = key.open(elsewhere, key.id(), &sealed);
            assert_eq!(opened, Err(Unsealable::Broken), "{elsewhere:?}");
        }
    }

    #[test]
    fn a_secret_opens_with_its_own_key_only() {
        let sealed = key(1).seal(place(), SECRET, &SystemEntropy).unwrap();
        let (own, other) = (key(1), key(2));
        assert_ne!(own.id(), other.id());
        assert!(other.open(place(), own.id(), &sealed).is_err());
        assert!(other.open(place(), other.id(), &sealed).is_err());
        assert!(own.open(place(), other.id(), &sealed).is_err());
    }

    #[test]
    fn nothing_of_the_secret_shows_and_no_bit_can_be_changed() {
        let key = key(1);
        let sealed = key.seal(place(), SECRET, &SystemEntropy).unwrap();
        let bytes = URL_SAFE_NO_PAD.decode(&sealed).unwrap();
        assert!(!bytes.windows(4).any(|four| SECRET.starts_with(four)));
        for n in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[n] ^= 1;
            let changed = URL_SAFE_NO_PAD.encode(changed);
            assert!(key.open(place(), key.id(), &changed).is_err(), "byte {n}");
        }
        assert!(key.open(place(), key.id(), "").is_err());
    }

    #[test]
    fn the_same_secret_is_sealed_differently_each_time() {
        let seal = || key(1).seal(place(), SECRET, &SystemEntropy).unwrap();
        assert_ne!(seal(), seal());
    }
}
