//! What the door of the portal promises, as a machine with few states. It is written from the
//! manual and knows nothing of the product: no type, no constant, no function.
//!
//! To teach it a new door (the first sign-in, another factor): a variant of [`Step`] for each
//! thing that somebody can do there, the state that it needs in [`Door`], an arm in
//! [`Door::expect`].

/// Something that somebody does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    RightPassword,
    WrongPassword,
    RightCode,
    WrongCode,
    /// A code that was mailed before the present one.
    OldCode,
    Resend,
    GiveUp,
    SignOut,
    /// A quarter of an hour and a minute go by.
    Wait,
}

/// Every step, the likely ones more than once.
pub(super) const STEPS: [Step; 13] = [
    Step::RightPassword,
    Step::RightPassword,
    Step::RightPassword,
    Step::WrongPassword,
    Step::RightCode,
    Step::RightCode,
    Step::WrongCode,
    Step::WrongCode,
    Step::OldCode,
    Step::Resend,
    Step::GiveUp,
    Step::SignOut,
    Step::Wait,
];

/// The minutes that [`Step::Wait`] takes.
pub(super) const WAIT_MINUTES: i64 = 16;

/// How long a code, a sign-in under way and an unused session live, in minutes.
const LIFE: i64 = 30;

/// How often one code may be tried.
const TRIES: u32 = 5;

/// How many codes one sign-in may send.
const CODES: u32 = 5;

/// Where a browser stands, as [`Door`] says and as the product answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    Outside,
    BetweenTheSteps,
    Inside,
}

/// A sign-in under way.
#[derive(Debug, Clone, Copy)]
struct Pending {
    age: i64,
    /// The time since the last code was sent.
    code_age: i64,
    tries: u32,
    codes: u32,
}

/// One account and one browser before the door.
#[derive(Debug, Clone, Default)]
pub(super) struct Door {
    pending: Option<Pending>,
    /// The time since the session was opened, if there is one. Nothing here uses it.
    session: Option<i64>,
    /// Whether somebody has signed in with this browser.
    known: bool,
    /// Who must wait after a wrong password: browsers that are not known, and this one if it is.
    waits: [bool; 2],
    /// Mailed codes that are not good any more.
    pub(super) old_codes: usize,
}

impl Door {
    /// Where the browser stands.
    pub(super) fn standing(&self) -> Standing {
        if self.session.is_some() {
            Standing::Inside
        } else if self.pending.is_some() {
            Standing::BetweenTheSteps
        } else {
            Standing::Outside
        }
    }

    /// What the step is answered with; the door changes accordingly.
    pub(super) fn expect(&mut self, step: Step) -> &'static str {
        match step {
            Step::RightPassword => self.right_password(),
            Step::WrongPassword => self.wrong_password(),
            Step::RightCode => self.right_code(),
            Step::WrongCode | Step::OldCode => self.wrong_code(),
            Step::Resend => self.resend(),
            Step::GiveUp => {
                self.leave_pending();
                "204"
            }
            Step::SignOut => match self.session.take() {
                Some(_) => "204",
                None => "notSignedIn",
            },
            Step::Wait => {
                self.wait();
                ""
            }
        }
    }

    fn must_wait(&mut self) -> &mut bool {
        &mut self.waits[usize::from(self.known)]
    }

    fn leave_pending(&mut self) {
        if self.pending.take().is_some() {
            self.old_codes += 1;
        }
    }

    fn right_password(&mut self) -> &'static str {
        if *self.must_wait() {
            return "tooManyRequests";
        }
        self.leave_pending();
        self.pending = Some(Pending {
            age: 0,
            code_age: 0,
            tries: 0,
            codes: 1,
        });
        "200"
    }

    fn wrong_password(&mut self) -> &'static str {
        if *self.must_wait() {
            return "tooManyRequests";
        }
        *self.must_wait() = true;
        "signInFailed"
    }

    fn right_code(&mut self) -> &'static str {
        match self.pending {
            None => "signInExpired",
            Some(pending) if pending.tries >= TRIES => "codeExpired",
            Some(_) => {
                self.leave_pending();
                self.session = Some(0);
                self.known = true;
                "200"
            }
        }
    }

    fn wrong_code(&mut self) -> &'static str {
        match &mut self.pending {
            None => "signInExpired",
            Some(pending) if pending.tries >= TRIES => "codeExpired",
            Some(pending) => {
                pending.tries += 1;
                "codeWrong"
            }
        }
    }

    fn resend(&mut self) -> &'static str {
        match &mut self.pending {
            None => "signInExpired",
            Some(pending) if pending.code_age == 0 || pending.codes == CODES => "tooManyRequests",
            Some(pending) => {
                pending.codes += 1;
                pending.code_age = 0;
                pending.tries = 0;
                self.old_codes += 1;
                "200"
            }
        }
    }

    fn wait(&mut self) {
        self.waits = [false, false];
        if let Some(pending) = &mut self.pending {
            pending.age += WAIT_MINUTES;
            pending.code_age += WAIT_MINUTES;
        }
        if self.pending.is_some_and(|pending| pending.age >= LIFE) {
            self.leave_pending();
        }
        self.session = self
            .session
            .map(|age| age + WAIT_MINUTES)
            .filter(|age| *age < LIFE);
    }
}
