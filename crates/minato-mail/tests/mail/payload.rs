//! A mail as the payload of a job, and in a log.

use minato_mail::Mail;

#[test]
fn a_payload_is_tagged_with_its_kind_and_comes_back_equal() {
    for mail in Mail::samples() {
        let payload = serde_json::to_value(&mail).unwrap();
        assert_eq!(payload["mail"], mail.kind());
        assert_eq!(serde_json::from_value::<Mail>(payload).unwrap(), mail);
    }
}

#[test]
fn secrets_and_people_do_not_show_in_a_log() {
    let private = ["https://", "花子", "太郎", "hanako", "203.0.113.5"];
    let samples = Mail::samples();
    let secrets: Vec<&str> = samples.iter().filter_map(Mail::secret).collect();
    let hides = |shown: &str| {
        let mut hidden = private.iter().chain(&secrets);
        hidden.all(|word| !shown.contains(word))
    };
    for mail in &samples {
        let shown = format!("{mail:?}");
        assert!(hides(&shown), "{shown}");
        for &language in minato_types::values::Language::ALL {
            let shown = format!("{:?}", mail.render(language, &crate::brand()).unwrap());
            assert!(hides(&shown), "{shown}");
        }
    }
    let shown = format!("{:?}", crate::envelope());
    assert!(hides(&shown), "{shown}");
}

#[test]
fn what_holds_a_secret_expires() {
    for mail in Mail::samples() {
        let endless = mail.expires_at().is_none();
        assert!(mail.secret().is_none() || !endless, "{}", mail.kind());
    }
}

#[test]
fn a_reminder_is_of_no_use_after_the_deadline() {
    let reminders = Mail::samples().into_iter().filter_map(|mail| match &mail {
        Mail::PortApplicationReminder(told) => {
            Some((told.application.deadline_at, mail.expires_at()))
        }
        _ => None,
    });
    let ends: Vec<_> = reminders.collect();
    assert!(!ends.is_empty());
    assert!(ends.iter().all(|(deadline, end)| *end == Some(*deadline)));
}
