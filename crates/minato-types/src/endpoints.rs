//! Method and path of every endpoint of `/api/v1`, once for server, client and tests.
//!
//! The server's map of routes (`minato-server/src/api.rs`) must list each of these,
//! and the OpenAPI document must contain each of these: a test compares the three.

use std::fmt;

/// Where the API lives below the public origin.
pub const BASE: &str = "/api/v1";

/// The methods that the API uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names are HTTP's")]
pub enum Method {
    Get,
    Post,
    Put,
    Patch,
    Delete,
}

impl Method {
    /// The method as it stands on the request line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }

    /// Whether a request with this method may change something.
    pub const fn changes_state(self) -> bool {
        !matches!(self, Self::Get)
    }
}

/// One operation: a method and a path template relative to [`BASE`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Endpoint {
    /// The HTTP method.
    pub method: Method,
    /// The path below [`BASE`], with `{placeholders}`, starting with a slash.
    pub path: &'static str,
}

impl Endpoint {
    const fn new(method: Method, path: &'static str) -> Self {
        Self { method, path }
    }

    /// Whether it belongs to a first sign-in, which has a cookie of its own.
    pub fn is_of_first_login(&self) -> bool {
        self.path.starts_with("/auth/first-login")
    }

    /// The path as seen from the origin.
    pub fn full_path(&self) -> String {
        format!("{BASE}{}", self.path)
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method.as_str(), self.path)
    }
}

