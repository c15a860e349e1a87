//! A company of the tests' own that has port plus: an admin, a user, an address that is
//! notified, no second step. And additional ports in the words of the tests.

use std::cell::RefCell;
use std::sync::atomic::{AtomicU32, Ordering};

use chrono::{DateTime, NaiveDate, Utc};
use minato_client::{Client, ClientError, Versioned};
use minato_db::models::accounts::{self, NewAccount};
use minato_db::models::members::{self, NewMember};
use minato_db::models::{
    business_calendar, member_notifications, member_options, port_application_events,
    port_applications,
};
use minato_db::{DbError, TenantScope, Tx as _, WriteTx, audit};
use minato_mail::Posted;
use minato_types::company::CompanyOptionKind;
use minato_types::port_applications::{
    ChangePortApplicationRequest, PortApplication, PortApplicationEventKind, PortApplicationState,
    SubmitPortApplicationRequest,
};
use minato_types::rules::password::PasswordPolicy;
use minato_types::values::{
    AccountRole, Department, EmailAddress, Language, MemberNumber, PersonName, SecondFactor,
    TimeZone,
};

use crate::app::TestApp;
use crate::people::{PASSWORD, Person};

/// The number of the company.
pub(crate) const NUMBER: &str = "M97-09001";

/// Its admin; reads Japanese.
pub(crate) const AKI: Person = Person {
    member_number: NUMBER,
    email: "aki@hokusui.example",
};

/// A user; reads English.
pub(crate) const SHUN: Person = Person {
    member_number: NUMBER,
    email: "shun@hokusui.example",
};

/// Who hears of everything.
pub(crate) const NOTIFIED: &str = "ports@hokusui.example";

/// The company at work.
pub(crate) struct Company {
    pub(crate) app: TestApp,
    pub(crate) scope: TenantScope,
    pub(crate) aki: Client,
    pub(crate) shun: Client,
    /// All mails so far.
    mails: RefCell<Vec<Posted>>,
}

impl Company {
    /// A server on which the company is registered; both people are signed in.
    pub(crate) async fn start() -> Self {
        let app = TestApp::start().await;
        let hash = app.app.hasher.hash(PASSWORD, app.app.db.entropy().as_ref());
        let hash = hash.await.expect("a hash");
        let made: Result<TenantScope, DbError> =
            app.app.db.write(move |tx| register(tx, &hash)).await;
        let scope = made.expect("the company is registered");
        let (aki, shun) = (AKI.sign_in(&app).await, SHUN.sign_in(&app).await);
        Self {
            app,
            scope,
            aki,
            shun,
            mails: RefCell::default(),
        }
    }

