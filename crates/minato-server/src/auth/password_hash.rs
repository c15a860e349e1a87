//! argon2id on a fixed set of threads.
//!
//! Each thread keeps its own memory for the whole life of the server, so that memory
//! stays bounded; the queue in front of them is bounded too, and what does not fit is
//! refused, never skipped.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};

use argon2::password_hash::phc::{Output, ParamsString, PasswordHash, Salt};
use argon2::{ARGON2ID_IDENT, Algorithm, Argon2, Block, Params, Version};
use minato_types::rules::password::normalised;
use secrecy::zeroize::Zeroizing;
use subtle::ConstantTimeEq as _;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};

use crate::config::PasswordCost;

/// How many hashes may wait or be under way. At 100 ms each on two threads the last one
/// waits 6 seconds.
const SLOTS: usize = 128;

const SALT_BYTES: usize = 16;
const HASH_BYTES: usize = 32;

/// Why no hash came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HashError {
    /// Too many wait already.
    #[error("too many passwords wait to be hashed")]
    Overloaded,
    /// A stored hash is not what we ever wrote, or the parameters are impossible.
    #[error("a password hash or its parameters cannot be used")]
    Unusable,
}

/// What came of comparing a password with a stored hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Whether it is the password.
    pub matches: bool,
    /// Whether the stored hash was made with other parameters than today's.
    pub outdated: bool,
}

/// The threads.
#[derive(Clone)]
pub struct PasswordHasher {
    queue: Sender<Work>,
    slots: Arc<Semaphore>,
    dummy: Arc<str>,
    runs: Arc<AtomicU64>,
}

/// A place in the queue. Who has one is served; it is free again when the hash is done.
pub struct Slot(OwnedSemaphorePermit);

enum Task {
    Hash {
        salt: [u8; SALT_BYTES],
        answer: oneshot::Sender<Result<String, HashError>>,
    },
    Verify {
        stored: String,
        answer: oneshot::Sender<Result<Verdict, HashError>>,
    },
}

struct Work {
    password: Zeroizing<String>,
    task: Task,
    _slot: OwnedSemaphorePermit,
}

impl Task {
    /// Whether nobody waits for it any more.
    fn is_abandoned(&self) -> bool {
        match self {
            Self::Hash { answer, .. } => answer.is_closed(),
            Self::Verify { answer, .. } => answer.is_closed(),
        }
    }
}

impl PasswordHasher {
    /// Starts `threads` threads.
    pub fn start(cost: PasswordCost, pepper: &[u8; 32], threads: usize) -> Result<Self, HashError> {
        let params = Params::new(cost.memory_kib, cost.iterations, 1, Some(HASH_BYTES))
            .map_err(|_| HashError::Unusable)?;
        let (queue, receiver) = channel();
        let receiver = Arc::new(Mutex::new(receiver));
        let runs = Arc::new(AtomicU64::new(0));
        let engine = Engine {
            params,
            runs: Arc::clone(&runs),
            pepper: Zeroizing::new(*pepper),
            memory: Vec::new(),
        };
        let dummy = engine
            .clone()
            .hash("nobody has this password", [0; SALT_BYTES])?
            .into();
        for n in 0..threads.max(1) {
            let (receiver, engine) = (Arc::clone(&receiver), engine.clone());
            std::thread::Builder::new()
                .name(format!("hash-{n}"))
                .spawn(move || engine.run(&receiver))
                .map_err(|_| HashError::Overloaded)?;
        }
        Ok(Self {
            queue,
            slots: Arc::new(Semaphore::new(SLOTS)),
            dummy,
            runs,
        })
    }

    /// Takes a place in the queue, before anything is done that depends on the hash.
    pub fn reserve(&self) -> Result<Slot, HashError> {
        let slot = Arc::clone(&self.slots).try_acquire_owned();
        slot.map(Slot).map_err(|_| HashError::Overloaded)
    }

    /// Hashes a password with a fresh salt.
    pub async fn hash(
        &self,
        password: &str,
        entropy: &dyn minato_db::Entropy,
    ) -> Result<String, HashError> {
        let mut salt = [0; SALT_BYTES];
        entropy.fill(&mut salt);
        let (answer, result) = oneshot::channel();
        self.submit(self.reserve()?, password, Task::Hash { salt, answer })?;
        result.await.map_err(|_| HashError::Overloaded)?
    }

    /// Compares a password with a stored hash. Where there is none, the same work is
    /// done with a hash that belongs to nobody, and the answer is no.
    pub async fn verify(
        &self,
        slot: Slot,
        password: &str,
        stored: Option<&str>,
    ) -> Result<Verdict, HashError> {
        let (answer, result) = oneshot::channel();
        let hash = stored.unwrap_or(&self.dummy).to_owned();
        self.submit(
            slot,
            password,
            Task::Verify {
                stored: hash,
                answer,
            },
        )?;
        let verdict = result.await.map_err(|_| HashError::Overloaded)??;
        Ok(Verdict {
            matches: verdict.matches && stored.is_some(),
            ..verdict
        })
    }

    /// How often argon2 ran since the start: the same for every try, whoever it is.
    pub fn runs(&self) -> u64 {
        self.runs.load(Ordering::Relaxed)
    }

    fn submit(&self, slot: Slot, password: &str, task: Task) -> Result<(), HashError> {
        let password = Zeroizing::new(normalised(password));
        let work = Work {
            password,
            task,
            _slot: slot.0,
        };
        self.queue.send(work).map_err(|_| HashError::Overloaded)
    }
}

/// What one thread works with.
#[derive(Clone)]
struct Engine {
    params: Params,
    pepper: Zeroizing<[u8; 32]>,
    runs: Arc<AtomicU64>,
    memory: Vec<Block>,
}

