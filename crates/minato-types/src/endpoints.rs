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
    /// One's own profile.
    GET_ME = Get "/me";
    /// Changes one's own profile.
    UPDATE_ME = Patch "/me";
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
    /// The addresses that hear of what the member's people do.
    GET_COMPANY_NOTIFICATIONS = Get "/company/notifications";
    /// Changes these addresses and their language.
    UPDATE_COMPANY_NOTIFICATIONS = Put "/company/notifications";
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
    /// Mails a link by which the person sets the password.
    INVITE_ACCOUNT = Post "/accounts/{id}/invitation";
}
