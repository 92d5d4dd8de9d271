//! Pure rules of Recado: ids, value types, message state, service window, pacing arithmetic, visibility, clock.
