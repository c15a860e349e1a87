//! The keys that seal secrets of one kind: the active one seals, all of them open. So that a key
//! can be replaced while the server runs; `minato keys rotate` seals anew what is under another.

use minato_db::Entropy;
use secrecy::zeroize::Zeroizing;

use super::seal::{Place, SealKey, Unsealable};
use crate::config::{DataKeys, SecretKey};

/// The keys for secrets of one kind.
pub struct SealKeys {
    active: SealKey,
    others: Vec<SealKey>,
}

impl SealKeys {
    /// The keys for a purpose. The one that is derived from the secret key comes last: what it
    /// sealed before there were others still opens.
    pub fn derive(master: &SecretKey, data: &DataKeys, purpose: &str) -> Self {
        let of_master = SealKey::derive(master, purpose);
        let mut named = data
            .iter()
            .map(|(name, key)| SealKey::named(name, key, purpose));
        match named.next() {
            Some(active) => Self {
                active,
                others: named.chain([of_master]).collect(),
            },
            None => Self {
                active: of_master,
                others: Vec::new(),
            },
        }
    }

    /// The name of the active key, which stands beside what it has sealed.
    pub fn id(&self) -> &str {
        self.active.id()
    }

    /// Whether there is a key of this name.
    pub fn knows(&self, id: &str) -> bool {
        self.find(id).is_some()
    }

    /// Encrypts a secret for its row by the active key.
    pub fn seal(
        &self,
        place: Place,
        secret: &[u8],
        entropy: &dyn Entropy,
    ) -> Result<String, Unsealable> {
        self.active.seal(place, secret, entropy)
    }

    /// Decrypts what any of the keys has sealed; `key_id` is what stands beside it.
    pub fn open(
        &self,
        place: Place,
        key_id: &str,
        sealed: &str,
    ) -> Result<Zeroizing<Vec<u8>>, Unsealable> {
        let unknown = || Unsealable::UnknownKey(key_id.to_owned());
        let key = self.find(key_id).ok_or_else(unknown)?;
        key.open(place, key_id, sealed)
    }

    fn find(&self, id: &str) -> Option<&SealKey> {
        let mut all = std::iter::once(&self.active).chain(&self.others);
        all.find(|key| key.id() == id)
    }
}

#[cfg(test)]
mod tests {
    use minato_db::SystemEntropy;
    use minato_types::values::{AccountId, MemberId};
    use uuid::Uuid;

    use super::*;

    const A: &str = "a:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    const B: &str = "b:BQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQU";

    fn keys(data: &str) -> SealKeys {
        let data = DataKeys::parse(data).unwrap_or_default();
        SealKeys::derive(&SecretKey::from_bytes([3; 32]), &data, "test")
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
    fn the_first_key_seals_and_every_key_opens() {
        let both = format!("{B},{A}");
        for (writer, reader, id) in [
            ("", A, None),
            (A, &both, Some("a")),
            (&both, &both, Some("b")),
        ] {
            let writer = keys(writer);
            let sealed = writer.seal(place(), b"secret", &SystemEntropy).unwrap();
            assert!(id.is_none_or(|id| writer.id() == id));
            let opened = keys(reader).open(place(), writer.id(), &sealed).unwrap();
            assert_eq!(opened.as_slice(), b"secret");
        }
    }

    #[test]
    fn a_key_that_is_missing_is_named() {
        let sealed = keys(A).seal(place(), b"secret", &SystemEntropy).unwrap();
        let error = keys(B).open(place(), "a", &sealed).unwrap_err();
        assert_eq!(error, Unsealable::UnknownKey("a".to_owned()));
        assert!(error.to_string().contains("MINATO_DATA_KEYS"));
        assert!(!keys(B).knows("a") && keys(A).knows("a"));
    }

    #[test]
    fn another_key_of_the_same_name_opens_nothing() {
        let sealed = keys(A).seal(place(), b"secret", &SystemEntropy).unwrap();
        let imposter = B.replace("b:", "a:");
        let opened = keys(&imposter).open(place(), "a", &sealed);
        assert_eq!(opened, Err(Unsealable::Broken));
    }
}
