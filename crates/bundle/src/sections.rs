//! The sections of a WebAssembly file.

use anyhow::{Context, Result, ensure};

/// The magic word and the version, with which every file begins.
const HEADER: &[u8] = b"\0asm\x01\0\0\0";

/// The number of sections that browsers do not need: names, and who made the file.
const CUSTOM: u8 = 0;

/// The same program without names and notes.
pub fn without_custom_sections(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut rest = wasm
        .strip_prefix(HEADER)
        .context("this is no WebAssembly")?;
    let mut kept = HEADER.to_vec();
    while let Some((kind, after_kind)) = rest.split_first() {
        let (length, body) = unsigned(after_kind).context("a section has no length")?;
        ensure!(length <= body.len(), "a section is cut off");
        let size = rest.len() - body.len() + length;
        let (section, others) = rest.split_at(size);
        if *kind != CUSTOM {
            kept.extend_from_slice(section);
        }
        rest = others;
    }
    Ok(kept)
}

/// A number in seven bits a byte (LEB128), and what follows it.
fn unsigned(mut bytes: &[u8]) -> Option<(usize, &[u8])> {
    let mut number = 0;
    for shift in (0..35).step_by(7) {
        let (byte, rest) = bytes.split_first()?;
        number |= usize::from(byte & 0x7f) << shift;
        bytes = rest;
        if byte & 0x80 == 0 {
            return Some((number, bytes));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(sections: &[&[u8]]) -> Vec<u8> {
        [HEADER, &sections.concat()].concat()
    }

    #[test]
    fn names_and_notes_go_and_everything_else_stays_in_order() {
        let types: &[u8] = b"\x01\x04\x01\x60\0\0";
        let name: &[u8] = b"\0\x05\x04name";
        // A length that takes two bytes.
        let long = [b"\x0b\x82\x01".as_slice(), &[7; 130]].concat();
        let whole = file(&[name, types, name, &long]);
        assert_eq!(
            without_custom_sections(&whole).unwrap(),
            file(&[types, &long])
        );
    }

    #[test]
    fn what_is_cut_off_or_something_else_is_refused() {
        assert!(without_custom_sections(b"<html>").is_err());
        assert!(without_custom_sections(&file(&[b"\x01\x04\x01"])).is_err());
        assert!(without_custom_sections(&file(&[b"\x01\x80"])).is_err());
    }
}
