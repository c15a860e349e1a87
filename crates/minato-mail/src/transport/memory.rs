use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::{Envelope, Rendered, SendError};

/// Keeps mails in memory, for tests. Clones share one memory.
#[derive(Debug, Clone, Default)]
pub struct Memory(Arc<Mutex<State>>);

/// A mail that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posted {
    /// To whom it went.
    pub envelope: Envelope,
    /// What it said.
    pub rendered: Rendered,
}

#[derive(Debug, Default)]
struct State {
    posted: Vec<Posted>,
    failures: Vec<SendError>,
}

impl Memory {
    /// An empty memory.
    pub fn new() -> Self {
        Self::default()
    }

    /// Every mail sent so far, oldest first.
    pub fn posted(&self) -> Vec<Posted> {
        self.state().posted.clone()
    }

    /// Every mail sent so far, oldest first, which are then forgotten.
    pub fn take(&self) -> Vec<Posted> {
        std::mem::take(&mut self.state().posted)
    }

    /// Lets the next try fail. Several failures happen in the order in which they were asked for.
    pub fn fail_next(&self, error: SendError) {
        self.state().failures.push(error);
    }

    pub(crate) fn send(&self, envelope: &Envelope, rendered: &Rendered) -> Result<(), SendError> {
        let mut state = self.state();
        if !state.failures.is_empty() {
            return Err(state.failures.remove(0));
        }
        state.posted.push(Posted {
            envelope: envelope.clone(),
            rendered: rendered.clone(),
        });
        Ok(())
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
