//! The map of all routes: who may call what, with how large a body, and which file
//! answers. What does not stand here cannot be reached.
//!
//! To add an endpoint: its path in `minato_types::endpoints`, a file
//! `api/<area>/<verb>_<noun>.rs` with one handler, a line here.

pub mod accounts;
pub mod api_clients;
pub mod api_log;
pub mod audit;
pub mod auth;
pub mod company;
pub mod contracts;
pub mod first_login;
pub mod groups;
pub mod help;
pub mod me;
pub mod operator;
pub mod port_applications;
pub mod port_calendar;
pub mod services;

use utoipa_actix_web::service_config::ServiceConfig;

use crate::auth::rights::Access;
use crate::http::route::{Counted, Route};
use minato_types::api_clients::ApiScope;
use minato_types::endpoints::{self, Endpoint};

/// The largest body of an ordinary form.
const FORM: usize = 16 * 1024;
/// A list of people or contracts.
const LIST: usize = 128 * 1024;
/// The largest file.
const FILE: usize = minato_types::imports::MAX_IMPORT_BYTES;
/// The largest file of memos.
const MEMO_FILE: usize = minato_types::contracts::MAX_MEMO_FILE_BYTES;
/// No body at all.
const NONE: usize = 0;

macro_rules! scope_of {
    () => {
        None
    };
    ($scope:ident) => {
        Some(ApiScope::$scope)
    };
}

macro_rules! routes {
    ($(
        $endpoint:ident $access:ident $limit:ident
        $area:ident::$handler:ident $(scope $scope:ident)? $(counts $counted:ident)?;
    )*) => {
        /// Every route, for the guard, for the access matrix and for the OpenAPI check.
        pub const ROUTES: &[Route] = &[$(Route {
            endpoint: endpoints::$endpoint,
            access: Access::$access,
            scope: scope_of!($($scope)?),
            body_limit: $limit,
            counted: Counted::Nothing $(.or(Counted::$counted))?,
        }),*];

        /// Mounts every handler below `/api/v1`.
        pub fn mount(config: &mut ServiceConfig<'_>) {
            $(config.service($area::$handler::$handler);)*
        }
    };
}

