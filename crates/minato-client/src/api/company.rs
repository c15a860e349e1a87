use minato_types::company::{Company, CompanyNote, CompanyOptions};
use minato_types::endpoints;
use minato_types::page::{Page, PageQuery};

use crate::{Client, ClientError};

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
        let endpoint = endpoints::LIST_COMPANY_NOTES;
        let PageQuery { page, page_size } = query;
        self.get_at(
            endpoint,
            format!("{}?page={page}&pageSize={page_size}", endpoint.path),
        )
        .await
    }

    /// The options that the member has or could have.
    pub async fn list_company_options(&self) -> Result<CompanyOptions, ClientError> {
        self.get(endpoints::LIST_COMPANY_OPTIONS).await
    }
}
