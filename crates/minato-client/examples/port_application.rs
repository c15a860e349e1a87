//! The example of `docs/INTEGRATIONS.md`, as it stands there; the browser tests compare and run it.
#![allow(clippy::print_stdout)]

use std::env::var;
use std::error::Error;

use minato_client::Client;
use minato_types::contracts::ListContractsQuery;
use minato_types::port_applications::{ChangePortApplicationRequest, SubmitPortApplicationRequest};
use minato_types::problem::ProblemCode;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let minato = Client::new(&var("MINATO")?);
    // For five minutes every call shows the token that the secret buys.
    minato
        .authenticate(&var("CLIENT_ID")?, &var("CLIENT_SECRET")?)
        .await?;

    // All contracts: follow `next` until there is none.
    let mut query = ListContractsQuery {
        page_size: Some(100),
        ..Default::default()
    };
    let mut contracts = Vec::new();
    loop {
        let page = minato.list_contracts(&query).await?;
        contracts.extend(page.items);
        if page.next.is_none() {
            break;
        }
        query.cursor = page.next;
    }
    println!("{} contracts", contracts.len());

    let day = minato.get_port_application_rules().await?.earliest_date;
    let wish = SubmitPortApplicationRequest {
        effective_date: day.to_string(),
        added_ports: 2,
        remind: false,
    };
    // Keep the key with the wish: whoever sends both again applies for nothing twice.
    let key = format!("booking-4712-{day}");
    let application = minato.submit_port_application(&wish, &key).await?;
    assert_eq!(
        application,
        minato.submit_port_application(&wish, &key).await?
    );
    let number = application.value.number;
    println!("{number}");

    let change = ChangePortApplicationRequest {
        added_ports: Some(4),
        ..Default::default()
    };
    let changed = minato
        .change_port_application(number, &change, &application.etag)
        .await?;
    println!("{}: {}", changed.value.number, changed.value.added_ports);

    // The tag is used up: what somebody else wrote meanwhile is not overwritten.
    match minato
        .change_port_application(number, &change, &application.etag)
        .await
    {
        Err(error) if error.code() == Some(ProblemCode::PreconditionFailed) => Ok(()),
        Err(error) => Err(error.into()),
        Ok(_) => Err("a change without the present tag".into()),
    }
}
