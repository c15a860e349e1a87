//! The audit trail around its chain: what explains an event, signed checkpoints, and the check
//! of everything that is kept.

pub mod check;
pub mod checkpoint;
pub mod explained;
pub mod kept;
