//! The floor of signing in: the fastest argon2id that we know at the same cost, and nothing else.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow, ensure};
use argon2::{Algorithm, Argon2, Block, Params, Version};

/// What one hash costs: the defaults of the product.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cost {
    pub(super) memory_kib: u32,
    pub(super) iterations: u32,
}

/// The defaults of the product.
pub(super) const COST: Cost = Cost {
    memory_kib: 46 * 1024,
    iterations: 1,
};

/// Whether each hash gets fresh memory, or each thread keeps its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Memory {
    Fresh,
    Kept,
}

/// Both ways to call it, with their names.
pub(super) const WAYS: [(&str, Memory); 2] = [
    ("argon2, fresh memory for each hash", Memory::Fresh),
    ("argon2, memory kept by its thread", Memory::Kept),
];

/// How many passwords all processors hash in a second.
pub(super) fn per_second(memory: Memory, duration: Duration) -> Result<f64> {
    let threads = std::thread::available_parallelism()?.get();
    let (done, begin) = (AtomicU64::new(0), Instant::now());
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads)
            .map(|_| scope.spawn(|| hash_until(begin + duration, memory, &done)))
            .collect();
        workers.into_iter().try_for_each(|worker| {
            worker
                .join()
                .map_err(|_| anyhow!("a thread that hashes panicked"))?
        })
    })?;
    let hashes = u32::try_from(done.load(Ordering::Relaxed))?;
    ensure!(hashes > 0, "nothing was hashed");
    Ok(f64::from(hashes) / begin.elapsed().as_secs_f64())
}

fn hash_until(end: Instant, memory: Memory, done: &AtomicU64) -> Result<()> {
    let params = Params::new(COST.memory_kib, COST.iterations, 1, Some(32))
        .map_err(|error| anyhow!("{error}"))?;
    let blocks = params.block_count();
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let mut kept: Vec<Block> = vec![Block::default(); blocks];
    let mut out = [0_u8; 32];
    while Instant::now() < end {
        if memory == Memory::Fresh {
            kept = vec![Block::default(); blocks];
        }
        argon2
            .hash_password_into_with_memory(
                b"seagulls over the pier",
                &[7; 16],
                &mut out,
                &mut kept,
            )
            .map_err(|error| anyhow!("{error}"))?;
        std::hint::black_box(out);
        done.fetch_add(1, Ordering::Relaxed);
    }
    Ok(())
}
