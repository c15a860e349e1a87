use chrono::NaiveDate;
use minato_types::endpoints;
use minato_types::page::Page;
use minato_types::port_applications::{
    ChangePortApplicationRequest, ListPortApplicationsQuery, PortApplication,
    PortApplicationHistory, PortApplicationRules, SubmitPortApplicationRequest,
};
use minato_types::port_calendar::{PortCalendar, PortCalendarQuery};
use minato_types::values::PortApplicationNumber;

use crate::{Call, Client, ClientError, Versioned};

impl Client {
    /// The rules by which applications are judged.
    pub async fn get_port_application_rules(&self) -> Result<PortApplicationRules, ClientError> {
        self.get(endpoints::GET_PORT_APPLICATION_RULES).await
    }

    /// The applications that a query asks for.
    pub async fn list_port_applications(
        &self,
        query: &ListPortApplicationsQuery,
    ) -> Result<Page<PortApplication>, ClientError> {
        let call = Call::to(endpoints::LIST_PORT_APPLICATIONS).query(query)?;
        self.send(call).await?.json()
    }

    /// The whole result of a query as CSV.
    pub async fn export_port_applications(
        &self,
        query: &ListPortApplicationsQuery,
    ) -> Result<String, ClientError> {
        let call = Call::to(endpoints::EXPORT_PORT_APPLICATIONS).query(query)?;
        Ok(self.send(call).await?.body)
    }

    /// Applies for additional ports. The same `key` again gets the same answer: nothing is
    /// applied for twice.
    pub async fn submit_port_application(
        &self,
        request: &SubmitPortApplicationRequest,
        key: &str,
    ) -> Result<Versioned<PortApplication>, ClientError> {
        let call = Call::to(endpoints::SUBMIT_PORT_APPLICATION)
            .body(request)?
            .idempotency_key(key);
        self.send(call).await?.versioned()
    }

    /// One application, as it is now, by any of its revisions.
    pub async fn get_port_application(
        &self,
        number: PortApplicationNumber,
    ) -> Result<Versioned<PortApplication>, ClientError> {
        let call = Call::to(endpoints::GET_PORT_APPLICATION).at("number", &number);
        self.send(call).await?.versioned()
    }

    /// Changes an application; `etag` is that of the revision which the change is based on.
    pub async fn change_port_application(
        &self,
        number: PortApplicationNumber,
        request: &ChangePortApplicationRequest,
        etag: &str,
    ) -> Result<Versioned<PortApplication>, ClientError> {
        let call = Call::to(endpoints::CHANGE_PORT_APPLICATION)
            .at("number", &number)
            .body(request)?
            .if_match(etag);
        self.send(call).await?.versioned()
    }

    /// Cancels an application.
    pub async fn cancel_port_application(
        &self,
        number: PortApplicationNumber,
        etag: &str,
    ) -> Result<Versioned<PortApplication>, ClientError> {
        let call = Call::to(endpoints::CANCEL_PORT_APPLICATION)
            .at("number", &number)
            .if_match(etag);
        self.send(call).await?.versioned()
    }

    /// What happened to an application, oldest first.
    pub async fn list_port_application_history(
        &self,
        number: PortApplicationNumber,
    ) -> Result<PortApplicationHistory, ClientError> {
        let call = Call::to(endpoints::LIST_PORT_APPLICATION_HISTORY).at("number", &number);
        self.send(call).await?.json()
    }

    /// The ports that are effective on each day from `from` to `to`.
    pub async fn get_port_calendar(
        &self,
        from: NaiveDate,
        to: NaiveDate,
    ) -> Result<PortCalendar, ClientError> {
        let query = PortCalendarQuery {
            from: from.to_string(),
            to: to.to_string(),
        };
        let call = Call::to(endpoints::GET_PORT_CALENDAR).query(&query)?;
        self.send(call).await?.json()
    }
}
