//! The binary recado: configuration, telemetry, wiring and subcommands.
