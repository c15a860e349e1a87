//! What somebody names in his requests: an application of his own, an account of his member, a
//! session of his own in another browser.

use chrono::TimeDelta;
use minato_db::models::accounts::{self, Account};
use minato_db::models::api_clients::{self, Change, NewApiClient, NewKey, NewSecret};
use minato_db::models::imports;
use minato_db::models::port_application_events;
use minato_db::models::port_applications::{self, NewPortApplication};
use minato_db::models::saved_filters;
use minato_db::models::serial_numbers::{self, Series};
use minato_db::models::sessions::{self, NewSession};
use minato_db::models::trusted_browsers::{self, NewTrustedBrowser};
use minato_db::models::user_groups;
use minato_db::{AccountPrincipal, DbError, Tx as _, WriteTx};
use minato_types::auth::SessionLevel;
use minato_types::endpoints::{self, Endpoint};
use minato_types::imports::ImportKind;
use minato_types::port_applications::PortApplicationEventKind;
use minato_types::rules::deadline::Deadline;
use minato_types::rules::japan_time;
use minato_types::values::{EmailAddress, SavedFilterName};

use crate::app::TestApp;
use crate::holdings::{self, Grant, RADIO};
use crate::people::{HANAKO, Person, TARO};
use crate::ports::day;

/// The id of nothing.
const NOBODY: &str = "00000000-0000-7000-8000-000000000000";

/// The ids that a caller puts into paths.
#[derive(Debug, Clone)]
pub(crate) struct Belongings {
    number: String,
    account: String,
    session: String,
    colleague_session: String,
    trusted_browser: String,
    member_number: String,
    import: String,
    group: String,
    contract: String,
    saved_filter: String,
    api_client: String,
    api_secret: String,
    api_key: String,
}

impl Belongings {
    /// Of a person: an application that he has made, and the account of a colleague, or his
    /// own if he has none.
    pub(crate) async fn of(app: &TestApp, person: Person) -> Self {
        let colleague = colleague_of(person);
        let made: Result<Self, DbError> = app
            .app
            .db
            .write(move |tx| {
                let applicant = account_of(tx, person)?;
                let colleague = account_of(tx, colleague)?;
                let [api_client, api_secret, api_key] = api_client_of(tx, &applicant)?;
                Ok(Self {
                    number: application_of(tx, &applicant)?,
                    account: colleague.id.0.to_string(),
                    session: session_of(tx, &applicant)?,
                    colleague_session: session_of(tx, &colleague)?,
                    trusted_browser: browser_of(tx, &applicant)?,
                    member_number: person.member_number.to_owned(),
                    import: imports::insert(tx, ImportKind::Members, None, 1, 0)?.to_string(),
                    group: user_groups::automatic(applicant.scope()).to_string(),
                    contract: contract_of(tx, person)?,
                    saved_filter: saved_filter_of(tx, &applicant)?,
                    api_client,
                    api_secret,
                    api_key,
                })
            })
            .await;
        holdings::give(app, person, Grant::Everything).await;
        made.expect("an application")
    }

    /// Signs the person in elsewhere, in a browser that he trusts: time goes by, and a session
    /// that nobody uses ends.
    pub(crate) async fn renew_session(&mut self, app: &TestApp, person: Person) {
        let made: Result<_, DbError> = app
            .app
            .db
            .write(move |tx| {
                let own = account_of(tx, person)?;
                let colleague = account_of(tx, colleague_of(person))?;
                let sessions = (session_of(tx, &own)?, session_of(tx, &colleague)?);
                Ok((sessions, browser_of(tx, &own)?))
            })
            .await;
        let sessions;
        (sessions, self.trusted_browser) = made.expect("sessions");
        (self.session, self.colleague_session) = sessions;
    }

    /// Well-formed ids of nothing.
    pub(crate) fn of_nobody() -> Self {
        Self {
            number: "SO-99999-0".to_owned(),
            account: NOBODY.to_owned(),
            session: NOBODY.to_owned(),
            colleague_session: NOBODY.to_owned(),
            trusted_browser: NOBODY.to_owned(),
            member_number: "M99-99999".to_owned(),
            import: NOBODY.to_owned(),
            group: NOBODY.to_owned(),
            contract: "N999999999".to_owned(),
            saved_filter: NOBODY.to_owned(),
            api_client: NOBODY.to_owned(),
            api_secret: NOBODY.to_owned(),
            api_key: NOBODY.to_owned(),
        }
    }

