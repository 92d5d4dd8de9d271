//! The simulator from outside: over real sockets, as the product and the authors of tests meet it.
#![expect(clippy::needless_pass_by_value, reason = "tables of json! literals read better without ampersands")]

#[cfg(test)]
mod control;
#[cfg(test)]
mod desk;
#[cfg(test)]
mod personas;
#[cfg(test)]
mod phone;
#[cfg(test)]
mod reads;
#[cfg(test)]
mod restart;
#[cfg(test)]
mod right_bodies;
#[cfg(test)]
mod subscriber;
#[cfg(test)]
mod webhook_faults;
#[cfg(test)]
mod webhooks;
#[cfg(test)]
mod windows;
#[cfg(test)]
mod wire_faults;
#[cfg(test)]
mod wrong_bodies;
