//! The mails about port applications: who gets them, in which language, and what they say.

use minato_db::models::{accounts, member_notifications, port_applications};
use minato_mail::Posted;
use minato_types::values::{EmailAddress, Language};

use crate::people::speak;
use crate::ports::{AKI, Company, NOTIFIED, SHUN, submit, to_day, to_ports};
use crate::reminders::change;

fn to<'a>(mails: &'a [Posted], address: &str) -> &'a Posted {
    let mut found = mails
        .iter()
        .filter(|mail| mail.envelope.to.as_str() == address);
    let mail = found
        .next()
        .unwrap_or_else(|| panic!("no mail to {address}"));
    assert!(found.next().is_none(), "two mails to {address}");
    mail
}

#[track_caller]
fn says(mail: &Posted, parts: &[&str]) {
    for part in parts {
        assert!(
            mail.rendered.text.contains(part),
            "{part:?} in {}",
            mail.rendered.text
        );
    }
}

#[actix_web::test]
async fn a_submission_is_told_to_the_applicant_and_to_the_company() {
    let company = Company::start().await;
    submit(&company.aki, "2026-12-10", 3).await;
    company.deliver().await;
    let known = submit(&company.shun, "2026-12-10", 5).await;
    let mails = company.app.deliver().await;
    assert_eq!(mails.len(), 2);
    let number = known.value.number.to_string();
    for address in [SHUN.email, NOTIFIED] {
        let mail = to(&mails, address);
        let subject = format!("[Minato 港] Application for ports {number} accepted");
        assert_eq!(mail.rendered.subject, subject);
        let link = format!("http://localhost:8080/port-plus/{number}");
        says(
            mail,
            &[
                &link,
                "Effective date: Thu, 10 Dec 2026",
                "Contracted ports: 30",
                "Added ports: 5",
                "Ports effective on that day: 38 (other applications for the day included)",
                "Applicant: Shun Kitano",
                "Accepted at: Tue, 24 Nov 2026, 10:00 JST",
                "Tue, 8 Dec 2026, 24:00 JST",
            ],
        );
    }
    says(
        to(&mails, SHUN.email),
        &["Dear Shun Kitano\n北水物産株式会社\n"],
    );
    says(to(&mails, NOTIFIED), &["Dear 北水物産株式会社\n"]);
    assert_eq!(
        to(&mails, NOTIFIED)
            .envelope
            .to_name
            .as_ref()
            .unwrap()
            .as_str(),
        "北水物産株式会社"
    );
    company.app.finish().await;
}

#[actix_web::test]
async fn when_an_admin_changes_or_cancels_it_the_applicant_hears_of_it_too() {
    let company = Company::start().await;
    let known = submit(&company.shun, "2026-12-10", 5).await;
    company.deliver().await;
    let changed = change(&company.aki, &known, &to_day("2026-12-11")).await;
    let mails = company.app.deliver().await;
    assert_eq!(mails.len(), 3);
    let revised = changed.value.number.to_string();
    says(
        to(&mails, SHUN.email),
        &[
            "Effective date: Thu, 10 Dec 2026 → Fri, 11 Dec 2026",
            "Changed by: 北野 亜紀",
            &revised,
        ],
    );
    let to_aki = to(&mails, AKI.email);
    says(
        to_aki,
        &[
            "適用日: 2026年12月10日(木) → 2026年12月11日(金)",
            "変更した方: 北野 亜紀",
        ],
    );
    assert!(
        !to_aki.rendered.text.contains("追加ポート数: 5 →"),
        "only what changed"
    );

    let cancelled = company
        .aki
        .cancel_port_application(changed.value.number, &changed.etag);
    cancelled.await.expect("it is cancelled");
    let mails = company.app.deliver().await;
    assert_eq!(mails.len(), 3);
    says(
        to(&mails, SHUN.email),
        &["Cancelled by: 北野 亜紀", "Ports effective on that day: 30"],
    );
    company.app.finish().await;
}

#[actix_web::test]
async fn nobody_gets_a_mail_twice_and_nobody_who_is_gone_gets_one() {
    let company = Company::start().await;
    let known = submit(&company.shun, "2026-12-10", 5).await;
    company.deliver().await;
    // The user's own address is notified too, written in another way.
    company
        .write(|tx, scope| {
            let addresses = ["SHUN@hokusui.example", NOTIFIED];
            let addresses = addresses.map(|a| EmailAddress::parse(a).unwrap());
            let language = Language::Ja;
            member_notifications::replace(tx, scope, 2, &addresses, language)
        })
        .await;
    let changed = change(&company.shun, &known, &to_ports(6)).await;
    let serial = changed.value.number.serial;
    let mails = company.app.deliver().await;
    assert_eq!(mails.len(), 2);
    says(to(&mails, SHUN.email), &["Added ports: 5 → 6"]);
    says(
        to(&mails, NOTIFIED),
        &["北水物産株式会社 御中", "追加ポート数: 5 → 6"],
    );

    company
        .write(move |tx, scope| {
            let application = port_applications::get(tx, scope, serial)?;
            let shun = accounts::get(tx, scope, application.applicant_id.0)?;
            assert!(accounts::delete(tx, &shun, shun.version)?);
            Ok(())
        })
        .await;
    let cancelled = company
        .aki
        .cancel_port_application(changed.value.number, &changed.etag);
    cancelled.await.expect("it is cancelled");
    // The address stays on the company's list: it is the company's to take off.
    let mut to: Vec<String> = company
        .app
        .deliver()
        .await
        .iter()
        .map(|mail| mail.envelope.to.to_string())
        .collect();
    to.sort();
    assert_eq!(to, ["SHUN@hokusui.example", AKI.email, NOTIFIED]);
    company.app.finish().await;
}

#[actix_web::test]
async fn the_mail_is_in_the_language_that_the_reader_has_now() {
    let company = Company::start().await;
    speak(&company.shun, Language::Ja).await;
    submit(&company.shun, "2026-12-10", 5).await;
    let mails = company.app.deliver().await;
    says(
        to(&mails, SHUN.email),
        &["Shun Kitano 様", "変更・キャンセルについて"],
    );
    says(to(&mails, NOTIFIED), &["Changing and cancelling"]);
    company.app.finish().await;
}
