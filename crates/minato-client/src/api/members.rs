use minato_types::accounts::{AddAccountRequest, ListAccountsQuery};
use minato_types::endpoints;
use minato_types::imports::{Import, ImportFileQuery};
use minato_types::members::{
    ListMembersQuery, Member, MemberAccount, RegisterMemberRequest, UpdateMemberRequest,
};
use minato_types::page::Page;
use minato_types::values::{AccountId, ImportId, MemberNumber};

use crate::{Call, Client, ClientError, Versioned};

impl Client {
    /// Imports a table of members or accounts. The same `key` again gets the same answer.
    pub async fn import_file(
        &self,
        query: &ImportFileQuery,
        table: &str,
        key: &str,
    ) -> Result<Versioned<Import>, ClientError> {
        let call = Call::to(endpoints::IMPORT_FILE).query(query)?;
        let call = call.csv(table).idempotency_key(key);
        self.send(call).await?.versioned()
    }

    /// How far an import is.
    pub async fn get_import(&self, id: ImportId) -> Result<Import, ClientError> {
        let call = Call::to(endpoints::GET_IMPORT).at("id", &id);
        self.send(call).await?.json()
    }

    /// The members that a query asks for.
    pub async fn list_members(
        &self,
        query: &ListMembersQuery,
    ) -> Result<Page<Member>, ClientError> {
        let call = Call::to(endpoints::LIST_MEMBERS).query(query)?;
        self.send(call).await?.json()
    }

    /// Registers a member. The same `key` again gets the same answer.
    pub async fn register_member(
        &self,
        request: &RegisterMemberRequest,
        key: &str,
    ) -> Result<Versioned<Member>, ClientError> {
        let call = Call::to(endpoints::REGISTER_MEMBER)
            .body(request)?
            .idempotency_key(key);
        self.send(call).await?.versioned()
    }

    /// One member.
    pub async fn get_member(
        &self,
        number: &MemberNumber,
    ) -> Result<Versioned<Member>, ClientError> {
        let call = Call::to(endpoints::GET_MEMBER).at("memberNumber", number);
        self.send(call).await?.versioned()
    }

    /// Changes a member; `etag` is that of the member which the change is based on.
    pub async fn update_member(
        &self,
        number: &MemberNumber,
        request: &UpdateMemberRequest,
        etag: &str,
    ) -> Result<Versioned<Member>, ClientError> {
        let call = Call::to(endpoints::UPDATE_MEMBER)
            .at("memberNumber", number)
            .body(request)?
            .if_match(etag);
        self.send(call).await?.versioned()
    }

    /// The accounts of a member that a query asks for.
    pub async fn list_member_accounts(
        &self,
        number: &MemberNumber,
        query: &ListAccountsQuery,
    ) -> Result<Page<MemberAccount>, ClientError> {
        let call = Call::to(endpoints::LIST_MEMBER_ACCOUNTS)
            .at("memberNumber", number)
            .query(query)?;
        self.send(call).await?.json()
    }

    /// Adds an account to a member. The same `key` again gets the same answer.
    pub async fn add_member_account(
        &self,
        number: &MemberNumber,
        request: &AddAccountRequest,
        key: &str,
    ) -> Result<Versioned<MemberAccount>, ClientError> {
        let call = Call::to(endpoints::ADD_MEMBER_ACCOUNT)
            .at("memberNumber", number)
            .body(request)?
            .idempotency_key(key);
        self.send(call).await?.versioned()
    }

    /// Mails the link to the first sign-in again.
    pub async fn send_opening_mail(
        &self,
        number: &MemberNumber,
        id: AccountId,
    ) -> Result<(), ClientError> {
        let call = Call::to(endpoints::SEND_OPENING_MAIL)
            .at("memberNumber", number)
            .at("id", &id);
        self.send(call).await.map(drop)
    }

    /// Lets the last admin of a member set up his sign-in anew.
    pub async fn reset_member_factor(
        &self,
        number: &MemberNumber,
        id: AccountId,
    ) -> Result<(), ClientError> {
        let call = Call::to(endpoints::RESET_MEMBER_FACTOR)
            .at("memberNumber", number)
            .at("id", &id);
        self.send(call).await.map(drop)
    }
}
