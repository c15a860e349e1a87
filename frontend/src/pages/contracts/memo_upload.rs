use leptos::prelude::*;
use leptos::task::spawn_local;
use minato_client::ClientError;
use minato_types::contracts::{ContractMemoImport, ListContractsQuery};
use minato_types::words::field_rule;
use web_sys::HtmlInputElement;

use super::gate::for_two_steps;
use crate::components::banner::{Banner, Tone};
use crate::components::button::{Button, ButtonLink, Weight};
use crate::components::file_field::{FileField, chosen_text};
use crate::components::icon::{self, Icon};
use crate::components::table::{Column, Table};
use crate::forms::contract::{FaultPlace, MemoFault, memo_faults};
use crate::forms::list_query::ListQuery as _;
use crate::language::{filled_text, locale_of, text};
use crate::layouts::focus::focus_soon;
use crate::layouts::frame::Frame;
use crate::paths::Page;
use crate::problems::problem;
use crate::session::use_session;
use crate::view::{live, nothing};
use crate::words::words_of;

/// The id of what is told of the file.
const OUTCOME: &str = "memo-outcome";

/// How many faults are shown at once.
const SHOWN: usize = 100;

/// What became of the file.
#[derive(Clone)]
enum Outcome {
    /// There is none, or it is no text.
    Unreadable,
    Written(ContractMemoImport),
    Refused(ClientError),
}

/// Memos of many contracts by a file.
pub fn page() -> AnyView {
    for_two_steps(Page::ContractMemos, |_| shown())
}

fn shown() -> AnyView {
    let session = use_session();
    let field = StoredValue::new_local(None::<HtmlInputElement>);
    let (busy, outcome) = (RwSignal::new(false), RwSignal::new(None::<Outcome>));
    let chosen = Callback::new(move |chosen| {
        field.set_value(Some(chosen));
        outcome.set(None);
    });
    let send = Callback::new(move |()| {
        busy.set(true);
        spawn_local(async move {
            let text = match field.get_value() {
                Some(field) => chosen_text(&field).await,
                None => None,
            };
            let done = match text {
                None => Outcome::Unreadable,
                Some(text) => match session.client().import_contract_memos(&text).await {
                    Ok(done) => Outcome::Written(done),
                    Err(error) => {
                        session.notice(&error);
                        Outcome::Refused(error)
                    }
                },
            };
            busy.try_set(false);
            outcome.try_set(Some(done));
            focus_soon(OUTCOME);
        });
    });
    let editable = ListContractsQuery {
        permission: Some("edit".to_owned()),
        ..ListContractsQuery::default()
    };
    let template = editable.csv_address().unwrap_or_default();
    let told = live(move || outcome.get().map_or_else(nothing, told));
    view! {
        <Frame page=Page::ContractMemos lead=text!(contract.upload.lead)>
            <section class="card" aria-labelledby="memo-template">
                <h2 id="memo-template">{text!(contract.upload.template)}</h2>
                <p>{text!(contract.upload.templateLead)}</p>
                <div class="form__acts">
                    <ButtonLink href=template weight=Weight::Outline download=true>
                        <Icon glyph=icon::DOWNLOAD />
                        {text!(contract.upload.download)}
                    </ButtonLink>
                </div>
            </section>
            <section class="card" aria-labelledby="memo-file-title">
                <h2 id="memo-file-title">{text!(contract.upload.file)}</h2>
                <FileField
                    id="memo-file"
                    label=text!(contract.upload.choose)
                    support=text!(contract.upload.support)
                    accept=".csv,text/csv"
                    on_choice=chosen
                />
                <div class="form__acts">
                    <Button busy=busy on_press=send>
                        {text!(contract.upload.send)}
                    </Button>
                </div>
                <div id=OUTCOME tabindex="-1">
                    {told}
                </div>
            </section>
        </Frame>
    }
    .into_any()
}

fn told(outcome: Outcome) -> AnyView {
    match outcome {
        Outcome::Unreadable => view! {
            <Banner tone=Tone::Error>{text!(contract.upload.unreadable)}</Banner>
        }
        .into_any(),
        Outcome::Written(done) => written(done),
        Outcome::Refused(error) => {
            let faults = memo_faults(&error);
            if faults.is_empty() {
                let words = filled_text(move |language| problem(&error, language));
                return view! { <Banner tone=Tone::Error>{words}</Banner> }.into_any();
            }
            refused(faults)
        }
    }
}

fn written(done: ContractMemoImport) -> AnyView {
    let (rows, changed) = (done.rows, done.changed);
    view! {
        <Banner tone=Tone::Success title=text!(contract.upload.done)>
            <p>{text!(contract.upload.doneLead, rows = rows, changed = changed)}</p>
            <ButtonLink href=Page::Contracts.path() weight=Weight::Outline>
                {text!(contract.toList)}
            </ButtonLink>
        </Banner>
    }
    .into_any()
}

/// What is wrong, line by line, in a table.
fn refused(mut faults: Vec<MemoFault>) -> AnyView {
    let count = faults.len();
    faults.truncate(SHOWN);
    let more = (count > SHOWN).then(|| {
        view! { <p class="note">{text!(contract.upload.more, shown = SHOWN, count = count)}</p> }
    });
    let columns = vec![
        Column::header(text!(contract.upload.place)),
        Column::text(text!(contract.upload.rule)),
    ];
    let rows = Box::new(move || faults.iter().map(row).collect());
    view! {
        <Banner tone=Tone::Error title=text!(contract.upload.refused)>
            <p>{text!(contract.upload.refusedLead, count = count)}</p>
        </Banner>
        <Table caption=text!(contract.upload.faults) columns=columns rows=rows />
        {more}
    }
    .into_any()
}

fn row(fault: &MemoFault) -> Vec<AnyView> {
    let (place, rule) = (fault.place.clone(), fault.rule.clone());
    let place = filled_text(move |language| {
        let locale = locale_of(language);
        match &place {
            FaultPlace::File => words_of!(locale, contract.upload.whole).to_owned(),
            FaultPlace::Column(name) => {
                words_of!(locale, contract.upload.column, name = name.as_str())
            }
            FaultPlace::Number(line) => {
                words_of!(locale, contract.upload.numberAt, line = *line)
            }
            FaultPlace::Memo(line) => words_of!(locale, contract.upload.memoAt, line = *line),
        }
    });
    let rule = filled_text(move |language| field_rule(&rule, language));
    vec![place.into_any(), rule.into_any()]
}
