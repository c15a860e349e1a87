use crate::message;
use crate::{Envelope, Rendered, SendError, Sender, Transport};

/// Sends mails, all in the name of one sender.
#[derive(Debug, Clone)]
pub struct PostOffice {
    sender: Sender,
    transport: Transport,
}

impl PostOffice {
    /// A post office that writes as `sender` and sends by `transport`.
    pub fn new(sender: Sender, transport: impl Into<Transport>) -> Self {
        Self {
            sender,
            transport: transport.into(),
        }
    }

    /// Sends one mail. When it returns `Ok`, the mail is in somebody else's care;
    /// after an error or a crash it may be sent again under the same id.
    pub async fn send(&self, envelope: &Envelope, rendered: &Rendered) -> Result<(), SendError> {
        let message = message::build(&self.sender, envelope, rendered)?;
        match &self.transport {
            Transport::Smtp(smtp) => smtp.send(message).await,
            Transport::Files(files) => files.send(envelope, &message).await,
            Transport::Memory(memory) => memory.send(envelope, rendered),
        }
    }
}
