//! One file of the bundle, named after its content.

use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256, Sha384};

/// How many bytes of the digest stand in a file's name: enough that no two versions meet.
const NAME_BYTES: usize = 8;

/// A file that the server may let browsers keep for ever, because its name changes with it.
#[derive(Debug, Clone)]
pub struct Asset {
    /// The path below the root of the site, without a leading slash.
    pub path: String,
    /// The bytes.
    pub content: Vec<u8>,
}

impl Asset {
    /// Names `content` after `stem`, its digest and `extension`, below `assets/`.
    pub fn hashed(stem: &str, extension: &str, content: Vec<u8>) -> Self {
        let digest = hex(&Sha256::digest(&content), NAME_BYTES);
        Self {
            path: format!("assets/{stem}-{digest}.{extension}"),
            content,
        }
    }

    /// Keeps the path as it is, below the root of the site.
    pub fn named(path: impl Into<String>, content: Vec<u8>) -> Self {
        Self {
            path: path.into(),
            content,
        }
    }

    /// The address as it stands in a page.
    pub fn address(&self) -> String {
        format!("/{}", self.path)
    }

    /// The value of the `integrity` attribute.
    pub fn integrity(&self) -> String {
        format!("sha384-{}", STANDARD.encode(Sha384::digest(&self.content)))
    }
}

/// The first `count` bytes in hexadecimal digits.
pub(crate) fn hex(bytes: &[u8], count: usize) -> String {
    bytes
        .iter()
        .take(count)
        .fold(String::new(), |mut text, byte| {
            // Writing to a string cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_changes_with_the_content() {
        let one = Asset::hashed("app", "js", b"one".to_vec());
        let two = Asset::hashed("app", "js", b"two".to_vec());
        assert_eq!(one.path, "assets/app-7692c3ad3540bb80.js");
        assert_ne!(one.path, two.path);
    }

    #[test]
    fn the_integrity_is_the_one_that_browsers_compute() {
        let asset = Asset::named("x", b"alert('Hello, world.');".to_vec());
        // The example of the specification of subresource integrity.
        assert_eq!(
            asset.integrity(),
            "sha384-H8BRh8j48O9oYatfu5AZzq6A9RINhZO5H16dQZngK7T62em8MUt1FLm52t+eX6xO"
        );
    }
}