routes! {
    // endpoint               access        body  handler
    //
    // `scope` is what a program needs; what has none is for people only.
    //
    // They are tried in this order: what is asked for most comes first. Where credentials are
    // judged of somebody who is not signed in yet, `counts Tries` limits the tries from one part
    // of the network that were not right, `counts Calls` all of them; with `counts OwnTries` the
    // handler counts them itself.
    GET_PORT_APPLICATION_RULES     PortPlus  NONE  port_applications::get_port_application_rules scope PortApplicationsRead;
    LIST_PORT_APPLICATIONS         PortPlus  NONE  port_applications::list_port_applications scope PortApplicationsRead;
    EXPORT_PORT_APPLICATIONS       PortPlus  NONE  port_applications::export_port_applications scope PortApplicationsRead;
    SUBMIT_PORT_APPLICATION        PortPlus  FORM  port_applications::submit_port_application scope PortApplicationsWrite;
    GET_PORT_APPLICATION           PortPlus  NONE  port_applications::get_port_application scope PortApplicationsRead;
    CHANGE_PORT_APPLICATION        PortPlus  FORM  port_applications::change_port_application scope PortApplicationsWrite;
    CANCEL_PORT_APPLICATION        PortPlus  NONE  port_applications::cancel_port_application scope PortApplicationsWrite;
    LIST_PORT_APPLICATION_HISTORY  PortPlus  NONE  port_applications::list_port_application_history scope PortApplicationsRead;
    GET_PORT_CALENDAR              PortPlus  NONE  port_calendar::get_port_calendar scope PortApplicationsRead;
    COUNT_CONTRACTS           Portal        NONE  contracts::count_contracts scope ContractsRead;
    LIST_CONTRACTS            Portal        NONE  contracts::list_contracts scope ContractsRead;
    EXPORT_CONTRACTS          Portal        NONE  contracts::export_contracts scope ContractsRead;
    IMPORT_CONTRACT_MEMOS     Portal   MEMO_FILE  contracts::import_contract_memos scope ContractsWrite;
    GET_CONTRACT              Portal        NONE  contracts::get_contract scope ContractsRead;
    UPDATE_CONTRACT_MEMO      Portal        FORM  contracts::update_contract_memo scope ContractsWrite;
    UPDATE_CONTRACT_CONTACTS  Portal        FORM  contracts::update_contract_contacts scope ContractsWrite;
    LOG_IN                    Anyone        FORM  auth::log_in counts OwnTries;
    VERIFY_LOGIN              PendingLogin  FORM  auth::verify_login counts Tries;
    RESEND_LOGIN_CODE         PendingLogin  NONE  auth::resend_login_code counts Calls;
    CANCEL_LOGIN              PendingLogin  NONE  auth::cancel_login;
    LOG_OUT                   OwnPassword   NONE  auth::log_out;
    GET_SESSION               Anyone        NONE  auth::get_session;
    REQUEST_PASSWORD_RESET    Anyone        FORM  auth::request_password_reset counts Calls;
    COMPLETE_PASSWORD_RESET   Anyone        FORM  auth::complete_password_reset counts Tries;
    CHECK_IDENTITY            Anyone        FORM  first_login::check_identity counts Tries;
    GET_FIRST_LOGIN           FirstLogin    NONE  first_login::get_first_login;
    SET_FIRST_PASSWORD        FirstLogin    FORM  first_login::set_first_password;
    OFFER_FIRST_TOTP          FirstLogin    NONE  first_login::offer_first_totp;
    CONFIRM_FIRST_TOTP        FirstLogin    FORM  first_login::confirm_first_totp;
    MAKE_FIRST_RECOVERY_CODES FirstLogin    NONE  first_login::make_first_recovery_codes;
    COMPLETE_FIRST_LOGIN      FirstLogin    NONE  first_login::complete_first_login;
    CONFIRM_EMAIL_CHANGE      Anyone        FORM  auth::confirm_email_change counts Tries;
    GET_MAIL_HELP             Anyone        NONE  help::get_mail_help;
    GET_ME                    OwnPassword   NONE  me::get_me;
    UPDATE_ME                 SignedIn      FORM  me::update_me;
    REQUEST_EMAIL_CHANGE      SignedIn      FORM  me::request_email_change;
    SEND_TEST_MAIL            SignedIn      NONE  me::send_test_mail;
    CHANGE_PASSWORD           OwnPassword   FORM  me::change_password;
    GET_SECURITY              SignedIn      NONE  me::get_security;
    STEP_UP                   SignedIn      FORM  me::step_up;
    OFFER_TOTP                SignedIn      NONE  me::offer_totp;
    CONFIRM_TOTP              SignedIn      FORM  me::confirm_totp;
    REMOVE_TOTP               SignedIn      NONE  me::remove_totp;
    MAKE_RECOVERY_CODES       SignedIn      NONE  me::make_recovery_codes;
    LIST_OWN_SESSIONS         SignedIn      NONE  me::list_own_sessions;
    END_OTHER_SESSIONS        SignedIn      NONE  me::end_other_sessions;
    END_OWN_SESSION           SignedIn      NONE  me::end_own_session;
    LIST_TRUSTED_BROWSERS     SignedIn      NONE  me::list_trusted_browsers;
    END_TRUSTED_BROWSER       SignedIn      NONE  me::end_trusted_browser;
    LIST_SIGN_INS             SignedIn      NONE  me::list_sign_ins;
    GET_PINS                  Portal        NONE  me::get_pins;
    SET_PINS                  Portal        FORM  me::set_pins;
    LIST_RECENT_OPERATIONS    Portal        NONE  me::list_recent_operations;
    NOTE_RECENT_OPERATION     Portal        FORM  me::note_recent_operation;
    LIST_SAVED_FILTERS        Portal        NONE  me::list_saved_filters;
    ADD_SAVED_FILTER          Portal        FORM  me::add_saved_filter;
    GET_SAVED_FILTER          Portal        NONE  me::get_saved_filter;
    UPDATE_SAVED_FILTER       Portal        FORM  me::update_saved_filter;
    DELETE_SAVED_FILTER       Portal        NONE  me::delete_saved_filter;
    GET_SERVICE_MENU          Portal        NONE  services::get_service_menu scope ServicesRead;
    GET_COMPANY               SignedIn      NONE  company::get_company scope CompanyRead;
    LIST_COMPANY_NOTES        SignedIn      NONE  company::list_company_notes scope CompanyRead;
    LIST_COMPANY_OPTIONS      SignedIn      NONE  company::list_company_options scope CompanyRead;
    LIST_COMPANY_ADMINS       SignedIn      NONE  company::list_company_admins scope CompanyRead;
    GET_COMPANY_NOTIFICATIONS SignedIn      NONE  company::get_company_notifications scope CompanyRead;
    UPDATE_COMPANY_NOTIFICATIONS Admin      FORM  company::update_company_notifications;
    GET_COMPANY_SECURITY      Admin         NONE  company::get_company_security;
    UPDATE_COMPANY_SECURITY   Admin         LIST  company::update_company_security;
    LIST_COMPANY_SIGN_INS     Admin         NONE  company::list_company_sign_ins;
    LIST_API_CLIENTS          Admin         NONE  api_clients::list_api_clients;
    ADD_API_CLIENT            Admin         FORM  api_clients::add_api_client;
    GET_API_CLIENT            Admin         NONE  api_clients::get_api_client;
    UPDATE_API_CLIENT         Admin         FORM  api_clients::update_api_client;
    DELETE_API_CLIENT         Admin         NONE  api_clients::delete_api_client;
    SUSPEND_API_CLIENT        Admin         NONE  api_clients::suspend_api_client;
    RESUME_API_CLIENT         Admin         NONE  api_clients::resume_api_client;
    ADD_API_CLIENT_SECRET     Admin         FORM  api_clients::add_api_client_secret;
    DELETE_API_CLIENT_SECRET  Admin         NONE  api_clients::delete_api_client_secret;
    ADD_API_CLIENT_KEY        Admin         FORM  api_clients::add_api_client_key;
    DELETE_API_CLIENT_KEY     Admin         NONE  api_clients::delete_api_client_key;
    LIST_API_CALLS            Admin         NONE  api_log::list_api_calls scope LogRead;
    LIST_AUDIT_EVENTS         Admin         NONE  audit::list_audit_events scope AuditRead;
    EXPORT_AUDIT_EVENTS       Admin         NONE  audit::export_audit_events scope AuditRead;
    SET_UP_OPERATOR           Anyone                FORM  operator::set_up_operator counts Tries;
    CONFIRM_OPERATOR_SETUP    OperatorPendingLogin  FORM  operator::confirm_operator_setup counts Tries;
    LOG_IN_OPERATOR           Anyone                FORM  operator::log_in_operator counts Tries;
    VERIFY_OPERATOR_LOGIN     OperatorPendingLogin  FORM  operator::verify_operator_login counts Tries;
    LOG_OUT_OPERATOR          Operator      NONE  operator::log_out_operator;
    GET_OPERATOR_SESSION      Anyone        NONE  operator::get_operator_session;
    STEP_UP_OPERATOR          Operator      FORM  operator::step_up_operator;
    IMPORT_FILE               Operator      FILE  operator::import_file;
    GET_IMPORT                Operator      NONE  operator::get_import;
    LIST_MEMBERS              Operator      NONE  operator::list_members;
    REGISTER_MEMBER           Operator      FORM  operator::register_member;
    GET_MEMBER                Operator      NONE  operator::get_member;
    UPDATE_MEMBER             Operator      FORM  operator::update_member;
    LIST_SERVICES             Operator      NONE  operator::list_services;
    ADD_SERVICE               Operator      FORM  operator::add_service;
    UPDATE_SERVICE            Operator      FORM  operator::update_service;
    LIST_MEMBER_CONTRACTS     Operator      NONE  operator::list_member_contracts;
    ADD_MEMBER_CONTRACT       Operator      FORM  operator::add_member_contract;
    GET_MEMBER_CONTRACT       Operator      NONE  operator::get_member_contract;
    UPDATE_MEMBER_CONTRACT    Operator      FORM  operator::update_member_contract;
    SET_CONTRACT_STATUSES     Operator      LIST  operator::set_contract_statuses;
    GET_AUTOMATIC_GROUP_ACCOUNTS Operator   NONE  operator::get_automatic_group_accounts;
    SET_AUTOMATIC_GROUP_ACCOUNTS Operator   LIST  operator::set_automatic_group_accounts;
    LIST_MEMBER_GROUPS        Operator      NONE  operator::list_member_groups;
    ADD_MEMBER_GROUP          Operator      FORM  operator::add_member_group;
    GET_MEMBER_GROUP          Operator      NONE  operator::get_member_group;
    UPDATE_MEMBER_GROUP       Operator      FORM  operator::update_member_group;
    DELETE_MEMBER_GROUP       Operator      NONE  operator::delete_member_group;
    SET_MEMBER_GROUP_ACCOUNTS Operator      LIST  operator::set_member_group_accounts;
    SET_MEMBER_GROUP_RANGE    Operator      LIST  operator::set_member_group_range;
    LIST_MEMBER_ACCOUNTS      Operator      NONE  operator::list_member_accounts;
    ADD_MEMBER_ACCOUNT        Operator      FORM  operator::add_member_account;
    SEND_OPENING_MAIL         Operator      NONE  operator::send_opening_mail;
    RESET_MEMBER_FACTOR       Operator      NONE  operator::reset_member_factor;
    LIST_ACCOUNTS             Admin         NONE  accounts::list_accounts scope AccountsRead;
    EXPORT_ACCOUNTS           Admin         NONE  accounts::export_accounts scope AccountsRead;
    ADD_ACCOUNT               Admin         FORM  accounts::add_account;
    GET_ACCOUNT               Admin         NONE  accounts::get_account scope AccountsRead;
    UPDATE_ACCOUNT            Admin         FORM  accounts::update_account;
    DELETE_ACCOUNT            Admin         NONE  accounts::delete_account;
    SUSPEND_ACCOUNT           Admin         NONE  accounts::suspend_account;
    RESUME_ACCOUNT            Admin         NONE  accounts::resume_account;
    UNLOCK_ACCOUNT            Admin         NONE  accounts::unlock_account;
    INVITE_ACCOUNT            Admin         NONE  accounts::invite_account;
    RESET_FACTOR              Admin         NONE  accounts::reset_factor;
    LIST_ACCOUNT_SESSIONS     Admin         NONE  accounts::list_account_sessions;
    END_ACCOUNT_SESSIONS      Admin         NONE  accounts::end_account_sessions;
    END_ACCOUNT_SESSION       Admin         NONE  accounts::end_account_session;
    GET_ACCOUNT_RIGHTS        Admin         NONE  groups::get_account_rights scope GroupsRead;
    LIST_GROUPS               Admin         NONE  groups::list_groups scope GroupsRead;
    ADD_GROUP                 Admin         FORM  groups::add_group;
    PREVIEW_RIGHTS            Admin         LIST  groups::preview_rights;
    LIST_RANGE_SERVICES       Admin         NONE  groups::list_range_services scope GroupsRead;
    LIST_RANGE_CONTRACTS      Admin         NONE  groups::list_range_contracts scope GroupsRead;
    GET_GROUP                 Admin         NONE  groups::get_group scope GroupsRead;
    UPDATE_GROUP              Admin         FORM  groups::update_group;
    DELETE_GROUP              Admin         NONE  groups::delete_group;
    SET_GROUP_ACCOUNTS        Admin         LIST  groups::set_group_accounts;
    SET_GROUP_RANGE           Admin         LIST  groups::set_group_range;
}

/// The route of an endpoint, if it is on the map.
pub fn route_of(endpoint: Endpoint) -> Option<&'static Route> {
    ROUTES.iter().find(|route| route.endpoint == endpoint)
}
