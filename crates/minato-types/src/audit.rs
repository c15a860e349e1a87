//! What the audit trail records.

use crate::values::choices;

choices! {
    /// What somebody did.
    AuditAction {
        /// The operator registered a member.
        MemberCreated = "memberCreated",
        /// An account was made.
        AccountCreated = "accountCreated",
        /// Somebody signed in with all the steps that are asked of him.
        SignedIn = "signedIn",
        /// Somebody signed out.
        SignedOut = "signedOut",
        /// A one-time code was wrong.
        CodeRefused = "codeRefused",
        /// Too many wrong codes: the factor is locked until the end of the day.
        FactorLocked = "factorLocked",
        /// A link for a new password was asked for.
        PasswordResetRequested = "passwordResetRequested",
        /// The password was set by a mailed link.
        PasswordReset = "passwordReset",
        /// Somebody changed his password.
        PasswordChanged = "passwordChanged",
        /// Somebody changed his profile.
        ProfileChanged = "profileChanged",
    }
}
