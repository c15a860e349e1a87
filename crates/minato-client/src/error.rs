use minato_types::problem::{Problem, ProblemCode};

/// Why a call did not succeed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ClientError {
    /// The server answered with a problem.
    #[error("{}", problem.title)]
    Problem {
        /// What the server said.
        problem: Box<Problem>,
        /// How many seconds to wait before trying again, if the server said so.
        retry_after_seconds: Option<u32>,
    },
    /// No answer came: the network or the server is away.
    #[error("no answer: {0}")]
    Network(String),
    /// An answer came that is not in the contract; its HTTP status, or 0.
    #[error("unexpected answer with status {0}")]
    UnexpectedAnswer(u16),
}

impl ClientError {
    /// The code of the problem, if the server answered with one.
    pub fn code(&self) -> Option<ProblemCode> {
        match self {
            Self::Problem { problem, .. } => Some(problem.code),
            Self::Network(_) | Self::UnexpectedAnswer(_) => None,
        }
    }
}
