//! Updates whose text never changes, for the cache of prepared statements.

use std::marker::PhantomData;

use diesel::backend::Backend;
use diesel::expression::AppearsOnTable;
use diesel::prelude::*;
use diesel::query_builder::{AsChangeset, AstPass, QueryFragment, QueryId};
use diesel::sql_types::Bool;

/// `UPDATE .. SET .. WHERE ..` with always the same text, known to the cache by `Place`, a type
/// of its own for each place in the code: see [`fixed_update!`].
pub(crate) struct FixedUpdate<Place, From, Changes, Condition> {
    table: From,
    changes: Changes,
    condition: Condition,
    place: PhantomData<Place>,
}

impl<Place, From, Changes, Condition> FixedUpdate<Place, From, Changes, Condition> {
    pub(crate) fn new<Target, Set>(
        table: &Target,
        condition: Condition,
        set: Set,
        place: PhantomData<Place>,
    ) -> Self
    where
        Target: Table<FromClause = From>,
        Set: AsChangeset<Target = Target, Changeset = Changes>,
        Condition: Expression<SqlType = Bool> + AppearsOnTable<Target>,
    {
        Self {
            table: table.from_clause(),
            changes: set.as_changeset(),
            condition,
            place,
        }
    }
}

impl<Place: 'static, From, Changes, Condition> QueryId
    for FixedUpdate<Place, From, Changes, Condition>
{
    type QueryId = Place;
    const HAS_STATIC_QUERY_ID: bool = true;
}

impl<Place, From, Changes, Condition, DB> QueryFragment<DB>
    for FixedUpdate<Place, From, Changes, Condition>
where
    DB: Backend,
    From: QueryFragment<DB>,
    Changes: QueryFragment<DB>,
    Condition: QueryFragment<DB>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.push_sql("UPDATE ");
        self.table.walk_ast(out.reborrow())?;
        out.push_sql(" SET ");
        self.changes.walk_ast(out.reborrow())?;
        out.push_sql(" WHERE ");
        self.condition.walk_ast(out.reborrow())
    }
}

impl<Place, From, Changes, Condition, Conn> RunQueryDsl<Conn>
    for FixedUpdate<Place, From, Changes, Condition>
{
}

/// An update for the cache: `run!(conn, |c| fixed_update!(table, condition, changes).execute(c))`.
///
/// diesel prepares each of its own updates anew, because changes that are optional have a text for
/// each choice: the database parses it again, and PostgreSQL is asked twice. This one is for
/// changes that are always all there.
macro_rules! fixed_update {
    ($table:expr, $condition:expr, $changes:expr) => {{
        struct Here;
        $crate::fixed::FixedUpdate::new(
            &$table,
            $condition,
            $changes,
            std::marker::PhantomData::<Here>,
        )
    }};
}

pub(crate) use fixed_update;
