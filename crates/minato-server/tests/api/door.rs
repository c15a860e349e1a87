//! A door to a server through which everybody seems to come from an address of one's choice: a
//! proxy stands before it that the server trusts.

use std::net::TcpListener;
use std::sync::{Arc, Mutex};

use actix_web::HttpServer;
use actix_web::dev::Service as _;
use actix_web::http::header::{HeaderName, HeaderValue};
use minato_client::Client;
use minato_server::app;

use crate::app::TestApp;
use crate::people::{PASSWORD, Person, code_of, entry};

/// A way to the server.
#[derive(Clone)]
pub(crate) struct Door {
    /// Where it is.
    pub(crate) origin: String,
    address: Arc<Mutex<String>>,
}

/// A server that trusts the proxy of its doors.
pub(crate) async fn start() -> TestApp {
    TestApp::start_with(|settings| {
        settings.trusted_proxies = vec!["127.0.0.0/8".parse().expect("a network")];
    })
    .await
}

impl Door {
    /// A door whose visitors come from this address.
    pub(crate) fn from(app: &TestApp, address: &str) -> Self {
        let address = Arc::new(Mutex::new(address.to_owned()));
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let origin = format!("http://{}", listener.local_addr().expect("an address"));
        let (shared, seen) = (app.app.clone(), Arc::clone(&address));
        let server = HttpServer::new(move || {
            let seen = Arc::clone(&seen);
            app::build(shared.clone()).wrap_fn(move |mut request, next| {
                let seen = seen.lock().expect("an address").clone();
                let seen = HeaderValue::from_str(&seen).expect("a header");
                // A proxy adds to the right of what it was told.
                let name = HeaderName::from_static("x-forwarded-for");
                request.headers_mut().append(name, seen);
                next.call(request)
            })
        });
        let server = server
            .workers(1)
            .disable_signals()
            .listen(listener)
            .expect("a server")
            .run();
        actix_web::rt::spawn(server);
        Self { origin, address }
    }

    /// From now on they come from there.
    pub(crate) fn move_to(&self, address: &str) {
        address.clone_into(&mut self.address.lock().expect("an address"));
    }

    /// Somebody who is not signed in.
    pub(crate) fn client(&self) -> Client {
        Client::new(&self.origin)
    }

    /// Signs somebody in with all steps.
    pub(crate) async fn sign_in(&self, app: &TestApp, person: Person) -> Client {
        let client = self.client();
        let begun = client.log_in(&person.log_in_request(PASSWORD)).await;
        begun.expect("the password is right");
        let code = code_of(&app.one_mail().await);
        let state = client.verify_login(&entry(&code)).await;
        state.expect("the code is right");
        client
    }
}
