//! Rebuilds the crate when a migration comes or changes: the compiler cannot see new files.

fn main() {
    println!("cargo:rerun-if-changed=../../migrations");
}
