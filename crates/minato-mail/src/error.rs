/// Why a mail could not be written.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// A template failed.
    #[error("template: {0}")]
    Template(#[from] askama::Error),
    /// The subject is empty or has more than one line.
    #[error("the subject is not one line")]
    SubjectNotOneLine,
}

/// Why a mail did not leave. The texts go to logs and job rows: they hold neither
/// what the mail says nor how one signs in at the mail server.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// It may go better later.
    #[error("not sent this time: {0}")]
    Transient(String),
    /// It will not go better later.
    #[error("not deliverable: {0}")]
    Permanent(String),
}

/// The sender is not of the form `Name <name@example.jp>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the sender of mails must look like `Name <name@example.jp>`")]
pub struct InvalidSender;

/// What is wrong with the URL of a mail server. The URL itself, which may hold a
/// password, is not repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidSmtpUrl {
    /// It is no URL, or has no host.
    #[error("the SMTP URL must look like `smtps://user:password@host:port`")]
    Malformed,
    /// The scheme is neither `smtp` nor `smtps`.
    #[error("the scheme of the SMTP URL must be `smtp` or `smtps`")]
    UnknownScheme,
    /// The only parameter is `tls`: `required`, `opportunistic` or `none`, and only for `smtp`.
    #[error("the SMTP URL takes one parameter, for `smtp` only: tls=required|opportunistic|none")]
    UnknownParameter,
    /// A user without a password or the other way round.
    #[error("the SMTP URL must give both user and password, or neither")]
    HalfCredentials,
    /// The TLS library refuses the name of the host.
    #[error("the host of the SMTP URL cannot be used for TLS")]
    HostUnfitForTls,
}
