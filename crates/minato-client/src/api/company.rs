use minato_types::audit::{AuditEvent, ListAuditEventsQuery};
use minato_types::company::{
    Company, CompanyAdmins, CompanyNote, CompanyNotifications, CompanyOptions, CompanySecurity,
    CompanySignIn, ListCompanySignInsQuery, UpdateCompanyNotificationsRequest,
    UpdateCompanySecurityRequest,
};
use minato_types::endpoints;
use minato_types::page::{Page, PageQuery};

use crate::{Call, Client, ClientError, Versioned};

impl Client {
    /// The member company.
    pub async fn get_company(&self) -> Result<Company, ClientError> {
        self.get(endpoints::GET_COMPANY).await
    }

    /// The announcements of the operator to the member, newest first.
    pub async fn list_company_notes(
        &self,
        query: PageQuery,
    ) -> Result<Page<CompanyNote>, ClientError> {
        let call = Call::to(endpoints::LIST_COMPANY_NOTES).query(&query)?;
        self.send(call).await?.json()
    }

    /// The options that the member has or could have.
    pub async fn list_company_options(&self) -> Result<CompanyOptions, ClientError> {
        self.get(endpoints::LIST_COMPANY_OPTIONS).await
    }

    /// The admins of the member.
    pub async fn list_company_admins(&self) -> Result<CompanyAdmins, ClientError> {
        self.get(endpoints::LIST_COMPANY_ADMINS).await
    }

    /// How the member's people sign in.
    pub async fn get_company_security(&self) -> Result<Versioned<CompanySecurity>, ClientError> {
        let call = Call::to(endpoints::GET_COMPANY_SECURITY);
        self.send(call).await?.versioned()
    }

    /// Changes how they do.
    pub async fn update_company_security(
        &self,
        request: &UpdateCompanySecurityRequest,
        etag: &str,
    ) -> Result<Versioned<CompanySecurity>, ClientError> {
        let call = Call::to(endpoints::UPDATE_COMPANY_SECURITY)
            .body(request)?
            .if_match(etag);
        self.send(call).await?.versioned()
    }

    /// Who of the member signed in, or tried to, newest first.
    pub async fn list_company_sign_ins(
        &self,
        query: &ListCompanySignInsQuery,
    ) -> Result<Page<CompanySignIn>, ClientError> {
        let call = Call::to(endpoints::LIST_COMPANY_SIGN_INS).query(query)?;
        self.send(call).await?.json()
    }

    /// The addresses that hear of what the member's people do.
    pub async fn get_company_notifications(
        &self,
    ) -> Result<Versioned<CompanyNotifications>, ClientError> {
        let call = Call::to(endpoints::GET_COMPANY_NOTIFICATIONS);
        self.send(call).await?.versioned()
    }

    /// Changes these addresses and their language.
    pub async fn update_company_notifications(
        &self,
        request: &UpdateCompanyNotificationsRequest,
        etag: &str,
    ) -> Result<Versioned<CompanyNotifications>, ClientError> {
        let call = Call::to(endpoints::UPDATE_COMPANY_NOTIFICATIONS)
            .body(request)?
            .if_match(etag);
        self.send(call).await?.versioned()
    }

    /// What the member's people did, newest first.
    pub async fn list_audit_events(
        &self,
        query: &ListAuditEventsQuery,
    ) -> Result<Page<AuditEvent>, ClientError> {
        let call = Call::to(endpoints::LIST_AUDIT_EVENTS).query(query)?;
        self.send(call).await?.json()
    }

    /// The whole result of a search in it as CSV.
    pub async fn export_audit_events(
        &self,
        query: &ListAuditEventsQuery,
    ) -> Result<String, ClientError> {
        let call = Call::to(endpoints::EXPORT_AUDIT_EVENTS).query(query)?;
        Ok(self.send(call).await?.body)
    }
}
