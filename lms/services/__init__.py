"""Use cases: functions of a session, the library, whoever acts and the time. They flush and never commit."""