impl Engine {
    fn run(mut self, receiver: &Mutex<Receiver<Work>>) {
        loop {
            let next = receiver
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .recv();
            let Ok(Work {
                password,
                task,
                _slot,
            }) = next
            else {
                return;
            };
            if task.is_abandoned() {
                continue;
            }
            // An answer that nobody waits for any more is of no interest.
            match task {
                Task::Hash { salt, answer } => drop(answer.send(self.hash(&password, salt))),
                Task::Verify { stored, answer } => {
                    drop(answer.send(self.verify(&password, &stored)));
                }
            }
        }
    }

    fn hash(&mut self, password: &str, salt: [u8; SALT_BYTES]) -> Result<String, HashError> {
        let params = self.params.clone();
        let mut out = [0_u8; HASH_BYTES];
        self.fill(params.clone(), Version::V0x13, password, &salt, &mut out)?;
        let unusable = |_| HashError::Unusable;
        let phc = PasswordHash {
            algorithm: ARGON2ID_IDENT,
            version: Some(Version::V0x13.into()),
            params: ParamsString::try_from(&params).map_err(unusable)?,
            salt: Some(Salt::new(&salt).map_err(|_| HashError::Unusable)?),
            hash: Some(Output::new(&out).map_err(|_| HashError::Unusable)?),
        };
        Ok(phc.to_string())
    }

    fn verify(&mut self, password: &str, stored: &str) -> Result<Verdict, HashError> {
        let phc = PasswordHash::new(stored).map_err(|_| HashError::Unusable)?;
        let params = Params::try_from(&phc).map_err(|_| HashError::Unusable)?;
        let (Some(salt), Some(hash)) = (phc.salt, phc.hash) else {
            return Err(HashError::Unusable);
        };
        let mut out = vec![0_u8; hash.len()];
        let outdated = params != self.params;
        self.fill(params, Version::V0x13, password, salt.as_ref(), &mut out)?;
        let matches = out.as_slice().ct_eq(hash.as_bytes()).into();
        Ok(Verdict { matches, outdated })
    }

    fn fill(
        &mut self,
        params: Params,
        version: Version,
        password: &str,
        salt: &[u8],
        out: &mut [u8],
    ) -> Result<(), HashError> {
        self.runs.fetch_add(1, Ordering::Relaxed);
        self.memory.resize(
            params.block_count().max(self.memory.len()),
            Block::default(),
        );
        let argon2 = Argon2::new_with_secret(&*self.pepper, Algorithm::Argon2id, version, params)
            .map_err(|_| HashError::Unusable)?;
        argon2
            .hash_password_into_with_memory(password.as_bytes(), salt, out, &mut self.memory)
            .map_err(|_| HashError::Unusable)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use minato_db::SystemEntropy;

    const WEAK: PasswordCost = PasswordCost {
        memory_kib: 8,
        iterations: 1,
    };

    fn hasher(cost: PasswordCost) -> PasswordHasher {
        PasswordHasher::start(cost, &[7; 32], 1).unwrap()
    }

    #[tokio::test]
    async fn a_password_matches_its_own_hash_only() {
        let hasher = hasher(WEAK);
        let hash = hasher
            .hash("が correct horse", &SystemEntropy)
            .await
            .unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=8,t=1,p=1$"), "{hash}");
        // The same word, typed with a combining mark.
        let verdict = hasher
            .verify(
                hasher.reserve().unwrap(),
                "か\u{3099} correct horse",
                Some(&hash),
            )
            .await
            .unwrap();
        assert_eq!(
            verdict,
            Verdict {
                matches: true,
                outdated: false
            }
        );
        assert!(
            !hasher
                .verify(hasher.reserve().unwrap(), "wrong", Some(&hash))
                .await
                .unwrap()
                .matches
        );
    }

    #[tokio::test]
    async fn the_hash_of_nobody_matches_nothing() {
        let hasher = hasher(WEAK);
        assert!(
            !hasher
                .verify(hasher.reserve().unwrap(), "nobody has this password", None)
                .await
                .unwrap()
                .matches
        );
    }

    #[tokio::test]
    async fn a_hash_of_older_parameters_is_outdated_but_right() {
        let old = hasher(WEAK).hash("secret", &SystemEntropy).await.unwrap();
        let newer = hasher(PasswordCost {
            memory_kib: 16,
            iterations: 2,
        });
        let verdict = newer
            .verify(newer.reserve().unwrap(), "secret", Some(&old))
            .await
            .unwrap();
        assert_eq!(
            verdict,
            Verdict {
                matches: true,
                outdated: true
            }
        );
    }

    #[tokio::test]
    async fn a_hash_of_another_pepper_does_not_match() {
        let hash = hasher(WEAK).hash("secret", &SystemEntropy).await.unwrap();
        let other = PasswordHasher::start(WEAK, &[8; 32], 1).unwrap();
        assert!(
            !other
                .verify(other.reserve().unwrap(), "secret", Some(&hash))
                .await
                .unwrap()
                .matches
        );
    }

    /// The cost of production, once: 46 MiB and one pass (OWASP's first choice).
    #[tokio::test]
    async fn the_cost_of_production_works() {
        let real = hasher(PasswordCost {
            memory_kib: 46 * 1024,
            iterations: 1,
        });
        let hash = real.hash("secret", &SystemEntropy).await.unwrap();
        assert!(
            hash.starts_with("$argon2id$v=19$m=47104,t=1,p=1$"),
            "{hash}"
        );
        assert!(
            real.verify(real.reserve().unwrap(), "secret", Some(&hash))
                .await
                .unwrap()
                .matches
        );
    }
}