    /// Runs a transaction on the company's rows.
    pub(crate) async fn write<T, F>(&self, f: F) -> T
    where
        F: FnOnce(&mut WriteTx<'_>, TenantScope) -> Result<T, DbError> + Send + 'static,
        T: Send + 'static,
    {
        let scope = self.scope;
        let written = self.app.app.db.write(move |tx| f(tx, scope)).await;
        written.expect("it is written")
    }

    /// Sends what is due; answers the addresses that it went to, in order.
    pub(crate) async fn deliver(&self) -> Vec<String> {
        let sent = self.app.deliver().await;
        let mut to: Vec<String> = sent
            .iter()
            .map(|mail| mail.envelope.to.to_string())
            .collect();
        to.sort_unstable();
        self.mails.borrow_mut().extend(sent);
        to
    }

    /// Puts the clock to `time` and signs the user in: older sessions have ended by then.
    pub(crate) async fn sign_in_at(&self, time: DateTime<Utc>) -> Client {
        // Mails are not tried for ever.
        self.deliver().await;
        self.app.clock.set(time);
        SHUN.sign_in(&self.app).await
    }

    /// The operator sets the ports of an application up.
    pub(crate) async fn provision(&self, serial: u32) {
        self.write(move |tx, scope| {
            let found = port_applications::get(tx, scope, serial)?;
            let claimed = port_applications::claim(tx, scope, serial, found.version)?;
            let claimed = claimed.expect("nobody else is at work");
            let state = PortApplicationState::Provisioned;
            let after = port_applications::set_state(tx, scope, &claimed, state)?;
            let (kind, at) = (PortApplicationEventKind::Provisioned, tx.now());
            port_application_events::append(tx, scope, &after, kind, None, at)
        })
        .await;
    }

    /// Puts the clock to `time`, in UTC.
    pub(crate) fn at(&self, time: &str) {
        self.app.clock.set(time.parse().expect("a time"));
    }

    /// Everything was mailed, nothing contradicts itself; the end of a test.
    pub(crate) async fn finish(self) {
        self.deliver().await;
        crate::invariants::hold(&self.app.app.db).await;
        crate::audit::chain_holds(&self.app.app.db, NUMBER).await;
        let mails = self.mails.take();
        crate::invariants::everybody_was_told(&self, &mails).await;
        self.app.finish().await;
    }
}

fn register(tx: &mut WriteTx<'_>, hash: &str) -> Result<TenantScope, DbError> {
    let member = NewMember {
        member_number: MemberNumber::parse(NUMBER).expect("a number"),
        name: "北水物産株式会社".to_owned(),
        postal_code: None,
        address: "北海道小樽市港町1-1".to_owned(),
        contracted_ports: 30,
        closing_day: 20,
        two_step: false,
        password_policy: PasswordPolicy::Standard,
    };
    let scope = members::insert(tx, &member)?;
    audit::begin(tx, scope)?;
    let since = NaiveDate::default();
    member_options::insert(tx, scope, CompanyOptionKind::PortPlus, since)?;
    accounts::insert(
        tx,
        scope,
        &person(AKI, "北野 亜紀", AccountRole::Admin, hash),
    )?;
    accounts::insert(
        tx,
        scope,
        &person(SHUN, "Shun Kitano", AccountRole::User, hash),
    )?;
    let notified = [EmailAddress::parse(NOTIFIED).expect("an address")];
    assert!(member_notifications::replace(
        tx,
        scope,
        1,
        &notified,
        Language::En
    )?);
    Ok(scope)
}

fn person(person: Person, name: &str, role: AccountRole, hash: &str) -> NewAccount {
    NewAccount {
        email: EmailAddress::parse(person.email).expect("an address"),
        name: PersonName::parse(name).expect("a name"),
        department: Department::parse("物流部").expect("a department"),
        phone: None,
        role,
        second_factor: SecondFactor::MailOtp,
        valid_until: day("9999-12-31"),
        language: match role {
            AccountRole::Admin => Language::Ja,
            AccountRole::User => Language::En,
        },
        time_zone: TimeZone::parse("Asia/Tokyo").expect("a time zone"),
        password_hash: Some(hash.to_owned()),
    }
}

/// The operator does not work on `date`.
pub(crate) async fn close(company: &Company, date: &str) {
    let date = day(date);
    let closed = company.write(move |tx, _| business_calendar::close(tx, date, "点検"));
    assert!(closed.await, "it was open");
}

/// The operator works on `date` after all.
pub(crate) async fn open(company: &Company, date: &str) {
    let date = day(date);
    let opened = company.write(move |tx, _| business_calendar::open(tx, date));
    assert!(opened.await, "it was closed");
}

/// A day such as `2026-12-10`.
pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

/// A key that nobody has used.
pub(crate) fn new_key() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    format!("key-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}

/// An application for a day, without a reminder.
pub(crate) fn apply(day: &str, ports: i64) -> SubmitPortApplicationRequest {
    SubmitPortApplicationRequest {
        effective_date: day.to_owned(),
        added_ports: ports,
        remind: false,
    }
}

/// Applies, which must succeed.
pub(crate) async fn submit(client: &Client, day: &str, ports: i64) -> Versioned<PortApplication> {
    try_submit(client, day, ports)
        .await
        .expect("it is accepted")
}

/// Applies.
pub(crate) async fn try_submit(
    client: &Client,
    day: &str,
    ports: i64,
) -> Result<Versioned<PortApplication>, ClientError> {
    client
        .submit_port_application(&apply(day, ports), &new_key())
        .await
}

/// A change to another day.
pub(crate) fn to_day(day: &str) -> ChangePortApplicationRequest {
    ChangePortApplicationRequest {
        effective_date: Some(day.to_owned()),
        ..ChangePortApplicationRequest::default()
    }
}

/// A change to other ports.
pub(crate) fn to_ports(ports: i64) -> ChangePortApplicationRequest {
    ChangePortApplicationRequest {
        added_ports: Some(ports),
        ..ChangePortApplicationRequest::default()
    }
}
