//! Reminders of a deadline: at nine in Japan on the business day before it, once, and only as
//! long as there is something to decide.

use minato_client::{Client, Versioned};
use minato_db::models::accounts;
use minato_mail::Posted;
use minato_types::port_applications::{
    ChangePortApplicationRequest, PortApplication, SubmitPortApplicationRequest,
};

use crate::ports::{AKI, Company, apply, new_key, to_day, to_ports};

/// A Thursday, whose deadline is the Tuesday before it.
const DAY: &str = "2026-12-10";

/// Nine in Japan on the Monday before that, and the minute before.
const DUE: &str = "2026-12-07T00:00:00Z";
const NOT_YET: &str = "2026-12-06T23:59:00Z";

/// Applies for `DAY` and wants to be reminded.
async fn reminded(client: &Client) -> Versioned<PortApplication> {
    let request = SubmitPortApplicationRequest {
        remind: true,
        ..apply(DAY, 5)
    };
    let submitted = client.submit_port_application(&request, &new_key()).await;
    submitted.expect("it is accepted")
}

fn remind(wanted: bool) -> ChangePortApplicationRequest {
    ChangePortApplicationRequest {
        remind: Some(wanted),
        ..ChangePortApplicationRequest::default()
    }
}

/// Changes an application, which must succeed.
pub(crate) async fn change(
    client: &Client,
    known: &Versioned<PortApplication>,
    request: &ChangePortApplicationRequest,
) -> Versioned<PortApplication> {
    let changed = client.change_port_application(known.value.number, request, &known.etag);
    changed.await.expect("it is changed")
}

/// The mails that are sent at `time` and not before.
async fn sent_at(company: &Company, time: &str) -> Vec<Posted> {
    company.deliver().await;
    company.at(time);
    company.app.deliver().await
}

#[actix_web::test]
async fn the_applicant_is_reminded_at_nine_on_the_business_day_before_the_deadline_day() {
    let company = Company::start().await;
    reminded(&company.shun).await;
    assert!(sent_at(&company, NOT_YET).await.is_empty());
    let mails = sent_at(&company, DUE).await;
    assert_eq!(mails.len(), 1, "nobody else is reminded");
    let mail = &mails[0];
    assert_eq!(mail.envelope.to.as_str(), "shun@hokusui.example");
    assert!(mail.rendered.subject.contains("is near"));
    for part in [
        "Dear Shun Kitano",
        "Until: Tue, 8 Dec 2026, 24:00 JST",
        "Effective date: Thu, 10 Dec 2026",
        "Ports effective on that day: 35",
        "/port-plus/SO-",
    ] {
        assert!(mail.rendered.text.contains(part), "{part}");
    }
    company.finish().await;
}

#[actix_web::test]
async fn who_does_not_want_to_be_reminded_or_has_cancelled_is_not() {
    let company = Company::start().await;
    let kept = reminded(&company.shun).await;
    change(&company.shun, &kept, &remind(false)).await;
    let cancelled = reminded(&company.shun).await;
    let number = cancelled.value.number;
    let cancel = company
        .shun
        .cancel_port_application(number, &cancelled.etag);
    cancel.await.expect("it is cancelled");
    assert!(sent_at(&company, DUE).await.is_empty());
    company.finish().await;
}

#[actix_web::test]
async fn however_often_it_changes_there_is_one_reminder_of_one_deadline() {
    let company = Company::start().await;
    let mut known = reminded(&company.aki).await;
    // Away and back again, off and on again, other ports.
    for request in [
        to_day("2026-12-17"),
        to_day(DAY),
        remind(false),
        remind(true),
        to_ports(8),
    ] {
        known = change(&company.aki, &known, &request).await;
    }
    let mails = sent_at(&company, DUE).await;
    assert_eq!(mails.len(), 1);
    assert!(mails[0].rendered.text.contains("追加ポート数: 8"));
    company.finish().await;
}

#[actix_web::test]
async fn with_another_day_the_reminder_comes_at_another_time() {
    let company = Company::start().await;
    let known = reminded(&company.aki).await;
    let moved = change(&company.aki, &known, &to_day("2026-12-18")).await;
    assert!(moved.value.remind);
    assert!(sent_at(&company, DUE).await.is_empty());
    // Friday the 18th: until Wednesday the 16th, reminded on Tuesday the 15th.
    assert!(sent_at(&company, "2026-12-14T23:59:00Z").await.is_empty());
    assert_eq!(sent_at(&company, "2026-12-15T00:00:00Z").await.len(), 1);
    company.finish().await;
}

#[actix_web::test]
async fn a_reminder_whose_time_has_passed_is_neither_promised_nor_sent() {
    let company = Company::start().await;
    company.at(DUE);
    let shun = crate::ports::SHUN.sign_in(&company.app).await;
    reminded(&shun).await;
    let mails = company.app.deliver().await;
    let promise = |mail: &Posted| mail.rendered.text.contains("will remind");
    assert_eq!(mails.len(), 2);
    assert!(!mails.iter().any(promise));
    assert!(sent_at(&company, "2026-12-08T14:00:00Z").await.is_empty());
    company.app.finish().await;
}

#[actix_web::test]
async fn nobody_is_reminded_whose_account_is_gone() {
    let company = Company::start().await;
    reminded(&company.aki).await;
    company.deliver().await;
    company
        .write(|tx, scope| {
            let all = accounts::list_admins(tx, scope)?;
            let aki = all
                .iter()
                .find(|account| account.email.0.as_str() == AKI.email);
            let aki = aki.expect("she is an admin");
            assert!(accounts::suspend(tx, aki, aki.version)?);
            Ok(())
        })
        .await;
    assert!(sent_at(&company, DUE).await.is_empty());
    company.finish().await;
}
