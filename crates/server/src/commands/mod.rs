//! One file per subcommand: its arguments and what it does. What several need lies beside this folder.

pub mod audit;
pub mod backup;
pub mod config_check;
pub mod demo;
pub mod doctor;
pub mod keys;
pub mod mail;
pub mod migrate;
pub mod openapi;
pub mod replay;
pub mod restore;
pub mod serve;
pub mod simulator;
pub mod user;