macro_rules! endpoints {
    ($($(#[$doc:meta])* $name:ident = $method:ident $path:literal;)*) => {
        $($(#[$doc])* pub const $name: Endpoint = Endpoint::new(Method::$method, $path);)*

        /// Every endpoint there is.
        pub const ALL: &[Endpoint] = &[$($name),*];
    };
}

endpoints! {
    /// First step of signing in: member number, e-mail, password.
    LOG_IN = Post "/auth/login";
    /// Second step of signing in: the one-time code.
    VERIFY_LOGIN = Post "/auth/login/verify";
    /// A new code for the sign-in under way.
    RESEND_LOGIN_CODE = Post "/auth/login/resend";
    /// Gives the sign-in under way up.
    CANCEL_LOGIN = Post "/auth/login/cancel";
    /// Ends the session.
    LOG_OUT = Post "/auth/logout";
    /// Who is signed in, if anybody.
    GET_SESSION = Get "/auth/session";
    /// Asks for a link by which the password can be set anew.
    REQUEST_PASSWORD_RESET = Post "/auth/password-reset";
    /// Sets the password by such a link.
    COMPLETE_PASSWORD_RESET = Post "/auth/password-reset/complete";
    /// Proves that a link to a first sign-in was meant for oneself.
    CHECK_IDENTITY = Post "/auth/first-login/identity";
    /// Where a first sign-in stands.
    GET_FIRST_LOGIN = Get "/auth/first-login";
    /// Chooses the password in a first sign-in.
    SET_FIRST_PASSWORD = Post "/auth/first-login/password";
    /// Makes a secret for an authenticator app in a first sign-in.
    OFFER_FIRST_TOTP = Post "/auth/first-login/totp";
    /// Confirms it by a code.
    CONFIRM_FIRST_TOTP = Post "/auth/first-login/totp/confirm";
    /// Makes recovery codes in a first sign-in.
    MAKE_FIRST_RECOVERY_CODES = Post "/auth/first-login/recovery-codes";
    /// Ends a first sign-in, and signs in.
    COMPLETE_FIRST_LOGIN = Post "/auth/first-login/complete";
    /// Confirms a new e-mail address by a mailed link.
    CONFIRM_EMAIL_CHANGE = Post "/auth/email-change/confirm";
    /// As whom mails come, for people whom none reaches.
    GET_MAIL_HELP = Get "/help/mail";
    /// One's own profile.
    GET_ME = Get "/me";
    /// Changes one's own profile.
    UPDATE_ME = Patch "/me";
    /// Asks for another e-mail address.
    REQUEST_EMAIL_CHANGE = Post "/me/email";
    /// Has a test mail sent to oneself.
    SEND_TEST_MAIL = Post "/me/test-mail";
    /// Changes one's own password.
    CHANGE_PASSWORD = Put "/me/password";
    /// How one proves oneself.
    GET_SECURITY = Get "/me/security";
    /// Proves once more that it is oneself.
    STEP_UP = Post "/me/step-up";
    /// Makes a new secret for an authenticator app.
    OFFER_TOTP = Post "/me/totp";
    /// Confirms it by a code.
    CONFIRM_TOTP = Post "/me/totp/confirm";
    /// Goes back to codes by mail.
    REMOVE_TOTP = Delete "/me/totp";
    /// Makes new recovery codes.
    MAKE_RECOVERY_CODES = Post "/me/recovery-codes";
    /// The browsers in which one is signed in.
    LIST_OWN_SESSIONS = Get "/me/sessions";
    /// Signs one out in all browsers but this one.
    END_OTHER_SESSIONS = Post "/me/sessions/end-others";
    /// Signs one out in one other browser.
    END_OWN_SESSION = Delete "/me/sessions/{id}";
    /// The browsers in which one needs no second step.
    LIST_TRUSTED_BROWSERS = Get "/me/trusted-browsers";
    /// Trusts one of them no more.
    END_TRUSTED_BROWSER = Delete "/me/trusted-browsers/{id}";
    /// Who signed in with one's account, or tried to.
    LIST_SIGN_INS = Get "/me/sign-ins";
    /// What one has pinned to the start page.
    GET_PINS = Get "/me/pins";
    /// Pins these things, in this order, and no others.
    SET_PINS = Put "/me/pins";
    /// What one did last.
    LIST_RECENT_OPERATIONS = Get "/me/recent";
    /// Notes what one does.
    NOTE_RECENT_OPERATION = Post "/me/recent";
    /// The filters of the list of contracts that one has saved.
    LIST_SAVED_FILTERS = Get "/me/saved-filters";
    /// Saves a filter under a name.
    ADD_SAVED_FILTER = Post "/me/saved-filters";
    /// One of them.
    GET_SAVED_FILTER = Get "/me/saved-filters/{id}";
    /// Gives a saved filter another name or query.
    UPDATE_SAVED_FILTER = Put "/me/saved-filters/{id}";
    /// Deletes a saved filter.
    DELETE_SAVED_FILTER = Delete "/me/saved-filters/{id}";
    /// The services of which one may see contracts.
    GET_SERVICE_MENU = Get "/service-menu";
    /// The member company.
    GET_COMPANY = Get "/company";
    /// The announcements of the operator to the member.
    LIST_COMPANY_NOTES = Get "/company/notes";
    /// The options that the member has or could have.
    LIST_COMPANY_OPTIONS = Get "/company/options";
    /// Who the admins of the member are: whom to ask.
    LIST_COMPANY_ADMINS = Get "/company/admins";
    /// How the member's people sign in.
    GET_COMPANY_SECURITY = Get "/company/security";
    /// Changes how they do.
    UPDATE_COMPANY_SECURITY = Patch "/company/security";
    /// Who of the member signed in, or tried to.
    LIST_COMPANY_SIGN_INS = Get "/company/sign-ins";
    /// The addresses that hear of what the member's people do.
    GET_COMPANY_NOTIFICATIONS = Get "/company/notifications";
    /// Changes these addresses and their language.
    UPDATE_COMPANY_NOTIFICATIONS = Put "/company/notifications";
    /// The programs of the member.
    LIST_API_CLIENTS = Get "/api-clients";
    /// Makes an API client.
    ADD_API_CLIENT = Post "/api-clients";
    /// One API client.
    GET_API_CLIENT = Get "/api-clients/{id}";
    /// Changes an API client.
    UPDATE_API_CLIENT = Patch "/api-clients/{id}";
    /// Deletes an API client.
    DELETE_API_CLIENT = Delete "/api-clients/{id}";
    /// Switches an API client off.
    SUSPEND_API_CLIENT = Post "/api-clients/{id}/suspend";
    /// Switches a suspended API client on again.
    RESUME_API_CLIENT = Post "/api-clients/{id}/resume";
    /// Makes another secret.
    ADD_API_CLIENT_SECRET = Post "/api-clients/{id}/secrets";
    /// Ends a secret.
    DELETE_API_CLIENT_SECRET = Delete "/api-clients/{id}/secrets/{secretId}";
    /// Adds a public key.
    ADD_API_CLIENT_KEY = Post "/api-clients/{id}/keys";
    /// Removes a public key.
    DELETE_API_CLIENT_KEY = Delete "/api-clients/{id}/keys/{keyId}";
    /// What programs asked for.
    LIST_API_CALLS = Get "/api-log";
    /// What the member's people did, and what was done for them.
    LIST_AUDIT_EVENTS = Get "/company/audit-events";
    /// The whole result of a search in it as CSV.
    EXPORT_AUDIT_EVENTS = Get "/company/audit-events.csv";
    /// The rules by which applications are judged: deadline, holidays, closings, limits.
    GET_PORT_APPLICATION_RULES = Get "/port-application-rules";
    /// The applications for additional ports.
    LIST_PORT_APPLICATIONS = Get "/port-applications";
    /// The whole result of a search as CSV.
    EXPORT_PORT_APPLICATIONS = Get "/port-applications.csv";
    /// Applies for additional ports on a day.
    SUBMIT_PORT_APPLICATION = Post "/port-applications";
    /// One application.
    GET_PORT_APPLICATION = Get "/port-applications/{number}";
    /// Changes day or ports of an application.
    CHANGE_PORT_APPLICATION = Patch "/port-applications/{number}";
    /// Cancels an application.
    CANCEL_PORT_APPLICATION = Post "/port-applications/{number}/cancel";
    /// What happened to an application.
    LIST_PORT_APPLICATION_HISTORY = Get "/port-applications/{number}/history";
    /// The ports effective on each day, with each day's deadline.
    GET_PORT_CALENDAR = Get "/port-calendar";
    /// The contracts that the person may see.
    LIST_CONTRACTS = Get "/contracts";
    /// How many of them run how.
    COUNT_CONTRACTS = Get "/contracts/counts";
    /// The whole result of a search for contracts as CSV.
    EXPORT_CONTRACTS = Get "/contracts.csv";
    /// Writes the memos of many contracts from a file.
    IMPORT_CONTRACT_MEMOS = Post "/contracts/memos";
    /// One contract.
    GET_CONTRACT = Get "/contracts/{contractNumber}";
    /// Writes another memo to a contract.
    UPDATE_CONTRACT_MEMO = Put "/contracts/{contractNumber}/memo";
    /// Changes whom the carrier asks about a contract.
    UPDATE_CONTRACT_CONTACTS = Put "/contracts/{contractNumber}/contacts";
    /// The carrier's services.
    LIST_SERVICES = Get "/operator/services";
    /// Adds a service to them.
    ADD_SERVICE = Post "/operator/services";
    /// Changes a service.
    UPDATE_SERVICE = Patch "/operator/services/{code}";
    /// The contracts of a member.
    LIST_MEMBER_CONTRACTS = Get "/operator/members/{memberNumber}/contracts";
    /// Registers a contract of a member.
    ADD_MEMBER_CONTRACT = Post "/operator/members/{memberNumber}/contracts";
    /// One contract of a member.
    GET_MEMBER_CONTRACT = Get "/operator/members/{memberNumber}/contracts/{contractNumber}";
    /// Changes a contract of a member.
    UPDATE_MEMBER_CONTRACT = Patch "/operator/members/{memberNumber}/contracts/{contractNumber}";
    /// Says how contracts run.
    SET_CONTRACT_STATUSES = Post "/operator/contract-statuses";
    /// Who of a member sees every contract.
    GET_AUTOMATIC_GROUP_ACCOUNTS = Get "/operator/members/{memberNumber}/automatic-group/accounts";
    /// Says who does.
    SET_AUTOMATIC_GROUP_ACCOUNTS = Put "/operator/members/{memberNumber}/automatic-group/accounts";
    /// The groups of a member.
    LIST_MEMBER_GROUPS = Get "/operator/members/{memberNumber}/groups";
    /// Makes a group of a member.
    ADD_MEMBER_GROUP = Post "/operator/members/{memberNumber}/groups";
    /// One group of a member.
    GET_MEMBER_GROUP = Get "/operator/members/{memberNumber}/groups/{id}";
    /// Renames or describes a group of a member.
    UPDATE_MEMBER_GROUP = Patch "/operator/members/{memberNumber}/groups/{id}";
    /// Deletes a group of a member.
    DELETE_MEMBER_GROUP = Delete "/operator/members/{memberNumber}/groups/{id}";
    /// Says who is in a group of a member.
    SET_MEMBER_GROUP_ACCOUNTS = Put "/operator/members/{memberNumber}/groups/{id}/accounts";
    /// Says which contracts a group of a member covers.
    SET_MEMBER_GROUP_RANGE = Put "/operator/members/{memberNumber}/groups/{id}/range";
    /// Sets an operator's password and begins to set the app up.
    SET_UP_OPERATOR = Post "/operator/auth/setup";
    /// Confirms an operator's set-up by a code of the app.
    CONFIRM_OPERATOR_SETUP = Post "/operator/auth/setup/confirm";
    /// First step of an operator's signing in: e-mail, password.
    LOG_IN_OPERATOR = Post "/operator/auth/login";
    /// Second step: a code of the app, or a recovery code.
    VERIFY_OPERATOR_LOGIN = Post "/operator/auth/login/verify";
    /// Ends the session of an operator.
    LOG_OUT_OPERATOR = Post "/operator/auth/logout";
    /// Which operator is signed in, if any.
    GET_OPERATOR_SESSION = Get "/operator/auth/session";
    /// Proves once more that it is oneself.
    STEP_UP_OPERATOR = Post "/operator/auth/step-up";
    /// Imports a file of members or accounts.
    IMPORT_FILE = Post "/operator/imports";
    /// How far an import is.
    GET_IMPORT = Get "/operator/imports/{id}";
    /// The members.
    LIST_MEMBERS = Get "/operator/members";
    /// Registers a member.
    REGISTER_MEMBER = Post "/operator/members";
    /// One member.
    GET_MEMBER = Get "/operator/members/{memberNumber}";
    /// Changes a member.
    UPDATE_MEMBER = Patch "/operator/members/{memberNumber}";
    /// The accounts of a member.
    LIST_MEMBER_ACCOUNTS = Get "/operator/members/{memberNumber}/accounts";
    /// Adds an account to a member.
    ADD_MEMBER_ACCOUNT = Post "/operator/members/{memberNumber}/accounts";
    /// Mails the link to the first sign-in again.
    SEND_OPENING_MAIL = Post "/operator/members/{memberNumber}/accounts/{id}/opening-mail";
    /// Lets the last admin of a member set up his sign-in anew.
    RESET_MEMBER_FACTOR = Post "/operator/members/{memberNumber}/accounts/{id}/factor-reset";
    /// The accounts of the member.
    LIST_ACCOUNTS = Get "/accounts";
    /// The whole result of a search as CSV.
    EXPORT_ACCOUNTS = Get "/accounts.csv";
    /// Adds an account.
    ADD_ACCOUNT = Post "/accounts";
    /// One account.
    GET_ACCOUNT = Get "/accounts/{id}";
    /// Changes an account.
    UPDATE_ACCOUNT = Patch "/accounts/{id}";
    /// Deletes an account.
    DELETE_ACCOUNT = Delete "/accounts/{id}";
    /// Switches an account off.
    SUSPEND_ACCOUNT = Post "/accounts/{id}/suspend";
    /// Switches a suspended account on again.
    RESUME_ACCOUNT = Post "/accounts/{id}/resume";
    /// Ends waits and locks after wrong passwords and codes.
    UNLOCK_ACCOUNT = Post "/accounts/{id}/unlock";
    /// Mails a link to the first sign-in.
    INVITE_ACCOUNT = Post "/accounts/{id}/invitation";
    /// Takes password and factors away and mails a link to set them anew.
    RESET_FACTOR = Post "/accounts/{id}/factor-reset";
    /// The browsers in which somebody is signed in.
    LIST_ACCOUNT_SESSIONS = Get "/accounts/{id}/sessions";
    /// Signs him out in one of them.
    END_ACCOUNT_SESSION = Delete "/accounts/{id}/sessions/{sessionId}";
    /// Signs him out everywhere.
    END_ACCOUNT_SESSIONS = Post "/accounts/{id}/sessions/end-all";
    /// What an account may do with contracts, and where each right comes from.
    GET_ACCOUNT_RIGHTS = Get "/accounts/{id}/rights";
    /// The groups of the member.
    LIST_GROUPS = Get "/groups";
    /// Makes a group.
    ADD_GROUP = Post "/groups";
    /// What somebody would see if a group were as told.
    PREVIEW_RIGHTS = Post "/groups/preview";
    /// The services that a group can be given rights on.
    LIST_RANGE_SERVICES = Get "/groups/range-services";
    /// The contracts that a group can be given rights on.
    LIST_RANGE_CONTRACTS = Get "/groups/range-contracts";
    /// One group.
    GET_GROUP = Get "/groups/{id}";
    /// Renames or describes a group.
    UPDATE_GROUP = Patch "/groups/{id}";
    /// Deletes a group.
    DELETE_GROUP = Delete "/groups/{id}";
    /// Says who is in a group.
    SET_GROUP_ACCOUNTS = Put "/groups/{id}/accounts";
    /// Says which contracts a group covers, and what may be done with them.
    SET_GROUP_RANGE = Put "/groups/{id}/range";
}
