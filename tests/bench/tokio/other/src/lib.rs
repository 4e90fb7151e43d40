//! The function of another crate that is awaited.

#[inline(never)]
fn mixed(a: u32, b: u32) -> u32 {
    (a ^ b).wrapping_add(a >> 3)
}

pub async fn mix(a: u32, b: u32) -> u32 {
    mixed(a, b)
}
