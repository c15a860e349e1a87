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
    let private = ["12345678", "https://", "花子", "hanako", "203.0.113.5"];
    let hides = |shown: &str| private.iter().all(|word| !shown.contains(word));
    for mail in Mail::samples() {
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
fn only_what_holds_a_secret_expires() {
    for mail in Mail::samples() {
        let holds_secret = !matches!(mail, Mail::PasswordChanged(_));
        assert_eq!(mail.expires_at().is_some(), holds_secret, "{}", mail.kind());
    }
}
