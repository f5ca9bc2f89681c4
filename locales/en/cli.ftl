# Command line: what the operator reads. Commands with much text have a file of their own.

cli-help = Netzbote keeps a network of associations in touch, over Telegram and e-mail.
cli-wrong-usage =
    This command does not work like that: { $reason }
    For help: { $command } --help
cli-no-such-option = There is no { $name } here.
cli-missing = { $name } is missing.
refusal-unknown-command = There is no command { $name }. Perhaps you mean: { $command } { $nearest }
cli-database-fails =
    The database does not answer as expected: { $reason }
    Please check NETZBOTE_DATABASE_URL and NETZBOTE_DATA_DIR. Is the database server running? Is the disk full?
cli-file-fails = This does not work with { $path }: { $reason }

cli-db-help = The database: upgrade, back up, restore.
cli-db-upgrade-help = Brings the database up to this version, after a backup.
cli-db-backup-help = Writes the whole database to one file. Netzbote may go on running.
cli-db-restore-help = Puts a backup back. Netzbote must not run meanwhile. The replaced database is kept.
cli-db-working = Working on the database …
cli-db-upgraded = The database is up to date.
cli-db-saved = Saved: { $path }
cli-db-restored = Restored from: { $path }
cli-db-kept = The replaced database is here: { $path }

refusal-already-running =
    Netzbote is already running (process { $process }).
    Please end it there first. All other commands work beside it.
refusal-database-older = The database is of an older version. First, please: netzbote db upgrade
refusal-database-newer = The database is of a newer version of Netzbote. Please use the newer version. Nothing was changed.
refusal-not-a-backup = { $path } is not a backup of this database, or it is damaged. Nothing was changed.
refusal-would-overwrite = { $path } exists and is not a backup. Please choose another name.
refusal-nothing-to-back-up = There is no database yet. It is made by the first start or import.
refusal-tool-missing = PostgreSQL's program { $program } is missing. On Debian and Ubuntu: apt install postgresql-client
refusal-tool-failed = The program { $program } gave up: { $reason }

cli-db-copy-help = Copies everything into another, empty database, for example from SQLite to PostgreSQL. Netzbote must not run meanwhile.
cli-db-copied =
    Copied and compared value by value: { $rows } rows in { $tables } tables. Both are the same.
    Please set NETZBOTE_DATABASE_URL to the new database now. The old one stays as it is.
refusal-no-database-url = That is no address of a database. { $example }
refusal-not-empty = There is something in that database already. Please take an empty one. Nothing was changed.
refusal-source-older = The database here is of another version. Please run first: netzbote db upgrade
refusal-not-equal = In table { $table } something else arrived. Nothing was kept.
refusal-not-writable = A value of table { $table } is not taken by the other database. Nothing was kept.
