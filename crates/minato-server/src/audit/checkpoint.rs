//! Signs checkpoints. The key comes from the secret key alone, as those of all digests do: a
//! checkpoint must be judged for as long as there is its chain, longer than a data key lives.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, NaiveDateTime, SecondsFormat, Utc};
use hmac::Mac as _;
use minato_db::AsText;
use minato_db::audit::AuditHead;
use minato_db::audit::checkpoints::Checkpoint;
use minato_types::values::MemberId;
use secrecy::zeroize::Zeroizing;

use crate::config::{SecretKey, hmac};

const PURPOSE: &str = "audit checkpoints";

/// How many bytes of the key's own digest name it.
const NAME_BYTES: usize = 9;

/// The key that signs checkpoints.
pub struct CheckpointKey {
    id: String,
    key: Zeroizing<[u8; 32]>,
}

impl CheckpointKey {
    /// The key of these settings.
    pub fn derive(master: &SecretKey) -> Self {
        let name = master.derive(&format!("name of the key: {PURPOSE}"));
        let name: Vec<u8> = name.iter().copied().take(NAME_BYTES).collect();
        Self {
            id: URL_SAFE_NO_PAD.encode(name),
            key: master.derive(PURPOSE),
        }
    }

    /// A checkpoint of what a chain is now.
    pub fn make(&self, member: MemberId, head: &AuditHead, now: DateTime<Utc>) -> Checkpoint {
        let mut checkpoint = Checkpoint {
            member_id: AsText(member),
            seq: head.seq,
            digest: head.digest.clone(),
            made_at: now.naive_utc(),
            key_id: self.id.clone(),
            signature: String::new(),
        };
        checkpoint.signature =
            URL_SAFE_NO_PAD.encode(self.mac(&checkpoint).finalize().into_bytes());
        checkpoint
    }

    /// Whether this key has signed a checkpoint, as it stands.
    pub fn has_signed(&self, checkpoint: &Checkpoint) -> bool {
        let signature = URL_SAFE_NO_PAD.decode(&checkpoint.signature);
        checkpoint.key_id == self.id
            && signature
                .is_ok_and(|signature| self.mac(checkpoint).verify_slice(&signature).is_ok())
    }

    /// Every part is preceded by its length, so that no two checkpoints give the same bytes.
    fn mac(&self, checkpoint: &Checkpoint) -> hmac::Hmac<sha2::Sha256> {
        let parts = [
            checkpoint.member_id.0.to_string(),
            checkpoint.seq.to_string(),
            checkpoint.digest.clone(),
            written(checkpoint.made_at),
            checkpoint.key_id.clone(),
        ];
        let mut mac = hmac(&self.key);
        for part in parts {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part.as_bytes());
        }
        mac
    }
}

/// A time as it stands in a line and under a signature.
pub(super) fn written(at: NaiveDateTime) -> String {
    at.and_utc().to_rfc3339_opts(SecondsFormat::Micros, true)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn no_part_of_a_checkpoint_can_be_changed() {
        let key = CheckpointKey::derive(&SecretKey::from_bytes([1; 32]));
        let head = AuditHead {
            seq: 12,
            digest: "ab".repeat(32),
        };
        let member = MemberId(Uuid::from_u128(7));
        let made = key.make(member, &head, DateTime::UNIX_EPOCH);
        assert!(key.has_signed(&made));
        let changes: [fn(&mut Checkpoint); 6] = [
            |c| c.member_id = AsText(MemberId(Uuid::from_u128(8))),
            |c| c.seq += 1,
            |c| c.digest = "cd".repeat(32),
            |c| c.made_at += chrono::TimeDelta::microseconds(1),
            |c| c.key_id.push('x'),
            |c| c.signature = URL_SAFE_NO_PAD.encode([0; 32]),
        ];
        for change in changes {
            let mut forged = made.clone();
            change(&mut forged);
            assert!(!key.has_signed(&forged), "{forged:?}");
        }
        let other = CheckpointKey::derive(&SecretKey::from_bytes([2; 32]));
        assert!(!other.has_signed(&made));
    }
}
