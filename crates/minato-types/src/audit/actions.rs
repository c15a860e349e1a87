//! What the audit trail records.

use crate::values::choices;

choices! {
    /// What somebody did.
    AuditAction {
        /// The operator registered a member.
        MemberCreated = "memberCreated",
        /// The operator changed a member.
        MemberChanged = "memberChanged",
        /// The operator had the link to the first sign-in mailed again.
        OpeningMailSent = "openingMailSent",
        /// Accounts were opened by a file.
        AccountsImported = "accountsImported",
        /// A file was imported.
        FileImported = "fileImported",
        /// The operator added a service to the catalogue.
        ServiceAdded = "serviceAdded",
        /// The operator changed a service.
        ServiceChanged = "serviceChanged",
        /// The operator registered a contract.
        ContractRegistered = "contractRegistered",
        /// The operator changed a contract.
        ContractChanged = "contractChanged",
        /// Contracts were registered or changed by a file.
        ContractsImported = "contractsImported",
        /// The operator said how contracts run.
        ContractStatusesSet = "contractStatusesSet",
        /// The operator said who sees every contract.
        AutomaticGroupSet = "automaticGroupSet",
        /// An operator was made.
        OperatorCreated = "operatorCreated",
        /// An operator set password and app by a one-time secret.
        OperatorSetUp = "operatorSetUp",
        /// Everything an operator proves himself by was taken away; he sets himself up anew.
        OperatorReset = "operatorReset",
        /// An operator was switched off.
        OperatorSuspended = "operatorSuspended",
        /// An operator was switched on again.
        OperatorResumed = "operatorResumed",
        /// An account was made.
        AccountCreated = "accountCreated",
        /// Somebody signed in with all the steps that are asked of him.
        SignedIn = "signedIn",
        /// Somebody signed out.
        SignedOut = "signedOut",
        /// Somebody ended a session of his in another browser.
        SessionEnded = "sessionEnded",
        /// Somebody ended all his sessions but the one he asked with.
        OtherSessionsEnded = "otherSessionsEnded",
        /// Somebody trusted a browser: it needs no second step for some days.
        BrowserTrusted = "browserTrusted",
        /// A trusted browser stood in for the second step.
        TrustedBrowserUsed = "trustedBrowserUsed",
        /// Somebody trusts one of his browsers no more.
        TrustedBrowserEnded = "trustedBrowserEnded",
        /// Somebody signed out and had the browser forgotten.
        BrowserForgotten = "browserForgotten",
        /// So many wrong passwords in a row that none opens any more in unknown browsers.
        SignInClosed = "signInClosed",
        /// A one-time code was wrong.
        CodeRefused = "codeRefused",
        /// Too many wrong codes: the factor is locked until the end of the day.
        FactorLocked = "factorLocked",
        /// Somebody set an authenticator app up for his second step.
        TotpActivated = "totpActivated",
        /// Somebody went back to codes by mail.
        TotpRemoved = "totpRemoved",
        /// Somebody made new recovery codes.
        RecoveryCodesMade = "recoveryCodesMade",
        /// A recovery code stood in for the authenticator app.
        RecoveryCodeUsed = "recoveryCodeUsed",
        /// Somebody proved once more that it is himself.
        SteppedUp = "steppedUp",
        /// A link for a new password was asked for.
        PasswordResetRequested = "passwordResetRequested",
        /// The password was set by a mailed link.
        PasswordReset = "passwordReset",
        /// Somebody proved by e-mail address, name and telephone number that a link is his.
        IdentityConfirmed = "identityConfirmed",
        /// E-mail address, name and telephone number were not all right.
        IdentityRefused = "identityRefused",
        /// Too many wrong tries: the link has ended.
        LinkEnded = "linkEnded",
        /// Somebody completed a first sign-in.
        FirstLoginCompleted = "firstLoginCompleted",
        /// Somebody changed his password.
        PasswordChanged = "passwordChanged",
        /// Somebody asked for another e-mail address.
        EmailChangeRequested = "emailChangeRequested",
        /// A new e-mail address was confirmed by a mailed link.
        EmailChanged = "emailChanged",
        /// Somebody changed his profile.
        ProfileChanged = "profileChanged",
        /// An admin changed an account.
        AccountChanged = "accountChanged",
        /// An admin switched an account off.
        AccountSuspended = "accountSuspended",
        /// An admin switched an account on again.
        AccountResumed = "accountResumed",
        /// An admin deleted an account.
        AccountDeleted = "accountDeleted",
        /// An admin ended waits and locks of an account.
        AccountUnlocked = "accountUnlocked",
        /// An admin had a link for the password mailed.
        AccountInvited = "accountInvited",
        /// An admin or the operator took password and factors of an account away.
        FactorReset = "factorReset",
        /// An admin made a group.
        UserGroupCreated = "userGroupCreated",
        /// An admin renamed or described a group.
        UserGroupChanged = "userGroupChanged",
        /// An admin deleted a group.
        UserGroupDeleted = "userGroupDeleted",
        /// An admin put people into a group, or took them out.
        UserGroupAccountsChanged = "userGroupAccountsChanged",
        /// An admin changed which contracts a group covers.
        UserGroupRangeChanged = "userGroupRangeChanged",
        /// Somebody took the list of accounts along as CSV.
        AccountsExported = "accountsExported",
        /// How the member's people sign in was changed.
        CompanySecurityChanged = "companySecurityChanged",
        /// The addresses for notifications were changed.
        NotificationsChanged = "notificationsChanged",
        /// The memo of a contract was changed.
        ContractMemoChanged = "contractMemoChanged",
        /// The memos of many contracts were changed by a file.
        ContractMemosImported = "contractMemosImported",
        /// Whom the carrier asks about a contract was changed.
        ContractContactsChanged = "contractContactsChanged",
        /// Additional ports were applied for.
        PortApplicationSubmitted = "portApplicationSubmitted",
        /// An application was changed.
        PortApplicationChanged = "portApplicationChanged",
        /// An application was cancelled.
        PortApplicationCancelled = "portApplicationCancelled",
        /// The operator has set the ports up.
        PortApplicationProvisioned = "portApplicationProvisioned",
        /// Somebody took the list of applications along as CSV.
        PortApplicationsExported = "portApplicationsExported",
        /// Somebody proved himself, but from an address that the member does not allow.
        AddressRefused = "addressRefused",
        /// An admin ended a session of an account.
        AccountSessionEnded = "accountSessionEnded",
        /// An admin ended all sessions of an account.
        AccountSessionsEnded = "accountSessionsEnded",
        /// An admin made an API client.
        ApiClientCreated = "apiClientCreated",
        /// An admin changed an API client.
        ApiClientChanged = "apiClientChanged",
        /// An admin switched an API client off.
        ApiClientSuspended = "apiClientSuspended",
        /// An admin switched an API client on again.
        ApiClientResumed = "apiClientResumed",
        /// An admin deleted an API client.
        ApiClientDeleted = "apiClientDeleted",
        /// An admin made a secret of an API client.
        ApiClientSecretAdded = "apiClientSecretAdded",
        /// An admin ended a secret of an API client.
        ApiClientSecretEnded = "apiClientSecretEnded",
        /// An admin added a public key of an API client.
        ApiClientKeyAdded = "apiClientKeyAdded",
        /// An admin removed a public key of an API client.
        ApiClientKeyRemoved = "apiClientKeyRemoved",
        /// An API client got a token.
        ApiTokenIssued = "apiTokenIssued",
        /// An API client proved itself and got no token all the same.
        ApiTokenRefused = "apiTokenRefused",
        /// A token of an API client was shown from an address that the client may not come from;
        /// told once an hour for each part of the network.
        ApiCallRefused = "apiCallRefused",
        /// The key that signs tokens was replaced.
        TokenKeyReplaced = "tokenKeyReplaced",
        /// Somebody took the list of contracts along as CSV.
        ContractsExported = "contractsExported",
        /// Somebody took the audit trail along as CSV.
        AuditExported = "auditExported",
    }
}
