use minato_types::auth::{CodeRequired, Session, SessionState};

/// Who came in by an answer of the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrival {
    /// Nobody: signed out, or a code is awaited.
    Nobody,
    /// Somebody where nobody was.
    Somebody,
    /// The person who was here already: what is on the page may stay.
    SamePerson,
    /// Somebody else: what was typed must go.
    AnotherPerson,
}

/// What is known about the session of this browser.
#[derive(Debug, Clone, Default)]
pub struct SessionModel {
    /// Whether the server has been asked.
    pub known: bool,
    /// The session, also while it has lapsed and the page waits behind the dialog.
    pub session: Option<Session>,
    /// What is awaited between the two steps.
    pub pending: Option<CodeRequired>,
    /// Whether the session ended while a page of it was open.
    pub lapsed: bool,
}

impl SessionModel {
    /// Takes over what the server said, and tells who came in.
    pub fn settle(&mut self, state: SessionState) -> Arrival {
        self.known = true;
        self.pending = None;
        match state {
            SessionState::SignedOut => {
                self.forget_unless_lapsed();
                Arrival::Nobody
            }
            SessionState::CodeRequired(pending) => {
                self.forget_unless_lapsed();
                self.pending = Some(pending);
                Arrival::Nobody
            }
            SessionState::SignedIn(session) => {
                self.lapsed = false;
                match self.session.replace(*session.clone()) {
                    None => Arrival::Somebody,
                    Some(before) if before.account.id == session.account.id => Arrival::SamePerson,
                    Some(_) => Arrival::AnotherPerson,
                }
            }
        }
    }

    /// The server says that nobody is signed in, although a page of somebody is open.
    pub fn lapse(&mut self) {
        self.lapsed = self.session.is_some();
    }

    /// The person leaves: nothing stays.
    pub fn leave(&mut self) {
        *self = Self {
            known: true,
            ..Self::default()
        };
    }

    fn forget_unless_lapsed(&mut self) {
        if !self.lapsed {
            self.session = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn signed_in(id: u8) -> SessionState {
        serde_json::from_value(json!({
            "state": "signedIn",
            "account": {
                "id": format!("0198c000-0000-7000-8000-0000000000{id:02}"), "name": "港 花子",
                "email": "hanako@minato-shoji.example", "role": "admin", "language": "ja",
                "timeZone": "Asia/Tokyo", "mustChangePassword": false,
            },
            "member": {
                "memberNumber": "M97-00339", "name": "港商事株式会社",
                "passwordPolicy": "standard", "twoStep": true, "portPlus": true,
            },
            "level": "twoStep", "csrfToken": "token", "idleTimeoutSeconds": 1800,
            "expiresAt": "2026-09-17T15:00:00Z",
        }))
        .unwrap()
    }

    fn code_required() -> SessionState {
        serde_json::from_value(json!({
            "state": "codeRequired", "factor": "mailOtp", "maskedAddress": "h*****@mi*****",
            "expiresAt": "2026-09-17T05:30:00Z", "resendAt": "2026-09-17T05:01:00Z",
            "csrfToken": "token",
        }))
        .unwrap()
    }

    #[test]
    fn two_steps_lead_in() {
        let mut model = SessionModel::default();
        assert_eq!(model.settle(SessionState::SignedOut), Arrival::Nobody);
        assert_eq!(model.settle(code_required()), Arrival::Nobody);
        assert!(model.pending.is_some() && model.session.is_none());
        assert_eq!(model.settle(signed_in(1)), Arrival::Somebody);
        assert!(model.pending.is_none() && model.session.is_some());
    }

    #[test]
    fn a_lapsed_session_keeps_its_page_until_the_same_person_is_back() {
        let mut model = SessionModel::default();
        model.settle(signed_in(1));
        model.lapse();
        model.settle(code_required());
        assert!(model.lapsed && model.session.is_some() && model.pending.is_some());
        assert_eq!(model.settle(signed_in(1)), Arrival::SamePerson);
        assert!(!model.lapsed);
    }

    #[test]
    fn somebody_else_at_the_dialog_is_told_apart() {
        let mut model = SessionModel::default();
        model.settle(signed_in(1));
        model.lapse();
        assert_eq!(model.settle(signed_in(2)), Arrival::AnotherPerson);
    }

    #[test]
    fn without_a_session_nothing_lapses_and_leaving_forgets_everything() {
        let mut model = SessionModel::default();
        model.settle(SessionState::SignedOut);
        model.lapse();
        assert!(!model.lapsed);
        model.settle(signed_in(1));
        model.leave();
        assert!(model.known && model.session.is_none());
    }
}
