//! How a mail leaves: by SMTP, into a folder, or into the memory of a test.

mod files;
mod memory;
mod smtp;

pub use files::Files;
pub use memory::{Memory, Posted};
pub use smtp::Smtp;

/// One of the ways out.
#[derive(Debug, Clone)]
pub enum Transport {
    /// To a mail server.
    Smtp(Smtp),
    /// Into a folder, one file per mail.
    Files(Files),
    /// Into memory, for tests.
    Memory(Memory),
}

impl From<Smtp> for Transport {
    fn from(smtp: Smtp) -> Self {
        Self::Smtp(smtp)
    }
}

impl From<Files> for Transport {
    fn from(files: Files) -> Self {
        Self::Files(files)
    }
}

impl From<Memory> for Transport {
    fn from(memory: Memory) -> Self {
        Self::Memory(memory)
    }
}
