//! What must hold of all port applications, whatever was done to them by however many, and
//! who must have heard of it.

use std::collections::BTreeMap;

use minato_db::models::{accounts, member_notifications};
use minato_db::{DbError, ReadTx, TenantScope};
use minato_mail::Posted;
use minato_test::{Story, stories};

pub(crate) use minato_test::port_applications_hold as hold;

use crate::ports::Company;

/// For everything that happened to the company's applications, everybody who is to hear of it
/// got exactly one mail: the applicant, who did it, the addresses that are notified.
pub(crate) async fn everybody_was_told(company: &Company, mails: &[Posted]) {
    let scope = company.scope;
    let expected: Result<BTreeMap<(String, String), usize>, DbError> = company
        .app
        .app
        .db
        .read_long(move |tx| expected_mails(tx, scope))
        .await;
    let mut told = BTreeMap::new();
    for mail in mails {
        let subject = &mail.rendered.subject;
        if let Some(place) = subject.find("SO-").filter(|_| !is_reminder(subject)) {
            let number: String = subject[place..]
                .chars()
                .take_while(|c| c.is_ascii_alphanumeric() || *c == '-')
                .collect();
            *told
                .entry((mail.envelope.to.to_string(), number))
                .or_insert(0) += 1;
        }
    }
    assert_eq!(told, expected.expect("the events can be read"));
}

fn is_reminder(subject: &str) -> bool {
    subject.contains("is near") || subject.contains("まもなく")
}

/// How many mails about each number each address gets.
fn expected_mails(
    tx: &mut ReadTx<'_>,
    scope: TenantScope,
) -> Result<BTreeMap<(String, String), usize>, DbError> {
    let notified = member_notifications::list_addresses(tx, scope)?;
    let mut expected = BTreeMap::new();
    for Story {
        application,
        events,
    } in stories(tx, Some(scope))?
    {
        for event in events {
            let Some(actor) = event.account_id else {
                continue;
            };
            let people = [actor.0, application.applicant_id.0];
            let mut to: Vec<String> = notified.iter().map(ToString::to_string).collect();
            for person in people {
                to.push(accounts::get(tx, scope, person)?.email.0.to_string());
            }
            to.sort();
            to.dedup();
            for address in to {
                let number = event.number().to_string();
                *expected.entry((address, number)).or_insert(0) += 1;
            }
        }
    }
    Ok(expected)
}
