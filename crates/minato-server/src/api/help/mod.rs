//! What people need who do not get our mails.

pub(crate) mod get_mail_help;
