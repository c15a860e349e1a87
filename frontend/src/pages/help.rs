//! For people whom no mail of ours reaches.

use leptos::prelude::*;
use leptos::task::spawn_local;
use minato_client::ClientError;
use minato_types::help::MailHelp;

use crate::components::banner::{Banner, Tone};
use crate::components::button::{Button, Weight};
use crate::components::description_list::{Description, DescriptionList};
use crate::components::skeleton::Skeleton;
use crate::language::{filled_text, text};
use crate::layouts::frame::Frame;
use crate::loading::use_loader;
use crate::paths::Page;
use crate::problems::problem;
use crate::session::use_session;
use crate::view::{live, nothing};

/// What to do where a mail does not arrive.
#[component]
pub fn MailHelpPage() -> impl IntoView {
    let session = use_session();
    let help = use_loader(|client| Box::pin(async move { client.get_mail_help().await }));
    let waiting = || view! { <Skeleton lines=2 /> }.into_any();
    let test = live(move || match session.get() {
        Some(session) => {
            let email = session.account.email.as_str().to_owned();
            view! { <TestMail email=email /> }.into_any()
        }
        None => nothing(),
    });
    view! {
        <Frame page=Page::MailHelp lead=text!(help.lead)>
            <section class="card" aria-labelledby="look">
                <h2 id="look">{text!(help.lookTitle)}</h2>
                <ul class="told">
                    <li>{text!(help.wait)}</li>
                    <li>{text!(help.spam)}</li>
                    <li>{text!(help.address)}</li>
                    <li>{text!(help.full)}</li>
                </ul>
            </section>
            <section class="card" aria-labelledby="allow">
                <h2 id="allow">{text!(help.allowTitle)}</h2>
                <p>{text!(help.allow)}</p>
                {help.show(waiting, sender)}
            </section>
            {test}
            <section class="card" aria-labelledby="ask">
                <h2 id="ask">{text!(help.askTitle)}</h2>
                <p>{text!(help.ask)}</p>
            </section>
        </Frame>
    }
}

/// What mail systems have to let through.
fn sender(help: MailHelp) -> AnyView {
    view! {
        <DescriptionList>
            <Description term=text!(help.sender)>
                <code>{help.sender}</code>
            </Description>
            <Description term=text!(help.domain)>
                <code>{help.domain}</code>
            </Description>
        </DescriptionList>
    }
    .into_any()
}

/// Whoever is signed in sees whether a mail arrives.
#[component]
fn TestMail(
    /// Where it goes.
    email: String,
) -> impl IntoView {
    let session = use_session();
    let busy = RwSignal::new(false);
    let outcome = RwSignal::new(None::<Result<(), ClientError>>);
    let send = Callback::new(move |()| {
        busy.set(true);
        outcome.set(None);
        spawn_local(async move {
            let sent = session.client().send_test_mail().await;
            if let Err(error) = &sent {
                session.notice(error);
            }
            busy.try_set(false);
            outcome.try_set(Some(sent));
        });
    });
    let told = live(move || match outcome.get() {
        None => nothing(),
        Some(Ok(())) => {
            view! { <Banner tone=Tone::Success>{text!(help.testSent)}</Banner> }.into_any()
        }
        Some(Err(error)) => {
            let words = filled_text(move |language| problem(&error, language));
            view! { <Banner tone=Tone::Error>{words}</Banner> }.into_any()
        }
    });
    view! {
        <section class="card" aria-labelledby="test">
            <h2 id="test">{text!(help.testTitle)}</h2>
            <p>{text!(help.test, email = email.as_str())}</p>
            {told}
            <div class="form__acts">
                <Button weight=Weight::Outline busy=busy on_press=send>
                    {text!(help.testAct)}
                </Button>
            </div>
        </section>
    }
}
