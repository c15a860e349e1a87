//! What happens outside of requests. One file per job; the worker claims, does and
//! finishes them.
//!
//! To add a job: a file with its payload, `enqueue` and `run`, a variant of [`JobKind`],
//! a line in `worker::perform`.

pub mod audit_checkpoints;
pub mod clean_up;
pub mod contract_import;
pub mod expiry_reminders;
pub mod opening_mails;
pub mod password_reset;
pub mod payload;
pub mod port_application_mails;
pub mod port_application_reminder;
pub mod send_mail;
pub mod service_renamed;
pub mod worker;

/// The kinds of jobs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobKind {
    /// A mail is to be sent.
    SendMail,
    /// Somebody asked for a link for a new password.
    PasswordReset,
    /// The deadline of a port application is near.
    PortApplicationReminder,
    /// Opening mails of accounts that a file has opened are to be queued.
    OpeningMails,
    /// Contracts of a file are to be registered or changed.
    ContractImport,
    /// A service has another name.
    ServiceRenamed,
    /// What is about to end is to be told, once a day.
    ExpiryReminders,
}

impl JobKind {
    /// The kind as it stands in the row.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SendMail => "sendMail",
            Self::PasswordReset => "passwordReset",
            Self::PortApplicationReminder => "portApplicationReminder",
            Self::OpeningMails => "openingMails",
            Self::ContractImport => "contractImport",
            Self::ServiceRenamed => "serviceRenamed",
            Self::ExpiryReminders => "expiryReminders",
        }
    }

    /// Every kind, in the order in which they are claimed.
    pub const ALL: [Self; 7] = [
        Self::SendMail,
        Self::PasswordReset,
        Self::PortApplicationReminder,
        Self::OpeningMails,
        Self::ContractImport,
        Self::ServiceRenamed,
        Self::ExpiryReminders,
    ];

    fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// Why a job did not end well, without secrets or personal data.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JobError {
    /// Trying again may help.
    #[error("{0}")]
    Transient(String),
    /// Trying again does not help.
    #[error("{0}")]
    Permanent(String),
    /// The lease ended before the job: it is somebody else's now.
    #[error("the lease ended before the job")]
    LeaseLost,
}

/// A job that cannot be written down is no answer to give.
impl From<JobError> for minato_db::DbError {
    fn from(error: JobError) -> Self {
        Self::Unavailable(error.to_string())
    }
}

impl From<minato_db::DbError> for JobError {
    fn from(error: minato_db::DbError) -> Self {
        Self::Transient(error.to_string())
    }
}
