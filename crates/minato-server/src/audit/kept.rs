//! Checkpoints that are kept elsewhere, as lines of JSON: written to a file, and read back from
//! it or from a log that is written as JSON.

use std::collections::{BTreeMap, HashMap};
use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::Path;

use chrono::DateTime;
use minato_db::AsText;
use minato_db::audit::checkpoints::Checkpoint;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::checkpoint::{CheckpointKey, written};
use minato_types::values::MemberId;

/// The target under which checkpoints are logged.
pub const TARGET: &str = "audit_checkpoint";

/// A checkpoint as a line; a log adds fields of its own.
#[derive(Serialize, Deserialize)]
struct Line {
    member_id: Uuid,
    seq: i64,
    digest: String,
    made_at: String,
    key_id: String,
    signature: String,
}

impl Line {
    fn of(checkpoint: &Checkpoint) -> Self {
        Self {
            member_id: checkpoint.member_id.0.0,
            seq: checkpoint.seq,
            digest: checkpoint.digest.clone(),
            made_at: written(checkpoint.made_at),
            key_id: checkpoint.key_id.clone(),
            signature: checkpoint.signature.clone(),
        }
    }

    fn checkpoint(self) -> Option<Checkpoint> {
        Some(Checkpoint {
            member_id: AsText(MemberId(self.member_id)),
            seq: self.seq,
            digest: self.digest,
            made_at: DateTime::parse_from_rfc3339(&self.made_at)
                .ok()?
                .naive_utc(),
            key_id: self.key_id,
            signature: self.signature,
        })
    }
}

/// Logs checkpoints: whoever keeps the log elsewhere keeps them.
pub fn log(checkpoints: &[Checkpoint]) {
    for checkpoint in checkpoints {
        let line = Line::of(checkpoint);
        tracing::info!(
            target: TARGET,
            member_id = %line.member_id,
            seq = line.seq,
            digest = line.digest,
            made_at = line.made_at,
            key_id = line.key_id,
            signature = line.signature,
            "checkpoint"
        );
    }
}

/// Appends checkpoints to a file; they are on its disk afterwards.
pub fn append(path: &Path, checkpoints: &[Checkpoint]) -> io::Result<()> {
    let mut file = OpenOptions::new()
        .create(true)
        .append(true)
        .read(true)
        .open(path)?;
    let mut text = String::new();
    if is_torn(&mut file)? {
        text.push('\n');
    }
    for checkpoint in checkpoints {
        text.push_str(&serde_json::to_string(&Line::of(checkpoint))?);
        text.push('\n');
    }
    file.write_all(text.as_bytes())?;
    file.sync_data()
}

/// Whether the last line was not written to its end.
fn is_torn(file: &mut File) -> io::Result<bool> {
    if file.seek(SeekFrom::End(0))? == 0 {
        return Ok(false);
    }
    file.seek(SeekFrom::End(-1))?;
    let mut last = [0];
    file.read_exact(&mut last)?;
    Ok(last != *b"\n")
}

/// The digests that signed checkpoints say of events, by member and event.
#[derive(Debug, Clone, Default)]
pub struct Kept {
    /// What they say.
    pub digests: HashMap<MemberId, BTreeMap<i64, String>>,
    /// How many of them were read.
    pub lines: u64,
    /// What is wrong with the lines themselves.
    pub faults: Vec<String>,
}

impl Kept {
    /// Adds the checkpoints of a file. Other lines, such as those of a log, mean nothing.
    pub fn read(&mut self, path: &Path, key: &CheckpointKey) -> io::Result<()> {
        let reader = BufReader::new(File::open(path)?);
        for (line, place) in reader.split(b'\n').zip(1_u64..) {
            let line = serde_json::from_slice::<Line>(&line?);
            if let Some(checkpoint) = line.ok().and_then(Line::checkpoint) {
                self.add(&checkpoint, key, &format!("{}:{place}", path.display()));
            }
        }
        Ok(())
    }

    fn add(&mut self, checkpoint: &Checkpoint, key: &CheckpointKey, place: &str) {
        self.lines += 1;
        if !key.has_signed(checkpoint) {
            self.faults
                .push(format!("{place}: the signature of the checkpoint is wrong"));
            return;
        }
        let chain = self.digests.entry(checkpoint.member_id.0).or_default();
        let known = chain
            .entry(checkpoint.seq)
            .or_insert_with(|| checkpoint.digest.clone());
        if *known != checkpoint.digest {
            self.faults.push(format!(
                "{place}: another checkpoint says otherwise of event {}",
                checkpoint.seq
            ));
        }
    }
}
