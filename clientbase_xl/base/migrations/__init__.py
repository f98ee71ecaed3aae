"""Steps of the database schema, in order; see `clientbase_xl.base.migrate`."""
