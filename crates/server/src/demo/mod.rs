//! The demo: product, simulator and a seeded tenant in one folder and one process, for whoever wants to see Recado.
//!
//! The past is in `dialogues.txt`; the personas, who keep writing, are the simulator's.

pub mod client;
pub mod dialogues;
pub mod file;
pub mod past;
pub mod people;
pub mod seed;
pub mod told;
