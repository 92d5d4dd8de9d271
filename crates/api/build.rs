//! Release binaries embed `web/dist`: when it was built anew, so is this crate. Debug builds read the folder as it is.

#[expect(clippy::disallowed_methods, reason = "this is how Cargo tells a build script the profile")]
fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var("PROFILE").is_ok_and(|profile| profile == "release") {
        println!("cargo::rerun-if-changed=../../web/dist");
    }
}
