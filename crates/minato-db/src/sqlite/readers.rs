//! Reading: every thread has a connection of its own, so that readers wait for nobody.

use std::cell::RefCell;
use std::sync::{Arc, Weak};

use crossbeam_channel::Receiver;

use super::control::Control;
use super::file::DatabaseFile;
use crate::db::Ambient;
use crate::work::{Task, guarded};
use crate::{Conn, DbError, OneStatement, ReadTx, WriteTx};

thread_local! {
    /// This thread's read connections, one for each open database.
    static CONNECTIONS: RefCell<Vec<(Weak<DatabaseFile>, Conn)>> = const { RefCell::new(Vec::new()) };
}

/// Runs a closure in a read transaction on this thread's connection.
pub(super) fn read<T, E, F>(file: &Arc<DatabaseFile>, ambient: &Ambient, f: F) -> Result<T, E>
where
    F: FnOnce(&mut ReadTx<'_>) -> Result<T, E>,
    E: From<DbError>,
{
    let mut connection = take(file)?;
    Control::BeginRead.run(&mut connection)?;
    let now = ambient.clock.now();
    let result = guarded(|| f(&mut ReadTx::new(&mut connection, now)));
    // Nothing was changed, so commit and rollback are the same; a commit costs less. A
    // connection that cannot end its transaction is thrown away.
    if Control::Commit.run(&mut connection).is_ok() {
        put_back(file, connection);
    }
    result
}

/// Runs a closure of one statement on this thread's connection.
pub(super) fn read_one<T, E, F>(file: &Arc<DatabaseFile>, ambient: &Ambient, f: F) -> Result<T, E>
where
    F: FnOnce(OneStatement<'_>) -> Result<T, E>,
    E: From<DbError>,
{
    let mut connection = take(file)?;
    let mut tx = ReadTx::new(&mut connection, ambient.clock.now());
    let result = guarded(|| f(OneStatement::from(&mut tx)));
    put_back(file, connection);
    result
}

/// Takes the connection out, so that a read inside a read gets another one.
fn take(file: &Arc<DatabaseFile>) -> Result<Conn, DbError> {
    let kept = CONNECTIONS.with_borrow_mut(|connections| {
        let place = connections.iter().position(|(of, _)| is(of, file))?;
        Some(connections.swap_remove(place).1)
    });
    match kept {
        Some(connection) => Ok(connection),
        None => Ok(file.connect_for_reading()?),
    }
}

fn put_back(file: &Arc<DatabaseFile>, connection: Conn) {
    CONNECTIONS.with_borrow_mut(|connections| {
        // Connections to databases that were closed meanwhile are closed here.
        connections.retain(|(of, _)| of.strong_count() > 0 && !is(of, file));
        connections.push((Arc::downgrade(file), connection));
    });
}

fn is(of: &Weak<DatabaseFile>, file: &Arc<DatabaseFile>) -> bool {
    std::ptr::eq(of.as_ptr(), Arc::as_ptr(file))
}

/// The life of a thread for long reads.
pub(super) fn serve(file: &Arc<DatabaseFile>, ambient: &Ambient, queue: &Receiver<Task>) {
    for Task { mut work, .. } in queue {
        let end = take(file).and_then(|mut connection| {
            Control::BeginRead.run(&mut connection)?;
            work.run(&mut WriteTx::new(
                &mut connection,
                ambient.clock.as_ref(),
                ambient.entropy.as_ref(),
            ));
            Control::Commit.run(&mut connection)?;
            put_back(file, connection);
            Ok(())
        });
        work.answer(end);
    }
}
