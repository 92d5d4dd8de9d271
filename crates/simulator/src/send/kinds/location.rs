//! `location`: coordinates as numbers or as strings.

use super::{Checked, Part};

pub(super) fn check(location: &Part) -> Checked {
    location.only(&["latitude", "longitude", "name", "address"])?;
    location.optional_text("name", 1_000)?;
    location.optional_text("address", 1_000)?;
    check_coordinates(location)
}

/// Latitude and longitude, on the globe.
pub(crate) fn check_coordinates(location: &Part) -> Checked {
    coordinate(location, "latitude", 90.0)?;
    coordinate(location, "longitude", 180.0)
}

fn coordinate(location: &Part, key: &str, limit: f64) -> Checked {
    let value = location.required(key)?;
    let number = value.as_f64().or_else(|| value.as_str().and_then(|text| text.trim().parse().ok()));
    match number {
        Some(degrees) if (-limit..=limit).contains(&degrees) => Ok(()),
        _ => Err(location.invalid(key, &format!("must be a number between -{limit} and {limit}"))),
    }
}