    /// The path of an endpoint with these ids, and with the query that it cannot do without.
    pub(crate) fn path(&self, endpoint: Endpoint) -> String {
        let id = match endpoint {
            endpoints::END_OWN_SESSION => &self.session,
            endpoints::END_TRUSTED_BROWSER => &self.trusted_browser,
            endpoints::GET_IMPORT => &self.import,
            _ if endpoint.path.starts_with("/me/saved-filters/") => &self.saved_filter,
            _ if endpoint.path.starts_with("/api-clients/") => &self.api_client,
            _ if endpoint.path.contains("/groups/") => &self.group,
            _ => &self.account,
        };
        let path = endpoint
            .path
            .replace("{number}", &self.number)
            .replace("{memberNumber}", &self.member_number)
            .replace("{contractNumber}", &self.contract)
            .replace("{code}", "cloud-pbx")
            .replace("{secretId}", &self.api_secret)
            .replace("{keyId}", &self.api_key)
            .replace("{sessionId}", &self.colleague_session)
            .replace("{id}", id);
        assert!(!path.contains('{'), "{endpoint} names something new");
        match endpoint {
            endpoints::GET_PORT_CALENDAR => format!("{path}?from=2026-12-01&to=2026-12-31"),
            endpoints::IMPORT_FILE => format!("{path}?kind=members"),
            _ => path,
        }
    }
}

fn colleague_of(person: Person) -> Person {
    if person.email == HANAKO.email {
        TARO
    } else {
        person
    }
}

fn account_of(tx: &mut WriteTx<'_>, person: Person) -> Result<Account, DbError> {
    let email = EmailAddress::parse(person.email).expect("an address");
    let found = accounts::find_candidate(tx, None, &email)?;
    Ok(found.expect("the person").account)
}

fn session_of(tx: &mut WriteTx<'_>, account: &Account) -> Result<String, DbError> {
    let new = NewSession {
        secret_digest: tx.new_id().to_string(),
        level: SessionLevel::TwoStep,
        user_agent: String::new(),
        address: String::new(),
        expires_at: tx.now() + TimeDelta::hours(12),
    };
    let id = sessions::insert(tx, account.scope(), account.id.0, &new)?;
    Ok(id.to_string())
}

fn browser_of(tx: &mut WriteTx<'_>, account: &Account) -> Result<String, DbError> {
    let new = NewTrustedBrowser {
        secret_digest: &tx.new_id().to_string(),
        user_agent: "",
        address: "",
    };
    let id = trusted_browsers::insert(tx, account.scope(), account.id.0, &new)?;
    Ok(id.to_string())
}

/// An API client with a secret and a key.
fn api_client_of(tx: &mut WriteTx<'_>, owner: &Account) -> Result<[String; 3], DbError> {
    let scope = owner.scope();
    let new = NewApiClient {
        client_id: tx.new_id().to_string(),
        change: Change {
            name: "program".to_owned(),
            scopes: "log:read".to_owned(),
            allowed_networks: String::new(),
            valid_until: day("9999-12-31"),
            owner: owner.id.0,
        },
    };
    let id = api_clients::insert(tx, scope, &new)?;
    let (client, _) = api_clients::find(tx, scope, id)?.expect("the client");
    let secret = NewSecret {
        digest: tx.new_id().to_string(),
        hint: "hint".to_owned(),
        valid_until: day("9999-12-31"),
    };
    let secret = api_clients::add_secret(tx, &client, &secret)?;
    let key = NewKey {
        kid: "a".to_owned(),
        algorithm: "EdDSA",
        jwk: "{}".to_owned(),
    };
    let key = api_clients::add_key(tx, &client, &key)?;
    Ok([id, secret, key].map(|id| id.to_string()))
}

fn saved_filter_of(tx: &mut WriteTx<'_>, account: &Account) -> Result<String, DbError> {
    let own = AccountPrincipal {
        scope: account.scope(),
        account: account.id.0,
        role: account.role.0,
        level: SessionLevel::TwoStep,
        must_change_password: false,
        port_plus: false,
    };
    // Another name each time.
    let name = SavedFilterName::parse(&tx.new_id().to_string()).expect("a name");
    let id = saved_filters::insert(tx, own, &name, r#"{"status":"abnormal"}"#)?;
    Ok(id.to_string())
}

/// A contract of the person's member, which he may change: another one each time.
fn contract_of(tx: &mut WriteTx<'_>, person: Person) -> Result<String, DbError> {
    let place = tx.new_id().as_u128() % 1_000_000;
    let number = format!("N900{place:06}");
    holdings::insert(tx, person, RADIO, &number, "")?;
    Ok(number)
}

fn application_of(tx: &mut WriteTx<'_>, applicant: &Account) -> Result<String, DbError> {
    let new = NewPortApplication {
        serial: serial_numbers::take(tx, Series::PortApplication, 1)?,
        effective_date: day("2027-03-01"),
        added_ports: 1,
        applicant: applicant.id.0,
        applicant_name: applicant.name.0.clone(),
        remind: false,
        deadline: Deadline {
            day: day("2027-02-25"),
            at: japan_time::end_of(day("2027-02-25")),
            provisional: false,
        },
        submitted_at: tx.now(),
    };
    let scope = applicant.scope();
    let kept = port_applications::insert(tx, scope, &new)?;
    let by = Some((applicant.id.0, &applicant.name.0));
    let (kind, at) = (PortApplicationEventKind::Submitted, tx.now());
    port_application_events::append(tx, scope, &kept, kind, by, at)?;
    Ok(kept.number().to_string())
}
