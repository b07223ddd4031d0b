//! `profiles.sqlite`: who may sign in.

use sea_orm_migration::prelude::*;

/// The newest form of `profiles.sqlite` that this program knows: the number of its steps.
pub const PROFILES_FORMAT: i64 = 1;

/// The steps of `profiles.sqlite`.
#[derive(Debug)]
pub struct Profiles;

impl MigratorTrait for Profiles {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![Box::new(FirstForm)]
    }
}

struct FirstForm;

impl MigrationName for FirstForm {
    fn name(&self) -> &'static str {
        "profiles_1_first_form"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for FirstForm {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared(FIRST_FORM).await.map(|_| ())
    }
}

/// `name_key` is the name without regard to case: what must be unique.
const FIRST_FORM: &str = "
CREATE TABLE profile (
    id           TEXT PRIMARY KEY CHECK (length(id) = 36),
    name         TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 40),
    name_key     TEXT NOT NULL UNIQUE,
    admin        INTEGER NOT NULL CHECK (admin IN (0, 1)),
    created_at   INTEGER NOT NULL,
    last_seen    INTEGER,
    last_account INTEGER
) STRICT;
PRAGMA user_version = 1;
";
