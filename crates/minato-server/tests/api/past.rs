//! Many applications at once, as if they had been made long ago.

use chrono::{Days, NaiveDate};
use minato_db::models::accounts::Account;
use minato_db::models::port_applications::{self, NewPortApplication};
use minato_db::models::serial_numbers::{self, Series};
use minato_db::models::{accounts, port_application_events};
use minato_db::{DbError, TenantScope, Tx as _, WriteTx};
use minato_types::port_applications::PortApplicationEventKind;
use minato_types::rules::deadline::Deadline;
use minato_types::rules::japan_time;
use minato_types::values::{EmailAddress, PersonName};

use crate::ports::SHUN;

/// Keeps `count` applications, from `first` on one a day, with the ports 1, 2, 3, 1, ...
pub(crate) fn keep_many(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    first: NaiveDate,
    count: u32,
    name: &str,
) -> Result<(), DbError> {
    let applicant = shun(tx)?;
    let serial = serial_numbers::take(tx, Series::PortApplication, count)?;
    for n in 0..count {
        let effective_date = first + Days::new(n.into());
        let new = NewPortApplication {
            serial: serial + n,
            effective_date,
            added_ports: n % 3 + 1,
            applicant: applicant.id.0,
            applicant_name: PersonName::parse(name).expect("a name"),
            remind: false,
            deadline: Deadline {
                day: effective_date,
                at: japan_time::end_of(effective_date),
                provisional: false,
            },
            submitted_at: tx.now(),
        };
        let kept = port_applications::insert(tx, scope, &new)?;
        let (kind, at) = (PortApplicationEventKind::Submitted, tx.now());
        // The history without a person: nobody is to be told.
        port_application_events::append(tx, scope, &kept, kind, None, at)?;
    }
    Ok(())
}

fn shun(tx: &mut WriteTx<'_>) -> Result<Account, DbError> {
    let email = EmailAddress::parse(SHUN.email).expect("an address");
    let found = accounts::find_candidate(tx, None, &email)?;
    Ok(found.expect("Shun").account)
}
