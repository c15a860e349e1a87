use leptos::prelude::*;
use leptos::task::spawn_local;
use minato_client::{Client, ClientError};
use minato_types::ProblemCode;
use minato_types::security::{SecurityOverview, TotpOffer};
use minato_types::values::SecondFactor;

use crate::components::banner::{Banner, Tone};
use crate::components::toast::{ToastContext, use_toast};
use crate::language::filled_text;
use crate::layouts::focus::focus_soon;
use crate::loading::{Loader, use_loader};
use crate::pages::me::credentials::{Credentials, use_credentials};
use crate::problems::problem;
use crate::session::{SessionContext, use_session};
use crate::view::{live, nothing};
use crate::words::words_of;

/// The id of the heading where the keyboard goes when something is done.
pub(super) const METHOD: &str = "second-step";

/// The id of the heading where it goes to set an app up.
pub(super) const SET_UP: &str = "set-up";

/// The id of the heading where it goes to new recovery codes.
pub(super) const CODES: &str = "recovery-codes";

/// What one can do to one's own second step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Deed {
    /// Sets an authenticator app up, the first one or another.
    SetUp,
    /// Makes new recovery codes.
    Renew,
    /// Goes back to codes by mail.
    Remove,
}

/// What the section shows.
#[derive(Clone)]
pub(super) enum Stage {
    /// How one proves oneself.
    Overview,
    /// A secret that waits for the first code that an app makes of it.
    SettingUp(TotpOffer),
    /// Recovery codes that are shown this once.
    Keeping(NewCodes),
}

/// Recovery codes that were made just now.
#[derive(Clone)]
pub(super) struct NewCodes {
    /// The codes.
    pub(super) codes: Vec<String>,
    /// Whether an app was set up along with them.
    pub(super) with_app: bool,
}

/// Where deeds are asked for, proved, carried out and refused.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    pub(super) overview: Loader<SecurityOverview>,
    pub(super) stage: RwSignal<Stage>,
    /// What is asked about once more.
    pub(super) asked: RwSignal<Option<Deed>>,
    /// What waits for a proof that it is oneself.
    pub(super) unproven: RwSignal<Option<Deed>>,
    /// What is under way.
    pub(super) busy: RwSignal<Option<Deed>>,
    refused: RwSignal<Option<ClientError>>,
    session: SessionContext,
    credentials: Credentials,
    toast: ToastContext,
}

impl Desk {
    /// The desk of whoever is signed in.
    pub(super) fn new() -> Self {
        Self {
            overview: use_loader(|client| Box::pin(async move { client.get_security().await })),
            stage: RwSignal::new(Stage::Overview),
            asked: RwSignal::new(None),
            unproven: RwSignal::new(None),
            busy: RwSignal::new(None),
            refused: RwSignal::new(None),
            session: use_session(),
            credentials: use_credentials(),
            toast: use_toast(),
        }
    }

    /// By what the second step is proved now.
    pub(super) fn factor(self) -> Signal<SecondFactor> {
        Signal::derive(move || {
            let overview = self.overview.get();
            overview.map_or(SecondFactor::MailOtp, |overview| overview.factor)
        })
    }

    /// What takes codes away is asked about once more, setting an app up is not: until it is
    /// confirmed, nothing changes.
    pub(super) fn press(self, deed: Deed) {
        self.refused.set(None);
        if deed == Deed::SetUp {
            self.carry_out(deed);
        } else {
            self.asked.set(Some(deed));
        }
    }

    /// Nothing is to be done after all, unless it is being done already.
    pub(super) fn give_up(self) {
        if self.busy.get_untracked().is_none() {
            self.asked.set(None);
            self.unproven.set(None);
            self.refused.set(None);
        }
    }

    /// Goes on with what waited for the proof.
    pub(super) fn proven(self) {
        let deed = self.unproven.get_untracked();
        self.unproven.set(None);
        if let Some(deed) = deed {
            self.carry_out(deed);
        }
    }

    /// Carries a deed out; the server says whether it needs a proof first.
    pub(super) fn carry_out(self, deed: Deed) {
        if self.busy.get_untracked().is_some() {
            return;
        }
        self.busy.set(Some(deed));
        self.refused.set(None);
        spawn_local(async move {
            let outcome = call(&self.session.client(), deed).await;
            self.busy.try_set(None);
            match outcome {
                Ok(stage) => self.finish(deed, stage),
                Err(error) if error.code() == Some(ProblemCode::StepUpRequired) => {
                    self.asked.try_set(None);
                    self.unproven.try_set(Some(deed));
                }
                Err(error) => {
                    self.session.notice(&error);
                    self.refused.try_set(Some(error));
                }
            }
        });
    }

    fn finish(self, deed: Deed, stage: Stage) {
        self.asked.try_set(None);
        if deed == Deed::Remove {
            self.toast
                .show(|locale| words_of!(locale, security.acts.removed));
            self.credentials.changed();
        }
        self.show(stage);
    }

    /// The app is set up; without new codes, the old ones still work.
    pub(super) fn confirmed(self, codes: Vec<String>) {
        self.credentials.changed();
        if codes.is_empty() {
            self.toast
                .show(|locale| words_of!(locale, security.setUp.done));
            self.show(Stage::Overview);
        } else {
            self.show(Stage::Keeping(NewCodes {
                codes,
                with_app: true,
            }));
        }
    }

    /// Shows something else; how things stand is asked anew where it may have changed.
    pub(super) fn show(self, stage: Stage) {
        let heading = match stage {
            Stage::Overview => METHOD,
            Stage::SettingUp(_) => SET_UP,
            Stage::Keeping(_) => CODES,
        };
        if heading != SET_UP {
            self.overview.again();
        }
        self.stage.try_set(stage);
        focus_soon(heading);
    }

    /// Why the last deed was refused.
    pub(super) fn refusal(self) -> AnyView {
        live(move || match self.refused.get() {
            Some(error) => {
                let words = filled_text(move |language| problem(&error, language));
                view! { <Banner tone=Tone::Error>{words}</Banner> }.into_any()
            }
            None => nothing(),
        })
    }
}

/// Carries a deed out; what is to be shown then.
async fn call(client: &Client, deed: Deed) -> Result<Stage, ClientError> {
    match deed {
        Deed::SetUp => client.offer_totp().await.map(Stage::SettingUp),
        Deed::Renew => {
            let made = client.make_recovery_codes().await?;
            Ok(Stage::Keeping(NewCodes {
                codes: made.codes,
                with_app: false,
            }))
        }
        Deed::Remove => client.remove_totp().await.map(|()| Stage::Overview),
    }
}
